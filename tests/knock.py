# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Python where `main.py` is started: has the command forked, and ends as it does.

Usage: python -SEI knock.py SOCKET main.py WORD ... -- nothing is loaded that is not needed.
"""

import json
import os
import socket
import sys

ENDING = b"\n"
"""Of what is asked, and of the exit code that is answered."""


def ask(address, words, environment, streams):
    """Have a command forked that gets some of our open files; where its exit code will come.

    Args:
        address: of the forge's socket.
        words: what follows `main.py`.
        environment: all of it.
        streams: number -> the open file that the command shall have under it.
    """
    line = socket.socket(socket.AF_UNIX)
    line.connect(address)
    asked = {"words": words, "environment": environment, "numbers": list(streams)}
    socket.send_fds(line, [b"."], list(streams.values()))
    line.sendall(json.dumps(asked).encode() + ENDING)
    return line


def heard(line):
    """All that comes up to the end of a line; nothing when the other side is gone."""
    told = b""
    while not told.endswith(ENDING):
        piece = line.recv(65_536)
        if not piece:
            return b""
        told += piece
    return told


if __name__ == "__main__":
    address, _, *words = sys.argv[1:]
    handed = [int(words[words.index("--handed") + 1])] if "--handed" in words else []
    streams = {number: number for number in (0, 1, 2, *handed)}
    line = ask(address, words, dict(os.environ), streams)
    # What is open in two processes is not closed when one of them ends.
    for number in streams:
        os.close(number)
    os._exit(int(heard(line) or 1) % 256)
