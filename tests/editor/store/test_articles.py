# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles are stored whole, listed newest first, and only when something has changed."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from editor import wire
from editor.errors import Refused
from editor.model.article import Author
from editor.model.changes import Changes
from editor.model.operation import Done, Entity, Page, Rejected, Remote, ServerInfo
from editor.model.remark import Outcome, Reply, Settlement, answered
from editor.model.rows import StoryFilter, SyncMark
from editor.model.workflow import State
from editor.store import journal, records, schema
from tests.builders import a_picture, a_placement, a_remark, an_article

SERVER = ServerInfo("nr", "e1", "http://localhost")


def test_an_article_comes_back_as_it_was_saved(store):
    article = an_article(extra={"later": [1]}, embargoed_until=datetime(2026, 1, 1, tzinfo=UTC))
    assert store.articles.save(article, origin="t") == article
    store.reopen()
    assert store.articles.get(article.id) == article


def test_an_unknown_article_is_refused(store):
    assert store.articles.find(an_article().id) is None
    with pytest.raises(Refused) as refused:
        store.articles.get(an_article().id)
    assert refused.value.code == "article.unknown"


def test_what_the_server_decides_cannot_be_saved(store):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    forged = an_article(state=State.PUBLISHED, published_at=now, updated_at=now)
    assert store.articles.save(forged, origin="t").state is State.DRAFT
    assert store.articles.get(forged.id).published_at is None


def test_nothing_changed_is_nothing_written(store):
    store.articles.save(an_article(), origin="t")
    heard = []
    store.database.listen(heard.append)
    store.articles.save(an_article(), origin="t")
    store.articles.save_picture(a_picture(), origin="t")
    store.articles.save_picture(a_picture(), origin="t")
    assert len(heard) == 1


def test_a_commit_tells_what_it_touched(store):
    store.articles.save(an_article(), origin="t")
    heard = []
    store.database.listen(heard.append)
    store.articles.save(an_article(headline="Khác", kicker="Cũng"), origin="draft:1")
    (changes,) = heard
    assert changes.articles == {an_article().id}
    assert changes.fields == {"headline", "kicker"}
    assert (changes.origin, changes.is_outbox) == ("draft:1", True)


def test_half_a_letter_is_stored_as_a_sign_that_one_is_missing(store):
    """A lone surrogate, as a broken input method may leave it, stops no save."""
    saved = store.articles.save(an_article(body="a\ud800b", tags=("\udc00",)), origin="t")
    assert saved.body == "a�b"
    assert store.articles.get(saved.id) == saved


def test_a_long_text_saved_again_and_again_stands_as_it_was_saved_last(store):
    """Long documents are remembered from save to save; a save that failed is not."""
    long = "chữ " * 20_000
    for turn in ("một", "hai"):
        store.articles.save(an_article(body=long + turn), origin="t")

    def fail() -> None:
        with store.database.write("t") as writing:
            found = records.load(writing.connection, Entity.ARTICLE, an_article().id)
            doc = {**found.doc, "body": long}
            records.put(writing, found, Entity.ARTICLE, doc, reason="typing")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    saved = store.articles.save(an_article(body=long + "hai", kicker="Mới"), origin="t")
    assert store.articles.get(saved.id) == saved
    with store.database.write("t") as writing:
        found = records.load(writing.connection, Entity.ARTICLE, saved.id)
        assert (found.doc, found.local_version) == (wire.article_to_doc(saved), 3)


@pytest.mark.parametrize("is_known", [False, True])
def test_many_at_once_are_stored_as_one_by_one(store, tmp_path, is_known):
    """Row by row in every table, word by word in the index, line by line in the journal."""
    picture = a_picture()
    made = [
        an_article(1, body="# Mục\n\n*một* hai\x07", tags=("b", "a", "b"), state=State.PUBLISHED),
        an_article(2, placements=(a_placement(picture), a_placement(a_picture(2), caption="x"))),
        an_article(3, authors=(Author("Họ"), Author("Họ", "Bút", "photo")), headline="a\ud800b"),
        an_article(4, body="chữ " * 6000, authors=(), extra={"later": {"x": 1.5}}),
        *(an_article(number) for number in range(5, 9)),
    ]
    other = type(store)(tmp_path / "other")
    for each in (store, other):
        each.articles.save_picture(picture, origin="t")
        if is_known:
            each.articles.save(an_article(2, body="đã có"), origin="t")
    for article in made:
        store.articles.save(article, origin="t", reason="import", by="ai")
    heard: list[Changes] = []
    other.database.listen(heard.append)
    other.articles.save_all(made, origin="t", by="ai")
    assert _all_of(other) == _all_of(store)
    assert [each.articles for each in heard] == [{each.id for each in made}]
    assert {"body", "tags"} <= heard[0].fields
    assert heard[0].is_outbox
    other.database.close()


