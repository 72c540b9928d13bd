# SPDX-License-Identifier: GPL-3.0-or-later
"""The house Markdown and its safe HTML (the only room that knows Markdown)."""

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from markdown import Markdown, blockprocessors, inlinepatterns, treeprocessors
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.serializers import to_html_string
from markdown.util import AMP_SUBSTITUTE, AtomicString, Registry

from editor.text import asides, constructs, running
from editor.text.cut import plain, spans
from editor.text.filling import (
    FigureOf,
    Numbering,
    Rendered,
    figures_in,
    fill,
    notes_in,
    notes_section,
)
from editor.text.safety import clean, one_element

Note = ET.Element
"""The text of a note, told apart into blocks."""

_HELD_TAG = re.compile("\x02wzxhzdk:(\\d+)\x03")


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
    """One reader of the house Markdown; not for two threads at once.

    Args:
        own: hosts of the newspaper itself -> its name, for cards that lead to its own pages.
    """

    def __init__(self, own: Mapping[str, str] = MappingProxyType({})) -> None:
        self._own = own
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
            self._md.parser.state.clear()
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
            notes=notes_in(whole),
            figures=figures_in(whole),
            references=self._references.asked,
            asked_notes=self._note_mark.asked,
        )

    def _pieces(self, root: ET.Element) -> tuple[str, ...]:
        for element in list(root.iter("raw")):
            element.text = AtomicString(self._md.htmlStash.store(clean(element.text or "")))
            element.tag = "div"
        written = (self._written(child) for child in root)
        return tuple(each for each in written if each not in {"", "<div></div>"})

    def _written(self, element: ET.Element) -> str:
        element.tail = None
        html = to_html_string(element).replace(AMP_SUBSTITUTE, "&")
        stash = self._md.htmlStash.rawHtmlBlocks
        whole, held = _HELD_TAG.subn(lambda found: str(stash[int(found[1])]), html)
        return (one_element(whole) if held else clean(whole)).strip("\n")

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
            asides.SetOff(parser, self._own),
            notes,
            abbreviations,
            blockprocessors.ReferenceProcessor(parser),
            asides.BareLink(parser, self._own),
            blockprocessors.ParagraphProcessor(parser),
        )
        _register(parser.blockprocessors, in_order)
        return notes, abbreviations

    def _set_inline(self) -> tuple[running.NoteMark, running.Abbr]:
        md = self._md
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "|", "<", "~", ":", "="]
        note_mark, abbr = running.NoteMark(md), running.Abbr(md)
        md.inlinePatterns.register(running.Unit(md), "unit", 1_000)
        md.inlinePatterns.register(running.Link(inlinepatterns.LINK_RE, md), "link", 160)
        image = running.Image(inlinepatterns.IMAGE_LINK_RE, md)
        md.inlinePatterns.register(image, "image_link", 150)
        address = inlinepatterns.AutolinkInlineProcessor(running.ADDRESS, md)
        md.inlinePatterns.register(address, "autolink", 120)
        mail = inlinepatterns.AutomailInlineProcessor(running.MAIL, md)
        md.inlinePatterns.register(mail, "automail", 110)
        md.inlinePatterns.register(note_mark, "note", 175)
        md.inlinePatterns.deregister("em_strong")
        for place, (tag, pattern) in enumerate(running.Emphasis.IN_ORDER):
            md.inlinePatterns.register(running.Emphasis(tag, pattern), f"em{place}", 60 - place)
        md.inlinePatterns.register(running.InlineHtml(inlinepatterns.HTML_RE, md), "html", 90)
        in_order = (
            running.Headings(md),
            treeprocessors.InlineProcessor(md),
            running.Attributes(md),
            running.Figures(md),
            treeprocessors.PrettifyTreeprocessor(md),
            abbr,
            treeprocessors.UnescapeTreeprocessor(md),
        )
        for place, each in enumerate(in_order):
            name = {1: "inline", 6: "unescape"}.get(place, str(place))
            md.treeprocessors.register(each, name, 100 - place)
        return note_mark, abbr


def pictures_named(source: str) -> tuple[str, ...]:
    """The names of the pictures that a copy shows, each once, in order; its notes' are last.

    Reads only the chunks that may name one: about a millisecond, and 25 for 100,000 words.
    """
    if "![" not in source:
        return ()
    text, dialect = plain(source), Dialect()
    parsed, known = [], Definitions()
    for start, end in spans(text):
        has_name = text.find("![", start, end) >= 0
        if has_name or text.find("]:", start, end) >= 0:
            piece = dialect.parse(text[start:end])
            known.add(piece.definitions)
            parsed += [piece] if has_name else []
    shown = [dialect.finish(each, known).figures for each in parsed]
    shown += [dialect.finish_note(each, known).figures for each in known.notes.values()]
    return tuple(dict.fromkeys(name for names in shown for name in names))


def _register(registry: "Registry[BlockProcessor]", in_order: Sequence[BlockProcessor]) -> None:
    for place, each in enumerate(in_order):
        registry.register(each, str(place), 1_000 - place)
