# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet on paper: a PDF of A4 pages with people, stories and the lines to sign."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton
from babel.numbers import format_currency, format_decimal
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from editor.exports.paper import ACCENT, INK, LINE, MARGIN, QUIET, registered
from editor.model.profile import SiteProfile
from editor.model.rates import ONE
from editor.royalties.sheet import Line, Row, Sheet, Story, doubtful, rows
from editor.royalties.table import money
from editor.sentences import Sentences

_FOOT: Final = 8 * mm
_PADDING: Final = 6
"""Points that a page leaves beside everything on it."""
_WIDTH: Final = A4[0] - 2 * MARGIN - 2 * _PADDING
_PEOPLE: Final = (9, 45, 30, 14, 12, 15, 29, 24)
_STORIES: Final = (9, 17, 108, 15, 29)
"""How wide the columns are, as shares of the page's width."""
_LONGEST_LETTERS: Final = 2_000
"""Of one cell; a table is to be read."""
_SIGNERS: Final = ("preparer", "accountant", "editor")


class RoyaltyPaper:
    """Lays a month out as such sheets are: who gets what, by which stories, and who signs.

    Args:
        resources: the program's own, for the fonts and the words between.
        profile: whose newspaper it is; its language is that of the sheet.
    """

    def __init__(self, resources: Path, profile: SiteProfile) -> None:
        self._plain, self._strong = registered(resources / "fonts")
        language = profile.language
        sentences = Sentences.load(resources / "sentences", language)
        self._say, self._word = sentences.say, sentences.word
        self._language = language
        self._profile = profile

    def pdf(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF of A4 pages.

        Args:
            sheet: a month; narrowed, only what is left of it is on the paper.

        Cost: 3 ms for each story.
        """
        buffer = io.BytesIO()
        title = f"{self._say('royalty_sheet.title')} {sheet.month}"
        document = SimpleDocTemplate(
            buffer,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN + _FOOT,
            title=title,
            author=self._profile.agency or self._profile.name,
            lang=self._language,
        )
        parts = [*self._head(sheet), *self._people(sheet), *self._details(sheet), self._signing()]
        document.build(parts, onFirstPage=self._draw_foot, onLaterPages=self._draw_foot)
        return buffer.getvalue()

    def _draw_foot(self, canvas: Any, _document: Any) -> None:  # noqa: ANN401  # reportlab has no types
        canvas.setFillColor(QUIET)
        canvas.setFont(self._plain, 8)
        page = self._say("sheet.page", {"page": canvas.getPageNumber()})
        canvas.drawRightString(A4[0] - MARGIN, MARGIN, page)

    def _head(self, sheet: Sheet) -> Iterator[Flowable]:
        yield self._text(self._profile.governing_body.upper(), size=8, colour=QUIET)
        yield self._text(self._profile.agency or self._profile.name, self._strong)
        yield Spacer(0, 5 * mm)
        yield self._text(
            self._say("royalty_sheet.title").upper(), self._strong, 15, align=TA_CENTER
        )
        year, month = map(int, sheet.month.split("-"))
        named = str(format_skeleton("yMMMM", date(year, month, 1), locale=self._language))
        yield self._text(named[:1].upper() + named[1:], size=11, align=TA_CENTER)
        unit = self._money(sheet.rates.unit_value, sheet)
        told = [self._say("royalty_sheet.unit", {"unit": unit}), self._standing(sheet)]
        if not sheet.is_whole:
            told.append(self._say("royalty_sheet.own"))
        yield self._text(" · ".join(told), size=8, colour=QUIET, align=TA_CENTER)
        yield Spacer(0, 4 * mm)

    def _standing(self, sheet: Sheet) -> str:
        at = self._time(sheet.closed_at or sheet.made_at, sheet)
        if sheet.closed_at is None:
            return self._say("royalty_sheet.open", {"at": at})
        return self._say("royalty_sheet.closed", {"at": at, "by": sheet.closed_by})

    def _people(self, sheet: Sheet) -> Iterator[Flowable]:
        people = rows(sheet)
        names = ("number", "person", "pen_name", "stories", "pictures", "coefficient", "amount")
        head = [self._head_cell(each) for each in (*names, "signature")]
        listed = [self._person(at, row, sheet) for at, row in enumerate(people, 1)]
        total = [
            "",
            self._text(self._say("royalty_sheet.total"), self._strong, 9),
            "",
            self._figure(sum(row.stories for row in people)),
            self._figure(sum(row.pictures for row in people)),
            self._number(sum(row.coefficient for row in people), self._strong),
            self._sum(sheet.amount, sheet, self._strong),
            "",
        ]
        yield _table([head, *listed, total], _PEOPLE)

    def _person(self, number: int, row: Row, sheet: Sheet) -> list[object]:
        name = row.name if row.is_known else f"{row.name} *"
        pens = ", ".join(row.pen_names) if row.is_known else row.name
        return [
            self._figure(number),
            self._text(name, size=9, colour=INK if row.is_known else ACCENT),
            self._text(pens, size=8, colour=QUIET),
            self._figure(row.stories),
            self._figure(row.pictures),
            self._number(row.coefficient),
            self._sum(row.amount, sheet),
            "",
        ]

    def _details(self, sheet: Sheet) -> Iterator[Flowable]:
        if any(not row.is_known for row in rows(sheet)):
            yield self._text(f"* {self._say('royalty_sheet.no_name')}", size=8, colour=ACCENT)
        for code, stories in (("stories", sheet.stories), ("adjustments", sheet.adjustments)):
            if stories:
                yield Spacer(0, 5 * mm)
                yield self._text(self._say(f"royalty_sheet.{code}"), self._strong, 11)
                yield Spacer(0, 1 * mm)
                yield self._story_table(stories, sheet)
        if doubts := doubtful(sheet):
            yield Spacer(0, 5 * mm)
            yield self._text(self._say("royalty_sheet.doubts"), self._strong, 11)
            for story in doubts:
                named = "; ".join(self._word("royalty_doubt", each) for each in story.doubts)
                yield self._text(f"{story.headline}: {named}", size=8)

    def _story_table(self, stories: Sequence[Story], sheet: Sheet) -> Table:
        names = ("number", "published", "story", "coefficient", "amount")
        head = [self._head_cell(each) for each in names]
        listed = [self._story(at, each, sheet) for at, each in enumerate(stories, 1)]
        return _table([head, *listed], _STORIES)

    def _story(self, number: int, story: Story, sheet: Sheet) -> list[object]:
        at = story.published_at.astimezone(ZoneInfo(sheet.time_zone))
        category = self._profile.category_name(story.category)
        marks = [] if story.is_live else [self._word("royalty_doubt", "taken_down")]
        if story.corrections:
            marks.append(self._say("royalty_sheet.corrections", {"count": story.corrections}))
        if story.month:
            marks.append(self._say("royalty_sheet.of_month", {"month": story.month}))
        facts = " · ".join(each for each in (story.genre, category, *marks, story.note) if each)
        words = [
            self._text(story.headline, size=9),
            self._text(facts, size=7.5, colour=QUIET),
            *(self._text(self._share(line, sheet), size=8) for line in story.lines),
        ]
        return [
            self._figure(number),
            self._text(f"{at:%d/%m}", size=9),
            words,
            self._number(sum(each.coefficient for each in story.lines)),
            self._sum(story.amount, sheet),
        ]

    def _share(self, line: Line, sheet: Sheet) -> str:
        pen = (
            f" ({line.pen_name})" if line.person and line.pen_name not in ("", line.person) else ""
        )
        told = (
            self._say("royalty_sheet.pictures", {"count": line.pictures}) if line.pictures else ""
        )
        amount = self._money(line.amount, sheet)
        return " · ".join(filter(None, (f"{line.name}{pen}", told, amount)))

    def _signing(self) -> Flowable:
        day = self._text(self._say("royalty_sheet.day"), size=9, align=TA_RIGHT)
        cells = [
            [
                self._text(
                    self._say(f"royalty_sheet.{each}").upper(), self._strong, 9, align=TA_CENTER
                ),
                self._text(self._say("royalty_sheet.sign"), size=8, colour=QUIET, align=TA_CENTER),
            ]
            for each in _SIGNERS
        ]
        lines = Table([cells], colWidths=[_WIDTH / len(_SIGNERS)] * len(_SIGNERS))
        return KeepTogether([Spacer(0, 8 * mm), day, Spacer(0, 3 * mm), lines, Spacer(0, 22 * mm)])

    def _head_cell(self, name: str) -> Paragraph:
        is_figure = name in {"number", "stories", "pictures", "coefficient", "amount"}
        align = TA_RIGHT if is_figure else 0
        said = self._say(f"royalty_sheet.column_{name}")
        return self._text(said, self._strong, 8, align=align)

    def _figure(self, number: int) -> Paragraph:
        return self._text(str(number), size=9, align=TA_RIGHT)

    def _number(self, hundredths: int, font: str = "") -> Paragraph:
        said = str(format_decimal(hundredths / ONE, "0.##", locale=self._language))
        return self._text(said, font, 9, align=TA_RIGHT)

    def _sum(self, amount: int, sheet: Sheet, font: str = "") -> Paragraph:
        return self._text(self._money(amount, sheet), font, 9, align=TA_RIGHT)

    def _money(self, amount: int, sheet: Sheet) -> str:
        currency = sheet.rates.currency
        value = money(amount, currency)
        if not currency:
            return str(format_decimal(value, locale=self._language))
        return str(format_currency(value, currency, locale=self._language))

    def _time(self, at: Any, sheet: Sheet) -> str:  # noqa: ANN401  # Babel has no types
        zone = ZoneInfo(sheet.time_zone)
        return str(format_datetime(at, self._profile.time_pattern, zone, self._language))

    def _text(
        self,
        text: str,
        font: str = "",
        size: float = 10,
        *,
        colour: HexColor = INK,
        align: int = 0,
    ) -> Paragraph:
        font = font or self._plain
        style = ParagraphStyle(
            font,
            fontName=font,
            fontSize=size,
            leading=size * 1.45,
            textColor=colour,
            alignment=align,
        )
        plain = text[:_LONGEST_LETTERS].encode("utf-8", "ignore").decode()
        return Paragraph(escape(plain), style)


def _table(cells: Sequence[Sequence[object]], widths: Sequence[float]) -> Table:
    columns = [_WIDTH * each / sum(widths) for each in widths]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 1.5 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1.5 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8 * mm),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
    ]
    return Table([list(each) for each in cells], colWidths=columns, style=style, repeatRows=1)
