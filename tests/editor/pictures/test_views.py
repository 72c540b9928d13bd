# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers get of a picture that was turned, straightened and cropped, pixel and word."""

import io
import json
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Crop, NamedCrop, Picture
from editor.pictures import metadata
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from tests.builders import a_picture

EXIFTOOL = shutil.which("exiftool")
RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 20)
SIZE_PX = (1200, 800)


def quarters(size_px: tuple[int, int] = SIZE_PX) -> Image.Image:
    """Red, green above; blue, yellow below."""
    image = Image.new("RGB", size_px, RED)
    draw = ImageDraw.Draw(image)
    across, down = size_px[0] // 2, size_px[1] // 2
    draw.rectangle((across, 0, *size_px), fill=GREEN)
    draw.rectangle((0, down, across - 1, size_px[1]), fill=BLUE)
    draw.rectangle((across, down, *size_px), fill=YELLOW)
    return image


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


class Darkroom:
    """An intake and renditions in one folder."""

    def __init__(self, folder: Path) -> None:
        vault = Vault(folder / "vault")
        self.intake = Intake(vault)
        self.renditions = Renditions(vault, folder / "sizes")

    def take(self, data: bytes) -> Picture:
        return self.intake.take_bytes(data, "a")

    def path(self, picture: Picture, view: View, least_px: int = 320) -> Path:
        crop = view.crop if not view.form else None
        return self.renditions.file(picture, view.plain(least_px).name, crop=crop)

    def seen(self, picture: Picture, view: View, least_px: int = 320) -> Image.Image:
        return Image.open(io.BytesIO(self.path(picture, view, least_px).read_bytes()))


@pytest.fixture(scope="module")
def darkroom(tmp_path_factory: pytest.TempPathFactory) -> Darkroom:
    return Darkroom(tmp_path_factory.mktemp("darkroom"))


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < 12


