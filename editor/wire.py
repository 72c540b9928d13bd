# SPDX-License-Identifier: GPL-3.0-or-later
"""Article, Picture, SiteProfile <-> JSON, versioned: the one written form."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import cast

from editor.errors import Damaged, Refused
from editor.model.article import SERVER_FIELDS, Article, ArticleId, Author, Correction
from editor.model.operation import Doc
from editor.model.picture import Crop, NamedCrop, Pick, Picture, Placement, Sha256
from editor.model.profile import Category, SiteProfile
from editor.model.workflow import State

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
    _check_version(doc)
    known = {name: _read(name, doc[name]) for name in _ARTICLE_FIELDS if name in doc}
    extra = {name: value for name, value in doc.items() if name not in _ARTICLE_FIELDS}
    extra.pop("v", None)
    if not isinstance(known.get("id"), str):
        raise Damaged("wire.bad_field", field="id")
    return Article(**known, extra=extra)  # type: ignore[arg-type]  # each was read by its reader


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
    _check_version(doc)
    known = {name: _read_picture(name, doc[name]) for name in PICTURE_FIELDS if name in doc}
    if "place" in doc and "sublocation" not in doc:
        # How documents said it before the parts of a place had fields of their own.
        known["sublocation"] = _text("place", doc["place"])
    try:
        return Picture(**known)  # type: ignore[arg-type]  # each was read by its reader
    except TypeError as error:
        raise Damaged("wire.bad_field", field="picture") from error


def profile_to_doc(profile: SiteProfile) -> dict[str, object]:
    """A site profile in its written form."""
    return {"v": VERSION, **asdict(profile)}


def profile_from_doc(doc: Doc) -> SiteProfile:
    """A site profile from its written form; unknown fields are left out.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
        Refused: `wire.too_new`.
    """
    _check_version(doc)
    names = {each.name for each in fields(SiteProfile)}
    known = {name: value for name, value in doc.items() if name in names}
    listed = known.pop("categories", ())
    if not isinstance(listed, list | tuple):
        raise Damaged("wire.bad_field", field="categories")
    categories = tuple(
        Category(_text("categories", row.get("key")), _text("categories", row.get("name")))
        for row in (_mapping("categories", each) for each in listed)
    )
    for name, value in known.items():
        wanted = bool if name == "is_weekday_lower" else str
        if not isinstance(value, wanted):
            raise Damaged("wire.bad_field", field=name)
    if "name" not in known:
        raise Damaged("wire.bad_field", field="name")
    return SiteProfile(**known, categories=categories)  # type: ignore[arg-type]  # checked above


def _check_version(doc: Doc) -> None:
    version = doc.get("v", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise Damaged("wire.bad_field", field="v")
    if version > VERSION:
        raise Refused("wire.too_new", version=version)


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, State | Pick):
        return value.value
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, Author | Correction | Placement | Crop | NamedCrop):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value


def _mapping(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Damaged("wire.bad_field", field=name)
    return cast("Mapping[str, object]", value)


def _list(name: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise Damaged("wire.bad_field", field=name)
    return cast("list[object]", value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Damaged("wire.bad_field", field=name)
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    return tuple(_text(name, each) for each in _list(name, value))


def _time(name: str, value: object) -> datetime | None:
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(_text(name, value))
        if read.tzinfo is None:
            raise Damaged("wire.bad_field", field=name)
        return read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Damaged("wire.bad_field", field=name) from error


def _whole(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return value


def _optional_whole(name: str, value: object) -> int | None:
    return None if value is None else _whole(name, value)


def _optional_text(name: str, value: object) -> str | None:
    return None if value is None else _text(name, value)


def _yes(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return value


def _fraction(name: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Damaged("wire.bad_field", field=name)
    return float(value)


def _authors(name: str, value: object) -> tuple[Author, ...]:
    rows = (_mapping(name, each) for each in _list(name, value))
    return tuple(
        Author(
            person=_text(name, row.get("person", "")),
            pen_name=_text(name, row.get("pen_name", "")),
            role=_text(name, row.get("role", "writer")),
        )
        for row in rows
    )


def _corrections(name: str, value: object) -> tuple[Correction, ...]:
    rows = (_mapping(name, each) for each in _list(name, value))
    return tuple(
        Correction(
            at=_time(name, row.get("at")) or datetime.fromtimestamp(0, UTC),
            wrong=_text(name, row.get("wrong", "")),
            right=_text(name, row.get("right", "")),
        )
        for row in rows
    )


def _crop(name: str, value: object) -> Crop | None:
    if value is None:
        return None
    row = _mapping(name, value)
    sides = ("left", "top", "width", "height")
    return Crop(*(_fraction(name, row.get(side)) for side in sides))


def _placements(name: str, value: object) -> tuple[Placement, ...]:
    rows = (_mapping(name, each) for each in _list(name, value))
    return tuple(
        Placement(
            sha256=Sha256(_text(name, row.get("sha256"))),
            name=_text(name, row.get("name")),
            caption=_optional_text(name, row.get("caption")),
            alt_text=_optional_text(name, row.get("alt_text")),
            crop=_crop(name, row.get("crop")),
            is_lead=_yes(name, row.get("is_lead", False)),
        )
        for row in rows
    )


def _shares(name: str, value: object) -> tuple[tuple[str, int], ...]:
    rows = (_list(name, each) for each in _list(name, value))
    return tuple((_text(name, row[0]), _whole(name, row[1])) for row in rows if len(row) == 2)


def _state(name: str, value: object) -> State:
    try:
        return State(_text(name, value))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error


def _related(name: str, value: object) -> tuple[ArticleId, ...]:
    return tuple(ArticleId(each) for each in _texts(name, value))


def _focal_point(name: str, value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    point = _list(name, value)
    if len(point) != 2:
        raise Damaged("wire.bad_field", field=name)
    across, down = point
    return _fraction(name, across), _fraction(name, down)


def _crops(name: str, value: object) -> tuple[NamedCrop, ...]:
    rows = (_mapping(name, each) for each in _list(name, value))
    read = ((_text(name, row.get("name")), _crop(name, row.get("crop"))) for row in rows)
    return tuple(NamedCrop(of, crop) for of, crop in read if crop is not None)


def _pick(name: str, value: object) -> Pick:
    try:
        return Pick(_text(name, value))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "other_categories": _texts,
    "tags": _texts,
    "flags": _texts,
    "authors": _authors,
    "royalty_shares": _shares,
    "commissioned_length": _optional_whole,
    "embargoed_until": _time,
    "publish_at": _time,
    "related": _related,
    "corrections": _corrections,
    "placements": _placements,
    "state": _state,
    "published_at": _time,
    "updated_at": _time,
}

_PICTURE_READERS: Mapping[str, Callable[[str, object], object]] = {
    "size_bytes": _whole,
    "width_px": _whole,
    "height_px": _whole,
    "has_alpha": _yes,
    "is_animated": _yes,
    "people": _texts,
    "organisations": _texts,
    "keywords": _texts,
    "rating": _whole,
    "colour_class": _whole,
    "pick": _pick,
    "turn_degrees": _whole,
    "straighten_degrees": _fraction,
    "focal_point": _focal_point,
    "crops": _crops,
    "embargoed_until": _time,
    "expires_at": _time,
}


def _read(name: str, value: object) -> object:
    return _READERS.get(name, _text)(name, value)


def _read_picture(name: str, value: object) -> object:
    return _PICTURE_READERS.get(name, _text)(name, value)
