# SPDX-License-Identifier: GPL-3.0-or-later
"""A real laptop syncs with a real server, and either is killed at any moment: nothing is lost."""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from editor.cms.reference import Reference
from editor.desk import Desk
from editor.model.operation import Entity
from editor.wire import article_to_doc
from tests.machines import forge, typist

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("STET_KILLS_OF_BOTH", "200"))
MOST_LINES = 8
LONGEST_S = 0.04
CHECK_EVERY = 10
TURNS = 60


class Houses:
    """A laptop, a server, and what the laptop has said that it saved."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.draw = random.Random(seed)
        self.seed = seed
        self.saved: dict[int, tuple[int, int]] = {}
        self.said = 0
        self.living: dict[str, int] = {}
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.machines.forge", str(folder), str(self.port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            bufsize=1,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def start(self, what: str, seed: int = 0) -> None:
        print(what, seed, file=self.process.stdin, flush=True)
        self._until(what)
        if what == "server":
            self._until("ready")

    def kill(self, what: str) -> None:
        number = self.living.pop(what)
        os.kill(number, signal.SIGKILL)
        print("wait", number, file=self.process.stdin, flush=True)
        told = self._until("dead")
        assert told == [str(number), str(-signal.SIGKILL)], "it must not end in any other way"

    def work(self) -> None:
        """Let the laptop work for a moment."""
        for _ in range(self.draw.randrange(MOST_LINES)):
            self._note(*self._heard())
        time.sleep(self.draw.uniform(0, LONGEST_S))

    def _until(self, wanted: str) -> list[str]:
        while True:
            kind, told = self._heard()
            self._note(kind, told)
            if kind == wanted:
                return told

    def _heard(self) -> tuple[str, list[str]]:
        line = self.process.stdout.readline()
        assert line, "the forge is gone"
        kind, *told = line.split()
        assert kind != "failed", f"{told} ended by itself"
        return kind, told

    def _note(self, kind: str, told: list[str]) -> None:
        if kind == "saved":
            story, seed, step = map(int, told)
            self.saved[story] = (seed, step)
            self.said += 1
        elif kind in {"server", "laptop"}:
            self.living[kind] = int(told[0])

    def check_laptop(self) -> None:
        """Open what was left: whole, with all that was saved."""
        desk = self._desk()
        try:
            assert desk.recovered == ()
            with desk.database.read() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            for story, wanted in self.saved.items():
                body = desk.articles.get(typist.article_id(story)).body
                found = tuple(map(int, body.split("\n")[0].split()))
                assert found >= wanted
                assert body == typist.body(*found)
        finally:
            desk.close()

    def check_server(self) -> None:
        """Killed, its archive is whole: every change has its link, every key had one effect."""
        with closing(sqlite3.connect(self.folder / "server" / "archive.sqlite")) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (seqs,) = file.execute("SELECT count(*) FROM log").fetchone()
            assert file.execute("SELECT n FROM counter").fetchone() == (seqs,)
            twice = "SELECT op_id FROM revision GROUP BY op_id HAVING count(*) > 1"
            assert file.execute(twice).fetchall() == []
            names = "SELECT name FROM edition GROUP BY article_id, name HAVING count(*) > 1"
            assert file.execute(names).fetchall() == []

    def check_agreement(self) -> None:
        """Both alive: everything is sent, and both have the same."""
        site = Reference(f"http://127.0.0.1:{self.port}", forge.TOKEN)
        desk = self._desk()
        desk.use_site(site)
        try:
            for _ in range(TURNS):
                desk.sync.once()
                if not desk.outbox.waiting():
                    break
            assert desk.outbox.waiting() == 0, desk.sync.status
            for story in self.saved:
                article = desk.articles.get(typist.article_id(story))
                there = site.fetch(Entity.ARTICLE, article.id)
                assert {**there.doc} == article_to_doc(article)
                for placement in article.placements:
                    assert desk.vault.verify(placement.sha256)
                    assert site.missing([placement.sha256]) == set()
        finally:
            desk.close()

    def _desk(self) -> Desk:
        folder = self.folder / "laptop"
        return Desk.open(folder, resources=forge.RESOURCES, clock=forge.hasty)

    def end(self) -> None:
        """Let all processes go."""
        for what in tuple(self.living):
            self.kill(what)
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.timeout(1200)
def test_nothing_is_lost_however_often_laptop_and_server_are_killed(tmp_path):
    """At each kill the one, the other, or both: all saved words stand, nothing happened twice."""
    seed = int(os.environ.get("STET_SEED", str(time.time_ns() % 1_000_000)))
    print(f"STET_SEED={seed}")
    houses = Houses(tmp_path, seed)
    try:
        houses.start("server")
        for turn in range(1, KILLS + 1):
            if "laptop" not in houses.living:
                houses.start("laptop", seed + turn)
            houses.work()
            for what in houses.draw.choice([["laptop"], ["server"], ["laptop", "server"]]):
                houses.kill(what)
            if "laptop" not in houses.living and turn % CHECK_EVERY == 0:
                houses.check_laptop()
            if "server" not in houses.living:
                if turn % CHECK_EVERY == 0:
                    houses.check_server()
                houses.start("server")
        if "laptop" in houses.living:
            houses.kill("laptop")
        houses.check_laptop()
        houses.check_agreement()
        houses.kill("server")
        houses.check_server()
    finally:
        houses.end()
    assert houses.said > KILLS, "the laptop did hardly work"
