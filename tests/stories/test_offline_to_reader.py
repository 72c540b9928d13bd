# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first key press to the reader's page: a laptop offline, a real server, Chromium."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from editor.builtin import port_of
from editor.cms.reference import Reference
from editor.desk import Desk
from editor.door import Door
from editor.fieldwork import new_id
from editor.model.article import Article, Author, place
from editor.model.rows import Line
from editor.model.workflow import Act, State, Wish
from tests.browser import Browser
from tests.forked import python
from tests.machines.newsroom import a_jpeg

HOME = Path(__file__).resolve().parents[2]
AGREED_S = 60


class Server:
    """`main.py serve` in a process of its own, on a port that stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = 0

    def start(self) -> Reference:
        """Start it; the way in for a laptop."""
        store = ["--store", str(self._folder / "server-store")]
        command = [python(), str(HOME / "main.py"), *store, "serve", "--builtin"]
        self._door = Door(
            [*command, "--data", str(self._folder / "server")], self._folder / "server.log"
        )
        self.address = self._door.open(self._port)
        self._port = port_of(self.address)
        return Reference(self.address, self._door.token)

    def stop(self) -> None:
        self._door.close()


@pytest.fixture
def server(tmp_path):
    """A server that is stopped at the end."""
    found = Server(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def desk(tmp_path):
    """A laptop without a line."""
    found = Desk.open(tmp_path / "laptop", resources=HOME / "resources")
    yield found
    found.close()


def write(desk, headline, **fields):
    """A story as an editor leaves it, with one captioned picture."""
    taken = desk.intake.take_bytes(a_jpeg(len(headline)), "IMG_1234.jpg")
    picture = replace(taken, credit="Hạ Sim")
    desk.articles.save_picture(picture, origin="test")
    article = Article(
        id=new_id(),
        headline=headline,
        standfirst=f"Sapo: {headline}.",
        authors=(Author(person="Phóng viên Mẫu Một", pen_name="Hạ Sim"),),
        category="doi-song",
        **fields,
    )
    article = place(article, picture)
    said = replace(
        article.placements[0],
        caption=f"Ghe về bến: {headline}.",
        alt_text="Tranh: ghe trái cây trên sông.",
    )
    article = replace(article, placements=(said,))
    copy = "Sáng nay, ghe đã về bến.\n\n![](IMG_1234.jpg)\n\nNgười bán nói **hàng đủ**."
    return desk.articles.save(replace(article, body=copy), origin="test")


def publish(desk, article):
    desk.acts.perform(article.id, Wish(Act.PUBLISH), profile=desk.profile, origin="test")


def agree(desk):
    """Wait until everything has gone to the server."""
    agreed = threading.Event()

    def look(status):
        if status.line is Line.ONLINE and not status.waiting and not status.is_sending:
            agreed.set()

    unlisten = desk.sync.listen(look)
    look(desk.sync.status)
    desk.sync.start()
    desk.sync.retry()
    assert agreed.wait(AGREED_S), desk.sync.status
    unlisten()


@pytest.mark.browser
def test_from_the_first_key_press_to_the_readers_page(desk, server):
    """Written and published with no line; on the next connection it goes by itself."""
    desk.use_site(server.start())
    earlier = write(desk, "Cầu mới thông xe")
    publish(desk, earlier)
    status = desk.sync.once()
    assert (status.line, status.waiting) == (Line.ONLINE, 0), status

    server.stop()
    story = write(desk, "Chợ nổi Bến Sim họp lại", kicker="Mùa nước nổi")
    publish(desk, story)
    later = replace(story, body=story.body + "\n\nCâu này viết sau, chưa ai xuất bản.")
    desk.articles.save(later, origin="test")
    status = desk.sync.once()
    assert status.line is Line.OFFLINE
    assert status.waiting >= 3
    assert desk.mirror.remote_address(story.id) == ""

    desk.use_site(server.start())
    agree(desk)
    assert desk.articles.get(story.id).state is State.PUBLISHED
    address = desk.mirror.remote_address(story.id)
    assert address.startswith(server.address)

    with Browser() as page:
        page.open(address)
        look_at_the_story(page)
        look_at_the_related(page)
        click_copy_link(page, address)
        page.open(server.address + "/")
        assert "Chợ nổi Bến Sim họp lại" in page.text("main")
        page.open(server.address + "/doi-song/")
        assert "Cầu mới thông xe" in page.text("main")
    with Browser(is_script_on=False) as page:
        page.open(address)
        look_at_the_story(page)
        assert page.evaluate("document.getElementById('copy-link').hidden")


def look_at_the_story(page):
    """Headline, copy, picture, caption, credit and byline, as readers see them."""
    assert page.text("#headline") == "Chợ nổi Bến Sim họp lại"
    assert page.text("#kicker").lower() == "mùa nước nổi"
    assert "(SX) - " in page.evaluate("document.querySelector('#standfirst').textContent")
    assert "hàng đủ" in page.text("#copy strong")
    assert "viết sau" not in page.text("main")
    caption = page.text("figure figcaption")
    assert caption.startswith("Ghe về bến: Chợ nổi Bến Sim họp lại.")
    assert "Ảnh: Hạ Sim" in caption
    assert page.text("#byline") == "Hạ Sim"
    page.evaluate("document.querySelector('figure img').scrollIntoView()")
    page.wait_for("document.querySelector('figure img').complete")
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 0
    assert page.evaluate("document.querySelector('figure img').alt").startswith("Tranh:")


def look_at_the_related(page):
    """`Tin khác`: category, headline and standfirst of the other story."""
    related = page.text("#related")
    assert "tin khác" in related.lower()
    assert "Cầu mới thông xe" in related
    assert "đời sống" in related.lower()
    assert "Sapo: Cầu mới thông xe." in related
    assert page.evaluate("document.querySelector('#related time').dateTime")


def click_copy_link(page, address):
    """The button says that it is done, and the address is on the clipboard."""
    page.click("#copy-link")
    page.wait_for("document.getElementById('copy-link').dataset.outcome === 'done'")
    assert page.evaluate("navigator.clipboard.readText()") == address
