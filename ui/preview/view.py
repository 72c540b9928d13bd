# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview: page loaded once, blocks patched, scroll kept; other ways to meet the story beside."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QCoreApplication, QSize, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from editor.text.places import Sight
from ui.pane import Pane
from ui.press import Open, Order, Press, Printed, found
from ui.preview.pointed import pointed, script
from ui.preview.views import SCREENS, WIDTHS_PX, Views
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile

    from editor.desk import Desk
    from ui.preview.paper import Paper
    from ui.web import Found, SealedPage

BAR_PX = 40
REST_MS = 300
"""After so long without a key all of the page is looked at, not only the copy."""
FRAME_MS = 16
RESTART_MS = 1000
START_MS = 30
"""The copy stands on the screen by then, and can be typed into."""
_GROUNDS = {"light": "#ffffff", "dark": "#1b1a19"}
"""What is seen before the page is, as its style sheet has it."""
PRINT_MS = 600
"""A proof is printed anew when the keys rest so long."""


class Preview(QWidget):
    """The page as readers will get it, changed in place at every key.

    The browser is loaded when a story is first seen in it.
    """

    scrolled = Signal(float)
    """The reader scrolled: the source line at the top; from -1 to 0 above the copy."""
    link_asked = Signal(str)
    """A link was clicked: an address, or a path of the site itself."""
    pointed = Signal(object)
    """Something on the page was clicked that is no link: a `ui.preview.pointed.Pointed`."""
    shown = Signal()
    """What was asked for last stands on the page."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._press = Press(desk, lambda: not tasks.is_closed)
        self._draft: Open | None = None
        self._view_name = "phone"
        self._is_other_light = False
        self._paper: Paper | None = None
        self._page: SealedPage | None = None
        self._profile: QWebEngineProfile | None = None
        self._printed: Printed | None = None
        self._is_busy = self._is_asked = self._is_whole = False
        self._line = -1.0
        self.bar = Views(theme, self)
        self.bar.chosen.connect(self.set_view)
        self.bar.light_asked.connect(self.change_light)
        self._ground = Pane(self)
        self._rest = self._timer(REST_MS, partial(self._ask, is_whole=True))
        self._soon = self._timer(0, partial(self._ask, is_whole=False))
        self._starting = self._timer(START_MS, self._start)
        self._printing = self._timer(PRINT_MS, self._print)
        self._placing = self._timer(FRAME_MS, self._place)
        self._reading = self._timer(2 * FRAME_MS, self._read_place)
        theme.changed.connect(self._dress)

    @property
    def view_name(self) -> str:
        """How the story is seen: one of `ui.preview.views.WIDTHS_PX`."""
        return self._view_name

    @property
    def scheme(self) -> str:
        """By which light the page is seen: `light` or `dark`."""
        if self._view_name == "paper":
            return "light"
        is_dark = (self._theme.scheme == "dark") is not self._is_other_light
        return "dark" if is_dark else "light"

    @property
    def proof(self) -> "Paper | None":
        """The print proof, once it was looked at."""
        return self._paper

    @property
    def is_current(self) -> bool:
        """Whether the page shows the draft as it now is."""
        timers = (self._soon, self._rest, self._printing)
        return not (self._is_busy or self._is_asked or any(each.isActive() for each in timers))

    def show_draft(self, draft: Open | None) -> None:
        """Show another draft; None: an empty ground."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._follow)
        self._draft, self._printed, self._line = draft, None, -1.0
        if draft is not None:
            draft.changed.connect(self._follow)
        self._arrange()
        self._start_soon()
        self._ask(is_whole=True)

    def set_view(self, name: str) -> None:
        """Show the page on a screen or on paper, or the story where else readers meet it.

        Args:
            name: `phone`, `tablet`, `desktop`, `paper`; `card`, `row` below another, `share`.
        """
        kind, self._view_name = self._kind, name
        self.bar.choose(name)
        if name == "paper" and self._paper is None:
            # Its libraries are loaded when somebody looks.
            from ui.preview.paper import Paper  # noqa: PLC0415

            self._paper = Paper(self._theme, self)
            self._paper.printed.connect(self.shown)
        self._dress()
        self._arrange()
        if kind != self._kind:
            self._printed = None
            self._ask(is_whole=True)
        elif name == "paper":
            self._printing.start()

    def look_again(self) -> None:
        """Show the page as the site looks now; where it stands is kept."""
        self._ask(is_whole=True)

    def change_light(self) -> None:
        """Show the page by the other light: as on a dark screen, or a light one."""
        self._is_other_light = not self._is_other_light
        self._dress()

    def point(self, field: str, words: Sight, line: float = -1.0, length: int = 0) -> None:
        """Show words on the page, lit: see `ui.preview.pointed.script`."""
        if self._page is not None and self._printed is not None:
            self._page.do(script(self._printed, field, words, line, length))

    def dim(self) -> None:
        """Light nothing any more."""
        if self._page is not None:
            self._page.do("stet.dim?.()")

    def block_lines(self, line: int) -> tuple[int, int] | None:
        """The lines of the copy that are rendered together with one; None: nothing is shown."""
        if self._printed is None or not self._printed.blocks:
            return None
        return self._printed.block(line)[2:]

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
        profile, self._profile = self._profile, None
        if page is not None and shiboken6.isValid(page):
            for each in (page, self._view):
                shiboken6.delete(each)
        if profile is not None and shiboken6.isValid(profile):
            shiboken6.delete(profile)

    def sizeHint(self) -> QSize:
        """Wide enough for a phone."""
        return QSize(WIDTHS_PX["phone"] + 48, 600)

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
        from ui.web import sealed_profile, sealed_view  # noqa: PLC0415

        if self._profile is None:
            self._profile = sealed_profile(self)
            # The view comes a moment later: a key that waits is shown between the two.
            self._starting.start(FRAME_MS)
            return
        made = sealed_view(self._find, self._tasks, self._ground, self._profile)
        self._view, self._answers, self._page = made
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.end)
        page = self._page
        page.loadFinished.connect(self._loaded)
        page.scrollPositionChanged.connect(self._scrolled)
        page.renderProcessTerminated.connect(self._restart)
        page.link_asked.connect(self.link_asked)
        page.told.connect(self._on_click)
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
        told = self.bar.share_words() if self._kind == "share" else {}
        order = Order(self._draft.snapshot(), self._kind, self._is_whole, self._printed, told)
        self._is_busy, self._is_asked, self._is_whole = True, False, False
        done = partial(self._show, self._draft, self._kind)
        self._tasks.latest("preview", partial(self._press.print, order), done, self._failed)

    def _show(self, draft: Open, kind: str, printed: Printed) -> None:
        if draft is not self._draft or kind != self._kind:
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
        if loaded.anchor and self._page is not None:
            self._page.do(f"document.getElementById({json.dumps(loaded.anchor)})?.scrollIntoView()")
        elif self._line > -1:
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
        elif self._view_name == "paper":
            self._printing.start()
        else:
            self.shown.emit()

    def _print(self) -> None:
        if self._paper is not None and self._page is not None and self._draft is not None:
            now = self._desk.clock().astimezone(ZoneInfo(self._desk.profile.time_zone))
            margin = self._paper.margin(self._draft.header, now)
            self._page.do(f"stet.margin({json.dumps(margin)})")
            self._paper.print(self._page)

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

    def _on_click(self, told: Mapping[str, Any]) -> None:
        if self._printed is not None:
            self.pointed.emit(pointed(self._printed, told))

    def _arrange(self) -> None:
        self.bar.setGeometry(0, 0, self.width(), BAR_PX - 1)
        wanted = WIDTHS_PX[self._view_name]
        room = self.width() if wanted > self.width() else self.width() - 2
        width = min(wanted, room)
        left = (self.width() - width) // 2
        self._ground.setGeometry(left, BAR_PX, width, max(1, self.height() - BAR_PX))
        is_paper = self._view_name == "paper"
        self._ground.setVisible(self._draft is not None and not is_paper)
        if self._paper is not None:
            self._paper.setGeometry(0, BAR_PX, self.width(), max(1, self.height() - BAR_PX))
            self._paper.setVisible(self._draft is not None and is_paper)
        if self._page is not None:
            self._view.setGeometry(self._ground.rect())
            self._page.setZoomFactor(1.0 if is_paper else max(0.25, width / wanted))
        self.update()

    @property
    def _kind(self) -> str:
        """Which page is loaded: the story's own on all screens and on paper."""
        return "page" if self._view_name in (*SCREENS, "paper") else self._view_name

    def _dress(self) -> None:
        self.bar.show_light(is_dark=self.scheme == "dark")
        if self._page is not None:
            is_own = self.scheme == self._theme.scheme
            ground = self._theme.colour("paper") if is_own else QColor(_GROUNDS[self.scheme])
            self._page.dress(self.scheme, ground)
        self.update()

    def _timer(self, wait_ms: int, then: Any) -> QTimer:  # noqa: ANN401 - a callable
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer
