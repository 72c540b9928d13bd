# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources as a list with what is unread in each, and the ways to add, change and ask them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from editor.model.dispatch import Source, SourceId
from ui import words
from ui.dispatches.count import CountDelegate
from ui.panels.pieces import button, column, label, row, set_tone
from ui.theme import GRID_PX, ROW_PX, Theme

ALL = 0
"""Stands for all sources that are on."""


class SourceList(QWidget):
    """All sources; the chosen one filters the list beside."""

    chosen = Signal()
    add_asked = Signal()
    change_asked = Signal(object)
    """The id of a source."""
    switch_asked = Signal(object, bool)
    remove_asked = Signal(object)
    fetch_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stories")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._sources: Sequence[Source] = ()
        self.list = QListWidget(self)
        delegate: QStyledItemDelegate = CountDelegate(theme, self.list)
        self.list.setItemDelegate(delegate)
        self.list.setProperty("bare", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.told = label(tone="quiet")
        self._build()
        self.list.currentRowChanged.connect(lambda _at: self._on_current())
        self.list.customContextMenuRequested.connect(
            lambda at: self._menu.popup(self.list.viewport().mapToGlobal(at))
        )
        theme.changed.connect(self._dress)
        self._dress()
        self._say()

    @property
    def source_id(self) -> SourceId | None:
        """The chosen source; None: all."""
        at = self.list.currentRow() - 1
        return self._sources[at].id if 0 <= at < len(self._sources) else None

    def show_sources(self, sources: Sequence[Source], chosen: int | None = None) -> None:
        """Show them as they now stand; the chosen one stays it, where it is still there.

        Args:
            sources: in their order.
            chosen: the id of the one to choose; None: the one that is.
        """
        kept = (self.source_id or ALL) if chosen is None else chosen
        self._sources = tuple(sources)
        with QSignalBlocker(self.list):
            self.list.clear()
            unread = sum(each.unread for each in sources if each.is_on)
            self._add(ALL, self.tr("All sources"), unread)
            for each in sources:
                self._add(each.id, each.label, each.unread, is_on=each.is_on, error=self._why(each))
            ids = [ALL, *(each.id for each in sources)]
            self.list.setCurrentRow(ids.index(kept) if kept in ids else 0)
        if (self.source_id or ALL) != kept:
            self.chosen.emit()
        self._tell()

    def show_progress(self, at: int, of: int) -> None:
        """How many of how many sources are being asked; 0 of 0: none."""
        said = self.tr("Asking {at} of {all} …").format(at=at, all=of) if of else ""
        if said:
            set_tone(self.told, "quiet")
            self.told.setText(said)
        else:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen source, F2 or Enter changes it."""
        its = self.source_id
        if its is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit(its)
        elif its is not None and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return):
            self.change_asked.emit(its)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.show_sources(self._sources)
        super().changeEvent(event)

    def _build(self) -> None:
        self._add_button = button(self.add_asked.emit)
        self._fetch = QToolButton(self)
        self._fetch.clicked.connect(self.fetch_asked)
        self._more = QToolButton(self)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._acts = {name: self._menu.addAction("") for name in ("change", "switch", "remove")}
        self._menu.addSeparator()
        self._acts |= {name: self._menu.addAction("") for name in ("import", "export")}
        self._more.setMenu(self._menu)
        self._wire("change", self.change_asked)
        self._wire("remove", self.remove_asked)
        self._acts["switch"].triggered.connect(lambda _on=False: self._on_switch())
        self._acts["import"].triggered.connect(lambda _on=False: self.import_asked.emit())
        self._acts["export"].triggered.connect(lambda _on=False: self.export_asked.emit())
        foot = column(self.told, row(self._add_button, -1, self._fetch, self._more, gap_px=4))
        foot.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX)
        self.setLayout(column(self.list, foot, gap_px=0))

    def _wire(self, name: str, signal: SignalInstance) -> None:
        self._acts[name].triggered.connect(lambda _on=False: signal.emit(self.source_id))

    def _dress(self) -> None:
        self._fetch.setIcon(self._theme.icon("ph.arrow-clockwise"))
        self._more.setIcon(self._theme.icon("ph.dots-three-vertical"))

    def _say(self) -> None:
        self.list.setAccessibleName(self.tr("Sources"))
        self._add_button.setText(self.tr("Add a source"))
        self._fetch.setToolTip(self.tr("Ask all sources now (F5)"))
        self._fetch.setAccessibleName(self.tr("Ask all sources now"))
        self._more.setToolTip(self.tr("What else can be done with sources"))
        self._more.setAccessibleName(self.tr("Other acts"))
        self._acts["change"].setText(self.tr("Change …"))
        self._acts["remove"].setText(self.tr("Remove"))
        self._acts["import"].setText(self.tr("Import a list (OPML) …"))
        self._acts["export"].setText(self.tr("Export the list (OPML) …"))
        self._offer()

    def _offer(self) -> None:
        its = self._source()
        for name in ("change", "switch", "remove"):
            self._acts[name].setEnabled(its is not None)
        is_off = its is not None and not its.is_on
        self._acts["switch"].setText(self.tr("Switch on") if is_off else self.tr("Switch off"))

    def _source(self) -> Source | None:
        return next((each for each in self._sources if each.id == self.source_id), None)

    def _add(
        self, its_id: int, name: str, unread: int, *, is_on: bool = True, error: str = ""
    ) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, its_id)
        item.setData(CountDelegate.COUNT, words.number(unread) if unread else "")
        item.setData(CountDelegate.TONE, "quiet" if not is_on else "needs_you" if error else "")
        item.setSizeHint(QSize(0, ROW_PX))
        off = "" if is_on else self.tr("switched off")
        item.setToolTip("\n".join(filter(None, (name, off, error))))
        told = (name, self.tr("%n unread", "", unread), off, error)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, told)))
        self.list.addItem(item)

    def _why(self, its: Source) -> str:
        return words.code_sentence(its.error, **its.error_values) if its.error else ""

    def _tell(self) -> None:
        """Why the chosen source cannot be read, where it cannot."""
        its = self._source()
        said = "" if its is None else self._why(its)
        set_tone(self.told, "needs_you" if said else "quiet")
        self.told.setText(said)
        self.told.setVisible(True)
        self._offer()

    def _on_current(self) -> None:
        self._tell()
        self.chosen.emit()

    def _on_switch(self) -> None:
        its = self._source()
        if its is not None:
            self.switch_asked.emit(its.id, not its.is_on)
