# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs read of the site is whole XML of the form that they know, whatever was written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from editor.model.article import Author
from editor.render import feeds
from editor.render.cards import Story
from tests.builders import PROFILE, a_picture, a_placement, a_remark, an_article

NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
SITE = replace(PROFILE, address="https://bao.example")
CHANNEL = feeds.Channel("Tin tức | Báo", "/tin-tuc/", "/tin-tuc/rss.xml")
SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://search.yahoo.com/mrss/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
SECRET = "NOI-BO"


def a_story(**fields) -> Story:
    picture = a_picture(caption="Ghe về bến.", credit="Một Trần")
    values = {
        "headline": "Chợ nổi <họp> & lại",
        "standfirst": "Sáng nay & <mai>.",
        "tags": ("chợ nổi", "lũ"),
        "authors": (Author("Tên Thật", "Bút Danh"), Author("Tên Hai", "")),
        "placements": (a_placement(picture),),
        "published_at": NOW - timedelta(hours=2),
        "updated_at": NOW - timedelta(hours=1),
        "slugline": SECRET,
        "ednote": SECRET,
        "remarks": (a_remark(text=SECRET),),
        "royalty_shares": ((SECRET, 100),),
        "url_slug": "cho-noi",
    }
    return Story(an_article(**{**values, **fields}), {picture.sha256: picture})


def test_rss_has_what_readers_programs_show() -> None:
    story = a_story()
    told = ET.fromstring(feeds.rss([story, a_story(url_slug="hai")], CHANNEL, SITE))
    assert (told.tag, told.get("version")) == ("rss", "2.0")
    channel = told.find("channel")
    assert channel.findtext("link") == "https://bao.example/tin-tuc/"
    assert channel.find("a:link", SPACES).get("href") == "https://bao.example/tin-tuc/rss.xml"
    item = channel.find("item")
    assert item.findtext("title") == "Chợ nổi <họp> & lại"
    assert item.findtext("link") == "https://bao.example/cho-noi.html"
    assert item.findtext("description") == "Sáng nay &amp; &lt;mai&gt;."
    assert parsedate_to_datetime(item.findtext("pubDate")) == NOW - timedelta(hours=2)
    assert item.findtext("guid") == UUID(story.article.id).urn
    assert [each.text for each in item.findall("dc:creator", SPACES)] == ["Bút Danh", "Tên Hai"]
    subjects = [each.text for each in item.findall("category")]
    assert subjects == [SITE.category_name(story.article.category), "chợ nổi", "lũ"]
    picture = item.find("m:content", SPACES)
    assert picture.get("url").startswith("https://bao.example/media/")
    assert picture.findtext("m:description", "", SPACES) == "Ghe về bến."
    assert len(channel.findall("item")) == 2


def test_atom_has_what_the_standard_wants() -> None:
    story = a_story()
    feed = ET.fromstring(feeds.atom([story], CHANNEL, SITE, now=NOW))
    for name in ("title", "id", "updated"):
        assert feed.findtext(f"a:{name}", "", SPACES)
    assert feed.findtext("a:updated", "", SPACES) == (NOW - timedelta(hours=1)).isoformat()
    entry = feed.find("a:entry", SPACES)
    assert entry.findtext("a:id", "", SPACES) == UUID(story.article.id).urn
    assert entry.findtext("a:published", "", SPACES) == (NOW - timedelta(hours=2)).isoformat()
    assert entry.findtext("a:summary", "", SPACES) == "Sáng nay & <mai>."
    names = [each.text for each in entry.findall("a:author/a:name", SPACES)]
    assert names == ["Bút Danh", "Tên Hai"]
    links = {each.get("rel"): each.get("href") for each in entry.findall("a:link", SPACES)}
    assert links["alternate"] == "https://bao.example/cho-noi.html"
    assert links["enclosure"].startswith("https://bao.example/media/")
    empty = ET.fromstring(feeds.atom([], CHANNEL, SITE, now=NOW))
    assert empty.findtext("a:updated", "", SPACES) == NOW.isoformat()


def test_a_moved_story_keeps_its_name() -> None:
    """Who read it already is not told of it again."""
    names = {
        ET.fromstring(feeds.rss([a_story(url_slug=slug)], CHANNEL, SITE)).findtext(".//guid")
        for slug in ("cu", "moi")
    }
    assert len(names) == 1


def test_maps_have_the_form_of_their_protocols() -> None:
    news = ET.fromstring(feeds.news_map([a_story(), a_story(published_at=None)], SITE))
    (url,) = news.findall("map:url", SPACES)
    assert url.findtext("map:loc", "", SPACES) == "https://bao.example/cho-noi.html"
    told = url.find("news:news", SPACES)
    assert told.findtext("news:publication/news:name", "", SPACES) == SITE.name
    assert told.findtext("news:publication/news:language", "", SPACES) == "vi"
    assert told.findtext("news:title", "", SPACES) == "Chợ nổi <họp> & lại"
    assert told.findtext("news:publication_date", "", SPACES) == (
        NOW - timedelta(hours=2)
    ).isoformat(timespec="seconds")
    pages = ET.fromstring(feeds.site_map([feeds.Listed("/"), feeds.Listed("/a.html", NOW)], SITE))
    found = [
        (each.findtext("map:loc", "", SPACES), each.findtext("map:lastmod", "", SPACES))
        for each in pages.findall("map:url", SPACES)
    ]
    assert found == [
        ("https://bao.example/", ""),
        ("https://bao.example/a.html", NOW.isoformat(timespec="seconds")),
    ]
    index = ET.fromstring(feeds.map_index([feeds.Listed("/sitemap-1.xml")], SITE))
    assert index.findtext("map:sitemap/map:loc", "", SPACES) == "https://bao.example/sitemap-1.xml"
    assert "Sitemap: https://bao.example/sitemap.xml\n" in feeds.robots(["/sitemap.xml"], SITE)


def test_nothing_of_the_newsrooms_own_comes_out() -> None:
    for told in (
        feeds.rss([a_story()], CHANNEL, SITE),
        feeds.atom([a_story()], CHANNEL, SITE, now=NOW),
        feeds.news_map([a_story()], SITE),
    ):
        assert SECRET not in told
        assert "Tên Thật" not in told


@given(st.text())
def test_any_text_gives_xml_that_can_be_read(text: str) -> None:
    story = a_story(headline=text, standfirst=text, tags=(text,), authors=(Author("", text),))
    channel = replace(CHANNEL, title=text)
    profile = replace(SITE, name=text, tagline=text)
    item = ET.fromstring(feeds.rss([story], channel, profile)).find("channel/item")
    letters = [char for char in text if char.isalnum()]
    assert [char for char in item.findtext("title") if char.isalnum()] == letters
    ET.fromstring(feeds.atom([story], channel, profile, now=NOW))
    ET.fromstring(feeds.news_map([story], profile))
