# SPDX-License-Identifier: GPL-3.0-or-later
"""Intake: what a picture is comes from its bytes; whatever is wrong with it has one code."""

import io
import os
import random
import resource
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from editor.errors import EditorError, Refused
from editor.model.picture import Picture
from editor.pictures import intake as intake_room
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault

UPRIGHT_PX = (64, 32)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
FUZZED = 60
"""Damaged files of each format; six formats make a few hundred."""
FUZZ_LIMIT_S = 5.0
FUZZ_LIMIT_KB = 600_000


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(Vault(tmp_path / "vault"))


def noise(size_px: tuple[int, int] = (160, 120), mode: str = "RGB") -> Image.Image:
    return Image.effect_noise(size_px, 60).convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def stored(intake: Intake) -> list[Path]:
    return [path for path in intake.vault.folder.rglob("*") if path.is_file()]


def refusal(intake: Intake, data: bytes, name: str = "a.jpg") -> Refused:
    with pytest.raises(Refused) as caught:
        intake.take_bytes(data, name)
    assert caught.value.values["file"] == name
    assert stored(intake) == []
    return caught.value


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("TIFF", "image/tiff"),
        ("AVIF", "image/avif"),
    ],
)
def test_every_kind_is_known_by_its_bytes(intake: Intake, form: str, media_type: str) -> None:
    """A wrong ending changes nothing; size, hash and type are the bytes' own."""
    data = saved(noise(), form)
    picture = intake.take_bytes(data, "chợ.xyz")
    assert picture.media_type == media_type
    assert (picture.width_px, picture.height_px) == (160, 120)
    assert picture.size_bytes == len(data)
    assert intake.vault.path(picture.sha256).read_bytes() == data
    assert picture.file_name == "chợ.xyz"
    assert not picture.has_alpha
    assert not picture.is_animated


def test_a_file_is_taken_like_bytes(intake: Intake, tmp_path: Path) -> None:
    """The same picture by either door is the same value."""
    path = tmp_path / "IMG_1234.jpg"
    path.write_bytes(saved(noise(), "JPEG"))
    picture = intake.take(path)
    assert picture == intake.take_bytes(path.read_bytes(), path.name)
    assert picture.caption == ""


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_size_is_upright(intake: Intake, orientation: int, form: str) -> None:
    """The camera's orientation mark is honoured in all eight ways."""
    image = Image.new("RGB", UPRIGHT_PX, "red")
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = intake.take_bytes(saved(image, form, exif=exif), "a")
    assert (picture.width_px, picture.height_px) == UPRIGHT_PX


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"<!DOCTYPE html><html><body>login</body></html>", "HTML"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'\xef\xbb\xbf  <svg width="9"/>', "SVG"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"8BPS\x00\x01", "Photoshop"),
        (b"BM6\x00\x00\x00", "BMP"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "video"),
        (b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", "RAW"),
    ],
)
def test_a_lying_name_is_found_out(intake: Intake, data: bytes, kind: str) -> None:
    """A `.jpg` that is something else is refused by what it is."""
    error = refusal(intake, data)
    assert error.code == "picture.wrong_kind"
    assert error.values["kind"] == kind


def test_a_camera_raw_that_calls_itself_tiff_is_refused(intake: Intake) -> None:
    """A DNG's first picture is a thumbnail: taking it would lose the photograph unseen."""
    tags = {0xC612: bytes([1, 4, 0, 0])}
    error = refusal(intake, saved(noise(), "TIFF", tiffinfo=tags))
    assert (error.code, error.values["kind"]) == ("picture.wrong_kind", "RAW")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "picture.empty"), (b"just words", "picture.not_a_picture")]
)
def test_what_is_no_picture_says_so(intake: Intake, data: bytes, code: str) -> None:
    """Empty and unknown bytes each have their sentence."""
    assert refusal(intake, data).code == code


def test_a_file_that_went_between_drop_and_read(intake: Intake, tmp_path: Path) -> None:
    """The card was pulled: the file is named, nothing is left."""
    with pytest.raises(Refused) as caught:
        intake.take(tmp_path / "gone.jpg")
    assert (caught.value.code, caught.value.values["file"]) == ("picture.gone", "gone.jpg")


