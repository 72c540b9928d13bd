# SPDX-License-Identifier: GPL-3.0-or-later
"""A first pull by vdirsyncer from radicale: the same texts as entries of a calendar."""

import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

WANTED = ("vdirsyncer==0.21.0", "radicale==3.9.0")
PATIENCE_S = 60.0
_FOLD_LETTERS = 30
"""A line of a calendar has 75 bytes; a Vietnamese letter has up to three, less the blank."""
_RADICALE = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/there
[logging]
level = error
"""
_RIGHTS = """[all]
user: .*
collection: .*
permissions: RrWw
"""
_VDIRSYNCER = """[general]
status_path = "{folder}/status"
[pair first]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "{folder}/here"
fileext = ".ics"
[storage there]
type = "caldav"
url = "http://127.0.0.1:{port}/bench/stories/"
"""


def programs(build: Path) -> Path:
    """The folder of the two programs, in a virtual environment of their own; made when missing."""
    home = build / "vdirsyncer"
    folder = home / ("Scripts" if sys.platform == "win32" else "bin")
    if not (folder / "vdirsyncer").exists():
        venv.create(home, clear=True, with_pip=True)
        subprocess.run([folder / "pip", "install", "--quiet", *WANTED], check=True)
    return folder


def pull_s(there: Path, folder: Path, stories: Sequence[tuple[str, str]]) -> float:
    """How long vdirsyncer takes for its first pull; radicale has looked at all of them before.

    Args:
        there: of `programs`.
        folder: empty, for both.
        stories: headline and copy of each.
    """
    _fill(folder, stories)
    with _serving(there, folder) as port:
        config = folder / "vdirsyncer.conf"
        config.write_text(_VDIRSYNCER.format(folder=folder, port=port), encoding="utf-8")
        command = [there / "vdirsyncer", "-v", "ERROR", "-c", config]
        # It asks each time whether it may make what it found.
        subprocess.run([*command, "discover", "first"], input="y\ny\n", text=True, check=True)
        began_s = time.perf_counter()
        subprocess.run([*command, "sync"], check=True)
        took_s = time.perf_counter() - began_s
    arrived = sum(1 for _ in (folder / "here").iterdir())
    if arrived != len(stories):
        raise RuntimeError(f"{arrived} of {len(stories)} arrived")
    return took_s


@contextmanager
def _serving(there: Path, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "radicale.conf"
    config.write_text(_RADICALE.format(folder=folder, port=port), encoding="utf-8")
    (folder / "rights").write_text(_RIGHTS, encoding="utf-8")
    with subprocess.Popen([there / "radicale", "-C", config], stderr=subprocess.DEVNULL) as server:
        try:
            _await(port)
            yield port
        finally:
            server.terminate()


def _await(port: int) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.05)
        else:
            return


def _fill(folder: Path, stories: Sequence[tuple[str, str]]) -> None:
    collection = folder / "there" / "collection-root" / "bench" / "stories"
    for each in (collection, folder / "here", folder / "status"):
        each.mkdir(parents=True)
    (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}', encoding="utf-8")
    for number, (headline, copy) in enumerate(stories):
        entry = _entry(f"story-{number}", headline, copy)
        (collection / f"story-{number}.ics").write_bytes(entry.encode())


def _entry(name: str, headline: str, copy: str) -> str:
    told = f"DESCRIPTION:{copy}"
    folded = [told[start : start + _FOLD_LETTERS] for start in range(0, len(told), _FOLD_LETTERS)]
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "BEGIN:VEVENT"),
        *(f"UID:{name}", "DTSTAMP:20260306T080000Z", "DTSTART:20260306T080000Z"),
        *(f"SUMMARY:{headline}", "\r\n ".join(folded), "END:VEVENT", "END:VCALENDAR", ""),
    ]
    return "\r\n".join(lines)
