# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: rules that look at a whole paragraph or story; told before the story is handed in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from editor.text import twins
from editor.text.style.prose import Kind, Prose
from editor.text.style.slip import Slip, Tier, slip

PARAGRAPH_WORDS: Final = 15
"""A shorter one without a full stop may be a crosshead, a name or a line of verse."""

_ENDS_OPEN: Final = re.compile(r"[^\W_][)”\"’]?$")
_QUOTE: Final = re.compile(r"[“”\"]")
_INCHES: Final = re.compile(r"\d\"")
_BRACKET: Final = re.compile(r"(?<![:;=])(?<![:;=]-)[()]")
_LABEL: Final = re.compile(r"(?:^|[\s;,.:])\w{1,3}$")
_NUMBER: Final = re.compile(
    r"(?<![\w/-])(\d{1,4}(?:/\d{4}/[A-ZĐ][A-Za-zĐ]{0,5})?)(\s?)-(\s?)"
    r"([A-ZĐ][A-Za-zĐđ]{0,6}(?:/[A-ZĐ][A-ZĐ0-9a-z]{0,8})?)(?![\w/-])"
)
_OLD_TEXT: Final = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW_TEXT: Final = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_OLD, _NEW = _OLD_TEXT.split(), _NEW_TEXT.split()
_OTHER_WAY: Final = {**dict(zip(_OLD, _NEW, strict=True)), **dict(zip(_NEW, _OLD, strict=True))}
_TONE: Final = re.compile(rf"(?<!\w)([^\W\d_q]*)({'|'.join([*_OLD, *_NEW])})(?!\w)")


@dataclass(frozen=True, slots=True)
class Sign:
    """What of a passage counts only beside the rest of the story."""

    sort: str
    """`quote`, `tone`, `number`, `region` or `ise`."""
    key: str
    """Alike in what belongs together."""
    form: str
    """How it is written here."""
    slip: Slip
    """What is told of it if it is the odd one out."""


def of_paragraph(prose: Prose, language: str) -> Iterator[Slip]:
    """A paragraph without its full stop, brackets without their other half."""
    yield from _final_stop(prose, language)
    yield from _brackets(prose)


def signs(prose: Prose, language: str) -> Iterator[Sign]:
    """What of a passage is to be compared with the rest of the story, in its order."""
    yield from _quotes(prose)
    if language == "en":
        for start, end, word in twins.spelt(prose.text):
            found = slip(prose, "spelling_forms", (start, end), word.twin, Tier.BEFORE)
            yield Sign(word.sort, "", word.form, found)
    for match in _NUMBER.finditer(prose.text):
        whole, compact = match[0], f"{match[1]}-{match[4]}"
        if "/" in whole:
            found = slip(prose, "number_forms", match.span(), compact, Tier.BEFORE)
            yield Sign("number", compact, whole, found)
    for match in _TONE.finditer(prose.text):
        if match[0].islower():
            form = "old" if match[2] in _OLD else "new"
            other = match[1] + _OTHER_WAY[match[2]]
            yield Sign(
                "tone", "", form, slip(prose, "tone_forms", match.span(), other, Tier.BEFORE)
            )


def of_story(found: Sequence[Sign]) -> Iterator[Slip]:
    """Quotation marks without their other half, and what is written in two ways."""
    yield from _unpaired([each for each in found if each.sort == "quote"])
    yield from _numbers(each for each in found if each.sort == "number")
    for sort in ("tone", "region", "ise"):
        yield from _rare([each for each in found if each.sort == sort])


def _rare(signs: Sequence[Sign]) -> Iterator[Slip]:
    """What is written in the rarer of two ways; of two as frequent ones the later."""
    count = Counter(each.form for each in signs)
    if len(count) > 1:
        rare = count.most_common()[-1][0]
        yield from (each.slip for each in signs if each.form == rare)


def _final_stop(prose: Prose, language: str) -> Iterator[Slip]:
    text = prose.text
    is_paragraph = prose.kind is Kind.PARAGRAPH and not prose.is_set_off
    match = _ENDS_OPEN.search(text)
    if not is_paragraph or match is None or len(text.split()) < PARAGRAPH_WORDS:
        return
    is_within = language == "en" and match[0][1:] in {"”", '"', "’"}
    mend = f"{match[0][0]}.{match[0][1:]}" if is_within else f"{match[0]}."
    yield slip(prose, "final_stop", match.span(), mend, Tier.BEFORE)


def _brackets(prose: Prose) -> Iterator[Slip]:
    waiting: list[int] = []
    for match in _BRACKET.finditer(prose.text):
        at = match.start()
        if match[0] == "(":
            waiting.append(at)
        elif waiting:
            waiting.pop()
        elif not _LABEL.search(prose.text, max(0, at - 5), at):
            yield slip(prose, "unpaired", match.span(), None, Tier.BEFORE)
    for at in waiting:
        yield slip(prose, "unpaired", (at, at + 1), None, Tier.BEFORE)


def _quotes(prose: Prose) -> Iterator[Sign]:
    matches = list(_QUOTE.finditer(prose.text))
    is_odd = sum(match[0] == '"' for match in matches) % 2 == 1
    if is_odd and _INCHES.search(prose.text):
        # One that stands behind a figure may be inches, and the others pairs.
        is_odd = False
    is_within = False
    for which, match in enumerate(matches):
        form = match[0]
        found = slip(prose, "unpaired", match.span(), None, Tier.BEFORE)
        if form == '"' and not is_odd:
            continue
        if form == '"':
            mend = _half_straight(matches, which, is_within=is_within)
            form = mend or '"'
            found = replace(found, mend=mend) if found.mend is None else found
            is_odd = not mend and which < len(matches) - 1
        is_within = form == "“"
        # A quotation that runs on opens anew with each paragraph.
        key = "first" if match.start() == 0 else ""
        yield Sign("quote", key, form if match[0] != '"' else f"{form}!", found)


def _half_straight(matches: list[re.Match[str]], which: int, *, is_within: bool) -> str | None:
    """The curly mark that a single straight one stands for: the other half of what is open."""
    if is_within:
        return "”"
    following = matches[which + 1][0] if which + 1 < len(matches) else ""
    return "“" if following == "”" else None


def _unpaired(found: Iterable[Sign]) -> Iterator[Slip]:
    waiting: Sign | None = None
    for each in found:
        form = each.form[0]
        if each.form.endswith("!"):
            yield each.slip
        if form == "“":
            if waiting is not None and each.key != "first":
                yield waiting.slip
            waiting = each
        elif form == "”":
            if waiting is None:
                yield each.slip
            waiting = None
    if waiting is not None and not waiting.form.endswith("!"):
        yield waiting.slip


def _numbers(found: Iterable[Sign]) -> Iterator[Slip]:
    by_key = defaultdict(list)
    for each in found:
        by_key[each.key].append(each)
    for group in by_key.values():
        if any(one.form != other.form for one, other in pairwise(group)):
            yield from (each.slip for each in group if each.form != each.key)
