# SPDX-License-Identifier: GPL-3.0-or-later
"""An instant is printed as the site prints it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.profile import SiteProfile
from editor.render.dates import Dates

NOW = datetime(2023, 12, 1, 2, 0, tzinfo=UTC)


def dates(**fields) -> Dates:
    profile = SiteProfile(**{"name": "Sông Báo", **fields})
    return Dates(profile, just_now="Vừa xong", day_pattern="dd/MM/yyyy")


def test_masthead_is_weekday_and_date_in_the_papers_own_case() -> None:
    """CLDR's `Thứ Sáu` becomes `Thứ sáu` where the site wants it."""
    assert dates().masthead(NOW) == "Thứ sáu, 01/12/2023"
    assert dates(is_weekday_lower=False).masthead(NOW) == "Thứ Sáu, 01/12/2023"
    assert dates().masthead(NOW + timedelta(days=2)) == "Chủ nhật, 03/12/2023"
    agency = dates(date_pattern="EEEE, 'ngày' dd/MM/yyyy")
    assert agency.masthead(NOW) == "Thứ sáu, ngày 01/12/2023"


def test_stamp_is_in_the_sites_zone() -> None:
    """Just before midnight UTC is the next morning in Hà Nội."""
    at = datetime(2023, 9, 24, 0, 3, tzinfo=UTC)
    assert dates().stamp(at) == "07:03, 24/09/2023"
    assert dates().machine(at) == "2023-09-24T07:03:00+07:00"
    assert dates(time_pattern="dd/MM/yyyy HH:mm").stamp(at) == "24/09/2023 07:03"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-300, "Vừa xong"),
        (0, "Vừa xong"),
        (59, "Vừa xong"),
        (60, "1 phút trước"),
        (3_599, "59 phút trước"),
        (3_600, "1 giờ trước"),
        (7_199, "1 giờ trước"),
        (86_399, "23 giờ trước"),
        (86_400, "30/11/2023"),
    ],
)
def test_how_long_ago_counts_whole_units(seconds: int, words: str) -> None:
    """Only what has wholly passed counts; after a day the date stands."""
    assert dates().ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_english_has_its_plural() -> None:
    """CLDR's plural forms are used."""
    english = dates(language="en")
    assert english.ago(NOW - timedelta(hours=1), NOW) == "1 hour ago"
    assert english.ago(NOW - timedelta(hours=2), NOW) == "2 hours ago"


@given(language=st.text(max_size=12), zone=st.text(max_size=12))
def test_a_mistyped_profile_still_prints(language: str, zone: str) -> None:
    """No language and no zone makes the pages impossible."""
    assert "01/12/2023" in dates(language=language, time_zone=zone).masthead(NOW)
