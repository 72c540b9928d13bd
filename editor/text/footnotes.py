# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the footnotes of a copy: where each is marked and told, and the next free number."""

import re

_TEXT = re.compile(r"^ {0,3}\[\^([^\]\s]{1,300})\]:[ \t]*", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,300})\](?!:)")
_GOES_ON = re.compile(r"\n(?:[ \t]*\n)*(?: {4}|\t)[^\n]*")


def free_number(copy: str) -> str:
    """The lowest number from 1 on that no note of the copy has."""
    taken = {each[1] for pattern in (_TEXT, _MARK) for each in pattern.finditer(copy)}
    return next(str(each) for each in range(1, len(taken) + 2) if str(each) not in taken)


def marked_at(copy: str, at: int) -> str:
    """The name of the note whose mark a place touches; empty: none."""
    line = copy.rfind("\n", 0, at) + 1
    end = copy.find("\n", at)
    found = _MARK.finditer(copy, line, end if end >= 0 else len(copy))
    return next((each[1] for each in found if each.start() <= at <= each.end()), "")


def told_at(copy: str, at: int) -> str:
    """The name of the note in whose text a place is; empty: none."""
    for found in _TEXT.finditer(copy, 0, at + 1):
        if found.start() <= at <= _end_of_text(copy, found.end()):
            return found[1]
    return ""


def mark_of(copy: str, name: str) -> int | None:
    """The place behind the first mark of a note; None: nothing points to it."""
    found = (each for each in _MARK.finditer(copy) if each[1] == name)
    return next((each.end() for each in found), None)


def text_of(copy: str, name: str) -> int | None:
    """The place at the end of a note's text; None: there is no such note."""
    found = (each for each in _TEXT.finditer(copy) if each[1] == name)
    return next((_end_of_text(copy, each.end()) for each in found), None)


def opening(copy: str, name: str) -> str:
    """What is added to the end of a copy to begin a note's text."""
    bare = copy.rstrip()
    gap = copy[len(bare) :].count("\n")
    last = bare[bare.rfind("\n") + 1 :]
    # Notes that follow each other stand line by line.
    wanted = 1 if _TEXT.match(last) else 2
    return "\n" * max(0, wanted - gap if bare else 0) + f"[^{name}]: "


def _end_of_text(copy: str, at: int) -> int:
    line = copy.find("\n", at)
    end = len(copy) if line < 0 else line
    while more := _GOES_ON.match(copy, end):
        end = more.end()
    return end