@pytest.mark.parametrize(
    ("degrees", "corners"),
    [
        (0, (RED, GREEN, BLUE, YELLOW)),
        (90, (BLUE, RED, YELLOW, GREEN)),
        (180, (YELLOW, BLUE, GREEN, RED)),
        (270, (GREEN, YELLOW, RED, BLUE)),
    ],
)
def test_a_turn_is_clockwise(darkroom: Darkroom, degrees: int, corners: tuple) -> None:
    """On top of what the camera's mark asks for."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = quarters().transpose(Image.Transpose.ROTATE_90)
    picture = replace(darkroom.take(encoded(lying, exif=exif)), turn_degrees=degrees)
    made = darkroom.seen(picture, framing.shown(picture))
    assert made.size == ((320, 213) if degrees % 180 == 0 else (320, 480))
    right, low = made.width - 20, made.height - 20
    for place, wanted in zip(
        ((20, 20), (right, 20), (20, low), (right, low)), corners, strict=True
    ):
        assert is_near(made.getpixel(place), wanted)


@pytest.mark.parametrize("degrees", [-45.0, -7.5, -0.3, 3.0, 20.0, 45.0])
def test_a_straightened_picture_has_no_empty_corner(darkroom: Darkroom, degrees: float) -> None:
    """A white picture stays white to its last pixel, and keeps its proportions."""
    white = darkroom.take(encoded(Image.new("RGB", SIZE_PX, "white")))
    picture = replace(white, straighten_degrees=degrees)
    view = framing.shown(picture)
    for crop in (None, Crop(0, 0, 0.4, 0.4), Crop(0.6, 0.6, 0.4, 0.4)):
        made = darkroom.seen(picture, framing.shown(picture, crop))
        assert made.convert("L").getextrema()[0] > 250
    assert view.width_px / view.height_px == pytest.approx(1.5, abs=0.01)
    assert view.width_px <= SIZE_PX[0]


@pytest.mark.parametrize("degrees", [-12.0, 12.0])
def test_straightening_is_clockwise_about_the_middle(darkroom: Darkroom, degrees: float) -> None:
    """What was level falls to the right when the number is more than nothing."""
    picture = replace(darkroom.take(encoded(quarters())), straighten_degrees=degrees)
    made = darkroom.seen(picture, framing.shown(picture), 640)
    middle = (made.width / 2, made.height / 2)
    for around in (-30, 30):
        # Beside the level line on the right: below it before, above it once it fell, or back.
        angle = math.radians(degrees + around)
        place = (middle[0] + 120 * math.cos(angle), middle[1] + 120 * math.sin(angle))
        wanted = GREEN if around < 0 else YELLOW
        assert is_near(made.getpixel((round(place[0]), round(place[1]))), wanted)


def test_a_form_shows_what_the_focal_point_asks_for(darkroom: Darkroom) -> None:
    """At the right edge, the square is green over yellow; set by hand, it is what was set."""
    picture = replace(darkroom.take(encoded(quarters())), focal_point=(1.0, 0.5))
    made = darkroom.seen(picture, framing.formed(picture, "1:1"))
    assert made.size == (320, 320)
    assert is_near(made.getpixel((300, 20)), GREEN)
    assert is_near(made.getpixel((20, 20)), RED)
    corner = Crop(0.0, 0.5, 1 / 3, 0.5)
    by_hand = replace(picture, crops=(NamedCrop("1:1", corner),))
    made = darkroom.seen(by_hand, framing.formed(by_hand, "1:1"))
    assert ImageStat.Stat(made).stddev[0] < 8
    assert is_near(made.getpixel((160, 160)), BLUE)


@pytest.mark.parametrize("form", ["16:9", "4:3", "1:1"])
def test_a_view_is_where_it_says(darkroom: Darkroom, form: str) -> None:
    """All sizes of turn, rotation and crop together show one cut, against a plain reckoning."""
    noise = Image.effect_noise((900, 700), 90).filter(ImageFilter.GaussianBlur(9)).convert("RGB")
    ramp = Image.linear_gradient("L").resize(noise.size)
    noise.paste((250, 40, 40), mask=ramp)
    picture = replace(
        darkroom.take(encoded(noise, quality=95)),
        turn_degrees=90,
        straighten_degrees=-4.2,
        focal_point=(0.3, 0.7),
    )
    view = framing.formed(picture, form)
    turned = noise.transpose(Image.Transpose.ROTATE_270)
    rotated = turned.rotate(-picture.straighten_degrees, Image.Resampling.BICUBIC)
    width, height = framing.straightened_px(picture)
    left = (turned.width - width) / 2 + view.crop.left * width
    top = (turned.height - height) / 2 + view.crop.top * height
    box = (left, top, left + view.crop.width * width, top + view.crop.height * height)
    for least_px in (320, 640):
        made = darkroom.seen(picture, view, least_px).convert("RGB")
        wanted = rotated.resize(made.size, Image.Resampling.LANCZOS, box=box)
        difference = ImageChops.difference(made, wanted)
        assert max(ImageStat.Stat(difference).mean) < 3.0
        assert max(high for _, high in difference.getextrema()) < 60


def test_the_smallest_of_the_chain_is_as_sharp_as_one_made_at_once(darkroom: Darkroom) -> None:
    """Four resizes in a row lose no more than a tenth of the finest detail."""
    image = Image.effect_noise((2400, 1600), 60).convert("RGB")
    picture = darkroom.take(encoded(image, "PNG"))
    view = framing.shown(picture)
    darkroom.renditions.prepare(picture, view)
    small = image.resize((320, 213), Image.Resampling.LANCZOS)
    at_once = Image.open(io.BytesIO(encoded(small, quality=80)))
    edges = [
        ImageStat.Stat(each.convert("L").filter(ImageFilter.FIND_EDGES)).stddev[0]
        for each in (darkroom.seen(picture, view), at_once)
    ]
    assert edges[0] > 0.9 * edges[1]


TOLD = {
    "alt_text": "Hàng chục chiếc ghe <chở> trái cây & hoa trên sông.",
    "creator": "Trần Thị Một",
    "credit": "Một Trần/Sông Báo",
    "copyright_notice": "© 2026 Sông Báo",
    "usage_terms": "Chỉ dùng trong bài",
    "rights_url": "https://example.org/rights?a=1&b=2",
    "licensor": "Sông Báo",
    "licensor_url": "https://example.org/buy",
    "data_mining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}
TAGS = {
    "alt_text": "AltTextAccessibility",
    "creator": "Creator",
    "credit": "Credit",
    "copyright_notice": "Rights",
    "usage_terms": "UsageTerms",
    "rights_url": "WebStatement",
    "data_mining": "DataMining",
    "digital_source_type": "DigitalSourceType",
}
SECRETS = ("gps", "serial", "thumbnail", "preview", "make", "model", "location", "city", "comment")


def camera_jpeg() -> bytes:
    """With a place, a serial number, a maker's note, a thumbnail, a profile and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Secret-Make", "Secret-Camera"
    details = exif.get_ifd(0x8769)
    details[0xA431], details[0x927C] = "Secret-Serial", b"Secret-Note" * 40
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (10.0, 2.0, 3.0), "E", (106.0, 4.0, 5.0)
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Old" '
        'photoshop:City="Secret-City"/></rdf:RDF></x:xmpmeta>'
    )
    return encoded(quarters(), exif=exif, xmp=xmp.encode(), comment=b"Secret-Comment")


