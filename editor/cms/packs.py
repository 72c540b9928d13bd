# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the rule packs that a newsroom gives to its laptops: their names, tag and limits."""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from editor import wire
from editor.errors import Refused
from editor.text.style import trial
from editor.text.style.house import parse

MOST: Final = 50
"""Packs of one newsroom."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def tag(texts: Mapping[str, str]) -> str:
    """What the feed says of all packs together: another where any is; empty: there are none."""
    if not texts:
        return ""
    return hashlib.sha256(wire.canonical(dict(texts))).hexdigest()[:16]


def changed(texts: Mapping[str, str], name: str, text: str) -> dict[str, str]:
    """The packs with one put there, or, where its text is empty, taken away.

    Raises:
        Refused: `site.bad_field`; `site.unknown_id`; `site.bad_pack` with what is wrong, for one
            that cannot be read or whose own tests do not hold.
    """
    if not _NAME.fullmatch(name):
        raise Refused("site.bad_field", field="name")
    others = {each: known for each, known in texts.items() if each != name}
    if not text:
        if name not in texts:
            raise Refused("site.unknown_id", id=name)
        return others
    if len(others) >= MOST:
        raise Refused("site.bad_field", field="name")
    _check(name, text)
    return dict(sorted({**others, name: text}.items()))


def _check(name: str, text: str) -> None:
    try:
        failures = trial.failures(parse(text, name))
    except Refused as error:
        raise Refused("site.bad_pack", name=name, what=str(error.values.get("what", ""))) from error
    if failures:
        what = f"{failures[0].code} {failures[0].values['rule']}"
        raise Refused("site.bad_pack", name=name, what=what)