def test_a_page_of_new_articles_is_stored_as_if_each_were_merged(store, tmp_path):
    """What was never here is taken when the page comes; all else waits for its merge."""
    remotes = [
        Remote(
            Entity.ARTICLE, article.id, rev, f"{rev}-a", wire.article_to_doc(article), author=author
        )
        for rev, (article, author) in enumerate(
            [
                (an_article(1, tags=("a",), state=State.PUBLISHED), "Hai"),
                (an_article(2, placements=(a_placement(a_picture()),)), "Ba"),
                (an_article(3, updated_at=datetime(2026, 1, 2, tzinfo=UTC)), "Hai"),
            ],
            start=1,
        )
    ]
    other = type(store)(tmp_path / "other")
    for each in remotes:
        assert store.mirror.fast_forward(
            Entity.ARTICLE, each.entity_id, theirs=each, local_version=0
        )
    other.mirror.receive(Page(tuple(remotes), "e1.3.x"), SERVER)
    assert other.mirror.unmerged() == []
    (mine, lines), (theirs, other_lines) = _all_of(store), _all_of(other)
    assert theirs | {"fact": []} == mine
    assert other_lines == lines
    other.mirror.receive(Page(tuple(remotes), "e1.3.x"), SERVER)
    assert _all_of(other) == (theirs, lines)
    other.database.close()


def test_what_cannot_be_taken_with_a_page_waits_for_its_merge(store):
    """Two versions in one page, another's form, and what was written here as well."""
    twice, odd, own = an_article(1), an_article(2), an_article(3)
    store.articles.save(own, origin="t")
    remotes = [
        Remote(Entity.ARTICLE, twice.id, 1, "1-a", wire.article_to_doc(twice)),
        Remote(Entity.ARTICLE, twice.id, 2, "2-a", wire.article_to_doc(twice)),
        Remote(Entity.ARTICLE, odd.id, 1, "1-b", {**wire.article_to_doc(odd), "tags": 7}),
        Remote(Entity.ARTICLE, own.id, 1, "1-c", wire.article_to_doc(own)),
    ]
    store.mirror.receive(Page(tuple(remotes), "e1.4.x"), SERVER)
    assert {each for _, each in store.mirror.unmerged()} == {twice.id, odd.id, own.id}


def test_what_was_there_once_goes_on_in_its_history(store):
    """Nothing is new that the history tells of."""
    article = an_article()
    store.articles.save(article, origin="t")
    with store.database.write("t") as writing:
        found = records.load(writing.connection, Entity.ARTICLE, article.id)
        records.remove(writing, found, reason="deleted")
    store.articles.save_all([article, article], origin="t")
    assert [each.number for each in store.history.versions(article.id)] == [2, 1]
    assert store.articles.count(StoryFilter()) == 1


def _all_of(store):
    """Every row of every table, the index word by word, and the journal."""
    told = {}
    with store.database.read() as connection:
        for table in schema.METADATA.sorted_tables:
            columns = [each for each in table.c if each.name != "op_id"]
            told[table.name] = connection.execute(select(*columns).order_by(*table.c)).all()
    with sqlite3.connect(store.folder / "stet.db") as connection:
        words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, story_words, 'instance')"
        connection.execute(words)
        told["words"] = connection.execute("SELECT * FROM words ORDER BY 1, 2, 3, 4").fetchall()
    connection.close()
    return told, list(journal.lines(store.folder / "journal", 1))


def test_newest_change_is_on_top(store):
    for number in (1, 2, 3, 1):
        store.clock.go(minutes=1)
        store.articles.save(an_article(number, kicker=str(store.clock.now)), origin="t")
    assert [each.id[-1] for each in store.articles.rows(StoryFilter())] == ["1", "3", "2"]


