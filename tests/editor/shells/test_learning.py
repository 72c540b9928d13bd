# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a house is learned from one page: places are found, files kept, nothing runs."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.errors import Refused
from editor.model.picture import Picture, Placement
from editor.model.profile import SiteProfile
from editor.model.shell import CLOSE, NAME, OPEN, PARTS, Shell
from editor.render import shell as shells
from editor.render.body import Body
from editor.render.cards import Story
from editor.shells import learning
from editor.shells.kept import KeptShells
from editor.shells.sheets import rewritten
from editor.shells.stamps import learned as stamp_of
from editor.shells.stamps import printed
from tests.builders import a_picture, a_placement, an_article
from tests.editor.shells.pages import (
    ADDRESS,
    COPY,
    HEAD,
    HOUSE,
    NOW,
    PNG,
    SAMPLE,
    STORY,
    WOFF2,
    Site,
    learned,
    page,
    sheets,
)

AT = datetime(2026, 12, 1, 7, 31, tzinfo=UTC)
LATER = datetime(2027, 5, 12, 19, 5, tzinfo=UTC)
PROFILE = SiteProfile(name="Sông Báo", time_zone="Asia/Ho_Chi_Minh")


MARGIN = 10
"""Times as long; what is looked through again and again takes hundreds of times as long."""


def seconds(work: Callable[[], object]) -> float:
    """How long a work keeps this thread busy; the best of three."""

    def once() -> float:
        start = time.thread_time()
        work()
        return time.thread_time() - start

    return min(once() for _ in range(3))


def shown(shell: Shell, picture: Picture | None = None, **told: object) -> str:
    """A story in the page that was learned."""
    picture = picture or a_picture()
    placements: tuple[Placement, ...] = (a_placement(picture),)
    fields = {"body": "Một đoạn.", "placements": placements, "kicker": "", **told}
    article = an_article(**fields)
    story = Story(article, {picture.sha256: picture})
    blocks = Body(PROFILE, shells.figure_in(shell)).blocks(article, story.pictures)
    blocks = shells.with_beside(shell, article, PROFILE, blocks)
    return shells.page(shell, story, PROFILE, NOW, "".join(each.html for each in blocks))


def test_every_part_of_a_story_finds_its_place():
    shell = learned()
    assert (set(shell.parts), shell.missing, shell.left_out) == (set(PARTS), (), 0)
    html = shown(shell, headline="Mới <1>", standfirst="Sapo & mới", tags=("một", "hai", "ba"))
    assert '<h1 class="title" data-stet="headline">Mới &lt;1&gt;</h1>' in html
    assert '<p class="deck" data-stet="standfirst">Sapo &amp; mới</p>' in html
    assert re.search(r'rel="author"[^>]*>Một Trần</a>', html)
    assert re.search(r'<img class="wide" src="/media/\w+/\d+-\w+\.jpg" alt="[^"]+" width', html)
    links = [f'<a href="{HOUSE}/t/1"><b>{each}</b></a>' for each in ("một", "hai", "ba")]
    assert f"Từ khóa: {' · '.join(links)}" in html
    assert "<p>Một đoạn.</p>" in html
    assert "Đoạn" not in html
    assert OPEN not in html
    assert CLOSE not in html


def test_a_date_stands_in_the_form_of_the_page_and_by_its_clock():
    at = datetime.fromisoformat("2027-02-03T17:05:00+00:00")
    html = shown(learned(), published_at=at)
    told = '<time datetime="2027-02-04T00:05:00+07:00" data-stet="stamp">\n04/02/2027 00:05</time>'
    assert told in html


def test_what_a_story_has_not_leaves_no_empty_frame():
    html = shown(learned(), standfirst="", placements=(), tags=())
    for each in ("deck", "hero", "Từ khóa"):
        assert each not in html
        assert each in shown(learned())


def test_what_has_no_field_in_the_house_stands_in_the_copy():
    shell = replace(learned(), author="Mai")
    html = shown(shell, kicker="Miền Tây")
    assert '<p class="stet-kicker">Miền Tây</p>\n<p>Một đoạn.</p>' in html
    assert '<p class="stet-byline"><strong>Một Trần</strong></p>' in html
    assert re.search(r'rel="author"[^>]*>Mai</a>', html)


