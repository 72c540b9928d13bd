# SPDX-License-Identifier: GPL-3.0-or-later
"""The press: what of the page changes, and where lines stand on it."""

from dataclasses import dataclass, field, replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.article import Article
from editor.model.look import Look
from editor.render.body import Block
from editor.render.page import Pages
from editor.server.editions import EVERY, Edition
from editor.server.pages import PublicPages
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.ui.writer.fake_desk import NOW, RESOURCES, FakeDesk
from ui.press import Order, Press, difference


@dataclass
class Source:
    article: Article
    pictures: dict = field(default_factory=dict)


def a_block(html: str, line: int = 0) -> Block:
    return Block(html, line, line + 1, html.count("<p>"))


HTML = st.sampled_from(["<p>a</p>\n", "<p>b</p>\n", "<p>c</p>\n<p>d</p>\n", "", "text\n"])
COPY = st.lists(HTML, max_size=7).map(lambda htmls: tuple(a_block(each) for each in htmls))


def elements(html: str) -> list[str]:
    """Each element with the text behind it; what is before the first comes first."""
    parts = html.split("<p>")
    return [parts[0], *(f"<p>{each}" for each in parts[1:])]


def patched(html: str, start: int, removed: int, new: str) -> str:
    """What `patch.js` does to the copy."""
    parts = elements(html)
    head = "" if start == 0 else "".join(parts[: start + 1])
    return head + new + "".join(parts[start + removed + 1 :])


@given(old=COPY, new=COPY)
def test_the_splice_makes_the_new_copy(old, new):
    before, after = ("".join(each.html for each in blocks) for blocks in (old, new))
    patch = difference(old, new)
    if patch is None:
        assert before == after
    else:
        assert patched(before, *patch) == after


def test_one_paragraph_of_many_is_all_that_changes():
    old = [a_block(f"<p>{number}</p>\n") for number in range(100)]
    new = [*old[:40], a_block("<p>new</p>\n"), *old[41:]]
    assert difference(old, new) == (40, 1, "<p>new</p>\n")


def printed(body: str, *, is_whole=True, shown=None, desk=None):
    desk = desk or FakeDesk()
    return Press(desk).print(Order(Source(an_article(body=body)), "page", is_whole, shown))


def test_the_whole_page_is_what_pages_make():
    desk = FakeDesk()
    page = printed("Một.\n\nHai.", desk=desk)
    from editor.render.page import Story

    article = an_article(body="Một.\n\nHai.")
    assert page.html == desk.pages.article(Story(article, {}), now=NOW, related=[]).html
    assert '<div class="copy" id="copy"></div>' in page.around


def test_a_key_renders_the_copy_only():
    first = printed("Một.\n\nHai.")
    second = printed("Một.\n\nHai ba.", is_whole=False, shown=first)
    assert second.html == ""
    assert second.around is first.around
    assert second.patch is not None
    assert "Hai ba" in second.patch.html
    assert "Một" not in second.patch.html


def test_a_long_story_is_given_up_when_the_window_goes():
    """The end of the program does not wait for a page that nobody will see."""
    answers = iter([True, True, False])
    press = Press(FakeDesk(), lambda: next(answers, True))
    article = replace(an_article(), body="Một.\n\nHai.\n\nBa.\n\nBốn.")
    with pytest.raises(Refused) as told:
        press.print(Order(Source(article), "page", True, None))
    assert told.value.code == "program.stopped"
    assert "Bốn" in press.print(Order(Source(article), "page", True, None)).html


def test_lines_and_places_belong_together():
    page = printed("# Đầu\n\nMột\nhai\n\n- a\n- b\n\nCuối")
    for line in (0, 2, 3, 5, 8):
        element, part = page.place(line)
        assert abs(page.line(element, part) - line) < 1.01
    assert page.place(-1) == (-1, 0.0)
    assert page.place(-0.25) == (-1, 0.75)
    assert page.line(-1, 0.75) == -0.25
    assert page.place(99)[0] == page.starts[-1] - 1


def test_an_empty_copy_has_a_top():
    page = printed("")
    assert page.place(0) == (-1, 1.0)
    assert page.line(-1, 0.5) == -0.5


def test_a_card_is_the_home_page_with_the_story_first():
    desk = FakeDesk()
    page = Press(desk).print(Order(Source(an_article()), "card", True, None))
    assert page.address == "/"
    assert an_article().headline in page.html
    assert page.around == page.html


class Shelf:
    """What is public, for the server's own pages."""

    def __init__(self, articles) -> None:
        self._articles = articles

    def live(self, which=EVERY, *, limit, start=0):
        found = self._articles.published(limit=limit + start, other_than=which.other_than)
        return [Edition(each, self._articles.pictures_of(each)) for each in found][start:][:limit]

    def mark(self):
        return uuid4().hex


class Server:
    """As the archive of the server, for the same newsroom at the same instant."""

    def __init__(self, desk: FakeDesk) -> None:
        self.clock = desk.clock
        self.profile = desk.profile
        self.editions = Shelf(desk.articles)


DESK = FakeDesk()
OWN = Look.of(
    {
        "article.html": (
            b'{% extends "shipped/article.html" %}{% block main %}<p>{{ region.kicker }} own'
            b'</p><main id="copy">{{ copy }}</main>{{ region.related }}{% endblock %}'
        ),
        "card.html": b"{% macro row(card, level=3) %}{{ card.headline }}{% endmacro %}",
        "regions.html": b"{% macro kicker() %}<i>{{ article.kicker }}</i>{% endmacro %}",
    }
)
LOOKS = {
    look.tag: (
        Pages(RESOURCES / "site", PROFILE, look, lambda _: None),
        PublicPages(Server(DESK), RESOURCES / "site", lambda look=look: look),
    )
    for look in (Look(), OWN)
}
LINES = st.sampled_from(
    [
        *("Một **hai**", "", "## Giữa", "> Trích", "- a", "![](market-1.jpg)"),
        *("<script>x()</script>", "[a](javascript:x)", "a & b < c", "|a|b|", "|-|-|"),
        *("[^1]", "[^1]: Chú", "```", "Ấ Ậ \u00a0"),
    ]
)
TEXT = st.text(alphabet="aấĐ <&>\"'{}%\n", max_size=20)


@given(
    body=st.lists(LINES, max_size=12).map("\n".join),
    kicker=TEXT,
    headline=TEXT,
    standfirst=TEXT,
    tags=st.lists(TEXT, max_size=2).map(tuple),
    is_public=st.booleans(),
    is_placed=st.booleans(),
    look=st.sampled_from(list(LOOKS)),
)
def test_the_preview_is_the_page_that_the_server_sends(
    body, kicker, headline, standfirst, tags, is_public, is_placed, look
):
    """Byte for byte, for the same article at the same instant, also by a newspaper's own look."""
    desk = DESK
    desk.pages, server = LOOKS[look]
    desk.articles.kept.clear()
    picture = a_picture()
    article = an_article(
        body=body,
        kicker=kicker,
        headline=headline,
        standfirst=standfirst,
        tags=tags,
        published_at=NOW if is_public else None,
        placements=(a_placement(picture),) if is_placed else (),
    )
    for number in range(2, 5):
        desk.knows(an_article(number, published_at=NOW))
    desk.knows(article, picture)
    pictures = desk.articles.pictures_of(article)
    shown = Press(desk).print(Order(Source(article, pictures), "page", True, None))
    served = server.article(Edition(article, pictures)).text
    assert shown.html.encode() == served.encode()
