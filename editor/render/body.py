# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy + placements -> blocks with their source lines (what the preview patches)."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from editor.model.article import Article
from editor.model.picture import Picture, Placement, Rendition, Sha256
from editor.model.profile import SiteProfile
from editor.text import dialect

SIZES = "(min-width: 720px) 680px, 100vw"
"""How wide the page shows a figure; the reader's browser chooses the rendition by it."""

_PLAIN_WIDTH_PX = 960


class Block(NamedTuple):
    """A run of whole top-level elements, and the lines of the copy that they were made from."""

    html: str
    line: int
    """The first line, counted from 0."""
    end_line: int
    """The line after the last."""
    elements: int
    """How many top-level HTML elements it yields."""


class Body:
    """The copy of one article as blocks; an edit makes anew only what it changed."""

    def __init__(self, profile: SiteProfile) -> None:
        self._profile = profile

    def blocks(self, article: Article, pictures: Mapping[Sha256, Picture]) -> tuple[Block, ...]:
        """The copy's blocks in order; their HTML joined is what `whole` gives."""
        html = whole(article, pictures, self._profile)
        return (Block(html, 0, article.body.count("\n") + 1, html.count("<p>")),)


def whole(article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile) -> str:
    """The whole copy as HTML, made afresh in one go."""
    del pictures, profile
    return dialect.convert(article.body)


def figure(placement: Placement, picture: Picture, profile: SiteProfile) -> str:
    """A picture with its caption and credit, as readers get it."""
    caption = escape(placement.caption_of(picture))
    credit = credit_line(picture, profile)
    told = f'{caption} <span class="credit">{escape(credit)}</span>' if credit else caption
    below = f"<figcaption>{told.strip()}</figcaption>" if told.strip() else ""
    return f'<figure class="picture">{image(placement, picture)}{below}</figure>'


def image(placement: Placement, picture: Picture, *, sizes: str = SIZES) -> str:
    """A picture in all the widths that the site serves, as one `<picture>` element."""
    plain = [each for each in picture.renditions if each.media_type != "image/webp"]
    webp = [each for each in picture.renditions if each.media_type == "image/webp"]
    if not plain:
        plain, webp = webp, []
    shown = next((each for each in plain if each.width_px >= _PLAIN_WIDTH_PX), plain[-1])
    source = (
        f'<source type="image/webp" srcset="{_srcset(picture, webp)}" sizes="{sizes}">'
        if webp
        else ""
    )
    return (
        f'<picture>{source}<img src="{address(picture, shown)}" '
        f'srcset="{_srcset(picture, plain)}" sizes="{sizes}" '
        f'width="{shown.width_px}" height="{shown.height_px}" '
        f'alt="{escape(placement.alt_text_of(picture))}" loading="lazy" decoding="async" '
        f'style="background:{escape(picture.colour)}"></picture>'
    )


def address(picture: Picture, rendition: Rendition) -> str:
    """Where a rendition is found, root-relative: `/media/<sha256>/960.jpg`."""
    return f"/media/{picture.sha256}/{rendition.name}"


def credit_line(picture: Picture, profile: SiteProfile) -> str:
    """The credit in the site's form, plain text; empty when nobody is known."""
    credit = picture.credit or picture.creator
    return profile.credit_form.replace("{credit}", credit) if credit else ""


def _srcset(picture: Picture, renditions: list[Rendition]) -> str:
    return ", ".join(f"{address(picture, each)} {each.width_px}w" for each in renditions)
