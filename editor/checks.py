# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is wrong, where, why, which mend -> Findings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_of
from enum import StrEnum
from pathlib import PurePosixPath

from editor.model.article import Article
from editor.model.picture import Picture, Placement, Sha256
from editor.model.profile import SiteProfile

HEADLINE_LIMIT = 120
"""Characters; a longer headline is cut on phones and in lists."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Bars publishing, never saving."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    code: str
    severity: Severity
    field: str
    """The field of the article where the mend is made."""
    values: Mapping[str, object] = made_of(default_factory=dict)
    sha256: str = ""
    """The picture that it is about, if any."""


_NAMED_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?[^)\n]*\)")
_PICTURE_ENDING = re.compile(r"\.(jpe?g|png|webp|gif|avif|heic|heif|tiff?|bmp)$", re.IGNORECASE)
_CAMERA_NAME = re.compile(
    r"(img|dsc[fn]?|dscn?|pict?|pano|p|mvi|vid|screenshot|image|photo|untitled|scan|_mg|gopr|dji)"
    r"[-_ ]?\d{2,}([-_ .(]*(wa)?\d+\)?)*",
    re.IGNORECASE,
)
_ONLY_DIGITS = re.compile(r"[\d.,_()-]+(\s+[\d.,_()-]+)*")
_CAMERA_DEFAULTS = frozenset(
    {"olympus digital camera", "sony dsc", "digital camera", "minolta digital camera", "default"}
)


def findings(
    article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile
) -> tuple[Finding, ...]:
    """All that is wrong with an article as it stands, in the order of the page.

    Args:
        article: the whole article.
        pictures: what is known of the pictures that it places.
        profile: the site that it is meant for.
    """
    return (
        *_in_words(article, profile),
        *_in_pictures(article, pictures),
        *_in_names(article),
    )


def is_file_name(caption: str, file_name: str) -> bool:
    """Whether a caption is only what the camera or the computer called the file.

    `209.02`, `IMG_1234`, `market.jpg`, the file's own name with or without its ending, and what
    cameras write by themselves count; a sentence never does.
    """
    words = " ".join(caption.split())
    if not words:
        return False
    low = words.lower()
    path = PurePosixPath(file_name)
    if low in {path.name.lower(), path.stem.lower()} or low in _CAMERA_DEFAULTS:
        return True
    if _ONLY_DIGITS.fullmatch(words):
        return True
    stem = _PICTURE_ENDING.sub("", words)
    is_one_token = " " not in words and stem != words
    return is_one_token or _CAMERA_NAME.fullmatch(stem) is not None


def _in_words(article: Article, profile: SiteProfile) -> Iterator[Finding]:
    length = len(article.headline)
    if not article.headline.strip():
        yield _error("no_headline", "headline")
    elif length > HEADLINE_LIMIT:
        values = {"length": length, "limit": HEADLINE_LIMIT}
        yield Finding("check.headline_too_long", Severity.WARNING, "headline", values)
    if not article.category:
        yield _error("no_category", "category")
    elif article.category not in {each.key for each in profile.categories}:
        yield _error("unknown_category", "category", category=article.category)
    if not article.byline:
        yield _error("no_author", "authors")
    if not article.body.strip():
        yield _error("empty_copy", "body")


def _in_pictures(article: Article, pictures: Mapping[Sha256, Picture]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for placement in article.placements:
        picture = pictures.get(placement.sha256)
        if picture is None:
            yield _error("missing_picture", "placements", placement.sha256, name=placement.name)
            continue
        yield from _in_caption(article, placement, picture, seen)
        if not placement.alt_text_of(picture).strip() and placement.alt_text != "":
            yield _error("no_alt", "placements", placement.sha256, name=placement.name)
        if not (picture.credit or picture.creator).strip():
            yield _error("no_credit", "placements", placement.sha256, name=placement.name)


def _in_caption(
    article: Article, placement: Placement, picture: Picture, seen: dict[str, str]
) -> Iterator[Finding]:
    caption = " ".join(placement.caption_of(picture).split())
    told = caption.lower().rstrip(".")
    code = ""
    if not caption:
        code = "no_caption"
    elif is_file_name(caption, picture.file_name) or is_file_name(caption, placement.name):
        code = "caption_is_file_name"
    elif told == " ".join(article.headline.split()).lower().rstrip("."):
        code = "caption_is_headline"
    elif told in seen:
        code = "caption_repeats"
    seen.setdefault(told, placement.name)
    if code:
        yield _error(code, "placements", placement.sha256, name=placement.name)


def _in_names(article: Article) -> Iterator[Finding]:
    placed = {each.name for each in article.placements}
    named = dict.fromkeys(_NAMED_PICTURE.findall(article.body))
    for name in named:
        if name not in placed:
            yield _error("missing_picture", "body", name=name)
    lead = article.lead
    for placement in article.placements:
        if placement.name not in named and placement is not lead:
            yield _warning("unused_picture", "placements", placement.sha256, name=placement.name)


def _error(code: str, where: str, sha256: str = "", **values: object) -> Finding:
    return Finding(f"check.{code}", Severity.ERROR, where, values, sha256)


def _warning(code: str, where: str, sha256: str = "", **values: object) -> Finding:
    return Finding(f"check.{code}", Severity.WARNING, where, values, sha256)