def test_a_row_tells_the_story_at_a_glance(store):
    pictures = [a_picture(1), a_picture(2, caption=""), a_picture(3)]
    for picture in pictures[:2]:
        store.articles.save_picture(picture, origin="t")
    placements = (
        a_placement(pictures[0]),
        a_placement(pictures[1], is_lead=True),
        a_placement(pictures[2]),
        a_placement(a_picture(4), caption="market-4"),
    )
    article = an_article(placements=placements, kicker="Mào", body="một hai ba")
    store.articles.save(article, origin="t")
    row = store.articles.row(article.id)
    assert (row.headline, row.kicker, row.byline) == (article.headline, "Mào", "Một Trần")
    assert (row.words, row.pictures, row.missing_captions) == (3, 4, 3)
    assert row.lead_sha256 == pictures[1].sha256
    assert row.changed_at == store.clock.now
    store.articles.save_picture(a_picture(2, caption="Giờ có rồi"), origin="t")
    assert store.articles.row(article.id).missing_captions == 2
    assert store.articles.row(an_article(9).id) is None


def test_spiked_stories_show_only_when_asked_for(store):
    _arrive(store, an_article(1, state=State.SPIKED))
    _arrive(store, an_article(2))
    shown = lambda **by: [each.id[-1] for each in store.articles.rows(StoryFilter(**by))]  # noqa: E731
    assert shown() == ["2"]
    assert shown(states=(State.SPIKED,)) == ["1"]
    assert shown(states=(State.SPIKED, State.DRAFT)) == ["2", "1"]
    assert shown(text="cho noi") == ["2"]


def test_filters_add_up(store):
    store.articles.save(an_article(1, category="a", authors=(Author("Họ"),)), origin="t")
    store.articles.save(an_article(2, category="a", authors=(Author("", "Bút"),)), origin="t")
    store.articles.save(an_article(3, category="b", authors=(Author("Họ", "Bút"),)), origin="t")
    for by, wanted in (
        ({"category": "a"}, ["2", "1"]),
        ({"author": "Bút"}, ["3", "2"]),
        ({"author": "Họ", "category": "a"}, ["1"]),
        ({"author": "Họ", "text": "cho noi"}, ["3", "1"]),
    ):
        asked = StoryFilter(**by)
        assert [each.id[-1] for each in store.articles.rows(asked)] == wanted
        assert store.articles.count(asked) == len(wanted)


@given(st.integers(0, 30), st.integers(1, 30), st.booleans())
def test_pages_put_together_are_the_list(store, offset, limit, is_search):
    if not store.articles.count(StoryFilter()):
        for number in range(25):
            body = "chợ nổi" if number % 2 else "nổi lên chợ"
            store.articles.save(
                an_article(number, headline="", body=body, standfirst=""), origin="t"
            )
    asked = StoryFilter(text="cho noi" if is_search else "")
    whole = [each.id for each in store.articles.rows(asked)]
    part = [each.id for each in store.articles.rows(asked, limit=limit, offset=offset)]
    assert len(whole) == 25
    assert sorted(part) == sorted(whole[offset : offset + limit])


def test_authors_and_tags_are_offered_by_use(store):
    often, once = Author("Hay Viết", "Bút"), Author("Ít Viết")
    store.articles.save(an_article(1, authors=(often, once), tags=("a", "b", "b")), origin="t")
    store.articles.save(an_article(2, authors=(often,), tags=("b",)), origin="t")
    store.articles.save(an_article(3, authors=(Author("Đang g"),)), origin="t")
    store.articles.save(an_article(3, authors=(), tags=()), origin="t")
    assert store.articles.known_authors() == [often, once]
    assert store.articles.known_tags() == ["b", "a"]


def test_published_newest_first(store):
    for number in range(4):
        at = datetime(2026, 1, 1 + number, tzinfo=UTC)
        state = State.PUBLISHED if number else State.DRAFT
        _arrive(store, an_article(number, state=state, published_at=at, category="ab"[number % 2]))
    ids = lambda **by: [each.id[-1] for each in store.articles.published(limit=9, **by)]  # noqa: E731
    assert ids() == ["3", "2", "1"]
    assert ids(other_than=an_article(2).id) == ["3", "1"]
    assert ids(category="b") == ["3", "1"]
    assert len(store.articles.published(limit=1)) == 1


