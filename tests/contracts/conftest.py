# SPDX-License-Identifier: GPL-3.0-or-later
"""The PostgreSQL of the contracts, started when the first test asks for it."""

from collections.abc import Iterator

import pytest

from tests.contracts import postgres


@pytest.fixture(scope="session")
def a_postgres() -> Iterator[postgres.Postgres]:
    with postgres.running() as running:
        yield running
