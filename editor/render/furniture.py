# SPDX-License-Identifier: GPL-3.0-or-later
"""Furniture: words, style sheets, fonts and icon; a newspaper's own in place of the shipped."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import Formatter
from types import MappingProxyType

from editor.errors import Refused
from editor.model.look import WORDS, Look

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
Tables = dict[str, dict[str, str]]
"""Words by language and name."""
_PATTERN = "day_pattern"
_DATE = re.compile(r"(?:[dMyEL .,/-]|'[^']*')+")
_VERSIONED = ("site.css", "front.css", "site.js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the pages ask for under `/site/`."""

    media_type: str
    path: Path | None
    """Where it ships; None: it is the newspaper's own."""
    own: bytes = b""

    def read(self) -> bytes:
        """What stands in it."""
        return self.own if self.path is None else self.path.read_bytes()


class Furniture:
    """What stands around every story of a site. Thread: any.

    Args:
        shipped: `resources/site`.
        look: the newspaper's own files.
    """

    def __init__(self, shipped: Path, look: Look) -> None:
        self._shipped = shipped
        self._look = look
        self._assets = MappingProxyType(_assets(shipped, look))
        self.version = self._version()
        """Changes when the look does, so that readers' browsers may keep it for long."""

    def words(self, language: str) -> dict[str, str]:
        """What the site itself says; of a language that it has no words in, the English ones.

        The newspaper's own go before those that ship; where one of its own will not do, all of
        the shipped ones stay (see `check_words`).
        """
        shipped = _tables((self._shipped / WORDS).read_bytes())
        try:
            own = self._own_words(shipped)
        except Refused:
            own = {}
        key = language.partition("-")[0]
        return {**shipped.get(key, shipped["en"]), **own.get(key, {})}

    def check_words(self) -> None:
        """Read the newspaper's own words.

        Raises:
            Refused: `look.bad_words` with what is wrong.
        """
        self._own_words(_tables((self._shipped / WORDS).read_bytes()))

    def _own_words(self, shipped: Tables) -> Tables:
        try:
            own = _tables(self._look.files.get(WORDS, b""))
            for words in own.values():
                for name in words.keys() & shipped["en"].keys():
                    _check(name, words[name], shipped["en"][name])
        except (ValueError, AttributeError, RecursionError) as error:
            raise Refused("look.bad_words", file=WORDS, what=str(error)) from error
        return own

    def asset(self, name: str) -> Asset | None:
        """The file behind `/site/<name>`; None for a name that no page asks for."""
        return self._assets.get(name)

    def _version(self) -> str:
        told = hashlib.sha256(self._look.tag.encode())
        for name in _VERSIONED:
            told.update(self._assets[name].read() if name in self._assets else b"")
        return told.hexdigest()[:10]


def _tables(data: bytes) -> Tables:
    tables = tomllib.loads(data.decode("utf-8-sig"))
    return {
        language: {name: _plain(name, words) for name, words in table.items()}
        for language, table in tables.items()
    }


def _plain(name: str, words: object) -> str:
    if not isinstance(words, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004  # as what cannot be read is told
    return words


def _check(name: str, words: str, shipped: str) -> None:
    """Refuse words that name other values than those that ship do, or that are no pattern."""
    if not _named(words) <= _named(shipped):
        raise ValueError(f"{name} names what is not known")
    if name == _PATTERN and not _DATE.fullmatch(words):
        raise ValueError(f"{name} is no pattern of a date")


def _named(words: str) -> set[str]:
    return {each for _, each, *_ in Formatter().parse(words) if each is not None}


def _assets(shipped: Path, look: Look) -> dict[str, Asset]:
    found = {
        path.relative_to(shipped).as_posix(): Asset(_MEDIA_TYPES[path.suffix], path)
        for path in sorted(shipped.rglob("*"))
        if path.suffix in _MEDIA_TYPES
    }
    for name, data in look.files.items():
        kind = _MEDIA_TYPES.get(PurePosixPath(name).suffix)
        if kind:
            found[name] = Asset(kind, None, data)
    return found
