# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a story is, for whom it waits, what is planned and due: as plain Python would say it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor import wire
from editor.model.article import Article, Author
from editor.model.assignment import Assignee, Me
from editor.model.rows import StoryFilter
from editor.model.workflow import Deed, Role, State
from editor.store import records
from editor.store.schema import METADATA
from tests.builders import a_picture, a_placement, an_article
from tests.editor.store.conftest import Store

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
NAMES = ("Lan", "Mai", "Một Trần")
DESKS = ("", "thoi-su", "anh")
OPEN = (State.DRAFT, State.SUBMITTED, State.EDITING, State.AWAITING_APPROVAL, State.APPROVED)
WITH_EDITORS = OPEN[1:]
PICTURE = a_picture(caption="")

names = st.sampled_from(NAMES)
moments = st.none() | st.integers(-3, 3).map(lambda hours: NOW + timedelta(hours=hours))
stories = st.builds(
    dict,
    state=st.sampled_from(State),
    body=st.sampled_from(["", "Sáng nay."]),
    desk=st.sampled_from(DESKS),
    brief=st.sampled_from(["", "Hỏi tiểu thương"]),
    due_at=moments,
    authors=st.lists(st.builds(Author, st.sampled_from(("", *NAMES)), names), max_size=1).map(
        tuple
    ),
    assignees=st.lists(
        st.builds(Assignee, names, st.sampled_from(["writer", "photographer", "editor"])),
        max_size=2,
    ).map(tuple),
    placements=st.sampled_from(
        [(), (a_placement(PICTURE, caption=""),), (a_placement(PICTURE, caption="Ghe về bến."),)]
    ),
)
states = st.lists(st.sampled_from(WITH_EDITORS), unique=True, max_size=2).map(tuple)
persons = st.builds(
    Me,
    names=st.lists(names, unique=True, max_size=2).map(tuple),
    role=st.sampled_from(Role),
    desk=st.sampled_from(DESKS),
    everywhere=states,
    own=states,
    others=st.lists(st.sampled_from(DESKS[1:]), unique=True, max_size=1).map(tuple),
    captions=st.booleans(),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples: to make one costs more than to fill it."""
    made = Store(tmp_path_factory.mktemp("asking") / "store")
    yield made
    made.database.close()


def fill(store: Store, told: list[dict[str, object]]) -> list[Article]:
    articles = [an_article(number, **fields) for number, fields in enumerate(told)]
    with store.database.write("test") as writing:
        for table in METADATA.sorted_tables:
            writing.connection.execute(table.delete())
        docs = [wire.article_to_doc(each) for each in articles]
        if docs:
            records.put_new(writing, docs, reason="pull", by=[""] * len(docs))
    return articles


def is_theirs(article: Article, people: tuple[str, ...]) -> bool:
    known = {each.person for each in article.authors} | {each.person for each in article.assignees}
    known |= {each.pen_name for each in article.authors}
    return any(each in known for each in people if each)


def has_task(article: Article, people: tuple[str, ...], role: str) -> bool:
    return any(each.person in people and each.role == role for each in article.assignees)


def waits(article: Article, person: Me) -> bool:
    misses = any(not each.caption for each in article.placements)
    if article.state in OPEN:
        if not article.placements and has_task(article, person.names, "photographer"):
            return True
        if misses and person.captions:
            return True
    if article.state is State.DRAFT:
        return person.role in {Role.WRITER, Role.EDITOR, Role.ADMIN} and is_theirs(
            article, person.names
        )
    if article.state not in WITH_EDITORS or not (person.everywhere or person.own):
        return False
    if any(each.role == "editor" for each in article.assignees):
        return has_task(article, person.names, "editor")
    if article.state in person.everywhere:
        return True
    return article.desk not in person.others and article.state in person.own


def is_stub(article: Article) -> bool:
    is_planned = article.desk or article.assignees or article.due_at or article.brief
    is_written = article.body or article.placements
    return article.state is State.DRAFT and bool(is_planned) and not is_written


def is_due(article: Article, start: datetime | None, end: datetime | None) -> bool:
    at = article.due_at
    if article.state not in OPEN or at is None:
        return False
    return (start is None or at >= start) and (end is None or at < end)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(stories, max_size=12), persons, moments, moments, st.sampled_from(DESKS))
def test_filters_show_what_plain_python_says(whole, told, person, start, end, desk):
    """Each alone, and all at once; the counts are those of the lists."""
    articles = [each for each in fill(whole, told) if each.state is not State.SPIKED]
    for shown, has in (
        (StoryFilter(people=person.names), lambda each: is_theirs(each, person.names)),
        (StoryFilter(waiting=person), lambda each: waits(each, person)),
        (StoryFilter(is_stub=True), is_stub),
        (StoryFilter(due=(start, end)), lambda each: is_due(each, start, end)),
        (StoryFilter(desk=desk), lambda each: desk in {"", each.desk}),
        (
            StoryFilter(waiting=person, desk=desk, people=person.names, category="tin-tuc"),
            lambda each: (
                waits(each, person) and desk in {"", each.desk} and is_theirs(each, person.names)
            ),
        ),
    ):
        wanted = [each.id for each in reversed(articles) if has(each)]
        assert [row.id for row in whole.articles.rows(shown)] == wanted
        assert whole.planning.counts([shown]) == [len(wanted)]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(stories, max_size=12), st.sampled_from(DESKS))
def test_the_plan_is_what_is_planned_and_in_work_by_due_time(whole, told, desk):
    """What has no time comes last; a row says all that the plan shows."""
    articles = fill(whole, told)
    shown = [
        each
        for each in articles
        if each.state in {*OPEN, State.SCHEDULED}
        and (each.desk or each.assignees or each.due_at or each.brief or each.state != State.DRAFT)
        and desk in {"", each.desk}
    ]
    late = datetime(9999, 1, 1, tzinfo=UTC)
    shown.sort(key=lambda each: (each.due_at or late, -articles.index(each)))
    rows = whole.planning.rows(desk=desk)
    assert [row.id for row in rows] == [each.id for each in shown]
    for row, article in zip(rows, shown, strict=True):
        assert (row.desk, row.assignees, row.due_at) == (
            article.desk,
            article.assignees,
            article.due_at,
        )
        assert row.is_stub == is_stub(article)


def test_a_stub_becomes_a_story_with_its_first_word(store):
    """It has a name before it has a headline, and people of the house are offered by name."""
    stub = an_article(1, headline="", body="", slugline="cho-noi", desk="van-hoa", authors=())
    store.articles.save(stub, origin="test")
    row = store.articles.row(stub.id)
    assert (row.title, row.is_stub) == ("cho-noi", True)
    work = (Assignee("Lan"), Assignee("Mai", "photographer"))
    store.articles.save(an_article(1, assignees=work), origin="test")
    row = store.articles.row(stub.id)
    assert (row.is_stub, row.assignees) == (False, work)
    assert store.planning.known_people() == ["Lan", "Mai", "Trần Thị Một"]


def test_a_store_from_before_the_plan_learns_what_was_sent_to_it(tmp_path):
    """A newer laptop planned; this one kept those fields as it got them, and now knows them."""
    store = Store(tmp_path / "store")
    fields = {"headline": "", "slugline": "cho-noi", "body": "", "desk": "van-hoa"}
    people = (Assignee("Lan"), Assignee("Mai", "editor"))
    planned = an_article(1, **fields, due_at=NOW, assignees=people)
    plain = an_article(2)
    back = an_article(3, deeds=(Deed(1, "submit", "Lan", NOW), Deed(2, "return", "Hà", NOW, "Gọn")))
    for each in (planned, plain):
        store.articles.save(each, origin="test")
    with store.database.write("pull") as writing:
        records.put_new(writing, [wire.article_to_doc(back)], reason="pull", by=[""])
    every = (planned, plain, back)
    wanted = [store.articles.row(each.id) for each in every]
    assert [each.is_returned for each in wanted] == [False, False, True]
    store.database.close()
    with closing(sqlite3.connect(store.folder / "stet.db", isolation_level=None)) as connection:
        connection.execute("DROP INDEX story_order")
        connection.execute("CREATE INDEX story_order ON story (number, state, category)")
        connection.execute("DROP TABLE assignee_of")
        planning = ("slugline", "desk", "assignees", "due_at", "is_planned", "is_stub")
        for name in (*planning, "is_returned"):
            connection.execute(f"ALTER TABLE story DROP COLUMN {name}")
        connection.execute("UPDATE alembic_version SET version_num = '0011'")
    store.open()
    assert [store.articles.row(each.id) for each in every] == wanted
    assert store.articles.count(StoryFilter(people=("Mai",))) == 1
    store.database.close()
