# SPDX-License-Identifier: GPL-3.0-or-later
"""Metadata: whose word counts, in which letters, and what is never a caption."""

import hashlib
import io
import json
import struct
import subprocess
import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from editor.model.picture import Picture, Sha256, is_file_name
from editor.pictures import metadata
from tests.editor.pictures.files import EXIFTOOL, IIM_OF, XMP_OF, needs_exiftool

CONFLICTS = {field: name for field, name in IIM_OF.items() if field != "country_code"}
"""A code has no room for more than itself."""

CAPTION, BYLINE, KEYWORD, CITY, DATE, TIME, CREDIT = 120, 80, 25, 90, 55, 60, 110
UTF8_MARK = b"\x1c\x01\x5a\x00\x03\x1b%G"

# What XML and IIM can both carry: no control characters but the line end.
letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff")
texts = st.text(letters, min_size=1, max_size=80).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)


def iim(fields: list[tuple[int, bytes]], *, is_utf8: bool = True) -> bytes:
    block = UTF8_MARK if is_utf8 else b""
    for number, value in fields:
        block += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    return block


def app13(block: bytes, digest: bytes = b"") -> bytes:
    def resource(number: int, content: bytes) -> bytes:
        head = b"8BIM" + struct.pack(">H", number) + b"\x00\x00" + struct.pack(">I", len(content))
        return head + content + b"\x00" * (len(content) % 2)

    content = b"Photoshop 3.0\x00" + resource(0x0404, block)
    if digest:
        content += resource(0x0425, digest)
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def xmp(caption: str = "", creators: tuple[str, ...] = (), languages: str = "") -> bytes:
    said = languages or f'<rdf:li xml:lang="x-default">{escape(caption)}</rdf:li>'
    names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in creators)
    parts = f"<dc:description><rdf:Alt>{said}</rdf:Alt></dc:description>" * bool(
        caption or languages
    )
    parts += f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>" * bool(names)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{parts}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def a_file(folder: Path, *, app: bytes = b"", packet: bytes = b"", exif: object = None) -> Path:
    buffer = io.BytesIO()
    options = {"xmp": packet} if packet else {}
    if exif is not None:
        options["exif"] = exif
    Image.new("RGB", (16, 16), "red").save(buffer, "JPEG", **options)
    data = buffer.getvalue()
    path = folder / "original"
    path.write_bytes(data[:2] + app + data[2:])
    return path


@given(caption=texts, creators=st.lists(texts, max_size=3, unique=True))
def test_any_text_in_xmp_comes_back(caption, creators, tmp_path_factory) -> None:
    """Every letter of every script, in NFC, without the blanks around it."""
    creators = tuple(name for name in creators if name)
    folder = tmp_path_factory.mktemp("xmp")
    known = metadata.read(a_file(folder, packet=xmp(caption, creators)))
    if not is_file_name(caption):
        assert known["caption"] in (caption, "")  # "": a word that cameras write
    assert known["creator"] == ", ".join(creators)


@given(caption=texts, is_utf8=st.booleans())
def test_any_text_in_iim_comes_back(caption: str, is_utf8: bool, tmp_path_factory) -> None:
    """UTF-8 is known as such with the mark and without it."""
    block = iim([(CAPTION, caption.encode())], is_utf8=is_utf8)
    known = metadata.read(a_file(tmp_path_factory.mktemp("iim"), app=app13(block)))
    if not is_file_name(caption):
        assert known["caption"] in (caption, "")


def test_an_old_block_in_western_letters(tmp_path: Path) -> None:
    """A block that says nothing of its letters and is not UTF-8 is Western Windows."""
    block = iim([(CAPTION, "Café “Đ”".encode("cp1252", "ignore"))], is_utf8=False)
    assert metadata.read(a_file(tmp_path, app=app13(block)))["caption"] == "Café “”"


def test_a_value_cut_inside_a_letter_loses_only_that_letter(tmp_path: Path) -> None:
    """IIM cuts at bytes; half a letter is no reason to garble the rest."""
    cut = "Nguyễn Thị Thanh Hươ".encode()[:-1]
    known = metadata.read(a_file(tmp_path, app=app13(iim([(BYLINE, cut)]))))
    assert known["creator"] == "Nguyễn Thị Thanh Hư"


def test_xmp_counts_when_nothing_says_otherwise(tmp_path: Path) -> None:
    """No digest: XMP's word, and IIM's where XMP is silent."""
    block = iim([(CAPTION, b"iim caption"), (CREDIT, b"iim credit")])
    known = metadata.read(a_file(tmp_path, app=app13(block), packet=xmp("xmp caption")))
    assert (known["caption"], known["credit"]) == ("xmp caption", "iim credit")


def test_xmp_counts_when_the_digest_fits(tmp_path: Path) -> None:
    """The last program knew both."""
    block = iim([(CAPTION, b"iim caption")])
    digest = hashlib.md5(block, usedforsecurity=False).digest()
    path = a_file(tmp_path, app=app13(block, digest), packet=xmp("xmp caption"))
    assert metadata.read(path)["caption"] == "xmp caption"


