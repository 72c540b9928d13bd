# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the content of a post as WordPress keeps it -> HTML: paragraphs, shortcodes, blocks."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from editor.files.wordpress.library import Attachment
from editor.text.stretches import swapped, tags_swapped

LONGEST_SHORTCODE: Final = 4000
_BLOCK: Final = (
    r"(?:address|article|aside|blockquote|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr"
    r"|ol|p|pre|section|table|ul)"
)
_BLOCK_BEGINS: Final = re.compile(rf"<{_BLOCK}\b", re.IGNORECASE)
_BLOCK_MARK: Final = re.compile(r"<!--\s*/?wp:[^<>]*-->|<!--\s*(?:more|nextpage|noteaser)[^<>]*-->")
_BEFORE: Final = re.compile(rf"(?<!\s)\s*(<{_BLOCK}\b)", re.IGNORECASE)
_BEHIND: Final = re.compile(rf"(</{_BLOCK}>|<hr\b[^<>]*>)\s*", re.IGNORECASE)
_KEPT: Final = re.compile(r"<(pre|table|ul|ol|blockquote|script|style)\b[^>]*>", re.IGNORECASE)
_ENDS: Final = r"</{name}\s*>"
_HELD: Final = re.compile("\ue000(\\d+)\ue001")
_IMAGE: Final = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\bwp-image-(\d{1,12})\b")
_SOURCE: Final = re.compile(r"""\bsrc\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_FRAME: Final = re.compile(r"<iframe\b[^>]*>(?:\s*</iframe\s*>)?", re.IGNORECASE)
_FRAMED: Final = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_TUBE: Final = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})")
_CAPTION: Final = re.compile(
    rf"\[(wp_caption|caption)\b([^\]]{{0,{LONGEST_SHORTCODE}}})\]", re.IGNORECASE
)
_CAPTION_PARTS: Final = re.compile(r"\s*(<a\b[^>]*>\s*<img\b[^>]*>\s*</a>|<img\b[^>]*>)(.*)", re.S)
_SHORT: Final = re.compile(rf"\[(/?)([a-z][\w-]{{1,40}})\b([^\[\]]{{0,{LONGEST_SHORTCODE}}})\]")
_ESCAPED: Final = re.compile(r"\[(\[[^\[\]\n]{1,300}\])\]")
_VALUE: Final = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_ADDRESS: Final = re.compile(r"https?://[^\s\[\]<>\"']+")
_EMBEDS: Final = frozenset(
    {"embed", "youtube", "vimeo", "video", "audio", "soundcloud", "twitter", "facebook", "tiktok"}
)


@dataclass(slots=True)
class Content:
    """A post's content as HTML, with what its shortcodes named."""

    html: str
    pictures: tuple[Attachment, ...] = ()
    """Those of the library that it shows, in the order in which it does."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """`shortcodes` that mean nothing here, by number; the words within them stay."""


def html_of(
    content: str,
    library: Mapping[str, Attachment],
    children: Callable[[], Sequence[Attachment]],
) -> Content:
    """The content of a post, as a browser would show it.

    Args:
        content: as the export has it.
        library: the pictures of the site, by their number.
        children: those that were uploaded to this very post, for a gallery that names none.
    """
    reader = _Reader(library, children)
    is_of_blocks = "<!-- wp:" in content
    text = _BLOCK_MARK.sub("", content.replace("\r\n", "\n"))
    text = swapped(text, _CAPTION, r"\[/{name}\]", reader.caption)
    text = reader.without_shortcodes(text)
    text = tags_swapped(text, _FRAME, _framed)
    text = tags_swapped(text, _IMAGE, reader.image)
    html = text if is_of_blocks else _with_paragraphs(text)
    dropped = {"shortcodes": reader.dropped.total()} if reader.dropped else {}
    return Content(html, tuple(dict.fromkeys(reader.shown)), dropped)


class _Reader:
    """What the content names, gathered while it is read."""

    def __init__(
        self, library: Mapping[str, Attachment], children: Callable[[], Sequence[Attachment]]
    ) -> None:
        self._library = library
        self._children = children
        self.shown: list[Attachment] = []
        self.dropped: Counter[str] = Counter()

    def caption(self, found: re.Match[str], within: str | None, whole: str) -> str:
        """`[caption]<img> words[/caption]`, and the older `[caption caption="words"]<img>`."""
        if within is None:
            return whole
        inside = _CAPTION_PARTS.match(within)
        if inside is None:
            return within
        words = inside[2].strip() or escape(_values(found[2]).get("caption", ""))
        return f"\n\n<figure>{inside[1]}<figcaption>{words}</figcaption></figure>\n\n"

    def image(self, found: re.Match[str]) -> str:
        """A picture of the library by the address of its original, whatever size was shown."""
        number = _NUMBER.search(found[0])
        known = self._library.get(number[1]) if number else None
        if known is None:
            return found[0]
        self.shown.append(known)
        source = f'src="{escape(known.address)}"'
        return _SOURCE.sub(lambda _: source, found[0], count=1)

    def without_shortcodes(self, text: str) -> str:
        """Galleries as figures, films by their address; of all others the words within."""
        closed = {each[2] for each in _SHORT.finditer(text) if each[1]}
        held: list[str] = []

        def keep(found: re.Match[str]) -> str:
            held.append(found[1])
            return f"\ue000{len(held) - 1}\ue001"

        text = _SHORT.sub(lambda found: self._short(found, closed), _ESCAPED.sub(keep, text))
        return _HELD.sub(lambda found: _of(held, found), text)

    def _short(self, found: re.Match[str], closed: set[str]) -> str:
        is_end, name, told = bool(found[1]), found[2].lower(), found[3]
        if name == "gallery":
            return self._gallery(_values(told))
        if name in _EMBEDS:
            address = _ADDRESS.search(unescape(told))
            return f"\n\n{escape(address[0])}\n\n" if address else "\n\n"
        is_one = name in closed or "=" in told or "_" in name or told.rstrip().endswith("/")
        if not is_one:
            return found[0]
        self.dropped[name] += not is_end
        return ""

    def _gallery(self, values: Mapping[str, str]) -> str:
        numbers = re.findall(r"\d{1,12}", values.get("ids", "") or values.get("include", ""))
        shown = [self._library[each] for each in numbers if each in self._library]
        shown = shown or list(self._children())
        self.shown += shown
        figures = (
            f'<figure><img src="{escape(each.address)}" alt="{escape(each.alt_text)}">'
            f"<figcaption>{escape(each.caption)}</figcaption></figure>"
            for each in shown
        )
        return f"\n\n{''.join(figures)}\n\n"


def _values(told: str) -> dict[str, str]:
    return {
        each[1].lower(): unescape(each[2] or each[3] or each[4] or "")
        for each in _VALUE.finditer(told)
    }


def _framed(found: re.Match[str]) -> str:
    """What is shown in a frame, by its address: nothing of another site is loaded here."""
    source = _FRAMED.search(found[0])
    if source is None:
        return found[0]
    address = unescape(source[1])
    film = _TUBE.match(address)
    if film is not None:
        return f"\n\nhttps://www.youtube.com/watch?v={film[1]}\n\n"
    address = f"https:{address}" if address.startswith("//") else address
    return f'\n\n<a href="{escape(address)}">{escape(address)}</a>\n\n'


def _with_paragraphs(text: str) -> str:
    """As WordPress does it itself: a blank line parts paragraphs, a single one lines."""
    held: list[str] = []

    def keep(_found: re.Match[str], within: str | None, whole: str) -> str:
        if within is None:
            return whole
        held.append(whole)
        return f"\n\n\ue000{len(held) - 1}\ue001\n\n"

    text = swapped(text, _KEPT, _ENDS, keep)
    text = _BEHIND.sub(r"\1\n\n", _BEFORE.sub(r"\n\n\1", text))
    parts = (each.strip() for each in re.split(r"\n\s*\n", text))
    made = "\n".join(map(_paragraph, filter(None, parts)))
    return _HELD.sub(lambda found: _of(held, found), made)


def _paragraph(part: str) -> str:
    if _HELD.fullmatch(part) or _BLOCK_BEGINS.match(part):
        return part
    return "<p>" + part.replace("\n", "<br>\n") + "</p>"


def _of(held: Sequence[str], found: re.Match[str]) -> str:
    """What was set aside; a mark that stood in the text itself stands for nothing."""
    number = int(found[1])
    return held[number] if number < len(held) else ""
