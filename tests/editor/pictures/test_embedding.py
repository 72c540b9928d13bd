# SPDX-License-Identifier: GPL-3.0-or-later
"""Words into files: all of them, where everybody looks, and not a pixel touched."""

import hashlib
import io
import struct
import unicodedata
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from editor.errors import Refused
from editor.model.picture import Crop, NamedCrop, Pick, Picture
from editor.pictures import embedding, foreign, iim, metadata
from editor.pictures.embedding import embed
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault
from tests.editor.pictures.files import (
    FULL,
    IIM_OF,
    XMP_OF,
    a_jpeg,
    a_picture,
    coded,
    exiftool,
    iim_block,
    needs_exiftool,
    packet,
    photoshop,
    segment,
    told_by_exiftool,
    xmp,
)

WORDS = [each.name for each in fields(Picture) if each.name in metadata.read(Path("/nowhere"))]
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def embedded(folder: Path, data: bytes, picture: Picture, name: str = "a.jpg") -> Path:
    source, target = folder / f"original-{name}", folder / f"copy-{name}"
    source.write_bytes(data)
    assert embed(source, target, picture) == embedding.Embedded(target)
    assert source.read_bytes() == data
    return target


def said(picture: Picture) -> dict[str, object]:
    return {name: getattr(picture, name) for name in WORDS}


def test_the_full_picture_is_full() -> None:
    """Every field that is read is told in the picture of these tests."""
    assert all(getattr(FULL, name) for name in WORDS)
    assert len(WORDS) == 38


@pytest.mark.parametrize("field", WORDS)
def test_each_field_is_written_and_read(field: str, tmp_path: Path) -> None:
    """One field alone: it comes back, and no other is made of it."""
    picture = a_picture(**{field: getattr(FULL, field)})
    path = embedded(tmp_path, a_jpeg(), picture)
    assert metadata.read(path) == said(picture)


def test_a_day_that_is_none_leaves_the_files_own(tmp_path: Path) -> None:
    """No reader finds a wrong date in XMP, and none that IIM has not."""
    first = embedded(tmp_path, a_jpeg(), FULL)
    unclear = replace(FULL, taken_at="26/11/2026 or so")
    again = embedded(tmp_path, first.read_bytes(), unclear, "b.jpg")
    assert metadata.read(again)["taken_at"] == FULL.taken_at
    assert b"or so" not in again.read_bytes()


def test_all_fields_together_and_again(tmp_path: Path) -> None:
    """Written twice, the second file is the first; taken out, none is left."""
    first = embedded(tmp_path, a_jpeg(), FULL)
    assert metadata.read(first) == said(FULL)
    second = embedded(tmp_path, first.read_bytes(), FULL, "b.jpg")
    assert second.read_bytes() == first.read_bytes()
    third = embedded(tmp_path, first.read_bytes(), a_picture(), "c.jpg")
    assert metadata.read(third) == said(a_picture())


def values(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),)


@needs_exiftool
def test_exiftool_reads_what_we_write(tmp_path: Path) -> None:
    """Field by field, from IIM and from XMP, and the digest and the mark of UTF-8 too."""
    path = embedded(tmp_path, a_jpeg(), FULL)
    told = told_by_exiftool(path, "-n")
    for field, name in IIM_OF.items():
        assert values(told[f"IPTC:{name}"]) == values_of(field), field
    for field, name in XMP_OF.items():
        assert values(told[name]) == values_of(field), field
    assert told["IPTC:By-line"] == ["Trần Thị Một", "Nguyễn Thị Thanh Hương Gia"]
    assert told["XMP-dc:Creator"] == ["Trần Thị Một", "Nguyễn Thị Thanh Hương Giang"]
    assert told["IPTC:Credit"] == "Nguyễn Văn Ân/Thông tấn x"
    assert told["IPTC:CodedCharacterSet"] == "\x1b%G"
    assert told["IPTC:ApplicationRecordVersion"] == 4
    assert (told["IPTC:DateCreated"], told["IPTC:TimeCreated"]) == ("2026:01:02", "06:04:05+07:00")
    assert told["XMP-photoshop:DateCreated"] == "2026:01:02 06:04:05+07:00"
    assert told["XMP-plus:Licensor"] == [
        {"LicensorName": "Sông Báo", "LicensorURL": "https://example.org/licence"}
    ]
    assert (told["XMP-xmp:Rating"], told["XMP-xmp:Label"]) == (4, "Orange")
    assert told["XMP-xmpDM:Pick"] == 1
    for name in ("Photoshop:IPTCDigest", "File:CurrentIPTCDigest"):
        assert name in exiftool_digests(path)
    assert (
        exiftool("-validate", "-warning", "-a", path).strip()
        == "Validate                        : OK"
    )


