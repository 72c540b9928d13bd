# SPDX-License-Identifier: GPL-3.0-or-later
"""Renditions: every size as promised, upright, in sRGB, with no place and no camera in it."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from editor.errors import Refused
from editor.model import framing
from editor.model.picture import Crop, Picture, Sha256
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault

RED, BLUE = (200, 30, 30), (30, 30, 200)


class Desk:
    """A vault with an intake and renditions in one folder."""

    def __init__(self, folder: Path) -> None:
        self.vault = Vault(folder / "vault")
        self.intake = Intake(self.vault)
        self.renditions = Renditions(self.vault, folder / "sizes")
        self.folder = folder / "sizes"

    def take(self, image: Image.Image, form: str = "JPEG", **options: object) -> Picture:
        buffer = io.BytesIO()
        image.save(buffer, form, **options)
        return self.intake.take_bytes(buffer.getvalue(), f"a.{form.lower()}")

    def opened(self, picture: Picture, name: str, crop: Crop | None = None) -> Image.Image:
        return seen(self.renditions.file(picture, name, crop=crop))

    def sized(self, picture: Picture, width_px: int, crop: Crop | None = None) -> Image.Image:
        return self.opened(picture, framing.shown(picture, crop).plain(width_px).name, crop)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def seen(path: Path) -> Image.Image:
    """The picture in a file, which is closed again."""
    return Image.open(io.BytesIO(path.read_bytes()))


def two_halves(size_px: tuple[int, int] = (1400, 700)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size_px, RED)
    ImageDraw.Draw(image).rectangle((size_px[0] // 2, 0, *size_px), fill=BLUE)
    return image


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=False)) < 12


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("TIFF", "RGB"), ("AVIF", "RGB")],
)
def test_every_promised_size_is_made_as_promised(desk: Desk, form: str, mode: str) -> None:
    """Name, width, height and media type are those that the model tells the page."""
    image = two_halves().convert(mode)
    if mode == "RGBA":
        image.putalpha(120)
    picture = desk.take(image, form)
    renditions = framing.shown(picture).renditions
    assert [each.width_px for each in renditions[::3]] == [320, 640, 960, 1280, 1400]
    for rendition in renditions:
        made = desk.opened(picture, rendition.name)
        assert made.size == (rendition.width_px, rendition.height_px)
        assert Image.MIME[made.format or ""] == rendition.media_type
        made.load()
        assert is_near(made.convert("RGB").getpixel((10, 10)), RED)


def test_jpegs_are_progressive(desk: Desk) -> None:
    """A reader on a slow line sees the whole picture early."""
    picture = desk.take(two_halves())
    assert desk.sized(picture, 960).info.get("progressive")


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_what_comes_out_is_upright(desk: Desk, orientation: int) -> None:
    """Red is left when the mark says how the camera was held, and no mark is left."""
    turn = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = desk.take(two_halves().transpose(turn[orientation]), exif=exif)
    made = desk.sized(picture, 640)
    assert made.size == (640, 320)
    assert is_near(made.getpixel((10, 160)), RED)
    assert is_near(made.getpixel((630, 160)), BLUE)
    assert 0x0112 not in made.getexif()


def test_the_chain_makes_what_single_calls_make(desk: Desk, tmp_path: Path) -> None:
    """All sizes at once are, byte for byte, those made one by one: an address has one file."""
    picture = desk.take(two_halves())
    single = Renditions(desk.vault, tmp_path / "single")
    for view in framing.views(picture):
        desk.renditions.prepare(picture, view)
        for rendition in view.renditions:
            made = desk.folder / picture.sha256[:2] / picture.sha256 / rendition.name
            assert made.read_bytes() == single.file(picture, rendition.name).read_bytes()


def test_a_crop_shows_its_part(desk: Desk) -> None:
    """The width stays, the height follows, and the whole picture's file is another."""
    picture = desk.take(two_halves())
    right_half = Crop(0.5, 0.0, 0.5, 1.0)
    made = desk.sized(picture, 640, right_half)
    assert made.size == (640, 640)
    assert is_near(made.getpixel((10, 320)), BLUE)
    assert is_near(desk.sized(picture, 640).getpixel((10, 160)), RED)


