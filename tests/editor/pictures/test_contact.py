# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards and folders are looked through: every frame is found once, and each fault is told."""

import os
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from editor.errors import Refused
from editor.pictures import contact, folder
from tests.cards import a_card, camera_jpeg, sighting


def test_a_card_is_looked_through_where_cameras_put_pictures(tmp_path):
    """Sub-folders of DCIM, oldest first; what hides or belongs to the system is passed over."""
    paths = a_card(tmp_path, 3)
    for name in ("DCIM/100ND5/._D5_0001.JPG", "DCIM/.Trashes/a.jpg", "PRIVATE/thumb.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(camera_jpeg(9))
    for at, path in enumerate(reversed(paths)):
        os.utime(path, (1000 + at, 1000 + at))
    (tmp_path / "link").symlink_to(tmp_path)
    assert [each.path for each in folder.files([tmp_path])] == paths[::-1]
    some = [paths[2], paths[0], paths[0]]
    assert [each.path for each in folder.files(some)] == [paths[2], paths[0]]


def test_a_card_that_is_out_is_told(tmp_path):
    with pytest.raises(Refused) as told:
        folder.files([tmp_path / "EOS_DIGITAL"])
    assert told.value.code == "photos.card_gone"
    assert told.value.values == {"place": "EOS_DIGITAL"}
    assert folder.missing([tmp_path, tmp_path / "EOS_DIGITAL"]) == tmp_path / "EOS_DIGITAL"
    assert folder.missing([tmp_path]) is None


def test_names_are_sorted_as_people_count():
    names = ["_D5_10.JPG", "_d5_9.jpg", "IMG_1.JPG"]
    assert sorted(names, key=folder.natural) == ["_d5_9.jpg", "_D5_10.JPG", "IMG_1.JPG"]


def test_a_frame_is_known_by_its_bytes_wherever_its_file_lies(tmp_path):
    first, second = a_card(tmp_path / "card", 2, fill_bytes=200_000)
    copy = tmp_path / "holiday.png"
    shutil.copy(first, copy)
    seen, again, other = sighting(first), sighting(copy), sighting(second)
    assert seen.frame.id == again.frame.id != other.frame.id
    assert again.frame.picture.media_type == "image/jpeg"
    assert seen.frame.picture.taken_at == "2026-11-22T07:00:00"
    # The picture begins beyond the first read.
    assert (seen.frame.picture.width_px, seen.frame.picture.height_px) == (480, 320)


@pytest.mark.parametrize(("mark", "size_px"), [(1, (480, 320)), (6, (320, 480)), (5, (320, 480))])
def test_a_frame_has_the_size_that_it_has_upright(tmp_path, mark, size_px):
    (path,) = a_card(tmp_path, 1, orientation=mark)
    seen = sighting(path)
    assert (seen.frame.picture.width_px, seen.frame.picture.height_px) == size_px
    assert seen.orientation == mark
    assert seen.preview


@pytest.mark.parametrize("ending", ["png", "webp", "tiff", "gif"])
def test_other_kinds_are_frames_too(tmp_path, ending):
    path = tmp_path / f"map.{ending}"
    Image.new("RGB", (300, 200), "#336699").save(path)
    seen = sighting(path)
    assert (seen.frame.picture.width_px, seen.frame.picture.height_px) == (300, 200)
    assert seen.fault is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture.empty"),
        (b"hello", "picture.not_a_picture"),
        (b"%PDF-1.7", "picture.wrong_kind"),
        (camera_jpeg(1)[:700], "picture.damaged"),
        (b"\x89PNG\r\n\x1a\n broken", "picture.damaged"),
    ],
)
def test_a_damaged_file_is_a_frame_with_its_fault(tmp_path, data, code):
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(data)
    assert sighting(path).fault.code == code


def test_what_is_no_picture_and_says_so_is_passed_over(tmp_path):
    for name in ("clip.MOV", "notes.txt", "IMG_1.xmp", "IMG_1.CR2"):
        (tmp_path / name).write_bytes(b"II*\x00\x10\x00\x00\x00CR")
        (file,) = folder.files([tmp_path / name])
        assert contact.look(file) is None


def test_a_file_that_is_gone_meanwhile_is_told(tmp_path):
    (path,) = a_card(tmp_path, 1)
    (file,) = folder.files([tmp_path])
    path.unlink()
    assert contact.look(file).fault.code == "picture.gone"


def test_a_frame_is_described_by_its_own_file(tmp_path):
    (path,) = a_card(tmp_path, 1, caption="Trận chung kết")
    frame = sighting(path).frame
    described = contact.described(frame)
    assert described.picture.caption == "Trận chung kết"
    assert described.picture.taken_at == frame.picture.taken_at
    path.unlink()
    assert contact.described(frame) == frame


def test_a_frame_that_was_marked_gets_words_and_keeps_its_marks(tmp_path):
    (path,) = a_card(tmp_path, 1, caption="Trận chung kết")
    frame = sighting(path).frame
    marked = replace(frame, picture=replace(frame.picture, rating=4, turn_degrees=90))
    assert contact.is_wordless(marked.picture)
    worded = contact.worded(marked)
    assert not contact.is_wordless(worded.picture)
    assert worded.picture == replace(marked.picture, caption="Trận chung kết")
