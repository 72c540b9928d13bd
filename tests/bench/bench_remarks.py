# SPDX-License-Identifier: GPL-3.0-or-later
"""What remarks cost: to be found again, to be merged, and at a key while they are tinted."""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_writer import copy_of  # noqa: E402 - after the environment is set
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextEdit  # noqa: E402

from editor.model.remark import Remark, Reply, added, answered  # noqa: E402
from editor.text import anchors, remarks  # noqa: E402
from ui.theme import Theme  # noqa: E402
from ui.writer.copy import CopyEdit  # noqa: E402
from ui.writer.underlines import Underlines  # noqa: E402

WORDS, REMARKS, KEYS = 10_000, 100, 300
GOAL_FOUND_MS, GOAL_GONE_MS, GOAL_MERGE_MS, GOAL_KEY_MS = 0.2, 15.0, 10.0, 0.5
NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)


def taken_ms(work: Callable[[], object], runs: int) -> float:
    """The median CPU time of some runs."""
    took = []
    for _ in range(runs):
        start = time.process_time()
        work()
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took)


def said_of(copy: str, count: int) -> list[Remark]:
    """Remarks on two to six words each, all over a copy."""
    draw = random.Random(1)
    made = []
    for number in range(count):
        start = draw.randrange(len(copy) - 60)
        about = anchors.anchor(copy, start, start + draw.randrange(10, 40))
        at = NOON + timedelta(minutes=number)
        made.append(Remark(f"r{number}", "Lan", at, about.words, about, "Đếm lại?"))
    return made


def finding(copy: str, told: Sequence[Remark], runs: int) -> list[tuple[str, float, float]]:
    """A row for each way in which a copy was edited: name, milliseconds a remark, goal."""
    spoilt = copy
    for each in told:
        if each.quote in spoilt:
            spoilt = spoilt.replace(each.quote, "x", 1)
    copies = {
        "as it was": (copy, GOAL_FOUND_MS),
        "edited above": (f"Một câu mới ở đầu bài.\n\n{copy}", GOAL_FOUND_MS * 25),
        "their words are gone": (spoilt, GOAL_GONE_MS),
        "another copy": (copy_of(WORDS)[::-1], GOAL_GONE_MS),
    }
    rows = []
    for name, (edited, goal) in copies.items():
        ms = taken_ms(lambda edited=edited: [anchors.find(edited, e.anchor) for e in told], runs)
        rows.append((name, ms / len(told), goal))
    return rows


def merging(told: Sequence[Remark], runs: int) -> float:
    """Milliseconds to merge twice as many remarks, half of them answered on both sides."""
    base = tuple(told)
    here, there = base, base
    for number, each in enumerate(told):
        reply = Reply(f"a{number}", "Mai", NOON, "Rồi.")
        here = answered(here, each.id, reply)
        there = answered(there, each.id, replace(reply, id=f"b{number}"))
        there = added(there, replace(each, id=f"new{number}"))
    sides = [remarks.rows(side) for side in (base, here, there)]
    return taken_ms(lambda: remarks.merge(*sides), runs)


def typing(copy: str, told: Sequence[Remark]) -> float:
    """Milliseconds of CPU a key, with the words of these remarks tinted."""
    theme = Theme(ROOT / "resources")
    edit = CopyEdit(theme)
    edit.resize(700, 800)
    edit.setPlainText(copy)
    ground, cursors = Underlines(edit, theme), []
    for each in told:
        cursor = QTextCursor(edit.document())
        cursor.setPosition(each.anchor.place)
        cursor.setPosition(each.anchor.place + len(each.quote), QTextCursor.MoveMode.KeepAnchor)
        cursors.append(cursor)
    selections = []
    for cursor in cursors:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(cursor)
        made.format.setBackground(theme.colour("selected"))
        selections.append(made)
    ground.lay_under(selections)
    edit.show()
    QTest.qWaitForWindowExposed(edit)
    edit.setFocus()
    took = []
    for number in range(KEYS):
        start = time.process_time()
        QTest.keyClick(edit, Qt.Key.Key_A if number % 6 else Qt.Key.Key_Space)
        QApplication.processEvents()
        took.append((time.process_time() - start) * 1000)
    edit.close()
    return statistics.median(took)


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="fewer runs")
    runs = 3 if parser.parse_args().small else 15
    _app = QApplication.instance() or QApplication(sys.argv[:1])
    copy = copy_of(WORDS)
    told = said_of(copy, REMARKS)
    floor = taken_ms(lambda: [copy.find(each.quote) for each in told], runs) / len(told)
    rows = [("found by its letters alone (floor)", floor, None)]
    rows += [(f"found again: {name}", ms, goal) for name, ms, goal in finding(copy, told, runs)]
    rows.append((f"{2 * REMARKS} remarks merged", merging(told, runs), GOAL_MERGE_MS))
    none, some = typing(copy, []), typing(copy, told)
    rows.append(("a key, no remarks (floor)", none, None))
    rows.append((f"a key, {REMARKS} remarks, over that", some - none, GOAL_KEY_MS))
    print(f"{WORDS:,} words, {REMARKS} remarks; CPU time")
    for name, ms, goal in rows:
        told_goal = "" if goal is None else f"   goal {goal:g}"
        print(f"  {name:<44} {ms:8.3f} ms{told_goal}")
    return int(any(goal is not None and ms > goal for _, ms, goal in rows))


if __name__ == "__main__":
    sys.exit(main())
