# SPDX-License-Identifier: GPL-3.0-or-later
"""No screen, no Qt: all of `editor` and every headless command work where Qt is not installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]

BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "qtawesome", "qtpy"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Block())
"""

IMPORT_ALL = """
import importlib, json, pkgutil
import editor
names = [each.name for each in pkgutil.walk_packages(editor.__path__, "editor.")]
for name in names:
    # What Alembic runs by itself cannot be imported by others.
    if ".migrations." not in name:
        importlib.import_module(name)
print(json.dumps(names))
"""

RUN_MAIN = """
import runpy
runpy.run_path("main.py", run_name="__main__")
"""


def run(program, *arguments, **environment):
    """A fresh Python where Qt cannot be imported."""
    return subprocess.run(
        [sys.executable, "-c", BLOCK + program, *arguments],
        cwd=HOME,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_all_of_the_newsroom_imports():
    """Every module of `editor`, one by one."""
    done = run(IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    names = json.loads(done.stdout)
    assert {"editor.commands", "editor.server.app", "editor.sync.loop"} <= set(names)


def test_a_command_works(tmp_path):
    """A story is made and listed."""
    made = run(RUN_MAIN, "--store", str(tmp_path), "--json", "new", "headline=Một")
    assert made.returncode == 0, made.stderr
    listed = run(RUN_MAIN, "--store", str(tmp_path), "--json", "list")
    assert [each["id"] for each in json.loads(listed.stdout)] == [json.loads(made.stdout)["id"]]
