# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy block by block is the copy as a whole, whatever was typed, in whatever order."""

import re
import threading
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model import framing
from editor.model.article import Article
from editor.model.picture import Crop, NamedCrop
from editor.render.body import Block, Body, credit_line, figure, image, whole
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.editor.text.fragments import COPIES, EDITS, edited

PICTURE = a_picture(file_name="a.jpg", width_px=300, height_px=200)
PICTURES = {PICTURE.sha256: PICTURE}


def an_article_with(copy: str, **fields: object) -> Article:
    return an_article(body=copy, **{"placements": (a_placement(PICTURE),), **fields})


class TopLevel(HTMLParser):
    """Counts elements that lie in no other, and keeps text that lies in none."""

    VOID = frozenset({"br", "hr", "img", "wbr", "col", "source"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth = self.elements = 0
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements += self.depth == 0
        self.depth += tag not in self.VOID

    def handle_endtag(self, tag):
        self.depth -= tag not in self.VOID

    def handle_data(self, data):
        self.text += data if self.depth == 0 else ""


def check(body: Body, article: Article, pictures=PICTURES) -> tuple[Block, ...]:
    blocks = body.blocks(article, pictures)
    assert "".join(each.html for each in blocks) == whole(article, pictures, PROFILE)
    line = 0
    for each in blocks:
        found = TopLevel(each.html)
        assert (found.elements, found.depth, found.text.strip()) == (each.elements, 0, "")
        assert each.line == line <= each.end_line
        line = each.end_line
    return blocks


@given(COPIES, st.lists(EDITS, max_size=5))
def test_blocks_are_the_whole_after_any_edits(copy, edits):
    """The same bytes as one conversion of everything; every element counted; no line left out."""
    body = Body(PROFILE)
    check(body, an_article_with(copy))
    for edit in edits:
        copy = edited(copy, edit)
        check(body, an_article_with(copy, standfirst="x" if len(copy) % 2 else ""))


@given(st.lists(st.tuples(COPIES, st.booleans()), max_size=3))
def test_blocks_are_the_whole_when_pictures_come_and_go(steps):
    """A picture that arrives, or is taken out, changes what its name stands for, and no more."""
    body = Body(PROFILE)
    for copy, is_there in steps:
        placements = (a_placement(PICTURE),) if is_there else ()
        check(body, an_article_with(f"![](a.jpg)\n\n{copy}", placements=placements))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a][x]\n\n[x]: http://b", "[a][x]\n\n[x]: http://c"),
        ("[a][x]\n\nb", "[a][x]\n\nb\n\n[x]: http://c"),
        ("UBND\n\nb\n\n*[UBND]: c", "UBND\n\nb\n\n*[UBND]: d"),
        ("UBND\n\nb\n\n*[UBND]: c", "UBND\n\nb\n\nc"),
        ("a[^1]\n\nb\n\n[^1]: UBND\n\nc", "a[^1]\n\nb\n\n[^1]: UBND\n\nc\n\n*[UBND]: d"),
        ("a[^1]\n\nb[^2]\n\n[^1]: c\n[^2]: d", "b[^2]\n\na[^1]\n\n[^1]: c\n[^2]: d"),
        ("a[^1]\n\nb[^2]\n\n[^1]: c\n[^2]: d", "a[^1]\n\nb[^2]\n\n[^1]: c"),
        ("a[^1]\n\n[^1]: c\n\nd\n\ne\n\nf\n\n[x]: y", "a[^1]\n\n[^1]: c\n\nd\n\ne\n\nf\n\n[x]: z"),
        ("một\n\nmột\n\nmột", "một\n\nmột"),
        ("a\n\nb", "a\n\n\n\nb\n\nc"),
        ("```\na\n\nb", "a\n\nb"),
    ],
)
def test_what_is_defined_below_changes_what_is_above(before, after):
    """Links, abbreviations and numbers of notes follow their definitions, both ways."""
    body = Body(PROFILE)
    for copy in (before, after, before):
        check(body, an_article_with(copy))


def test_an_edit_leaves_the_other_blocks_alone():
    """The preview patches by identity: what did not change is the very same block."""
    copy = "\n\n".join(f"Đoạn {number} đây." for number in range(50))
    body = Body(PROFILE)
    before = body.blocks(an_article_with(copy), {})
    after = body.blocks(an_article_with(copy.replace("Đoạn 25", "Đoạn X25")), {})
    assert [old is new for old, new in zip(before, after, strict=True)].count(False) == 1
    assert after[25].html == "<p>Đoạn X25 đây.</p>\n"
    assert (after[25].line, after[25].end_line, after[25].elements) == (50, 52, 1)


def test_a_caption_changes_only_its_figure():
    """What the photo desk writes reaches the page without the copy being read again."""
    body = Body(PROFILE)
    article = an_article_with("một\n\n![](a.jpg)\n\nhai")
    before = body.blocks(article, PICTURES)
    told = replace(article, placements=(a_placement(PICTURE, caption="Mới"),))
    after = body.blocks(told, PICTURES)
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, False, True]
    assert "<figcaption>Mới " in after[1].html
    assert "missing-picture" in body.blocks(told, {})[1].html


