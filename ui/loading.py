# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading: Qt and its Python names, loaded so that what comes after them is not slowed down."""

import builtins


def load_qt() -> None:
    """Load Qt. What is imported from then on is imported as Python does it.

    PySide puts an import of its own in place of Python's, which reads the source of every module
    once more and keeps it, to find out whether it asks for other spellings of Qt's names
    (`from __feature__ import snake_case`). None of ours does, nor does what they import.

    Cost: that of loading Qt. Saved: a twentieth of the start, and the text of all modules.
    """
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415  # not before this module is asked

    builtins.__import__ = own
