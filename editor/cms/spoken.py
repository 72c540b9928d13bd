# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a house takes of remarks: whose they are, and what one may do who writes no copy."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from editor import wire
from editor.errors import Damaged, Refused
from editor.model.operation import Doc
from editor.model.remark import Outcome, Remark, Remarks
from editor.text import remarks

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def check(said: Remarks) -> None:
    """Refuse remarks or replies that have no id of their own (`site.bad_field`)."""
    ids = [[each.id for each in said]]
    ids += [[reply.id for reply in each.replies] for each in said]
    is_own = all(len(set(row)) == len(row) and all(map(_ID.fullmatch, row)) for row in ids)
    if not is_own:
        raise Refused("site.bad_field", field="remarks")


def check_said(current: object, changed: object) -> None:
    """Refuse more than saying something: nothing said goes, and no suggestion is decided.

    Args:
        current: the remarks as they stand, in the written form.
        changed: as somebody would have them who may not change the copy; None: unchanged.

    Raises:
        Refused: `site.bad_field`; `site.undecided`.
    """
    if changed is None:
        return
    stood, said = _read(current), _read(changed)
    known = {each.id: each for each in said}
    if not all(each.id in known and _goes_on(each, known[each.id]) for each in stood):
        raise Refused("site.undecided")
    new = known.keys() - {each.id for each in stood}
    if any(known[each].settled is not None and known[each].is_suggestion for each in new):
        raise Refused("site.undecided")


def kept(current: Doc, changed: Doc) -> Doc:
    """What changes of a story by one who may change its copy; remarks that it leaves out stay.

    A program that does not know remarks sends those of an older version along when it brings that
    one back.

    Args:
        current: the story as it stands.
        changed: its fields that are to be others.

    Raises:
        Refused: `site.bad_field`.
    """
    if "remarks" not in changed:
        return changed
    stood, said = _read(current.get("remarks", [])), _read(changed["remarks"])
    check(said)
    known = {each.id: each for each in said}
    if all(each.id in known and _answers(each) <= _answers(known[each.id]) for each in stood):
        return changed
    there, here = (cast("list[Doc]", each["remarks"]) for each in (current, changed))
    return {**changed, "remarks": remarks.merge(there, here, there)}


def _answers(remark: Remark) -> set[str]:
    return {each.id for each in remark.replies}


def _read(written: object) -> Remarks:
    try:
        return wire.remarks_from(written)
    except Damaged:
        raise Refused("site.bad_field", field="remarks") from None


def _goes_on(before: Remark, after: Remark) -> bool:
    """Whether at most replies came, and a comment was resolved."""
    is_same = replace(after, replies=before.replies, settled=before.settled) == before
    return is_same and _has_all(after.replies, before.replies) and _may_settle(before, after)


def _may_settle(before: Remark, after: Remark) -> bool:
    if after.settled == before.settled:
        return True
    is_resolved = after.settled is None or after.settled.outcome is Outcome.RESOLVED
    return is_resolved and not before.is_suggestion


def _has_all(these: Sequence[object], those: Sequence[object]) -> bool:
    return all(each in these for each in those)
