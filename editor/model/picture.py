# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture, and Placement: a picture in one article."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NewType

Sha256 = NewType("Sha256", str)
"""The SHA-256 of the original bytes, 64 lower-case hexadecimal digits: a picture's identity."""

WIDTHS_PX = (320, 640, 960, 1280, 1920)
"""The widths that the site asks for; what is narrower is served at its own width."""

MARKS = (
    "rating",
    "colour_class",
    "pick",
    "turn_degrees",
    "straighten_degrees",
    "focal_point",
    "crops",
)
"""The fields of a picture that are set by eye, in a moment, and are no words."""

DESK_FIELDS = frozenset(
    {
        "caption_writer",
        "title",
        "instructions",
        "job_id",
        "ai_prompt",
        "ai_prompt_writer",
        "rating",
        "colour_class",
        "pick",
        "embargoed_until",
        "expires_at",
        "barred_because",
    }
)
"""The fields of a picture that no reader ever sees."""

LONGEST_NAME = 255
"""No disk takes a longer file name; what is longer is a sentence."""

CAMERA_WORDS = frozenset(
    {
        "<!-- empty -->",
        "ashampoo_snap",
        "cof",
        "default",
        "digital camera",
        "exif_jpeg_picture",
        "hdr",
        "jpeg picture",
        "kodak digital still camera",
        "konica minolta digital camera",
        "minolta digital camera",
        "olympus digital camera",
        "oznor",
        "picasa",
        "processed with vsco",
        "rhdr",
        "samsung csc",
        "samsung digital camera",
        "screenshot",
        "sdr",
        "sony dsc",
        "unknown",
        "untitled",
    }
)
"""What cameras and programs write where a person should; in lower case."""

_FILE_NAME = re.compile(
    r".+\.(?:jpe?g|png|gif|webp|avif|hei[cf]|tiff?|bmp|raw|cr[23]|nef|arw|dng|orf|raf|rw2|psd)"
    r"|_?(?:img|dsc|dscn|dscf|mg|mvi|pxl|p|gopr|dji|sam|cimg|imgp|photo|image|picture|scan"
    r"|screen ?shot|(?:whatsapp|viber) image|fb_img|received|zalo|ảnh|anh|hình|hinh)"
    r"[-_ ]*e?\d[\w.()-]*(?: (?:at )?[\d._()-]+)*(?: ?[ap]m)?"
    r"|[\d\s._,()-]+"
)


@dataclass(frozen=True, slots=True)
class Crop:
    """What is shown of a picture, as fractions of its upright width and height (0 to 1)."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class NamedCrop:
    """A crop that a person set for one of the site's forms."""

    name: str
    """`16:9`, `4:3`, `1:1` or `free`."""
    crop: Crop


class Pick(StrEnum):
    """Whether a frame was chosen when the take was edited."""

    NONE = ""
    PICKED = "picked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture as readers get it."""

    name: str
    """The last part of its address, such as `960-16x9-5f0c7a1b2d3e.jpg`: it says all that the
    bytes depend on."""
    width_px: int
    height_px: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An original as it came in, and what is known of it."""

    sha256: Sha256
    file_name: str
    """As it was called where it came from; never a caption, never a path."""
    size_bytes: int
    media_type: str
    """Found by looking at the bytes: `image/jpeg`, `image/png`, `image/webp`, `image/gif`,
    `image/avif`, `image/heic` or `image/tiff`."""
    width_px: int
    """Upright: after the camera's orientation mark is honoured."""
    height_px: int
    has_alpha: bool = False
    is_animated: bool = False
    colour: str = "#d8d5cf"
    """The mean colour, shown while the picture is on its way."""
    headline: str = ""
    caption: str = ""
    """What the camera or agency wrote; a placement may say it differently."""
    caption_writer: str = ""
    alt_text: str = ""
    extended_description: str = ""
    """For readers who do not see a chart or a map: all that it tells."""
    title: str = ""
    """A short name for the desk; IPTC's object name."""
    creator: str = ""
    creator_title: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    rights_url: str = ""
    """Where the rights are told; IPTC's web statement."""
    licensor: str = ""
    licensor_url: str = ""
    data_mining: str = ""
    """What machines may learn from it: a term of the PLUS vocabulary, as an address."""
    instructions: str = ""
    """For those who use the picture, never for readers."""
    job_id: str = ""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    event: str = ""
    keywords: tuple[str, ...] = ()
    sublocation: str = ""
    """Where in the city: a street, a stadium."""
    city: str = ""
    province: str = ""
    """IPTC's province or state."""
    country: str = ""
    country_code: str = ""
    """ISO 3166-1, three letters."""
    taken_at: str = ""
    """ISO 8601 as the camera wrote it, with its offset when it gave one."""
    digital_source_type: str = ""
    """A term of the IPTC's vocabulary, as an address."""
    ai_system: str = ""
    ai_system_version: str = ""
    ai_prompt: str = ""
    ai_prompt_writer: str = ""
    rating: int = 0
    """Stars, 0 to 5."""
    colour_class: int = 0
    """0: none; 1 to 8: one of the eight colours of the light table."""
    pick: Pick = Pick.NONE
    turn_degrees: int = 0
    """Clockwise, on top of what the camera's mark asks for: 0, 90, 180 or 270."""
    straighten_degrees: float = 0.0
    """Clockwise, -45 to 45, after the turn; the corners that this leaves empty are cut off."""
    focal_point: tuple[float, float] | None = None
    """What must stay in sight: fractions of the width and height, turned and straightened."""
    crops: tuple[NamedCrop, ...] = ()
    """Set by a person, of the turned and straightened picture; others follow the focal point."""
    embargoed_until: datetime | None = None
    """Not before readers until then."""
    expires_at: datetime | None = None
    """Not before new readers from then on."""
    barred_because: str = ""
    """Why it may not be used; empty: it may."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture in one article; their order in the article is the order of the strip."""

    sha256: Sha256
    name: str
    """What the copy calls it: `![](market.jpg)`."""
    caption: str | None = None
    """None: as the picture says."""
    alt_text: str | None = None
    """None: as the picture says; empty: decorative, chosen so by a person."""
    crop: Crop | None = None
    is_lead: bool = False

    def caption_of(self, picture: Picture) -> str:
        """The caption that readers get."""
        return picture.caption if self.caption is None else self.caption

    def alt_text_of(self, picture: Picture) -> str:
        """The alt text that readers get."""
        return picture.alt_text if self.alt_text is None else self.alt_text

    def said(self, picture: Picture) -> Picture:
        """The picture with the caption and the alt text that readers get here."""
        caption, alt_text = self.caption_of(picture), self.alt_text_of(picture)
        return replace(picture, caption=caption, alt_text=alt_text)


def is_file_name(text: str, file_name: str = "") -> bool:
    """Whether a text is what a camera or a disk calls a picture, rather than what it shows.

    Args:
        text: a caption or alt text; empty is none, and no file name either.
        file_name: what the picture was called where it came from.
    """
    told = _plain(text)
    if not told or len(told) > LONGEST_NAME:
        return False
    name = _plain(PurePosixPath(file_name.replace("\\", "/")).name)
    is_own_name = told in {name, PurePosixPath(name).stem}
    return is_own_name or told in CAMERA_WORDS or _FILE_NAME.fullmatch(told) is not None


def _plain(text: str) -> str:
    """For comparing: case, the number of blanks and a last full stop do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).removesuffix(".")
