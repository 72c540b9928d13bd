# SPDX-License-Identifier: GPL-3.0-or-later
"""Search finds words with and without their marks, whatever is typed into it."""

import contextlib
import sqlite3
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from editor.model.article import Author
from editor.model.operation import Entity
from editor.model.rows import StoryFilter
from editor.store import records, search, stories
from tests.builders import a_picture, a_placement, an_article
from tests.editor.store.conftest import Store


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


def _waiting(store):
    with store.database.read() as connection:
        return [each[-2:] for each in stories.unread(connection).values()]


def test_a_typed_text_waits_for_a_pause_and_is_found_meanwhile(store):
    """Neither the save nor the search writes the index; its old words are found no more."""
    _put(store, 1, "ngắn")
    store.articles.catch_up()
    for last in ("cuối cùng", "hết hẳn"):
        _put(store, 1, "chữ " * stories.LONG + last)
        assert _found(store, last) == ["01"]
        assert store.articles.count(StoryFilter(text=last)) == 1
    assert _found(store, "ngan") == _found(store, "cuoi cung") == []
    assert _waiting(store) == ["01"]
    store.articles.catch_up()
    assert _waiting(store) == []
    assert _found(store, "ngan") == _found(store, "cuoi cung") == []
    assert _found(store, "het han") == ["01"]


def test_an_imported_text_does_not_wait(store):
    imported = an_article(2, body="chữ " * stories.LONG + "sau hết")
    store.articles.save(imported, origin="t", reason="import")
    assert _waiting(store) == []
    assert _found(store, "sau het") == ["02"]


def test_few_stories_wait_though_nobody_pauses(store):
    many = stories.MOST_UNREAD + 3
    for number in range(many):
        _put(store, number, f"chung {number}")
        _put(store, number, f"đang gõ {number}")
    assert _waiting(store) == [f"{number:02}" for number in range(3, many)]
    assert store.articles.count(StoryFilter(text="dang go")) == many
    assert _found(store, "chung") == []


def test_what_waits_is_found_after_a_restart_and_goes_with_its_story(store):
    _put(store, 1, "trước đây")
    store.articles.catch_up()
    _put(store, 1, "bây giờ")
    store.reopen()
    assert (_found(store, "bay gio"), _found(store, "truoc day")) == (["01"], [])
    with store.database.write("t") as writing:
        found = records.load(writing.connection, Entity.ARTICLE, an_article(1).id)
        records.remove(writing, found, reason="deleted")
    _put(store, 2, "chuyện khác")
    assert (_found(store, "bay gio"), _found(store, "truoc day")) == ([], [])
    assert _index(store) == {}


def _index(store):
    """How often the index has each word, past all that the program knows of it."""
    with contextlib.closing(sqlite3.connect(store.folder / "stet.db")) as connection:
        words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, story_words, 'row')"
        connection.execute(words)
        return dict(connection.execute("SELECT term, doc FROM words"))


_WORDS = st.sampled_from(["đống", "Đa", "đá", "chợ", "nổi", "cho", "**nổi**", "[bến](/x)", "a\n\n"])
_TEXTS = st.lists(_WORDS, max_size=6).map(" ".join)
_LONG = "Một đoạn dài về quận Đống Đa.\n\n- chợ nổi\n\n" * 400


@st.composite
def _steps(draw):
    """Saves as they come: a story, whether it is long, what stands in its middle, and a pause."""
    step = st.tuples(st.integers(1, 4), st.booleans(), _TEXTS, st.booleans())
    return draw(st.lists(step, min_size=1, max_size=8))


@settings(max_examples=12, deadline=None)
@given(_steps(), st.lists(_TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_at_every_instant_search_finds_what_it_will_find_after_the_pause(steps, queries):
    """One store that reads everything at once, and one that waits, tell the same."""
    with contextlib.ExitStack() as stack:
        now, later = (_store(stack) for _ in range(2))
        for number, is_long, text, is_paused in steps:
            half = _LONG[: len(_LONG) // 2] if is_long else ""
            for each in (now, later):
                _put(each, number, f"{half}{text}\n\n{half}", headline=text[:9])
            now.articles.catch_up()
            if is_paused:
                later.articles.catch_up()
            for typed in [*queries, *(f"{each} " for each in queries)]:
                assert _told(later, typed) == _told(now, typed), typed
        later.articles.catch_up()
        assert _index(later) == _index(now)


def _store(stack):
    made = Store(Path(stack.enter_context(tempfile.TemporaryDirectory())))
    stack.callback(made.database.close)
    return made


def _told(store, typed):
    asked = StoryFilter(text=typed)
    pages = [store.articles.rows(asked, limit=2, offset=offset) for offset in (0, 2)]
    shown = [(each.id, each.excerpt) for page in pages for each in page]
    return shown, store.articles.count(asked)


# Of a hundred thousand letters SQLite's older Unicode knows these few as none.
_NEWER = frozenset(chr(code) for code in (*range(0x19B0, 0x19CA), 0x1CF2, 0x1CF3))


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=8))
@example("chợ🥭 nổi", "cho ")
@example("ΟΔΟΣ ſt", "οδος st")
@example("tie\u0302\u0301ng", "tiếng ")
def test_a_text_is_searched_alike_with_and_without_the_index(text, typed):
    query = search.parse(typed)
    assume(query.terms and not _NEWER & set(text + typed))
    its = search.text_of(text)
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE its USING fts5"
            "(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute("INSERT INTO its(rowid, words) VALUES (1, ?)", [its.folded])
        for asked, has in ((query.words, its.has), (query.phrase, its.has_together)):
            found = connection.execute("SELECT rowid FROM its WHERE its MATCH ?", [asked])
            assert (found.fetchall() == [(1,)]) == has(query)


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_letters_in_pieces_are_found_by_words_in_one_piece(store, form):
    """As macOS and other programs write them: in the index, in many new texts, and unread."""
    apart = unicodedata.normalize("NFD", "Báo tiếng Việt")
    _put(store, 1, apart)
    with store.database.write("test") as writing:
        search.put_new(writing.connection, [(99, apart)])
        typed = search.parse(unicodedata.normalize(form, "tiếng việt "))
        kept = search.passages(writing.connection, [99], typed, {})
    assert _found(store, unicodedata.normalize(form, "tiếng việ")) == ["01"]
    assert kept == {99: ("Báo \x02tiếng\x03 \x02Việt\x03", 0)}
    assert search.text_of(apart) == search.text_of("Báo tiếng Việt")
    assert search.text_of(apart).has_together(typed)


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
