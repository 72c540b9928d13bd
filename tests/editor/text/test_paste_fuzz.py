# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of any make: no word that a reader saw is lost, none that was hidden comes in, none runs.

Visible is what a browser paints as letters: also in tables within tables, in drawings and
formulas, in fields and lists to choose from, whatever is left unclosed. Hidden is what stands in
scripts, in their place where none run, in styles, templates, frames, comments, titles,
`display:none`, `hidden` and Word's `mso-hide`. Of neither kind, and free to come in or not, are
words that some browsers paint and others not: what stands instead of a player, and words bare in
a drawing.
"""

import re
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from editor.text.clean import from_html
from editor.text.dialect import Dialect

FAR = "https://evil.example/x"
AROUND = """
p|div|b|i|u|s|sup|sub|small|big|mark|q|cite|span|code|tt|pre|font color=red|center|address
|blockquote|ul|ol|ol start=9|li|dl|dt|dd|h1|h2|h6|figure|figcaption|section|article|main|aside|nav
|header|footer|form action='FAR'|fieldset|legend|label|button|details|summary|dialog open|ruby|rt
|table|table border=1|thead|tbody|tfoot|tr|td|th|td colspan=3|td rowspan=2|caption|marquee|nobr
|o:p|w:sdt|st1:place|v:shape|p class=MsoNormal|p class=caption|div class="box"|aside class="box"
|aside class="link-card"|figure class="pull-quote"|div class=wp-caption
|a href='https://x.vn/a_(b)'
|a href='javascript:evil()'|a href='data:text/html,evil' onclick='evil()'|a href='file:///etc/x'
|div onmouseover='evil()'|p style='background:url(FAR)'|b style='font-weight:normal'
|span style='font-weight:700;font-style:italic'|span lang=VI style='mso-list:none'
|p style='mso-list:l0 level1 lfo1'|p style='mso-list:l0 level3 lfo2'|div itemprop=articleBody
|div style='visibility:visible'|span dir=rtl|bdo dir=rtl|xyz-custom|svg><foreignObject><div|div x=
""".replace("FAR", FAR)
ALONE = f"""
<br>|<hr>|<wbr>|&nbsp;|&shy;|\u200b|\u202e|\u202c|\u2066|\u2069|\ufeff|\u200d|\x0b|&#0;|&lt;b&gt;
|<img src='{FAR}.png' onerror='evil()'>|<img src="data:image/png;base64,AAAA" alt='&quot;>'>
|<img src='file:///etc/passwd'>|<img src='cid:1@2' width=1 height=1>|<img>|</p>|</div>|</table>
|<link rel=stylesheet href='{FAR}'>|<meta http-equiv=refresh content='0;url={FAR}'>
|<base href='{FAR}'>
|<input value=x autofocus onfocus='evil()'>|<embed src='{FAR}'>|<object data='{FAR}'></object>
|<iframe src='{FAR}'></iframe>|<?xml:namespace prefix=o ns=x />|<![if !supportLists]>|<![endif]>
|<!--[if gte mso 9]><xml><o:p>hide</o:p></xml><![endif]-->|<!--StartFragment-->|</b></i></a>
|<span style='mso-list:Ignore'>·&nbsp;</span>|* |_|# |1. |> |[^1]: |[x](javascript:evil) |```
|~~~|:   || |+++
|![a]({FAR}) |<{FAR}>|$$ |\\|&amp;lt;script&amp;gt;|[!box] |[!card] {FAR} |{FAR}
"""
SEEN = """
<svg><text>W</text></svg>|<svg viewBox='0 0 1 1'><g><text><tspan>W</tspan></text></g></svg>
|<math><mi>W</mi><mo>=</mo></math>|<math><mtext>W</mtext></math>|<textarea>W</textarea>
|<select><option>W</select>|<button>W</button>|<xmp>W</xmp>|<listing>W</listing>|<o:p>W</o:p>
|<!--[if !vml]-->W<!--[endif]-->|<![if !supportLists]>W<![endif]>|<a name=_Toc1>W</a>
|<div hidde>W</div>
|<p style='display:block'>W</p>|<span style='color:white'>W</span>|<p class=hidden>W</p>
|<acronym>W</acronym>
|<summary>W</summary>|<output>W</output>|<meter>W</meter>|<data value=1>W</data>|<time>W</time>
|W<br/>
|<table><tr><td><table><tr><td>W<td>W</table></table>|<table><tr><td>W<td><ul><li>W</ul></table>
|<td>W</td>|<li>W|<dd>W|<caption>W</caption>|<rp>W</rp>|<p>W<table><tr><td>W<td>W
"""
HIDDEN = """
<script>W</script>|<style>W{}</style>|<template><p>W</p></template>|<title>W</title>|<!-- W -->
|<iframe>W</iframe>|<noembed>W</noembed>|<noframes>W</noframes>|<datalist><option>W</datalist>
|<div style='display:none'>W</div>|<span style='DISPLAY : NONE; color:red'>W</span>
|<div hidden>W</div>
|<span style='mso-hide:all'>W</span>|<svg><title>W</title></svg>|<svg><desc>W</desc></svg>
|<svg><style>W</style></svg>|<math><annotation encoding=TeX>W</annotation></math>
|<noscript>W<p>W</noscript>
|<!--[if gte vml 1]>W<![endif]-->|<script type='text/x'>W</script>
|<div hidden=until-found><b>W</b><img src=x></div>|<font style='display:none'>W</font>
"""
EITHER = """
<object>W</object>|<video>W</video>|<canvas>W</canvas>|<svg>W</svg>
|<audio><p>W</p></audio>|<details><p>W</p></details>|<span style='visibility:hidden'>W</span>
"""


def _each(text: str) -> list[str]:
    return [one for part in text.split("\n") for one in part.split("|") if one]


LEAVES = st.one_of(
    st.just(("seen", "W ")),
    st.just(("picture", "<img src='https://bao.example/W.png'>")),
    st.sampled_from([("seen", each) for each in _each(SEEN)]),
    st.sampled_from([("hidden", each) for each in _each(HIDDEN)]),
    st.sampled_from([("either", each) for each in _each(EITHER)]),
    st.sampled_from([("none", each) for each in _each(ALONE)]),
)
OPENINGS = st.tuples(st.sampled_from(_each(AROUND)), st.booleans())
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(OPENINGS, st.lists(inner, min_size=1, max_size=4)),
    max_leaves=25,
)
PAGES = st.lists(TREES, min_size=1, max_size=4)


class Page:
    """A page in the making: its HTML, and how often each of its words is seen."""

    def __init__(self, trees) -> None:
        self.words = {kind: [] for kind in ("seen", "hidden", "either", "none", "picture")}
        self.html = " ".join(map(self._written, trees))

    def _written(self, tree) -> str:
        head, inside = tree
        if isinstance(head, str):
            return re.sub(r"\bW\b", lambda _: self._word(head), inside)
        opening, is_closed = head
        tag = re.split("[ >]", opening)[0]
        closing = f"</{tag}>" if is_closed else ""
        return f"<{opening}>{' '.join(map(self._written, inside))}{closing}"

    def _word(self, kind: str) -> str:
        number = sum(map(len, self.words.values()))
        self.words[kind].append(f"{kind}{number}z")
        return self.words[kind][-1]


def _rendered(html: str) -> str:
    return "".join(Dialect().whole(from_html(html).copy, lambda _: None))


@given(PAGES)
@example([("seen", "<svg><text>W</text></svg>"), ("seen", "<li>W")])
def test_every_word_that_a_reader_saw_comes_in_once(trees):
    """None twice, none that was hidden; and no picture is lost."""
    page = Page(trees)
    cleaned = from_html(page.html)
    rendered = "".join(Dialect().whole(cleaned.copy, lambda _: None))
    shown = re.sub(r"<[^>]*>", " ", rendered)
    found = Counter(re.findall(r"(?:seen|hidden|either)\d+z", shown))
    assert {word: found[word] for word in page.words["seen"]} == dict.fromkeys(
        page.words["seen"], 1
    )
    assert not [word for word in page.words["hidden"] if found[word]]
    named = [f"{word}.png" for word in page.words["picture"]]
    assert sorted(each.name for each in cleaned.pictures if each.name in named) == sorted(named)
    assert all(cleaned.copy.count(f"![]({name})") == 1 for name in named)


@given(PAGES)
def test_nothing_of_any_page_runs_or_calls_home(trees):
    """No tag that fetches or runs, no handler, no address but of the web, of mail, of a phone."""
    html = Page(trees).html
    cleaned = from_html(html)
    rendered = "".join(Dialect().whole(cleaned.copy, lambda _: None))
    for tag in re.findall("<[a-zA-Z][^>]*>", rendered):
        assert not re.match(
            "<(?:script|style|iframe|img|image|svg|math|form|input|object|embed|link|meta|base|"
            "video|audio|template|textarea|select|button)\\b",
            tag,
        )
        assert not re.search(r"\s(?:on\w+|src|srcset|style|background|formaction)\s*=", tag)
        href = re.search(r'href="([^"]*)"', tag)
        assert not href or re.match("(?:https?:|mailto:|tel:|#)", href[1])


@given(st.integers(1, 1500), st.sampled_from(_each(AROUND)), st.booleans())
def test_no_depth_is_too_deep(depth, opening, is_closed):
    """Thousands of boxes in one another: the word within stands, and soon."""
    tag = re.split("[ >]", opening)[0]
    html = f"<{opening}>" * depth + "seen1z" + f"</{tag}>" * (depth * is_closed) + " seen2z"
    shown = _rendered(html)
    assert "seen1z" in shown
    assert "seen2z" in shown
