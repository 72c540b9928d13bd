# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy as Ghost holds it: what it would lose goes as a card, and all comes back as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.cms.ghost import cards, copy
from editor.cms.weaving import told_beside, woven
from editor.model.article import Article, Author, Correction
from editor.model.profile import SiteProfile
from editor.render.beside import figure
from tests.builders import an_article

HOME = "https://bao.example"
PROFILE = SiteProfile(name="Báo", address=HOME)
PLACE = "/content/images/2026/12/cho-1.jpg"
OURS = {f"{HOME}{PLACE}": "cho.jpg"}
FIGURE = figure(
    ("kg-card kg-image-card", ""), f"{HOME}{PLACE}", "Chợ nổi", "Ảnh: Mai", alt="Chợ", size=""
)


def sent(body, **fields):
    article = replace(an_article(body=body), kicker="", dateline_place="", authors=(), **fields)
    return article, copy.to_html(article, {"cho.jpg": FIGURE}.get, PROFILE)


def read(html, article=None):
    return copy.read(html, OURS.get, article, zone=PROFILE.time_zone)


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Một <strong>đậm</strong> <em>nghiêng</em> <code>x</code><br>hai</p>",
        '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener">liên kết</a></p>',
        "<h2>Tít xen</h2>",
        "<ul>\n<li>một</li>\n<li>hai<ul>\n<li>ba</li>\n</ul>\n</li>\n</ul>",
        "<pre><code>a &lt; b\n</code></pre>",
        "<hr>",
    ],
)
def test_what_the_house_holds_goes_as_it_is(piece):
    assert cards.kept(piece) == piece


@pytest.mark.parametrize(
    "piece",
    [
        '<p>x<sup class="note" id="noteref-1"><a href="#note-1">1</a></sup></p>',
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        '<aside class="box">\n<h3>Hộp</h3>\n<p>chữ</p>\n</aside>',
        '<figure class="pull-quote"><blockquote><p>Câu</p></blockquote></figure>',
        '<p><abbr title="Hyper">HTML</abbr></p>',
        "<p><del>ba</del> <ins>bốn</ins></p>",
        '<ol start="3"><li>c</li></ol>',
        "<ul><li><p>một</p></li></ul>",
        "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>",
        '<p class="stet-kicker">Chợ</p>',
        "<p>a</p><p>b</p>",
        "<p>a</p> b",
        "<video src='x'></video>",
    ],
)
def test_what_the_house_would_lose_goes_as_a_card(piece):
    assert cards.kept(piece) == f"{cards.BEGIN}\n{piece}\n{cards.END}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a\nb  c</p>\n<p>d</p>", "<p>a b c</p><p>d</p>"),
        ("<h2>Tít</h2>", '<h2 id="t%C3%ADt">Tít</h2>'),
        ("<p><em><strong>x</strong></em></p>", "<p><strong><em>x</em></strong></p>"),
        ("<p><b>a</b><strong>b</strong></p>", "<p><strong>ab</strong></p>"),
        ('<p><a href="/x">q</a></p>', f'<p><a href="{HOME}/x">q</a></p>'),
        ("<p>a</p><p></p><p> </p>", "<p>a</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ("<p>a<br>\nb</p>", "<p>a<br>b</p>"),
        (
            f"{cards.BEGIN}\n<table></table>\n{cards.END}",
            f"{cards.BEGIN}<table></table>{cards.END}",
        ),
        (
            f'<figure><img src="{HOME}{PLACE}" alt="x"><figcaption>c</figcaption></figure>',
            (
                f'<figure class="kg-image-card"><img src="{PLACE}" class="kg-image" alt="x">'
                "<figcaption>c</figcaption></figure>"
            ),
        ),
    ],
)
def test_what_the_house_spells_anew_is_the_same(one, other):
    assert cards.is_same(one, other, HOME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>bão</p>", "<p>báo</p>"),
        ("<p>a</p><p>b</p>", "<p>a<br>b</p>"),
        ("<p><strong>a</strong></p>", "<p><em>a</em></p>"),
        ("<p><strong>a</strong> b</p>", "<p><strong>a b</strong></p>"),
        ('<p><a href="/x">q</a></p>', '<p><a href="/y">q</a></p>'),
        ("<h2>a</h2>", "<h3>a</h3>"),
        ("<pre><code>a\nb</code></pre>", "<pre><code>a b</code></pre>"),
        (
            '<figure><img src="/a.jpg" alt="x"></figure>',
            '<figure><img src="/b.jpg" alt="x"></figure>',
        ),
        (
            '<figure><img src="/a.jpg" alt="x"></figure>',
            '<figure><img src="/a.jpg" alt=""></figure>',
        ),
        (f"<p>a</p>{cards.PAYWALL}<p>b</p>", "<p>a</p><p>b</p>"),
        (f"{cards.BEGIN}<b>x</b>{cards.END}", f"{cards.BEGIN}<b>y</b>{cards.END}"),
    ],
)
def test_what_says_something_else_is_not_the_same(one, other):
    assert not cards.is_same(one, other, HOME)


