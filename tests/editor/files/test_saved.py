# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages saved from news sites: what they say of their story stands in its fields."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.files import documents
from editor.files.saved import SavedStory, story_of, without_lifted

AT = "2026-03-07T05:30:00+07:00"
STORY = SavedStory("Chợ “nổi” họp lại", "Sau bảy năm, ghe về.", ("Ai Viết",), AT)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Báo"},
        {
            "@type": ["NewsArticle"],
            "headline": "Chợ &quot;nổi&quot; họp lại".replace("&quot;n", "“n").replace(
                "&quot;", "”"
            ),
            "description": "Sau bảy năm,\n ghe về.",
            "author": [{"@type": "Person", "name": "Ai Viết"}, "Ai Viết"],
            "datePublished": AT,
        },
    ],
}
BODY = """<nav>Trang nhất</nav><h1>Chợ “nổi” họp lại</h1><p class="x">Sau bảy năm,
<b>ghe</b> về.</p><p>Sáng nay.</p>"""


def ld(value):
    """A page that says this for machines."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>{BODY}'


OPEN_GRAPH = f"""<meta property="og:type" content="article"><meta property="og:title"
content="Chợ &ldquo;nổi&rdquo; họp lại"><meta property="og:description"
content="Sau bảy năm, ghe về."><meta name="author" content="Ai Viết">
<meta property="article:published_time" content="{AT}">{BODY}"""
MICRODATA = f"""<div><h1 itemprop="headline">Chợ “nổi” <i>họp</i> lại</h1>
<p itemprop="description"><div>Sau bảy năm, ghe về.</p><span itemprop="author">Ai<br> Viết</span>
<time itemprop="datePublished" datetime="{AT}">7/3</time><p>Sáng nay.</p></div>"""
SHOWN = f"""<h1>Chợ “nổi” họp lại</h1><time datetime="{AT}">7/3</time>
<h2 class="detail-sapo">Sau bảy năm, ghe về.</h2><a rel="author" href="/x">Ai Viết</a>"""


@pytest.mark.parametrize("html", [ld(LD), OPEN_GRAPH, MICRODATA, SHOWN])
def test_every_way_in_which_a_page_says_it(html):
    """JSON-LD, Open Graph, microdata, or how it is made: the same story."""
    assert story_of(html) == STORY


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h1>Chợ</h1><p>x</p>",
        "<h1>Một</h1><h1>Hai</h1><time datetime='2026'>x</time>",
        '<script type="application/ld+json">{"@type": "NewsArticle"</script><p>x</p>',
        '<script type="application/ld+json">[[{"@type": 3}, {"headline": "x"}]]</script>',
        '<meta property="og:type" content="website"><meta property="og:title" content="x">',
    ],
)
def test_a_page_that_says_nothing_of_a_story(html):
    """It is imported as any other page."""
    assert story_of(html) is None


def test_the_surest_is_believed():
    """What JSON-LD leaves out, Open Graph may say."""
    html = ld({"@type": "NewsArticle", "headline": "Chợ", "author": 7}) + OPEN_GRAPH
    story = story_of(html)
    assert (story.headline, story.standfirst) == ("Chợ", "Sau bảy năm, ghe về.")


def test_what_is_lifted_stands_in_the_copy_no_more(tmp_path):
    """All else does, and where it was read is noted for the desk."""
    page = {**LD["@graph"][1], "url": "https://bao.example/cho.html"}
    (tmp_path / "tin.html").write_text(ld(page), "utf-8")
    found = documents.read(tmp_path / "tin.html")
    assert found.fields == {
        "headline": "Chợ “nổi” họp lại",
        "standfirst": "Sau bảy năm, ghe về.",
        "authors": ("Ai Viết",),
        "ednote": f"https://bao.example/cho.html · {AT}",
        "body": "Trang nhất\n\nSáng nay.",
    }


@given(st.text("a b\n#*", max_size=40), st.text("ab ", max_size=4))
def test_at_most_what_is_in_the_fields_is_taken_out(copy, headline):
    """No other block of the copy goes, and their order stays."""
    kept = without_lifted(copy, SavedStory(headline)).split("\n\n")
    blocks = copy.split("\n\n")
    assert len(blocks) - len(kept) in {0, 1} or kept == [""]
    rest = iter(blocks)
    assert kept == [""] or all(each in rest for each in kept)


@given(st.text('<>/"=ah1{}[]:, scriptmetLdjson+', max_size=80))
def test_any_page_is_read(html):
    """Nothing raises."""
    story_of(html)
