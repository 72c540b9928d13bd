# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview is the page: sealed, patched in place, scrolled together with the copy."""

import json
import os
import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QTextCursor

from editor.model.look import Look
from editor.render.page import Pages, Story
from editor.text.places import Sight, place, sight
from tests.builders import a_picture, a_placement, an_article
from tests.ui.writer.fake_desk import NOW, RESOURCES, FakeDesk
from ui.preview.view import Preview
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft

pytestmark = [
    pytest.mark.webengine,
    # What Chromium misses on a machine without a screen is no fault of the program.
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]

BODY = "\n\n".join(
    ["Một **hai** ba.", "## Giữa", "- a\n- b\n\n  c", "> Trích.", "![](market-1.jpg)"]
    + [f"Đoạn {number}: " + "lời kể về chợ nổi. " * 9 for number in range(60)]
)


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk(tmp_path) -> FakeDesk:
    return FakeDesk(tmp_path)


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
    """What a script of ours says of the page."""
    answers: list[object] = []
    preview._page.do(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    return answers[0]


def settled(preview: Preview, qtbot) -> None:
    qtbot.waitUntil(lambda: preview.is_current, timeout=20_000)


def fresh(desk: FakeDesk, draft: Draft) -> str:
    """What the server would send now."""
    return desk.pages.article(Story(draft.article, draft.pictures), now=NOW, related=[]).html


SERIALISED = "document.documentElement.outerHTML"
PARSED = "new DOMParser().parseFromString({}, 'text/html').documentElement.outerHTML"


def assert_is_the_page(preview: Preview, qtbot, desk, draft) -> None:
    settled(preview, qtbot)
    seen = asked(preview, qtbot, SERIALISED)
    assert seen == asked(preview, qtbot, PARSED.format(json.dumps(fresh(desk, draft))))


def test_what_it_loads_is_byte_for_byte_what_pages_make(preview, desk, draft, qtbot):
    assert preview._answers.page[1] == fresh(desk, draft).encode()
    assert_is_the_page(preview, qtbot, desk, draft)


def edits(draft: Draft, chance: random.Random) -> list[Callable[[], None]]:
    def write(text: str) -> None:
        cursor = QTextCursor(draft.document)
        cursor.setPosition(chance.randrange(draft.document.characterCount()))
        cursor.insertText(text)

    def remove() -> None:
        cursor = QTextCursor(draft.document)
        start = chance.randrange(draft.document.characterCount())
        cursor.setPosition(start)
        end = min(draft.document.characterCount() - 1, start + chance.randrange(1, 300))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    pieces = ["a", " ", "\n", "\n\n", "**", "> ", "\n\n- x\n", "![](market-1.jpg)", "<b>", "😀"]
    pieces += [
        "\n\n![](none.jpg)\n\n",
        "[x]: https://example.org\n",
        "[x]",
        "|a|b|\n|-|-|\n|1|2|\n",
    ]
    pieces += ["\n\n<div>\n\n", "`", "&amp;", "[^1]", "\n\n[^1]: Chú thích.\n\n", "```\n", "Ấ"]
    return [
        *(lambda piece=piece: write(piece) for piece in pieces),
        *[remove] * 5,
        draft.document.undo,
        lambda: draft.set_field("kicker", chance.choice(["", "Nóng", "<i>"])),
        lambda: draft.set_field("headline", chance.choice(["", "Mới & lạ", "Chợ"])),
        lambda: draft.set_field("standfirst", chance.choice(["", "Sapo."])),
        lambda: draft.add_picture(a_picture(chance.randrange(1, 4))),
        lambda: draft.set_placement(a_picture().sha256, caption=chance.choice([None, "", "Bến"])),
        lambda: draft.set_picture(a_picture(credit=chance.choice(["", "Hai"]))),
        lambda: draft.set_field("placements", ()),
        lambda: draft.set_field("tags", chance.choice([(), ("a", "b")])),
    ]


def test_after_any_edits_it_is_the_page(preview, desk, draft, qtbot):
    seed = int(os.environ.get("STET_SEED", random.SystemRandom().randrange(10**9)))
    print(f"STET_SEED={seed}")
    chance = random.Random(seed)
    for _ in range(25):
        for _ in range(chance.randrange(1, 5)):
            chance.choice(edits(draft, chance))()
        assert_is_the_page(preview, qtbot, desk, draft)


def test_the_page_is_not_loaded_anew_by_edits(preview, draft, qtbot):
    loads = []
    preview._page.loadStarted.connect(lambda: loads.append(1))
    draft.change(headline="Khác", kicker="", standfirst="", body="Mới.\n\n" + BODY)
    draft.add_picture(a_picture(2))
    settled(preview, qtbot)
    assert loads == []
    assert asked(preview, qtbot, "document.title").startswith("Khác")


def test_pictures_come_from_the_vault(preview, qtbot):
    asked(preview, qtbot, "document.images[0].scrollIntoView(); 1")
    script = "[...document.images].filter((each) => each.complete && each.naturalWidth).length"
    qtbot.waitUntil(lambda: asked(preview, qtbot, script) == 1, timeout=20_000)


def test_nothing_gets_out_and_no_script_of_the_copy_runs(preview, desk, draft, qtbot):
    draft.set_field("body", '<script>document.title = "x"</script>\n\n<p onclick="x()">a</p>')
    settled(preview, qtbot)
    script = """(async () => 0)(); const image = new Image();
        image.src = "http://127.0.0.1:9/a.png"; document.body.append(image);
        const inline = document.createElement("script");
        inline.textContent = "document.title = 'ran'"; document.body.append(inline);
        document.title"""
    assert "ran" not in asked(preview, qtbot, script)
    seen = "document.title !== 'ran' && [...document.images].at(-1).naturalWidth === 0"
    assert asked(preview, qtbot, seen) is True
    fetched = asked(preview, qtbot, "document.querySelectorAll('script:not([src])').length")
    assert fetched >= 1


def test_links_are_told_and_not_followed(preview, draft, qtbot):
    draft.set_field("body", "[ra](https://example.org/a) [vào](/tin-tuc/)")
    settled(preview, qtbot)
    for number, told in enumerate(["https://example.org/a", "/tin-tuc/"]):
        with qtbot.waitSignal(preview.link_asked, timeout=10_000) as caught:
            asked(preview, qtbot, f"document.querySelectorAll('#copy a')[{number}].click(); 1")
        assert caught.args == [told]
    assert asked(preview, qtbot, "document.querySelectorAll('#copy a').length") == 2


def test_it_is_as_wide_as_the_device(preview, qtbot):
    for device, width in (("tablet", 768), ("desktop", 1280), ("phone", 390)):
        preview.set_view(device)
        qtbot.waitUntil(
            lambda width=width: abs(asked(preview, qtbot, "innerWidth") - width) <= 4,
            timeout=10_000,
        )


PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def theme(preview) -> Iterator[Theme]:
    yield preview._theme
    preview._theme.choose()


def test_it_follows_the_scheme_of_the_program_and_stays_the_page(
    preview, desk, draft, theme, qtbot
):
    """Live, both ways, and a page that comes later; not an element of the page is touched."""
    assert asked(preview, qtbot, PAPER) == "rgb(255, 255, 255)"
    theme.choose(appearance="dark")
    assert asked(preview, qtbot, PAPER) == "rgb(27, 26, 25)"
    assert asked(preview, qtbot, "getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert_is_the_page(preview, qtbot, desk, draft)
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        preview.set_view("card")
    assert asked(preview, qtbot, PAPER) == "rgb(27, 26, 25)"
    theme.choose(appearance="light")
    assert asked(preview, qtbot, PAPER) == "rgb(255, 255, 255)"
    assert (
        asked(preview, qtbot, "getComputedStyle(document.documentElement).colorScheme") == "light"
    )


def test_a_card_shows_the_story_among_others(preview, qtbot):
    preview.set_view("card")
    settled(preview, qtbot)
    assert asked(preview, qtbot, "document.getElementById('copy') === null") is True
    assert an_article().headline in asked(preview, qtbot, "document.body.innerText")


def top_of(number: int) -> str:
    return f"document.getElementById('copy').children[{number}].getBoundingClientRect().top"


def test_it_follows_the_copy_without_answering(preview, draft, qtbot):
    told = []
    preview.scrolled.connect(told.append)
    line = BODY.split("\n").index(next(x for x in BODY.split("\n") if x.startswith("Đoạn 30")))
    element = preview._printed.place(line)[0]
    preview.scroll_to(line)
    qtbot.waitUntil(lambda: abs(asked(preview, qtbot, top_of(element))) < 3, timeout=10_000)
    assert told == []


def test_the_reader_leads_the_copy(preview, draft, qtbot):
    script = "dispatchEvent(new Event('wheel')); scrollTo(0, {} + scrollY); 1"
    with qtbot.waitSignal(preview.scrolled, timeout=10_000) as caught:
        asked(preview, qtbot, script.format(top_of(20)))
    assert abs(caught.args[0] - preview._printed.line(20, 0.0)) < 0.5


def test_an_edit_above_does_not_move_what_is_read(preview, draft, qtbot):
    asked(preview, qtbot, f"scrollTo(0, {top_of(30)}); 1")
    before = asked(preview, qtbot, "scrollY")
    asked(preview, qtbot, "dispatchEvent(new Event('wheel')); 1")
    cursor = QTextCursor(draft.document)
    cursor.insertText("Thêm một đoạn dài. " * 30 + "\n\n")
    settled(preview, qtbot)
    qtbot.waitUntil(lambda: abs(asked(preview, qtbot, top_of(31))) < 3, timeout=10_000)
    assert asked(preview, qtbot, "scrollY") > before


def test_what_is_written_out_of_sight_is_shown(preview, draft, qtbot):
    cursor = QTextCursor(draft.document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(" Cuối cùng.")
    settled(preview, qtbot)
    qtbot.waitUntil(lambda: asked(preview, qtbot, "scrollY") > 500, timeout=10_000)


CLICK = """(() => {{
  const element = document.querySelector({home}), wanted = {word};
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {{
    const at = node.data.indexOf(wanted);
    if (at < 0) continue;
    element.scrollIntoView({{block: "center"}});
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    const place = {{clientX: box.left + 1, clientY: box.top + box.height / 2, bubbles: true}};
    node.parentElement.dispatchEvent(new MouseEvent("click", place));
    return true;
  }}
}})()"""


def clicked(preview, qtbot, home: str, word: str):
    """What is told of a click just before a word."""
    script = CLICK.format(home=json.dumps(home), word=json.dumps(word))
    with qtbot.waitSignal(preview.pointed, timeout=10_000) as caught:
        assert asked(preview, qtbot, script) is True
    return caught.args[0]


def test_a_click_tells_the_words(preview, draft, qtbot):
    told = clicked(preview, qtbot, "#copy p", "hai")
    assert (told.field, told.line, told.words) == ("body", 0, Sight("Một", "haiba.", 3))
    lines = draft.article.body.splitlines()
    told = clicked(preview, qtbot, "#copy > p:last-child", "chợ")
    last = "\n".join(lines[told.line : told.end_line])
    assert last[place(last, told.words) :].startswith("chợ")
    told = clicked(preview, qtbot, "#headline", an_article().headline.split()[1])
    assert (told.field, told.words.before) == ("headline", an_article().headline.split()[0])
    told = clicked(preview, qtbot, "#copy figcaption", a_picture().caption[:3])
    assert told.sha256 == a_picture().sha256


def test_words_are_lit_on_the_page_beside_its_elements(preview, desk, draft, qtbot):
    lit = "[...CSS.highlights.get('stet-lit') ?? []].map(String).join()"
    line = BODY.split("\n").index(next(x for x in BODY.split("\n") if x.startswith("Đoạn 40")))
    first, last = preview.block_lines(line)
    block = "\n".join(BODY.split("\n")[first:last])
    preview.point("body", sight(block, block.index("40") + 5), line)
    qtbot.waitUntil(lambda: asked(preview, qtbot, lit) == "lời", timeout=10_000)
    assert asked(preview, qtbot, "scrollY") > 1000
    assert_is_the_page(preview, qtbot, desk, draft)
    preview.point("headline", Sight("", an_article().headline[:4], 0))
    wanted = an_article().headline.split()[0]
    qtbot.waitUntil(lambda: asked(preview, qtbot, lit) == wanted, timeout=10_000)
    assert asked(preview, qtbot, "scrollY") < 1000
    qtbot.waitUntil(lambda: asked(preview, qtbot, lit) == "", timeout=10_000)


def test_the_page_by_the_other_light(preview, theme, desk, draft, qtbot):
    preview.change_light()
    assert asked(preview, qtbot, PAPER) == "rgb(27, 26, 25)"
    assert preview.scheme == "dark"
    assert_is_the_page(preview, qtbot, desk, draft)
    theme.choose(appearance="dark")
    assert asked(preview, qtbot, PAPER) == "rgb(255, 255, 255)"
    preview.change_light()
    assert asked(preview, qtbot, PAPER) == "rgb(27, 26, 25)"


def test_the_story_below_another_and_as_a_link(preview, draft, qtbot):
    preview.set_view("row")
    settled(preview, qtbot)
    rows = "document.querySelector('#related .card').innerText"
    assert an_article().headline in asked(preview, qtbot, rows)
    draft.set_field("headline", "Chợ nổi đổi giờ")
    settled(preview, qtbot)
    assert "Chợ nổi đổi giờ" in asked(preview, qtbot, rows)
    preview.set_view("share")
    settled(preview, qtbot)
    told = "JSON.stringify([...document.querySelectorAll('.card')].map((x) => x.innerText))"
    cards = json.loads(asked(preview, qtbot, told))
    assert len(cards) == 3
    assert all("Chợ nổi đổi giờ" in each for each in cards)
    wait = "[...document.images].every((x) => x.complete && x.naturalWidth)"
    qtbot.waitUntil(lambda: asked(preview, qtbot, wait) is True, timeout=10_000)


def test_the_proof_is_what_the_page_prints(preview, draft, theme, qtbot):
    theme.choose(appearance="dark")
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        preview.set_view("paper")
    assert preview.scheme == "light"
    proof = preview.proof
    assert proof.file.startswith(b"%PDF")
    assert proof.sheets >= 2
    first = " ".join(proof.text(0).split())
    assert an_article().headline in first
    assert "Print proof" in first
    assert f"1 / {proof.sheets}" in first
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        draft.set_field("headline", "Chợ nổi đổi giờ")
    assert "Chợ nổi đổi giờ" in " ".join(proof.text(0).split())
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        preview.set_view("phone")
        draft.set_field("kicker", "Miền Tây")
    assert proof.isHidden()


def test_another_draft_is_another_page(preview, desk, tasks, draft, qtbot):
    other = Draft(desk, tasks, *desk.knows(an_article(2, headline="Chuyện khác", body="Khác.")))
    preview.show_draft(other)
    draft.set_field("headline", "Không phải đây")
    assert_is_the_page(preview, qtbot, desk, other)
    preview.show_draft(None)
    other.close()


def test_a_page_that_was_lost_is_loaded_again(preview, desk, draft, qtbot):
    asked(preview, qtbot, "document.getElementById('copy').remove(); 1")
    draft.set_field("body", "Mới.")
    assert_is_the_page(preview, qtbot, desk, draft)


def test_it_follows_a_look_that_comes_while_it_is_open(preview, desk, draft, qtbot):
    """Template and style sheet, wherever the copy stands in it now; the next edit is in place."""
    plain = fresh(desk, draft)
    own = {
        "article.html": b'{% extends "shipped/article.html" %}{% block main %}<section>own'
        b'<div id="copy">{{ copy }}</div></section>{% endblock %}',
        "site.css": b"h1 { color: teal }",
    }
    desk.pages = Pages(RESOURCES / "site", desk.profile, Look.of(own))
    preview.look_again()
    assert_is_the_page(preview, qtbot, desk, draft)
    draft.set_field("body", "Mới.")
    assert_is_the_page(preview, qtbot, desk, draft)
    assert "<section>own" in fresh(desk, draft)
    assert "<section>own" not in plain


def test_typing_faster_than_it_shows_ends_with_the_last(preview, desk, draft, qtbot):
    for number in range(40):
        draft.set_field("body", f"Chữ {number}.\n\n{BODY}")
    assert_is_the_page(preview, qtbot, desk, draft)


def test_a_key_patches_little(preview, draft, qtbot):
    sizes = []
    original = preview._page.do
    preview._page.do = lambda script, then=None: sizes.append(len(script)) or original(script, then)
    QTextCursor(draft.document).insertText("a")
    settled(preview, qtbot)
    assert sizes
    assert max(sizes) < 400
    del preview._page.do


def test_it_opens_where_the_story_was_left(preview, draft, qtbot):
    preview.show_draft(None)
    with qtbot.waitSignal(preview.shown, timeout=30_000):
        preview.show_draft(draft)
        preview.scroll_to(60.0)
    qtbot.waitUntil(lambda: asked(preview, qtbot, "scrollY") > 0, timeout=20_000)


def test_the_browser_comes_in_two_steps(qtbot, desk, tasks, draft):
    """Between them a key that waits can be shown: loading it and building its view take long."""
    made = Preview(desk, tasks, Theme(RESOURCES))
    seen: list[tuple[bool, bool]] = []
    made._starting.timeout.connect(
        lambda: seen.append((made._profile is not None, made._page is not None))
    )
    made.show_draft(draft)
    with qtbot.waitSignal(made.shown, timeout=30_000):
        made.show()
    assert seen == [(True, False), (True, True)]
    made.show_draft(None)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    made.end()
    made.deleteLater()
