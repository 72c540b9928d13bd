# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page off the clipboard became: kept, left out, and pictures that are still elsewhere."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import words
from ui.panels.banner import Banner
from ui.panels.pieces import button, clear, column, label, row, scrolled
from ui.panels.sheet import Sheet
from ui.panels.toast import Toast
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from editor.text.legacy import Found
    from editor.text.pasted import Page

QUESTION = "letters"
"""What the banner's question is known by."""
QUIET_PARAGRAPHS = 2
"""So few paragraphs and nothing else are not worth a word."""


class ReceiptPanel(QWidget):
    """The receipt of one paste, to be read and put away."""

    done = Signal()
    undo_asked = Signal()

    def __init__(self, page: "Page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._title = label(role="heading")
        self._lines = column(gap_px=4)
        self._undo = button(self.undo_asked.emit, kind="plain")
        self._close = button(self.done.emit, kind="primary")
        inside = QWidget()
        inside.setLayout(column(self._title, self._lines, -1, margin_px=2 * GRID_PX))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        area = scrolled(inside)
        area.setMinimumHeight(220)
        layout.addWidget(area, 1)
        layout.addLayout(row(-1, self._undo, self._close, margin_px=2 * GRID_PX))
        self._close.setDefault(True)
        self.setFocusProxy(self._close)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("What was changed"))
        self._undo.setText(self.tr("Undo"))
        self._close.setText(self.tr("Close"))
        clear(self._lines)
        kept = counted(self._page.receipt.kept)
        dropped = counted(self._page.receipt.dropped)
        lost = self._page.missing.values()
        found = self._page.found if self._page.is_converted else None
        letters = (
            [words.charset_word(found.charset), f"{found.before} → {found.after}"] if found else []
        )
        missing = [words.code_sentence(each.code, **each.values) for each in lost]
        for title, lines in (
            (self.tr("Converted to Unicode"), letters),
            (self.tr("Kept, as clean copy"), kept),
            (self.tr("Left out"), dropped),
            (self.tr("Pictures that are not here"), missing),
        ):
            if lines:
                self._lines.addSpacing(GRID_PX)
                self._lines.addWidget(label(title, role="label"))
            for each in lines:
                self._lines.addWidget(label(each))


def is_worth_telling(page: "Page") -> bool:
    """Whether more came than a few words, or anything of substance was left out."""
    kept = {name: count for name, count in page.receipt.kept.items() if name != "paragraphs"}
    left_out = page.receipt.dropped.keys() - {"styles", "comments"}
    return bool(kept or left_out or page.receipt.kept.get("paragraphs", 0) > QUIET_PARAGRAPHS)


class Put(Protocol):
    """A page that stands in the copy; `ui.writer.pasting.Put` is one."""

    @property
    def page(self) -> "Page":
        """What became of it."""

    @property
    def is_dressed(self) -> bool:
        """Whether a plain paste would stand otherwise."""

    def take_back(self) -> None:
        """Put back what stood there before."""

    def as_plain(self) -> None:
        """Put the words alone in its place."""

    def convert(self) -> "Put | None":
        """Put its old letters into Unicode; None: they are not there any more."""


