# SPDX-License-Identifier: GPL-3.0-or-later
"""What the start loads, told by a fresh Python: no source text, of Qt only what is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def told(script: str) -> str:
    """What a script prints that runs in a Python of its own."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


def test_no_module_is_read_twice():
    """Python's own import is back once Qt is loaded, and nobody keeps the text of what it loads."""
    script = """
import builtins, linecache
own = builtins.__import__
from ui import loading
loading.load_qt()
from PySide6 import QtCore
from ui import app
print(builtins.__import__ is own, [each for each in linecache.cache if "ui/" in each])
"""
    assert told(script) == "True []"


def test_icons_are_drawn_where_none_is_kept(tmp_path):
    """QtAwesome takes all names of Qt at once, which only PySide's own import knows."""
    script = f"""
import builtins
own = builtins.__import__
from ui import loading
loading.load_qt()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.theme import Theme
application = QApplication([])
theme = Theme(Path("resources"), cache=Path({str(tmp_path)!r}))
print(theme.icon("ph.image").isNull(), builtins.__import__ is own)
"""
    assert told(script) == "False True"


def test_the_first_copy_loads_no_class_that_nobody_uses(tmp_path):
    """Of the document that Qt made, nothing is asked that takes all of Qt to answer."""
    script = f"""
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from ui.theme import Theme
from ui.writer.copy import CopyEdit
from ui.writer.ink import plain_document
application = QApplication([])
copy = CopyEdit(Theme(Path("resources"), cache=Path({str(tmp_path)!r})))
copy.show_document(plain_document(copy))
print("QTimeLine" in vars(QtCore))
"""
    assert told(script) == "False"


WAITING = (
    *("PIL", "alembic", "babel", "fastapi", "jinja2", "markdown", "qtawesome", "sqlalchemy"),
    *("editor.captions.stationery", "editor.pictures.contact", "editor.render.page"),
    *("editor.text.clean", "editor.text.pasted", "editor.text.style.listing"),
    *("ui.captions", "ui.photo_page", "ui.pictures.light_table"),
)
"""Loaded when something of them is first shown or done, never with the window."""


def test_the_window_loads_nothing_that_can_wait():
    """Every room that the first picture is made of, and none of those that come later."""
    script = f"""
import sys
from ui import loading
loading.load_qt()
loading.load_rest()
from ui import app, deeds, newsroom
print(sorted(sys.modules.keys() & set({WAITING!r})))
"""
    assert told(script) == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="only there are libraries mapped ahead")
def test_qt_is_mapped_before_python_asks_for_it():
    """The browser's library is in memory although no module of Qt is loaded."""
    script = """
import sys, threading
from pathlib import Path
from ui import loading
loading.map_libraries()
for each in threading.enumerate():
    if each is not threading.current_thread():
        each.join()
print("libQt6WebEngineCore" in Path("/proc/self/maps").read_text(), "PySide6" in sys.modules)
"""
    assert told(script) == "True False"


@pytest.mark.skipif(sys.platform != "linux", reason="only there are libraries mapped ahead")
def test_nothing_waits_for_qt_to_be_mapped():
    """The rest needs no library that is not loaded yet, and the window needs little beside it."""
    script = """
import main, sys
from ui import loading
def libraries():
    files = {getattr(each, "__file__", None) for each in tuple(sys.modules.values())}
    return {each for each in files if each and each.endswith(".so")}
loading._load(loading.OWN_LIBRARIES)
before = libraries()
loading.load_rest()
print(libraries() - before, "PySide6" in sys.modules)
loading.load_qt()
before = set(sys.modules)
from ui import app, deeds, newsroom
late = sys.modules.keys() - before
print([each for each in late if each.startswith("editor.") and each.count(".") == 1])
"""
    assert told(script).splitlines() == ["set() False", "[]"]
