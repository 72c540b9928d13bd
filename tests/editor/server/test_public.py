# SPDX-License-Identifier: GPL-3.0-or-later
"""From a laptop's push to the reader's page, over the real server on a real port."""

import html
import io
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue

import httpx
import pytest
from PIL import Image

from editor import wire
from editor.cms.reference import Reference, pair
from editor.errors import Refused
from editor.model import framing
from editor.model.assignment import Assignee
from editor.model.operation import Done, Entity, Operation, OpKind, Remote
from editor.model.picture import Crop, Picture
from editor.model.remark import Reply
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault
from editor.server import administration
from editor.server.app import serve
from tests.builders import PROFILE, a_placement, a_remark, an_article
from tests.contracts.houses import HOUSE_TIME, READY_S, TEMPLATES, database_of

TOKEN = "nrt_of_this_run"


@dataclass
class House:
    """A running server, a laptop at it, and a reader's browser."""

    address: str
    site: Reference
    reader: httpx.Client
    keys: int = 0

    def push(self, kind: OpKind, entity: Entity, entity_id: str, payload, base="") -> Remote:
        self.keys += 1
        key = f"key-{self.keys}"
        told = wire.canonical(payload)
        outcome = self.site.push(Operation(key, entity, entity_id, kind, told, base))
        assert isinstance(outcome, Done), outcome
        return outcome.remote

    def create(self, article) -> Remote:
        doc = wire.article_to_doc(article)
        return self.push(OpKind.CREATE, Entity.ARTICLE, article.id, doc)

    def act(self, remote: Remote, act: str) -> Remote:
        payload = {"act": act, "reason": "vì", "edition": ""}
        return self.push(OpKind.ACT, Entity.ARTICLE, remote.entity_id, payload, remote.etag)

    def patch(self, remote: Remote, **changed: object) -> Remote:
        return self.push(OpKind.PATCH, Entity.ARTICLE, remote.entity_id, changed, remote.etag)

    def send_picture(self, picture: Picture, vault: Vault) -> None:
        self.site.put_blob(picture.sha256, vault.path(picture.sha256))
        doc = wire.picture_to_doc(picture)
        self.push(OpKind.CREATE, Entity.PICTURE, picture.sha256, doc)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    stop, ready = threading.Event(), Queue()
    values = {
        "templates": TEMPLATES,
        "profile": PROFILE,
        "token": TOKEN,
        "database": database_of(tmp_path / "server"),
        "on_ready": ready.put,
        "stop": stop,
    }
    thread = threading.Thread(target=serve, args=[tmp_path / "server"], kwargs=values)
    thread.start()
    try:
        address = ready.get(timeout=READY_S)
        site = Reference(address, TOKEN)
        with httpx.Client(base_url=address, trust_env=False) as reader:
            yield House(address, site, reader)
        site.close()
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "laptop")


@pytest.fixture
def picture(vault: Vault) -> Picture:
    data = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(data, "JPEG")
    taken = Intake(vault).take_bytes(data.getvalue(), "cho.jpg")
    return replace(taken, caption="Ghe về bến.", alt_text="Ghe chở trái cây.", credit="Một Trần")


def test_an_article_with_a_picture_comes_to_the_readers(house, vault, picture):
    assert house.site.hello().role == "admin"
    house.send_picture(picture, vault)
    article = an_article(
        placements=(a_placement(picture),), body="Sáng nay ghe về.\n\n![](cho.jpg)\n\nHết."
    )
    public = house.act(house.create(article), "publish")
    assert public.address == f"{house.address}/cho-noi-hop-lai-sau-mua-lu.html"

    page = house.reader.get(public.address)
    assert page.status_code == 200
    for words in (article.headline, article.standfirst, "Ghe về bến.", "Một Trần", "Hết."):
        assert words in page.text
    assert house.reader.head(public.address).status_code == 200
    assert article.headline in house.reader.get("/").text
    assert article.headline in house.reader.get("/tin-tuc/").text
    assert article.headline not in house.reader.get("/van-hoa/").text

    for size in framing.shown(picture).renditions:
        reply = house.reader.get(f"/media/{picture.sha256}/{size.name}")
        assert reply.status_code == 200
        assert reply.headers["content-type"] == size.media_type
        assert "immutable" in reply.headers["cache-control"]
        assert Image.open(io.BytesIO(reply.content)).size == (size.width_px, size.height_px)
        assert f"/media/{picture.sha256}/{size.name}" in page.text


