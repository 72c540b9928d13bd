# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault of a real line, by its name: nothing is lost, and nothing is done twice."""

import io
import shutil
import sqlite3
import ssl
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy

from editor.cms.reference import Reference
from editor.desk import Desk
from editor.errors import EditorError
from editor.model.article import place
from editor.model.operation import Entity
from editor.model.picture import Picture
from editor.model.rows import Line, StoryFilter
from editor.model.workflow import Role, State
from editor.store.database import Database
from tests.builders import an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive, answering
from tests.machines import proxy as harms
from tests.machines.proxy import between

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_ALL = StoryFilter(states=tuple(State))
STALL_S = 0.4
BIG_BYTES = 9 * 1024 * 1024
"""More than one piece of an upload."""


class Scene:
    """A laptop, a proxy and a server, all real."""

    def __init__(self, folder: Path) -> None:
        self.now = HOUSE_TIME
        self.archive = an_archive(folder / "server", clock=lambda: self.now)
        self.token = self.archive.tokens.make("Lan", "laptop", Role.ADMIN)
        self.desk = Desk.open(folder / "laptop", resources=RESOURCES, clock=lambda: self.now)

    def connect(self, address: str, stall_s: float = 30.0) -> None:
        self.desk.use_site(Reference(address, self.token, stall_s=stall_s))

    def turn(self):
        self.now += timedelta(minutes=40)
        return self.desk.sync.once()

    def until_sent(self) -> None:
        for _ in range(6):
            if self.turn().waiting == 0:
                break
        assert self.desk.outbox.rows() == []

    def check(self) -> None:
        """Both have the same, once."""
        for row in self.desk.articles.rows(_ALL):
            here, there = self.desk.articles.get(row.id), self._there(row.id)
            assert there.doc["headline"] == here.headline
            assert there.doc["body"] == here.body
        twice = "SELECT op_id FROM revision GROUP BY op_id HAVING count(*) > 1"
        with sqlite3.connect(self.archive.folder / "archive.sqlite") as file:
            assert file.execute(twice).fetchall() == []
        file.close()

    def _there(self, article_id: str):
        found = self.archive.fetch(Entity.ARTICLE, article_id)
        assert found is not None
        return found

    def close(self) -> None:
        self.desk.close()
        self.archive.close()


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path)
    yield made
    made.close()


@pytest.fixture
def way(scene):
    with answering(an_app(scene.archive)) as address, between(address) as found:
        scene.connect(found.address)
        scene.desk.articles.save(an_article(1), origin="test", reason="command")
        scene.turn()
        yield found


def _suffer(scene, way, *harm, method="PATCH") -> None:
    """Change a story while the line does harm, then let the line be well."""
    before = scene.desk.mirror.cursor()
    scene.desk.articles.save(an_article(1, headline="Khác"), origin="test", reason="command")
    way.harm(method, *harm)
    status = scene.turn()
    assert way.done == [each.__name__ for each in harm], "the harm was not done"
    assert scene.desk.articles.get(an_article(1).id).headline == "Khác"
    assert status.waiting + status.needs_you <= 1
    assert scene.desk.mirror.cursor() >= before or status.line is Line.ONLINE
    scene.until_sent()
    scene.check()


def _keys(way) -> list[str]:
    return [each.headers["Idempotency-Key"] for each in way.writes() if each.method == "PATCH"]


@pytest.mark.parametrize(
    "harm",
    [
        harms.reply_lost_after_commit,
        harms.reset_inside_the_body,
        harms.cut_and_closed,
        harms.corrupted,
        harms.bad_gzip,
    ],
    ids=lambda each: each.__name__,
)
def test_fault_reply_lost_after_commit(scene, way, harm):
    """The same key comes again, and has no second effect."""
    _suffer(scene, way, harm)
    first, second = _keys(way)
    assert first == second
    assert scene.archive.fetch(Entity.ARTICLE, an_article(1).id).rev == 2


