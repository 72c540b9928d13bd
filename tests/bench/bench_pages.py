# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of the public site weighs and when it paints, beside a bare page in the same run."""

import argparse
import io
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor import wire
from editor.model.workflow import Act
from editor.pictures.intake import Intake
from editor.pictures.renditions import Renditions
from editor.profiles import load_profile
from editor.server import editions
from editor.server.app import create_app
from editor.server.archive import Archive
from tests.browser import Browser
from tests.builders import a_placement, an_article
from tests.contracts.houses import answering

HOME = Path(__file__).resolve().parents[2]
GOAL_KB, GOAL_MS, GOAL_SHIFT = 100, 200, 0.05
STORIES, WORDS = 60, 1_700
RUNS = 15
ARTICLE = "/tin-so-1.html"
BARE = (
    "<!doctype html><html lang=en><title>Bare</title><h1>Bare</h1><p>A page of one line.</p></html>"
)
# A reader elsewhere: what stays on this computer is not packed.
ELSEWHERE = {"X-Forwarded-For": "192.0.2.1"}
LOADED = """['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
  .filter(each => !each.name.includes('/media/'))
  .map(each => [each.encodedBodySize, each.decodedBodySize])"""
PAINTED = """performance.getEntriesByType('paint')
  .find(each => each.name === 'first-contentful-paint')?.startTime ?? null"""
SHIFT = """new Promise((tell) => { let all = 0; new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) all += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => tell(all))); })"""
TROUBLE = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}


@dataclass(frozen=True)
class Read:
    """One page, as a reader's browser told it."""

    packed_kb: float
    plain_kb: float
    paint_ms: list[float]
    shift: float
    errors: int


@contextmanager
def newspaper() -> Iterator[str]:
    """A site of sixty stories with pictures in all sections, by the real server."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
        archive = Archive(Path(name), load_profile(HOME / "resources" / "sites" / "vi.toml"))
        fill(archive)
        sizes = Renditions(archive.vault, Path(name) / "sizes")
        with answering(create_app(archive, sizes, HOME / "resources" / "site")) as address:
            yield address
        archive.close()


def fill(archive: Archive) -> None:
    """Stories of all sections, the newest of them as long as a report."""
    data = io.BytesIO()
    Image.radial_gradient("L").resize((1600, 900)).convert("RGB").save(data, "JPEG")
    taken = Intake(archive.vault).take_bytes(data.getvalue(), "cho.jpg")
    picture = replace(taken, caption="Ghe về bến sáng nay.", alt_text="Ghe.", credit="Một Trần")
    paragraph = "Sáng nay hơn một trăm chiếc ghe đã về bến, người bán nói hàng đủ. " * 6
    copy = "\n\n".join([paragraph.strip()] * (WORDS // len(paragraph.split())))
    sections = [each.key for each in archive.profile.categories]
    now = datetime.now(UTC)
    asked = SimpleNamespace(edition="", act=Act.PUBLISH)
    by = SimpleNamespace(person="Lan", device="laptop")

    def write(connection: object) -> None:
        for number in range(1, STORIES + 1):
            story = an_article(
                number,
                headline=f"Tin số {number}",
                body=copy,
                category=sections[number % len(sections)],
                placements=(a_placement(picture, is_lead=True),),
                published_at=now - timedelta(minutes=10 * number),
            )
            pictures = {picture.sha256: wire.picture_to_doc(picture)}
            doc = wire.article_to_doc(story)
            editions.issue(connection, editions.Issue(doc, pictures, asked, by, now))

    archive.database.write_in_order(write)


class Bare(BaseHTTPRequestHandler):
    """The floor: one line of HTML, and nothing else is asked for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(BARE)))
        self.end_headers()
        self.wfile.write(BARE.encode())

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def bare() -> Iterator[str]:
    """The address of the bare page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Bare) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def read(tab: Browser, address: str, runs: int, floor: str) -> tuple[Read, list[float]]:
    """A page and the floor, turn about, each with nothing kept from before."""
    paints: list[float] = []
    floors: list[float] = []
    errors, shift = 0, 0.0
    for _ in range(runs):
        for target, told in ((floor, floors), (address, paints)):
            tab.open(target)
            tab.wait_for(f"({PAINTED}) !== null")
            told.append(float(str(tab.evaluate(PAINTED))))
        shift = max(shift, float(str(tab.evaluate(SHIFT))))
        errors += len(TROUBLE & set(tab._heard))
    sizes = tab.evaluate(LOADED)
    assert isinstance(sizes, list)
    packed, plain = (sum(each[at] for each in sizes) / 1024 for at in (0, 1))
    return Read(packed, plain, paints, shift, errors), floors


def main() -> int:
    """Print the table; 1 where a page is too heavy, moves or complains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    runs = 4 if parser.parse_args().small else RUNS
    is_well = True
    print(
        f"{'page, 390 px':<14} {'packed':>9} {'plain':>9} {'first paint, median / most':>27}",
        end="",
    )
    print(f" {'bare page':>14} {'shift':>6} {'errors':>6}")
    with newspaper() as site, bare() as floor, Browser() as tab:
        tab.show_as(390, 844)
        tab.call("Log.enable")
        tab.call("Network.setCacheDisabled", cacheDisabled=True)
        tab.call("Network.setExtraHTTPHeaders", headers=ELSEWHERE)
        for name, path in (("home", "/"), ("article", ARTICLE), ("section", "/tin-tuc/")):
            found, floors = read(tab, site + path, runs, floor + "/")
            paint, most = statistics.median(found.paint_ms), max(found.paint_ms)
            print(f"{name:<14} {found.packed_kb:>6.0f} KB {found.plain_kb:>6.0f} KB", end="")
            print(f" {paint:>15.0f} / {most:>6.0f} ms", end="")
            print(f" {statistics.median(floors):>11.0f} ms {found.shift:>6.3f} {found.errors:>6}")
            is_still = found.shift <= GOAL_SHIFT and not found.errors
            is_well = is_well and is_still and found.packed_kb <= GOAL_KB
    print(f"goals: {GOAL_KB} KB without pictures, packed; first paint {GOAL_MS} ms;", end=" ")
    print(f"shift {GOAL_SHIFT}; no error")
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
