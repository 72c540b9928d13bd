# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a tree of HTML as copy in the house Markdown, every word of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre
    section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905  # a list of words reads better
)
_MARKED = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em"}
_TAGGED = {"sub": "sub", "sup": "sup", "u": "u", "ins": "u", "s": "s", "del": "s", "strike": "s"}
_CODED = {"code": "code", "kbd": "code", "samp": "code", "tt": "code"}
_STYLES: Mapping[str, str] = {**_MARKED, **_TAGGED, **_CODED}
_MARKS = {"strong": "**", "em": "*"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)")
_WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level([1-9])")
_ESCAPED = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_LINE_OPENS = re.compile(r"(?m)^(\d{1,9})(?=\.(?:\s|$))|^(?=[#>=+:-])")


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes, and what is in it."""

    tag: str
    attributes: Mapping[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def style(self) -> str:
        """Its style attribute in lower case."""
        return self.attributes.get("style", "").lower()


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that the HTML names; nothing was fetched."""

    name: str
    """What the copy calls it."""
    address: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style; a link spans its runs."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""


@dataclass(slots=True)
class _Container:
    """A list item, a definition or a quotation: what its first line and the others open with."""

    first: str
    rest: str
    is_opened: bool = False

    def opening(self) -> str:
        """What the next block's first line opens with here."""
        opened, self.is_opened = self.is_opened, True
        return self.rest if opened else self.first


