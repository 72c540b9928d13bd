# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a royalty sheet, each with what they earn by which story; first what to mend."""

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from editor.royalties.sheet import Doubt, Kind, Line, Row, Sheet, Story, doubtful, rows
from editor.royalties.table import money
from ui import words
from ui.theme import Theme

STORY_ROLE = Qt.ItemDataRole.UserRole + 1
FIELD_ROLE = Qt.ItemDataRole.UserRole + 2
NAME, STORIES, PICTURES, COEFFICIENT, AMOUNT = range(5)
FIGURE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FIELDS = {
    Doubt.NO_GENRE: "genre",
    Doubt.UNKNOWN_GENRE: "genre",
    Doubt.OUTSIDE_RANGE: "royalty_coefficient",
    Doubt.SHARES: "royalty_shares",
    Doubt.NO_AUTHOR: "authors",
    Doubt.NO_REAL_NAME: "authors",
}
"""Where in a story's form each is mended; the others are not mended there."""


class RoyaltyTree(QTreeWidget):
    """A row for each person, below it one for each story; Enter or a double click opens it.

    Args:
        theme: for the colour of what is to be mended.
    """

    story_asked = Signal(str, str)
    """The id of a story, and the field of its form to go to; empty: none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("royalties")
        self.setColumnCount(5)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        for column in (STORIES, PICTURES, COEFFICIENT, AMOUNT):
            self.headerItem().setTextAlignment(column, FIGURE)
        self.itemActivated.connect(self._on_activated)

    def say(self) -> None:
        """Say the heads of the columns anew."""
        self.setHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Stories"),
                self.tr("Pictures"),
                self.tr("Coefficient"),
                self.tr("Amount"),
            ]
        )

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a month; who was unfolded before is again."""
        open_keys = {each.data(NAME, STORY_ROLE) for each in self._tops() if each.isExpanded()}
        is_first = self.topLevelItemCount() == 0
        self.clear()
        if doubts := doubtful(sheet):
            told = self._doubts(doubts)
            self.addTopLevelItem(told)
            self._span(told)
        for row in rows(sheet):
            self.addTopLevelItem(self._person(row, sheet))
        for item in self._tops():
            key = item.data(NAME, STORY_ROLE)
            item.setExpanded(key in open_keys or (is_first and key == ""))

    def _span(self, item: QTreeWidgetItem) -> None:
        """Let sentences take the whole width; they have no figures."""
        item.setFirstColumnSpanned(True)
        for at in range(item.childCount()):
            below = item.child(at)
            if below is not None:
                below.setFirstColumnSpanned(True)

    def _tops(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None:
                yield item

    def _doubts(self, stories: list[Story]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self.tr("To look at first: %n story(s)", "", len(stories))])
        item.setData(NAME, STORY_ROLE, "")
        item.setForeground(NAME, self._theme.colour("needs_you"))
        for story in stories:
            told = "; ".join(words.doubt_word(each) for each in story.doubts)
            below = QTreeWidgetItem(item, [f"{_headline(story)}  ·  {told}"])
            below.setData(NAME, STORY_ROLE, story.id)
            field = next((FIELDS[each] for each in story.doubts if each in FIELDS), "")
            below.setData(NAME, FIELD_ROLE, field)
            below.setToolTip(NAME, below.text(NAME))
        return item

    def _person(self, row: Row, sheet: Sheet) -> QTreeWidgetItem:
        pens = [*row.pen_names] if row.is_known else [words.doubt_word(Doubt.NO_REAL_NAME)]
        name = f"{row.name}  ({', '.join(pens)})" if pens else row.name
        figures = (words.number(row.stories), words.number(row.pictures))
        item = _item(name, *figures, row.coefficient, money(row.amount, sheet.rates.currency))
        item.setData(NAME, STORY_ROLE, row.key)
        if not row.is_known:
            item.setForeground(NAME, self._theme.colour("needs_you"))
        for story in sheet.every:
            for line in story.lines:
                if line.key == row.key:
                    item.addChild(self._line(story, line, sheet))
        return item

    def _line(self, story: Story, line: Line, sheet: Sheet) -> QTreeWidgetItem:
        marks = [story.genre, *([story.month] if story.month else [])]
        marks += [] if story.is_live else [words.doubt_word(Doubt.TAKEN_DOWN)]
        told = "  ·  ".join(filter(None, (_headline(story), *marks)))
        stories = words.number(1) if line.kind is Kind.STORY else ""
        pictures = words.number(line.pictures) if line.pictures else ""
        amount = money(line.amount, sheet.rates.currency)
        item = _item(told, stories, pictures, line.coefficient, amount)
        item.setData(NAME, STORY_ROLE, story.id)
        item.setData(NAME, FIELD_ROLE, "")
        item.setToolTip(NAME, f"{told}\n{story.note}".strip())
        return item

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
        else:
            self.story_asked.emit(item.data(NAME, STORY_ROLE), item.data(NAME, FIELD_ROLE))


def _item(
    name: str, stories: str, pictures: str, hundredths: int, amount: Decimal
) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [name, stories, pictures, words.coefficient(hundredths), words.decimal(amount)]
    )
    for column in (STORIES, PICTURES, COEFFICIENT, AMOUNT):
        item.setTextAlignment(column, FIGURE)
    return item


def _headline(story: Story) -> str:
    return story.headline or "…"
