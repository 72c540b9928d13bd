# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is down, wrong, slow, dead in the middle, or asked for much: nothing is lost."""

import json
import re
import signal
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from editor.builtin import Builtin, listen, port_of
from editor.cms.reference import Reference
from editor.desk import Desk
from editor.fieldwork import new_id, site_code
from editor.model.article import Article, Author, place
from editor.model.rows import Line, OpState
from editor.model.workflow import Act, Wish
from tests.editor.cms.liars import SILENT, lying, reply
from tests.forked import python
from tests.trouble import HOME, LANGUAGES, SENTENCES, Stet, a_photo, is_clear, is_of

LOGIN = reply(200, b"<html><form>Wi-Fi of the hotel</form></html>", "", "text/html")
LIES = {
    "a login page": (LOGIN, "line.not_our_server"),
    "a login page elsewhere": (reply(302, b"", "Location: /login\r\n"), "line.not_our_server"),
    "JSON of somebody else": (reply(200, {"ok": True}, ""), "line.not_our_server"),
    "not HTTP at all": (b"SSH-2.0-OpenSSH_9.2\r\n", "line.down"),
    "a fault": (reply(500, {}), "line.failed"),
    "too busy": (reply(503, {}, "Retry-After: 7\r\n"), "line.busy"),
    "silence": (SILENT, "line.timeout"),
    "a refused token": (reply(401, {"code": "signed_out"}), "line.signed_out"),
    "another version": (reply(200, {"api": 99}), "line.other_version"),
}
ASKS_A_PERSON = {"line.signed_out", "line.other_version"}


@pytest.fixture
def stet(tmp_path):
    return Stet(tmp_path / "store")


@pytest.fixture
def desk(tmp_path):
    found = Desk.open(tmp_path / "laptop", resources=HOME / "resources")
    yield found
    found.close()


@pytest.mark.parametrize("answer", LIES, ids=str)
def test_a_server_that_is_not_well(desk, answer):
    """Everything is kept, the reason is said in both languages, and the next turn sends it."""
    said, code = LIES[answer]
    desk.articles.save(_story(), origin="test")
    with lying(*[said] * 3) as liar:
        desk.use_site(Reference(liar.address, "t", stall_s=0.5))
        status = desk.sync.once()
    assert (status.error, status.waiting) == (code, 1)
    for spoken in SENTENCES.values():
        assert is_clear(spoken.say(status.error, status.values))
    assert status.line is (Line.REFUSED if code in ASKS_A_PERSON else Line.OFFLINE)
    assert [each.state for each in desk.outbox.rows()] == [OpState.PENDING]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_by_command(stet, language):
    """Down is the normal case and no failure; what only a person can mend is one."""
    story = stet.new("headline=Chợ nổi")
    settings = stet.store / "settings.toml"
    settings.write_text('site_address = "http://127.0.0.1:9"')
    said = stet("sync", language=language, STET_TOKEN="t")
    assert (said.code, said.complaints) == (0, [])
    assert is_of(said.text, "line.down", language)
    assert (
        SENTENCES[language].table["line.down"]
        in stet("site", "status", language=language, STET_TOKEN="t").text
    )
    with lying(LIES["a refused token"][0]) as liar:
        settings.write_text(f'site_address = "{liar.address}"')
        stet.refused("line.signed_out", "sync", language=language, STET_TOKEN="t")
    for address, code in (
        ("khong phai dia chi", "line.bad_address"),
        ("http://news.example.org", "line.not_safe"),
    ):
        settings.write_text(f'site_address = "{address}"')
        stet.refused(code, "sync", language=language)
    settings.unlink()
    assert story in stet.done("list")
    assert "; 0 " in stet.done("sync")


def test_every_answer_of_the_server_has_a_sentence():
    """Each code that the rules and the endpoints refuse with, in both languages."""
    found = set()
    for folder in ("cms", "server"):
        for path in (HOME / "editor" / folder).rglob("*.py"):
            found |= set(re.findall(r'"(site\.[a-z_]+)"', path.read_text("utf-8")))
    assert len(found) > 15
    for spoken in SENTENCES.values():
        assert {each for each in found if each not in spoken.table} == set()
        for code in found:
            # What waits in the outbox keeps the code alone: its sentence stands without values.
            assert is_clear(spoken.say(site_code(code))), code