@pytest.mark.parametrize(
    "harm",
    [harms.reset_before_the_body, harms.reset_inside_the_body, harms.reset_after_the_body],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_fault_reset(scene, way, harm, method):
    """Before, inside and after the body, of a question and of a write."""
    _suffer(scene, way, *([harm] * (1 if method == "PATCH" else 2)), method=method)


def test_fault_delivered_twice(scene, way):
    _suffer(scene, way, harms.twice)
    assert scene.archive.fetch(Entity.ARTICLE, an_article(1).id).rev == 2


def test_fault_delivered_late(scene, way):
    """A write that everybody gave up arrives after its repeat: a zombie, without an effect."""
    _suffer(scene, way, harms.reset_before_the_body)
    zombie = way.writes()[-1]
    scene.desk.articles.save(an_article(1, headline="Neu"), origin="test", reason="command")
    scene.until_sent()
    with between(f"http://{way.host}:{way.port}") as other:
        del other
        answer = harms.Way.upstream(_Bare(way), zombie)
    assert dict(answer.headers).get("idempotent-replay") == "1"
    assert scene.archive.fetch(Entity.ARTICLE, an_article(1).id).doc["headline"] == "Neu"


class _Bare:
    def __init__(self, server):
        self.server = server


@pytest.mark.parametrize(
    "harm",
    [harms.cut_and_closed, harms.corrupted, harms.bad_gzip, harms.wrong_length],
    ids=lambda each: each.__name__,
)
def test_fault_truncated_and_corrupted_body(scene, way, harm):
    """Of a page of the feed: it is not believed, and asked for again."""
    _suffer(scene, way, harm, method="GET")


@pytest.mark.parametrize(
    "harm",
    [harms.login_page, harms.login_elsewhere, harms.too_large_by_nginx, harms.bad_gateway],
    ids=lambda each: each.__name__,
)
@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_fault_captive_portal(scene, way, harm, method):
    """A page of somebody else is a line that is down, whatever was asked."""
    _suffer(scene, way, harm, method=method)


@pytest.mark.parametrize(
    "harm", [harms.slow_down, harms.slow_down_without_a_word], ids=lambda each: each.__name__
)
def test_fault_429(scene, way, harm):
    """Waited for as long as it says, or a while; never at once."""
    _suffer(scene, way, harm)


def test_fault_slow_drip(scene, way):
    """A line that moves is never cut, however long the whole takes."""
    scene.connect(way.address, stall_s=STALL_S)
    _suffer(scene, way, harms.slow_drip, method="GET")
    assert scene.desk.sync.status.line is Line.ONLINE


def test_fault_half_open_socket(scene, way):
    """Silence ends, and the same is said again."""
    scene.connect(way.address, stall_s=STALL_S)
    _suffer(scene, way, harms.half_open)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    "harm",
    [
        harms.reset_before_the_body,
        harms.reply_lost_after_commit,
        harms.cut_and_closed,
        harms.login_page,
    ],
    ids=lambda each: each.__name__,
)
def test_property_16_an_upload_that_breaks_off(scene, way, method, harm):
    """At its beginning, at a piece, after it: the same bytes arrive, at most a piece anew."""
    data = b"\xff\xd8\xff\xe0" + bytes(BIG_BYTES)
    sha256 = _take_in(scene, data)
    way.heard.clear()
    way.harm(method, harm)
    scene.until_sent()
    assert scene.archive.vault.verify(sha256)
    sent = sum(len(each.body) for each in way.writes() if each.path.startswith("/v1/uploads"))
    assert sent <= BIG_BYTES + 8 * 1024 * 1024 + 1000
    names = {path.name for path in scene.archive.vault.folder.glob("*/*")}
    assert names == {sha256}


def _take_in(scene, data: bytes) -> str:

    sha256 = scene.desk.vault.put(io.BytesIO(data))
    picture = Picture(sha256, "big.jpg", len(data), "image/jpeg", 10, 10)
    scene.desk.articles.save_picture(picture, origin="test")
    story = place(an_article(1), picture)
    scene.desk.articles.save(story, origin="test", reason="command")
    return sha256


def test_fault_server_replaced_by_an_empty_one(scene, way, tmp_path):
    """Under the same address answers another house: nothing is deleted, and nothing sent to it."""
    empty = an_archive(tmp_path / "empty")
    empty.tokens.accept_bootstrap(scene.token)
    with answering(an_app(empty)) as address:
        known = scene.desk.mirror.server_id()
        scene.desk.use_site(Reference(address, scene.token, server_id=known))
        status = scene.turn()
        assert (status.line, status.error) == (Line.REFUSED, "line.other_server")
        assert scene.desk.articles.find(an_article(1).id) is not None
        assert empty.newest() == 0
    empty.close()


