# SPDX-License-Identifier: GPL-3.0-or-later
"""MapDesk: what our categories, tags and names are in a house of another kind, seen and decided."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from editor import matching
from editor.errors import Refused
from editor.matching import Fate, Known, Sheet
from editor.model.article import Author
from editor.model.mapping import MAKE, Choices, HouseMap, Kind, Match
from editor.model.rows import OpState
from editor.profiles import load_profile

if TYPE_CHECKING:
    from editor.cms.mapped import KeptMap
    from editor.desk import Desk
    from editor.house import House
    from editor.store.usage import Usage

_NO_SECTION: Final = "no_such_category"


class MapDesk:
    """The map of the house that a desk is signed in to; every decision is kept at once.

    Stories go by it from the next `follow` on. Thread: any.

    All raise `Refused`: `map.own_house` where the publishing server is one of ours.

    Args:
        desk: the open desk.
        house: its publishing server.
    """

    def __init__(self, desk: Desk, house: House) -> None:
        self._desk = desk
        self._house = house
        self._turn = threading.Lock()

    def sheet(self, *, asks: bool = True) -> Sheet:
        """Each of our names, and what it is there.

        Args:
            asks: ask the house what it has; else as it last told.

        Raises:
            Offline, Refused: as `editor.cms.site.Site` says.
        """
        kept = self._kept()
        return self._sheet(kept, self._asked(kept) if asks else kept.choices())

    def keep(self, matches: Sequence[Match]) -> Sheet:
        """Decide on some; what is `MAKE` is made there first.

        Raises:
            Offline, Refused: as `sheet`; `map.no_such_choice` with the name for what the house
                has not, `site.forbidden` for what this person may not make. What was made before
                is kept.
        """
        with self._turn:
            kept = self._kept()
            self._refuse_unknown(matches, kept.choices())
            if any(each.remote_id == MAKE for each in matches):
                matches = self._made(kept, matches)
            return self._decided(kept, matching.changed(kept(), matches))

    def forget(self, kind: Kind, ours: str) -> Sheet:
        """Decide nothing any more about one of ours."""
        with self._turn:
            kept = self._kept()
            return self._decided(kept, matching.without(kept(), kind, ours))

    def accept(self) -> Sheet:
        """Say yes to all that is proposed."""
        lines = self.sheet().lines
        alike = (each.match for each in lines if each.fate is Fate.ALIKE)
        return self.keep([each for each in alike if each is not None])

    def follow(self) -> None:
        """Have stories go by the map: the house is met anew, its sections have our names.

        What the house refused for its section is sent once more.

        Raises:
            Refused: as `House.connect`.
        """
        self._kept()
        self._house.connect()
        for row in self._desk.outbox.rows():
            if row.state is OpState.PARKED and row.error.rpartition(".")[2] == _NO_SECTION:
                self._desk.outbox.retry(row.op_id)

    def house_map(self) -> HouseMap:
        """What was decided so far."""
        return self._kept()()

    def _kept(self) -> KeptMap:
        if not self._desk.settings.site_kind:
            raise Refused("map.own_house")
        return self._house.kept_map()

    def _asked(self, kept: KeptMap) -> Choices:
        with closing(self._house.chooser()) as chooser:
            told = chooser.choices([name for name, _ in self._usage().tags()])
        if told != kept.choices():
            kept.keep_choices(told)
        return told

    def _made(self, kept: KeptMap, matches: Sequence[Match]) -> list[Match]:
        told, made = kept.choices(), list[Match]()
        with closing(self._house.chooser()) as chooser:
            for each in matches:
                if each.remote_id != MAKE:
                    made.append(each)
                    continue
                name = each.name if each.kind is Kind.CATEGORY and each.name else each.ours
                new = chooser.make(each.kind, name)
                told = replace(told, all=(*told.all, new))
                kept.keep_choices(told)
                kept.keep(matching.changed(kept(), [replace(each, remote_id=new.remote_id)]))
                made.append(replace(each, remote_id=new.remote_id))
        return made

    def _decided(self, kept: KeptMap, house_map: HouseMap) -> Sheet:
        if house_map != kept():
            kept.keep(house_map)
        return self._sheet(kept, kept.choices())

    def _sheet(self, kept: KeptMap, choices: Choices) -> Sheet:
        return matching.sheet(self._known(kept()), choices, kept())

    def _usage(self) -> Usage:
        from editor.store.usage import Usage  # noqa: PLC0415  # SQLAlchemy: not for the start

        self._desk.enter()
        return Usage(self._desk.database)

    def _known(self, house_map: HouseMap) -> Iterator[Known]:
        usage, names = self._usage(), self._names(house_map)
        for key, count in usage.categories():
            yield Known(Kind.CATEGORY, key, names.get(key, ""), count)
        yield from _people(usage.authors(), self._me())
        for tag, count in usage.tags():
            yield Known(Kind.TAG, tag, "", count)

    def _names(self, house_map: HouseMap) -> dict[str, str]:
        """What our categories are called: by the map, by the house, else by the site that ships."""
        settings, resources = self._desk.settings, self._desk.resources
        shipped = load_profile(resources / "sites" / f"{settings.profile}.toml").categories
        told = self._desk.profile.categories
        mapped = {e.ours: e.name for e in house_map.matches if e.kind is Kind.CATEGORY and e.name}
        return {each.key: each.name for each in (*shipped, *told)} | mapped

    def _me(self) -> Author:
        settings = self._desk.settings
        return Author(person=settings.person, pen_name=settings.pen_name)

    def _refuse_unknown(self, matches: Sequence[Match], told: Choices) -> None:
        for each in matches:
            is_known = each.remote_id in ("", MAKE) or told.find(each.kind, each.remote_id)
            if not is_known:
                raise Refused("map.no_such_choice", name=each.remote_id)
            if each.remote_id == MAKE and each.kind not in told.may_make:
                raise Refused("map.may_not_make", name=each.ours)


def _people(counted: Iterable[tuple[Author, int]], me: Author) -> Iterator[Known]:
    """Each name that readers see once, with who that is, and with all stories that it signed."""
    found: dict[str, Known] = {}
    for author, count in (*counted, (me, 0)):
        name = author.byline
        if name:
            was = found.get(name, Known(Kind.PERSON, name, author.person))
            found[name] = replace(was, stories=was.stories + count)
    yield from found.values()