def values_of(field: str) -> tuple[str, ...]:
    value = getattr(FULL, field)
    return value if isinstance(value, tuple) else (value,)


def exiftool_digests(path: Path) -> dict[str, object]:
    told = told_by_exiftool(path, "-Photoshop:IPTCDigest", "-CurrentIPTCDigest")
    assert len({value for name, value in told.items() if name.endswith("Digest")}) == 1
    return told


@needs_exiftool
def test_exiftool_reads_the_newest_properties(tmp_path: Path) -> None:
    """Of 2025.1, which are younger than Debian's ExifTool: it shows them as it found them."""
    path = embedded(tmp_path, a_jpeg(), FULL)
    raw = exiftool("-b", "-XMP", path)
    for name, value in (
        ("AISystemUsed", FULL.ai_system),
        ("AISystemVersionUsed", FULL.ai_system_version),
        ("AIPromptInformation", FULL.ai_prompt),
        ("AIPromptWriterName", FULL.ai_prompt_writer),
    ):
        assert f"<Iptc4xmpExt:{name}>{value}</Iptc4xmpExt:{name}>" in raw
    assert f"<plus:DataMining>{FULL.data_mining}</plus:DataMining>" in raw
    assert raw.lstrip("\ufeff").find("<x:xmpmeta") > 0


@needs_exiftool
def test_exiftool_writes_and_we_read_every_field(tmp_path: Path) -> None:
    """The other way round: from XMP alone, and from IIM alone."""
    of_xmp, of_iim = tmp_path / "xmp.jpg", tmp_path / "iim.jpg"
    for path, names, prefix in ((of_xmp, XMP_OF, ""), (of_iim, IIM_OF, "IPTC:")):
        path.write_bytes(a_jpeg())
        options = [
            f"-{prefix}{name}={each}" for field, name in names.items() for each in values_of(field)
        ]
        exiftool("-overwrite_original", "-codedcharacterset=utf8", "-n", *options, path)
        known = metadata.read(path)
        for field in names:
            assert known[field] == getattr(FULL, field), (prefix, field)


@needs_exiftool
def test_exiftool_finds_the_regions(tmp_path: Path) -> None:
    """Crops and focal point as the standard has them."""
    told = told_by_exiftool(embedded(tmp_path, a_jpeg(), FULL), "-XMP-iptcExt:all")
    regions = told["XMP-iptcExt:ImageRegion"]
    assert isinstance(regions, list)
    shapes = [each["RegionBoundary"] for each in regions]
    assert shapes[0] == {
        "RbH": 0.45,
        "RbShape": "Rectangle",
        "RbUnit": "Relative",
        "RbW": 0.8,
        "RbX": 0.1,
        "RbY": 0.2,
    }
    assert shapes[2]["RbVertices"] == [{"RbX": 0.25, "RbY": 0.625}]
    assert regions[1]["RRole"][0]["Identifier"] == [
        "http://cv.iptc.org/newscodes/imageregionrole/squareCropping"
    ]


letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff")
texts = st.text(letters, max_size=60).map(metadata.tidy)
names = st.lists(texts.filter(bool), max_size=3, unique=True).map(tuple)
people = st.lists(texts.filter(lambda text: text and "," not in text), max_size=2).map(", ".join)


PLAIN = (
    *("headline", "alt_text", "usage_terms", "credit", "city", "event", "licensor"),
    *("ai_prompt", "instructions", "extended_description"),
)
LISTS = {"people": names, "keywords": names, "creator": people}


@given(
    words=st.fixed_dictionaries(dict.fromkeys(PLAIN, texts) | LISTS),
    numbers=st.tuples(st.integers(0, 5), st.integers(0, 8), st.sampled_from(Pick)),
)
def test_any_words_come_back(words, numbers, tmp_path_factory) -> None:
    """Every letter of every script, in every field, over what stood there before."""
    folder = tmp_path_factory.mktemp("any")
    rating, colour_class, pick = numbers
    picture = a_picture(**words, rating=rating, colour_class=colour_class, pick=pick)
    before = embedded(folder, a_jpeg(size_px=16), FULL)
    path = embedded(folder, before.read_bytes(), picture, "b.jpg")
    assert metadata.read(path) == said(picture)
    assert coded(path.read_bytes()) == coded(before.read_bytes())


