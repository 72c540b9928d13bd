# SPDX-License-Identifier: GPL-3.0-or-later
"""IIM, the older block of words in a picture file: read in any letters, written in UTF-8."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_START: Final = 0x1C
_ENVELOPE, _WORDS = 1, 2
_CHARACTER_SET, _VERSION = 90, 0
_UTF8: Final = b"\x1b%G"
_VERSION_4: Final = b"\x00\x04"
_BINARY: Final = frozenset({_VERSION, 125, 200, 201, 202})
"""Datasets of the second record that are no text: version, caption and preview as pixels."""
_EXTENDED: Final = 0x8000


@dataclass(frozen=True, slots=True)
class Dataset:
    """One value. A number that may be repeated has several."""

    record: int
    number: int
    value: bytes


def parse(block: bytes) -> list[Dataset]:
    """The datasets of a block, as far as they are whole.

    IIM 4.2: a tag mark, record, dataset, two bytes of length; with the highest bit of the length
    set, it says how many bytes the length takes.
    """
    found = []
    at = 0
    while at + 5 <= len(block) and block[at] == _START:
        record, number = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & _EXTENDED:
            width = length & ~_EXTENDED
            if width > 4:
                break
            length, at = int.from_bytes(block[at : at + width], "big"), at + width
        if at + length > len(block):
            break
        found.append(Dataset(record, number, block[at : at + length]))
        at += length
    return found


def block_of(datasets: Iterable[Dataset]) -> bytes:
    """The datasets as one block, in the order of their numbers."""
    ordered = sorted(datasets, key=lambda each: (each.record, each.number))
    return b"".join(_written(each) for each in ordered)


def texts(datasets: Sequence[Dataset]) -> dict[int, list[str]]:
    """The words of a block, by the number of their dataset."""
    is_utf8 = _is_marked(datasets)
    found: dict[int, list[str]] = {}
    for each in datasets:
        if _is_text(each):
            found.setdefault(each.number, []).append(decoded(each.value, is_utf8=is_utf8))
    return found


def decoded(raw: bytes, *, is_utf8: bool = False) -> str:
    """Old blocks say nothing of their letters: UTF-8 if it can be, else Western Windows."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_utf8 and error.end == len(raw) and error.reason.startswith("unexpected end"):
            return raw[: error.start].decode("utf-8")  # cut at a byte by the length limit
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def revised(datasets: Sequence[Dataset], told: Mapping[int, Sequence[bytes]]) -> list[Dataset]:
    """A block with some numbers told anew, and all its other words in UTF-8.

    The mark of UTF-8 holds for the whole block, so that old words in other letters must change
    with it.

    Args:
        datasets: the block as it stood.
        told: the values of each number, in UTF-8; none: it is taken out.
    """
    is_utf8 = _is_marked(datasets)
    kept = [
        _recoded(each, is_utf8=is_utf8)
        for each in datasets
        if not (each.record == _WORDS and (each.number in told or each.number == _VERSION))
        and (each.record, each.number) != (_ENVELOPE, _CHARACTER_SET)
    ]
    new = [Dataset(_WORDS, number, value) for number in told for value in told[number]]
    marks = [
        Dataset(_ENVELOPE, _CHARACTER_SET, _UTF8),
        Dataset(_WORDS, _VERSION, _VERSION_4),
    ]
    return [*marks, *kept, *new]


def cut(text: str, limit_bytes: int) -> bytes:
    """As much of a text as the limit lets in, in UTF-8, without a letter in halves.

    A letter that is written as a base and marks of its own is a letter, too.
    """
    raw = unicodedata.normalize("NFC", text).encode("utf-8", "ignore")
    if len(raw) <= limit_bytes:
        return raw
    kept = raw[:limit_bytes].decode("utf-8", "ignore")
    rest = raw[len(kept.encode()) :].decode("utf-8")
    if unicodedata.combining(rest[0]):
        kept = kept.rstrip("".join(char for char in kept if unicodedata.combining(char)))[:-1]
    return kept.rstrip().encode("utf-8")


def _written(each: Dataset) -> bytes:
    length = len(each.value)
    head = bytes((_START, each.record, each.number))
    if length < _EXTENDED:
        return head + length.to_bytes(2, "big") + each.value
    return head + (_EXTENDED | 4).to_bytes(2, "big") + length.to_bytes(4, "big") + each.value


def _is_marked(datasets: Iterable[Dataset]) -> bool:
    return any(
        (each.record, each.number) == (_ENVELOPE, _CHARACTER_SET) and each.value.strip() == _UTF8
        for each in datasets
    )


def _is_text(each: Dataset) -> bool:
    return each.record == _WORDS and each.number not in _BINARY


def _recoded(each: Dataset, *, is_utf8: bool) -> Dataset:
    if not _is_text(each):
        return each
    value = decoded(each.value, is_utf8=is_utf8).encode("utf-8")
    return each if value == each.value else Dataset(each.record, each.number, value)
