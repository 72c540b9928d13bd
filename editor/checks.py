# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is wrong, where, why -> Findings."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from editor.model.article import Article
from editor.model.mapping import letters
from editor.model.picture import Picture, Placement, Sha256, is_file_name
from editor.model.profile import HouseNames, Limits, SiteProfile
from editor.model.remark import waiting
from editor.model.rights import Bar, standing
from editor.model.workflow import GOES_PUBLIC, Act
from editor.text.dialect import pictures_named
from editor.text.measure import words
from editor.text.vietnamese import nfc

HEADLINE_CHARS = 110
"""A longer headline is cut off in lists, cards and search results."""
KICKER_CHARS = 60
"""A longer kicker takes more room than the headline it introduces."""
STANDFIRST_WORDS = 100
"""A longer standfirst is a paragraph of the copy."""
COPY_WORDS = 20_000
"""A longer copy is slow to load on a telephone, and seldom one story."""

_LONGEST_FILE_NAME = 255


_BARS_HANDING_IN = frozenset({"checks.no_headline", "checks.no_copy"})
_BARS_APPROVAL = _BARS_HANDING_IN | {
    "checks.no_author",
    "checks.no_category",
    "checks.category_unknown",
    "checks.picture_not_there",
    "checks.picture_lost",
}
_BARS = {
    Act.SUBMIT: _BARS_HANDING_IN,
    Act.PASS_ON: _BARS_APPROVAL,
    Act.APPROVE: _BARS_APPROVAL,
}
"""Of the acts within the house, the findings that bar each."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """It bars publishing, never saving."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    code: str
    """`checks.thing`; `ui.words` has a sentence for each."""
    severity: Severity
    field: str
    """The article's field that it is about."""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    """What the sentence names."""
    sha256: str = ""
    """The picture that it is about."""
    may_be_overridden: bool = False
    """An editor can publish all the same, with a reason: an embargo or rights bar it."""
    ends_at: datetime | None = None
    """When it is over by itself."""
    span: tuple[int, int] | None = None
    """The words that it is about, in characters of the field; None: the field as a whole."""
    mend: str | None = None
    """What is to stand there instead; None where only a person knows."""

    def bars(self, at: datetime) -> bool:
        """Whether it bars publishing at a time."""
        is_over = self.ends_at is not None and self.ends_at <= at
        return self.severity is Severity.ERROR and not is_over


def findings(
    article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile, at: datetime
) -> tuple[Finding, ...]:
    """All that is wrong with an article, in the order of its fields. Costs about a millisecond.

    Args:
        article: as it stands.
        pictures: what is known of those that stand in it.
        profile: of the site that it goes to.
        at: when readers would get it; the rights of pictures begin and end.
    """
    names = pictures_named(article.body)
    return (
        *_of_fields(article, profile),
        *_of_limits(article, pictures, profile.limits),
        *_of_copy(article, names),
        *_of_pictures(article, pictures, names),
        *_of_embargo(article, profile, at),
        *_of_rights(article, pictures, profile, at),
        *_of_remarks(article),
    )


