# SPDX-License-Identifier: GPL-3.0-or-later
"""Headless Chromium for tests, driven by its DevTools protocol; a test without it says so."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

START_S = 30.0
ANSWER_S = 30.0


class Tab:
    """One page of a running browser."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._events: list[str] = []
        self.say("Page.enable")
        self.say("Runtime.enable")

    def say(self, method: str, **params: object) -> dict:
        """One command of the protocol and its answer."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._line.recv(timeout=ANSWER_S))
            if told.get("id") != number:
                self._events.append(told["method"])
                continue
            assert "error" not in told, told
            return told["result"]

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded, its fonts too."""
        self._events.clear()
        self.say("Page.navigate", url=address)
        while "Page.loadEventFired" not in self._events:
            told = json.loads(self._line.recv(timeout=ANSWER_S))
            self._events.append(told.get("method", ""))
        self.run("document.fonts.ready.then(() => true)")

    def run(self, script: str, *, gesture: bool = False) -> object:
        """The value of an expression in the page; a promise is waited for."""
        told = self.say(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=gesture,
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def until(self, script: str) -> None:
        """Wait for an expression to be true."""
        deadline = time.monotonic() + ANSWER_S
        while not self.run(script):
            assert time.monotonic() < deadline, script
            time.sleep(0.02)

    def click(self, selector: str) -> None:
        """Click the middle of an element with a real mouse event."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{found}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.run(
            f"(b => [b.x + b.width / 2, b.y + b.height / 2])({found}.getBoundingClientRect())"
        )
        assert isinstance(box, list)
        for kind in ("mousePressed", "mouseReleased"):
            self.say(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    def show_as(
        self, width: int, height: int = 900, *, scale: float = 1, dark: bool = False
    ) -> None:
        """Be a screen of that size, in CSS pixels."""
        self.say(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.say("Emulation.setEmulatedMedia", media="", features=[scheme])

    def turn_scripts(self, *, on: bool) -> None:
        """Run the page's own scripts or not, from the next page on."""
        self.say("Emulation.setScriptExecutionDisabled", value=not on)

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """Save a picture of the page as PNG."""
        told = self.say("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def browser(folder: Path) -> Iterator[Tab]:
    """A browser with an empty profile in `folder`, ended at the end.

    Skips the test, with a reason, where Chromium is not installed.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("needs headless Chromium: apt-get install chromium")
    flags = ["--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--mute-audio"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    process = subprocess.Popen(
        [program, *flags, f"--user-data-dir={folder}", "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with connect(_tab_address(folder, process), max_size=None, open_timeout=START_S) as line:
            yield Tab(line)
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def _tab_address(folder: Path, process: subprocess.Popen) -> str:
    told = folder / "DevToolsActivePort"
    deadline = time.monotonic() + START_S
    while not told.exists() or "\n" not in told.read_text():
        assert process.poll() is None, "Chromium ended at once"
        assert time.monotonic() < deadline, "Chromium did not start"
        time.sleep(0.02)
    port, path = told.read_text().splitlines()[:2]
    with connect(f"ws://127.0.0.1:{port}{path}", open_timeout=START_S) as line:
        line.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
        infos = json.loads(line.recv(timeout=ANSWER_S))["result"]["targetInfos"]
    page = next(each["targetId"] for each in infos if each["type"] == "page")
    return f"ws://127.0.0.1:{port}/devtools/page/{page}"