class Receipts(QObject):
    """Tells of each page that was pasted: in a line at once, whole on request.

    Args:
        toast: tells what was done.
        sheet: shows a receipt whole.
        banner: asks before letters are converted; they never are without an answer.
    """

    def __init__(self, toast: Toast, sheet: Sheet, banner: Banner) -> None:
        super().__init__(sheet)
        self._toast, self._sheet, self._banner = toast, sheet, banner

    def follow(self, put: SignalInstance, began: SignalInstance, leaving: SignalInstance) -> None:
        """Tell of each page that is put, and announce each that takes a moment."""
        put.connect(self.show)
        began.connect(self.announce)
        leaving.connect(partial(self._banner.clear, QUESTION))

    def announce(self) -> None:
        """A page is on its way that takes a moment."""
        self._toast.say(self.tr("The pasted page is being cleaned …"))

    def show(self, put: Put) -> None:
        """A page stands in the copy."""
        if put.page.found is not None:
            self._ask(put, put.page.found)
        if not (is_worth_telling(put.page) or put.is_dressed):
            self._toast.hide()
            return
        self._toast.say(in_short(put.page), self.tr("Undo"), put.take_back)
        if put.is_dressed:
            self._toast.offer_other(self.tr("Words only"), put.as_plain)
        self._toast.offer(self.tr("What was changed"), partial(self.open, put))

    def open(self, put: Put) -> None:
        """Show the whole receipt."""
        panel = ReceiptPanel(put.page)
        panel.done.connect(self._sheet.close_sheet)
        panel.undo_asked.connect(partial(self._take_back, put))
        self._sheet.hold(panel)
        self._sheet.open()

    def _ask(self, put: Put, found: "Found") -> None:
        question = self.tr("This text is written in {charset}: “{before}” would become “{after}”.")
        told = question.format(
            charset=words.charset_word(found.charset), before=found.before, after=found.after
        )
        self._banner.say(QUESTION, told, self.tr("Convert"), partial(self._convert, put))

    def _convert(self, put: Put) -> None:
        self._banner.clear(QUESTION)
        converted = put.convert()
        if converted is None:
            return
        self._toast.say(self.tr("Converted to Unicode"), self.tr("Undo"), converted.take_back)
        self._toast.offer(self.tr("What was changed"), partial(self.open, converted))

    def _take_back(self, put: Put) -> None:
        self._sheet.close_sheet()
        put.take_back()


class _Kinds(QObject):
    """What is counted in a receipt, as people say it."""

    def said(self, name: str, count: int) -> str:
        """So many of a kind; empty: it is not worth a word."""
        told = {
            "paragraphs": self.tr("%Ln paragraph(s)", "", count),
            "headings": self.tr("%Ln heading(s)", "", count),
            "lists": self.tr("%Ln list(s)", "", count),
            "quotes": self.tr("%Ln quotation(s)", "", count),
            "boxes": self.tr("%Ln box(es)", "", count),
            "cards": self.tr("%Ln link card(s)", "", count),
            "tables": self.tr("%Ln table(s)", "", count),
            "links": self.tr("%Ln link(s)", "", count),
            "pictures": self.tr("%Ln picture(s)", "", count),
            "code": self.tr("%Ln passage(s) of code", "", count),
            "scripts": self.tr("%Ln script(s)", "", count),
            "styles": self.tr("%Ln style(s) of type and colour", "", count),
            "embeds": self.tr("%Ln embedded player(s) or drawing(s)", "", count),
            "forms": self.tr("%Ln part(s) of a form", "", count),
            "comments": self.tr("%Ln note(s) of the program that wrote it", "", count),
            "hidden": self.tr("%Ln passage(s) that the page hides", "", count),
            "specks": self.tr("%Ln invisible picture(s) that count readers", "", count),
            "surroundings": self.tr("The menus and lists around the story"),
            "footnotes": self.tr("%Ln footnote(s)", "", count),
            "insertions": self.tr("%Ln passage(s) that somebody added, accepted", "", count),
            "deletions": self.tr("%Ln passage(s) that somebody deleted", "", count),
            "remarks": self.tr("%Ln remark(s), now in the note to editors", "", count),
            "formulas": self.tr("%Ln formula(s)", "", count),
            "shortcodes": self.tr("%Ln shortcode(s) of the site it comes from", "", count),
            "reader_comments": self.tr("%Ln comment(s) of readers", "", count),
            "associations": self.tr("%Ln related item(s) that came along", "", count),
            "missing": self.tr("%Ln not here yet", "", count),
        }
        return told.get(name, "")

    def in_short(self, page: "Page") -> str:
        """The receipt in one line."""
        told = counted(page.receipt.kept)[:3]
        if page.missing:
            told.append(self.said("missing", len(page.missing)))
        return " · ".join([self.tr("Pasted as clean copy"), *told])


def in_short(page: "Page") -> str:
    """The receipt in one line."""
    return _Kinds().in_short(page)


def counted(counts: Mapping[str, int]) -> list[str]:
    """Each kind with its number, what there is most of first."""
    by_count = sorted(counts.items(), key=lambda each: -each[1])
    kinds = _Kinds()
    return [said for name, count in by_count if (said := kinds.said(name, count))]
