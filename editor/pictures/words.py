# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture's words put into XMP and IIM, in step, as every reader of the standard finds them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from editor.model.picture import Pick, Picture
from editor.pictures import iim, metadata, regions, xmp
from editor.pictures.iim import Dataset
from editor.pictures.metadata import COLOURS
from editor.pictures.properties import DATE, PROPERTIES, TIME, Form, Property
from editor.pictures.xmp import Packet

_LICENSOR: Final = "plus:Licensor"
_MOMENT: Final = re.compile(
    r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2})(?::(\d{2}))?\S*?)?([+-]\d{2}:\d{2}|Z)?"
)


def put(packet: Packet, datasets: Sequence[Dataset], picture: Picture, orientation: int) -> bytes:
    """Say every field in XMP and in IIM; what is not among them, and other languages, stay.

    IIM's values are cut between letters where its limit in bytes ends; XMP has them whole.

    Args:
        packet: is changed.
        datasets: the IIM as it stood.
        picture: what is known of the picture; an empty field is taken out. A day that is none
            leaves the file's own.
        orientation: Exif's mark in the file that is written.

    Returns:
        The IIM block, all of it in UTF-8.
    """
    told = {each: _values(each, packet, datasets, picture) for each in PROPERTIES}
    for each, texts in told.items():
        _put(packet, each, texts)
    is_day = _MOMENT.fullmatch(picture.taken_at) is not None
    if is_day or not picture.taken_at:
        packet.set_text("photoshop:DateCreated", picture.taken_at)
    _put_licensor(packet, picture)
    _put_marks(packet, picture)
    regions.write(packet, picture, orientation)
    if packet.values("tiff:Orientation"):
        packet.set_text("tiff:Orientation", str(orientation))
    legacy = {each.dataset: _cut(each, told[each]) for each in PROPERTIES if each.dataset}
    if is_day or not picture.taken_at:
        legacy |= _legacy_time(picture.taken_at)
    return iim.block_of(iim.revised(datasets, legacy))


def _values(
    each: Property, packet: Packet, datasets: Sequence[Dataset], picture: Picture
) -> list[str]:
    value = getattr(picture, each.field)
    if each.form is Form.BAG:
        return list(value)
    if each.form is Form.LIST:
        return _creators(value, packet.values(each.name), iim.texts(datasets).get(each.dataset, []))
    return [value] if value else []


def _creators(creator: str, *known: Sequence[str]) -> list[str]:
    """One text on the screen, a value for each in files; as they stood, when they stay the same.

    `Smith, John` may be one name: what an agency wrote as one is not taken apart.
    """
    for names in known:
        tidied = [text for each in names if (text := metadata.tidy(each))]
        if ", ".join(tidied) == creator:
            return tidied
    return [name for part in creator.split(", ") if (name := part.strip())]


def _put(packet: Packet, each: Property, texts: Sequence[str]) -> None:
    if each.form is Form.LANGUAGES:
        packet.set_languages(each.name, next(iter(texts), ""))
    elif each.form is Form.TEXT:
        packet.set_text(each.name, next(iter(texts), ""))
    elif packet.values(each.name) != texts:
        packet.set_items(each.name, each.form, texts)


def _cut(each: Property, texts: Sequence[str]) -> list[bytes]:
    return [raw for text in texts if (raw := iim.cut(text, each.limit_bytes))]


def _legacy_time(taken_at: str) -> Mapping[int, list[bytes]]:
    found = _MOMENT.fullmatch(taken_at)
    if found is None:
        return {DATE: [], TIME: []}
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}{month or '00'}{day or '00'}"
    offset = (zone or "").replace("Z", "+0000").replace(":", "")
    time = f"{hour}{minute}{second or '00'}{offset}" if hour else ""
    return {DATE: [date.encode()], TIME: [time.encode()] if time else []}


def _put_licensor(packet: Packet, picture: Picture) -> None:
    told = {"plus:LicensorName": picture.licensor, "plus:LicensorURL": picture.licensor_url}
    found = packet.structures(_LICENSOR)
    if found and told == {name: xmp.field_of(found[0], name) for name in told}:
        return
    ours = {name: text for name, text in told.items() if text}
    new = [xmp.structure(ours)] if ours else []
    packet.set_structures(_LICENSOR, Form.LIST, [*new, *found[1:]])


def _put_marks(packet: Packet, picture: Picture) -> None:
    """Stars, colour and pick, as Lightroom, Bridge and Photo Mechanic have them."""
    is_rejected = picture.pick is Pick.REJECTED
    rating = picture.rating or (-1 if is_rejected else 0)
    packet.set_text("xmp:Rating", str(rating) if rating else "")
    colour = picture.colour_class
    packet.set_text("xmp:Label", COLOURS[colour] if 0 <= colour < len(COLOURS) else "")
    packet.set_text("photomechanic:ColorClass", str(colour) if colour else "")
    pick = {Pick.PICKED: "1", Pick.REJECTED: "-1"}.get(picture.pick, "")
    packet.set_text("xmpDM:pick", pick)
    packet.set_text("photomechanic:Tagged", "True" if picture.pick is Pick.PICKED else "")
    packet.remove("digiKam:PickLabel")
