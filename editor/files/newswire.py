# SPDX-License-Identifier: GPL-3.0-or-later
"""ninjs 1.3, as the IPTC's schema has it: what an agency or another newspaper takes in."""

from editor.files.news.dispatch import Dispatch, Enclosed, instant
from editor.model.article import Article
from editor.model.profile import SiteProfile


def ninjs(dispatch: Dispatch) -> dict[str, object]:
    """A story as one ninjs document of the first generation, which has one name for one thing."""
    article = dispatch.article
    said: dict[str, object] = {
        "uri": dispatch.uri,
        "type": "text",
        "pubstatus": dispatch.status,
        "version": str(dispatch.stamp.version),
        "language": article.language,
        "headline": article.headline,
        "slugline": article.slugline,
        "description_text": article.standfirst,
        "body_html": dispatch.html,
        "body_text": dispatch.text,
        "byline": article.byline,
        "located": article.dateline_place,
        "ednote": article.ednote,
        "copyrightholder": dispatch.profile.name,
        "versioncreated": instant(dispatch.stamp.at),
        "firstcreated": instant(dispatch.stamp.first_at),
        "embargoed": instant(article.embargoed_until) if article.embargoed_until else "",
        "subject": _subjects(article, dispatch.profile),
        "associations": {
            f"picture{number}": _picture(each)
            for number, each in enumerate(dispatch.pictures, start=1)
        },
    }
    return {name: value for name, value in said.items() if value}


def _subjects(article: Article, profile: SiteProfile) -> list[dict[str, str]]:
    keys = [each for each in (article.category, *article.other_categories) if each]
    sections = [{"code": key, "name": profile.category_name(key)} for key in keys]
    return sections + [{"name": each} for each in article.tags]


def _picture(enclosed: Enclosed) -> dict[str, object]:
    picture = enclosed.picture
    said: dict[str, object] = {
        "uri": f"urn:sha256:{picture.sha256}",
        "type": "picture",
        "mimetype": picture.media_type,
        "headline": picture.headline,
        "description_text": picture.caption,
        "byline": picture.credit or picture.creator,
        "copyrightnotice": picture.copyright_notice,
        "usageterms": picture.usage_terms,
        "renditions": {
            "original": {
                "href": enclosed.href or f"pictures/{picture.sha256}",
                "mimetype": picture.media_type,
                "width": picture.width_px,
                "height": picture.height_px,
            }
        },
    }
    return {name: value for name, value in said.items() if value}
