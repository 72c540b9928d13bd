# SPDX-License-Identifier: GPL-3.0-or-later
"""Rubbish: looked for on the thread of the widgets alone, so that no other thread ends one."""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

LOOK_MS: Final = 5000
ENOUGH: Final = 2000
"""So many objects more than at the last look are worth a look."""
WHOLE: Final = 12
"""So many looks at what is young, then one at all that was made since the start."""


class Rubbish(QObject):
    """Clears away, in pauses, on the thread that it was made in.

    Python's own collector looks wherever something is made, in any thread: a widget in a ring of
    rubbish would then end in a thread that it does not belong to, and the program with it.

    Args:
        parent: what it lives as long as.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What stands now is there to stay: no look goes through it.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> None:
        """Clear away what nothing refers to any more, when enough was made since the last look."""
        young, _, looks = gc.get_count()
        if young >= ENOUGH:
            gc.collect(2 if looks >= WHOLE else 1)
