# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back: two versions of a story as one text or side by side, over a time line to scrub."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.model.article import Article, ArticleId
from editor.model.rows import Version
from editor.text.comparison import Comparison, OneChange, compare
from ui import words
from ui.entries import Choice
from ui.panels.marked import Marked
from ui.panels.pieces import Elided, button, column, label, row
from ui.panels.timeline import TimeLine
from ui.panels.told import BOTH, NEWER, OLDER, Teller
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

NOW, READERS, READ = "now", "readers", "read"
"""Versions without a number: what stands now, what readers have, what was last read."""
FOLLOW_MS = 400
"""What is typed or comes in while it is open is compared after such a pause."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Two versions and what differs between them."""

    older: Article
    newer: Article
    found: Comparison


class LookBack(QWidget):
    """It only reads; what is to be taken back or brought back goes out as a signal."""

    take_back_asked = Signal(object, object)
    """A `Looked`, and one of its changes."""
    restore_asked = Signal(object, int)
    """The article as it was, and the number of that version; 0: it has none."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._id: ArticleId | None = None
        self._now: Callable[[], Callable[[], Article]] | None = None
        self._apart: dict[str, Article] = {}
        self._versions: Sequence[Version] = ()
        self._keys = ["", NOW]
        self._looked: Looked | None = None
        self._build()
        self._wire()
        self._say()

    @property
    def looked(self) -> Looked | None:
        """What is shown."""
        return self._looked

    def show_story(
        self,
        article_id: ArticleId,
        now: Callable[[], Callable[[], Article]],
        keys: tuple[str, str] = ("", NOW),
        read: Article | None = None,
    ) -> None:
        """Look back at a story.

        Args:
            article_id: which.
            now: gives what reads the story as it then stands, off the thread of the widgets.
            keys: what is compared, older and newer: the number of a version, or `NOW`, `READERS`,
                `READ`; an empty one: the version before the newest.
            read: the story as it was last read, if something came in since.
        """
        self._id, self._now, self._keys = article_id, now, list(keys)
        self._apart = {} if read is None else {READ: read}
        self._looked = None
        self._ask_versions()

    def follow(self) -> None:
        """Something was typed or came in: compare anew after a pause, if anybody looks."""
        if self.isVisible() and self._id is not None:
            self._soon.start()

    def step(self, by: int) -> None:
        """Go to the next change (1) or the one before (-1)."""
        count = len(self._looked.found.changes) if self._looked else 0
        if count:
            now = self.text.current
            self._go_to((now + by) % count if now >= 0 else (0 if by > 0 else count - 1))

    def walk(self, by: int) -> None:
        """Go to a later version (1) or an earlier one (-1), with what changed in it."""
        place = self.line.value() + by
        if 0 <= place < len(self._versions):
            self.line.setValue(place)
            self._on_walked(place)

    def take_back(self) -> None:
        """Ask for the chosen change to be taken back."""
        change = self._current()
        if self._looked is not None and change is not None:
            self.take_back_asked.emit(self._looked, change)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()
        super().changeEvent(event)

    def _build(self) -> None:
        self._title = label(role="heading", wraps=False)
        self._from, self._to = Choice(), Choice()
        self._from_words, self._to_words = label(wraps=False), label(wraps=False)
        self._from_words.setBuddy(self._from)
        self._to_words.setBuddy(self._to)
        for box in (self._from, self._to):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = label(tone="quiet", wraps=False)
        self._previous, self._next = button(partial(self.step, -1)), button(partial(self.step, 1))
        self._one, self._two = (
            button(partial(self._show_sides, is_on=False)),
            button(partial(self._show_sides, is_on=True)),
        )
        for each in (self._one, self._two):
            each.setObjectName("space")
            each.setCheckable(True)
        self._one.setChecked(True)
        self.text, self.older = Marked(self._theme), Marked(self._theme)
        self.older.hide()
        self.line = TimeLine(self._theme)
        # The arrow keys scrub from the first moment on.
        self.setFocusProxy(self.line)
        self._shown = Elided()
        self._take_back, self._restore = button(self.take_back), button(self._on_restore)
        self._soon = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._lay_out()

    def _lay_out(self) -> None:
        top = row(self._title, -1, self._one, self._two, gap_px=GRID_PX // 2)
        sides = row(self._from_words, self._from, self._to_words, self._to, 2 * GRID_PX)
        for each in (self._count, self._previous, self._next):
            sides.addWidget(each)
        sides.setStretch(1, 1)
        sides.setStretch(3, 1)
        texts = row(self.older, self.text, gap_px=1)
        foot = row(self._shown, self._take_back, self._restore)
        foot.setStretch(0, 1)
        whole = column(top, sides, texts, self.line, foot, margin_px=2 * GRID_PX, gap_px=GRID_PX)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self._from.activated.connect(lambda _at: self._choose(0, self._from.currentData()))
        self._to.activated.connect(lambda _at: self._choose(1, self._to.currentData()))
        self.line.walked.connect(self._on_walked)
        self._soon.timeout.connect(self._ask_versions)
        for mine, other in ((self.text, self.older), (self.older, self.text)):
            mine.chosen.connect(self._go_to)
            mine.verticalScrollBar().valueChanged.connect(partial(self._follow_scroll, mine, other))
        self._theme.changed.connect(self._show)

    def _say(self) -> None:
        self._title.setText(self.tr("Look back"))
        self._from_words.setText(self.tr("From"))
        self._to_words.setText(self.tr("to"))
        self._from.setAccessibleName(self.tr("The older version"))
        self._to.setAccessibleName(self.tr("The newer version"))
        self._previous.setText("↑")
        self._next.setText("↓")
        self._previous.setToolTip(self.tr("The change before  Alt+Up"))
        self._next.setToolTip(self.tr("The next change  Alt+Down"))
        self._previous.setAccessibleName(self.tr("The change before"))
        self._next.setAccessibleName(self.tr("The next change"))
        self._one.setText(self.tr("One text"))
        self._two.setText(self.tr("Side by side"))
        self._take_back.setText(self.tr("Take this change back"))
        self._take_back.setToolTip(self.tr("In the story as it stands now; it can be undone."))
        self.text.setAccessibleName(self.tr("What differs"))
        self.older.setAccessibleName(self.tr("The older version"))
        self.line.setAccessibleName(self.tr("Time line"))
        self._say_place()

    def _ask_versions(self) -> None:
        asked = self._id
        if asked is None:
            return
        history = self._desk.history

        def work() -> tuple[list[Version], Article | None]:
            return history.versions(asked)[::-1], history.given(asked)

        self._tasks.latest("versions", work, partial(self._on_versions, asked))

    def _on_versions(self, asked: ArticleId, found: tuple[list[Version], Article | None]) -> None:
        if asked != self._id:
            return
        self._versions, given = found
        self._apart.pop(READERS, None)
        if given is not None:
            self._apart[READERS] = given
        if not self._keys[0] and self._versions:
            self._keys[0] = str(self._versions[max(0, len(self._versions) - 2)].number)
        self._fill()
        self._compare()

    def _fill(self) -> None:
        said = [self._words_of(each) for each in self._versions]
        names = {NOW: self.tr("What stands now"), READERS: self.tr("What readers have")}
        names[READ] = self.tr("As you last read it")
        apart = [(key, names[key]) for key in (NOW, READERS, READ) if key in {NOW, *self._apart}]
        numbered = zip((str(each.number) for each in self._versions), said, strict=True)
        offered = [*apart, *reversed(list(numbered))]
        for box, key in zip((self._from, self._to), self._keys, strict=True):
            box.show_choices(offered, key)
        zone = self._desk.profile.time_zone
        days = [words.day(each.at, zone) for each in self._versions]
        self.line.show_versions(self._versions, said, days, self.tr("others"))
        self._stand()

    def _words_of(self, version: Version) -> str:
        when = words.date_time(version.at, self._desk.profile.time_zone)
        told = (when, version.author or self.tr("this laptop"), words.reason_word(version.reason))
        return " · ".join((*told, words.word_count(version.words)))

    def _choose(self, side: int, key: str) -> None:
        self._keys[side] = key
        self._stand()
        self._compare()

    def _on_walked(self, place: int) -> None:
        numbers = [str(each.number) for each in self._versions]
        self._keys = [numbers[max(0, place - 1)], numbers[place]]
        for box, key in zip((self._from, self._to), self._keys, strict=True):
            box.setCurrentIndex(box.findData(key))
        self._stand()
        self._compare()

    def _stand(self) -> None:
        places = {str(each.number): place for place, each in enumerate(self._versions)}
        last = len(self._versions) - 1
        older, newer = (places.get(key, last) for key in self._keys)
        self.line.stand(max(older, newer), min(older, newer) + 1)
        self._shown.setText(
            self._words_of(self._versions[max(older, newer)]) if self._versions else ""
        )

    def _compare(self) -> None:
        asked = self._id
        if asked is None or not self._keys[0]:
            return
        older, newer = (self._reader(asked, key) for key in self._keys)

        def work() -> Looked:
            sides = older(), newer()
            return Looked(*sides, compare(*sides))

        self._tasks.latest("look back", work, partial(self._on_looked, asked))

    def _reader(self, article_id: ArticleId, key: str) -> Callable[[], Article]:
        if key in self._apart:
            known = self._apart[key]
            return lambda: known
        if not key.isdecimal() and self._now is not None:
            return self._now()
        return partial(self._desk.history.article, article_id, int(key))

    def _on_looked(self, asked: ArticleId, looked: Looked) -> None:
        if asked == self._id:
            was, self._looked = self._looked, looked
            is_same = was is not None and was.found == looked.found and was.newer == looked.newer
            if not is_same:
                self._show()

    def _show(self) -> None:
        looked = self._looked
        if looked is None:
            return
        profile = self._desk.profile
        teller = Teller(profile)
        if self._two.isChecked():
            self.older.show_parts(teller.parts(looked.found, looked.older, OLDER))
            self.text.show_parts(teller.parts(looked.found, looked.newer, NEWER))
        else:
            self.text.show_parts(teller.parts(looked.found, looked.newer, BOTH))
        if looked.found.changes:
            self._go_to(0)
        self._say_place()

    def _show_sides(self, *, is_on: bool) -> None:
        self._one.setChecked(not is_on)
        self._two.setChecked(is_on)
        self.older.setVisible(is_on)
        self._show()

    def _follow_scroll(self, mine: Marked, other: Marked, _value: int) -> None:
        if self._two.isChecked() and (mine.underMouse() or mine.hasFocus()):
            other.go_to_place(*mine.place())

    def _go_to(self, number: int) -> None:
        self.text.go_to(number)
        self.older.go_to(number)
        self._say_place()

    def _current(self) -> OneChange | None:
        changes = self._looked.found.changes if self._looked else ()
        return changes[self.text.current] if 0 <= self.text.current < len(changes) else None

    def _say_place(self) -> None:
        count = len(self._looked.found.changes) if self._looked else 0
        place = self.tr("{number} of {count}")
        told = place.format(number=self.text.current + 1, count=count)
        self._count.setText(told if count else self.tr("Nothing differs") if self._looked else "")
        for each in (self._previous, self._next):
            each.setEnabled(count > 0)
        self._take_back.setEnabled(self._current() is not None)
        version = self._restorable()
        self._restore.setEnabled(version is not None)
        said = self.tr("Restore the version of {when}")
        zone = self._desk.profile.time_zone
        when = words.date_time(version.at, zone) if version is not None else ""
        self._restore.setText(said.format(when=when) if when else self.tr("Restore this version"))

    def _restorable(self) -> Version | None:
        """The newer version, if it has a number and is not what stands; else the older one."""
        numbered = {str(each.number): each for each in self._versions[:-1]}
        return next((numbered[key] for key in reversed(self._keys) if key in numbered), None)

    def _on_restore(self) -> None:
        version, looked = self._restorable(), self._looked
        if version is None or looked is None:
            return
        is_newer = self._keys[1] == str(version.number)
        self.restore_asked.emit(looked.newer if is_newer else looked.older, version.number)
