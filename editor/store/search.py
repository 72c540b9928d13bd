# SPDX-License-Identifier: GPL-3.0-or-later
"""Search as you type: one folded index, newest first, and the passage found in its own letters."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, TextClause, delete, insert, select, text

from editor.store.schema import story_text
from editor.text.vietnamese import fold, nfc

MOST_TERMS: Final = 12
OPENING, CLOSING = "\u0002", "\u0003"
AROUND: Final = 60
"""How many characters of a passage are shown on each side of the first match."""
_WORD: Final = re.compile(r"[^\W_]+")
_CONTROL: Final = re.compile("[\u0000-\u0008\u000b-\u001f]")


class _Letters(dict[int, str]):
    """Each letter -> its plain one, always exactly one, so that positions stay what they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = fold(letter)
        self[code] = found = plain if len(plain) == 1 else letter.lower()[:1] or letter
        return found


_LETTERS: Final = _Letters()


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed into the search field."""

    terms: tuple[str, ...]
    """Folded words; the last may be only begun."""
    exact: str
    """The words with their marks, lower case, when there are any marks; else empty."""
    is_last_whole: bool

    @property
    def words(self) -> str:
        """As FTS5 wants it: all words, in any order. Quoted, so that nothing is syntax."""
        quoted = [f'"{term}"' for term in self.terms]
        return " ".join(quoted) + ("" if self.is_last_whole else "*")

    @property
    def phrase(self) -> str:
        """As FTS5 wants it: the words one after the other."""
        return f'"{" ".join(self.terms)}"' + ("" if self.is_last_whole else "*")


def parse(typed: str) -> Query:
    """A query out of whatever was typed; no terms when there is no letter or digit in it."""
    typed = nfc(typed)
    said = _WORD.findall(typed)[:MOST_TERMS]
    terms = tuple(folded(word) for word in said)
    exact = " ".join(said).lower()
    has_marks = exact != " ".join(terms)
    return Query(terms, exact if has_marks else "", is_last_whole=typed[-1:].isspace())


def folded(plain: str) -> str:
    """The text without case and marks, letter for letter: positions stay the same."""
    return plain.translate(_LETTERS)


def put(connection: Connection, number: int, plain: str) -> None:
    """Let a text be found under a number that has none."""
    plain = _CONTROL.sub(" ", plain)
    flat = folded(plain)
    row = {"number": number, "plain": _packed(plain), "folded": _packed(flat)}
    connection.execute(insert(story_text), row)
    connection.execute(_INSERT, {"number": number, "words": flat})


def drop(connection: Connection, number: int) -> None:
    """Let the text of a number be found no more."""
    one = story_text.c.number == number
    packed = connection.execute(select(story_text.c.folded).where(one)).scalar()
    if packed is None:
        return
    # The index keeps no text: it must be told, to the letter, what it once was given.
    connection.execute(_DELETE, {"number": number, "words": _unpacked(packed)})
    connection.execute(delete(story_text).where(one))


def plain_of(connection: Connection, number: int) -> str | None:
    """The text that is found under a number."""
    one = story_text.c.number == number
    packed = connection.execute(select(story_text.c.plain).where(one)).scalar()
    return None if packed is None else _unpacked(packed)


def passages(
    connection: Connection, numbers: Sequence[int], query: Query
) -> dict[int, tuple[str, int]]:
    """For each number: the passage found, and a rank.

    Returns:
        The passage has each match between U+0002 and U+0003. Rank 0: the words stand there
        one after the other with just these marks; 1: without; 2: apart.
    """
    asked = select(story_text).where(story_text.c.number.in_(numbers))
    pattern = _pattern(query)
    found = {}
    for row in connection.execute(asked):
        plain, flat = _unpacked(row.plain), _unpacked(row.folded)
        phrase = _phrase_at(flat, query)
        passage = _passage(plain, flat, pattern, phrase)
        found[row.number] = passage, _rank(plain, phrase, query)
    return found


def _rank(plain: str, phrase: int, query: Query) -> int:
    if phrase < 0:
        return 2
    if query.exact and re.search(rf"(?<![^\W_]){re.escape(query.exact)}", plain.lower()):
        return 0
    return 1


def _phrase_at(flat: str, query: Query) -> int:
    end = r"(?![^\W_])" if query.is_last_whole else ""
    between = r"[\W_]+".join(query.terms)
    # A plain search for the first word rules most texts out before the slow one begins.
    if query.terms[0] not in flat:
        return -1
    found = re.search(rf"(?<![^\W_]){between}{end}", flat)
    return found.start() if found else -1


def _pattern(query: Query) -> re.Pattern[str]:
    last = len(query.terms) - 1
    ends = [
        term + (r"[^\W_]*" if place == last and not query.is_last_whole else "")
        for place, term in enumerate(query.terms)
    ]
    longest_first = sorted(dict.fromkeys(ends), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])")


def _passage(plain: str, flat: str, pattern: re.Pattern[str], phrase: int) -> str:
    first = pattern.search(flat, max(phrase, 0)) or pattern.search(flat)
    if first is None:
        return ""
    start = max(0, first.start() - AROUND)
    end = min(len(plain), first.end() + 2 * AROUND)
    start = plain.rfind("\n", start, first.start()) + 1 or _word_start(plain, start)
    end = _word_end(plain, end)
    parts, at = [], start
    for match in pattern.finditer(flat, start, end):
        parts += [plain[at : match.start()], OPENING, plain[match.start() : match.end()], CLOSING]
        at = match.end()
    shown = " ".join("".join([*parts, plain[at:end]]).split())
    is_opening = start == 0 or plain[start - 1] == "\n"
    return f"{'' if is_opening else '… '}{shown}{'' if end >= len(plain) else ' …'}"


def _word_start(plain: str, at: int) -> int:
    while at > 0 and not plain[at - 1].isspace():
        at -= 1
    return at


def _word_end(plain: str, at: int) -> int:
    while at < len(plain) and not plain[at].isspace():
        at += 1
    return at


def _packed(plain: str) -> bytes:
    return zlib.compress(plain.encode("utf-8"), 1)


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8")


_INSERT: Final[TextClause] = text("INSERT INTO story_words(rowid, words) VALUES (:number, :words)")
_DELETE: Final[TextClause] = text(
    "INSERT INTO story_words(story_words, rowid, words) VALUES ('delete', :number, :words)"
)
