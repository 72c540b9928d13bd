# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader finds what is public by words from anywhere in it, and nothing else of the newsroom."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import wire
from editor.model.workflow import seen_in
from editor.render.page import ANSWER_COUNT
from editor.server import backups, directory, search, tables, word_index
from editor.text import searching
from editor.text.searching import question
from tests.builders import an_article
from tests.contracts.houses import an_archive
from tests.editor.server.test_directory import _publish
from tests.editor.server.test_kept import _act
from tests.editor.server.test_replies import key


def _found(read, typed, **asked):
    reply = read("GET", "/search", params={"q": typed, **asked})
    assert reply.status_code == 200
    return re.findall(r'class="title"><a href="/([^"]+)\.html"', reply.text)


def test_words_from_anywhere_with_marks_and_without(call, read):
    _publish(call, 1, standfirst="Ghe về Cái Răng.", body="Nước **rút**.\n\nChợ đông.")
    _publish(call, 2, headline="Tin số 2", standfirst="Cho nhau.", body="Không có gì.")
    for typed in ("tin số 1", "cai rang", "Cái Răng", "RÚT", "chợ đông", '"chợ đông"', "dong"):
        assert _found(read, typed) == ["tin-so-1"], typed
    assert _found(read, "cho") == ["tin-so-2", "tin-so-1"]
    assert _found(read, "chợ") == ["tin-so-1"]
    for typed in (
        "",
        "   ",
        "!!!",
        '"',
        "khongco",
        '"đông chợ"',
        "chợ khongco",
        "%",
        "' OR 1=1 --",
    ):
        assert _found(read, typed) == [], typed
    page = read("GET", "/search", params={"q": "rut"}).text
    assert "Nước <mark>rút</mark>. Chợ đông." in page
    half = read("GET", "/search", params={"q": "cãi rang"})
    assert "khi bỏ dấu" in half.text
    assert "tin-so-1.html" in half.text


def test_words_that_follow_one_another_go_first(call, read):
    """Syllables without marks are everywhere; together they are what was meant."""
    for number in range(1, 9):
        _publish(call, number, body="Chợ nổi." if number < 5 else "Nói cho nhau.")
    told = [f"tin-so-{number}" for number in (4, 3, 2, 1, 8, 7, 6, 5)]
    assert _found(read, "cho noi") == told
    assert _found(read, '"cho noi"') == told[:4]


@pytest.mark.parametrize("limit", [1, 3, 4, 5])
def test_parts_of_the_answers_are_all_of_them_once(call, archive, limit):
    for number in range(1, 9):
        _publish(call, number, body="Chợ nổi." if number % 2 else "Nói cho nhau.")
    asked = question("cho noi")
    parts = [
        search.find(archive.database, asked, limit=limit, start=start)
        for start in range(0, 10, limit)
    ]
    told = [int(hit.article_id[-2:]) for part in parts for hit in part]
    assert told == [7, 5, 3, 1, 8, 6, 4, 2]


def test_only_what_readers_have_is_searched(call, read):
    secret = {"slugline": "noibo", "ednote": "noibo", "genre": "noibo"}
    path, out = _publish(call, 1, body="Lời cũ.", **secret)
    headers = key(50, **{"If-Match": out.headers["etag"]})
    later = call("PATCH", path, json={"body": "Lời mới."}, headers=headers)
    assert _found(read, "noibo") == []
    assert (_found(read, "lời cũ"), _found(read, "lời mới")) == (["tin-so-1"], [])
    public = _act(call, path, later, 51, {"act": "update", "edition": "2"})
    assert (_found(read, "lời cũ"), _found(read, "lời mới")) == ([], ["tin-so-1"])
    gone = _act(call, path, public, 52, {"act": "take_down", "reason": "sai"})
    assert _found(read, "lời mới") == []
    seen = seen_in(wire.deeds_from(gone.json()["doc"]))
    _act(call, path, gone, 53, {"act": "republish", "edition": "3", "seen": seen})
    assert _found(read, "lời mới") == ["tin-so-1"]


