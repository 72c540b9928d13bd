# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test of what the server keeps runs on SQLite, and again on PostgreSQL."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from editor.model.workflow import Role
from editor.server.archive import Archive
from tests.contracts import houses, postgres
from tests.editor.server.test_replies import Client

_KEEPING = {"archive", "tmp_path", "tmp_path_factory"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if _KEEPING & set(metafunc.fixturenames):
        is_of_files = metafunc.definition.get_closest_marker("of_files")
        kinds = ["sqlite"] if is_of_files else ["sqlite", "postgresql"]
        metafunc.parametrize("kept_in", kinds, indirect=True)


@pytest.fixture(scope="session")
def a_postgres() -> Iterator[postgres.Postgres]:
    with postgres.running() as running:
        yield running


@pytest.fixture(autouse=True)
def kept_in(request: pytest.FixtureRequest) -> Iterator[None]:
    if getattr(request, "param", "sqlite") == "sqlite":
        yield
        return
    with request.getfixturevalue("a_postgres").lending() as place, houses.kept_in(place):
        yield


@pytest.fixture
def now() -> list[datetime]:
    """The server's clock: a test sets it by putting another time in."""
    return [houses.HOUSE_TIME]


@pytest.fixture
def archive(tmp_path: Path, now: list[datetime]) -> Iterator[Archive]:
    made = houses.an_archive(tmp_path / "archive", lambda: now[0])
    yield made
    made.close()


@pytest.fixture
def call(archive: Archive) -> Client:
    """An administrator of the newsroom."""
    return Client(houses.an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


@pytest.fixture
def read(archive: Archive) -> Client:
    """A reader: nobody whom the server knows."""
    return Client(houses.an_app(archive), "")
