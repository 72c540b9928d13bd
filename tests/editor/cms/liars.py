# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that are not ours, or not well: each answers with the bytes that a test gives it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

OURS = "Newsroom-Server: nr-1\r\nNewsroom-Epoch: e-1\r\n"
SILENT = b"(says nothing)"


def reply(status: int, body: object, headers: str = OURS, kind: str = "application/json") -> bytes:
    """A whole reply; a body that is not bytes is written as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n"
    return head.encode() + headers.encode() + b"Connection: close\r\n\r\n" + data


class Liar:
    """Where it is, and what it was asked."""

    def __init__(self, listening: socket.socket, answers: list[bytes]) -> None:
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.heard: list[str] = []
        self._listening, self._answers = listening, answers
        self._held: list[socket.socket] = []

    def answer_all(self) -> None:
        for answer in self._answers:
            try:
                line, _ = self._listening.accept()
            except OSError:
                break
            self._held.append(line)
            self.heard.append(_head(line))
            if answer != SILENT:
                # Who asked may be gone already, and the test at its end.
                with suppress(OSError):
                    line.sendall(answer)
                    line.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for line in self._held:
            line.close()


@contextmanager
def lying(*answers: bytes) -> Iterator[Liar]:
    """A server that gives these answers, one a request."""
    listening = socket.create_server(("127.0.0.1", 0))
    liar = Liar(listening, list(answers))
    thread = threading.Thread(target=liar.answer_all)
    thread.start()
    try:
        yield liar
    finally:
        liar.close()
        thread.join()


def _head(line: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            break
        data += piece
    return data.decode("latin-1")
