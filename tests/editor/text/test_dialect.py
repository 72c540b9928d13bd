# SPDX-License-Identifier: GPL-3.0-or-later
"""The house Markdown: what it gives, what it never lets out, what it never takes long over."""

import re
import sys

import pytest
from hypothesis import given

from editor.text.dialect import Definitions, Dialect, pictures_named
from tests.editor.text.fragments import COPIES


def html(copy: str) -> str:
    """The copy as HTML; one picture is there, `a.jpg`."""
    pieces = Dialect().whole(copy, {"a.jpg": "<figure>A</figure>"}.get)
    return "\n".join(pieces)


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        ("", ""),
        ("một\nhai\n\nba", "<p>một\nhai</p>\n<p>ba</p>"),
        ("# Một\n\n## Hai\n\n### Ba", "<h2>Một</h2>\n<h2>Hai</h2>\n<h3>Ba</h3>"),
        ("Một\n===\n\nHai\n---", "<h2>Một</h2>\n<h2>Hai</h2>"),
        (
            "**đậm *cả* hai** và *nghiêng*",
            "<p><strong>đậm <em>cả</em> hai</strong> và <em>nghiêng</em></p>",
        ),
        (
            "__đậm__ _nghiêng_ snake_case_x 5 * 3 * 2",
            "<p><strong>đậm</strong> <em>nghiêng</em> snake_case_x 5 * 3 * 2</p>",
        ),
        ("\\*sao\\* \\<b> \\| \\= \\~ \\:", "<p>*sao* &lt;b&gt; | = ~ :</p>"),
        ('“ngoặc” "thẳng" -- ...', '<p>“ngoặc” "thẳng" -- ...</p>'),
        ("[a](https://x.vn/y)", '<p><a href="https://x.vn/y" rel="noopener">a</a></p>'),
        (
            "[a][Ê]\n\n[ê]: http://x.vn 'Tựa'",
            '<p><a href="http://x.vn" title="Tựa" rel="noopener">a</a></p>',
        ),
        (
            "<https://x.vn> <a@x.vn>",
            (
                '<p><a href="https://x.vn" rel="noopener">https://x.vn</a>'
                ' <a href="mailto:a@x.vn" rel="noopener">a@x.vn</a></p>'
            ),
        ),
        ("- một\n- hai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("3. ba", '<ol start="3">\n<li>ba</li>\n</ol>'),
        ("> dẫn\n\n> nữa", "<blockquote>\n<p>dẫn</p>\n<p>nữa</p>\n</blockquote>"),
        ("từ\n:   nghĩa", "<dl>\n<dt>từ</dt>\n<dd>nghĩa</dd>\n</dl>"),
        ("```py\na < b\n\n&lt;\n```", "<pre><code>a &lt; b\n\n&amp;lt;\n</code></pre>"),
        ("~~~\nkhông đóng", "<pre><code>không đóng\n</code></pre>"),
        ("    mã", "<pre><code>mã\n</code></pre>"),
        ("* * *", "<hr>"),
        ("UBND và UBNDx\n\n*[UBND]: Ủy ban", '<p><abbr title="Ủy ban">UBND</abbr> và UBNDx</p>'),
        (
            "*[A B]: c\n*[A]: d\n\n**A** A B",
            '<p><strong><abbr title="d">A</abbr></strong> <abbr title="c">A B</abbr></p>',
        ),
        ("*[không: c", "<p>*[không: c</p>"),
        ("\xa0\n\nmột", "<p>một</p>"),
        ("a <b>đậm</b> <Tên> <div>x</div>", "<p>a <b>đậm</b> &lt;Tên&gt; x</p>"),
        ("a <b>hở\n\nb", "<p>a <b>hở</b></p>\n<p>b</p>"),
        ("<div class=x>\n**a**</div>\n\n*b*", "<div><div>\n**a**</div></div>\n<p><em>b</em></p>"),
        ("<!-- ẩn\n\nẩn -->\n\na <!-- ẩn --> b", "<p>a  b</p>"),
        ("<p>hở", "<div><p>hở</p></div>"),
        ("<li><table><div><li></div>e", "<p>e</p>"),
        ("a [^khong]", "<p>a [^khong]</p>"),
        ("1\\. a", "<p>1. a</p>"),
        (
            "[a](b `c` [^1])\n\n[^1]: x",
            (
                '<p><a href="b c [^1]" rel="noopener">a</a></p>'
                '\n<section class="notes"><ol><li id="note-1"><p>x</p></li></ol>'
                "</section>"
            ),
        ),
    ],
)
def test_what_it_gives(copy, wanted):
    """The house Markdown, piece by piece; words and quotation marks are never changed."""
    assert html(copy) == wanted.replace("\xa0", "&nbsp;")


