# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages saved from news sites: what they say of their story stands in its fields."""

import json
from contextlib import closing
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor import exchange
from editor.desk import Desk
from editor.files import documents
from editor.files.saved import SavedStory, story_of, without_lifted
from tests.editor.test_exchange import RESOURCES
from tests.machines.newsroom import a_jpeg

AT = "2026-03-07T05:30:00+07:00"
TITLE = '<meta property="og:title" content="Chợ họp">'
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


SENTENCE = "Sáng nay ghe thuyền lại về đầy bến sau bảy năm vắng bóng người mua kẻ bán. "
PAGE = f"""<html><head>{ld(LD["@graph"][1])[: -len(BODY)]}</head><body>
<nav><a href="/">Trang nhất</a></nav><h1>Chợ “nổi” họp lại</h1>
<article><p>Sau bảy năm, ghe về.</p><p>{SENTENCE * 4}</p>
<figure class="picture"><img src="IMAGE" alt="Ghe"><figcaption><p>Ghe <i>về</i> bến.</p>
<p>Ảnh: Hạ Sim</p></figcaption></figure>
<div class="wp-caption"><img src="https://xa.example/b.jpg">
<p class="wp-caption-text">Ở xa.</p></div><p><b>Ai Viết</b></p>
<p style="display:none">Ẩn</p><img src="https://dem.example/x.gif" width="1" height="1"><p>Hết.</p>
</article><aside><article>Tin khác</article></aside><footer>Tòa soạn</footer></body></html>"""


def as_one_file(page, picture):
    """The page and its picture in one file, as browsers save them."""
    whole = MIMEMultipart("related", type="text/html")
    told = MIMEText(page, "html", "utf-8")
    told["Content-Location"] = "https://bao.example/cho.html"
    image = MIMEImage(picture, "jpeg")
    image["Content-Location"] = "https://bao.example/anh/ghe.jpg"
    image["Content-ID"] = "<ghe@bao>"
    whole.attach(told)
    whole.attach(image)
    return whole.as_bytes()


@pytest.mark.parametrize("form", ["folder", "mhtml", "cid"])
def test_a_page_with_its_pictures(tmp_path, form):
    """The story alone, its picture with its caption; what is far away is named, never fetched."""
    address = {"folder": "tin_files/ghe.jpg", "cid": "cid:ghe@bao"}.get(
        form, "https://bao.example/anh/ghe.jpg"
    )
    page = PAGE.replace("IMAGE", address)
    path = tmp_path / ("tin.html" if form == "folder" else "tin.mht")
    if form == "folder":
        (tmp_path / "tin_files").mkdir()
        (tmp_path / "tin_files" / "ghe.jpg").write_bytes(a_jpeg(1))
        path.write_text(page, "utf-8")
    else:
        path.write_bytes(as_one_file(page, a_jpeg(1)))
    with closing(Desk.open(tmp_path / "store", resources=RESOURCES)) as desk:
        made = exchange.bring_in(desk, path)
    (placement,) = made.article.placements
    assert (placement.caption, placement.alt_text) == ("Ghe về bến. Ảnh: Hạ Sim", "Ghe")
    assert made.article.body == (
        f"{(SENTENCE * 4).strip()}\n\n![]({placement.name})\n\n![](b.jpg)\n\nỞ xa.\n\nHết."
    )
    assert (made.article.headline, made.article.byline) == ("Chợ “nổi” họp lại", "Ai Viết")
    assert made.missing["b.jpg"].code == "pasted.on_the_web"
    dropped = made.receipt["dropped"]
    assert (dropped["surroundings"], dropped["hidden"], dropped["specks"]) == (1, 1, 1)


def test_a_page_of_many_teasers_stays_whole(tmp_path):
    """Where no story stands out, none is chosen."""
    teasers = f"<article><p>{SENTENCE * 4}</p></article>" * 2
    path = tmp_path / "tin.html"
    path.write_text(PAGE.replace("</body>", f"{teasers}</body>"), "utf-8")
    body = str(documents.read(path).fields["body"])
    assert body.startswith("Trang nhất")
    assert body.count(SENTENCE.strip()) == 12
    assert "Tòa soạn" in body


@pytest.mark.parametrize("tag", ["<h1>", "<a ", "<!--", "<![x", "<p class=sapo>"])
def test_tags_that_never_end_take_no_minutes_of_a_page(tag):
    told = story_of(f'<meta property="og:type" content="article">{TITLE}<![\n{tag * 200_000}')
    assert told == SavedStory("Chợ họp")
