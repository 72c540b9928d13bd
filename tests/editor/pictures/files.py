# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture files with metadata, as cameras, agencies and other programs leave them."""

import io
import json
import shutil
import struct
import subprocess
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from editor.model.picture import Crop, NamedCrop, Pick, Picture, Sha256

EXIFTOOL = shutil.which("exiftool")
needs_exiftool = pytest.mark.skipif(
    EXIFTOOL is None, reason="needs ExifTool (Debian: libimage-exiftool-perl)"
)
UTF8_MARK = b"\x1c\x01\x5a\x00\x03\x1b%G"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes((marker,)) + struct.pack(">H", len(content) + 2) + content


def iim_block(fields: list[tuple[int, bytes]], *, is_utf8: bool = True) -> bytes:
    block = UTF8_MARK if is_utf8 else b""
    for number, value in fields:
        block += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    return block


def photoshop(*resources: tuple[int, bytes]) -> bytes:
    told = b""
    for number, content in resources:
        told += b"8BIM" + struct.pack(">HHI", number, 0, len(content))
        told += content + b"\x00" * (len(content) % 2)
    return segment(0xED, b"Photoshop 3.0\x00" + told)


def packet(inner: str, namespaces: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{RDF}'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' {namespaces}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def xmp(data: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + data)


@cache
def noise(size_px: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size_px, 60).convert("RGB")


def a_jpeg(*segments: bytes, exif: Image.Exif | None = None, size_px: int = 48) -> bytes:
    buffer = io.BytesIO()
    options = {} if exif is None else {"exif": exif}
    noise((size_px, size_px * 2 // 3)).save(buffer, "JPEG", **options)
    data = buffer.getvalue()
    # JFIF and Exif stay where readers look for them.
    at = 2
    while data[at + 1] in (0xE0, 0xE1):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return data[:at] + b"".join(segments) + data[at:]


def coded(data: bytes) -> bytes:
    """The compressed picture and all behind it, from the first table on."""
    at = 2
    kept = b""
    while data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in (*range(0xE0, 0xF0), 0xFE):
            kept += data[at : at + length]
        at += length
    return kept + data[at:]


def exiftool(*arguments: str | Path) -> str:
    assert EXIFTOOL is not None
    command = [EXIFTOOL, "-q", "-q", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def told_by_exiftool(path: Path, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(exiftool("-j", "-G1", "-struct", *arguments, path))[0]
    return found


def a_picture(**words: object) -> Picture:
    return Picture(Sha256("0" * 64), "IMG_1.jpg", 1, "image/jpeg", 48, 32, **words)


FULL = a_picture(
    headline="Chợ nổi Cái Răng họp lại sau ba tuần nước lên",
    caption="Ghe “Bà Ba” cập bến Ninh Kiều sáng 2/1, giá 50 € một chuyến.\nẢnh chụp lúc rạng đông.",
    caption_writer="Lê Hai",
    alt_text="Hàng chục chiếc ghe chở trái cây đậu sát nhau trên sông.",
    extended_description="Bên trái: ghe dưa hấu. Bên phải: ghe khóm.",
    title="cho-noi-01",
    creator="Trần Thị Một, Nguyễn Thị Thanh Hương Giang",
    creator_title="Phóng viên ảnh",
    credit="Nguyễn Văn Ân/Thông tấn xã Việt Nam",
    source="Sông Báo",
    copyright_notice="© 2026 Sông Báo",
    usage_terms="Chỉ dùng cho tin tức; không bán lại.",
    rights_url="https://example.org/rights",
    licensor="Sông Báo",
    licensor_url="https://example.org/licence",
    data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    instructions="Không dùng trước 5 giờ 30.",
    job_id="DT-2026-017",
    people=("Bà Ba", "Ông Năm"),
    organisations=("Hội chợ nổi",),
    event="Hội chợ xuân",
    keywords=("chợ nổi", "sông", "Tết"),
    sublocation="Bến Ninh Kiều",
    city="Cần Thơ",
    province="Cần Thơ",
    country="Việt Nam",
    country_code="VNM",
    taken_at="2026-01-02T06:04:05+07:00",
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    ai_system="Máy vẽ",
    ai_system_version="2.1",
    ai_prompt="bỏ dây điện bên trái",
    ai_prompt_writer="Lê Hai",
    rating=4,
    colour_class=2,
    pick=Pick.PICKED,
    focal_point=(0.25, 0.625),
    crops=(
        NamedCrop("16:9", Crop(0.1, 0.2, 0.8, 0.45)),
        NamedCrop("1:1", Crop(0.2, 0.0, 0.5, 0.75)),
    ),
)
"""Every field that a file can carry."""

IIM_OF = {
    "title": "ObjectName",
    "caption": "Caption-Abstract",
    "headline": "Headline",
    "caption_writer": "Writer-Editor",
    "creator_title": "By-lineTitle",
    "source": "Source",
    "copyright_notice": "CopyrightNotice",
    "instructions": "SpecialInstructions",
    "job_id": "OriginalTransmissionReference",
    "keywords": "Keywords",
    "sublocation": "Sub-location",
    "city": "City",
    "province": "Province-State",
    "country": "Country-PrimaryLocationName",
    "country_code": "Country-PrimaryLocationCode",
}
XMP_OF = {
    "title": "XMP-dc:Title",
    "caption": "XMP-dc:Description",
    "headline": "XMP-photoshop:Headline",
    "caption_writer": "XMP-photoshop:CaptionWriter",
    "alt_text": "XMP-iptcCore:AltTextAccessibility",
    "extended_description": "XMP-iptcCore:ExtDescrAccessibility",
    "creator_title": "XMP-photoshop:AuthorsPosition",
    "credit": "XMP-photoshop:Credit",
    "source": "XMP-photoshop:Source",
    "copyright_notice": "XMP-dc:Rights",
    "usage_terms": "XMP-xmpRights:UsageTerms",
    "rights_url": "XMP-xmpRights:WebStatement",
    "instructions": "XMP-photoshop:Instructions",
    "job_id": "XMP-photoshop:TransmissionReference",
    "people": "XMP-iptcExt:PersonInImage",
    "organisations": "XMP-iptcExt:OrganisationInImageName",
    "event": "XMP-iptcExt:Event",
    "keywords": "XMP-dc:Subject",
    "sublocation": "XMP-iptcCore:Location",
    "city": "XMP-photoshop:City",
    "province": "XMP-photoshop:State",
    "country": "XMP-photoshop:Country",
    "country_code": "XMP-iptcCore:CountryCode",
    "digital_source_type": "XMP-iptcExt:DigitalSourceType",
}
