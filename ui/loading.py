# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading: Qt and its Python names, loaded so that what comes after them is not slowed down."""

import builtins
import ctypes
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module, util
from pathlib import Path
from typing import Final

BROWSER: Final = "libQt6WebEngineWidgets.so.6"
"""Needs every library of Qt that the window needs."""

OWN_LIBRARIES: Final = ("unicodedata", "_sqlite3", "_uuid", "_zoneinfo", "uuid_utils")
"""Libraries that modules without Qt need. The system loads one at a time: those are not to wait."""

REST: Final = (
    *("zoneinfo", "concurrent.futures.thread", "editor.desk", "editor.house", "editor.replacing"),
    *("editor.captions.codes", "editor.text.aloud", "editor.text.cells", "editor.text.outline"),
    "editor.text.suggesting",
)
"""Modules that the window needs, and that need no Qt."""

_as_qt = builtins.__import__
"""How PySide imports; Python's own import until it is loaded here."""


def load_qt() -> None:
    """Load Qt. What is imported from then on is imported as Python does it.

    PySide puts an import of its own in place of Python's, which reads the source of every module
    once more and keeps it, to find out whether it asks for other spellings of Qt's names
    (`from __feature__ import snake_case`). None of ours does, nor does what they import.

    Cost: that of loading Qt. Saved: a twentieth of the start, and the text of all modules.
    """
    global _as_qt  # how modules are imported is one thing for the whole program
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415  # not before this module is asked

    _as_qt, builtins.__import__ = builtins.__import__, own


@contextmanager
def as_qt_imports() -> Iterator[None]:
    """Within it modules are imported as PySide does it: for those that take all names of Qt.

    `from PySide6.QtCore import *` finds only names that were used before, unless PySide is asked.
    """
    now, builtins.__import__ = builtins.__import__, _as_qt
    try:
        yield
    finally:
        builtins.__import__ = now


def map_libraries() -> None:
    """Have Qt's libraries mapped into memory in a thread, while Python loads other things.

    Python's own loading holds the interpreter meanwhile; this does not. Where the libraries are not
    those of PySide's wheel on Linux, nothing is done. Saved: 30 ms on two cores.
    """
    found = util.find_spec("PySide6") if sys.platform == "linux" else None
    if found is not None and found.origin is not None:
        _load(OWN_LIBRARIES)
        file = Path(found.origin).parent / "Qt" / "lib" / BROWSER
        # Called as a function of the C library: else ctypes holds the interpreter.
        load = ctypes.CDLL(None).dlopen
        load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        threading.Thread(target=load, args=(bytes(file), 1), name="stet-map", daemon=True).start()


def load_rest() -> None:
    """Load what the window needs beside Qt. Cost: 60 ms, none of them where a library is mapped."""
    _load(REST)


def _load(names: Iterable[str]) -> None:
    for name in names:
        import_module(name)
