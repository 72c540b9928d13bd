# SPDX-License-Identifier: GPL-3.0-or-later
"""Rich Text Format (.rtf) as HTML, with the pictures and the old letters that it holds."""

import codecs
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType
from typing import Final

from editor.errors import Refused
from editor.files.galley import Galley, Item
from editor.files.notes import Notes, Unfolded, without_marks
from editor.text.charsets import wide

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|.",
    re.DOTALL,
)
_UNSEEN: Final = frozenset(
    """
    colortbl info listtable listoverridetable rsidtbl generator themedata colorschememapping
    datastore latentstyles xmlnstbl header headerl headerr headerf footer footerl footerr footerf
    nonshppict objdata revtbl atnid atnref atndate atnicn filetbl pgptbl template userprops docvar
    sp shprslt pn
    """.split()  # noqa: SIM905  # a list of words reads better
)
"""Groups of which no reader sees a word."""
_ASIDE: Final[Mapping[str, str]] = MappingProxyType(
    {"fonttbl": "fonts", "stylesheet": "styles", "fldinst": "instruction", "pict": "picture",
     "listtext": "mark", "pntext": "mark", "atnauthor": "author", "annotation": "remark"}
)  # fmt: skip
"""Groups whose words are not words of the page, and where these go."""
_ENTERED: Final = frozenset({"shppict", "shpinst", "shptxt", *_ASIDE})
"""Groups that old programs may skip, and that are not skipped here."""
_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {"tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
     "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
     "nestcell": " ", "nestrow": " "}
)  # fmt: skip
_ESCAPED: Final[Mapping[bytes, str]] = MappingProxyType(
    {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
)
_TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {"b": "b", "i": "i", "super": "sup", "sub": "sub", "strike": "s", "ul": "u"}
)
_OFF: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"plain": frozenset(_TAGS.values()), "ulnone": frozenset({"u"}),
     "nosupersub": frozenset({"sup", "sub"})}
)  # fmt: skip
_CODECS: Final[Mapping[int, str]] = MappingProxyType(
    {0: "cp1252", 161: "cp1253", 162: "cp1254", 163: "cp1258", 204: "cp1251", 238: "cp1250",
     128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 222: "cp874"}
)  # fmt: skip
"""What `fcharset` says of the bytes of a font."""
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "bmp"}
)
_ADDRESS: Final = re.compile(r'HYPERLINK\s+"([^"]*)"')
_HEADING: Final = re.compile(r"heading ([1-6])\b", re.IGNORECASE)
_DEEPEST: Final = 500
"""More groups within one another are no document."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one group."""

    tags: frozenset[str] = frozenset()
    font: int = -1
    after_unicode: int = 1
    """So many letters after each that is given by its number say the same to old programs."""
    aside: str = ""
    """Where words go that are not words of the page; `unseen`: nowhere."""
    is_hidden: bool = False


@dataclass(slots=True)
class _Form:
    """What is known of the paragraph that is being read."""

    style: int = -1
    outline: int = -1
    level: int = 0
    is_cell: bool = False


