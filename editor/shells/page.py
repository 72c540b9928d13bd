# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a page from outside as a tree that is safe to show: no scripts, forms or frames."""

import codecs
import re
from dataclasses import dataclass, field
from html import escape
from typing import Final

import nh3

from editor.model.shell import CLOSE, OPEN
from editor.text.legacy import letters
from editor.text.tidy import HALF_PAIR, UNFIT
from editor.text.trees import BLOCKS, Node, Reader

MOST_DEPTH: Final = 256
"""Elements that lie deeper are taken as if they lay here."""
MOST_ELEMENTS: Final = 20_000
"""A page with more is not read: what is nested costs more than it is long."""
MOST_OPEN: Final = 500
"""So many shapes of letters may be open at once: each paragraph has all of them made anew."""
OURS: Final = "data-stet"
"""The attribute by which the preview finds its places; pages from outside lose it."""
LATER: Final = ("data-src", "data-lazy-src", "data-original")
"""Where pages keep the address of a picture that they show once it is scrolled to."""
VOID: Final = frozenset({"br", "hr", "img", "wbr"})
_DRAWING: Final = frozenset(
    """
    circle clippath defs ellipse g line lineargradient mask path pattern polygon polyline
    radialgradient rect stop svg symbol text tspan use
    """.split()  # noqa: SIM905  # a list of words reads better
)
_DRAWN: Final = frozenset(
    """
    clip-path clip-rule cx cy d fill fill-opacity fill-rule fx fy gradientTransform gradientUnits
    height mask offset opacity patternUnits points preserveAspectRatio r rx ry stop-color
    stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-anchor transform viewBox width x x1 x2 xmlns y y1 y2
    """.split()  # noqa: SIM905  # as above
)
_INLINE: Final = frozenset(
    """
    a abbr b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark menu
    picture q rp rt ruby s samp search small span strike strong sub sup svg time tt u var wbr
    hgroup center colgroup col
    """.split()  # noqa: SIM905  # as above
)
_GONE: Final = frozenset(
    """
    applet audio canvas datalist dialog embed frame frameset iframe math noembed noframes noscript
    object script select style template textarea title video form
    """.split()  # noqa: SIM905  # as above
)
_CAMEL: Final = {each.lower(): each for each in ("clipPath", "linearGradient", "radialGradient")}
_TAGS: Final = (
    (BLOCKS | _INLINE | _DRAWING) - {"html", "body", "legend", "fieldset"} - _GONE - set(_CAMEL)
) | set(_CAMEL.values())
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_GONE),
    attributes={
        "*": {"class", "id", "style", "lang", "dir", "hidden", "role", "itemprop", "rel"},
        "a": {"href"},
        "img": {"src", "srcset", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "col": {"span"},
        "time": {"datetime"},
        "details": {"open"},
        "use": {"href", "xlink:href"},
        **{each: set(_DRAWN) for each in _TAGS & (_DRAWING | set(_CAMEL.values()))},
    },
    generic_attribute_prefixes={"data-", "aria-"},
    url_schemes={"http", "https", "mailto", "tel", "data"},
    link_rel=None,
)
_CHARSET: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_TOLD_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"<[a-z]", re.IGNORECASE)
_SHAPE: Final = re.compile(
    r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![\w-])", re.IGNORECASE
)
_OWN: Final = re.compile(f"[{OPEN}{CLOSE}]")
_ROOT_ATTRIBUTES: Final = re.compile(r"class|id|lang|dir|style|data-(?!stet)[\w-]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet that a page names, or one that stands in it."""

    address: str = ""
    text: str = ""
    media: str = ""


@dataclass(slots=True)
class Page:
    """A page, read."""

    body: Node
    """All that stands in it."""
    html_attributes: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    """In their order."""
    base: str = ""
    """What its addresses are told from, if it says so."""
    asks_password: bool = False
    """There is a field for a password."""


def decoded(data: bytes, media_type: str) -> str:
    """A page's bytes as text, by what its server says, what it says itself, and what they are."""
    told = _TOLD_CHARSET.search(media_type)
    own = _CHARSET.search(data[:4096])
    named = (told[1] if told else "", own[1].decode("ascii") if own else "")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return letters(data)[0]
    for name in filter(None, named):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            # It is not what it says that it is.
            continue
    return letters(data)[0]


def is_tangled(text: str) -> bool:
    """Whether a page is nested as no story's page is, and would take minutes to read."""
    if sum(1 for _ in _ELEMENT.finditer(text)) > MOST_ELEMENTS:
        return True
    is_open = most = 0
    for each in _SHAPE.finditer(text):
        is_open = max(0, is_open - 1) if each[1] else is_open + 1
        most = max(most, is_open)
    return most > MOST_OPEN


def read(text: str) -> Page:
    """A page as a tree of what may be shown, and what it says besides. Never raises."""
    fit = _OWN.sub("", UNFIT.sub("", HALF_PAIR.sub("\ufffd", text)))
    facts = _Facts()
    facts.feed(fit)
    facts.close()
    found = facts.page
    found.body = tree(fit)
    found.body.attributes = facts.body
    return found


def tree(html: str) -> Node:
    """HTML from outside as a tree: every element closed, nothing in it that runs."""
    growing = _Growing()
    growing.feed(_CLEANER.clean(html))
    growing.close()
    return growing.root


def written(node: Node) -> str:
    """A tree as HTML."""
    return inside(Node("", {}, [node]))


def inside(node: Node) -> str:
    """What stands in an element, as HTML."""
    pieces: list[str] = []
    # No call for each depth: some pages lie deep.
    stack: list[tuple[Node | str, bool]] = [(each, False) for each in reversed(node.children)]
    while stack:
        each, is_over = stack.pop()
        if isinstance(each, str):
            pieces.append(escape(each, quote=False))
        elif is_over:
            pieces.append(f"</{each.tag}>")
        else:
            pieces.append(f"<{each.tag}{attributes(dict(each.attributes))}>")
            if each.tag not in VOID:
                stack.append((each, True))
                stack.extend((child, False) for child in reversed(each.children))
    return "".join(pieces)


def attributes(told: dict[str, str]) -> str:
    """Attributes as they stand in a tag, each after a blank."""
    return "".join(f' {name}="{escape(each)}"' for name, each in told.items())


class _Growing(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("body", {})
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs if not name.startswith(OURS)}
        node = Node(tag, told)
        if node.is_speck():
            return
        if tag not in VOID and len(self._open) >= MOST_DEPTH:
            self._too_deep += 1
            return
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Facts(Reader):
    """What a page says of itself beside what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page(Node("body", {}))
        self.body: dict[str, str] = {}
        self._unseen = 0
        self._style: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._unseen += tag in {"noscript", "template"}
        if tag == "html" and not self.page.html_attributes:
            self.page.html_attributes = _root(told)
        elif tag == "body" and not self.body:
            self.body = _root(told)
        elif tag == "base" and not self.page.base:
            self.page.base = told.get("href", "")
        elif tag == "input":
            self.page.asks_password |= told.get("type", "").lower() == "password"
        elif tag == "style" and not self._unseen:
            self._style = (told.get("media", ""), [])
        elif tag == "link" and not self._unseen:
            self._take_link(told)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"noscript", "template"} and self._unseen > 0
        if tag == "style" and self._style is not None:
            media, text = self._style
            self.page.sheets.append(Sheet(text="".join(text), media=media))
            self._style = None

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style[1].append(data)

    def _take_link(self, told: dict[str, str]) -> None:
        rel, onload = told.get("rel", "").lower().split(), told.get("onload", "").lower()
        # Many sites put them in by a script, so that the page stands before they are there.
        is_late = "preload" in rel and told.get("as", "").lower() == "style" and "rel" in onload
        is_sheet = "stylesheet" in rel and "alternate" not in rel and "disabled" not in told
        if not told.get("href") or not (is_sheet or is_late):
            return
        media = "" if "media" in onload else told.get("media", "")
        self.page.sheets.append(Sheet(told["href"], media=media))


def _root(told: dict[str, str]) -> dict[str, str]:
    return {name: each for name, each in told.items() if _ROOT_ATTRIBUTES.fullmatch(name)}
