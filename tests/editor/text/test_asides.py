# SPDX-License-Identifier: GPL-3.0-or-later
"""What is set off from the copy: pull quotes, boxes and cards, to the page and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import blocks, measure, providers
from editor.text.clean import from_html
from editor.text.dialect import Dialect
from editor.text.style import prose

OWN = {"bao.example": "Báo Mẫu"}


def html(copy: str) -> str:
    """The copy as HTML without line ends."""
    return re.sub(r"\n", "", "".join(Dialect(OWN).whole(copy, {"a.jpg": "<b>A</b>"}.get)))


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        (
            "> [!quote]\n> Chợ *nổi* còn đó.\n> — Bà Tư",
            (
                '<figure class="pull-quote"><blockquote><p>Chợ <em>nổi</em> còn đó.</p>'
                "</blockquote><figcaption>Bà Tư</figcaption></figure>"
            ),
        ),
        (
            "> [!QUOTE] Chợ còn\n\n> dẫn",
            (
                '<figure class="pull-quote"><blockquote><p>Chợ còn</p></blockquote></figure>'
                "<blockquote><p>dẫn</p></blockquote>"
            ),
        ),
        (
            "> [!quote]\n> — Không ai nói",
            '<figure class="pull-quote"><blockquote><p>— Không ai nói</p></blockquote></figure>',
        ),
        (
            "trước\n> [!box] Mốc *lớn*\n> Một\n>\n> - a\n> - b\n\n> nữa\n\n> [!box]\n> x",
            (
                '<p>trước</p><aside class="box"><h3>Mốc <em>lớn</em></h3><p>Một</p>'
                "<ul><li>a</li><li>b</li></ul><p>nữa</p></aside>"
                '<aside class="box"><p>x</p></aside>'
            ),
        ),
        (
            "> [!card] https://www.facebook.com/a/videos/1\n> Tựa *sao*\n> Kể **đậm**\n> tiếp",
            (
                '<aside class="link-card video"><p><small>Facebook</small></p>'
                '<p><a href="https://www.facebook.com/a/videos/1" rel="noopener">Tựa *sao*</a></p>'
                "<p>Kể <strong>đậm</strong>tiếp</p></aside>"
            ),
        ),
        (
            "https://youtu.be/x?a=1&b=2",
            (
                '<aside class="link-card video"><p><small>YouTube</small></p>'
                '<p><a href="https://youtu.be/x?a=1&amp;b=2" rel="noopener">'
                "youtu.be/x?a=1&amp;b=2</a></p></aside>"
            ),
        ),
        (
            "> [!box] T\n> ![](a.jpg)\n>\n> https://www.bao.example/y",
            (
                '<aside class="box"><h3>T</h3><b>A</b><aside class="link-card page">'
                "<p><small>Báo Mẫu</small></p>"
                '<p><a href="https://www.bao.example/y" rel="noopener">'
                "bao.example/y</a></p></aside></aside>"
            ),
        ),
    ],
)
def test_what_is_set_off(copy, wanted):
    """Each in its element, nothing fetched, no script; `— name` at the end is who said it."""
    assert html(copy) == wanted


@pytest.mark.parametrize(
    "copy",
    [
        "chữ\nhttps://x.example",
        "- https://x.example\n\n- b",
        "a[^1]\n\n[^1]: https://x.example",
        "> https://x.example",
        "<https://x.example>",
        "https://x.example và",
        "https:///x",
        "https://[x",
        "> [!card] javascript:alert(1)\n> x",
        "> [!card]\n> x",
        "> [!note] x",
        "> \\[!box] x",
    ],
)
def test_what_is_not_set_off(copy):
    """A link among words, in a list, a quotation, a note or in brackets stays what it was."""
    told = html(copy)
    assert "class=" not in told.replace('class="note', "").replace('class="back', "")
    words = re.findall(r"\w+", re.sub(r"\[\^1\]:?", "", copy))
    assert all(word in told for word in words), told


@pytest.mark.parametrize(
    ("address", "site", "kind"),
    [
        ("https://m.youtube.com/watch?v=1", "YouTube", "video"),
        ("https://vimeo.com/1", "Vimeo", "video"),
        ("https://www.tiktok.com/@a/video/1", "TikTok", "video"),
        ("https://www.facebook.com/a/posts/1", "Facebook", "post"),
        ("https://facebook.com/watch?v=1", "Facebook", "video"),
        ("https://x.com/a/status/1", "X", "post"),
        ("https://notx.com/a/status/1", "notx.com", "page"),
        ("https://twitter.com/a", "X", "post"),
        ("https://zalo.me/1", "Zalo", "post"),
        ("https://youtube.com.example.net/x", "youtube.com.example.net", "page"),
        ("https://youtube.com@example.net/x", "example.net", "page"),
        ("http://vi.wikipedia.org/wiki/A", "Wikipedia", "page"),
        ("https://bao.example/a", "Báo Mẫu", "page"),
    ],
)
def test_whose_page_an_address_is(address, site, kind):
    """By the host alone, whole labels of it; who is before an @ counts for nothing."""
    found = providers.target(address, OWN)
    assert (found.site, found.kind) == (site, kind)


def test_only_addresses_of_the_web_have_a_target():
    """Whatever is typed, it raises nothing."""
    assert providers.target("ftp://x.example") is None
    assert providers.target("https://[") is None
    assert providers.target("https://") is None


WORDS = st.text(alphabet="chữ nổi*_.“”&<", min_size=1, max_size=12).map(
    lambda text: f"từ {text.strip()} hết"
)
SET_OFF = st.one_of(
    st.builds("> [!quote]\n> {}\n> — {}".format, WORDS, WORDS),
    st.builds("> [!quote]\n> {}\n>\n> {}".format, WORDS, WORDS),
    st.builds("> [!box] {}\n> {}\n>\n> - {}\n> - a".format, WORDS, WORDS, WORDS),
    st.builds("> [!card] https://youtu.be/a?b=1&c=2\n> {}\n> {}".format, WORDS, WORDS),
    st.just("https://tiktok.com/@a/video/1"),
    st.just("> [!box]\n> https://x.example/a"),
    WORDS,
)


@given(st.lists(SET_OFF, max_size=4).map("\n\n".join))
def test_a_page_of_ours_becomes_the_same_copy_again(copy):
    """Copied from the page into another story: the HTML of the new copy is that of the old."""
    once = html(copy)
    again = html(from_html("".join(Dialect(OWN).whole(copy, lambda _: None))).copy)
    assert _plain(again) == _plain(once)


def _plain(html: str) -> str:
    """Without the differences that no reader sees: `i` or `em`, tight or loose lists, blanks."""
    same = re.sub(r"</?(?:em|strong|i|b|p)>", "", html)
    return re.sub(r"\s+", "", same)


def test_a_box_from_a_page_is_one_block_and_columns_keep_their_sides():
    """As a writer would have typed it."""
    box = "> [!box] Mốc\n> Một\n>\n> - a\n> - b\n>\n> Hai"
    table = "| a | b | c |\n| --- | --: | :-: |\n| d | e | f |"
    copy = f"{box}\n\n{table}\n\nHết"
    assert from_html("".join(Dialect().whole(copy, lambda _: None))).copy == copy
    styled = "<table><tr><th style='text-align: right'>a<th>b<tr><td>1<td>2</table>"
    assert from_html(styled).copy == "| a | b |\n| --: | --- |\n| 1 | 2 |"


def test_a_card_of_somebody_else_is_copy_like_any_other():
    """What only has the class of a card loses no word."""
    told = from_html('<aside class="link-card"><p>a</p><p>b</p><p>c</p></aside>').copy
    assert told == "a\n\nb\n\nc"
    assert from_html('<div class="box"><h3>a</h3><p>b</p></div>').copy == "### a\n\nb"
    odd = '<aside class="link-card"><p>a</p><p>b <a href="https://x.example">c</a></p></aside>'
    assert from_html(odd).copy == "a\n\nb [c](https://x.example)"


def test_words_search_and_merge_know_them():
    """The mark is no word of the copy; each is one piece of a merge, also beside a quotation."""
    copy = "> dẫn\n\n> [!box] Mốc lớn\n> Một hai\n>\n> ba\n\nhết"
    assert measure.words(copy) == 7
    assert "[!" not in measure.visible(copy)
    told = [each.text.split("\n")[0] for each in blocks.blocks(copy)[1:]]
    assert told == ["> dẫn", "> [!box] Mốc lớn", "hết"]


def test_the_copy_check_reads_their_words():
    """The title of a box is a heading, the words below it are prose, the mark is neither."""
    read = [(each.text, each.kind.value) for each in prose.passages("> [!box] Mốc\n> Một hai")]
    assert read == [("Mốc", "heading"), ("Một hai", "item")]
    assert [each.text for each in prose.passages("> [!quote]\n> Một")] == ["Một"]