def test_nothing_leads_out_of_the_page(house):
    article = an_article(body="<script>alert(1)</script>[x](javascript:alert(1))")
    page = house.reader.get(house.act(house.create(article), "publish").address)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "alert(1)</script>" not in page.text
    assert 'href="javascript:' not in page.text
    for name in ("site.css", "site.js", "icon.svg"):
        reply = house.reader.get(f"/site/{name}")
        assert reply.status_code == 200
        assert reply.headers["x-content-type-options"] == "nosniff"
    assert house.reader.get("/favicon.ico").status_code == 301


def test_what_is_not_there_is_a_page_that_says_so(house):
    paths = (
        "/nothing.html",
        "/nothing/",
        "/nothing",
        "/site/../../secret",
        "/site/%2e%2e/%2e%2e/pyproject.toml",
        "/site/base.html",
        "/media/x/y",
        f"/media/{'0' * 64}/960.jpg",
        "/media/..%2f..%2f/960.jpg",
    )
    for path in paths:
        reply = house.reader.get(path)
        assert reply.status_code == 404, path
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert PROFILE.name in reply.text


def test_later_words_stay_private_until_the_update(house):
    public = house.act(house.create(an_article()), "publish")
    later = house.patch(public, headline="Lời chưa ai đọc")
    assert "Lời chưa ai đọc" not in house.reader.get(public.address).text
    house.act(later, "update")
    assert "Lời chưa ai đọc" in house.reader.get(public.address).text


def test_what_is_for_colleagues_never_comes_out(house):
    secret = "NOI-BO"
    answer = Reply("r", secret, HOUSE_TIME, secret)
    told = dict.fromkeys(("author", "text", "replacement", "quote"), secret)
    said = a_remark(replies=(answer,), **told)
    plan = {"desk": secret, "brief": secret, "assignees": (Assignee(secret),), "due_at": HOUSE_TIME}
    header = {"slugline": secret, "ednote": "Đừng đăng", "flags": ("legal",)}
    article = an_article(**header, **plan, remarks=(said,))
    public = house.act(house.create(article), "publish")
    public = house.act(house.patch(public, kicker="Mới"), "update")
    seen, left = set(), {public.address, "/", "/tin-tuc/", "/khong-co.html", "/khong-co/"}
    while left:
        path = left.pop()
        seen.add(path)
        reply = house.reader.get(path)
        assert secret not in reply.text, path
        assert "Đừng đăng" not in reply.text, path
        found = re.findall(r'(?:href|src)="(/[^"#]*)"', reply.text)
        left |= {html.unescape(each) for each in found} - seen
    assert len(seen) > len({public.address, "/", "/tin-tuc/", "/khong-co.html", "/khong-co/"})


def test_a_picture_is_private_until_its_story_is_public(house, vault, picture):
    house.send_picture(picture, vault)
    made = house.create(an_article(placements=(a_placement(picture),)))
    path = f"/media/{picture.sha256}/{framing.shown(picture).plain(320).name}"
    token = {"Authorization": f"Bearer {TOKEN}"}
    assert house.reader.get(path).status_code == 404
    inside = house.reader.get(path, headers=token)
    assert inside.status_code == 200
    assert "private" in inside.headers["cache-control"]
    public = house.act(made, "publish")
    assert house.reader.get(path).status_code == 200
    assert house.reader.get(path.replace("320", "321")).status_code == 404
    house.act(public, "take_down")
    assert house.reader.get(path).status_code == 404


