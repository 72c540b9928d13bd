# SPDX-License-Identifier: GPL-3.0-or-later
"""Web: a sealed browser: its own scheme, no network, the scripts of the page off."""

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError

if TYPE_CHECKING:
    from ui.tasks import Tasks

SCHEME = b"stet"
HOME = "stet://site"
WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
"""Where our own script runs: out of reach of whatever the page holds."""

POLICY = (
    b"default-src 'none'; img-src stet:; style-src stet: 'unsafe-inline'; font-src stet:; "
    b"script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Sent with the page beside its bytes, so that these stay what the server sends."""

_OFF = (
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "LocalStorageEnabled",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "PluginsEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "AutoLoadIconsForPage",
    "ErrorPageEnabled",
    "FocusOnNavigationEnabled",
    "HyperlinkAuditingEnabled",
    "NavigateOnDropEnabled",
    "PdfViewerEnabled",
    "DnsPrefetchEnabled",
)

_DRESS = """
globalThis.dress ??= (() => {
  const answers = new Map();
  const tone = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, tone];
  let scheme = "";
  function obey() {
    if (!scheme) return;
    tone.replaceSync(hasTones() ? `:root { color-scheme: ${scheme}; }` : "");
    for (const sheet of document.styleSheets) answer(sheet.cssRules);
  }
  function answer(rules) {
    for (const rule of rules ?? []) {
      const asks = /prefers-color-scheme: *(dark|light)/.exec(rule.media?.mediaText ?? "");
      if (asks) answers.set(rule, asks[1]);
      if (answers.has(rule)) {
        rule.media.mediaText = answers.get(rule) === scheme ? "all" : "not all";
      }
      // Other conditions, layers and imported sheets may hold the question too.
      if (!rule.selectorText) answer(rule.cssRules ?? rule.styleSheet?.cssRules);
    }
  }
  // A page of another house that knows no dark stays light on a dark screen.
  function hasTones() {
    if (!location.pathname.startsWith("/shell/")) return true;
    tone.replaceSync("");
    return getComputedStyle(document.documentElement).colorScheme !== "normal";
  }
  // A style sheet holds up the first picture: what it asks is answered before that is drawn.
  document.addEventListener("load", obey, true);
  return (wanted) => { scheme = wanted; obey(); };
})();
dress("SCHEME");
"""
"""Answers the page's question for the reader's scheme. Its style is told, never its elements: what
is shown stays, byte for byte, what readers get. The browser itself hears of the scheme only where
the system has one."""

_log = logging.getLogger(__name__)

Found = tuple[bytes, str]
"""What an address holds: bytes, media type."""


def register_scheme() -> None:
    """Make the scheme known, before the first page; a second call does nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name().size():
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class Answers(QWebEngineUrlSchemeHandler):
    """Answers every address of the scheme; the finding is done in other threads.

    Args:
        find: path -> bytes and media type, or None; called off the thread of the widgets.
        tasks: the door to the threads.
    """

    def __init__(
        self, find: Callable[[str], Found | None], tasks: "Tasks", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._tasks = tasks
        self.page: tuple[str, bytes] = ("", b"")
        """Path and bytes of the page that is shown."""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer, at once or when the bytes are there."""
        path = job.requestUrl().path()
        if path == self.page[0]:
            headers: Any = {b"Content-Security-Policy": [POLICY]}  # PySide's QMultiMap
            job.setAdditionalResponseHeaders(headers)
            _reply(job, (self.page[1], "text/html; charset=utf-8"))
            return
        self._tasks.run(
            lambda: self._find(path),
            lambda found: _reply(job, found),
            lambda error: self._refuse(job, error),
        )

    def _refuse(self, job: QWebEngineUrlRequestJob, error: EditorError) -> None:
        _log.info("the preview cannot show a picture: %s", error)
        _reply(job, None)


def _reply(job: QWebEngineUrlRequestJob, found: Found | None) -> None:
    if not shiboken6.isValid(job):
        return
    if found is None:
        job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        return
    data, media_type = found
    buffer = QBuffer(job)
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    job.reply(media_type.encode(), buffer)


class Guard(QWebEngineUrlRequestInterceptor):
    """Lets nothing out: what is not of the scheme is blocked before it starts."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block all but our own."""
        if info.requestUrl().scheme().encode() != SCHEME:
            info.block(True)  # noqa: FBT003 - Qt's signature


class SealedPage(QWebEnginePage):
    """A page that goes nowhere; links are told instead of followed."""

    link_asked = Signal(str)
    told = Signal(dict)
    """What our own script says of a click: see `resources/preview/patch.js`."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        for name in _OFF:
            attribute = getattr(QWebEngineSettings.WebAttribute, name)
            self.settings().setAttribute(attribute, False)  # noqa: FBT003 - Qt's signature
        self.newWindowRequested.connect(self._new_window)

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        kind: QWebEnginePage.NavigationType,
        is_main_frame: bool,  # noqa: FBT001 - Qt's signature
    ) -> bool:
        """Stay; a place within the page may be gone to."""
        asked = QUrl(url)
        if kind is QWebEnginePage.NavigationType.NavigationTypeTyped and is_main_frame:
            return True
        here, there = self.url().toString().partition("#"), asked.toString().partition("#")
        if is_main_frame and there[1] and there[0] == here[0]:
            return True
        if kind is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._tell(asked)
        return False

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Hear of clicks; what the browser says of scripts that it stopped is no news."""
        del level, line, source
        mark, _, words = message.partition(" ")
        if mark == "stet":
            self.told.emit(json.loads(words))

    def dress(self, scheme: str, ground: QColor) -> None:
        """Show the page, and those after it, as readers see it whose screen is set so.

        Args:
            scheme: `light` or `dark`.
            ground: what is seen before there is a page.
        """
        self.setBackgroundColor(ground)
        script = QWebEngineScript()
        script.setWorldId(WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setSourceCode(_DRESS.replace("SCHEME", scheme))
        self.scripts().clear()
        self.scripts().insert(script)
        self.do(script.sourceCode())

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        self._tell(request.requestedUrl())

    def _tell(self, url: QUrl) -> None:
        own = url.scheme().encode() == SCHEME
        self.link_asked.emit(url.path() if own else url.toString())

    def do(self, script: str, then: Callable[[Any], None] | None = None) -> None:
        """Run our own script beside the page's world."""
        if then is None:
            self.runJavaScript(script, WORLD)
        else:
            self.runJavaScript(script, WORLD, then)


def sealed_profile(parent: QWidget) -> QWebEngineProfile:
    """What a browser remembers, which is nothing. The first one of all loads the browser.

    Cost: 50 ms the first time.
    """
    register_scheme()
    return QWebEngineProfile(parent)


def sealed_view(
    find: Callable[[str], Found | None],
    tasks: "Tasks",
    parent: QWidget,
    profile: QWebEngineProfile,
) -> tuple[QWebEngineView, Answers, SealedPage]:
    """A browser in a widget.

    Args:
        find: see `Answers`.
        tasks: the door to the threads.
        parent: where it is shown.
        profile: of its own; the view takes care that it ends after the page.
    """
    # Qt ends children in the order in which they came: the page must go before its profile.
    view = QWebEngineView(parent)
    profile.setParent(parent)
    answers = Answers(find, tasks, profile)
    profile.installUrlSchemeHandler(SCHEME, answers)
    profile.setUrlRequestInterceptor(Guard(profile))
    page = SealedPage(profile, view)
    view.setPage(page)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return view, answers, page
