# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a Ghost is learned from a page of its own theme, as its readers get it."""

from datetime import UTC, datetime

from editor.cms.ghost.samples import Samples
from editor.cms.visitor import Visitor
from editor.render import shell as shells
from editor.render.cards import Story
from editor.shells.learning import Got, learn
from tests.builders import PROFILE, an_article
from tests.houses.recording import PLAYED
from tests.houses.stage import Lent, Stage

COPY = "".join(f"<p>Đoạn {n}: cảng biển mở cửa từ sáng sớm, đông vui.</p>" for n in range(4))
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def published(stage: Stage, title: str, **told: object) -> str:
    post = {"title": title, "html": COPY, "status": "published", **told}
    answer = stage.api("lan", "POST", "/posts/?source=html", {"posts": [post]})
    assert answer.status == 201
    return str(answer.doc["posts"][0]["url"])


def test_the_look_of_a_theme_is_learned_from_its_newest_story(stage):
    tags = [{"name": "Tin tức"}, {"name": "cảng biển"}]
    published(stage, "Cảng & “bạn hàng”", tags=tags, custom_excerpt="Sapo của bài.")
    published(stage, "Cho người trả tiền", visibility="paid")
    sampler = Samples(PLAYED, stage.login("mai"), transport=Lent(stage.transport))
    sample = sampler.sample("")
    assert (sample.headline, sample.standfirst) == ("Cảng & “bạn hàng”", "Sapo của bài.")
    assert (sample.sections, sample.tags) == (("Tin tức",), ("Tin tức", "cảng biển"))
    assert sample.at is not None
    visitor = Visitor(PLAYED, Lent(stage.transport), lambda _host: ["127.0.0.1"])

    def give(address: str, limit_bytes: int) -> Got:
        # Its fonts and pictures are not kept in a file.
        if not address.partition("?")[0].endswith((".woff2", ".png", ".gif", ".svg")):
            return visitor.give(address, limit_bytes)
        return Got(address, b"wOF2 font", "font/woff2")

    shell = learn(give(sample.address, 4_000_000), sample, give, house=PLAYED, at=NOW)
    assert {"headline", "standfirst", "byline", "stamp", "section"} <= set(shell.parts)
    story = Story(an_article(headline="Mới", standfirst="Sapo mới."), {})
    html = shells.page(shell, story, PROFILE, NOW, "<p>Một đoạn.</p>")
    assert "Đoạn" not in html
    assert ">Mới</h1>" in html
    assert ">Sapo mới.</p>" in html
    assert "<p>Một đoạn.</p></" in html
    assert "<script" not in html


def test_a_story_is_found_by_the_address_of_its_page(stage):
    address = published(stage, "Một")
    published(stage, "Hai")
    sampler = Samples(PLAYED, stage.login("mai"), transport=Lent(stage.transport))
    assert sampler.sample(address).headline == "Một"
    assert sampler.sample(f"{PLAYED}/gioi-thieu/").headline == ""
    assert sampler.sample(f"{PLAYED}/").address == f"{PLAYED}/"
