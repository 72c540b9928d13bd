# SPDX-License-Identifier: GPL-3.0-or-later
"""Three real processes on one PostgreSQL and one bucket are one newsroom, also when one is lost."""

import base64
import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from editor.cms.reference import Reference
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.server.archive import Archive
from editor.server.crew import Crew
from tests.builders import PROFILE
from tests.contracts.operations import an_operation, create_article, done
from tests.editor.server.test_database import MAIN, _editions
from tests.editor.server.test_media import bucket, endpoint  # noqa: F401  # fixtures
from tests.editor.server.test_uploads import TUS

PATIENCE_S = 60
COUNT = 3
DATA = b"\x89PNG\r\n\x1a\n" + random.Random(7).randbytes(600_000)
SHA256 = hashlib.sha256(DATA).hexdigest()
pytestmark = pytest.mark.of_files


class Newsroom:
    """Three processes, what they keep, and a token for them."""

    def __init__(self, folder: Path, database: str, media: str, port: int) -> None:
        self.archive = Archive(folder / "data", PROFILE, database=database, media=media)
        self.token = self.archive.tokens.make("Lan", "laptop", Role.ADMIN)
        self.addresses = [f"http://127.0.0.1:{port + each}" for each in range(COUNT)]
        words = ["--store", folder / "store", "serve", "--data", folder / "data", "--media", media]
        more = ["--database", database, "--processes", str(COUNT), "--port", str(port)]
        self.process = subprocess.Popen(
            [sys.executable, MAIN, *words, *more],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def until_up(self, number: int) -> None:
        _until(lambda: _answers(self.addresses[number]))

    def close(self) -> None:
        self.process.terminate()
        assert self.process.wait() == 0
        assert not any(_answers(each) for each in self.addresses)
        self.archive.close()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/v1/health", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _until(is_so) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _free_ports() -> int:
    """The first of some ports in a row that nobody listens on."""
    while True:
        first = random.SystemRandom().randrange(20_000, 32_000)
        with ExitStack() as stack:
            try:
                for each in range(COUNT):
                    free = socket.create_server(("127.0.0.1", first + each))
                    stack.enter_context(closing(free))
            except OSError:
                continue
            return first


@pytest.fixture
def newsroom(tmp_path, a_postgres, bucket):  # noqa: F811  # the fixture
    newsroom = Newsroom(tmp_path, a_postgres.database(), bucket, _free_ports())
    for each in range(COUNT):
        newsroom.until_up(each)
    yield newsroom
    newsroom.close()


def test_three_processes_are_one_newsroom(newsroom):
    with ExitStack() as stack:
        sites = [
            stack.enter_context(closing(Reference(each, newsroom.token)))
            for each in newsroom.addresses
        ]
        ask = [
            stack.enter_context(
                httpx.Client(
                    base_url=each,
                    trust_env=False,
                    headers={"Authorization": f"Bearer {newsroom.token}"},
                )
            )
            for each in newsroom.addresses
        ]
        _one_writes_and_the_others_hear(sites)
        _a_page_that_one_keeps_is_new_when_another_publishes(sites, ask)
        _a_picture_is_sent_in_pieces_to_all_and_read_from_the_bucket(ask)
        _a_story_goes_public_once_although_a_process_is_lost(newsroom, sites)


def _one_writes_and_the_others_hear(sites) -> None:
    cursors = [each.changes("").cursor for each in sites]
    assert len({*cursors}) == 1
    heard = [None] * COUNT

    def wait(number: int) -> None:
        heard[number] = sites[number].changes(cursors[number], wait_s=20)

    threads = [threading.Thread(target=wait, args=(each,)) for each in (1, 2)]
    began_s = time.monotonic()
    for each in threads:
        each.start()
    story = done(sites[0], create_article(number=1))
    for each in threads:
        each.join()
    assert time.monotonic() - began_s < 19
    for page in heard[1:]:
        assert [each.entity_id for each in page.changes] == [story.entity_id]


def _a_page_that_one_keeps_is_new_when_another_publishes(sites, ask) -> None:
    story = done(sites[0], create_article(number=2))
    for number in range(4):
        kind = {"act": "publish" if not number else "update", "reason": "", "edition": ""}
        if number:
            patch = (OpKind.PATCH, Entity.ARTICLE, story.entity_id, {"headline": f"Bản {number}"})
            story = done(sites[number % COUNT], an_operation(*patch, story.etag))
        act = (OpKind.ACT, Entity.ARTICLE, story.entity_id, kind, story.etag)
        story = done(sites[number % COUNT], an_operation(*act))
        address = "/" + story.address.rsplit("/", 1)[1]
        pages = [each.get(address) for each in ask]
        assert {each.status_code for each in pages} == {200}
        assert len({each.headers["etag"] for each in pages}) == 1
        assert not number or f"Bản {number}" in pages[2].text


def _a_picture_is_sent_in_pieces_to_all_and_read_from_the_bucket(ask) -> None:
    name = base64.b64encode(SHA256.encode()).decode()
    told = {"Upload-Length": str(len(DATA)), "Upload-Metadata": f"sha256 {name},filename"}
    begun = ask[0].post("/v1/uploads", headers={**TUS, **told})
    assert begun.status_code == 201
    place, piece = begun.headers["location"], len(DATA) // COUNT + 1
    for number, offset in enumerate(range(0, len(DATA), piece), start=1):
        at = ask[number % COUNT].head(place, headers=TUS)
        assert int(at.headers["upload-offset"]) == offset
        told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
        sent = ask[number % COUNT].patch(
            place, content=DATA[offset : offset + piece], headers={**TUS, **told}
        )
        assert sent.status_code == 204, sent.text
    for each in ask:
        assert each.get(f"/v1/blobs/{SHA256}").content == DATA


def _a_story_goes_public_once_although_a_process_is_lost(newsroom, sites) -> None:
    cursor = sites[0].changes("").cursor
    lost = _child_at(newsroom, 1)
    planned = []
    for number in (11, 12, 13):
        story = done(sites[0], create_article(number=number))
        now = datetime.fromisoformat(sites[0].hello().time)
        payload = {"act": "publish", "reason": "", "edition": ""}
        payload["at"] = (now + timedelta(seconds=2)).isoformat()
        about = (OpKind.ACT, Entity.ARTICLE, story.entity_id, payload, story.etag)
        planned.append(done(sites[2], an_operation(*about)).entity_id)
    os.kill(lost, signal.SIGKILL)
    _until(lambda: all(sites[0].fetch(Entity.ARTICLE, each).address for each in planned))
    assert {_editions(newsroom.archive, each) for each in planned} == {1}
    # It comes back by itself, where it was, and has missed nothing.
    _until(lambda: _child_at(newsroom, 1) not in (0, lost))
    newsroom.until_up(1)
    seen = {each.entity_id for each in sites[1].changes(cursor).changes}
    assert {*planned} <= seen


def _child_at(newsroom, number: int) -> int:
    """The process that serves one of the ports; 0: none does."""
    port = newsroom.addresses[number].rsplit(":", 1)[1]
    children = Path(f"/proc/{newsroom.process.pid}/task/{newsroom.process.pid}/children")
    for pid in children.read_text().split():
        if Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[-2] == port.encode():
            return int(pid)
    return 0


def test_one_that_cannot_begin_ends_all():
    began_s = time.monotonic()
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    crew = Crew([sleep, [sys.executable, "-c", "raise SystemExit(3)"]])
    assert crew.run(threading.Event()) == 3
    assert time.monotonic() - began_s < 50


def test_ports_in_a_row_need_a_first_one(tmp_path):
    words = ["--store", tmp_path / "store", "serve", "--data", tmp_path, "--processes", "2"]
    told = subprocess.run(
        [sys.executable, MAIN, *words], check=False, capture_output=True, text=True
    )
    assert told.returncode
    assert "--port" in told.stderr
