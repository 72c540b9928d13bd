# SPDX-License-Identifier: GPL-3.0-or-later
"""The site's pages: every element that a Vietnamese online newspaper prints, and safely."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from editor.model import framing
from editor.model.article import Article, Author, Correction
from editor.model.profile import Category, SiteProfile
from editor.profiles import load_profile
from editor.render import body
from editor.render.page import REGIONS, Pages, Story, address_of
from tests.builders import PROFILE, a_picture, a_placement, an_article

RESOURCES = Path(__file__).parents[3] / "resources"
NOW = datetime(2023, 12, 1, 2, 0, tzinfo=UTC)
SHTT = SiteProfile(
    name="SO HUU TRI TUE",
    short_name="SO HUU TRI TUE",
    source_prefix="(SHTT) - ",
    categories=(Category("tin-tuc", "Tin tức"), Category("khoa-hoc", "Khoa học")),
    agency="Tạp chí mẫu",
    governing_body="Hội mẫu",
    head="Người đứng đầu mẫu",
    licence="Số 00/GP-MẪU",
)
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title>&lt;\u2028{{ 7*7 }}"
VOID = {"meta", "link", "img", "source", "br", "hr", "input"}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(RESOURCES / "site", SHTT)


class Reader(HTMLParser):
    """What stands on a page: tags with their attributes, and the text in each id."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.visible = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.tags.append((tag, facts))
        if tag not in VOID:
            self.open.append((tag, facts.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if not any(tag in {"script", "style", "title"} for tag, _ in self.open):
            self.visible += data
        for _, name in self.open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [facts for name, facts in self.tags if name == tag]

    def meta(self, name: str) -> list[str | None]:
        named = [
            each for each in self.all("meta") if name in {each.get("name"), each.get("property")}
        ]
        return [each["content"] for each in named]


def seed_story(**fields) -> Story:
    """An article like the seed: no standfirst, one picture in the copy, one pen name."""
    picture = a_picture(caption="Đoàn kiểm tra làm việc tại quận.", credit="Lường Linh")
    article = an_article(
        headline="Hà Nội: Kiểm tra kết quả triển khai, thực hiện Chương trình 07",
        standfirst="",
        body="Ngày 20/9/2023, Đoàn kiểm tra số 1 đã làm việc.\n\n![](market-1.jpg)\n\nĐoạn cuối.",
        authors=(Author(person="Tên Thật", pen_name="Lường Linh"),),
        placements=(a_placement(picture),),
        published_at=datetime(2023, 9, 24, 0, 3, tzinfo=UTC),
    )
    return Story(replace(article, **fields), {picture.sha256: picture})


def others(count: int = 5) -> list[Story]:
    """Published stories, each an hour older than the one before."""
    return [
        Story(
            an_article(
                number,
                headline=f"Tin số {number}",
                standfirst=f"Sáng 30/11, việc thứ {number}.",
                published_at=NOW - timedelta(hours=number - 1),
            ),
            {},
        )
        for number in range(2, count + 2)
    ]


def test_every_element_of_the_seed_page(pages: Pages) -> None:
    """vietnam.md 1.2, element by element."""
    page = pages.article(seed_story(), now=NOW, related=others())
    read = Reader(page.html)
    visible = read.visible
    assert visible.count("SO HUU TRI TUE") >= 2
    assert "Thứ sáu, 01/12/2023" in visible
    assert read.texts["copy-link"] == "Sao chép liên kết"
    assert read.texts["headline"].startswith("Hà Nội: Kiểm tra")
    assert read.texts["stamp"] == "07:03, 24/09/2023"
    assert read.texts["copy"].startswith("(SHTT) - Ngày 20/9/2023, Đoàn kiểm tra")
    figure = re.search(r"<figure.*?</figure>", page.html, re.DOTALL)
    assert figure
    assert "Đoàn kiểm tra làm việc tại quận." in figure[0]
    assert "Ảnh: Lường Linh" in figure[0]
    assert "market-1.jpg" not in visible
    assert read.texts["byline"] == "Lường Linh"
    assert "Tên Thật" not in page.html
    names = ("headline", "stamp", "copy", "byline", "related")
    order = [page.html.index(f'id="{name}"') for name in names]
    assert order == sorted(order)
    related = read.texts["related"]
    assert related.startswith("Tin khác")
    assert "Tin tức 1 giờ trước" in related
    assert "(SHTT) - Sáng 30/11, việc thứ 2." in related
    assert (
        related.index("1 giờ trước") < related.index("2 giờ trước") < related.index("5 giờ trước")
    )
    for told in ("Tạp chí mẫu", "Hội mẫu", "Người đứng đầu mẫu", "Số 00/GP-MẪU"):
        assert told in visible


def test_a_standfirst_takes_the_prefix_from_the_copy(pages: Pages) -> None:
    """The source prefix opens what the reader reads first, once."""
    page = pages.article(seed_story(standfirst="Tóm lại."), now=NOW, related=())
    read = Reader(page.html)
    assert read.texts["standfirst"] == "(SHTT) - Tóm lại."
    assert "(SHTT)" not in read.texts["copy"]


def test_regions_stand_in_the_page_as_they_are(pages: Pages) -> None:
    """The preview may replace each by its id; those that say nothing are hidden, not missing."""
    for story in (seed_story(), seed_story(standfirst="Tóm lại.", kicker="Tít", tags=())):
        page = pages.article(story, now=NOW, related=others())
        assert tuple(page.regions) == REGIONS
        for name, part in page.regions.items():
            assert page.html.count(part) == 1
            assert page.html.count(f'id="{name}"') == 1
            assert Reader(part).tags[0][1]["id"] == name
    assert "hidden" in page.regions["tags"]
    assert "hidden" not in page.regions["kicker"]


def test_copy_made_beforehand_gives_the_same_page(pages: Pages) -> None:
    """The preview hands its blocks over; server and preview agree byte for byte."""
    story = seed_story()
    made = "".join(block.html for block in body.Body(SHTT).blocks(story.article, story.pictures))
    fresh = Pages(RESOURCES / "site", SHTT).article(story, now=NOW, related=others())
    assert pages.article(story, now=NOW, related=others(), copy_html=made).html == fresh.html
    assert f'<div class="copy" id="copy">{made}</div>' in fresh.html


def test_a_lead_that_the_copy_does_not_name_is_drawn_above_it(pages: Pages) -> None:
    """And one that it names is drawn once, in its place."""
    named = pages.article(seed_story(), now=NOW, related=())
    unnamed = pages.article(seed_story(body="Chỉ có chữ."), now=NOW, related=())
    assert "hidden" in named.regions["lead"]
    assert named.html.count("<figure") == unnamed.html.count("<figure") == 1
    assert 'fetchpriority="high"' in unnamed.regions["lead"]
    assert 'loading="lazy"' not in unnamed.regions["lead"]


def test_a_lead_whose_picture_is_not_known_is_left_out(pages: Pages) -> None:
    """A page is made even while a picture is still on its way."""
    story = Story(seed_story(body="Chỉ có chữ.").article, {})
    assert "hidden" in pages.article(story, now=NOW, related=[story]).regions["lead"]


def test_no_picture_makes_the_page_jump(pages: Pages) -> None:
    """Each has its size and a colour to stand in for it."""
    page = pages.home([seed_story(), *others()], now=NOW)
    page += pages.article(seed_story(), now=NOW, related=[seed_story(id="x")]).html
    images = re.findall(r"<img[^>]*>", page)
    assert len(images) == 3
    for image in images:
        assert re.search(r'width="\d+" height="\d+"', image)
        assert "background:#" in image


def test_what_machines_read() -> None:
    """Title, description, canonical address, Open Graph and schema.org."""
    site = Pages(RESOURCES / "site", replace(SHTT, address="https://example.org"))
    story = seed_story(
        tags=("khoa học", "công nghệ"),
        dateline_place="Hà Nội",
        updated_at=datetime(2023, 9, 24, 3, 30, tzinfo=UTC),
        corrections=(Correction(NOW, "ba mươi", "hai mươi"),),
    )
    html = site.article(story, now=NOW, related=()).html
    read = Reader(html)
    address = "https://example.org" + address_of(story.article)
    headline = story.article.headline
    assert f"<title>{headline} | SO HUU TRI TUE</title>" in html
    assert '<html lang="vi">' in html
    assert read.meta("description") == ["Ngày 20/9/2023, Đoàn kiểm tra số 1 đã làm việc."]
    canonical = [each for each in read.all("link") if each.get("rel") == "canonical"]
    assert [each["href"] for each in canonical] == [address]
    assert read.meta("og:type") == ["article"]
    assert read.meta("og:title") == [headline]
    assert read.meta("og:url") == [address]
    assert read.meta("og:image")[0].startswith("https://example.org/media/")
    assert read.meta("og:locale") == ["vi_VN"]
    assert read.meta("article:published_time") == ["2023-09-24T07:03:00+07:00"]
    assert read.meta("article:tag") == ["khoa học", "công nghệ"]
    data = json_ld(html)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == headline
    assert data["datePublished"] == "2023-09-24T07:03:00+07:00"
    assert data["dateModified"] == "2023-09-24T10:30:00+07:00"
    assert data["author"] == [{"@type": "Person", "name": "Lường Linh"}]
    assert data["publisher"]["name"] == "Tạp chí mẫu"
    forms = [(each["width"], each["height"]) for each in data["image"]]
    assert forms == [(1280, 720), (1280, 960), (1280, 1280)]
    assert data["image"][0]["url"] == read.meta("og:image")[0]
    assert read.meta("og:image:width") == ["1280"]
    assert read.meta("og:image:type") == ["image/jpeg"]
    picture = next(iter(story.pictures.values()))
    for form, told in zip(framing.FORMS, data["image"], strict=True):
        name = told["url"].rpartition("/")[2]
        view, _ = framing.find(picture, name)
        assert view.form == form
        assert told["creditText"] == "Lường Linh"
    assert data["articleSection"] == "Tin tức"
    assert data["correction"][0]["text"] == "hai mươi"


def json_ld(html: str) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_place_update_and_corrections_are_printed(pages: Pages) -> None:
    """A reader sees where it was written, when it changed, and what was wrong."""
    story = seed_story(
        dateline_place="Cần Thơ",
        updated_at=datetime(2023, 9, 24, 3, 30, tzinfo=UTC),
        corrections=(Correction(NOW, "ba mươi", "hai mươi"),),
    )
    read = Reader(pages.article(story, now=NOW, related=()).html)
    assert read.texts["stamp"] == "Cần Thơ 07:03, 24/09/2023 Cập nhật 10:30, 24/09/2023"
    told = read.texts["corrections"]
    assert told.startswith("Thông tin cải chính, xin lỗiTác phẩm “")
    assert "đăng ngày 24/09/2023" in told
    assert told.endswith("Tòa soạn xin lỗi bạn đọc và những người liên quan.")
    assert "ba mươi" in read.texts["corrections"]
    assert "Xin sửa là: hai mươi" in read.texts["corrections"]


@pytest.mark.parametrize("place", ["top", "end"])
def test_corrections_stand_where_the_site_wants_them(place: str) -> None:
    """Once, below the headline or below the copy."""
    profile = replace(PROFILE, corrections_place=place)
    story = seed_story(corrections=(Correction(NOW, "ba mươi", "hai mươi"),))
    html = Pages(RESOURCES / "site", profile).article(story, now=NOW, related=()).html
    assert html.count('id="corrections"') == 1
    assert (html.index('id="corrections"') < html.index('id="copy"')) == (place == "top")


def test_what_is_for_colleagues_never_reaches_a_reader(pages: Pages) -> None:
    """Slugline, note, flags and royalties stand on no page."""
    story = seed_story(
        slugline="SECRET-SLUG",
        ednote="SECRET-NOTE",
        flags=("confidential_source",),
        genre="SECRET-GENRE",
        royalty_shares=(("SECRET-PERSON", 100),),
    )
    html = pages.article(story, now=NOW, related=[story]).html + pages.home([story], now=NOW)
    assert "SECRET" not in html
    assert "confidential_source" not in html


def hostile_story() -> Story:
    picture = a_picture(
        caption=HOSTILE, alt_text=HOSTILE, credit=HOSTILE, copyright_notice=HOSTILE, colour=HOSTILE
    )
    article = an_article(
        headline=HOSTILE,
        kicker=HOSTILE,
        standfirst=HOSTILE,
        dateline_place=HOSTILE,
        body=f"{HOSTILE}\n\n![](market-1.jpg)",
        authors=(Author(person="", pen_name=HOSTILE),),
        category=HOSTILE,
        tags=(HOSTILE,),
        language=HOSTILE,
        url_slug=HOSTILE,
        corrections=(Correction(NOW, HOSTILE, HOSTILE),),
        placements=(a_placement(picture),),
        published_at=NOW,
    )
    return Story(article, {picture.sha256: picture})


def test_hostile_text_stays_text_everywhere() -> None:
    """Whatever is typed in whatever field, no tag, attribute or script comes of it."""
    profile = replace(
        PROFILE,
        name=HOSTILE,
        short_name=HOSTILE,
        tagline=HOSTILE,
        source_prefix=HOSTILE,
        agency=HOSTILE,
        governing_body=HOSTILE,
        head=HOSTILE,
        licence=HOSTILE,
        credit_form=HOSTILE,
        categories=(Category(HOSTILE, HOSTILE),),
    )
    hostile, story = Pages(RESOURCES / "site", profile), hostile_story()
    other = Story(replace(story.article, id="other"), story.pictures)
    article = hostile.article(story, now=NOW, related=[other]).html
    made = [
        article,
        hostile.home([story, other], now=NOW),
        hostile.category(HOSTILE, [story], now=NOW),
        hostile.not_found(now=NOW),
        hostile.gone(now=NOW),
    ]
    for html in made:
        read = Reader(html)
        assert not read.open
        assert all(script.keys() & {"src", "type"} for script in read.all("script"))
        assert all("onerror" not in facts for _, facts in read.tags)
        assert "49" not in read.visible
        assert "alert(1)" in read.visible
    assert json_ld(article)["headline"] == HOSTILE


@given(text=st.text(max_size=60))
def test_any_headline_can_be_read_back(pages: Pages, text: str) -> None:
    """What was typed is what the page, its title and its data say."""
    story = seed_story(headline=text, url_slug="x")
    page = pages.article(story, now=NOW, related=())
    inner = re.fullmatch(r"<h1[^>]*>(.*)</h1>", page.regions["headline"], re.DOTALL)
    assert inner
    assert inner[1] == escape(text)
    assert json_ld(page.html).get("headline", "") == text


def test_empty_draft_makes_a_page(pages: Pages) -> None:
    """From the first key press there is something to show."""
    page = pages.article(Story(Article(id="new"), {}), now=NOW, related=())
    read = Reader(page.html)
    assert read.texts["stamp"] == "09:00, 01/12/2023"
    assert read.texts.get("headline", "") == ""
    hidden = {name for name, part in page.regions.items() if re.match(r"<[^>]* hidden>", part)}
    assert hidden == set(REGIONS) - {"stamp"}


def test_addresses() -> None:
    """The slug, else one made from the headline, else the id."""
    assert address_of(an_article(url_slug="cho-noi")) == "/cho-noi.html"
    assert address_of(an_article(headline="Quận Đống Đa")) == "/quan-dong-da.html"
    assert address_of(an_article(headline="", id="01-ab")) == "/01-ab.html"
    assert address_of(an_article(headline="???", id="01-ab")) == "/01-ab.html"


def test_home_and_category_list_stories_newest_first(pages: Pages) -> None:
    """Category, headline, teaser with its prefix and how long ago."""
    stories = others(6)
    for html in (pages.home(stories, now=NOW), pages.category("tin-tuc", stories, now=NOW)):
        read = Reader(html)
        places = [read.visible.index(f"Tin số {number}") for number in range(2, 8)]
        assert places == sorted(places)
        assert "(SHTT) - Sáng 30/11, việc thứ 2." in read.visible
        assert "1 giờ trước" in read.visible
        assert "Tin mới nhất" in read.visible
    assert 'href="/tin-tuc/" aria-current="page"' in html
    assert "<title>Tin tức | SO HUU TRI TUE</title>" in html


def test_teaser_is_the_first_paragraph_when_there_is_no_standfirst(pages: Pages) -> None:
    """Pictures and subheads are passed over, marks are taken off, long ones end at a word."""
    long = "Một câu rất dài. " * 60
    copy = (
        f"## Tít phụ\n\n![](a.jpg)\n\nCó **chữ đậm** và [liên kết](https://example.org).\n\n{long}"
    )
    story = Story(an_article(standfirst="", body=copy, published_at=NOW), {})
    assert "Có chữ đậm và liên kết." in Reader(pages.home([story], now=NOW)).visible
    story = Story(an_article(standfirst="", body=long, published_at=NOW), {})
    teaser = re.search(r"Một câu[^<]*…", pages.home([story], now=NOW))
    assert teaser
    assert len(teaser[0]) <= 321
    assert teaser[0].endswith(("Một…", "câu…", "rất…", "dài…"))


def test_empty_site_and_notices(pages: Pages) -> None:
    """A page with nothing on it says so, and is kept out of indexes when it is no page."""
    assert "Chưa có bài nào" in pages.home([], now=NOW)
    assert "Không tìm thấy" in pages.not_found(now=NOW)
    assert "đã được gỡ" in pages.gone(now=NOW)
    assert 'content="noindex"' in pages.gone(now=NOW)
    assert 'content="noindex"' not in pages.home([], now=NOW)


def test_english_site_speaks_english() -> None:
    """The profile's language chooses the words, one that has none gets English."""
    english = Pages(RESOURCES / "site", load_profile(RESOURCES / "sites" / "en.toml"))
    story = Story(an_article(category="news", published_at=NOW - timedelta(hours=2)), {})
    html = english.article(story, now=NOW, related=others(1)).html
    assert '<html lang="vi">' in html
    for words in (
        "Copy link",
        "More news",
        "1 hour ago",
        "Friday, 1 December 2023",
        "Editor-in-chief",
    ):
        assert words in html
    other = Pages(RESOURCES / "site", replace(PROFILE, language="fr"))
    assert "Nothing has been published" in other.home([], now=NOW)


def test_both_languages_have_every_word() -> None:
    """A missing word would be an error on the page, so there is none."""
    tables = tomllib.loads((RESOURCES / "site" / "words.toml").read_text(encoding="utf-8"))
    assert tables["vi"].keys() == tables["en"].keys()
    assert all(words.strip() for table in tables.values() for words in table.values())


def test_assets_are_only_what_pages_ask_for(pages: Pages) -> None:
    """Templates, words and anything outside the folder stay inside."""
    for name in ("site.css", "site.js", "icon.svg", "fonts/serif-400.woff2"):
        found = pages.asset(name)
        assert found
        assert found.path.is_file()
    assert pages.asset("site.css").media_type == "text/css; charset=utf-8"
    for name in ("base.html", "words.toml", "../sites/vi.toml", "/etc/passwd", "", "fonts/OFL.txt"):
        assert pages.asset(name) is None


def test_page_asks_only_its_own_site(pages: Pages) -> None:
    """No third party is loaded, and every own file that is asked for exists."""
    html = pages.article(seed_story(), now=NOW, related=others()).html
    css = (RESOURCES / "site" / "site.css").read_text(encoding="utf-8")
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert not [each for each in loaded if re.match(r"https?:|//", each)]
    for name in re.findall(r'/site/([^"?]+)', html):
        assert pages.asset(name), name
    for name in re.findall(r'url\("([^"]+)"\)', css):
        assert pages.asset(name), name


def test_page_weighs_less_than_100_kilobytes_without_pictures(pages: Pages) -> None:
    """HTML, style, script and the fonts of a page in plain and bold."""
    html = pages.article(seed_story(), now=NOW, related=others()).html
    names = ["site.css", "site.js", "icon.svg"]
    names += [f"fonts/{each}.woff2" for each in ("display-700", "serif-400", "serif-700")]
    names += [f"fonts/{each}.woff2" for each in ("sans-400", "sans-600")]
    total = len(html.encode()) + sum(_weight(pages, name) for name in names)
    assert total <= 100_000


def _weight(pages: Pages, name: str) -> int:
    found = pages.asset(name)
    assert found
    return found.path.stat().st_size


@pytest.fixture(scope="module")
def site_profiles() -> list[SiteProfile]:
    return [load_profile(path) for path in sorted((RESOURCES / "sites").glob("*.toml"))]


def test_shipped_profiles_are_whole(site_profiles: list[SiteProfile]) -> None:
    """The law's three names, categories with addresses, and a zone that exists."""
    assert [each.language for each in site_profiles] == ["en", "vi"]
    for profile in site_profiles:
        assert profile.agency
        assert profile.governing_body
        assert profile.head
        keys = [each.key for each in profile.categories]
        assert len(set(keys)) == len(keys) >= 5
        assert all(re.fullmatch(r"[a-z-]+", key) for key in keys)
