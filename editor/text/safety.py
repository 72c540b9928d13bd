# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets only allow-listed HTML out, one element at a time, so that none reaches into the next."""

import re
from html.parser import HTMLParser

import nh3

_PHRASING = """
    a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong
    sub sup time u var wbr
    """
PHRASING = frozenset(_PHRASING.split())
"""Tags that may be typed inside a paragraph."""
_BLOCKS = """
    address article aside audio blockquote body button canvas caption center col colgroup dd
    details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hr html iframe img input legend li link main map math menu meta nav
    noframes noscript object ol optgroup option p param picture pre script section select source
    style summary svg table tbody td template textarea tfoot th thead title tr track ul video
    """
BLOCKS = frozenset(_BLOCKS.split())
"""Tags that are never words: inside a paragraph they are left out, their text stays."""
_BLOCK_TAGS = """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div figure figcaption aside details summary
    table caption colgroup col thead tbody tfoot tr th td
    """
SET_OFF = {"aside": {"box", "link-card", "page", "post", "video"}, "figure": {"pull-quote"}}
"""The classes that the dialect gives; no other is let out."""
_ALIGNMENTS = {"align": {"left", "center", "right"}}
_CLEANER = nh3.Cleaner(
    tags={*PHRASING, *_BLOCK_TAGS.split()},
    clean_content_tags={"script", "style", "template", "svg", "math", "object", "iframe"},
    attributes={
        "a": {"href", "title"},
        "abbr": {"title"},
        "ol": {"start"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
        "time": {"datetime"},
        "*": {"lang", "dir"},
    },
    allowed_classes=SET_OFF,
    # A table wider than a telephone is scrolled, and whoever has but keys must get into it.
    set_tag_attribute_values={"table": {"tabindex": "0"}},
    tag_attribute_values={"th": _ALIGNMENTS, "td": _ALIGNMENTS},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)
_VOID = frozenset({"br", "hr", "col", "wbr"})
_TRIES = 4
"""Cleaning once makes some wild nestings whole only for the next reader to read otherwise."""
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[12]?\d|3[01])(?!\d)|[xX]0*1?[\da-fA-F](?![\da-fA-F]));?", re.ASCII
)


def one_element(html: str) -> str:
    """Safe HTML of one element that every browser reads as just that; else its words alone."""
    for _ in range(_TRIES):
        once, html = html, clean(html)
        if once == html and _TopLevel(html).elements == 1:
            return html
    return f"<p>{nh3.clean(html, tags=set()).strip()}</p>"


class _TopLevel(HTMLParser):
    """Counts the elements of safe HTML that lie in no other; text beside them counts as one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements = 0
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.elements += self._depth == 0
        self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        self.elements += self._depth == 0 and not data.isspace()


def clean(html: str) -> str:
    """Safe HTML of what is known to be one element when it comes."""
    return _CLEANER.clean(_CONTROL_REFERENCE.sub(" ", html))
