# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawer of a desk: its templates and its files of codes, in a folder that a person can see."""

import contextlib
import logging
import os
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import tomli_w

from editor.captions import codes, stationery
from editor.captions.codes import Codes
from editor.captions.stationery import Template
from editor.errors import Refused
from editor.text.vietnamese import slug

_log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 16_000_000
"""No file of codes is larger; what is has another purpose."""

Stamp = tuple[tuple[str, int, int], ...]


class Drawer:
    """Templates and codes of one store; from any thread.

    Templates lie in `templates/`, a TOML file each; codes in `codes/`, and in files elsewhere that
    a person named in `codes.toml`.

    Args:
        folder: the drawer's own folder; made with the first thing that is put there.
    """

    def __init__(self, folder: Path) -> None:
        self._templates = folder / "templates"
        self._codes = folder / "codes"
        self._chosen = folder / "codes.toml"
        self._known = Codes()
        self._stamp: Stamp | None = None

    def templates(self) -> list[Template]:
        """All templates by name; a file that is none is passed over, and stays."""
        found = []
        for path in sorted(self._templates.glob("*.toml")):
            try:
                found.append(self.read_template(path))
            except Refused as error:
                _log.info("%s is no template: %s", path.name, error)
        return sorted(found, key=lambda each: each.name.casefold())

    def template(self, name: str) -> Template:
        """The template of a name, capitals and Vietnamese marks not told apart where it is unique.

        Raises:
            Refused: `stationery.unknown`.
        """
        known = self.templates()
        same = [each for each in known if each.name == name]
        near = same or [each for each in known if slug(each.name) == slug(name)]
        if len(near) != 1:
            raise Refused("stationery.unknown", name=name)
        return near[0]

    def keep(self, template: Template) -> None:
        """Put a template there, in the place of the one of that name.

        Raises:
            Refused: `stationery.no_name`; `stationery.not_written`.
        """
        if not template.name.strip():
            raise Refused("stationery.no_name")
        path = self._path_of(template.name) or self._free_path(template.name)
        write(path, stationery.to_toml(template).encode("utf-8"))

    def remove(self, name: str) -> None:
        """Take a template away; nothing where there is none of that name."""
        path = self._path_of(name)
        if path is not None:
            path.unlink(missing_ok=True)

    @staticmethod
    def read_template(path: Path) -> Template:
        """A template from a file anywhere.

        Raises:
            Refused: `stationery.bad_file`, with the file.
        """
        try:
            return stationery.from_toml(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, Refused) as error:
            raise Refused("stationery.bad_file", file=path.name) from error

    def codes(self) -> Codes:
        """All codes, read again where a file is not what it was.

        Cost: 0.05 ms a file where nothing changed; about 3 ms for 1,000 codes.
        """
        stamp = self._stamped()
        if stamp != self._stamp:
            mark, _files = self._choice()
            self._known = codes.joined([_table(path) for path in self.code_files()], mark)
            self._stamp = stamp
        return self._known

    def code_files(self) -> list[Path]:
        """The files that codes are read from, in the order in which they hold."""
        _mark, named = self._choice()
        own = (path for path in self._codes.glob("*") if path.suffix.lower() in {".txt", ".tsv"})
        return [*map(Path, named), *sorted(own)]

    def choose_codes(self, files: Sequence[Path], mark: str) -> None:
        """Read codes from these files too, and know them by this mark.

        Raises:
            Refused: `codes.bad_mark`; `stationery.not_written`.
        """
        if mark not in codes.MARKS:
            raise Refused("codes.bad_mark", mark=mark, known=" ".join(codes.MARKS))
        inside = [path for path in files if path.parent == self._codes]
        told = [str(path.absolute()) for path in files if path not in inside]
        write(self._chosen, tomli_w.dumps({"mark": mark, "files": told}).encode("utf-8"))

    def _choice(self) -> tuple[str, list[str]]:
        try:
            table = tomllib.loads(self._chosen.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return codes.MARK, []
        mark, files = table.get("mark"), table.get("files")
        listed = (
            [each for each in files if isinstance(each, str)] if isinstance(files, list) else []
        )
        return (mark if mark in codes.MARKS else codes.MARK), listed

    def _stamped(self) -> Stamp:
        return tuple(map(_stamp, [self._chosen, *self.code_files()]))

    def _path_of(self, name: str) -> Path | None:
        for path in sorted(self._templates.glob("*.toml")):
            with contextlib.suppress(Refused):
                if self.read_template(path).name == name.strip():
                    return path
        return None

    def _free_path(self, name: str) -> Path:
        stem = slug(name) or "template"
        path, number = self._templates / f"{stem}.toml", 2
        while path.exists():
            path, number = self._templates / f"{stem}-{number}.toml", number + 1
        return path


def write(path: Path, data: bytes) -> None:
    """Put a whole file in place in one step.

    Raises:
        Refused: `stationery.not_written`, with the path.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused("stationery.not_written", path=str(path)) from error


def _table(path: Path) -> dict[str, tuple[str, ...]]:
    """The codes of a file; none where it cannot be read: a stick may be out."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return {}
        data = path.read_bytes()
    except OSError:
        return {}
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return codes.read(data.decode("utf-16" if utf16 else "utf-8", errors="replace"))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size
