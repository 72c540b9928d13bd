# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view of a picture lies within it, in the promised proportions, under a name of its own."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import framing
from editor.model.picture import WIDTHS_PX, Crop, NamedCrop, Picture
from tests.builders import a_picture

SIDES = st.integers(1, 12_000)
FRACTIONS = st.floats(0.0, 1.0)
ANY = st.floats(allow_nan=True, allow_infinity=True)
CROPS = st.builds(Crop, FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS) | st.builds(
    Crop, ANY, ANY, ANY, ANY
)
NAMED = st.builds(NamedCrop, st.sampled_from([*framing.FORMS, framing.FREE, "2:1"]), CROPS)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    return a_picture(
        width_px=draw(SIDES),
        height_px=draw(SIDES),
        turn_degrees=draw(st.sampled_from([0, 90, 180, 270])),
        straighten_degrees=draw(st.floats(-45, 45)),
        focal_point=draw(st.none() | st.tuples(FRACTIONS, FRACTIONS)),
        crops=tuple(draw(st.lists(NAMED, max_size=4))),
        has_alpha=draw(st.booleans()),
    )


@given(pictures(), st.none() | CROPS)
def test_every_view_lies_within_the_picture(picture: Picture, crop: Crop | None) -> None:
    """Whatever a person or a wire says; no size is wider than what is shown."""
    for view in framing.views(picture, crop):
        shown = view.crop
        assert min(shown.left, shown.top) >= 0
        assert min(shown.width, shown.height) > 0
        assert max(shown.left + shown.width, shown.top + shown.height) <= 1 + 1e-9
        whole = framing.straightened_px(picture)
        assert view.width_px == max(1, round(whole[0] * shown.width))
        widths = [each.width_px for each in view.renditions[::3]]
        assert widths == sorted(set(widths))
        assert widths[-1] == min(view.width_px, WIDTHS_PX[-1])
        assert all(each.height_px >= 1 for each in view.renditions)


@given(pictures())
def test_a_form_has_its_proportions(picture: Picture) -> None:
    """Exactly in the sizes; in what is cut out as near as its pixels allow."""
    for form, (across, down) in framing.FORMS.items():
        view = framing.formed(picture, form)
        assert view.form == form
        for each in view.renditions:
            assert each.height_px == max(1, round(each.width_px * down / across))
        width, height = framing.straightened_px(picture)
        cut_px = (width * view.crop.width, height * view.crop.height)
        if min(cut_px) > 100 and min(view.crop.width, view.crop.height) > 0.01:
            assert math.isclose(cut_px[0] / cut_px[1], across / down, rel_tol=0.02)


@given(pictures())
def test_without_a_person_a_form_is_the_largest_round_the_focal_point(picture: Picture) -> None:
    """It touches two edges, and moves from the point only where an edge stops it."""
    picture = replace(picture, crops=())
    point = framing.point_of(picture)
    for form in framing.FORMS:
        crop = framing.crop_of(picture, form)
        assert max(crop.width, crop.height) == 1.0
        for start, length, wanted in (
            (crop.left, crop.width, point[0]),
            (crop.top, crop.height, point[1]),
        ):
            if 1e-4 < start < 1 - length - 1e-4:
                # A crop thinner than the least is made as wide, on one side of its middle.
                near = 1e-5 + framing._SMALL / 2
                assert start + length / 2 == pytest.approx(wanted, abs=near)


@given(st.floats(-45, 45), SIDES, SIDES)
def test_a_straightened_picture_has_no_empty_corner_and_could_not_be_larger(
    degrees: float, width: int, height: int
) -> None:
    """Turned back, all four corners lie in the picture, and at least one on its edge."""
    share = framing.straightened_share((width, height), degrees)
    angle = math.radians(degrees)
    reach = []
    for across, down in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        x, y = across * width * share / 2, down * height * share / 2
        back = (
            x * math.cos(angle) + y * math.sin(angle),
            y * math.cos(angle) - x * math.sin(angle),
        )
        reach += [abs(back[0]) / (width / 2), abs(back[1]) / (height / 2)]
    assert max(reach) == pytest.approx(1.0, abs=1e-9)


@given(pictures(), st.none() | CROPS)
def test_names_are_found_again_and_say_what_they_stand_for(
    picture: Picture, crop: Crop | None
) -> None:
    """No two sizes share a name; the same picture gives the same names."""
    every = [each for view in framing.views(picture, crop) for each in view.renditions]
    assert len({each.name for each in every}) == len(every)
    again = replace(picture)
    for each in every:
        assert each.name.isascii()
        assert "/" not in each.name
        found = framing.find(again, each.name, crop)
        assert found is not None
        assert found[1] == each


CHANGES = {
    "turn_degrees": 90,
    "straighten_degrees": 0.5,
    "credit": "Another",
    "alt_text": "Another",
    "copyright_notice": "Another",
    "usage_terms": "Another",
    "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "crops": (NamedCrop(framing.FREE, Crop(0, 0, 0.5, 0.5)),),
}


@pytest.mark.parametrize("field", CHANGES)
def test_whatever_changes_the_bytes_changes_the_address(field: str) -> None:
    """An address determines its bytes for ever."""
    before = {each.name for each in framing.shown(a_picture()).renditions}
    after = framing.shown(a_picture(**{field: CHANGES[field]}))
    assert before.isdisjoint(each.name for each in after.renditions)


@pytest.mark.parametrize("field", ["caption", "rating", "instructions", "people", "barred_because"])
def test_what_is_not_in_the_file_leaves_the_address_alone(field: str) -> None:
    """A caption is the page's; stars are nobody's outside."""
    values = {"rating": 3, "people": ("Một",)}
    changed = a_picture(**{field: values.get(field, "Another")})
    assert framing.shown(changed) == framing.shown(a_picture())


def test_a_crop_that_a_person_set_stands() -> None:
    """One in the form's proportions as it is; another gives the largest part of it that fits."""
    picture = a_picture(width_px=1600, height_px=900)
    corner = Crop(0.5, 0.5, 0.25, 0.25)
    kept = replace(picture, crops=(NamedCrop("16:9", corner), NamedCrop("1:1", corner)))
    assert framing.crop_of(kept, "16:9") == corner
    square = framing.crop_of(kept, "1:1")
    assert (square.top, square.height) == (0.5, 0.25)
    assert square.width == pytest.approx(0.25 * 9 / 16, abs=1e-5)
    assert square.left == pytest.approx(0.625 - square.width / 2, abs=1e-5)


def test_a_portrait_is_looked_at_above_its_middle() -> None:
    """Faces are; a turned picture counts as it is shown."""
    tall = a_picture(width_px=1000, height_px=2000)
    assert framing.crop_of(tall, "16:9").top == pytest.approx(0.4 - 9 / 64, abs=1e-4)
    lying = replace(tall, turn_degrees=270)
    assert framing.point_of(lying) == framing.CENTRE
    chosen = replace(tall, focal_point=(0.2, 0.9))
    assert framing.point_of(chosen) == (0.2, 0.9)


@given(pictures(), st.none() | CROPS)
def test_a_moving_picture_is_its_original(picture: Picture, crop: Crop | None) -> None:
    """Its own bytes have one address, whatever was set."""
    moving = replace(picture, is_animated=True, media_type="image/gif")
    for view in framing.views(moving, crop):
        (only,) = view.renditions
        assert only.name == "original.gif"
        assert (only.width_px, only.height_px) == (moving.width_px, moving.height_px)
