# SPDX-License-Identifier: GPL-3.0-or-later
"""NITF 3.6: a story with the words of its head in their places, its copy in the tags of NITF."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from editor.files.news import ninjs
from editor.files.news.dispatch import Dispatch, Enclosed, instant
from editor.files.news.xhtml import document as written
from editor.files.news.xhtml import said, tree
from editor.model.article import Article

NAMESPACE: Final = "http://iptc.org/std/NITF/2006-10-18/"
VERSION: Final = "-//IPTC//DTD NITF 3.6//EN"
KICKER: Final = ninjs.KICKER
CATEGORY: Final = ninjs.CATEGORY
_BLOCKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "p": "p",
        "h1": "hl2",
        "h2": "hl2",
        "h3": "hl2",
        "h4": "hl2",
        "h5": "hl2",
        "h6": "hl2",
        "ul": "ul",
        "ol": "ol",
        "dl": "dl",
        "table": "table",
        "pre": "pre",
        "hr": "hr",
    }
)
_PARTS: Final = frozenset({"li", "dt", "dd", "thead", "tbody", "tr", "td", "th"})
_HOLD_BLOCKS: Final = frozenset({"li", "dd", "td", "th", "body.content", "block"})
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"a": "a", "em": "em", "i": "em", "strong": "em", "b": "em", "br": "br", "q": "q"}
)
_BOLD: Final = frozenset({"strong", "b"})


def document(dispatch: Dispatch) -> str:
    """A story as one NITF document."""
    at = dispatch.stamp.at.astimezone(UTC)
    root = Element(
        "nitf",
        {
            "xmlns": NAMESPACE,
            "version": VERSION,
            "change.date": f"{at:%Y-%m-%d}",
            "change.time": f"{at:%H:%M}",
            "uno": dispatch.uri,
        },
    )
    _head(dispatch, SubElement(root, "head"))
    body = SubElement(root, "body")
    _body_head(dispatch, SubElement(body, "body.head"))
    _Copy(dispatch.pictures).put(tree(dispatch.html), SubElement(body, "body.content"))
    return written(root)


def _compact(at: datetime) -> str:
    return instant(at).replace("-", "").replace(":", "")


def _head(dispatch: Dispatch, head: Element) -> None:
    article = dispatch.article
    said(head, "title", article.headline)
    data = SubElement(head, "docdata", {"management-status": _status(dispatch)})
    SubElement(data, "doc-id", {"id-string": dispatch.uri})
    SubElement(data, "date.issue", {"norm": _compact(dispatch.stamp.at)})
    if article.embargoed_until is not None:
        SubElement(data, "date.release", {"norm": _compact(article.embargoed_until)})
    said(data, "ed-msg", info=article.ednote)
    said(data, "du-key", key=article.slugline)
    holder = {"holder": dispatch.profile.name, "year": f"{dispatch.stamp.at:%Y}"}
    SubElement(data, "doc.copyright", holder)
    if article.tags:
        keys = SubElement(data, "key-list")
        for each in article.tags:
            SubElement(keys, "keyword", {"key": each})
    if dispatch.categories or article.genre:
        _classified(dispatch, SubElement(data, "identified-content"))


def _classified(dispatch: Dispatch, content: Element) -> None:
    for key, name in dispatch.categories:
        said(content, "classifier", name, type=CATEGORY, value=key)
    if dispatch.article.genre:
        said(content, "classifier", dispatch.article.genre, type="genre")


def _status(dispatch: Dispatch) -> str:
    until = dispatch.article.embargoed_until
    is_held = until is not None and until > dispatch.stamp.at
    return "embargoed" if is_held and dispatch.status != "canceled" else dispatch.status


def _body_head(dispatch: Dispatch, head: Element) -> None:
    article = dispatch.article
    hedline = SubElement(head, "hedline")
    SubElement(hedline, "hl1").text = article.headline
    if article.kicker:
        said(hedline, "hl2", article.kicker, **{"class": KICKER})
    _notes(article, head)
    for author in article.authors:
        if author.byline:
            byline = SubElement(head, "byline")
            said(byline, "person", author.byline)
            said(byline, "byttl", author.role)
    if article.dateline_place:
        said(SubElement(head, "dateline"), "location", article.dateline_place)
    if article.standfirst:
        abstract = SubElement(head, "abstract")
        for part in article.standfirst.split("\n\n"):
            said(abstract, "p", part)


def _notes(article: Article, head: Element) -> None:
    """Corrections: when, what was wrong, what is right."""
    for each in article.corrections:
        note = SubElement(head, "note", {"noteclass": "editorsnote", "class": ninjs.CORRECTION})
        content = SubElement(note, "body.content")
        for text in (instant(each.at), each.wrong, each.right):
            said(content, "p", text)


class _Copy:
    """Puts HTML into the tags of NITF; no word is left out, tags that it has not are."""

    def __init__(self, pictures: tuple[Enclosed, ...]) -> None:
        self._pictures = {each.href or each.name: each for each in pictures}

    def put(self, html: Element, content: Element) -> None:
        """The whole copy, and at its end each picture that it does not name."""
        self._blocks(html, content)
        for each in self._pictures.values():
            _media(each, content)

    def _blocks(self, html: Element, into: Element) -> None:
        """What holds blocks: words that stand there alone become a paragraph."""
        self._loose(html.text, into)
        for each in html:
            tag = str(each.tag)
            if tag == "figure":
                self._figure(each, into)
            elif tag == "blockquote":
                self._blocks(each, SubElement(SubElement(into, "bq"), "block"))
            elif tag in _BLOCKS:
                self._block(each, into, _BLOCKS[tag])
            elif tag in _WORDS or tag in {"span", "sup", "sub", "code", "u", "s", "del", "ins"}:
                self._inline_in(into, each)
            else:
                self._blocks(each, SubElement(into, "block") if len(each) else into)
            self._loose(each.tail, into)

    def _block(self, html: Element, into: Element, name: str) -> None:
        made = SubElement(into, name)
        if name in {"ul", "ol", "dl", "table"}:
            self._structure(html, made)
        elif name == "pre":
            made.text = "".join(html.itertext())
        else:
            self._inline(html, made)

    def _structure(self, html: Element, into: Element) -> None:
        for each in html:
            tag = str(each.tag)
            if tag not in _PARTS:
                self._structure(each, into)
            elif tag in _HOLD_BLOCKS:
                self._blocks(each, SubElement(into, tag))
            elif tag == "dt":
                self._inline(each, SubElement(into, tag))
            else:
                self._structure(each, SubElement(into, tag))

    def _figure(self, html: Element, into: Element) -> None:
        image = html.find(".//img")
        known = self._pictures.pop(image.get("src", ""), None) if image is not None else None
        if known is not None:
            _media(known, into)
        else:
            self._loose("".join(html.itertext()), into)

    def _loose(self, text: str | None, into: Element) -> None:
        if text and text.strip():
            said(into, "p", text.strip())

    def _inline_in(self, into: Element, html: Element) -> None:
        made = SubElement(into, "p")
        alone = Element("span")
        alone.append(html)
        tail, html.tail = html.tail, None
        self._inline(alone, made)
        html.tail = tail

    def _inline(self, html: Element, into: Element) -> None:
        """Words with their stress and their links."""
        _add(into, html.text)
        for each in html:
            tag = str(each.tag)
            name = _WORDS.get(tag)
            if name is None:
                self._inline(each, into)
            else:
                attributes = {"href": each.get("href", "")} if name == "a" else {}
                attributes |= {"class": "bold"} if tag in _BOLD else {}
                self._inline(each, SubElement(into, name, attributes))
            _add(into, each.tail)


def _add(into: Element, text: str | None) -> None:
    if not text:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def _media(enclosed: Enclosed, into: Element) -> None:
    """A picture with its file, what it shows, who made it and what stands below it."""
    picture = enclosed.picture
    media = SubElement(into, "media", {"media-type": "image"})
    told = {
        "source": enclosed.href,
        "name": enclosed.name,
        "mime-type": picture.media_type,
        "width": str(picture.width_px),
        "height": str(picture.height_px),
        "alternate-text": picture.alt_text,
    }
    SubElement(media, "media-reference", {name: value for name, value in told.items() if value})
    if picture.caption:
        said(SubElement(media, "media-caption"), "p", picture.caption)
    said(media, "media-producer", picture.credit or picture.creator)
