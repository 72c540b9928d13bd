# SPDX-License-Identifier: GPL-3.0-or-later
"""Many pictures at once: what differs is said, what was touched is written, all else stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions import edits, fields
from editor.captions.edits import Edit, Shown, Way
from editor.captions.fields import FIELDS, NAMED, Kind
from editor.model.picture import Picture
from editor.text.vietnamese import nfc
from tests.builders import a_picture

WORDS = st.text(alphabet="aăâ đ,Nguyễn.\n", max_size=12)
NAMES = st.sampled_from([e.name for e in FIELDS if e.kind in {Kind.LINE, Kind.TEXT, Kind.LIST}])
PICTURES = st.builds(
    lambda caption, city, people: a_picture(caption=caption, city=city, people=tuple(people)),
    WORDS,
    WORDS,
    st.lists(st.sampled_from(["Hạ", "Sim", "Lê"]), unique=True),
)


def test_every_field_of_the_form_is_one_of_a_picture():
    """And stands in it once."""
    assert set(NAMED) <= set(Picture.__dataclass_fields__)
    assert len(NAMED) == len(FIELDS)


@given(picture=PICTURES, name=NAMES)
def test_what_a_field_shows_reads_back_as_it_was(picture, name):
    """Showing a field and leaving it changes nothing."""
    text = fields.told(picture, name)
    read = fields.read(name, text)
    assert read == getattr(picture, name) or nfc(text) != text


@given(pictures=st.lists(PICTURES, min_size=1, max_size=5), name=NAMES)
def test_a_field_is_mixed_exactly_where_pictures_differ(pictures, name):
    """Alike: what all say; else nothing, and the word for it."""
    said = {getattr(each, name) for each in pictures}
    shown = edits.shown(pictures, name)
    assert shown.is_mixed == (len(said) > 1)
    assert shown.text == ("" if shown.is_mixed else fields.told(pictures[0], name))


@given(picture=PICTURES, name=NAMES, text=WORDS, way=st.sampled_from(Way))
def test_an_edit_touches_its_field_alone(picture, name, text, way):
    """Whatever way it comes, all other fields stay."""
    after = edits.edited(picture, [Edit(name, text, way)])
    assert set(edits.changed(picture, after)) <= {name}
    if way is Way.ONLY_EMPTY and fields.told(picture, name):
        assert after == picture


@pytest.mark.parametrize(
    ("way", "caption"),
    [
        (Way.REPLACE, "Trận chung kết"),
        (Way.PREFIX, "Trận chung kết Ghe về bến."),
        (Way.APPEND, "Ghe về bến. Trận chung kết"),
        (Way.ONLY_EMPTY, "Ghe về bến."),
    ],
)
def test_four_ways_of_writing(way, caption):
    """As the words say; one blank comes between."""
    after = edits.edited(a_picture(caption="Ghe về bến."), [Edit("caption", "Trận chung kết", way)])
    assert after.caption == caption


def test_keywords_are_added_to_those_there_and_no_word_stands_twice():
    """A list takes entries."""
    before = a_picture(keywords=("chợ", "sông"))
    after = edits.edited(before, [Edit("keywords", "lũ, chợ", Way.APPEND)])
    assert after.keywords == ("chợ", "sông", "lũ")


def test_a_moment_has_an_offset_or_is_none():
    """What cannot be read is not kept as something else."""
    after = edits.edited(a_picture(), [Edit("expires_at", "2026-03-07T05:30+00:00")])
    assert after.expires_at == datetime(2026, 3, 7, 5, 30, tzinfo=UTC)
    assert edits.edited(after, [Edit("expires_at", "")]).expires_at is None
    for wrong in ("2026-03-07T05:30", "mai"):
        with pytest.raises(ValueError, match=r"."):
            edits.edited(after, [Edit("expires_at", wrong)])


@given(before=PICTURES, after=PICTURES, since=PICTURES)
def test_taking_a_change_back_leaves_what_others_wrote_since(before, after, since):
    """A field goes back only where it still says what the change made it say."""
    back = edits.undone(before, after, since)
    for name in NAMED:
        is_own = getattr(before, name) != getattr(after, name) == getattr(since, name)
        assert getattr(back, name) == getattr(before if is_own else since, name)
    assert edits.undone(before, after, after) == before


def test_as_the_one_above_takes_just_the_fields_that_were_named():
    """An empty one too."""
    above = a_picture(1, city="Huế", caption="", credit="SB")
    below = edits.copied(above, a_picture(2, city="Vinh", credit="cũ"), ["city", "caption"])
    assert (below.city, below.caption, below.credit) == ("Huế", "", "cũ")
    assert below.file_name == "market-2.jpg"


def test_limits_count_bytes_and_of_a_list_the_longest_entry():
    """28 letters, 34 bytes: over the 32 of the older block."""
    assert fields.over("creator", "Nguyễn Thị Thanh Hương Giang") == (34, 32)
    assert fields.over("creator", "Nguyễn Thị Thanh") == (0, 0)
    assert fields.over("keywords", "a, " + "b" * 65 + ", c") == (65, 64)
    assert fields.over("alt_text", "x" * 5000) == (0, 0)
    assert edits.shown([], "caption") == Shown("")


def test_machines_had_a_hand_in_some_origins():
    """By the whole address or its last part."""
    assert fields.is_ai(fields.SOURCE_TYPES + "trainedAlgorithmicMedia")
    assert not fields.is_ai("digitalCapture")
    assert not fields.is_ai(replace(a_picture()).digital_source_type)
