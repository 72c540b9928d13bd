# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless command for royalties: a month's sheet shown, written as CSV or PDF, or closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from editor import fieldwork
from editor.commands import Answer
from editor.model.rates import coefficient_text
from editor.plan_commands import PlanCommands
from editor.royalties import pay, sheet, table
from editor.royalties.sheet import Row, Sheet, Story
from editor.royaltydesk import RoyaltyDesk


@dataclass(frozen=True, slots=True)
class Files:
    """Where a sheet is written."""

    csv: Path | None = None
    """As a table."""
    pdf: Path | None = None
    """As it is printed."""
    with_bom: bool = False
    """See `table.csv_text`."""


NOWHERE = Files()


class RoyaltyCommands(PlanCommands):
    """All commands, with the one for royalties."""

    def set_fields(self, article_id: str, assignments: Sequence[str]) -> Answer:
        """Change fields, each written `field=value`; what a story is paid, only editors."""
        before = self._get(article_id)
        after = fieldwork.assign(before, assignments)
        pay.check(before, after, self._desk.profile.rates, self._desk.role)
        return self._saved(self._save(after))

    def royalties(
        self,
        month: str,
        *,
        to: Files = NOWHERE,
        person: str = "",
        category: str = "",
        closes: bool = False,
    ) -> Answer:
        """What the stories first published in a month earn whom.

        Args:
            month: `2026-11`.
            to: files to write it into as well.
            person: see `sheet.narrowed`.
            category: the same.
            closes: close the month first, so that its figures stay.

        Raises:
            Refused: `royalties.bad_month`, `site.forbidden`, `site.month_open`, `site.month_order`,
                `royalties.not_written`.
            Offline: the server cannot be reached, and nothing was kept here.
        """
        self._house.connect()
        desk = RoyaltyDesk(self._desk)
        found = desk.close(month) if closes else desk.sheet(month)
        shown = sheet.narrowed(found.sheet, person=person, category=category)
        if to.csv is not None:
            desk.write_csv(shown, to.csv, with_bom=to.with_bom)
        if to.pdf is not None:
            desk.write_pdf(shown, to.pdf)
        value = {**_plain(shown), "is_fresh": found.trouble is None, "fetched_at": _text(found.at)}
        kept = self._say("royalties.kept", {"at": _text(found.at)})
        notes = () if found.trouble is None else (kept,)
        return Answer(value, "\n".join(self._sheet_lines(shown)), notes=notes)

    def _sheet_lines(self, shown: Sheet) -> list[str]:
        lines = [self._person_line(each, shown) for each in sheet.rows(shown)]
        total = table.money(shown.amount, shown.rates.currency)
        told = {"total": f"{total} {shown.rates.currency}", "stories": len(shown.stories)}
        closed = [] if shown.closed_at is None else [self._say("royalties.closed", _closed(shown))]
        doubtful = [self._doubt_line(each) for each in sheet.doubtful(shown)]
        return [*lines, self._say("royalties.total", told), *closed, *doubtful]

    def _person_line(self, row: Row, shown: Sheet) -> str:
        amount = table.money(row.amount, shown.rates.currency)
        mark = "" if row.is_known else f"  ({self._word('royalty_doubt', 'no_real_name')})"
        counted = f"{row.stories:>4}  {row.pictures:>4}  {coefficient_text(row.coefficient):>8}"
        return f"{row.name:<28}  {counted}  {amount:>14}{mark}"

    def _doubt_line(self, story: Story) -> str:
        doubts = "; ".join(self._word("royalty_doubt", each) for each in story.doubts)
        return f"{story.id}  {story.headline}: {doubts}"


def _closed(shown: Sheet) -> dict[str, object]:
    at = _text(shown.closed_at) if shown.closed_at else ""
    return {"at": at, "by": shown.closed_by}


def _plain(shown: Sheet) -> dict[str, object]:
    told = cast("dict[str, object]", fieldwork.plain(shown))
    return {**told, "people": fieldwork.plain(sheet.rows(shown)), "amount": shown.amount}


def _text(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
