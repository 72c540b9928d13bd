# SPDX-License-Identifier: GPL-3.0-or-later
"""The application: one window, shown before anything heavy is loaded, then filled."""

import ctypes
import logging
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from editor.errors import EditorError
from editor.settings import LANGUAGES, Settings, SettingsFile
from ui import words
from ui.rubbish import Rubbish
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.newsroom import Newsroom
    from ui.panels.choices import House

AT_REST_MS = 3000
"""The start is over by then: memory is tidied as it grows again."""

GIVE_BACK_MS = 8000
"""Sync and server are loaded by then."""
M_ARENA_MAX = -8
"""What glibc calls it, in <malloc.h>."""
HEAPS = 2
"""One for the screen, one for all other threads: glibc would give each of the twenty its own, and
they keep what was freed in them, a tenth of the program's memory."""

_log = logging.getLogger(__name__)


class Tongue(QObject):
    """The language of the whole screen; changes while the window stands."""

    def __init__(self, resources: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._resources = resources
        self._translators: list[QTranslator] = []

    def speak(self, chosen: str) -> None:
        """Speak `vi` or `en`; empty: the system's language when it is one of them, else English."""
        system = QLocale.system().name()[:2]
        language = chosen or (system if system in LANGUAGES else "en")
        words.speak(language, self._resources)
        QLocale.setDefault(words.locale())
        old, self._translators = self._translators, []
        for name in ("stet", "qtbase"):
            translator = QTranslator(self)
            file = self._resources / "translations" / f"{name}_{language}.qm"
            if file.exists() and translator.load(str(file)):
                self._translators.append(translator)
                QCoreApplication.installTranslator(translator)
        _take_out(old)

    def fall_silent(self) -> None:
        """Leave the application without a language of ours."""
        old, self._translators = self._translators, []
        _take_out(old)


def _take_out(translators: list[QTranslator]) -> None:
    for translator in translators:
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()


class Screen(QObject):
    """The window with all that it stands on.

    Args:
        open_desk: opens the store in a folder; called in a thread, after the first picture.
        open_house: connects an open desk to its publishing server.
        resources: the program's own `resources` folder.
        folder: the store.
    """

    def __init__(
        self,
        open_desk: "Callable[[Path], Desk]",
        open_house: "Callable[[Desk], House] | None",
        *,
        resources: Path,
        folder: Path,
    ) -> None:
        super().__init__()
        self._open_desk = open_desk
        self._open_house = open_house
        self._folder = folder
        self.desk: Desk | None = None
        self.newsroom: Newsroom | None = None
        settings = SettingsFile(folder / "settings.toml").peek()
        self.tongue = Tongue(resources, self)
        self.tongue.speak(settings.language)
        self.theme = Theme(resources, cache=folder / "cache" / "icons", parent=self)
        self.theme.put_off_icons()
        self._choose(settings)
        self.tasks = Tasks(self)
        self.window = Window(self.theme, self.tasks, settings, resources)
        self.window.language_chosen.connect(self.tongue.speak)
        self.window.retry_asked.connect(self.open)
        self.window.folder_chosen.connect(self.open_folder)

    def show(self) -> None:
        """Show the window; the store is opened meanwhile."""
        self.open()
        self.window.show()

    def open(self) -> None:
        """Open the store off this thread."""
        self.window.top.setEnabled(True)
        work = partial(self._open_desk, self._folder)
        self.tasks.run(work, self._settle, self._on_trouble)
        QTimer.singleShot(0, self, _load_rooms)

    def open_folder(self, folder: Path) -> None:
        """Open the store in another folder, as it was last left."""
        self._folder = folder
        settings = SettingsFile(folder / "settings.toml").peek()
        if settings.language:
            self.tongue.speak(settings.language)
        self._choose(settings)
        self.open()

    def _on_trouble(self, error: EditorError) -> None:
        self.window.show_trouble(error, self._folder)

    def close(self) -> None:
        """Put away what the window stood on, in order. The window is closed by then."""
        self.window.leave()
        house = self.newsroom.house if self.newsroom is not None else None
        if house is not None:
            house.__exit__(None, None, None)
        if self.desk is not None:
            self.desk.close()
        # The pages of the preview must be gone before their profile is.
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self.tongue.fall_silent()

    def _choose(self, settings: Settings) -> None:
        self.theme.choose(
            appearance=settings.appearance,
            copy_font=settings.copy_font,
            copy_size_px=settings.copy_size_px,
        )

    def _settle(self, desk: "Desk") -> None:
        was_active = self.window.isActiveWindow()
        deeds, newsroom = _load_rooms()
        self.desk = desk
        house = self._open_house(desk) if self._open_house is not None else None
        self.newsroom = newsroom.Newsroom(self.window, desk, house)
        deeds.bind(self.window.commands, self.newsroom)
        self.theme.draw_icons()
        if desk.settings.welcome_done:
            self.newsroom.begin()
        else:
            self.window.welcome(desk.settings)
        if was_active:
            self.window.activateWindow()


def _load_rooms() -> tuple[ModuleType, ModuleType]:
    # A third of a second of modules: the window stands before they load, and the store is opened
    # in its thread meanwhile.
    from ui import deeds, newsroom  # noqa: PLC0415

    return deeds, newsroom


def prepare() -> QApplication:
    """The one QApplication, with what must be said before it is made."""
    # Registers the scheme of the preview, which Qt wants before the application.
    from ui import web  # noqa: PLC0415

    web.register_scheme()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QGuiApplication.setDesktopFileName("stet")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Stet")
    application.setStyle("Fusion")
    application.aboutToQuit.connect(_leave_clipboard)
    return application


def _leave_clipboard() -> None:
    """Leave what was copied to Qt alone: data that Python made must not outlive Python."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())
    if clipboard.ownsSelection():
        clipboard.setText(clipboard.text(QClipboard.Mode.Selection), QClipboard.Mode.Selection)


def run(
    open_desk: "Callable[[Path], Desk]",
    open_house: "Callable[[Desk], House] | None" = None,
    *,
    resources: Path,
    folder: Path,
) -> int:
    """Show the window until it is closed; returns the exit code of the application."""
    libc = _glibc()
    if libc is not None:
        libc.mallopt(M_ARENA_MAX, HEAPS)
    application = prepare()
    screen = Screen(open_desk, open_house, resources=resources, folder=folder)
    QTimer.singleShot(AT_REST_MS, screen, partial(_tidy_from_now_on, screen))
    QTimer.singleShot(GIVE_BACK_MS, screen, partial(_give_back, screen.tasks))
    hearing = _hear_signals(screen)
    # The window hides before it closes, and Qt counts only windows that are seen.
    screen.window.closing.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    screen.show()
    try:
        return application.exec()
    finally:
        hearing.setEnabled(False)
        signal.set_wakeup_fd(-1)
        screen.close()


def _tidy_from_now_on(screen: Screen) -> None:
    Rubbish(screen)


def _give_back(tasks: Tasks) -> None:
    """Give the system what the start let go of: 10 MB."""
    libc = _glibc()
    if libc is not None:
        tasks.run(partial(libc.malloc_trim, 0))


def _glibc() -> ctypes.CDLL | None:
    """The C library where it is glibc, the one with these two wishes."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if libc is not None and hasattr(libc, "malloc_trim") else None


def _hear_signals(screen: Screen) -> QSocketNotifier:
    """Close the window in good order at SIGTERM and Ctrl-C, without ever waking up to look."""
    heard, told = socket.socketpair()
    for end in (heard, told):
        end.settimeout(0)
    for number in (signal.SIGTERM, signal.SIGINT):
        # Python sees a signal only while it runs: the byte wakes it.
        signal.signal(number, lambda *_: screen.window.close())
    signal.set_wakeup_fd(told.detach())
    notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, screen)
    notifier.activated.connect(lambda *_: heard.recv(64))
    return notifier
