# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper: the print proof, sheet by sheet, as the browser prints the page; kept as a PDF file."""

from datetime import datetime

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.model.article import Article
from ui.theme import Theme

MARGIN_MM = 18
"""As the style sheet of the pages has it for their readers' printers."""
_AIR_PX = 16


class Paper(QWidget):
    """Shows a proof; a newer one takes its place where the older was read."""

    printed = Signal()
    """A proof is shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file = QByteArray()
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setPageSpacing(_AIR_PX)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setDocument(self._document)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._say()
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def file(self) -> bytes:
        """The proof that is shown, as PDF; empty before there is one."""
        return bytes(self._file.data())

    @property
    def sheets(self) -> int:
        """How many sheets the proof has."""
        return self._document.pageCount()

    def text(self, sheet: int) -> str:
        """What a sheet says, counted from 0."""
        return self._document.getAllText(sheet).text()

    def margin(self, article: Article, now: datetime) -> str:
        """What stands at the top of each sheet: that it is a proof, of what, from when."""
        name = article.slugline or article.headline
        return f"{self.tr('Print proof')} · {name} · {now:%H:%M %d/%m/%Y}"

    def print(self, page: QWebEnginePage) -> None:
        """Print a page on A4 and show it."""
        size, edges = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(*[MARGIN_MM] * 4)
        layout = QPageLayout(
            size, QPageLayout.Orientation.Portrait, edges, QPageLayout.Unit.Millimeter
        )
        page.printToPdf(self._show, layout)

    def show_file(self, file: QByteArray) -> None:
        """Show a proof, at the height where the one before stood."""
        bar = self.view.verticalScrollBar()
        height = bar.value()
        self._document.close()
        self._buffer.close()
        self._file = file
        self._buffer.setData(file)
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        bar.setValue(height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _show(self, file: object) -> None:
        # Nothing comes of a page that went meanwhile. PySide's own type says `bytes` here.
        if shiboken6.isValid(self) and isinstance(file, QByteArray) and not file.isEmpty():
            self.show_file(file)
            self.printed.emit()

    def _say(self) -> None:
        self.view.setAccessibleName(self.tr("Print proof"))

    def _dress(self) -> None:
        palette = self.view.palette()
        for role in (palette.ColorRole.Dark, palette.ColorRole.Window, palette.ColorRole.Base):
            palette.setColor(role, self._theme.colour("panel"))
        self.view.setPalette(palette)
