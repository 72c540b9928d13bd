# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes that wait for the lock share one commit, and each of them is told apart."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from editor.errors import EditorError, Offline
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.server import tables
from editor.server.archive import Command
from editor.server.database import meta, set_meta
from editor.server.tokens import Caller
from tests.contracts.houses import an_archive
from tests.editor.server.test_replies import DOC

COUNT = 12
LAN = Caller("Lan", "laptop", Role.EDITOR)


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def commits(archive):
    counted = []
    archive.database.listen(lambda: counted.append(1))
    return counted


def _all_at_once(archive, works):
    """One work holds the lock until all others wait for it; what each of them came to."""
    held, queued = threading.Event(), []

    def first(_):
        # Everybody is in the queue now, and is taken together as soon as this one is done.
        held.wait(30)

    def wait_for(work):
        queued.append(1)
        try:
            return archive.database.write_together(work)
        except Exception as error:  # what it raised is what it came to
            return error

    with ThreadPoolExecutor(len(works) + 1) as pool:
        leader = pool.submit(archive.database.write_together, first)
        while not archive.database._turns.locked():
            pass
        futures = [pool.submit(wait_for, work) for work in works]
        while len(archive.database._queue) < len(works):
            pass
        held.set()
        leader.result()
        return [each.result() for each in futures]


def test_they_share_one_commit(archive, commits):
    works = [
        lambda connection, each=each: set_meta(connection, f"m{each}", "x") for each in range(COUNT)
    ]
    _all_at_once(archive, works)
    assert len(commits) == 2
    with archive.database.reading() as connection:
        assert all(meta(connection, f"m{each}") == "x" for each in range(COUNT))


def test_one_that_breaks_breaks_no_other(archive):
    def wrong(connection):
        set_meta(connection, "wrong", "x")
        connection.execute(sa.insert(tables.counter).values(name="feed", n=7))

    def right(connection):
        set_meta(connection, "right", "x")
        return "done"

    first, second, third = _all_at_once(archive, [right, wrong, right])
    assert (first, third) == ("done", "done")
    assert isinstance(second, sa.exc.IntegrityError)
    with archive.database.reading() as connection:
        assert (meta(connection, "right"), meta(connection, "wrong")) == ("x", "")


def test_a_database_that_is_away_is_told_to_all(archive):
    def away(_):
        raise Offline("server.database_down")

    found = _all_at_once(archive, [away, lambda _: 1])
    assert [each.code for each in found] == ["server.database_down"] * 2


def test_each_write_has_its_own_outcome_and_receipt(archive):
    """Made, refused and stale, at the same time; a repeat of each finds what it did."""

    def command(number, payload):
        entity_id = f"01900000-0000-7000-8000-{number % 4:012d}"
        doc = {**DOC, **payload, "id": entity_id}
        return Command(
            f"k{number}", f"{number:064d}", OpKind.CREATE, Entity.ARTICLE, entity_id, doc
        )

    commands = [command(each, {"v": 99} if each == 3 else {}) for each in range(8)]

    def push(each):
        try:
            return archive.write(each, LAN)
        except EditorError as error:
            return error

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(push, commands))
    made = [each for each in found if getattr(each, "remote", None) is not None]
    assert len(made) == 4
    assert [each.code for each in found if isinstance(each, EditorError)] == ["site.too_new"]
    assert archive.newest() == 4
    again = [push(each) for each in commands]
    for before, after in zip(found, again, strict=True):
        assert getattr(before, "remote", None) == getattr(after, "remote", None)
