# SPDX-License-Identifier: GPL-3.0-or-later
"""The nginx of the manual, before real servers: what it keeps is what readers may see now."""

import ssl
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from editor.model.workflow import Role
from editor.server.archive import Archive
from editor.server.purger import Hook, Purger
from tests.builders import PROFILE
from tests.contracts import nginx
from tests.contracts.houses import an_app, answering
from tests.editor.server.test_directory import _publish
from tests.editor.server.test_kept import _act
from tests.editor.server.test_purges import GONE, _patch, _rows
from tests.editor.server.test_replies import Client

PATIENCE_S = 30
pytestmark = [
    pytest.mark.of_files,
    pytest.mark.skipif(bool(nginx.why_not()), reason=nginx.why_not() or "it can"),
]


@pytest.fixture
def site(tmp_path):
    """Two servers on one archive, nginx before them, and a process that tells it what changed."""
    with ExitStack() as stack:
        profile = replace(PROFILE, address=f"https://{nginx.NAME}")
        archive = Archive(tmp_path / "archive", profile, lambda: datetime.now(UTC))
        stack.callback(archive.close)
        servers = [stack.enter_context(answering(an_app(archive))) for _ in range(2)]
        (tmp_path / "nginx").mkdir()
        before = stack.enter_context(nginx.running(tmp_path / "nginx", servers, servers))
        hook = Hook(before.purge, profile.address, "")
        stack.enter_context(Purger(archive, [hook]))
        yield archive, before


@pytest.fixture
def reader(site):
    _, before = site
    known = ssl.create_default_context(cafile=str(before.folder / "news.pem"))
    known.check_hostname = False
    with httpx.Client(
        base_url=before.address, verify=known, headers={"Host": nginx.NAME}
    ) as client:
        yield client


def _told(archive):
    """Wait until nginx was told of everything."""
    deadline = time.monotonic() + PATIENCE_S
    while _rows(archive):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _both(reader, path):
    """The page as those get it who take it packed, and as the others do: the same."""
    packed = reader.get(path, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})
    plain = reader.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    return plain


def test_nginx_keeps_pages_until_something_is_published(site, reader):
    archive, _ = site
    call = Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))
    path, out = _publish(call, 1)
    _told(archive)
    first = _both(reader, "/tin-so-1.html")
    again = _both(reader, "/tin-so-1.html")
    assert (first.headers["x-cache"], again.headers["x-cache"]) == ("MISS", "HIT")
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert "surrogate-key" not in again.headers
    assert "max-age=31536000" in again.headers["strict-transport-security"]
    known = reader.get("/tin-so-1.html", headers={"If-None-Match": first.headers["etag"]})
    assert (known.status_code, known.headers["x-cache"]) == (304, "HIT")
    assert "Tin số 1" in _both(reader, "/").text
    assert _both(reader, "/tag/lu/").status_code == 200

    out = _patch(call, path, out, 70, headline="Tin đã sửa", tags=["Mới"])
    assert "Tin số 1" in _both(reader, "/tin-so-1.html").text
    out = _act(call, path, out, 71, {"act": "update", "edition": "2"})
    _told(archive)
    for address in ("/tin-so-1.html", "/", "/rss.xml"):
        assert "Tin đã sửa" in _both(reader, address).text, address
    assert reader.get("/tag/lu/").status_code == 404
    assert reader.get("/tin-so-1.html").headers["x-cache"] == "HIT"
    # As other sites link to it, and as it is looked for.
    assert reader.get("/tin-so-1.html?fbclid=1").headers["x-cache"] == "HIT"
    found, other = (reader.get(f"/search?q={each}") for each in ("sửa", "khác"))
    assert ("tin-so-1" in found.text, "tin-so-1" in other.text) == (True, False)

    _act(call, path, out, 72, GONE)
    _told(archive)
    for accepted in ("gzip", "identity"):
        gone = reader.get("/tin-so-1.html", headers={"Accept-Encoding": accepted})
        assert (gone.status_code, gone.headers["x-cache"]) == (410, "MISS")
        linked = reader.get("/tin-so-1.html?fbclid=1", headers={"Accept-Encoding": accepted})
        assert linked.status_code == 410
        assert "Tin đã sửa" not in reader.get("/", headers={"Accept-Encoding": accepted}).text


def test_nothing_of_the_newsroom_is_kept_and_nobody_else_purges(site, reader):
    archive, _ = site
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    for _ in range(2):
        told = reader.get("/v1/server", headers={"Authorization": f"Bearer {token}"})
        assert told.status_code == 200
        assert "x-cache" not in told.headers
        assert told.headers["cache-control"] == "no-store"
    assert reader.get("/v1/changes").status_code == 401
    # From outside the method is none that pages know.
    assert reader.request("PURGE", "/").status_code == 405
    assert reader.get("/", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_readers_get_pages_while_no_server_answers(tmp_path):
    archive = Archive(tmp_path / "archive", PROFILE, lambda: datetime.now(UTC))
    (tmp_path / "nginx").mkdir()
    with ExitStack() as stack:
        stack.callback(archive.close)
        server = stack.enter_context(ExitStack())
        address = server.enter_context(answering(an_app(archive)))
        before = stack.enter_context(nginx.running(tmp_path / "nginx", [address], [address]))
        reader = stack.enter_context(
            httpx.Client(base_url=before.address, verify=False, headers={"Host": nginx.NAME})
        )
        page = reader.get("/imprint")
        assert page.headers["x-cache"] == "MISS"
        server.close()
        httpx.request("PURGE", before.purge + "/nothing", headers={"Host": nginx.NAME})
        again = reader.get("/imprint")
        assert (again.status_code, again.text) == (200, page.text)
        assert reader.get("/never-asked.html").status_code == 502
