# SPDX-License-Identifier: GPL-3.0-or-later
"""House style as data: packs of rules in TOML, each with its reason and its own tests."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from editor.errors import Refused
from editor.text.style.prose import Prose
from editor.text.style.slip import Slip, Tier, slip

LARGEST_BYTES: Final = 1_000_000
"""What of a file is read; a longer one ends in the middle of a rule, and is refused."""
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a house: what it does not write, why, and what it writes."""

    name: str
    pattern: re.Pattern[str]
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

    def slips(self, prose: Prose, spoken: str) -> Iterator[Slip]:
        """What its rules find in a passage, with the reason in the language of the screen."""
        for rule in self.rules:
            for match in rule.pattern.finditer(prose.text):
                if match[0]:
                    why = rule.why.get(spoken) or next(iter(rule.why.values()))
                    yield _slip(prose, rule, match, why)


def read(path: Path) -> Pack:
    """A pack of house rules: `language`, then a `[[rule]]` for each.

    A rule has `name`, `pattern` (a regular expression; small letters match capitals too), `why`
    (words, or a table of words by language), and may have `suggestion`, `wrong` and `right`.

    Raises:
        Refused: `style.bad_pack` with the file and what is wrong with it.
    """
    try:
        with path.open("rb") as file:
            table = tomllib.loads(file.read(LARGEST_BYTES).decode())
        rules = tuple(_rule(each) for each in table.get("rule", ()))
        return Pack(str(table["language"]), rules)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        raise Refused("style.bad_pack", file=path.name, what=str(error)) from error


def _rule(table: Mapping[str, object]) -> Rule:
    name, why = str(table["name"]), table["why"]
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    said = dict(why) if isinstance(why, dict) else {"": str(why)}
    pattern = re.compile(str(table["pattern"]), re.IGNORECASE)
    suggestion = str(table.get("suggestion", ""))
    # A template that names a group that there is none of is refused now, not while typing.
    re.compile(f"{pattern.pattern}|", re.IGNORECASE).sub(suggestion, "")
    wrong, right = (tuple(map(str, table.get(key, ()))) for key in ("wrong", "right"))  # type: ignore[call-overload]  # a list in TOML
    return Rule(name, pattern, suggestion, MappingProxyType(said), wrong, right)


def _slip(prose: Prose, rule: Rule, match: re.Match[str], why: str) -> Slip:
    mend = match.expand(rule.suggestion) if rule.suggestion else None
    if mend and match[0][0].isupper():
        mend = mend[0].upper() + mend[1:]
    found = slip(prose, f"house.{rule.name}", match.span(), mend, Tier.BEFORE)
    return Slip(found.rule, found.tier, found.start, found.end, found.words, found.mend, why)