def for_act(act: Act, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What of the findings an act is told, each as heavy as it is for that act.

    What goes before readers must be whole. What is handed in or passed on needs what the next
    person cannot do without; the rest of it only warns. Other acts ask nothing of the story.

    Args:
        act: what is to be done.
        found: what `findings` and the copy desk found.
    """
    if act in GOES_PUBLIC:
        return tuple(found)
    bars = _BARS.get(act)
    if bars is None:
        return ()
    return tuple(
        replace(
            each,
            severity=Severity.ERROR if each.code in bars else Severity.WARNING,
            may_be_overridden=False,
        )
        for each in found
    )


def _of_embargo(article: Article, profile: SiteProfile, at: datetime) -> Iterator[Finding]:
    until = article.embargoed_until
    if until is not None and until > at:
        values = MappingProxyType({"time": _told_time(until, profile.time_zone)})
        about = ("checks.embargoed", Severity.ERROR, "embargoed_until", values)
        yield Finding(*about, may_be_overridden=True, ends_at=until)


def _of_remarks(article: Article) -> Iterator[Finding]:
    """What colleagues said and nobody has settled: worth a look before readers get the story."""
    if open_ones := waiting(article.remarks):
        suggested = sum(each.is_suggestion for each in open_ones)
        values = {"count": len(open_ones), "suggested": suggested}
        yield Finding("checks.remarks_open", Severity.WARNING, "remarks", values)


def _of_fields(article: Article, profile: SiteProfile) -> Iterator[Finding]:
    if not article.headline.strip():
        yield _error("no_headline", "headline")
    yield from _of_length("kicker", len(article.kicker.strip()), KICKER_CHARS)
    yield from _of_length("headline", len(article.headline.strip()), HEADLINE_CHARS)
    yield from _of_length("standfirst", words(article.standfirst), STANDFIRST_WORDS)
    if not article.byline:
        yield _error("no_author", "authors")
    if not article.category:
        yield _error("no_category", "category")
    elif profile.categories and profile.category_of(article.category) is None:
        yield _error("category_unknown", "category", category=article.category)
    if profile.house_names is not None:
        yield from _of_house(article, profile, profile.house_names)


def _of_house(article: Article, profile: SiteProfile, known: HouseNames) -> Iterator[Finding]:
    """What of a story the house of another kind has not, or gets otherwise."""
    for key in article.other_categories:
        if profile.category_of(key) is None:
            yield _error("category_unknown", "other_categories", category=key)
    if letters(article.category) in known.stays:
        yield _warning("category_stays", "category", name=profile.category_name(article.category))
    names = [each.byline for each in article.authors if each.byline]
    if unmapped := [each for each in names if letters(each) not in known.people]:
        yield _warning("no_account", "authors", names=", ".join(unmapped))
    tags = article.tags if known.tags is not None else ()
    if new := [each for each in tags if letters(each) not in (known.tags or ())]:
        yield _warning("tags_new", "tags", names=", ".join(new))


def _of_limits(
    article: Article, pictures: Mapping[Sha256, Picture], limits: Limits
) -> Iterator[Finding]:
    """What a house of another kind refuses to take because it is too long."""
    if limits.headline and (length := len(article.headline)) > limits.headline:
        yield _error("headline_over", "headline", length=length, limit=limits.headline)
    if limits.standfirst and (length := len(article.standfirst)) > limits.standfirst:
        yield _error("standfirst_over", "standfirst", length=length, limit=limits.standfirst)
    for tag in article.tags if limits.tag else ():
        if len(tag) > limits.tag:
            yield _error("tag_over", "tags", length=len(tag), limit=limits.tag)
    lead = article.lead
    picture = pictures.get(lead.sha256) if lead is not None else None
    if not limits.alt_text or lead is None or picture is None:
        return
    if (length := len(lead.alt_text_of(picture))) > limits.alt_text:
        yield _about(lead, "alt_text_over", length=length, limit=limits.alt_text)


def _of_length(field_name: str, length: int, limit: int) -> Iterator[Finding]:
    if length > limit:
        values = {"length": length, "limit": limit}
        yield Finding(f"checks.{field_name}_long", Severity.WARNING, field_name, values)


def _of_copy(article: Article, names: Sequence[str]) -> Iterator[Finding]:
    count = words(article.body)
    if not count and not names:
        yield _error("no_copy", "body")
    elif count > COPY_WORDS:
        values = {"count": count, "limit": COPY_WORDS}
        yield Finding("checks.copy_long", Severity.WARNING, "body", values)
    placed = {each.name for each in article.placements}
    for name in names:
        if not placed & {name, unquote(name)}:
            yield _error("picture_not_there", "body", name=name or "![]()")


def _of_pictures(
    article: Article, pictures: Mapping[Sha256, Picture], names: Sequence[str]
) -> Iterator[Finding]:
    used = {each for name in names for each in (name, unquote(name))}
    times = Counter(
        _bare(each.caption_of(pictures[each.sha256]))
        for each in article.placements
        if each.sha256 in pictures
    )
    named = Counter(each.name for each in article.placements)
    for placement in article.placements:
        picture = pictures.get(placement.sha256)
        if picture is None:
            yield _about(placement, "picture_lost")
            continue
        yield from _of_caption(placement, picture, article, times)
        yield from _of_picture(placement, picture)
        if named[placement.name] > 1:
            yield _about(placement, "name_twice")
        if placement.name not in used and placement != article.lead:
            yield _about(placement, "picture_unused", Severity.WARNING)


def _of_caption(
    placement: Placement, picture: Picture, article: Article, times: Mapping[str, int]
) -> Iterator[Finding]:
    caption = placement.caption_of(picture).strip()
    if not caption:
        yield _about(placement, "no_caption")
    elif is_file_name(caption, picture.file_name) or is_file_name(caption, placement.name):
        yield _about(placement, "caption_is_file_name", caption=caption)
    elif _bare(caption) == _bare(article.headline):
        yield _about(placement, "caption_is_headline")
    elif times[_bare(caption)] > 1:
        yield _about(placement, "caption_repeats", caption=caption)


def _of_picture(placement: Placement, picture: Picture) -> Iterator[Finding]:
    # An empty alt text that a person chose marks a picture that only decorates.
    alt_text = placement.alt_text_of(picture).strip()
    if not alt_text and placement.alt_text != "":
        yield _about(placement, "no_alt_text")
    elif alt_text and is_file_name(alt_text, picture.file_name):
        yield _about(placement, "alt_text_is_file_name", alt_text=alt_text)
    if not (picture.credit.strip() or picture.creator.strip()):
        yield _about(placement, "no_credit")
    if picture.is_animated:
        size_bytes = picture.size_bytes
        yield _about(placement, "picture_moves", Severity.WARNING, size_bytes=size_bytes)


def _of_rights(
    article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile, at: datetime
) -> Iterator[Finding]:
    for placement in article.placements:
        picture = pictures.get(placement.sha256)
        found = None if picture is None else standing(picture, at)
        if found is None:
            continue
        values: dict[str, object] = {"name": placement.name}
        if found.because:
            values["because"] = found.because
        if found.at is not None:
            values["time"] = _told_time(found.at, profile.time_zone)
        yield Finding(
            f"checks.{found.bar}",
            Severity.ERROR,
            "placements",
            MappingProxyType(values),
            placement.sha256,
            may_be_overridden=True,
            ends_at=found.at if found.bar is Bar.EMBARGOED else None,
        )


def _told_time(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone) if zone else UTC):%H:%M, %d/%m/%Y}"


def _bare(text: str) -> str:
    """A text for comparing: case, the number of blanks and a last full stop do not count."""
    return nfc(" ".join(text.split())).lower().removesuffix(".")


def _error(code: str, field_name: str, **values: object) -> Finding:
    return Finding(f"checks.{code}", Severity.ERROR, field_name, MappingProxyType(values))


def _warning(code: str, field_name: str, **values: object) -> Finding:
    return Finding(f"checks.{code}", Severity.WARNING, field_name, MappingProxyType(values))


def _about(
    placement: Placement, code: str, severity: Severity = Severity.ERROR, **values: object
) -> Finding:
    values = {"name": placement.name, **values}
    return Finding(
        f"checks.{code}", severity, "placements", MappingProxyType(values), placement.sha256
    )
