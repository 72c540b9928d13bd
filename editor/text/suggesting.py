# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: suggested changes put into the copy: those whose words still stand, none over another."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from editor.model.remark import Remark, Remarks
from editor.text import anchors
from editor.text.anchors import Span

APART = 3
"""Edits with fewer words between them are one suggestion."""

_PIECE = re.compile(r"\s+|\S+")


class Change(NamedTuple):
    """A stretch of the copy, in characters, and what is to stand there."""

    start: int
    end: int
    text: str
    remark_id: str


def places(copy: str, remarks: Iterable[Remark]) -> dict[str, Span]:
    """Where the words of remarks stand, by id; those whose words are gone are left out.

    Cost: see `editor.text.anchors.find`, for each.
    """
    found = ((each.id, anchors.find(copy, each.anchor)) for each in remarks)
    return {key: span for key, span in found if span is not None}


def changes(
    copy: str, remarks: Remarks, spans: Mapping[str, Span], *, is_anyway: bool = False
) -> tuple[Change, ...]:
    """What open suggestions change, in the order of the copy.

    Left out are those whose words are gone or are not what they were, and those that reach into
    one before them.

    Args:
        copy: as it stands.
        remarks: those to be accepted.
        spans: where their words stand, by id.
        is_anyway: words may have changed since; what stands there now goes.
    """
    wanted = [
        Change(*spans[each.id], each.replacement, each.id)
        for each in remarks
        if each.is_open
        and each.replacement is not None
        and each.id in spans
        and (is_anyway or copy[slice(*spans[each.id])] == each.quote)
    ]
    taken: list[Change] = []
    for change in sorted(wanted):
        if not taken or _is_behind(change, taken[-1]):
            taken.append(change)
    return tuple(taken)


def applied(copy: str, taken: Iterable[Change]) -> str:
    """The copy with changes in it, which are in its order."""
    parts, at = [], 0
    for change in taken:
        parts += [copy[at : change.start], change.text]
        at = change.end
    return "".join((*parts, copy[at:]))


def parts(old: str, new: str) -> tuple[Change, ...]:
    """What somebody changed in some words, edit by edit, each to be decided on its own.

    Put into the old words all of them give the new ones. Cost: grows with the square of what is
    compared; 20 ms for 500 words of which each tenth is another.
    """
    here, there = _PIECE.findall(old), _PIECE.findall(new)
    codes = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    taken: list[tuple[int, int, int, int]] = []
    for tag, *box in codes:
        if tag == "equal":
            continue
        start, end, first, last = box
        if taken and _words(here[taken[-1][1] : start]) < APART:
            begun = taken.pop()
            start, first = begun[0], begun[2]
        taken.append((start, end, first, last))
    return tuple(
        Change(
            len("".join(here[:start])),
            len("".join(here[:end])),
            "".join(there[first:last]),
            str(number),
        )
        for number, (start, end, first, last) in enumerate(taken)
    )


def _words(pieces: Iterable[str]) -> int:
    return sum(not each.isspace() for each in pieces)


def _is_behind(change: Change, before: Change) -> bool:
    """Whether it begins behind another; two at one and the same place are one too many."""
    return change.start >= before.end and change.start > before.start
