# SPDX-License-Identifier: GPL-3.0-or-later
"""CopyDesk: reads a story as a sub-editor does, by the rules of the language and of the house."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Final

from editor.checks import Finding, Severity
from editor.lexicon import HOUSE, Lexicon
from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.rulebook import PACK_OFF, RuleBook
from editor.text.style.check import CopyCheck, Settings, pardon
from editor.text.style.house import PREFIX, Guard, Pack
from editor.text.style.listing import Known, listed
from editor.text.style.slip import Slip
from editor.text.style.texts import Text

HOUSE_RULE: Final = "style.house"
"""The code of every finding of a rule pack; its reason is among the values."""
LONGEST_SHOWN: Final = 60
"""Characters of the words that a sentence names."""
AROUND: Final = 24
"""Characters on either side, so that a person finds the place."""
WRITTEN: Final = ("kicker", "headline", "standfirst", "body")
"""The fields of a story that are read, in their order."""


class CopyDesk:
    """What is to be mended in stories, one after the other; from any thread.

    Args:
        book: the rule packs.
        lexicon: words that are spelt right here.
        right: the folder that remembers what a person called right as it stands.
        names: names as this desk spells them; asked when a list is wanted.
    """

    def __init__(
        self,
        book: RuleBook,
        lexicon: Lexicon,
        right: Path,
        names: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self.book = book
        self._lexicon = lexicon
        self._right = Lexicon(right)
        self._names = names
        self._guard = Guard()
        self._last: tuple[object, CopyCheck] | None = None
        self._lock = Lock()

    def findings(
        self,
        article: Article,
        off: Iterable[str] = (),
        spoken: str = "en",
        pictures: Mapping[Sha256, Picture] = MappingProxyType({}),
    ) -> tuple[Finding, ...]:
        """What is to be mended in the story's words and its captions, in their order.

        Args:
            article: as it stands.
            off: names of rules, and of packs with `pack.` before them, that say nothing.
            spoken: the language for the reasons of house rules.
            pictures: what is known of those in the story.

        Cost: 10 to 15 ms for 1,000 words that are new, 2 ms after a key in 10,000.
        """
        silent = frozenset(off)
        packs = self._packs(silent)
        settings = Settings(
            silent,
            self._right.words(article.id),
            packs,
            self._lexicon.words(article.id),
            spoken,
        )
        texts = [*_written(article), *_captions(article, pictures)]
        with self._lock:
            check = self._check(settings, article.language or "vi")
            slips = [_slips(check, each) for each in texts]
        told = [
            _finding(each, slip) for each, some in zip(texts, slips, strict=True) for slip in some
        ]
        return (*told, *self._of_stopped(packs))

    def listed(
        self,
        article: Article,
        off: Iterable[str] = (),
        pictures: Mapping[Sha256, Picture] = MappingProxyType({}),
    ) -> tuple[Finding, ...]:
        """The list of what may be looked at once more, which nothing underlines: tier C.

        Args:
            article: as it stands.
            off: as in `findings`.
            pictures: what is known of those in the story.

        Cost: about 12 ms for 1,000 words, 110 ms for 10,000.
        """
        silent = frozenset(off)
        own = self._lexicon.words(article.id)
        short = {each for pack in self._packs(silent) for each in pack.abbreviations}
        known = Known(frozenset([*self._names(), *own]), short | own)
        texts = [*_written(article), *_captions(article, pictures), *_named(article, pictures)]
        found = listed(texts, known, article.language or "vi", silent)
        right = self._right.words(article.id)
        return tuple(
            _finding(texts[each.where], each.slip)
            for each in found
            if pardon(each.slip) not in right
        )

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
            self._last = (key, CopyCheck(settings, otherwise, self._guard))
        return self._last[1]

    def _packs(self, off: frozenset[str]) -> tuple[Pack, ...]:
        held = (each.pack for each in self.book.packs())
        return tuple(each for each in held if f"{PACK_OFF}{each.name}" not in off)

    def _of_stopped(self, packs: Iterable[Pack]) -> Iterator[Finding]:
        for pack in packs:
            for rule in self._guard.stopped(pack):
                values = {"rule": rule, "pack": pack.name}
                yield Finding("style.rule_stopped", Severity.WARNING, "body", values)


def _written(article: Article) -> list[Text]:
    return [Text(name, getattr(article, name)) for name in WRITTEN]


def _captions(article: Article, pictures: Mapping[Sha256, Picture]) -> Iterator[Text]:
    for placement in article.placements:
        if (picture := pictures.get(placement.sha256)) is not None:
            yield Text("caption", placement.caption_of(picture), placement.sha256)


def _named(article: Article, pictures: Mapping[Sha256, Picture]) -> Iterator[Text]:
    """What stands in fields that are names, or lists of them."""
    yield Text("dateline_place", article.dateline_place)
    yield Text("tags", ", ".join(article.tags))
    yield Text("authors", ", ".join(each.byline for each in article.authors))
    for placement in article.placements:
        if (picture := pictures.get(placement.sha256)) is not None:
            yield Text("people", ", ".join(picture.people), placement.sha256)
            yield Text("city", picture.city, placement.sha256)


def _slips(check: CopyCheck, text: Text) -> list[Slip]:
    if text.field == "body":
        return check.slips(text.text)
    slips = check.of_line(text.text, is_headline=text.field == "headline")
    # That a caption is no name of a file is told by `editor.checks`, as what it is.
    return [each for each in slips if not (text.sha256 and each.rule == "file_name")]


def _finding(text: Text, slip: Slip) -> Finding:
    words = " ".join(slip.words.split()) or slip.words
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
    mend = slip.mend or ""
    values: dict[str, object] = {
        "words": shown,
        "mend": mend,
        "other": slip.other,
        "near": _near(text.text, slip),
        "rule": slip.rule,
        "pardon": pardon(slip),
        "tier": slip.tier.value,
    }
    code = f"style.{slip.rule}" + ("_to" if slip.rule == "spelling" and mend else "")
    if slip.rule.startswith(PREFIX):
        code, values["why"] = HOUSE_RULE, slip.why
    told = MappingProxyType(values)
    if text.sha256 or text.field not in WRITTEN:
        # In a form that nobody underlines in: a person goes to the field and mends it there.
        return Finding(code, Severity.WARNING, text.field, told, text.sha256)
    span = (slip.start, slip.end)
    return Finding(code, Severity.WARNING, text.field, told, span=span, mend=slip.mend)


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