BODIES = [
    "Một **đậm** và *nghiêng*.\n\nHai.\n",
    "## Tít xen\n\n- một\n- hai\n\n1. a\n2. b\n",
    "![](cho.jpg)\n\nSau ảnh.\n",
    "> Một\n>\n> Hai\n",
    "> [!box] Hộp\n> chữ\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "Chú[^1].\n\n[^1]: Thích.\n",
    "5 < 6 và a<b & c\n",
    "```\na < b\n```\n",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_copy_that_came_back_untouched_is_ours_to_the_letter(body):
    """However the house spells it: only what somebody changed there is taken over."""
    article, html = sent(body)
    stands = html.replace("\n<p", "<p").replace("<h2>", '<h2 id="x">')
    base, there = read(html, article), read(stands, article)
    assert woven(article.body, base.copy, there.copy) == article.body


def test_two_lists_do_not_become_one():
    """The house would run them together; the second one goes as a card."""
    article, html = sent("- a\n\n<!-- -->\n\n* b\n")
    assert html.count(cards.BEGIN) == 1
    assert html.startswith("<ul>\n<li>a</li>\n</ul>\n")
    base = read(html, article).copy
    assert woven(article.body, base, base) == article.body


def test_what_stands_around_the_copy_does_not_become_copy():
    at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    article, html = sent("Bốn.\n", corrections=(Correction(at, "ba", "bốn"),))
    assert "01/12/2026" in html
    assert read(html, article).copy == "Bốn."


def test_cards_that_are_not_ours_stand_by_name_and_go_back_as_they_were():
    """A bookmark, a gallery, a script, a picture of somebody's, and where members alone read on."""
    theirs = [
        '<figure class="kg-card kg-bookmark-card"><a href="/x"><img src="/i.png"></a></figure>',
        '<figure class="kg-card kg-image-card"><img src="/content/images/la.jpg" alt=""></figure>',
        f"{cards.BEGIN}\n<script>alert(1)</script>\n{cards.END}",
        cards.PAYWALL,
        f'{cards.BEGIN}\n<div class="promo"><p>Mua báo</p></div>\n{cards.END}',
    ]
    html = "<p>Một.</p>" + "<p>Giữa.</p>".join(theirs) + "<p>Hai.</p>"
    found = read(html)
    assert sorted(found.figures.values()) == sorted(theirs)
    for word in ("script", "Mua báo", "bookmark"):
        assert word not in found.copy
    body = found.copy.replace("Một", "Một của ta") + "\n"
    again = copy.to_html(replace(sent(body)[0], body=body), found.figures.get, PROFILE)
    assert cards.is_same(again, html.replace("Một", "Một của ta"), HOME)


def test_a_part_that_no_html_would_hold_is_a_card_for_readers_and_stays_one():
    callout = '<div class="kg-card kg-callout-card"><div class="kg-callout-text">Lưu ý</div></div>'
    (name,) = read(f"<p>a</p>{callout}").figures
    body = f"![]({name})\n"
    html = copy.to_html(replace(sent(body)[0], body=body), {name: callout}.get, PROFILE)
    assert html == cards.card(callout)


def test_a_long_text_is_read_in_its_own_measure():
    """No part of it is looked at again for each other part."""
    html = "<p>x</p>" * 4000 + "<div>" * 4000
    assert len(list(cards.parts(html))) == 4001


def test_what_stands_around_the_copy_is_in_its_fields_on_another_laptop():
    """Where the story was never before; and what it sends from there is the very same."""
    at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    authors = (Author(pen_name="Một & Trần"), Author(pen_name="Lan"))
    article = replace(
        an_article(body="Bốn.\n"),
        kicker="Chợ <nổi>",
        dateline_place="Cần Thơ",
        authors=authors,
        corrections=(Correction(at, "ba", "bốn"), Correction(at, "a", "b")),
    )
    html = copy.to_html(article, lambda _name: None, PROFILE)
    rest, told = told_beside(html, Article(article.id), PROFILE.time_zone)
    assert (told.kicker, told.dateline_place) == ("Chợ <nổi>", "Cần Thơ")
    assert told.authors == authors
    assert [(each.wrong, each.right) for each in told.corrections] == [("ba", "bốn"), ("a", "b")]
    told = replace(told, body=read(rest).copy + "\n")
    assert told.body == article.body
    assert copy.to_html(told, lambda _name: None, PROFILE) == html


def test_a_day_that_is_none_is_no_correction():
    html = '<p class="stet-correction">31/02/2026: <del>a</del> <ins>b</ins></p>'
    _, told = told_beside(html, Article(an_article().id), "UTC")
    assert told.corrections == ()
