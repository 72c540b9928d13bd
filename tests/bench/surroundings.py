# SPDX-License-Identifier: GPL-3.0-or-later
"""What every measured program stands on: a screen, a warm cache of bytecode, quiet flags."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCREEN = "1500x950x24"


@contextmanager
def surroundings() -> Iterator[str]:
    """Set the environment of the programs to come; yields one line that says what it is.

    A screen of one's own where Xvfb is installed, else what is there, else none. Python keeps its
    bytecode, as it does for everybody who starts a program twice.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    server = None
    with tempfile.TemporaryDirectory(prefix="bench-bytecode-") as bytecode:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(bytecode))
        if "QT_QPA_PLATFORM" not in os.environ and shutil.which("Xvfb"):
            server = _own_screen()
        elif not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        try:
            screen = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY", "")
            load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
            yield f"Python {sys.version.split()[0]}, {os.cpu_count()} cores{load}, screen {screen}"
        finally:
            if server is not None:
                server.terminate()
                server.wait()


def _own_screen() -> "subprocess.Popen[str]":
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    os.environ.pop("WAYLAND_DISPLAY", None)
    return server
