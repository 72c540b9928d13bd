# SPDX-License-Identifier: GPL-3.0-or-later
"""What a filter lets through, and how frames are sorted."""

from dataclasses import replace

import pytest

from editor.model.frame import Frame, FrameId
from editor.model.picture import Pick
from tests.builders import a_picture
from ui.pictures.sieve import MISSABLE, Order, Sieve, counts, key_of, searched_words


def through(sieve: Sieve, **values: object) -> bool:
    picture = a_picture(**values)
    return sieve.lets_through(picture, lambda: searched_words(picture))


def test_an_open_sieve_lets_all_through():
    assert Sieve().is_open
    assert through(Sieve(), rating=0, pick=Pick.REJECTED, colour_class=8)
    assert not Sieve(colour_class=0).is_open


def test_each_mark_is_asked_for():
    assert through(Sieve(least_stars=3), rating=3)
    assert not through(Sieve(least_stars=3), rating=2)
    assert through(Sieve(colour_class=0), colour_class=0)
    assert not through(Sieve(colour_class=0), colour_class=4)
    assert through(Sieve(pick=Pick.NONE), pick=Pick.NONE)
    assert not through(Sieve(pick=Pick.NONE), pick=Pick.PICKED)


@pytest.mark.parametrize("name", MISSABLE)
def test_what_is_missing_is_found(name):
    assert through(Sieve(missing=name), **{name: " \n"})
    assert not through(Sieve(missing=name), **{name: "có"})


@pytest.mark.parametrize("text", ["dang thi", "ĐẶNG thị", "thi đặng", "_d5_0042", "san my dinh"])
def test_words_are_found_with_and_without_marks(text):
    values = {
        "file_name": "_D5_0042.JPG",
        "people": ("Đặng Thị Hồng",),
        "sublocation": "Sân Mỹ Đình",
    }
    assert through(Sieve(text=text), **values)
    assert not through(Sieve(text=f"{text} zzz"), **values)


def test_frames_lie_by_time_name_or_stars():
    """Without a camera's time the file's counts; names as people count."""

    def frame(number: int, **values: object) -> Frame:
        picture = replace(a_picture(number), file_name=f"_D5_{number}.JPG", **values)
        return Frame(FrameId(str(number)), f"/{number}", picture)

    late = frame(9, taken_at="2026-11-22T09:00:00", rating=1)
    early = frame(10, taken_at="2026-11-22T08:00:00", rating=5)
    bare = frame(11, taken_at="")
    frames = [late, bare, early]

    def sorted_by(order: Order) -> list[str]:
        return [each.id for each in sorted(frames, key=lambda each: key_of(order, each, 0.0))]

    assert sorted_by(Order.TAKEN) == ["11", "10", "9"]
    assert sorted_by(Order.NAME) == ["9", "10", "11"]
    assert sorted_by(Order.STARS) == ["10", "9", "11"]


def test_picks_are_counted():
    picks = (Pick.PICKED, Pick.REJECTED, Pick.NONE, Pick.PICKED)
    assert counts(a_picture(pick=each) for each in picks) == (2, 1)
