# SPDX-License-Identifier: GPL-3.0-or-later
"""What undo that outlives the window costs: a key, and the record that goes along with a save."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from editor.model.steps import kept
from editor.store import steps as store
from ui.writer.echo import Echo
from ui.writer.ink import plain_document
from ui.writer.steps import Steps

WORDS = 10_000
KEYS = 5000
GOAL_US = 20


def typed_us(keys: int, *, is_followed: bool) -> tuple[float, Steps]:
    """CPU time of a key in a document whose text is echoed, with or without its steps."""
    document = plain_document(QApplication.instance(), "\n\n".join(["chữ " * 100] * (WORDS // 100)))
    echo = Echo(document)
    steps = Steps(document, echo)

    def follow(position: int, removed: int, added: int) -> None:
        if echo.splice(position, removed, added) and is_followed:
            steps.note(echo.change)

    document.contentsChange.connect(follow)
    if is_followed:
        document.contentsChanged.connect(steps.settle)
    cursor = QTextCursor(document)
    cursor.setPosition(2 * WORDS)
    began = time.process_time()
    for number in range(keys):
        if number % 6 == 0:
            document.setModified(False)
        cursor.insertText("a" if number % 6 else " ")
    return (time.process_time() - began) / keys * 1e6, steps


def taken_ms(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a fifth of the keys")
    keys = KEYS // 5 if parser.parse_args().small else KEYS
    app = QApplication.instance() or QApplication([])
    bare = min(typed_us(keys, is_followed=False)[0] for _ in range(3))
    runs = [typed_us(keys, is_followed=True) for _ in range(3)]
    followed, steps = min(runs, key=lambda each: each[0])
    steps.lay_under(None)
    began = time.process_time()
    taken = steps.taken()
    taking_us = (time.process_time() - began) * 1e6
    record = kept(taken.steps, taken.done, taken.text)
    packed = store._packed(record)
    print(f"{f'undo kept, {WORDS:,} words, {keys:,} keys':<48} {'':>10}")
    print(f"{'a key, its text echoed (floor), us of CPU':<48} {bare:>10.1f}")
    print(f"{f'a key with its step noted; goal floor + {GOAL_US}':<48} {followed:>10.1f}")
    print(f"{'all steps taken for a save, us of CPU':<48} {taking_us:>10.1f}")
    rows = {
        "made ready beside the widgets, ms": lambda: kept(taken.steps, taken.done, taken.text),
        "written down, ms": lambda: store._packed(record),
        "read, ms": lambda: store._read(packed),
    }
    for name, work in rows.items():
        print(f"{name:<48} {taken_ms(work):>10.2f}")
    print(f"{f'kept: {len(record.steps):,} steps, bytes':<48} {len(packed):>10,}")
    app.quit()


if __name__ == "__main__":
    main()
