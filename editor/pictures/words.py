# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture's words put into XMP and IIM, in step, as every reader of the standard finds them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from editor.model.picture import Pick, Picture
from editor.pictures import iim, regions, xmp
from editor.pictures.iim import Dataset
from editor.pictures.metadata import COLOURS
from editor.pictures.properties import DATE, PROPERTIES, TIME, Form, Property
from editor.pictures.xmp import Packet

_LICENSOR: Final = "plus:Licensor"
_MOMENT: Final = re.compile(
    r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2})(?::(\d{2}))?\S*?)?([+-]\d{2}:\d{2}|Z)?"
)


def into_packet(packet: Packet, picture: Picture, orientation: int) -> None:
    """Say every field in XMP; what is not among them, and other languages, stay.

    Args:
        packet: is changed.
        picture: what is known of the picture; an empty field is taken out.
        orientation: Exif's mark in the file that is written.
    """
    for each in PROPERTIES:
        _put(packet, each, getattr(picture, each.field))
    packet.set_text("photoshop:DateCreated", picture.taken_at)
    _put_licensor(packet, picture)
    _put_marks(packet, picture)
    regions.write(packet, picture, orientation)
    if packet.values("tiff:Orientation"):
        packet.set_text("tiff:Orientation", str(orientation))


def into_iim(datasets: Sequence[Dataset], picture: Picture) -> bytes:
    """Say every field that IIM has; what is not among them stays, in UTF-8 as well.

    Values are cut between letters where IIM's limit in bytes ends; XMP has them whole.
    """
    told = {each.dataset: _legacy(each, picture) for each in PROPERTIES if each.dataset}
    told |= _legacy_time(picture.taken_at)
    return iim.block_of(iim.revised(datasets, told))


def _put(packet: Packet, each: Property, value: object) -> None:
    if each.form is Form.LANGUAGES:
        packet.set_languages(each.name, str(value))
    elif each.form is Form.TEXT:
        packet.set_text(each.name, str(value))
    else:
        texts = _several(each, value)
        if packet.values(each.name) != texts:
            packet.set_items(each.name, each.form, texts)


def _several(each: Property, value: object) -> list[str]:
    """Creators are one text on the screen; everywhere else each is a value of its own."""
    if each.form is Form.LIST:
        return [name for part in str(value).split(", ") if (name := part.strip())]
    return list(value) if isinstance(value, tuple) else []


def _legacy(each: Property, picture: Picture) -> list[bytes]:
    value = getattr(picture, each.field)
    texts = [str(value)] if each.form in (Form.TEXT, Form.LANGUAGES) else _several(each, value)
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
