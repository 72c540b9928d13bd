# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption sheet: a PDF with thumbnails, file names, captions and credits, for the desk."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from babel.dates import format_date, format_datetime
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Table

from editor.exports.paper import ACCENT, INK, LINE, MARGIN, QUIET, fitting, registered
from editor.model.picture import Picture
from editor.sentences import Sentences

THUMBNAIL_PX: Final = 480
"""The longer side; some 240 dots to the inch on paper."""

_HEAD, _THUMBNAIL, _GAP = 6 * mm, 50 * mm, 6 * mm
_TEXT: Final = A4[0] - 2 * MARGIN - _THUMBNAIL - _GAP
_LONGEST_LETTERS: Final = 20_000
"""Of one field; a sheet is to be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One picture on the sheet."""

    picture: Picture
    thumbnail: bytes
    """JPEG or PNG; empty: it could not be opened."""


class Sheet:
    """Lays out pictures and their words, in their order, on as many pages as they need.

    Args:
        fonts: the folder with the fonts, which hold every Vietnamese letter.
        sentences: the words between, in the language of the sheet.
        language: how dates are written.
    """

    def __init__(self, fonts: Path, sentences: Sentences, language: str) -> None:
        self._plain, self._strong = registered(fonts)
        self._sentences = sentences
        self._language = language

    def pdf(self, lines: Sequence[Line], title: str, made_at: datetime) -> bytes:
        """The sheet as a PDF of A4 pages.

        Args:
            lines: the pictures.
            title: at the head of every page.
            made_at: the day that stands beside it.

        Cost: 5 ms for each picture.
        """
        buffer = io.BytesIO()
        named = title or self._sentences.say("sheet.title")
        document = SimpleDocTemplate(
            buffer,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN + _HEAD,
            bottomMargin=MARGIN,
            title=named,
            lang=self._language,
        )
        day = str(format_date(made_at.date(), "long", locale=self._language))

        def head(canvas: Any, _document: Any) -> None:  # noqa: ANN401  # reportlab has no types
            self._draw_head(canvas, named, day)

        rows = [self._row(number, line) for number, line in enumerate(lines, 1)]
        empty = [self._said(self._sentences.say("sheet.empty"), self._plain, 10, QUIET)]
        document.build(rows or empty, onFirstPage=head, onLaterPages=head)
        return buffer.getvalue()

    def _draw_head(self, canvas: Any, title: str, day: str) -> None:  # noqa: ANN401  # as above
        top = A4[1] - MARGIN
        page = self._sentences.say("sheet.page", {"page": canvas.getPageNumber()})
        canvas.setFillColor(INK)
        canvas.setFont(self._strong, 12)
        canvas.drawString(MARGIN, top, fitting(title, self._strong, 12, A4[0] / 2))
        canvas.setFillColor(QUIET)
        canvas.setFont(self._plain, 9)
        canvas.drawRightString(A4[0] - MARGIN, top, f"{day} · {page}")
        canvas.setStrokeColor(LINE)
        canvas.line(MARGIN, top - 3 * mm, A4[0] - MARGIN, top - 3 * mm)

    def _row(self, number: int, line: Line) -> Table:
        words = [
            self._said(text, font, size, colour)
            for text, font, size, colour in self._words(number, line.picture)
            if text
        ]
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, 0), _GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * mm),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ]
        return Table(
            [[_thumbnail(line.thumbnail), words]],
            colWidths=[_THUMBNAIL + _GAP, _TEXT],
            style=style,
            splitInRow=1,
        )

    def _words(self, number: int, picture: Picture) -> Iterator[tuple[str, str, float, HexColor]]:
        say = self._sentences.say
        yield f"{number}. {picture.file_name}", self._strong, 9, INK
        yield picture.headline, self._strong, 10, INK
        yield picture.caption or say("sheet.no_caption"), self._plain, 10, INK
        credit = picture.credit or picture.creator
        yield say("sheet.credit", {"credit": credit}) if credit else "", self._plain, 9, INK
        yield " · ".join(self._facts(picture)), self._plain, 8, QUIET
        yield picture.instructions, self._strong, 9, ACCENT
        yield from ((text, self._strong, 9, ACCENT) for text in self._bars(picture))

    def _facts(self, picture: Picture) -> Iterator[str]:
        place = (picture.sublocation, picture.city, picture.country)
        told = (self._day(picture), ", ".join(each for each in place if each))
        yield from (each for each in (*told, ", ".join(picture.people)) if each)
        yield from (each for each in (picture.copyright_notice, picture.usage_terms) if each)

    def _bars(self, picture: Picture) -> Iterator[str]:
        """What keeps a picture from readers."""
        word = self._sentences.word
        for field in ("barred_because", "embargoed_until", "expires_at"):
            value = getattr(picture, field)
            if isinstance(value, datetime):
                value = format_datetime(value, "short", locale=self._language) + " UTC"
            if value:
                yield f"{word('picture_field', field)}: {value}"

    def _day(self, picture: Picture) -> str:
        try:
            taken = datetime.fromisoformat(picture.taken_at)
        except ValueError:
            return picture.taken_at
        if "T" not in picture.taken_at:
            return str(format_date(taken, "medium", locale=self._language))
        naive = taken.replace(tzinfo=None)
        return str(format_datetime(naive, "d/M/y HH:mm", locale=self._language))

    def _said(self, text: str, font: str, size: float, colour: HexColor) -> Paragraph:
        style = ParagraphStyle(
            font, fontName=font, fontSize=size, leading=size * 1.5, textColor=colour, spaceAfter=2
        )
        plain = text[:_LONGEST_LETTERS].encode("utf-8", "ignore").decode()
        return Paragraph(escape(plain).replace("\n", "<br/>"), style)


def _thumbnail(data: bytes) -> Image | str:
    if not data:
        return ""
    image = Image(io.BytesIO(data))
    scale = _THUMBNAIL / max(image.imageWidth, image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    image.hAlign = "LEFT"
    return image
