# SPDX-License-Identifier: GPL-3.0-or-later
"""From words on the page to the same words in the story and back, and the proof as a file."""

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from tests.ui.preview.test_view import asked, clicked, settled
from tests.ui.test_newsroom import Start, start, written
from ui.printing import Printing

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
COPY = "Một 😀 **hai** [ba](https://example.org) bốn.\n\n> năm sáu"
LIT = "[...CSS.highlights.get('stet-lit') ?? []].map(String).join()"


def rest_of_line(field) -> str:
    """What stands behind the caret."""
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def test_a_click_leads_to_the_words_and_a_key_back(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    work.draft.set_field("body", COPY)
    settled(work.preview, qtbot)

    clicked(work.preview, qtbot, "#copy", "bốn")
    assert QApplication.focusWidget() is work.writer.copy
    assert rest_of_line(work.writer.copy) == "bốn."
    clicked(work.preview, qtbot, "#copy blockquote", "sáu")
    assert rest_of_line(work.writer.copy) == "sáu"
    clicked(work.preview, qtbot, "#headline", "late")
    assert QApplication.focusWidget() is work.writer.head.headline
    assert rest_of_line(work.writer.head.headline) == "late"

    screen.window.commands.ask("view.on_page")
    qtbot.waitUntil(lambda: asked(work.preview, qtbot, LIT) == "late", timeout=10_000)
    clicked(work.preview, qtbot, "#copy", "hai")
    screen.window.commands.ask("view.on_page")
    qtbot.waitUntil(lambda: asked(work.preview, qtbot, LIT) == "hai", timeout=10_000)


def test_the_proof_is_written_where_a_person_says(start: Start, qtbot, tmp_path):
    screen = start.settled()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    named = []

    def ask(name: str) -> str:
        named.append(name)
        return str(tmp_path / "proof")

    printing = Printing(screen.window, work, ask)
    printing.save()
    target = tmp_path / "proof.pdf"
    qtbot.waitUntil(target.exists, timeout=30_000)
    qtbot.waitUntil(lambda: target.read_bytes().startswith(b"%PDF"), timeout=10_000)
    assert named == ["ferry-late.pdf"]
    printing.write(tmp_path / "no such folder" / "proof.pdf")
    toast = screen.window.toast
    qtbot.waitUntil(lambda: "cannot be written" in toast.sentence, timeout=10_000)