def test_pictures_of_the_copy_are_those_that_the_house_would_get():
    html = shown(learned(), body="![](market-1.jpg)")
    assert re.search(
        r'<figure class="wp-block-image"><img class="wp-image-0" src="/media/\w+/\d+-\w+\.jpg"',
        html,
    )


HOSTILE = """
<script>alert(1)</script><iframe src="https://evil.example"></iframe>
<img src=x onerror=alert(1)><a href="javascript:alert(1)" onclick="x()">a</a>
<svg onload=alert(1)><script>1</script><a xlink:href="javascript:1"><text>t</text></a>
<use href="https://evil.example/a.svg#b"></use></svg><object data=x></object><embed src=x>
<form action="https://evil.example"><input name=q><button>Tìm</button></form>
<math><mtext></form><mglyph><style></math><img src onerror=alert(1)></style></mtext></math>
<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example/">
<img name=getElementById src="https://count.example/p.gif" width=1 height=1>
<p data-stet="copy" style="background:url(https://evil.example/p.png)">giả</p>
<!-- a remark --><noscript><img src="https://count.example/n.gif"></noscript>
<div id="comments"><p>Bạn đọc nói</p></div><template><b>t</b></template>
"""


def test_nothing_on_a_learned_page_runs_or_leads_out():
    site = Site()
    shell = learned(page(around=HOSTILE), site)
    html = shown(shell).lower()
    words = ("<script", "<iframe", "onerror", "onload", "onclick", "javascript:", "<object")
    words += ("<embed", "<form", "<input", "http-equiv", "<base", "getelementbyid", "a remark")
    words += ("bạn đọc nói", "noscript", "<template", "count.example")
    assert [each for each in words if each in html] == []
    assert html.count('data-stet="copy"') == 1
    named = re.findall(r"(?:src|href)=\"([^\"]*)\"", html)
    ours = ("/shell/", "/media/", "#", "https://", "")
    assert all(each.startswith(ours) for each in named)
    assert not re.search(r"<(?:img|link|use)[^>]*(?:src|href)=\"(?:https?:)?//", html)
    assert not any("count.example" in each for each in site.asked)


def test_style_sheets_are_kept_with_all_that_they_name():
    site = Site()
    css = (
        '@charset "utf-8"; @import url(more.css) screen; /* url(no.png) */ @font-face { '
        "font-display: optional; src: url('f.woff2?v=1') format('woff2') } "
        'a { background: url("data:image/png;base64,iVBORw0KGgo=") } '
        'b::before { content: "url(no.png)" } i { background: URL( \\67 one.png)}'
    )
    site.put("/site.css", css.encode(), "text/css; charset=utf-8")
    site.put("/more.css", b"@import 'site.css'; @import 'more.css'; u { color: red }", "text/css")
    site.put("/f.woff2?v=1", WOFF2, "font/woff2")
    shell = learned(site=site)
    assert all(NAME.fullmatch(each) for each in shell.files)
    whole = next(each for each in sheets(shell).values() if "@font-face" in each)
    imported = re.search(r'@import "/shell/(\w+\.css)" screen;', whole)
    assert imported is not None
    assert sheets(shell)[imported[1]].strip() == "u { color: red }"
    kept = re.findall(r'url\("/shell/(\w+\.\w+)"\)', whole)
    assert [shell.files[each][:4] for each in kept] == [WOFF2[:4], PNG[:4]]
    assert 'content: "url(no.png)"' in whole
    assert "font-display: swap" in whole
    assert 'url("about:invalid")' in whole
    assert f"{HOUSE}/no.png" not in site.asked
    assert f"{HOUSE}/gone.png" in site.asked
    assert shell.left_out == 1
    assert len(site.asked) == len(set(site.asked))


def test_sheets_that_scripts_would_put_in_are_there_and_unwanted_ones_are_not():
    head = """<link rel="preload" as="style" href="/a.css" onload="this.rel='stylesheet'">
    <link rel="stylesheet" media="print" onload="this.media='all'" href="/b.css">
    <link rel="alternate stylesheet" href="/c.css"><link rel="preload" as="style" href="/d.css">
    <noscript><link rel="stylesheet" href="/e.css"></noscript>
    <link rel="stylesheet" media="print" href="/f.css">"""
    site = Site()
    for name in "abcdef":
        site.put(f"/{name}.css", f"{name} {{ color: red }}".encode(), "text/css")
    shell = learned(page(head=head), site)
    found = re.findall(
        r'<link rel="stylesheet" href="/shell/([^"]+)"( media="print")?>', shell.template
    )
    assert [(sheets(shell)[name][0], bool(media)) for name, media in found] == [
        ("a", False),
        ("b", False),
        ("f", True),
    ]


