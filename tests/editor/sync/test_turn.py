# SPDX-License-Identifier: GPL-3.0-or-later
"""How far this computer's clock is from the server's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.cms.memory import Memory
from editor.desk import Desk
from editor.model.operation import ServerInfo
from editor.sync.turn import clock_off_s

RESOURCES = Path(__file__).parents[3] / "resources"
AT = datetime(2026, 3, 5, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("there", "off_s"),
    [
        (AT - timedelta(minutes=10), 600),
        (AT + timedelta(minutes=10), -600 + 60),
        (AT - timedelta(minutes=2), 0),
        (AT + timedelta(minutes=3), 0),
    ],
)
def test_a_clock_is_off_when_no_delay_on_the_line_explains_it(there, off_s):
    """The answer was a minute on its way: the server may have read its clock at any time of it."""
    told = ServerInfo("s", "e", "", time=there.isoformat())
    assert clock_off_s(told, AT, AT + timedelta(minutes=1)) == off_s


@pytest.mark.parametrize("told", ["", "soon", "2026-03-05T00:00:00"])
def test_a_server_that_tells_no_time_says_nothing_of_ours(told):
    assert clock_off_s(ServerInfo("s", "e", "", time=told), AT, AT) == 0


def test_a_wrong_clock_is_known_after_the_first_turn(tmp_path):
    site = Memory(clock=lambda: datetime.now(UTC) - timedelta(minutes=10))
    desk = Desk.open(tmp_path, resources=RESOURCES, site=site)
    status = desk.sync.once()
    desk.close()
    assert 590 <= status.clock_off_s <= 601
