# SPDX-License-Identifier: GPL-3.0-or-later
"""Echo: the text of a QTextDocument, kept beside it splice by splice so that a key stays cheap."""

from PySide6.QtGui import QTextCursor, QTextDocument

from editor.model.steps import Splice
from editor.text.tidy import tidy

_CODE = "utf-16-le"
_UNIT_BYTES = 2
_JOINT_BYTES = 32 * _UNIT_BYTES


def decode(frozen: bytes) -> str:
    """The text of what `Echo.freeze` gave; lines end in newline."""
    return frozen.decode(_CODE, "surrogatepass")


def units(text: str) -> int:
    """How long Qt says that a text is: letters beyond U+FFFF count twice."""
    return len(text.encode(_CODE, "surrogatepass")) // _UNIT_BYTES


class Echo:
    """What `document.toRawText()` would give, without asking for all of it at each key.

    Held as UTF-16, so that Qt's positions are ours; U+2029 is held as a newline. Cost of a key:
    one memmove, under 0.1 ms for 100,000 words.

    Args:
        document: followed by connecting its `contentsChange` to `splice`.
        text: what was put into it, if known: saves reading it back.
    """

    def __init__(self, document: QTextDocument, text: str | None = None) -> None:
        self._document = document
        self._composing: tuple[int, str] | None = None
        self.change: Splice | None = None
        """The newest change of the text; None: it is not known."""
        self._is_tidy = text is not None
        self._bytes = bytearray(b"" if text is None else _encode(text))
        if len(self._bytes) != (document.characterCount() - 1) * _UNIT_BYTES:
            self.read()

    def read(self) -> None:
        """Take the whole text anew."""
        self._is_tidy = False
        self._bytes = bytearray(_encode(self._document.toRawText()))

    def splice(self, position: int, removed: int, added: int) -> bool:
        """Follow one `contentsChange`; whether the text is not what it was.

        Qt counts the separator behind the last paragraph in some changes (`setPlainText`, undo)
        and reports a change without one while a syllable is composed.
        """
        self._note_composing(position)
        end = self._document.characterCount() - 1
        start = position * _UNIT_BYTES
        stop = min(len(self._bytes), start + removed * _UNIT_BYTES)
        now = _encode(self._between(position, min(end, position + added)))
        before = bytes(self._bytes[start:stop])
        if before == now:
            return False
        self._bytes[start:stop] = now
        self.change = Splice(position, before, now)
        self._is_tidy = self._is_tidy and self._is_joint_tidy(start, start + len(now))
        if len(self._bytes) != end * _UNIT_BYTES:
            self.read()
            self.change = None
        return True

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds a syllable that the document does not have yet."""
        return self._composing is not None

    @property
    def composed(self) -> Splice | None:
        """The syllable that is being composed, as it would stand in the text, or None."""
        if self._composing is None:
            return None
        position, syllable = self._composing
        return Splice(position, b"", _encode(syllable))

    @property
    def is_tidy(self) -> bool:
        """Whether the text is known to be as `editor.text.tidy.tidy` leaves it."""
        return self._is_tidy

    def freeze(self) -> bytes:
        """A copy of the text for another thread: see `decode`."""
        return bytes(self._bytes)

    def freeze_composed(self) -> bytes:
        """The same, with the syllable that is still being composed: for a save, not for show."""
        if self._composing is None:
            return self.freeze()
        position, syllable = self._composing
        at = position * _UNIT_BYTES
        return b"".join((self._bytes[:at], _encode(syllable), self._bytes[at:]))

    def _is_joint_tidy(self, start: int, stop: int) -> bool:
        """Marks join the letter before them: what stands around the new text counts too."""
        joint = decode(bytes(self._bytes[max(0, start - _JOINT_BYTES) : stop + _JOINT_BYTES]))
        return tidy(joint) == joint

    def _note_composing(self, position: int) -> None:
        block = self._document.findBlock(position)
        layout = block.layout() if block.isValid() else None
        syllable = layout.preeditAreaText() if layout is not None else ""
        if layout is not None and syllable:
            self._composing = (block.position() + layout.preeditAreaPosition(), syllable)
        else:
            self._composing = None

    def _between(self, start: int, stop: int) -> str:
        if stop <= start:
            return ""
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()


def _encode(text: str) -> bytes:
    return text.replace("\u2029", "\n").encode(_CODE, "surrogatepass")
