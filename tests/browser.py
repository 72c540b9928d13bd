# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in headless Chromium, driven over the DevTools protocol."""

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType

import pytest
from websockets.sync.client import connect

NAMES = ("chromium", "chromium-browser", "google-chrome")
START_S = 60.0
ANSWER_S = 60.0


class Browser:
    """One browser with one page; a context manager.

    Args:
        is_script_on: whether pages may run scripts; what the test itself asks for always runs.
    """

    def __init__(self, *, is_script_on: bool = True) -> None:
        self._is_script_on = is_script_on
        self._numbers = itertools.count(1)
        self._heard: list[str] = []
        self._open = contextlib.ExitStack()

    def __enter__(self) -> "Browser":
        with contextlib.ExitStack() as opening:
            folder = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
            self._folder = Path(opening.enter_context(folder))
            self._process = self._start()
            opening.callback(self._end)
            self._socket = opening.enter_context(connect(self._page_address(), max_size=None))
            self._prepare()
            self._open = opening.pop_all()
        return self

    def _prepare(self) -> None:
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        # A page of the net may write to the clipboard only when it is told so.
        self.call("Browser.grantPermissions", permissions=["clipboardReadWrite"])
        if not self._is_script_on:
            self.turn_scripts(on=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def open(self, address: str) -> None:
        """Go to an address and wait until all of it is loaded, its fonts too."""
        self.call("Page.bringToFront")
        self._heard.clear()
        told = self.call("Page.navigate", url=address)
        assert not told.get("errorText"), (address, told["errorText"])
        while "Page.loadEventFired" not in self._heard:
            self._heard.append(self._receive().get("method", ""))
        self.evaluate("document.fonts.ready.then(() => true)")

    def evaluate(self, script: str, *, gesture: bool = False) -> object:
        """The value of an expression in the page; a promise is waited for.

        Args:
            script: one expression.
            gesture: as if the reader had just clicked.
        """
        reply = self.call(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            awaitPromise=True,
            userGesture=gesture,
        )
        assert "exceptionDetails" not in reply, reply
        return reply["result"].get("value")

    def text(self, selector: str) -> str:
        """The text of an element as a reader sees it."""
        found = self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? null")
        assert found is not None, f"nothing on the page is {selector}"
        return str(found).strip()

    def click(self, selector: str) -> None:
        """Press and release the mouse in the middle of an element."""
        spot = self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const r = e.getBoundingClientRect();"
            "return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        at = {"x": spot[0], "y": spot[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, **at)

    def wait_for(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        deadline = time.monotonic() + ANSWER_S
        while not self.evaluate(script):
            assert time.monotonic() < deadline, f"never true: {script}"
            time.sleep(0.02)

    def show_as(
        self, width: int, height: int = 900, *, scale: float = 1, dark: bool = False
    ) -> None:
        """Be a screen of that size, in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale}
        self.call("Emulation.setDeviceMetricsOverride", mobile=width < 600, **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme])

    def turn_scripts(self, *, on: bool) -> None:
        """Run the page's own scripts or not, from the next page on."""
        self.call("Emulation.setScriptExecutionDisabled", value=not on)

    def shot(self, path: Path, *, whole: bool = False) -> None:
        """Write a PNG of the screen, or of the whole page."""
        told = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(told["data"]))

    def call(self, method: str, **values: object) -> dict:
        """One command of the DevTools protocol, and its result."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": values}))
        while (reply := self._receive()).get("id") != number:
            self._heard.append(reply["method"])
        assert "error" not in reply, (method, reply["error"])
        return reply["result"]

    def _receive(self) -> dict:
        return json.loads(self._socket.recv(timeout=ANSWER_S))

    def _start(self) -> "subprocess.Popen[bytes]":
        program = next(filter(None, map(shutil.which, NAMES)), None)
        if program is None:
            pytest.fail(
                "No Chromium found: the reader's page cannot be read as readers do. "
                "Install Debian's package chromium (apt-get install chromium)."
            )
        command = [
            program,
            "--headless=new",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
            f"--user-data-dir={self._folder}",
            "--no-first-run",
            "--hide-scrollbars",
            "--mute-audio",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")
        # A home of its own: crash reports and font caches stay out of the tester's.
        home = {**os.environ, "HOME": str(self._folder)}
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*command, "about:blank"], env=home, stdout=quiet, stderr=quiet)

    def _page_address(self) -> str:
        port_file = self._folder / "DevToolsActivePort"
        deadline = time.monotonic() + START_S
        while not (port_file.exists() and port_file.read_text().count("\n") >= 1):
            assert self._process.poll() is None, "Chromium ended at once"
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.02)
        port = port_file.read_text().split()[0]
        # No proxy: this is our own computer.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while True:
            with opener.open(f"http://127.0.0.1:{port}/json/list", timeout=START_S) as reply:
                pages = [each for each in json.load(reply) if each["type"] == "page"]
            if pages:
                return pages[0]["webSocketDebuggerUrl"]
            assert time.monotonic() < deadline, "Chromium has no page"
            time.sleep(0.02)

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