def test_an_updated_story_keeps_its_place_and_all_are_shown_part_by_part(call, read, now):
    outs = []
    for number in range(1, ANSWER_COUNT + 3):
        now[0] += timedelta(seconds=1)
        outs.append(_publish(call, number))
    path, out = outs[0]
    headers = key(5, **{"If-Match": out.headers["etag"]})
    later = call("PATCH", path, json={"kicker": "Mới"}, headers=headers)
    _act(call, path, later, 6, {"act": "update", "edition": "2"})
    first, second = _found(read, "tin so"), _found(read, "tin so", page="2")
    assert first + second == [f"tin-so-{n}" for n in range(ANSWER_COUNT + 2, 0, -1)]
    assert len(first) == ANSWER_COUNT
    page = read("GET", "/search", params={"q": "tin so"}).text
    assert 'href="/search?q=tin+so&amp;page=2" rel="next"' in page


def test_a_page_of_answers_is_safe_and_for_no_engine(call, read):
    _publish(call, 1, body="Giá <script>alert(1)</script> &lt;b&gt; một.")
    hostile = "\"'><script>alert(1)</script>"
    reply = read("GET", "/search", params={"q": hostile})
    assert "<script>alert" not in reply.text
    assert 'content="noindex"' in reply.text
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert "form-action 'none'" in read("GET", "/").headers["content-security-policy"]
    assert "<script>alert" not in read("GET", "/search", params={"q": "gia mot"}).text
    for typed in ("a" * 5000, "\0", "a\0b", "\ud7ff", "a " * 300, '"' * 99, "%F0%28"):
        assert read("GET", "/search", params={"q": typed}).status_code == 200
    for part in ("0", "-1", "x", "9" * 30):
        assert read("GET", "/search", params={"q": "a", "page": part}).status_code == 200
    assert "ngoặc kép" in read("GET", "/search").text
    assert "Hãy thử" in read("GET", "/search", params={"q": "khongco"}).text


def test_what_was_read_is_read_again_out_of_a_backup(tmp_path, call, archive, now):
    _publish(call, 1, body="Chợ nổi.")
    _publish(call, 2, body="Chợ nổi.")
    before = search.find(archive.database, question("cho noi"), limit=9)
    assert len(before) == 2
    archive.database.write_in_order(directory.tell_anew)
    assert search.find(archive.database, question("cho noi"), limit=9) == []
    assert directory.read_on(archive.database)
    assert not directory.read_on(archive.database)
    assert search.find(archive.database, question("cho noi"), limit=9) == before
    backups.write(archive, tmp_path / "backup.zip")
    other = an_archive(tmp_path / "other", lambda: now[0])
    backups.read(other, tmp_path / "backup.zip", is_move=True)
    assert search.find(other.database, question("cho noi"), limit=9) == before
    other.close()


WORDS = ("chợ", "cho", "nổi", "nước", "Hoà", "hòa", "bình")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
ASKED = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(1, 6), TEXT),
        st.tuples(st.just("leave"), st.integers(1, 6), st.just("")),
        st.tuples(st.sampled_from(["forget", "read"]), st.just(0), st.just("")),
    ),
    max_size=12,
)


def _has(text, asked):
    """Does a text have all words, and each row of them, as a reader would say by looking at it?"""
    told = [searching.key(each) for each in text.split()]
    bare = [searching.question(each).without_marks.words[0] for each in text.split()]
    rows = [(each,) for each in asked.words] + [tuple(each.split()) for each in asked.phrases]
    return all(
        any(
            tuple(line[at : at + len(row)]) == row
            for line in (told, bare)
            for at in range(len(line))
        )
        for row in rows
    )


def _answers(stories, asked):
    found = [number for number, text in reversed(stories.items()) if _has(text, asked)]
    row = replace(asked, phrases=(*asked.phrases, " ".join(asked.words)))
    is_row = {number: len(asked.words) == 1 or _has(stories[number], row) for number in found}
    return sorted(found, key=lambda number: not is_row[number])


