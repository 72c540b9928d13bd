# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is surely wrong with the words of a picture -> warnings, never bars."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from editor.captions.codes import Codes
from editor.checks import Finding, Severity
from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.text.vietnamese import fold, nfc

ALT_SHORT: Final = 125
"""Letters of an alt text after which some screen readers pause."""
ALT_LONG: Final = 250
"""Letters of an alt text for which few people wait."""

_PLACEHOLDER: Final = re.compile(
    r"\{\w+(?::\d{1,2})?\}|\[\s*(?:ho ten|ten|name|names|tk|tktk|dia diem|place|location|date|ngay"
    r"|city|caption|chu thich)[^\]]*\]|\bname to come\b|\btk ?tk\b|\bx{3,}\b|\?{3,}|\blorem ipsum\b"
    r"|\bchua co chu thich\b|\bcaption here\b|\bcaption to come\b"
)
_NOTE: Final = re.compile(
    r"\b(?:do not (?:publish|use|print|crop)|not for (?:publication|use)|note to (?:the )?(?:desk"
    r"|editors?)|editors?['’]? note|desk note|please check|pls check|ed[.:] ?note"
    r"|(?:khong|dung|cam) (?:duoc )?(?:dang|su dung anh)(?= (?:anh|hinh|bai|len|khi|truoc|neu|o)\b"
    r"|\s*[.!)\]]|\s*$)|luu y (?:btv|bien tap|toa soan|ban anh)|(?:btv|toa soan|ban anh) luu y"
    r"|nho (?:btv|toa soan|ban anh)|btv (?:kiem tra|xem|sua)|ghi chu cho (?:btv|toa soan))"
)
_DAYS: Final = MappingProxyType(
    {
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
        "thu hai": 0,
        "thu ba": 1,
        "thu tu": 2,
        "thu nam": 3,
        "thu sau": 4,
        "thu bay": 5,
        "chu nhat": 6,
    }
)
# “thứ hai” may be “the second”: it is a day only with a time of day before it, or a date behind.
_WEEKDAY: Final = re.compile(
    r"\b(?:(?:sang|trua|chieu|toi|dem|ngay|hom) (?P<vi>thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)"
    r"|(?P<dated>thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)(?=,? (?:\(|ngay )?\d{1,2}[/-]\d{1,2})"
    r"|(?P<en>(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b"
    r"(?P<other> (?:tuan )?(?:toi|sau|truoc|qua|vua qua|next|last))?"
    r"(?:,? (?:\(|ngay )?(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}))?)?"
)
_OTHER_BEFORE: Final = re.compile(r"(?:next|last|previous|coming|every|until|by) $")


def findings(picture: Picture, codes: Codes | None = None) -> tuple[Finding, ...]:
    """What is wrong with the words of a picture, in the order of the form.

    Args:
        picture: as it will be read; of a placement, with its caption and alt text.
        codes: the desk's, so that one that was left over is known by its mark.

    Cost: about 0.1 ms.
    """
    return (
        *_of_left_over(picture, codes or Codes()),
        *_of_day(picture),
        *_of_people(picture),
        *_of_alt_text(picture),
    )


def of_story(
    article: Article, pictures: Mapping[Sha256, Picture], codes: Codes | None = None
) -> tuple[Finding, ...]:
    """What is wrong with the words of a story's pictures, as its readers get them.

    Args:
        article: the story.
        pictures: what is known of those that stand in it.
        codes: as in `findings`.
    """
    known = (each for each in article.placements if each.sha256 in pictures)
    said = (each.said(pictures[each.sha256]) for each in known)
    return tuple(found for picture in said for found in findings(picture, codes))


def _of_left_over(picture: Picture, codes: Codes) -> Iterator[Finding]:
    for name in ("headline", "caption", "alt_text"):
        text = getattr(picture, name)
        folded = fold(text)
        left = [each.code for each in codes.found(text)]
        if match := _PLACEHOLDER.search(folded):
            yield _warning("captions.placeholder", picture, name, left=match[0])
        elif left:
            yield _warning("captions.code_left", picture, name, typed=left[0])
        if match := _NOTE.search(folded):
            yield _warning("captions.note_inside", picture, name, note=match[0])


def _of_day(picture: Picture) -> Iterator[Finding]:
    taken = _day(picture.taken_at)
    folded = fold(picture.caption)
    named = [each for each in _WEEKDAY.finditer(folded) if not _is_other(each, folded)]
    for match in named:
        day = _dated(match, taken) or (taken if len(named) == 1 and not match["day"] else None)
        weekday = _DAYS[match["vi"] or match["dated"] or match["en"]]
        if day is not None and day.weekday() != weekday:
            start, end = match.span(next(k for k in ("vi", "dated", "en") if match[k]))
            # Folding may change a text's length only by letters that no weekday has.
            word = picture.caption[start:end] if len(folded) == len(picture.caption) else match[0]
            yield _warning(
                "captions.other_weekday", picture, "caption", word=word, day=f"{day:%d/%m/%Y}"
            )


def _is_other(match: re.Match[str], folded: str) -> bool:
    """Whether another week's day is meant, which nothing here can tell."""
    return bool(match["other"]) or _OTHER_BEFORE.search(folded, 0, match.start()) is not None


def _dated(match: re.Match[str], taken: date | None) -> date | None:
    year = int(match["year"] or (taken.year if taken else 0))
    try:
        return date(year, int(match["month"]), int(match["day"])) if match["day"] else None
    except ValueError:
        return None


def _day(taken_at: str) -> date | None:
    try:
        return datetime.fromisoformat(taken_at).date()
    except ValueError:
        return None


def _of_people(picture: Picture) -> Iterator[Finding]:
    caption, folded = nfc(picture.caption).casefold(), fold(picture.caption)
    if not folded.strip():
        return
    for person in picture.people:
        bare = fold(person)
        if bare in folded:
            if nfc(person).casefold() not in caption:
                yield _warning("captions.name_otherwise", picture, "caption", person=person)
        elif not any(re.search(rf"\b{re.escape(each)}\b", folded) for each in bare.split()):
            yield _warning("captions.person_not_named", picture, "caption", person=person)


def _of_alt_text(picture: Picture) -> Iterator[Finding]:
    alt_text = picture.alt_text.strip()
    if alt_text and _bare(alt_text) == _bare(picture.caption):
        yield _warning("captions.alt_is_caption", picture, "alt_text")
    if len(alt_text) > ALT_LONG:
        values = {"length": len(alt_text), "limit": ALT_LONG}
        yield _warning("captions.alt_long", picture, "alt_text", **values)


def _bare(text: str) -> str:
    return nfc(" ".join(text.split())).casefold().removesuffix(".")


def _warning(code: str, picture: Picture, field: str, **values: object) -> Finding:
    told = MappingProxyType({"file": picture.file_name, **values})
    return Finding(code, Severity.WARNING, field, told, picture.sha256)
