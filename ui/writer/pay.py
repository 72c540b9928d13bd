# SPDX-License-Identifier: GPL-3.0-or-later
"""Pay: what a story is paid by: its genre, its shares, and the coefficient that an editor sets."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.errors import Refused
from editor.model.article import Article
from editor.model.rates import (
    Genre,
    coefficient_text,
    read_coefficient,
    read_shares,
    shares_text,
)
from editor.model.workflow import EDITORS
from editor.royalties import pay
from ui import words
from ui.entries import Choice, Labelled, LineEntry

if TYPE_CHECKING:
    from editor.desk import Desk

WHOLE_PER_CENT = 100


class Pay(QObject):
    """The fields for it; they stand in the form of all fields.

    Args:
        desk: for the newspaper's rates, and for what the person may do.
        change: sets a field of the open story.
    """

    def __init__(self, desk: "Desk", change: Callable[[str, object], None]) -> None:
        super().__init__()
        self._desk, self._change = desk, change
        self._article: Article | None = None
        self.genre = Choice()
        self.shares, self.coefficient, self.note = LineEntry(is_list=True), LineEntry(), LineEntry()
        self.labelled = {
            "genre": Labelled(self.genre),
            "royalty_shares": Labelled(self.shares),
            "royalty_coefficient": Labelled(self.coefficient),
            "royalty_note": Labelled(self.note),
        }
        self.genre.activated.connect(lambda _row: change("genre", self.genre.currentData() or ""))
        self.shares.edited.connect(self._on_shares)
        self.shares.left.connect(self._show_shares)
        self.coefficient.edited.connect(self._on_coefficient)
        self.coefficient.left.connect(self._show_coefficient)
        self.note.edited.connect(partial(change, "royalty_note"))

    def say(self) -> None:
        """Say all words anew, in the language of the screen."""
        labelled, unpublished = self.labelled, self.tr("never published")
        labelled["genre"].say(self.tr("Genre"), hint=unpublished)
        labelled["royalty_shares"].say(self.tr("Royalty shares"), hint=self.tr("name and per cent"))
        labelled["royalty_coefficient"].say(self.tr("Royalty coefficient"))
        labelled["royalty_note"].say(self.tr("Royalty note"), hint=unpublished)
        self.shares.setPlaceholderText(self.tr("equal parts among the authors"))
        self._guard()

    def show_article(self, article: Article) -> None:
        """Show what a story says; fields that already say so are left alone."""
        self._article = article
        known = [(each.key, each.name) for each in self._desk.profile.rates.genres]
        genre = self._known()
        chosen = article.genre if genre is None else genre.key
        self.genre.show_choices([("", self.tr("Choose a genre")), *known], chosen)
        if _shares(self.shares.text()) != article.royalty_shares:
            self._show_shares()
        if _coefficient(self.coefficient.text()) != article.royalty_coefficient:
            self._show_coefficient()
        self.note.show_text(article.royalty_note)
        usual = "" if genre is None else words.coefficient(genre.coefficient)
        self.coefficient.setPlaceholderText(usual)
        self._guard()

    def _known(self) -> Genre | None:
        return (
            None if self._article is None else self._desk.profile.rates.genre(self._article.genre)
        )

    def _guard(self) -> None:
        may = self._desk.role in EDITORS
        genre = self._known()
        hint = "" if may else self.tr("set by editors")
        if may and genre is not None:
            least, most = words.coefficient(genre.least), words.coefficient(genre.most)
            hint = self.tr("{least} to {most}").format(least=least, most=most)
        self.labelled["royalty_coefficient"].hint.setText(hint)
        for field in (self.coefficient, self.note):
            field.setReadOnly(not may)

    def _show_shares(self) -> None:
        if self._article is not None:
            self.shares.show_text(shares_text(self._article.royalty_shares))
            self._tell_shares(self._article.royalty_shares)

    def _show_coefficient(self) -> None:
        if self._article is not None:
            found = self._article.royalty_coefficient
            self.coefficient.show_text("" if found is None else coefficient_text(found))
            self.labelled["royalty_coefficient"].tell("")

    def _on_shares(self, text: str) -> None:
        shares = _shares(text)
        if shares is None:
            example = self.tr("Write each name with its per cent, such as {example}.")
            self.labelled["royalty_shares"].tell(example.format(example="Lê Hai 40, Trần Một 60"))
            return
        self._tell_shares(shares)
        self._change("royalty_shares", shares)

    def _tell_shares(self, shares: tuple[tuple[str, int], ...]) -> None:
        every = sum(share for _name, share in shares)
        is_whole = not shares or every == WHOLE_PER_CENT
        said = self.tr("These make {sum} %, not 100 %.").format(sum=words.number(every))
        self.labelled["royalty_shares"].tell("" if is_whole else said)

    def _on_coefficient(self, text: str) -> None:
        told = self.labelled["royalty_coefficient"]
        try:
            found = read_coefficient(text) if text.strip() else None
            pay.check_range(self.genre.currentData() or "", found, self._desk.profile.rates)
        except ValueError:
            example = self.tr("Write a coefficient, such as {example}.")
            told.tell(example.format(example=words.coefficient(250)))
        except Refused as error:
            told.tell(words.error_sentence(error))
        else:
            told.tell("")
            self._change("royalty_coefficient", found)


def _shares(text: str) -> tuple[tuple[str, int], ...] | None:
    """The shares that a person wrote; None: not yet any."""
    try:
        return read_shares(text)
    except ValueError:
        return None


def _coefficient(text: str) -> int | None:
    try:
        return read_coefficient(text)
    except ValueError:
        return None
