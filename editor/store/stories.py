# SPDX-License-Identifier: GPL-3.0-or-later
"""The narrow row of each article: what the list shows and what search reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, cast

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from editor import wire
from editor.model.operation import Doc, Entity
from editor.store import search
from editor.store.schema import record, story
from editor.store.transaction import Writing
from editor.text import measure

LONG: Final = 16_000
"""Characters; the words of a longer text are read by search only when somebody searches."""

SHORT_WORDS: Final = 4000
"""Of these at most one waits for search."""


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
        may_wait: the words of a long text may wait for the next search.
        is_typed: more will be typed soon: the words may wait, however few they are. So no more
            than one short text ever waits.

    Returns:
        The number of words in the copy.
    """
    connection = writing.connection
    known = connection.execute(_KNOWN, {"its_id": article_id}).first()
    number = _number(connection, known, is_newer=is_newer)
    is_later = known is not None or is_typed
    is_long = may_wait and is_later and len(_said(doc, "body")) > LONG
    waits = is_long or (is_typed and known is not None)
    if is_typed and known is not None and not known.is_unread:
        _read_short(writing)
    captions = _captions(doc, pictures_in(connection, [doc]))
    values = _row(doc, captions, is_long=is_long) | {"number": number, "is_unread": waits}
    _put(writing, article_id, doc, values, known=known, is_newer=is_newer)
    was = None if known is None else known.number
    if not waits:
        search.put(connection, number, _plain(doc, captions), was=was)
    elif was is not None:
        search.drop(connection, was)
    return cast("int", values["words"])


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
        captions = _captions(doc, pictures)
        facts = {"id": doc["id"], "number": number, "is_unread": False}
        changed_at = _first_change(doc) or writing.at
        rows.append({**_row(doc, captions, is_long=False), **facts, "changed_at": changed_at})
        texts.append((number, _plain(doc, captions)))
    connection.execute(_INSERT, rows)
    search.put_new(connection, texts)
    return [cast("int", row["words"]) for row in rows]


def forget(connection: Connection, article_id: str) -> None:
    """Take an article out of list and search."""
    one = story.c.id == article_id
    number = connection.execute(select(story.c.number).where(one)).scalar()
    if number is not None:
        search.drop(connection, number)
        connection.execute(delete(story).where(one))


def unread(connection: Connection) -> list[str]:
    """The ids of the stories whose words search has not read."""
    return list(connection.execute(select(story.c.id).where(story.c.is_unread)).scalars())


def read_all(writing: Writing) -> None:
    """Let search read the texts that were left for later."""
    _read(writing, unread(writing.connection))


def _read_short(writing: Writing) -> None:
    asked = select(story.c.id).where(story.c.is_unread, story.c.words <= SHORT_WORDS)
    _read(writing, list(writing.connection.execute(asked).scalars()))


def _read(writing: Writing, ids: Iterable[str]) -> None:
    for article_id in ids:
        one = (record.c.entity == Entity.ARTICLE.value) & (record.c.id == article_id)
        found = writing.connection.execute(select(record.c.doc).where(one)).scalar()
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
    body = _said(doc, "body")
    lead = next((each for each, _ in captions if each.get("is_lead")), None)
    lead = lead or next((each for each, _ in captions), {})
    return {
        "headline": _said(doc, "headline"),
        "kicker": _said(doc, "kicker"),
        "category": _said(doc, "category"),
        "byline": ", ".join(name for name in map(_name, _listed(doc, "authors")) if name),
        "state": _said(doc, "state"),
        "words": _about(body) if is_long else measure.words(body),
        "pictures": len(captions),
        "missing_captions": sum(_is_missing(each, caption) for each, caption in captions),
        "lead_sha256": _said(lead, "sha256"),
        "published_at": _time(doc.get("published_at")),
    }


def pictures_in(connection: Connection, docs: Iterable[Doc]) -> dict[str, Doc]:
    """What is known of the pictures that stand in some articles, by their hash."""
    ids = {_said(each, "sha256") for doc in docs for each in _listed(doc, "placements")}
    if not ids:
        return {}
    asked = select(record.c.id, record.c.doc).where(
        record.c.entity == Entity.PICTURE.value, record.c.id.in_(sorted(ids))
    )
    return {row.id: wire.parse(row.doc) for row in connection.execute(asked)}


def _captions(doc: Doc, pictures: Mapping[str, Doc]) -> list[tuple[Doc, str]]:
    """Each placement and the caption that readers get."""
    captions = []
    for each in _listed(doc, "placements"):
        own = each.get("caption")
        shared = pictures.get(_said(each, "sha256"), {})
        captions.append((each, own if isinstance(own, str) else _said(shared, "caption")))
    return captions


def _is_missing(placement: Doc, caption: str) -> bool:
    name = _said(placement, "name")
    return caption.strip() in {"", name, PurePosixPath(name).stem}


def _plain(doc: Doc, captions: list[tuple[Doc, str]]) -> str:
    """All that search reads of an article, the headline first."""
    names = [
        f"{_said(each, 'pen_name')} {_said(each, 'person')}" for each in _listed(doc, "authors")
    ]
    tags = [each for each in cast("list[object]", doc.get("tags") or []) if isinstance(each, str)]
    parts = [
        *(_said(doc, name) for name in ("headline", "kicker", "standfirst")),
        measure.visible(_said(doc, "body")),
        *(caption for _, caption in captions),
        *names,
        *tags,
    ]
    return "\n".join(part.strip() for part in parts if part.strip())


def _said(doc: Mapping[str, object], name: str) -> str:
    value = doc.get(name)
    return value if isinstance(value, str) else ""


def _listed(doc: Doc, name: str) -> list[Doc]:
    value = doc.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _about(body: str) -> int:
    """About how many words, in a thousandth of the time; exact when search reads the text."""
    return body.count(" ") + body.count("\n\n") + 1


def _name(author: Doc) -> str:
    return _said(author, "pen_name") or _said(author, "person")


def _first_change(doc: Doc) -> datetime | None:
    """When an article that comes from the server was last changed before readers."""
    return _time(doc.get("updated_at")) or _time(doc.get("published_at"))


def _time(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


# Made once: to put a statement together costs more than to run it.
_KNOWN: Final = select(story.c.number, story.c.changed_at, story.c.is_unread).where(
    story.c.id == bindparam("its_id")
)
_TOP: Final = select(func.max(story.c.number))
_INSERT: Final = insert(story)
_UPDATE: Final = update(story).where(story.c.id == bindparam("its_id"))
