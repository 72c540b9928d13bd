# SPDX-License-Identifier: GPL-3.0-or-later
"""Article, Picture <-> JSON, versioned: the one written form."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import cast

from editor import values
from editor.errors import Damaged, Refused
from editor.model.article import SERVER_FIELDS, Article, ArticleId, Author, Correction
from editor.model.assignment import Assignee
from editor.model.operation import Doc
from editor.model.picture import Crop, NamedCrop, Pick, Picture, Placement, Sha256
from editor.model.remark import Anchor, Outcome, Remark, Remarks, Reply, Settlement
from editor.model.workflow import Deed, Deeds, State

VERSION = 1
"""Of the written form; a reader refuses a newer one rather than guess."""

_ARTICLE_FIELDS = tuple(each.name for each in fields(Article) if each.name != "extra")
CONTENT_FIELDS = tuple(
    name for name in _ARTICLE_FIELDS if name != "id" and name not in SERVER_FIELDS
)
"""The fields of an article that a laptop may send."""
PICTURE_FIELDS = tuple(each.name for each in fields(Picture))
_LONG = 16_000
"""Characters; a longer text of a document is spelt on a path of its own."""
_CONTROLS = bytes(range(0x20))


def canonical(doc: object) -> bytes:
    """The one spelling of a document in bytes: sorted keys, no blanks, UTF-8."""
    if isinstance(doc, dict) and any(map(_is_long, doc.values())):
        parts = [_spelt(name) + b":" + _value(doc[name]) for name in sorted(doc)]
        return b"{" + b",".join(parts) + b"}"
    return _spelt(doc)


def _spelt(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > _LONG


def _value(value: object) -> bytes:
    """A value, spelt as all others are; a long text in a third of the time."""
    if not isinstance(value, str) or not _is_long(value):
        return _spelt(value)
    data = value.encode("utf-8").replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    data = data.replace(b"\n", b"\\n")
    has_control = len(data.translate(None, _CONTROLS)) < len(data)
    return _spelt(value) if has_control else b'"' + data + b'"'


def digest(doc: Doc) -> str:
    """The SHA-256 of a document's canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(doc)).hexdigest()


def parse(data: bytes | str) -> dict[str, object]:
    """A document from its bytes.

    Raises:
        Damaged: `wire.not_a_document` when the bytes are not one JSON object in UTF-8.
    """
    try:
        doc = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Damaged("wire.not_a_document") from error
    if not isinstance(doc, dict):
        raise Damaged("wire.not_a_document")
    return cast("dict[str, object]", doc)


def article_to_doc(article: Article) -> dict[str, object]:
    """An article in its written form, every field present, unknown ones of a newer version too."""
    doc: dict[str, object] = dict(article.extra)
    doc["v"] = VERSION
    for name in _ARTICLE_FIELDS:
        doc[name] = _written(getattr(article, name))
    return doc


def article_from_doc(doc: Doc) -> Article:
    """An article from its written form; a field that is missing has its empty value.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
        Refused: `wire.too_new` for a version of the form that this program does not know.
    """
    check_version(doc)
    known = {name: _read(name, doc[name]) for name in _ARTICLE_FIELDS if name in doc}
    extra = {name: value for name, value in doc.items() if name not in _ARTICLE_FIELDS}
    extra.pop("v", None)
    if not isinstance(known.get("id"), str):
        raise Damaged("wire.bad_field", field="id")
    return Article(**known, extra=extra)  # type: ignore[arg-type]  # each was read by its reader


def remarks_from(value: object) -> Remarks:
    """Remarks alone from their written form.

    Raises:
        Damaged: `wire.bad_field`.
    """
    return _remarks("remarks", value)


def picture_to_doc(picture: Picture) -> dict[str, object]:
    """A picture in its written form; the bytes travel by their hash."""
    doc = {name: _written(getattr(picture, name)) for name in PICTURE_FIELDS}
    return {"v": VERSION, **doc}


def picture_from_doc(doc: Doc) -> Picture:
    """A picture from its written form.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
        Refused: `wire.too_new`.
    """
    check_version(doc)
    known = {name: _read_picture(name, doc[name]) for name in PICTURE_FIELDS if name in doc}
    if "place" in doc and "sublocation" not in doc:
        # How documents said it before the parts of a place had fields of their own.
        known["sublocation"] = values.text("place", doc["place"])
    try:
        return Picture(**known)  # type: ignore[arg-type]  # each was read by its reader
    except TypeError as error:
        raise Damaged("wire.bad_field", field="picture") from error


def deeds_from(doc: Doc) -> Deeds:
    """The acts that were done on an article, out of its document.

    Raises:
        Damaged: `wire.bad_field`.
    """
    return _deeds("deeds", doc.get("deeds", []))


def deeds_to_doc(deeds: Deeds) -> list[object]:
    """The acts that were done on an article, in their written form."""
    return [_written(each) for each in deeds]


def check_version(doc: Doc) -> None:
    """Refuse a document in a form that only a newer version knows.

    Raises:
        Damaged: `wire.bad_field`.
        Refused: `wire.too_new`.
    """
    version = doc.get("v", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise Damaged("wire.bad_field", field="v")
    if version > VERSION:
        raise Refused("wire.too_new", version=version)


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, State | Pick | Outcome):
        return value.value
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value


def _authors(name: str, value: object) -> tuple[Author, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Author(
            person=values.text(name, row.get("person", "")),
            pen_name=values.text(name, row.get("pen_name", "")),
            role=values.text(name, row.get("role", "writer")),
        )
        for row in rows
    )