@pytest.mark.parametrize("piece", ['"\\', "'\\", "url( ", "url(", "@charset ", "@import ", "/*"])
def test_a_sheet_that_never_ends_costs_as_it_is_long(piece):
    assert seconds(lambda: rewritten(piece * 2000 + " " * 20_000, str, str)) < MARGIN * seconds(
        lambda: rewritten("a { color: red }" * 4000, str, str)
    )


def test_a_sheet_goes_on_after_a_string_that_is_not_closed():
    css = "a { content: \"x\n} b { background: url(y.png) } c { content: 'url(z)"
    assert rewritten(css, "/{}".format, str) == css.replace("url(y.png)", 'url("/y.png")')


def test_what_may_be_a_drawing_is_looked_at_once():
    site = Site()
    site.put("/logo.png", b"<!--" + b"--><!--" * 5000, "image/svg+xml")
    shell = learned(site=site)
    assert shell.left_out == 1
    site.put("/logo.png", b"<?xml version='1.0'?> <!-- a --> <!-- b --> <svg/>", "image/svg+xml")
    assert learned(site=site).left_out == 0


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<!DOCTYPE html><title>404</title>", "text/html"),
        (b"<p>gone", "text/css"),
        (b"{}", "application/json"),
        (b"x" * (learning.MOST_FILE_BYTES + 1), "text/css"),
    ],
)
def test_what_is_no_style_sheet_is_left_out(data, media_type):
    site = Site()
    site.put("/site.css", data, media_type)
    shell = learned(site=site)
    assert shell.left_out == 1
    assert list(sheets(shell).values()) == ["h1 { color: red }"]


def test_files_beyond_what_is_kept_are_left_out():
    site = Site()
    many = "".join(f'<img src="/p{n}.png">' for n in range(learning.MOST_FILES + 10))
    for number in range(learning.MOST_FILES + 10):
        site.put(f"/p{number}.png", PNG + str(number).encode(), "image/png")
    shell = learned(page(around=many), site)
    assert len(site.asked) == learning.MOST_FILES
    assert shell.left_out == 12
    assert shown(shell)


def refused(html: bytes, media_type: str = "text/html", **told: object) -> str:
    with pytest.raises(Refused) as error:
        learned(html, media_type=media_type, **told)
    return error.value.code


def test_a_page_without_the_story_is_refused():
    wall = page("<h1>Đăng nhập</h1><form><input type=password></form>")
    assert refused(wall) == "shell.login_wall"
    assert refused(page("<h1>Sắp ra mắt</h1>")) == "shell.no_story"
    assert refused(b'{"a": 1}', "application/json") == "shell.no_page"
    assert refused(b"\x00\x01\x02" * 1000, "application/octet-stream") == "shell.no_page"
    assert refused(b"", "text/html") == "shell.no_story"


def test_where_the_house_says_nothing_the_copy_is_found_by_signs():
    told = {"html": "", "headline": "", "author": "", "at": None, "pictures": (), "tags": ()}
    shell = learned(**told, standfirst="", sections=())
    assert set(shell.parts) == {"headline", "byline"}
    bare = STORY.replace('<div class="entry-content">', "<div>").replace("sớm.", "sớm" * 30)
    assert "Đoạn" not in shown(learned(page(bare), **told))


def test_copy_that_shares_its_element_with_other_parts_gets_one_of_its_own():
    story = STORY.replace('<div class="entry-content">', "").replace("</figure></div>", "</figure>")
    html = shown(learned(page(story)))
    assert '<div data-stet="copy" style="display:contents"><p>Một đoạn.</p>' in html
    assert '<h1 class="title" data-stet="headline">' in html
    assert "Từ khóa" in html


def test_what_the_theme_adds_to_the_copy_goes_with_it():
    story = STORY.replace(
        COPY, f"<div class=share>Chia sẻ</div>{COPY}<div class=ad>Quảng cáo</div>"
    )
    html = shown(learned(page(story)))
    assert '<div class="entry-content" data-stet="copy"><p>Một đoạn.</p>' in html
    assert "Quảng cáo" not in html


