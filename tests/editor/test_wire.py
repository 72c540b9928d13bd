# SPDX-License-Identifier: GPL-3.0-or-later
"""The written form of a picture says all of it, and what older programs wrote is read."""

import json
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor import wire
from editor.errors import Damaged
from editor.model.picture import Crop, NamedCrop, Pick, Picture
from tests.builders import a_picture

WORDS = {
    each.name: f"{each.name} đ"
    for each in fields(Picture)
    if each.type in (str, "str") and each.name not in {"sha256", "media_type", "colour"}
}
WHOLE = a_picture(
    **WORDS,
    people=("Trần Một", "Lê Hai"),
    organisations=("Hội Bạn đọc",),
    keywords=("lũ", "chợ nổi"),
    rating=5,
    colour_class=8,
    pick=Pick.REJECTED,
    turn_degrees=270,
    straighten_degrees=-1.5,
    focal_point=(0.25, 0.75),
    crops=(NamedCrop("16:9", Crop(0.0, 0.1, 1.0, 0.8)), NamedCrop("free", Crop(0.2, 0, 0.5, 1))),
    embargoed_until=datetime(2026, 3, 1, tzinfo=UTC),
    expires_at=datetime(2027, 3, 1, tzinfo=UTC),
)


def test_a_picture_comes_back_whole():
    """Every field set to something else than its default, through bytes."""
    plain = a_picture()
    same = [
        each.name
        for each in fields(Picture)
        if getattr(WHOLE, each.name) == getattr(plain, each.name)
    ]
    assert set(same) <= {
        "sha256",
        "size_bytes",
        "media_type",
        "width_px",
        "height_px",
        "has_alpha",
        "is_animated",
        "colour",
    }
    data = wire.canonical(wire.picture_to_doc(WHOLE))
    assert wire.picture_from_doc(wire.parse(data)) == WHOLE


def test_a_document_from_before_these_fields_is_read():
    """What stood in one field for the place stands in one of its parts."""
    doc = {"v": 1, "sha256": "0" * 64, "file_name": "a.jpg", "size_bytes": 1, "place": "Sân A, Huế"}
    read = wire.picture_from_doc({**doc, "media_type": "image/jpeg", "width_px": 1, "height_px": 1})
    assert (read.sublocation, read.city, read.rating, read.crops) == ("Sân A, Huế", "", 0, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [("pick", "maybe"), ("rating", "5"), ("crops", [{"name": 1}]), ("straighten_degrees", None)],
)
def test_a_field_that_is_not_what_it_should_be_is_named(field, value):
    with pytest.raises(Damaged) as damaged:
        wire.picture_from_doc({**wire.picture_to_doc(WHOLE), field: value})
    assert damaged.value.values == {"field": field}


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.dictionaries(_TEXT, _TEXT | st.integers() | st.lists(_TEXT), max_size=4), _TEXT)
@example({}, '"\\\n')
@example({"a": "b"}, "\t\x00\x1f\x7f\u2028")
def test_a_long_text_is_spelt_as_a_short_one(doc, text):
    """Its path is another; the bytes are those of the one spelling."""
    whole = {**doc, "body": text * (17_000 // len(text) + 1)}
    spelt = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert wire.canonical(whole) == spelt.encode()
