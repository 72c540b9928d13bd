# SPDX-License-Identifier: GPL-3.0-or-later
"""House style as data: packs of rules in TOML, each with its reason and its own tests."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import regex

from editor.errors import Refused
from editor.text.style.prose import Prose
from editor.text.style.slip import Slip, Tier, slip

LARGEST_BYTES: Final = 1_000_000
"""What of a file is read; a longer one ends in the middle of a rule, and is refused."""
LONGEST_PATTERN: Final = 2_000
"""Letters of a pattern."""
PREFIX: Final = "house."
"""Before the name of a rule, where rules of packs and our own stand together."""
_NAME: Final = regex.compile(r"[a-z][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a house: what it does not write, why, and what it writes."""

    name: str
    pattern: "regex.Pattern[str]"
    suggestion: str
    """As `re.Match.expand` takes it; empty: only a person knows."""
    why: Mapping[str, str]
    """The reason in each language."""
    wrong: tuple[str, ...]
    """Sentences in which it must find something."""
    right: tuple[str, ...]
    """Sentences in which it must find nothing."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of a house for one language."""

    language: str
    rules: tuple[Rule, ...] = ()
    name: str = ""
    """As its file is called; a pack of the same name takes its place."""
    abbreviations: tuple[str, ...] = ()
    """What every reader knows without being told."""
    text: str = field(default="", repr=False)
    """As it was written."""

    def slips(self, prose: Prose, spoken: str, guard: "Guard | None" = None) -> Iterator[Slip]:
        """What its rules find in a passage, with the reason in the language of the screen.

        Args:
            prose: the passage.
            spoken: the language of the screen.
            guard: knows which rules took too long before.
        """
        guard = guard or Guard()
        for rule in self.rules:
            for match in guard.matches(self, rule, prose.text):
                if match[0]:
                    why = rule.why.get(spoken) or next(iter(rule.why.values()))
                    yield _slip(prose, rule, match, why)


class Guard:
    """Ends a rule that takes too long, and lets it say nothing until its pack is another.

    A pattern may need more time than there is, by mistake or by malice. Thread: any.
    """

    LONGEST_S: Final = 0.05
    """CPU time for one rule in one passage; an honest one needs a thousandth of it."""
    MOST_STOPPED: Final = 5
    """So many rules of one pack are tried in vain; then none of it is."""

    def __init__(self) -> None:
        self._stopped: dict[tuple[str, str], dict[str, None]] = {}

    def matches(self, pack: Pack, rule: Rule, text: str) -> "list[regex.Match[str]]":
        """All that a rule finds in a text; nothing where it takes too long."""
        stopped = self._stopped.get(_key(pack))
        if stopped and (rule.name in stopped or len(stopped) >= self.MOST_STOPPED):
            return []
        try:
            return list(rule.pattern.finditer(text, timeout=self.LONGEST_S))
        except TimeoutError:
            self._stopped.setdefault(_key(pack), {})[rule.name] = None
            return []

    def stopped(self, pack: Pack) -> tuple[str, ...]:
        """The rules of a pack that took too long, in the order in which they did."""
        return tuple(self._stopped.get(_key(pack), ()))


def _key(pack: Pack) -> tuple[str, str]:
    return pack.name, pack.text


def read(path: Path) -> Pack:
    """A pack of house rules from its file: see `parse`.

    Raises:
        Refused: `style.bad_pack` with the file and what is wrong with it.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_BYTES).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise Refused("style.bad_pack", file=path.name, what=str(error)) from error
    return parse(text, path.stem)


def parse(text: str, name: str) -> Pack:
    """A pack of house rules: `language`, then a `[[rule]]` for each; perhaps `abbreviations`.

    A rule has `name`, `pattern` (a regular expression; small letters match capitals too), `why`
    (words, or a table of words by language), and may have `suggestion`, `wrong` and `right`.

    Raises:
        Refused: `style.bad_pack` with the file and what is wrong with it.
    """
    try:
        table = tomllib.loads(_bounded(text, LARGEST_BYTES))
        rules = tuple(_rule(each) for each in table.get("rule", ()))
        known = tuple(map(str, table.get("abbreviations", ())))
        return Pack(_language(table["language"]), rules, name, known, text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _bad(name, error) from error
    except regex.error as error:
        raise _bad(name, error) from error


def _bad(name: str, error: Exception) -> Refused:
    return Refused("style.bad_pack", file=f"{name}.toml", what=str(error))


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(f"> {most:,}")
    return text


def _language(value: object) -> str:
    if value not in {"vi", "en"}:
        raise ValueError(f"language = {value!r}")
    return str(value)


def _rule(table: Mapping[str, object]) -> Rule:
    name, why = str(table["name"]), table["why"]
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    said = dict(why) if isinstance(why, dict) else {"": str(why)}
    if not all(isinstance(each, str) and each for each in said.values()) or not said:
        raise ValueError(f"{name}: why")
    written = _bounded(str(table["pattern"]), LONGEST_PATTERN)
    pattern = regex.compile(written, regex.IGNORECASE)
    suggestion = str(table.get("suggestion", ""))
    # A template that names a group that there is none of is refused now, not while typing.
    regex.compile(f"{written}|", regex.IGNORECASE).sub(suggestion, "")
    wrong, right = (tuple(map(str, table.get(key, ()))) for key in ("wrong", "right"))  # type: ignore[call-overload]  # a list in TOML
    return Rule(name, pattern, suggestion, MappingProxyType(said), wrong, right)


def _slip(prose: Prose, rule: Rule, match: "regex.Match[str]", why: str) -> Slip:
    mend = match.expand(rule.suggestion) if rule.suggestion else None
    if mend and match[0][0].isupper():
        mend = mend[0].upper() + mend[1:]
    found = slip(prose, f"{PREFIX}{rule.name}", match.span(), mend, Tier.BEFORE)
    return replace(found, why=why)
