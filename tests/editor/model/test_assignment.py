# SPDX-License-Identifier: GPL-3.0-or-later
"""Who a person is to the desks, and in which part of the plan a due time lies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from editor.model.assignment import EDITORIAL, Span, bounds, me, span_of
from editor.model.ladder import Ladder
from editor.model.profile import NewsDesk
from editor.model.workflow import Act, Role, State
from tests.builders import PROFILE

SITE = replace(
    PROFILE,
    desks=(
        NewsDesk("thoi-su", "Ban Thời sự"),
        NewsDesk("anh", "Ban Ảnh", ("captions", "editing")),
        NewsDesk("thu-ky", "Thư ký tòa soạn", ("approved", "unheard_of")),
    ),
)
START = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 365 * 48).map(lambda halves: START + timedelta(minutes=30 * halves))


def test_a_desk_is_asked_what_it_waits_for_and_no_other_is():
    """What one desk waits for asks no other, unless that one waits for it too."""
    news, night = (me(("Lan", ""), Role.EDITOR, key, SITE) for key in ("thoi-su", "thu-ky"))
    assert (news.names, news.everywhere, news.captions) == (("Lan",), (), False)
    assert news.own == (State.SUBMITTED, State.AWAITING_APPROVAL)
    assert (night.everywhere, night.own) == ((State.APPROVED,), news.own)
    # What was planned for a desk that the site has dropped is nobody else's.
    assert (news.others, night.others) == (("anh", "thu-ky"), ("thoi-su", "anh"))
    assert me(("Lan",), Role.EDITOR, "anh", SITE).captions


def test_who_has_no_desk_or_one_that_is_gone_is_asked_for_all():
    """The site may have dropped the desk that a person chose."""
    for key in ("", "gone"):
        found = me(("Lan", "Lan"), Role.EDITOR, key, SITE)
        assert (found.names, found.desk) == (("Lan",), "")
        assert (found.everywhere, found.own) == (EDITORIAL, ())


def test_the_ladder_of_the_site_says_what_a_role_is_asked_for():
    """Who may neither edit nor approve is asked for nothing there."""
    for role in (Role.READER, Role.PHOTO, Role.WRITER):
        assert not me(("Lan",), role, "", SITE).everywhere
    assert me(("Lan",), Role.PHOTO, "", SITE).captions
    ladder = Ladder(publish_from=(State.APPROVED,), roles=((Act.APPROVE, frozenset({Role.ADMIN})),))
    strict = replace(SITE, ladder=ladder)
    wanted = (State.SUBMITTED, State.EDITING, State.APPROVED)
    assert me(("Lan",), Role.EDITOR, "", strict).everywhere == wanted


@given(HOURS, HOURS, st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/London", "America/St_Johns"]))
def test_each_time_lies_in_one_part_and_within_its_bounds(now, due, name):
    """Also where a clock is changed; the parts follow each other without a gap."""
    zone = ZoneInfo(name)
    found = span_of(due, now, zone)
    for span in Span:
        start, end = bounds(span, now, zone)
        is_in = (start is None or start <= due) and (end is None or due < end)
        assert is_in == (span is found) or span is Span.NONE


def test_the_week_ends_with_sunday_by_the_newspapers_clock():
    """Late on Friday in London it is Saturday in Huế, and Monday is three nights away."""
    now = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
    there = ZoneInfo("Asia/Ho_Chi_Minh")

    def told(hours: float) -> str:
        return span_of(now + timedelta(hours=hours), now, there).value

    assert [told(each) for each in (-0.1, 0, 20.9, 21, 44.9, 45)] == [
        "overdue",
        "today",
        "today",
        "tomorrow",
        "tomorrow",
        "later",
    ]
    assert span_of(now + timedelta(hours=50), now, ZoneInfo("Europe/London")) is Span.WEEK
    assert span_of(None, now, there) is Span.NONE
