# SPDX-License-Identifier: GPL-3.0-or-later
"""The open story is handed on from the window: form, receiver, file, and what stays here."""

import json

from editor.files import bundle
from tests.trouble import a_photo
from tests.ui.panels.test_panels import press, texts
from tests.ui.test_newsroom import pytestmark, start, written
from ui.handing import Handing
from ui.panels.handing import FORMS

__all__ = ["pytestmark", "start"]


def test_a_story_is_handed_on_from_the_window(start, qtbot, tmp_path):
    """By its command: what its receiver does not get is told before, the pictures lie beside."""
    screen = start.settled()
    room, window = screen.newsroom, screen.window
    draft = written(start, screen, "Cho noi")
    (tmp_path / "market.jpg").write_bytes(a_photo())
    room.work.strip.take_files([tmp_path / "market.jpg"])
    qtbot.waitUntil(lambda: len(draft.article.placements) == 1, timeout=20_000)
    draft.set_field("ednote", "Kín")
    out = tmp_path / "out"
    out.mkdir()
    names = []

    def ask(named):
        names.append(named)
        return str(out / named)

    handing = Handing(room.desk, window, room.work, ask)
    handing.open()
    panel = handing.panel
    qtbot.waitUntil(lambda: "Editor's note" in "\n".join(texts(panel)))
    assert panel.height() >= panel.layout().totalHeightForWidth(panel.width())
    assert panel.about.y() > panel.form.geometry().bottom()
    panel.colleagues.setChecked(True)
    qtbot.waitUntil(lambda: "Editor's note" not in "\n".join(texts(panel)))
    press(panel, "Choose a file …")
    qtbot.waitUntil(lambda: "exported as cho-noi.json" in window.toast.sentence, timeout=20_000)
    doc = json.loads((out / "cho-noi.json").read_text("utf-8"))
    assert doc["edNote"] == "Kín"
    assert (out / doc["associations"][0]["renditions"][0]["href"]).is_file()
    assert "1 picture lies beside it" in window.toast.sentence
    assert not handing.sheet.isVisible()
    for form in FORMS[1:]:
        handing.write(out / f"{form}.any", form, for_colleagues=False)
    qtbot.waitUntil(lambda: "bundle.any" in window.toast.sentence, timeout=20_000)
    assert all((out / f"{form}.any").stat().st_size for form in FORMS[1:])
    with bundle.opened(out / "bundle.any") as found:
        assert found.article.ednote == "Kín"
    assert names == ["cho-noi.json"]


def test_the_sheet_says_all_in_the_language_that_is_chosen(start, qtbot):
    """And a bundle takes everything along by itself."""
    screen = start.settled()
    written(start, screen, "Cho noi")
    handing = Handing(screen.newsroom.desk, screen.window, screen.newsroom.work, lambda _: "")
    handing.open()
    panel = handing.panel
    panel.form.setCurrentIndex(len(FORMS) - 1)
    assert panel.is_for_colleagues
    assert not panel.colleagues.isEnabled()
    assert "all versions" in panel.about.text()
    press(panel, "Choose a file …")
    assert not handing.sheet.isVisible()
