# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: HouseMap: which term or account of a house is which category, tag or name of ours."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from editor.model.article import Author
from editor.model.profile import Category

MAKE: Final = "+"
"""No id of a house: what is to be made there first."""


class Kind(StrEnum):
    """What of ours is something of the house's."""

    CATEGORY = "category"
    TAG = "tag"
    PERSON = "person"


def letters(name: str) -> str:
    """What tells two names apart: their letters, in NFC, whatever their case and blanks."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Choice:
    """A section, topic or account that a house has."""

    kind: Kind
    remote_id: str
    """As the house counts or names it; never empty."""
    name: str
    """As readers see it there."""
    slug: str = ""
    """In its address there."""


@dataclass(frozen=True)
class Choices:
    """What there is in a house to choose from, and what this person may do about it."""

    all: tuple[Choice, ...] = ()
    may_make: frozenset[Kind] = frozenset()
    """What this person may make there where there is none."""
    may_assign: bool = False
    """A story may be put under the account of somebody else."""
    me: str = ""
    """The account that we are there."""
    is_whole: bool = True
    """All topics are here; else those that are used most, and those that were looked for."""

    def of(self, kind: Kind) -> tuple[Choice, ...]:
        """Those of one kind, in the order of the house."""
        return tuple(each for each in self.all if each.kind is kind)

    def find(self, kind: Kind, remote_id: str) -> Choice | None:
        """One by its id; None: the house has it no more, or never told of it."""
        return self._by_id.get((kind, remote_id))

    def named(self, kind: Kind, name: str) -> Choice | None:
        """The first that has just these letters as its name, or as its slug."""
        same = self._by_name.get((kind, letters(name)))
        return same or self._by_slug.get((kind, name))

    @cached_property
    def _by_id(self) -> Mapping[tuple[Kind, str], Choice]:
        return {(each.kind, each.remote_id): each for each in self.all}

    @cached_property
    def _by_name(self) -> Mapping[tuple[Kind, str], Choice]:
        return {(each.kind, letters(each.name)): each for each in reversed(self.all)}

    @cached_property
    def _by_slug(self) -> Mapping[tuple[Kind, str], Choice]:
        return {(each.kind, each.slug): each for each in reversed(self.all) if each.slug}


@dataclass(frozen=True, slots=True)
class Match:
    """One of ours, and what it is in a house."""

    kind: Kind
    ours: str
    """The key of a category, a tag, or the name that readers see of a person."""
    remote_id: str
    """The house's id; empty: it stays here. A name that stays here stands in the text."""
    name: str = ""
    """What a category is called here; who a pen name is."""


@dataclass(frozen=True)
class HouseMap:
    """All that was decided about one house; what nobody decided is matched by its letters."""

    matches: tuple[Match, ...] = ()

    @cached_property
    def _ours(self) -> Mapping[tuple[Kind, str], Match]:
        return {(each.kind, letters(each.ours)): each for each in reversed(self.matches)}

    @cached_property
    def _theirs(self) -> Mapping[tuple[Kind, str], tuple[Match, ...]]:
        found: dict[tuple[Kind, str], tuple[Match, ...]] = {}
        for each in self.matches:
            if each.remote_id:
                key = (each.kind, each.remote_id)
                found[key] = (*found.get(key, ()), each)
        return found

    @cached_property
    def mark(self) -> str:
        """What tells this map from an older one; empty while nothing was decided."""
        told = "\n".join(sorted(f"{e.kind} {letters(e.ours)}\t{e.remote_id}" for e in self.matches))
        return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""

    def of(self, kind: Kind, ours: str) -> Match | None:
        """What was decided about one of ours; None: nothing."""
        return self._ours.get((kind, letters(ours)))

    def stays_here(self, kind: Kind, ours: str) -> bool:
        """Whether it was decided that one of ours is not sent."""
        found = self.of(kind, ours)
        return found is not None and not found.remote_id

    def back(self, kind: Kind, remote_id: str, stood: Iterable[str] = ()) -> str:
        """What something of the house's is here; empty: nothing that was decided.

        Args:
            kind: of what.
            remote_id: the house's id.
            stood: what the story had: where several of ours are one there, that is kept.
        """
        names = [each.ours for each in self._theirs.get((kind, remote_id), ())]
        known = {letters(each) for each in names}
        same = (each for each in stood if letters(each) in known)
        return next(same, names[0] if names else "")

    def account(self, author: Author) -> str:
        """The account of a name that readers see; empty: none.

        Never by the person behind it: what an account is called would tell who a pen name is.
        """
        found = self.of(Kind.PERSON, author.byline) if author.byline else None
        return "" if found is None else found.remote_id

    def author(self, remote_id: str, stood: Iterable[Author] = ()) -> Author | None:
        """Who an account is here; None: nobody that was decided.

        Args:
            remote_id: the house's id of the account.
            stood: the authors of the story: one whose account it is stays as he is.
        """
        same = next((each for each in stood if self.account(each) == remote_id), None)
        found = self._theirs.get((Kind.PERSON, remote_id))
        if same is not None or not found:
            return same
        first = found[0]
        return Author(person=first.name, pen_name=first.ours if first.ours != first.name else "")

    def sections(self, told: Iterable[tuple[str, Category]]) -> tuple[Category, ...]:
        """The sections of a house as they are called here, and after them those that stay here.

        Args:
            told: the house's id of each, and the section as the house has it.
        """
        made: list[Category] = []
        for remote_id, each in told:
            found = self._theirs.get((Kind.CATEGORY, remote_id), ())
            key = self.section_key(remote_id, each.key)
            for match in found:
                # Stories that were brought in before it was mapped name it as the house does.
                also = (key,) if match is found[0] and match.ours != key else ()
                made.append(Category(match.ours, match.name or each.name, each.style, also))
            made += [] if found else [replace(each, key=key)]
        rest = (e for e in self.matches if e.kind is Kind.CATEGORY and not e.remote_id)
        return (*made, *(Category(each.ours, each.name or each.ours) for each in rest))

    def section_key(self, remote_id: str, slug: str) -> str:
        """What a section is called here as long as nobody mapped it: never as another of ours."""
        found = self.of(Kind.CATEGORY, slug)
        return slug if found is None or found.remote_id == remote_id else f"{slug}.{remote_id}"


UNMAPPED = HouseMap()
"""Nothing was decided."""

MappingOf = Callable[[], HouseMap]
"""What was decided about a house, as it now is."""
