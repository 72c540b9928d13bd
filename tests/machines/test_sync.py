# SPDX-License-Identifier: GPL-3.0-or-later
"""Laptops and a house on a bad line: all agree in the end, and nothing that was written is lost."""

import os
import random
from pathlib import Path

import pytest

from editor.model.operation import Entity
from tests.machines.newsroom import Newsroom

STEPS = 70
FIRST = int(os.environ.get("STET_SEED", random.SystemRandom().randrange(10**6)))
ROUNDS = range(int(os.environ.get("STET_SEEDS", "4")))
"""Numbers, not seeds: every process of a test run must collect the same names."""


def _newsroom(folder: Path, seed: int) -> Newsroom:
    print(f"STET_SEED={seed}")
    return Newsroom(folder, seed)


@pytest.mark.parametrize("number", ROUNDS)
def test_two_laptops_on_a_bad_line(tmp_path, number):
    """Edits, captions, acts, lost replies, restarts; STET_SEED replays what is printed."""
    room = _newsroom(tmp_path, FIRST + number)
    try:
        for _ in range(STEPS):
            room.step()
        room.agree()
        room.check()
    finally:
        room.close()


@pytest.mark.parametrize("number", ROUNDS[:2])
def test_a_house_restored_from_a_backup(tmp_path, number):
    """What the house forgot is sent again; nothing is removed from any laptop."""
    room = _newsroom(tmp_path, FIRST + number)
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
