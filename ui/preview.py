# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview: page loaded once, blocks patched, scroll kept, widths."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from editor.errors import EditorError
from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from ui.pane import Pane
from ui.press import Order, Press, Printed, Source, found
from ui.tasks import Tasks
from ui.theme import ICON_PX, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from editor.desk import Desk
    from ui.web import Found, SealedPage

DEVICES_PX = {"phone": 390, "tablet": 768, "desktop": 1280, "card": 390}
"""How wide the reader's screen is."""
BAR_PX = 40
REST_MS = 300
"""After so long without a key all of the page is looked at, not only the copy."""
FRAME_MS = 16
RESTART_MS = 1000
START_MS = 30
"""The copy stands on the screen by then, and can be typed into."""

_ICONS = {
    "phone": "ph.device-mobile",
    "tablet": "ph.device-tablet",
    "desktop": "ph.desktop",
    "card": "ph.cards",
}


class Open(Protocol):
    """What is previewed; `ui.writer.draft.Draft` is one."""

    changed: "SignalInstance"

    @property
    def header(self) -> Article:
        """The article, its copy left empty."""

    @property
    def pictures(self) -> Mapping[Sha256, Picture]:
        """What is known of the pictures."""

    def snapshot(self) -> Source:
        """The whole at this moment."""


