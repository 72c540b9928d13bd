# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each word about a picture stands in XMP and in IIM: one table to read and to write by."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML: Final = "http://www.w3.org/XML/1998/namespace"
NAMESPACES: Final = {
    "x": "adobe:ns:meta/",
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photomechanic": "http://ns.camerabits.com/photomechanic/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
"""The prefixes that everybody uses; some readers look for these very letters."""


class Form(Enum):
    """How XMP holds a value."""

    TEXT = auto()
    LANGUAGES = auto()
    """One text in several languages, the default first."""
    BAG = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the IPTC's standard (2025.1) that is plain words."""

    field: str
    """Of a Picture."""
    name: str
    """In XMP, with the usual prefix."""
    form: Form = Form.TEXT
    dataset: int = 0
    """Of IIM's second record; 0: IIM has none."""
    limit_bytes: int = 0
    """How long IIM lets each value be, in UTF-8."""


PROPERTIES: Final = (
    Property("title", "dc:title", Form.LANGUAGES, 5, 64),
    Property("keywords", "dc:subject", Form.BAG, 25, 64),
    Property("instructions", "photoshop:Instructions", Form.TEXT, 40, 256),
    Property("creator", "dc:creator", Form.LIST, 80, 32),
    Property("creator_title", "photoshop:AuthorsPosition", Form.TEXT, 85, 32),
    Property("city", "photoshop:City", Form.TEXT, 90, 32),
    Property("sublocation", "Iptc4xmpCore:Location", Form.TEXT, 92, 32),
    Property("province", "photoshop:State", Form.TEXT, 95, 32),
    Property("country_code", "Iptc4xmpCore:CountryCode", Form.TEXT, 100, 3),
    Property("country", "photoshop:Country", Form.TEXT, 101, 64),
    Property("job_id", "photoshop:TransmissionReference", Form.TEXT, 103, 32),
    Property("headline", "photoshop:Headline", Form.TEXT, 105, 256),
    Property("credit", "photoshop:Credit", Form.TEXT, 110, 32),
    Property("source", "photoshop:Source", Form.TEXT, 115, 32),
    Property("copyright_notice", "dc:rights", Form.LANGUAGES, 116, 128),
    Property("caption", "dc:description", Form.LANGUAGES, 120, 2000),
    Property("caption_writer", "photoshop:CaptionWriter", Form.TEXT, 122, 32),
    Property("alt_text", "Iptc4xmpCore:AltTextAccessibility", Form.LANGUAGES),
    Property("extended_description", "Iptc4xmpCore:ExtDescrAccessibility", Form.LANGUAGES),
    Property("usage_terms", "xmpRights:UsageTerms", Form.LANGUAGES),
    Property("rights_url", "xmpRights:WebStatement"),
    Property("data_mining", "plus:DataMining"),
    Property("people", "Iptc4xmpExt:PersonInImage", Form.BAG),
    Property("organisations", "Iptc4xmpExt:OrganisationInImageName", Form.BAG),
    Property("event", "Iptc4xmpExt:Event", Form.LANGUAGES),
    Property("digital_source_type", "Iptc4xmpExt:DigitalSourceType"),
    Property("ai_system", "Iptc4xmpExt:AISystemUsed"),
    Property("ai_system_version", "Iptc4xmpExt:AISystemVersionUsed"),
    Property("ai_prompt", "Iptc4xmpExt:AIPromptInformation"),
    Property("ai_prompt_writer", "Iptc4xmpExt:AIPromptWriterName"),
)
"""All but time, licensor, stars, colour, pick and regions, which are no plain words."""

DATE, TIME = 55, 60
"""The datasets that hold when a picture was taken: the day, and the time of day."""

BY_FIELD: Final = {each.field: each for each in PROPERTIES}


@cache
def full_name(name: str) -> str:
    """A name as XML's readers have it: `dc:title` with its namespace in place of the prefix."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