@given(text=st.text(max_size=80), limit=st.integers(1, 80))
def test_a_cut_leaves_whole_letters(text: str, limit: int) -> None:
    """What fits is the beginning of the text, and no letter of it is in halves."""
    whole = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    kept = iim.cut(text, limit).decode("utf-8")
    assert len(kept.encode()) <= limit
    assert whole.startswith(kept)
    if len(kept) < len(whole) and kept == kept.rstrip():
        assert not unicodedata.combining(whole[len(kept)]) or not kept


def test_iim_is_cut_between_letters(tmp_path: Path) -> None:
    """32 bytes of a name that has 34: the last letter is left out whole."""
    picture = a_picture(creator="Nguyễn Thị Thanh Hương Giang", credit="x" * 31 + "ễ")
    data = embedded(tmp_path, a_jpeg(), picture).read_bytes()
    found = iim.texts(iim.parse(data[data.index(b"\x1c\x01\x5a") :]))
    assert found[80] == ["Nguyễn Thị Thanh Hương Gia"]
    assert found[110] == ["x" * 31]


def test_an_old_block_becomes_utf_8_as_a_whole(tmp_path: Path) -> None:
    """The mark holds for words that we did not write, too: none of them is garbled."""
    old = [
        (25, "clé".encode("cp1252")),
        (15, b"SPO"),
        (20, "Été à Huế".encode("cp1252", "ignore")),
        (202, b"\x00\xe9\xff"),
        (120, "Légende".encode("cp1252")),
    ]
    data = a_jpeg(photoshop((0x0404, iim_block(old, is_utf8=False)), (0x03ED, b"\x01\x02\x03")))
    path = tmp_path / "old.jpg"
    path.write_bytes(data)
    known = metadata.read(path)
    assert known["keywords"] == ("clé",)
    picture = a_picture(keywords=("clé", "chợ"), caption="Chợ nổi")
    new = embedded(tmp_path, data, picture).read_bytes()
    found = iim.parse(new[new.index(b"\x1c\x01\x5a") :])
    told = iim.texts(found)
    assert (told[25], told[20], told[120]) == (["clé", "chợ"], ["Été à Hu"], ["Chợ nổi"])
    assert [each.value for each in found if each.number == 202] == [b"\x00\xe9\xff"]
    assert all(each.value.decode("utf-8") for each in found if each.number in told)
    assert b"8BIM\x03\xed\x00\x00\x00\x00\x00\x03\x01\x02\x03\x00" in new


def test_other_languages_of_a_caption_survive(tmp_path: Path) -> None:
    """The default changes, its copy in Vietnamese with it; French and English stay."""
    inner = "".join(
        f'<rdf:li xml:lang="{lang}">{text}</rdf:li>'
        for lang, text in (("x-default", "Cũ"), ("vi-VN", "Cũ"), ("fr-FR", "Marché"), ("en", "Old"))
    )
    data = a_jpeg(xmp(packet(f"<dc:description><rdf:Alt>{inner}</rdf:Alt></dc:description>")))
    told = embedded(tmp_path, data, a_picture(caption="Mới")).read_text("utf-8", "replace")
    for lang, text in (("x-default", "Mới"), ("vi-VN", "Mới"), ("fr-FR", "Marché"), ("en", "Old")):
        assert f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' in told
    only = (
        '<dc:description><rdf:Alt><rdf:li xml:lang="fr">Marché</rdf:li></rdf:Alt></dc:description>'
    )
    french = embedded(tmp_path, a_jpeg(xmp(packet(only))), a_picture(caption="Chợ"), "b.jpg")
    assert metadata.read(french)["caption"] == "Chợ"