def register_scheme() -> None:
    """Say, before the application is made, that a browser will come; loads nothing yet."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


class Preview(QWidget):
    """The page as readers will get it, changed in place at every key.

    The browser is loaded when a story is first seen in it.
    """

    scrolled = Signal(float)
    """The reader scrolled: the source line at the top; from -1 to 0 above the copy."""
    link_asked = Signal(str)
    """A link was clicked: an address, or a path of the site itself."""
    clicked_line = Signal(int)
    """A paragraph was clicked: its source line."""
    shown = Signal()
    """What was asked for last stands on the page."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._press = Press(desk, lambda: not tasks.is_closed)
        self._draft: Open | None = None
        self._device = "phone"
        self._page: SealedPage | None = None
        self._printed: Printed | None = None
        self._is_busy = self._is_asked = self._is_whole = False
        self._line = -1.0
        self._bar = _Devices(theme, self)
        self._bar.chosen.connect(self.set_device)
        self._ground = Pane(self)
        self._rest = self._timer(REST_MS, partial(self._ask, is_whole=True))
        self._soon = self._timer(0, partial(self._ask, is_whole=False))
        self._starting = self._timer(START_MS, self._start)
        self._placing = self._timer(FRAME_MS, self._place)
        self._reading = self._timer(2 * FRAME_MS, self._read_place)
        theme.changed.connect(self._dress)

    @property
    def device(self) -> str:
        """Whose width is shown."""
        return self._device

    @property
    def is_current(self) -> bool:
        """Whether the page shows the draft as it now is."""
        waits = self._is_busy or self._is_asked or self._soon.isActive() or self._rest.isActive()
        return not waits

    def show_draft(self, draft: Open | None) -> None:
        """Show another draft; None: an empty ground."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._follow)
        self._draft, self._printed, self._line = draft, None, -1.0
        if draft is not None:
            draft.changed.connect(self._follow)
        self._ground.setVisible(draft is not None)
        self._start_soon()
        self._ask(is_whole=True)

    def set_device(self, device: str) -> None:
        """Show the page on a `phone`, `tablet` or `desktop`, or the story as a `card`."""
        was_card, self._device = self._device == "card", device
        self._bar.choose(device)
        self._arrange()
        if was_card != (device == "card"):
            self._printed = None
            self._ask(is_whole=True)

    def scroll_to(self, line: float) -> None:
        """Bring a source line to the top, without telling that it was scrolled."""
        self._line = line
        if not self._placing.isActive():
            self._placing.start()

    def lie_under(self, floating: Iterable[QWidget]) -> None:
        """Leave these widgets in sight where they float over the page."""
        self._ground.lie_under(floating)

    def end(self) -> None:
        """Take the browser down, page before profile; the program does it when it quits."""
        page, self._page, self._draft = self._page, None, None
        if page is not None and shiboken6.isValid(page):
            profile = page.profile()
            for each in (page, self._view, profile):
                shiboken6.delete(each)

    def sizeHint(self) -> QSize:
        """Wide enough for a phone."""
        return QSize(DEVICES_PX["phone"] + 48, 600)

    def showEvent(self, event: QShowEvent) -> None:
        """Load the browser, after the window has been painted."""
        super().showEvent(event)
        self._start_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page in."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground that the page lies on."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("panel"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(0, BAR_PX - 1, self.width(), BAR_PX - 1)
        if self._ground.isVisible():
            painter.drawRect(self._ground.geometry().adjusted(-1, -1, 0, 0))
        painter.end()

    def _start_soon(self) -> None:
        if self._page is None and self._draft is not None and self.isVisible():
            self._starting.start()

    def _start(self) -> None:
        if self._page is not None:
            return
        # A quarter of a second and a hundred megabytes: not before somebody looks.
        from ui.web import sealed_view  # noqa: PLC0415

        self._view, self._answers, self._page = sealed_view(self._find, self._tasks, self._ground)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.end)
        page = self._page
        page.loadFinished.connect(self._loaded)
        page.scrollPositionChanged.connect(self._scrolled)
        page.renderProcessTerminated.connect(self._restart)
        page.link_asked.connect(self.link_asked)
        page.clicked.connect(self._clicked)
        self._script = (self._desk.resources / "preview" / "patch.js").read_text(encoding="utf-8")
        self._dress()
        self._arrange()
        self._view.show()
        self._ask(is_whole=True)

    def _find(self, path: str) -> "Found | None":
        return found(self._desk, self._draft, path)

    def _follow(self, told: frozenset[str]) -> None:
        self._rest.start()
        self._is_whole = self._is_whole or told != {"body"}
        # The key is painted first.
        self._soon.start()

    def _ask(self, *, is_whole: bool) -> None:
        """Render the draft as it is now; while that is done, further wishes become one."""
        self._is_whole = self._is_whole or is_whole
        if self._is_busy or self._page is None or self._draft is None:
            self._is_asked = self._draft is not None
            return
        if self._is_whole:
            self._rest.stop()
        order = Order(self._draft.snapshot(), self._device == "card", self._is_whole, self._printed)
        self._is_busy, self._is_asked, self._is_whole = True, False, False
        done = partial(self._show, self._draft, self._device == "card")
        self._tasks.latest("preview", partial(self._press.print, order), done, self._failed)

    def _show(self, draft: Open, is_card: bool, printed: Printed) -> None:  # noqa: FBT001 - partial
        if draft is not self._draft or is_card != (self._device == "card"):
            self._is_whole = True
            self._next(None)
        elif self._printed is None:
            self._load(printed)
        else:
            self._patch(self._printed, printed)

    def _load(self, printed: Printed) -> None:
        if self._page is None or not printed.html:
            self._is_whole = True
            self._next(None)
            return
        self._loading = printed
        self._answers.page = (printed.address, printed.html.encode())
        url = QUrl("stet://site")
        url.setPath(printed.address)
        self._page.load(url)

    def _loaded(self, is_done: bool) -> None:  # noqa: FBT001 - Qt's signature
        if self._page is None or not self._is_busy:
            return
        if not is_done:
            self._next(None)
            return
        loading = self._loading
        self._page.do(self._script, lambda _result: self._begin(loading))

    def _begin(self, loaded: Printed) -> None:
        self._next(loaded)
        if self._line > -1:
            # Asked for while the page was on its way.
            self.scroll_to(self._line)

    def _patch(self, shown: Printed, printed: Printed) -> None:
        steps = []
        if printed.around != shown.around:
            steps.append(f"stet.around({json.dumps(printed.around)})")
        if printed.patch is not None:
            start, removed, html = printed.patch
            steps.append(f"stet.splice({start}, {removed}, {json.dumps(html)})")
        if not steps or self._page is None:
            self._next(printed)
            return
        # One step that fails: the page is loaded anew.
        self._page.do(" && ".join(steps), lambda done: self._next(printed if done else None))

    def _next(self, printed: Printed | None) -> None:
        self._is_busy = False
        is_lost = printed is None and self._printed is not None
        self._printed = printed
        if self._is_asked or is_lost or self._is_whole:
            self._ask(is_whole=printed is None)
        else:
            self.shown.emit()

    def _failed(self, error: EditorError) -> None:
        self._is_busy = False
        self._tasks.trouble.emit(error)

    def _restart(self) -> None:
        self._printed = None
        self._is_busy = False
        QTimer.singleShot(RESTART_MS, partial(self._ask, is_whole=True))

    def _place(self) -> None:
        if self._page is not None and self._printed is not None:
            element, part = self._printed.place(self._line)
            self._page.do(f"stet.place({element}, {part:.4f})")

    def _scrolled(self) -> None:
        if not self._reading.isActive():
            self._reading.start()

    def _read_place(self) -> None:
        if self._page is not None and self._printed is not None:
            self._page.do("JSON.stringify(stet.top())", self._tell_place)

    def _tell_place(self, place: Any) -> None:  # noqa: ANN401 - whatever a script returns
        told = json.loads(place) if isinstance(place, str) and place else None
        if told is not None and self._printed is not None:
            self.scrolled.emit(self._printed.line(int(told[0]), float(told[1])))

    def _clicked(self, element: int, part: float) -> None:
        if self._printed is not None:
            self.clicked_line.emit(int(self._printed.line(element, part)))

    def _arrange(self) -> None:
        self._bar.setGeometry(0, 0, self.width(), BAR_PX - 1)
        wanted = DEVICES_PX[self._device]
        room = self.width() if wanted > self.width() else self.width() - 2
        width = min(wanted, room)
        left = (self.width() - width) // 2
        self._ground.setGeometry(left, BAR_PX, width, max(1, self.height() - BAR_PX))
        if self._page is not None:
            self._view.setGeometry(self._ground.rect())
            self._page.setZoomFactor(max(0.25, width / wanted))
        self.update()

    def _dress(self) -> None:
        if self._page is not None:
            self._page.dress(self._theme.scheme, self._theme.colour("paper"))
        self.update()

    def _timer(self, wait_ms: int, then: Any) -> QTimer:  # noqa: ANN401 - a callable
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer


class _Devices(QWidget):
    """Whose screen: phone, tablet, desktop, card."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons = {name: self._button(name) for name in DEVICES_PX}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for each in self._buttons.values():
            row.addWidget(each)
        row.addStretch(1)
        self.choose("phone")
        self.retranslate()
        self._dress()
        theme.changed.connect(self._dress)

    def choose(self, device: str) -> None:
        """Show which one is chosen."""
        self._buttons[device].setChecked(True)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        told = {
            "phone": self.tr("Phone"),
            "tablet": self.tr("Tablet"),
            "desktop": self.tr("Desktop"),
            "card": self.tr("Card: among other stories"),
        }
        for name, words in told.items():
            self._buttons[name].setToolTip(words)
            self._buttons[name].setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        return button

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(_ICONS[name]))
