# SPDX-License-Identifier: GPL-3.0-or-later
"""A glimpse of an archive says what its server says, or nothing at all."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from editor.model.workflow import Role
from editor.server import tables
from editor.server.database import FILE_NAME as SERVERS_FILE
from editor.server.glimpse import COMPANY, FILE_NAME, VERSION, Glimpse
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive
from tests.editor.server.test_replies import ARTICLE, DOC, NEW, Client, key

pytestmark = pytest.mark.of_files


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


@pytest.fixture
def glimpse(archive, now):
    return Glimpse(archive.folder, lambda: now[0])


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.EDITOR))


def _says_the_same(glimpse, archive):
    seen = glimpse.look()
    assert (seen.server_id, seen.epoch) == (archive.server_id, archive.epoch)
    assert seen.cursor == archive.changes("", limit=200).cursor
    assert seen.due_at == archive.next_due_at() == glimpse.due_at()


def test_it_knows_the_tables_that_the_server_writes():
    """Else every start would wake the server."""
    assert VERSION == tables.VERSION
    assert FILE_NAME == SERVERS_FILE


def test_it_says_what_the_server_says(archive, glimpse, call):
    """Of an empty archive, after each write beside it, and when the server is gone."""
    _says_the_same(glimpse, archive)
    call("PUT", ARTICLE, json=DOC, headers=NEW)
    _says_the_same(glimpse, archive)
    etag = call("GET", ARTICLE).headers["etag"]
    at = (HOUSE_TIME + timedelta(hours=1)).isoformat()
    payload = {"act": "publish", "at": at, "edition": "e"}
    headers = key(2, **{"If-Match": etag})
    assert call("POST", f"{ARTICLE}/transitions", json=payload, headers=headers).status_code == 200
    _says_the_same(glimpse, archive)
    assert glimpse.due_at() == HOUSE_TIME + timedelta(hours=1)
    before = glimpse.look()
    archive.close()
    assert glimpse.look() == before


def test_a_device_that_asked_lately_is_company(archive, glimpse, now):
    """One that asked long ago, or may ask no more, is none."""
    assert not glimpse.look().has_company
    archive.tokens.make("Lan", "laptop", Role.EDITOR)
    assert glimpse.look().has_company
    now[0] += COMPANY
    assert not glimpse.look().has_company
    now[0] -= COMPANY
    archive.tokens.revoke_all("Lan")
    assert not glimpse.look().has_company


def test_what_is_not_known_is_left_to_the_server(archive, glimpse, tmp_path):
    """No archive, one of another version, one that is none: nothing is made up."""
    assert Glimpse(tmp_path / "nowhere").look() is None
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)
    assert Glimpse(tmp_path).look() is None
    assert Glimpse(tmp_path).due_at() is None
    with closing(sqlite3.connect(archive.folder / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    assert glimpse.look() is None


def test_it_looks_again_in_spite_of_a_stamp_that_stands_still(archive, glimpse, call):
    """Two writes may fall on one tick of the file system's clock."""

    class Stopped(Glimpse):
        def _stamped(self):
            return ((1, 1), (1, 1))

    stopped = Stopped(archive.folder)
    before = stopped.look().cursor
    call("PUT", ARTICLE, json=DOC, headers=NEW)
    seen = {stopped.look().cursor for _ in range(100)}
    assert seen == {before, archive.changes("", limit=200).cursor}
