# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a Ghost says went wrong, by status and code, never by its words."""

from collections.abc import Mapping
from typing import Final

from editor.cms.foreign import Answer
from editor.errors import Clash, EditorError, Offline, Refused

_BAD_TOKEN: Final = frozenset({"INVALID_JWT", "UNKNOWN_ADMIN_API_KEY", "INVALID_API_KEY_ID"})
_FIELDS: Final = {
    "title": "headline",
    "custom_excerpt": "standfirst",
    "feature_image_alt": "alt_text",
    "html": "body",
    "lexical": "body",
}
"""What the house calls a field -> what we do."""


def of(answer: Answer, *, is_known: bool) -> EditorError:
    """An answer that is no success, as our own error; `line.` ones say nothing of what was sent.

    Args:
        answer: what was said.
        is_known: whether the house takes us for somebody, asked where its answer leaves that open.
    """
    status, told = answer.status, error(answer)
    if told is None:
        return Offline("line.failed" if status >= 500 else "line.not_our_server")
    if status == 401 or is_bad_token(answer) or not is_known:
        return Refused("line.signed_out")
    if status == 409:
        return Clash("site.rev_mismatch")
    if status >= 500:
        # Two who make the same at once: nothing was made, and asked again it will be.
        return Offline("line.failed")
    plain = {403: "site.forbidden", 404: "site.unknown_id", 413: "site.too_large"}
    if status in plain:
        return Refused(plain[status])
    if status in (400, 415, 422):
        field = str(told.get("property") or told.get("type") or "")
        return Refused("site.bad_field", field=_FIELDS.get(field, field))
    return Refused("site.refused", what=str(told.get("type") or status))


def of_picture(answer: Answer, *, is_known: bool) -> EditorError:
    """As `of`, for a file that was sent: it is no picture, or none that the house takes."""
    if answer.status in (400, 415, 422) and error(answer) is not None and not is_bad_token(answer):
        return Refused("site.not_a_picture")
    return of(answer, is_known=is_known)


def is_bad_token(answer: Answer) -> bool:
    """Whether the token was refused, before anything else was looked at."""
    told = error(answer)
    return told is not None and str(told.get("code")) in _BAD_TOKEN


def error(answer: Answer) -> Mapping[str, object] | None:
    """What the house says of an error; None: it is none of its own."""
    rows = answer.body.get("errors") if isinstance(answer.body, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    return first if isinstance(first, dict) else None
