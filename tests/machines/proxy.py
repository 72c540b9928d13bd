# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy on loopback that speaks HTTP and does harm by order, between a laptop and a server."""

import contextlib
import http.client
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})
_PAGE = b"<html><form action=/login>Wi-Fi of the hotel</form></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as it came from the server."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


Harm = Callable[["Way", Asked], None]


class Way(BaseHTTPRequestHandler):
    """One line from a laptop; each request takes the next harm of the proxy."""

    protocol_version = "HTTP/1.1"
    server: "Proxy"

    def _serve(self) -> None:
        size_bytes = int(self.headers.get("content-length", 0))
        chunked = self.headers.get("transfer-encoding") == "chunked"
        body = self._chunks() if chunked else self.rfile.read(size_bytes)
        asked = Asked(self.command, self.path, dict(self.headers.items()), body)
        self.server.heard.append(asked)
        harm = self.server.next_harm(asked)
        try:
            harm(self, asked)
        except OSError:
            self.close_connection = True

    do_GET = do_PUT = do_PATCH = do_POST = do_DELETE = do_HEAD = _serve  # noqa: N815

    def _chunks(self) -> bytes:
        found = b""
        while size_bytes := int(self.rfile.readline(), 16):
            found += self.rfile.read(size_bytes)
            self.rfile.readline()
        self.rfile.readline()
        return found

    def upstream(self, asked: Asked) -> Answer:
        """Ask the server."""
        line = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
        try:
            headers = {
                name: value for name, value in asked.headers.items() if name.lower() not in _HOP
            }
            line.request(asked.method, asked.path, asked.body or None, headers)
            reply = line.getresponse()
            told = [each for each in reply.getheaders() if each[0].lower() not in _HOP]
            return Answer(reply.status, told, reply.read())
        finally:
            line.close()

    def tell(self, answer: Answer, body: bytes | None = None) -> None:
        """Say a reply; another body keeps the length that was told."""
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in answer.headers):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body if body is None else body)
        self.wfile.flush()

    def page(self, status: int, body: bytes = _PAGE, **headers: str) -> None:
        """Say something that is not the server's."""
        told = [("Content-Type", "text/html"), *headers.items()]
        self.tell(Answer(status, told, body))

    def reset(self) -> None:
        """Tear the line, as a dying middleman does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Proxy(ThreadingHTTPServer):
    """Where it is, what it heard, and the harm that is still to be done."""

    daemon_threads = True

    def __init__(self, upstream: str, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Way)
        found = urlsplit(upstream)
        self.host, self.port = found.hostname or "", found.port or 0
        self.heard: list[Asked] = []
        self.harms: list[tuple[str, Harm]] = []
        self.done: list[str] = []
        scheme = "http"
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
            scheme = "https"
        self.address = f"{scheme}://127.0.0.1:{self.server_address[1]}"
        self.lock = threading.Lock()

    def harm(self, method: str, *harms: Harm) -> None:
        """Do this to the next requests of that method."""
        self.harms += [(method, each) for each in harms]

    def next_harm(self, asked: Asked) -> Harm:
        with self.lock:
            for number, (method, harm) in enumerate(self.harms):
                if method == asked.method:
                    del self.harms[number]
                    self.done.append(harm.__name__)
                    return harm
        return untouched

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that ended badly is what this is for."""

    def writes(self) -> list[Asked]:
        return [each for each in self.heard if each.method != "GET"]


def untouched(way: Way, asked: Asked) -> None:
    """Carry it there and back."""
    way.tell(way.upstream(asked))


def reply_lost_after_commit(way: Way, asked: Asked) -> None:
    way.upstream(asked)
    way.reset()


def reset_before_the_body(way: Way, asked: Asked) -> None:
    del asked
    way.reset()


def reset_inside_the_body(way: Way, asked: Asked) -> None:
    answer = way.upstream(asked)
    way.tell(answer, answer.body[: len(answer.body) // 2])
    way.reset()


def reset_after_the_body(way: Way, asked: Asked) -> None:
    way.tell(way.upstream(asked))
    way.reset()


def login_page(way: Way, asked: Asked) -> None:
    del asked
    way.page(200)


def login_elsewhere(way: Way, asked: Asked) -> None:
    del asked
    way.page(302, b"", Location="http://127.0.0.1:9/login")


def too_large_by_nginx(way: Way, asked: Asked) -> None:
    del asked
    way.page(413, b"<h1>413 Request Entity Too Large</h1><hr>nginx")


def bad_gateway(way: Way, asked: Asked) -> None:
    del asked
    way.page(502, b"<h1>502 Bad Gateway</h1>")


def slow_down(way: Way, asked: Asked) -> None:
    del asked
    way.page(429, b"slow down", **{"Retry-After": "7"})


def slow_down_without_a_word(way: Way, asked: Asked) -> None:
    del asked
    way.page(429, b"slow down")


def twice(way: Way, asked: Asked) -> None:
    way.upstream(asked)
    way.tell(way.upstream(asked))


def cut_and_closed(way: Way, asked: Asked) -> None:
    """Half of it, with the length of half: whole by its headers, and no document."""
    answer = way.upstream(asked)
    half = answer.body[: len(answer.body) // 2]
    plain = [each for each in answer.headers if each[0].lower() != "content-length"]
    way.tell(Answer(answer.status, plain, half))


def corrupted(way: Way, asked: Asked) -> None:
    answer = way.upstream(asked)
    way.tell(answer, b"\x00" + answer.body[1:])


def wrong_length(way: Way, asked: Asked) -> None:
    answer = way.upstream(asked)
    plain = [each for each in answer.headers if each[0].lower() != "content-length"]
    longer = [*plain, ("Content-Length", str(len(answer.body) + 9))]
    way.tell(Answer(answer.status, longer, answer.body))
    way.close_connection = True


def bad_gzip(way: Way, asked: Asked) -> None:
    answer = way.upstream(asked)
    plain = [each for each in answer.headers if each[0].lower() != "content-encoding"]
    way.tell(Answer(answer.status, [*plain, ("Content-Encoding", "gzip")], answer.body))


def slow_drip(way: Way, asked: Asked) -> None:
    """A few bytes at a time: slow, but it moves."""
    answer = way.upstream(asked)
    way.tell(answer, b"")
    for start in range(0, len(answer.body), 1 + len(answer.body) // 20):
        way.wfile.write(answer.body[start : start + 1 + len(answer.body) // 20])
        way.wfile.flush()
        time.sleep(0.03)


def half_open(way: Way, asked: Asked) -> None:
    """The line stands and nothing comes."""
    del asked
    with contextlib.suppress(OSError):
        while way.connection.recv(1024):
            pass
    way.close_connection = True


@contextmanager
def between(upstream: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy before a server, for as long as the block lasts."""
    proxy = Proxy(upstream, tls)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()
