# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from outside as clean copy: text in one spelling, HTML as Markdown with a receipt."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import nh3

from editor.text import legacy
from editor.text.legacy import Found
from editor.text.safety import SET_OFF
from editor.text.tidy import HALF_PAIR, UNFIT, tidy
from editor.text.trees import BLOCKS, Node, Reader, story_part
from editor.text.writing import FoundPicture, Writer

MAX_DEPTH = 60
"""Elements that lie deeper are taken as if they lay here."""

_NO_SCRIPT = re.compile(r"<noscript\b[^<>]*+>(.*?)</noscript[^>]*>", re.IGNORECASE | re.DOTALL)
_NO_SCRIPT_ENDS = re.compile("</noscript", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_DROPPED = {
    "script": "scripts",
    "style": "styles",
    "link": "styles",
    "iframe": "embeds",
    "object": "embeds",
    "embed": "embeds",
    "video": "embeds",
    "audio": "embeds",
    "svg": "embeds",
    "canvas": "embeds",
    "form": "forms",
    "input": "forms",
    "select": "forms",
    "textarea": "forms",
    "button": "forms",
}
_WITHOUT_TEXT = set(
    """
    annotation annotation-xml datalist defs desc iframe metadata noembed noframes noscript script
    style symbol template title
    """.split()  # noqa: SIM905  # as below
)
"""Elements of which no browser shows a word; drawings and formulas are not among them."""
_INLINE = set(
    """
    a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd mark q rp rt ruby s samp
    small span strike strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905  # a list of words reads better
)
_OTHERS = set(
    """
    applet area audio base body button canvas embed form frame frameset head html image input link
    listing map marquee meta nobr object optgroup option param plaintext select source
    textarea track video xmp
    """.split()  # noqa: SIM905  # as above
)
_KNOWN = {*BLOCKS, *_INLINE, *_WITHOUT_TEXT, *_OTHERS}
_LATER = ("data-src", "data-original", "data-lazy-src")
"""Where pages keep the address of a picture that they show once it is scrolled to."""
_CLEANER = nh3.Cleaner(
    tags={*BLOCKS, *_INLINE} - {"html", "body"},
    clean_content_tags=_WITHOUT_TEXT,
    attributes={
        "a": {"href"},
        "img": {"src", "alt", "width", "height", *_LATER},
        "ol": {"start"},
        "td": {"align", "colspan", "rowspan"},
        "th": {"align", "colspan", "rowspan"},
        "*": {"style", "class", "hidden", "itemprop"},
    },
    url_schemes={"http", "https", "mailto", "tel", "data", "file", "cid", "blob"},
    link_rel=None,
)
_CAPTIONS = re.compile(r"caption|chu-?thich|(?:image|photo|img)[-_]?desc")
"""What sites and programs call the words below a picture."""
_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was taken over and what was left out, by kind and number."""

    kept: Mapping[str, int]
    """Of `paragraphs headings lists quotes boxes cards tables links pictures code`, those that
    there were."""
    dropped: Mapping[str, int]
    """Of `scripts styles embeds forms comments hidden specks surroundings`, those that there
    were."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Copy made from HTML."""

    copy: str
    receipt: Receipt
    pictures: tuple[FoundPicture, ...] = ()
    """The pictures that it names, in order; quotations and pictures are never left out."""
    found: Found | None = None
    """How its words are written where that is not plain Unicode; `text` is the copy in Unicode."""


def from_html(html: str, *, is_story: bool = False) -> Cleaned:
    """HTML as copy: headings, emphasis, links, lists, tables, quotations; pictures as names.

    Styles, scripts, embeds, forms and what a page hides from its readers are left out; no visible
    word is. Old charsets are told and not converted.

    Args:
        html: the page, or a part of one.
        is_story: it is a whole page of a site that tells one story: where that story can be told
            from the menus and lists around it, it alone is taken.
    """
    # Signs of control stay until then: in misread UTF-8 they are halves of letters.
    fit = UNFIT.sub("", HALF_PAIR.sub("\ufffd", html))
    page = _CLEANER.clean(_TAG.sub(_named, _with_scripts(fit)))
    unseen: list[Node] = []
    choose = story_part if is_story else _whole
    whole, writer = _tree(page, unseen), Writer()
    root = choose(whole)
    found = _found(root, page, choose)
    copy = writer.copy(_tidied(root))
    kept = {name: number for name, number in writer.kept.items() if number}
    dropped = {**_dropped(html), **_counted(unseen)}
    receipt = Receipt(kept, dropped if root is whole else {**dropped, "surroundings": 1})
    return Cleaned(copy, receipt, tuple(writer.pictures), found)


def _with_scripts(html: str) -> str:
    """A page as it stands where scripts run: of what is there for other browsers only pictures."""
    last = max((each.start() for each in _NO_SCRIPT_ENDS.finditer(html)), default=-1)
    if last < 0:
        return html
    # Behind the last end none is looked for: each search would go on to the end of the page.
    end = html.find(">", last) + 1 or len(html)
    return _NO_SCRIPT.sub(_its_pictures, html[:end]) + html[end:]


def _its_pictures(found: re.Match[str]) -> str:
    # Behind the last end of a tag none is looked for, either.
    return "".join(_IMAGE.findall(found[1], 0, found[1].rfind(">") + 1))


def _named(tag: re.Match[str]) -> str:
    """A tag, by another name where HTML has none such.

    Of drawings and formulas the cleaner would throw the words away along with the elements.
    """
    return tag[0] if tag[2].lower() in _KNOWN else f"<{tag[1]}x-{tag[2]}"


def _whole(root: Node) -> Node:
    return root


def _found(root: Node, page: str, choose: Callable[[Node], Node]) -> Found | None:
    """How the words of a page are written; a second tree of it is made only to convert them."""
    lines = [_line(each) for each in _paragraphs(root)]
    told = legacy.readings(lines)
    if told is None:
        return None
    converted = choose(_tree(page, []))
    for paragraph, read in zip(_paragraphs(converted), told.readers, strict=True):
        for node, at in paragraph:
            node.children[at] = read(_words((node, at)))
    return replace(told.found(lines), text=Writer().copy(_tidied(converted)))


_Piece = tuple[Node, int]
"""An element, and which of its children is a piece of text."""


def _words(piece: _Piece) -> str:
    return str(piece[0].children[piece[1]])


def _line(paragraph: list[_Piece]) -> str:
    return "".join(map(_words, paragraph)).replace("\n", " ")


def _paragraphs(root: Node) -> list[list[_Piece]]:
    grouped = groupby(_pieces(root), key=bool)
    return [[each for each in group if each] for is_words, group in grouped if is_words]


def _pieces(node: Node) -> Iterator[_Piece | None]:
    """All text in order; None where a paragraph or a line ends."""
    for at, child in enumerate(node.children):
        if isinstance(child, str):
            yield node, at
            continue
        ends = child.tag in BLOCKS or child.tag == "br"
        yield from (None,) if ends else ()
        yield from _pieces(child)
        yield from (None,) if ends else ()


def _tidied(node: Node) -> Node:
    for at, child in enumerate(node.children):
        node.children[at] = tidy(child) if isinstance(child, str) else _tidied(child)
    return node


class _Tree(Reader):
    """Builds the tree of HTML that is known to be well nested."""

    def __init__(self, unseen: list[Node]) -> None:
        super().__init__()
        self._unseen = unseen
        self.root = Node("div", {})
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and len(self._open) >= MAX_DEPTH:
            self._too_deep += 1
            return
        node = Node(tag, _classed(tag, {name: tidy(value or "") for name, value in attrs}))
        is_unseen = node.is_hidden() or node.is_speck()
        (self._unseen if is_unseen else self._open[-1].children).append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        del tag
        if self._too_deep:
            self._too_deep -= 1
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _classed(tag: str, attributes: dict[str, str]) -> dict[str, str]:
    """The attributes with those classes alone that are ours, and whether one tells of a caption.

    A picture that stands in for one to come gives way to it.
    """
    later = next((attributes[name] for name in _LATER if attributes.get(name)), "")
    if later and attributes.get("src", "")[:5] in {"", "data:"}:
        attributes["src"] = later
    classes = attributes.pop("class", "")
    if _CAPTIONS.search(classes.lower()):
        attributes["caption"] = ""
    if ours := SET_OFF.get(tag, set()).intersection(classes.split()):
        attributes["class"] = " ".join(ours)
    return attributes


def _tree(html: str, unseen: list[Node]) -> Node:
    """The tree of a page; what it hides from its readers goes into `unseen`."""
    parser = _Tree(unseen)
    parser.feed(html)
    parser.close()
    return parser.root


def _counted(unseen: Iterable[Node]) -> dict[str, int]:
    found = Counter("specks" if node.tag == "img" else "hidden" for node in unseen)
    return {name: number for name, number in found.items() if number}


class _Counting(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = _DROPPED.get(tag)
        if kind:
            self.found[kind] += 1
        self.found["styles"] += any(name == "style" for name, _ in attrs)
        self.found["scripts"] += any(name.startswith("on") for name, _ in attrs)

    def handle_comment(self, data: str) -> None:
        del data
        self.found["comments"] += 1


def _dropped(html: str) -> Mapping[str, int]:
    counting = _Counting()
    counting.feed(html)
    counting.close()
    return {name: number for name, number in counting.found.items() if number}
