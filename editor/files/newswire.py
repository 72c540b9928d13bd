# SPDX-License-Identifier: GPL-3.0-or-later
"""ninjs 1.3, as the IPTC's schema has it: what an agency or another newspaper takes in."""

from collections.abc import Mapping

from editor.model.article import Article
from editor.model.picture import Picture, Placement, Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import State

_USABLE = frozenset({State.PUBLISHED})
_GONE = frozenset({State.TAKEN_DOWN, State.SPIKED})


def ninjs(
    article: Article, pictures: Mapping[Sha256, Picture], profile: SiteProfile, body_html: str
) -> dict[str, object]:
    """An article as one ninjs document; header fields that no reader may see stay out.

    Args:
        article: the article.
        pictures: what is known of its pictures.
        profile: the site, for names of categories and for the source.
        body_html: the copy as the site renders it.
    """
    said: dict[str, object] = {
        "uri": f"urn:uuid:{article.id}",
        "type": "text",
        "pubstatus": _status(article.state),
        "language": article.language,
        "headline": article.headline,
        "description_text": article.standfirst,
        "body_html": body_html,
        "byline": article.byline,
        "located": article.dateline_place,
        "copyrightholder": profile.name,
        "versioncreated": _time(article.updated_at),
        "embargoed": _time(article.embargoed_until),
        "subject": _subjects(article, profile),
        "associations": {
            f"picture{number}": _picture(placement, pictures[placement.sha256])
            for number, placement in enumerate(article.placements, start=1)
            if placement.sha256 in pictures
        },
    }
    return {name: value for name, value in said.items() if value}


def _status(state: State) -> str:
    if state in _GONE:
        return "canceled"
    return "usable" if state in _USABLE else "withheld"


def _time(at: object) -> str:
    return "" if at is None else str(getattr(at, "isoformat", str)())


def _subjects(article: Article, profile: SiteProfile) -> list[dict[str, str]]:
    keys = [each for each in (article.category, *article.other_categories) if each]
    sections = [{"code": key, "name": profile.category_name(key)} for key in keys]
    return sections + [{"name": each} for each in article.tags]


def _picture(placement: Placement, picture: Picture) -> dict[str, object]:
    said: dict[str, object] = {
        "uri": f"urn:sha256:{picture.sha256}",
        "type": "picture",
        "mimetype": picture.media_type,
        "description_text": placement.caption_of(picture),
        "byline": picture.credit or picture.creator,
        "copyrightnotice": picture.copyright_notice,
        "usageterms": picture.usage_terms,
        "renditions": {
            "original": {
                "href": f"pictures/{picture.sha256}",
                "mimetype": picture.media_type,
                "width": picture.width_px,
                "height": picture.height_px,
            }
        },
    }
    return {name: value for name, value in said.items() if value}
