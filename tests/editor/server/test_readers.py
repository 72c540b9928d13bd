# SPDX-License-Identifier: GPL-3.0-or-later
"""A server for readers on a real streaming replica shows what reached it, and writes nothing."""

import hashlib
import time
from urllib.parse import urlsplit

import psycopg
import pytest
import sqlalchemy as sa

from editor import wire
from editor.errors import Offline, Refused
from editor.model.workflow import Role
from editor.pictures.renditions import Renditions
from editor.server import caching, tables
from editor.server.app import create_readers_app
from editor.server.archive import Archive
from editor.server.database import Database
from editor.server.readers import PublicSide
from tests.builders import PROFILE, a_picture, a_placement
from tests.contracts import postgres
from tests.contracts.houses import HOUSE_TIME, TEMPLATES, an_app
from tests.editor.server.test_directory import _publish
from tests.editor.server.test_kept import _act
from tests.editor.server.test_purges import GONE
from tests.editor.server.test_replies import DOC, Client, key
from tests.trouble import a_photo

PATIENCE_S = 30
pytestmark = pytest.mark.of_files
PHOTO = a_photo()
SHA256 = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture(scope="module")
def pair():
    """A PostgreSQL with a newsroom's database, and a hot standby that follows it."""
    with postgres.running() as main:
        address = main.database()
        name = urlsplit(address).path.strip("/")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE ROLE reader LOGIN")
            connection.execute("GRANT pg_read_all_data TO reader")
        with postgres.replica_of(main) as standby:
            yield address, main.address(name, "reader"), standby.address(name, "reader")


@pytest.fixture(scope="module")
def newsroom(pair, tmp_path_factory):
    archive = Archive(
        tmp_path_factory.mktemp("newsroom"), PROFILE, lambda: HOUSE_TIME, database=pair[0]
    )
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def side(pair, newsroom, tmp_path_factory):
    _until(lambda: _has_tables(pair[2]))
    side = PublicSide(
        tmp_path_factory.mktemp("readers"),
        PROFILE,
        lambda: HOUSE_TIME,
        database=pair[2],
        media=str(newsroom.folder / "blobs"),
    )
    yield side
    side.close()


@pytest.fixture(scope="module")
def call(newsroom):
    return Client(an_app(newsroom), newsroom.tokens.make("Lan", "laptop", Role.ADMIN))


@pytest.fixture(scope="module")
def read(side):
    """A reader, whose program sends a token all the same."""
    app = create_readers_app(side, Renditions(side.vault, side.folder / "sizes"), TEMPLATES)
    return Client(app, "nrt_whatever")


def _until(is_so):
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _has_tables(address):
    with psycopg.connect(address) as connection:
        told = "SELECT version_num FROM alembic_version, meta WHERE name = 'server_id'"
        try:
            return connection.execute(told).fetchone() == (tables.VERSION,)
        except psycopg.errors.UndefinedTable:
            return False


def _is_paused(connection):
    return connection.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() == ("paused",)


def _arrived(newsroom, side):
    _until(lambda: side.newest() == newsroom.newest())


def test_readers_of_the_replica_get_what_readers_of_the_main_one_get(newsroom, side, call, read):
    picture = wire.picture_to_doc(a_picture(sha256=SHA256, caption="Ghe về bến."))
    assert call("PUT", f"/v1/blobs/{SHA256}", content=PHOTO).status_code in (200, 201)
    new = key(9, **{"If-None-Match": "*"})
    assert call("PUT", f"/v1/pictures/{SHA256}", json=picture, headers=new).status_code == 201
    placed = wire.article_to_doc(_article_with(a_placement(a_picture(sha256=SHA256))))
    path, out = _publish(call, 1, placements=placed["placements"], body="![](a.jpg)\n\nChợ nổi.")
    _publish(call, 2)
    _arrived(newsroom, side)
    main = Client(an_app(newsroom), "")
    every = ["/", "/tin-so-1.html", "/tag/cho-noi/", "/author/ba-ba/", "/search?q=cho+noi"]
    every += [
        "/rss.xml",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/robots.txt",
        "/imprint",
        "/khong.html",
    ]
    for address in every:
        here, there = read("GET", address), main("GET", address)
        assert (here.status_code, here.text) == (there.status_code, there.text), address
        for name in ("etag", "cache-control", "vary", "cache-tag"):
            assert here.headers.get(name) == there.headers.get(name), (address, name)
    assert "tin-so-1.html" in read("GET", "/search?q=cho+noi").text
    (name, *_) = [
        each.rsplit("/", 1)[1].rstrip('"')
        for each in read("GET", "/tin-so-1.html").text.replace('"', '"\n').split("\n")
        if each.startswith(f"/media/{SHA256}/") and " " not in each
    ]
    size = read("GET", f"/media/{SHA256}/{name}")
    # A cache may ask again after it was purged, and before the take-down is here.
    holding = f"public, max-age=31536000, s-maxage={caching.PROMISED_S}, immutable"
    assert (size.status_code, size.headers["cache-control"]) == (200, holding)
    _act(call, path, out, 99, GONE)
    _arrived(newsroom, side)
    assert read("GET", "/tin-so-1.html").status_code == 410
    assert read("GET", f"/media/{SHA256}/{name}").status_code == 404


