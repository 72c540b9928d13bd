# SPDX-License-Identifier: GPL-3.0-or-later
"""Days and times as they are typed on a desk, in Vietnamese and English."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions import edits, taken
from editor.captions.edits import Edit
from tests.builders import a_picture

DAY = "2026-11-26"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("26/11/2026", DAY),
        (" 26-11-2026 ", DAY),
        ("26.11.2026", DAY),
        ("2026-11-26", DAY),
        ("ngày 26 tháng 11 năm 2026", DAY),
        ("26 tháng 11, 2026", DAY),
        ("26 November 2026", DAY),
        ("Nov 26, 2026", DAY),
        ("26th Nov. 2026", DAY),
        ("7/3/2026", "2026-03-07"),
        ("11/2026", "2026-11"),
        ("tháng 11 năm 2026", "2026-11"),
        ("November 2026", "2026-11"),
        ("2026", "2026"),
        ("26/11/2026 19:05", f"{DAY}T19:05:00+07:00"),
        ("26/11/2026, 19:05:09", f"{DAY}T19:05:09+07:00"),
        ("19h05 ngày 26/11/2026", f"{DAY}T19:05:00+07:00"),
        ("19 giờ 05 phút ngày 26 tháng 11 năm 2026", f"{DAY}T19:05:00+07:00"),
        ("26/11/2026 lúc 7h", f"{DAY}T07:00:00+07:00"),
        ("26 November 2026 at 7:05 pm", f"{DAY}T19:05:00+07:00"),
        ("12:10 am on 26/11/2026", f"{DAY}T00:10:00+07:00"),
        ("26/11/2026 19:05 -05:00", f"{DAY}T19:05:00-05:00"),
        ("2026-11-26T19:05:09+0900", f"{DAY}T19:05:09+09:00"),
        ("2026-11-26T19:05:09Z", f"{DAY}T19:05:09+00:00"),
        ("", ""),
    ],
)
def test_what_is_typed_is_read(typed, kept) -> None:
    assert taken.read(typed, "+07:00") == kept


@pytest.mark.parametrize(
    "typed",
    [
        "31/11/2026",
        "26/11/20",
        "26/13/2026",
        "0/2026",
        "hôm qua",
        "19:05",
        "11/2026 19:05",
        "26/11/2026 25:00",
        "26/11/2026 13:00 pm",
        "26/11/2026 19",
        "26/11/2026 19:05 or so",
    ],
)
def test_what_is_no_day_is_not_guessed(typed) -> None:
    with pytest.raises(ValueError, match=r".*"):
        taken.read(typed)


@given(
    st.datetimes(datetime.fromisoformat("1826-01-01")), st.sampled_from(["", "+07:00", "-03:30"])
)
def test_what_is_told_is_read_as_the_same(moment, offset) -> None:
    """So a field that is touched and put back as it was changes nothing."""
    whole = moment.replace(microsecond=0).isoformat() + offset
    for kept in (whole, whole[:10], whole[:7], whole[:4]):
        assert taken.read(taken.told(kept)) == kept
    assert taken.offset_of(whole) == offset


def test_a_command_and_a_template_write_it_so_too() -> None:
    said = edits.edited(a_picture(1), [Edit("taken_at", "26/11/2026")])
    assert said.taken_at == DAY
    assert taken.told("no day") == "no day"
