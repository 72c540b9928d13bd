# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands of the wire desk: sources, what they sent, stories started from it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from editor import fieldwork
from editor.commands import Answer
from editor.errors import EditorError, Refused
from editor.files import opml
from editor.model.article import ArticleId
from editor.model.dispatch import (
    LEAST_MINUTES,
    MOST_MINUTES,
    DispatchFilter,
    DispatchId,
    DispatchRow,
    Source,
    SourceId,
)
from editor.replace_commands import ReplaceCommands
from editor.wiredesk import ORIGIN, Heard


class WireCommands(ReplaceCommands):
    """All commands, with those of the wire desk."""

    def wires(
        self, search: str = "", *, source: int | None = None, is_unread: bool = False, most: int
    ) -> Answer:
        """What came in, the newest first, or what of it has some words, with marks or without."""
        its = None if source is None else SourceId(source)
        chosen = DispatchFilter(search, its, is_unread)
        rows = self._desk.wires.dispatches.rows(chosen, limit=max(most, 1))
        value = [fieldwork.plain(each) for each in rows]
        return Answer(value, "\n".join(map(self._row, rows)) or self._say("feed.none"))

    def wire_story(self, number: int) -> Answer:
        """One of them, whole; it is read then."""
        desk, its = self._desk.wires, self._desk.wires.dispatches.get(DispatchId(number))
        desk.dispatches.mark_read([its.id], origin=ORIGIN)
        at = self._clock_time(its.at)
        head = (its.headline, " · ".join(filter(None, (its.source, its.author, at))), its.link)
        text = "\n\n".join(filter(None, ("\n".join(head), its.standfirst, its.body)))
        return Answer(fieldwork.plain(its), text.rstrip())

    def start_from_wire(self, number: int) -> Answer:
        """Start a story from one of them."""
        note = self._desk.wires.note(DispatchId(number), self._told_with_time)
        language = self._desk.profile.language
        made = self._desk.wires.start_story(DispatchId(number), language, note)
        return Answer({"id": made.id, "headline": made.headline}, f"{made.id}  {made.headline}")

    def note_from_wire(self, number: int, article_id: str) -> Answer:
        """Put one of them into a story that is there, as a note to its editors."""
        note = self._desk.wires.note(DispatchId(number), self._told_with_time)
        made = self._desk.wires.add_note(DispatchId(number), ArticleId(article_id), note)
        return Answer({"id": made.id, "note": note}, self._say("command.saved"))

    def mark_wires(self, numbers: Sequence[int], *, is_read: bool) -> Answer:
        """Say that some of them were read, or were not."""
        ids = list(map(DispatchId, numbers))
        self._desk.wires.dispatches.mark_read(ids, is_read=is_read, origin=ORIGIN)
        return Answer({"numbers": ids, "is_read": is_read}, self._say("command.saved"))

    def wire_sources(self) -> Answer:
        """The sources, with how each of them stands."""
        found = self._desk.wires.sources.all()
        value = [fieldwork.plain(each) for each in found]
        lines = [self._source_line(each) for each in found]
        return Answer(value, "\n".join(lines) or self._say("feed.no_sources"))

    def add_source(self, address: str, name: str = "", every_minutes: int = 0) -> Answer:
        """Add a source, and ask it once; without a line it is added all the same."""
        if not LEAST_MINUTES <= every_minutes <= MOST_MINUTES:
            raise Refused("command.bad_value", value=every_minutes, name="every")
        made = self._desk.wires.add(address, name, every_minutes)
        (heard,) = self._desk.wires.fetch([made.id])
        its = self._desk.wires.sources.get(made.id)
        text = self._say("feed.added", {"source": its.label, "id": its.id})
        return Answer(fieldwork.plain(its), text, notes=self._complaint(heard))

    def fetch_wires(self, ids: Sequence[int] = ()) -> Answer:
        """Ask some sources, or all that are on; those that fail are told, the others are read.

        Raises:
            Refused: `feed.unknown_source`; Offline: `feed.offline`.
        """
        desk = self._desk.wires
        chosen = [desk.sources.get(SourceId(each)).id for each in ids]
        heard = desk.fetch(chosen)
        desk.dispatches.prune(desk.keep_days, origin=ORIGIN)
        value = [
            {
                "id": each.source.id,
                "source": each.source.label,
                "new": each.new,
                "error": each.error.code if each.error is not None else "",
            }
            for each in heard
        ]
        fine = (each for each in heard if each.error is None)
        lines = [
            self._say("feed.heard", {"source": each.source.label, "count": each.new})
            for each in fine
        ]
        notes = tuple(line for each in heard for line in self._complaint(each))
        return Answer(value, "\n".join(lines) or self._say("feed.no_sources"), notes=notes)

    def switch_source(self, source: int, *, is_on: bool) -> Answer:
        """Ask a source again, or no more; what it sent stays."""
        self._desk.wires.sources.change(SourceId(source), {"is_on": is_on}, origin=ORIGIN)
        return Answer({"id": source, "is_on": is_on}, self._say("command.saved"))

    def remove_source(self, source: int) -> Answer:
        """Remove a source, with what it sent; stories started from it stay."""
        its = self._desk.wires.sources.get(SourceId(source))
        self._desk.wires.sources.remove(its.id, origin=ORIGIN)
        return Answer({"id": its.id}, self._say("feed.removed", {"source": its.label}))

    def take_sources(self, path: Path) -> Answer:
        """Add the sources of a list that are not here yet."""
        count = self._desk.wires.take_list(path)
        return Answer({"new": count}, self._say("feed.listed", {"count": count}))

    def give_sources(self, path: Path | None = None) -> Answer:
        """The sources as a list, printed or in a file."""
        if path is None:
            text = opml.written(self._desk.wires.sources.all())
            return Answer({"opml": text}, text.rstrip())
        self._desk.wires.give_list(path)
        return Answer({"file": str(path)}, str(path))

    def _told_with_time(self, code: str, values: dict[str, object]) -> str:
        at = values["at"]
        told = self._clock_time(at) if isinstance(at, datetime) else ""
        return self._say(code, {**values, "at": told})

    def _clock_time(self, at: datetime) -> str:
        """By the newspaper's clock."""
        return at.astimezone(ZoneInfo(self._desk.profile.time_zone)).strftime("%Y-%m-%d %H:%M")

    def _row(self, row: DispatchRow) -> str:
        at = self._clock_time(row.at)
        mark = "*" if row.story_id is not None else " " if row.is_read else "+"
        return f"{row.id:>6} {mark} {at}  {row.source}: {row.headline}"

    def _source_line(self, its: Source) -> str:
        told = [f"{its.id:>4}  {its.label}  {its.address}  {its.unread}"]
        told += [] if its.is_on else [self._say("feed.off")]
        told += [self._say(its.error, its.error_values)] if its.error else []
        return "  ".join(told)

    def _complaint(self, heard: Heard) -> tuple[str, ...]:
        error: EditorError | None = heard.error
        if error is None:
            return ()
        return (f"{heard.source.label}: {self._say(error.code, error.values)}",)
