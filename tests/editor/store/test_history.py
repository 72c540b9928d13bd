# SPDX-License-Identifier: GPL-3.0-or-later
"""The history keeps what matters and nothing twice."""

from dataclasses import replace

import pytest

from editor import wire
from editor.errors import Refused
from editor.model.workflow import Act, Wish
from tests.builders import an_article

ID = an_article().id


def _type(store, body, **fields):
    store.articles.save(an_article(body=body, **fields), origin="t")


def test_typing_in_one_go_is_one_version(store):
    for turn in range(10):
        _type(store, "chữ " * turn)
        store.clock.go(seconds=1)
    versions = store.history.versions(ID)
    assert [(each.number, each.reason, each.words) for each in versions] == [(1, "typing", 9)]
    assert store.history.article(ID, 1).body == "chữ " * 9


@pytest.mark.parametrize("wait", [{"minutes": 3}, {"minutes": -1}])
def test_typing_after_a_pause_or_a_clock_set_back_is_another_version(store, wait):
    _type(store, "trước")
    store.clock.go(**wait)
    _type(store, "trước sau")
    assert [store.history.article(ID, each).body for each in (1, 2)] == ["trước", "trước sau"]


def test_typing_without_end_is_cut_every_five_minutes(store):
    for turn in range(120):
        _type(store, "chữ " * turn)
        store.clock.go(seconds=10)
    assert len(store.history.versions(ID)) == 4


def test_another_hand_is_another_version(store):
    store.articles.save(an_article(body="tôi"), origin="t")
    store.articles.save(an_article(body="tôi và bạn"), origin="t", by="Bạn")
    assert [each.author for each in store.history.versions(ID)] == ["Bạn", ""]


def test_a_text_that_was_wiped_out_is_kept(store):
    """Select all, delete, type on: the long text is a version of its own."""
    long = "Một đoạn văn dài. " * 40
    _type(store, long)
    _type(store, "")
    _type(store, "Viết lại từ đầu")
    bodies = [store.history.article(ID, each.number).body for each in store.history.versions(ID)]
    assert bodies == ["Viết lại từ đầu", long]


def test_a_text_that_is_deleted_bit_by_bit_is_kept_at_its_longest(store):
    """Holding the delete key through many saves loses nothing either."""
    long = "Một đoạn văn dài. " * 40
    _type(store, long)
    for left in range(len(long), 0, -30):
        _type(store, long[:left])
        store.clock.go(seconds=1)
    bodies = [store.history.article(ID, each.number).body for each in store.history.versions(ID)]
    assert bodies[-1] == long


def test_small_corrections_make_no_versions(store):
    long = "Một đoạn văn dài. " * 40
    for turn in range(20):
        _type(store, long[: len(long) - turn % 5])
    assert len(store.history.versions(ID)) == 1


def test_import_restore_and_choices_stay_for_ever(store):
    """Only typing goes on in the version before it."""
    for reason in ("import", "typing", "restore", "mine", "theirs", "typing"):
        store.articles.save(
            an_article(body=f"vì {reason}", kicker=reason), origin="t", reason=reason
        )
        store.clock.go(seconds=1)
    told = [each.reason for each in reversed(store.history.versions(ID))]
    assert told == ["import", "typing", "restore", "mine", "theirs", "typing"]


def test_an_act_closes_the_version_that_it_was_asked_for(store):
    """What was published can be read in the history, whatever is typed a second later."""
    _type(store, "đăng")
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    _type(store, "đăng rồi sửa")
    assert [store.history.article(ID, each).body for each in (1, 2)] == ["đăng", "đăng rồi sửa"]


def test_versions_from_elsewhere_come_before_what_is_typed_here(store):
    """As a bundle brings them; they come back from damage too."""
    _type(store, "ở kia")
    store.clock.go(minutes=9)
    _type(store, "ở kia, lần hai")
    told = [(each, store.history.article(ID, each.number)) for each in store.history.versions(ID)]
    its = an_article(2).id
    moved = [(each, wire.article_to_doc(replace(a, id=its))) for each, a in reversed(told)]
    store.history.take_in(an_article(2, body="ở đây"), (), moved, origin="t")
    store.damage()
    store.open()
    versions = store.history.versions(an_article(2).id)
    assert [each.reason for each in versions] == ["import", "typing", "typing"]
    assert [each.at for each in versions[1:]] == [each.at for each, _ in told]
    bodies = [store.history.article(an_article(2).id, number).body for number in (1, 2, 3)]
    assert bodies == ["ở kia", "ở kia, lần hai", "ở đây"]


def test_a_version_that_is_not_there_is_refused(store):
    with pytest.raises(Refused) as refused:
        store.history.article(ID, 1)
    assert refused.value.code == "history.unknown_version"
