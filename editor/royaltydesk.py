# SPDX-License-Identifier: GPL-3.0-or-later
"""RoyaltyDesk: the royalty sheet of a month from the server, kept to be read without a line."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, cast

from editor import values
from editor.cms.site import Payroll, Site
from editor.errors import EditorError, Offline, Refused
from editor.model.profile import SiteProfile
from editor.royalties import months, table, written
from editor.royalties.sheet import Sheet
from editor.sentences import Sentences
from editor.settings import Settings
from editor.store.mirror import Mirror

_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """A sheet, and when this computer got it."""

    sheet: Sheet
    at: datetime
    """By this computer's clock; aware."""
    trouble: EditorError | None = None
    """Why it is an older one that was kept; None: the server has just told it."""


class Holder(Protocol):
    """What is asked of the desk; `editor.desk.Desk` is one."""

    folder: Path
    resources: Path
    clock: Callable[[], datetime]
    site: Site | None
    mirror: Mirror
    """Knows what the server calls whoever sits here."""

    @property
    def settings(self) -> Settings:
        """With the address of the server: what was kept of another one is not shown."""
        ...

    @property
    def profile(self) -> SiteProfile:
        """Whose newspaper it is: what is written is in its language."""
        ...


class RoyaltyDesk:
    """Asks the server, and gives what was kept where it cannot be reached. Thread: any.

    What is kept lies in a folder of the store, for this person's eyes only: whoever signs in by
    another name or role is not shown what was told before.

    Args:
        desk: whose server.
    """

    def __init__(self, desk: Holder) -> None:
        self._desk = desk
        self._folder = desk.folder / "royalties"

    def sheet(self, month: str) -> Fetched:
        """The sheet of a month as the server has it, else as it was when the server was asked last.

        Raises:
            Refused: `royalties.bad_month`, `site.forbidden`; `royalties.no_ledger` for a house
                that keeps none.
            Offline: the server cannot be reached, and nothing was kept.
        """
        try:
            return self._fetch(month)
        except (Offline, Refused) as error:
            kept = self.kept(month) if _is_of_line(error) else None
            if kept is None:
                raise
            return Fetched(kept.sheet, kept.at, error)

    def close(self, month: str) -> Fetched:
        """Close a month at the server, so that its figures stay.

        Raises:
            Refused: `site.forbidden`, `site.month_open`, `site.month_order`.
            Offline: the server cannot be reached; nothing was closed, or the next look tells.
        """
        return self._fetch(month, closes=True)

    def kept(self, month: str) -> Fetched | None:
        """What was kept of a month; None: nothing that can be read."""
        try:
            doc = json.loads(self._path(month).read_text(encoding="utf-8"))
            at = values.time("at", doc["at"])
            sheet = written.from_doc(values.mapping("sheet", doc["sheet"]))
        except (OSError, ValueError, KeyError, TypeError, EditorError):
            return None
        return None if at is None else Fetched(sheet, at)

    def write_csv(self, sheet: Sheet, target: Path, *, with_bom: bool = False) -> None:
        """Write a sheet as a table for a spreadsheet: see `editor.royalties.table.csv_text`.

        Raises:
            Refused: `royalties.not_written`.
        """
        profile = self._desk.profile
        sentences = Sentences.load(self._desk.resources / "sentences", profile.language)
        names = {each.key: each.name for each in profile.categories}
        text = table.csv_text(sheet, sentences, names, with_bom=with_bom)
        _write(target, text.encode("utf-8"))

    def write_pdf(self, sheet: Sheet, target: Path) -> None:
        """Write a sheet as it is printed: A4, with the lines to sign.

        Raises:
            Refused: `royalties.not_written`.
        """
        # reportlab: slow to load, and few print.
        from editor.exports.royalty_sheet import RoyaltyPaper  # noqa: PLC0415

        _write(target, RoyaltyPaper(self._desk.resources, self._desk.profile).pdf(sheet))

    def _fetch(self, month: str, *, closes: bool = False) -> Fetched:
        if not months.is_month(month):
            raise Refused("royalties.bad_month", month=month)
        site = self._desk.site
        if site is None:
            raise Offline("line.down")
        if not site.capabilities().reckons_royalties:
            raise Refused("royalties.no_ledger")
        told = cast("Payroll", site).royalties(month, closes=closes)
        found = Fetched(told, self._desk.clock())
        # One that cannot be kept is shown all the same.
        with contextlib.suppress(OSError):
            self._keep(found)
        return found

    def _keep(self, found: Fetched) -> None:
        path = self._path(found.sheet.month)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        at = found.at.astimezone(UTC).isoformat()
        doc = {"v": _FORM, "at": at, "sheet": written.to_doc(found.sheet)}
        # mkstemp makes the file 0600 before the first byte is in it.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(doc, file, ensure_ascii=False)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, month: str) -> Path:
        told = (self._desk.settings.site_address, *self._desk.mirror.agreement.caller())
        whose = hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
        return self._folder / whose / f"{months.check(month)}.json"


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refused("royalties.not_written", path=str(path)) from error


def _is_of_line(error: EditorError) -> bool:
    """The line's fault, and no word of the server about the month."""
    return isinstance(error, Offline) or error.code.startswith("line.")
