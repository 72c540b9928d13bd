# SPDX-License-Identifier: GPL-3.0-or-later
"""RuleBook: the rule packs that hold at a desk: those that ship, the newsroom's and its own."""

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from editor.errors import EditorError, Refused
from editor.text.style import trial
from editor.text.style.house import Pack, parse, read
from editor.text.vietnamese import slug

_log = logging.getLogger(__name__)

PACK_OFF: Final = "pack."
"""Before the name of a pack, among the names of rules that say nothing."""


class Origin(StrEnum):
    """Whose pack it is."""

    SHIPPED = "shipped"
    """It came with Stet."""
    NEWSROOM = "newsroom"
    """The publishing server gave it to all laptops."""
    OWN = "own"
    """It lies in the store of this desk."""


@dataclass(frozen=True, slots=True)
class Held:
    """A pack, and whose it is."""

    pack: Pack
    origin: Origin


class RuleBook:
    """All packs of one desk; of those with the same name its own holds, else the newsroom's.

    From any thread.

    Args:
        shipped: the folder of those that came with Stet.
        own: the folder of the desk's own (`*.toml`); made with the first.
        told: the newsroom's, name -> text, as the server last said; asked each time.
    """

    def __init__(
        self,
        shipped: Path,
        own: Path,
        told: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._shipped, self._own = shipped, own
        self._told = told
        self._files: dict[Path, tuple[tuple[int, int], Pack | None]] = {}
        self._texts: dict[tuple[str, str], Pack | None] = {}

    def packs(self) -> tuple[Held, ...]:
        """All packs by name; one that cannot be read is told in the log, and holds nothing.

        Cost: 0.1 ms where no file changed.
        """
        held = {each.pack.name: each for each in self._all()}
        return tuple(held[name] for name in sorted(held))

    def pack(self, name: str) -> Held:
        """The pack of a name.

        Raises:
            Refused: `style.no_pack`.
        """
        found = next((each for each in self.packs() if each.pack.name == name), None)
        if found is None:
            raise Refused("style.no_pack", name=name)
        return found

    def take(self, path: Path) -> tuple[Pack, list[Refused]]:
        """Keep a copy of a pack from a file, in the place of the desk's own of that name.

        Returns:
            The pack, and which of its own tests do not hold; with any, it is not kept.

        Raises:
            Refused: `style.bad_pack`, `style.not_written`.
        """
        pack = read(path)
        failures = trial.failures(pack)
        if not failures:
            self._write(self._own / f"{slug(pack.name) or 'pack'}.toml", pack.text)
        return pack, failures

    def give(self, name: str, target: Path) -> None:
        """Write a pack into a file, as it was written.

        Raises:
            Refused: `style.no_pack`, `style.not_written`.
        """
        self._write(target, self.pack(name).pack.text)

    def remove(self, name: str) -> None:
        """Take one of the desk's own away; what it stood for holds again.

        Raises:
            Refused: `style.no_pack`, `style.not_ours`, `style.not_written`.
        """
        if self.pack(name).origin is not Origin.OWN:
            raise Refused("style.not_ours", name=name)
        path = self._own / f"{name}.toml"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise Refused("style.not_written", path=str(path)) from error

    def _all(self) -> Iterator[Held]:
        """Those that ship first: a later one of the same name takes the place of an earlier."""
        yield from (Held(each, Origin.SHIPPED) for each in self._in(self._shipped))
        for name, text in self._told().items():
            if (name, text) not in self._texts:
                self._texts[name, text] = _or_none(lambda: parse(text, name))  # noqa: B023  # called at once
            if (pack := self._texts[name, text]) is not None:
                yield Held(pack, Origin.NEWSROOM)
        yield from (Held(each, Origin.OWN) for each in self._in(self._own))

    def _in(self, folder: Path) -> Iterator[Pack]:
        """The packs of a folder, each read again where its file changed."""
        for path in sorted(folder.glob("*.toml")):
            try:
                found = path.stat()
            except OSError:
                # Taken away since the folder was looked through.
                continue
            stamp = (found.st_mtime_ns, found.st_size)
            if path not in self._files or self._files[path][0] != stamp:
                self._files[path] = (stamp, _or_none(lambda: read(path)))  # noqa: B023  # called at once
            if (pack := self._files[path][1]) is not None:
                yield pack

    def _write(self, path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
            ) as file:
                file.write(text)
            Path(file.name).replace(path)
        except OSError as error:
            raise Refused("style.not_written", path=str(path)) from error


def _or_none(make: Callable[[], Pack]) -> Pack | None:
    try:
        return make()
    except EditorError as error:
        _log.info("no rule pack: %s", error)
        return None
