# SPDX-License-Identifier: GPL-3.0-or-later
"""Search as you type: one folded index, newest first, and the passage found in its own letters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Row, TextClause, bindparam, delete, insert, select, text, update

from editor.store.schema import story_text
from editor.text.vietnamese import fold, nfc

MOST_TERMS: Final = 12
OPENING, CLOSING = "\u0002", "\u0003"
MOST_KEPT: Final = 50_000
"""Words whose plain letters are kept in memory."""
LONGEST_KEPT: Final = 40
"""Characters; longer words are folded each time."""
AROUND: Final = 60
"""How many characters of a passage are shown on each side of the first match."""
_WORD: Final = re.compile(r"[^\W_]+")
_CONTROL: Final = re.compile("[\u0000-\u0008\u000b-\u001f]")


class _Letters(dict[int, str]):
    """Each letter -> its plain one, always exactly one, so that positions stay what they are.

    All that is neither letter nor digit becomes a blank: SQLite, whose Unicode is older, takes
    newer signs for letters.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        spellings = (fold(letter).casefold(), letter.casefold(), letter.lower()[:1])
        plain = next((each for each in spellings if len(each) == 1), letter)
        self[code] = found = plain if letter.isalnum() else " "
        return found


_LETTERS: Final = _Letters()


class _Words(dict[str, str]):
    """Each word -> itself in plain letters: a language says the same few thousand again and again.

    It is emptied when it has grown large, so that it never holds more than a few megabytes.
    """

    def __missing__(self, word: str) -> str:
        found = word.translate(_LETTERS)
        if len(word) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[word] = found
        return found


_WORDS: Final = _Words()


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


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be searched without the index."""

    plain: str
    folded: str
    words: str
    """Its folded words with a blank between any two, before the first and after the last."""

    def has(self, query: Query) -> bool:
        """Whether all words are in it, in any order: what `Query.words` asks of the index."""
        *whole, last = query.terms
        return all(f" {term} " in self.words for term in whole) and self._has_begun(last, query)

    def has_together(self, query: Query) -> bool:
        """Whether the words are in it one after the other: what `Query.phrase` asks."""
        return self._has_begun(" ".join(query.terms), query)

    def _has_begun(self, last: str, query: Query) -> bool:
        return f" {last}{' ' if query.is_last_whole else ''}" in self.words


def text_of(plain: str) -> Text:
    """A text made ready to be searched without the index."""
    plain = _clean(plain)
    flat = folded(plain)
    return Text(plain, flat, " ".join(["", *flat.split(), ""]))


def joined(parts: Sequence[Text]) -> Text:
    """The text that has these parts as its lines; costs far less than to make it of the whole."""
    plain = "\n".join([each.plain for each in parts])
    flat = " ".join([each.folded for each in parts])
    return Text(plain, flat, " " + "".join([each.words[1:] for each in parts]))


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
    return " ".join([_WORDS[word] for word in plain.split(" ")])


def put(connection: Connection, number: int, plain: str, *, was: int | None = None) -> None:
    """Let a text be found under a number, in place of what was found under another or the same."""
    plain = _clean(plain)
    old = None if was is None else _of(connection, was)
    if old is not None and was == number and old.plain == plain:
        return
    row = _text_row(number, plain)
    if old is None:
        connection.execute(_NEW, row)
    else:
        connection.execute(_DELETE, {"number": was, "words": old.folded})
        connection.execute(_CHANGE, {"was": was, **row})
    connection.execute(_INSERT, {"number": number, "words": row["folded"]})


def put_new(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Let texts be found under numbers that nothing was found under."""
    rows = [_text_row(number, _clean(plain)) for number, plain in texts]
    connection.execute(_NEW, rows)
    # In one list: the index then sorts the words of many texts at once.
    connection.execute(
        _INSERT, [{"number": each["number"], "words": each["folded"]} for each in rows]
    )


def _clean(plain: str) -> str:
    # A mark that stands apart from its letter would end the word there.
    return _CONTROL.sub(" ", nfc(plain))


