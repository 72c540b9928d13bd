# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a house takes of remarks: whose they are, and what one may do who writes no copy."""

import re
from collections.abc import Sequence
from dataclasses import replace

from editor import wire
from editor.errors import Damaged, Refused
from editor.model.remark import Outcome, Remark, Remarks

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def check(remarks: Remarks) -> None:
    """Refuse remarks or replies that have no id of their own (`site.bad_field`)."""
    ids = [[each.id for each in remarks]]
    ids += [[reply.id for reply in each.replies] for each in remarks]
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
    try:
        stood, said = wire.remarks_from(current), wire.remarks_from(changed)
    except Damaged:
        raise Refused("site.bad_field", field="remarks") from None
    known = {each.id: each for each in said}
    if not all(each.id in known and _goes_on(each, known[each.id]) for each in stood):
        raise Refused("site.undecided")
    new = known.keys() - {each.id for each in stood}
    if any(known[each].settled is not None and known[each].is_suggestion for each in new):
        raise Refused("site.undecided")


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