def _article_with(placement):
    from tests.builders import an_article

    return an_article(placements=(placement,))


def test_nothing_of_the_newsroom_is_there_and_nothing_can_be_written(side, read, call):
    for method, address in (
        ("GET", "/v1/server"),
        ("GET", "/v1/changes"),
        ("GET", "/v1/metrics"),
        ("GET", "/v1/openapi.json"),
        ("GET", f"/v1/articles/{DOC['id']}"),
        ("PUT", f"/v1/articles/{DOC['id']}"),
        ("POST", "/v1/uploads"),
        ("POST", "/v1/auth/token"),
    ):
        assert read(method, address).status_code == 404, address
    assert read("POST", "/").status_code == 405
    with pytest.raises(sa.exc.NotSupportedError, match="during recovery"):
        side.database.write(lambda connection: connection.execute(sa.delete(tables.edition)))


def test_it_shows_what_it_has_and_says_how_far_it_is_behind(pair, newsroom, side, call, read):
    owner = pair[2].replace("reader@", "stet@")
    _publish(call, 11)
    _arrived(newsroom, side)
    _until(lambda: read("GET", "/v1/health").json()["lag_s"] == 0)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        try:
            _until(lambda: _is_paused(connection))
            _publish(call, 12)
            _until(lambda: read("GET", "/v1/health").json()["lag_s"] > 0)
            told = read("GET", "/v1/health").json()
            assert told["feed_seq"] < newsroom.newest()
            assert read("GET", "/tin-so-11.html").status_code == 200
            assert read("GET", "/tin-so-12.html").status_code == 404
        finally:
            connection.execute("SELECT pg_wal_replay_resume()")
    _arrived(newsroom, side)
    assert read("GET", "/tin-so-12.html").status_code == 200
    assert "Tin số 12" in read("GET", "/").text


def test_a_role_that_may_only_read_is_enough_on_the_main_one_too(pair, newsroom, call, tmp_path):
    _publish(call, 21)
    side = PublicSide(tmp_path, PROFILE, lambda: HOUSE_TIME, database=pair[1])
    app = create_readers_app(side, Renditions(side.vault, tmp_path / "sizes"), TEMPLATES)
    assert Client(app, "")("GET", "/tin-so-21.html").status_code == 200
    assert "lag_s" not in Client(app, "")("GET", "/v1/health").json()
    side.close()


@pytest.mark.parametrize(("version", "code"), [("0001", "too_old"), ("9999", "too_new")])
def test_tables_of_another_program_are_told(tmp_path, a_postgres, version, code):
    address = a_postgres.database()
    with pytest.raises(Refused, match=r"server\.too_old"):
        PublicSide(tmp_path, PROFILE, database=address)
    Database(tmp_path, address).close()
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", [version])
    with pytest.raises(Refused, match=rf"server\.{code}"):
        PublicSide(tmp_path, PROFILE, database=address)


def test_it_needs_an_address(tmp_path):
    with pytest.raises(Refused, match=r"server\.bad_database"):
        PublicSide(tmp_path, PROFILE, database="")


def test_a_look_that_stands_in_the_way_of_the_replica_is_asked_for_again(side):
    """The standby ends what it can no longer show: a reader is told to come back."""

    def ended(connection):
        error = psycopg.errors.SerializationFailure("canceling statement due to conflict")
        raise sa.exc.OperationalError("x", {}, error)

    with pytest.raises(Offline, match=r"server\.database_down"), side.database.reading() as look:
        ended(look)
