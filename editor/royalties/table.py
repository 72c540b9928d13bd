# SPDX-License-Identifier: GPL-3.0-or-later
"""A royalty sheet as a table for a spreadsheet (CSV): a row for what a story earns a person."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision

from editor.model.rates import coefficient_text
from editor.royalties.sheet import Kind, Line, Sheet, Story
from editor.sentences import Sentences

COLUMNS: Final = (
    "month",
    "published",
    "headline",
    "category",
    "genre",
    "kind",
    "person",
    "pen_name",
    "pictures",
    "coefficient",
    "amount",
    "currency",
    "updates",
    "corrections",
    "doubts",
    "note",
    "id",
)
BOM: Final = "\ufeff"
"""By which spreadsheets know UTF-8 from older letters."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(
    sheet: Sheet, sentences: Sentences, categories: Mapping[str, str], *, with_bom: bool = False
) -> str:
    """The sheet as CSV (RFC 4180) in UTF-8, with a point in numbers.

    Args:
        sheet: a month.
        sentences: the words of the columns, in the language of the sheet.
        categories: key -> name.
        with_bom: whether it begins with the mark by which spreadsheets know UTF-8.

    Returns:
        A row for each line; no cell that a person wrote is ever taken for a formula.
    """
    out = io.StringIO()
    if with_bom:
        out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([sentences.word("royalty_column", each) for each in COLUMNS])
    for story in sheet.every:
        for line in story.lines:
            writer.writerow(_row(sheet, story, line, sentences, categories))
        if not story.lines:
            unpaid = Line(Kind.STORY, "", "", 0, 0)
            writer.writerow(_row(sheet, story, unpaid, sentences, categories))
    return out.getvalue()


def money(amount: int, currency: str) -> Decimal:
    """An amount in the smallest unit of a currency, in the currency itself."""
    return Decimal(amount).scaleb(-get_currency_precision(currency or "VND"))


def safe(text: str) -> str:
    """A text as a cell: on one line, and no formula in any spreadsheet."""
    plain = " ".join(text.split("\n")).replace("\r", " ")
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _row(
    sheet: Sheet, story: Story, line: Line, sentences: Sentences, categories: Mapping[str, str]
) -> list[str]:
    day = story.published_at.astimezone(ZoneInfo(sheet.time_zone)).date().isoformat()
    doubts = (sentences.word("royalty_doubt", each) for each in story.doubts)
    return [
        story.month or sheet.month,
        day,
        safe(story.headline),
        safe(categories.get(story.category, story.category)),
        safe(story.genre),
        sentences.word("royalty_kind", line.kind),
        safe(line.person),
        safe(line.pen_name),
        str(line.pictures),
        coefficient_text(line.coefficient),
        str(money(line.amount, sheet.rates.currency)),
        sheet.rates.currency,
        str(story.updates),
        str(story.corrections),
        "; ".join(doubts),
        safe(story.note),
        story.id,
    ]
