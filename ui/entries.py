# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields to type into: labelled, growing, completed by lists, safe for input methods."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.text.vietnamese import fold, nfc
from ui.lines import WordLine
from ui.prose import ProseEdit
from ui.theme import GRID_PX

FOLD_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN_COMPLETIONS = 8
LABEL_GAP_PX = GRID_PX // 2

Index = QModelIndex | QPersistentModelIndex


class LineEntry(WordLine):
    """One line. What an input method still composes is neither told nor overwritten.

    Args:
        is_list: Tab puts the caret at the end, to add to what stands there; otherwise it selects
            all, to write it anew.
    """

    edited = Signal(str)
    """What now stands there, by a person's hand."""
    left = Signal()
    """The focus has gone elsewhere."""

    def __init__(self, parent: QWidget | None = None, *, is_list: bool = False) -> None:
        super().__init__(parent)
        self._is_list = is_list
        self._is_composing = False
        self._held: str | None = None
        self.textChanged.connect(self._on_text)

    def show_text(self, text: str) -> None:
        """Show what came from elsewhere, the caret kept; not while a syllable is composed."""
        if nfc(self.text()) == text:
            self._held = None
        elif self._is_composing:
            self._held = text
        else:
            before, at = self.text(), self.cursorPosition()
            with QSignalBlocker(self):
                self.setText(text)
            self.setCursorPosition(_moved(before, text, at) if self.hasFocus() else 0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when a syllable is being composed."""
        before = self.text()
        super().inputMethodEvent(event)
        self._is_composing = bool(event.preeditString())
        if not self._is_composing and self._held is not None:
            held, self._held = self._held, None
            if self.text() == before:
                self.show_text(held)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make ready to type."""
        super().focusInEvent(event)
        if self._is_list and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.end(False)  # noqa: FBT003  # Qt's: without marking

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def _on_text(self, text: str) -> None:
        self.edited.emit(nfc(text))


class TextEntry(ProseEdit):
    """Several lines; grows with its text. Tab goes to the next field."""

    edited = Signal(str)
    """What now stands there, by a person's hand."""
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, least_lines: int = 2, most_lines: int = 12
    ) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self._most_lines = most_lines
        self._told = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text)
        self._held: str | None = None

    def text(self) -> str:
        """What stands there, without what is still composed; NBSP kept."""
        raw: str = self.document().toRawText()
        return nfc(raw.replace("\u2029", "\n").replace("\u2028", "\n"))

    def show_text(self, text: str) -> None:
        """Show what came from elsewhere, caret and undo kept; not while a syllable is composed."""
        before = self.text()
        if before == text:
            self._held = None
        elif self._is_composing():
            self._held = text
        else:
            self._told = text
            self._splice(self.document().toRawText().replace("\u2029", "\n"), text)

    def begin_text(self, text: str) -> None:
        """Show the text of something else: no undo leads back to the one before."""
        self.show_text(text)
        self.document().clearUndoRedoStacks()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Show what was held back once the syllable is done."""
        before = self.text()
        super().inputMethodEvent(event)
        if not event.preeditString() and self._held is not None:
            held, self._held = self._held, None
            if self.text() == before:
                self.show_text(held)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._wanted_px())

    def minimumSizeHint(self) -> QSize:
        """As high as its lines, as narrow as it is made."""
        return QSize(0, self._wanted_px())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form unless there is something to scroll here."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _is_composing(self) -> bool:
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _splice(self, before: str, after: str) -> None:
        start, end = _common(before, after)
        caret = self.textCursor()
        # Qt joins an edit to the undo step of the typing before it unless the document is clean.
        self.document().setModified(False)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(_units(before[:start]))
        cursor.setPosition(_units(before[: len(before) - end]), QTextCursor.MoveMode.KeepAnchor)
        at = _moved(before, after, caret.position())
        cursor.insertText(after[start : len(after) - end])
        cursor.endEditBlock()
        caret.setPosition(at)
        self.setTextCursor(caret)

    def _on_text(self) -> None:
        text = self.text()
        if text != self._told:  # textChanged also comes with every key of a composed syllable
            self._told = text
            self.edited.emit(text)

    def _wanted_px(self) -> int:
        lines = round(self.document().size().height())
        shown = min(max(lines, self._least_lines), self._most_lines)
        margins = self.contentsMargins()
        around = 2 * round(self.document().documentMargin()) + margins.top() + margins.bottom()
        return shown * self.fontMetrics().lineSpacing() + around

    def _fit(self) -> None:
        lines = round(self.document().size().height())
        wants_bar = lines > self._most_lines
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wants_bar else policy.ScrollBarAlwaysOff
        )
        self.updateGeometry()


class Choice(QComboBox):
    """A list to choose from. The wheel turns the form, not the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer (key, words) and show one; a key that is not offered is shown as it is."""
        offered = list(choices)
        if chosen not in {key for key, _words in offered}:
            offered.append((chosen, chosen))
        if offered != [(self.itemData(at), self.itemText(at)) for at in range(self.count())]:
            with QSignalBlocker(self):
                self.clear()
                for key, words in offered:
                    self.addItem(words, key)
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A choice is never changed by scrolling past it."""
        if self.view().isVisible():
            super().wheelEvent(event)
        else:
            event.ignore()