def test_two_megabytes_of_copy_and_a_headline_of_ten_thousand_letters(stet, tmp_path):
    """Saved, found, checked, and published whole."""
    story = stet.new("category=doi-song", "authors=Hạ Sim")
    (tmp_path / "long.md").write_text("Ghe về bến sáng nay. " * 80_000 + "\n\nHết.", "utf-8")
    stet.done("body", story, str(tmp_path / "long.md"))
    headline = ("Chợ nổi họp lại " * 700)[:10_000].strip()
    stet.done("set", story, f"headline={headline}")
    assert story in stet.done("list", "--search", "ben sang")
    codes = {each["code"] for each in json.loads(stet.done("--json", "check", story))}
    assert codes == {"checks.copy_long", "checks.headline_long"}
    for code in codes:
        assert is_clear(SENTENCES["vi"].say(code, {"count": 1, "limit": 1, "length": 1}))
    with _builtin(stet.store.parent, executable=python()) as server:
        site = Reference(server.address, server.token)
        desk = Desk.open(stet.store, resources=HOME / "resources", site=site)
        try:
            desk.acts.perform(story, Wish(Act.PUBLISH), profile=desk.profile, origin="test")
            assert desk.sync.once().waiting == 0, desk.outbox.rows()
            address = desk.mirror.remote_address(story)
        finally:
            desk.close()
        html = _read(address).decode()
    assert len(address) < 200
    assert headline in html
    assert html.count("Ghe về bến sáng nay.") >= 80_000


def test_the_server_is_killed_while_a_story_goes_out(tmp_path, desk):
    """It comes back at the same address: the story is public once, with all of its pictures."""
    with _builtin(tmp_path) as server:
        desk.use_site(Reference(server.address, server.token, stall_s=5))
        story = _story()
        for number in range(6):
            picture = desk.intake.take_bytes(a_photo(number), f"ghe-{number}.jpg")
            desk.articles.save_picture(picture, origin="test")
            story = place(story, picture)
        desk.articles.save(story, origin="test")
        desk.outbox.queue_act(story.id, Wish(Act.PUBLISH), origin="test")
        port, token = port_of(server.address), server.token
        unlisten = desk.sync.listen(lambda status: status.is_sending and server.kill())
        assert desk.sync.once().line is Line.OFFLINE
        assert desk.sync.status.waiting
        unlisten()
    with _builtin(tmp_path, port, token) as server:
        desk.use_site(Reference(server.address, server.token))
        for row in desk.outbox.rows():
            desk.outbox.retry(row.op_id)
        assert desk.sync.once().waiting == 0, desk.outbox.rows()
        address = desk.mirror.remote_address(story.id)
        html = _read(address).decode()
        assert _read(f"{server.address}/").decode().count(address.rpartition("/")[2]) >= 1
        for placement in story.placements:
            found = re.search(rf'/media/{placement.sha256}/[^" ]+', html)
            assert found is None or _read(server.address + found.group())
    assert story.headline in html


class _Server(Builtin):
    """A server process that can be killed, and come back as the same."""

    address = ""

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()


@contextmanager
def _builtin(
    folder: Path, port: int = 0, token: str = "", executable: str = sys.executable
) -> Iterator[_Server]:
    store = ["--store", str(folder / "server-store")]
    command = [executable, str(HOME / "main.py"), *store, "serve", "--builtin"]
    server = _Server([*command, "--data", str(folder / "server")], folder / "server.log")
    server.token = token or server.token
    with listen(port) as listening:
        server.address = server.start(listening)
        try:
            yield server
        finally:
            server.stop()


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as page:
        return page.read()


def _story() -> Article:
    return Article(
        id=new_id(),
        headline="Chợ nổi họp lại",
        body="Sáng nay ghe đã về bến.",
        authors=(Author(person="Hạ Sim"),),
        category="doi-song",
    )