@pytest.mark.parametrize("where", ["xmp", "iim"])
def test_a_name_with_a_comma_stays_one(where: str, tmp_path: Path) -> None:
    """As an agency wrote it, while the desk changes other words; what is typed anew is several."""
    inner = "<dc:creator><rdf:Seq><rdf:li>Smith, John</rdf:li></rdf:Seq></dc:creator>"
    block = photoshop((0x0404, iim_block([(80, b"Smith, John")])))
    data = a_jpeg(xmp(packet(inner)) if where == "xmp" else block)
    kept = embedded(tmp_path, data, a_picture(creator="Smith, John", caption="Mới"))
    new = embedded(tmp_path, data, a_picture(creator="Một Trần, Lê Hai"), "b.jpg")
    assert b"<rdf:li>Smith, John</rdf:li>" in kept.read_bytes()
    assert b"\x1c\x02\x50\x00\x0bSmith, John" in kept.read_bytes()
    assert "<rdf:li>Một Trần</rdf:li><rdf:li>Lê Hai</rdf:li>" in new.read_text("utf-8", "replace")


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Foreign properties, prefixes, comments and segments are carried along."""
    inner = (
        "<lr:hierarchicalSubject><rdf:Bag><rdf:li>a|b</rdf:li></rdf:Bag></lr:hierarchicalSubject>"
    )
    told = packet(inner, 'xmlns:lr="http://ns.adobe.com/lightroom/1.0/" lr:weight="3&#10;4"')
    others = [segment(0xFE, b"a comment"), segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + b"p" * 500)]
    new = embedded(tmp_path, a_jpeg(*others[::-1], xmp(told), others[0]), FULL).read_bytes()
    assert inner.encode() in new
    assert b'lr:weight="3&#10;4"' in new
    assert new.count(others[0]) == 2
    assert others[1] in new
    assert new.count(b"http://ns.adobe.com/xap/1.0/\x00") == 1


def extended(data: bytes) -> list[bytes]:
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().upper().encode()
    mark = b"http://ns.adobe.com/xmp/extension/\x00" + digest + struct.pack(">I", len(data))
    return [
        segment(0xE1, mark + struct.pack(">I", at) + data[at : at + 65_000])
        for at in range(0, len(data), 65_000)
    ]


def extension_with(inner: str) -> bytes:
    return packet(inner, 'xmlns:far="http://far.example/"').partition(b"?>")[2].partition(b"<?")[0]


def linked(extension: bytes, inner: str = "") -> bytes:
    digest = hashlib.md5(extension, usedforsecurity=False).hexdigest().upper()
    note = f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{digest}"'
    return a_jpeg(xmp(packet(inner, note)), *extended(extension))


def test_extended_xmp_is_kept(tmp_path: Path) -> None:
    """A map of depths of 90 kB stays to the byte, with the link to it."""
    extension = extension_with(f"<far:depth>{'A' * 90_000}</far:depth>")
    new = embedded(tmp_path, linked(extension), FULL).read_bytes()
    assert all(part in new for part in extended(extension))
    assert b"HasExtendedXMP" in new


def test_words_in_extended_xmp_are_read_and_changed(tmp_path: Path) -> None:
    """What another program had no room for counts like the rest, and leaves no old copy."""
    item = "<rdf:li xml:lang='x-default'>Cũ</rdf:li>"
    old = f"<dc:description><rdf:Alt>{item}</rdf:Alt></dc:description>"
    data = linked(extension_with(f"{old}<far:depth>{'A' * 90_000}</far:depth>"))
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    assert metadata.read(path)["caption"] == "Cũ"
    copy = embedded(tmp_path, data, a_picture(caption="Mới"), "b.jpg")
    assert metadata.read(copy)["caption"] == "Mới"
    assert "Cũ".encode() not in copy.read_bytes()
    assert b"A" * 60_000 in copy.read_bytes()


@pytest.mark.parametrize("field", ["far", "caption"])
def test_a_packet_over_64_kb_goes_on_in_extended_xmp(field: str, tmp_path: Path) -> None:
    """What is not ours moves first; nothing is lost, and all is read."""
    foreign_part = f"<far:depth>{'B' * 50_000}</far:depth>" if field == "far" else ""
    long = "Chữ " * (8_000 if field == "far" else 40_000)
    picture = a_picture(caption=long.strip(), headline="Đầu đề")
    data = a_jpeg(xmp(packet(foreign_part, 'xmlns:far="http://far.example/"')))
    path = embedded(tmp_path, data, picture)
    assert metadata.read(path) == said(picture)
    assert path.read_bytes().count(b"B" * 40_000) == (field == "far")
    again = embedded(tmp_path, path.read_bytes(), a_picture(caption="Ngắn"), "b.jpg")
    assert metadata.read(again)["caption"] == "Ngắn"


@needs_exiftool
def test_exiftool_follows_our_extended_xmp(tmp_path: Path) -> None:
    """The link, the digest and the parts are as the standard has them."""
    picture = a_picture(caption=("Chữ " * 40_000).strip(), headline="Đầu đề")
    told = told_by_exiftool(embedded(tmp_path, a_jpeg(), picture), "-XMP:all")
    assert told["XMP-dc:Description"] == picture.caption
    assert told["XMP-photoshop:Headline"] == "Đầu đề"


def with_preview(where: str) -> tuple[bytes, bytes]:
    """A camera's file with a second picture behind the first; the index before or behind XMP."""
    preview = a_jpeg(size_px=24)
    words = xmp(packet("<dc:title/>" + " " * 3000)) + photoshop(
        (0x0404, iim_block([(5, b"x" * 60)]))
    )

    def index(length: int, address: int) -> bytes:
        entries = struct.pack(">IIIHH", 0x20030000, length, 0, 0, 0)
        entries += struct.pack(">IIIHH", 0x00010001, len(preview), address, 0, 0)
        folder = struct.pack(">H", 3) + struct.pack(">HHI4s", 0xB000, 7, 4, b"0100")
        folder += struct.pack(">HHII", 0xB001, 4, 1, 2) + struct.pack(">HHII", 0xB002, 7, 32, 50)
        return segment(
            0xE2, b"MPF\x00MM\x00*" + struct.pack(">I", 8) + folder + b"\x00" * 4 + entries
        )

    def file(length: int = 0, address: int = 0) -> bytes:
        parts = [index(length, address), words]
        return a_jpeg(*(parts if where == "before" else parts[::-1]))

    plain = file()
    base = plain.index(b"MPF\x00") + 4
    return file(len(plain), len(plain) - base) + preview, preview


