# SPDX-License-Identifier: GPL-3.0-or-later
"""One order of writes on any database, with several processes, and tables by migration."""

import subprocess
import sys
import threading
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from editor.cms.reference import Reference
from editor.errors import Offline, Refused
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.server import tables
from editor.server.database import Database, version_of
from tests.contracts.houses import an_archive, database_of
from tests.contracts.operations import an_operation, create_article, done

MAIN = Path(__file__).parents[3] / "main.py"


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path, database_of(tmp_path))
    yield database
    database.close()


def test_the_migrations_make_the_tables_that_the_program_knows(database):
    with database.reading() as connection:
        # The index over words is of another kind on each database.
        named = lambda name, _kind, _of: not (name or "").startswith("wording_index")  # noqa: E731
        context = MigrationContext.configure(connection, opts={"include_name": named})
        assert compare_metadata(context, tables.metadata) == []
        assert version_of(connection) == tables.VERSION


@pytest.mark.of_files
def test_an_archive_from_before_the_migrations_is_taken_over(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    newer = {
        tables.upload,
        tables.lease,
        tables.audit,
        tables.due,
        tables.clash,
        tables.pack,
        tables.royalty_month,
        tables.topic,
        tables.wording,
        tables.look,
        tables.purge,
        tables.delivery,
        tables.LEDGER.of_bindings,
        tables.LEDGER.receipts,
        tables.LEDGER.originals,
        tables.LEDGER.facts,
    }
    first = [each for each in tables.metadata.sorted_tables if each not in newer]
    tables.metadata.create_all(engine, first)
    with engine.begin() as connection:
        connection.execute(sa.insert(tables.counter).values(name="feed", n=7))
        connection.execute(sa.insert(tables.meta).values(name="server_id", value="nr-old"))
    engine.dispose()
    archive = an_archive(tmp_path)
    assert archive.server_id == "nr-old"
    assert archive.changes("", limit=1).cursor.split(".")[1] == "7"
    archive.close()


def test_what_fails_is_undone(database):
    def work(connection):
        connection.execute(sa.insert(tables.meta).values(name="a", value="1"))
        raise Refused("site.forbidden")

    with pytest.raises(Refused):
        database.write(work)
    with database.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.meta)) == 0


def _fails(times: int, state: str):
    tries = []

    def work(connection):
        tries.append(1)
        connection.execute(sa.insert(tables.meta).values(name="a", value="1"))
        if len(tries) <= times:
            error = psycopg.OperationalError("so it goes")
            error.sqlstate = state
            raise sa.exc.OperationalError("x", {}, error)
        return len(tries)

    return work


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_that_met_another_is_done_again_whole(database, state):
    assert database.write_in_order(_fails(3, state)) == 4


def test_one_that_always_meets_another_ends(database):
    with pytest.raises(Offline, match=r"server\.database_down"):
        database.write(_fails(1000, "40001"))


def test_other_troubles_are_told_at_once(database):
    with pytest.raises(Offline, match=r"server\.database_down"):
        database.write(_fails(1, "08006"))
    with pytest.raises(Refused, match=r"vault\.full"):
        database.write(_fails(1, "53100"))


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "postgresql://x", "sqlite:///x"])
def test_an_address_that_is_none_is_told(tmp_path, address):
    with pytest.raises(Refused, match=r"server\.bad_database"):
        Database(tmp_path, address)


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path):
    address = f"postgresql://stet:swordfish@/x?host={tmp_path}"
    with pytest.raises(Refused, match=r"server\.no_database") as refused:
        Database(tmp_path, address)
    assert "swordfish" not in str(refused.value)


@pytest.mark.of_files
def test_two_processes_with_a_crowd_of_writers_and_a_reader_misses_nothing(tmp_path, a_postgres):
    """Each writer goes to one of the servers; the reader asks both in turn.

    Some stories wait for their time, and one for its embargo: whichever process puts them before
    readers, it is done once.
    """
    database, writers, each_writes = a_postgres.database(), 6, 8
    with ExitStack() as stack:
        addresses = [stack.enter_context(_serving(tmp_path, database)) for _ in range(2)]
        archive = an_archive_at(tmp_path, database)
        stack.callback(archive.close)
        tokens = [archive.tokens.make(str(each), "d", Role.ADMIN) for each in range(writers + 1)]
        sites = [
            stack.enter_context(_closing(Reference(addresses[number % 2], token)))
            for number, token in enumerate(tokens)
        ]
        threads = [
            threading.Thread(target=_write, args=(sites[number], number, each_writes))
            for number in range(writers)
        ]
        waiting = [_plan(sites[number], number) for number in range(2)]
        for thread in threads:
            thread.start()
        readers = [
            sites[writers],
            stack.enter_context(_closing(Reference(addresses[1], tokens[writers]))),
        ]
        seen, cursor, turn = [], "", 0
        while any(each.is_alive() for each in threads) or len(seen) < writers * each_writes:
            page = readers[turn % 2].changes(cursor, limit=7)
            seen += [each.entity_id for each in page.changes if each.entity_id not in waiting]
            cursor, turn = page.cursor, turn + 1
            assert turn < 20_000, "the feed lost something"
        for thread in threads:
            thread.join()
        site = readers[0]
        while not all(site.fetch(Entity.ARTICLE, each).address for each in waiting):
            cursor = site.changes(cursor, wait_s=1).cursor
        for each in waiting:
            assert (site.fetch(Entity.ARTICLE, each).rev, _editions(archive, each)) == (3, 1)
    assert len(seen) == len(set(seen)) == writers * each_writes


def _plan(site: Reference, number: int) -> str:
    """A story that is to go public in a moment, though its embargo ends a little later."""
    now = datetime.fromisoformat(site.hello().time)
    ends_at = now + timedelta(seconds=2) if number else None
    story = done(site, create_article(number=9000 + number, embargoed_until=ends_at))
    at = (now + timedelta(seconds=1)).isoformat()
    payload = {"act": "publish", "reason": "", "edition": "", "at": at}
    about = (OpKind.ACT, Entity.ARTICLE, story.entity_id, payload, story.etag)
    return done(site, an_operation(*about)).entity_id


def _editions(archive, article_id: str) -> int:
    mine = sa.select(sa.func.count()).where(tables.edition.c.article_id == article_id)
    with archive.database.reading() as connection:
        return connection.scalar(mine)


def an_archive_at(folder: Path, database: str):
    from editor.server.archive import Archive
    from tests.builders import PROFILE

    return Archive(folder, PROFILE, database=database)


def _write(site: Reference, number: int, count: int) -> None:
    for step in range(count):
        done(site, create_article(number=number * 100 + step))


def _closing(site: Reference):
    from contextlib import closing

    return closing(site)


class _serving:  # noqa: N801  # reads as a function where it is used
    """A server process of its own."""

    def __init__(self, folder: Path, database: str) -> None:
        words = ["--store", folder / "store", "serve", "--data", folder, "--database", database]
        self._command = [sys.executable, MAIN, *words]

    def __enter__(self) -> str:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        return "http://" + line.split("http://")[1].split()[0].rstrip(".;,")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()
