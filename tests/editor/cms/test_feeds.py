# SPDX-License-Identifier: GPL-3.0-or-later
"""A feed is fetched once while it stays the same, within bounds, and never from a private place."""

import gzip
import http.server
import threading
from dataclasses import replace

import httpx
import pytest

from editor.cms.feeds import MOST_BUSY_S, MOST_BYTES, FeedLine
from editor.errors import EditorError, Offline, Refused
from editor.model.dispatch import Source, SourceId
from tests.wires import Net, bomb, rss

ADDRESS = "https://song.example/rss"
SOURCE = Source(SourceId(1), ADDRESS)


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def line(net):
    made = net.line()
    yield made
    made.close()


def refused(line, source=SOURCE) -> EditorError:
    with pytest.raises(EditorError) as told:
        line.fetch(source)
    return told.value


def test_what_is_not_new_is_not_sent_again(net, line):
    net.put(
        ADDRESS, rss(), headers={"etag": '"a"', "last-modified": "Sun, 01 Mar 2026 01:00:00 GMT"}
    )
    first = line.fetch(SOURCE)
    assert (first.is_same, first.etag, first.data) == (False, '"a"', rss())
    again = line.fetch(replace(SOURCE, etag=first.etag, modified=first.modified))
    assert again.is_same
    assert net.asked[1].headers["if-modified-since"] == first.modified


@pytest.mark.parametrize(
    ("status", "headers", "kind", "code", "values"),
    [
        (404, {}, Refused, "feed.gone", {}),
        (410, {}, Refused, "feed.gone", {}),
        (403, {}, Refused, "feed.not_given", {"status": 403}),
        (500, {}, Offline, "feed.failed", {"status": 500}),
        (429, {"retry-after": "120"}, Offline, "feed.busy", {"retry_after_s": 120.0}),
        (503, {"retry-after": "9" * 9}, Offline, "feed.busy", {"retry_after_s": MOST_BUSY_S}),
        (503, {"retry-after": "soon"}, Offline, "feed.busy", {"retry_after_s": 900.0}),
        (
            503,
            {
                "retry-after": "Sun, 01 Mar 2026 01:10:00 GMT",
                "date": "Sun, 01 Mar 2026 01:00:00 GMT",
            },
            Offline,
            "feed.busy",
            {"retry_after_s": 600.0},
        ),
    ],
)
def test_what_a_server_says_instead(net, line, status, headers, kind, code, values):
    net.put(ADDRESS, status=status, headers=headers)
    error = refused(line)
    assert (type(error), error.code, error.values) == (kind, code, values)


def test_it_follows_where_it_is_sent_but_not_for_ever_and_nowhere_private(net, line):
    net.put(ADDRESS, status=301, headers={"location": "/rss2"})
    net.put("https://song.example/rss2", rss())
    assert line.fetch(SOURCE).address == "https://song.example/rss2"
    net.put("https://song.example/rss2", status=302, headers={"location": ADDRESS})
    assert refused(line).code == "feed.round"
    for onward in ("http://10.0.0.7/", "http://inside.example/", "file:///etc/passwd", "//["):
        net.put(ADDRESS, status=302, headers={"location": onward})
        assert refused(line).code in {"feed.private", "feed.no_host"}
    assert not any(request.url.host in {"10.0.0.7", "inside.example"} for request in net.asked)


def test_a_private_place_is_asked_only_where_its_very_address_was_entered(net, line):
    inside = Source(SourceId(2), "http://10.0.0.7/rss")
    net.put(inside.address, rss())
    assert line.fetch(inside).data == rss()
    assert refused(line, replace(inside, is_entered=False)).code == "feed.private"
    net.put(inside.address, status=302, headers={"location": "http://10.0.0.8/"})
    assert refused(line, inside).code == "feed.private"


def test_more_than_a_feed_can_be_is_not_read(net, line):
    net.put(ADDRESS, b"<" * (MOST_BYTES + 1))
    assert refused(line).code == "feed.too_large"
    net.put(ADDRESS, bomb(2 * MOST_BYTES), headers={"content-encoding": "gzip"})
    assert refused(line).code == "feed.too_large"
    # Packed twice, what fills any memory is a few kilobytes long: not even a small one is opened.
    net.put(ADDRESS, gzip.compress(bomb(9)), headers={"content-encoding": "gzip, gzip"})
    assert refused(line).code == "feed.too_large"
    net.put(ADDRESS, b"no gzip", headers={"content-encoding": "gzip"})
    assert refused(line).code == "feed.no_host"


def test_one_that_never_comes_to_an_end_is_let_go_of():
    ticks = iter(range(0, 10_000, 40))
    pieces = httpx.MockTransport(lambda _: httpx.Response(200, content=iter([b" " * 70_000] * 9)))
    line = FeedLine(pieces, lambda _: ["93.184.215.14"], ticks=lambda: float(next(ticks)))
    assert refused(line).code == "feed.slow"
    line.close()


def test_a_name_that_leads_elsewhere_when_it_is_dialled_gets_nothing():
    """The look-up said a public address; the connection went to this computer."""
    heard = []

    class Inside(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Inside)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        port = server.server_port
        line = FeedLine(resolve=lambda _: ["93.184.215.14"])
        listed = Source(SourceId(3), f"http://localhost:{port}/rss", is_entered=False)
        assert refused(line, listed).code == "feed.private"
        assert heard == []
        assert line.fetch(replace(listed, is_entered=True)).data == b""
        line.close()
        assert refused(line, replace(listed, is_entered=True)).code == "feed.no_host"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