def test_an_address_of_the_width_alone_leads_to_the_present_one(house, vault, picture):
    """Pages elsewhere still say it so; it shows what the live story shows, and nothing else."""
    house.send_picture(picture, vault)
    upper = Crop(0.0, 0.0, 1.0, 0.5)
    made = house.create(an_article(placements=(a_placement(picture, crop=upper),)))
    old = f"/media/{picture.sha256}/640.jpg"
    assert house.reader.get(old).status_code == 404
    house.act(made, "publish")
    base = f"/media/{picture.sha256}"
    for name, media_type, width_px in (
        ("640.jpg", "image/jpeg", 640),
        ("640.webp", "image/webp", 640),
        ("9999.png", "image/jpeg", 800),
    ):
        reply = house.reader.get(f"{base}/{name}")
        assert reply.status_code == 302
        assert "immutable" not in reply.headers["cache-control"]
        shown = house.reader.get(reply.headers["location"])
        assert shown.headers["content-type"] == media_type
        assert Image.open(io.BytesIO(shown.content)).size == (width_px, round(width_px * 300 / 800))


def test_a_changed_crop_is_a_new_address_and_an_older_edition_keeps_its_own(house, vault, picture):
    """What an edition showed stays under its address; what none ever showed is not made."""
    house.send_picture(picture, vault)
    base = f"/media/{picture.sha256}"

    def name(crop):
        return framing.shown(picture, crop).plain(320).name

    first, second, never = Crop(0.0, 0.0, 0.5, 0.5), Crop(0.5, 0.5, 0.5, 0.5), Crop(0, 0, 0.9, 0.9)
    placed = a_placement(picture, crop=first)
    public = house.act(house.create(an_article(placements=(placed,))), "publish")
    before = house.reader.get(f"{base}/{name(first)}")
    assert before.status_code == 200
    assert house.reader.get(f"{base}/{name(second)}").status_code == 404
    moved = wire.article_to_doc(an_article(placements=(replace(placed, crop=second),)))
    later = house.patch(public, placements=moved["placements"])
    assert house.reader.get(f"{base}/{name(second)}").status_code == 404
    house.act(later, "update")
    page = house.reader.get(public.address).text
    assert name(second) in page
    assert name(first) not in page
    assert house.reader.get(f"{base}/{name(second)}").content != before.content
    assert house.reader.get(f"{base}/{name(first)}").content == before.content
    for crop in (never, None):
        assert house.reader.get(f"{base}/{name(crop)}").status_code == 404


def test_a_story_that_was_taken_down_is_gone(house):
    public = house.act(house.create(an_article()), "publish")
    house.act(public, "take_down")
    reply = house.reader.get(public.address)
    assert reply.status_code == 410
    assert an_article().headline not in reply.text
    assert an_article().headline not in house.reader.get("/").text


def test_an_old_address_leads_on(house):
    public = house.act(house.create(an_article()), "publish")
    moved = house.act(house.patch(public, url_slug="dia-chi-moi"), "update")
    reply = house.reader.get(public.address)
    assert (reply.status_code, reply.headers["location"]) == (301, "/dia-chi-moi.html")
    assert house.reader.get(moved.address).status_code == 200


def test_an_invited_person_comes_in(house, tmp_path):
    folder = tmp_path / "server"
    words = ["pair", "Mai", "writer"]
    (code,) = administration.at(folder, PROFILE, words, database=database_of(folder))
    paired = pair(house.address, code, "her laptop")
    site = Reference(house.address, paired.token)
    info = site.hello()
    site.close()
    assert (info.person, info.role) == ("Mai", "writer")
    assert info.address == house.address


def test_a_port_that_is_taken_is_told(house, tmp_path):
    port = int(house.address.rpartition(":")[2])
    with pytest.raises(Refused, match=r"server\.port_taken"):
        serve(tmp_path / "other", port=port, templates=TEMPLATES, profile=PROFILE)