class Labelled(QWidget):
    """A label above a field, a hint at its right, and below it what is missing."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.words = _label("label")
        self.words.setBuddy(editor)
        self.hint = _label("label")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.note = _label("")
        self.note.setWordWrap(True)
        self.note.hide()
        self._top = top = QHBoxLayout()
        top.setSpacing(GRID_PX)
        top.addWidget(self.words)
        top.addWidget(self.hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(LABEL_GAP_PX)
        layout.addLayout(top)
        layout.addWidget(editor)
        layout.addWidget(self.note)

    def put_at_right(self, widget: QWidget) -> None:
        """Let something small stand at the end of the line above the field."""
        self._top.addWidget(widget)

    def say(self, words: str, *, hint: str = "") -> None:
        """What the field is called, and a quiet word at the right."""
        self.words.setText(words)
        self.hint.setText(hint)
        self.editor.setAccessibleName(words)

    def count(self, sentence: str, *, is_too_much: bool) -> None:
        """Say at the right how much there is; nothing ever stops the hand."""
        self.hint.setText(sentence)
        self.hint.setProperty("role", "" if is_too_much else "label")
        set_tone(self.hint, "needs_you" if is_too_much else "quiet")

    def tell(self, sentence: str, *, tone: str = "needs_you") -> None:
        """Say below the field what is missing or why; empty: nothing."""
        set_tone(self.note, tone)
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)


class Completions(QCompleter):
    """A list below a field, found with and without Vietnamese marks; never completes inline.

    Args:
        field: where it belongs.
        separator: between several entries in one field; empty: the field holds one.
    """

    def __init__(self, field: QLineEdit, separator: str = "") -> None:
        super().__init__(field)
        self._field = field
        self._separator = separator
        self.setModel(_FoldedModel(self))
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(FOLD_ROLE)
        self.setMaxVisibleItems(SHOWN_COMPLETIONS)
        popup = self.popup()
        if popup is not None:
            popup.setObjectName("completions")
        field.setCompleter(self)

    def offer(self, known: Sequence[str]) -> None:
        """What can be chosen."""
        model = self.model()
        if isinstance(model, QStringListModel) and model.stringList() != list(known):
            model.setStringList(list(known))

    def splitPath(self, path: str) -> list[str]:  # noqa: N802  # Qt's name
        """What is looked for: the entry at the end, its marks off."""
        last = path.rpartition(self._separator)[2] if self._separator else path
        return [fold(last.strip())]

    def pathFromIndex(self, index: Index) -> str:  # noqa: N802  # Qt's name
        """What stands in the field when one is chosen."""
        chosen = str(index.data(Qt.ItemDataRole.DisplayRole))
        if not self._separator:
            return chosen
        before, found, _last = self._field.text().rpartition(self._separator)
        return f"{before}{found} {chosen}".lstrip() + f"{self._separator} "


class _FoldedModel(QStringListModel):
    """Strings that can be found without their marks."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == FOLD_ROLE:
            return fold(str(super().data(index, Qt.ItemDataRole.DisplayRole) or ""))
        return super().data(index, role)


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone of the style sheet: `quiet`, `fine`, `needs_you` or none."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _label(role: str) -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    return made


def _common(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts share at their start and, of the rest, at their end."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    rest = most - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return start, end


def _moved(before: str, after: str, at: int) -> int:
    """Where a caret belongs after a change elsewhere in its line."""
    start, end = _common(before, after)
    if at <= _units(before[:start]):
        return at
    from_end = _units(before) - at
    return _units(after) - min(from_end, _units(after[len(after) - end :] if end else ""))


def _units(text: str) -> int:
    """A text's length as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
