# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser of a reader: the public site with the network and the scripts that readers have."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView

HEIGHT_PX = 900


class PublicPage:
    """A page of the public site in a view of its own."""

    def __init__(self) -> None:
        self.view = QWebEngineView()
        self._profile = QWebEngineProfile()
        self._web = QWebEnginePage(self._profile)
        self.view.setPage(self._web)
        self.is_loaded = False
        self.view.loadFinished.connect(self._on_loaded)

    def open(self, address: str, width_px: int) -> None:
        """Load a page at a width; `is_loaded` tells when it is there."""
        self.is_loaded = False
        self.view.resize(width_px, HEIGHT_PX)
        self.view.show()
        self.view.load(QUrl(address))

    def read(self, done: Callable[[str], None]) -> None:
        """The HTML of the page, as the browser has it."""
        self._web.toHtml(done)

    def close(self) -> None:
        """Put away view and page, in the order that the profile wants."""
        self.view.close()
        self.view.deleteLater()
        self._web.deleteLater()
        for each in (self.view, self._web):
            QCoreApplication.sendPostedEvents(each, QEvent.Type.DeferredDelete)

    def _on_loaded(self, is_loaded: bool) -> None:  # noqa: FBT001  # Qt's signal
        self.is_loaded = is_loaded
