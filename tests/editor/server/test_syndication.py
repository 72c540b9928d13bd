# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds and maps follow what readers may see, at once, and cost nothing where nothing is new."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from editor.model.workflow import Role
from editor.server.digests import Digests
from editor.server.pages import PublicPages
from tests.contracts.houses import HOUSE_TIME, TEMPLATES, an_app, an_archive
from tests.editor.server.test_kept import _act, _publish
from tests.editor.server.test_replies import DOC, Client

FEEDS = ("/rss.xml", "/atom.xml", f"/{DOC['category']}/rss.xml", f"/{DOC['category']}/atom.xml")
MAPS = ("/sitemap-news.xml", "/sitemap-1.xml")


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


@pytest.fixture
def read(archive):
    return Client(an_app(archive), "")


def _locations(text: str) -> list[str]:
    return [each.text for each in ET.fromstring(text).iter() if each.tag.endswith("loc")]


def test_feeds_and_maps_follow_what_is_public(call, read):
    for path in FEEDS + MAPS:
        assert read("GET", path).status_code == 200, path
    page, out = _publish(call, 1, "Tin một")
    _publish(call, 2, "Tin hai")
    for path in FEEDS:
        told = read("GET", path)
        assert told.text.index("Tin hai") < told.text.index("Tin một"), path
        kind = "rss" if "rss" in path else "atom"
        assert told.headers["content-type"] == f"application/{kind}+xml; charset=utf-8"
        assert "default-src 'none'" in told.headers["content-security-policy"]
        head = read("HEAD", path)
        assert (head.status_code, head.headers["etag"]) == (200, told.headers["etag"])
    for path in MAPS:
        assert [each for each in _locations(read("GET", path).text) if "tin-mot.html" in each], path
    _act(call, page, out, 90, {"act": "take_down", "reason": "sai"})
    for path in FEEDS + MAPS:
        told = read("GET", path).text
        assert "tin-hai.html" in told, path
        assert "tin-mot" not in told, path
        assert "Tin một" not in told, path


def test_what_there_never_was_has_no_feed(read):
    for path in ("/khong-co/rss.xml", "/khong-co/atom.xml", "/sitemap-2.xml", "/sitemap-0.xml"):
        assert read("GET", path).status_code == 404, path


def test_addresses_are_whole_and_lead_to_the_pages(call, read):
    """The site of the tests has no address: the one that the reader came by stands in for it."""
    _publish(call, 1, "Tin một")
    (link,) = {each.text for each in ET.fromstring(read("GET", "/rss.xml").text).iter("link")} - {
        "http://test/"
    }
    assert link == "http://test/tin-mot.html"
    elsewhere = read("GET", "/rss.xml", headers={"Host": "bao.example"})
    assert "http://bao.example/tin-mot.html" in elsewhere.text
    assert "bao.example" not in read("GET", "/rss.xml").text
    page = read("GET", "/tin-mot.html").text
    for kind in ("rss", "atom"):
        assert f'type="application/{kind}+xml"' in page
        assert f'href="/{kind}.xml"' in page
    category = read("GET", f"/{DOC['category']}/").text
    assert f'href="/{DOC["category"]}/rss.xml"' in category


def test_who_has_it_is_sent_none(call, read, now):
    _publish(call, 1, "Tin một")
    tag = read("GET", "/rss.xml").headers["etag"]
    now[0] += timedelta(minutes=1)
    told = read("GET", "/rss.xml")
    modified = told.headers["last-modified"]
    assert parsedate_to_datetime(modified) == HOUSE_TIME.replace(microsecond=0)
    cases = (
        ({"If-None-Match": tag}, 304),
        ({"If-Modified-Since": modified}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": modified}, 200),
        ({"If-Modified-Since": format_datetime(HOUSE_TIME - timedelta(days=1))}, 200),
        ({"If-Modified-Since": "hôm qua"}, 200),
    )
    for headers, status in cases:
        same = read("GET", "/rss.xml", headers={k: v.encode() for k, v in headers.items()})
        assert same.status_code == status, headers
    _publish(call, 2, "Tin hai")
    later = read("GET", "/rss.xml", headers={"If-Modified-Since": modified})
    assert (later.status_code, "Tin hai" in later.text) == (200, True)
    for path in ("/sitemap.xml", "/sitemap-1.xml"):
        tag = read("GET", path).headers["etag"]
        assert read("GET", path, headers={"If-None-Match": tag}).status_code == 304
        _publish(call, 3 if path == "/sitemap.xml" else 4, f"Tin {path[9:12]}")
        assert read("GET", path, headers={"If-None-Match": tag}).status_code == 200


def test_a_page_names_no_second_that_is_not_over(call, read, now):
    """Another may be made within it, and a reader's program would never hear of that."""
    _publish(call, 1, "Tin một")
    assert "last-modified" not in read("GET", "/rss.xml").headers
    now[0] += timedelta(seconds=1)
    assert "last-modified" in read("GET", "/rss.xml").headers


def test_news_grow_old(call, read, now):
    _publish(call, 1, "Tin một")
    now[0] += timedelta(hours=47)
    assert "tin-mot" in read("GET", "/sitemap-news.xml").text
    now[0] += timedelta(hours=2)
    assert "tin-mot" not in read("GET", "/sitemap-news.xml").text
    assert "tin-mot" in read("GET", "/sitemap-1.xml").text


def test_many_stories_make_several_maps(call, archive):
    for number, name in enumerate(("một", "hai", "ba"), start=1):
        _publish(call, number, f"Tin {name}")
    site = replace(archive.profile, address="http://test")
    made = Digests(archive, PublicPages(archive, TEMPLATES), site, map_count=2)
    index = [each.removeprefix("http://test") for each in _locations(made.map_index())]
    assert index == ["/sitemap-news.xml", "/sitemap-1.xml", "/sitemap-2.xml"]
    told = [_locations(made.site_map(number)) for number in (1, 2)]
    assert "http://test/" in told[0]
    stories = [[each for each in part if each.endswith(".html")] for part in told]
    assert [len(part) for part in stories] == [2, 1]
    assert len({each for part in stories for each in part}) == 3


def test_robots_are_told_where_to_begin(read):
    told = read("GET", "/robots.txt")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Disallow: /v1/" in told.text.splitlines()
    assert "Sitemap: http://test/sitemap.xml" in told.text.splitlines()
