# SPDX-License-Identifier: GPL-3.0-or-later
"""KeptMap: the map of a house and what it last had to choose from, as its ledger keeps them."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from editor import values, wire
from editor.cms.adapter import Adapter, Stand
from editor.cms.ledger import Ledger
from editor.errors import Damaged
from editor.matching import house_names
from editor.model.binding import Entry
from editor.model.mapping import Choice, Choices, HouseMap, Kind, Match
from editor.model.operation import ServerInfo
from editor.profiles import house_names_to_doc

MARK: Final = "map_mark"
"""The fact that tells the map from an older one."""
_MAP: Final = "map"
_CHOICES: Final = "map_choices"


class KeptMap:
    """Read once; called, it gives the map as it was last read or kept.

    Args:
        ledger: of the house.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._map: HouseMap | None = None

    def __call__(self) -> HouseMap:
        """The map of the house."""
        if self._map is None:
            told = self._ledger.facts().get(_MAP, "")
            self._map = map_from_doc(wire.parse(told)) if told else HouseMap()
        return self._map

    def keep(self, house_map: HouseMap) -> None:
        """Keep another map; stories follow it when they next go before readers."""
        told = wire.canonical(map_to_doc(house_map)).decode()
        self._ledger.write(Entry(facts={_MAP: told, MARK: house_map.mark}))
        self._map = house_map

    def choices(self) -> Choices:
        """What the house had to choose from when it was last asked; empty: it never was."""
        told = self._ledger.facts().get(_CHOICES, "")
        return _choices_from(wire.parse(told)) if told else Choices()

    def keep_choices(self, choices: Choices) -> None:
        """Keep what the house has, for when there is no line."""
        told = {
            "all": [
                [each.kind.value, each.remote_id, each.name, each.slug] for each in choices.all
            ],
            "may_make": sorted(each.value for each in choices.may_make),
            "may_assign": choices.may_assign,
            "me": choices.me,
            "is_whole": choices.is_whole,
        }
        self._ledger.write(Entry(facts={_CHOICES: wire.canonical(told).decode()}))


def mark_of(ledger: Ledger, stand: Stand) -> str:
    """What a post is made from beside its story: another one where that became another.

    Args:
        ledger: of the house, for its map.
        stand: the story, for the words of its pictures.
    """
    said = [
        [each.name, each.caption_of(found[0]), each.alt_text_of(found[0]), found[0].credit]
        for each in stand.article.placements
        if (found := stand.pictures.get(each.sha256)) is not None
    ]
    told = ledger.facts().get(MARK, "")
    words = hashlib.sha256(wire.canonical(said)).hexdigest()[:16] if said else ""
    return f"{told} {words}".strip()


def with_names(told: ServerInfo, kept: KeptMap) -> ServerInfo:
    """What a house says of itself, and with it what of our names it knows."""
    choices = kept.choices()
    if not choices.all:
        return told
    names = house_names_to_doc(house_names(kept(), choices))
    return replace(told, profile={**told.profile, "house_names": names})


def remapped(adapter: Adapter, remote_id: str, stand: Stand) -> dict[str, object]:
    """What of a payload the house has otherwise than its map, or a picture, now says."""
    post, told = adapter.read(remote_id), adapter.payload(stand)
    if post is None:
        return {}
    return {name: e for name, e in told.items() if not adapter.is_kept({name: e}, post)}


def map_to_doc(house_map: HouseMap) -> dict[str, object]:
    """A map in its written form."""
    rows = [
        {"kind": e.kind.value, "ours": e.ours, "theirs": e.remote_id, "name": e.name}
        for e in house_map.matches
    ]
    return {"v": wire.VERSION, "matches": rows}


def map_from_doc(doc: Mapping[str, object]) -> HouseMap:
    """A map from its written form.

    Raises:
        Damaged: `wire.bad_field` with the field's name.
        Refused: `wire.too_new`.
    """
    wire.check_version(doc)
    rows = values.listed("matches", doc.get("matches", []))
    return HouseMap(tuple(_match(values.mapping("matches", each)) for each in rows))


def _match(row: Mapping[str, object]) -> Match:
    ours = values.text("ours", row.get("ours"))
    theirs = values.text("theirs", row.get("theirs"))
    return Match(_kind(row.get("kind")), ours, theirs, values.text("name", row.get("name", "")))


def _kind(value: object) -> Kind:
    try:
        return Kind(values.text("kind", value))
    except ValueError:
        raise Damaged("wire.bad_field", field="kind") from None


def _choices_from(doc: Mapping[str, object]) -> Choices:
    rows = [values.texts("all", each) for each in values.listed("all", doc["all"])]
    return Choices(
        tuple(Choice(_kind(kind), *rest) for kind, *rest in rows),
        frozenset(_kind(each) for each in values.listed("may_make", doc["may_make"])),
        may_assign=values.yes("may_assign", doc["may_assign"]),
        me=values.text("me", doc["me"]),
        is_whole=values.yes("is_whole", doc["is_whole"]),
    )
