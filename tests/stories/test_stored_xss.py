# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile text in every field of a story and its picture: in a reader's browser nothing runs."""

import dataclasses
import hashlib
import html
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from editor import wire
from editor.model.article import Article, ArticleId, Author, Correction
from editor.model.operation import Entity, OpKind
from editor.model.picture import Picture, Placement, Sha256
from editor.model.workflow import Role
from editor.render.page import FRONT_COUNT
from editor.server.archive import Archive, Command
from editor.server.public import POLICY
from editor.server.tokens import Caller
from tests.browser import Browser
from tests.builders import a_picture, an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive, answering

pytestmark = pytest.mark.browser

FILE = Path(__file__).with_name("payloads.txt")
PAYLOADS = list(
    dict.fromkeys(
        line
        for line in FILE.read_text(encoding="utf-8").split("\n")
        if line and not line.startswith("## ")
    )
)
LAN = Caller("Lan", "laptop", Role.ADMIN)
FIXED = {"id", "sha256", "state", "media_type", "colour", "name", "language", "category", "pick"}
"""Texts that the server takes only in one form; the tests of the rules see to those."""
AT_ONCE = 7
"""So many payloads stand in one story: fewer pages to load, and all of them on the home page."""
MIN_RUNNING = 20
"""So many of every third payload do run when a page prints them as they are."""

HOOK = """
    (() => {
        const told = text => { top.ran = [...(top.ran || []), String(text)]; };
        for (const name of ["alert", "prompt", "confirm", "print"]) window[name] = told;
    })()
"""
LOOK = """
    (async () => {
        const found = [];
        const address = /^(href|src|action|formaction|xlink:href|data|poster|srcset|ping|srcdoc)$/i;
        const scheme = /^(javascript|data|vbscript|blob|file):/i;
        const wrong = "iframe,frame,object,embed,base,form,applet,math,style,template,dialog,"
            + "input,textarea,select,marquee,audio,video,[http-equiv=refresh i],[contenteditable]";
        for (const each of document.querySelectorAll(wrong)) found.push(each.outerHTML);
        for (const each of document.querySelectorAll("*")) {
            for (const {name, value} of each.attributes) {
                const plain = value.replace(/[\\t\\n\\r]/g, "").replace(/^[\\0- ]+/, "");
                if (/^on/i.test(name) || (address.test(name) && scheme.test(plain))) {
                    found.push(each.outerHTML.slice(0, 200));
                }
                if (name === "style" && /url|expression|animation/i.test(value)) found.push(value);
            }
            const isData = each.type === "application/ld+json";
            if (each.localName === "script" && !isData
                && !(each.src || "").startsWith(location.origin + "/site/")) {
                found.push(each.outerHTML);
            }
        }
        for (const data of document.querySelectorAll("[type='application/ld+json']")) {
            JSON.parse(data.textContent);
        }
        const events = ["mouseover", "pointerenter", "focus", "toggle", "error", "animationstart"];
        for (const each of document.body.querySelectorAll("*")) {
            for (const name of events) each.dispatchEvent(new Event(name));
        }
        await new Promise(done => setTimeout(done, 0));
        const asked = performance.getEntriesByType("resource").map(each => each.name);
        return {
            found, ran: window.ran || [], isPage: !!document.querySelector("main a"),
            foreign: asked.filter(each => !each.startsWith(location.origin + "/")),
            links: [...document.links].map(each => each.protocol),
        };
    })()
"""
SAFE_LINKS = {"http:", "https:", "mailto:", "tel:"}


def filled(value, payload: str):
    """A value whose every free text is the payload."""
    texts = {
        each.name: payload
        for each in dataclasses.fields(value)
        if isinstance(getattr(value, each.name), str) and each.name not in FIXED
    }
    return replace(value, **texts)


def copy_with(payload: str) -> str:
    """The payload in every place of a copy that is read in a way of its own."""
    return "\n\n".join(
        (
            payload,
            f"Chữ {payload} chữ",
            f"## {payload}",
            f"- {payload}\n- chữ",
            f"> {payload}",
            f"| a | b |\n|---|---|\n| {payload} | {payload} |",
            f"```\n{payload}\n```",
            f"[chữ]({payload}) [chữ](<{payload}>) ![chữ]({payload}) ![{payload}](p.jpg)",
            f'[chữ](https://a.invalid "{payload}")',
            f"[chữ][r] [^n] {payload}",
            f"[r]: {payload}",
            f"[^n]: {payload}",
            f"<{payload}>",
            f"<div>{payload}</div>",
            f'<b title="{payload}" class="{payload}">chữ</b>',
            f'<a href="{payload}">chữ</a>',
        )
    )


