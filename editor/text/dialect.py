# SPDX-License-Identifier: GPL-3.0-or-later
"""The house Markdown and its safe HTML (the only room that knows Markdown)."""

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import unquote

import nh3
from markdown import Markdown, blockprocessors, inlinepatterns, treeprocessors
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.serializers import to_html_string
from markdown.util import AMP_SUBSTITUTE, AtomicString, Registry

from editor.text import constructs

FigureOf = Callable[[str], str | None]
"""A name in the copy -> the figure's HTML, one element; None when no picture has that name."""

Note = ET.Element
"""The text of a note, told apart into blocks."""

_BLOCK_TAGS = """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div figure figcaption details summary
    table caption colgroup col thead tbody tfoot tr th td
    """
_ALIGNMENTS = {"align": {"left", "center", "right"}}
_CLEANER = nh3.Cleaner(
    tags={*constructs.PHRASING, *_BLOCK_TAGS.split()},
    clean_content_tags={"script", "style", "template", "svg", "math", "object", "iframe"},
    attributes={
        "a": {"href", "title"},
        "abbr": {"title"},
        "ol": {"start"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
        "time": {"datetime"},
        "*": {"lang", "dir"},
    },
    tag_attribute_values={"th": _ALIGNMENTS, "td": _ALIGNMENTS},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)
_VOID = frozenset({"br", "hr", "col", "wbr"})
_TRIES = 4
"""Cleaning once makes some wild nestings whole only for the next reader to read otherwise."""
_HELD_TAG = re.compile("\x02wzxhzdk:(\\d+)\x03")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[12]?\d|3[01])(?!\d)|[xX]0*1?[\da-fA-F](?![\da-fA-F]));?", re.ASCII
)
_NOTE = re.compile("(<sup>)?\x0en([0-9a-f]*)\x0f(?(1)</sup>)")
_FIGURE = re.compile("(<figure>)?\x0ef([0-9a-f]*)\x0f(?(1)</figure>)")
"""The element is not there when a stray tag came between it and its mark."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the copy defines in one place and uses in another."""

    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Label in lower case -> address, title."""
    abbreviations: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.references or self.abbreviations or self.notes)

    def add(self, later: "Definitions") -> None:
        """Take in what stands further down in the copy: the last one counts."""
        self.references.update(later.references)
        self.abbreviations.update(later.abbreviations)
        self.notes.update(later.notes)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A piece of copy told apart into blocks, its running text not yet read."""

    root: ET.Element
    definitions: Definitions


@dataclass(frozen=True, slots=True)
class Rendered:
    """A piece of copy as safe HTML, with marks for what `fill` puts in."""

    pieces: tuple[str, ...]
    """One top-level element each."""
    notes: tuple[str, ...]
    """The notes that it points to, in order."""
    figures: tuple[str, ...]
    """The names of its pictures, in order."""
    references: Mapping[str, object]
    """The link labels that it asked for, and what they were; None: there was none."""
    asked_notes: Mapping[str, bool]
    """The notes that it asked for, and whether they were there."""


NOTHING = Rendered((), (), (), {}, {})
"""What an empty copy gives."""