@pytest.mark.parametrize("where", ["before", "behind"])
def test_previews_are_still_found(where: str, tmp_path: Path) -> None:
    """The index leads to the preview, wherever it stood, and says how long the picture is."""
    data, preview = with_preview(where)
    path = embedded(tmp_path, data, FULL)
    with Image.open(path) as image:
        assert image.n_frames == 2
        first, second = image.mpinfo[0xB002]
        image.seek(1)
        assert image.size == (24, 16)
    new = path.read_bytes()
    assert new.endswith(preview)
    assert first["Size"] == len(new) - len(preview)
    assert second["Size"] == len(preview)
    assert coded(new) == coded(data)


def test_the_coded_picture_lies_as_it_lay(tmp_path: Path) -> None:
    """As far into a page of the disk as before, by blanks in the packet; more words use them up."""
    data = a_jpeg(size_px=240)
    first = embedded(tmp_path, data, FULL).read_bytes()
    second = embedded(tmp_path, first, replace(FULL, caption="Ngắn"), "b.jpg").read_bytes()
    assert len(first) % 4096 == len(data) % 4096
    assert len(second) % 4096 == len(data) % 4096
    assert first.endswith(data[data.index(b"\xff\xdb") :])


def exif_of(mark: int | None, *, model: str = "") -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    if mark:
        exif[0x0112] = mark
    if model:
        exif[0x0110] = model
    exif.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0x927C: b"maker's own" * 20})
    return exif