def every_file(darkroom: Darkroom, picture: Picture) -> dict[str, Path]:
    """All sizes of all views, and a crop of a story."""
    crop = Crop(0.1, 0.1, 0.6, 0.6)
    return {
        each.name: darkroom.renditions.file(picture, each.name, crop=crop)
        for view in framing.views(picture, crop)
        for each in view.renditions
    }


@pytest.mark.skipif(EXIFTOOL is None, reason="needs ExifTool (Debian: libimage-exiftool-perl)")
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_every_file_tells_whose_it_is_and_never_where_or_with_what(
    darkroom: Darkroom, form: str
) -> None:
    """Read again by ExifTool, one by one: what the desk says, nothing that the camera said."""
    if form == "JPEG":
        taken = darkroom.take(camera_jpeg())
        assert taken.city == "Secret-City"
    else:
        image = quarters((700, 500)).convert("RGBA")
        image.putalpha(90)
        taken = darkroom.take(encoded(image, "PNG"))
    files = every_file(darkroom, replace(taken, **TOLD))
    assert len(files) >= 30
    assert len({path.suffix for path in files.values()}) == 3
    read = subprocess.run(  # ExifTool on files of our own
        [str(EXIFTOOL), "-j", "-struct", "-a", "-U", *map(str, files.values())],
        capture_output=True,
        check=True,
    )
    told = json.loads(read.stdout)
    assert len(told) == len(files)
    for each in told:
        found = {TAGS[field]: TOLD[field] for field in TAGS}
        assert {tag: _one(each[tag]) for tag in found} == found
        (licensor,) = each["Licensor"]
        assert licensor == {
            "LicensorName": TOLD["licensor"],
            "LicensorURL": TOLD["licensor_url"],
        }
        secret = [tag for tag in each for word in SECRETS if word in tag.lower()]
        assert not secret, (each["SourceFile"], secret)
    assert not [name for name, path in files.items() if b"Secret" in path.read_bytes()]


def _one(value: object) -> object:
    return value[0] if isinstance(value, list) else value


def test_we_read_again_what_we_wrote(darkroom: Darkroom) -> None:
    """A picture that comes back from a page knows its credit and its rights."""
    picture = replace(darkroom.take(camera_jpeg()), **TOLD)
    known = metadata.read(darkroom.path(picture, framing.formed(picture, "4:3")))
    for field in ("credit", "copyright_notice", "usage_terms", "digital_source_type"):
        assert known[field] == TOLD[field]


def test_letters_that_no_file_can_hold_do_not_stop_a_picture(darkroom: Darkroom) -> None:
    """Half a letter or a control character, typed or pasted, is left out."""
    picture = replace(darkroom.take(camera_jpeg()), credit="A\x00\x0b\ud800B\u202eC<")
    known = metadata.read(darkroom.path(picture, framing.shown(picture)))
    assert known["credit"] == "AB\u202eC<"


def test_a_picture_of_which_nothing_is_known_says_nothing(darkroom: Darkroom) -> None:
    """No empty packet of words is carried to every reader."""
    taken = darkroom.take(encoded(quarters()))
    assert a_picture().credit
    assert b"xpacket" not in darkroom.path(taken, framing.shown(taken)).read_bytes()
