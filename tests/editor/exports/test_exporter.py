# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: words in every file, a size for each purpose, nothing overwritten or touched."""

import io
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtPdf import QPdfDocument

from editor.captions.stationery import Take
from editor.errors import EditorError, Refused
from editor.exports import exporter as room
from editor.exports.exporter import Exporter, Original, Size
from editor.model.article import Article, ArticleId
from editor.model.frame import Frame, FrameId
from editor.model.picture import Crop, NamedCrop, Placement
from editor.pictures import metadata
from editor.pictures.embedding import Embedded
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault
from tests.editor.pictures.files import FULL, a_jpeg, coded

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
NOW = datetime(2026, 1, 3, 9, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.fixture
def exporter(vault: Vault) -> Exporter:
    return Exporter(vault, RESOURCES, lambda: Take("vi", "Lê Hai"), lambda: NOW)


def taken(vault: Vault, data: bytes, name: str = "IMG_1.jpg", **words: object) -> Original:
    """A picture in the vault with all words of FULL."""
    picture = Intake(vault).take_bytes(data, name)
    told = {each: getattr(FULL, each) for each in metadata.read(Path("/nowhere"))}
    return Original(vault.path(picture.sha256), replace(picture, **told | words))


def large(size_px: tuple[int, int], form: str = "JPEG", mode: str = "RGB", **how: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size_px, 90).convert(mode).save(buffer, form, **how)
    return buffer.getvalue()


def done(sent: object) -> list[Embedded]:
    found = list(sent)
    assert all(isinstance(each, Embedded) for each in found), found
    return found


def test_print_has_the_original_pixels_and_the_words(exporter, vault, tmp_path) -> None:
    """The coded picture to the byte, under a new name, the original as it was."""
    data = a_jpeg()
    original = taken(vault, data)
    (sent,) = done(exporter.files([original], tmp_path / "out", pattern="{city}-{seq:2}"))
    assert sent.path == tmp_path / "out" / "Cần Thơ-01.jpg"
    assert coded(sent.path.read_bytes()) == coded(data)
    assert metadata.read(sent.path)["caption"] == FULL.caption
    assert original.path.read_bytes() == data


def test_web_is_smaller_upright_and_keeps_the_words_only(exporter, vault, tmp_path) -> None:
    """2,048 pixels at most; turned as the desk turned it; no camera, no place."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "A camera", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 1.0, 59.0)})
    original = taken(vault, large((3000, 2000), exif=exif), turn_degrees=90)
    (sent,) = done(exporter.files([original], tmp_path, size=Size.WEB))
    with Image.open(sent.path) as image:
        assert image.size == (2048, 1365)
        assert dict(image.getexif()) == {}
    known = metadata.read(sent.path)
    assert (known["caption"], known["credit"]) == (FULL.caption, FULL.credit)
    assert known["focal_point"] == FULL.focal_point


def test_a_small_picture_is_never_enlarged(exporter, vault, tmp_path) -> None:
    """What is below the size keeps its own."""
    (sent,) = done(exporter.files([taken(vault, a_jpeg())], tmp_path, size=Size.WEB))
    with Image.open(sent.path) as image:
        assert image.size == (48, 32)


def test_a_message_is_light(exporter, vault, tmp_path) -> None:
    """Whatever the picture: the file stays below the limit, and is as large as that allows."""
    original = taken(vault, large((2400, 1600)))
    (sent,) = done(exporter.files([original], tmp_path, size=Size.MESSAGE))
    assert sent.path.stat().st_size <= room.MESSAGE_BYTES
    with Image.open(sent.path) as image:
        assert 640 <= max(image.size) <= 1600
    assert metadata.read(sent.path)["caption"] == FULL.caption


def test_the_free_crop_is_what_is_sent_small(exporter, vault, tmp_path) -> None:
    """Regions of the whole picture would lie elsewhere in the part: they are left out."""
    crops = (NamedCrop("free", Crop(0.0, 0.0, 0.5, 1.0)), *FULL.crops)
    (sent,) = done(exporter.files([taken(vault, a_jpeg(), crops=crops)], tmp_path, size=Size.WEB))
    with Image.open(sent.path) as image:
        assert image.size == (24, 32)
    assert metadata.read(sent.path)["crops"] == ()


def test_nothing_is_overwritten(exporter, vault, tmp_path) -> None:
    """Neither what was there, nor a picture of the same name."""
    (tmp_path / "img_1.JPG").write_text("mine")
    two = [taken(vault, a_jpeg()), taken(vault, a_jpeg(size_px=60))]
    sent = done(exporter.files(two, tmp_path)) + done(exporter.files(two, tmp_path))
    assert [each.path.name for each in sent] == [f"IMG_1-{n}.jpg" for n in (2, 3, 4, 5)]
    assert (tmp_path / "img_1.JPG").read_text() == "mine"


def test_one_that_fails_bars_no_other(exporter, vault, tmp_path) -> None:
    """The card was taken out: the rest goes on, and the file is named."""
    lost = Original(tmp_path / "card" / "gone.jpg", replace(FULL, file_name="gone.jpg"))
    for size in Size:
        sent = list(exporter.files([lost, taken(vault, a_jpeg())], tmp_path / size, size=size))
        assert isinstance(sent[0], EditorError)
        assert sent[0].values["file"] == "gone.jpg"
        assert isinstance(sent[1], Embedded)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refused) as refused:
        exporter.files([], tmp_path / "file")
    assert refused.value.code == "export.no_folder"


@pytest.mark.parametrize(
    ("form", "mode", "size", "ending", "is_beside"),
    [
        ("PNG", "RGBA", Size.WEB, ".png", False),
        ("PNG", "RGB", Size.PRINT, ".png", False),
        ("TIFF", "RGB", Size.PRINT, ".tif", False),
        ("AVIF", "RGB", Size.PRINT, ".avif", True),
        ("AVIF", "RGB", Size.MESSAGE, ".jpg", False),
        ("GIF", "L", Size.WEB, ".jpg", False),
    ],
)
def test_kinds_go_out_as_what_they_are(
    form, mode, size, ending, is_beside, exporter, vault, tmp_path
) -> None:
    """A file that cannot take words has them beside it, under its own name."""
    image = Image.effect_noise((40, 30), 60).convert(mode)
    if mode == "RGBA":
        image.putalpha(60)
    buffer = io.BytesIO()
    image.save(buffer, form)
    original = taken(vault, buffer.getvalue(), "chợ.bin")
    (sent,) = done(exporter.files([original], tmp_path, size=size))
    assert sent.path == tmp_path / f"chợ{ending}"
    assert sent.sidecar == (tmp_path / "chợ.xmp" if is_beside else None)
    told = (sent.sidecar or sent.path).read_bytes()
    assert FULL.headline.encode() in told


def test_an_export_stops_when_nobody_asks_for_more(exporter, vault, tmp_path) -> None:
    """Cancelled after the first: the second is not written."""
    two = [taken(vault, a_jpeg()), taken(vault, a_jpeg(size_px=60), "IMG_2.jpg")]
    going = exporter.files(two, tmp_path / "out")
    next(going)
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["IMG_1.jpg"]


def test_what_the_system_refuses_is_told_and_bars_no_other(
    exporter, vault, tmp_path, monkeypatch
) -> None:
    """No room for the new pixels: each picture says so, and none ends the export."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    two = [taken(vault, a_jpeg()), taken(vault, a_jpeg(size_px=60), "IMG_2.jpg")]
    sent = list(exporter.files(two, tmp_path / "out", size=Size.WEB))
    assert [(each.code, each.values["file"]) for each in sent] == [
        ("export.failed", "IMG_1.jpg"),
        ("export.failed", "IMG_2.jpg"),
    ]


def test_frames_and_placements_become_originals(exporter, vault, tmp_path) -> None:
    """From the card or from the vault; with the words of the story where it says them anew."""
    kept = taken(vault, a_jpeg()).picture
    frame = Frame(FrameId("f"), str(tmp_path / "card" / "1.jpg"), FULL)
    kept_frame = replace(frame, sha256=kept.sha256)
    assert exporter.of_frames([frame, kept_frame]) == [
        Original(tmp_path / "card" / "1.jpg", FULL),
        Original(vault.path(kept.sha256), FULL),
    ]
    placement = Placement(kept.sha256, "market.jpg", caption="Trong bài", alt_text="")
    article = Article(ArticleId("a"), placements=(placement,))
    (original,) = exporter.of_article(article, {kept.sha256: kept})
    assert original.picture.file_name == "market.jpg"
    assert (original.picture.caption, original.picture.alt_text) == ("Trong bài", "")
    assert exporter.of_article(article, {}) == []


def pages_of(path: Path) -> tuple[str, QPdfDocument]:
    document = QPdfDocument(None)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(path.read_bytes()))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    texts = [document.getAllText(number).text() for number in range(document.pageCount())]
    return "\n".join(texts), document


