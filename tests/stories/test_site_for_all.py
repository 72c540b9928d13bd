# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of page, in both languages and by both lights: seen by all, reached by keys, still."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from editor import wire
from editor.model.workflow import Act
from editor.pictures.intake import Intake
from editor.profiles import load_profile
from editor.server import editions
from editor.server.archive import Archive
from tests.browser import Browser
from tests.builders import a_placement, an_article
from tests.contracts.houses import HOUSE_TIME, an_app, answering

pytestmark = pytest.mark.browser

HOME = Path(__file__).parents[2]
SITES = HOME / "resources" / "sites"
AXE = HOME / ".ci" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
NOWHERE = "/khong-co.html"
GONE = "/tin-so-40.html"
PATHS = (
    *("/", "/page/2/", "/{category}/", "/tag/lu/", "/author/luong-linh/", "/imprint"),
    *("/search", "/search?q=cho+noi", "/search?q=khongco", "/tin-so-1.html", NOWHERE, GONE),
)
TOLD_AS_ERRORS = {NOWHERE, GONE}
BY_KEYS = ("/", "/search?q=cho+noi", "/tin-so-1.html", "/imprint")
TROUBLE = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}

# Text against what is painted behind it, by the formula of WCAG 2.2; of large text 3 is enough.
PALE = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const told = rgba(getComputedStyle(each).backgroundColor);
      if (told[3] === 1) return told;
    }
    return rgba(getComputedStyle(document.documentElement).backgroundColor);
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(element);
    if (!words.length || !element.getClientRects().length) continue;
    const [ink, paper] = [light(rgba(style.color)), light(ground(element))];
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700;
    const wanted = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < wanted) found.push([element.className || element.tagName, ratio, words[0].data]);
  }
  return found;
})()"""
UNTOLD = """[...document.images].filter((i) => !i.hasAttribute("alt") || !i.getAttribute("width")
  || !i.getAttribute("height")).map((i) => i.outerHTML.slice(0, 80))"""
NAMELESS = """[...document.querySelectorAll("a[href], button, input")]
  .filter((e) => !e.closest("[aria-hidden=true]") && !e.hidden)
  .filter((e) => !(e.innerText || "").trim() && !e.textContent.trim() && !e.labels?.length
    && !e.getAttribute("aria-label")).map((e) => e.outerHTML.slice(0, 80))"""
REACHABLE = """[...document.querySelectorAll("a[href], button, input, [tabindex]")]
  .filter((e) => e.tabIndex >= 0 && e.getClientRects().length).length"""
SHIFT = """new Promise((tell) => { let all = 0; new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) all += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => tell(all))); })"""
SETTLE = "document.getAnimations().forEach((each) => each.finish())"
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => +h.tagName[1])"
LANDMARKS = "['header', 'nav', 'main', 'footer'].map((n) => document.querySelectorAll(n).length)"
RING = """((e) => { e.dataset.seen = 1; const s = getComputedStyle(e);
  return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; })(document.activeElement)"""
VIOLATIONS = """axe.run(document, { resultTypes: ["violations"] }).then((told) => JSON.stringify(
  told.violations.map((each) => [each.id, each.nodes.map((node) => node.html.slice(0, 160))])))"""
TWICE = """[...document.querySelectorAll("[id]")].map((e) => e.id)
  .filter((id, at, all) => all.indexOf(id) !== at)"""


NO_PICTURE = """(() => { const card = document.querySelector(".wide .tall");
  card.querySelector(".thumbnail").remove();
  return [card, card.querySelector(".words")].map((e) => e.offsetWidth);
})()"""


def _fill(archive: Archive) -> None:
    """Forty stories, one of them taken down, and what a page may hold."""
    data = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(data, "JPEG")
    taken = Intake(archive.vault).take_bytes(data.getvalue(), "cho.jpg")
    picture = replace(taken, caption="Ghe về bến.", alt_text="Ghe.", credit="Một Trần")
    copy = "Chợ nổi [họp](https://a.example/).\n\n> Lời\n\n## Giữa\n\n| a | b |\n|-|-|\n| c | d |\n"
    # One that is wider than a telephone.
    copy += "\n| rất | dài | và | rộng | hơn | màn |\n|-|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n"
    categories = archive.profile.categories
    asked = SimpleNamespace(edition="", act=Act.PUBLISH)
    by = SimpleNamespace(person="Lan", device="laptop")

    def write(connection: object) -> None:
        for number in range(1, 41):
            story = an_article(
                number,
                headline=f"Tin số {number}",
                body=copy,
                tags=("lũ", "!!!"),
                category=categories[(number - 1) % len(categories)].key,
                authors=tuple(
                    replace(each, pen_name="Lường Linh") for each in an_article().authors
                ),
                placements=(a_placement(picture),),
                published_at=HOUSE_TIME - timedelta(minutes=number),
                language=archive.profile.language,
            )
            pictures = {picture.sha256: wire.picture_to_doc(picture)}
            doc = wire.article_to_doc(story)
            editions.issue(connection, editions.Issue(doc, pictures, asked, by, HOUSE_TIME))
        editions.withdraw(connection, an_article(40).id, HOUSE_TIME)

    archive.database.write_in_order(write)


@pytest.fixture(params=["vi", "en"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The real server with one of the shipped profiles: (its address, the first category)."""
    shipped = load_profile(SITES / f"{request.param}.toml")
    first, second, *others = shipped.categories
    profile = replace(shipped, categories=(first, replace(second, style="opinion"), *others))
    archive = Archive(tmp_path, profile, lambda: HOUSE_TIME)
    _fill(archive)
    with answering(an_app(archive)) as address:
        yield address, profile.categories[0].key
    archive.close()


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with Browser() as opened:
        opened.call("Log.enable")
        yield opened


