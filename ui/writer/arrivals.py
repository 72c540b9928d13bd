# SPDX-License-Identifier: GPL-3.0-or-later
"""What came in from others into the open story: one line, and bars in the margin of the copy."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from editor.model.article import SERVER_FIELDS, Article
from ui import words
from ui.theme import GRID_PX, Theme
from ui.writer.copy import CopyEdit
from ui.writer.echo import units
from ui.writer.weave import MATCHED_LINES, news

TICK_MS = 1000
READ_TICKS = 6
"""A passage that was in sight for so many seconds is read."""
BAR_PX = 3
SPACE_PX = 9
"""Between a bar and the copy."""
HEIGHT_PX = 32
MOST_MARKS = 200
TOLD_ELSEWHERE = SERVER_FIELDS | {"publish_at"}
"""What acts change: the bar at the top says it beside the state."""
NAMED_FIELDS = 2
"""More are counted."""


class Came(NamedTuple):
    """What came in: from whom, when, into which fields and passages."""

    authors: tuple[str, ...]
    at: datetime
    fields: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Of the copy as it now stands, in UTF-16 units."""


def came(before: Article, after: Article, authors: Sequence[str], at: datetime) -> Came | None:
    """What differs between two states of a story, as a person reads it; None: nothing does."""
    told = sorted(news(before, after) - TOLD_ELSEWHERE)
    if not before.url_slug and after.published_at is not None and "url_slug" in told:
        # The server completes the address when it publishes: nobody wrote it.
        told.remove("url_slug")
    if not told:
        return None
    fields = tuple(each for each in told if each != "body")
    spans = changed_spans(before.body, after.body) if "body" in told else ()
    return Came(tuple(authors), at, fields, spans)