class Writer:
    """Takes a tree of HTML, gives the copy, the pictures named in it, and counts what it kept."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self.pictures: list[FoundPicture] = []
        self._copy: list[str] = []
        self._runs: list[_Run] = []
        self._containers: list[_Container] = []
        self._joins_tightly = False
        """The last block ended a list item: another item follows without a blank line."""
        self._word_depth = 0

    def copy(self, root: Node) -> str:
        """The whole tree as copy."""
        self._write(root)
        self._end_paragraph()
        return "".join(self._copy)

    def _write(self, node: Node, styles: frozenset[str] = frozenset(), link: str = "") -> None:
        for child in node.children:
            if isinstance(child, str):
                self._runs.append(_Run(child, styles, link))
            elif child.tag in BLOCKS:
                self._end_paragraph()
                self._block(child, styles)
                self._end_paragraph()
            else:
                self._inline(child, styles, link)

    def _inline(self, node: Node, styles: frozenset[str], link: str) -> None:
        if node.tag == "br":
            self._runs.append(_Run("\n"))
        elif node.tag == "img":
            self._end_paragraph()
            self._picture(node)
        elif node.tag == "q":
            inner = [_Run("“", styles, link), _Run("”", styles, link)]
            self._runs.append(inner[0])
            self._write(node, styles, link)
            self._runs.append(inner[1])
        elif "mso-list:ignore" in node.style().replace(" ", ""):
            # The bullet that Word types for those who know no lists.
            return
        else:
            address = node.attributes.get("href", "") if node.tag == "a" else ""
            is_link = address.startswith(_SCHEMES)
            self.kept["links"] += is_link
            self._write(node, _styled(node, styles), _encoded(address) if is_link else link)

    def _block(self, node: Node, styles: frozenset[str]) -> None:
        writers: Mapping[str, Callable[[Node], None]] = {
            "blockquote": self._quote,
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "table": self._table,
            "pre": self._code,
            "hr": lambda _: self._put(["---"]),
        }
        if node.tag in _HEADINGS:
            self._heading(node)
        elif node.tag in writers:
            writers[node.tag](node)
        elif (level := _WORD_LIST.search(node.style())) and node.tag == "p":
            self._word_item(node, int(level[1]))
        else:
            self._write(node, _styled(node, styles))

    def _heading(self, node: Node) -> None:
        marks = "#" * _HEADINGS[node.tag] + " "
        text = _line(self._flattened(node)).replace("  \n", " ")
        if not text:
            return
        self.kept["headings"] += 1
        # Number signs at the end would be taken for the heading's closing marks.
        self._put([marks + re.sub(r"#(?=#*$)", r"\\#", text)])

    def _flattened(self, node: Node) -> list[_Run]:
        """The running text of a node whose blocks cannot stay blocks; pictures are put at once."""
        runs = []
        for child in _flat(node):
            if isinstance(child, str):
                runs.append(_Run(child))
            elif child.tag == "img":
                self._picture(child)
            else:
                runs.append(_Run(" "))
        return runs

    def _quote(self, node: Node) -> None:
        self.kept["quotes"] += 1
        self._inside(node, _Container("> ", "> "))

    def _list(self, node: Node) -> None:
        self.kept["lists"] += 1
        start = node.attributes.get("start", "")
        number = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
        for child in node.children:
            if isinstance(child, Node) and child.tag == "li":
                self._item(child, f"{number}. " if node.tag == "ol" else "- ")
                number += 1
            elif isinstance(child, Node) and child.tag in {"ul", "ol"} and self._joins_tightly:
                self._inside(Node("div", {}, [child]), _Container("    ", "    "))
            else:
                self._write(Node("div", {}, [child]))

    def _item(self, node: Node, mark: str) -> None:
        self._end_paragraph()
        self._inside(node, _Container(mark, "    "))
        self._joins_tightly = True

    def _word_item(self, node: Node, level: int) -> None:
        """A paragraph that Word shows as a list item, at most one level below the one before."""
        depth = min(level - 1, self._word_depth + 1) if self._joins_tightly else 0
        outer = [_Container("    ", "    ") for _ in range(depth)]
        self._containers += outer
        self._item(node, "- ")
        del self._containers[len(self._containers) - len(outer) :]
        self._word_depth = depth

    def _definitions(self, node: Node) -> None:
        self.kept["lists"] += 1
        for child in node.children:
            if isinstance(child, Node) and child.tag == "dd":
                self._end_paragraph()
                self._joins_tightly = True
                self._inside(child, _Container(":   ", "    "))
            else:
                self._write(Node("div", {}, [child]))

    def _inside(self, node: Node, container: _Container) -> None:
        self._containers.append(container)
        self._write(node)
        self._end_paragraph()
        self._containers.pop()

    def _code(self, node: Node) -> None:
        parts = (each if isinstance(each, str) else "\n" for each in _flat(node))
        text = re.sub("\n{3,}", "\n\n", "".join(parts)).strip("\n")
        self.kept["code"] += bool(text)
        lines = text.split("\n")
        if text.strip() and self._containers:
            code = frozenset({"code"})
            self._runs = [run for each in lines for run in (_Run(each, code), _Run("\n"))]
        elif text.strip():
            longest = max((len(each) for each in re.findall("`{3,}", text)), default=2)
            fence = "`" * (longest + 1)
            self._put([fence, *lines, fence])

    def _table(self, node: Node) -> None:
        rows = [row for row in _rows(node) if row]
        width = max(map(len, rows), default=0)
        if width < 2 or any(_holds_blocks(cell) for row in rows for cell in row):
            # A table that only lays a page out.
            self._write(node)
            return
        self.kept["tables"] += 1
        for child in node.children:
            if isinstance(child, Node) and child.tag == "caption":
                self._write(child)
                self._end_paragraph()
        cells = [[_line(self._flattened(cell)) for cell in row] for row in rows]
        lines = [_row([*row, *[""] * (width - len(row))]) for row in cells]
        self._put([lines[0], _row(["---"] * width), *lines[1:]])

    def _picture(self, node: Node) -> None:
        address = node.attributes.get("src", "")
        known = {each.address: each.name for each in self.pictures}
        name = known.get(address) or _free_name(_picture_name(address), set(known.values()))
        if address not in known:
            self.pictures.append(FoundPicture(name, address, node.attributes.get("alt", "")))
        self.kept["pictures"] += 1
        self._put([f"![]({name})"])

    def _end_paragraph(self) -> None:
        runs, self._runs = self._runs, []
        text = _line(runs)
        if text:
            self.kept["paragraphs"] += 1
            self._put(text.split("\n"))

    def _put(self, lines: Sequence[str]) -> None:
        """Add a block of lines under all that opens here."""
        is_tight = self._joins_tightly and not all(each.is_opened for each in self._containers)
        self._joins_tightly = False
        first = "".join(each.opening() for each in self._containers)
        rest = "".join(each.rest for each in self._containers)
        if self._copy:
            self._copy.append("\n" if is_tight else "\n\n")
        told = [first + lines[0], *(rest + each for each in lines[1:])]
        self._copy.append("\n".join(told))


def _styled(node: Node, styles: frozenset[str]) -> frozenset[str]:
    style = node.style()
    mark = _STYLES.get(node.tag)
    if mark and not (mark == "strong" and _NOT_BOLD.search(style)):
        styles |= {mark}
    if _BOLD.search(style):
        styles |= {"strong"}
    return styles | {"em"} if _ITALIC.search(style) else styles


def _line(runs: Iterable[_Run]) -> str:
    """Runs of words as one paragraph of Markdown; line breaks stay."""
    spaced = _without_double_blanks(runs)
    text = "".join(
        _linked(link, [_Run(run.text, run.styles) for run in group])
        for link, group in groupby(spaced, key=lambda run: run.link)
    )
    text = re.sub(r" *\n *", "\n", text).strip()
    text = _LINE_OPENS.sub(lambda found: (found[1] or "") + "\\", text)
    return text.replace("\n", "  \n")


def _without_double_blanks(runs: Iterable[_Run]) -> list[_Run]:
    told: list[_Run] = []
    for run in runs:
        text = run.text if run.text == "\n" else re.sub(r"\s+", " ", run.text)
        if told and told[-1].text[-1:].isspace():
            text = text.lstrip(" ")
        if not text:
            continue
        if told and (told[-1].styles, told[-1].link) == (run.styles, run.link):
            text = told.pop().text + text
        told.append(_Run(text, run.styles, run.link))
    return told


def _linked(link: str, runs: list[_Run]) -> str:
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


def _written(run: _Run, before: Sequence[_Run], after: Sequence[_Run]) -> str:
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


def _encoded(address: str) -> str:
    return quote(address.strip(), safe="/:?#@!$&',;=%+~.-_*")


def _picture_name(address: str) -> str:
    """The last part of an address, fit for the copy; never a path."""
    try:
        path = "" if address.startswith("data:") else unquote(urlsplit(address).path)
    except ValueError:
        path = ""
    name = PurePosixPath(path.replace("\\", "/")).name
    return re.sub(r"[\s()\[\]<>\"'\x00-\x1f]+", "-", name)[-100:].strip("-.") or "picture"


def _free_name(name: str, taken: set[str]) -> str:
    path, number = PurePosixPath(name), 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    return name


def _flat(node: Node) -> Iterator["Node | str"]:
    """All text of a node in order, its pictures, and its blocks and breaks as they come."""
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        if isinstance(child, str):
            yield child
            continue
        if child.tag in BLOCKS or child.tag in {"br", "img"}:
            yield child
            stack.append(" ")
        stack.extend(reversed(child.children))


def _rows(table: Node) -> Iterator[list[Node]]:
    for child in table.children:
        if isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)
        elif isinstance(child, Node) and child.tag == "tr":
            yield [
                each
                for each in child.children
                if isinstance(each, Node) and each.tag in {"td", "th"}
            ]


def _holds_blocks(cell: Node) -> bool:
    blocks = [each for each in _flat(cell) if isinstance(each, Node) and each.tag != "br"]
    return len(blocks) > 1 or any(each.tag not in {"p", "div"} for each in blocks)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(each.replace("  \n", " ").replace("\n", " ") for each in cells) + " |"
