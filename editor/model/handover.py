# SPDX-License-Identifier: GPL-3.0-or-later
"""Handover: a story that a change puts into somebody's hands: newly assigned, or returned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from editor.model.assignment import IN_WORK
from editor.model.operation import Doc
from editor.model.workflow import Act, State


class Why(StrEnum):
    """Why a story is somebody's turn."""

    ASSIGNED = "assigned"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Handover:
    """One story that is one person's turn now."""

    article_id: str
    person: str
    """As a byline or an assignment calls them."""
    why: Why
    reason: str = ""
    """What was said when it was returned."""


def handovers(before: Doc, doc: Doc) -> Iterator[Handover]:
    """Whose turn a change makes it.

    Args:
        before: the story's document as it stood; empty: it is new here.
        doc: as it stands now.
    """
    article_id, state = str(doc.get("id", "")), doc.get("state")
    if state not in {each.value for each in IN_WORK}:
        return
    was = {_task(each) for each in _rows(before, "assignees")}
    for each in _rows(doc, "assignees"):
        if _task(each) not in was:
            yield Handover(article_id, str(each.get("person", "")), Why.ASSIGNED)
    # Only so many are kept: their count may stay the same.
    last, known = ((_rows(each, "deeds") or [{}])[-1] for each in (doc, before))
    is_back = last.get("act") == Act.RETURN and last.get("number") != known.get("number")
    if state == State.DRAFT and is_back:
        reason = str(last.get("reason", ""))
        for name in dict.fromkeys(_writers(doc)):
            yield Handover(article_id, name, Why.RETURNED, reason)


def _writers(doc: Doc) -> Iterable[str]:
    for each in _rows(doc, "authors"):
        yield from filter(None, (str(each.get("person", "")), str(each.get("pen_name", ""))))
    for each in _rows(doc, "assignees"):
        if each.get("role") == "writer":
            yield str(each.get("person", ""))


def _task(row: Mapping[str, object]) -> tuple[object, object]:
    return row.get("person"), row.get("role")


def _rows(doc: Doc, name: str) -> list[Mapping[str, object]]:
    listed = doc.get(name)
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
