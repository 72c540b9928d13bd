# SPDX-License-Identifier: GPL-3.0-or-later
"""Work goes out, results come home: in order, on the thread of the widgets, newest only."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from editor.errors import Damaged, EditorError, Refused
from ui.tasks import Tasks


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


def test_work_runs_elsewhere_and_its_result_comes_home(tasks, qtbot):
    seen = []

    def done(result):
        seen.append((result, threading.current_thread()))

    tasks.run(threading.current_thread, done)
    qtbot.waitUntil(lambda: bool(seen))
    (worker, home) = seen[0]
    assert worker is not threading.main_thread()
    assert home is threading.main_thread()


def test_writes_keep_their_order(tasks, qtbot):
    written, told = [], []
    for number in range(50):
        tasks.write(lambda number=number: written.append(number) or number, told.append)
    qtbot.waitUntil(lambda: len(told) == 50)
    assert written == told == list(range(50))


def test_only_the_newest_of_a_lane_is_told(tasks, qtbot):
    gate = threading.Event()
    done, told = [], []

    def work(number):
        gate.wait(10)
        done.append(number)
        return number

    for number in range(20):
        tasks.latest("preview", lambda number=number: work(number), told.append)
    gate.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert told == [19]
    assert len(done) <= 2


def test_lanes_do_not_wait_for_each_other(tasks, qtbot):
    gate = threading.Event()
    told = []
    tasks.latest("slow", lambda: gate.wait(10))
    tasks.latest("quick", lambda: "quick", told.append)
    qtbot.waitUntil(lambda: told == ["quick"])
    gate.set()


def test_a_forgotten_lane_tells_nothing(tasks, qtbot):
    gate = threading.Event()
    told = []
    tasks.latest("preview", lambda: gate.wait(10), told.append)
    tasks.forget("preview")
    gate.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert told == []


def test_a_refusal_goes_to_the_one_who_asked(tasks, qtbot):
    told: list[EditorError] = []

    def work():
        raise Refused("store.full")

    tasks.write(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "store.full"


def test_a_refusal_that_nobody_awaits_is_trouble(tasks, qtbot):
    def work():
        raise Refused("store.full")

    with qtbot.waitSignal(tasks.trouble) as caught:
        tasks.run(work)
    assert caught.args[0].code == "store.full"


@pytest.mark.expects_log
def test_a_fault_of_ours_is_logged_and_told_as_one(tasks, qtbot, caplog):
    told: list[EditorError] = []
    tasks.run(lambda: 1 // 0, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Damaged)
    assert told[0].values == {"kind": "ZeroDivisionError"}
    assert "work failed" in caplog.text


def test_closing_finishes_the_writes_and_calls_home(qapp):
    tasks = Tasks()
    gate = threading.Event()
    written, told = [], []
    tasks.write(lambda: gate.wait(10))
    for number in range(5):
        tasks.write(lambda number=number: written.append(number), lambda _: told.append(1))
    gate.set()
    tasks.close()
    tasks.close()
    assert written == [0, 1, 2, 3, 4]
    assert len(told) == 5


def test_work_after_the_end_is_not_done(qapp):
    tasks = Tasks()
    tasks.close()
    done = []
    tasks.write(lambda: done.append(1))
    tasks.run(lambda: done.append(1))
    tasks.latest("preview", lambda: done.append(1))
    assert done == []


def test_a_deleted_widget_is_not_called(tasks, qtbot):
    class Widget(QObject):
        def show_result(self, _result):
            raise AssertionError("called after its end")

    gate = threading.Event()
    widget = Widget()
    tasks.run(lambda: gate.wait(10), widget.show_result)
    import shiboken6

    shiboken6.delete(widget)
    gate.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
