# SPDX-License-Identifier: GPL-3.0-or-later
"""A real process types into the store and is killed at random moments: nothing saved is lost."""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from editor.model.picture import Sha256
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.database import Database
from tests.machines import typist

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("STET_KILLS", "200"))
MOST_LINES = 14
"""A typist is killed after at most so many commits; the earliest before the store is open."""
LONGEST_S = 0.04
"""... and so long after the last of them."""
CHECK_EVERY = 2
"""In between the next typist opens what the killed one left."""
HASH = re.compile("[0-9a-f]{64}")


class Room:
    """A store, its typists, and what they have said that they saved."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.draw = random.Random(seed)
        self.saved: dict[int, tuple[int, int]] = {}
        self.pictures: set[str] = set()
        self.whole: set[Path] = set()
        self.commits = 0
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.machines.typist", str(folder)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            bufsize=1,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def kill_one(self, seed: int) -> None:
        """Let a typist work for a moment, kill it, and note what it had said."""
        print(seed, file=self.process.stdin, flush=True)
        _, (number,) = self._heard()
        for _ in range(self.draw.randrange(MOST_LINES)):
            self._note(*self._heard())
        time.sleep(self.draw.uniform(0, LONGEST_S))
        os.kill(int(number), signal.SIGKILL)
        while (heard := self._heard())[0] != "dead":
            self._note(*heard)
        assert heard == ("dead", [str(-signal.SIGKILL)]), "it must not end in any other way"

    def _heard(self) -> tuple[str, list[str]]:
        kind, *told = self.process.stdout.readline().split()
        return kind, told

    def _note(self, kind: str, told: list[str]) -> None:
        assert kind in {"saved", "picture"}, "the typist ended by itself"
        self.commits += 1
        if kind == "saved":
            story, seed, step = map(int, told)
            self.saved[story] = (seed, step)
        else:
            self.pictures.update(told)

    def check(self) -> None:
        """Open what was left: whole, with all that was saved."""
        database = Database.open(self.folder)
        try:
            assert database.recovered == ""
            with database.read() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            articles = Articles(database)
            for story, (seed, step) in self.saved.items():
                self._check_story(articles, story, seed, step)
            self._check_pictures(articles)
        finally:
            database.close()

    def _check_story(self, articles: Articles, story: int, seed: int, step: int) -> None:
        stands = articles.get(typist.article_id(story))
        # The commit that was under way may have made it without being told.
        found = tuple(map(int, stands.body.split("\n")[0].split()))
        assert found >= (seed, step)
        assert stands.body == typist.body(*found)

    def _check_pictures(self, articles: Articles) -> None:
        vault = Vault(self.folder / "pictures")
        for sha256 in self.pictures | articles.placed():
            assert articles.picture(Sha256(sha256)) is not None
            assert vault.has(Sha256(sha256))
        for path in (self.folder / "pictures").rglob("*"):
            if path.is_file() and HASH.fullmatch(path.name) and path not in self.whole:
                found = hashlib.sha256(path.read_bytes()).hexdigest()
                assert found == path.name, "a picture half there"
                self.whole.add(path)

    def end(self) -> None:
        """Let the last process go."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.timeout(1200)
def test_nothing_saved_is_lost_however_often_the_typist_is_killed(tmp_path):
    """Two hundred kills: the store opens, is sound, and has every commit and every picture."""
    seed = int(os.environ.get("STET_SEED", str(time.time_ns() % 1_000_000)))
    print(f"STET_SEED={seed}")
    room = Room(tmp_path / "store", seed)
    try:
        for turn in range(1, KILLS + 1):
            room.kill_one(seed + turn)
            if turn % CHECK_EVERY == 0 or turn == KILLS:
                room.check()
    finally:
        room.end()
    assert room.commits > KILLS, "the typists did hardly type"