@pytest.mark.parametrize("crop", [Crop(0, 0, 0, 0), Crop(-1, -1, 9, 9), Crop(0.999, 0.999, 1, 1)])
def test_an_odd_crop_still_shows_something(desk: Desk, crop: Crop) -> None:
    """A crop from elsewhere may be nonsense; readers get a picture."""
    picture = desk.take(two_halves((400, 300)))
    view = framing.shown(picture, crop)
    assert desk.sized(picture, 320, crop).size == (
        view.plain(320).width_px,
        view.plain(320).height_px,
    )


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_goes_out_moving_and_without_metadata(desk: Desk, form: str) -> None:
    """Its own bytes less Exif, XMP and comments; every frame stays."""
    frames = [Image.new("RGB", (40, 20), colour) for colour in (RED, BLUE, (0, 255, 0))]
    exif = Image.Exif()
    exif[0x0110] = "Secret-Camera"
    options = {"comment": b"Secret"} if form == "GIF" else {"exif": exif}
    picture = desk.take(
        frames[0], form, save_all=True, append_images=frames[1:], duration=90, loop=0, **options
    )
    (rendition,) = framing.shown(picture).renditions
    made = desk.renditions.file(picture, rendition.name)
    assert b"Secret" in desk.vault.path(picture.sha256).read_bytes()
    assert b"Secret" not in made.read_bytes()
    opened = seen(made)
    assert opened.n_frames == 3
    for number in range(3):
        opened.seek(number)
        opened.load()
    thumbnail = seen(desk.renditions.thumbnail(picture, 96))
    assert thumbnail.size == (40, 20)


@pytest.mark.parametrize(("mode", "ending"), [("RGB", ".jpg"), ("RGBA", ".png")])
def test_a_thumbnail_fits_and_keeps_its_aspect(desk: Desk, mode: str, ending: str) -> None:
    """The longest side is the size asked for; a small picture is not blown up."""
    image = two_halves().convert(mode)
    if mode == "RGBA":
        image.putalpha(100)
    path = desk.renditions.thumbnail(desk.take(image, "PNG"), 200)
    assert path.suffix == ending
    assert seen(path).size == (200, 100)


def test_print_colours_become_screen_colours(desk: Desk) -> None:
    """A CMYK JPEG gives RGB files."""
    picture = desk.take(Image.new("CMYK", (400, 300), (0, 255, 255, 0)))
    for each in framing.shown(picture).renditions[:3]:
        made = desk.opened(picture, each.name)
        assert made.mode == "RGB"
        assert made.getpixel((5, 5))[0] > 200


def test_heic_goes_out_as_jpeg(desk: Desk) -> None:
    """Readers' browsers do not read HEIC."""
    picture = desk.intake.take(Path(__file__).with_name("still.heic"))
    assert desk.sized(picture, 64).size == (64, 128)


def test_a_name_that_nobody_promised_is_refused(desk: Desk) -> None:
    """Addresses come from outside: no other size, no path."""
    picture = desk.take(two_halves())
    real = framing.shown(picture).plain(960).name
    for name in (real.replace("960", "961"), "960.jpg", "../x", "", f"{real}x"):
        with pytest.raises(Refused) as caught:
            desk.renditions.file(picture, name)
        assert caught.value.code == "picture.no_such_size"


def test_an_original_that_has_not_come_yet(desk: Desk) -> None:
    """A picture known from the server, its bytes on the way."""
    picture = replace(desk.take(two_halves()), sha256=Sha256("ab" * 32))
    for make in (
        lambda: desk.renditions.file(picture, framing.shown(picture).plain(320).name),
        lambda: desk.renditions.thumbnail(picture, 96),
        lambda: desk.renditions.prepare(picture, framing.shown(picture)),
    ):
        with pytest.raises(Refused) as caught:
            make()
        assert caught.value.code == "picture.not_here"
        assert caught.value.values["file"] == picture.file_name


def test_many_threads_get_one_whole_file(desk: Desk) -> None:
    """Sixteen callers, one file, no half file left."""
    picture = desk.take(two_halves())
    name = framing.shown(picture).of_type("image/webp")[2].name
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: desk.renditions.file(picture, name), range(16)))
    (path,) = paths
    assert seen(path).size == (960, 480)
    assert [each.name for each in path.parent.iterdir()] == [name]


def test_what_is_made_is_kept(desk: Desk) -> None:
    """The second caller gets the same file, even when the original has gone since."""
    picture = desk.take(two_halves())
    name = framing.shown(picture).plain(320).name
    path = desk.renditions.file(picture, name)
    desk.vault.path(picture.sha256).unlink()
    assert desk.renditions.file(picture, name) == path
