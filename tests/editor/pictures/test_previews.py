# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews inside a file are found by its first bytes; damage is never more than nothing found."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from editor.pictures import previews
from tests.cards import camera_jpeg, exif, plain_jpeg


def test_a_camera_file_tells_all_at_a_glance():
    data = camera_jpeg(
        5, size_px=(900, 600), orientation=6, preview_px=(640, 427), fill_bytes=40_000
    )
    seen = previews.read(data[:70_000])
    assert (seen.width_px, seen.height_px, seen.orientation) == (900, 600, 6)
    assert seen.taken_at == "2026-11-22T07:00:05"
    assert Image.open(io.BytesIO(seen.thumbnail)).size == (160, 120)
    (stretch,) = seen.larger
    preview = data[stretch.offset : stretch.offset + stretch.length]
    assert Image.open(io.BytesIO(preview)).size == (640, 427)
    # As Pillow finds it, by its own reading of the same entries.
    with Image.open(io.BytesIO(data)) as whole:
        assert whole.format == "MPO"
        whole.seek(1)
        assert whole.size == (640, 427)


@pytest.mark.parametrize("order", [">", "<"])
def test_both_orders_of_bytes_are_read(order):
    block = exif(8, "2024:02:29 23:59:59", plain_jpeg((160, 120)), order=order)
    content = b"Exif\0\0" + block
    head = b"\xff\xd8\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
    seen = previews.read(head + plain_jpeg((64, 48))[2:])
    assert (seen.orientation, seen.taken_at) == (8, "2024-02-29T23:59:59")
    assert seen.thumbnail == plain_jpeg((160, 120))


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("0000:00:00 00:00:00", ""),
        ("2026:13:01 10:00:00", ""),
        ("2026:11:22 10:0", ""),
        ("    :  :     :  :  ", ""),
        ("2026:11:22 10:00:00", "2026-11-22T10:00:00"),
    ],
)
def test_a_clock_that_was_never_set_tells_no_time(taken, told):
    assert previews.read(camera_jpeg(1, taken=taken)).taken_at == told


def test_what_is_no_jpeg_or_has_nothing_tells_nothing():
    assert previews.read(b"") == previews.Inside()
    plain = previews.read(plain_jpeg((64, 48)))
    assert (plain.width_px, plain.thumbnail, plain.larger) == (64, b"", ())


@given(st.integers(0, 12_000), st.binary(min_size=1, max_size=40), st.integers(1, 12_000))
def test_damage_is_never_more_than_nothing_found(at, noise, length):
    """Cut and overwritten anywhere: what is told stays within its bounds."""
    data = camera_jpeg(3, preview_px=(640, 427))
    seen = previews.read((data[:at] + noise + data[at + len(noise) :])[:length])
    assert 1 <= seen.orientation <= 8
    assert not seen.thumbnail or seen.thumbnail.startswith(b"\xff\xd8\xff")
    assert all(each.offset > 0 and each.length > 0 for each in seen.larger)
