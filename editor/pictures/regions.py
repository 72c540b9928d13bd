# SPDX-License-Identifier: GPL-3.0-or-later
"""Focal point and named crops as the IPTC's image regions, which other programs keep and show."""

import math
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from editor.model.picture import Crop, NamedCrop, Picture
from editor.pictures import xmp
from editor.pictures.properties import Form
from editor.pictures.xmp import Packet

REGIONS: Final = "Iptc4xmpExt:ImageRegion"
ROLES: Final = "http://cv.iptc.org/newscodes/imageregionrole/"
"""What the IPTC's terms for the role of a region start with."""

_OURS: Final = "stet-"
_FOCAL: Final = "focal-point"
_FOCAL_ROLE: Final = "mainSubjectArea"
_ROLE_OF: Final = {
    "16:9": "landscapeCropping",
    "4:3": "landscapeCropping",
    "1:1": "squareCropping",
    "free": "recomCropping",
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of the picture as it is stored, as fractions of its width and height."""

    left: float
    top: float
    width: float = 0.0
    height: float = 0.0

    @property
    def is_inside(self) -> bool:
        sides = (self.left, self.top, self.left + self.width, self.top + self.height)
        return all(-0.001 <= each <= 1.001 for each in sides) and min(self.width, self.height) >= 0


def read(
    packet: Packet, orientation: int
) -> tuple[tuple[float, float] | None, tuple[NamedCrop, ...]]:
    """The focal point and the named crops of a picture, upright.

    A region of another program gives the focal point when it is told to be the main subject.

    Args:
        packet: the picture's XMP.
        orientation: Exif's mark; regions are told of the picture as it is stored.
    """
    focal_point = None
    crops: dict[str, NamedCrop] = {}
    for region in packet.structures(REGIONS):
        box = _box(region)
        if box is None or not box.is_inside:
            continue
        name = xmp.field_of(region, "Iptc4xmpExt:rId").removeprefix(_OURS)
        upright = _upright(box, orientation)
        if name == _FOCAL or (focal_point is None and _FOCAL_ROLE in _role(region)):
            focal_point = (
                _bounded(upright.left + upright.width / 2),
                _bounded(upright.top + upright.height / 2),
            )
        elif name in _ROLE_OF and upright.width and upright.height:
            crops[name] = NamedCrop(name, _crop(upright))
    return focal_point, tuple(crops.values())


def write(packet: Packet, picture: Picture, orientation: int) -> None:
    """Say focal point and named crops; the regions of other programs stay.

    A picture that is straightened without new pixels has none: its crops lie aslant in the file.

    Args:
        packet: is changed.
        picture: what it says of focal point and crops.
        orientation: Exif's mark in the file that is written.
    """
    kept = [each for each in packet.structures(REGIONS) if not _is_ours(each)]
    if not picture.straighten_degrees:
        kept += [_of_crop(each, orientation) for each in picture.crops]
        if picture.focal_point is not None:
            kept.append(_of_point(picture.focal_point, orientation))
    packet.set_structures(REGIONS, Form.BAG, kept)


def _is_ours(region: Element) -> bool:
    return xmp.field_of(region, "Iptc4xmpExt:rId").startswith(_OURS)


def _role(region: Element) -> str:
    roles = xmp.part_of(region, "Iptc4xmpExt:rRole")
    return "" if roles is None else " ".join(roles.itertext())


def _box(region: Element) -> _Box | None:
    """The smallest box around a region that is told in fractions; None for one that is not."""
    boundary = xmp.part_of(region, "Iptc4xmpExt:RegionBoundary")
    if boundary is None or xmp.field_of(boundary, "Iptc4xmpExt:rbUnit") != "relative":
        return None
    try:
        return _BOX_OF[xmp.field_of(boundary, "Iptc4xmpExt:rbShape")](boundary)
    except (KeyError, ValueError):
        return None


def _number(of: Element, name: str) -> float:
    value = float(xmp.field_of(of, f"Iptc4xmpExt:{name}"))
    if not math.isfinite(value):
        raise ValueError(name)
    return value


def _of_rectangle(boundary: Element) -> _Box:
    return _Box(*(_number(boundary, each) for each in ("rbX", "rbY", "rbW", "rbH")))


def _of_circle(boundary: Element) -> _Box:
    # Its radius is told of the width alone; only the middle is of use.
    return _Box(_number(boundary, "rbX"), _number(boundary, "rbY"))


def _of_polygon(boundary: Element) -> _Box:
    told = xmp.part_of(boundary, "Iptc4xmpExt:rbVertices")
    corners = (
        []
        if told is None
        else [(_number(each, "rbX"), _number(each, "rbY")) for holder in told for each in holder]
    )
    left, top = (min(each[axis] for each in corners) for axis in (0, 1))
    right, bottom = (max(each[axis] for each in corners) for axis in (0, 1))
    return _Box(left, top, right - left, bottom - top)


_BOX_OF: Final = {"rectangle": _of_rectangle, "circle": _of_circle, "polygon": _of_polygon}


def _upright(box: _Box, orientation: int) -> _Box:
    """From the picture as it is stored to the picture as it is seen."""
    left, top, width, height = box.left, box.top, box.width, box.height
    right, bottom = 1 - left - width, 1 - top - height
    seen = {
        2: (right, top, width, height),
        3: (right, bottom, width, height),
        4: (left, bottom, width, height),
        5: (top, left, height, width),
        6: (bottom, left, height, width),
        7: (bottom, right, height, width),
        8: (top, right, height, width),
    }
    return _Box(*seen.get(orientation, (left, top, width, height)))


_BACK: Final = {6: 8, 8: 6}
"""The mark that undoes another; all but these two undo themselves."""


def _stored(box: _Box, orientation: int) -> _Box:
    return _upright(box, _BACK.get(orientation, orientation))


def _crop(box: _Box) -> Crop:
    left, top = _bounded(box.left), _bounded(box.top)
    return Crop(left, top, min(_bounded(box.width), 1 - left), min(_bounded(box.height), 1 - top))


def _bounded(fraction: float) -> float:
    return min(max(round(fraction, 6), 0.0), 1.0)


def _region(name: str, role: str) -> tuple[Element, Element]:
    """A new region and its boundary."""
    item = xmp.structure({"Iptc4xmpExt:rId": _OURS + name})
    label = Element(xmp.ITEM, {xmp.LANG: xmp.DEFAULT})
    label.text = name
    xmp.part(item, "Iptc4xmpExt:Name", Form.LANGUAGES).append(label)
    role_item = xmp.structure({})
    identifier = Element(xmp.ITEM)
    identifier.text = ROLES + role
    xmp.part(role_item, "xmp:Identifier", Form.BAG).append(identifier)
    xmp.part(item, "Iptc4xmpExt:rRole", Form.BAG).append(role_item)
    return item, xmp.part(item, "Iptc4xmpExt:RegionBoundary")


def _of_crop(named: NamedCrop, orientation: int) -> Element:
    crop = named.crop
    box = _stored(_Box(crop.left, crop.top, crop.width, crop.height), orientation)
    item, boundary = _region(named.name, _ROLE_OF.get(named.name, "cropping"))
    told = {
        "rbShape": "rectangle",
        "rbUnit": "relative",
        "rbX": _said(box.left),
        "rbY": _said(box.top),
        "rbW": _said(box.width),
        "rbH": _said(box.height),
    }
    xmp.add_texts(boundary, {f"Iptc4xmpExt:{name}": text for name, text in told.items()})
    return item


def _of_point(point: tuple[float, float], orientation: int) -> Element:
    """A polygon with one corner: how the standard has a point."""
    box = _stored(_Box(*point), orientation)
    item, boundary = _region(_FOCAL, _FOCAL_ROLE)
    xmp.add_texts(boundary, {"Iptc4xmpExt:rbShape": "polygon", "Iptc4xmpExt:rbUnit": "relative"})
    corner = xmp.structure({"Iptc4xmpExt:rbX": _said(box.left), "Iptc4xmpExt:rbY": _said(box.top)})
    xmp.part(boundary, "Iptc4xmpExt:rbVertices", Form.LIST).append(corner)
    return item


def _said(fraction: float) -> str:
    return f"{min(max(fraction, 0.0), 1.0):.6f}".rstrip("0").rstrip(".") or "0"
