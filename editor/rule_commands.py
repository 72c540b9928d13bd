# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands of the copy desk: rule packs listed, taken in, given away and tested."""

from collections.abc import Sequence
from pathlib import Path

from editor.commands import Answer
from editor.errors import EditorError, Offline, Refused
from editor.export_commands import ExportCommands
from editor.rulebook import PACK_OFF, Held
from editor.text.style import house, trial


class RuleCommands(ExportCommands):
    """All commands, with those about the rules of the copy check."""

    def rule_packs(self) -> Answer:
        """All packs that hold here, with whose they are and how many rules are in each."""
        off = self._desk.rules_off
        held = self._desk.copydesk.book.packs()
        value = [_told(each, is_off=f"{PACK_OFF}{each.pack.name}" in off) for each in held]
        lines = [self._pack_line(each) for each in value]
        return Answer(value, "\n".join(lines))

    def take_packs(self, files: Sequence[Path]) -> Answer:
        """Keep copies of packs; one whose own tests do not hold is not kept."""
        kept: list[str] = []
        refused: list[EditorError] = []
        for path in files:
            try:
                pack, failures = self._desk.copydesk.book.take(path)
            except Refused as error:
                refused.append(error)
                continue
            refused += failures
            if not failures:
                kept.append(pack.name)
        return Answer({"kept": kept}, "\n".join(kept), tuple(refused))

    def give_pack(self, name: str, target: Path | None) -> Answer:
        """Write a pack into a file.

        Raises:
            Refused: `style.no_pack`, `style.not_written`.
        """
        path = target or Path(f"{name}.toml")
        self._desk.copydesk.book.give(name, path)
        return Answer({"name": name, "path": str(path)}, str(path))

    def remove_pack(self, name: str) -> Answer:
        """Take one of the desk's own packs away.

        Raises:
            Refused: `style.no_pack`, `style.not_ours`, `style.not_written`.
        """
        self._desk.copydesk.book.remove(name)
        return Answer({"name": name}, name)

    def share_pack(self, name: str) -> Answer:
        """Give a pack to all laptops of the newsroom.

        Raises:
            Refused: `style.no_pack`, `site.forbidden`, `site.bad_field`, `site.bad_pack`.
            Offline: the server cannot be reached.
        """
        return self._shared(name, self._desk.copydesk.book.pack(name).pack.text)

    def unshare_pack(self, name: str) -> Answer:
        """Take a pack away from all laptops of the newsroom.

        Raises:
            Refused: `site.unknown_id`, `site.forbidden`.
            Offline: the server cannot be reached.
        """
        return self._shared(name, "")

    def _shared(self, name: str, text: str) -> Answer:
        self._house.connect()
        site = self._desk.site
        if site is None:
            raise Offline("line.down")
        found = site.put_pack(name, text)
        self._desk.mirror.store_given(found)
        return Answer({"packs": list(found.texts)}, "\n".join(found.texts))

    def test_packs(self, files: Sequence[Path]) -> Answer:
        """Put the tests of packs to them, each failure in one sentence; no files: of all packs.

        Raises:
            Refused: `style.bad_pack`.
        """
        packs = [house.read(each) for each in files]
        packs = packs or [each.pack for each in self._desk.copydesk.book.packs()]
        failures = [(pack, trial.failures(pack)) for pack in packs]
        value = [
            {"name": pack.name, "rules": len(pack.rules), "failures": [str(e) for e in failed]}
            for pack, failed in failures
        ]
        lines = [
            self._say("command.pack_holds", {"name": pack.name, "rules": len(pack.rules)})
            for pack, failed in failures
            if not failed
        ]
        refused = tuple(each for _pack, failed in failures for each in failed)
        return Answer(value, "\n".join(lines), refused)

    def _pack_line(self, told: dict[str, object]) -> str:
        origin = self._word("pack", str(told["origin"]))
        off = f"  ({self._word('pack', 'off')})" if told["is_off"] else ""
        return f"{told['name']:<16}  {told['language']}  {told['rules']:>5}  {origin}{off}"


def _told(held: Held, *, is_off: bool) -> dict[str, object]:
    return {
        "name": held.pack.name,
        "language": held.pack.language,
        "rules": len(held.pack.rules),
        "origin": held.origin.value,
        "is_off": is_off,
    }
