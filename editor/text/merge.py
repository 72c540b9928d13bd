# SPDX-License-Identifier: GPL-3.0-or-later
"""Three-way merge of the written form of an article or a picture, field by field."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from types import MappingProxyType

from editor.model.article import SERVER_FIELDS, Article
from editor.model.operation import Doc
from editor.model.picture import MARKS, Picture, Placement
from editor.text import remarks
from editor.text.blocks import blocks, names
from editor.text.passages import (
    Choice,
    before_all,
    choose,
    choose_all,
    passages,
    shared_copy,
    woven,
)

_NOTHING = object()
"""A field that a document does not have."""


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field that two people changed differently; a person chooses. None: it was not there."""

    field: str
    """The field's name; of a placement `placements.<sha256>.<its field>`."""
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of two versions. In every clash theirs stands in the document."""

    doc: dict[str, object]
    clashes: tuple[FieldClash, ...] = ()


def merge_article(base: Doc, mine: Doc, theirs: Doc) -> Merged:
    """Two changes of one article made into one.

    Fields that only one side changed are taken from it; lists of names take the additions and
    removals of both; placements are told apart by their picture; of remarks none is lost (see
    `editor.text.remarks`); fields of the server are theirs.
    A field that both sides changed differently clashes: theirs stands, mine is kept in the clash.

    The copy is merged by passage (see `editor.text.passages`). Where passages clash, the clash has
    three copies that differ in those alone: what merged by itself stands in each.

    A picture stays placed as long as the copy shows it; two pictures of one name get two names.

    Args:
        base: the document that both started from; empty when there is none.
        mine: as it stands here.
        theirs: as it stands on the server.
    """
    if mine.get("placements") == theirs.get("placements"):
        return _merged(base, mine, theirs, _ARTICLE_RULES)
    mine = _with_own_names(base, mine, theirs)
    merged = _merged(base, mine, theirs, _ARTICLE_RULES)
    return Merged(_with_shown_pictures(merged.doc, base, (mine, theirs)), merged.clashes)


def merge_picture(base: Doc, mine: Doc, theirs: Doc) -> Merged:
    """Two changes of what is known of one picture made into one, field by field."""
    return _merged(base, mine, theirs, _PICTURE_RULES)


def asked_again(earlier: FieldClash, later: FieldClash) -> FieldClash:
    """Two questions about one copy, the first still open, as one that asks about both.

    Args:
        earlier: its `theirs` is what the later merge started from.
        later: as the later merge left it.
    """
    sides = (earlier.base, earlier.mine, earlier.theirs, later.base, later.mine)
    base, mine, stood, new_base, new_mine = map(_told, sides)
    return FieldClash(
        later.field,
        woven(stood, base, new_base, winner=Choice.THEIRS),
        _both_mine(stood, mine, new_mine, _told(later.theirs)),
        later.theirs,
    )


def shared(one: Doc, other: Doc) -> dict[str, object]:
    """What two documents have in common: the base of a merge when nobody knows the true one.

    In a merge with it nothing that either has is taken for removed: of lists and of the copy both
    keep what they have, word by word; a field that only one filled in is that one's; any other
    that differs is asked about.
    """
    names = dict.fromkeys((*one, *other))
    sides = ((name, one.get(name, _NOTHING), other.get(name, _NOTHING)) for name in names)
    found = ((name, _in_both(name, *both)) for name, *both in sides)
    return {name: value for name, value in found if value is not _NOTHING}


def _both_mine(stood: str, mine: str, new_mine: str, theirs: str) -> str:
    """Mine of two questions in one copy; where both are about one passage, both stand in it."""
    if mine in {stood, new_mine}:
        return new_mine
    found = passages(stood, mine, new_mine)
    # What stands in theirs by now is not mine alone, and is not offered twice.
    choices = [
        Choice.MINE if each.theirs.strip() in theirs else Choice.BOTH
        for each in found
        if each.is_clash
    ]
    return choose(found, choices)


def _in_both(name: str, one: object, other: object) -> object:
    if one is _NOTHING or other is _NOTHING:
        return _NOTHING
    if one == other or not (one and other):
        return one and other
    if name == "body" and isinstance(one, str) and isinstance(other, str):
        return shared_copy(one, other)
    if not (isinstance(one, list | tuple) and isinstance(other, list | tuple)):
        return _NOTHING
    if name != "placements":
        return [each for each in one if each in other]
    here, there = _by_picture(one), _by_picture(other)
    return [shared(row, there[key]) for key, row in here.items() if key in there]


@dataclass(frozen=True, slots=True)
class _Sides:
    """One value as the three documents have it."""

    name: str
    base: object
    mine: object
    theirs: object


_Settled = tuple[object, tuple[FieldClash, ...]]
_Rule = Callable[[_Sides], _Settled]


def _merged(base: Doc, mine: Doc, theirs: Doc, rules: Mapping[str, _Rule]) -> Merged:
    doc: dict[str, object] = {}
    clashes: list[FieldClash] = []
    for name in dict.fromkeys((*theirs, *mine)):
        sides = _Sides(name, *(each.get(name, _NOTHING) for each in (base, mine, theirs)))
        value, more = _one_side(sides) or rules.get(name, _theirs)(sides)
        clashes += more
        if value is not _NOTHING:
            doc[name] = value
    return Merged(doc, tuple(clashes))


def _one_side(sides: _Sides) -> _Settled | None:
    """The value when at most one side changed it, or both alike."""
    if sides.name in SERVER_FIELDS or sides.mine in (sides.base, sides.theirs):
        return sides.theirs, ()
    if sides.theirs == sides.base:
        return sides.mine, ()
    return None


def _clash(sides: _Sides) -> _Settled:
    told = (None if each is _NOTHING else each for each in (sides.base, sides.mine, sides.theirs))
    return sides.theirs, (FieldClash(sides.name, *told),)


def _told(value: object) -> str:
    return value if isinstance(value, str) else ""


def _copy(sides: _Sides) -> _Settled:
    """The copy: what merges stands, theirs where it does not; one question for all passages."""
    if not (isinstance(sides.mine, str) and isinstance(sides.theirs, str)):
        return _clash(sides)
    found = passages(_told(sides.base), sides.mine, sides.theirs)
    body = choose_all(found, Choice.THEIRS)
    if not any(each.is_clash for each in found):
        return body, ()
    mine = choose_all(found, Choice.MINE)
    return body, (FieldClash(sides.name, before_all(found), mine, body),)


def _theirs(sides: _Sides) -> _Settled:
    """Theirs, unasked: a field of a newer program, or a mark that is set again in no time."""
    return sides.theirs, ()


def _names(sides: _Sides) -> _Settled:
    """A list taken as a set, in the order of the side that changed it, theirs before mine."""
    base, mine, theirs = _listed(sides)
    first, second = theirs, mine
    if _order_of(base, theirs) == _order_of(theirs, base):
        first, second = mine, theirs
    kept = [each for each in first if each in second or each not in base]
    added = [each for each in second if each not in base and each not in first]
    return [*kept, *added], ()


def _order_of(these: list[object], those: list[object]) -> list[object]:
    return [each for each in these if each in those]


def _listed(sides: _Sides) -> tuple[list[object], list[object], list[object]]:
    values = (sides.base, sides.mine, sides.theirs)
    base, mine, theirs = (list(each) if isinstance(each, list | tuple) else [] for each in values)
    return base, mine, theirs


def _remarks(sides: _Sides) -> _Settled:
    base, mine, theirs = (
        [each for each in side if isinstance(each, Mapping)] for side in _listed(sides)
    )
    return remarks.merge(base, mine, theirs), ()


def _placements(sides: _Sides) -> _Settled:
    """Theirs in their order, then the pictures that mine added; each merged by its fields.

    A picture that one side took out and the other changed stays: an edit wins over a removal.
    """
    base, mine, theirs = (_by_picture(each) for each in _listed(sides))
    rows: list[Doc] = []
    clashes: list[FieldClash] = []
    for key in _order(base, mine, theirs):
        row, more = _placement(key, base.get(key), mine.get(key), theirs.get(key))
        clashes += more
        if row is not None:
            rows.append(row)
    return _one_lead(rows, theirs), tuple(clashes)


def _order(
    base: Mapping[str, Doc], mine: Mapping[str, Doc], theirs: Mapping[str, Doc]
) -> Iterable[str]:
    """Theirs before mine, unless they left the order alone."""
    first, second = (mine, theirs) if list(theirs) == list(base) else (theirs, mine)
    return dict.fromkeys((*first, *second))


def _one_lead(rows: list[Doc], theirs: Mapping[str, Doc]) -> list[Doc]:
    """When each side chose a lead of its own, theirs."""
    leads = [str(row.get("sha256")) for row in rows if row.get("is_lead")]
    if len(leads) < 2:
        return rows
    lead = next((key for key in leads if theirs.get(key, {}).get("is_lead")), leads[0])
    return [
        {**row, "is_lead": False} if row.get("is_lead") and row.get("sha256") != lead else row
        for row in rows
    ]


def _by_picture(rows: Sequence[object]) -> dict[str, Doc]:
    return {str(row.get("sha256")): row for row in rows if isinstance(row, Mapping)}


def _placement(
    key: str, base: Doc | None, mine: Doc | None, theirs: Doc | None
) -> tuple[Doc | None, tuple[FieldClash, ...]]:
    if mine is None or theirs is None:
        left = mine or theirs
        return (None if base is not None and left == base else left), ()
    merged = _merged(base or {}, mine, theirs, _PLACEMENT_RULES)
    prefix = f"placements.{key}."
    named = (
        FieldClash(prefix + each.field, each.base, each.mine, each.theirs)
        for each in merged.clashes
    )
    return merged.doc, tuple(named)


def _with_own_names(base: Doc, mine: Doc, theirs: Doc) -> Doc:
    """Mine, with other names for its pictures that are called as others of theirs are."""
    was, here, there = (_by_picture(_rows(each)) for each in (base, mine, theirs))
    staying = {
        row.get("name")
        for key, row in there.items()
        if (key not in here and row != was.get(key))
        or (key in here and not _is_named(row, (here[key], was.get(key, {}))))
    }
    taken = {*staying, *(row.get("name") for row in here.values())}
    others: dict[str, str] = {}
    for key, row in here.items():
        name = str(row.get("name"))
        if key not in there and row != was.get(key) and name in staying:
            others[name] = _free_name(name, taken)
            taken.add(others[name])
    if not others:
        return mine
    rows = [
        {**row, "name": others[str(row.get("name"))]}
        if str(row.get("name")) in others and key not in there
        else row
        for key, row in here.items()
    ]
    return {**mine, "placements": rows, "body": _renamed(_told(mine.get("body")), others)}


def _is_named(row: Doc, others: Iterable[Doc]) -> bool:
    return row.get("name") in [each.get("name") for each in others]


def _free_name(name: str, taken: set[object]) -> str:
    path, number = PurePosixPath(name), 2
    while (other := f"{path.stem}-{number}{path.suffix}") in taken:
        number += 1
    return other


def _renamed(copy: str, others: Mapping[str, str]) -> str:
    return _SHOWN.sub(lambda found: found[1] + others.get(found[2], found[2]), copy)


def _with_shown_pictures(
    doc: dict[str, object], base: Doc, sides: tuple[Doc, Doc]
) -> dict[str, object]:
    """What one side put into the copy while the other took it out of the strip is back there."""
    rows = [*_rows(doc)]
    shown, before = _shown(doc), _shown(base)
    for side in sides:
        placed = {row.get("name") for row in _by_picture(rows).values()}
        wanted = (_shown(side) - before) & shown - placed
        rows += [row for row in _by_picture(_rows(side)).values() if row.get("name") in wanted]
    return {**doc, "placements": rows} if len(rows) > len(_rows(doc)) else doc


def _rows(doc: Doc) -> Sequence[object]:
    rows = doc.get("placements")
    return rows if isinstance(rows, list | tuple) else ()


def _shown(doc: Doc) -> frozenset[str]:
    return names(blocks(_told(doc.get("body")))).pictures


_SHOWN = re.compile(r"(!\[[^\]\n]*\]\(\s*<?)([^\s()<>]+(?: +[^\s()<>\"']+)*)")
_ARTICLE_SETS = (
    "tags",
    "other_categories",
    "authors",
    "assignees",
    "flags",
    "related",
    "corrections",
)
_ARTICLE_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        **{each.name: _clash for each in fields(Article)},
        **dict.fromkeys(_ARTICLE_SETS, _names),
        "body": _copy,
        "placements": _placements,
        "remarks": _remarks,
    }
)
_PLACEMENT_RULES: Mapping[str, _Rule] = MappingProxyType(
    {each.name: _clash for each in fields(Placement)}
)
_PICTURE_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        **{each.name: _clash for each in fields(Picture)},
        **dict.fromkeys(("people", "organisations", "keywords"), _names),
        **dict.fromkeys(MARKS, _theirs),
    }
)
