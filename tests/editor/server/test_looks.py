# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a newspaper's own templates: laid into the archive, and anew when it changes."""

import logging
import os
import time
from pathlib import Path
from types import SimpleNamespace

import feedparser
import pytest

from editor.errors import Refused
from editor.model.look import Look
from editor.model.workflow import Act
from editor.server import editions, looks
from editor.server.administration import run
from editor.server.looks import Hung, Looks
from editor.wire import article_to_doc
from tests.builders import PROFILE, an_article
from tests.contracts.houses import HOUSE_TIME, TEMPLATES, an_archive
from tests.editor.server.test_replies import Client

READY_S = 30


def hung(archive, folder, told) -> Hung:
    return Hung(Looks(archive.database), folder, TEMPLATES, PROFILE, told.append)


@pytest.mark.of_files
def test_a_folder_is_read_as_far_as_pages_use_it(tmp_path: Path) -> None:
    """Notes and hidden files are passed over; a name that nothing uses, or a link out, is not."""
    for name in ("front.html", "fonts/own.woff2", "README.md", ".git/a.css", "profile.toml"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "site" / "share.html").write_bytes(b"x")
    (tmp_path / "secret.css").write_bytes(b"secret")
    (tmp_path / "site" / "out.css").symlink_to(tmp_path / "secret.css")
    found, wrong = looks.read(tmp_path / "site")
    assert set(found.files) == {"front.html", "fonts/own.woff2"}
    assert [each.values for each in wrong] == [{"file": "share.html"}]
    with pytest.raises(Refused, match=r"look\.no_folder"):
        looks.read(tmp_path / "nowhere")


def test_readers_get_the_look_while_it_hangs(call: Client, archive, tmp_path: Path) -> None:
    """Pages that were kept are made anew, the feed goes on once, and a backup has it."""
    folder = tmp_path / "site"
    folder.mkdir()
    own = folder / "notice.html"
    own.write_text('{% extends "shipped/notice.html" %}{% block look %}<!-- one -->{% endblock %}')
    (folder / "site.css").write_text("h1 { color: teal }")
    before, told = archive.newest(), []
    policy = call("GET", "/nowhere").headers["content-security-policy"]
    assert "one" not in call("GET", "/imprint").text
    first = call("GET", "/v1/look")
    assert first.json() == {"files": [], "tag": ""}
    with hung(archive, folder, told):
        reply = call("GET", "/nowhere")
        assert "<!-- one -->" in reply.text
        assert reply.headers["content-security-policy"] == policy
        style = call("GET", "/site/site.css?v=1")
        assert (style.text, style.headers["content-type"]) == (
            "h1 { color: teal }",
            "text/css; charset=utf-8",
        )
        assert archive.newest() == before + 1
        doc = call("GET", "/v1/look").json()
        assert [each["name"] for each in doc["files"]] == ["notice.html", "site.css"]
        known = {"If-None-Match": f'"{doc["tag"]}"'}
        assert call("GET", "/v1/look", headers=known).status_code == 304
        assert call("GET", "/v1/changes").json()["look"] == doc["tag"]
        own.write_text("\n{{ nope }}")
        os.utime(own, (1, 1))
        deadline = time.monotonic() + READY_S
        while not told and time.monotonic() < deadline:
            time.sleep(0.02)
        assert [(each.values["file"], each.values["line"]) for each in told] == [("notice.html", 2)]
    run(archive, ["backup", str(tmp_path / "all.zip")])
    other = an_archive(tmp_path / "other")
    run(other, ["restore", str(tmp_path / "all.zip")])
    assert Looks(other.database).current() == Looks(archive.database).current()
    other.close()
    with hung(archive, None, told):
        assert call("GET", "/v1/look").json()["tag"] == ""
        assert "Không tìm thấy trang này" in call("GET", "/nowhere").text


def test_pages_that_are_kept_follow_the_look(call: Client, archive) -> None:
    """The home page is served from memory until the look is another."""
    plain = call("GET", "/").text
    Looks(archive.database).lay(Look.of({"words.toml": '[vi]\nempty = "Sắp có báo."'.encode()}))
    assert "Sắp có báo." in call("GET", "/").text
    Looks(archive.database).lay(Look())
    assert call("GET", "/").text == plain


OWN = {
    "of its own": {
        "article.html": '{% extends "shipped/article.html" %}{% block main %}'
        '<p>own</p><div id="copy">{{ copy }}</div>{% endblock %}',
        "notice.html": '{% extends "shipped/notice.html" %}{% block look %}<b>{% endblock %}',
        "site.css": "",
    },
    "broken": dict.fromkeys(("base.html", "card.html", "regions.html"), "{% if %}"),
}


@pytest.mark.of_files
@pytest.mark.parametrize("kind", OWN)
def test_what_programs_and_old_links_rely_on_holds_by_any_look(
    call: Client, archive, caplog, kind: str
) -> None:
    """Share cards, canonical addresses, feeds, site maps, redirects, 410 for what was killed."""
    by = SimpleNamespace(person="Lan", device="laptop")
    asked = SimpleNamespace(edition="", act=Act.PUBLISH)

    def write(connection) -> None:
        for number, slug in ((1, "mot"), (2, "hai"), (1, "mot-moi")):
            story = an_article(number, url_slug=slug, published_at=HOUSE_TIME)
            doc = article_to_doc(story)
            editions.issue(connection, editions.Issue(doc, {}, asked, by, HOUSE_TIME))
        editions.withdraw(connection, an_article(2).id, HOUSE_TIME)

    archive.database.write_in_order(write)
    Looks(archive.database).lay(Look.of({name: text.encode() for name, text in OWN[kind].items()}))
    with caplog.at_level(logging.CRITICAL):
        page = call("GET", "/mot-moi.html").text
        assert ("<p>own</p>" in page) is (kind == "of its own")
        assert "ghe đã về bến" in page
        assert '<meta property="og:title" content="Chợ nổi' in page
        assert '<link rel="canonical"' in page
        assert '"@type":"NewsArticle"' in page.replace(" ", "")
        assert call("GET", "/hai.html").status_code == 410
        assert "đã được gỡ" in call("GET", "/hai.html").text
    moved = call("GET", "/mot.html", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (301, "/mot-moi.html")
    feed = feedparser.parse(call("GET", "/rss.xml").content)
    assert not feed.bozo
    assert [each.link.rpartition("/")[2] for each in feed.entries] == ["mot-moi.html"]
    for name in ("sitemap-1.xml", "sitemap-news.xml", "atom.xml"):
        assert "mot-moi.html" in call("GET", f"/{name}").text
        assert "hai.html" not in call("GET", f"/{name}").text
