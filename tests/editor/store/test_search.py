# SPDX-License-Identifier: GPL-3.0-or-later
"""Search finds words with and without their marks, whatever is typed into it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.article import Author
from editor.model.rows import StoryFilter
from editor.store import search, stories
from tests.builders import a_picture, a_placement, an_article


def _found(store, text):
    return [each.id[-2:] for each in store.articles.rows(StoryFilter(text=text))]


def _put(store, number, body="", **fields):
    store.articles.save(an_article(number, body=body, **fields), origin="t")


@pytest.mark.parametrize("typed", ["dong da", "Đống Đa", "đống đ", "DONG DA", "dong"])
def test_marks_and_case_do_not_matter(store, typed):
    _put(store, 1, "Quận Đống Đa sáng nay.")
    _put(store, 2, "Chuyện khác.")
    assert _found(store, typed) == ["01"]


def test_only_the_last_word_may_be_begun(store):
    _put(store, 1, "người vợt hàng")
    assert _found(store, "nguoi vo") == ["01"]
    assert _found(store, "ngu vot") == []
    assert _found(store, "nguoi vo ") == []


def test_every_text_of_a_story_is_searched(store):
    picture = a_picture(caption="chú thích chung")
    store.articles.save_picture(picture, origin="t")
    _put(
        store,
        1,
        "**thân** bài",
        headline="tiêu đề",
        kicker="mào đầu",
        standfirst="sa pô",
        tags=("thẻ",),
        authors=(Author(person="Họ Tên", pen_name="Bút Danh"),),
        placements=(a_placement(picture),),
    )
    for word in (
        "than bai",
        "tieu de",
        "mao dau",
        "sa po",
        "the",
        "ho ten",
        "but danh",
        "chu thich",
    ):
        assert _found(store, word) == ["01"], word


def test_a_changed_text_is_found_by_its_new_words_only(store):
    _put(store, 1, "chữ cũ")
    _put(store, 2, "chữ khác")
    _put(store, 1, "chữ mới")
    assert _found(store, "cu") == []
    assert _found(store, "chu") == ["01", "02"]


def test_a_caption_changed_on_the_picture_is_found(store):
    picture = a_picture(caption="trước")
    store.articles.save_picture(picture, origin="t")
    _put(store, 1, "a", placements=(a_placement(picture),))
    store.articles.save_picture(a_picture(caption="về sau"), origin="t")
    assert _found(store, "ve sau") == ["01"]
    assert _found(store, "truoc") == []


def test_exact_marks_come_first_then_words_together_then_the_newest(store):
    _put(store, 1, "quận Đống Đa")
    _put(store, 2, "con dông đá")
    _put(store, 3, "đá trong đống")
    assert _found(store, "Đống Đa") == ["01", "02", "03"]
    assert _found(store, "dong da") == ["02", "01", "03"]


def test_the_passage_shows_the_words_as_they_were_written(store):
    _put(store, 1, "Mở đầu dài. " * 30 + "Rồi đến quận Đống Đa vào sáng sớm. " + "Kết. " * 60)
    excerpt = store.articles.rows(StoryFilter(text="dong da"))[0].excerpt
    assert "quận \x02Đống\x03 \x02Đa\x03 vào" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 260


def test_a_long_text_is_read_when_somebody_searches(store):
    """Typing in it does not pay for search; search finds it all the same."""
    _put(store, 1, "ngắn")
    _put(store, 1, "chữ " * stories.LONG + "cuối cùng")
    with store.database.read() as connection:
        assert search._of(connection, 1) is None
    assert _found(store, "cuoi cung") == ["01"]
    _put(store, 1, "chữ " * stories.LONG + "hết hẳn")
    assert _found(store, "cuoi cung") == []
    assert _found(store, "het han") == ["01"]


def test_a_long_text_that_is_pasted_waits_from_its_first_save_on(store):
    """One that is imported does not: its words are read with all the others."""
    _put(store, 1, "chữ " * stories.LONG + "cuối cùng")
    imported = an_article(2, body="chữ " * stories.LONG + "sau hết")
    store.articles.save(imported, origin="t", reason="import")
    with store.database.read() as connection:
        assert stories.unread(connection) == [an_article(1).id]
    store.articles.make_findable()
    with store.database.read() as connection:
        assert stories.unread(connection) == []
    assert _found(store, "cuoi cung") == ["01"]
    assert _found(store, "sau het") == ["02"]


def test_typed_words_wait_for_a_search_or_for_the_next_story(store):
    """Each save while typing pays nothing for search; only one short text ever waits."""
    for number in (1, 2):
        _put(store, number, "đầu tiên")
        _put(store, number, "đang gõ")
        _put(store, number, f"đang gõ tiếp {number}")
    with store.database.read() as connection:
        assert stories.unread(connection) == [an_article(2).id]
    assert store.articles.count(StoryFilter(text="go tiep")) == 2
    with store.database.read() as connection:
        assert stories.unread(connection) == []
    assert _found(store, "dau tien") == []
    assert _found(store, "go tiep 1") == ["01"]


def test_nothing_is_found_by_marks_alone(store):
    _put(store, 1, "chữ")
    assert _found(store, "*** ---") == []
    assert store.articles.count(StoryFilter(text="***")) == 0


@given(st.text(max_size=40))
def test_whatever_is_typed_is_words_not_syntax(store, typed):
    _put(store, 1, 'a "b" AND c* NEAR(d)')
    rows = store.articles.rows(StoryFilter(text=typed))
    if typed.strip():
        assert len(rows) == store.articles.count(StoryFilter(text=typed))


@given(st.text(max_size=40))
def test_folding_keeps_every_position(text):
    text = unicodedata.normalize("NFC", text)
    assert len(search.folded(text)) == len(text)
    assert search.folded(text) == text.translate(search._LETTERS)


@given(st.text(alphabet="abăâđêơưáàộẾ đĐ.,\n", min_size=1, max_size=60))
def test_a_text_is_found_by_any_of_its_words(store, text):
    _put(store, 5, text, headline="x", standfirst="", tags=(), authors=())
    for word in text.replace(".", " ").replace(",", " ").split():
        rows = store.articles.rows(StoryFilter(text=f"{word} "))
        assert [each.id[-2:] for each in rows] == ["05"]
        assert "\x02" in rows[0].excerpt
