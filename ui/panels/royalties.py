# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories of a month earn whom: a month, a person or a category; printed, or closed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from editor.royalties import months
from editor.royalties.sheet import Sheet, narrowed
from editor.royalties.table import money
from editor.royaltydesk import Fetched, RoyaltyDesk
from ui import words
from ui.entries import Choice
from ui.lines import WordLine
from ui.panels.pieces import button, column, field, label, row
from ui.panels.royalty_tree import RoyaltyTree
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

MONTHS_BACK = 24
WIDEST_MONTH_LETTERS = 18
LANE = "royalties"


class RoyaltyPanel(QWidget):
    """The royalty sheet, off the thread of the widgets; without a line the one that was kept.

    Args:
        desk: whose server.
        tasks: the door to the threads.
        theme: for colours.
    """

    story_asked = Signal(str, str)
    """See `RoyaltyTree`."""
    csv_asked = Signal(object)
    """The sheet as it is shown."""
    pdf_asked = Signal(object)

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._royalties = RoyaltyDesk(desk)
        self._fetched: Fetched | None = None
        self._title = label(role="heading")
        self._labels = {name: label() for name in ("month", "person", "category")}
        self.month, self.category, self.person = Choice(), Choice(), WordLine()
        self.month.setMinimumContentsLength(WIDEST_MONTH_LETTERS)
        self.earlier, self.later = button(partial(self.step, 1)), button(partial(self.step, -1))
        self.refresh = button(self.ask, kind="plain")
        self._state, self._trouble = label(tone="quiet"), label(tone="needs_you")
        self.tree = RoyaltyTree(theme)
        self._empty = label(tone="quiet")
        self._total = label(role="strong", wraps=False)
        self.close_month = button(self._ask_closing, kind="plain")
        self._sure = label(tone="needs_you")
        self.confirm, self.keep_open = button(self._close), button(self._end_asking, kind="plain")
        self.csv = button(lambda: self.csv_asked.emit(self.shown))
        self.pdf = button(lambda: self.pdf_asked.emit(self.shown), kind="primary")
        self._lay_out()
        self.month.activated.connect(lambda _at: self.ask())
        self.category.activated.connect(lambda _at: self._show())
        self.person.textChanged.connect(lambda _text: self._show())
        self.tree.story_asked.connect(self.story_asked)
        self.setFocusProxy(self.month)
        self._say()

    @property
    def shown(self) -> Sheet | None:
        """The sheet with what the filters leave of it."""
        if self._fetched is None:
            return None
        category = self.category.currentData() or ""
        return narrowed(self._fetched.sheet, person=self.person.text(), category=category)

    def start(self) -> None:
        """Show the newest month, or the one that was looked at last."""
        self._offer_months()
        self.ask()

    def step(self, by: int) -> None:
        """Go on by so many months of the list; earlier ones lie behind."""
        at = self.month.currentIndex() + by
        if 0 <= at < self.month.count():
            self.month.setCurrentIndex(at)
            self.ask()

    def ask(self) -> None:
        """Ask the server for the month that is chosen."""
        self._end_asking()
        month = str(self.month.currentData())
        self._state.setText(self.tr("Asking the server …"))
        self._tasks.latest(
            LANE,
            partial(self._royalties.sheet, month),
            self._on_fetched,
            partial(self._on_refused, month),
        )
        self._enable()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _newest(self) -> str:
        return months.of(self._desk.clock(), self._desk.profile.time_zone)

    def _offer_months(self) -> None:
        newest = self._newest()
        listed = [months.moved(newest, -back) for back in range(MONTHS_BACK)]
        chosen = self.month.currentData() or newest
        self.month.show_choices([(each, words.month_name(each)) for each in listed], chosen)

    def _on_fetched(self, found: Fetched) -> None:
        self._fetched = found
        self._trouble.setVisible(found.trouble is not None)
        if found.trouble is not None:
            self._trouble.setText(words.error_sentence(found.trouble))
        self._show()

    def _on_refused(self, month: str, error: EditorError) -> None:
        if self._fetched is not None and self._fetched.sheet.month != month:
            self._fetched = None
        self._trouble.setText(words.error_sentence(error))
        self._trouble.show()
        self._show()

    def _show(self) -> None:
        sheet = self.shown
        if sheet is None:
            self.tree.clear()
            self._state.setText("")
            self._total.setText("")
        else:
            self.tree.show_sheet(sheet)
            self._state.setText(self._told(sheet))
            amount = words.decimal(money(sheet.amount, sheet.rates.currency))
            stories = self.tr("%Ln story(s)", "", len(sheet.stories))
            total = self.tr("Total {amount} {currency}, {stories}")
            currency = sheet.rates.currency
            told = total.format(amount=amount, currency=currency, stories=stories)
            self._total.setText(told)
        self._empty.setVisible(self.tree.topLevelItemCount() == 0)
        self._empty.setText(self._nothing(sheet))
        self._enable()

    def _nothing(self, sheet: Sheet | None) -> str:
        if sheet is None:
            return ""
        if not sheet.is_whole:
            return self.tr("Nothing in this month under the name by which the server knows you.")
        return self.tr("Nothing was first published in this month, or nothing that is sought.")

    def _told(self, sheet: Sheet) -> str:
        """How the sheet stands, and since when."""
        zone, parts = sheet.time_zone, []
        if sheet.closed_at is not None:
            at = words.date_time(sheet.closed_at, zone)
            told = self.tr("Closed {at} by {person}; its figures stay.")
            parts.append(told.format(at=at, person=sheet.closed_by or "–"))
        if self._fetched is not None:
            at = words.date_time(self._fetched.at, zone)
            parts.append(self.tr("From the server, {at}.").format(at=at))
        if not sheet.is_whole:
            parts.append(self.tr("Your own lines."))
        return " ".join(parts)

    def _enable(self) -> None:
        sheet, at = self.shown, self.month.currentIndex()
        self.later.setEnabled(at > 0)
        self.earlier.setEnabled(at < self.month.count() - 1)
        for each in (self.csv, self.pdf):
            each.setEnabled(sheet is not None)
        may_close = sheet is not None and sheet.is_whole and sheet.closed_at is None
        is_over = sheet is not None and sheet.month < self._newest()
        self.close_month.setVisible(may_close and is_over and self._sure.isHidden())
        self.person.setVisible(sheet is None or sheet.is_whole)
        self._labels["person"].setVisible(sheet is None or sheet.is_whole)

    def _ask_closing(self) -> None:
        for each in (self._sure, self.confirm, self.keep_open):
            each.show()
        self.close_month.hide()
        self.keep_open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_asking(self) -> None:
        for each in (self._sure, self.confirm, self.keep_open):
            each.hide()
        self._enable()

    def _close(self) -> None:
        month = str(self.month.currentData())
        self._end_asking()
        close = partial(self._royalties.close, month)
        self._tasks.latest(LANE, close, self._on_fetched, partial(self._on_refused, month))

    def _lay_out(self) -> None:
        labels = self._labels
        chosen = field(labels["month"], self.month)
        arrows = row(self.earlier, self.later, gap_px=2)
        filters = row(
            chosen,
            arrows,
            2 * GRID_PX,
            field(labels["person"], self.person),
            field(labels["category"], self.category),
        )
        filters.setAlignment(arrows, Qt.AlignmentFlag.AlignBottom)
        sure = row(self._sure, self.keep_open, self.confirm)
        sure.setStretch(0, 1)
        below = row(self._total, -1, self.close_month, self.csv, self.pdf)
        layout = column(
            row(self._title, -1, self.refresh),
            filters,
            self._state,
            self._trouble,
            self.tree,
            self._empty,
            sure,
            below,
            margin_px=3 * GRID_PX,
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self._trouble.hide()
        self._empty.hide()
        self._end_asking()

    def _say(self) -> None:
        self._title.setText(self.tr("Royalties"))
        self._labels["month"].setText(self.tr("Month"))
        self._labels["person"].setText(self.tr("Person"))
        self._labels["category"].setText(self.tr("Category"))
        self.person.setPlaceholderText(self.tr("some letters of a name"))
        self.person.setAccessibleName(self.tr("Person"))
        self.month.setAccessibleName(self.tr("Month"))
        self.category.setAccessibleName(self.tr("Category"))
        self.tree.setAccessibleName(self.tr("What each person earns"))
        for arrow, sign, told in (
            (self.earlier, "‹", self.tr("Earlier month")),
            (self.later, "›", self.tr("Later month")),
        ):
            arrow.setText(sign)
            arrow.setToolTip(told)
            arrow.setAccessibleName(told)
        self.refresh.setText(self.tr("Ask the server again"))
        self.close_month.setText(self.tr("Close the month …"))
        self._sure.setText(
            self.tr("Closed, its figures stay for good; what changes later is settled next month.")
        )
        self.confirm.setText(self.tr("Close the month"))
        self.keep_open.setText(self.tr("Cancel"))
        self.csv.setText(self.tr("Table (CSV) …"))
        self.pdf.setText(self.tr("Print (PDF) …"))
        self.tree.say()
        known = [(each.key, each.name) for each in self._desk.profile.categories]
        chosen = self.category.currentData() or ""
        self.category.show_choices([("", self.tr("All")), *known], chosen)
        self._offer_months()
        self._show()
