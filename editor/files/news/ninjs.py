# SPDX-License-Identifier: GPL-3.0-or-later
"""ninjs 3.0 and 2.1, as the IPTC's schemas have them: a story with its pictures as one document."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from editor.files.news.dispatch import Dispatch, Enclosed, correction_html, instant, moment
from editor.model.article import Article, Author
from editor.model.picture import Picture
from editor.text import measure

Doc = dict[str, object]


class Version(StrEnum):
    """The versions of the standard that are written."""

    OLDER = "2.1"
    NEWEST = "3.0"


KICKER: Final = "kicker"
STANDFIRST: Final = "standfirst"
CORRECTION: Final = "correction"
CAPTION: Final = "caption"
ALT_TEXT: Final = "altText"
EXTENDED: Final = "extendedDescription"
ADDRESS: Final = "urlSlug"
CATEGORY, OTHER, TAG = "category", "otherCategory", "tag"
HTML, PLAIN, MARKDOWN = "text/html", "text/plain", "text/markdown"
_RENAMED: Final[Mapping[str, str]] = MappingProxyType(
    {"embargoedUntil": "embargoed", "rel": "profile"}
)
"""How version 2.1 calls it; of an association it has no better place for what it is here."""
_NEWER: Final = frozenset({"originalFilename"})
"""What version 3.0 has of renditions and 2.1 has not."""


def document(dispatch: Dispatch, version: Version = Version.NEWEST) -> Doc:
    """A story as one ninjs document."""
    article, profile = dispatch.article, dispatch.profile
    said: Doc = {
        "standard": _standard(version),
        "uri": dispatch.uri,
        "type": "text",
        "representationType": "full",
        "version": str(dispatch.stamp.version),
        "firstCreated": instant(dispatch.stamp.first_at),
        "versionCreated": instant(dispatch.stamp.at),
        "embargoedUntil": instant(article.embargoed_until) if article.embargoed_until else "",
        "pubStatus": dispatch.status,
        "language": article.language,
        "copyrightHolder": profile.name,
        "by": article.byline,
        "located": article.dateline_place,
        "slugline": article.slugline,
        "edNote": article.ednote,
        "headlines": _with_roles((("", article.headline), (KICKER, article.kicker))),
        "descriptions": _descriptions(article),
        "bodies": _bodies(dispatch),
        "infoSources": [*map(_author, article.authors), {"name": profile.name, "role": "provider"}],
        "subjects": [*_sections(dispatch), *({"name": e, "rel": TAG} for e in article.tags)],
        "genres": [{"name": article.genre}] if article.genre else [],
        "altIds": [{"role": ADDRESS, "value": article.url_slug}] if article.url_slug else [],
        "associations": [_association(each) for each in dispatch.pictures],
    }
    whole = _filled(said)
    return whole if version is Version.NEWEST else _older(whole)


def _standard(version: Version) -> Doc:
    schema = f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#"
    return {"name": "ninjs", "version": str(version), "schema": schema}


def _filled(said: Doc) -> Doc:
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _with_roles(told: Iterable[tuple[str, str]]) -> list[Doc]:
    return [_filled({"role": role, "value": value}) for role, value in told if value]


def _descriptions(article: Article) -> list[Doc]:
    corrections: list[Doc] = [
        {"role": CORRECTION, "contentType": HTML, "value": correction_html(each)}
        for each in article.corrections
    ]
    return [*_with_roles(((STANDFIRST, article.standfirst),)), *corrections]


def _bodies(dispatch: Dispatch) -> list[Doc]:
    letters, words = len(dispatch.text), measure.words(dispatch.article.body)
    kinds = ((HTML, dispatch.html), (PLAIN, dispatch.text), (MARKDOWN, dispatch.copy))
    return [
        {"contentType": kind, "charCount": letters, "wordCount": words, "value": value}
        for kind, value in kinds
        if value
    ]


def _author(author: Author) -> Doc:
    """Readers' name first; the real one, where a colleague may know it, as the identifier."""
    person = author.person if author.person != author.byline else ""
    return _filled({"name": author.byline, "role": author.role, "literal": person})


def _sections(dispatch: Dispatch) -> list[Doc]:
    article = dispatch.article
    return [
        {"name": name, "rel": CATEGORY if key == article.category else OTHER, "literal": key}
        for key, name in dispatch.categories
    ]


def _association(enclosed: Enclosed) -> Doc:
    picture = enclosed.picture
    taken = moment(picture.taken_at)
    said: Doc = {
        "name": enclosed.name,
        "rel": "lead" if enclosed.is_lead else "picture",
        "uri": f"urn:sha256:{picture.sha256}",
        "type": "picture",
        "title": picture.title,
        "headlines": _with_roles((("", picture.headline),)),
        "descriptions": _with_roles(
            (
                (CAPTION, picture.caption),
                (ALT_TEXT, picture.alt_text),
                (EXTENDED, picture.extended_description),
            )
        ),
        "by": picture.creator,
        "edNote": picture.instructions,
        "contentCreated": instant(taken) if taken else "",
        "copyrightNotice": picture.copyright_notice,
        "usageTerms": picture.usage_terms,
        "rightsInfo": {"linkedRights": picture.rights_url} if picture.rights_url else None,
        "embargoedUntil": instant(picture.embargoed_until) if picture.embargoed_until else "",
        "expires": instant(picture.expires_at) if picture.expires_at else "",
        "infoSources": _sources(picture),
        "people": [{"name": each} for each in picture.people],
        "organisations": [{"name": each} for each in picture.organisations],
        "events": [{"name": picture.event}] if picture.event else [],
        "subjects": [{"name": each, "rel": TAG} for each in picture.keywords],
        "places": _places(picture),
        "renditions": [_rendition(enclosed)],
    }
    return _filled(said)


def _sources(picture: Picture) -> list[Doc]:
    told = (
        (picture.creator, "creator"),
        (picture.credit, "credit"),
        (picture.source, "source"),
        (picture.licensor, "licensor"),
    )
    return [{"name": name, "role": role} for name, role in told if name]


def _places(picture: Picture) -> list[Doc]:
    told = (
        ("sublocation", picture.sublocation, ""),
        ("city", picture.city, ""),
        ("province", picture.province, ""),
        ("country", picture.country, picture.country_code),
    )
    return [
        _filled({"name": name, "rel": rel, "literal": code})
        for rel, name, code in told
        if name or code
    ]


def _rendition(enclosed: Enclosed) -> Doc:
    picture = enclosed.picture
    return _filled(
        {
            "name": "original",
            "href": enclosed.href,
            "contentType": picture.media_type,
            "width": picture.width_px,
            "height": picture.height_px,
            "originalFilename": picture.file_name,
        }
    )


def _older(doc: Doc) -> Doc:
    """The same as version 2.1 has it: names in small letters, and without what came later."""
    made: Doc = {}
    for name, value in doc.items():
        if name == "associations" and isinstance(value, list):
            made[name] = [_older(each) for each in value]
        elif name == "renditions" and isinstance(value, list):
            known = ({k: v for k, v in e.items() if k not in _NEWER} for e in value)
            made[name] = [_small(each) for each in known]
        else:
            made[_RENAMED.get(name, name).lower()] = _small(value)
    return made


def _small(value: object) -> object:
    write: Callable[[object], object] = _small
    if isinstance(value, dict):
        return {name.lower(): write(each) for name, each in value.items()}
    return [write(each) for each in value] if isinstance(value, list) else value
