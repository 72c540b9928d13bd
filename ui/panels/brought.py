# SPDX-License-Identifier: GPL-3.0-or-later
"""What documents brought along: for each its headline, fields and pictures, and what stayed out."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.errors import EditorError
from ui import words
from ui.panels.pieces import button, clear, column, label, row, scrolled
from ui.panels.receipt import counted
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from editor.exchange import Brought
    from editor.text.legacy import Found

Failure = tuple[str, EditorError]
"""A file's name, and why there is no story of it."""
MOST_SHOWN = 100
"""Of more stories than these only the number is told."""
HIGH_PX = 320
NEWS = ".xml .wxr .newsml .nitf .json .ninjs"
"""What files of news are called at the end, of which each may hold many stories."""
ENDINGS = (
    ".docx .docm .dotx .doc .odt .ott .rtf .html .htm .mhtml .mht .md .markdown .txt .stet " + NEWS
)
"""What documents are called at the end."""


def is_document(path: Path) -> bool:
    """Whether a file's name is one of a document."""
    return path.suffix.lower() in ENDINGS.split()


def is_news(path: Path) -> bool:
    """Whether a file's name is one of news, which never goes into an open story."""
    return path.suffix.lower() in NEWS.split()


class BroughtPanel(QWidget):
    """The receipt of one import, to be read and put away."""

    done = Signal()
    story_asked = Signal(str)
    """The id of a story that a person wants open."""
    convert_asked = Signal(str)
    """The id of a story whose old letters a person wants in Unicode."""

    def __init__(
        self,
        made: "Sequence[Brought]",
        failures: Sequence[Failure],
        notes: Sequence[EditorError] = (),
        *,
        every: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._made, self._failures, self._notes = made, failures, notes
        self._every = max(every, len(made))
        self._title = label(role="heading")
        self._lines = column(gap_px=4)
        self._close = button(self.done.emit, kind="primary")
        inside = QWidget()
        inside.setLayout(column(self._title, self._lines, -1, margin_px=2 * GRID_PX))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        area = scrolled(inside)
        area.setMinimumHeight(HIGH_PX)
        layout.addWidget(area, 1)
        layout.addLayout(row(-1, self._close, margin_px=2 * GRID_PX))
        self._close.setDefault(True)
        self.setFocusProxy(self._close)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("What came in"))
        self._close.setText(self.tr("Close"))
        clear(self._lines)
        self._section(
            self.tr("Not imported"), (words.error_sentence(error) for _, error in self._failures)
        )
        self._section(self.tr("Left as it was"), map(words.error_sentence, self._notes))
        for each in self._made[:MOST_SHOWN]:
            self._story(each)
        if self._every > MOST_SHOWN:
            more = self.tr("and %Ln more story(s)", "", self._every - MOST_SHOWN)
            self._lines.addWidget(label(more, tone="quiet"))

    def _story(self, made: "Brought") -> None:
        article = made.article
        headline = article.headline or self.tr("(no headline)")
        opener = button(
            partial(self.story_asked.emit, article.id),
            kind="link",
            text=headline.replace("&", "&&"),
        )
        self._lines.addSpacing(GRID_PX)
        self._lines.addLayout(row(opener, -1))
        for each in self._fields(made):
            self._lines.addWidget(label(each))
        if made.found is not None:
            self._letters(article.id, made.found)
        kept = {name: n for name, n in made.receipt.get("kept", {}).items() if name != "pictures"}
        self._section(self.tr("Kept, as clean copy"), counted(kept))
        self._section(self.tr("Left out"), counted(made.receipt.get("dropped", {})))
        self._section(
            self.tr("Pictures that are not here"),
            (words.code_sentence(each.code, **each.values) for each in made.missing.values()),
        )

    def _letters(self, article_id: str, found: "Found") -> None:
        """How it is written that is not plain Unicode, with the way out; nobody is asked twice."""
        said = self.tr("Written in {charset}: “{before}” would become “{after}”.").format(
            charset=words.charset_word(found.charset), before=found.before, after=found.after
        )

        def convert() -> None:
            turn.setEnabled(False)
            self.convert_asked.emit(article_id)

        turn = button(convert, kind="link", text=self.tr("Convert"))
        self._lines.addWidget(label(said))
        self._lines.addLayout(row(turn, -1))

    def _fields(self, made: "Brought") -> Iterable[str]:
        article = made.article
        if article.standfirst:
            yield self.tr("Standfirst: {text}").format(text=article.standfirst)
        if article.byline or article.authors:
            names = ", ".join(each.byline or each.person for each in article.authors)
            yield self.tr("Byline: {names}").format(names=names)
        if article.placements:
            count = sum(bool(each.caption) for each in article.placements)
            pictures = self.tr("%Ln picture(s)", "", len(article.placements))
            captions = self.tr("%Ln with a caption", "", count)
            yield f"{pictures}, {captions}"
        if article.ednote:
            yield self.tr("Note to editors: {text}").format(text=article.ednote)

    def _section(self, title: str, lines: Iterable[str]) -> None:
        told = list(lines)
        if told:
            self._lines.addSpacing(GRID_PX // 2)
            self._lines.addWidget(label(title, role="label"))
        for each in told:
            self._lines.addWidget(label(each))
