# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses of other kinds for tests: played back, or real ones where a run asks for them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.houses import wordpress
from tests.houses.recording import Recorder, Replayer
from tests.houses.stage import MODE, Stage, transport_of

RECORDED = Path(__file__).parent / "recorded"


@pytest.fixture(scope="session")
def real_wordpress(tmp_path_factory) -> Iterator[wordpress.WordPress | None]:
    """A real one for the whole run; None: what was written down is played back."""
    if MODE not in {"real", "record"}:
        yield None
        return
    with wordpress.running(tmp_path_factory.mktemp("wordpress")) as found:
        yield found


@pytest.fixture
def stage(request, tmp_path, real_wordpress) -> Iterator[Stage]:
    """The house as it was just set up, and what was said with it."""
    name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_")).strip("-")[:100]
    path = RECORDED / f"{name}.jsonl"
    if real_wordpress is None and not path.exists():
        pytest.skip("this was not written down with a real house yet: make record-houses")
    if real_wordpress is not None:
        real_wordpress.reset()
    transport = transport_of(path, real_wordpress)
    found = Stage(tmp_path, transport, real_wordpress)
    yield found
    found.close()
    if isinstance(transport, Replayer):
        assert transport.left() == [], "less was asked than was recorded"
    if isinstance(transport, Recorder):
        if MODE == "record" and not getattr(request.node, "is_failed", False):
            transport.write(path)
        transport.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.is_failed = True
    return report