def test_iim_counts_when_an_old_program_wrote_last(tmp_path: Path) -> None:
    """The digest is of an older block: what IIM says is the news."""
    block = iim([(CAPTION, b"iim caption")])
    path = a_file(tmp_path, app=app13(block, b"\x01" * 16), packet=xmp("xmp caption"))
    assert metadata.read(path)["caption"] == "iim caption"


def test_a_cut_copy_is_not_news(tmp_path: Path) -> None:
    """IIM's value is XMP's, cut at its limit: the whole one counts."""
    whole = "Nguyễn Văn Ân/Thông tấn xã Việt Nam"
    block = iim([(BYLINE, whole.encode()[:32])])
    path = a_file(tmp_path, app=app13(block, b"\x01" * 16), packet=xmp(creators=(whole,)))
    assert metadata.read(path)["creator"] == whole


def test_several_creators_and_keywords(tmp_path: Path) -> None:
    """Repeated datasets are all kept, in order."""
    fields = [(BYLINE, b"A"), (BYLINE, b"B"), (KEYWORD, "chợ".encode()), (KEYWORD, b"river")]
    known = metadata.read(a_file(tmp_path, app=app13(iim(fields))))
    assert known["creator"] == "A, B"
    assert known["keywords"] == ("chợ", "river")


def test_the_language_of_a_caption(tmp_path: Path) -> None:
    """The default first, else Vietnamese, else English, else what there is."""
    both = '<rdf:li xml:lang="en">EN</rdf:li><rdf:li xml:lang="vi">Tiếng</rdf:li>'
    only = '<rdf:li xml:lang="fr-FR">Quai</rdf:li>'
    assert metadata.read(a_file(tmp_path, packet=xmp(languages=both)))["caption"] == "Tiếng"
    assert metadata.read(a_file(tmp_path, packet=xmp(languages=only)))["caption"] == "Quai"


@pytest.mark.parametrize(
    "written",
    [
        "OLYMPUS DIGITAL CAMERA",
        "SONY DSC",
        "DSC_0123",
        "IMG_1234.JPG",
        "IMG_20260102_101112_HDR",
        "_MG_0042",
        "P1010203",
        "209.02",
        "20260102_101112",
        "Screenshot 2026-01-02 at 10.11.12",
        "market.jpg",
        "market",
    ],
)
def test_what_machines_write_is_no_caption(tmp_path: Path, written: str) -> None:
    """Camera defaults, file names and numbers say nothing of what is seen."""
    path = a_file(tmp_path, packet=xmp(written))
    assert metadata.read(path, file_name="market.jpg")["caption"] == ""


@pytest.mark.parametrize(
    "written", ["Ảnh chợ nổi", "P. Trần tại bến", "2026 was dry.", "Image 3 boats at dawn"]
)
def test_what_people_write_is_a_caption(tmp_path: Path, written: str) -> None:
    """A number or a camera's word inside a sentence does not spoil it."""
    assert metadata.read(a_file(tmp_path, packet=xmp(written)))["caption"] == written