def _text_row(number: int, plain: str) -> dict[str, object]:
    return {"number": number, "plain": plain, "folded": folded(plain)}


def drop(connection: Connection, number: int) -> None:
    """Let the text of a number be found no more."""
    old = _of(connection, number)
    if old is not None:
        # The index keeps no text: it must be told, to the letter, what it once was given.
        connection.execute(_DELETE, {"number": number, "words": old.folded})
        connection.execute(_FORGET, {"its": number})


def _of(connection: Connection, number: int) -> Row[str, str] | None:
    return connection.execute(_TEXT, {"its": number}).first()


def passages(
    connection: Connection,
    numbers: Sequence[int],
    query: Query,
    unread: Mapping[int, Text],
) -> dict[int, tuple[str, int]]:
    """For each number: the passage found, and a rank.

    Args:
        connection: to the store.
        numbers: of stories that were found.
        query: what was asked.
        unread: the texts that the index has not read.

    Returns:
        The passage has each match between U+0002 and U+0003. Rank 0: the words stand there
        one after the other with just these marks; 1: without; 2: apart.
    """
    read = [number for number in numbers if number not in unread]
    asked = select(story_text).where(story_text.c.number.in_(read))
    texts = [*connection.execute(asked).all()] if read else []
    late = [(each, unread[each].plain, unread[each].folded) for each in numbers if each in unread]
    pattern, phrase = _pattern(query), _phrase(query)
    found = {}
    for number, plain, flat in (*texts, *late):
        at, rank = _fit(plain, flat, query, phrase)
        found[number] = _passage(plain, flat, pattern, at), rank
    return found


def _fit(plain: str, flat: str, query: Query, phrase: re.Pattern[str]) -> tuple[int, int]:
    """Where the words stand together, with just their marks if they do anywhere; the rank."""
    first = -1
    for match in phrase.finditer(flat):
        start = match.start()
        if start and flat[start - 1].isalnum():
            continue
        if not query.exact:
            return start, 1
        if " ".join(_WORD.findall(plain[start : match.end()].lower())) == query.exact:
            return start, 0
        first = start if first < 0 else first
    return first, 2 if first < 0 else 1


def _phrase(query: Query) -> re.Pattern[str]:
    # It begins with letters, not with a look back: so it is found by a plain search for them.
    words = r"[\W_]+".join(query.terms)
    return re.compile(words + (r"(?![^\W_])" if query.is_last_whole else ""))


def _pattern(query: Query) -> re.Pattern[str]:
    last = len(query.terms) - 1
    ends = [
        term + (r"[^\W_]*" if place == last and not query.is_last_whole else "")
        for place, term in enumerate(query.terms)
    ]
    longest_first = sorted(dict.fromkeys(ends), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])")


def _passage(plain: str, flat: str, pattern: re.Pattern[str], at: int) -> str:
    first = pattern.search(flat, max(at, 0)) or pattern.search(flat)
    if first is None:
        return ""
    start = max(0, first.start() - AROUND)
    end = min(len(plain), first.end() + 2 * AROUND)
    start = plain.rfind("\n", start, first.start()) + 1 or _word_start(plain, start)
    end = _word_end(plain, end)
    parts, told = [], start
    for match in pattern.finditer(flat, start, end):
        parts += [plain[told : match.start()], OPENING, plain[match.start() : match.end()], CLOSING]
        told = match.end()
    shown = " ".join("".join([*parts, plain[told:end]]).split())
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


_INSERT: Final[TextClause] = text("INSERT INTO story_words(rowid, words) VALUES (:number, :words)")
_DELETE: Final[TextClause] = text(
    "INSERT INTO story_words(story_words, rowid, words) VALUES ('delete', :number, :words)"
)

# Made once: to put a statement together costs more than to run it.
_TEXT: Final = select(story_text.c.plain, story_text.c.folded).where(
    story_text.c.number == bindparam("its")
)
_NEW: Final = insert(story_text)
_FORGET: Final = delete(story_text).where(story_text.c.number == bindparam("its"))
_CHANGE: Final = update(story_text).where(story_text.c.number == bindparam("was"))