@settings(max_examples=40)
@given(
    steps=STEPS, typed=st.one_of(ASKED, ASKED.map(lambda row: f'"{row}"')), limit=st.integers(1, 7)
)
def test_what_is_found_is_what_stands_there(shelf, steps, typed, limit):
    """Whatever came, went, and was read anew in between; a place is kept while a story is live."""
    stories, asked, is_read = {}, question(typed), True
    shelf.write_in_order(_emptied)
    for step, number, text in steps:
        if step == "enter":
            stories[number] = text
            shelf.write_in_order(lambda c, n=number, t=text: _live(c, n, t))
        elif step == "leave":
            stories.pop(number, None)
            shelf.write_in_order(lambda c, n=number: _gone(c, n))
        elif step == "forget":
            shelf.write_in_order(directory.tell_anew)
            is_read = False
        else:
            _read_all(shelf)
            is_read = True
    told = [int(each.article_id[-2:]) for each in search.find(shelf, asked, limit=limit)]
    if not is_read:
        assert set(told) <= set(_answers(stories, asked))
        _read_all(shelf)
        told = [int(each.article_id[-2:]) for each in search.find(shelf, asked, limit=limit)]
    assert told == _answers(stories, asked)[:limit]


@pytest.fixture
def shelf(tmp_path):
    made = an_archive(tmp_path / "shelf")
    yield made.database
    made.close()


def _read_all(shelf):
    while directory.read_on(shelf):
        pass


def _emptied(connection):
    for table in (tables.edition, tables.publication, tables.wording):
        connection.execute(sa.delete(table))
    search.forget_all(connection)


def _live(connection, number, text):
    """Publish a story straight into the tables."""
    story = an_article(number, headline="x", standfirst="", body=text, placements=())
    doc = wire.canonical(wire.article_to_doc(story)).decode()
    _gone(connection, number, is_leaving=False)
    row = {"article_id": story.id, "number": 1}
    edition = {"act": "publish", "at": "", "author": "", "doc": doc, "pictures": "{}"}
    connection.execute(sa.insert(tables.edition).values(**row, **edition))
    live = {"slug": str(number), "is_live": True, "published_at": f"{number}"}
    connection.execute(sa.insert(tables.publication).values(**row, **live))
    search.enter(connection, story, {})


def _gone(connection, number, *, is_leaving=True):
    story = an_article(number)
    if is_leaving:
        search.leave(connection, story.id)
    for table in (tables.edition, tables.publication):
        connection.execute(sa.delete(table).where(table.c.article_id == story.id))


def test_old_eras_are_looked_through_until_there_is_enough(tmp_path):
    """As when tens of thousands of stories lie between the last two that have a word."""
    archive = an_archive(tmp_path / "archive")

    def write(connection):
        for number in (1, 2, 3, 4):
            _live(connection, number, "chợ nổi" if number != 3 else "nổi chợ")
        for number, n in ((1, 7), (2, 5 * word_index.ERA), (3, 40 * word_index.ERA + 1)):
            words = searching.words_of("chợ nổi" if number != 3 else "nổi chợ")
            its = tables.wording.c.article_id == an_article(number).id
            at = connection.scalar(sa.select(tables.wording.c.n).where(its))
            word_index.leave(connection, at, words)
            connection.execute(sa.update(tables.wording).where(its).values(n=n + 10))
            word_index.enter(connection, n + 10, words)

    archive.database.write_in_order(write)
    asked = question("chợ nổi")
    for limit in (1, 2, 3, 4):
        hits = search.find(archive.database, asked, limit=limit)
        assert [int(each.article_id[-2:]) for each in hits] == [2, 1, 4, 3][:limit]
    archive.close()


def test_nobody_pages_through_all_that_was_ever_published(call, archive):
    _publish(call, 1)
    asked = question("tin")
    most = search.MOST_ANSWERS
    assert search.find(archive.database, asked, limit=1, start=most) == []
    assert len(search.find(archive.database, asked, limit=most + 5)) == 1
