# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading: Qt and its Python names, loaded so that what comes after them is not slowed down."""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager

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
