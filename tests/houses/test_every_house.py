# SPDX-License-Identifier: GPL-3.0-or-later
"""Text on its way through houses of every kind: no script gets out, no letter gets lost."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import httpx
import pytest

from editor import wire
from editor.model.article import Correction
from editor.model.operation import Entity
from editor.pictures.intake import Intake
from editor.text import legacy
from editor.text.charsets import TCVN3, Charset
from editor.text.vietnamese import slug
from tests.builders import a_placement, an_article
from tests.contracts.operations import act, create_article, create_picture, done
from tests.editor.text.test_dialect import HOSTILE
from tests.houses.kinds import KINDS
from tests.houses.recording import PLAYED
from tests.houses.stage import Lent
from tests.machines.newsroom import a_jpeg

ID = an_article().id
EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">'
STORY = (
    "Nước lũ rút, người dân Quảng Bình dọn bùn trong nhà.\n\n"
    "Theo chủ tịch xã, mỗi gia đình được hỗ trợ hai mươi ký gạo và một thùng nước sạch.\n\n"
    "Ông nói: chúng tôi không thể chờ thêm, vì đập phụ đã rò rỉ từ đêm qua.\n"
)
TO_TCVN3 = str.maketrans({new: old for old, new in TCVN3.items()})


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def seat(stage):
    found = stage.seat("mai")
    found.site.hello()
    return found


def stands(stage, seat):
    """What the house has of the one story, byte for byte: headline, standfirst, copy, topics."""
    number = seat.ledger.find(Entity.ARTICLE, ID).remote_id
    if stage.kind.name == "ghost":
        path = f"/posts/{number}/?formats=html&include=tags"
        (row,) = stage.api("lan", "GET", path).doc["posts"]
        tags = [each["name"] for each in row["tags"]]
        return row["title"], row["custom_excerpt"], row["html"], tags
    fields = "title.raw,content.raw,excerpt.raw,tags"
    row = stage.api("lan", "GET", f"/posts/{number}?context=edit&_fields={fields}").doc
    told = stage.api("lan", "GET", "/tags?per_page=100&_fields=id,name").rows
    tags = [each["name"] for each in told if each["id"] in row["tags"]]
    return row["title"]["raw"], row["excerpt"]["raw"], row["content"]["raw"], tags


class Page(HTMLParser):
    """What of a page would run."""

    def __init__(self, html):
        super().__init__()
        self.runs, self._in = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        # Facts for search engines stand in an element of that name, and do not run.
        self._in = tag if "json" not in (told.get("type") or "") else ""
        for name, value in attrs:
            text = "".join((value or "").lower().split())
            is_address = name in ("href", "src", "action", "formaction", "xlink:href")
            is_script = is_address and re.match("javascript:|vbscript:|data:text", text)
            if is_script or (name.startswith("on") and "alert" in text):
                self.runs.append((tag, name, value))

    def handle_endtag(self, _tag):
        self._in = ""

    def handle_data(self, data):
        if self._in in ("script", "style") and ("alert(1)" in data or "@import 'http:" in data):
            self.runs.append((self._in, "", data[:80]))


def page(stage, address):
    """What readers get at an address."""
    with httpx.Client(transport=Lent(stage.transport)) as client:
        return client.get(f"{PLAYED}{httpx.URL(address).path}").text


def test_no_script_of_any_field_reaches_a_reader(stage, seat):
    """What runs in no page of ours runs in none of the house: copy, headline, caption, topic."""
    picture = Intake(seat.vault).take_bytes(a_jpeg(1), "cho.jpg")
    picture = replace(picture, caption=f"Ghe {EVIL}", alt_text=f'"{EVIL}', credit=EVIL)
    done(seat.site, create_picture(picture))
    made = done(
        seat.site,
        create_article(
            headline=f"Tít {EVIL}",
            standfirst=f"Sapo {EVIL}",
            kicker=EVIL,
            body="\n\n".join(("![](cho.jpg)", *HOSTILE, "Hết.")),
            tags=("chợ nổi", "<script>alert(1)</script>", "Hỏi & đáp <b>"),
            placements=(a_placement(picture, name="cho.jpg", is_lead=True),),
            corrections=(Correction(datetime(2026, 11, 30, tzinfo=UTC), EVIL, EVIL),),
        ),
    )
    out = done(seat.site, act(made, "publish", edition="e-1"))
    assert Page(stands(stage, seat)[2]).runs == []
    shown = page(stage, out.address)
    assert "Hết." in shown
    assert Page(shown).runs == []
    assert out.doc["tags"] == ["chợ nổi", "<script>alert(1)</script>", "Hỏi & đáp <b>"]
    other = stage.seat("mai", "other")
    (seen,) = (each for each in other.site.changes("").changes if each.entity is Entity.ARTICLE)
    assert seen.doc["tags"] == out.doc["tags"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "TCVN3"])
def test_vietnamese_text_stands_there_letter_by_letter(stage, seat, form):
    """However it came to us: in one piece, in pieces, or out of a font of the nineties."""
    if form == "TCVN3":
        found = legacy.recognise(STORY.translate(TO_TCVN3))
        assert found.charset is Charset.TCVN3
        told = found.text
    else:
        told = unicodedata.normalize(form, STORY)
    first, second, third = told.strip().split("\n\n")
    fields = {"headline": first, "standfirst": second, "body": f"{second}\n\n{third}\n"}
    made = done(seat.site, create_article(**fields, authors=(), tags=("Lũ lụt", "đập phụ")))
    out = done(seat.site, act(made, "publish", edition="e-1"))
    lines = STORY.strip().split("\n\n")
    title, excerpt, html, tags = stands(stage, seat)
    assert (title, re.sub("</?p>", "", excerpt)) == (lines[0], lines[1])
    assert re.findall("<p>(.*?)\\s*</p>", html) == lines[1:]
    assert {"Lũ lụt", "đập phụ"} <= set(tags)
    assert out.address.rstrip("/").endswith(slug(lines[0]))
    other = stage.seat("mai", "other")
    (seen,) = other.site.changes("").changes
    article = wire.article_from_doc(seen.doc)
    assert (article.headline, article.standfirst) == (lines[0], lines[1])
    assert article.body.strip() == "\n\n".join(lines[1:])
