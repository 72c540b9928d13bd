# SPDX-License-Identifier: GPL-3.0-or-later
"""Head: kicker, headline and standfirst, written in place in the type that they will have."""

from collections.abc import Callable
from contextlib import nullcontext

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from editor.model.article import Article
from editor.text.measure import words
from editor.text.vietnamese import nfc
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.echo import Echo, units
from ui.writer.fit import Fit
from ui.writer.ink import InkEdit
from ui.writer.meter import Meter
from ui.writer.steps import AllSteps
from ui.writer.weave import differences

NARROW_PX = 480
"""In a column of less the head is set in smaller type."""

_COUNTER_PX = 36
_LEAVES = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class HeadField(InkEdit):
    """One field of the head: it grows with its text, Enter moves on, pasted lines become one.

    Args:
        theme: how it looks.
        count: how long a text is, as the counter says it.
        parent: the head.
        most_lines: it grows to so many; what is longer scrolls in it.
    """

    left = Signal(int)
    """To the next field (1) or the one before (-1)."""

    def __init__(
        self, theme: Theme, count: Callable[[str], int], parent: QWidget, *, most_lines: int
    ) -> None:
        super().__init__(theme, parent)
        self._count = count
        self._most_lines = most_lines
        self._counted = ""
        self.is_overfull = False
        """Whether it holds more lines than it shows: then it scrolls by itself."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._recount)
        self.setViewportMargins(0, 0, _COUNTER_PX, 0)
        self._echo = Echo(self.document())
        self.document().contentsChange.connect(self._on_change)
        self.document().contentsChanged.connect(self._on_changed)

    @property
    def text(self) -> str:
        """What is written, as one line."""
        return self.document().toRawText().replace("\u2029", " ").replace("\u2028", " ")

    def show_text(self, text: str) -> None:
        """Show what came from elsewhere, the caret where it was; never during a composition."""
        now = self.text
        if self.is_composing or nfc(now) == text:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for splice in reversed(differences(now, text)):
            start = units(now[: splice.at])
            cursor.setPosition(start)
            end = start + units(now[splice.at : splice.at + splice.removed])
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(splice.added)
        cursor.endEditBlock()
        # Qt tells of a text that became shorter only when it is next painted.
        self._grow()

    def forget_steps(self) -> None:
        """Undo goes no further back than here."""
        self.document().clearUndoRedoStacks()

    def follow_steps(self, steps: AllSteps | None, name: str) -> None:
        """Let what is typed here be taken back also after the window was closed; None: no more."""
        if self.steps is not None:
            self.steps.end()
        self.steps = None if steps is None else steps.follow(name, self.document(), self._echo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; Up and Down leave at the edge."""
        step = _LEAVES.get(Qt.Key(event.key())) if not self.is_composing else None
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or not is_plain or not self._is_at_edge(event.key(), step):
            super().keyPressEvent(event)
        else:
            self.left.emit(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow or shrink as the lines break anew."""
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text; where more follows than is shown, it fades out."""
        super().paintEvent(event)
        if self.is_overfull and not self.hasFocus():
            self._paint_fading()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning again."""
        super().focusOutEvent(event)
        self.verticalScrollBar().setValue(0)

    def event(self, event: QEvent) -> bool:
        """Paint the counter into the margin, which is not the viewport's."""
        if event.type() == QEvent.Type.Paint and self._counted:
            self._paint_counter()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As wide as it may, as tall as its text."""
        return QSize(super().sizeHint().width(), self.height())

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if self._echo.splice(position, removed, added) and self.steps is not None:
            self.steps.note(self._echo.change)

    def _on_changed(self) -> None:
        if self.steps is not None:
            self.steps.settle()

    def _words_in(self, source: object) -> str:
        told = super()._words_in(source)  # type: ignore[arg-type]  # the same object goes on
        return " ".join(told.split("\n")).strip()

    def _is_at_edge(self, key: int, step: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True
        cursor = self.textCursor()
        move = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(move)

    def _grow(self) -> None:
        block = self.document().firstBlock()
        height = 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        line_px = self.fontMetrics().height()
        whole, most = max(line_px, round(height + 0.5)), self._most_lines * line_px
        wanted = min(whole, most)
        if self.is_overfull != (whole > most):
            self.is_overfull = whole > most
            needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(
                needed if self.is_overfull else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def _paint_fading(self) -> None:
        paper = self._theme.colour("paper")
        clear = QColor(paper)
        clear.setAlpha(0)
        box = self.viewport().rect()
        box.setTop(box.bottom() - 2 * self.fontMetrics().height())
        fading = QLinearGradient(box.topLeft(), box.bottomLeft())
        fading.setColorAt(0, clear)
        fading.setColorAt(1, paper)
        painter = QPainter(self.viewport())
        painter.fillRect(box, fading)
        painter.end()

    def _recount(self) -> None:
        text = self.text
        self._counted = str(self._count(text)) if text.strip() else ""
        self.update()

    def _paint_counter(self) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        font = self._theme.ui_font()
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        painter.setPen(self._theme.colour("quiet"))
        box = self.rect().adjusted(0, 0, 0, -4)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._counted
        )
        painter.end()


class Head(QWidget):
    """The three fields above the copy, bound to the open draft."""

    left_below = Signal()
    """From the standfirst on to the copy."""
    focused = Signal(object)
    """The field that has the caret now."""

    def __init__(self, theme: Theme, fit: Fit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft: Draft | None = None
        self._is_narrow = False
        self.kicker = HeadField(theme, len, self, most_lines=2)
        self.headline = HeadField(theme, len, self, most_lines=6)
        self.standfirst = HeadField(theme, words, self, most_lines=8)
        self.fields = {
            "kicker": self.kicker,
            "headline": self.headline,
            "standfirst": self.standfirst,
        }
        self.meters = {
            name: Meter(theme, fit, name, lambda name=name: self.fields[name].text, self)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            for name in ("headline", "standfirst")
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 28, 0, 20)
        layout.setSpacing(8)
        for number, (name, field) in enumerate(self.fields.items()):
            layout.addWidget(field)
            if (meter := self.meters.get(name)) is not None:
                layout.addWidget(meter)
                field.textChanged.connect(meter.look_again)
            field.textChanged.connect(lambda name=name: self._write(name))
            field.left.connect(lambda step, number=number: self._leave(number + step))
        self.retranslate()
        self.choose_type()

    def glimpse(self, article: Article) -> None:
        """Show what a story says that is about to be opened; `show_draft` must follow at once."""
        self._let_go()
        self._show(article)

    def show_draft(self, draft: Draft | None) -> None:
        """Write in another draft."""
        self._let_go()
        self._show(None if draft is None else draft.header)
        self._draft = draft
        if draft is not None:
            draft.changed.connect(self._follow)
            for name, field in self.fields.items():
                field.follow_steps(draft.steps, name)

    def _let_go(self) -> None:
        if self._draft is not None:
            self._draft.changed.disconnect(self._follow)
            for name, field in self.fields.items():
                field.follow_steps(None, name)
        self._draft = None

    def _show(self, article: Article | None) -> None:
        for name, field in self.fields.items():
            with QSignalBlocker(field):
                field.show_text("" if article is None else getattr(article, name))
            field.forget_steps()
            field.setEnabled(article is not None)
        for meter in self.meters.values():
            meter.look_again()

    def fit(self, width_px: int) -> None:
        """Smaller type in a narrow column."""
        is_narrow = width_px < NARROW_PX
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.choose_type()

    def choose_type(self) -> None:
        """Follow the font that the person chose."""
        kicker = self._theme.ui_font(size_px=13)
        headline = self._theme.copy_font(size_px=25 if self._is_narrow else 32)
        kicker.setWeight(QFont.Weight.DemiBold)
        kicker.setCapitalization(QFont.Capitalization.AllUppercase)
        kicker.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        headline.setBold(True)
        standfirst = self._theme.copy_font(size_px=17 if self._is_narrow else 19)
        standfirst.setBold(True)
        self.kicker.set_type(kicker, 1.6, "accent")
        self.headline.set_type(headline, 1.4)
        self.standfirst.set_type(standfirst, 1.5)

    def retranslate(self) -> None:
        """Say what goes where, in the language of the screen."""
        self.kicker.setPlaceholderText(self.tr("Kicker"))
        self.headline.setPlaceholderText(self.tr("Headline"))
        self.standfirst.setPlaceholderText(self.tr("Standfirst"))
        for field in self.fields.values():
            field.setAccessibleName(field.placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _write(self, name: str) -> None:
        if self._draft is not None:
            self._draft.set_field(name, self.fields[name].text)

    def _follow(self, told: frozenset[str]) -> None:
        if self._draft is None:
            return
        for name in told & self.fields.keys():
            field = self.fields[name]
            with field.steps.theirs() if field.steps is not None else nullcontext():
                field.show_text(getattr(self._draft.header, name))

    def _leave(self, number: int) -> None:
        if number >= len(self.fields):
            self.left_below.emit()
        elif number >= 0:
            list(self.fields.values())[number].setFocus(Qt.FocusReason.TabFocusReason)
