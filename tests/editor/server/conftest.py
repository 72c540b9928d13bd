# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test of what the server keeps runs on SQLite, and again on PostgreSQL."""

from collections.abc import Iterator

import pytest

from tests.contracts import houses, postgres

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
    with houses.kept_in(request.getfixturevalue("a_postgres").database_for):
        yield
