# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a royalty sheet <-> JSON, as it goes over the wire and is kept when a month is closed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from editor import tariff, values
from editor.errors import Damaged
from editor.model.article import ArticleId
from editor.royalties.sheet import Doubt, Kind, Line, Sheet, Story

Word = TypeVar("Word", bound=StrEnum)


def to_doc(sheet: Sheet) -> dict[str, object]:
    """A sheet in its written form: coefficients in hundredths, times in ISO 8601."""
    doc = {
        **asdict(sheet),
        "made_at": _iso(sheet.made_at),
        "closed_at": None if sheet.closed_at is None else _iso(sheet.closed_at),
        "stories": [_story(each) for each in sheet.stories],
        "adjustments": [_story(each) for each in sheet.adjustments],
    }
    doc["rates"]["genres"] = [asdict(each) for each in sheet.rates.genres]
    return doc


def from_doc(doc: Mapping[str, object]) -> Sheet:
    """A sheet from its written form; what a newer version adds is left out.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
    """
    return Sheet(
        month=values.text("month", doc.get("month")),
        time_zone=values.text("time_zone", doc.get("time_zone")),
        rates=tariff.from_doc(doc.get("rates")),
        made_at=_time("made_at", doc.get("made_at")),
        stories=_stories("stories", doc.get("stories", [])),
        adjustments=_stories("adjustments", doc.get("adjustments", [])),
        closed_at=values.time("closed_at", doc.get("closed_at")),
        closed_by=values.text("closed_by", doc.get("closed_by", "")),
        is_whole=values.yes("is_whole", doc.get("is_whole", True)),
    )


def _story(story: Story) -> dict[str, object]:
    return {
        **asdict(story),
        "published_at": _iso(story.published_at),
        "lines": [asdict(each) for each in story.lines],
        "doubts": list(story.doubts),
    }


def _stories(name: str, value: object) -> tuple[Story, ...]:
    rows = (values.mapping(name, each) for each in values.listed(name, value))
    return tuple(_read_story(name, row) for row in rows)


def _read_story(name: str, row: Mapping[str, object]) -> Story:
    return Story(
        id=ArticleId(values.text(name, row.get("id"))),
        headline=values.text(name, row.get("headline", "")),
        category=values.text(name, row.get("category", "")),
        genre=values.text(name, row.get("genre", "")),
        published_at=_time(name, row.get("published_at")),
        coefficient=values.whole(name, row.get("coefficient", 0)),
        note=values.text(name, row.get("note", "")),
        is_photo=values.yes(name, row.get("is_photo", False)),
        is_live=values.yes(name, row.get("is_live", True)),
        updates=values.whole(name, row.get("updates", 0)),
        corrections=values.whole(name, row.get("corrections", 0)),
        lines=tuple(_line(name, each) for each in values.listed(name, row.get("lines", []))),
        doubts=tuple(_doubts(name, row.get("doubts", []))),
        month=values.text(name, row.get("month", "")),
    )


def _line(name: str, value: object) -> Line:
    row = values.mapping(name, value)
    return Line(
        _word(name, row.get("kind"), Kind),
        values.text(name, row.get("person", "")),
        values.text(name, row.get("pen_name", "")),
        values.whole(name, row.get("coefficient", 0)),
        values.whole(name, row.get("amount", 0)),
        values.whole(name, row.get("pictures", 0)),
    )


def _doubts(name: str, value: object) -> list[Doubt]:
    # A doubt of a newer server has no sentence here.
    known = {each.value for each in Doubt}
    return [Doubt(each) for each in values.texts(name, value) if each in known]


def _word(name: str, value: object, kind: type[Word]) -> Word:
    try:
        return kind(values.text(name, value))
    except ValueError as error:
        raise Damaged("wire.bad_field", field=name) from error


def _time(name: str, value: object) -> datetime:
    found = values.time(name, value)
    if found is None:
        raise Damaged("wire.bad_field", field=name)
    return found


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