def test_a_caption_sheet_holds_every_word(qapp, exporter, vault, tmp_path) -> None:
    """Vietnamese letters whole, names, captions, credits, instructions; a picture is seen."""
    barred = replace(FULL, barred_because="Bà Ba đã rút lời đồng ý", caption="")
    lost = Original(tmp_path / "gone.jpg", replace(barred, file_name="mất.jpg"))
    target = tmp_path / "sheet.pdf"
    exporter.sheet([taken(vault, a_jpeg()), lost], target, title="Chợ nổi <Cái Răng>")
    text, document = pages_of(target)
    flat = " ".join(text.split())
    for told in (
        "Chợ nổi <Cái Răng>",
        "3 tháng 1, 2026",
        "1. IMG_1.jpg",
        FULL.headline,
        *FULL.caption.splitlines(),
        "Ảnh: Nguyễn Văn Ân/Thông tấn xã Việt Nam",
        "2/1/2026 06:04",
        "Bến Ninh Kiều, Cần Thơ, Việt Nam",
        "Bà Ba, Ông Năm",
        FULL.instructions,
        "2. mất.jpg",
        "Chưa có chú thích",
        "Bà Ba đã rút lời đồng ý",
    ):
        assert told in flat, told
    image = document.render(0, QSize(595, 842))
    assert image.pixelColor(100, 130).name() != "#ffffff"


def test_a_sheet_goes_on_over_pages(qapp, exporter, vault, tmp_path) -> None:
    """A caption longer than a page breaks; forty pictures stand in their order."""
    original = taken(vault, a_jpeg())
    many = [
        replace(original, picture=replace(original.picture, file_name=f"{n}.jpg"))
        for n in range(40)
    ]
    long = replace(original, picture=replace(original.picture, caption="Chữ " * 4_000 + "hết."))
    exporter.sheet([*many, long], tmp_path / "sheet.pdf")
    text, document = pages_of(tmp_path / "sheet.pdf")
    assert document.pageCount() > 8
    assert [text.index(f". {n}.jpg") for n in range(40)] == sorted(
        text.index(f". {n}.jpg") for n in range(40)
    )
    assert "hết." in text
    exporter.sheet([], tmp_path / "none.pdf")
    assert "Bảng này chưa có ảnh nào." in pages_of(tmp_path / "none.pdf")[0]


def test_a_sheet_that_cannot_be_written_is_refused(exporter, tmp_path) -> None:
    """The folder is gone."""
    with pytest.raises(Refused) as refused:
        exporter.sheet([], tmp_path / "none" / "sheet.pdf")
    assert refused.value.code == "export.failed"
