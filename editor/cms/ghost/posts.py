# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a post of Ghost as JSON, read with care, what of it is compared, and what is sent of it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from editor.cms.adapter import Payload, Post
from editor.cms.spelling import instant, nfc
from editor.errors import Offline
from editor.model.profile import Limits
from editor.model.workflow import State

LISTED: Final = "formats=html&include=tags,authors"
READ: Final = "formats=html,lexical&include=tags,authors"
LIMITS: Final = Limits(headline=255, standfirst=300, tag=191, alt_text=191)
UNTITLED: Final = "(Untitled)"
"""What the house calls a post without a title."""
TRASH: Final = "hash-stet-trash"
"""The slug of the tag of what was taken away: the house itself deletes for good."""
INTERNAL: Final = "hash-"
"""Begins the slug of a tag that no reader sees."""
STATE_OF: Final = {
    "draft": State.DRAFT,
    "scheduled": State.SCHEDULED,
    "published": State.PUBLISHED,
    "sent": State.PUBLISHED,
}
"""What was `sent` went out by mail alone: that it has readers, nothing calls back."""
STATUS_OF: Final = {State.SCHEDULED: "scheduled", State.PUBLISHED: "published"}
DRAFT: Final = "draft"
_EMPTY: Final = json.dumps(
    {
        "root": {
            "children": [],
            "direction": None,
            "format": "",
            "indent": 0,
            "type": "root",
            "version": 1,
        }
    }
)
"""A text without a paragraph: HTML without one is passed over in silence."""
_UNSEEN: Final = re.compile(r'"type":\s*"(email|email-cta)"')
"""Parts of a text that stand in no HTML."""
_NAMES: Final = {"content": "html", "excerpt": "custom_excerpt"}
_ADDRESSES: Final = "feature_image"
_ROWS: Final = frozenset({"tags", "authors"})
_DATED: Final = frozenset({"scheduled", "published", "sent"})


def post(doc: Mapping[str, object], home: str) -> Post:
    """A post out of an answer.

    Args:
        doc: as the house tells it.
        home: the site's address, with which its own addresses begin.

    Raises:
        Offline: `line.not_our_server` for what is no post.
    """
    remote_id, status = doc.get("id"), doc.get("status")
    if not isinstance(remote_id, str) or not remote_id.isalnum() or not isinstance(status, str):
        raise Offline("line.not_our_server")
    tags, authors = rows(doc, "tags"), rows(doc, "authors")
    state, fields = STATE_OF.get(status, State.DRAFT), _fields(doc, status, home)
    return Post(
        remote_id=remote_id,
        fields={name: nfc(each) for name, each in fields.items()},
        state=state,
        at=instant(doc.get("published_at")) if status in _DATED else None,
        address=_text(doc, "url") if state is State.PUBLISHED else "",
        author=nfc(str(authors[0].get("name", ""))) if authors else "",
        is_trashed=any(each.get("slug") == TRASH for each in tags),
        html=_text(doc, "html"),
        facts=_facts(doc, fields, tags),
    )


def rows(doc: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """The documents of a list within another; none where there is no such list."""
    found = doc.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def ids(told: Sequence[Mapping[str, object]]) -> str:
    """The ids of documents, in their order: the first tag and the first author lead."""
    return json.dumps([str(each.get("id", "")) for each in told])


def read_ids(text: str) -> list[str]:
    """Ids as `ids` writes them."""
    found = json.loads(text or "[]")
    return [str(each) for each in found] if isinstance(found, list) else []


def place(address: str, home: str) -> str:
    """An address on the site without its host; any other as it is."""
    return address.removeprefix(home) if address.startswith(f"{home}/") else address


def as_field(name: str, value: object) -> str:
    """What is sent of a field, as `Post.fields` has it."""
    if name in _ROWS and isinstance(value, list):
        return json.dumps(value)
    text = nfc("" if value is None else str(value)).strip()
    return "" if name == "title" and text == UNTITLED else text


def body(payload: Payload, home: str) -> dict[str, object]:
    """What is sent of a post, as the house wants it."""
    told: dict[str, object] = {}
    for name, value in payload.items():
        if name in _ROWS and isinstance(value, list):
            told[name] = [{"id": each} for each in value]
        elif name == "content" and not value:
            told["lexical"] = _EMPTY
        elif name == _ADDRESSES:
            told[name] = f"{home}{value}" if str(value).startswith("/") else value or None
        elif name == "title":
            told[name] = value or UNTITLED
        else:
            told[_NAMES.get(name, name)] = value
    return told


def spelt(at: datetime) -> str:
    """A time as the house wants it: without a zone it takes none."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(doc: Mapping[str, object], status: str, home: str) -> dict[str, str]:
    title = _text(doc, "title").strip()
    return {
        "title": "" if title == UNTITLED else title,
        "content": _text(doc, "html").strip(),
        "excerpt": _text(doc, "custom_excerpt").strip(),
        "slug": _text(doc, "slug"),
        "status": status,
        "authors": ids(rows(doc, "authors")),
        "tags": ids(rows(doc, "tags")),
        "feature_image": place(_text(doc, "feature_image"), home),
        "feature_image_alt": _text(doc, "feature_image_alt").strip(),
        "feature_image_caption": _text(doc, "feature_image_caption").strip(),
        # One that was set back to a draft keeps the time that it once had.
        "published_at": _text(doc, "published_at") if status in _DATED else "",
    }


def _facts(
    doc: Mapping[str, object], fields: Mapping[str, str], tags: list[Mapping[str, object]]
) -> dict[str, str]:
    hidden = [each for each in tags if str(each.get("slug", "")).startswith(INTERNAL)]
    facts = {
        "authors": fields["authors"],
        "hidden": ids(hidden),
        "created_at": _text(doc, "created_at"),
        "updated_at": _text(doc, "updated_at"),
        "status": fields["status"],
        "unseen": " ".join(sorted(set(_UNSEEN.findall(_text(doc, "lexical"))))),
    }
    names = ("feature_image", "feature_image_alt", "feature_image_caption")
    return {**facts, **{name: fields[name] for name in names}}


def _text(doc: Mapping[str, object], name: str) -> str:
    value = doc.get(name)
    return value if isinstance(value, str) else ""
