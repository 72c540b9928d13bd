# SPDX-License-Identifier: GPL-3.0-or-later
"""Text as Stet keeps it: letters in one piece, lines that end in newline, no control characters."""

import re
from typing import Final

from editor.text.vietnamese import nfc

UNFIT: Final = re.compile("[\x00-\x08\x0e-\x1f\ufeff\ufffe\uffff]")
HALF_PAIR: Final = re.compile("[\ud800-\udfff]")
"""Half a character, as some clipboards give it; nothing can store or send it."""

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile("[\x7f-\x9f]")


def tidy(text: str) -> str:
    """Text as Stet keeps it: NFC, lines that end in newline, no control characters.

    Soft hyphens and no-break spaces stay: the first is a letter in an old Vietnamese charset, the
    second is for a person to see.
    """
    whole = HALF_PAIR.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return nfc(_CONTROL.sub("", UNFIT.sub("", whole)))
