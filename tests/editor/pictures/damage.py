# SPDX-License-Identifier: GPL-3.0-or-later
"""Damages small files of every kind by a seed, and takes them in, in a process of its own."""

import hashlib
import json
import random
import sys
import time
from pathlib import Path
from types import ModuleType

from editor.errors import EditorError
from editor.model import framing
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from tests.editor.pictures.small_files import MAKERS, small_file

KINDS = tuple(MAKERS)
MOST_BYTES = 3 * 1024**3
"""What the process may reserve, so that no file takes the machine along; what it may use is
checked by who asks."""


def damaged(kind: str, seed: int) -> bytes:
    """One variant; the same every time."""
    chance = random.Random(f"{kind} {seed}")
    broken = bytearray(small_file(kind))
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(_WAYS)(broken, chance)
    return bytes(broken)


def _flip(data: bytearray, chance: random.Random) -> None:
    # The head says what follows: half of the damage falls there.
    end = len(data) if chance.random() < 0.5 else min(len(data), 400)
    for _ in range(chance.choice((1, 4, 40))):
        data[chance.randrange(end)] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(8, max(9, len(data))) :]


def _overstate(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(max(1, min(len(data), 600) - 4))
    data[at : at + 4] = chance.choice(
        (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\0\1\0\0")
    )


def _repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((2, 30, 400))]
    at = chance.randrange(len(data))
    data[at:at] = piece * chance.choice((1, 3, 50))


def _empty(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((4, 60, 800)))
    data[start:end] = bytes(end - start)


def _splice(data: bytearray, chance: random.Random) -> None:
    other = small_file(chance.choice(KINDS))
    at = chance.randrange(8, max(9, len(data)))
    data[at:] = other[chance.randrange(len(other)) :]


_WAYS = (_flip, _cut, _overstate, _repeat, _empty, _splice)


def work(folder: Path) -> None:
    """A line names a kind and a seed; a line says what became of it."""
    import resource  # there is none on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    vault = Vault(folder / "vault")
    intake, renditions = Intake(vault), Renditions(vault, folder / "sizes")
    for line in sys.stdin:
        kind, seed = json.loads(line)
        began_s = time.perf_counter()
        told = _taken(intake, renditions, damaged(kind, seed))
        took_s = time.perf_counter() - began_s
        reply = {**told, "took_s": took_s, "peak_kb": _peak_kb(resource)}
        print(json.dumps(reply), flush=True)


def _peak_kb(resource: ModuleType) -> int:
    """How much memory this process held at most."""
    status = Path("/proc/self/status")
    if not status.exists():
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    # What the system counts by itself goes on from the process that started this one.
    peak = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
    return int(peak.split()[1])


def _taken(intake: Intake, renditions: Renditions, data: bytes) -> dict[str, object]:
    try:
        picture = intake.take_bytes(data, f"{hashlib.md5(data).hexdigest()[:8]}.jpg")
        for each in framing.shown(picture).renditions[:3]:
            renditions.file(picture, each.name)
    except EditorError as error:
        return {
            "code": error.code,
            "values": {key: str(each) for key, each in error.values.items()},
        }
    return {"code": "", "values": {}}


if __name__ == "__main__":
    work(Path(sys.argv[1]))