@pytest.mark.parametrize("mark", [None, 1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turn_is_a_mark_and_no_new_pixels(mark: int | None, turn: int, tmp_path: Path) -> None:
    """The copy is seen turned; Exif's other words, and the coded picture, stay."""
    data = a_jpeg(exif=exif_of(mark))
    path = embedded(tmp_path, data, a_picture(turn_degrees=turn, focal_point=(0.25, 0.5)))
    with Image.open(io.BytesIO(data)) as before, Image.open(path) as after:
        turned = ImageOps.exif_transpose(before).rotate(-turn, expand=True)
        assert ImageOps.exif_transpose(after).tobytes() == turned.tobytes()
        assert after.getexif()[0x010F] == "Maker"
        assert after.getexif().get_ifd(0x8769)[0x927C] == b"maker's own" * 20
    assert coded(path.read_bytes()) == coded(data)
    assert metadata.read(path)["focal_point"] == (0.25, 0.5)


def test_a_turn_of_a_file_without_exif(tmp_path: Path) -> None:
    """It gets a mark, and nothing else."""
    path = embedded(tmp_path, a_jpeg(), a_picture(turn_degrees=90))
    with Image.open(path) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_regions_of_other_programs_stay(tmp_path: Path) -> None:
    """A face that another program framed is carried along; our own regions are told anew."""
    face = (
        '<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:rId>face-1</Iptc4xmpExt:rId>'
        '<Iptc4xmpExt:RegionBoundary rdf:parseType="Resource"><Iptc4xmpExt:rbShape>circle'
        "</Iptc4xmpExt:rbShape></Iptc4xmpExt:RegionBoundary></rdf:li>"
    )
    inner = f"<Iptc4xmpExt:ImageRegion><rdf:Bag>{face}</rdf:Bag></Iptc4xmpExt:ImageRegion>"
    names = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    first = embedded(tmp_path, a_jpeg(xmp(packet(inner, names))), FULL)
    free = replace(FULL, crops=(NamedCrop("free", Crop(0, 0, 1, 0.5)),), focal_point=None)
    second = embedded(tmp_path, first.read_bytes(), free, "b.jpg")
    assert second.read_bytes().count(b"face-1") == 1
    assert metadata.read(second)["crops"] == free.crops
    assert metadata.read(second)["focal_point"] is None


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('xmp:Rating="-1"', (0, 0, Pick.REJECTED)),
        ('xmp:Rating="3.0" xmp:Label="Approved"', (3, 4, Pick.NONE)),
        ('xmp:Rating="9"', (5, 0, Pick.NONE)),
        ('xmp:Rating="many"', (0, 0, Pick.NONE)),
        ('xmp:Rating="2" xmpDM:pick="-1"', (2, 0, Pick.REJECTED)),
        ('xmpDM:pick="1" photomechanic:ColorClass="8"', (0, 8, Pick.PICKED)),
        ('photomechanic:Tagged="True" xmp:Label="red"', (0, 1, Pick.PICKED)),
        ('digiKam:PickLabel="1"', (0, 0, Pick.REJECTED)),
    ],
)
def test_stars_colours_and_picks_of_other_programs(
    inner: str, told: object, tmp_path: Path
) -> None:
    """As Lightroom, Bridge, Photo Mechanic and digiKam leave them."""
    names = (
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"'
        ' xmlns:photomechanic="http://ns.camerabits.com/photomechanic/1.0/"'
        ' xmlns:digiKam="http://www.digikam.org/ns/1.0/" '
    )
    path = tmp_path / "a.jpg"
    path.write_bytes(a_jpeg(xmp(packet("", names + inner))))
    known = metadata.read(path)
    assert (known["rating"], known["colour_class"], known["pick"]) == told


def test_a_rejected_frame_keeps_its_stars(tmp_path: Path) -> None:
    """Without stars it is told twice, as Bridge has it and as Lightroom has it."""
    for rating in (0, 3):
        picture = a_picture(pick=Pick.REJECTED, rating=rating)
        path = embedded(tmp_path, a_jpeg(), picture, f"{rating}.jpg")
        assert metadata.read(path) == said(picture)
    assert b"<xmp:Rating>-1<" in (tmp_path / "copy-0.jpg").read_bytes()


CREDENTIALS = segment(
    0xEB, b"JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x40jumb\x00\x00\x00\x26jumdc2pa" + b"\x00" * 40
)


def test_content_credentials_are_not_broken(tmp_path: Path) -> None:
    """The copy is the original to the byte; the words stand beside it."""
    elsewhere = packet(
        "<dcterms:provenance>https://c2pa.example/1</dcterms:provenance>",
        'xmlns:dcterms="http://purl.org/dc/terms/"',
    )
    for number, data in enumerate((a_jpeg(CREDENTIALS), a_jpeg(xmp(elsewhere)))):
        source, target = tmp_path / f"{number}.jpg", tmp_path / f"copy-{number}.jpg"
        source.write_bytes(data)
        done = embed(source, target, FULL)
        assert done.reason == embedding.CREDENTIALS
        assert target.read_bytes() == data
        assert done.sidecar == tmp_path / f"copy-{number}.xmp"
        assert metadata.read(target) == said(FULL)
        assert embed(target, tmp_path / "again.jpg", FULL).sidecar == tmp_path / "again.xmp"
        assert metadata.read(tmp_path / "again.jpg") == said(FULL)


