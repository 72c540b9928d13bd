# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in to a WordPress: who we are, what we may do, and what it looks like when we may not."""

import http.server
import threading
from contextlib import closing, contextmanager

import httpx
import pytest

from editor import receiving
from editor.desk import Desk
from editor.errors import EditorError
from editor.files.originals import Original
from editor.house import House
from editor.model.rows import StoryFilter
from editor.model.workflow import Act, Role, State
from tests.editor.test_house import HOME


@contextmanager
def served(transport):
    """What a transport answers, on a loopback port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            size = int(self.headers.get("Content-Length") or 0)
            told = {name: each for name, each in self.headers.items() if name != "Host"}
            url = f"http://127.0.0.1:9{self.path}"
            request = httpx.Request(self.command, url, headers=told, content=self.rfile.read(size))
            reply = transport.handle_request(request)
            self.send_response(reply.status_code)
            for name, each in reply.headers.items():
                self.send_header(name, each)
            self.end_headers()
            self.wfile.write(reply.content)

        do_POST = do_DELETE = do_GET  # noqa: N815  # the names of the library

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def desk(tmp_path):
    found = Desk.open(tmp_path / "store", resources=HOME / "resources")
    yield found
    found.close()


def test_signing_in_says_who_one_is_and_what_one_may(desk, stage):
    """An editor; the site's name, sections and time zone are the desk's from then on."""
    with served(stage.transport) as address, House(desk, ()) as house:
        told = house.sign_in(address, "wordpress", stage.login("mai"))
        assert (told.person, told.role) == ("Mai", Role.EDITOR.value)
        desk.sync.once()
        assert desk.sync.status.error == ""
        assert desk.role is Role.EDITOR
        assert (desk.profile.name, desk.profile.time_zone) == ("Sông Báo", "Asia/Ho_Chi_Minh")
        assert ("ngo-doc", "Hỏi & đáp") in {(e.key, e.name) for e in desk.profile.categories}
        able = desk.acts.able
        assert Act.PUBLISH in able.acts
        assert Act.APPROVE not in able.acts
        assert able.keeps_any_html
        kept = desk.settings
        assert (kept.site_address, kept.site_kind, kept.person) == (address, "wordpress", "Mai")
        assert desk.secrets.get(address) == stage.login("mai")


def test_a_contributor_may_only_hand_in(stage):
    with closing(stage.seat("hoa").site) as site:
        told = site.hello()
        assert told.role == Role.WRITER.value
        assert site.capabilities().acts == {Act.SUBMIT}
        assert not site.capabilities().keeps_any_html


def test_a_wrong_application_password_is_not_taken_for_an_empty_house(desk, stage):
    """The house would go on as with an anonymous visitor; nothing is kept of such an address."""
    with served(stage.transport) as address, House(desk, ()) as house:
        with pytest.raises(EditorError, match=r"line\.signed_out"):
            house.sign_in(address, "wordpress", "mai:wrong")
        assert desk.settings.site_kind == ""
        assert desk.secrets.get(address) == ""
        with pytest.raises(EditorError, match=r"line\.not_signed_in"):
            house.sign_in(address, "wordpress", "mai")


def test_a_story_of_the_house_is_kept_as_it_came(desk, stage):
    """`original` gives its HTML, untouched, whatever its copy has become here."""
    html = '<p class="x">Nước&nbsp;lũ <b>rút</b></p>'
    stage.api("lan", "POST", "/posts", {"title": "Bài cũ", "content": html, "status": "publish"})
    with served(stage.transport) as address, House(desk, ()) as house:
        house.sign_in(address, "wordpress", stage.login("mai"))
        desk.sync.once()
        (row,) = desk.articles.rows(StoryFilter(states=tuple(State)))
        assert desk.articles.get(row.id).body == "Nước lũ **rút**"
        assert receiving.original(desk, row.id) == Original(html.encode(), ".html")
