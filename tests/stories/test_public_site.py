# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader opens the public site in a browser: phone and desktop, with scripts and without."""

import hashlib
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from editor.model import framing
from editor.model.article import Article, ArticleId, Author, Correction
from editor.model.picture import Picture, Placement, Sha256
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from editor.profiles import load_profile
from editor.render.page import Pages, Story, address_of
from tests.browser import Browser

pytestmark = pytest.mark.browser

RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLES = RESOURCES / "samples"
NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
LONG = "Nghiêngngả" * 30
WIDTHS_PX = (320, 390, 768, 1280)


def sample(name: str, age_minutes: int, **fields: object) -> Story:
    """A story of `resources/samples`, published."""
    table = tomllib.loads((SAMPLES / name).read_text(encoding="utf-8"))
    pictures, placements = {}, []
    for row in table.pop("placements"):
        data = (SAMPLES / row["file"]).read_bytes()
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        with Image.open(SAMPLES / row["file"]) as image:
            size = image.size
        pictures[sha256] = Picture(
            sha256, row["file"], len(data), "image/jpeg", *size, credit=row["credit"]
        )
        placements.append(
            Placement(sha256, row["file"], row["caption"], row["alt_text"], is_lead=True)
        )
    table["body"] = (SAMPLES / table["body"]).read_text(encoding="utf-8")
    table["authors"] = tuple(Author(**row) for row in table["authors"])
    for each in ("tags", "other_categories"):
        table[each] = tuple(table.get(each, ()))
    published_at = NOW - timedelta(minutes=age_minutes)
    whole = {"placements": tuple(placements), "published_at": published_at, **table, **fields}
    return Story(Article(id=ArticleId(name), **whole), pictures)


@dataclass(frozen=True)
class Site:
    """The pages and files of a site, by path."""

    pages: dict[str, str]
    assets: Pages
    pictures: dict[str, Picture]
    renditions: Renditions

    def answer(self, path: str) -> tuple[str, bytes] | None:
        if path in self.pages:
            return "text/html; charset=utf-8", self.pages[path].encode()
        if path.startswith("/media/"):
            _, _, sha256, name = path.split("/")
            found = framing.find(self.pictures[sha256], name)
            file = self.renditions.file(self.pictures[sha256], name)
            return (found[1].media_type, file.read_bytes()) if found else None
        asset = self.assets.asset(path.removeprefix("/site/"))
        return (asset.media_type, asset.read()) if asset else None


class Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *args: object) -> None:
        self.site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        found = self.site.answer(self.path.partition("?")[0])
        kind, data = found or ("text/plain", b"")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


