# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of picture, from the file to what readers get: upright, in sRGB, in three kinds."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from editor.errors import Refused
from editor.model import framing
from editor.model.picture import Picture
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from tests.editor.pictures.small_files import CORNERS, MAKERS, SIZE_PX, small_file

NO_COLOUR = {"JPEG grey", "HEIC"}
STILL = [kind for kind in MAKERS if "moving" not in kind]
NEAR = {"PNG with alpha": 60, "JPEG of print colours": 60, "GIF": 25, "PNG with a palette": 25}
"""How far a colour may be off: print has fewer, and alpha lets the white of the page through."""


class Desk:
    """An intake and renditions in one folder."""

    def __init__(self, folder: Path) -> None:
        vault = Vault(folder / "vault")
        self.intake = Intake(vault)
        self.renditions = Renditions(vault, folder / "sizes")

    def made(self, picture: Picture) -> list[Image.Image]:
        names = [each.name for each in framing.shown(picture).renditions]
        files = [self.renditions.file(picture, name).read_bytes() for name in names]
        return [Image.open(io.BytesIO(each)) for each in files]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("kinds"))


def on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def corners_of(image: Image.Image) -> list[tuple[int, ...]]:
    right, low = image.width - 12, image.height - 12
    return [
        on_white(image).getpixel(place)
        for place in ((12, 12), (right, 12), (12, low), (right, low))
    ]


@pytest.mark.parametrize("kind", STILL)
def test_a_still_goes_out_as_it_looks(desk: Desk, kind: str) -> None:
    """The same four corners, in AVIF, WebP and the plain kind; a turn turns all of them."""
    picture = desk.intake.take_bytes(small_file(kind), "a")
    made = desk.made(picture)
    plain = "PNG" if picture.has_alpha else "JPEG"
    assert [each.format for each in made] == ["AVIF", "WEBP", plain]
    assert picture.has_alpha == (kind == "PNG with alpha")
    for each in made:
        assert each.size == (picture.width_px, picture.height_px)
        assert not each.getexif()
        assert each.mode == ("RGBA" if picture.has_alpha else "RGB")
    if kind in NO_COLOUR:
        return
    assert (picture.width_px, picture.height_px) == SIZE_PX
    for each in made:
        for seen, wanted in zip(corners_of(each), CORNERS, strict=True):
            apart = max(abs(a - b) for a, b in zip(seen, wanted, strict=True))
            assert apart <= NEAR.get(kind, 14), (kind, each.format, seen, wanted)
    turned = desk.made(replace(picture, turn_degrees=90))[2]
    assert turned.size == SIZE_PX[::-1]
    seen = corners_of(turned)
    red = corners_of(made[2])[0]
    assert max(abs(a - b) for a, b in zip(seen[1], red, strict=True)) <= 20


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if "moving" in kind])
def test_what_moves_goes_out_moving(desk: Desk, kind: str) -> None:
    """Its own bytes; whatever was set, they have one address."""
    picture = desk.intake.take_bytes(small_file(kind), "a")
    assert picture.is_animated
    (made,) = desk.made(replace(picture, turn_degrees=90, straighten_degrees=3.0))
    assert made.n_frames == 2
    assert desk.renditions.thumbnail(picture, 64).is_file()


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_that_was_cut_is_refused_by_name(desk: Desk, kind: str) -> None:
    """The card was pulled out: half a picture is none, and the sentence says which file."""
    with pytest.raises(Refused) as caught:
        desk.intake.take_bytes(small_file(kind)[: len(small_file(kind)) // 3], "hỏng.jpg")
    assert caught.value.code in {"picture.truncated", "picture.damaged", "picture.not_a_picture"}
    assert caught.value.values["file"] == "hỏng.jpg"
