# SPDX-License-Identifier: GPL-3.0-or-later
"""A newspaper's own templates: in a sandbox, told where they fail, never in the readers' way."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.errors import Refused
from editor.model.look import MOST_BYTES, MOST_FILES, Look
from editor.render import trial
from editor.render.page import Pages, Story
from tests.builders import PROFILE, a_picture, a_placement, an_article

SHIPPED = Path(__file__).parents[3] / "resources" / "site"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PICTURE = a_picture()
STORY = Story(
    an_article(
        headline="A <b> & more",
        placements=(a_placement(PICTURE),),
        ednote="confidential",
        kicker="K",
    ),
    {PICTURE.sha256: PICTURE},
)


OTHER = Story(an_article(2), {})
NOTICE = '{% extends "shipped/notice.html" %}{% block look %}<!-- own -->{% endblock %}'


def look(**texts: str) -> Look:
    return Look.of({name.replace("__", "."): text.encode() for name, text in texts.items()})


def pages(**texts: str) -> Pages:
    told: list[Refused] = []
    made = Pages(SHIPPED, PROFILE, look(**texts), told.append)
    made.told = told
    return made


def article(made: Pages) -> str:
    return made.article(STORY, now=NOW, related=[OTHER]).html


PLAIN = Pages(SHIPPED, PROFILE)


def test_own_files_go_before_those_that_ship() -> None:
    """A template, a style sheet, an icon and a word; all else stays as it is."""
    own = pages(
        notice__html=NOTICE,
        site__css="h1 { color: teal }",
        icon__svg="<svg xmlns='http://www.w3.org/2000/svg'/>",
        words__toml='[vi]\nother_news = "Đọc thêm"\nmotto = "Của mình"\n',
    )
    assert "<!-- own -->" in own.gone(now=NOW)
    assert own.asset("site.css").read() == b"h1 { color: teal }"
    assert own.asset("icon.svg").media_type == "image/svg+xml"
    assert own.asset("front.css").read() == PLAIN.asset("front.css").read()
    html = article(own)
    assert "Đọc thêm" in html
    assert "Tin khác" not in html
    assert "Sao chép liên kết" in html
    assert own.told == []
    version = "site.css?v="
    assert html.split(version)[1][:10] != article(PLAIN).split(version)[1][:10]


def test_a_part_may_be_its_own_and_be_used_by_pages_that_ship() -> None:
    """`card.html` is imported by lists that ship."""
    own = pages(
        card__html="{% macro thumbnail(card) %}{% endmacro %}"
        "{% macro row(card, level=3) %}<p class=own>{{ card.headline }}</p>{% endmacro %}"
    )
    assert "<p class=own>A &lt;b&gt; &amp; more</p>" in own.home([STORY, STORY], now=NOW)
    assert own.told == []


WRONG = {
    "{{ nope }}": "'nope' is undefined",
    "{{ profile.__class__.__mro__ }}": "unsafe",
    "{{ ''.__class__ }}": "unsafe",
    "{{ cycler.__init__.__globals__ }}": "unsafe",
    "{{ profile.name.join.__self__ }}": "unsafe",
    "{{ '{0.__class__}'.format(profile) }}": "unsafe",
    "{{ article.ednote }}": "ednote",
    "{{ region.headline|safe }}": "safe",
    "{% autoescape false %}{{ title }}{% endautoescape %}": "autoescape stays on",
    "{% include '../sites/vi.toml' %}": "no template is called",
    "{% include '/etc/passwd' %}": "no template is called",
    "{% if %}": "Expected an expression",
    "{{ 1 / 0 }}": "division by zero",
    "{% include 'article.html' %}": "recursion",
    "{% for n in range(99999999) %}{% endfor %}": "Range too big",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}": "steps",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}"
    "": "steps",
    "{{ 'x' * 2000000000 }}": "too large",
    "{{ 9 ** 99999999 }}": "too large",
    "{{ [1, 2]|random }}": "random",
    "{{ lipsum() }}": "lipsum",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_fails_is_told_with_its_line_and_gives_way(text: str) -> None:
    """Readers get the page that ships, byte for byte but for the version of the look."""
    own = pages(article__html=f"<p>\n\n{text}</p>")
    html = article(own)
    (error,) = own.told
    assert error.code == "look.bad_template"
    assert (error.values["file"], error.values["line"]) == ("article.html", 3)
    assert WRONG[text] in str(error.values["what"])
    article(own)
    assert len(own.told) == 1
    one, other = (each.split("?v=")[0] for each in (html, article(PLAIN)))
    assert one == other
    assert "ghe đã về bến" in html


def test_an_article_that_leaves_the_copy_out_gives_way() -> None:
    """Readers always get the story."""
    own = pages(article__html='{{ region.headline }}<div id="copy">{{ copy[:20] }}</div>')
    assert "ghe đã về bến" in article(own)
    assert [each.code for each in own.told] == ["look.no_copy"]


def test_a_page_of_nothing_gives_way() -> None:
    """A file that is being saved is empty for a moment; its readers get the page that ships."""
    own = pages(front__html="{# soon #}\n")
    one, other = (each.home([OTHER], now=NOW).split("?v=")[0] for each in (own, PLAIN))
    assert one == other
    assert [(each.code, each.values["file"]) for each in own.told] == [
        ("look.bad_template", "front.html")
    ]


def test_one_region_may_be_its_own() -> None:
    """The others are as they ship."""
    own = pages(regions__html="{% macro kicker() %}<i>{{ article.kicker }}</i>{% endmacro %}")
    mine, plain = (each.article(STORY, now=NOW, related=[OTHER]).regions for each in (own, PLAIN))
    assert mine == {**plain, "kicker": "<i>K</i>"}
    assert own.told == []


def test_a_region_that_fails_gives_way_with_its_file() -> None:
    """With the line of the macro, whoever calls it."""
    own = pages(regions__html="{% macro section() %}\n{{ [].pop() }}{% endmacro %}")
    assert article(own).split("?v=")[0] == article(PLAIN).split("?v=")[0]
    assert (own.told[0].values["file"], own.told[0].values["line"]) == ("regions.html", 2)


def test_by_itself_a_fault_goes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    own = Pages(SHIPPED, PROFILE, look(notice__html="{{ nope }}"))
    with caplog.at_level(logging.WARNING):
        own.gone(now=NOW)
        own.gone(now=NOW)
    (record,) = caplog.records
    assert "notice.html" in record.getMessage()
    caplog.clear()


@pytest.mark.parametrize(
    "text",
    [
        "[vi]\nskip = 3",
        "vi = 3",
        "[vi",
        "[vi]\ncorrection_work = '{nope}'",
        "[vi]\npart = '{number.__class__}'",
        "[vi]\nday_pattern = '{'",
        "[vi]\nday_pattern = 'qqqq'",
        pytest.param("deep = " + "[" * 9_999, id="deep"),
    ],
)
def test_words_that_will_not_do_give_way_as_a_whole(text: str) -> None:
    """Words name the values that those that ship name, and no others."""
    own = look(words__toml=text)
    (error,) = trial.troubles(SHIPPED, PROFILE, own)
    assert error.code == "look.bad_words"
    assert Pages(SHIPPED, PROFILE, own).gone(now=NOW).split("?v=")[0] in PLAIN.gone(now=NOW)


def test_a_look_is_tried_on_every_kind_of_page() -> None:
    """What is right says nothing; each file that is wrong is told, whichever page uses it."""
    assert trial.troubles(SHIPPED, PROFILE, Look()) == []
    names = ("article", "card", "front", "imprint", "notice", "regions", "search")
    for name in names:
        found = trial.troubles(SHIPPED, PROFILE, look(**{f"{name}__html": "\n{{ nope }}"}))
        assert {each.values["file"] for each in found} >= {f"{name}.html"}, name
    found = trial.troubles(SHIPPED, PROFILE, look(article__html=b"\xff".decode("latin-1")))
    assert found


@pytest.mark.parametrize(
    "name",
    [
        "share.html",
        "../a.html",
        "a/b/c.css",
        "/a.css",
        "A.html",
        "a.py",
        "",
        "profile.toml",
        ".css",
    ],
)
def test_only_files_that_pages_use_have_a_name(name: str) -> None:
    with pytest.raises(Refused, match=r"look\.bad_name"):
        Look.of({name: b""})


def test_a_look_has_bounds_and_a_tag_of_its_own() -> None:
    for files in (
        {"a.css": bytes(MOST_BYTES + 1)},
        {f"a{n}.css": b"" for n in range(MOST_FILES + 1)},
    ):
        with pytest.raises(Refused, match=r"look\.too_large"):
            Look.of(files)
    tags = [
        Look.of(files).tag
        for files in (
            {},
            {"a.css": b"1"},
            {"a.css": b"2"},
            {"b.css": b"1"},
            {"a.css": b"", "b.css": b"1"},
        )
    ]
    assert len(set(tags)) == len(tags)
    assert Look.of({"b.css": b"1", "a.css": b"2"}) == Look.of({"a.css": b"2", "b.css": b"1"})
