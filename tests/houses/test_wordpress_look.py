# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a WordPress is learned from a page of its own theme, as its readers get it."""

from datetime import UTC, datetime

from editor.cms.visitor import Visitor
from editor.cms.wordpress.samples import Samples
from editor.model.shell import Shell
from editor.render import shell as shells
from editor.render.cards import Story
from editor.shells.learning import Got, learn
from tests.builders import an_article
from tests.houses.recording import PLAYED
from tests.houses.stage import Lent, Stage

COPY = "".join(
    f"<p>Đoạn {n}: “Cảng biển” mở cửa... từ sáng sớm -- đông vui.</p>\n" for n in range(4)
)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def published(stage: Stage, title: str, **told: object) -> None:
    post = {"title": title, "content": COPY, "excerpt": "Sapo.", "status": "publish", **told}
    assert stage.api("lan", "POST", "/posts", post).status == 201


def test_the_look_of_a_theme_is_learned_from_its_newest_story(stage):
    tag = stage.api("lan", "POST", "/tags", {"name": "cảng biển"}).doc["id"]
    published(stage, "Cảng & “bạn hàng”", tags=[tag])
    published(stage, "Bài có mật khẩu", password="x")
    adapter = stage.seat().adapter
    adapter.greet()
    sample = samples(stage).sample("")
    assert (sample.headline, sample.author) == ("Cảng & “bạn hàng”", "Lan")
    assert (sample.tags, sample.standfirst) == (("cảng biển",), "Sapo.")
    assert sample.at.utcoffset().total_seconds() == 7 * 3600
    shell = visited(stage, sample)
    assert shell.left_out == 0
    assert {"headline", "byline", "section", "tags"} <= set(shell.parts)
    assert sum(each.endswith(".css") for each in shell.files) > 10
    story = Story(an_article(headline="Mới", tags=("một",)), {})
    html = shells.page(shell, story, adapter._documents.profile, NOW, "<p>Một đoạn.</p>")
    assert "Đoạn" not in html
    assert ">Mới</h1>" in html
    assert "<p>Một đoạn.</p></div>" in html
    assert "Sông Báo" in html
    # Readers have nothing to say in the preview.
    assert "Leave a Reply" not in html


def test_a_page_that_is_no_post_is_learned_by_its_address_alone(stage):
    published(stage, "Một")
    found = samples(stage)
    (post,) = stage.api("lan", "GET", "/posts?_fields=link").rows
    assert found.sample(str(post["link"])).headline == "Một"
    assert found.sample(f"{PLAYED}/gioi-thieu/").headline == ""
    assert found.sample(f"{PLAYED}/").address == f"{PLAYED}/"


def test_a_site_without_stories_has_no_sample(stage):
    for row in stage.api("lan", "GET", "/posts?_fields=id").rows:
        stage.api("lan", "DELETE", f"/posts/{row['id']}")
    assert samples(stage).sample("") is None


def samples(stage: Stage) -> Samples:
    return Samples(PLAYED, stage.login("mai"), transport=Lent(stage.transport))


def visited(stage: Stage, sample: object) -> Shell:
    """What is learned of it; its fonts are not asked for."""
    visitor = Visitor(PLAYED, Lent(stage.transport), lambda _host: ["127.0.0.1"])

    def give(address: str, limit_bytes: int) -> Got:
        if address.endswith(".woff2"):
            return Got(address, b"wOF2 font", "font/woff2")
        return visitor.give(address, limit_bytes)

    return learn(give(sample.address, 4_000_000), sample, give, house=PLAYED, at=NOW)
