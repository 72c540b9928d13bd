# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table one after the other, then the kills; one that fails does not hide the others."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
KILLS = 1000
FEW_KILLS = 50
GOAL_MIN = 20
LIMIT_S = 1200
"""A table that takes longer hangs, be the machine ever so busy: it is ended, with all that it
started, and told as failed."""


def commands(*, is_small: bool) -> dict[str, list[str]]:
    """What is run: name -> command."""
    scripts = sorted(Path(__file__).parent.glob("bench_*.py"))
    more = ["--small"] if is_small else []
    found = {each.stem: [sys.executable, str(each), *more] for each in scripts}
    kills = "tests/machines/test_kill.py"
    return found | {
        "kills": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", kills]
    }


def run(command: list[str], kills: int) -> tuple[float, bool]:
    """Run one to its end, its lines on ours: how many seconds it took, and whether it was well."""
    environment = {**os.environ, "STET_KILLS": str(kills), "PYTHONUNBUFFERED": "1"}
    began = time.perf_counter()
    code: int | None = None
    with subprocess.Popen(command, cwd=HOME, env=environment, start_new_session=True) as child:
        try:
            code = child.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            print(f"ended after {LIMIT_S} s", flush=True)
        finally:
            # Nothing of it is left beside the next table.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
    return time.perf_counter() - began, code == 0


def main() -> int:
    """Run all; 1 when any of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick look at each table")
    parser.add_argument("--only", nargs="*", default=[], help="bench_store, kills ...")
    chosen = parser.parse_args()
    kills = FEW_KILLS if chosen.small else KILLS
    told: list[tuple[str, float, bool]] = []
    for name, command in commands(is_small=chosen.small).items():
        if not chosen.only or name in chosen.only:
            print(f"\n== {name}{f', {kills:,} rounds' if name == 'kills' else ''}", flush=True)
            told.append((name, *run(command, kills)))
    print(f"\n{'table':<24} {'seconds':>8}")
    for name, seconds, is_well in told:
        print(f"{name:<24} {seconds:>8.0f}{'' if is_well else '  FAILED'}")
    whole_min = sum(seconds for _, seconds, _ in told) / 60
    print(f"{'all, minutes':<24} {whole_min:>8.1f}  goal {GOAL_MIN}")
    return int(not told or not all(is_well for *_, is_well in told))


if __name__ == "__main__":
    sys.exit(main())
