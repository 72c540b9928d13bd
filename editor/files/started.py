# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a story started from a dispatch: its words as a quotation, with their source."""

import re
from typing import Final

from editor.model.article import Article, ArticleId
from editor.model.dispatch import Dispatch
from editor.text.vietnamese import slug

LONGEST_SLUGLINE: Final = 48
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>])")
_NOT_IN_LINK: Final = re.compile(r"[\s<>()]")


def story(its: Dispatch, article_id: ArticleId, language: str, note: str) -> Article:
    """The story: a draft without an author, its copy a quotation under the name of its source.

    Args:
        its: what it is started from.
        article_id: of the new story.
        language: what it is written in where the dispatch does not tell.
        note: for the editors: where it is from.
    """
    return Article(
        id=article_id,
        headline=its.headline,
        standfirst=its.standfirst,
        body=f"{quoted(its.body or _escaped(its.standfirst))}\n\n{_origin(its)}\n".lstrip("\n"),
        language=its.language if its.language in ("vi", "en") else language,
        slugline=slugline(its.headline),
        ednote=note,
    )


def quoted(copy: str) -> str:
    """A copy as a quotation, all of it."""
    lines = (f"> {line}".rstrip() for line in copy.strip("\n").split("\n"))
    return "\n".join(lines) if copy.strip() else ""


def slugline(headline: str) -> str:
    """A short internal name: the first words of a headline, without marks."""
    made = slug(headline)
    if len(made) <= LONGEST_SLUGLINE:
        return made
    return made[: LONGEST_SLUGLINE + 1].rpartition("-")[0] or made[:LONGEST_SLUGLINE]


def _origin(its: Dispatch) -> str:
    name = _escaped(its.source)
    if not its.link.lower().startswith(("http://", "https://")):
        return f"({name})"
    return f"([{name}]({_NOT_IN_LINK.sub(_percent, its.link)}))"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{each:02X}" for each in found[0].encode())
