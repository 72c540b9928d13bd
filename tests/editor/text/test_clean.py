# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from outside comes in whole: no word lost, no script, quotes and pictures kept."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.clean import FoundPicture, from_html
from editor.text.dialect import Dialect
from editor.text.tidy import tidy

MARKS = """
một *sao* _x_ snake_case_x [ngoặc] (tròn) 1. # C# - + > a&lt;b&gt; &amp;amp; `mã` \\n |ống| : ~~~
--- === *[AB]: [^1]: [r]: ![a](b) ** http://a.b/c_d 5 * 3 &#35; 12. <br> &lt;div&gt;
"""
WORDS = st.sampled_from(MARKS.split())
OPENINGS = """
p|div|b|i|u|sup|code|q|span|a href='https://x.vn/a(b)_c'|pre|blockquote|ul|ol start=3|li|dl|dt|dd
|h1|h3|figure|table|tr|td|th|b style='font-weight:normal'|span style='font-style:italic'
|p style='mso-list:l0 level2 lfo1'
"""
TAGS = st.sampled_from([each.strip() for each in OPENINGS.split("|")])
LEVEL = "style='mso-list:l0 level"
TREES = st.recursive(
    WORDS.map(lambda word: f" {word} "),
    lambda inner: st.tuples(TAGS, st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"
    ),
    max_leaves=14,
)


def _letters(html: str) -> Counter[str]:
    """Letters and digits that a browser shows; where they stand is told by other tests."""
    shown = re.sub(r"<[^>]*>", "", html)
    return Counter(each for each in re.sub(r"&#?\w+;", "", shown) if each.isalnum())


@given(TREES)
def test_no_visible_word_is_lost_or_made_up(html):
    """What the page showed, the rendered copy shows: every letter, none twice, whatever nests."""
    rendered = "".join(Dialect().whole(from_html(html).copy, lambda _: None))
    assert _letters(rendered) == _letters(html)


FAR = "https://evil.example/x"
HOSTILE = st.sampled_from(
    [
        f"<script src='{FAR}'>evil()</script>",
        f"<img src='{FAR}.png' onerror='evil()'>",
        f"<iframe src='{FAR}'></iframe>",
        f"<svg onload='evil()'><image href='{FAR}'/></svg>",
        f"<style>@import url({FAR})</style>",
        f"<p style='background:url({FAR})'>một</p>",
        f"<video src='{FAR}' autoplay></video><object data='{FAR}'></object><embed src='{FAR}'>",
        f"<link rel=stylesheet href='{FAR}'><meta http-equiv=refresh content='0;url={FAR}'>",
        "<a href='javascript:evil()' onclick='evil()'>hai</a>",
        "<a href='data:text/html,<script>evil()</script>'>ba</a>",
        f"<form action='{FAR}'><input onfocus='evil()' autofocus></form>",
        f"![a]({FAR}) <b>[x](javascript:evil\\(\\))</b>",
        "<math><mtext></p><img src=x onerror=evil()></mtext></math>",
    ]
)
PAGES = st.lists(st.one_of(HOSTILE, TREES), min_size=1, max_size=6).map("".join)


@given(PAGES)
def test_nothing_of_a_page_runs_or_calls_home(html):
    """Whatever nests in what: no script, no handler, nothing that is fetched from elsewhere."""
    rendered = "".join(Dialect().whole(from_html(html).copy, lambda _: None))
    tags = re.findall("<[^>]*>", rendered)
    assert not [each for each in tags if re.search("evil|javascript:|data:|\\son\\w+=", each)]
    assert not [each for each in tags if re.match("<(?:script|style|iframe|img|svg|form)", each)]


