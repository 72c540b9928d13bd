# SPDX-License-Identifier: GPL-3.0-or-later
"""A code (error, finding, state) -> the sentence that a person reads, in either language."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from editor.errors import Damaged, EditorError

UNKNOWN = "sentences.unknown"
"""What is said for a code that has no sentence of its own; it names the code."""


class Sentences:
    """All sentences of one language, out of `resources/sentences/<language>.toml`.

    The file has one table a room and one key a code; values stand in braces. Tables `word.<kind>`
    hold the words for values that are codes themselves: `draft` in `[word.state]`.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = table

    @staticmethod
    def load(folder: Path, language: str) -> "Sentences":
        """The sentences of a language; English for one that there is none of.

        Raises:
            Damaged: `sentences.damaged` when the file is not there or cannot be read.
        """
        path = folder / f"{language}.toml"
        try:
            found = tomllib.loads(
                (path if path.exists() else folder / "en.toml").read_text("utf-8")
            )
        except (OSError, ValueError) as error:
            raise Damaged("sentences.damaged", file=path.name) from error
        return Sentences(dict(_flat(found)))

    def say(self, code: str, values: Mapping[str, object] | None = None) -> str:
        """The sentence of a code with its values in place; never raises, never empty."""
        told = {name: self._told(name, value) for name, value in (values or {}).items()}
        form = self.table.get(code)
        if form is None:
            form, told = self.table.get(UNKNOWN, "{code}"), {"code": code}
        return _Filler().format(form, **told)

    def of(self, error: EditorError) -> str:
        """The sentence of an error, with the file that it is about: there may have been twelve."""
        sentence, file = self.say(error.code, error.values), str(error.values.get("file", ""))
        return sentence if file in sentence else f"{file}: {sentence}"

    def word(self, kind: str, value: str) -> str:
        """The word for a value that is a code; the value itself when there is none.

        Kinds are `state`, `act`, `role`, `field`, `mark`, `line`, `reason` and `severity`.
        """
        return self.table.get(f"word.{kind}.{value}", value)

    def _told(self, name: str, value: object) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(self._told(name, each) for each in value)
        if name.endswith("_bytes") and isinstance(value, int):
            return f"{value / 1e6:.1f} MB" if value >= 100_000 else f"{value / 1e3:.1f} kB"
        return self.word(name, str(value))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, str(value)


class _Filler(string.Formatter):
    """Fills what it has; a value that nobody gave becomes an ellipsis, not an exception."""

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "…")
