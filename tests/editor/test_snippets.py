# SPDX-License-Identifier: GPL-3.0-or-later
"""Snippets are kept, found by their names and filled in; no file of them is ever lost."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor import snippets
from editor.errors import Refused
from editor.model.article import Author
from editor.snippets import Snippet, Snippets, fill, values
from tests.builders import an_article

NOW = datetime(2026, 12, 1, 7, 3, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LONG = Snippet("vụán", "Ngày {date},\n\n\tcơ quan “điều tra” {caret}\\đã…\n'''\"\"\"")


@pytest.fixture
def book(tmp_path) -> Snippets:
    return Snippets(tmp_path / "store" / "snippets.toml")


def test_they_stand_there_after_a_restart(book, tmp_path):
    assert book.all() == ()
    book.keep(LONG)
    book.keep(Snippet("ubnd", "Ủy ban nhân dân"))
    again = Snippets(tmp_path / "store" / "snippets.toml")
    assert again.all() == (Snippet("ubnd", "Ủy ban nhân dân"), LONG)


def test_a_name_is_there_once(book):
    book.keep(Snippet("ub", "một"))
    book.keep(Snippet("UB", "hai"))
    assert book.all() == (Snippet("UB", "hai"),)
    book.keep(Snippet("ubnd", "ba"), was="UB")
    assert book.all() == (Snippet("ubnd", "ba"),)
    book.remove("UBND")
    book.remove("UBND")
    assert book.all() == ()


@pytest.mark.parametrize(
    ("snippet", "code"),
    [
        (Snippet(" ", "x"), "snippets.no_name"),
        (Snippet("hai chữ", "x"), "snippets.blank_in_name"),
        (Snippet("x", " \n"), "snippets.no_text"),
    ],
)
def test_what_cannot_be_kept_is_told(book, snippet, code):
    book.keep(LONG)
    with pytest.raises(Refused) as told:
        book.keep(snippet)
    assert told.value.code == code
    assert book.all() == (LONG,)


@pytest.mark.parametrize("damage", ["", "[snippet", 'snippet = "x"', "[[snippet]]\nname = 1\n"])
def test_a_file_that_is_none_is_never_written_over(book, tmp_path, damage):
    """Empty, it is one without snippets."""
    path = tmp_path / "store" / "snippets.toml"
    path.parent.mkdir()
    path.write_text(damage, "utf-8")
    assert book.all() == ()
    if damage:
        with pytest.raises(Refused) as told:
            book.keep(LONG)
        assert told.value.code == "snippets.bad_file"
        assert path.read_text("utf-8") == damage
    else:
        book.keep(LONG)
        assert book.all() == (LONG,)


def test_they_are_given_away_and_taken_in(book, tmp_path):
    book.keep(LONG)
    book.keep(Snippet("ub", "một"))
    book.give(tmp_path / "given.toml")
    other = Snippets(tmp_path / "other.toml")
    other.keep(Snippet("UB", "riêng"))
    other.keep(Snippet("khác", "ở lại"))
    assert other.take(tmp_path / "given.toml") == 2
    assert {each.name for each in other.all()} == {"ub", "khác", "vụán"}
    with pytest.raises(Refused):
        other.take(tmp_path / "nowhere.toml")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Refused) as told:
        Snippets(tmp_path / "file" / "snippets.toml").keep(LONG)
    assert told.value.code == "snippets.not_written"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("ubnd", 4),
        ("Theo UBND", 4),
        ("(ubnd", 4),
        ("“ubnd", 4),
        ("**ubnd", 4),
        ("(vd", 3),
        ("xubnd", None),
        ("ubnd ", None),
        ("ubnd.", None),
        ("", None),
    ],
)
def test_a_name_is_a_whole_word(book, text, length):
    book.keep(Snippet("ubnd", "Ủy ban"))
    book.keep(Snippet("(vd", "(ví dụ"))
    found = book.before(text)
    assert (found[1] if found else None) == length


def test_a_name_is_found_however_its_letters_are_put_together(book):
    book.keep(LONG)
    typed = unicodedata.normalize("NFD", "vụán")
    assert book.before(typed) == (LONG, len(typed))
    assert book.before("vuan") is None


def test_a_file_that_another_program_changed_is_read_again(tmp_path):
    path = tmp_path / "snippets.toml"
    book = Snippets(path, look_s=0.0)
    book.keep(Snippet("ub", "một"))
    path.write_text('[[snippet]]\nname = "mới"\ntext = "hai ba"\n', "utf-8")
    assert book.before("mới") == (Snippet("mới", "hai ba"), 3)
    assert book.before("ub") is None


def test_variables_are_told():
    story = replace(
        an_article(headline="Chợ nổi"),
        authors=(Author("Trần Thị Một", "Một Trần"), Author("Lê Hai")),
        dateline_place="Cần Thơ",
    )
    told = values(story, NOW, language="vi", person="Trần Thị Một", clipboard="x")
    text = "{weekday}, {date} {time} {year}: {headline}, {author}, {place}, {person}, {clipboard}"
    assert fill(text, told).text == (
        "thứ Ba, 1/12/2026 07:03 2026: Chợ nổi, Một Trần, Lê Hai, Cần Thơ, Trần Thị Một, x"
    )
    english = values(None, NOW, language="en", person="")
    assert fill("{weekday}, {date} {headline}.", english).text == "Tuesday, 1 December 2026 ."
    assert set(english) == set(snippets.VARIABLES) - {snippets.CARET}


def test_where_the_caret_goes():
    assert fill("“{caret}”, {who} nói", {}) == snippets.Filled("“”, {who} nói", 1)
    assert fill("hết", {}).caret == 3
    assert fill("{caret}a{caret}b", {}) == snippets.Filled("ab", 0)


def test_what_a_variable_brings_is_not_looked_through():
    assert fill("{headline}{caret}", {"headline": "{date}{caret}", "date": "x"}).text == (
        "{date}{caret}"
    )


NAMES = st.text(min_size=1, max_size=8).filter(lambda each: each == each.strip())
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)


@given(NAMES, TEXTS)
def test_any_text_comes_back_as_it_was_kept(tmp_path_factory, name, text):
    snippet = Snippet(unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", text))
    path = tmp_path_factory.mktemp("snippets") / "snippets.toml"
    try:
        Snippets(path).keep(snippet)
    except Refused as told:
        assert told.code in {"snippets.no_name", "snippets.no_text", "snippets.blank_in_name"}  # noqa: PT017
    else:
        assert Snippets(path).all() == (snippet,)