def test_exif_is_the_last_resort_and_never_a_caption(tmp_path: Path) -> None:
    """Artist, copyright and time stand in; ImageDescription does not."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "A description", "Tran Mot", "Song Bao"
    exif[0x0110] = "A camera"
    exif.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0x9011: "+07:00"})
    known = metadata.read(a_file(tmp_path, exif=exif))
    assert known["caption"] == ""
    assert known["creator"] == "Tran Mot"
    assert known["copyright_notice"] == "Song Bao"
    assert known["taken_at"] == "2026-01-02T03:04:05+07:00"
    assert known["digital_source_type"] == metadata.SOURCE_TYPES + "digitalCapture"


@pytest.mark.parametrize(
    ("date", "time", "told"),
    [
        (b"20260102", b"030405+0700", "2026-01-02T03:04:05+07:00"),
        (b"20260102", b"", "2026-01-02"),
        (b"00000000", b"000000", ""),
        (b"nonsense", b"", ""),
    ],
)
def test_the_time_in_iim(tmp_path: Path, date: bytes, time: bytes, told: str) -> None:
    """ISO 8601, as much of it as the camera knew; nonsense is no time."""
    fields = [(DATE, date)] + ([(TIME, time)] if time else [])
    assert metadata.read(a_file(tmp_path, app=app13(iim(fields))))["taken_at"] == told


def test_every_field_is_one_of_a_picture(tmp_path: Path) -> None:
    """Whatever the file, the same fields come back, each of its type."""
    plain = metadata.read(a_file(tmp_path))
    nothing = Picture(Sha256("0" * 64), "a.jpg", 1, "image/jpeg", 1, 1)
    assert plain == {name: getattr(nothing, name) for name in plain}
    (tmp_path / "text").write_text("no picture")
    assert metadata.read(tmp_path / "text") == plain
    assert metadata.read(tmp_path / "missing") == plain


@given(noise=st.binary(max_size=400), digest=st.binary(min_size=16, max_size=16))
def test_broken_blocks_never_stop_a_read(noise: bytes, digest: bytes, tmp_path_factory) -> None:
    """Garbage where IIM or XMP should be: fields come back, nothing is raised."""
    folder = tmp_path_factory.mktemp("noise")
    path = a_file(folder, app=app13(noise, digest), packet=xmp("told")[:-30] + noise)
    assert set(metadata.read(path)) == set(metadata.read(folder / "missing"))


@needs_exiftool
def test_exiftool_and_we_agree(tmp_path: Path) -> None:
    """Fields that ExifTool wrote are read as ExifTool reads them."""
    wanted = {
        "XMP-dc:Description": "Ghe thuyền về bến sáng nay.",
        "XMP-iptcCore:AltTextAccessibility": "Hàng chục chiếc ghe trên sông.",
        "XMP-photoshop:Credit": "Sông Báo",
        "XMP-photoshop:Source": "Một Trần",
        "XMP-dc:Rights": "© 2026 Sông Báo",
        "XMP-xmpRights:UsageTerms": "Một lần",
        "XMP-iptcExt:PersonInImage": "Bà Ba",
        "XMP-photoshop:City": "Cần Thơ",
        "XMP-photoshop:Country": "Việt Nam",
        "XMP-photoshop:DateCreated": "2026:01:02 03:04:05+07:00",
        "XMP-iptcExt:DigitalSourceType": metadata.SOURCE_TYPES + "compositeCapture",
    }
    path = a_file(tmp_path)
    assert EXIFTOOL is not None
    command = [EXIFTOOL, "-q", "-overwrite_original", *(f"-{k}={v}" for k, v in wanted.items())]
    subprocess.run([*command, str(path)], check=True)
    told = json.loads(subprocess.check_output([EXIFTOOL, "-j", "-XMP:all", str(path)]))[0]
    known = metadata.read(path)
    assert known["caption"] == told["Description"]
    assert known["alt_text"] == told["AltTextAccessibility"]
    assert known["credit"] == told["Credit"]
    assert known["source"] == told["Source"]
    assert known["copyright_notice"] == told["Rights"]
    assert known["usage_terms"] == told["UsageTerms"]
    assert known["people"] == (told["PersonInImage"],)
    assert (known["city"], known["country"]) == (told["City"], told["Country"])
    assert known["taken_at"] == "2026-01-02T03:04:05+07:00"
    assert known["digital_source_type"] == metadata.SOURCE_TYPES + "compositeCapture"


@needs_exiftool
def test_exiftool_and_we_agree_on_the_digest(tmp_path: Path) -> None:
    """Its digest fits its block; after it changes only IIM, IIM counts."""
    assert EXIFTOOL is not None
    path = a_file(tmp_path)
    run = [EXIFTOOL, "-q", "-overwrite_original", "-codedcharacterset=utf8"]
    both = ["-IPTC:Caption-Abstract=Cũ", "-XMP-dc:Description=Mới", "-IPTCDigest=new"]
    subprocess.run([*run, *both, str(path)], check=True)
    assert metadata.read(path)["caption"] == "Mới"
    subprocess.run(
        [*run, "-IPTC:Caption-Abstract=Sau", "-IPTCDigest<Photoshop:IPTCDigest", str(path)],
        check=True,
    )
    subprocess.run([*run, "-IPTC:Caption-Abstract=Sau cùng", str(path)], check=True)
    assert metadata.read(path)["caption"] == "Sau cùng"


@needs_exiftool
def test_every_conflict_is_settled_by_the_rule(tmp_path: Path) -> None:
    """IIM and XMP that ExifTool wrote to differ, field by field: who wrote last counts."""
    path = a_file(tmp_path)
    run = [str(EXIFTOOL), "-q", "-overwrite_original", "-codedcharacterset=utf8"]
    iim = [f"-IPTC:{name}=Cũ {number}" for number, name in enumerate(CONFLICTS.values())]
    modern = [f"-{XMP_OF[field]}=Mới {number}" for number, field in enumerate(CONFLICTS)]
    subprocess.run([*run, *iim, *modern, "-IPTCDigest=new", str(path)], check=True)
    said = {field: f"Mới {number}" for number, field in enumerate(CONFLICTS)}
    assert told(path) == said
    # A program that knows IIM only, and leaves the digest as it was.
    keep = ["-IPTCDigest<Photoshop:IPTCDigest"]
    newer = [f"-IPTC:{name}=Sau {number}" for number, name in enumerate(CONFLICTS.values())]
    subprocess.run([*run, *keep, str(path)], check=True)
    subprocess.run([*run, *newer, str(path)], check=True)
    assert told(path) == {field: f"Sau {number}" for number, field in enumerate(CONFLICTS)}


def told(path: Path) -> dict[str, str]:
    known = metadata.read(path)
    plain = {field: known[field] for field in CONFLICTS}
    return {field: text if isinstance(text, str) else text[0] for field, text in plain.items()}
