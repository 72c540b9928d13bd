# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: dates, figures and words that a story writes in two forms; for the list."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from editor.text.style.texts import Listed, Passage, Place, two_ways

_Look = Callable[[Passage], Iterator[tuple[str, str, Place]]]
"""Finds what it is about, its form, and where it stands."""

_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_DATE: Final = re.compile(r"(?<![\w/.,-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?(?![\w/%]|[.,-]\d)")
_DATED: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|và|on|from|to|until|of) $", re.IGNORECASE
)
_WRITTEN: Final = re.compile(
    r"ngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?(?!\w)", re.IGNORECASE
)
_DAY_FIRST: Final = re.compile(rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)? (?:{_MONTHS})(?!\w)")
_MONTH_FIRST: Final = re.compile(
    rf"(?<!\w)(?:{_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\w.,]?\d|\w)"
)
_THOUSANDS: Final = re.compile(
    r"(?<![\w.,/-])[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?![\w/-]|[.,]\d)"
)
_BARE: Final = re.compile(r"(?<![\w.,/#:-])[1-9]\d{4,8}(?![\w/:-]|[.,]\d)")
_UNIT: Final = (
    r"(?: ?%| (?:triệu|tỷ|tỉ|nghìn|phần trăm|kg|km|m|ha|tấn|độ|million|billion|per ?cent|tonnes"
    r"|tons|miles|metres|meters)\b)"
)
_DECIMAL: Final = re.compile(rf"(?<![\w.,/])\d{{1,3}}([.,])\d{{1,2}}(?={_UNIT})")
_PERCENT: Final = re.compile(r"\d[\d.,]*( ?%| (?:phần trăm|percent|per cent)\b)", re.IGNORECASE)
_MONEY: Final = re.compile(
    r"\d[\d.,]*(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))? ?(đồng|vnđ|vnd|đ|₫)(?![\w])", re.IGNORECASE
)
_Y_OR_I_TEXT: Final = "kỹ kĩ kỳ kì ký kí lý lí mỹ mĩ sỹ sĩ quý quí quỹ quĩ"
_Y_OR_I: Final = frozenset(_Y_OR_I_TEXT.split())
_TO_I: Final = str.maketrans("ýỳỷỹỵy", "íìỉĩịi")
_HYPHEN: Final = re.compile(r"[a-z]+-[a-z]+|[a-z]{5,}")


def dates(passages: Iterable[Passage]) -> Iterator[Listed]:
    """`05/3` beside `20/9`, `5 March` beside `March 5`, one day in figures and in words."""
    yield from two_ways("date_forms", _grouped(_dates, passages))


def figures(passages: Iterable[Passage]) -> Iterator[Listed]:
    """Thousands, decimals, per cent and money, each written in one form of several."""
    yield from two_ways("figure_forms", _grouped(_figures, passages))


def words(passages: Iterable[Passage]) -> Iterator[Listed]:
    """`e-mail` beside `email`, `kỹ thuật` beside `kĩ thuật`."""
    yield from two_ways("word_forms", _grouped(_words, passages), mends=True)


def _grouped(look: _Look, passages: Iterable[Passage]) -> Iterator[list[tuple[str, Place]]]:
    groups: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for passage in passages:
        for about, form, place in look(passage):
            groups[about].append((form, place))
    yield from groups.values()


def _place(passage: Passage, match: re.Match[str], group: int = 0) -> Place:
    return Place(passage, *match.span(group))


def _dates(passage: Passage) -> Iterator[tuple[str, str, Place]]:
    text = passage.prose.text
    for match in _DATE.finditer(text):
        day, mark, month, year = match.groups()
        is_dated = year or (mark == "/" and _DATED.search(text, 0, match.start()))
        if not is_dated or not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
            continue
        place = _place(passage, match)
        yield f"{int(day)} {int(month)}", "figures", place
        yield "mark", mark, place
        if form := _zeros(day, month):
            yield "zeros", form, place
    for match in _WRITTEN.finditer(text):
        yield f"{int(match[1])} {int(match[2])}", "words", _place(passage, match)
    for match in _DAY_FIRST.finditer(text):
        yield "order", "day", _place(passage, match)
    for match in _MONTH_FIRST.finditer(text):
        yield "order", "month", _place(passage, match)


def _zeros(day: str, month: str) -> str:
    """Whether a date has zeros before its figures; as decrees have them is a form of its own."""
    is_decree = len(month) == 1 and int(month) > 2
    if day.startswith("0") and is_decree:
        return "decree"
    if day.startswith("0") or month.startswith("0"):
        return "zeros"
    return "none" if len(day) == 1 or (len(month) == 1 and not is_decree) else ""


def _figures(passage: Passage) -> Iterator[tuple[str, str, Place]]:
    text = passage.prose.text
    for match in _THOUSANDS.finditer(text):
        yield f"{passage.spoken} thousands", match[1], _place(passage, match)
        if len(match[0]) > len("9.999"):
            yield "grouped", "yes", _place(passage, match)
    for match in _BARE.finditer(text):
        yield "grouped", "no", _place(passage, match)
    for match in _DECIMAL.finditer(text):
        yield f"{passage.spoken} decimals", match[1], _place(passage, match)
    for match in _PERCENT.finditer(text):
        yield "per cent", " ".join(match[1].lower().split()), _place(passage, match)
    if passage.spoken == "vi":
        for match in _MONEY.finditer(text):
            yield "money", match[1].lower(), _place(passage, match)


def _words(passage: Passage) -> Iterator[tuple[str, str, Place]]:
    if passage.spoken == "en":
        for match in _HYPHEN.finditer(passage.prose.text):
            yield match[0].replace("-", ""), match[0], _place(passage, match)
        return
    for word in passage.words:
        if word.text in _Y_OR_I:
            bare = word.text.translate(_TO_I)
            yield bare, word.text, Place(passage, word.start, word.end)
