# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what stands in a house, summed up by range, so that two can find where they differ."""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from editor.model.operation import Entity

SUM_LETTERS: Final = 16
_RANGE = re.compile(r"[0-9a-f]{2}")

Standing = tuple[Entity, str, str]
"""An entity that stands and is not deleted: kind, id, and its tag with the quotes."""


def range_of(entity: Entity, entity_id: str) -> str:
    """The range that an entity is summed in: one of 256, `00` to `ff`, however ids are made."""
    return hashlib.sha256(f"{entity.value}/{entity_id}".encode()).hexdigest()[:2]


def is_range(text: str) -> bool:
    """Can this be the name of a range?"""
    return _RANGE.fullmatch(text) is not None


def sums(standing: Iterable[Standing]) -> dict[str, str]:
    """Range -> the sum of all that stands in it; a range in which nothing stands is left out.

    The sum is the first 16 hexadecimal digits of the SHA-256 of a line for each entity,
    `<kind>/<id> <tag>` and a newline, sorted. Two houses with the same sums hold the same
    revisions with the same content, as far as the tags tell.
    """
    lines: dict[str, list[str]] = {}
    for entity, entity_id, etag in standing:
        line = f"{entity.value}/{entity_id} {etag}\n"
        lines.setdefault(range_of(entity, entity_id), []).append(line)
    return {
        name: hashlib.sha256("".join(sorted(there)).encode()).hexdigest()[:SUM_LETTERS]
        for name, there in sorted(lines.items())
    }
