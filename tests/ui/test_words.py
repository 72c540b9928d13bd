# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes, times and sizes as people say them, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from editor.errors import Offline, Refused
from editor.model.rows import Line, SyncMark, SyncStatus
from editor.model.workflow import Act, State
from ui import words

NOW = datetime(2026, 3, 5, 1, 2, tzinfo=UTC)


@pytest.fixture
def english(qapp, resources):
    words.speak("en", resources)


@pytest.fixture
def vietnamese(qapp, resources):
    words.speak("vi", resources)
    yield
    words.speak("en", resources)


def test_an_error_is_one_sentence_with_its_values(english):
    said = words.error_sentence(Refused("store.in_use", folder="/stories"))
    assert "/stories" in said
    assert said.endswith(".")


def test_an_error_of_the_line_says_that_nothing_is_lost(english):
    assert "kept here" in words.error_sentence(Offline("line.down"))


def test_every_state_act_and_mark_has_a_word(vietnamese):
    for said in (
        *(words.state_word(each) for each in State),
        *(words.act_word(each) for each in Act),
        *(words.mark_word(each) for each in SyncMark),
    ):
        assert said
        assert "_" not in said
    assert words.state_word(State.PUBLISHED) == "Đã xuất bản"
    assert words.act_word(Act.SUBMIT) == "Gửi duyệt"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (SyncStatus(), "Saved here"),
        (SyncStatus(line=Line.ONLINE), "Sent"),
        (SyncStatus(line=Line.OFFLINE, waiting=3), "Waiting (3)"),
        (SyncStatus(line=Line.ONLINE, waiting=2, is_sending=True), "Sending (2)"),
        (SyncStatus(line=Line.ONLINE, needs_you=1), "Needs you"),
        (SyncStatus(line=Line.REFUSED, waiting=1), "Needs you"),
    ],
)
def test_the_sync_is_told_calmly(english, status, said):
    assert words.sync_words(status) == said


def test_every_status_has_its_reason(english):
    for line in Line:
        for waiting in (0, 2):
            assert words.sync_reason(SyncStatus(line=line, waiting=waiting)).endswith(".")
    assert "paused" in words.sync_reason(SyncStatus(is_paused=True))


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "Just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1, hours=1), "Yesterday"),
        (timedelta(days=30), "03/02/2026"),
    ],
)
def test_how_long_ago(english, passed, said):
    assert words.ago(NOW - passed, NOW) == said


def test_the_zone_is_always_named():
    assert words.clock_time(NOW, "Asia/Ho_Chi_Minh") == "08:02 ICT"
    assert words.clock_time(NOW, "Nowhere/At_all").startswith(f"{NOW.astimezone():%H:%M}")


def test_sizes_and_numbers_follow_the_language(english, resources):
    assert words.size(2_400_000) == "2.4 MB"
    assert words.size(340) == "1 kB"
    assert words.number(1712) == "1,712"
    words.speak("vi", resources)
    assert words.number(1712) == "1.712"
    words.speak("en", resources)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (-50.0, "2 day(s) overdue"),
        (-2.1, "2 h overdue"),
        (-0.001, "1 min overdue"),
        (1.0, "due 09:02 today"),
        (23.0, "due 07:02 tomorrow"),
        (100.0, "due 12:02, 09/03"),
        (24.0 * 330, "due 08:02, 29/01/2027"),
    ],
)
def test_a_due_time_is_told_as_people_say_it(english, hours, said):
    """By the newspaper's clock, which is seven hours ahead here."""
    assert words.due(NOW + timedelta(hours=hours), NOW, "Asia/Ho_Chi_Minh") == said


def test_a_time_at_the_end_of_the_calendar_can_be_told(english):
    """A program may write "never" so; over there it is already the day after the last one."""
    never = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert words.due(never, NOW, "Asia/Ho_Chi_Minh") == "due 23:59, 31/12/9999"
    assert words.date_time(never, "Asia/Ho_Chi_Minh") == "23:59, 31/12/9999"
