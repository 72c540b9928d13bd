# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: bars, pages and what it remembers; stands before the store is open."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QMainWindow, QRhiWidget, QStackedWidget, QVBoxLayout, QWidget

from editor.errors import EditorError
from editor.settings import Settings
from ui import words
from ui.commands import Commands
from ui.pane import NATIVE
from ui.panels.banner import Banner
from ui.panels.ladder_line import LadderLine
from ui.panels.statusbar import StatusBar
from ui.panels.toast import Toast
from ui.panels.topbar import TopBar
from ui.panels.trouble import Trouble
from ui.panels.welcome import Welcome
from ui.tasks import Tasks
from ui.theme import Theme

FIRST_SIZE_PX = (1440, 900)
FIRST_SHARE = 0.94
"""Of a small screen, so that the frame is seen too."""
LEAST_SIZE_PX = (640, 480)
LOGO_PX = 56
NO_GRAPHICS = frozenset({"offscreen", "minimal", "vnc", *NATIVE})
"""Platforms of Qt on which pages are drawn by software alone, or in a window of their own."""


class Window(QMainWindow):
    """One window on one store.

    Args:
        theme: how it looks.
        tasks: the door to the threads; closed with the window.
        settings: as they were read before the store was opened.
        resources: the program's own `resources` folder.
    """

    language_chosen = Signal(str)
    """`vi`, `en`, or empty for the system's; the application changes its translators."""
    retry_asked = Signal()
    """A person wants the store to be opened once more."""
    folder_chosen = Signal(Path)
    """A person wants the store in this folder instead."""
    welcomed = Signal(object)
    """The first start is over; the Settings that were chosen."""
    leave_asked = Signal()
    """A person wants to go: save first, then call `leave`."""
    closing = Signal()
    """Save what is on the screen now: the window is about to go."""

    def __init__(self, theme: Theme, tasks: Tasks, settings: Settings, resources: Path) -> None:
        super().__init__()
        self.theme = theme
        self.tasks = tasks
        self.resources = resources
        self._is_closed = False
        self.guards_words = False
        """Whether `leave_asked` is heard: then closing waits for what it says."""
        self.setWindowTitle("Stet")
        self.setWindowIcon(QIcon(str(resources / "icons" / "stet.svg")))
        self.setMinimumSize(*LEAST_SIZE_PX)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.commands = Commands(theme, self)
        self.top, self.bottom, self.banner = TopBar(self.commands, theme), StatusBar(), Banner()
        self.ladder = LadderLine()
        self.pages = QStackedWidget()
        blank = QWidget()
        blank.setObjectName("page")
        self.pages.addWidget(blank)
        self.ground = self._lay_out()
        """What sheets float over."""
        self.toast = Toast(self.ground)
        _begin_as_page_ends(self.ground)
        # Qt would choose the menu's button: a space typed before the story stands would press it.
        self.ground.setFocus()
        self._recall(settings.window)

    def show_trouble(self, error: EditorError, folder: Path) -> None:
        """Say why the store in a folder cannot be opened."""
        page = Trouble(error, folder)
        page.retry_asked.connect(self.retry_asked)
        page.folder_chosen.connect(self.folder_chosen)
        page.quit_asked.connect(self.close)
        self.show_page(page)
        self.top.setEnabled(False)
        self.theme.draw_icons()

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front; it is added when it is new."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def show_bars(self, *, is_shown: bool) -> None:
        """Show the bars at top and bottom, or only what lies between them."""
        self.top.setVisible(is_shown)
        self.bottom.setVisible(is_shown)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for what is on the screen to be saved; the window goes when it stands."""
        if self.guards_words and not self._is_closed:
            event.ignore()
            self.leave_asked.emit()
            return
        self.leave()
        event.accept()

    def leave(self) -> None:
        """Go now, with all writes done that were asked for. A second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self.hide()
        self.closing.emit()
        self.tasks.close()
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self.top.fill_menu()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`?` shows the keys where nobody types; Esc leaves the focus mode."""
        if event.text() == "?":
            self.commands.ask("keys")
        elif event.key() == Qt.Key.Key_F10:
            self.top.menu.showMenu()
        elif event.key() == Qt.Key.Key_Escape and self.commands.action("view.focus").isChecked():
            self.commands.ask("view.focus")
        else:
            super().keyPressEvent(event)

    def logo(self, size_px: int = LOGO_PX) -> QPixmap:
        """The mark of Stet."""
        return QIcon(str(self.resources / "icons" / "stet.svg")).pixmap(size_px)

    def _lay_out(self) -> QWidget:
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, self.banner, self.ladder):
            layout.addWidget(part)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.bottom)
        self.setCentralWidget(middle)
        return middle

    def welcome(self, settings: Settings) -> None:
        """Ask the few things of a first start."""
        page = Welcome(settings, words.spoken(), self.logo())
        page.language_chosen.connect(self.language_chosen)
        page.done.connect(self._on_welcomed)
        self.show_bars(is_shown=False)
        self.show_page(page)
        page.setFocus()

    def _on_welcomed(self, settings: Settings) -> None:
        self.show_bars(is_shown=True)
        self.welcomed.emit(settings)

    def _recall(self, kept: Mapping[str, object]) -> None:
        room = self.screen().availableGeometry().size()
        self.resize(QSize(*FIRST_SIZE_PX).boundedTo(room * FIRST_SHARE))
        geometry = kept.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    def remember(self) -> dict[str, object]:
        """Where and how large the window is, to be kept between two starts."""
        return {"geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii")}


def _begin_as_page_ends(ground: QWidget) -> None:
    """Make the window of the kind that the preview will want of it.

    Qt would otherwise take the window away and bring a new one, without the focus, when the first
    page is put in.
    """
    if QGuiApplication.platformName() not in NO_GRAPHICS:
        corner = QRhiWidget(ground)
        corner.setFixedSize(1, 1)
        corner.move(-2, -2)
