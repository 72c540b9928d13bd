# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy + placements -> blocks with their source lines (what the preview patches)."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from editor.errors import Refused
from editor.model import framing
from editor.model.article import Article
from editor.model.picture import WIDTHS_PX, Picture, Placement, Rendition, Sha256
from editor.model.profile import SiteProfile
from editor.text import dialect, filling
from editor.text.cut import Cuts, Splice

SIZES = "(min-width: 720px) 680px, 100vw"
"""How wide the page shows a figure; the reader's browser chooses the rendition by it."""

_PLAIN_WIDTH_PX = 960


Draw = Callable[[Placement, Picture, SiteProfile], str]
"""Makes a picture in the copy: its placement, itself, the site -> one element of HTML."""


class Block(NamedTuple):
    """A run of whole top-level elements, and the lines of the copy that they were made from."""

    html: str
    line: int
    """The first line, counted from 0."""
    end_line: int
    """The line after the last."""
    elements: int
    """How many top-level HTML elements it yields."""


@dataclass(slots=True)
class _Part:
    """A chunk of the copy, or a note: its text, and what was made of it."""

    text: str
    rendered: filling.Rendered

    def is_stale(self, known: dialect.Definitions, abbreviations: set[str]) -> bool:
        """Whether it would be rendered otherwise now.

        Args:
            known: what the whole copy now defines.
            abbreviations: those that are not what they were.
        """
        references = self.rendered.references.items()
        notes = self.rendered.asked_notes.items()
        return (
            any(known.references.get(label) != told for label, told in references)
            or any((name in known.notes) != was_there for name, was_there in notes)
            or any(short in self.text for short in abbreviations)
        )


@dataclass(slots=True)
class _Chunk(_Part):
    definitions: dialect.Definitions
    pieces: tuple[str, ...] = ()
    filled_with: object = None
    """The figures and the numbers of notes that stand in the pieces."""
    prefix: str = ""
    block: Block | None = None
    """None: to be put together from the pieces."""

    def fill(self, numbering: filling.Numbering, figures: "_Figures") -> None:
        """Put in what stands in the copy by name only."""
        numbers = [numbering.point(name) for name in self.rendered.notes]
        wanted = (self.rendered, numbers, [figures.of(name) for name in self.rendered.figures])
        if wanted != self.filled_with:
            self.filled_with = wanted
            self.pieces = filling.fill(self.rendered, figures.of, numbers)
            self.block = None

    def put(self, line: int, prefix: str) -> Block:
        """The block as it stands at a line."""
        if prefix != self.prefix:
            self.prefix, self.block = prefix, None
        if self.block is None:
            pieces = _prefixed(self.pieces, prefix)
            end_line = line + self.text.count("\n") + (not self.text.endswith("\n"))
            self.block = Block(_joined(pieces), line, end_line, len(pieces))
        elif self.block.line != line:
            end_line = line + self.block.end_line - self.block.line
            self.block = self.block._replace(line=line, end_line=end_line)
        return self.block


class _Figures:
    """The article's pictures by the names that its copy uses."""

    def __init__(self, profile: SiteProfile, draw: Draw) -> None:
        self._profile = profile
        self._draw = draw
        self._placed: tuple[tuple[Placement, Picture | None], ...] = ()
        self._made: dict[str, str | None] = {}

    def take(self, article: Article, pictures: Mapping[Sha256, Picture]) -> bool:
        """Forget the figures that were made when anything about the pictures is new.

        Returns:
            Whether it is.
        """
        placed = tuple((each, pictures.get(each.sha256)) for each in article.placements)
        if placed == self._placed:
            return False
        self._placed = placed
        self._made = {}
        return True

    def of(self, name: str) -> str | None:
        """The figure of a name; None when the article has no such picture."""
        if name not in self._made:
            made = (
                self._draw(placement, picture, self._profile)
                for placement, picture in self._placed
                if placement.name == name and picture is not None
            )
            self._made[name] = next(made, None)
        return self._made[name]


