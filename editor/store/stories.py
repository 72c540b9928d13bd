# SPDX-License-Identifier: GPL-3.0-or-later
"""The narrow row of each article: what the list shows and what search reads."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, cast

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from editor import wire
from editor.model.operation import Doc, Entity
from editor.model.workflow import Act, State
from editor.store import search, seen
from editor.store.schema import record, story
from editor.store.transaction import Writing
from editor.text import measure
from editor.text.cut import Cuts

LONG: Final = 16_000
"""Characters; the words of a longer text wait for a pause, whatever has changed them."""

MOST_UNREAD: Final = 8
"""So many stories wait for the index at most, as each search looks through all of them."""


def project(
    writing: Writing,
    article_id: str,
    doc: Doc,
    *,
    is_newer: bool = True,
    may_wait: bool = True,
    is_typed: bool = False,
) -> int:
    """Make an article's row from its document.

    Args:
        writing: the transaction.
        article_id: whose.
        doc: its written form.
        is_newer: it has changed: it goes to the top of the list.
        may_wait: the words may wait for the index; `unread` has them for each search until then.
        is_typed: more will be typed soon: the words wait, however few they are.

    Returns:
        The number of words in the copy.
    """
    connection = writing.connection
    known = connection.execute(_KNOWN, {"its_id": article_id}).first()
    number = _number(connection, known, is_newer=is_newer)
    waits = is_typed or (may_wait and known is not None and len(said(doc, "body")) > LONG)
    was = _number_in_index(known)
    shown = pictures_in(connection, [doc])
    captions = captions_of(doc, shown)
    values = _row(doc, captions, is_long=waits and len(said(doc, "body")) > LONG)
    if waits:
        _make_room(writing, known)
        marks = {"is_unread": True, "stale_number": was}
    else:
        search.put(connection, number, _plain(doc, captions), was=was)
        marks = {"is_unread": False, "stale_number": None}
    marks["is_ahead"] = seen.is_ahead(connection, article_id, doc, shown)
    values |= {"number": number, **marks}
    _put(writing, article_id, doc, values, known=known, is_newer=is_newer)
    return cast("int", values["words"])


def _number_in_index(known: Row[*tuple[object, ...]] | None) -> int | None:
    """Under which number the index has words of a story, old or new; None: it has none."""
    if known is None:
        return None
    return cast("int | None", known.stale_number if known.is_unread else known.number)


def _make_room(writing: Writing, known: Row[*tuple[object, ...]] | None) -> None:
    """Before one more story waits: when many do, as there was no pause, the oldest is read."""
    if known is None or not known.is_unread:
        waiting = unread(writing.connection)
        if len(waiting) >= MOST_UNREAD:
            read(writing, next(iter(waiting.values())))


def _put(
    writing: Writing,
    article_id: str,
    doc: Doc,
    values: Mapping[str, object],
    *,
    known: Row[*tuple[object, ...]] | None,
    is_newer: bool,
) -> None:
    if known is None:
        at = _first_change(doc) or writing.at
        writing.connection.execute(_INSERT, {**values, "id": article_id, "changed_at": at})
    else:
        at = writing.at if is_newer else known.changed_at
        writing.connection.execute(_UPDATE, {**values, "its_id": article_id, "changed_at": at})


def project_new(writing: Writing, docs: Sequence[Doc]) -> list[int]:
    """Make the rows of articles that are all new, the last one the newest, as `project` does.

    Returns:
        The number of words in each copy.
    """
    connection = writing.connection
    pictures = pictures_in(connection, docs)
    first = (connection.execute(_TOP).scalar() or 0) + 1
    rows, texts = [], []
    for number, doc in enumerate(docs, first):
        captions = captions_of(doc, pictures)
        facts = {"id": doc["id"], "number": number, "is_unread": False, "stale_number": None}
        changed_at = _first_change(doc) or writing.at
        rows.append({**_row(doc, captions, is_long=False), **facts, "changed_at": changed_at})
        texts.append((number, _plain(doc, captions)))
    connection.execute(_INSERT, rows)
    search.put_new(connection, texts)
    return [cast("int", row["words"]) for row in rows]


def forget(connection: Connection, article_id: str) -> None:
    """Take an article out of list and search."""
    known = connection.execute(_KNOWN, {"its_id": article_id}).first()
    if known is not None:
        was = _number_in_index(known)
        if was is not None:
            search.drop(connection, was)
        connection.execute(delete(story).where(story.c.id == article_id))


def unread(connection: Connection) -> dict[int, str]:
    """The stories whose words the index has not read: number -> id, the oldest change first."""
    # Put in order here: SQLite would look through all stories to have them in order.
    return {row.number: row.id for row in sorted(connection.execute(_UNREAD).all())}


def read(writing: Writing, article_id: str) -> None:
    """Let the index read the words of a story that waits."""
    found = writing.connection.execute(_DOC, {"its_id": article_id}).scalar()
    if found is not None:
        doc = wire.parse(found)
        project(writing, article_id, doc, is_newer=False, may_wait=False)


def _number(
    connection: Connection, known: Row[*tuple[object, ...]] | None, *, is_newer: bool
) -> int:
    if known is not None and not is_newer:
        return int(known.number)
    top = connection.execute(_TOP).scalar() or 0
    return int(top if known is not None and known.number == top else top + 1)


def _row(doc: Doc, captions: list[tuple[Doc, str]], *, is_long: bool) -> dict[str, object]:
    body = said(doc, "body")
    lead = next((each for each, _ in captions if each.get("is_lead")), None)
    lead = lead or next((each for each, _ in captions), {})
    return {
        "headline": said(doc, "headline"),
        "kicker": said(doc, "kicker"),
        "category": said(doc, "category"),
        "byline": ", ".join(name for name in map(_name, _listed(doc, "authors")) if name),
        "state": said(doc, "state"),
        "words": _about(body) if is_long else measure.words(body),
        "pictures": len(captions),
        "missing_captions": sum(_is_missing(each, caption) for each, caption in captions),
        "lead_sha256": said(lead, "sha256"),
        "published_at": _time(doc.get("published_at")),
        "is_returned": _is_returned(doc),
        **_plan(doc),
    }


def _is_returned(doc: Doc) -> bool:
    """Whether somebody sent it back and it was not handed in since."""
    deeds = _listed(doc, "deeds")
    is_back = bool(deeds) and deeds[-1].get("act") == Act.RETURN
    return is_back and doc.get("state") == State.DRAFT.value


def _plan(doc: Doc) -> dict[str, object]:
    """What the list says of who is to do what by when."""
    people = assigned(doc)
    its = {"desk": said(doc, "desk"), "due_at": _time(doc.get("due_at"))}
    is_planned = bool(people or any(its.values()) or said(doc, "brief"))
    is_written = said(doc, "body").strip() or _listed(doc, "placements")
    return {
        **its,
        "slugline": said(doc, "slugline"),
        "assignees": json.dumps(people, ensure_ascii=False) if people else "",
        "is_planned": is_planned,
        "is_stub": is_planned and not is_written and doc.get("state") == State.DRAFT.value,
    }


def assigned(doc: Doc) -> list[tuple[str, str]]:
    """(person, role) of each assignment."""
    return [(said(each, "person"), said(each, "role")) for each in _listed(doc, "assignees")]


def pictures_in(connection: Connection, docs: Iterable[Doc]) -> dict[str, Doc]:
    """What is known of the pictures that stand in some articles, by their hash."""
    ids = {said(each, "sha256") for doc in docs for each in _listed(doc, "placements")}
    if not ids:
        return {}
    found = connection.execute(_PICTURES, {"ids": sorted(ids)})
    return {row.id: wire.parse(row.doc) for row in found}


def captions_of(doc: Doc, pictures: Mapping[str, Doc]) -> list[tuple[Doc, str]]:
    """Each placement and the caption that readers get."""
    captions = []
    for each in _listed(doc, "placements"):
        own = each.get("caption")
        shared = pictures.get(said(each, "sha256"), {})
        captions.append((each, own if isinstance(own, str) else said(shared, "caption")))
    return captions


def _is_missing(placement: Doc, caption: str) -> bool:
    name = said(placement, "name")
    return caption.strip() in {"", name, PurePosixPath(name).stem}


def _plain(doc: Doc, captions: list[tuple[Doc, str]]) -> str:
    """All that search reads of an article, the headline first."""
    before, after = around(doc, captions)
    return "\n".join([*before, *in_parts(said(doc, "body")), *after])


def around(doc: Doc, captions: list[tuple[Doc, str]]) -> tuple[list[str], list[str]]:
    """What search reads of an article before its copy, and after it."""
    names = [f"{said(each, 'pen_name')} {said(each, 'person')}" for each in _listed(doc, "authors")]
    tags = [each for each in cast("list[object]", doc.get("tags") or []) if isinstance(each, str)]
    before = [said(doc, name) for name in ("headline", "kicker", "standfirst")]
    return _filled(before), _filled([*(caption for _, caption in captions), *names, *tags])


def in_parts(body: str) -> list[str]:
    """The words of a copy that search reads: a long one in parts, as it is read while typed in."""
    chunks = [body] if len(body) <= LONG else Cuts().change(body).added
    return _filled(map(measure.visible, chunks))


def _filled(parts: Iterable[str]) -> list[str]:
    return [each.strip() for each in parts if not each.isspace() and each]


def said(doc: Mapping[str, object], name: str) -> str:
    """A text of a document; empty when it has none."""
    value = doc.get(name)
    return value if isinstance(value, str) else ""


def _listed(doc: Doc, name: str) -> list[Doc]:
    value = doc.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _about(body: str) -> int:
    """About how many words, in a thousandth of the time; exact when search reads the text."""
    return body.count(" ") + body.count("\n\n") + 1


def _name(author: Doc) -> str:
    return said(author, "pen_name") or said(author, "person")


def _first_change(doc: Doc) -> datetime | None:
    """When an article that comes from the server was last changed before readers."""
    return _time(doc.get("updated_at")) or _time(doc.get("published_at"))


def _time(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


# Made once: to put a statement together costs more than to run it.
_KNOWN: Final = select(
    story.c.number, story.c.changed_at, story.c.is_unread, story.c.stale_number
).where(story.c.id == bindparam("its_id"))
_UNREAD: Final = select(story.c.number, story.c.id).where(story.c.is_unread)
_TOP: Final = select(func.max(story.c.number))
_INSERT: Final = insert(story)
_UPDATE: Final = update(story).where(story.c.id == bindparam("its_id"))
_DOC: Final = select(record.c.doc).where(
    record.c.entity == Entity.ARTICLE.value, record.c.id == bindparam("its_id")
)
_PICTURES: Final = select(record.c.id, record.c.doc).where(
    record.c.entity == Entity.PICTURE.value, record.c.id.in_(bindparam("ids", expanding=True))
)
