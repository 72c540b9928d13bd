# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands for the map of a house: seen, decided on, given away and taken."""

from pathlib import Path

from editor import wire
from editor.cms.mapped import map_from_doc, map_to_doc
from editor.commands import Answer
from editor.errors import EditorError, Refused
from editor.mapdesk import MapDesk
from editor.matching import Line, Sheet
from editor.model.mapping import MAKE, Choices, Kind, Match
from editor.shell_commands import ShellCommands


class MapCommands(ShellCommands):
    """All commands, with those for the map of a house of another kind."""

    def site_map(self, kind: str = "", *, is_undecided: bool = False) -> Answer:
        """Each of our categories, names and tags, and what it is in the house.

        Args:
            kind: only those of this `Kind`; empty: of all.
            is_undecided: only those on which a person has to decide.

        Raises:
            Refused: `map.own_house`; Offline: as last told is shown where there is no line.
        """
        try:
            found = self._maps.sheet()
        except EditorError as error:
            if error.code == "map.own_house":
                raise
            answer = self._told_sheet(self._maps.sheet(asks=False), kind, is_undecided=is_undecided)
            return Answer(answer.value, answer.text, notes=(self._say(error.code, error.values),))
        return self._told_sheet(found, kind, is_undecided=is_undecided)

    def site_map_set(self, kind: str, ours: str, theirs: str, *, makes: bool = False) -> Answer:
        """Decide what one of ours is there.

        Args:
            kind: a `Kind`.
            ours: key of a category, name that readers see, or tag.
            theirs: id, name or slug in the house; empty: it stays here.
            makes: make it there.

        Raises:
            Refused: `map.own_house`, `map.no_such_choice`, `map.may_not_make`.
            Offline: the house cannot be reached.
        """
        of, found = Kind(kind), self._maps.sheet()
        remote_id = MAKE if makes else self._found(found.choices, of, theirs)
        known = next((e.known for e in found.of(of) if e.known.ours == ours), None)
        match = Match(of, ours, remote_id, known.name if known is not None else "")
        return self._followed(self._maps.keep([match]), kind, only=ours)

    def site_map_accept(self) -> Answer:
        """Say yes to all that is proposed."""
        return self._followed(self._maps.accept())

    def site_map_forget(self, kind: str, ours: str) -> Answer:
        """Decide nothing any more about one of ours."""
        return self._followed(self._maps.forget(Kind(kind), ours), kind, only=ours)

    def site_map_give(self, target: Path) -> Answer:
        """Write what was decided into a file, for another computer.

        Raises:
            Refused: `map.own_house`, `map.not_written`.
        """
        house_map = self._maps.house_map()
        try:
            target.write_bytes(wire.canonical(map_to_doc(house_map)))
        except OSError as error:
            raise Refused("map.not_written", path=str(target)) from error
        return Answer({"path": str(target), "count": len(house_map.matches)}, str(target))

    def site_map_take(self, source: Path) -> Answer:
        """Decide as a file says; what it says nothing of stays as it was.

        Raises:
            Refused: `map.own_house`, `command.no_file`, `map.no_such_choice`.
            Damaged: `wire.bad_field` for what is no map.
        """
        try:
            text = source.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise Refused("command.no_file", path=str(source)) from error
        self._maps.sheet()
        return self._followed(self._maps.keep(map_from_doc(wire.parse(text)).matches))

    @property
    def _maps(self) -> MapDesk:
        return MapDesk(self._desk, self._house)

    def _followed(self, found: Sheet, kind: str = "", *, only: str = "") -> Answer:
        self._maps.follow()
        # The profile has our names once the house was met again.
        self._desk.sync.once()
        return self._told_sheet(found, kind, only=only)

    def _found(self, choices: Choices, kind: Kind, theirs: str) -> str:
        found = choices.find(kind, theirs) or choices.named(kind, theirs)
        if theirs and found is None:
            raise Refused("map.no_such_choice", name=theirs)
        return found.remote_id if found is not None else ""

    def _told_sheet(
        self, found: Sheet, kind: str = "", *, is_undecided: bool = False, only: str = ""
    ) -> Answer:
        lines = found.of(Kind(kind)) if kind else found.lines
        chosen = [each for each in lines if only in ("", each.known.ours)]
        chosen = [each for each in chosen if each.is_undecided or not is_undecided]
        count = sum(each.is_undecided for each in found.lines)
        value = {"undecided": count, "lines": [_plain(each) for each in chosen]}
        told = [self._map_line(each) for each in chosen]
        return Answer(value, "\n".join([*told, self._say("map.undecided", {"count": count})]))

    def _map_line(self, line: Line) -> str:
        known = line.known
        kind, fate = (self._word("map", each) for each in (known.kind.value, line.fate.value))
        ours = f"{known.ours} ({known.name})" if known.name not in ("", known.ours) else known.ours
        theirs = f"{line.choice.name} [{line.choice.remote_id}]" if line.choice else ""
        return f"{kind:<10}  {fate:<14}  {ours}  {'→ ' + theirs if theirs else ''}".rstrip()


def _plain(line: Line) -> dict[str, object]:
    known, choice = line.known, line.choice
    return {
        "kind": known.kind.value,
        "ours": known.ours,
        "name": known.name,
        "stories": known.stories,
        "fate": line.fate.value,
        "theirs": choice.remote_id if choice is not None else "",
        "their_name": choice.name if choice is not None else "",
    }
