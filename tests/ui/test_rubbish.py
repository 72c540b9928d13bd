# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings of rubbish end on the thread of the widgets, and nowhere else."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui import rubbish
from ui.rubbish import Rubbish


@pytest.fixture
def tidy(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rubbish]:
    """A collector of its own. Nothing is frozen: that would stay so for all tests that follow."""
    monkeypatch.setattr(gc, "freeze", lambda: None)
    home = QObject()
    yield Rubbish(home)
    home.deleteLater()
    gc.enable()


class Ring:
    """One of many that refer to themselves; says in which thread it ended."""

    ended: list[int]

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_a_ring_made_in_a_thread_ends_on_the_thread_that_looks(tidy: Rubbish) -> None:
    """However much a thread makes: it clears nothing away itself."""
    Ring.ended = []
    thread = threading.Thread(target=lambda: [Ring() for _ in range(2 * rubbish.ENOUGH)])
    thread.start()
    thread.join()
    assert Ring.ended == []
    tidy.look()
    assert len(Ring.ended) == 2 * rubbish.ENOUGH
    assert set(Ring.ended) == {threading.get_ident()}


def test_old_rings_end_too(tidy: Rubbish) -> None:
    """What lived through looks and became rubbish later is found by one of the next."""
    Ring.ended = []
    keep = [Ring()]
    for _ in range(3):
        spare: list[list[int]] = [[] for _ in range(2 * rubbish.ENOUGH)]
        tidy.look()
    keep.clear()
    for _ in range(3 * rubbish.WHOLE):
        spare = [[] for _ in range(2 * rubbish.ENOUGH)]
        tidy.look()
        del spare
    assert len(Ring.ended) == 1
