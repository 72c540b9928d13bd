# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: runs of words, each in its style and link, as one paragraph of the house Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from editor.text.trees import Node

_MARKED = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em"}
_TAGGED = {"sub": "sub", "sup": "sup", "u": "u", "ins": "u", "s": "s", "del": "s", "strike": "s"}
_CODED = {"code": "code", "kbd": "code", "samp": "code", "tt": "code"}
_STYLES: Mapping[str, str] = {**_MARKED, **_TAGGED, **_CODED}
_MARKS = {"strong": "**", "em": "*"}

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)")
_ESCAPED = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_LINE_OPENS = re.compile(r"(?m)^(\d{1,9})(?=\.(?:\s|$))|^(?=[#>=+:-])")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a link spans its runs."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""


def styled(node: Node, styles: frozenset[str]) -> frozenset[str]:
    """The styles within an element that stands in others: `strong`, `em`, `sub` and so on."""
    style = node.style()
    mark = _STYLES.get(node.tag)
    if mark and not (mark == "strong" and _NOT_BOLD.search(style)):
        styles |= {mark}
    if _BOLD.search(style):
        styles |= {"strong"}
    return styles | {"em"} if _ITALIC.search(style) else styles


def line(runs: Iterable[Run]) -> str:
    """Runs of words as one paragraph of Markdown; line breaks stay."""
    spaced = _without_double_blanks(runs)
    text = "".join(
        _linked(link, [Run(run.text, run.styles) for run in group])
        for link, group in groupby(spaced, key=lambda run: run.link)
    )
    text = re.sub(r" *\n *", "\n", text).strip()
    text = _LINE_OPENS.sub(lambda found: (found[1] or "") + "\\", text)
    return text.replace("\n", "  \n")


def _without_double_blanks(runs: Iterable[Run]) -> list[Run]:
    told: list[Run] = []
    for run in runs:
        text = run.text if run.text == "\n" else re.sub(r"\s+", " ", run.text)
        if told and told[-1].text[-1:].isspace():
            text = text.lstrip(" ")
        if not text:
            continue
        if told and (told[-1].styles, told[-1].link) == (run.styles, run.link):
            text = told.pop().text + text
        told.append(Run(text, run.styles, run.link))
    return told


def _linked(link: str, runs: list[Run]) -> str:
    written = [
        _written(run, runs[place - 1 : place], runs[place + 1 : place + 2])
        for place, run in enumerate(runs)
    ]
    text = "".join(written)
    inner = text.strip()
    if not link or not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}[{inner.replace(chr(10), ' ')}]({link}){after}"


def _written(run: Run, before: Sequence[Run], after: Sequence[Run]) -> str:
    """One run with its marks; tags where marks would touch other marks or words."""
    inner = run.text.strip()
    if not inner or not run.styles:
        return _escape(run.text)
    start = run.text.index(inner)
    lead, tail = run.text[:start], run.text[start + len(inner) :]
    touches = (before and not lead and before[0].styles) or (after and not tail and after[0].styles)
    text = _escape(inner)
    for style in sorted(run.styles):
        mark = _MARKS.get(style)
        if mark and not touches and "\n" not in inner and len(run.styles) == 1:
            text = f"{mark}{text}{mark}"
        else:
            text = f"<{style}>{text}</{style}>"
    return lead + text + tail


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda found: "&amp;" if found[0] == "&" else "\\" + found[0], text)


def as_link(text: str) -> str:
    """An address that is a whole paragraph stays words: bare it would become a card."""
    if not text.lower().startswith("http") or re.search(r"\s", text):
        return text
    is_plain = "\\" not in text and "&amp;" not in text
    return f"<{text}>" if is_plain else text.replace("://", "\\://", 1)
