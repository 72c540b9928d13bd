# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be taken back is kept with the save, here alone, for a month."""

import zipfile
from pathlib import Path

import pytest

from editor import carrying
from editor.desk import Desk
from editor.model.operation import Entity, Remote
from editor.model.steps import Kept, Splice, Step, digest
from editor.store.steps import KEPT_FOR, Steps
from tests.builders import an_article

RESOURCES = Path(__file__).parents[3] / "resources"
STORY = an_article()


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


def steps_of(*words, text=""):
    made = tuple(Step((Splice(0, b"", units(each)),)) for each in words)
    return Kept(made, len(made), digest(units(text)))


@pytest.fixture
def steps(store):
    return Steps(store.database)


def test_they_come_back_as_they_were_kept(store, steps):
    told = {"body": steps_of("mật ", "🛶", "\ud83d", "\n"), "headline": steps_of("x")}
    store.articles.save(STORY, origin="t", steps=told)
    assert steps.read(STORY.id) == told
    newer = {"body": steps_of("khác")}
    store.articles.save(STORY, origin="t", steps=newer)
    assert steps.read(STORY.id) == told | newer
    assert steps.read("another") == {}


def test_a_save_without_any_leaves_them_and_tells_nobody(store, steps):
    told = {"body": steps_of("một")}
    store.articles.save(STORY, origin="t", steps=told)
    heard = []
    store.database.listen(heard.append)
    store.articles.save(STORY, origin="t", steps=told)
    store.articles.save(STORY, origin="t")
    assert heard == []
    assert steps.read(STORY.id) == told


def test_they_are_forgotten_after_a_month_and_with_their_story(store, steps):
    other = an_article(2)
    for each in (STORY, other):
        store.articles.save(each, origin="t", steps={"body": steps_of("một")})
    store.clock.go(seconds=KEPT_FOR.total_seconds() + 1)
    store.articles.save(other, origin="t", steps={"body": steps_of("hai")})
    assert steps.read(STORY.id) == {}
    gone = Remote(Entity.ARTICLE, other.id, rev=2, etag="2", doc={}, is_deleted=True)
    store.mirror.fast_forward(Entity.ARTICLE, other.id, theirs=gone, local_version=1)
    assert store.articles.find(other.id) is None
    assert steps.read(other.id) == {}


def test_what_was_rubbed_out_is_never_carried_along(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    desk.articles.save(STORY, origin="t", steps={"body": steps_of("bimatbimat")})
    carrying.write(desk, STORY, tmp_path / "story.stet")
    with zipfile.ZipFile(tmp_path / "story.stet") as archive:
        assert not any(b"bimat" in archive.read(name) for name in archive.namelist())
    journals = (tmp_path / "store" / "journal").rglob("*")
    assert not any(b"bimat" in each.read_bytes() for each in journals if each.is_file())
    desk.close()
