# SPDX-License-Identifier: GPL-3.0-or-later
"""Laptops and a house on a bad line: all agree in the end, and nothing that was written is lost."""

import os
import random

import pytest

from editor.model.operation import Entity
from tests.machines.newsroom import Newsroom

STEPS = 70
FIRST = int(os.environ.get("STET_SEED", random.SystemRandom().randrange(10**6)))
SEEDS = [FIRST + number for number in range(int(os.environ.get("STET_SEEDS", "4")))]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_laptops_on_a_bad_line(tmp_path, seed):
    """Edits, captions, acts, lost replies, restarts; the seed is in the test's name."""
    room = Newsroom(tmp_path, seed)
    try:
        for _ in range(STEPS):
            room.step()
        room.agree()
        room.check()
    finally:
        room.close()


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_a_house_restored_from_a_backup(tmp_path, seed):
    """What the house forgot is sent again; nothing is removed from any laptop."""
    room = Newsroom(tmp_path, seed)
    try:
        for _ in range(STEPS // 3):
            room.step()
        earlier = room.laptops[0].line.backup()
        for _ in range(STEPS // 3):
            room.step()
        room.agree()
        before = {each.id for each in room.laptops[0].articles()}
        room.laptops[0].line.restore(earlier)
        for _ in range(STEPS // 3):
            room.step()
        room.agree()
        house = {number for kind, number in room.kept.entities if kind is Entity.ARTICLE}
        for laptop in room.laptops:
            assert before <= {each.id for each in laptop.articles()}
        assert before <= house
        room._check_equal()
        room._check_written()
    finally:
        room.close()
