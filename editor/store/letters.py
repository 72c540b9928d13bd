# SPDX-License-Identifier: GPL-3.0-or-later
"""Halves of letters, which no file can hold, give way when a document is stored."""

from collections.abc import Callable

from editor.model.operation import Doc


def storing(doc: Doc, store: Callable[[Doc], Doc]) -> Doc:
    """Store a document by `store`; where it has halves of letters, with U+FFFD for each."""
    try:
        return store(doc)
    except UnicodeEncodeError:
        return store({name: _whole(value) for name, value in doc.items()})


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(each) for name, each in value.items()}
    return value