def _assignees(name: str, value: object) -> tuple[Assignee, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    told = ((row.get("person"), row.get("role", "writer")) for row in rows)
    return tuple(Assignee(values.text(name, who), values.text(name, role)) for who, role in told)


def _corrections(name: str, value: object) -> tuple[Correction, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Correction(
            at=_instant(name, row.get("at")),
            wrong=values.text(name, row.get("wrong", "")),
            right=values.text(name, row.get("right", "")),
        )
        for row in rows
    )


def _remarks(name: str, value: object) -> Remarks:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Remark(
            id=values.text(name, row.get("id")),
            author=values.text(name, row.get("author", "")),
            at=_instant(name, row.get("at")),
            quote=values.text(name, row.get("quote", "")),
            anchor=_anchor(name, row.get("anchor", {})),
            text=values.text(name, row.get("text", "")),
            replacement=values.optional_text(name, row.get("replacement")),
            replies=_replies(name, row.get("replies", [])),
            settled=_settlement(name, row.get("settled")),
        )
        for row in rows
    )


def _anchor(name: str, value: object) -> Anchor:
    row = values.mapping(name, value)
    words, before, after = (
        values.text(name, row.get(each, "")) for each in ("words", "before", "after")
    )
    return Anchor(words, before, after, values.whole(name, row.get("place", 0)))


def _replies(name: str, value: object) -> tuple[Reply, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Reply(
            id=values.text(name, row.get("id")),
            author=values.text(name, row.get("author", "")),
            at=_instant(name, row.get("at")),
            text=values.text(name, row.get("text", "")),
        )
        for row in rows
    )


def _settlement(name: str, value: object) -> Settlement | None:
    if value is None:
        return None
    row = values.mapping(name, value)
    try:
        outcome = Outcome(values.text(name, row.get("outcome")))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error
    by = values.text(name, row.get("by", ""))
    return Settlement(outcome, by, _instant(name, row.get("at")))


def _deeds(name: str, value: object) -> Deeds:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Deed(
            number=values.whole(name, row.get("number", 0)),
            act=values.text(name, row.get("act")),
            by=values.text(name, row.get("by", "")),
            at=_instant(name, row.get("at")),
            reason=values.text(name, row.get("reason", "")),
            publish_at=values.time(name, row.get("publish_at")),
        )
        for row in rows
    )


def _instant(name: str, value: object) -> datetime:
    return values.time(name, value) or datetime.fromtimestamp(0, UTC)


def _crop(name: str, value: object) -> Crop | None:
    if value is None:
        return None
    row = values.mapping(name, value)
    sides = ("left", "top", "width", "height")
    return Crop(*(values.fraction(name, row.get(side)) for side in sides))


def _placements(name: str, value: object) -> tuple[Placement, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(
        Placement(
            sha256=Sha256(values.text(name, row.get("sha256"))),
            name=values.text(name, row.get("name")),
            caption=values.optional_text(name, row.get("caption")),
            alt_text=values.optional_text(name, row.get("alt_text")),
            crop=_crop(name, row.get("crop")),
            is_lead=values.yes(name, row.get("is_lead", False)),
        )
        for row in rows
    )


def _shares(name: str, value: object) -> tuple[tuple[str, int], ...]:
    rows = (values.listed(name, each) for each in values.listed(name, value))
    return tuple(
        (values.text(name, row[0]), values.whole(name, row[1])) for row in rows if len(row) == 2
    )


def _state(name: str, value: object) -> State:
    try:
        return State(values.text(name, value))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error


def _related(name: str, value: object) -> tuple[ArticleId, ...]:
    return tuple(ArticleId(each) for each in values.texts(name, value))


def _focal_point(name: str, value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    point = values.listed(name, value)
    if len(point) != 2:
        raise Damaged("wire.bad_field", field=name)
    across, down = point
    return values.fraction(name, across), values.fraction(name, down)


def _crops(name: str, value: object) -> tuple[NamedCrop, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    read = ((values.text(name, row.get("name")), _crop(name, row.get("crop"))) for row in rows)
    return tuple(NamedCrop(of, crop) for of, crop in read if crop is not None)


def _pick(name: str, value: object) -> Pick:
    try:
        return Pick(values.text(name, value))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "other_categories": values.texts,
    "tags": values.texts,
    "flags": values.texts,
    "authors": _authors,
    "royalty_shares": _shares,
    "royalty_coefficient": values.optional_whole,
    "commissioned_length": values.optional_whole,
    "assignees": _assignees,
    "due_at": values.time,
    "embargoed_until": values.time,
    "publish_at": values.time,
    "related": _related,
    "corrections": _corrections,
    "placements": _placements,
    "remarks": _remarks,
    "state": _state,
    "published_at": values.time,
    "updated_at": values.time,
    "deeds": _deeds,
}

_PICTURE_READERS: Mapping[str, Callable[[str, object], object]] = {
    "size_bytes": values.whole,
    "width_px": values.whole,
    "height_px": values.whole,
    "has_alpha": values.yes,
    "is_animated": values.yes,
    "people": values.texts,
    "organisations": values.texts,
    "keywords": values.texts,
    "rating": values.whole,
    "colour_class": values.whole,
    "pick": _pick,
    "turn_degrees": values.whole,
    "straighten_degrees": values.fraction,
    "focal_point": _focal_point,
    "crops": _crops,
    "embargoed_until": values.time,
    "expires_at": values.time,
}


def _read(name: str, value: object) -> object:
    return _READERS.get(name, values.text)(name, value)


def _read_picture(name: str, value: object) -> object:
    return _PICTURE_READERS.get(name, values.text)(name, value)
