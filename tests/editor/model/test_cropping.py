# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a hand does to a crop, it stays within the picture and keeps what it should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import cropping, framing
from editor.model.picture import Crop, Picture
from tests.builders import a_picture
from tests.editor.model.test_framing import pictures

WAYS = st.floats(-2, 2)
GRIPS = st.sampled_from([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y])


@st.composite
def crops(draw: st.DrawFn) -> Crop:
    width, height = draw(st.floats(0.1, 1)), draw(st.floats(0.1, 1))
    left = draw(st.floats(0, 1)) * (1 - width)
    return framing.inside(Crop(left, draw(st.floats(0, 1)) * (1 - height), width, height))


def is_inside(crop: Crop) -> bool:
    ends = (crop.left + crop.width, crop.top + crop.height)
    return min(crop.left, crop.top) >= 0 and max(ends) <= 1 + 1e-9 and crop.width > 0 < crop.height


@given(crops(), WAYS, WAYS)
def test_a_moved_crop_keeps_its_size(crop: Crop, across: float, down: float) -> None:
    """It stops at the edges."""
    there = cropping.moved(crop, across, down)
    assert is_inside(there)
    assert (there.width, there.height) == (crop.width, crop.height)


@given(crops(), st.floats(0.01, 20))
def test_a_grown_crop_keeps_its_proportions(crop: Crop, factor: float) -> None:
    """Until it touches two edges across from each other."""
    grown = cropping.grown(crop, factor)
    assert is_inside(grown)
    assert grown.width / grown.height == pytest.approx(crop.width / crop.height, rel=2e-3)


@given(crops(), GRIPS, WAYS, WAYS)
def test_a_drawn_crop_stays_where_it_is_not_held(
    crop: Crop, grip: tuple[int, int], across: float, down: float
) -> None:
    """Free: the edges across from the grip do not move, and a side without a grip stays whole."""
    drawn = cropping.drawn(crop, grip, across, down, None)
    assert is_inside(drawn)
    for at, start, length in ((0, "left", "width"), (1, "top", "height")):
        old, new = getattr(crop, start), getattr(drawn, start)
        if grip[at] >= 0:
            assert new == pytest.approx(old, abs=3e-5)
        if grip[at] <= 0:
            end = old + getattr(crop, length)
            assert new + getattr(drawn, length) == pytest.approx(end, abs=3e-5)


@given(crops(), GRIPS, WAYS, WAYS)
def test_a_drawn_crop_of_a_form_keeps_its_proportions(
    crop: Crop, grip: tuple[int, int], across: float, down: float
) -> None:
    """Whichever grip is taken and wherever it goes; the corner across from it stays."""
    proportion = crop.width / crop.height
    drawn = cropping.drawn(crop, grip, across, down, proportion)
    assert is_inside(drawn)
    assert drawn.width / drawn.height == pytest.approx(proportion, rel=5e-3)
    if grip == (1, 1):
        assert (drawn.left, drawn.top) == pytest.approx((crop.left, crop.top), abs=3e-5)
    if grip == (-1, -1):
        ends = (drawn.left + drawn.width, drawn.top + drawn.height)
        assert ends == pytest.approx((crop.left + crop.width, crop.top + crop.height), abs=6e-5)


@given(pictures())
def test_four_turns_are_none(picture: Picture) -> None:
    """And left undoes right; what was pointed at is what is pointed at."""
    known = picture
    back = cropping.turned(cropping.turned(known, clockwise=True), clockwise=False)
    assert back.turn_degrees == known.turn_degrees
    if known.focal_point is not None:
        assert back.focal_point == pytest.approx(known.focal_point)
    for form in ("1:1", framing.FREE):
        before, after = framing.set_by_person(known, form), framing.set_by_person(back, form)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            before = framing.inside(before)
            assert after.left == pytest.approx(before.left, abs=3e-4)
            assert after.width == pytest.approx(before.width, abs=3e-4)
    around = known
    for _ in range(4):
        around = cropping.turned(around, clockwise=True)
    assert around.turn_degrees == known.turn_degrees


def test_a_turn_carries_what_was_marked() -> None:
    """The upper left goes to the upper right, clockwise; a lying form follows anew."""
    picture = cropping.pointed(a_picture(), (0.1, 0.2))
    for form in ("16:9", "1:1", framing.FREE):
        picture = cropping.with_crop(picture, form, Crop(0.0, 0.0, 0.25, 0.5))
    right = cropping.turned(picture, clockwise=True)
    assert right.focal_point == pytest.approx((0.8, 0.1))
    assert framing.set_by_person(right, framing.FREE) == Crop(0.5, 0.0, 0.5, 0.25)
    assert framing.set_by_person(right, "1:1") == Crop(0.5, 0.0, 0.5, 0.25)
    assert framing.set_by_person(right, "16:9") is None


def test_a_crop_is_set_and_given_back() -> None:
    """Once for each form; without one it follows the focal point."""
    once = cropping.with_crop(a_picture(), "1:1", Crop(0, 0, 0.3, 0.3))
    twice = cropping.with_crop(once, "1:1", Crop(0.1, 0.1, 0.3, 0.3))
    assert len(twice.crops) == 1
    assert cropping.with_crop(twice, "1:1", None) == a_picture()


@pytest.mark.parametrize(
    ("asked", "kept"), [(99.0, 45.0), (-99.0, -45.0), (1.23456, 1.23), (-0.001, 0.0)]
)
def test_straightening_is_bounded(asked: float, kept: float) -> None:
    """To a hundredth of a degree; never a minus nothing, which would be another address."""
    degrees = cropping.straightened(a_picture(), asked).straighten_degrees
    assert degrees == kept
    assert str(degrees) != "-0.0"


def test_a_point_stays_in_the_picture() -> None:
    """A click beside it counts as its edge."""
    assert cropping.pointed(a_picture(), (-3.0, 1.7)).focal_point == (0.0, 1.0)
    assert cropping.pointed(cropping.pointed(a_picture(), (0.2, 0.2)), None) == a_picture()
