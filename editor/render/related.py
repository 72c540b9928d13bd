# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: which stories stand below a story: by tags, names and category that both have."""

import re
from collections.abc import Iterator, Sequence

from editor.model.article import Article
from editor.text import vietnamese

COUNT = 5
"""How many stories the list below an article has."""

POOL = 60
"""How many of the newest others it is chosen from: as many here as on every laptop."""

_TAG_POINTS = 3
_NAME_POINTS = 3
_CATEGORY_POINTS = 1
_MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESSED = frozenset(
    ("anh", "bà", "bác", "chị", "chú", "cô", "em", "ông", "thầy", "dr", "miss", "mr", "mrs", "ms")
)


def chosen(article: Article, pool: Sequence[Article]) -> list[Article]:
    """The stories below a story, the nearest first, of two that are as near the newer one.

    The desk's own choice (`Article.related`) goes before all others. Cost: a few milliseconds.

    Args:
        article: above the list.
        pool: what readers may see, newest first; of these at most `POOL` are looked at.
    """
    others = [each for each in pool if each.id != article.id][:POOL]
    wanted = {article_id: place for place, article_id in enumerate(article.related)}
    tags, names = _tags(article), names_in(article)

    def distance(each: Article) -> tuple[int, int]:
        points = _TAG_POINTS * len(tags & _tags(each)) + _NAME_POINTS * len(names & names_in(each))
        points += _CATEGORY_POINTS * (bool(each.category) and each.category == article.category)
        return wanted.get(each.id, len(wanted)), -points

    return sorted(others, key=distance)[:COUNT]


def names_in(article: Article) -> set[str]:
    """Who and what is named in headline and captions, folded: words in a row with capitals."""
    texts = (article.headline, *(each.caption or "" for each in article.placements))
    return {vietnamese.fold(name) for text in texts for name in _names(text)}


def _tags(article: Article) -> set[str]:
    return {vietnamese.slug(tag) for tag in article.tags} - {""}


def _names(text: str) -> Iterator[str]:
    row: list[str] = []
    end = -1
    for found in _WORD.finditer(text):
        word = found[0]
        is_next = text[end : found.start()] == " "
        if row and not (is_next and _is_name(word)):
            yield from _told(row)
            row = []
        if _is_name(word) and word.lower() not in _ADDRESSED:
            row.append(word)
        end = found.end()
    yield from _told(row)


def _told(row: Sequence[str]) -> Iterator[str]:
    # One word may be but the first of a sentence; a whole line in capitals is no name.
    if 2 <= len(row) <= _MOST_WORDS:
        yield " ".join(row)


def _is_name(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())
