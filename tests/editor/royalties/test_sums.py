# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums of money are exact, and months are the newspaper's own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.rates import coefficient_text, read_coefficient
from editor.royalties import months
from editor.royalties.sums import parted, worth

ZONES = ("Asia/Ho_Chi_Minh", "Europe/London", "America/St_Johns", "Pacific/Apia")


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_parts_always_add_up_to_the_whole(whole, weights):
    """None is off by a unit, equal weights differ by one at most, no weight gets nothing."""
    parts = parted(whole, weights)
    assert sum(parts) == whole
    every = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if any(weights) else [1] * len(weights), strict=True):
        assert abs(part * every - whole * weight) < every
        assert part >= 0


def test_what_is_left_over_goes_to_the_largest_remainders():
    assert parted(100, [1, 1, 1]) == [34, 33, 33]
    assert parted(10, [35, 65]) == [4, 6]
    assert parted(585_000, [60, 40]) == [351_000, 234_000]
    assert parted(0, [3]) == [0]
    assert parted(7, []) == []


@given(st.integers(0, 10_000), st.integers(0, 10**12))
def test_a_coefficient_is_worth_the_nearest_unit(coefficient, unit_value):
    assert abs(worth(coefficient, unit_value) * 100 - coefficient * unit_value) <= 50


@given(st.integers(0, 10_000))
def test_coefficients_are_read_as_they_are_written(hundredths):
    text = coefficient_text(hundredths)
    assert read_coefficient(text) == read_coefficient(text.replace(".", ",")) == hundredths


@pytest.mark.parametrize("text", ["", "x", "1.234", "-1", "1.", ".", "100.01", "1.2.3", "²"])
def test_what_is_no_coefficient_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_coefficient(text)


@given(
    st.integers(631_152_000, 3_755_289_600).map(lambda s: datetime.fromtimestamp(s, UTC)),
    st.sampled_from(ZONES),
)
def test_every_moment_is_in_one_month_by_the_newspapers_clocks(at, zone):
    month = months.of(at, zone)
    begin, end = months.bounds(month, zone)
    assert begin <= at < end
    assert months.of(end, zone) == months.moved(month, 1)
    assert months.of(end - timedelta(microseconds=1), zone) == month
    local = begin.astimezone(ZoneInfo(zone))
    assert (local.day, local.hour, local.minute) == (1, 0, 0)


def test_midnight_in_saigon_is_five_in_the_afternoon_of_london_before():
    assert months.of(datetime(2026, 2, 28, 16, 59, tzinfo=UTC), "Asia/Ho_Chi_Minh") == "2026-02"
    assert months.of(datetime(2026, 2, 28, 17, 0, tzinfo=UTC), "Asia/Ho_Chi_Minh") == "2026-03"
    assert months.of(datetime(2026, 2, 28, 17, 0, tzinfo=UTC), "Europe/London") == "2026-02"


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026-1", "26-01", "2026-01 ", "", "x"])
def test_what_is_no_month_is_refused(month):
    with pytest.raises(Refused, match=r"site\.bad_field"):
        months.check(month)


def test_months_follow_each_other_over_the_year():
    assert months.moved("2026-12", 1) == "2027-01"
    assert months.moved("2026-01", -13) == "2024-12"
