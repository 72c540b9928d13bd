# SPDX-License-Identifier: GPL-3.0-or-later
"""CopyCheck: what a sub-editor would mend in a copy that is being edited; an edit costs little."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from editor.text.cut import Cuts
from editor.text.spelling import Spelling, language
from editor.text.style import listing, marks, whole, words
from editor.text.style.house import Guard, Pack
from editor.text.style.prose import Prose, line, passages
from editor.text.style.slip import Slip, Tier

RULES: Final = {
    "decomposed": Tier.LIVE,
    "invisible": Tier.LIVE,
    "empty_paragraph": Tier.LIVE,
    "file_name": Tier.LIVE,
    "blanks": Tier.LIVE,
    "hard_blank": Tier.LIVE,
    "blank_before": Tier.LIVE,
    "no_blank_after": Tier.LIVE,
    "repeated_mark": Tier.LIVE,
    "doubled": Tier.LIVE,
    "spelling": Tier.LIVE,
    "article": Tier.LIVE,
    "small_i": Tier.LIVE,
    "headline_stop": Tier.LIVE,
    "final_stop": Tier.BEFORE,
    "unpaired": Tier.BEFORE,
    "number_forms": Tier.BEFORE,
    "tone_forms": Tier.BEFORE,
    "spelling_forms": Tier.BEFORE,
    **listing.RULES,
}
"""Every rule of our own, in the order in which a person may switch them."""
KEPT: Final = 2_000
"""Chunks whose slips are remembered."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STOP: Final = re.compile(r"(?<=[\w”\")])(?<!\bv\.v)(?<!\betc)(?<!\b[A-Z]\.[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a desk has chosen of the rules; equal settings find the same."""

    off: frozenset[str] = frozenset()
    """Names of rules that say nothing."""
    right: frozenset[str] = frozenset()
    """`rule: words` that are right here, as `pardon` writes them."""
    packs: tuple[Pack, ...] = ()
    own_words: frozenset[str] = frozenset()
    """Words that are spelt right."""
    spoken: str = "en"
    """The language of the screen, for the reasons of packs."""


def pardon(slip: Slip) -> str:
    """How a list of what is right here names a slip."""
    # A list of entries keeps no blanks at their ends.
    return f"{slip.rule}: {' '.join(slip.words.split())}".rstrip()


class CopyCheck:
    """The slips of one copy after the other; what did not change is not looked at again.

    Args:
        settings: what the desk has chosen.
        otherwise: the language of a passage that does not tell it: `vi` or `en`.
        guard: knows the rules of packs that took too long before.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        otherwise: str = "vi",
        guard: Guard | None = None,
    ) -> None:
        self._settings = settings or Settings()
        self._guard = guard or Guard()
        self._otherwise = otherwise
        self._speller = Spelling(self._settings.own_words)
        self._cuts = Cuts()
        self._of_chunk: Callable[[str], _Found] = lru_cache(KEPT)(self._look)
        self._of_line: Callable[[str, bool], list[Slip]] = lru_cache(KEPT)(self._look_at_line)

    def slips(self, copy: str) -> list[Slip]:
        """All slips of the copy as it now stands, in its order.

        Cost: about 15 ms for 1,000 words when they are new, below 10 ms after a key in 10,000.
        """
        # One letter for one, so that every place holds.
        even = _CONTROL.sub(lambda found: "\n" if found[0] == "\r" else " ", copy)
        self._cuts.change(even)
        slips: list[Slip] = []
        seen: list[tuple[int, _Found]] = []
        at = 0
        for chunk in self._cuts.chunks:
            found = self._of_chunk(chunk)
            seen.append((at, found))
            slips += [each.moved(at) for each in found.slips]
            at += len(chunk)
        slips += whole.of_story(_signs(seen))
        return sorted(filter(self._is_told, slips), key=lambda each: (each.start, each.end))

    def of_line(self, text: str, *, is_headline: bool = False) -> list[Slip]:
        """The slips of a field of one line: kicker, headline, standfirst, caption."""
        return self._of_line(text, is_headline)

    def _look_at_line(self, text: str, is_headline: bool) -> list[Slip]:  # noqa: FBT001  # a cache's
        prose = line(text)
        spoken = language(text, self._otherwise)
        slips = [*marks.of_letters(text), *self._of_passage(prose, spoken)] if text.strip() else []
        match = _STOP.search(text)
        if is_headline and match and "." not in text[: match.start()]:
            slips.append(Slip("headline_stop", Tier.LIVE, *match.span(), match[0], ""))
        return sorted(filter(self._is_told, slips), key=lambda each: (each.start, each.end))

    def _look(self, chunk: str) -> "_Found":
        signs: list[whole.Sign] = []
        slips = list(marks.of_letters(chunk))
        for prose in passages(chunk):
            spoken = language(prose.text, self._otherwise)
            slips += self._of_passage(prose, spoken)
            signs += whole.signs(prose, spoken)
        return _Found(tuple(slips), tuple(signs))

    def _of_passage(self, prose: Prose, spoken: str) -> Iterator[Slip]:
        yield from marks.of_marks(prose, spoken)
        yield from words.of_words(prose, spoken, self._speller)
        yield from whole.of_paragraph(prose, spoken)
        for pack in self._settings.packs:
            if pack.language == spoken:
                yield from pack.slips(prose, self._settings.spoken, self._guard)

    def _is_told(self, slip: Slip) -> bool:
        return slip.rule not in self._settings.off and pardon(slip) not in self._settings.right


@dataclass(frozen=True, slots=True)
class _Found:
    slips: tuple[Slip, ...]
    signs: tuple[whole.Sign, ...]


def _signs(seen: Sequence[tuple[int, _Found]]) -> list[whole.Sign]:
    return [
        whole.Sign(each.sort, each.key, each.form, each.slip.moved(at))
        for at, found in seen
        for each in found.signs
    ]


def mended(text: str, slips: Collection[Slip]) -> str:
    """A text with all that is sure put right; of two that overlap the later one waits."""
    end = len(text)
    for each in sorted(slips, key=lambda each: each.start, reverse=True):
        if each.mend is not None and each.end <= end:
            text = text[: each.start] + each.mend + text[each.end :]
            end = each.start
    return text
