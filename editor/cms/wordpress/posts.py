# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a post of WordPress as JSON, read with care, and what of it is compared."""

import html
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from editor.cms.adapter import Post
from editor.cms.spelling import instant, nfc
from editor.errors import Offline
from editor.model.workflow import State

LISTED: Final = (
    "id,date_gmt,modified_gmt,slug,status,link,title.raw,content.raw,excerpt.raw,author,"
    "featured_media,categories,tags"
)
READ: Final = f"{LISTED},_links.version-history"
STATUSES: Final = "publish,future,draft,pending,private,trash"

STATE_OF: Final = {
    "draft": State.DRAFT,
    "pending": State.SUBMITTED,
    "future": State.SCHEDULED,
    "publish": State.PUBLISHED,
    "private": State.TAKEN_DOWN,
}
STATUS_OF: Final = {
    State.DRAFT: "draft",
    State.SUBMITTED: "pending",
    State.EDITING: "pending",
    State.AWAITING_APPROVAL: "pending",
    State.APPROVED: "pending",
    State.SCHEDULED: "future",
    State.PUBLISHED: "publish",
    State.TAKEN_DOWN: "private",
    State.SPIKED: "draft",
}
_WEST, _EAST = -12, 14
_ODD_ZONES: Final = {
    3.5: "Asia/Tehran",
    4.5: "Asia/Kabul",
    5.5: "Asia/Kolkata",
    5.75: "Asia/Kathmandu",
    6.5: "Asia/Yangon",
    9.5: "Australia/Darwin",
}
"""Zones that are no whole hours from UTC, and keep to theirs all the year."""


def post(doc: Mapping[str, object]) -> Post:
    """A post out of an answer.

    Raises:
        Offline: `line.not_our_server` for what is no post of an editor's view: somebody else's
            page, or a list for anonymous visitors.
    """
    number, status = doc.get("id"), doc.get("status")
    if not isinstance(number, int) or not isinstance(status, str):
        raise Offline("line.not_our_server")
    state = STATE_OF.get(status, State.DRAFT)
    content = _raw(doc, "content")
    fields = {
        "title": _raw(doc, "title").strip(),
        "content": content.strip(),
        "excerpt": _raw(doc, "excerpt").strip(),
        "slug": str(doc.get("slug", "")),
        "status": status,
        "author": str(doc.get("author", "")),
        "featured_media": str(doc.get("featured_media", 0)),
        "categories": _numbers(doc.get("categories")),
        "tags": _numbers(doc.get("tags")),
        # A draft's date moves with every save; nobody set it.
        "date_gmt": str(doc.get("date_gmt")) if status in ("future", "publish", "private") else "",
    }
    return Post(
        remote_id=str(number),
        fields={name: nfc(each) for name, each in fields.items()},
        state=state,
        at=instant(doc.get("date_gmt")),
        address=str(doc.get("link", "")) if state is State.PUBLISHED else "",
        author=fields["author"],
        versions=_versions(doc),
        is_trashed=status == "trash",
        html=content,
        facts={"author": fields["author"], "featured": fields["featured_media"]},
    )


def written(text: str) -> str:
    """Text as a title or excerpt: its signs as HTML has them."""
    return html.escape(nfc(text).strip(), quote=False)


def zone(offset: object) -> str:
    """The name of a time zone of which a house tells only the hours that it is ahead of UTC."""
    try:
        hours = float(str(offset))
    except ValueError:
        return "UTC"
    if hours in _ODD_ZONES:
        return _ODD_ZONES[hours]
    is_whole = hours.is_integer() and _WEST <= hours <= _EAST
    # Named the other way round: what is ahead of UTC has a minus.
    return f"Etc/GMT{-int(hours):+d}" if is_whole and hours else "UTC"


def spelt(at: datetime) -> str:
    """A time as `date_gmt` has it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def as_field(name: str, value: object) -> str:
    """What is sent of a field, as `Post.fields` has it."""
    if isinstance(value, list):
        return json.dumps(sorted(value))
    return nfc("" if value is None else str(value)).strip()


def _raw(doc: Mapping[str, object], name: str) -> str:
    value = doc.get(name)
    found = value.get("raw") if isinstance(value, dict) else None
    if not isinstance(found, str):
        raise Offline("line.not_our_server")
    return found


def _numbers(value: object) -> str:
    rows = [each for each in value if isinstance(each, int)] if isinstance(value, list) else []
    return json.dumps(sorted(rows))


def _versions(doc: Mapping[str, object]) -> int:
    links = doc.get("_links")
    rows = links.get("version-history") if isinstance(links, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    count = first.get("count") if isinstance(first, dict) else None
    return count if isinstance(count, int) else 0