def hostile(number: int, payloads: list[str]) -> tuple[Article, Picture]:
    """A story and its picture, with the payloads wherever a person may write."""
    payload = " ".join(payloads)
    picture = filled(replace(a_picture(number), colour="#336699"), payload)
    author, correction = Author(payload, payload, payload), Correction(HOUSE_TIME, payload, payload)
    article = replace(
        filled(an_article(number), payload),
        id=ArticleId(uuid4().hex),
        body="\n\n".join(map(copy_with, payloads)),
        authors=(author, author),
        tags=(*payloads, payload),
        other_categories=(payloads[0],),
        related=(ArticleId(payload),),
        corrections=(correction,),
        placements=(filled(Placement(picture.sha256, "p.jpg"), payload),),
        extra={"x_unknown": payload},
    )
    return article, picture


class Newsroom:
    """A server on loopback, and the stories that it shows."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def publish(self, article: Article, picture: Picture) -> str:
        """Put a story before readers; its path."""
        data = b"\x89PNG\r\n\x1a\n" + picture.sha256.encode()
        picture = replace(picture, sha256=Sha256(hashlib.sha256(data).hexdigest()))
        placements = tuple(replace(each, sha256=picture.sha256) for each in article.placements)
        article = replace(article, placements=placements)
        with self.archive.vault.staged(_Bytes(data)) as staged:
            staged.keep()
        self._write(OpKind.CREATE, Entity.PICTURE, picture.sha256, wire.picture_to_doc(picture))
        made = self._write(OpKind.CREATE, Entity.ARTICLE, article.id, wire.article_to_doc(article))
        bars = [f"{picture.sha256}:picture_barred"]
        told = {"act": "publish", "override": "w", "bars": bars}
        about = (Entity.ARTICLE, article.id, told, made.etag)
        return self._write(OpKind.ACT, *about).address

    def _write(self, kind, entity, entity_id, doc, base=""):
        command = Command(uuid4().hex, "", kind, entity, entity_id, doc, base)
        return self.archive.write(command, LAN).remote


class _Bytes:
    """What `Vault.staged` reads from."""

    def __init__(self, data: bytes) -> None:
        self._left = iter([data, b""])

    def read(self, _: int = -1) -> bytes:
        return next(self._left, b"")


def control(*, policy: str) -> HTMLResponse:
    """Some payloads as they are, each in a frame of its own, and a picture from elsewhere."""
    frames = (f'<b title="{each}">{each}</b><a href="{each}">x</a>' for each in PAYLOADS[::3])
    page = '<img src="https://evil.invalid/x.png">' + "".join(
        f'<iframe srcdoc="{html.escape(each)}"></iframe>' for each in frames
    )
    headers = {"Content-Security-Policy": policy} if policy else {}
    return HTMLResponse(f"<!doctype html><title>x</title>{page}", headers=headers)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[tuple[Newsroom, str]]:
    archive = an_archive(tmp_path / "archive")
    app: FastAPI = an_app(archive)
    for path, policy in (("/control", ""), ("/control-kept", POLICY)):
        app.add_api_route(path, lambda policy=policy: control(policy=policy))
    with answering(app) as address:
        yield Newsroom(archive), address
    archive.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=HOOK)
        # What cannot run a script only costs time here.
        browser.call("Network.setBlockedURLs", urls=["*.woff2*", "*.css*", "*/media/*"])
        yield browser


def test_there_are_enough_of_them():
    assert len(PAYLOADS) >= 150


def test_the_detector_works_and_the_policy_alone_would_hold(browser, newsroom):
    _, address = newsroom
    browser.open(f"{address}/control")
    seen = browser.evaluate(LOOK)
    assert len(seen["ran"]) >= MIN_RUNNING
    assert (len(seen["found"]) > MIN_RUNNING, len(seen["foreign"])) == (True, 1)
    browser.open(f"{address}/control-kept")
    assert browser.evaluate("window.ran || []") == []


def test_nothing_runs_wherever_it_was_written(browser, newsroom):
    """The policy is put aside: the pages themselves must be harmless."""
    house, address = newsroom
    browser.call("Page.setBypassCSP", enabled=True)
    left = iter(PAYLOADS)
    paths = [
        house.publish(*hostile(number, some))
        for number in range(FRONT_COUNT)
        if (some := list(islice(left, AT_ONCE)))
    ]
    assert next(left, None) is None, "more stories than the home page shows"
    for path in (*paths, "/", "/tin-tuc/", f"/{quote(PAYLOADS[0], safe='')}/"):
        browser.open(address + path)
        seen = browser.evaluate(LOOK)
        assert (seen["found"], seen["ran"], seen["foreign"]) == ([], [], []), path
        assert seen["isPage"], path
        assert set(seen["links"]) <= SAFE_LINKS, path