def test_a_sidecar_comes_along_into_the_vault(tmp_path: Path) -> None:
    """Of a file that takes no words; one beside a plain JPEG is a raw file's, and left alone."""
    intake = Intake(Vault(tmp_path / "vault"))
    for name, data, caption in (
        ("a.avif", saved("AVIF"), FULL.caption),
        ("b.jpg", a_jpeg(), ""),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        done = embed(tmp_path / name, tmp_path / f"out-{name}", FULL)
        words = done.sidecar or tmp_path / "out-a.xmp"
        path.with_suffix(".xmp").write_bytes(words.read_bytes())
        assert intake.take(path).caption == caption


@needs_exiftool
def test_words_in_heic_are_read(tmp_path: Path) -> None:
    """A phone's picture that another program captioned; words beside it would count instead."""
    path = tmp_path / "still.heic"
    path.write_bytes((Path(__file__).parent / "still.heic").read_bytes())
    words = [f"-{XMP_OF[field]}={getattr(FULL, field)}" for field in ("caption", "credit", "city")]
    exiftool("-overwrite_original", *words, path)
    known = metadata.read(path)
    assert [known[each] for each in ("caption", "credit", "city")] == [
        FULL.caption,
        FULL.credit,
        FULL.city,
    ]
    done = embed(path, tmp_path / "copy.heic", replace(FULL, caption="Mới"))
    assert done.reason == embedding.KIND
    assert metadata.read(done.path)["caption"] == "Mới"


def saved(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.effect_noise((40, 30), 60).convert("RGBA") for _ in range(3)]
    if form == "TIFF":
        frames = [frame.convert("RGB") for frame in frames]
    more = {"append_images": frames[1:], "save_all": True} if options.pop("several", False) else {}
    frames[0].save(buffer, form, **options, **more)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("PNG", {"several": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"several": True}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
    ],
)
def test_other_kinds_keep_their_pixels(
    form: str, options: dict[str, object], tmp_path: Path
) -> None:
    """PNG, WebP and TIFF, still and moving: every word comes back, coded data stays."""
    data = saved(form, **options)
    name = f"a.{form.lower()}"
    path = embedded(tmp_path, data, FULL, name)
    assert metadata.read(path) == said(FULL)
    assert foreign.pixels_digest(path) == foreign.pixels_digest(tmp_path / f"original-{name}")
    with Image.open(io.BytesIO(data)) as before, Image.open(path) as after:
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
        assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1)
    again = embedded(tmp_path, path.read_bytes(), replace(FULL, caption="Mới"), f"b.{form.lower()}")
    assert metadata.read(again) == said(replace(FULL, caption="Mới"))


@pytest.mark.parametrize("form", ["GIF", "AVIF"])
def test_a_kind_that_cannot_be_written_has_its_words_beside(form: str, tmp_path: Path) -> None:
    """The bytes are the original's."""
    data = saved(form)
    source, target = tmp_path / "a", tmp_path / f"b.{form.lower()}"
    source.write_bytes(data)
    done = embed(source, target, FULL)
    assert (done.reason, target.read_bytes()) == (embedding.KIND, data)
    assert done.sidecar == tmp_path / "b.xmp"
    assert metadata.read(target) == said(FULL)
    done.sidecar.write_text("<x:xmpmeta")
    assert metadata.read(target) == said(a_picture())


def test_pages_that_the_library_would_lose_are_not_lost(tmp_path: Path) -> None:
    """A TIFF of several pages is written whole, or left as it is with its words beside."""
    data = saved("TIFF", several=True)
    source, target = tmp_path / "a.tif", tmp_path / "b.tif"
    source.write_bytes(data)
    done = embed(source, target, FULL)
    with Image.open(target) as image:
        assert image.n_frames == 3
    assert foreign.pixels_digest(source) == foreign.pixels_digest(target)
    assert done.sidecar is None or target.read_bytes() == data


def test_what_cannot_be_copied_is_refused(tmp_path: Path) -> None:
    """Each in a sentence of its own, and nothing is left behind."""
    with pytest.raises(Refused) as gone:
        embed(tmp_path / "none.jpg", tmp_path / "b.jpg", FULL)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(a_jpeg()[:300])
    with pytest.raises(Refused) as truncated:
        embed(cut, tmp_path / "b.jpg", FULL)
    whole = tmp_path / "a.jpg"
    whole.write_bytes(a_jpeg())
    with pytest.raises(Refused) as nowhere:
        embed(whole, tmp_path / "missing" / "b.jpg", FULL)
    assert [each.value.code for each in (gone, truncated, nowhere)] == [
        "picture.gone",
        "picture.truncated",
        "export.failed",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.jpg", "cut.jpg"]
