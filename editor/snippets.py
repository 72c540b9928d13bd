# SPDX-License-Identifier: GPL-3.0-or-later
"""The snippets of a desk: short names that become longer text, in a file that people can see."""

import re
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import tomli_w

from editor.errors import Refused
from editor.model.article import Article
from editor.text.vietnamese import nfc

LARGEST_BYTES: Final = 4_000_000
LOOK_S: Final = 2.0
CARET: Final = "caret"
VARIABLES: Final = (
    CARET,
    "date",
    "time",
    "weekday",
    "year",
    "headline",
    "kicker",
    "standfirst",
    "author",
    "place",
    "slugline",
    "person",
    "clipboard",
)
"""What may stand in braces; `{caret}` says where the caret goes."""

_VARIABLE: Final = re.compile(r"\{(\w+)\}")
_BEFORE_A_WORD: Final = "([{<“‘\"'«*_~>"
_LAST_WORD: Final = re.compile(r"\S+\Z")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS: Final[Mapping[str, Sequence[str]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A name without blanks, and the text that it becomes, with variables such as `{date}`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The text of a snippet with its variables told."""

    text: str
    caret: int
    """Where the caret stands in it then."""


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """A text with its variables told; one that nobody knows stays as it is written.

    What a variable brings along is not looked through again. Without `{caret}` the caret stands
    at the end.

    Args:
        text: of a snippet.
        values: variable -> what it stands for.
    """
    done, caret, at = "", None, 0
    for found in _VARIABLE.finditer(text):
        done += text[at : found.start()]
        at = found.end()
        if found[1] == CARET:
            caret = len(done) if caret is None else caret
        else:
            done += values.get(found[1], found[0])
    done += text[at:]
    return Filled(done, len(done) if caret is None else caret)


def values(
    story: Article | None, now: datetime, *, language: str, person: str, clipboard: str = ""
) -> dict[str, str]:
    """What the variables stand for; what a story does not say is empty.

    Args:
        story: the one that is written in; None: variables of a story are empty.
        now: at the newspaper, in its own time zone.
        language: how the date is written: `vi` or `en`.
        person: who writes.
        clipboard: what lies on it.
    """
    is_english = language == "en"
    day = f"{now.day} {_MONTHS[now.month - 1]} {now.year}"
    told = {
        "date": day if is_english else f"{now.day}/{now.month}/{now.year}",
        "time": f"{now:%H:%M}",
        "weekday": _DAYS["en" if is_english else "vi"][now.weekday()],
        "year": str(now.year),
        "person": person,
        "clipboard": clipboard,
        **dict.fromkeys(("headline", "kicker", "standfirst", "slugline", "author", "place"), ""),
    }
    if story is not None:
        names = ("headline", "kicker", "standfirst", "slugline")
        told.update({name: getattr(story, name) for name in names})
        told["author"] = ", ".join(each.byline for each in story.authors if each.byline)
        told["place"] = story.dateline_place
    return told


class Snippets:
    """The snippets in one TOML file of the store; from any thread.

    Args:
        path: the file; made with the first snippet.
        look_s: the file is looked at again after so long; until then a key asks no disk.
    """

    def __init__(self, path: Path, *, look_s: float = LOOK_S) -> None:
        self._path = path
        self._look_s = look_s
        self._known: tuple[Snippet, ...] = ()
        self._by_name: dict[str, Snippet] = {}
        self._stamp: tuple[int, int] | None = None
        self._looked_s = -look_s

    def all(self) -> tuple[Snippet, ...]:
        """All snippets by name, read again where the file changed; none where it cannot be read."""
        self._look()
        return self._known

    def before(self, text: str) -> tuple[Snippet, int] | None:
        """The snippet whose name ends a text, and how many letters that name has there.

        Capitals are not told apart, marks are; what opens a quotation or a bracket before the name
        is no part of it.

        Cost: under 0.01 ms; a look at the file every two seconds.
        """
        if time.monotonic() - self._looked_s >= self._look_s:
            self._look()
        word = _LAST_WORD.search(text) if self._by_name else None
        if word is None:
            return None
        bare = word.group().lstrip(_BEFORE_A_WORD)
        for name in (word.group(), bare):
            if found := self._by_name.get(_key(name)):
                return found, len(name)
        return None

    def keep(self, snippet: Snippet, *, was: str = "") -> None:
        """Keep a snippet in the place of the one of that name.

        Args:
            snippet: what is kept.
            was: the name that it had until now.

        Raises:
            Refused: `snippets.no_name`, `snippets.no_text`, `snippets.blank_in_name`;
                `snippets.bad_file` where a file stands there that is none of snippets;
                `snippets.not_written`.
        """
        gone = {_key(snippet.name), _key(was)}
        kept = [each for each in self._read() if _key(each.name) not in gone]
        self._write([*kept, _checked(snippet)])

    def remove(self, name: str) -> None:
        """Take a snippet away; nothing where there is none of that name.

        Raises:
            Refused: as `keep`.
        """
        self._write([each for each in self._read() if _key(each.name) != _key(name)])

    def take(self, path: Path) -> int:
        """Keep all snippets of a file; one of the same name gives way.

        Returns:
            How many there were.

        Raises:
            Refused: as `keep`.
        """
        taken = read_file(path)
        names = {_key(each.name) for each in taken}
        self._write([*(each for each in self._read() if _key(each.name) not in names), *taken])
        return len(taken)

    def give(self, path: Path) -> None:
        """Write all snippets into a file.

        Raises:
            Refused: `snippets.not_written`.
        """
        _put(path, self.all())

    def _read(self) -> tuple[Snippet, ...]:
        return read_file(self._path) if self._path.exists() else ()

    def _write(self, snippets: Sequence[Snippet]) -> None:
        _put(self._path, snippets)
        self._look()

    def _look(self) -> None:
        self._looked_s = time.monotonic()
        try:
            found = self._path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if stamp != self._stamp:
                self._know(read_file(self._path))
        except (OSError, Refused):
            stamp = (0, 0)
            self._know(())
        self._stamp = stamp

    def _know(self, snippets: Iterable[Snippet]) -> None:
        self._known = tuple(sorted(snippets, key=lambda each: _key(each.name)))
        self._by_name = {_key(each.name): each for each in self._known}


def read_file(path: Path) -> tuple[Snippet, ...]:
    """The snippets of a file.

    Raises:
        Refused: `snippets.bad_file` where it cannot be read or is none; as `Snippets.keep`'s for
            a name that cannot be one.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused("snippets.bad_file", file=path.name)
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        rows = table["snippet"] if table else []
        return tuple(_checked(Snippet(row["name"], row["text"])) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("snippets.bad_file", file=path.name) from error


def _checked(snippet: Snippet) -> Snippet:
    name = nfc(snippet.name).strip()
    # Windows writes other ends of lines than the ones that the copy has.
    text = nfc(snippet.text).replace("\r\n", "\n")
    if not name:
        raise Refused("snippets.no_name")
    if any(each.isspace() for each in name):
        raise Refused("snippets.blank_in_name", name=name)
    if not text.strip():
        raise Refused("snippets.no_text", name=name)
    return Snippet(name, text)


def _put(path: Path, snippets: Iterable[Snippet]) -> None:
    rows = [{"name": each.name, "text": each.text} for each in snippets]
    data = tomli_w.dumps({"snippet": rows}, multiline_strings=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(path.name + ".new")
        made.write_text(data, encoding="utf-8", newline="\n")
        made.replace(path)
    except OSError as error:
        raise Refused("snippets.not_written", path=str(path)) from error


def _key(name: str) -> str:
    return nfc(name).strip().casefold()
