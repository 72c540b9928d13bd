# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a tree of HTML as copy in the house Markdown, every word of it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from editor.text import cells, providers
from editor.text.phrases import Run, as_link, line, styled
from editor.text.trees import BLOCKS, Node, elements, flat, rule_below, unwrapped

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")

_FILE = re.compile(r"[^/\\\n]{1,100}\.(?:jpe?g|png|gif|webp|heic|avif|tiff?|bmp)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,8})[.)]?")
_WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level([1-9])")


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that the HTML names; nothing was fetched."""

    name: str
    """What the copy calls it."""
    address: str
    alt_text: str
    caption: str = ""
    """The words that were marked as its caption."""
    caption_blocks: int = 0
    """So many blocks of the copy below it are these words."""


@dataclass(slots=True)
class _Container:
    """A list item, a definition or a quotation: what its first line and the others open with."""

    first: str
    rest: str
    is_opened: bool = False
    is_box: bool = False
    """Its blank lines open as its others do, so that it is one block to read."""

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
        self._runs: list[Run] = []
        self._containers: list[_Container] = []
        self._joins_tightly = False
        """The last block ended a list item: another item follows without a blank line."""
        self._word_depth = 0
        self._kinds: dict[int, bool] = {}
        """By depth: whether the list there has bullets."""
        self._is_below_picture = False
        """The last block was a picture that nothing has been said of."""

    def copy(self, root: Node) -> str:
        """The whole tree as copy."""
        self._write(root)
        self._end_paragraph()
        return "".join(self._copy)

    def _write(self, node: Node, styles: frozenset[str] = frozenset(), link: str = "") -> None:
        for child in node.children:
            if isinstance(child, str):
                self._runs.append(Run(child, styles, link))
            elif child.tag in BLOCKS:
                self._end_paragraph()
                self._block(child, styles)
                self._end_paragraph()
            else:
                self._inline(child, styles, link)

    def _inline(self, node: Node, styles: frozenset[str], link: str) -> None:
        if node.tag == "br":
            self._runs.append(Run("\n"))
        elif node.tag == "img":
            self._end_paragraph()
            self._picture(node)
        elif node.tag == "q":
            inner = [Run("“", styles, link), Run("”", styles, link)]
            self._runs.append(inner[0])
            self._write(node, styles, link)
            self._runs.append(inner[1])
        elif "mso-list:ignore" in node.style().replace(" ", ""):
            # What Word types for those who know no lists; `_word_item` has read it.
            return
        else:
            address = node.attributes.get("href", "") if node.tag == "a" else ""
            is_link = address.startswith(_SCHEMES)
            self.kept["links"] += is_link
            self._write(node, styled(node, styles), _encoded(address) if is_link else link)

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
        set_off: Mapping[str, Callable[[Node], bool]] = {
            "aside box": self._box,
            "figure pull-quote": self._pull_quote,
            "aside link-card": self._card,
        }
        if node.tag in _HEADINGS:
            self._heading(node)
        elif node.tag in writers:
            writers[node.tag](node)
        elif any(set_off[name](node) for name in node.kinds() & set_off.keys()):
            return
        elif (level := _WORD_LIST.search(node.style())) and node.tag == "p":
            self._word_item(node, int(level[1]))
        elif self._is_below_picture and node.is_caption():
            self._caption(node, styles)
        else:
            self._write(node, styled(node, styles))

    def _heading(self, node: Node) -> None:
        marks = "#" * _HEADINGS[node.tag] + " "
        text = line(self._flattened(node)).replace("  \n", " ")
        if not text:
            return
        self.kept["headings"] += 1
        # Number signs at the end would be taken for the heading's closing marks.
        self._put([marks + re.sub(r"#(?=#*$)", r"\\#", text)])

    def _flattened(self, node: Node) -> list[Run]:
        """The running text of a node whose blocks cannot stay blocks; pictures are put at once."""
        runs = []
        for child in flat(node):
            if isinstance(child, str):
                runs.append(Run(child))
            elif child.tag == "img":
                self._picture(child)
            else:
                runs.append(Run(" "))
        return runs

    def _quote(self, node: Node) -> None:
        self.kept["quotes"] += 1
        self._inside(node, _Container("> ", "> "))

    def _box(self, node: Node) -> bool:
        self.kept["boxes"] += 1
        title = next(elements(node), None)
        title = title if title is not None and title.tag == "h3" else None
        told = " ".join(map(str.strip, self._paragraphs(title))) if title else ""
        rest = [each for each in node.children if each is not title]
        self._open_quotation(is_box=True)
        self._put([f"[!box] {told}".rstrip()])
        self._write(Node("div", {}, rest))
        self._end_paragraph()
        self._containers.pop()
        return True

    def _pull_quote(self, node: Node) -> bool:
        self.kept["quotes"] += 1
        said_by = [each for each in elements(node) if each.tag == "figcaption"][-1:]
        quote = [unwrapped(each) for each in node.children if each not in said_by]
        lines = self._paragraphs(Node("div", {}, quote))
        by = [f"— {told}" for each in said_by for told in self._paragraphs(each) if told]
        self._inside_lines(["[!quote]", *lines, *by])
        return True

    def _card(self, node: Node) -> bool:
        """A card of ours; False: it only has the class of one, and is copy like any other."""
        site, title, *about = [*elements(node), Node("", {}), Node("", {})]
        told = [each for each in about if each.tag]
        links = list(elements(title))
        beside = [each for part in (node, title) for each in part.children if isinstance(each, str)]
        is_ours = site.tag and len(links) == 1 and links[0].tag == "a" and len(told) < 2
        is_ours = is_ours and not node.holds_picture()
        if not is_ours or "".join(beside).strip():
            return False
        address = links[0].attributes.get("href", "").strip()
        target = providers.target(address)
        if target is None or re.search(r"[\s<>]", address):
            return False
        self.kept["cards"] += 1
        words = links[0].words()
        lines = self._paragraphs(told[0]) if told else []
        if words == target.told and not lines:
            self._put([address])
        else:
            self._inside_lines([f"[!card] {address}", words, *lines])
        return True

    def _paragraphs(self, node: Node) -> list[str]:
        """The running text of a node, a line for each of its lines; an empty one between blocks."""
        inner = Writer()
        inner.kept, inner.pictures = self.kept, self.pictures
        copy = inner.copy(node)
        return copy.split("\n") if copy else []

    def _open_quotation(self, *, is_box: bool = False) -> None:
        """The lines that follow are a quotation's, apart from a list that ended before it."""
        self._joins_tightly &= not all(each.is_opened for each in self._containers)
        self._containers.append(_Container("> ", "> ", is_box=is_box))

    def _inside_lines(self, lines: Sequence[str]) -> None:
        self._open_quotation()
        self._put([each.strip() for each in lines])
        self._containers.pop()

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
        before, depth = len(self._copy), len(self._containers)
        if self._kinds.get(depth, mark[:1] == "-") != (mark[:1] == "-"):
            # A number right below a bullet would be words of the bullet's item.
            self._joins_tightly = False
        self._kinds = {at: kind for at, kind in self._kinds.items() if at < depth}
        self._kinds[depth] = mark[:1] == "-"
        self._inside(node, _Container(mark, "    "))
        # Behind an item without a word nothing joins.
        self._joins_tightly |= len(self._copy) > before

    def _word_item(self, node: Node, level: int) -> None:
        """A paragraph that Word shows as a list item, at most one level below the one before."""
        depth = min(level - 1, self._word_depth + 1) if self._joins_tightly else 0
        outer = [_Container("    ", "    ") for _ in range(depth)]
        self._containers += outer
        mark = _word_mark(node)
        number = _NUMBER.fullmatch(mark)
        if mark[:1].isalnum() and not number and mark != "o":
            # A letter or a paragraph's number, which Markdown has none of.
            node.children.insert(0, f"{mark} ")
        self._item(node, f"{number[1]}. " if number else "- ")
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
        for each in flat(node):
            if isinstance(each, Node) and each.tag == "img":
                self._picture(each)
        parts = (each if isinstance(each, str) else "\n" for each in flat(node))
        text = re.sub("\n{3,}", "\n\n", "".join(parts)).strip("\n")
        self.kept["code"] += bool(text)
        lines = text.split("\n")
        if text.strip() and self._containers:
            code = frozenset({"code"})
            self._runs = [run for each in lines for run in (Run(each, code), Run("\n"))]
        elif text.strip():
            longest = max((len(each) for each in re.findall("`{3,}", text)), default=2)
            fence = "`" * (longest + 1)
            self._put([fence, *lines, fence])

    def _table(self, node: Node) -> None:
        rows = cells.rows(node)
        if not cells.is_grid(rows):
            self._write(node)
            return
        self.kept["tables"] += 1
        for child in node.children:
            if isinstance(child, Node) and child.tag == "caption":
                self._write(child)
                self._end_paragraph()
        told = [[line(self._flattened(cell)) for cell in row] for row in rows]
        self._put(cells.written(told, [rule_below(each) for each in rows[0]]))

    def _picture(self, node: Node) -> None:
        address = node.attributes.get("src", "")
        known = {each.address: each.name for each in self.pictures}
        alt = node.attributes.get("alt", "").strip()
        # What mails and cameras call a file says nothing to those who cannot see it.
        file, alt = (alt, "") if _FILE.fullmatch(alt) else ("", alt)
        wanted = picture_name(address)
        wanted = picture_name(file) if file and "." not in wanted else wanted
        name = known.get(address) or free_name(wanted, set(known.values()))
        if address not in known:
            self.pictures.append(FoundPicture(name, address, alt))
        elif self._copy[-1:] == [f"![]({name})"]:
            # The same once more, for browsers that run no scripts.
            return
        self.kept["pictures"] += 1
        self._put([f"![]({name})"])
        self._is_below_picture = address not in known and not self._containers

    def _caption(self, node: Node, styles: frozenset[str]) -> None:
        """The words below a picture: written as all others, and told along with the picture."""
        before = len(self._copy)
        self._write(node, styled(node, styles))
        self._end_paragraph()
        blocks = (len(self._copy) - before) // 2
        told = replace(self.pictures[-1], caption=node.words(), caption_blocks=blocks)
        self.pictures[-1] = told if blocks else self.pictures[-1]

    def _gap(self) -> str:
        """What stands between the last block and the next."""
        boxes = [at for at, each in enumerate(self._containers) if each.is_box and each.is_opened]
        if not boxes:
            return "\n\n"
        if self._copy[-1].lstrip("> ").startswith("[!box]"):
            return "\n"
        opening = "".join(each.rest for each in self._containers[: boxes[-1] + 1])
        return f"\n{opening.rstrip()}\n"

    def _end_paragraph(self) -> None:
        runs, self._runs = self._runs, []
        # Who presses Enter twice, as in a mail, means a paragraph.
        for text in re.split(r"(?:  \n){2,}", line(runs)):
            if text:
                self.kept["paragraphs"] += 1
                self._put(as_link(text).split("\n"))

    def _put(self, lines: Sequence[str]) -> None:
        """Add a block of lines under all that opens here."""
        self._is_below_picture = False
        is_tight = self._joins_tightly and not all(each.is_opened for each in self._containers)
        self._joins_tightly = False
        gap = self._gap()
        first = "".join(each.opening() for each in self._containers)
        rest = "".join(each.rest for each in self._containers)
        if self._copy:
            self._copy.append("\n" if is_tight else gap)
        told = [first + lines[0], *(rest + each for each in lines[1:])]
        self._copy.append("\n".join(told))


def _word_mark(node: Node) -> str:
    """What Word types before a list's item: a number, a letter, a bullet."""
    for child in elements(node):
        is_mark = "mso-list:ignore" in child.style().replace(" ", "")
        if mark := child.words() if is_mark else _word_mark(child):
            return mark
    return ""


def _encoded(address: str) -> str:
    return quote(address.strip(), safe="/:?#@!$&',;=%+~.-_*")


def picture_name(address: str) -> str:
    """The last part of an address, fit for the copy; never a path."""
    try:
        path = "" if address.startswith("data:") else unquote(urlsplit(address).path)
        # A mail calls its pictures by a name, a sign and a number.
        path = path.partition("@")[0] if address.startswith("cid:") else path
    except ValueError:
        path = ""
    name = PurePosixPath(path.replace("\\", "/")).name
    return re.sub(r"[\s()\[\]<>\"'\x00-\x1f]+", "-", name)[-100:].strip("-.") or "picture"


def free_name(name: str, taken: set[str]) -> str:
    """The name with a number where it is taken."""
    path, number = PurePosixPath(name), 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    return name
