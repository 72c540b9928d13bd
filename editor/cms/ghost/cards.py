# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: HTML as Ghost holds it: its blocks, its cards, and when two spellings say the same."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, NamedTuple

BEGIN: Final = "<!--kg-card-begin: html-->"
END: Final = "<!--kg-card-end: html-->"
PAYWALL: Final = "<!--members-only-->"
"""What stands below it only members read."""
_PART: Final = re.compile(
    r"<!--kg-card-begin: html-->(?P<card>.*?)<!--kg-card-end: html-->"
    r"|(?P<wall><!--members-only-->)|<!--kg-card-(?:begin|end): markdown-->",
    re.DOTALL,
)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_HEADS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FORMS: Final = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code"} | {
    each: each for each in ("u", "s", "sub", "sup")
}
_PLAIN: Final = {
    "p": _FORMS.keys() | {"a", "br"},
    "ul": _FORMS.keys() | {"a", "br", "ul", "ol", "li"},
    "ol": _FORMS.keys() | {"a", "br", "ul", "ol", "li"},
    "blockquote": _FORMS.keys() | {"a", "br", "p"},
    "pre": frozenset({"code"}),
    "hr": frozenset[str](),
} | {each: _FORMS.keys() | {"a"} for each in _HEADS}
"""Block -> what may stand in it so that nothing is lost."""
_GIVEN: Final = {"a": frozenset({"href", "rel"}), "pre": frozenset({"tabindex"})}
"""Element -> what it may be given; what is given to any other is lost."""
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_PARAGRAPHS: Final = re.compile(r"</p>\s*<p>")
_NO_PARAGRAPH: Final = re.compile(r"</?p>\s*")
_SAYS: Final = {"a": ("href",), "img": ("src", "alt"), "ol": (), "li": ()}
_OPEN: Final = re.compile(r"<([a-zA-Z][\w-]*)([^>]*)>")


class Part(NamedTuple):
    """A part of a text of the house."""

    html: str
    is_card: bool = False
    """Written by somebody in HTML, and held as it is."""


def parts(html: str) -> Iterator[Part]:
    """The parts of a text, top down: blocks, cards, and where only members read on."""
    at = 0
    for found in _PART.finditer(html):
        yield from (Part(each) for each in _cut(html[at : found.start()]))
        at = found.end()
        if found["card"] is not None and found["card"].strip():
            yield Part(found["card"].strip(), is_card=True)
        elif found["wall"]:
            yield Part(PAYWALL)
    yield from (Part(each) for each in _cut(html[at:]))


def kept(piece: str) -> str:
    """A block of ours as the house holds it: by itself, or as a card where it would lose some."""
    look = _Look(piece)
    block = look.block
    if block in _PLAIN and look.inner <= _PLAIN[block] and not look.has_more:
        return _joined(piece) if block == "blockquote" else piece
    return card(piece)


def card(html: str) -> str:
    """HTML as a card, which the house holds as it is."""
    return f"{BEGIN}\n{html.strip()}\n{END}"


def is_same(sent: str, stands: str, home: str) -> bool:
    """Whether two spellings of a text say the same.

    Args:
        sent: as it was sent.
        stands: as the house gives it back.
        home: the site's address, which stands before its own addresses or does not.
    """
    return said(sent, home) == said(stands, home)


def said(html: str, home: str) -> list[tuple[str, ...]]:
    """What a text says, without what the house spells anew: classes, sizes, blanks, nesting."""
    found: list[tuple[str, ...]] = []
    for part in parts(html.replace(f"{home}/", "/") if home else html):
        if part.is_card or part.html == PAYWALL:
            found.append(("card", part.html))
            continue
        found += _Told(part.html).told
    return found


def _joined(quote: str) -> str:
    """A quotation whose paragraphs are lines: the house holds no paragraph in one."""
    inner = _PARAGRAPHS.sub("<br><br>", quote)
    return _NO_PARAGRAPH.sub("", inner)


def _cut(html: str) -> list[str]:
    """The blocks that stand side by side; loose text between them is one, too."""
    return _Cutter(html).pieces


class _Look(HTMLParser):
    """What elements and attributes a block has."""

    def __init__(self, piece: str) -> None:
        super().__init__(convert_charrefs=True)
        self.block, self.inner, self.has_more = "", set[str](), False
        self._depth = 0
        self.feed(piece)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.block:
            self.block = tag
        else:
            self.inner.add(tag)
            # A second block, or what stands in a list as a block of its own.
            self.has_more |= self._depth == 0
        self.has_more |= not {name for name, _ in attrs} <= _GIVEN.get(tag, frozenset())
        self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        self.has_more |= self._depth <= 0 and bool(data.strip())

    def handle_comment(self, data: str) -> None:
        del data
        self.has_more = True


class _Cutter(HTMLParser):
    """Cuts HTML between the elements that lie in no other."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._html, self._open, self._from = html, list[str](), 0
        self._lines = [0]
        for found in re.finditer("\n", html):
            self._lines.append(found.end())
        self.feed(html)
        self.close()
        self._take(len(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if not self._open:
            self._take(self._at())
        if tag not in _VOID:
            self._open.append(tag)
        elif not self._open:
            self._take(self._at() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
            if not self._open:
                self._take(self._html.find(">", self._at()) + 1)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _take(self, until: int) -> None:
        piece = self._html[self._from : until].strip()
        self._from = max(self._from, until)
        if piece:
            self.pieces.append(piece)


class _Told(HTMLParser):
    """What a block says: its elements, and its words with their forms."""

    def __init__(self, block: str) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[tuple[str, ...]] = []
        self._forms: list[str] = []
        self._link, self._is_code = "", False
        self.feed(block)
        self.close()
        self.told = [each for each in self.told if each != ("text", "", "", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: each or "" for name, each in attrs}
        if tag in _FORMS and not self._is_code:
            self._forms.append(_FORMS[tag])
        elif tag == "a":
            self._link = told.get("href", "")
        else:
            self._is_code |= tag == "pre"
            self._set_apart(tag, *(told.get(name, "") for name in _SAYS.get(tag, ())))

    def handle_endtag(self, tag: str) -> None:
        if tag in _FORMS and not self._is_code:
            if _FORMS[tag] in self._forms:
                self._forms.remove(_FORMS[tag])
        elif tag == "a":
            self._link = ""
        elif tag not in _VOID:
            self._is_code &= tag != "pre"
            self._set_apart(f"/{tag}")

    def handle_data(self, data: str) -> None:
        text = data if self._is_code else _BLANKS.sub(" ", data)
        forms = " ".join(sorted(set(self._forms)))
        last = self.told[-1] if self.told else ("", "")
        if last[0] == "text" and last[1:3] == (forms, self._link):
            text = last[3] + text
            self.told.pop()
            last = self.told[-1] if self.told else ("", "")
        if last[0] != "text" and not self._is_code:
            text = text.lstrip(" ")
        self.told.append(("text", forms, self._link, text))

    def _set_apart(self, *element: str) -> None:
        """A block begins or ends: blanks before it say nothing, nor does a paragraph of none."""
        last = self.told[-1] if self.told else ("",)
        if last[0] == "text" and not self._is_code:
            self.told[-1] = (*last[:3], last[3].rstrip(" "))
            if not self.told[-1][3]:
                self.told.pop()
        if element == ("/p",) and self.told and self.told[-1] == ("p",):
            self.told.pop()
            return
        self.told.append(element)