@pytest.mark.parametrize("charset", ["windows-1258", "utf-16", "iso-8859-1"])
def test_pages_in_other_charsets_are_read(charset):
    words = "Chợ nổi" if charset == "utf-16" else "Café"
    head = f'<meta charset="{charset}"><title>x</title>'
    html = page(f"<h2>{words}</h2>{STORY}", head).decode()
    told = f"text/html; charset={charset}" if charset != "iso-8859-1" else "text/html"
    plain = "".join(letter if letter.isascii() or letter in words else "?" for letter in html)
    got = (html if charset == "utf-16" else plain).encode(charset)
    told_html = SAMPLE.html if charset == "utf-16" else ""
    shell = learned(got, media_type=told, html=told_html, headline="")
    assert words in shell.template


def test_broken_html_still_gives_a_whole_page():
    html = page().replace(b"</p>", b"").replace(b"</article>", b"</b></div></p>")[:-30]
    html = html.replace(b"<header>", b"<header><<<p<b>!<![x<!--->")
    assert '<h1 class="title" data-stet="headline">' in shown(learned(html))


@pytest.mark.parametrize(
    "piece", ["<div>", "<a href='", "<!--", "<style>", "<style>/*", '<p style="url(', "&#x", "<![x"]
)
def test_a_page_that_never_ends_gives_a_shell(piece):
    assert "Một đoạn." in shown(learned(page(around=piece * 3000)))


@pytest.mark.parametrize("piece", ["<div>", "<div></b>", "<p><b id=a></p>", "</b><b><b>"])
def test_a_page_that_would_take_minutes_is_refused_at_once(piece):
    with pytest.raises(Refused) as refused:
        learned(page(around=piece * 30_000))
    assert refused.value.code == "shell.tangled"


def test_shapes_that_end_are_no_tangle():
    assert "Một đoạn." in shown(learned(page(around="<p><b>Một</b> <a href='/'>x</a></p>" * 2000)))


@pytest.mark.parametrize(
    ("text", "language", "later"),
    [
        ("December 1, 2026", "en-US", "May 12, 2027"),
        ("Tháng mười hai 1, 2026", "vi", "Tháng năm 12, 2027"),
        ("Thứ ba, 1/12/2026 07:31", "vi", "Thứ tư, 12/5/2027 19:05"),
        ("2026-12-01", "vi", "2027-05-12"),
        ("TUESDAY 1 DEC 2026, 7:31 am", "en", "WEDNESDAY 12 MAY 2027, 7:05 pm"),
        ("Ngày 1 tháng 12 năm 2026", "vi", "Ngày 12 tháng 5 năm 2027"),
        ("7 giờ 31, 01.12.2026", "vi", "19 giờ 05, 12.05.2027"),
        ("1. Dezember 2026", "de", "12. Mai 2027"),
    ],
)
def test_the_form_of_a_date_is_learned_from_one(text, language, later):
    form = stamp_of(text, AT, language)
    assert printed(form, LATER) == later


@pytest.mark.parametrize("text", ["December 2, 2026", "2026", "Số 12 năm 2026", "1/12", "x" * 90])
def test_what_is_not_that_date_is_none(text):
    assert stamp_of(text, AT, "en") == ""


def test_what_was_learned_is_kept_whole_and_replaced_in_one_step(tmp_path):
    kept = KeptShells(tmp_path / "shells")
    assert kept.find(HOUSE) is None
    first, second = learned(), replace(learned(), left_out=7)
    kept.keep(first)
    assert kept.find(HOUSE) == first == KeptShells(tmp_path / "shells").find(HOUSE)
    kept.keep(second)
    assert kept.find(HOUSE) == second
    assert kept.find("https://other.example") is None
    (path,) = (tmp_path / "shells").iterdir()
    path.write_bytes(path.read_bytes()[:1000])
    assert kept.find(HOUSE) is None
    path.write_bytes(b"")
    assert kept.find(HOUSE) is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "shells").write_text("a file")
    with pytest.raises(Refused) as error:
        KeptShells(tmp_path / "shells").keep(learned())
    assert error.value.code == "shell.not_written"


def test_the_head_of_the_page_is_ours():
    template = learned(page(head=HEAD + "<link rel=icon href=/i.ico><title>Cũ</title>")).template
    assert template.startswith('<!DOCTYPE html>\n<html lang="vi" class="no-dark"><head><meta')
    assert f"<title>{OPEN}headline{CLOSE}</title>" in template
    assert '<body class="single">' in template
    assert "i.ico" not in template
    assert ADDRESS not in template