@pytest.mark.parametrize(
    ("html", "copy"),
    [
        ("", ""),
        ("<p>Một</p><p>Hai\n ba</p>", "Một\n\nHai ba"),
        ("<h1>Tít</h1><h2>Tít phụ</h2><p>Chữ</p>", "# Tít\n\n## Tít phụ\n\nChữ"),
        ("<h2> </h2><h3>C#</h3>", "### C\\#"),
        ("<h2>Một<br><b>hai</b></h2>", "## Một hai"),
        ("<p>Ông nói <b>đúng</b> và <i>đủ </i>.</p>", "Ông nói **đúng** và *đủ* ."),
        ("a<b>b</b><i>c</i>", "a<strong>b</strong><em>c</em>"),
        ("<b><i>cả hai</i></b>", "<strong><em>cả hai</em></strong>"),
        ("H<sub>2</sub>O <code>x_</code>", "H<sub>2</sub>O <code>x\\_</code>"),
        ("<q>dẫn</q>", "“dẫn”"),
        ("dòng<br>dưới<br>", "dòng  \ndưới"),
        ("<blockquote><p>Một</p><p>Hai</p></blockquote>Ba", "> Một\n\n> Hai\n\nBa"),
        ("<ul><li>Một<li>Hai<ul><li>Ba</ul></ul>", "- Một\n- Hai\n\n    - Ba"),
        ("<ol start=3><li>Một</li><p>lạc</p><li>Hai</li></ol>", "3. Một\n\nlạc\n\n4. Hai"),
        ("<ol start=x><li><p>Một</p><p>Hai</p></li></ol>", "1. Một\n\n    Hai"),
        ("<dl><dt>Từ</dt><dd>Nghĩa</dd></dl>", "Từ\n:   Nghĩa"),
        ("<hr>", "---"),
        ("<pre>a  b\n  `c`</pre>", "```\na  b\n  `c`\n```"),
        ("<pre>```\n</pre>", "````\n```\n````"),
        ("<pre> </pre>", ""),
        ("<blockquote><pre>a\nb</pre></blockquote>", "> <code>a</code>  \n> <code>b</code>"),
        ("<a href='https://a.vn/b c(d)'>đây</a>", "[đây](https://a.vn/b%20c%28d%29)"),
        ("<a href='https://a.vn'> đây</a> <a href='https://b.vn'> </a>", "[đây](https://a.vn)"),
        ("<a href='javascript:x()'>đây</a> <a name=x>kia</a>", "đây kia"),
        ("<b style='font-weight:normal'><p>Thường</p></b>", "Thường"),
        ("<p><span style='font-weight:700'>Đậm</span> nhạt</p>", "**Đậm** nhạt"),
        ("<p>Một\u00a0 hai</p><p>\u00a0</p>", "Một hai"),
        ("<table><caption>Bảng</caption><tr><th>a<td>b|c</tr><tr><td>d</table>",
         "Bảng\n\n| a | b\\|c |\n| --- | --- |\n| d |  |"),
        ("<table><tr><td>chỉ</td></tr><tr><td>một cột</td></tr></table>", "chỉ\n\nmột cột"),
        ("<table><tr><td><p>bày</p><p>trang</p><td>cột</table>", "bày\n\ntrang\n\ncột"),
        ("<table></table>", ""),
        ("1. không<br>- cũng không<br># không", "1\\. không  \n\\- cũng không  \n\\# không"),
        (f"<p {LEVEL}1'><span style='mso-list:Ignore'>·</span>Một</p><p {LEVEL}2'>Hai</p>",
         "- Một\n    - Hai"),
        (f"<p {LEVEL}3'>Một</p>", "- Một"),
    ],
)  # fmt: skip
def test_structure_is_kept_and_style_is_not(html, copy):
    """Headings, emphasis, quotations, lists, tables, links come in as Markdown of the house."""
    assert from_html(html).copy == copy


def test_pictures_become_names():
    """Each address has one name, never a path, never that of another picture."""
    html = (
        "<p>a<img src='https://x/b/ch%E1%BB%A3%20n%E1%BB%95i.jpg?w=1' alt='Chợ'>c</p>"
        "<img src='/d/a.png'><img src='/e/a.png'><img src='/d/a.png'>"
        "<img src='data:image/png;base64,AA=='><img src='//[x'><img src='..\\..\\etc'>"
    )
    cleaned = from_html(html)
    names = re.findall(r"!\[\]\((.*)\)", cleaned.copy)
    assert names == ["chợ-nổi.jpg", "a.png", "a-2.png", "a.png", "picture", *names[5:]]
    assert cleaned.receipt.kept["pictures"] == len(names) == 7
    assert cleaned.pictures[0].alt_text == "Chợ"
    assert FoundPicture("a-2.png", "/e/a.png", "") in cleaned.pictures
    assert not any("/" in each.name or "\\" in each.name for each in cleaned.pictures)


