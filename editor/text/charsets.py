# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: Vietnamese letters as old fonts, Windows-1258 and misread UTF-8 give them, as tables."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from editor.text.vietnamese import nfc


class Charset(StrEnum):
    """In which way a text is written that is not plain Unicode in one piece."""

    TCVN3 = "tcvn3"
    """Fonts whose names begin with `.Vn`; also called ABC."""
    VNI = "vni"
    """Fonts whose names begin with `VNI-`: the letter, then its marks as a letter of its own."""
    WINDOWS_1258 = "windows_1258"
    """The bytes of Windows-1258 as if they were those of Western Europe."""
    MISREAD = "misread"
    """UTF-8 as if it were Windows-1252 or Windows-1258, once or twice: mojibake."""
    DECOMPOSED = "decomposed"
    """Unicode with marks that stand alone behind their letter."""


# TCVN 5712:1993, its third form: no capitals but those that bear no tone.
_TCVN3_TEXT: Final = """
¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ \u00adư ®đ
µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ
Ìè Îẻ Ïẽ Ðé Ñẹ Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị
ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ
ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ
"""
TCVN3: Final[Mapping[str, str]] = MappingProxyType(
    {pair[0]: pair[1] for pair in _TCVN3_TEXT.split()}
)
"""Letter of Western Europe -> letter of Vietnam."""