class Body:
    """The copy of one article as blocks; an edit makes anew only what it changed.

    Keeps what it made at the last call. Calls from several threads wait for each other.

    Args:
        profile: of the site.
        draw: makes the figures; None: as our own pages have them.
    """

    def __init__(self, profile: SiteProfile, draw: Draw | None = None) -> None:
        self._profile = profile
        self._lock = threading.Lock()
        self._dialect = dialect.Dialect(_own(profile))
        self._cuts = Cuts()
        self._chunks: list[_Chunk] = []
        self._known = dialect.Definitions()
        self._notes: dict[str, tuple[object, _Part]] = {}
        self._figures = _Figures(profile, draw or figure)
        self._section: tuple[str, ...] = ()
        self._blocks: list[Block] = []
        self._prefix = ""
        self._opened = -1
        """The place of the chunk that the prefix opens; -1: there is no prefix."""

    def blocks(
        self,
        article: Article,
        pictures: Mapping[Sha256, Picture],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> tuple[Block, ...]:
        """The copy's blocks in order; their HTML joined is what `whole` gives.

        The notes under the copy are a last block of no lines. After an edit in a copy of 100,000
        words it costs a few milliseconds.

        Args:
            article: whose copy is rendered.
            pictures: of its placements.
            is_wanted: asked between chunks.

        Raises:
            Refused: `program.stopped`, no longer wanted; this Body is of no use any more.
        """
        with self._lock:
            is_new = self._figures.take(article, pictures)
            splice = self._cuts.change(article.body)
            is_new |= self._take(splice, is_wanted)
            if is_new:
                self._fill()
            prefix = _prefix(article, self._profile)
            if is_new or prefix != self._prefix or self._opened >= splice.first:
                self._prefix, self._opened = prefix, len(self._chunks) if prefix else -1
                self._assemble(0, len(self._chunks))
            else:
                self._assemble(splice.first, splice.first + len(splice.added))
            return self._with_notes()

    def _take(self, splice: Splice, is_wanted: Callable[[], bool]) -> bool:
        """Make the chunks of an edit; whether figures or the numbers of notes may have moved."""
        place = slice(splice.first, splice.first + splice.removed)
        old = {each.text: each for each in self._chunks[place]}
        chunks, unread = [], []
        for text in splice.added:
            if not is_wanted():
                raise Refused("program.stopped")
            chunk = old.pop(text, None)
            if chunk is None:
                parsed = self._dialect.parse(text)
                chunk = _Chunk(text, filling.NOTHING, parsed.definitions)
                unread.append((chunk, parsed))
            chunks.append(chunk)
        is_moved = any(map(_is_named, (*self._chunks[place], *chunks)))
        self._chunks[place] = chunks
        gone = any(each.definitions for each in old.values())
        if gone or any(chunk.definitions for chunk, _ in unread):
            self._learn()
            is_moved = True
        for chunk, parsed in unread:
            if not is_wanted():
                raise Refused("program.stopped")
            chunk.rendered = self._dialect.finish(parsed, self._known)
            chunk.pieces = chunk.rendered.pieces
        return is_moved or any(_is_named(chunk) for chunk, _ in unread)

    def _learn(self) -> None:
        """Put together what the copy defines, and make anew what it changes."""
        known = dialect.Definitions()
        for chunk in self._chunks:
            if chunk.definitions:
                known.add(chunk.definitions)
        pairs = known.abbreviations.items() ^ self._known.abbreviations.items()
        changed = {short for short, _ in pairs}
        self._known = known
        for chunk in self._chunks:
            if chunk.rendered is not filling.NOTHING and chunk.is_stale(known, changed):
                chunk.rendered = self._dialect.finish(self._dialect.parse(chunk.text), known)
                chunk.pieces, chunk.filled_with, chunk.block = chunk.rendered.pieces, None, None
        notes = {name: self._note(name, note, changed) for name, note in known.notes.items()}
        self._notes = notes

    def _note(self, name: str, note: dialect.Note, changed: set[str]) -> tuple[object, _Part]:
        old, part = self._notes.get(name, (None, None))
        if part is not None and old is note and not part.is_stale(self._known, changed):
            return old, part
        text = "".join(note.itertext())
        return note, _Part(text, self._dialect.finish_note(note, self._known))

    def _fill(self) -> None:
        numbering = filling.Numbering()
        for chunk in self._chunks:
            if _is_named(chunk):
                chunk.fill(numbering, self._figures)
        notes = {name: part.rendered for name, (_, part) in self._notes.items()}
        self._section = filling.notes_section(notes, numbering, self._figures.of)

    def _assemble(self, first: int, end: int) -> None:
        """Put the blocks of these chunks at their lines, and those behind them that move along.

        The others are not even looked at: to walk through all of a long copy takes longer than to
        render what was typed.
        """
        place, line = first, self._blocks[first - 1].end_line if first else 0
        blocks = []
        while place < len(self._chunks):
            chunk = self._chunks[place]
            if place >= end and chunk.block is not None and chunk.block.line == line:
                break
            if place < self._opened and any(map(_is_paragraph, chunk.pieces)):
                self._opened = place
            blocks.append(chunk.put(line, self._prefix if place == self._opened else ""))
            line = blocks[-1].end_line
            place += 1
        behind = len(self._chunks) - place
        self._blocks[first : len(self._blocks) - behind] = blocks

    def _with_notes(self) -> tuple[Block, ...]:
        if not self._section:
            return tuple(self._blocks)
        line = self._blocks[-1].end_line if self._blocks else 0
        return (*self._blocks, Block(_joined(self._section), line, line, len(self._section)))


def _is_named(chunk: _Chunk) -> bool:
    """Whether it holds what stands in the copy by name only: figures, pointers to notes."""
    return bool(chunk.rendered.notes or chunk.rendered.figures)


def whole(article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile) -> str:
    """The whole copy as HTML, made afresh by one conversion. Slow: some 10 ms per 1,000 words."""
    figures = _Figures(profile, figure)
    figures.take(article, pictures)
    pieces = dialect.Dialect(_own(profile)).whole(article.body, figures.of)
    return _joined(_prefixed(pieces, _prefix(article, profile)))


def elsewhere(copy: str, figure_of: filling.FigureOf, profile: SiteProfile) -> str:
    """The whole copy as HTML for another house: its figures as given, and no prefix of the site."""
    return _joined(dialect.Dialect(_own(profile)).whole(copy, figure_of))


def _own(profile: SiteProfile) -> Mapping[str, str]:
    """The newspaper's own host -> its name."""
    host = urlsplit(profile.address).hostname or ""
    return {host.removeprefix("www."): profile.short_name or profile.name} if host else {}


def _prefix(article: Article, profile: SiteProfile) -> str:
    return "" if article.standfirst.strip() else profile.source_prefix


def _is_paragraph(piece: str) -> bool:
    return piece.startswith("<p>")


def _prefixed(pieces: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    """The pieces with the site's prefix at the beginning of the first paragraph."""
    place = next((place for place, each in enumerate(pieces) if _is_paragraph(each)), None)
    if not prefix or place is None:
        return pieces
    opened = f'<p><span class="prefix">{escape(prefix)}</span>{pieces[place][3:]}'
    return (*pieces[:place], opened, *pieces[place + 1 :])


def _joined(pieces: tuple[str, ...]) -> str:
    return "".join(f"{piece}\n" for piece in pieces)


def figure(placement: Placement, picture: Picture, profile: SiteProfile) -> str:
    """A picture with its caption and credit, as readers get it."""
    caption = escape(placement.caption_of(picture))
    credit = credit_line(picture, profile)
    told = f'{caption} <span class="credit">{escape(credit)}</span>' if credit else caption
    below = f"<figcaption>{told.strip()}</figcaption>" if told.strip() else ""
    return f'<figure class="picture">{image(placement, picture)}{below}</figure>'


def image(
    placement: Placement,
    picture: Picture,
    *,
    sizes: str = SIZES,
    form: str = "",
    most_px: int = WIDTHS_PX[-1],
) -> str:
    """A picture in all the widths that the site serves, as one `<picture>` element.

    Args:
        placement: with the crop and the alt text of the story.
        picture: what is shown.
        sizes: how wide the page shows it, as an HTML `sizes` list.
        form: one of `framing.FORMS`; empty: as the story shows it.
        most_px: no wider rendition is named, so that a page of many small pictures stays light.
    """
    view = framing.formed(picture, form) if form else framing.shown(picture, placement.crop)
    *better, plain = view.media_types
    named = {each: _srcset(picture, view.of_type(each), most_px) for each in view.media_types}
    sources = "".join(
        f'<source type="{each}" srcset="{named[each]}" sizes="{sizes}">' for each in better
    )
    chosen = view.plain(_PLAIN_WIDTH_PX)
    return (
        f'<picture>{sources}<img src="{address(picture, chosen)}" '
        f'srcset="{named[plain]}" sizes="{sizes}" '
        f'width="{chosen.width_px}" height="{chosen.height_px}" '
        f'alt="{escape(placement.alt_text_of(picture))}" loading="lazy" decoding="async" '
        f'style="background:{escape(picture.colour)}"></picture>'
    )


def address(picture: Picture, rendition: Rendition) -> str:
    """Where a rendition is found, root-relative: `/media/<sha256>/960-5f0c7a1b2d3e.jpg`."""
    return f"/media/{picture.sha256}/{rendition.name}"


def credit_line(picture: Picture, profile: SiteProfile) -> str:
    """The credit in the site's form, plain text; empty when nobody is known."""
    credit = picture.credit or picture.creator
    return profile.credit_form.replace("{credit}", credit) if credit else ""


def _srcset(picture: Picture, renditions: tuple[Rendition, ...], most_px: int) -> str:
    named = [each for each in renditions if each.width_px <= most_px] or renditions[:1]
    return ", ".join(f"{address(picture, each)} {each.width_px}w" for each in named)
