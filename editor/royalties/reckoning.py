# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a story earns whom: its coefficient parted among its authors, its pictures counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from editor.model.article import Article, Author
from editor.model.picture import Picture
from editor.model.rates import Rates
from editor.royalties.sheet import Doubt, Kind, Line, Story, called
from editor.royalties.sums import parted, worth

WRITER = "writer"
HUNDRED = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A story of the ledger: as it now stands, and as it first went before readers."""

    article: Article
    """As it stands: who wrote it and what it is paid may be mended after it is out."""
    first_at: datetime
    """When it first went public, by the server's clock; aware."""
    pictures: tuple[Picture, ...] = ()
    """Those that it first went out with, as they are now described."""
    is_live: bool = True
    updates: int = 0


@dataclass(frozen=True, slots=True)
class House:
    """Whose newspaper it is: its rates, its names, and the people that it knows."""

    rates: Rates
    names: tuple[str, ...] = ()
    """Of the newspaper, as the source of a picture may call it."""
    people: Mapping[str, Author] | None = None
    """A name as `called` -> who that is."""

    def known(self, name: str) -> Author | None:
        """The person of a real name or a pen name; None: nobody here is called so."""
        return (self.people or {}).get(called(name))


def people_of(authors: Iterable[Author], others: Iterable[str] = ()) -> dict[str, Author]:
    """People by all their names; a pen name of two people is nobody's.

    Args:
        authors: of the stories.
        others: real names of people besides them, such as photographers.
    """
    found: dict[str, Author] = {called(name): Author(person=name) for name in others if name}
    shared: set[str] = set()
    for author in authors:
        if author.person:
            found.setdefault(called(author.person), author)
        pen = called(author.pen_name)
        before = found.get(pen)
        if pen and before is not None and called(before.person) != called(author.person):
            shared |= {pen} if before.person and author.person else set()
        if pen and (before is None or not before.person):
            found[pen] = author
    return {name: who for name, who in found.items() if name not in shared}


def reckoned(entry: Entry, house: House) -> Story:
    """A story with what it earns whom.

    Args:
        entry: the story.
        house: by whose rates.

    Returns:
        Its lines come to what its coefficient and its paid pictures are worth, to the last unit;
        without an author, or of no known genre and without a coefficient of its own, it earns
        nobody anything, and says so among its doubts.
    """
    article, rates = entry.article, house.rates
    genre = rates.genre(article.genre)
    coefficient = article.royalty_coefficient
    if coefficient is None:
        coefficient = genre.coefficient if genre is not None else 0
    is_photo = genre is not None and genre.is_photo
    written = _written(article, coefficient, house)
    pictures = () if is_photo else _pictures(entry.pictures, house)
    told = Story(
        id=article.id,
        headline=article.headline,
        category=article.category,
        genre=rates.genre_name(article.genre),
        published_at=entry.first_at,
        coefficient=coefficient,
        note=article.royalty_note,
        is_photo=is_photo,
        is_live=entry.is_live,
        updates=entry.updates,
        corrections=len(article.corrections),
        lines=(*written, *pictures),
    )
    return replace(told, doubts=tuple(_doubts(told, entry, house)))


def _doubts(told: Story, entry: Entry, house: House) -> Iterable[Doubt]:
    article, genre = entry.article, house.rates.genre(entry.article.genre)
    has_unknown = not told.is_photo and _has_unknown(entry.pictures, house)
    found = {
        Doubt.NO_GENRE: not article.genre.strip(),
        Doubt.UNKNOWN_GENRE: bool(article.genre.strip()) and genre is None,
        Doubt.OUTSIDE_RANGE: genre is not None and not genre.may_have(told.coefficient),
        Doubt.NO_AUTHOR: all(each.kind is not Kind.STORY for each in told.lines),
        Doubt.NO_REAL_NAME: any(not each.person for each in told.lines),
        Doubt.SHARES: bool(article.royalty_shares) and _per_cent(article) != HUNDRED,
        Doubt.UNKNOWN_PHOTOGRAPHER: has_unknown,
        Doubt.TAKEN_DOWN: not entry.is_live,
    }
    return (doubt for doubt, is_so in found.items() if is_so)


def _written(article: Article, coefficient: int, house: House) -> tuple[Line, ...]:
    shares = _shares(article, house)
    weights = [weight for _author, weight in shares]
    coefficients = parted(coefficient, weights)
    amounts = parted(worth(coefficient, house.rates.unit_value), weights)
    return tuple(
        Line(Kind.STORY, author.person, author.pen_name, part, amount)
        for (author, _weight), part, amount in zip(shares, coefficients, amounts, strict=True)
    )


def _shares(article: Article, house: House) -> Sequence[tuple[Author, int]]:
    """Who is paid for a story, and by which weights: as was agreed, else in equal parts."""
    named = people_of(article.authors)
    if any(weight > 0 for _name, weight in article.royalty_shares):
        given = [
            (named.get(called(name)) or house.known(name) or Author(person=name), weight)
            for name, weight in article.royalty_shares
            if weight > 0 and name.strip()
        ]
    else:
        authors = [each for each in article.authors if each.byline.strip()]
        writers = [each for each in authors if each.role == WRITER] or authors
        given = [(each, 1) for each in writers]
    together: dict[str, tuple[Author, int]] = {}
    for author, weight in given:
        key = Line(Kind.STORY, author.person, author.pen_name, 0, 0).key
        first, before = together.get(key, (author, 0))
        together[key] = (first, before + weight)
    return list(together.values())


def _pictures(pictures: Iterable[Picture], house: House) -> tuple[Line, ...]:
    if not house.rates.picture:
        return ()
    taken: dict[str, tuple[Author, int]] = {}
    for picture in pictures:
        who = house.known(picture.creator) if _is_ours(picture, house) else None
        if who is not None:
            key = Line(Kind.PICTURE, who.person, who.pen_name, 0, 0).key
            taken[key] = (who, taken.get(key, (who, 0))[1] + 1)
    return tuple(
        Line(
            Kind.PICTURE,
            who.person,
            who.pen_name,
            count * house.rates.picture,
            worth(count * house.rates.picture, house.rates.unit_value),
            count,
        )
        for who, count in taken.values()
    )


def _is_ours(picture: Picture, house: House) -> bool:
    """Not an agency's and no handout: its source, or without one its credit, is one of ours."""
    told = called(picture.source or picture.credit)
    ours = (called(each) for each in (picture.creator, *house.names))
    return not told or any(each and each in told for each in ours)


def _has_unknown(pictures: Iterable[Picture], house: House) -> bool:
    """Is there a picture of ours by somebody whom nobody here knows, or by nobody at all?"""
    return bool(house.rates.picture) and any(
        house.known(each.creator) is None for each in pictures if _is_ours(each, house)
    )


def _per_cent(article: Article) -> int:
    return sum(weight for _name, weight in article.royalty_shares)