_VNI_MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {"": "øùûõï", "\u0302": "àáåãä", "\u0306": "èéúüë"}
)
"""Which letter stands for a tone (huyền, sắc, hỏi, ngã, nặng), over which shape of the vowel."""
_VNI_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
_VNI_SHAPES: Final[Mapping[str, str]] = MappingProxyType({"\u0302": "â", "\u0306": "ê"})
_VNI_SHAPED: Final[Mapping[str, str]] = MappingProxyType(
    {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302"}
)
_VNI_ALONE: Final[Mapping[str, str]] = MappingProxyType(
    {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
)


def _vni() -> dict[str, str]:
    made = dict(_VNI_ALONE)
    for base, plain in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        for shape in ("", *_VNI_SHAPED.get(base, "")):
            if shape:
                made[base + _VNI_SHAPES[shape]] = nfc(plain + shape)
            for mark, tone in zip(_VNI_MARKS[shape], _VNI_TONES, strict=True):
                made[base + mark] = nfc(plain + shape + tone)
    del made["yï"]
    return made


VNI: Final[Mapping[str, str]] = MappingProxyType(_vni())
"""Letter with its marks, in lower case -> letter of Vietnam."""
_VNI_PARTS: Final = re.compile("[aeouyôö][øùûõïàáåãäèéúüëâê]|[ìíæóòôöîñ]", re.IGNORECASE)

_WINDOWS_1258_TEXT: Final = "ÃĂ ãă ÐĐ ðđ ÕƠ õơ ÝƯ ýư þ₫"
_WINDOWS_1258: Final = str.maketrans(
    {pair[0]: pair[1] for pair in _WINDOWS_1258_TEXT.split()}
    | {"Ì": "\u0300", "Ò": "\u0309", "Þ": "\u0303", "ì": "\u0301", "ò": "\u0323"}
)

_ICELANDIC: Final = str.maketrans("Ðð", "Đđ")
_NO_BYTE: Final = re.compile("[\u1ea0-\u1ef9]")

_SHAPES: Final = frozenset("\u0302\u0306\u031b")
_MARKED: Final = re.compile("[A-Za-z][\u0300-\u036f]+")


def _byte_letters() -> Mapping[str, int]:
    """Every letter that a byte from 0x80 on may have become -> that byte."""
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0x100):
        for name in ("cp1252", "cp1258"):
            letter = bytes([byte]).decode(name, errors="ignore")
            # A letter of the West keeps its byte where the two disagree.
            if letter and not unicodedata.combining(letter):
                found.setdefault(letter, byte)
    return MappingProxyType(found)


_BYTES: Final = _byte_letters()


def _any_of(first: int, last: int) -> str:
    letters = (letter for letter, byte in _BYTES.items() if first <= byte <= last)
    return "[" + "".join(map(re.escape, letters)) + "]"


_REST: Final = _any_of(0x80, 0xBF)
_MISREAD: Final = re.compile(
    f"{_any_of(0xC2, 0xDF)}{_REST}|{_any_of(0xE0, 0xEF)}{_REST}{{2}}"
    f"|{_any_of(0xF0, 0xF4)}{_REST}{{3}}"
)
_LOST_BLANK: Final = re.compile(r"[ÃĂ](?: (?=[ ,.;:!?)”])|(?= )|$)")
"""The second byte of `à` is a no-break space, which many programs make a blank or cut off."""
TIMES: Final = 3
"""So often UTF-8 may have been misread, one over the other."""


def joined(text: str) -> str:
    """The text with every letter in one piece, whatever order its marks came in."""
    return nfc(_MARKED.sub(_in_order, unicodedata.normalize("NFD", text)))


def _in_order(found: re.Match[str]) -> str:
    # NFC alone leaves `e`, acute, circumflex as two letters: both marks stand above.
    letter, marks = found[0][0], found[0][1:]
    return letter + "".join(sorted(marks, key=lambda mark: mark not in _SHAPES))


def from_tcvn3(text: str) -> str:
    """Read letters of TCVN3; words with two capitals of the alphabet get the capitals they lost."""
    return _WORD.sub(_raised, text.translate(_TCVN3_LETTERS))


_TCVN3_LETTERS: Final = str.maketrans({**TCVN3, "\u03bc": "à"})
_WORD: Final = re.compile(r"[^\W\d_]+")


def _raised(found: re.Match[str]) -> str:
    plain = [each for each in found[0] if each.isascii()]
    is_raised = len(plain) > 1 and all(map(str.isupper, plain))
    return found[0].upper() if is_raised else found[0]


def from_vni(text: str) -> str:
    """Read letters of VNI; a capital with a small mark is a capital."""
    return _VNI_PARTS.sub(_one_of_vni, text)


def _one_of_vni(found: re.Match[str]) -> str:
    part = found[0]
    letter = VNI.get(part.lower())
    if letter is None:
        # Only its first letter may be one of these fonts.
        first = VNI.get(part[0].lower(), part[0])
        return (first.upper() if part[0].isupper() else first) + part[1:]
    return letter.upper() if part[0].isupper() else letter


def from_windows_1258(text: str) -> str:
    """Read the bytes of Windows-1258 that were taken for Windows-1252.

    Beside letters that no such byte becomes, only the Icelandic ones are a residue of it.
    """
    is_unicode = _NO_BYTE.search(text) is not None
    return text.translate(_ICELANDIC) if is_unicode else joined(text.translate(_WINDOWS_1258))


def from_misread(text: str, times: int = 1) -> str:
    """Read UTF-8 whose bytes were taken for letters, so many times over."""
    for _ in range(times):
        text = _LOST_BLANK.sub("à", _MISREAD.sub(_as_utf8, text))
    return nfc(text)


def _as_utf8(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[letter] for letter in found[0]).decode()
    except UnicodeDecodeError:
        return found[0]


READERS: Final[tuple[tuple[Charset, Callable[[str], str]], ...]] = (
    (Charset.TCVN3, from_tcvn3),
    (Charset.VNI, from_vni),
    (Charset.WINDOWS_1258, from_windows_1258),
    *((Charset.MISREAD, partial(from_misread, times=each + 1)) for each in range(TIMES)),
)
"""How each may be read; all but the marks that stand alone, which need no guess."""


def wide(data: bytes) -> str:
    """Bytes as the letters of Windows-1252; those that it has not got as signs of control."""
    return "".join(map(_WIDE.__getitem__, data))


_WIDE: Final = tuple(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)
)