def test_tables():
    """With their alignment; whoever has but keys gets into one that is scrolled."""
    told = html("| a | b |\n|---|--:|\n| c | d |")
    assert re.sub(r"\n", "", told) == (
        '<table tabindex="0"><thead><tr><th>a</th><th align="right">b</th></tr></thead>'
        '<tbody><tr><td>c</td><td align="right">d</td></tr></tbody></table>'
    )


def test_figures():
    """Alone they stand for the paragraph, in a text they follow it; unknown ones are named."""
    missing = '<p class="missing-picture">mat.jpg</p>'
    figure = "<figure>A</figure>"
    assert html("![](a.jpg)") == figure
    assert html("![](a.jpg)\n![](mat.jpg)") == f"{figure}\n{missing}"
    assert html("chữ ![](a.jpg) sau\n\n# h ![](mat.jpg)") == (
        f"<p>chữ  sau</p>\n{figure}\n<h2>h </h2>\n{missing}"
    )
    assert html("![x](https://x.vn/y.jpg)") == ('<p class="missing-picture">https://x.vn/y.jpg</p>')
    assert html("- ![](a.jpg)") == f"<ul>\n<li>\n{figure}\n</li>\n</ul>"
    assert html("**![](a.jpg) đậm**") == f"<p><strong> đậm</strong></p>\n{figure}"
    assert html("**b ![](a.jpg) đậm**") == f"<p><strong>b  đậm</strong></p>\n{figure}"
    assert html("*đ*![](a.jpg) sau") == f"<p><em>đ</em> sau</p>\n{figure}"
    assert html("![](%61.jpg)") == figure
    assert html("![x][a]\n\n[a]: a.jpg") == figure


@given(COPIES)
def test_the_pictures_named_are_those_that_the_page_asks_for(copy):
    """What the checks look for is what readers would see, in every nesting."""
    asked = set()

    def figure_of(name):
        asked.add(name)
        return "<figure></figure>"

    Dialect().whole(copy, figure_of)
    assert set(pictures_named(copy)) == asked


def test_notes():
    """Numbered as the text points to them; also notes in notes, and those never pointed to."""
    told = html(
        "a[^b] b[^a] c[^b]\n\n[^a]: A[^c]\n[^b]: B\n\n    thêm\n\n\n    nữa\n\n[^c]: C\n\n"
        "[^d]: D\n\nhết"
    )
    assert told.count('class="note"') == 4
    assert '<a href="#note-1">1</a></sup> b<sup class="note" id="noteref-2">' in told
    assert 'id="noteref-1-2"><a href="#note-1">1</a></sup></p>\n<p>hết</p>' in told
    items = re.findall(r'<li id="note-(\d)">(.*?)</li>', told, re.DOTALL)
    assert [number for number, _ in items] == ["1", "2", "3", "4"]
    assert items[0][1].startswith("<p>B</p>\n<p>thêm</p>\n<p>nữa <a class=")
    assert items[2][1] == '<p>C <a class="back" href="#noteref-3">↩</a></p>'
    assert items[3][1] == "<p>D</p>"


def test_a_note_that_ends_in_a_list():
    """The way back stands after it; text before a note in the same paragraph stays."""
    told = html("a[^1]\ntrước\n[^1]:\n    - mục")
    assert "trước" in told
    assert '</ul> <a class="back" href="#noteref-1">↩</a></li>' in told


HOSTILE = (
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<img src=x onerror=alert(1)>",
    "<b onclick=alert(1)>x</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<a href='vbscript:x'>x</a>",
    "<iframe src=//x></iframe>",
    "<svg onload=alert(1)>",
    "<style>@import 'http://x'</style>",
    "<div style='background:url(http://x)'>x</div>",
    "![x](http://x/y.png)",
    "<object data=x></object><embed src=x><form action=x><input></form>",
    "<b id=headline class=x>x</b>",
    "<scr<script>ipt>alert(1)</script>",
    '*[x]: " onmouseover=alert(1)\n\nx',
    "[a]: javascript:alert(1)\n\n[a]",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src onerror=alert(1)>'>",
)


