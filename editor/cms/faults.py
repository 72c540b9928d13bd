# SPDX-License-Identifier: GPL-3.0-or-later
"""What may go wrong between a laptop and the house in memory, on demand."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

from editor.errors import EditorError, Offline, Refused

BUSY_S: Final = 30.0


class Fault(StrEnum):
    """What may go wrong with one call."""

    DROP_BEFORE = "drop_before"
    """The line breaks before the server hears of it."""
    DROP_AFTER = "drop_after"
    """It takes effect, and the reply is lost."""
    SLOW = "slow"
    """It takes effect, and the reply comes too late."""
    LOGIN_PAGE = "login_page"
    """Somebody else answers 200 with a page."""
    OTHER_SERVER = "other_server"
    """Another publishing server answers at the address."""
    SIGNED_OUT = "signed_out"
    BUSY = "busy"


Faults = Callable[[str], Fault | None] | Iterable[Fault | None]
"""Asked with the name of each call (`push`, `changes` ...), or used up one a call."""

BEFORE: Final[dict[Fault | None, Callable[[], EditorError]]] = {
    Fault.DROP_BEFORE: lambda: Offline("line.down"),
    Fault.LOGIN_PAGE: lambda: Offline("line.not_our_server"),
    Fault.OTHER_SERVER: lambda: Refused("line.other_server"),
    Fault.SIGNED_OUT: lambda: Refused("line.signed_out"),
    Fault.BUSY: lambda: Offline("line.busy", retry_after_s=BUSY_S),
}
AFTER: Final[dict[Fault | None, Callable[[], EditorError]]] = {
    Fault.DROP_AFTER: lambda: Offline("line.down"),
    Fault.SLOW: lambda: Offline("line.timeout"),
}
