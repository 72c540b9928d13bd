# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a WordPress says went wrong, by status and code, never by its translated words."""

from typing import Final

from editor.cms.foreign import Answer
from editor.errors import EditorError, Offline, Refused

_FOR_GOOD: Final = {
    "rest_upload_sideload_error": "site.not_a_picture",
    "rest_upload_hash_mismatch": "line.failed",
    "rest_upload_no_content_disposition": "site.too_large",
    "rest_upload_file_too_big": "site.too_large",
    "db_insert_error": "site.too_large",
    "db_update_error": "site.too_large",
    "rest_cannot_create": "site.forbidden",
    "rest_cannot_edit": "site.forbidden",
    "rest_cannot_edit_others": "site.forbidden",
    "rest_cannot_publish": "site.forbidden",
    "rest_cannot_delete": "site.forbidden",
    "rest_forbidden_context": "site.forbidden",
    "rest_invalid_author": "site.bad_field",
    "rest_post_invalid_id": "site.unknown_id",
    "rest_post_exists": "site.bad_field",
    "empty_content": "site.empty",
    "rest_invalid_param": "site.bad_field",
    "rest_invalid_json": "site.bad_field",
    "rest_invalid_date": "site.bad_field",
}
"""What no repeat changes, whatever the number: 500 for a bad picture is none of a tired server."""
_NO_ROUTE: Final = "rest_no_route"
_NOT_SIGNED_IN: Final = frozenset({"rest_not_logged_in", "rest_forbidden_status"})


def of(answer: Answer) -> EditorError:
    """An answer that is no success, as our own error; `line.` ones say nothing of what was sent."""
    code = answer.code
    if not code:
        return Offline("line.failed" if answer.status >= 500 else "line.not_our_server")
    if answer.status == 401 or code in _NOT_SIGNED_IN or is_anonymous(answer):
        # Also where somebody on the way takes the password off: we are nobody there.
        return Refused("line.signed_out")
    if code == _NO_ROUTE:
        return Offline("line.not_our_server")
    known = _FOR_GOOD.get(code)
    if known is None and answer.status >= 500:
        return Offline("line.failed")
    if known is None:
        known = "site.forbidden" if answer.status == 403 else "site.refused"
    if known == "line.failed":
        return Offline(known)
    return Refused(known, **_values(known, answer))


def is_anonymous(answer: Answer) -> bool:
    """Whether a 400 says between its lines that we are not signed in."""
    return answer.status == 400 and '"status": 401' in str(answer.body).replace("'", '"')


def is_gone(answer: Answer) -> bool:
    """Whether a post is not there, and not merely its address."""
    return answer.status == 404 and answer.code == "rest_post_invalid_id"


def _values(known: str, answer: Answer) -> dict[str, object]:
    data = answer.doc.get("data")
    params = data.get("params") if isinstance(data, dict) else None
    if known == "site.bad_field":
        return {"field": next(iter(params), "") if isinstance(params, dict) else answer.code}
    if known == "site.refused":
        return {"what": answer.code}
    if known == "site.forbidden":
        return {}
    return {}
