# SPDX-License-Identifier: GPL-3.0-or-later
"""Sharp thumbnails: upright, from the nearest source, kept by frame, never beyond their bound."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from editor.errors import Refused
from editor.pictures import screens
from editor.pictures.previews import Stretch
from editor.pictures.thumbnails import Thumbnails
from tests.cards import a_card, plain_jpeg, sighting


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def corner(image: Image.Image) -> str:
    """Where the red corner of a test picture is."""
    wide, high = image.size
    places = {
        "upper left": (3, 3),
        "upper right": (wide - 4, 3),
        "lower left": (3, high - 4),
        "lower right": (wide - 4, high - 4),
    }
    reds = {name: image.getpixel(at)[0] - image.getpixel(at)[2] for name, at in places.items()}
    return max(reds, key=lambda name: reds[name])


CORNERS = {
    1: "upper left",
    2: "upper right",
    3: "lower right",
    4: "lower left",
    5: "upper left",
    6: "upper right",
    7: "lower right",
    8: "lower left",
}


@pytest.mark.parametrize("mark", sorted(CORNERS))
@pytest.mark.parametrize("has_preview", [True, False])
def test_a_thumbnail_is_upright_whatever_it_is_made_from(tmp_path, mark, has_preview):
    preview_px = (640, 427) if has_preview else None
    values = {"size_px": (1200, 800), "orientation": mark, "preview_px": preview_px}
    (path,) = a_card(tmp_path / "card", 1, **values)
    image = opened(Thumbnails(tmp_path / "kept").make(sighting(path), 400))
    assert image.size == ((400, 267) if mark < 5 else (267, 400))
    assert corner(image) == CORNERS[mark]


def test_a_large_preview_serves_and_an_old_or_small_one_does_not(tmp_path):
    """The preview is told from the picture by another look of it."""
    (path,) = a_card(tmp_path / "card", 1, size_px=(1200, 800), preview_px=(640, 427))
    seen, data = sighting(path), path.read_bytes()
    at = seen.larger[0].offset
    thumbnails = Thumbnails(tmp_path / "kept")
    for other_px, is_used in (((640, 427), True), ((640, 300), False), ((320, 213), False)):
        other = plain_jpeg(other_px, 33)
        path.write_bytes(data[:at] + other)
        now = replace(seen, larger=(Stretch(at, len(other)),))
        ground = opened(thumbnails.make(now, 400)).getpixel((200, 240))
        assert (ground[2] > 100) is is_used


def test_what_was_made_is_kept_for_the_frame_wherever_it_lies(tmp_path):
    (path,) = a_card(tmp_path / "card", 1)
    thumbnails = Thumbnails(tmp_path / "kept")
    seen = sighting(path)
    assert thumbnails.kept(seen.frame.id, 400) == b""
    made = thumbnails.make(seen, 400)
    path.unlink()
    assert Thumbnails(tmp_path / "kept").kept(seen.frame.id, 400) == made
    assert thumbnails.kept(seen.frame.id, 800) == b""


def test_the_folder_never_grows_beyond_its_bound(tmp_path):
    seen = [sighting(path) for path in a_card(tmp_path / "card", 30)]
    thumbnails = Thumbnails(tmp_path / "kept", limit_bytes=40_000)
    for each in seen:
        thumbnails.make(each, 400)
        files = [path.stat().st_size for path in (tmp_path / "kept").glob("*/*")]
        assert sum(files) <= 40_000
    assert thumbnails.kept(seen[-1].frame.id, 400)
    assert not thumbnails.kept(seen[0].frame.id, 400)


def test_a_folder_that_cannot_be_written_keeps_nobody_from_looking(tmp_path):
    (path,) = a_card(tmp_path / "card", 1)
    (tmp_path / "kept").write_bytes(b"a file")
    assert opened(Thumbnails(tmp_path / "kept").make(sighting(path), 400)).size == (400, 267)


def test_a_picture_that_breaks_off_is_told(tmp_path):
    (path,) = a_card(tmp_path / "card", 1, size_px=(1200, 800))
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(Refused) as told:
        Thumbnails(tmp_path / "kept").make(sighting(path), 400)
    assert told.value.code == "picture.truncated"
    assert told.value.values["file"] == path.name


def test_a_screenful_is_bare_pixels_that_fit(tmp_path):
    (path,) = a_card(tmp_path / "card", 1, size_px=(1200, 800), orientation=6)
    width, height, data = screens.screenful(path, "image/jpeg", (500, 300))
    assert (width, height) == (200, 300)
    assert len(data) == 4 * width * height
    red_at = 4 * (10 * width + width - 10)
    assert data[red_at + 2] > 180 > data[red_at] + 60
    assert screens.screenful(path, "image/jpeg", (9000, 9000))[:2] == (800, 1200)
