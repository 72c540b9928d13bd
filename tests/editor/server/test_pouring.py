# SPDX-License-Identifier: GPL-3.0-or-later
"""A body is written by a thread, whole and in its order, while the rest of it still comes."""

import asyncio
import random
import threading

import pytest
from anyio.to_thread import current_default_thread_limiter

from editor.errors import Refused
from editor.server.pouring import AHEAD_BYTES, WRITE_BYTES, pour

SIZES = (1, 1000, WRITE_BYTES - 1, WRITE_BYTES, 3 * WRITE_BYTES, AHEAD_BYTES)


async def _coming(pieces, fails_with=None):
    for each in pieces:
        yield each
        await asyncio.sleep(0)
    if fails_with is not None:
        raise fails_with


def _poured(pieces, write, settle=lambda: None, fails_with=None):
    return asyncio.run(pour(_coming(pieces, fails_with), write, settle))


def _some(seed):
    draw = random.Random(seed)
    return [draw.randbytes(draw.choice(SIZES)) for _ in range(draw.randrange(12))]


@pytest.mark.parametrize("seed", range(6))
def test_all_of_it_is_written_in_its_order_then_it_is_settled(seed):
    pieces, written, threads = _some(seed), [], set()

    def write(some):
        threads.add(threading.current_thread())
        written.extend(some)

    assert _poured(pieces, write, lambda: b"".join(written)) == b"".join(pieces)
    assert threading.main_thread() not in threads


@pytest.mark.parametrize("seed", range(6))
def test_what_came_before_the_line_broke_is_written_and_not_settled(seed):
    pieces, written, settled = _some(seed), [], []
    with pytest.raises(ConnectionError):
        _poured(pieces, written.extend, lambda: settled.append(1), ConnectionError())
    assert b"".join(written) == b"".join(pieces)
    assert not settled


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_written_after_what_found_no_room(seed):
    """Behind a gap the bytes would stand in a wrong place."""
    draw, room, settled, written = random.Random(seed), [], [], []
    pieces = [b"x" * WRITE_BYTES] * 30
    room.append(draw.randrange(5 * WRITE_BYTES))

    def write(some):
        for each in some:
            room[0] -= len(each)
            if room[0] < 0:
                raise Refused("vault.full")
            written.append(each)

    with pytest.raises(Refused, match=r"vault\.full"):
        _poured(pieces, write, lambda: settled.append(1))
    assert len(written) <= 5
    assert not settled


def test_a_sender_that_is_slow_holds_no_thread():
    """All threads of the pool would else belong to a few lines that hardly move."""
    written = []

    async def slow():
        yield b"x" * WRITE_BYTES
        threads = current_default_thread_limiter()
        while not written or threads.borrowed_tokens:
            await asyncio.sleep(0.001)
        yield b"y"

    asyncio.run(pour(slow(), written.extend, lambda: None))
    assert b"".join(written) == b"x" * WRITE_BYTES + b"y"


def test_a_sender_waits_while_too_much_waits():
    """What came and is not written stands in memory."""
    may_write, came, most = threading.Event(), [0, 0], []

    async def quick():
        for _ in range(4 * AHEAD_BYTES // WRITE_BYTES):
            came[0] += WRITE_BYTES
            most.append(came[0] - came[1])
            if most[-1] >= AHEAD_BYTES:
                may_write.set()
            yield b"x" * WRITE_BYTES

    def write(some):
        may_write.wait(30)
        came[1] += sum(map(len, some))

    asyncio.run(pour(quick(), write, lambda: None))
    assert max(most) <= AHEAD_BYTES + WRITE_BYTES
