# SPDX-License-Identifier: GPL-3.0-or-later
"""A first look at a store says what the store itself says, or nothing at all."""

import sqlite3
from contextlib import closing

import pytest

from editor.model.article import ArticleId
from editor.model.rows import StoryFilter, SyncMark
from editor.model.workflow import State
from editor.profiles import profile_to_doc
from editor.store import schema
from editor.store.glance import VERSION, Glance
from editor.store.place import Place
from tests.builders import PROFILE, a_picture, a_placement, an_article

MARKS = {
    "INSERT INTO clash (entity, id, field, at) VALUES ('articles', :id, 'body', 1)": "needs_you",
    "UPDATE outbox SET state = 'parked' WHERE entity_id = :id": "needs_you",
    "INSERT INTO fact (key, value) VALUES ('server_id', :id)": "waiting",
    "UPDATE record SET base_rev = 3 WHERE id = :id": "sent",
}


@pytest.fixture
def glance(store):
    """Opens a glance at the store as it now stands, closed; all is closed at the end."""
    held = []

    def look():
        store.database.close()
        place = Place(store.folder)
        assert place.hold()
        held.append((place, Glance.at(place)))
        return held[-1][1]

    yield look
    for place, found in held:
        if found is not None:
            found.close()
        place.let_go()


def _change(store, sql, **values):
    with closing(sqlite3.connect(store.folder / "stet.db")) as connection, connection:
        connection.execute(sql, values)


def test_it_knows_the_version_that_the_program_writes():
    """Else every start would be the slow one."""
    assert VERSION == schema.VERSION


def test_the_list_is_the_same(store, glance):
    """Newest first, without what is spiked, no more than were asked for."""
    for number in range(30):
        store.articles.save(an_article(number, headline=f"Tin {number}"), origin="test")
    store.articles.save(an_article(3, headline="Mới hơn"), origin="test")
    known = store.articles.rows(StoryFilter(), limit=20, offset=0)
    assert glance().rows(StoryFilter(), limit=20, offset=0) == known
    assert known[0].headline == "Mới hơn"


def test_a_spiked_story_is_not_shown(store, glance):
    """As in the list."""
    for number in (1, 2):
        store.articles.save(an_article(number), origin="test")
    sql = "UPDATE story SET state = :state WHERE id = :id"
    _change(store, sql, state=State.SPIKED.value, id=an_article(1).id)
    known = store.articles.rows(StoryFilter())
    assert len(known) == 1
    assert glance().rows(StoryFilter(), limit=100, offset=0) == known


@pytest.mark.parametrize("sql", MARKS)
def test_each_mark_is_the_same(store, glance, sql):
    """A clash, a refusal, what waits, what was sent."""
    store.articles.save(an_article(), origin="test")
    if MARKS[sql] == "sent":
        _change(store, "DELETE FROM outbox")
    _change(store, sql, id=an_article().id)
    known = store.articles.rows(StoryFilter())
    assert known[0].mark is SyncMark(MARKS[sql])
    assert glance().rows(StoryFilter(), limit=100, offset=0) == known


def test_a_story_and_its_pictures_are_the_same(store, glance):
    """All its fields."""
    picture = a_picture()
    article = an_article(placements=(a_placement(picture, caption="Một chợ."),))
    store.articles.save_picture(picture, origin="test")
    store.articles.save(article, origin="test")
    found = glance()
    assert found.article(article.id) == article
    assert found.pictures_of(article) == {picture.sha256: picture}


def test_the_profile_is_the_same(store, glance):
    """As the server told it."""
    doc = profile_to_doc(PROFILE)
    store.mirror.store_profile(doc)
    known = store.mirror.profile()
    assert known is not None
    assert glance().profile() == known


def test_of_what_it_does_not_know_it_says_nothing(store, glance):
    """Another filter, another part, a story that is not there, after the end."""
    store.articles.save(an_article(), origin="test")
    found = glance()
    assert found.rows(StoryFilter(text="chợ"), limit=100, offset=0) is None
    assert found.rows(StoryFilter(), limit=100, offset=100) is None
    assert found.article(ArticleId("none")) is None
    assert found.profile() is None
    found.close()
    assert found.rows(StoryFilter(), limit=100, offset=0) is None
    assert found.article(an_article().id) is None
    assert found.pictures_of(an_article()) is None


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_it_does_not_look_into_what_is_no_store(store, glance, content):
    """The whole way mends it, or says what is wrong."""
    store.database.close()
    store.folder.joinpath("stet.db").write_bytes(content)
    assert glance() is None


def test_it_does_not_look_into_a_store_of_another_version(store, glance):
    """It may be older or newer."""
    _change(store, "UPDATE alembic_version SET version_num = '9999'")
    assert glance() is None


def test_it_does_not_look_past_a_log_that_was_left(store, glance):
    """What stands in it is not in the file yet."""
    store.database.close()
    store.folder.joinpath("stet.db-wal").write_bytes(b"left")
    assert glance() is None


def test_it_does_not_wait_for_who_holds_the_file(store, glance):
    """A program of another make writes into it just now."""
    store.database.close()
    with closing(sqlite3.connect(store.folder / "stet.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE alembic_version SET version_num = version_num")
        assert glance() is None
        other.execute("ROLLBACK")


def test_it_writes_nothing(store, glance):
    """The store is as it was, and is opened as after any good end."""
    store.articles.save(an_article(), origin="test")
    found = glance()
    found.close()
    assert not store.folder.joinpath("stet.db-wal").exists()
    assert not store.folder.joinpath("open").exists()
