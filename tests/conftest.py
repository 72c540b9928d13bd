# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every test: no screen needed, no stray log, no thread left running."""

import gc
import ipaddress
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

settings.register_profile(
    "fast",
    max_examples=100,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", parent=settings.get_profile("fast"), max_examples=2000)
settings.load_profile(os.environ.get("STET_HYPOTHESIS", "fast"))

THREAD_GRACE_S = 5.0


def _only_loopback(event: str, arguments: tuple) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise PermissionError(f"a test reached for {host}: only loopback is allowed")


sys.addaudithook(_only_loopback)


def pytest_collection_finish() -> None:
    """What was imported stays to the end: no later look for rubbish goes through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_stray_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator:
    """A test that logs a warning or worse fails, unless it is marked to expect it."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    stray = [
        record
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    assert not stray, [record.getMessage() for record in stray]


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator:
    """A test that leaves a thread of its own running fails."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_S
    while left := [each for each in threading.enumerate() if each not in before and _ours(each)]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {left}")
        time.sleep(0.01)


def _ours(thread: threading.Thread) -> bool:
    # A Dummy thread is one of Qt's own that once called into Python.
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)