def test_fault_dns(scene):
    """A name that nobody knows is a line that is down."""
    scene.connect("https://no-such-host.invalid")
    status = scene.turn()
    assert (status.line, status.error) == (Line.OFFLINE, "line.down")


def test_fault_ipv6_first(scene):
    """The name leads to ::1 too, where nobody is: the other address is taken."""
    with answering(an_app(scene.archive)) as address:
        scene.connect(address.replace("127.0.0.1", "localhost"))
        scene.desk.articles.save(an_article(1), origin="test")
        scene.until_sent()
        scene.check()


def test_fault_asleep_for_days(scene, way):
    """A line that slept is made anew."""
    scene.now += timedelta(days=9)
    _suffer(scene, way, harms.reset_before_the_body, method="GET")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates")
@pytest.mark.parametrize("name", ["127.0.0.1", "elsewhere.example"])
def test_fault_certificate(scene, tmp_path, name):
    """Self-signed, as that of a proxy that looks into lines: not our server, and told nothing."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-nodes", "-keyout", str(key), "-out", str(certificate), "-subj", f"/CN={name}"]
    subprocess.run([*made, *files, "-days", "1"], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with answering(an_app(scene.archive)) as address, between(address, tls) as way:
        scene.connect(way.address)
        scene.desk.articles.save(an_article(1), origin="test")
        status = scene.turn()
        assert (status.line, status.error) == (Line.OFFLINE, "line.not_our_server")
        assert way.heard == []
        assert status.waiting == 1


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY]
)
def test_fault_of_the_disk_at_each_statement(tmp_path, code):
    """Whichever statement of a save the disk refuses: the old version stands, and it is told."""
    desk = Desk.open(tmp_path, resources=RESOURCES)
    stood = desk.articles.save(an_article(1), origin="test", reason="command")
    left = 0

    def refuse(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            error = sqlite3.OperationalError("the disk")
            error.sqlite_errorcode = code
            raise error

    engine = desk.database._writer
    for statement in ("begin", "before_cursor_execute", "commit"):
        sqlalchemy.event.listen(engine, statement, refuse)
    for number in range(100):
        left = number
        try:
            desk.articles.save(replace(stood, headline="Khác"), origin="test", reason="command")
        except EditorError as error:
            assert error.code.startswith("store."), error  # noqa: PT017
            assert desk.articles.get(stood.id) == stood
            assert [each.number for each in desk.history.versions(stood.id)] == [1]
        else:
            break
    assert number > 5
    assert desk.articles.get(stood.id).headline == "Khác"
    desk.close()


@pytest.mark.parametrize("part", range(5))
def test_fault_power_cut(tmp_path, part):
    """Every commit is on the disk before it is told: what a cut leaves of the next is undone."""
    folder, left = tmp_path / "store", tmp_path / "left"
    desk = Desk.open(folder, resources=RESOURCES)
    with desk.database.write("test") as writing:
        level = writing.connection.exec_driver_sql("PRAGMA synchronous").scalar()
    assert level == 2, "a commit must reach the disk"
    desk.articles.save(an_article(1, headline="Một"), origin="test", reason="command")
    log = folder / "stet.db-wal"
    told_bytes = log.stat().st_size
    desk.articles.save(an_article(1, headline="Hai"), origin="test", reason="command")
    grown_bytes = log.stat().st_size - told_bytes
    shutil.copytree(folder, left)
    desk.close()
    with (left / "stet.db-wal").open("r+b") as file:
        file.truncate(told_bytes + grown_bytes * part // 5)
    (left / "lock").unlink()
    database = Database.open(left)
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        row = connection.exec_driver_sql("SELECT headline FROM story").scalar()
    database.close()
    assert row == "Một"


def test_a_turn_of_the_scene_changes_nothing_by_itself(scene, way):
    """The proxy carries things there and back."""
    story = replace(an_article(1), headline="Ba")
    scene.desk.articles.save(story, origin="test", reason="command")
    scene.until_sent()
    scene.check()
    assert way.done == []
