# SPDX-License-Identifier: GPL-3.0-or-later
"""A core code (error, finding, state) -> a translated sentence; numbers and times as people say."""

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from editor.errors import EditorError
from editor.model.rates import coefficient_text
from editor.model.rows import Line, SyncMark, SyncStatus
from editor.model.workflow import Act, State
from editor.sentences import Sentences

if TYPE_CHECKING:
    from decimal import Decimal

    from editor.checks import Finding  # what it reads is not needed for a first picture

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86_400
DAYS_OF_A_YEAR = 300
"""A date that is further away is told with its year."""


class _Spoken:
    """What is spoken now: one language for the whole screen, as with Qt's own translators."""

    language = "en"
    sentences = Sentences({})


def speak(language: str, resources: Path) -> None:
    """Say everything in a language (`vi` or `en`) from now on.

    Raises:
        Damaged: `sentences.damaged` when the table cannot be read.
    """
    _Spoken.sentences = Sentences.load(resources / "sentences", language)
    _Spoken.language = language


def spoken() -> str:
    """The language of the screen: `vi` or `en`."""
    return _Spoken.language


def locale() -> QLocale:
    """Numbers and dates as the language of the screen writes them."""
    return QLocale("vi_VN" if _Spoken.language == "vi" else "en_GB")


def error_sentence(error: EditorError) -> str:
    """The one clear sentence for an error."""
    return _Spoken.sentences.of(error)


def code_sentence(code: str, **values: object) -> str:
    """The sentence for a code that came without its error, as in a row of the outbox."""
    # What the server itself answered comes without a room.
    return _Spoken.sentences.say(code if "." in code else f"site.{code}", values)


def finding_sentence(finding: "Finding") -> str:
    """What is wrong, and what to do about it."""
    return _Spoken.sentences.say(finding.code, finding.values)


def rule_word(rule: str) -> str:
    """What a rule of the copy check looks for; a house rule by its own name."""
    return _Spoken.sentences.word("rule", rule)


def doubt_word(doubt: str) -> str:
    """What a person should look at before a story is paid: pen name only, no genre ..."""
    return _Spoken.sentences.word("royalty_doubt", doubt)


def task_word(task: str) -> str:
    """What a person is assigned for: to write, to photograph, to edit."""
    return _Spoken.sentences.word("task", task)


def span_word(span: str) -> str:
    """A part of the plan: overdue, today, tomorrow ..."""
    return _Spoken.sentences.word("span", span)


def shell_part(part: str) -> str:
    """What of a story stands on a page: one of `editor.model.shell.PARTS`."""
    return _Spoken.sentences.word("shell_part", part)


def place_word(place: str) -> str:
    """A place where readers meet a headline: the page, a card, what is shared, a search."""
    return _Spoken.sentences.word("place", place)


def pack_word(origin: str) -> str:
    """Whose a rule pack is: it ships, it is the newsroom's, or the store's own."""
    return _Spoken.sentences.word("pack", origin)


def fate_word(fate: str) -> str:
    """What became of one of our names in a house, or has to."""
    return _Spoken.sentences.word("map", fate)


def field_word(field: str) -> str:
    """What a field of an article is called."""
    return _Spoken.sentences.word("field", field)


def picture_field_word(field: str) -> str:
    """What a field of a picture is called."""
    return _Spoken.sentences.word("picture_field", field)


def origin_word(term: str) -> str:
    """How a picture came to be, in plain words, for a term of the IPTC's vocabulary."""
    return _Spoken.sentences.word("origin", term)


def charset_word(charset: str) -> str:
    """In which way letters are written that are not Unicode."""
    return _Spoken.sentences.word("charset", charset)


def state_word(state: State) -> str:
    """Where an article stands."""
    return _Spoken.sentences.word("state", state.value)


def role_word(role: str) -> str:
    """What a person is to the newsroom."""
    return _Spoken.sentences.word("role", role)


def act_word(act: Act) -> str:
    """What a button calls an act."""
    return _Spoken.sentences.word("act", act.value)


def mark_word(mark: SyncMark) -> str:
    """What has become of the newest words of a story."""
    return _Spoken.sentences.word("mark", mark.value)


def reason_word(reason: str) -> str:
    """Why a version was kept."""
    told = _Spoken.sentences.word("reason", reason)
    return told if told != reason else _Spoken.sentences.word("act", reason)


def kind_word(kind: str) -> str:
    """What a line in the outbox will send: the text, a picture, or an act."""
    if kind == "save":
        return QCoreApplication.translate("words", "Text")
    if kind == "picture":
        return QCoreApplication.translate("words", "Picture")
    return _Spoken.sentences.word("act", kind)


def sync_words(status: SyncStatus) -> str:
    """The whole of the sync in two or three calm words."""
    if status.needs_you or status.line is Line.REFUSED:
        return QCoreApplication.translate("words", "Needs you")
    if status.is_sending and status.waiting:
        said = QCoreApplication.translate("words", "Sending ({count})")
        return said.format(count=number(status.waiting))
    if status.waiting:
        said = QCoreApplication.translate("words", "Waiting ({count})")
        return said.format(count=number(status.waiting))
    if status.line is Line.ONLINE:
        return QCoreApplication.translate("words", "Sent")
    return QCoreApplication.translate("words", "Saved here")


def sync_reason(status: SyncStatus) -> str:
    """Why it is so, in one sentence; for a tooltip and the outbox."""
    if status.error:
        return code_sentence(status.error, **status.values)
    if status.is_paused:
        return QCoreApplication.translate("words", "Sending is paused; everything is kept here.")
    if status.line is Line.NONE:
        return QCoreApplication.translate("words", "No server is set; everything is kept here.")
    if status.line is Line.OFFLINE:
        return QCoreApplication.translate(
            "words", "The server cannot be reached now; it is tried again by itself."
        )
    if status.waiting:
        return QCoreApplication.translate("words", "On its way to the server.")
    return QCoreApplication.translate("words", "The server has everything.")


