# SPDX-License-Identifier: GPL-3.0-or-later
"""A real WordPress as the house: a story with five pictures, nothing to do, a first pull of all.

Each beside its floor: the bare uploads and one post, and the bare paged listing, in the same run.
"""

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import httpx
from PIL import Image

from editor.cms.ledgered import Ledgered
from editor.cms.wordpress import posts
from editor.cms.wordpress.house import Wordpress
from editor.desk import Desk
from editor.model import framing
from editor.model.article import place
from editor.model.operation import Entity
from editor.model.picture import WIDTHS_PX, Picture
from editor.model.rows import Line, StoryFilter
from editor.model.workflow import Act, State, Wish
from editor.store.remote_map import RemoteMap
from tests.builders import an_article
from tests.houses import wordpress
from tests.houses.processes import NotInstalled

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
POSTS = 1_000
PICTURES = 5
ROUNDS = 3
API = "/wp-json/wp/v2"
INSERT = """
for ($i = 1; $i <= {count}; $i++) {{
    $text = '';
    for ($j = 0; $j < 12; $j++) {{
        $text .= '<p>Đoạn ' . $j . ' của bài ' . $i . ': ' . str_repeat('chợ nổi sáng nay, ', 20)
            . '<strong>đã về bến</strong>.</p>' . "\\n";
    }}
    wp_insert_post(['post_title' => 'Bài ' . $i, 'post_content' => $text,
        'post_status' => 'publish', 'post_author' => 1]);
}}
"""


def picture(seed: int) -> bytes:
    """Something that is as hard to make small as a photograph."""
    chance = random.Random(seed)
    small = Image.frombytes("RGB", (300, 200), chance.randbytes(300 * 200 * 3))
    with io.BytesIO() as file:
        small.resize((2400, 1600)).save(file, "JPEG", quality=85, comment=str(seed).encode())
        return file.getvalue()


class Laptop:
    """A desk whose house is the WordPress."""

    def __init__(self, folder: Path, house: wordpress.WordPress) -> None:
        self.desk = Desk.open(folder, resources=RESOURCES)
        ledger = RemoteMap(self.desk.database, house.url)
        self.adapter = Wordpress(
            house.url,
            house.login("mai"),
            files_of=lambda sha256: ledger.find(Entity.PICTURE, sha256),
            file_of=self.desk.renditions.file,
        )
        self.desk.use_site(Ledgered(self.adapter, ledger))

    @property
    def requests(self) -> int:
        return self.adapter._line.requests

    def sync(self) -> None:
        status = self.desk.sync.once()
        assert status.line is Line.ONLINE, status
        assert not status.waiting, self.desk.outbox.rows()


def bare(house: wordpress.WordPress) -> httpx.Client:
    """A client that does no more than it is told."""
    user, _, password = house.login("mai").partition(":")
    return httpx.Client(base_url=house.url, auth=(user, password), timeout=120, trust_env=False)


def timed(work: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


def publish(laptop: Laptop, number: int) -> float:
    """A story with its pictures, from this desk to the readers; seconds."""
    story = replace(an_article(number), placements=())
    for each in range(PICTURES):
        taken = laptop.desk.intake.take_bytes(picture(number * 100 + each), f"anh-{each}.jpg")
        told = replace(taken, caption=f"Chú thích {each}", alt_text="Ghe", credit="Lan")
        laptop.desk.articles.save_picture(told, origin="bench")
        laptop.desk.renditions.file(told, rendition_of(told))
        story = place(story, told)
        story = replace(story, body=f"{story.body}\n\n![]({story.placements[-1].name})")
    laptop.desk.articles.save(story, origin="bench")
    wish = Wish(Act.PUBLISH)
    laptop.desk.acts.perform(story.id, wish, profile=laptop.desk.profile, origin="bench")
    took_s = timed(laptop.sync)
    assert laptop.desk.articles.get(story.id).state is State.PUBLISHED
    return took_s


def rendition_of(told: Picture) -> str:
    return framing.shown(told).plain(WIDTHS_PX[-1]).name


def upload_bare(laptop: Laptop, client: httpx.Client, number: int) -> float:
    """The same files and one post, and nothing else; seconds."""
    files = []
    for each in range(PICTURES):
        taken = laptop.desk.intake.take_bytes(picture(number * 100 + each), f"anh-{each}.jpg")
        files.append(laptop.desk.renditions.file(taken, rendition_of(taken)).read_bytes())

    def work() -> None:
        for data in files:
            headers = {
                "Content-Type": "image/jpeg",
                "Content-Disposition": 'attachment; filename="bare.jpg"',
            }
            client.post(f"{API}/media", content=data, headers=headers).raise_for_status()
        told = {"title": f"Bare {number}", "content": "<p>Một.</p>", "status": "publish"}
        client.post(f"{API}/posts", json=told).raise_for_status()

    return timed(work)


def list_bare(client: httpx.Client) -> None:
    """All posts as an editor has them, page by page, read as JSON."""
    page, pages = 1, 1
    while page <= pages:
        asked = f"{API}/posts?context=edit&per_page=100&orderby=id&order=asc&page={page}"
        reply = client.get(f"{asked}&status={posts.STATUSES}&_fields={posts.LISTED}")
        reply.raise_for_status()
        json.loads(reply.content)
        page, pages = page + 1, int(reply.headers["x-wp-totalpages"])


def row(name: str, floor_s: float, ours_s: float, requests: int, goal: float) -> None:
    share = ours_s / floor_s
    print(f"{name:<40}{floor_s:>8.2f}{ours_s:>8.2f}{share:>8.2f}{goal:>7.1f}{requests:>10}")


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a fifth of the posts, one round")
    is_small = parser.parse_args().small
    count, rounds = (POSTS // 5, 1) if is_small else (POSTS, ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with wordpress.running(folder / "wordpress") as house, bare(house) as client:
                measure(folder, house, client, (count, rounds))
        except NotInstalled as error:
            print(f"no house to measure: {error} cannot be installed here")


def measure(
    folder: Path, house: wordpress.WordPress, client: httpx.Client, size: tuple[int, int]
) -> None:
    count, rounds = size
    title = f"{'WordPress, in s of wall time':<40}{'floor':>8}{'Stet':>8}{'ratio':>8}{'goal':>7}"
    print(f"{title}{'requests':>10}", flush=True)
    laptop = Laptop(folder / "one", house)
    laptop.sync()
    best, floor, requests = 1e9, 1e9, 0
    for each in range(1, rounds + 1):
        floor = min(floor, upload_bare(laptop, client, 50 + each))
        before = laptop.requests
        best = min(best, publish(laptop, each))
        requests = laptop.requests - before
    row(f"publish a story with {PICTURES} pictures", floor, best, requests, 1.3)
    laptop.sync()
    before, took_s = laptop.requests, timed(laptop.sync)
    idle = laptop.requests - before
    print(f"{'nothing to do':<40}{'':>8}{took_s:>8.2f}{'':>15}{idle:>10}  (goal: 2)", flush=True)
    laptop.desk.close()
    house.run_php(INSERT.format(count=count))
    best, floor = 1e9, 1e9
    for each in range(rounds):
        floor = min(floor, timed(lambda: list_bare(client)))
        fresh = Laptop(folder / f"fresh{each}", house)
        best = min(best, timed(fresh.sync))
        requests = fresh.requests
        assert fresh.desk.articles.count(StoryFilter(states=tuple(State))) >= count
        fresh.desk.close()
    row(f"first pull of {count:,} posts", floor, best, requests, 1.2)


if __name__ == "__main__":
    main()