def changed_spans(old: str, new: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs of the new text that are not as in the old one, in UTF-16 units.

    Where some only went, the place where they stood. Cost: grows with what differs, not with all.
    """
    before, after = old.split("\n"), new.split("\n")
    offsets = list(itertools.accumulate((units(each) + 1 for each in after), initial=0))
    spans = []
    for first, last in _changed_lines(before, after):
        lines = [each for each in range(first, last) if after[each].strip()]
        spans += [(offsets[each], offsets[each + 1] - 1) for each in lines]
        if not lines:
            place = offsets[min(first, len(after) - 1)]
            spans.append((place, place))
    return tuple(spans[:MOST_MARKS])


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of new lines that are not as they were."""
    most = min(len(old), len(new))
    start = next((each for each in range(most) if old[each] != new[each]), most)
    rest = most - start
    end = next((each for each in range(rest) if old[-1 - each] != new[-1 - each]), rest)
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if len(was) + len(now) > MATCHED_LINES:
        return [(start, start + len(now))]
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [(start + first, start + last) for tag, _, _, first, last in codes if tag != "equal"]


class _Mark:
    """One passage; its place moves along with what is typed around it."""

    def __init__(self, copy: CopyEdit, start: int, end: int) -> None:
        document = copy.document()
        most = document.characterCount() - 1
        self._start, self._end = QTextCursor(document), QTextCursor(document)
        self._start.setPosition(min(start, most))
        self._end.setPosition(min(end, most))
        self.ticks = 0

    @property
    def line(self) -> int:
        """The line of the copy in which it begins."""
        return self._start.blockNumber()

    @property
    def lines(self) -> set[int]:
        """The lines that it touches."""
        return set(range(self._start.blockNumber(), self._end.blockNumber() + 1))

    def area(self, copy: CopyEdit) -> tuple[int, int]:
        """Where it is in the view: top and bottom."""
        top = copy.cursorRect(self._start).top()
        return top, max(top, copy.cursorRect(self._end).bottom())


class Margin(QWidget):
    """Bars beside the passages that came in; there only while there are any."""

    def __init__(self, copy: CopyEdit, theme: Theme) -> None:
        super().__init__(copy.parentWidget())
        self._copy, self._theme = copy, theme
        self.marks: list[_Mark] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        copy.updateRequest.connect(self._follow)
        self.hide()

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark these passages as well."""
        self.marks += [_Mark(self._copy, *each) for each in spans]
        if self.marks:
            self._follow()
            self.show()
            self.raise_()

    def clear(self) -> None:
        """Mark nothing."""
        self.marks = []
        self.hide()

    def see(self) -> bool:
        """A second has passed: whether all that is marked was long enough in sight."""
        height = self._copy.viewport().height()
        for each in self.marks:
            top, bottom = each.area(self._copy)
            each.ticks += bottom > 0 and top < height
        return all(each.ticks >= READ_TICKS for each in self.marks)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One bar a passage."""
        painter = QPainter(self)
        for each in self.marks:
            top, bottom = each.area(self._copy)
            painter.fillRect(QRect(0, top, BAR_PX, bottom - top), self._theme.colour("accent"))
        painter.end()

    def _follow(self) -> None:
        if self.marks:
            place = self._copy.geometry()
            self.setGeometry(place.x() - SPACE_PX - BAR_PX, place.y(), BAR_PX, place.height())
            self.update()


class Arrivals(QWidget):
    """The line below the copy; it goes by itself when what it tells of was read."""

    compare_asked = Signal()
    """A person wants to read it word by word."""
    read = Signal()
    """A person has seen it, or has put it away."""

    def __init__(self, copy: CopyEdit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT_PX)
        self._copy = copy
        self._zone = ""
        self._told: list[Came] = []
        self._seen_ticks = 0
        self._next = 0
        self.margin = Margin(copy, theme)
        self.words = QLabel(wordWrap=True)
        self.show_button, self.compare, self.away = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.tick)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; empty while it says nothing."""
        return self.words.text() if self._told else ""

    def tell(self, found: Came, zone: str) -> None:
        """Say what came in, in addition to what was not read yet.

        Args:
            found: what it was.
            zone: of the newspaper's clock.
        """
        self._told.append(found)
        self._zone, self._seen_ticks = zone, 0
        self.margin.mark(found.spans)
        self._say()
        self.show()
        self._tick.start()

    def clear(self) -> None:
        """Say nothing: another story."""
        self._told, self._next = [], 0
        self._tick.stop()
        self.margin.clear()
        self.hide()

    def tick(self) -> None:
        """A second has passed: it goes once everything was in sight long enough."""
        if not self.window().isActiveWindow():
            return
        self._seen_ticks += 1
        is_seen = self.margin.see()
        if is_seen and self._seen_ticks >= READ_TICKS:
            self.put_away()

    def put_away(self) -> None:
        """It is read."""
        self.clear()
        self.read.emit()

    def show_next(self) -> None:
        """Bring the next passage into sight; the caret stays where it is."""
        marks = self.margin.marks
        if not marks:
            return
        mark = marks[self._next % len(marks)]
        self._next += 1
        self.passage_asked.emit(mark.line)

    passage_asked = Signal(int)
    """A line of the copy that a person wants to see."""

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 0, GRID_PX, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.words, 1)
        for button, do in (
            (self.show_button, self.show_next),
            (self.compare, self.compare_asked.emit),
            (self.away, self.put_away),
        ):
            button.setProperty("kind", "link")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, do=do: do())
            layout.addWidget(button)

    def _say(self) -> None:
        self.show_button.setText(self.tr("Show"))
        self.compare.setText(self.tr("Compare"))
        self.away.setText(self.tr("Dismiss"))
        if not self._told:
            return
        authors = tuple(dict.fromkeys(each for told in self._told for each in told.authors))
        fields = tuple(dict.fromkeys(each for told in self._told for each in told.fields))
        lines = {each for mark in self.margin.marks for each in mark.lines}
        self.show_button.setVisible(bool(self.margin.marks))
        at = words.clock_time(self._told[-1].at, self._zone)
        said = self.tr("{who} changed {what}, {time}")
        who = self._joined(authors) or self.tr("Somebody")
        self.words.setText(said.format(who=who, what=self._what(fields, len(lines)), time=at))

    def _what(self, fields: Sequence[str], passages: int) -> str:
        named = [_small(words.field_word(each)) for each in fields]
        if len(named) > NAMED_FIELDS:
            named = [self.tr("%n field(s)", "", len(named))]
        if passages:
            named.append(self.tr("%n paragraph(s)", "", passages))
        return self._joined(named)

    def _joined(self, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return self.tr("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]
