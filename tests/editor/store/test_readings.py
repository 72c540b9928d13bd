# SPDX-License-Identifier: GPL-3.0-or-later
"""What came in since a story was last read, and from whom."""

from dataclasses import replace

import pytest

from editor.store.readings import Readings
from tests.builders import an_article

STORY = an_article(standfirst="cũ", body="cũ")


@pytest.fixture
def readings(store):
    store.articles.save(STORY, origin="t")
    return Readings(store.database)


def test_a_story_that_was_never_read_has_nothing_new(store, readings):
    store.articles.save(replace(STORY, body="mới"), origin="t", reason="pull", by="Minh")
    assert readings.unread(STORY.id) is None


def test_what_others_changed_is_told_with_what_stood_before(store, readings):
    readings.note(STORY.id)
    store.clock.go(minutes=5)
    store.articles.save(replace(STORY, body="mới"), origin="t", reason="pull", by="Minh")
    found = readings.unread(STORY.id)
    assert found.authors == ("Minh",)
    assert found.at == store.clock()
    assert found.before.body == "cũ"
    readings.note(STORY.id)
    assert readings.unread(STORY.id) is None


def test_what_i_typed_myself_is_no_news(store, readings):
    readings.note(STORY.id)
    store.clock.go(hours=1)
    store.articles.save(replace(STORY, body="của mình"), origin="t")
    assert readings.unread(STORY.id) is None
