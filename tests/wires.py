# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds for tests, as newspapers and agencies write them, and a network in memory that has them."""

import gzip
from collections.abc import Mapping, Sequence

import httpx

from editor.cms.feeds import FeedLine
from editor.cms.visitor import Visitor

PUBLIC = "93.184.215.14"


def rss(*items: str, title: str = "Sông Báo", more: str = "") -> bytes:
    """RSS 2.0."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://song.example/</link>{more}{''.join(items)}"
        "</channel></rss>"
    ).encode()


def item(number: int = 1, headline: str = "", summary: str = "", **parts: str) -> str:
    """One of its items; `None` leaves a part out."""
    told = {
        "title": headline or f"Chợ nổi họp lại lần {number}",
        "link": f"https://song.example/tin-{number}",
        "guid": f"tin-{number}",
        "pubDate": f"Sun, 01 Mar 2026 0{number % 8}:30:00 +0700",
        "description": summary or f"<![CDATA[<p>Sáng nay ghe về bến <b>số {number}</b>.</p>]]>",
        **parts,
    }
    return (
        "<item>" + "".join(f"<{n}>{t}</{n}>" for n, t in told.items() if t is not None) + "</item>"
    )


ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://wire.example/">
<title type="html">River &amp;amp; Sea</title>
<entry><title>Flood gates open</title><id>urn:1</id><link href="/news/1"/>
<author><name>A. Reporter</name></author><updated>2026-03-01T05:00:00Z</updated>
<summary>Water went down this morning.</summary>
<content type="html">&lt;p&gt;Water went &lt;em&gt;down&lt;/em&gt; this morning.&lt;/p&gt;
&lt;p&gt;The &lt;a href="/gates"&gt;gates&lt;/a&gt; are open.&lt;/p&gt;</content></entry>
<entry><title>No id, no date</title><link href="/news/2"/><summary>Short.</summary></entry>
</feed>"""

RDF = """<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://rdf.example/"><title>Café</title><link>https://rdf.example/</link></channel>
<item rdf:about="https://rdf.example/1"><title>Caf\xe9 opens</title><link>https://rdf.example/1</link>
<description>It opens.</description><dc:date>2026-02-28T12:00:00+01:00</dc:date>
<dc:creator>B. Writer</dc:creator></item></rdf:RDF>""".encode("latin-1")

JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "JSON paper", "language": "en",
"items": [{"id": "1", "title": "Bridge is open", "url": "/b",
"content_text": "One & two.\\n\\nThree.",
"date_published": "2026-03-01T06:00:00+07:00", "authors": [{"name": "C. Third"}]},
{"id": 2, "content_html": "<p>Untitled news of the day</p>"}, 7, {"id": "3"}]}"""


class Net:
    """A network in memory: what stands at which address, and all that was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, object] = {}
        self.asked: list[httpx.Request] = []
        self.is_down = False
        self.at = {"inside.example": "10.0.0.7", "localhost": "127.0.0.1"}

    def put(
        self,
        address: str,
        data: bytes = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    ) -> None:
        """Let an answer stand at an address."""
        self.pages[address] = (status, data, httpx.Headers(headers))

    def line(self) -> FeedLine:
        """What fetches from it."""
        return FeedLine(httpx.MockTransport(self._answer), self._resolve)

    def visitor(self, house: str) -> Visitor:
        """A reader of a house's pages."""
        return Visitor(house, httpx.MockTransport(self._answer), self._resolve)

    def _resolve(self, host: str) -> list[str]:
        return [host if host[0].isdigit() else self.at.get(host, PUBLIC)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        found = self.pages.get(str(request.url))
        if self.is_down or found is None:
            raise httpx.ConnectError("nobody there")
        if isinstance(found, Exception):
            raise found
        status, data, headers = found
        etag = headers.get("etag")
        if etag and request.headers.get("if-none-match") == etag:
            return httpx.Response(304, headers={"etag": etag})
        return httpx.Response(status, stream=httpx.ByteStream(data), headers=headers)


def bomb(size: int) -> bytes:
    """So many blanks, packed."""
    return gzip.compress(b" " * size)