def test_every_page_is_for_all(tab: Browser, site: tuple[str, str]) -> None:
    address, category = site
    for path in PATHS:
        for width, first, second in ((390, False, True), (1280, True, False)):
            for dark in (first, second):
                tab.show_as(width, dark=dark)
                if dark is first:
                    tab.open(address + path.format(category=category))
                # At nightfall a page that stands open changes its colours, some of them slowly.
                tab.evaluate(SETTLE)
                where = (path, width, dark)
                assert tab.evaluate(PALE) == [], where
                assert tab.evaluate(SHIFT) <= 0.05, where
                assert tab.evaluate("document.documentElement.scrollWidth") == width, where
                # A page that is not there, or no more, is itself told as an error.
                assert path in TOLD_AS_ERRORS or not TROUBLE & set(tab._heard), where
        assert [tab.evaluate(each) for each in (UNTOLD, NAMELESS, TWICE)] == [[], [], []], path
        assert min(tab.evaluate(LANDMARKS)) >= 1, path
        levels = tab.evaluate(HEADINGS)
        assert levels.count(1) == 1, path
        assert all(lower <= upper + 1 for upper, lower in pairwise(levels)), path
    for path in BY_KEYS:
        tab.open(address + path)
        _walk(tab)
    # The words of a wide card take the room of a picture that it has not got.
    tab.open(address + "/")
    whole, words = tab.evaluate(NO_PICTURE)
    assert words == whole


def test_axe_finds_nothing(tab: Browser, site: tuple[str, str]) -> None:
    """All its rules, of WCAG 2.2 AA and beyond; a telephone by day, a desk by night."""
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm ci --prefix .ci/npm")
    address, category = site
    program = AXE.read_text(encoding="utf-8") + ";0"
    for path in PATHS:
        for width, dark in ((360, False), (1280, True)):
            tab.show_as(width, dark=dark)
            tab.open(address + path.format(category=category))
            tab.evaluate(program)
            assert json.loads(str(tab.evaluate(VIOLATIONS))) == [], (path, width, dark)


def _walk(tab: Browser) -> None:
    """Press Tab until all was reached, each with a ring around it."""
    count = tab.evaluate(REACHABLE)
    rings = []
    for _ in range(count):
        for kind in ("rawKeyDown", "keyUp"):
            tab.call("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
        rings.append(tab.evaluate(RING))
    assert all(rings)
    assert tab.evaluate("document.querySelectorAll('[data-seen]').length") == count


def test_a_printed_page_is_paper(tab: Browser, site: tuple[str, str]) -> None:
    """Black on white by any light, without what cannot be pressed on paper."""
    tab.show_as(1280, dark=True)
    tab.open(site[0] + "/tin-so-1.html")
    scheme = {"name": "prefers-color-scheme", "value": "dark"}
    tab.call("Emulation.setEmulatedMedia", media="print", features=[scheme])
    shown = "getComputedStyle(document.querySelector('{}')).{}"
    assert tab.evaluate(shown.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert tab.evaluate(shown.format("#copy p", "color")) == "rgb(0, 0, 0)"
    for gone in (".menu", ".copy-link", "#related"):
        assert tab.evaluate(shown.format(gone, "display")) == "none", gone
    assert tab.evaluate(PALE) == []
