# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills in what stands in the copy by name only: figures, and the numbers of notes."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from urllib.parse import unquote

FigureOf = Callable[[str], str | None]
"""A name in the copy -> the figure's HTML, one element; None when no picture has that name."""

_MARK = "\x0e{kind}{told}\x0f"
"""Stands in finished HTML for what is filled in last: `n` a note's number, `f` a figure. No text
has these two characters."""
_NOTE = re.compile("(<sup>)?\x0en([0-9a-f]*)\x0f(?(1)</sup>)")
_FIGURE = re.compile("(<figure>)?\x0ef([0-9a-f]*)\x0f(?(1)</figure>)")
"""The element is not there when a stray tag came between it and its mark."""


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


def note_mark(name: str) -> str:
    """Stands for the number of a note, inside a `sup`, until `fill`."""
    return _MARK.format(kind="n", told=name.encode().hex())


def figure_mark(name: str) -> str:
    """Stands for a figure, inside a `figure`, until `fill`."""
    return _MARK.format(kind="f", told=name.encode().hex())


def notes_in(html: str) -> tuple[str, ...]:
    """The notes that HTML points to, in order."""
    return tuple(_named(each) for _, each in _NOTE.findall(html))


def figures_in(html: str) -> tuple[str, ...]:
    """The names of the pictures that HTML waits for, in order."""
    return tuple(_named(each) for _, each in _FIGURE.findall(html))


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


def _named(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode()
