# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the wire desk: sources, what came in, and a pane to read it; empty, it explains."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.model.dispatch import DispatchFilter, DispatchId, DispatchRow, Source
from editor.text.vietnamese import nfc
from ui.dispatches.model import DispatchModel, Read
from ui.dispatches.reading import DispatchPane
from ui.dispatches.row import DispatchDelegate
from ui.dispatches.sources import SourceList
from ui.lines import WordLine
from ui.panels.pieces import button, column, label, row
from ui.rows import row_table
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

SEARCH_MS = 80
REPAINT_MS = 60_000
SIDES_PX = (210, 380, 700)
LEAST_PX = (0, 200, 0)
"""0: what is in it asks for."""


class WirePage(QWidget):
    """Sources at the left, the list in the middle, one dispatch at the right."""

    chosen = Signal(object)
    """The id of the dispatch that is to be read, or None."""
    filled = Signal()

    def __init__(self, read: Read, tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme = theme
        self.sources, self.pane = SourceList(theme), DispatchPane(theme)
        self.model = DispatchModel(read, tasks, self)
        self._current: DispatchId | None = None
        self._build()
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search_soon.timeout.connect(self.apply)
        self._repaint = QTimer(self, interval=REPAINT_MS)
        self._repaint.timeout.connect(self.table.viewport().update)
        self._repaint.start()
        self._wire()
        self._dress()
        self._say()

    def show_sources(self, sources: Sequence[Source], chosen: int | None = None) -> None:
        """Show the sources; where there is none, what to do."""
        self.sources.show_sources(sources, chosen)
        self._stack.setCurrentIndex(1 if sources else 0)

    def apply(self) -> None:
        """Show what search and filters let through."""
        self._search_soon.stop()
        text = nfc(self.field.text()).strip()
        unread = self.unread.isChecked()
        self.model.show(DispatchFilter(text, self.sources.source_id, unread))

    @property
    def row(self) -> DispatchRow | None:
        """The chosen dispatch."""
        return self.model.row_at(self.table.currentIndex().row())

    def step(self, by: int) -> None:
        """Choose the dispatch so many places further down."""
        at = self.table.currentIndex().row()
        place = 0 if at < 0 else min(max(at + by, 0), self.model.rowCount() - 1)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(place))

    def search(self) -> None:
        """Put the caret into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def take_focus(self) -> None:
        """Let the keys work: in the list, or where the first source is added."""
        if self._stack.currentIndex():
            self.table.setFocus()
        else:
            self._first.setFocus()

    def remember(self) -> dict[str, object]:
        """What is kept between two starts."""
        return {"sides": self.split.sizes(), "source": self.sources.source_id or 0}

    def recall(self, kept: Mapping[str, object]) -> None:
        """Stand as it stood."""
        sides = kept.get("sides")
        if isinstance(sides, list) and len(sides) == len(SIDES_PX):
            self.split.setSizes([each for each in sides if isinstance(each, int)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search; the arrow down goes from the field into the list."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        self.field = WordLine(self, clearButtonEnabled=True)
        self._clear = self.field.findChild(QAction)
        self._looking_glass = self.field.addAction(
            self._theme.icon("ph.magnifying-glass", "quiet"),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.unread, self.all_read = QToolButton(self), QToolButton(self)
        self.unread.setCheckable(True)
        self.table = row_table(self.model, DispatchDelegate(self._theme, parent=self), self)
        self._none = label(tone="quiet")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._none.setMargin(3 * GRID_PX)
        self._listed = QStackedWidget(self)
        self._listed.addWidget(self.table)
        none = QWidget()
        none.setLayout(column(self._none, -1))
        self._listed.addWidget(none)
        self._lay_out()

    def _lay_out(self) -> None:
        head = row(self.field, self.unread, self.all_read, gap_px=4)
        head.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, 4)
        middle = QWidget()
        middle.setObjectName("stories")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setLayout(column(head, self._listed, gap_px=0))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        for each, least in zip((self.sources, middle, self.pane), LEAST_PX, strict=True):
            if least:
                each.setMinimumWidth(least)
            self.split.addWidget(each)
        self.split.setStretchFactor(2, 1)
        self.split.setSizes(list(SIDES_PX))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self.split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _empty(self) -> QWidget:
        self._title, self._words = label(role="heading"), label(tone="quiet")
        for each in (self._title, self._words):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._first = button(self.sources.add_asked.emit, kind="primary")
        self._first_list = button(self.sources.import_asked.emit, kind="plain")
        inside = QWidget()
        inside.setMaximumWidth(520)
        acts = row(-1, self._first, self._first_list, -1)
        inside.setLayout(column(self._title, self._words, GRID_PX, acts))
        page = QWidget()
        middle = row(-1, inside, -1, margin_px=3 * GRID_PX)
        middle.setStretch(1, 100)
        page.setLayout(column(-1, middle, -1))
        return page

    def _wire(self) -> None:
        self.field.textChanged.connect(lambda _text: self._search_soon.start())
        self.unread.toggled.connect(lambda _on: self.apply())
        self.sources.chosen.connect(self.apply)
        self.model.filled.connect(self._on_filled)
        self.table.selectionModel().currentChanged.connect(lambda _now, _was: self._on_current())
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._looking_glass.setIcon(self._theme.icon("ph.magnifying-glass", "quiet"))
        if self._clear is not None:
            self._clear.setIcon(self._theme.icon("ph.x", "quiet"))
        self.unread.setIcon(self._theme.icon("ph.circle", "quiet"))
        self.all_read.setIcon(self._theme.icon("ph.checks", "quiet"))
        hint = self.table.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex())
        self.table.verticalHeader().setDefaultSectionSize(hint.height())
        self.table.viewport().update()

    def _say(self) -> None:
        self.field.setPlaceholderText(self.tr("Search the wires"))
        self.field.setAccessibleName(self.tr("Search the wires"))
        self.field.setToolTip(self.tr("With marks or without (/)"))
        self.field.name_clearing(self.tr("Clear the search"))
        self.unread.setToolTip(self.tr("Only what nobody has read"))
        self.unread.setAccessibleName(self.tr("Only what nobody has read"))
        self.all_read.setToolTip(self.tr("Mark all in this list as read (Shift+A)"))
        self.all_read.setAccessibleName(self.tr("Mark all in this list as read"))
        self.table.setAccessibleName(self.tr("Wires"))
        self._none.setText(self.tr("Nothing has come in that fits."))
        self._title.setText(self.tr("No sources yet"))
        self._words.setText(
            self.tr(
                "News of agencies, authorities and other papers comes in here by RSS or Atom, and"
                " a story can be started from each. What came in can be read with no network."
            )
        )
        self._first.setText(self.tr("Add a source"))
        self._first_list.setText(self.tr("Import a list (OPML) …"))

    def _on_filled(self) -> None:
        """The rows are others: the chosen one stays chosen where it is still there."""
        self._listed.setCurrentIndex(0 if self.model.rowCount() else 1)
        place = self.model.position_of(self._current)
        selection = self.table.selectionModel()
        with QSignalBlocker(selection):
            if place >= 0:
                self.table.setCurrentIndex(self.model.index(place))
            else:
                selection.clear()
        if place < 0 and not self.unread.isChecked():
            # What was read stays in sight only where it left the list by being read.
            self._current = None
            self.chosen.emit(None)
        self.filled.emit()

    def _on_current(self) -> None:
        found = self.row
        self._current = found.id if found is not None else None
        self.chosen.emit(self._current)