def test_a_folder_is_not_a_picture(intake: Intake, tmp_path: Path) -> None:
    """Dropping a folder is told apart from a broken picture."""
    with pytest.raises(Refused) as caught:
        intake.take(tmp_path)
    assert caught.value.code == "picture.not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang_the_intake(intake: Intake, tmp_path: Path) -> None:
    """A named pipe is refused before anyone waits for it."""
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(Refused) as caught:
        intake.take(tmp_path / "pipe.jpg")
    assert caught.value.code == "picture.not_a_file"


def test_a_file_over_the_limit_names_the_limit(
    intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by its size, before it is copied; bytes without a size while they are copied."""
    monkeypatch.setattr(intake_room, "LIMIT_BYTES", 2_000_000)
    path = tmp_path / "big.jpg"
    with path.open("wb") as file:
        file.write(saved(noise(), "JPEG"))
        file.truncate(3_000_000)
    for take in (
        lambda: intake.take(path),
        lambda: intake.take_bytes(path.read_bytes(), "big.jpg"),
    ):
        with pytest.raises(Refused) as caught:
            take()
        assert caught.value.code == "picture.too_heavy"
        assert caught.value.values == {"limit_mb": 2, "file": "big.jpg"}
    assert stored(intake) == []


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_a_truncated_picture_is_refused(intake: Intake, form: str) -> None:
    """Half a picture never enters the store: the rest may still be on the card."""
    data = saved(noise((640, 480)), form)
    error = refusal(intake, data[: len(data) // 2])
    assert error.code in ("picture.truncated", "picture.damaged")


def test_a_truncated_jpeg_is_called_truncated(intake: Intake) -> None:
    """The common case, a card pulled while copying, has its own sentence."""
    data = saved(noise((640, 480)), "JPEG")
    assert refusal(intake, data[: len(data) // 2]).code == "picture.truncated"


def png_header(width_px: int, height_px: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_claiming(width_px: int, height_px: int) -> bytes:
    data = bytearray(saved(noise((64, 64)), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height_px, width_px)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [png_header(50_000, 50_000), png_header(2**31 - 1, 2**31 - 1), jpeg_claiming(25_000, 20_000)],
    ids=["bomb", "largest", "500-megapixels"],
)
def test_a_bomb_is_refused_by_its_header(intake: Intake, data: bytes) -> None:
    """Too many pixels are refused before one is decoded, and the limit is named."""
    started_s = time.perf_counter()
    error = refusal(intake, data)
    assert error.code == "picture.too_many_pixels"
    assert error.values["limit_megapixels"] in (120, 250)
    assert time.perf_counter() - started_s < FUZZ_LIMIT_S


def test_a_jpeg_with_thousands_of_scans_is_refused(intake: Intake) -> None:
    """A few kilobytes of empty scans would keep a decoder busy for minutes."""
    data = saved(noise((64, 64)), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    scan = data[at:-2]
    assert refusal(intake, data[:-2] + scan * 200 + data[-2:]).code == "picture.damaged"


def test_bytes_after_a_progressive_jpeg_are_not_scans(intake: Intake) -> None:
    """Phones hang a film behind the photograph; what it holds is not counted."""
    data = saved(noise((64, 64)), "JPEG", progressive=True) + b"\xff\xda\x00\x04" * 500
    assert intake.take_bytes(data, "a.jpg").width_px == 64


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_known_as_one(intake: Intake, form: str) -> None:
    """More than one frame means that only the original will do."""
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    picture = intake.take_bytes(data, "a")
    assert picture.is_animated
    assert (picture.width_px, picture.height_px) == (20, 10)


def test_alpha_counts_only_when_something_shows_through(intake: Intake) -> None:
    """An opaque picture with an alpha channel may be a JPEG for readers."""
    opaque = Image.new("RGBA", (20, 10), (255, 0, 0, 255))
    clear = Image.new("RGBA", (20, 10), (255, 0, 0, 10))
    assert not intake.take_bytes(saved(opaque, "PNG"), "a").has_alpha
    assert intake.take_bytes(saved(clear, "PNG"), "b").has_alpha
    assert intake.take_bytes(saved(clear, "WEBP", lossless=True), "c").has_alpha


def test_palette_with_a_clear_colour_has_alpha(intake: Intake) -> None:
    """A GIF's transparent colour shows through too."""
    image = Image.new("P", (20, 10), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    assert intake.take_bytes(saved(image, "GIF", transparency=0), "a").has_alpha


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_depth_of_png_has_a_mean_colour(intake: Intake, mode: str) -> None:
    """From one bit to sixteen: white is white."""
    white = {"I;16": 65535, "1": 1, "LA": (255, 255), "P": 0}.get(mode, "white")
    image = Image.new(mode, (30, 20), white)
    if mode == "P":
        image.putpalette([255, 255, 255])
    assert intake.take_bytes(saved(image, "PNG"), "a").colour == "#ffffff"


def test_cmyk_is_shown_in_screen_colours(intake: Intake) -> None:
    """A JPEG for print has a mean colour near what it looks like."""
    picture = intake.take_bytes(saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG"), "a")
    red, green, blue = bytes.fromhex(picture.colour[1:])
    assert red > 200
    assert max(green, blue) < 60


def test_a_colour_profile_is_honoured(intake: Intake) -> None:
    """The same numbers under another profile are another colour; a broken profile is none."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Red and green change places: a profile that nobody has, whose effect anybody can see.
    swapped = srgb.replace(b"rXYZ", b"?").replace(b"gXYZ", b"rXYZ").replace(b"?", b"gXYZ")
    red = Image.new("RGB", (64, 64), (200, 40, 40))
    plain = intake.take_bytes(saved(red, "PNG"), "a").colour
    seen = intake.take_bytes(saved(red, "PNG", icc_profile=swapped), "b").colour
    assert bytes.fromhex(seen[1:])[1] > bytes.fromhex(seen[1:])[0]
    assert intake.take_bytes(saved(red, "PNG", icc_profile=srgb), "c").colour == plain
    assert intake.take_bytes(saved(red, "PNG", icc_profile=b"nonsense"), "d").colour == plain


def test_heic_is_read(intake: Intake) -> None:
    """A phone's HEIC comes in, turned by its own box: HEIF gives Exif's mark (6 here) no say.

    The sample is a still of our own, made once with libheif.
    """
    sample = Path(__file__).with_name("still.heic")
    picture = intake.take(sample)
    assert picture.media_type == "image/heic"
    assert (picture.width_px, picture.height_px) == (64, 128)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Ảnh\\a.jpg", "a.jpg"),
        ("../../x/b.jpg", "b.jpg"),
        ("cho\u031b\u0323.jpg", "chợ.jpg"),
        ("a\x00\n\u202egpj.jpg", "agpj.jpg"),
        ("bad\udcff.jpg", "bad\ufffd.jpg"),
    ],
)
def test_a_name_is_only_a_name(intake: Intake, given_name: str, kept: str) -> None:
    """No folders, NFC, nothing invisible, nothing that cannot be stored."""
    assert intake.take_bytes(saved(noise(), "JPEG"), given_name).file_name == kept


def damaged(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice((1, 4, 40))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    if chance.random() < 0.4:
        del broken[chance.randrange(1, len(broken)) :]
    return bytes(broken)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_whatever_is_damaged_ends_in_a_picture_or_a_refusal(
    intake: Intake, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Bytes flipped and files cut: never a foreign error, never slow, never a memory hog."""
    chance = random.Random(form)
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = 6, "Một Trần", "Máy"
    whole = saved(noise((96, 64)), form, exif=exif) if form != "GIF" else saved(noise(), form)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(FUZZED):
        started_s = time.perf_counter()
        try:
            picture = intake.take_bytes(damaged(whole, chance), "a")
        except EditorError as error:
            assert error.code.startswith("picture.")  # noqa: PT017  # either end is right
        else:
            assert isinstance(picture, Picture)
            assert intake.vault.verify(picture.sha256)
        assert time.perf_counter() - started_s < FUZZ_LIMIT_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < FUZZ_LIMIT_KB
    assert capfd.readouterr().err == ""
