# SPDX-License-Identifier: GPL-3.0-or-later
"""EditorError(code, **values) and its four kinds: one for each thing that the screen does."""


class EditorError(Exception):
    """Something that a person may have to hear of.

    Args:
        code: what went wrong, as `room.thing`; `ui.words` has a sentence for each code.
        values: what the sentence names (file, limit, time ...); plain numbers and strings.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """The code, with its values for the log."""
        if not self.values:
            return self.code
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code} ({told})"


class Refused(EditorError):
    """It will not be done as asked; the sentence says what to do instead."""


class Offline(EditorError):
    """The other side cannot be reached now; what waits is kept and tried again."""


class Clash(EditorError):
    """Two people changed the same thing; a person chooses."""


class Damaged(EditorError):
    """Something stored is not as it was written; stop, and keep a copy."""
