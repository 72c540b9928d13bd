# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal gives back every document that it was given."""

import shutil

from hypothesis import given
from hypothesis import strategies as st

from editor.store import journal
from editor.store.journal import Entry, Journal
from tests.builders import an_article

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
values = st.one_of(texts, st.none(), st.integers(0, 9), st.lists(texts, max_size=3))
docs = st.fixed_dictionaries(
    {"body": texts}, optional={"headline": texts, "tags": values, "extra": values}
)


@given(docs, docs)
def test_a_difference_applied_gives_the_document(before, doc):
    assert journal.applied(before, journal.delta(before, doc)) == doc


@given(texts, texts, texts)
def test_typing_in_a_long_text_costs_only_what_was_typed(start, typed, end):
    told = journal.delta({"body": start + end}, {"body": start + typed + end})
    assert len(told.get("edit", ["", 0, ""])[2]) <= len(typed)


def test_lines_come_back_and_a_torn_one_is_left_out(tmp_path):
    """A line that was cut by a kill spoils neither those before nor those after it."""
    written = Journal(tmp_path)
    written.note([Entry({"n": 1}, "a", None, {"body": "một"})])
    written.note([Entry({"n": 2}, "a", {"body": "một"}, {"body": "một hai"})])
    written.close()
    with (tmp_path / "000001.jsonl").open("ab") as file:
        file.write(b'{"n": 3, "torn')
    again = Journal(tmp_path)
    again.note([Entry({"n": 4}, "a", {"body": "một hai"}, {"body": "hai"})])
    again.close()
    lines = list(journal.lines(tmp_path, 1))
    assert [line["n"] for line in lines] == [1, 2, 4]
    assert lines[1]["edit"] == [3, 0, " hai"]
    assert lines[2]["doc"] == {"body": "hai"}


def test_each_file_stands_alone(tmp_path):
    """After a backup the first change of a document is written whole again."""
    written = Journal(tmp_path)
    written.note([Entry({}, "a", None, {"body": "một"})])
    assert written.begin_next() == 2
    written.note([Entry({}, "a", {"body": "một"}, {"body": "hai"})])
    written.close()
    assert list(journal.lines(tmp_path, 2)) == [{"doc": {"body": "hai"}}]
    written.forget_before(2)
    assert list(journal.lines(tmp_path, 1)) == [{"doc": {"body": "hai"}}]


def test_a_journal_that_cannot_be_written_stops_nothing(tmp_path):
    """The save stands in the database; the journal tells it whole as soon as it can."""
    folder = tmp_path / "gone"
    written = Journal(folder)
    written.note([Entry({}, "a", None, {"body": "một"})])
    folder.mkdir()
    written.note([Entry({}, "a", {"body": "một"}, {"body": "hai"})])
    written.close()
    assert list(journal.lines(folder, 1)) == [{"doc": {"body": "hai"}}]


def test_a_person_hears_once_that_the_journal_cannot_be_written(store):
    """Saving goes on; what is told is told with the first commit that the journal has missed."""
    heard = []
    store.database.listen(heard.append)
    shutil.rmtree(store.folder / "journal")
    for turn in range(3):
        store.articles.save(an_article(body=str(turn)), origin="t")
    assert [each.warning for each in heard] == ["store.no_journal", "", ""]
    assert store.articles.get(an_article().id).body == "2"
    (store.folder / "journal").mkdir()
    store.articles.save(an_article(body="3"), origin="t")
    store.database.close()
    assert [line["doc"]["body"] for line in journal.lines(store.folder / "journal", 1)] == ["3"]
