# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses of other kinds for tests: played back, or real ones where a run asks for them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.houses.kinds import GHOST, KINDS, WORDPRESS, Kind, Real
from tests.houses.recording import Recorder, Replayer
from tests.houses.stage import MODE, Stage, transport_of

RECORDED = Path(__file__).parent / "recorded"


def _real(kind: Kind, folder: Path) -> Iterator[Real | None]:
    """A real one for the whole run; None: what was written down is played back."""
    if MODE not in {"real", "record"}:
        yield None
        return
    with kind.running(folder) as found:
        yield found


@pytest.fixture(scope="session")
def real_wordpress(tmp_path_factory):
    yield from _real(WORDPRESS, tmp_path_factory.mktemp("wordpress"))


@pytest.fixture(scope="session")
def real_ghost(tmp_path_factory):
    yield from _real(GHOST, tmp_path_factory.mktemp("ghost"))


@pytest.fixture
def kind(request) -> Kind:
    """What kind of house a test is about: its module says so, by its name."""
    return KINDS[request.node.path.stem.split("_")[1]]


@pytest.fixture
def stage(request, tmp_path, kind) -> Iterator[Stage]:
    """The house as it was just set up, and what was said with it."""
    real: Real | None = request.getfixturevalue(f"real_{kind.name}")
    name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_")).strip("-")[:100]
    path = RECORDED / kind.name / f"{name}.jsonl"
    if real is None and not path.exists():
        pytest.skip("this was not written down with a real house yet: make record-houses")
    if real is not None:
        real.reset()
    transport = transport_of(path, kind, real)
    found = Stage(tmp_path, transport, real, kind)
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