@pytest.mark.parametrize("copy", HOSTILE)
def test_nothing_hostile_gets_out(copy):
    """No script, handler, style, foreign picture, dangerous address or id, alone or in a list."""
    for place in (copy, f"- {copy}", f"> a {copy}", f"| a | b |\n|--|--|\n| {copy} | x |"):
        told = html(place).lower().replace('class="missing-picture"', "")
        told = told.replace('<table tabindex="0">', "<table>")
        for tag in re.findall(r"<[^>]+>", told):
            assert not re.match(
                r"<(?:script|img|iframe|svg|style|object|embed|form|input|math)", tag
            )
            assert not re.search(r"(?:href|src)=.?(?:javascript|vbscript|data):", tag)
            names = re.findall(r"\s([\w-]+)=", re.sub('"[^"]*"', "", tag))
            assert set(names) <= {"href", "rel", "title", "align"}, told


@given(COPIES)
def test_any_copy_gives_whole_elements(copy):
    """No control character is left, and nothing stays open at the end of an element."""
    for piece in Dialect().whole(copy, {"a.jpg": "<figure>A</figure>"}.get):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", piece)
        name = re.match(r"<(\w+)", piece)
        assert name, piece
        assert name[1] == "hr" or piece.endswith(f"</{name[1]}>")


def test_marks_that_are_only_words_stay_words():
    """A pair of one entity's digits cannot forge what the dialect fills in last."""
    assert (
        "note-1" not in html("&#14;n61&#15; &#xE;f612e6a7067&#xf;\n\n[^a]: x").split("<section")[0]
    )


@pytest.mark.parametrize("name", ["ſcript", "ſtyle", "SCRİPT", "STYLE", "Script"])
def test_letters_that_only_look_like_those_of_a_tag(name):
    """The long s folds to an s, but names no element."""
    shown = html(f"<{name}>alert(1)</{name}>\n\nchữ")
    assert "<script" not in shown.casefold()
    assert "<p>chữ</p>" in shown


PATHOLOGICAL = {
    "brackets": "[",
    "pictures": "![",
    "quotes": "> ",
    "lists": "- ",
    "stars": "*a ",
    "ticks": "`a",
    "tags": "<b>",
    "opened": "<a ",
    "boxes": "<div>\n",
    "numbers": "#",
    "headings": "# a\n",
    "pipes": "|",
    "definitions": "a\n: b\n",
    "rules": "---\n",
    "links": '[a](b "',
    "comments": "<!--",
    "scripts": "<script>",
    "deep": "".join("    " * depth + "- a\n" for depth in range(60)),
    "deep quotes": "".join(">" * depth + " a\n\n" for depth in range(60)),
}


@pytest.mark.parametrize("mark", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_nothing_makes_it_hang_or_fall(mark):
    """A copy of nothing but one mark: without bounds each takes minutes, or recurses out."""
    copy = (mark * (30_000 // len(mark) + 1))[:30_000]
    parsed = Dialect().parse(copy)
    assert Dialect().finish(parsed, Definitions()) is not None


def test_what_is_beyond_reason_is_shown_as_typed():
    """No word is lost where a bound is reached, nor is one read as HTML."""
    assert html("*a* " * 2_000 + "<b>") == "<p>" + ("*a* " * 2_000 + "&lt;b&gt;") + "</p>"
    assert html("# <b>\n" * 6_000).count("# &lt;b&gt;") == 6_000
    assert html("> " * 40 + "chữ <i>").count("chữ &lt;i&gt;") == 1
    assert html("<div>" * 600 + "chữ").startswith("<pre><code>&lt;div&gt;")


def test_a_stack_that_is_nearly_full():
    """Called from deep within, it shows the copy as it was typed rather than fall."""

    def called_from(depth: int, copy: str) -> str:
        if depth:
            return called_from(depth - 1, copy)
        return "".join(Dialect().parse(copy).root.itertext())

    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    for copy in ("> " * 20 + "chữ", "- " * 20 + "chữ"):
        assert "chữ" in called_from(sys.getrecursionlimit() - depth - 60, copy)
