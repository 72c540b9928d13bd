# SPDX-License-Identifier: GPL-3.0-or-later
"""The resources that Photoshop keeps in a picture file, among them IIM and its digest."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

_IIM, _DIGEST = 0x0404, 0x0425
_SIGNATURES: Final = (b"8BIM", b"AgHg", b"DCSR", b"MeSa", b"PHUT")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource; what is not IIM is carried along as it is."""

    signature: bytes
    number: int
    name: bytes
    """As a Pascal string without its padding."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Resources:
    """All that stand in a file, as far as they are whole."""

    all: tuple[Resource, ...] = ()

    @staticmethod
    def parse(block: bytes) -> "Resources":
        """Signature, two bytes of number, a name padded to even, four bytes of length, content."""
        found = []
        at = 0
        while block[at : at + 4] in _SIGNATURES:
            signature, number = block[at : at + 4], int.from_bytes(block[at + 4 : at + 6], "big")
            name_length = block[at + 6] if at + 6 < len(block) else 0
            name = block[at + 6 : at + 7 + name_length]
            at += 7 + name_length
            at += at % 2
            length = int.from_bytes(block[at : at + 4], "big")
            at += 4
            content = block[at : at + length]
            if len(content) < length and number != _IIM:
                break  # but a block of IIM that was cut still tells its whole datasets
            found.append(Resource(signature, number, name, content))
            at += length + length % 2
        return Resources(tuple(found))

    @property
    def iim(self) -> bytes:
        """The IIM block; empty: there is none."""
        return b"".join(each.content for each in self.all if each.number == _IIM)

    @property
    def is_iim_newer(self) -> bool:
        """Was the IIM block written after the XMP, by a program that knows no XMP?

        The digest is the MD5 of the IIM block as the last program that knew both left it. No
        digest, or the right one: the two agree.
        """
        digest = next((each.content for each in self.all if each.number == _DIGEST), b"")
        return len(digest) == 16 and any(digest) and digest != _digest(self.iim)

    def with_iim(self, block: bytes) -> "Resources":
        """The same with another IIM block and its digest; everything else stays."""
        others = [each for each in self.all if each.number not in (_IIM, _DIGEST)]
        ours = [
            Resource(b"8BIM", _IIM, b"\x00", block),
            Resource(b"8BIM", _DIGEST, b"\x00", _digest(block)),
        ]
        return replace(self, all=(*ours, *others))

    def block(self) -> bytes:
        """As it stands in a file."""
        return b"".join(_written(self.all))


def _written(resources: Sequence[Resource]) -> list[bytes]:
    return [
        each.signature
        + each.number.to_bytes(2, "big")
        + _even(each.name)
        + len(each.content).to_bytes(4, "big")
        + _even(each.content)
        for each in resources
    ]


def _even(data: bytes) -> bytes:
    return data + b"\x00" * (len(data) % 2)


def _digest(block: bytes) -> bytes:
    return hashlib.md5(block, usedforsecurity=False).digest()
