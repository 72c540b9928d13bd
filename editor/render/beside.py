# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what of a story stands in its copy in a house of another kind: what has no field there."""

import unicodedata
from html import escape
from zoneinfo import ZoneInfo

from editor.model.article import Article


def around(article: Article, author: str, zone: str) -> tuple[list[str], list[str]]:
    """The paragraphs above and below the copy: kicker and place; corrections and byline.

    Args:
        article: whose copy.
        author: the byline that the house shows by itself.
        zone: of the newspaper's days.
    """
    above = [
        _told("kicker", escape(article.kicker)),
        _told("place", escape(article.dateline_place)),
    ]
    days = ZoneInfo(zone)
    corrected = (
        f"{each.at.astimezone(days):%d/%m/%Y}: "
        f"<del>{escape(each.wrong)}</del> <ins>{escape(each.right)}</ins>"
        for each in article.corrections
    )
    below = [_told("correction", each) for each in corrected]
    byline = article.byline
    if byline and _one_case(byline) != _one_case(author):
        below.append(_told("byline", f"<strong>{escape(byline)}</strong>"))
    return [each for each in above if each], [each for each in below if each]


def figure(
    kinds: tuple[str, str], address: str, caption: str, credit: str, *, alt: str, size: str
) -> str:
    """A picture with its caption, as the house's theme shows one.

    Args:
        kinds: the classes of the figure and of the picture; empty ones are left out.
        address: of the file.
        caption: plain text, as are the next two.
        credit: the credit line.
        alt: for those who do not see it.
        size: `width="…" height="…"`.
    """
    told = f"{escape(caption)} <small>{escape(credit)}</small>" if credit else escape(caption)
    below = f"<figcaption>{told.strip()}</figcaption>" if told.strip() else ""
    outer, inner = (f' class="{each}"' if each else "" for each in kinds)
    image = f'<img{inner} src="{escape(address)}" alt="{escape(alt)}" {size} />'
    return f"<figure{outer}>{image}{below}</figure>"


def _told(kind: str, html: str) -> str:
    return f'<p class="stet-{kind}">{html}</p>' if html else ""


def _one_case(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
