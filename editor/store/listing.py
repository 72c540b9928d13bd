# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of stories: which rows a filter shows, in which order, and how each is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
    text,
    union_all,
)

from editor.model.article import ArticleId
from editor.model.assignment import IN_WORK
from editor.model.rows import StoryFilter, StoryRow, SyncMark
from editor.model.workflow import State
from editor.store import asking, glance, search
from editor.store.schema import author_of, story
from editor.store.search import Query, Text

WINDOW: Final = 500
"""So many of the newest found are ordered by how well they fit; older ones stay newest first."""

_words = table("story_words", column("rowid"), column("story_words"))

_MARKS: Final = text(glance.MARKS).bindparams(bindparam("numbers", expanding=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, and what is to be searched."""

    query: Query
    shown: StoryFilter
    unread: Mapping[int, Text]
    """The texts that the index has not read; what it knows of these stories is of long ago."""

    def matching(self, *, is_together: bool = False, since: int = 0) -> Select[int]:
        """The numbers of the stories that have the words, the newest first."""
        words = self.query.phrase if is_together else self.query.words
        conditions = _conditions(self.shown)
        # The index leads, newest first; each story found is then looked at.
        is_its = select(story.c.number).where(story.c.number == _words.c.rowid, *conditions)
        found = select(_words.c.rowid.label("number")).where(
            _words.c.story_words.op("MATCH")(words), is_its.exists(), _words.c.rowid >= since
        )
        if not self.unread:
            return found.order_by(_words.c.rowid.desc())
        found = found.where(_words.c.rowid.not_in(list(self.unread)))
        late = self._late(is_together=is_together)
        waiting = select(story.c.number).where(story.c.number.in_(late), story.c.number >= since)
        both = union_all(found, waiting.where(*conditions)).subquery()
        return select(both.c.number).order_by(both.c.number.desc())

    def _late(self, *, is_together: bool) -> list[int]:
        has = Text.has_together if is_together else Text.has
        return [number for number, its in self.unread.items() if has(its, self.query)]


def rows(
    connection: Connection,
    story_filter: StoryFilter,
    unread: Mapping[int, Text],
    *,
    limit: int,
    offset: int,
) -> list[StoryRow]:
    """A part of the list: see `Articles.rows`."""
    if not story_filter.text.strip():
        listed = connection.execute(_listed(story_filter).limit(limit).offset(offset))
        return shown(connection, listed.scalars().all())
    query = search.parse(story_filter.text)
    if not query.terms:
        return []
    asked = Asked(query, story_filter, unread)
    return _best_first(connection, asked, _found(connection, asked, limit=limit, offset=offset))


def count(connection: Connection, story_filter: StoryFilter, unread: Mapping[int, Text]) -> int:
    """How many rows a filter shows."""
    if not story_filter.text.strip():
        return (
            connection.execute(select(func.count()).select_from(_all(story_filter))).scalar() or 0
        )
    query = search.parse(story_filter.text)
    if not query.terms:
        return 0
    found = Asked(query, story_filter, unread).matching().order_by(None).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar() or 0


def shown(
    connection: Connection, numbers: Sequence[int], passages: dict[int, str] | None = None
) -> list[StoryRow]:
    """The rows of these numbers, in this order; whatever is gone is left out."""
    if not numbers:
        return []
    asked = select(story).where(story.c.number.in_(numbers))
    found = {row.number: row for row in connection.execute(asked).all()}
    marks = _marks(connection, numbers)
    told = passages or {}
    return [
        _row(found[number], marks[found[number].id], told.get(number, ""))
        for number in numbers
        if number in found
    ]


def _found(connection: Connection, asked: Asked, *, limit: int, offset: int) -> list[int]:
    newest = asked.matching()
    if len(asked.query.terms) == 1 or offset >= WINDOW:
        return list(connection.execute(newest.limit(limit).offset(offset)).scalars().all())
    # Syllables are few and words are made of several: `dong da` apart is in half of all texts.
    window = connection.execute(newest.limit(max(WINDOW, offset + limit))).scalars().all()
    if not window:
        return []
    together = asked.matching(is_together=True, since=window[-1])
    fitting = list(connection.execute(together.limit(len(window))).scalars().all())
    first = set(fitting)
    ordered = fitting + [number for number in window if number not in first]
    return ordered[offset : offset + limit]


def _best_first(connection: Connection, asked: Asked, numbers: list[int]) -> list[StoryRow]:
    passages = search.passages(connection, numbers, asked.query, asked.unread)
    ranked = sorted((each for each in numbers if each in passages), key=lambda n: passages[n][1])
    told = {number: passage for number, (passage, _) in passages.items()}
    return shown(connection, ranked, told)


def _listed(story_filter: StoryFilter) -> Select[int]:
    """Numbers only: the narrow index `story_order` has all that is asked for."""
    asked = select(story.c.number).where(*_conditions(story_filter))
    return asked.order_by(story.c.number.desc())


def plan(connection: Connection, desk: str, limit: int) -> list[StoryRow]:
    """The plan: see `Planning.rows`."""
    states = [state.value for state in IN_WORK]
    is_on_it = or_(story.c.is_planned, story.c.state != State.DRAFT.value)
    asked = select(story.c.number).where(story.c.state.in_(states), is_on_it)
    if desk:
        asked = asked.where(story.c.desk == desk)
    asked = asked.order_by(story.c.due_at.nulls_last(), story.c.number.desc()).limit(limit)
    return shown(connection, connection.execute(asked).scalars().all())


def _all(story_filter: StoryFilter) -> Subquery:
    return _listed(story_filter).order_by(None).subquery()


def _conditions(story_filter: StoryFilter) -> list[ColumnElement[bool]]:
    states = [state.value for state in story_filter.states]
    is_of_state = story.c.state.in_(states) if states else story.c.state != State.SPIKED.value
    conditions: list[ColumnElement[bool]] = [is_of_state]
    if story_filter.category:
        conditions.append(story.c.category == story_filter.category)
    if story_filter.author:
        named = or_(
            author_of.c.person == story_filter.author, author_of.c.pen_name == story_filter.author
        )
        written = select(author_of.c.article_id).where(named)
        by_them = select(story.c.number).where(story.c.id.in_(written))
        conditions.append(story.c.number.in_(by_them))
    return [*conditions, *asking.conditions(story_filter)]


def _marks(connection: Connection, numbers: Sequence[int]) -> dict[str, SyncMark]:
    found = connection.execute(_MARKS, {"numbers": list(numbers)}).all()
    return {row.id: glance.mark(*row[1:]) for row in found}


def _row(row: Row[*tuple[object, ...]], mark: SyncMark, passage: str) -> StoryRow:
    return StoryRow(
        id=ArticleId(row.id),
        headline=row.headline,
        kicker=row.kicker,
        category=row.category,
        byline=row.byline,
        state=State(row.state),
        changed_at=row.changed_at,
        mark=mark,
        words=row.words,
        pictures=row.pictures,
        missing_captions=row.missing_captions,
        lead_sha256=row.lead_sha256,
        is_ahead=row.is_ahead,
        excerpt=passage,
        slugline=row.slugline,
        desk=row.desk,
        assignees=glance.assignees(row.assignees),
        due_at=row.due_at,
        is_stub=row.is_stub,
        is_returned=row.is_returned,
    )