STORIES = [
    sample("cho-noi.toml", 12, corrections=(Correction(NOW, "100 ghe", "118 ghe"),)),
    sample("thu-vien.toml", 65),
    sample("ruong-bac-thang.toml", 130),
    sample("cang-bien.toml", 250),
    sample("pho-mua.toml", 3_000, headline=LONG, standfirst=LONG, tags=(LONG,), kicker=LONG),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The samples as a small site on a loopback port."""
    pages = Pages(RESOURCES / "site", load_profile(RESOURCES / "sites" / "vi.toml"))
    made = {
        "/": pages.home(STORIES, now=NOW),
        "/doi-song/": pages.category("doi-song", STORIES, now=NOW),
    }
    for story in STORIES:
        html = pages.article(story, now=NOW, related=STORIES).html
        made[address_of(story.article)] = html
    made["/404.html"] = pages.not_found(now=NOW)
    folder = tmp_path_factory.mktemp("pictures")
    vault = Vault(folder / "vault")
    pictures = {sha: each for story in STORIES for sha, each in story.pictures.items()}
    for each in pictures.values():
        vault.put(BytesIO((SAMPLES / each.file_name).read_bytes()))
    site = Site(made, pages, pictures, Renditions(vault, folder / "sizes"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


ARTICLE = address_of(STORIES[0].article)


@pytest.mark.parametrize(
    "path", ["/", "/doi-song/", ARTICLE, address_of(STORIES[4].article), "/404.html"]
)
@pytest.mark.parametrize("width", WIDTHS_PX)
def test_nothing_is_wider_than_the_screen(
    tab: Browser, address: str, path: str, width: int
) -> None:
    """Not the page, and no headline in it, whatever its words."""
    tab.show_as(width)
    tab.open(address + path)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    spilled = (
        # What lies in the menu and in a table is scrolled there.
        "e => !e.closest('.menu, table > *') && e.getClientRects().length"
        " && getComputedStyle(e).position !== 'absolute'"
        " && e.getBoundingClientRect().right > innerWidth + 1"
    )
    found = tab.evaluate(
        f"[...document.querySelectorAll('main *')].filter({spilled})"
        ".map(e => e.outerHTML.slice(0, 90))"
    )
    assert found == []


@pytest.mark.parametrize(("width", "path"), [(390, "/"), (390, ARTICLE), (1280, "/")])
def test_pictures_come_in_the_best_kind_and_nothing_jumps(
    tab: Browser, address: str, width: int, path: str
) -> None:
    """AVIF in a fitting width, in the place that was kept for it, on its own colour."""
    tab.show_as(width)
    tab.call("Network.setBlockedURLs", urls=["*/media/*"])
    tab.open(address + path)
    boxes = (
        "[...document.images].map(i => { const b = i.getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height].map(Math.round); })"
    )
    before = tab.evaluate(boxes)
    tab.call("Network.setBlockedURLs", urls=[])
    tab.open(address + path)
    tab.evaluate(
        "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode(); }))"
    )
    after = tab.evaluate(boxes)
    assert isinstance(before, list)
    assert isinstance(after, list)
    # Of two widths the heights are rounded apart by less than a pixel.
    for kept, taken in zip(before, after, strict=True):
        assert max(abs(a - b) for a, b in zip(kept, taken, strict=True)) <= 1
    shown = tab.evaluate(
        "[...document.images].filter(i => i.getClientRects().length).map(i => [i.currentSrc,"
        " i.width, i.naturalWidth / i.naturalHeight, i.width / i.height, i.style.background])"
    )
    assert isinstance(shown, list)
    assert shown
    for source, drawn_px, natural, drawn, ground in shown:
        assert source.endswith(".avif")
        assert abs(natural / drawn - 1) < 0.02
        assert ground
        assert int(source.rpartition("/")[2].split("-")[0]) >= drawn_px


def test_the_measure_is_a_newspapers(tab: Browser, address: str) -> None:
    """A line of the copy holds 60 to 72 characters on a desktop; marks have room above them."""
    tab.show_as(1280)
    tab.open(address + ARTICLE)
    per_line = tab.evaluate(
        "(p => { const r = document.createRange(); r.selectNodeContents(p);"
        "const lines = new Set([...r.getClientRects()].map(b => Math.round(b.top))).size;"
        "return p.textContent.length / lines; })"
        "([...document.querySelectorAll('#copy > p')]"
        ".sort((a, b) => b.textContent.length - a.textContent.length)[0])"
    )
    assert 56 <= per_line <= 72
    tallness = (
        "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
    )
    assert tab.evaluate(f"({tallness})(document.querySelector('#copy'))") >= 1.6
    assert tab.evaluate(f"({tallness})(document.querySelector('h1'))") >= 1.25


def test_the_fonts_that_the_site_ships_are_used(tab: Browser, address: str) -> None:
    """Each of them loads from the site itself."""
    tab.show_as(1280)
    tab.open(address + ARTICLE)
    loaded = tab.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert isinstance(loaded, list)
    assert {"Site Display", "Site Serif", "Site Sans"} <= {each.strip('"') for each in loaded}
    failed = tab.evaluate(
        "[...document.fonts].filter(f => f.status === 'error').map(f => f.family)"
    )
    assert isinstance(failed, list)
    # What stands in until they are there is whatever the reader has.
    assert {each.strip('"') for each in failed} <= {"Site Serif Waiting"}


def test_a_page_is_light(tab: Browser, address: str) -> None:
    """All that is loaded for an article beside its pictures stays under 100 KB, uncompressed."""
    tab.show_as(390)
    tab.open(address + address_of(STORIES[3].article))
    loaded = tab.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".filter(e => !e.name.includes('/media/')).map(e => [e.name, e.decodedBodySize])"
    )
    assert isinstance(loaded, list)
    assert all(name.startswith(address) for name, _ in loaded)
    assert 50_000 < sum(size for _, size in loaded) <= 102_400, loaded


def test_the_copy_link_button_copies_the_address(tab: Browser, address: str) -> None:
    """A click puts the page's address on the clipboard and says so."""
    tab.show_as(390)
    tab.call(
        "Browser.grantPermissions",
        origin=address,
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
    )
    tab.open(address + ARTICLE)
    assert tab.evaluate("document.getElementById('copy-link').textContent") == "Sao chép liên kết"
    tab.click("#copy-link")
    tab.wait_for("document.getElementById('copy-link').dataset.outcome === 'done'")
    assert tab.evaluate("document.getElementById('copy-link').textContent") == "Đã sao chép"
    assert tab.evaluate("navigator.clipboard.readText()") == address + ARTICLE


def test_the_button_copies_without_a_clipboard_api(tab: Browser, address: str) -> None:
    """On a page that is not served over https the selection is copied instead."""
    tab.show_as(390)
    tab.call(
        "Browser.grantPermissions",
        origin=address,
        permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
    )
    tab.open(address + ARTICLE)
    tab.evaluate("navigator.clipboard.writeText('before')", gesture=True)
    tab.evaluate("(navigator.clipboard.writeText = () => Promise.reject(new Error('no')), 0)")
    tab.click("#copy-link")
    tab.wait_for("document.getElementById('copy-link').dataset.outcome === 'done'")
    assert tab.evaluate("navigator.clipboard.readText()") == address + ARTICLE
    assert tab.evaluate("document.querySelector('textarea')") is None


def test_scripts_off_leaves_a_whole_page(tab: Browser, address: str) -> None:
    """Only the button is missing."""
    tab.turn_scripts(on=False)
    try:
        tab.show_as(390)
        tab.open(address + ARTICLE)
        visible = tab.evaluate("document.body.innerText")
    finally:
        tab.turn_scripts(on=True)
    assert isinstance(visible, str)
    for words in (
        "Chợ nổi Bến Sim",
        "Ảnh: Hạ Sim",
        "Hạ Sim, Lam Vàm",
        "Tin khác",
        "1 giờ trước",
        "Tổng biên tập",
        "Chủ nhật, 22/11/2026",
    ):
        assert words in visible
    assert "Sao chép liên kết" not in visible


def test_dark_and_light_keep_their_contrast(tab: Browser, address: str) -> None:
    """Text stands out from its paper by the AA ratio in both schemes."""
    ratio = (
        "(() => { const l = c => { const v = c.match(/\\d+/g).slice(0, 3).map(n => n / 255)"
        ".map(n => n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);"
        "return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };"
        "const paper = l(getComputedStyle(document.body).backgroundColor);"
        "return ['h1', '#copy p', '.stamp', '.section a', 'figcaption', '.meta', '.footer dt']"
        ".map(s => l(getComputedStyle(document.querySelector(s)).color))"
        ".map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)); })()"
    )
    papers = []
    for dark in (False, True):
        tab.show_as(390, dark=dark)
        tab.open(address + ARTICLE)
        ratios = tab.evaluate(ratio)
        assert isinstance(ratios, list)
        assert min(ratios) >= 4.5, ratios
        papers.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert papers == ["rgb(255, 255, 255)", "rgb(27, 26, 25)"]


def test_nothing_moves_while_the_page_loads(tab: Browser, address: str) -> None:
    """Pictures keep their place from the start."""
    tab.show_as(390)
    tab.open(address + "/")
    moved = tab.evaluate(
        "new Promise(done => { let sum = 0;"
        "new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
        "requestAnimationFrame(() => setTimeout(() => done(sum), 50)); })"
    )
    assert isinstance(moved, int | float)
    assert moved < 0.05


def test_paper_carries_the_article_alone(tab: Browser, address: str) -> None:
    """Menu, button and related list are not printed."""
    tab.show_as(1280)
    tab.open(address + ARTICLE)
    tab.call("Emulation.setEmulatedMedia", media="print")
    shown = tab.evaluate(
        "['.menu', '#copy-link', '#related', '#headline', '#copy', '#byline', '.footer']"
        ".map(s => document.querySelector(s).getClientRects().length > 0)"
    )
    tab.call("Emulation.setEmulatedMedia", media="")
    assert shown == [False, False, False, True, True, True, True]
