# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody asks for more than their share, and nobody holds a line by saying nothing."""

import socket
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.workflow import Role
from editor.server import limits
from editor.server.app import create_app
from editor.server.limits import MAX_BUCKETS, Limiter, Rate
from editor.server.listener import Prompt
from tests.builders import an_article
from tests.contracts.houses import TEMPLATES, an_app, an_archive, answering
from tests.editor.server.test_replies import DOC, NEW, Client

PATH = f"/v1/articles/{an_article().id}"


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@given(st.lists(st.floats(0, 3), max_size=60))
def test_a_bucket_never_gives_more_than_its_share(pauses):
    now = [0.0]
    limiter, given_ = Limiter(Rate(2.0, 5), lambda: now[0]), 0
    for pause in pauses:
        now[0] += pause
        with suppress(Refused):
            limiter.take("a")
            given_ += 1
    assert given_ <= 5 + 2.0 * now[0] + 1e-6
    assert given_ >= min(len(pauses), 5)


def test_who_waits_as_told_is_served_again():
    now = [0.0]
    limiter = Limiter(Rate(0.5, 1), lambda: now[0])
    limiter.take("a")
    with pytest.raises(Refused, match=r"site\.slow_down") as refused:
        limiter.take("a")
    limiter.take("b")
    now[0] += refused.value.values["retry_after_s"]
    limiter.take("a")


def test_the_buckets_do_not_grow_for_ever():
    now = [0.0]
    limiter = Limiter(Rate(1.0, 2), lambda: now[0])
    for number in range(2 * MAX_BUCKETS):
        limiter.take(str(number))
        now[0] += 0.01
    assert len(limiter._buckets) <= MAX_BUCKETS


def test_a_device_that_asks_too_much_is_told_to_wait(archive):
    app = create_app(archive, None, TEMPLATES, rate=Rate(0.01, 2))
    call = Client(app, archive.tokens.make("Lan", "laptop", Role.ADMIN))
    other = Client(app, archive.tokens.make("Mai", "laptop", Role.ADMIN))
    assert [call("GET", "/v1/changes").status_code for _ in range(3)] == [200, 200, 429]
    reply = call("GET", "/v1/changes")
    assert (reply.json()["code"], reply.json()["retryable"]) == ("slow_down", True)
    assert int(reply.headers["retry-after"]) >= 1
    assert other("GET", "/v1/changes").status_code == 200


def test_long_texts_travel_small_and_short_ones_as_they_are(archive):
    call = Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))
    call("PUT", PATH, json={**DOC, "body": "Một đoạn. " * 1000}, headers=NEW)
    far = {"Accept-Encoding": "gzip", "X-Forwarded-For": "203.0.113.7"}
    reply = call("GET", PATH, headers=far)
    assert reply.headers["content-encoding"] == "gzip"
    assert int(reply.headers["content-length"]) < 2000
    assert reply.json()["doc"]["body"] == "Một đoạn. " * 1000
    assert "content-encoding" not in call("GET", "/v1/health", headers=far).headers
    plain = {**far, "Accept-Encoding": ""}
    assert "content-encoding" not in call("GET", PATH, headers=plain).headers


def test_nothing_is_packed_that_stays_on_this_computer(archive):
    call = Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))
    call("PUT", PATH, json={**DOC, "body": "Một đoạn. " * 1000}, headers=NEW)
    reply = call("GET", PATH, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in reply.headers
    assert reply.json()["doc"]["body"] == "Một đoạn. " * 1000


def _talk(address: str, pieces: list[bytes], pause_s: float) -> bytes:
    """What the server says to somebody who speaks piece by piece, until it hangs up."""
    host, _, port = address.removeprefix("http://").partition(":")
    heard = b""
    with socket.create_connection((host, int(port)), timeout=20) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause_s)
            while data := line.recv(65536):
                heard += data
        except ConnectionError:
            pass
    return heard


HEAD = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "pieces",
    [[b""], [HEAD], [b"GET /v1/health HTTP/1.1\r\n\r\n"[:4]] * 3, [HEAD + b"A: b\r\n"] * 2],
)
def test_who_never_ends_the_headers_is_cut_off(archive, monkeypatch, pieces):
    monkeypatch.setattr(Prompt, "headers_s", 0.3)
    with answering(an_app(archive)) as address:
        assert _talk(address, pieces, 0.1) == b""


def test_a_second_request_on_the_line_is_watched_too(archive, monkeypatch):
    monkeypatch.setattr(Prompt, "headers_s", 0.3)
    with answering(an_app(archive)) as address:
        heard = _talk(address, [HEAD + b"\r\n", HEAD, b"A: b\r\n"], 0.1)
    assert heard.count(b"HTTP/1.1 200") == 1


def test_a_slow_body_is_waited_for(archive, monkeypatch):
    monkeypatch.setattr(Prompt, "headers_s", 0.2)
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    head = (
        f"POST /v1/blobs/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n"
    )
    with answering(an_app(archive)) as address:
        heard = _talk(address, [head.encode(), b'{"sha25', b'6": []}'], 0.3)
    assert heard.startswith(b"HTTP/1.1 200")


def test_a_body_that_stops_is_given_up(archive, monkeypatch):
    monkeypatch.setattr(limits, "STALL_S", 0.2)
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    head = (
        f"POST /v1/blobs/query HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{"
    )
    with answering(an_app(archive)) as address:
        heard = _talk(address, [head.encode()], 0.0)
    assert heard.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in heard


@pytest.mark.expects_log
def test_headers_without_end_are_refused(archive):
    with answering(an_app(archive)) as address:
        heard = _talk(address, [HEAD + b"A: " + b"x" * 100_000], 0.0)
    assert b" 200 " not in heard[:20]
