# SPDX-License-Identifier: GPL-3.0-or-later
"""NewsML-G2: a message with the story, an item for each picture, the package that binds them."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from editor.files.news import ninjs
from editor.files.news.dispatch import Dispatch, Enclosed, correction_html, instant, moment
from editor.files.news.xhtml import document as written
from editor.files.news.xhtml import said, tree
from editor.model.picture import Picture
from editor.text import measure

NAMESPACE: Final = "http://iptc.org/std/nar/2006-10-01/"
XHTML: Final = "http://www.w3.org/1999/xhtml"
_STANDARD: Final = {"standard": "NewsML-G2", "standardversion": "2.33", "conformance": "power"}
_CATALOG: Final = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_33.xml"
SECTION, OTHER, ROLE, HEAD, NOTE = "stsec", "stsec2", "strole", "sthead", "stdesc"
_OWN: Final = (SECTION, OTHER, ROLE, HEAD, NOTE)
"""Schemes of ours, told in the file itself: sections of the site, roles, kinds of texts."""
PLACES: Final = ("sublocation", "city", "province", "country")
COUNTRY: Final = "iso3166-1a3:"
ADDRESS: Final = "stid:urlSlug"


def document(dispatch: Dispatch) -> str:
    """A story as one NewsML-G2 message: valid wherever its parts are looked up by name."""
    root = Element("newsMessage", {"xmlns": NAMESPACE})
    header = SubElement(root, "header")
    said(header, "sent", instant(dispatch.stamp.at))
    said(header, "sender", dispatch.profile.name)
    items = SubElement(root, "itemSet")
    items.append(_text_item(dispatch))
    for each in dispatch.pictures:
        items.append(_picture_item(dispatch, each))
    if dispatch.pictures:
        items.append(_package(dispatch))
    return written(root)


def _item(dispatch: Dispatch, guid: str, kind: str = "newsItem") -> Element:
    language = {"xml:lang": dispatch.article.language} if dispatch.article.language else {}
    version = str(dispatch.stamp.version)
    item = Element(kind, {"guid": guid, "version": version, **_STANDARD, **language})
    SubElement(item, "catalogRef", {"href": _CATALOG})
    catalog = SubElement(item, "catalog")
    for alias in (*_OWN, "stid"):
        SubElement(catalog, "scheme", {"alias": alias, "uri": f"urn:stet:{alias}:"})
    return item


def _meta(dispatch: Dispatch, item: Element, kind: str) -> Element:
    meta = SubElement(item, "itemMeta")
    said(meta, "itemClass", qcode=f"ninat:{kind}")
    _named(meta, "provider", dispatch.profile.name)
    said(meta, "versionCreated", instant(dispatch.stamp.at))
    said(meta, "firstCreated", instant(dispatch.stamp.first_at))
    return meta


def _named(parent: Element, tag: str, name: str, **attributes: str) -> Element | None:
    """An element with a name in it, as things and persons are told; None: nobody is told."""
    if not name and not attributes.get("qcode"):
        return None
    made = SubElement(parent, tag, {key: value for key, value in attributes.items() if value})
    said(made, "name", name)
    return made


def _text_item(dispatch: Dispatch) -> Element:
    article = dispatch.article
    item = _item(dispatch, dispatch.uri)
    rights = SubElement(item, "rightsInfo")
    _named(rights, "copyrightHolder", dispatch.profile.name)
    meta = _meta(dispatch, item, "text")
    if article.embargoed_until is not None:
        said(meta, "embargoed", instant(article.embargoed_until))
    said(meta, "pubStatus", qcode=f"stat:{dispatch.status}")
    said(meta, "edNote", article.ednote)
    _content_meta(dispatch, SubElement(item, "contentMeta"))
    _content(dispatch, SubElement(item, "contentSet"))
    return item


def _content_meta(dispatch: Dispatch, meta: Element) -> None:
    """Administrative words first, then those that describe, as the schema wants them."""
    article = dispatch.article
    _named(meta, "located", article.dateline_place)
    for author in article.authors:
        made = _named(meta, "creator", author.byline, role=f"{ROLE}:{quote(author.role, safe='')}")
        if made is not None and author.person != author.byline:
            said(made, "name", author.person, role=f"{ROLE}:person")
    said(meta, "altId", article.url_slug, type=ADDRESS if article.url_slug else "")
    said(meta, "language", tag=article.language)
    _named(meta, "genre", article.genre, literal="genre" if article.genre else "")
    for each in article.tags:
        said(meta, "keyword", each)
    for key, name in dispatch.categories:
        scheme = SECTION if key == article.category else OTHER
        _named(
            meta, "subject", name, type="cpnat:abstract", qcode=f"{scheme}:{quote(key, safe='')}"
        )
    said(meta, "slugline", article.slugline)
    said(meta, "headline", article.headline)
    if article.kicker:
        said(meta, "headline", article.kicker, role=f"{HEAD}:{ninjs.KICKER}")
    said(meta, "by", article.byline)
    if article.standfirst:
        said(meta, "description", article.standfirst, role="drol:summary")
    for correction in article.corrections:
        said(meta, "description", correction_html(correction), role=f"{NOTE}:{ninjs.CORRECTION}")


def _content(dispatch: Dispatch, content: Element) -> None:
    words = str(measure.words(dispatch.article.body))
    if dispatch.html:
        kind = {"contenttype": "application/xhtml+xml", "wordcount": words}
        page = SubElement(SubElement(content, "inlineXML", kind), "html", {"xmlns": XHTML})
        said(SubElement(page, "head"), "title", dispatch.article.headline or " ")
        body = tree(dispatch.html)
        body.tag = "body"
        page.append(body)
    for kind_, text in ((ninjs.PLAIN, dispatch.text), (ninjs.MARKDOWN, dispatch.copy)):
        if text:
            said(content, "inlineData", text, contenttype=kind_)


def _picture_item(dispatch: Dispatch, enclosed: Enclosed) -> Element:
    picture = enclosed.picture
    item = _item(dispatch, f"urn:sha256:{picture.sha256}")
    _rights(item, picture)
    meta = _meta(dispatch, item, "picture")
    if picture.embargoed_until is not None:
        said(meta, "embargoed", instant(picture.embargoed_until))
    said(meta, "pubStatus", qcode="stat:usable")
    said(meta, "fileName", enclosed.name)
    said(meta, "title", picture.title)
    said(meta, "edNote", picture.instructions)
    if picture.expires_at is not None:
        said(meta, "expires", instant(picture.expires_at))
    _picture_meta(SubElement(item, "contentMeta"), picture)
    content = SubElement(item, "contentSet")
    said(
        content,
        "remoteContent",
        rendition="rnd:highRes",
        href=enclosed.href,
        contenttype=picture.media_type,
        width=str(picture.width_px),
        height=str(picture.height_px),
    )
    return item


def _rights(item: Element, picture: Picture) -> None:
    told = (picture.copyright_notice, picture.usage_terms, picture.rights_url)
    if any(told):
        rights = SubElement(item, "rightsInfo")
        said(rights, "copyrightNotice", told[0], href=told[2])
        said(rights, "usageTerms", told[1])


def _picture_meta(meta: Element, picture: Picture) -> None:
    taken = moment(picture.taken_at)
    said(meta, "contentCreated", instant(taken) if taken else "")
    _named(meta, "infoSource", picture.source)
    _named(meta, "creator", picture.creator, role="crol:photographer" if picture.creator else "")
    said(meta, "creditline", picture.credit)
    for each in picture.keywords:
        said(meta, "keyword", each)
    kinds: Iterable[tuple[str, Iterable[str]]] = (
        ("person", picture.people),
        ("organisation", picture.organisations),
        ("event", filter(None, (picture.event,))),
    )
    for kind, names in kinds:
        for each in names:
            _named(meta, "subject", each, type=f"cpnat:{kind}")
    _places(meta, picture)
    said(meta, "headline", picture.headline)
    texts = (
        ("drol:caption", picture.caption),
        (f"{NOTE}:{ninjs.ALT_TEXT}", picture.alt_text),
        (f"{NOTE}:{ninjs.EXTENDED}", picture.extended_description),
    )
    for role, text in texts:
        if text:
            said(meta, "description", text, role=role)


def _places(meta: Element, picture: Picture) -> None:
    for part in PLACES:
        _named(meta, "subject", getattr(picture, part), type="cpnat:geoArea", literal=part)
    if picture.country_code:
        _named(meta, "subject", "", type="cpnat:geoArea", qcode=f"{COUNTRY}{picture.country_code}")


def _package(dispatch: Dispatch) -> Element:
    """What belongs to what: the story first, then its pictures in their order, the lead ranked."""
    item = _item(dispatch, f"{dispatch.uri}#package", "packageItem")
    _meta(dispatch, item, "composite")
    groups = SubElement(item, "groupSet", {"root": "G1"})
    group = SubElement(groups, "group", {"id": "G1", "role": "group:main"})
    kind = "application/vnd.iptc.g2.newsitem+xml"
    text = SubElement(group, "itemRef", {"residref": dispatch.uri, "contenttype": kind})
    said(text, "itemClass", qcode="ninat:text")
    for each in dispatch.pictures:
        rank = {"rank": "1"} if each.is_lead else {}
        named = {"residref": f"urn:sha256:{each.picture.sha256}", "contenttype": kind, **rank}
        said(SubElement(group, "itemRef", named), "itemClass", qcode="ninat:picture")
    return item
