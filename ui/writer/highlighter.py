# SPDX-License-Identifier: GPL-3.0-or-later
"""Highlighter: Markdown's marks dimmed, headings and stress in their weight; one pattern."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme import Theme
from ui.writer.echo import units

_PATTERN = re.compile(
    r"(?P<heading>^\#{1,6}[ \t]+)(?P<title>.+)$"
    r"|(?P<start>^[ \t]{0,12}(?:>[ \t]?)+(?:\[!(?:quote|box|card)\][ \t]*)?"
    r"|^[ \t]{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+)"
    r"|(?P<whole>^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|`{3,}.*|~{3,}.*)$)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<picture>!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\))"
    r"|(?P<open>\[)[^\]\n]{1,500}(?P<address>\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\]))"
    r"|(?P<bold>\*\*|__)(?=\S)[^\n]{1,2000}?(?<=\S)(?P<unbold>(?P=bold))"
    r"|(?P<italic>[*_])(?=\S)[^\n*_]{1,2000}?(?<=[^\s\\])(?P<unitalic>(?P=italic))"
    r"|(?P<tick>`)[^`\n]{1,500}`"
)
"""Bounded repeats only: a line of a megabyte may not hold a key up."""

_OF_TABLES = re.compile(
    r"(?P<pipe>\|(?:[ ]{0,40}:?-{1,40}:?[ ]{0,40}\|){0,40})|" + _PATTERN.pattern
)
"""For lines with a pipe alone: each alternative is tried at each letter."""

LONGEST_LINE = 20_000
"""A longer line stays plain."""
AT_ONCE = 60
"""More paragraphs than these are formatted when they come into view."""

_Part = tuple[int, int, str]


class Highlighter(QObject):
    """Dims the marks of the paragraphs that are seen. It changes no text.

    Not a QSyntaxHighlighter: that one repaints the whole view at every key and formats the whole
    copy when it is opened.
    """

    def __init__(self, edit: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit = edit
        self._theme = theme
        self._document: QTextDocument | None = None
        self._forms: dict[str, QTextCharFormat] = {}
        self._generation = 0
        self._dress()
        theme.changed.connect(self._redress)
        edit.verticalScrollBar().valueChanged.connect(self.show_visible)

    def attach(self, document: QTextDocument) -> None:
        """Follow another document, which the view shows already."""
        if self._document is not None:
            self._document.contentsChange.disconnect(self._follow)
        self._document = document
        document.contentsChange.connect(self._follow)
        self.show_visible()

    def show_visible(self) -> None:
        """Format what is in view and was not formatted yet."""
        if self._document is None:
            return
        fresh = [each for each in self._visible() if each.userState() != self._generation]
        changed = [each for each in fresh if self._format(each)]
        if changed:
            last = changed[-1]
            self._document.markContentsDirty(last.position(), last.length())

    def _follow(self, position: int, _removed: int, added: int) -> None:
        # Comes before the layout looks at the change: what is set here costs no second layout.
        if self._document is None:
            return
        block = self._document.findBlock(position)
        end = position + added
        for _ in range(AT_ONCE):
            if not block.isValid() or block.position() > end:
                return
            self._format(block)
            block = block.next()
        while block.isValid() and block.position() <= end:
            block.setUserState(-1)
            block = block.next()

    def _visible(self) -> Iterator[QTextBlock]:
        block = self._edit.firstVisibleBlock()
        # Half a line for each is less than any paragraph takes.
        count = 2 * self._edit.height() // max(1, self._edit.fontMetrics().height()) + 2
        while block.isValid() and count > 0:
            yield block
            block = block.next()
            count -= 1

    def _format(self, block: QTextBlock) -> bool:
        """Give one paragraph its formats; whether they are not what they were."""
        block.setUserState(self._generation)
        layout = block.layout()
        ranges = [self._range(*each) for each in parts(block.text(), block.length() - 1)]
        composed = len(layout.preeditAreaText())
        if composed:
            ranges = _around(layout, composed, ranges)
        if layout.formats() == ranges:
            return False
        layout.setFormats(ranges)
        return True

    def _range(self, start: int, length: int, form: str) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, self._forms[form]
        return made

    def _dress(self) -> None:
        self._generation += 1
        self._forms = {name: QTextCharFormat() for name in ("dim", "bold", "italic", "name")}
        self._forms["dim"].setForeground(self._theme.colour("quiet"))
        self._forms["name"].setForeground(self._theme.colour("fine"))
        self._forms["bold"].setFontWeight(QFont.Weight.Bold)
        self._forms["italic"].setFontItalic(True)

    def _redress(self) -> None:
        self._dress()
        self.show_visible()


def parts(text: str, length: int) -> list[_Part]:
    """What of a paragraph looks different: (start, length, form), in order, in Qt's units.

    Args:
        text: the paragraph.
        length: how long Qt says that it is.
    """
    if len(text) > LONGEST_LINE:
        return []
    pattern = _OF_TABLES if "|" in text else _PATTERN
    found = [part for match in pattern.finditer(text) for part in _of(match) if part[1] > 0]
    if length == len(text):
        return found
    return [
        (units(text[:start]), units(text[start : start + count]), form)
        for start, count, form in found
    ]


def _of(match: re.Match[str]) -> list[_Part]:
    start, end = match.span()
    kind = match.lastgroup
    if kind == "title":
        inner = match.start("title")
        return [(start, inner - start, "dim"), (inner, end - inner, "bold")]
    if kind in ("unbold", "unitalic"):
        inner, rest = match.end(kind.removeprefix("un")), match.start(kind)
        form = kind.removeprefix("un")
        return [
            (start, inner - start, "dim"),
            (inner, rest - inner, form),
            (rest, end - rest, "dim"),
        ]
    if kind == "address":
        rest = match.start("address")
        return [(start, 1, "dim"), (rest, end - rest, "dim")]
    if kind == "tick":
        return [(start, 1, "dim"), (end - 1, 1, "dim")]
    if kind == "escaped":
        return [(start, 1, "dim")]
    return [(start, end - start, "name" if kind == "picture" else "dim")]


def _around(
    layout: QTextLayout, composed: int, ranges: list[QTextLayout.FormatRange]
) -> list[QTextLayout.FormatRange]:
    """The ranges with room for the syllable that is composed, and its own underline kept."""
    at = layout.preeditAreaPosition()
    for each in ranges:
        if each.start >= at:
            each.start += composed
        elif each.start + each.length > at:
            each.length += composed
    own = [
        each
        for each in layout.formats()
        if each.start >= at and each.start + each.length <= at + composed
    ]
    return [*ranges, *own]
