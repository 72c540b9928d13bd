# SPDX-License-Identifier: GPL-3.0-or-later
"""Three-way merge: by field; lists as sets; pictures one by one; the copy as one field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from editor.model.article import SERVER_FIELDS
from editor.model.operation import Doc

ARTICLE_SETS = frozenset({"tags", "other_categories", "authors", "related", "corrections"})
"""Lists of an article whose additions and removals of both sides all hold."""
PICTURE_SETS = frozenset({"people", "keywords"})

_PARTS = ("name", "caption", "alt_text", "crop", "is_lead")
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field that both sides changed differently.

    `field` is a field of the document, or `placements.<sha256>.<part>` for a picture in an
    article. The values are JSON values; None also stands for a field that was not there.
    """

    field: str
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What stands after a merge; where the sides clash, theirs stands and a person is asked."""

    doc: dict[str, object]
    clashes: tuple[FieldClash, ...] = ()


def merge_article(base: Doc, mine: Doc, theirs: Doc) -> Merged:
    """Merge two versions of an article's written form.

    Args:
        base: the last version that both had; fields may be missing where there never was one.
        mine: as it stands here.
        theirs: as it stands on the server.
    """
    return _merge(base, mine, theirs, ARTICLE_SETS)


def merge_picture(base: Doc, mine: Doc, theirs: Doc) -> Merged:
    """Merge two versions of a picture's written form; arguments as in `merge_article`."""
    return _merge(base, mine, theirs, PICTURE_SETS)


def _merge(base: Doc, mine: Doc, theirs: Doc, sets: frozenset[str]) -> Merged:
    doc: dict[str, object] = {}
    clashes: list[FieldClash] = []
    for name in [*theirs, *(each for each in mine if each not in theirs)]:
        three = tuple(each.get(name, _ABSENT) for each in (base, mine, theirs))
        value = _field(name, three, sets, clashes)
        if value is not _ABSENT:
            doc[name] = value
    return Merged(doc, tuple(clashes))


def _field(
    name: str, three: Sequence[object], sets: frozenset[str], clashes: list[FieldClash]
) -> object:
    base, mine, theirs = three
    if name in SERVER_FIELDS:
        return mine if theirs is _ABSENT else theirs
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if name in sets:
        return _merge_set(_rows(base), _rows(mine), _rows(theirs))
    if name == "placements":
        return _merge_placements(_rows(base), _rows(mine), _rows(theirs), clashes)
    clashes.append(FieldClash(name, *(None if each is _ABSENT else each for each in three)))
    return mine if theirs is _ABSENT else theirs


def _rows(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _merge_set(base: list[object], mine: list[object], theirs: list[object]) -> list[object]:
    """Theirs in their order, without what mine took out, then what mine put in."""
    taken_out = [each for each in base if each not in mine]
    kept = [each for each in theirs if each not in taken_out]
    return kept + [each for each in mine if each not in base and each not in kept]


def _merge_placements(
    base: list[object], mine: list[object], theirs: list[object], clashes: list[FieldClash]
) -> list[object]:
    """The strip: order by whoever changed it, theirs when both did; each picture part by part."""
    known = [_by_sha256(rows) for rows in (base, mine, theirs)]
    in_base, in_mine, in_theirs = known
    merged: list[object] = []
    for sha256 in _order(*(list(each) for each in known)):
        was, here, there = in_base.get(sha256), in_mine.get(sha256), in_theirs.get(sha256)
        if here is None or there is None:
            row = _one_sided(was, here, there)
        else:
            row = _merge_parts(sha256, was or {}, here, there, clashes)
        if row is not None:
            merged.append(row)
    return merged


def _one_sided(was: Doc | None, here: Doc | None, there: Doc | None) -> Doc | None:
    """A picture that one side has not: new there, or taken out unless the other edited it."""
    left = here if there is None else there
    return None if was is not None and left == was else left


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    shared = [each for each in base if each in mine and each in theirs]
    is_theirs_moved = [each for each in theirs if each in shared] != shared
    first, second = (theirs, mine) if is_theirs_moved or mine == base else (mine, theirs)
    return first + [each for each in second if each not in first]


def _merge_parts(
    sha256: str, was: Doc, here: Doc, there: Doc, clashes: list[FieldClash]
) -> dict[str, object]:
    found: list[FieldClash] = []
    row = {
        part: _field(part, [each.get(part) for each in (was, here, there)], frozenset(), found)
        for part in dict.fromkeys((*_PARTS, *there, *here))
        if part in here or part in there
    }
    clashes.extend(
        FieldClash(f"placements.{sha256}.{each.field}", each.base, each.mine, each.theirs)
        for each in found
    )
    return row


def _by_sha256(rows: list[object]) -> Mapping[str, Doc]:
    placed = (cast("Doc", row) for row in rows if isinstance(row, Mapping))
    return {str(row.get("sha256")): row for row in placed}
