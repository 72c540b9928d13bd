# SPDX-License-Identifier: GPL-3.0-or-later
"""Remarks of two sides become one: nothing is lost, and it does not matter who is who."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from editor.model.remark import Outcome, Reply, Settlement, added, answered, settled
from editor.text import remarks
from editor.text.merge import merge_article, shared
from editor.wire import article_from_doc, article_to_doc, remarks_from
from tests.builders import a_remark as the_remark
from tests.builders import an_article
from ui.writer.weave import weave

NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["say", "suggest", "answer", "settle", "move", "type"]), st.integers(0, 9)
    ),
    max_size=6,
)


def a_remark(name, **fields):
    return the_remark(**{"id": name, "at": NOON, **fields})


def lived(article, deeds, who):
    """What one laptop makes of an article while it is offline; all that was said there."""
    said = set()
    for turn, (deed, number) in enumerate(deeds):
        name, at = f"{who}-{turn}", NOON + timedelta(minutes=7 * turn + number)
        known = article.remarks
        if deed in {"say", "suggest"}:
            new = a_remark(
                name, author=who, at=at, replacement="xuồng" if deed == "suggest" else None
            )
            known = added(known, new)
            said.add(name)
        elif deed == "type":
            article = replace(article, body=f"{article.body}\n\n{name}")
        elif known:
            one = known[number % len(known)]
            if deed == "answer":
                known = answered(known, one.id, Reply(name, who, at, "Rồi."))
                said.add(name)
            elif deed == "settle":
                known = settled(known, frozenset({one.id}), Settlement(Outcome.RESOLVED, who, at))
            else:
                moved = replace(one, anchor=replace(one.anchor, place=number))
                known = tuple(moved if each is one else each for each in known)
        article = replace(article, remarks=known)
    return article, said


def names(article):
    return {each.id for each in article.remarks} | {
        reply.id for each in article.remarks for reply in each.replies
    }


@given(DEEDS, DEEDS, DEEDS)
def test_two_laptops_come_to_the_same_and_lose_nothing(before, mine, theirs):
    base, first = lived(an_article(), before, "chung")
    here, said = lived(base, mine, "Lan")
    there, told = lived(base, theirs, "Mai")
    docs = [article_to_doc(each) for each in (base, here, there)]
    one = merge_article(*docs)
    other = merge_article(docs[0], docs[2], docs[1])
    ours, others = article_from_doc(one.doc), article_from_doc(other.doc)
    assert ours.remarks == others.remarks
    assert names(ours) == first | said | told
    for each in (*here.remarks, *there.remarks):
        stands = next(one for one in ours.remarks if one.id == each.id)
        assert stands.settled is not None or each.settled is None
        assert len({reply.id for reply in stands.replies}) == len(stands.replies)
    # Merged again with either side, nothing happens any more.
    assert merge_article(docs[2], one.doc, docs[2]).doc["remarks"] == one.doc["remarks"]
    assert article_from_doc(merge_article(docs[0], one.doc, docs[2]).doc).remarks == ours.remarks
    assert "remarks" not in {each.field for each in one.clashes}


@given(DEEDS, DEEDS, DEEDS)
def test_an_open_draft_takes_them_in_as_the_sync_does(before, mine, theirs):
    base, _ = lived(an_article(), before, "chung")
    here, _ = lived(base, mine, "Lan")
    there, _ = lived(base, theirs, "Mai")
    merged = merge_article(*(article_to_doc(each) for each in (base, here, there)))
    assert sorted(weave(base, here, there).remarks, key=lambda each: each.id) == sorted(
        article_from_doc(merged.doc).remarks, key=lambda each: each.id
    )


@given(DEEDS, DEEDS)
def test_where_nobody_knows_the_base_nothing_is_lost_either(mine, theirs):
    here, said = lived(an_article(), mine, "Lan")
    there, told = lived(an_article(), theirs, "Mai")
    docs = [article_to_doc(each) for each in (here, there)]
    merged = merge_article(shared(*docs), *docs)
    assert names(article_from_doc(merged.doc)) == said | told


def test_settled_wins_over_answered_and_the_earlier_over_the_later():
    early = Settlement(Outcome.ACCEPTED, "Mai", NOON)
    late = Settlement(Outcome.REJECTED, "Lan", NOON + timedelta(hours=1))
    base = a_remark("1", replacement="xuồng")
    for one, other in ((early, late), (late, early), (None, early), (early, None)):
        sides = [[replace(base, settled=each, text=f"{each}")] for each in (one, other)]
        merged = remarks.merge(remarks.rows([base]), *map(remarks.rows, sides))
        assert merged[0]["settled"] == early


def test_what_was_settled_can_be_opened_again():
    done = a_remark("1", settled=Settlement(Outcome.ACCEPTED, "Mai", NOON))
    again = replace(done, settled=None)
    answer = replace(done, replies=(Reply("r", "Ba", NOON, "Ừ."),))
    merged = remarks.merge(*(remarks.rows([each]) for each in (done, again, answer)))
    assert (merged[0]["settled"], merged[0]["replies"]) == (None, answer.replies)


def test_what_is_put_back_takes_nothing_away():
    stands = remarks.rows([a_remark("1"), a_remark("2", at=NOON + timedelta(hours=1))])
    assert [row["id"] for row in remarks.merge([], stands[1:], stands)] == ["1", "2"]
    assert remarks.merge([], stands, stands) == stands


def test_what_a_newer_program_says_of_a_remark_stays():
    base = article_to_doc(an_article(remarks=(a_remark("1"),)))
    row = base["remarks"][0]
    mine = {**base, "remarks": [{**row, "newer": 1}]}
    theirs = {**base, "remarks": [{**row, "text": "Khác."}]}
    assert merge_article(base, mine, theirs).doc["remarks"] == [
        {**row, "newer": 1, "text": "Khác."}
    ]


def test_the_written_form_says_all_of_it():
    whole = a_remark(
        "1",
        replacement="",
        replies=(Reply("r", "Mai", NOON, "Rồi."),),
        settled=Settlement(Outcome.REJECTED, "Mai", NOON),
    )
    doc = article_to_doc(an_article(remarks=(whole,)))
    assert article_from_doc(doc).remarks == remarks_from(doc["remarks"]) == (whole,)
    del doc["remarks"]
    assert article_from_doc(doc).remarks == ()