class Numbering:
    """Numbers notes in the order in which the text points to them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._times: dict[str, int] = {}

    def point(self, name: str) -> tuple[int, int]:
        """The number of a note, and the how-many-eth time the text points to it."""
        self._times[name] = self._times.get(name, 0) + 1
        return self.number(name), self._times[name]

    def number(self, name: str) -> int:
        """The number of a note; the next free one for a note not met before."""
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def is_pointed_to(self, name: str) -> bool:
        """Whether the text points to a note."""
        return name in self._times

    def in_order(self, names: Iterable[str]) -> Iterable[str]:
        """All notes by number, also those met on the way; of these names the others last."""
        done = 0
        for late in (None, *names):
            if late is not None:
                self.number(late)
            while done < len(self._numbers):
                yield next(islice(self._numbers, done, None))
                done += 1


class _References(dict[str, tuple[str, str]]):
    """Link references that remember who was asked for."""

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(known)
        self.asked: dict[str, object] = {}

    def __contains__(self, label: object) -> bool:
        self.asked[str(label)] = self.get(str(label))
        return super().__contains__(label)


class _Prepare(Preprocessor):
    def __init__(self, md: Markdown, held: constructs.Held) -> None:
        super().__init__(md)
        self._held = held

    def run(self, lines: list[str]) -> list[str]:
        text = constructs.normal("\n".join(lines))
        return self._held.take_out(text).split("\n")


class Dialect:
    """One reader of the house Markdown; not for two threads at once."""

    def __init__(self) -> None:
        self._md = Markdown(output_format="html")
        self._held = constructs.Held()
        self._notes, self._abbreviations = self._set_blocks()
        self._note_mark, self._abbr = self._set_inline()
        self._md.preprocessors = Registry()
        self._md.preprocessors.register(_Prepare(self._md, self._held), "prepare", 10)
        self._md.postprocessors = Registry()
        self._references = _References({})
        self._whole: tuple[str, ...] = ()

    def parse(self, source: str) -> Parsed:
        """Tell the blocks of a piece of copy apart and take its definitions out.

        Never raises: what nests beyond all reason is shown as it was typed.
        """
        self._reset()
        lines = source.split("\n")
        for each in self._md.preprocessors:
            lines = each.run(lines)
        try:
            root = ET.Element("div")
            self._md.parser.parseChunk(root, "\n".join(lines))
        except RecursionError:
            root = ET.Element("div")
            constructs.show_as_typed(root, "\n".join(lines))
        return Parsed(root, self._found())

    def finish(self, parsed: Parsed, known: Definitions) -> Rendered:
        """Read the running text, with the definitions of the whole copy; uses up `parsed`."""
        self._know(known)
        root = parsed.root
        for each in self._md.treeprocessors:
            each.run(root)
        return self._rendered(self._pieces(root))

    def finish_note(self, note: Note, known: Definitions) -> Rendered:
        """The text of one note; leaves the note as it was."""
        return self.finish(Parsed(copy.deepcopy(note), Definitions()), known)

    def whole(self, source: str, figure_of: FigureOf) -> tuple[str, ...]:
        """The whole copy in one conversion: its top-level elements, notes at the end."""
        self._reset()
        self._abbr.known, self._note_mark.known = self._abbreviations.found, self._notes.found
        self._md.serializer = self._keep_pieces
        self._whole = ()
        self._md.convert(source)
        known = self._found()
        rendered = self._rendered(self._whole)
        numbering = Numbering()
        pieces = fill(rendered, figure_of, [numbering.point(each) for each in rendered.notes])
        notes = {name: self.finish_note(note, known) for name, note in known.notes.items()}
        return (*pieces, *notes_section(notes, numbering, figure_of))

    def _reset(self) -> None:
        self._md.htmlStash.reset()
        self._references = self._md.references = _References({})
        self._notes.found = {}
        self._abbreviations.found = {}

    def _found(self) -> Definitions:
        return Definitions(dict(self._references), self._abbreviations.found, self._notes.found)

    def _know(self, known: Definitions) -> None:
        self._md.htmlStash.reset()
        self._references = self._md.references = _References(known.references)
        self._note_mark.known = known.notes
        self._note_mark.asked = {}
        self._abbr.known = known.abbreviations

    def _keep_pieces(self, root: ET.Element) -> str:
        self._whole = self._pieces(root)
        return "<div></div>"

    def _rendered(self, pieces: tuple[str, ...]) -> Rendered:
        whole = "".join(pieces)
        return Rendered(
            pieces,
            notes=tuple(_named(each) for _, each in _NOTE.findall(whole)),
            figures=tuple(_named(each) for _, each in _FIGURE.findall(whole)),
            references=self._references.asked,
            asked_notes=self._note_mark.asked,
        )

    def _pieces(self, root: ET.Element) -> tuple[str, ...]:
        for element in list(root.iter("raw")):
            element.text = AtomicString(self._md.htmlStash.store(_clean(element.text or "")))
            element.tag = "div"
        written = (self._written(child) for child in root)
        return tuple(each for each in written if each not in {"", "<div></div>"})

    def _written(self, element: ET.Element) -> str:
        element.tail = None
        html = to_html_string(element).replace(AMP_SUBSTITUTE, "&")
        stash = self._md.htmlStash.rawHtmlBlocks
        whole, held = _HELD_TAG.subn(lambda found: str(stash[int(found[1])]), html)
        return (_one_element(whole) if held else _clean(whole)).strip("\n")

    def _set_blocks(self) -> tuple[constructs.Notes, constructs.Abbreviations]:
        md = self._md
        parser = md.parser = constructs.Parser(md)
        notes, abbreviations = constructs.Notes(parser), constructs.Abbreviations(parser)
        in_order = (
            constructs.Costly(parser),
            constructs.HeldBlock(parser, self._held),
            blockprocessors.EmptyBlockProcessor(parser),
            blockprocessors.ListIndentProcessor(parser),
            DefListIndentProcessor(parser),
            blockprocessors.CodeBlockProcessor(parser),
            constructs.RawBlock(parser),
            TableProcessor(parser, {"use_align_attribute": True}),
            blockprocessors.HashHeaderProcessor(parser),
            blockprocessors.SetextHeaderProcessor(parser),
            blockprocessors.HRProcessor(parser),
            SaneOListProcessor(parser),
            SaneUListProcessor(parser),
            DefListProcessor(parser),
            blockprocessors.BlockQuoteProcessor(parser),
            notes,
            abbreviations,
            blockprocessors.ReferenceProcessor(parser),
            blockprocessors.ParagraphProcessor(parser),
        )
        _register(parser.blockprocessors, in_order)
        return notes, abbreviations

    def _set_inline(self) -> tuple[constructs.NoteMark, constructs.Abbr]:
        md = self._md
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "|", "<", "~", ":", "="]
        note_mark, abbr = constructs.NoteMark(md), constructs.Abbr(md)
        md.inlinePatterns.register(constructs.Unit(md), "unit", 1_000)
        md.inlinePatterns.register(constructs.Link(inlinepatterns.LINK_RE, md), "link", 160)
        image = constructs.Image(inlinepatterns.IMAGE_LINK_RE, md)
        md.inlinePatterns.register(image, "image_link", 150)
        address = inlinepatterns.AutolinkInlineProcessor(constructs.ADDRESS, md)
        md.inlinePatterns.register(address, "autolink", 120)
        mail = inlinepatterns.AutomailInlineProcessor(constructs.MAIL, md)
        md.inlinePatterns.register(mail, "automail", 110)
        md.inlinePatterns.register(note_mark, "note", 175)
        md.inlinePatterns.deregister("em_strong")
        for place, (tag, pattern) in enumerate(constructs.Emphasis.IN_ORDER):
            md.inlinePatterns.register(constructs.Emphasis(tag, pattern), f"em{place}", 60 - place)
        md.inlinePatterns.register(constructs.InlineHtml(inlinepatterns.HTML_RE, md), "html", 90)
        in_order = (
            constructs.Headings(md),
            treeprocessors.InlineProcessor(md),
            constructs.Attributes(md),
            constructs.Figures(md),
            treeprocessors.PrettifyTreeprocessor(md),
            abbr,
            treeprocessors.UnescapeTreeprocessor(md),
        )
        for place, each in enumerate(in_order):
            name = {1: "inline", 6: "unescape"}.get(place, str(place))
            md.treeprocessors.register(each, name, 100 - place)
        return note_mark, abbr


def fill(
    rendered: Rendered, figure_of: FigureOf, numbers: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """The pieces with their figures and note numbers put in.

    Args:
        rendered: what `finish` made.
        figure_of: gives the figure of a name.
        numbers: for each of `rendered.notes`, its number and the how-many-eth pointer this is.
    """
    if not rendered.notes and not rendered.figures:
        return rendered.pieces
    left = iter(numbers)
    return tuple(
        _FIGURE.sub(
            lambda found: _figure(_named(found[2]), figure_of),
            _NOTE.sub(lambda _: _note_mark(*next(left)), piece),
        )
        for piece in rendered.pieces
    )


def notes_section(
    notes: Mapping[str, Rendered], numbering: Numbering, figure_of: FigureOf
) -> tuple[str, ...]:
    """The notes under the copy as one element, those that nothing points to last; () for none.

    Args:
        notes: every note of the copy by name, in the order of the copy.
        numbering: as it stands after the copy; notes that only notes point to are added to it.
        figure_of: gives the figure of a name.
    """
    items: list[str] = []
    for name in numbering.in_order(notes):
        note = notes[name]
        pieces = fill(note, figure_of, [numbering.point(each) for each in note.notes])
        items.append(_note(numbering.number(name), pieces, numbering.is_pointed_to(name)))
    if not items:
        return ()
    return (f'<section class="notes"><ol>{"".join(items)}</ol></section>',)


def _note(number: int, pieces: Sequence[str], is_pointed_to: bool) -> str:  # noqa: FBT001  # inner
    text = "\n".join(pieces)
    if is_pointed_to:
        back = f' <a class="back" href="#noteref-{number}">↩</a>'
        text = text[:-4].rstrip() + back + "</p>" if text.endswith("</p>") else text + back
    return f'<li id="note-{number}">{text}</li>'


def _note_mark(number: int, time: int) -> str:
    own = f"noteref-{number}" if time == 1 else f"noteref-{number}-{time}"
    return f'<sup class="note" id="{own}"><a href="#note-{number}">{number}</a></sup>'


def _figure(name: str, figure_of: FigureOf) -> str:
    html = figure_of(name) or figure_of(unquote(name))
    return html or f'<p class="missing-picture">{escape(name)}</p>'


def _one_element(html: str) -> str:
    """Safe HTML of one element that every browser reads as just that; else its words alone."""
    for _ in range(_TRIES):
        once, html = html, _clean(html)
        if once == html and _TopLevel(html).elements == 1:
            return html
    return f"<p>{nh3.clean(html, tags=set()).strip()}</p>"


class _TopLevel(HTMLParser):
    """Counts the elements of safe HTML that lie in no other; text beside them counts as one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements = 0
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.elements += self._depth == 0
        self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        self.elements += self._depth == 0 and not data.isspace()


def _clean(html: str) -> str:
    return _CLEANER.clean(_CONTROL_REFERENCE.sub(" ", html))


def _named(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode()


def _register(registry: "Registry[BlockProcessor]", in_order: Sequence[BlockProcessor]) -> None:
    for place, each in enumerate(in_order):
        registry.register(each, str(place), 1_000 - place)