def test_the_prefix_opens_the_first_paragraph():
    """Not a heading, not a picture; only when no standfirst carries it; escaped."""
    article = an_article_with("## Tít\n\n![](mat.jpg)\n\nMột\n\nHai", standfirst="")
    blocks = check(Body(PROFILE), article)
    assert blocks[2].html == '<p><span class="prefix">(SB) - </span>Một</p>\n'
    assert "prefix" not in whole(replace(article, standfirst="Có"), PICTURES, PROFILE)
    assert "prefix" not in whole(replace(article, body="## Tít"), PICTURES, PROFILE)
    profile = replace(PROFILE, source_prefix="<A> ")
    assert "&lt;A&gt; </span>" in whole(article, PICTURES, profile)


def test_the_prefix_moves_with_the_first_paragraph():
    """A paragraph written above takes it over."""
    body = Body(PROFILE)
    for copy in ("Một", "Không\n\nMột", "# Tít\n\nMột"):
        check(body, an_article_with(copy, standfirst=""))


def test_notes_are_a_last_block_of_no_lines():
    """They have no place in the source, so that the scroll never looks for one."""
    last = check(Body(PROFILE), an_article_with("a[^1]\n\n[^1]: b"))[-1]
    assert last.html.startswith('<section class="notes">')
    assert (last.line, last.end_line, last.elements) == (3, 3, 1)


def test_an_empty_copy_has_no_blocks():
    """Nothing typed, nothing shown."""
    assert Body(PROFILE).blocks(an_article_with(""), {}) == ()


def test_several_threads_may_ask():
    """Each gets what it asked for, whatever the others ask."""
    body = Body(PROFILE)
    wrong: list[str] = []

    def ask(word: str) -> None:
        for number in range(20):
            article = an_article_with(f"{word} {number}\n\n{word}")
            if "".join(each.html for each in body.blocks(article, {})) != whole(
                article, {}, PROFILE
            ):
                wrong.append(word)

    threads = [threading.Thread(target=ask, args=(word,)) for word in ("một", "hai")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []


def test_a_key_in_a_long_copy_costs_little_of_the_whole():
    """One key in 20,000 words: a hundredth part of rendering them all, not a race with a clock."""
    copy = "\n\n".join(
        f"Đoạn số {number} có **mười hai** chữ viết ở đây thôi." for number in range(1500)
    )
    body = Body(PROFILE)
    start = time.process_time()
    body.blocks(an_article_with(copy), {})
    all_s = time.process_time() - start
    costs = []
    for number in range(9):
        copy = copy.replace("Đoạn số 700", f"Đoạn số {number} 700", 1)
        start = time.process_time()
        body.blocks(an_article_with(copy), {})
        costs.append(time.process_time() - start)
    assert sorted(costs)[4] < all_s / 10


def test_a_figure():
    """AVIF first, then WebP, the plain kind as fall-back, sizes, proportions, words escaped."""
    picture = a_picture(caption='Chợ "nổi" <1>', credit="A & B", alt_text='"x"')
    told = figure(a_placement(picture), picture, PROFILE)
    base = f"/media/{picture.sha256}"
    view = framing.shown(picture)
    types = re.findall(r'<source type="([^"]+)" srcset="([^"]+)" sizes=', told)
    assert [each for each, _ in types] == ["image/avif", "image/webp"]
    for media_type, srcset in types:
        sizes = view.of_type(media_type)
        assert srcset == ", ".join(f"{base}/{each.name} {each.width_px}w" for each in sizes)
        assert [each.width_px for each in sizes] == [320, 640, 960, 1280, 1920]
    narrow, shown = view.plain(320), view.plain(960)
    assert f'<img src="{base}/{shown.name}" srcset="{base}/{narrow.name} 320w' in told
    assert 'width="960" height="640" alt="&quot;x&quot;" loading="lazy" decoding="async"' in told
    assert told.endswith(
        "<figcaption>Chợ &quot;nổi&quot; &lt;1&gt; "
        '<span class="credit">Ảnh: A &amp; B</span></figcaption></figure>'
    )


def test_a_figure_shows_the_crop_of_its_story():
    """Its own, else the picture's free one; width and height are those of what is shown."""
    picture = a_picture(crops=(NamedCrop("free", Crop(0, 0, 0.5, 1)),))
    placement = a_placement(picture)
    assert 'width="960" height="1280"' in image(placement, picture)
    upper = replace(placement, crop=Crop(0, 0, 1, 0.5))
    assert 'width="960" height="320"' in image(upper, picture)
    assert 'width="960" height="540"' in image(upper, picture, form="16:9")
    assert 'width="960" height="1440"' in image(
        placement, replace(picture, turn_degrees=90, crops=())
    )


def test_a_figure_without_words():
    """No empty caption is left standing; a narrow picture is served at its own width."""
    picture = a_picture(caption="", credit="", width_px=200, height_px=100)
    told = figure(a_placement(picture), picture, PROFILE)
    assert "figcaption" not in told
    assert 'width="200" height="100"' in told


def test_a_moving_picture_is_served_as_it_came():
    """It has one form; without another there is nothing to choose from."""
    for media_type in ("image/gif", "image/webp"):
        picture = a_picture(is_animated=True, media_type=media_type)
        told = image(a_placement(picture), picture)
        assert "<source" not in told
        assert f"/original.{media_type[6:]} 2400w" in told


def test_credit_lines():
    """The credit, else who took it, in the site's form; a form with odd braces breaks nothing."""
    assert credit_line(a_picture(credit="", creator="Một"), PROFILE) == "Ảnh: Một"
    assert credit_line(a_picture(credit=""), PROFILE) == ""
    odd = replace(PROFILE, credit_form="{x} {credit} {")
    assert credit_line(a_picture(credit="Một"), odd) == "{x} Một {"
