# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of pictures follow the line: large while it is good, small when it breaks."""

from editor.cms.pace import Pace


def test_a_small_rest_goes_along():
    pace = Pace(1000)
    assert [pace.next_bytes(left) for left in (10, 1000, 1250, 1251, 5000)] == [
        10,
        1000,
        1250,
        1000,
        1000,
    ]


def test_pieces_grow_while_the_line_is_good_and_shrink_when_it_breaks():
    pace = Pace(8 * 1024 * 1024)
    assert pace.piece_bytes == 8 * 1024 * 1024
    for _ in range(9):
        pace.went(pace.piece_bytes, 0.1)
    assert pace.piece_bytes == 32 * 1024 * 1024
    for _ in range(99):
        pace.broke()
    assert pace.piece_bytes == 256 * 1024
    pace.went(pace.piece_bytes, 60.0)
    assert pace.piece_bytes == 256 * 1024
    pace.went(pace.piece_bytes, 0.1)
    assert pace.piece_bytes == 512 * 1024