def returned() -> str:
    """How the list calls a draft that was sent back to its author."""
    return _Spoken.sentences.word("state", "returned")


def stub() -> str:
    """Of a story that is planned, and that nobody has begun to write."""
    return _Spoken.sentences.word("state", "stub")


def ahead() -> str:
    """Of a live story: readers do not see yet all that it says."""
    return QCoreApplication.translate("words", "changes not out")


def number(value: int) -> str:
    """A whole number with its groups: 1,712 or 1.712."""
    return locale().toString(value)


def coefficient(hundredths: int) -> str:
    """A coefficient as people write it: 2.5 or 2,5."""
    return coefficient_text(hundredths).replace(".", locale().decimalPoint())


def decimal(value: "Decimal") -> str:
    """An amount with its groups and all its decimals: 23.692.500 or 12.50."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return locale().toString(float(value), "f", places)


def month_name(month: str) -> str:
    """A month such as `2026-11`, as people say it."""
    year, _, number = month.partition("-")
    named = locale().standaloneMonthName(int(number))
    told = QCoreApplication.translate("words", "{month} {year}").format(month=named, year=year)
    return told[:1].upper() + told[1:]


def size(size_bytes: int) -> str:
    """A size that a person can compare: 340 kB, 2.4 MB."""
    if size_bytes < 1_000_000:
        return QCoreApplication.translate("words", "{size} kB").format(
            size=number(max(1, round(size_bytes / 1000)))
        )
    return QCoreApplication.translate("words", "{size} MB").format(
        size=locale().toString(size_bytes / 1e6, "f", 1)
    )


def word_count(words: int) -> str:
    """How long a copy is."""
    return _Counted().words(words)


def reading_time(minutes: int) -> str:
    """How long a reader takes."""
    return _Counted().minutes(minutes)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in one or two words; a date when it is more than a week."""
    passed_s = (now - moment).total_seconds()
    if passed_s < MINUTE_S:
        return QCoreApplication.translate("words", "Just now")
    if passed_s < HOUR_S:
        return _Counted().minutes_ago(int(passed_s // MINUTE_S))
    if passed_s < DAY_S:
        return _Counted().hours_ago(int(passed_s // HOUR_S))
    if passed_s < 2 * DAY_S:
        return QCoreApplication.translate("words", "Yesterday")
    if passed_s < 7 * DAY_S:
        return _Counted().days_ago(int(passed_s // DAY_S))
    return moment.astimezone().strftime("%d/%m/%Y")


def due(moment: datetime, now: datetime, zone: str = "") -> str:
    """When something is to be handed in, as people say it: due 17:00 today, 2 h overdue."""
    late_s = (now - moment).total_seconds()
    if late_s >= DAY_S:
        return _Counted().days_overdue(int(late_s // DAY_S))
    if late_s >= HOUR_S:
        return _Counted().hours_overdue(int(late_s // HOUR_S))
    if late_s > 0:
        return _Counted().minutes_overdue(max(1, int(late_s // MINUTE_S)))
    there = local(moment, zone)
    days = (there.date() - local(now, zone).date()).days
    said = {
        0: QCoreApplication.translate("words", "due {time} today"),
        1: QCoreApplication.translate("words", "due {time} tomorrow"),
    }.get(days, QCoreApplication.translate("words", "due {time}, {date}"))
    date = f"{there:%d/%m}" if days < DAYS_OF_A_YEAR else f"{there:%d/%m/%Y}"
    return said.format(time=f"{there:%H:%M}", date=date)


def local(moment: datetime, zone: str = "") -> datetime:
    """A moment by the clock of a time zone (`Asia/Ho_Chi_Minh`); empty: the computer's own."""
    try:
        return moment.astimezone(_zone(zone))
    except OverflowError:
        # The last hours of the calendar, as programs write "never", are over there already.
        return moment


def clock_time(moment: datetime, zone: str = "") -> str:
    """The time of day with the name of its zone: 07:03 ICT."""
    there = local(moment, zone)
    name = there.tzname() or ""
    if name[:1] in "+-":
        name = "ICT" if name == "+07" else f"UTC{name}"
    return f"{there:%H:%M} {name}"


def date_time(moment: datetime, zone: str = "") -> str:
    """Day and time as a list shows them: 07:03, 24/09/2023."""
    return f"{local(moment, zone):%H:%M, %d/%m/%Y}"


def day(moment: datetime, zone: str = "") -> tuple[date, str]:
    """The day of a moment by the clock of a zone, and its name: 24/09."""
    there = local(moment, zone)
    return there.date(), f"{there:%d/%m}"


def now() -> datetime:
    """This computer's clock, in aware UTC."""
    return datetime.now(UTC)


class _Counted(QObject):
    """What needs a plural; only `tr()` of a QObject is read with its count."""

    def words(self, count: int) -> str:
        return self.tr("%Ln word(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%n min", "", count)

    def minutes_ago(self, count: int) -> str:
        return self.tr("%n min ago", "", count)

    def hours_ago(self, count: int) -> str:
        return self.tr("%n h ago", "", count)

    def days_ago(self, count: int) -> str:
        return self.tr("%n day(s) ago", "", count)

    def minutes_overdue(self, count: int) -> str:
        return self.tr("%n min overdue", "", count)

    def hours_overdue(self, count: int) -> str:
        return self.tr("%n h overdue", "", count)

    def days_overdue(self, count: int) -> str:
        return self.tr("%n day(s) overdue", "", count)


def _zone(zone: str) -> tzinfo | None:
    # None is the computer's own zone to astimezone().
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
