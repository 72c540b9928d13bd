# SPDX-License-Identifier: GPL-3.0-or-later
"""1,400 damaged files through intake and renditions: each ends in a picture or in a sentence."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from editor.sentences import Sentences
from tests.editor.pictures.damage import KINDS

HOME = Path(__file__).parents[3]
VARIANTS = int(os.environ.get("STET_DAMAGED", "1400"))
PROCESSES = 2
LIMIT_S = 5.0
LIMIT_KB = 600_000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bounds of memory are POSIX's")


class Worker:
    """A process that takes damaged files in, one after the other."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-W", "error", "-m", "tests.editor.pictures.damage", str(folder)]
        self._process = subprocess.Popen(  # our own
            command,
            cwd=HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._replies: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def ask(self, kind: str, seed: int) -> dict:
        """What became of one variant.

        Raises:
            AssertionError: it hung, or took the process down; says what replays it.
        """
        print(json.dumps([kind, seed]), file=self._process.stdin, flush=True)
        try:
            reply = self._replies.get(timeout=2 * LIMIT_S)
        except queue.Empty:
            raise AssertionError(f"hung: {kind!r}, {seed}") from None
        assert reply, f"took the process down: {kind!r}, {seed}"
        return json.loads(reply)

    def end(self) -> str:
        """End it; what it said beside."""
        self._process.kill()
        self._reader.join()
        self._process.stdin.close()
        said = self._process.stderr.read()
        self._process.stderr.close()
        self._process.stdout.close()
        self._process.wait()
        return said

    def _read(self) -> None:
        for line in self._process.stdout:
            self._replies.put(line)
        self._replies.put("")


@contextmanager
def worker(folder: Path) -> Iterator[Worker]:
    made = Worker(folder)
    try:
        yield made
    finally:
        said = made.end()
    assert said == ""


def share(folder: Path, number: int) -> list[tuple[str, int, dict]]:
    """Every so many-th variant, through one process."""
    with worker(folder / str(number)) as asked:
        told = []
        for variant in range(number, VARIANTS, PROCESSES):
            kind, seed = KINDS[variant % len(KINDS)], variant // len(KINDS)
            told.append((kind, seed, asked.ask(kind, seed)))
    return told


def test_whatever_is_damaged_ends_in_a_picture_or_a_sentence(tmp_path: Path) -> None:
    """No crash, no hang, no hunger, no word beside; in both languages, naming the file."""
    with ThreadPoolExecutor(PROCESSES) as pool:
        shares = pool.map(share, [tmp_path] * PROCESSES, range(PROCESSES))
        told = [each for part in shares for each in part]
    assert len(told) == VARIANTS >= 1300
    sentences = [Sentences.load(HOME / "resources" / "sentences", each) for each in ("vi", "en")]
    kept = 0
    for kind, seed, reply in told:
        about = f"{kind!r}, {seed}: {reply}"
        assert reply["took_s"] < LIMIT_S, about
        assert reply["peak_kb"] < LIMIT_KB, about
        if not reply["code"]:
            kept += 1
            continue
        assert reply["code"].startswith("picture."), about
        assert reply["values"]["file"], about
        for each in sentences:
            assert reply["code"] in each.table, about
            assert "…" not in each.say(reply["code"], reply["values"]), about
    # Some damage is in words or in the last line of pixels: neither all nor none are refused.
    assert 0.05 * VARIANTS < kept < 0.8 * VARIANTS
