# SPDX-License-Identifier: GPL-3.0-or-later
"""A story in the look of another house: patched in place like our own page, and as sealed."""

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QTextCursor

from editor.model.shell import ADDRESS, Shell
from editor.render import shell as shells
from editor.render.cards import Story
from editor.settings import Settings
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.editor.shells.pages import HEAD, Site, learned, page
from tests.ui.writer.fake_desk import NOW, RESOURCES, FakeDesk
from ui.press import Order, Press
from ui.preview.view import Preview
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
BODY = "\n\n".join(["Một **hai** ba.", "## Giữa", "![](market-1.jpg)", *["Đoạn kể. " * 30] * 40])
DARK = "@layer a { @media (prefers-color-scheme: dark) { body { background: rgb(1, 2, 3) } } }"


class Paths(http.server.BaseHTTPRequestHandler):
    """Notes whoever calls."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_told): ...


@pytest.fixture
def outside() -> Iterator[http.server.HTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Paths)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk(tmp_path) -> FakeDesk:
    made = FakeDesk(tmp_path)
    site = Site()
    site.put("/site.css", DARK.encode(), "text/css")
    made.settings = Settings(site_address="https://song.example", site_kind="wordpress")
    made.shells = SimpleNamespace(shell=lambda: made.learned)
    made.learned = learned(page(head=HEAD), site)
    return made


@pytest.fixture
def draft(desk, tasks) -> Iterator[Draft]:
    picture = a_picture()
    article = an_article(body=BODY, kicker="Mekong", placements=(a_placement(picture),))
    made = Draft(desk, tasks, *desk.knows(article, picture))
    yield made
    made.close()


@pytest.fixture
def preview(qtbot, desk, tasks, draft) -> Iterator[Preview]:
    made = Preview(desk, tasks, Theme(RESOURCES))
    made.resize(460, 640)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.shown, timeout=30_000):
        made.show_draft(draft)
    yield made
    made.show_draft(None)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    made.end()
    made.close()
    made.deleteLater()


def asked(preview: Preview, qtbot, script: str) -> object:
    answers: list[object] = []
    preview._page.do(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    return answers[0]


def fresh(desk: FakeDesk, draft: Draft) -> str:
    """The page as it is made anew."""
    source = SimpleNamespace(article=draft.article, pictures=draft.pictures)
    return Press(desk).print(Order(source, "page", True, None)).html


def assert_is_the_page(preview, desk, draft, qtbot) -> None:
    qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    parsed = "new DOMParser().parseFromString({}, 'text/html').documentElement.outerHTML"
    wanted = asked(preview, qtbot, parsed.format(json.dumps(fresh(desk, draft))))
    assert asked(preview, qtbot, "document.documentElement.outerHTML") == wanted


def test_a_story_is_patched_into_the_page_of_the_house(preview, desk, draft, qtbot):
    assert preview._answers.page == (ADDRESS, fresh(desk, draft).encode())
    kept = "globalThis.first ??= document.querySelector('[data-stet=copy]').lastElementChild; 1"
    asked(preview, qtbot, kept)
    cursor = QTextCursor(draft.document)
    cursor.insertText("Mới gõ. ")
    assert_is_the_page(preview, desk, draft, qtbot)
    draft.set_field("headline", "Tít <mới>")
    draft.set_field("kicker", "")
    draft.set_field("tags", ("một", "hai"))
    draft.set_field("placements", ())
    assert_is_the_page(preview, desk, draft, qtbot)
    assert asked(preview, qtbot, "document.querySelector('h1').innerText") == "Tít <mới>"
    # The page was not loaded anew.
    assert asked(preview, qtbot, "globalThis.first.isConnected") is True
    heard: list[object] = []
    preview.pointed.connect(heard.append)
    for part in ("headline", "copy"):
        asked(preview, qtbot, f"document.querySelector('[data-stet={part}]').click(); 1")
    asked(preview, qtbot, "document.querySelector('[data-stet=copy] p').click(); 1")
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=20_000)
    assert [each.field for each in heard] == ["headline", "copy", "body"]


def test_both_sides_scroll_together_in_the_page_of_the_house(preview, draft, qtbot):
    qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    line = BODY.count("\n") // 2
    preview.scroll_to(line)
    qtbot.waitUntil(lambda: asked(preview, qtbot, "scrollY") > 100, timeout=20_000)
    heard: list[float] = []
    preview.scrolled.connect(heard.append)
    asked(preview, qtbot, "dispatchEvent(new WheelEvent('wheel')); scrollBy(0, 30); 1")
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert abs(heard[-1] - line) < 6


def test_it_is_dark_where_the_site_has_a_dark_look_and_never_by_force(preview, desk, qtbot):
    ground = "getComputedStyle(document.body).backgroundColor"
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    preview._theme.choose(appearance="light", copy_font="", copy_size_px=18)
    assert asked(preview, qtbot, ground) == "rgba(0, 0, 0, 0)"
    preview.change_light()
    qtbot.waitUntil(lambda: asked(preview, qtbot, ground) == "rgb(1, 2, 3)", timeout=20_000)
    assert asked(preview, qtbot, scheme) == "normal"


def test_the_plain_page_is_our_own_byte_for_byte(preview, desk, draft, qtbot):
    desk.settings = replace(desk.settings, is_preview_plain=True)
    preview.look_again()
    qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)
    own = desk.pages.article(Story(draft.article, draft.pictures), now=NOW, related=[]).html
    assert preview._answers.page[1] == own.encode()
    assert_is_the_page(preview, desk, draft, qtbot)
    desk.settings = replace(desk.settings, is_preview_plain=False)
    preview.look_again()
    assert_is_the_page(preview, desk, draft, qtbot)
    assert preview._answers.page[0] == ADDRESS


def hostile(shell: Shell, port: int) -> Shell:
    """What no page that is learned has: as if all cleaning had failed."""
    there = f"http://127.0.0.1:{port}"
    css = (
        f"@import '{there}/i'; body {{ background: url({there}/b) }} @font-face {{ font-family: x;"
    )
    css += f" src: url({there}/f) }} h1 {{ font-family: x }}"
    evil = f"""<link rel=stylesheet href="{there}/s"><link rel=preload as=image href="{there}/p">
    <link rel=dns-prefetch href="{there}"><meta http-equiv=refresh content="0;url={there}/r">
    <script>fetch("{there}/js")</script><img src="{there}/img" srcset="{there}/set 2x">
    <iframe src="{there}/frame"></iframe><video src="{there}/v" poster="{there}/vp"></video>
    <object data="{there}/o"></object><form action="{there}/form"><button id=go></button></form>
    <a id=out href="{there}/a" ping="{there}/ping">a</a><style>{css}</style>"""
    files = {**shell.files, "0123456789abcdef.css": css.encode()}
    own = '<link rel="stylesheet" href="/shell/0123456789abcdef.css">'
    return replace(
        shell, template=shell.template.replace("</head>", f"{own}{evil}</head>"), files=files
    )


def test_no_request_leaves_whatever_the_page_of_the_house_holds(
    preview, desk, draft, qtbot, outside
):
    desk.learned = hostile(desk.learned, outside.server_address[1])
    preview._printed = None
    led: list[str] = []
    preview.link_asked.connect(led.append)
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        preview.look_again()
    asked(preview, qtbot, "document.getElementById('go').click(); 1")
    asked(preview, qtbot, "document.getElementById('out').click(); 1")
    qtbot.waitUntil(lambda: bool(led), timeout=20_000)
    # All that would have gone has its turn.
    qtbot.wait(200)
    assert asked(preview, qtbot, "location.href").startswith("stet://")
    assert outside.asked == []
    assert led[0].endswith("/a")


def test_figures_and_what_has_no_field_are_patched_as_blocks(desk):
    picture = a_picture()
    article = an_article(body="Một.\n\n![](market-1.jpg)", placements=(a_placement(picture),))
    source = SimpleNamespace(article=article, pictures={picture.sha256: picture})
    press = Press(desk)
    shown = press.print(Order(source, "page", True, None))
    source.article = replace(article, kicker="Mekong", body="Hai.\n\n![](market-1.jpg)")
    printed = press.print(Order(source, "page", True, shown))
    assert printed.patch[:2] == (0, 1)
    assert printed.patch.html == '<p class="stet-kicker">Mekong</p>\n<p>Hai.</p>\n'
    assert '<figure class="wp-block-image">' in printed.html
    assert printed.line(1, 0.0) == 0
    assert printed.block(0)[0] == 1
    blocks = shells.with_beside(desk.learned, article, PROFILE, ())
    assert blocks == ()