def test_pictures_of_an_article_and_all_that_are_placed(store):
    known, unknown = a_picture(1), a_picture(2)
    store.articles.save_picture(known, origin="t")
    article = an_article(placements=(a_placement(known), a_placement(unknown)))
    store.articles.save(article, origin="t")
    assert store.articles.pictures_of(article) == {known.sha256: known}
    assert store.articles.pictures_of(an_article()) == {}
    assert store.articles.picture(unknown.sha256) is None
    assert store.articles.placed() == {known.sha256, unknown.sha256}


def test_the_mark_follows_the_newest_words(store):
    """Saved, waiting once there is a server, sent, waiting again, and asking when refused."""
    article = an_article()
    mark = lambda: store.articles.row(article.id).mark  # noqa: E731
    store.articles.save(article, origin="t")
    assert mark() is SyncMark.SAVED
    store.mirror.receive(Page((), "e1.0.x"), SERVER)
    assert mark() is SyncMark.WAITING
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    doc = wire.article_to_doc(article)
    store.outbox.settle(operation, Done(Remote(Entity.ARTICLE, article.id, 1, "1-a", doc)))
    assert mark() is SyncMark.SENT
    store.articles.save(replace(article, headline="Mới"), origin="t")
    assert mark() is SyncMark.WAITING
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    store.outbox.settle(operation, Rejected("forbidden"))
    assert mark() is SyncMark.NEEDS_YOU


def _arrive(store, article):
    remote = Remote(Entity.ARTICLE, article.id, 1, f"1-{article.id}", wire.article_to_doc(article))
    assert store.mirror.fast_forward(Entity.ARTICLE, article.id, theirs=remote, local_version=0)


def test_what_colleagues_said_outlives_any_older_version(store):
    """A version without a remark that is put in place takes none away; it may settle one."""
    old = store.articles.save(an_article(), origin="t")
    said = (a_remark(), a_remark(2, "đã về"))
    store.articles.save(replace(old, remarks=said), origin="t")
    done = replace(said[1], settled=Settlement(Outcome.RESOLVED, "Lan", said[1].at))
    store.articles.save(replace(old, body="Khác.", remarks=(done,)), origin="t")
    stands = store.articles.get(old.id)
    assert (stands.body, stands.remarks) == ("Khác.", (said[0], done))
    store.articles.save(old, origin="t", reason="restore")
    assert store.articles.get(old.id).remarks == (said[0], done)


def test_an_answer_that_came_in_meanwhile_outlives_a_version_that_is_put_in_place(store):
    """Who put it there had not seen it yet; what was settled stays settled, too."""
    old = store.articles.save(an_article(remarks=(a_remark(), a_remark(2, "đã về"))), origin="t")
    here, there = (Reply(each, "Hai", a_remark().at, "Đúng.") for each in ("here", "there"))
    settled = replace(
        old.remarks[1], settled=Settlement(Outcome.REJECTED, "Hai", old.remarks[1].at)
    )
    told = answered((old.remarks[0], settled), "remark-1", there)
    store.articles.save(replace(old, remarks=told), origin="sync", base=old)
    store.articles.save(replace(old, body="Khác."), origin="screen", reason="restore")
    assert store.articles.get(old.id).remarks == told
    mine = replace(old, remarks=answered(old.remarks, "remark-1", here))
    stands = store.articles.save(mine, origin="screen", base=old)
    assert [each.id for each in stands.remarks[0].replies] == ["here", "there"]
    assert stands.remarks[1] == settled
    assert stands.body == "Khác."


def test_a_document_from_before_remarks_reads_and_is_not_changed_by_reading(store):
    article = store.articles.save(an_article(), origin="t")
    with store.database.write("t") as writing:
        found = records.load(writing.connection, Entity.ARTICLE, article.id)
        older = {name: value for name, value in found.doc.items() if name != "remarks"}
        records.put(writing, found, Entity.ARTICLE, older, reason="pull")
    assert store.articles.get(article.id) == article
    saved = store.articles.save(replace(article, remarks=(a_remark(),)), origin="t", base=article)
    assert saved.remarks == (a_remark(),)
