# SPDX-License-Identifier: GPL-3.0-or-later
"""What asks whom: which rows of the list are somebody's, wait for them, are stubs or are due."""

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    or_,
    select,
    true,
    union,
)

from editor.model.assignment import EDITORIAL, UNFINISHED, Me
from editor.model.rows import StoryFilter
from editor.model.workflow import WRITERS, State
from editor.store.schema import assignee_of, author_of, story

Condition = ColumnElement[bool]


def conditions(story_filter: StoryFilter) -> Iterator[Condition]:
    """What a filter asks of a row besides words, state, category and author."""
    if story_filter.people is not None:
        yield _theirs(story_filter.people)
    if story_filter.waiting is not None:
        yield _waits_for(story_filter.waiting)
    if story_filter.desk:
        yield story.c.desk == story_filter.desk
    if story_filter.is_stub:
        yield story.c.is_stub
    if story_filter.due is not None:
        start, end = story_filter.due
        yield _is_in(UNFINISHED)
        yield story.c.due_at.is_not(None)
        yield true() if start is None else story.c.due_at >= start
        yield true() if end is None else story.c.due_at < end


def _theirs(names: Sequence[str]) -> Condition:
    """Somebody wrote it or is assigned to it."""
    known = [each for each in names if each]
    if not known:
        return false()
    is_author = or_(author_of.c.person.in_(known), author_of.c.pen_name.in_(known))
    written = select(author_of.c.article_id).where(is_author)
    assigned = select(assignee_of.c.article_id).where(assignee_of.c.person.in_(known))
    return _is_one(union(written, assigned))


def _waits_for(me: Me) -> Condition:
    parts = [and_(_is_in(UNFINISHED), story.c.pictures == 0, _assigned(me, "photographer"))]
    if me.role in WRITERS:
        parts.append(and_(story.c.state == State.DRAFT.value, _theirs(me.names)))
    if me.captions:
        parts.append(and_(_is_in(UNFINISHED), story.c.missing_captions > 0))
    if me.everywhere or me.own:
        # Of each story apart: few stand where editors are asked, and many have an editor.
        its = and_(assignee_of.c.article_id == story.c.id, assignee_of.c.role == "editor")
        is_taken = select(assignee_of.c.role).where(its).exists()
        parts.append(and_(_is_for_desk(me), ~is_taken))
        parts.append(and_(_is_in(EDITORIAL), _assigned(me, "editor")))
    return or_(*parts)


def _is_for_desk(me: Me) -> Condition:
    is_own = and_(story.c.desk.not_in(me.others), _is_in(me.own))
    return or_(_is_in(me.everywhere), is_own)


def _assigned(me: Me, role: str) -> Condition:
    if not me.names:
        return false()
    is_theirs = and_(assignee_of.c.person.in_(me.names), assignee_of.c.role == role)
    return _is_one(select(assignee_of.c.article_id).where(is_theirs))


def _is_in(states: Sequence[State]) -> Condition:
    return story.c.state.in_([state.value for state in states])


def _is_one(ids: Select[str] | CompoundSelect[str]) -> Condition:
    """Whether a story is one of some; looked up once, not for each row."""
    return story.c.number.in_(select(story.c.number).where(story.c.id.in_(ids)))
