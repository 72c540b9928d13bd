# SPDX-License-Identifier: GPL-3.0-or-later
"""XML from outside, read sealed: no entities, nothing fetched, bounded in depth and in size."""

from collections.abc import Callable, Iterator
from html.entities import html5
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from editor.errors import Refused

DEEPEST: Final = 200
"""No format of news nests its elements so deep."""
MOST_LETTERS: Final = 32_000_000
"""Of one element that is handed out, with all that lies in it: ten thick books."""
MOST_ELEMENTS: Final = 500_000
MOST_UNREAD_BYTES: Final = 4_000_000
"""One tag, comment or name is never so long; a longer one is made to hold the reader up."""
_CHUNK_BYTES: Final = 1 << 16
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_UNFIT: Final = bytes(each for each in range(32) if each not in b"\t\n\r")
"""Signs of control: XML has none, and many sites export them all the same."""
_CUT_SHORT: Final = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    }
)


def whole(source: BinaryIO, file_name: str) -> Element:
    """The root of a document, with all that lies in it.

    Raises:
        Refused: `files.damaged`, `files.cut_short`, `files.entities`, `files.too_deep`,
            `files.too_large`.
    """
    return next(elements(source, file_name, lambda path: len(path) == 1))


def elements(
    source: BinaryIO, file_name: str, is_wanted: Callable[[tuple[str, ...]], bool]
) -> Iterator[Element]:
    """Each element that is wanted, once all of it was read; nothing else is kept.

    Memory: that of the largest wanted element, whatever the size of the file.

    Args:
        source: the file, open for reading.
        file_name: for the sentence, should something be wrong.
        is_wanted: asked for the names of an element and of those around it, outermost first, as
            `{namespace}name`; never asked within a wanted one.

    Raises:
        Refused: as `whole`, once what came before it was handed out.
    """
    reader = _Reader(file_name, is_wanted)
    start = source.read(_CHUNK_BYTES)
    unfit = b"" if start.startswith(_WIDE) else _UNFIT
    chunk = start
    while chunk:
        yield from reader.read(chunk.translate(None, unfit) if unfit else chunk)
        chunk = source.read(_CHUNK_BYTES)
    yield from reader.end()


class _Reader:
    """Puts wanted elements together out of what the parser tells."""

    def __init__(self, file_name: str, is_wanted: Callable[[tuple[str, ...]], bool]) -> None:
        self._file = file_name
        self._is_wanted = is_wanted
        self._path: list[str] = []
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._texts: list[str] = []
        self._letters = self._elements = self._fed = 0
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped

    def read(self, chunk: bytes) -> list[Element]:
        """What is whole now."""
        self._fed += len(chunk)
        self._parse(chunk)
        if self._fed - self._parser.CurrentByteIndex > MOST_UNREAD_BYTES:
            raise self._refused("files.too_large", limit_bytes=MOST_UNREAD_BYTES)
        return self._taken()

    def end(self) -> list[Element]:
        """What is whole at the end.

        Raises:
            Refused: `files.cut_short` where something was begun and not ended.
        """
        self._parse(b"", is_last=True)
        return self._taken()

    def _taken(self) -> list[Element]:
        done, self._done = self._done, []
        return done

    def _parse(self, chunk: bytes, *, is_last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            code = getattr(error, "code", 0)
            cut = is_last and code in _CUT_SHORT and bool(self._fed)
            raise self._refused("files.cut_short" if cut else "files.damaged") from error

    def _refused(self, code: str, **values: object) -> Refused:
        return Refused(code, file=self._file, **values)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._settle()
        self._path.append(_named(name))
        if len(self._path) > DEEPEST:
            raise self._refused("files.too_deep")
        if not self._open and not self._is_wanted(tuple(self._path)):
            return
        element = Element(self._path[-1], {_named(k): v for k, v in attributes.items()})
        if self._open:
            self._open[-1].append(element)
        self._open.append(element)
        self._count(sum(map(len, attributes.values())), 1)

    def _end(self, _name: str) -> None:
        self._settle()
        self._path.pop()
        if self._open:
            ended = self._open.pop()
            if not self._open:
                self._done.append(ended)
                self._letters = self._elements = 0

    def _text(self, text: str) -> None:
        if self._open:
            self._count(len(text), 0)
            self._texts.append(text)

    def _settle(self) -> None:
        """Put the text that came since the last tag where it belongs."""
        if not self._texts:
            return
        text, around = "".join(self._texts), self._open[-1]
        self._texts.clear()
        if len(around):
            around[-1].tail = text
        else:
            around.text = text

    def _count(self, letters: int, elements_: int) -> None:
        self._letters += letters
        self._elements += elements_
        if self._letters > MOST_LETTERS or self._elements > MOST_ELEMENTS:
            raise self._refused("files.too_large", limit_bytes=MOST_LETTERS)

    def _entity(self, *_declared: object) -> None:
        raise self._refused("files.entities")

    def _skipped(self, name: str, is_parameter: int) -> None:
        """A name that only the format's own list of names explains, such as `&nbsp;`."""
        if not is_parameter:
            self._text(html5.get(f"{name};", ""))


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name