def unfold(data: bytes, file_name: str) -> Unfolded:
    """The whole document: headings, emphasis, links, lists, tables, pictures, footnotes.

    Raises:
        Refused: `files.damaged`.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Refused("files.damaged", file=file_name)
    reader, at = _Reader(), 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        if found[1] == b"bin":
            length = max(0, int(found[2] or 0))
            reader.take_picture(data[at : at + length])
            at += length
        else:
            reader.take(found)
        if reader.depth > _DEEPEST:
            raise Refused("files.damaged", file=file_name)
    html, remarks = reader.html(), tuple(reader.remarks)
    counts = {"deletions": reader.deletions, "remarks": len(remarks)}
    dropped = {name: number for name, number in counts.items() if number}
    return Unfolded(html, reader.pictures, dropped=dropped, comments=remarks)


class _Reader:
    """Takes one token after the other; writes HTML."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.remarks: list[str] = []
        """What colleagues wrote beside the words, with their names."""
        self.deletions = 0
        self._notes, self._galleys = Notes(), [Galley()]
        self._state, self._form = _State(), _Form()
        self._groups: list[tuple[_State, list[Callable[[], None]]]] = []
        self._asides: dict[str, list[str]] = {}
        self._codecs: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._codec = "cp1252"
        # Lists: to add each line of a picture to those before it would take minutes.
        self._bytes: list[bytes] = []
        self._number = self._to_skip = 0
        self._half, self._kind, self._blob = "", "", bytearray()
        self._is_starred = False
        self._doing = self._by_word()

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._groups)

    def html(self) -> str:
        """All that was taken."""
        while self._groups:
            self._close()
        self._flush()
        self._end_paragraph()
        return self._galley.html() + self._notes.html()

    def take(self, token: re.Match[bytes]) -> None:
        """Take one token."""
        word, number, code, sign, brace, text = token.groups()
        if code or text:
            self._take_bytes(bytes.fromhex(code.decode()) if code else text)
            return
        self._flush()
        if brace == b"{":
            self._groups.append((self._state, []))
        elif brace == b"}":
            self._close()
        elif sign:
            self._sign(sign)
        elif word:
            is_starred, self._is_starred = self._is_starred, False
            self._control(word.decode(), int(number) if number else None, is_starred=is_starred)

    def take_picture(self, data: bytes) -> None:
        """Take bytes that stand there as they are."""
        self._blob += data

    @property
    def _galley(self) -> Galley:
        return self._galleys[-1]

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes.append(data[skipped:])

    def _flush(self) -> None:
        """Bytes become letters together: some charsets need two for one."""
        data, self._bytes = b"".join(self._bytes), []
        if data:
            codec = self._codecs.get(self._state.font, self._codec)
            self._write(wide(data) if codec == "cp1252" else data.decode(codec, errors="replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.aside == "unseen":
            return
        if state.aside:
            self._asides.setdefault(state.aside, []).append(text)
        elif not state.is_hidden:
            tags = sorted(state.tags)
            opened = "".join(f"<{each}>" for each in tags)
            closed = "".join(f"</{each}>" for each in reversed(tags))
            self._galley.line.append(opened + escape(without_marks(text)) + closed)

    def _said(self, aside: str) -> str:
        """What was written aside; it is there no more."""
        return "".join(self._asides.pop(aside, ()))

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif sign in b"\r\n":
            self._end_paragraph()
        else:
            self._write(_ESCAPED.get(sign, ""))

    def _close(self) -> None:
        if self._groups:
            before, endings = self._groups.pop()
            for each in reversed(endings):
                each()
            self._state, self._to_skip = before, 0

    def _control(self, word: str, number: int | None, *, is_starred: bool) -> None:
        is_on = number != 0
        if word in _UNSEEN or (is_starred and word not in _ENTERED and word != "footnote"):
            self._state = replace(self._state, aside="unseen")
        elif word in _ASIDE and self._state.aside != "unseen":
            self._enter(_ASIDE[word])
        elif word in _TAGS:
            tags = self._state.tags - {_TAGS[word]} | ({_TAGS[word]} if is_on else set())
            self._state = replace(self._state, tags=tags)
        elif word in _OFF:
            self._state = replace(self._state, tags=self._state.tags - _OFF[word], is_hidden=False)
        elif word in {"v", "deleted"}:
            self.deletions += word == "deleted" and is_on and not self._state.is_hidden
            self._state = replace(self._state, is_hidden=is_on)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _KINDS:
            self._kind = _KINDS[word]
        else:
            self._other(word, number or 0)

    def _other(self, word: str, number: int) -> None:
        do = self._doing.get(word)
        if do and self._state.aside != "unseen":
            do(number)

    def _by_word(self) -> Mapping[str, Callable[[int], object]]:
        return {
            "u": self._unicode,
            "uc": lambda number: self._set(after_unicode=number),
            "f": lambda number: self._set(font=number),
            "fcharset": self._charset,
            "ansicpg": self._codepage,
            "s": self._style,
            "pard": lambda _: self._plain_form(),
            "outlinelevel": lambda number: setattr(self._form, "outline", number),
            "ilvl": lambda number: setattr(self._form, "level", number),
            "intbl": lambda _: setattr(self._form, "is_cell", True),
            "line": lambda _: self._break(),
            "par": lambda _: self._end_paragraph(),
            "sect": lambda _: self._end_paragraph(),
            "cell": lambda _: self._galley.end_cell(),
            "row": lambda _: self._galley.end_row(),
            "field": lambda _: self._open_field(),
            "footnote": lambda _: self._open_note(),
        }

    def _set(self, **changes: int) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # numbers only

    def _enter(self, aside: str) -> None:
        self._state = replace(self._state, aside=aside)
        if aside != "instruction":
            self._asides[aside] = []
        if aside == "picture":
            self._kind, self._blob = "", bytearray()
            self._on_close(self._end_picture)
        if aside == "styles":
            self._on_close(self._end_style)
        if aside == "remark":
            self._on_close(self._end_remark)

    def _on_close(self, do: Callable[[], None]) -> None:
        if self._groups:
            self._groups[-1][1].append(do)

    def _unicode(self, number: int) -> None:
        letter = chr(number % 0x10000)
        if "\ud800" <= letter < "\udc00":
            self._half = letter
        else:
            whole = (self._half + letter).encode("utf-16", "surrogatepass")
            self._half = ""
            self._write(whole.decode("utf-16", errors="replace"))
        self._to_skip = max(0, self._state.after_unicode)

    def _charset(self, number: int) -> None:
        if number in _CODECS and self._state.aside == "fonts":
            self._codecs[self._state.font] = _CODECS[number]

    def _codepage(self, number: int) -> None:
        with suppress(LookupError):
            self._codec = codecs.lookup(f"cp{number}").name

    def _style(self, number: int) -> None:
        if self._state.aside == "styles":
            self._end_style()
            self._number = number
            self._on_close(self._end_style)
        else:
            self._form.style = number

    def _end_style(self) -> None:
        name = self._said("styles")
        if name.strip():
            self._styles[self._number] = name.strip(" ;").lower()

    def _end_remark(self) -> None:
        said, author = (" ".join(self._said(e).split()) for e in ("remark", "author"))
        if said:
            self.remarks.append(f"{author}: {said}" if author else said)

    def _plain_form(self) -> None:
        if not self._state.aside:
            self._form = _Form()

    def _break(self) -> None:
        if not self._state.aside:
            self._galley.line.append("<br>")

    def _end_paragraph(self) -> None:
        if self._state.aside:
            self._write(" ")
            return
        galley, html = self._galley, "".join(self._galley.line)
        galley.line = []
        if self._form.is_cell:
            galley.cell.append(html)
            return
        galley.end_row()
        galley.end_table()
        mark = self._said("mark").strip()
        if mark and html:
            number = re.match(r"\d{1,8}", mark)
            galley.blocks.append(Item(html, self._form.level, int(number[0]) if number else 0))
        else:
            galley.blocks.append(self._dressed(html))

    def _dressed(self, html: str) -> str:
        style = self._styles.get(self._form.style, "")
        heading = _HEADING.match(style)
        if heading or 0 <= self._form.outline < 6:
            rank = int(heading[1]) if heading else self._form.outline + 1
            return f"<h{rank}>{html}</h{rank}>"
        if style == "title":
            return f"<h1>{html}</h1>"
        if style == "caption":
            return f'<p class="caption">{html}</p>'
        is_quote = style in {"quote", "intense quote", "quotations"}
        return f"<blockquote><p>{html}</p></blockquote>" if is_quote else f"<p>{html}</p>"

    def _end_picture(self) -> None:
        text = re.sub(r"[^0-9a-fA-F]", "", self._said("picture"))
        data = bytes(self._blob) or bytes.fromhex(text[: len(text) // 2 * 2])
        if data and self._kind:
            name = f"picture-{len(self.pictures) + 1}.{self._kind}"
            self.pictures[name] = data
            self._galley.line.append(f'<img src="{name}">')

    def _open_field(self) -> None:
        galley, start = self._galley, len(self._galley.line)
        self._said("instruction")

        def end() -> None:
            found = _ADDRESS.search(self._said("instruction"))
            if found and len(galley.line) > start:
                words = re.sub("</?u>", "", "".join(galley.line[start:]))
                galley.line[start:] = [f'<a href="{escape(found[1])}">{words}</a>']

        self._on_close(end)

    def _open_note(self) -> None:
        if not self._groups:
            # It would never end: its words stay on the page.
            return
        outer = self._form
        self._galleys.append(Galley())
        self._form, self._state = _Form(), replace(self._state, tags=frozenset())

        def end() -> None:
            self._end_paragraph()
            html = self._galleys.pop().html()
            self._form = outer
            self._galley.line.append(self._notes.put(html))

        self._on_close(end)
