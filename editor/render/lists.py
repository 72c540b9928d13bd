# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: parts of long lists of stories, and what a search found: their addresses and passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from editor.render.cards import Card, Story
from editor.text.searching import Piece, Question, marked, passage


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a long list a page is, counted from 1."""

    number: int = 1
    is_more: bool = False
    """Is there an older part?"""


FIRST = Part()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a search found."""

    typed: str
    asked: Question
    stories: Sequence[tuple[Story, str]]
    """Each with all its text."""
    part: Part
    is_bare: bool
    """Found only without the marks that were typed."""


def part_address(path: str, number: int) -> str:
    """Where a part of a list is found; the first one is the list's own page."""
    return f"{path}page/{number}/" if number > 1 else path


def asked_address(typed: str, number: int) -> str:
    """Where a part of the answers to a question is found."""
    return "/search?" + urlencode({"q": typed, **({"page": number} if number > 1 else {})})


def shown(
    answers: Answers, cards: Sequence[Card]
) -> list[tuple[Card, Sequence[Piece], Sequence[Piece]]]:
    """Each story with its headline and the passage that tells why it was found.

    Args:
        answers: of a search.
        cards: of its stories.
    """
    # The headline, the first line of all text, stands above the passage already.
    rests = (text.partition("\n")[2] for _, text in answers.stories)
    asked = answers.asked
    return [
        (card, marked(card.headline, asked), passage(rest, asked))
        for card, rest in zip(cards, rests, strict=True)
    ]
