# SPDX-License-Identifier: GPL-3.0-or-later
"""Chores: what a server process does beside answering, each in a thread of its own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from editor.server import directory
from editor.server.archive import Archive
from editor.server.clock import Clock
from editor.server.rounds import Rounds


@contextmanager
def chores(archive: Archive) -> Iterator[None]:
    """Let stories go public at their time, and read old ones anew, while the block lasts."""
    with ExitStack() as stack:
        stack.enter_context(Clock(archive))
        reading = partial(directory.read_on_gently, archive.database)
        stack.enter_context(Rounds("reading", reading))
        yield
