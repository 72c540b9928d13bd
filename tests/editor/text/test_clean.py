# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from outside comes in whole: no word lost, no script, quotes and pictures kept."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import clean, measure

WORD = st.text("abcđêộ", min_size=1, max_size=6)
LEAF = WORD.map(lambda word: f" {word} ")
WRAPS = ["p", "div", "b", "i", "blockquote", "h2", "li", "span", "td", "a", "figcaption"]
TREES = st.recursive(
    LEAF,
    lambda inner: st.tuples(st.sampled_from(WRAPS), st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


@given(TREES)
def test_no_visible_word_is_lost(html: str) -> None:
    """Every word that the page shows is in the copy, in order."""
    shown = _words(unicodedata.normalize("NFC", re.sub(r"<[^>]+>", " ", html)))
    assert _words(measure.visible(clean.from_html(html).copy)) == shown


@pytest.mark.parametrize(
    ("html", "copy"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai\n"),
        ("<h2>Tít phụ</h2><p>Chữ</p>", "## Tít phụ\n\nChữ\n"),
        ("<p>Ông nói <b>đúng</b> và <i>đủ</i>.</p>", "Ông nói **đúng** và *đủ*.\n"),
        ("<blockquote><p>Trích</p></blockquote>", "> Trích\n"),
        ("<ul><li>Một</li><li>Hai</li></ul>", "- Một\n- Hai\n"),
        ('<a href="https://example.org/a">đây</a>', "[đây](https://example.org/a)\n"),
        ('<p><img src="/a/cho noi.jpg" alt="Chợ"></p>', "![Chợ](cho-noi.jpg)\n"),
        ('<b style="font-weight:normal"><p>Thường</p></b>', "Thường\n"),
        ('<p><span style="font-weight:700">Đậm</span> nhạt</p>', "**Đậm** nhạt\n"),
        ("<p>Một\u00a0 hai</p><p>\u00a0</p>", "Một hai\n"),
        ("<script>alert(1)</script><style>p{}</style><p>Chữ<!-- ẩn --></p>", "Chữ\n"),
        ("", ""),
    ],
)
def test_structure_is_kept_and_style_is_not(html: str, copy: str) -> None:
    """Headings, emphasis, quotes, lists, links and pictures come in as Markdown."""
    assert clean.from_html(html).copy == copy


def test_the_receipt_counts_what_was_kept_and_dropped() -> None:
    """A person can see that the quote and the picture are there and the script is not."""
    html = '<blockquote>Một</blockquote><img src="a.jpg"><img src="b/a.jpg"><script>x</script>'
    cleaned = clean.from_html(html)
    assert dict(cleaned.receipt.kept) == {"quotes": 1, "pictures": 2}
    assert dict(cleaned.receipt.dropped) == {"scripts": 1}
    assert cleaned.pictures == (("a.jpg", "a.jpg"), ("2-a.jpg", "b/a.jpg"))


def test_a_page_nested_beyond_reason_keeps_its_words() -> None:
    """Three thousand boxes in one another neither hang nor break."""
    html = "<div>" * 3000 + "chữ" + "</div>" * 3000
    assert "chữ" in clean.from_html(html).copy


def test_plain_text_has_one_spelling() -> None:
    """Letters in one piece, one kind of line end, no control characters; NBSP stays."""
    assert clean.tidy("Tie\u0302\u0301ng\r\nVie\u0323\u0302t\u2028a\x00b\ufeff\u00a0c") == (
        "Tiếng\nViệt\nab\u00a0c"
    )


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    """What is tidy stays as it is."""
    assert clean.tidy(clean.tidy(text)) == clean.tidy(text)