def test_a_picture_that_waits_to_be_scrolled_to():
    """Its own address counts, not that of what stands there in the meantime."""
    blank = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    cleaned = from_html(
        f"<img src='{blank}' data-src='https://bao.example/a.jpg'>"
        "<noscript><img src='https://bao.example/a.jpg'></noscript>"
        "<img data-original='anh/b.jpg'><img src='c.jpg' data-src='https://bao.example/d.jpg'>"
    )
    addresses = [each.address for each in cleaned.pictures]
    assert addresses == ["https://bao.example/a.jpg", "anh/b.jpg", "c.jpg"]
    assert cleaned.copy == "![](a.jpg)\n\n![](b.jpg)\n\n![](c.jpg)"


def test_a_file_name_is_no_alt_text():
    """It names the picture where the address does not."""
    cleaned = from_html(
        "<img src='https://mail.example/?id=1' alt='Chợ nổi.JPG'><img src='a.png' alt='b.png'>"
        "<img src='c.png' alt='Ghe.'>"
    )
    told = [(each.name, each.alt_text) for each in cleaned.pictures]
    assert told == [("Chợ-nổi.JPG", ""), ("a.png", ""), ("c.png", "Ghe.")]


def test_a_picture_in_a_heading_or_a_cell_stands_by_itself():
    """Pictures are never dropped, wherever they stood."""
    cleaned = from_html("<h2>Tít <img src=a.png></h2><table><tr><td>x<td><img src=b.png></table>")
    assert "![](a.png)" in cleaned.copy
    assert "![](b.png)" in cleaned.copy


def test_the_receipt():
    """A person can see what came over and what did not."""
    html = (
        "<style>p{}</style><link rel=stylesheet><script>x()</script><!-- ẩn --><h2>Tít</h2>"
        "<p onclick='x()' style='color:red'>Chữ <a href='https://a.vn'>đây</a></p>"
        "<blockquote>Dẫn</blockquote><iframe src=x></iframe><form><input></form><img src=a.jpg>"
        "<ul><li>x</ul><pre>y</pre><table><tr><td>1<td>2</table>"
    )
    receipt = from_html(html).receipt
    assert receipt.kept == {
        "headings": 1, "paragraphs": 3, "links": 1, "quotes": 1, "pictures": 1, "lists": 1,
        "code": 1, "tables": 1,
    }  # fmt: skip
    assert receipt.dropped == {"styles": 3, "scripts": 2, "comments": 1, "embeds": 1, "forms": 2}


def test_scripts_and_styles_leave_no_word():
    """What no reader saw is not taken for copy."""
    html = "<title>t</title><script>alert(1)</script><style>p{}</style><p>Chữ<!-- ẩn --></p>"
    assert from_html(html).copy == "Chữ"


def test_a_page_nested_beyond_reason_keeps_its_words():
    """Three thousand boxes in one another, of any kind, neither hang nor break."""
    for tag in ("div", "ul><li", "blockquote", "b"):
        html = f"<{tag}>" * 3000 + "chữ" + "</x>" * 3000
        assert "chữ" in from_html(html).copy


@pytest.mark.parametrize("tag", ["<a ", "<!--", "<![CDATA[", "<![", "<noscript ", "<img "])
def test_tags_that_never_end_take_no_minutes(tag):
    """Nor does a declaration that nobody knows break the page off."""
    assert from_html(f"<p>Trước</p><![\n{tag * 60_000}").copy == "Trước"
    within = f"<noscript>{tag * 60_000}</noscript>" + f"{tag * 60_000}</noscript>"
    assert from_html(f"<p>Trước</p>{within}").copy.startswith("Trước")


def test_plain_text_has_one_spelling():
    """Letters in one piece, one kind of line end, no control characters; NBSP stays."""
    told = tidy("Tie\u0302\u0301ng\r\nVie\u0323\u0302t\u2028a\x00b\ufeff\u00a0c\x0b\ud800")
    assert told == "Tiếng\nViệt\nab\u00a0c\n\ufffd"


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    """What is tidy stays as it is."""
    assert tidy(tidy(text)) == tidy(text)
