# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from outside: one spelling for plain text; pasted HTML as clean copy with a receipt."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from editor.text import vietnamese

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\u0085\v\f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*\n(?:[ \t\u00a0]*\n)+")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_RUN_OF_BLANKS = re.compile("[ \u00a0]*\u00a0[ \u00a0]*")
_HEAVY = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight:\s*(normal|[1-4]00)", re.IGNORECASE)
_NEVER_SEEN = ("script", "style", "head", "meta", "link", "template", "noscript", "object")
_BLOCK_IN_LINE = ",".join(
    f"{line} {block}"
    for line in ("h1", "h2", "h3", "h4", "h5", "h6", "td", "th")
    for block in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "li")
)
"""A heading or a cell is one line of Markdown: what stands in it may not break it."""
_MOST_DEPTH = 120
"""Elements inside one another; what lies deeper is taken as its plain text."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was kept and what was dropped, by kind and number, most frequent first."""

    kept: tuple[tuple[str, int], ...] = ()
    """`quotes`, `pictures`, `links`, `headings`, `lists`, `tables`, `emphasis`."""
    dropped: tuple[tuple[str, int], ...] = ()
    """`styles`, `scripts`, `comments`, `frames`, `forms`."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean copy, the addresses of the pictures that it names, and the receipt."""

    copy: str
    receipt: Receipt
    pictures: tuple[tuple[str, str], ...] = ()
    """(name in the copy, address in the page) in the order of the page."""


def tidy(text: str) -> str:
    r"""The text as it is stored: NFC, lines end in `\n`, no control characters.

    No-break spaces stay: they are somebody's choice until a rule of the house says otherwise.
    """
    plain = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return vietnamese.nfc(plain.encode("utf-8", "replace").decode("utf-8"))


def from_html(html: str) -> Cleaned:
    """Copy from a pasted or saved page: its words, structure, quotes and pictures; no styles.

    Args:
        html: a page or a fragment, from a browser, a word processor or a mail.
    """
    # Both are needed only when somebody pastes or imports: not for the start of the program.
    from bs4 import BeautifulSoup  # noqa: PLC0415
    from markdownify import MarkdownConverter  # noqa: PLC0415

    soup = BeautifulSoup(tidy(html), "html.parser")
    dropped = _drop(soup)
    _flatten(soup)
    _read_styles(soup)
    pictures = _name_pictures(soup)
    kept = _count(soup)
    converter = cast("Any", MarkdownConverter)(heading_style="ATX", bullets="-", wrap=False)
    copy = _tidy_copy(converter.convert_soup(soup))
    return Cleaned(copy, Receipt(_ranked(kept), _ranked(dropped)), pictures)


def _tidy_copy(copy: str) -> str:
    text = _TRAILING.sub("", _RUN_OF_BLANKS.sub(" ", copy))
    text = _BLANK_LINES.sub("\n\n", text).strip("\n")
    return f"{tidy(text)}\n" if text.strip() else ""


def _drop(soup: "BeautifulSoup") -> Counter[str]:
    from bs4 import Comment  # noqa: PLC0415  # as in from_html

    dropped: Counter[str] = Counter()
    comments = soup.find_all(string=lambda each: isinstance(each, Comment))
    dropped["comments"] = len(comments)
    for each in comments:
        each.extract()
    for tag in soup.find_all(_NEVER_SEEN):
        dropped["scripts" if tag.name == "script" else "styles"] += 1
        tag.decompose()
    for name, kind in (("iframe", "frames"), ("form", "forms"), ("input", "forms")):
        for tag in soup.find_all(name):
            dropped[kind] += 1
            tag.unwrap()
    dropped["styles"] += len(soup.find_all(style=True))
    return dropped


def _flatten(soup: "BeautifulSoup") -> None:
    """Take what is nested beyond reason as plain text: the converter walks by recursion."""
    level: list[Tag] = [soup]
    for _ in range(_MOST_DEPTH):
        level = [child for tag in level for child in tag.find_all(recursive=False)]
    for tag in level:
        tag.string = tag.get_text(" ")
    for inner in soup.select(_BLOCK_IN_LINE):
        inner.insert_before(" ")
        inner.insert_after(" ")
        inner.unwrap()


def _read_styles(soup: "BeautifulSoup") -> None:
    """Word processors write weight and slant as styles, and wrap plain text in `<b>`."""
    for tag in soup.find_all(["b", "strong"], style=_LIGHT):
        tag.unwrap()
    for tag in soup.find_all("a", href=False):
        tag.unwrap()
    for tag in soup.find_all("span", style=True):
        style = str(tag["style"])
        is_heavy, is_slanted = _HEAVY.search(style), _SLANTED.search(style)
        if not tag.get_text(strip=True) or not (is_heavy or is_slanted):
            continue
        tag.name = "strong" if is_heavy else "em"
        if is_heavy and is_slanted:
            tag.wrap(soup.new_tag("em"))


def _name_pictures(soup: "BeautifulSoup") -> tuple[tuple[str, str], ...]:
    """Name each picture by the last part of its address; never a path, never twice."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    for number, tag in enumerate(soup.find_all("img"), start=1):
        source = str(tag.get("src") or tag.get("data-src") or "")
        name = _picture_name(source, number)
        while name in taken:
            name = f"{number}-{name}"
        taken.add(name)
        found.append((name, source))
        tag.attrs = {"src": name, "alt": str(tag.get("alt") or "")}
    return tuple(found)


def _picture_name(source: str, number: int) -> str:
    try:
        path = "" if source.startswith("data:") else urlsplit(source).path
    except ValueError:
        path = ""
    name = PurePosixPath(unquote(path).replace("\\", "/")).name
    name = re.sub(r"[\s()\[\]<>\"'\\]+", "-", tidy(name)).strip("-.")
    return name or f"picture-{number}"


def _count(soup: "BeautifulSoup") -> Counter[str]:
    kinds = {
        "quotes": ["blockquote", "q"],
        "pictures": ["img"],
        "links": ["a"],
        "headings": ["h1", "h2", "h3", "h4", "h5", "h6"],
        "lists": ["ul", "ol"],
        "tables": ["table"],
        "emphasis": ["b", "strong", "i", "em"],
    }
    return Counter({kind: len(soup.find_all(names)) for kind, names in kinds.items()})


def _ranked(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((kind, count) for kind, count in counted.most_common() if count)
