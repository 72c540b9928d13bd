# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences and the story in tests/golden, and how well the copy check does on them."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from editor.text.style import house, listing
from editor.text.style.check import RULES, CopyCheck, Settings
from editor.text.style.slip import Tier
from editor.text.style.texts import Text

HOME = Path(__file__).resolve().parents[1]
PACKS = tuple(
    house.read(HOME / "resources" / "house-style" / f"{each}.toml") for each in ("vi", "en")
)
KNOWN = listing.Known(abbreviations={each for pack in PACKS for each in pack.abbreviations})
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True)
class Line:
    """One sentence of the file."""

    language: str
    rules: tuple[str, ...]
    copy: str


@dataclass
class Score:
    """What one rule found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.missed
        return self.right / there if there else 1.0


def lines() -> list[Line]:
    """All sentences, as they are read."""
    path = HOME / "tests" / "golden" / "copy-check.tsv"
    rows = [each.split("\t") for each in path.read_text("utf-8").splitlines() if each[:1] != "#"]
    return [
        Line(language, () if rules == "-" else tuple(rules.split(",")), _typed(copy))
        for language, rules, copy in rows
    ]


def _typed(copy: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), copy).replace("\\n", "\n")


def found(line: Line) -> list[str]:
    """The rules that speak up on a sentence, in the order of their places."""
    slips = CopyCheck(Settings(packs=PACKS), line.language).slips(line.copy)
    told = listing.listed([Text("body", line.copy)], KNOWN, line.language)
    both = [*slips, *(each.slip for each in told)]
    return [each.rule for each in sorted(both, key=lambda each: (each.start, each.end))]


def scores(known: list[Line]) -> dict[str, Score]:
    """Rule -> its score; all rules of packs are one."""
    told: dict[str, Score] = {}
    for each in known:
        there, seen = Counter(map(_named, each.rules)), Counter(map(_named, found(each)))
        for rule in there | seen:
            score = told.setdefault(rule, Score())
            score.right += min(there[rule], seen[rule])
            score.wrong += max(0, seen[rule] - there[rule])
            score.missed += max(0, there[rule] - seen[rule])
    return told


def tier_score(told: dict[str, Score], tier: Tier) -> Score:
    """All rules of a tier together."""
    those = [each for rule, each in told.items() if RULES.get(rule, Tier.BEFORE) is tier]
    return Score(
        sum(each.right for each in those),
        sum(each.wrong for each in those),
        sum(each.missed for each in those),
    )


def _named(rule: str) -> str:
    return rule.partition(".")[0]


def article() -> str:
    """A whole story of our own with the slips that pages of newspapers have; escapes as above."""
    return _typed((HOME / "tests" / "golden" / "article.txt").read_text("utf-8"))
