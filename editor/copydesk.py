# SPDX-License-Identifier: GPL-3.0-or-later
"""CopyDesk: reads a story as a sub-editor does, by the rules of the language and of the house."""

import logging
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Final

from editor.checks import Finding, Severity
from editor.errors import Refused
from editor.lexicon import HOUSE, Lexicon
from editor.model.article import Article
from editor.text.style.check import CopyCheck, Settings, pardon
from editor.text.style.house import Pack, read
from editor.text.style.slip import Slip, Tier

HOUSE_RULE: Final = "style.house"
"""The code of every finding of a rule pack; its reason is among the values."""
LONGEST_SHOWN: Final = 60
"""Characters of the words that a sentence names."""
AROUND: Final = 24
"""Characters on either side, so that a person finds the place."""

_log = logging.getLogger(__name__)


class CopyDesk:
    """What is to be mended in stories, one after the other; from any thread.

    Args:
        packs: folders with rule packs (`*.toml`); one that is not there holds none.
        lexicon: words that are spelt right here.
        right: the folder that remembers what a person called right as it stands.
    """

    def __init__(self, packs: Iterable[Path], lexicon: Lexicon, right: Path) -> None:
        self._folders = tuple(packs)
        self._lexicon = lexicon
        self._right = Lexicon(right)
        self._packs: dict[Path, tuple[int, Pack | None]] = {}
        self._last: tuple[object, CopyCheck] | None = None
        self._lock = Lock()

    def findings(
        self, article: Article, off: Iterable[str] = (), spoken: str = "en"
    ) -> tuple[Finding, ...]:
        """What is to be mended in headline, standfirst and copy, in that order.

        Args:
            article: as it stands.
            off: names of rules that say nothing.
            spoken: the language for the reasons of house rules.

        Cost: 10 to 15 ms for 1,000 words that are new, 2 ms after a key in 10,000.
        """
        settings = Settings(
            frozenset(off),
            self._right.words(article.id),
            tuple(self._read_packs()),
            self._lexicon.words(article.id),
            spoken,
        )
        with self._lock:
            check = self._check(settings, article.language or "vi")
            headline = check.of_line(article.headline, is_headline=True)
            standfirst = check.of_line(article.standfirst)
            copy = check.slips(article.body)
        told = (
            ("headline", article.headline, headline),
            ("standfirst", article.standfirst, standfirst),
            ("body", article.body, copy),
        )
        return tuple(_finding(name, text, each) for name, text, slips in told for each in slips)

    def call_right(self, finding: Finding, story: str = "") -> None:
        """Let words be right as they stand: in one story, or without its id in the whole house.

        Raises:
            Refused: `lexicon.not_written`.
        """
        entry = str(finding.values["pardon"])
        if story:
            self._right.add_here(entry, story)
        else:
            self._right.add(entry, HOUSE)

    def call_wrong(self, finding: Finding, story: str = "") -> None:
        """Take `call_right` back.

        Raises:
            Refused: `lexicon.not_written`.
        """
        self._right.take_back(str(finding.values["pardon"]), HOUSE, story)

    def _check(self, settings: Settings, otherwise: str) -> CopyCheck:
        key = (settings, otherwise)
        if self._last is None or self._last[0] != key:
            self._last = (key, CopyCheck(settings, otherwise))
        return self._last[1]

    def _read_packs(self) -> Iterator[Pack]:
        """The packs, each read again where its file changed; a bad one is told in the log."""
        for path in chain.from_iterable(sorted(each.glob("*.toml")) for each in self._folders):
            stamp = path.stat().st_mtime_ns
            if path not in self._packs or self._packs[path][0] != stamp:
                self._packs[path] = (stamp, _pack(path))
            if (pack := self._packs[path][1]) is not None:
                yield pack


def _pack(path: Path) -> Pack | None:
    try:
        return read(path)
    except Refused as error:
        _log.info("no rule pack: %s", error)
        return None


def _finding(field: str, text: str, slip: Slip) -> Finding:
    words = " ".join(slip.words.split()) or slip.words
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
    mend = slip.mend or ""
    values: dict[str, object] = {
        "words": shown,
        "mend": mend,
        "near": _near(text, slip),
        "rule": slip.rule,
        "pardon": pardon(slip),
        "is_live": slip.tier is Tier.LIVE,
    }
    code = f"style.{slip.rule}" + ("_to" if slip.rule == "spelling" and mend else "")
    if slip.rule.startswith("house."):
        code, values["why"] = HOUSE_RULE, slip.why
    span = (slip.start, slip.end)
    told = MappingProxyType(values)
    return Finding(code, Severity.WARNING, field, told, span=span, mend=slip.mend)


def _near(text: str, slip: Slip) -> str:
    """The place with a few whole words on either side, on one line."""
    before = text[max(0, slip.start - AROUND) : slip.start]
    after = text[slip.end : slip.end + AROUND]
    if slip.start > AROUND:
        before = before.partition(" ")[2]
    if slip.end + AROUND < len(text):
        after = after.rpartition(" ")[0]
    shown = text[slip.start : min(slip.end, slip.start + LONGEST_SHOWN)]
    return " ".join(f"{before}{shown}{after}".split())
