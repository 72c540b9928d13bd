# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: where the house in memory keeps what went public, and the months that were closed."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from editor import wire
from editor.cms import rules
from editor.cms.kept import Kept
from editor.cms.shelf import Shelf
from editor.model.article import ArticleId
from editor.model.operation import Doc, Entity
from editor.model.picture import Picture
from editor.model.workflow import EDITORS, Role
from editor.profiles import profile_from_doc
from editor.royalties import ledger, months, written
from editor.royalties.reckoning import Entry, House, people_of, reckoned
from editor.royalties.sheet import Sheet, Story, own


class Accounts(Shelf):
    """The part of `Memory` that is about royalties.

    Args:
        kept: what the house keeps.
        role: what we may do there.
        person: who we are to the house.
        clock: the house's clock.
        profile: the site profile in its written form.
    """

    def __init__(
        self, kept: Kept, role: Role, person: str, clock: Callable[[], datetime], profile: Doc
    ) -> None:
        super().__init__(kept, role)
        self._person, self._clock = person, clock
        self._profile = profile

    def royalties(self, month: str, *, closes: bool = False) -> Sheet:
        """See `editor.cms.site.Payroll`."""
        return self._call("royalties", lambda: self._royalties(month, closes=closes))

    def _royalties(self, month: str, *, closes: bool) -> Sheet:
        months.check(month)
        rules.check_remover(self.role) if closes else rules.check_uploader(self.role)
        found = self._sheet(month)
        if closes and found.closed_at is None:
            newest, now = max(self.kept.closed, default=""), self._clock()
            ledger.check_closing(month, newest, found.time_zone, now)
            found = replace(found, closed_at=now, closed_by=self._person)
            self.kept.closed[month] = written.to_doc(found)
        return found if self.role in EDITORS else own(found, self._person)

    def _sheet(self, month: str) -> Sheet:
        if month in self.kept.closed:
            return written.from_doc(self.kept.closed[month])
        profile = profile_from_doc(self._profile)
        entries, house = list(self._entries()), self._house()
        made = ledger.sheet(month, profile.time_zone, entries, house, self._clock())
        closed = [written.from_doc(each) for _month, each in sorted(self.kept.closed.items())]
        if not closed or month != months.moved(closed[-1].month, 1):
            return made
        stories: dict[ArticleId, Story] = {}
        for each in closed:
            theirs = {story.id for story in each.stories}
            then = replace(house, rates=each.rates)
            now = (reckoned(entry, then) for entry in entries if entry.article.id in theirs)
            stories |= {story.id: story for story in now}
        return replace(made, adjustments=ledger.adjustments(closed, stories))

    def _entries(self) -> Iterable[Entry]:
        for article_id, issued in self.kept.issued.items():
            first = wire.article_from_doc(issued[0])
            article = wire.article_from_doc(self.kept.entities[Entity.ARTICLE, article_id].doc)
            yield Entry(
                article,
                first.published_at or self._clock(),
                tuple(self._described(each.sha256) for each in first.placements),
                article_id in self.kept.public,
                len(issued) - 1,
            )

    def _described(self, sha256: str) -> Picture:
        return wire.picture_from_doc(self.kept.entities[Entity.PICTURE, sha256].doc)

    def _house(self) -> House:
        profile = profile_from_doc(self._profile)
        authors = [author for entry in self._entries() for author in entry.article.authors]
        names = tuple(each for each in (profile.name, profile.short_name, profile.agency) if each)
        return House(profile.rates, names, people_of(authors, (self._person,)))
