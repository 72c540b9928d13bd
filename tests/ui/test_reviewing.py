# SPDX-License-Identifier: GPL-3.0-or-later
"""What colleagues say of a story, in a whole window on a real desk: said, answered, decided."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.cms.memory import Kept, Memory
from editor.model import remark as remarks
from editor.model.remark import Outcome, Reply
from editor.model.workflow import Role
from editor.text.anchors import anchor
from tests.builders import a_remark
from tests.ui.test_newsroom import Start, start, type_into, written
from ui.commands import TABLE

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
LONG_MS = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
COPY = "The 😀 ferry was late again. Forty people waited on the quay. Nobody said why."


@pytest.fixture
def room(start: Start, qtbot):
    """A window with a story in it, and who sits there."""
    screen = start.settled()
    screen.window.activateWindow()
    screen.desk.settings = replace(screen.desk.settings, person="Lan")
    written(start, screen, "Ferry late")
    work = screen.newsroom.work
    work.draft.set_field("body", COPY)
    qtbot.waitUntil(lambda: work.draft.is_saved, timeout=LONG_MS)
    return screen.newsroom


def choose(room, words: str) -> None:
    copy = room.work.writer.copy
    copy.setFocus()
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    assert copy.find(words)


def key(room, key, modifiers=CTRL_ALT) -> None:
    QTest.keyClick(QApplication.focusWidget() or room.window, key, modifiers)


def said_by_keys(room, words: str, text: str) -> None:
    choose(room, words)
    key(room, Qt.Key.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), text)
    key(room, Qt.Key.Key_Return, CTRL)


def suggested_by_keys(room, words: str, others: str) -> None:
    choose(room, words)
    key(room, Qt.Key.Key_E)
    QTest.keyClicks(QApplication.focusWidget(), others)
    key(room, Qt.Key.Key_Return, CTRL)


def known(room):
    return room.work.draft.header.remarks


def body(room) -> str:
    return room.work.draft.article.body


def tinted(room) -> list[str]:
    ground = room.work.subbing.underlines["body"]._ground
    return [each.cursor.selectedText() for each in ground]


def card(room, at: int):
    return room.work.reviewing.panel.card(known(room)[at].id)


def test_a_comment_is_written_by_keys_answered_found_again_and_resolved(room, qtbot):
    said_by_keys(room, "Forty people", "Who counted?")
    (one,) = known(room)
    assert (one.author, one.quote, one.text) == ("Lan", "Forty people", "Who counted?")
    assert one.anchor == anchor(COPY, COPY.index("Forty"), COPY.index(" waited"))
    assert room.work.inspector.tab == "comments"
    tab = room.work.inspector._tabs["comments"]
    assert (tab.text(), tab.accessibleName()) == ("1", "Comments 1")
    assert tinted(room) == ["Forty people"]
    thread = card(room, 0)
    assert (thread.who.text(), thread.text.text()) == ("Lan", "Who counted?")
    assert thread.when.text() == "Just now"

    qtbot.waitUntil(thread.isVisible)
    thread.answer.click()
    QTest.keyClicks(thread.entry, "The harbour master.")
    key(room, Qt.Key.Key_Return, CTRL)
    assert [each.text for each in known(room)[0].replies] == ["The harbour master."]
    # Words that are edited keep their comment, and the tint goes along.
    copy = room.work.writer.copy
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(copy, "Again: ")
    choose(room, "people")
    QTest.keyClicks(copy, "passengers")
    qtbot.waitUntil(lambda: tinted(room) == ["Forty passengers"], timeout=LONG_MS)
    choose(room, "quay")
    key(room, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert copy.textCursor().selectedText().startswith("Forty ")
    key(room, Qt.Key.Key_D)
    assert known(room)[0].settled.outcome is Outcome.RESOLVED
    assert (tinted(room), tab.text()) == ([], "")
    panel = room.work.reviewing.panel
    assert panel.fold.text() == "Settled: 1"
    panel.fold.click()
    assert card(room, 0).note.text() == "Resolved by Lan, Just now"
    qtbot.waitUntil(lambda: room.work.draft.is_saved, timeout=LONG_MS)
    assert room.desk.articles.get(room.work.draft.id).remarks == known(room)


def test_a_suggestion_is_accepted_as_one_undo_step_and_taken_back_with_it(room):
    suggested_by_keys(room, "Forty", "Some fifty")
    copy = room.work.writer.copy
    assert body(room) == COPY
    assert known(room)[0].replacement == "Some fifty"
    choose(room, "Forty")
    key(room, Qt.Key.Key_A)
    assert body(room) == COPY.replace("Forty", "Some fifty")
    assert known(room)[0].settled.outcome is Outcome.ACCEPTED
    QTest.keyClicks(copy, "!")
    copy.undo()
    assert known(room)[0].settled is not None
    copy.undo()
    assert (body(room), known(room)[0].settled) == (COPY, None)
    copy.redo()
    assert body(room) == COPY.replace("Forty", "Some fifty")
    assert known(room)[0].settled.outcome is Outcome.ACCEPTED
    copy.undo()
    QTest.keyClicks(copy, "?")
    assert known(room)[0].settled is None
    key(room, Qt.Key.Key_X)


def test_all_are_accepted_at_once_and_what_has_changed_is_asked_about(room, qtbot):
    for words, others in (("late", "on time"), ("Forty", "Fifty"), ("said why", "explained it")):
        suggested_by_keys(room, words, others)
    copy = room.work.writer.copy
    choose(room, "said")
    QTest.keyClicks(copy, "told us")
    panel, review = room.work.reviewing.panel, room.work.reviewing
    qtbot.waitUntil(lambda: "told us why" in card(room, 2).note.text(), timeout=LONG_MS)
    panel.accept_all.click()
    now = COPY.replace("late", "on time").replace("Forty", "Fifty").replace("said", "told us")
    assert body(room) == now
    outcomes = [each.settled and each.settled.outcome for each in known(room)]
    assert outcomes == [Outcome.ACCEPTED, Outcome.ACCEPTED, None]
    assert room.window.toast.isVisible()
    review.accept(known(room)[2].id)
    assert body(room) == now
    copy.undo()
    assert [each.settled for each in known(room)] == [None] * 3
    copy.redo()
    card(room, 2).accept.click()
    assert body(room) == now.replace("told us why", "explained it")
    for words in ("Fifty", "time"):
        suggested_by_keys(room, words, "x")
    panel.reject_all.click()
    assert all(not each.is_open for each in known(room))
    assert body(room) == now.replace("told us why", "explained it")


def test_words_are_put_in_and_taken_out(room):
    choose(room, " late again")
    copy = room.work.writer.copy
    key(room, Qt.Key.Key_E)
    key(room, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    key(room, Qt.Key.Key_Return, CTRL)
    cursor = copy.textCursor()
    cursor.clearSelection()
    copy.moveCursor(QTextCursor.MoveOperation.End)
    suggested_by_keys(room, "why.", "why. Not even he.")
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    key(room, Qt.Key.Key_E)
    QTest.keyClicks(QApplication.focusWidget(), "Harbour: ")
    key(room, Qt.Key.Key_Return, CTRL)
    assert [each.replacement for each in known(room)] == ["", " Not even he.", "Harbour: "]
    room.work.reviewing.accept_all()
    assert body(room) == (
        "Harbour: The 😀 ferry was. Forty people waited on the quay. Nobody said why. Not even he."
    )


def test_a_paragraph_is_edited_freely_and_each_edit_is_decided_by_itself(room):
    """Ctrl+Alt+E in a paragraph: it stands in the field, and the copy stays as it is."""
    choose(room, "people")
    copy, review = room.work.writer.copy, room.work.reviewing
    cursor = copy.textCursor()
    cursor.clearSelection()
    copy.setTextCursor(cursor)
    key(room, Qt.Key.Key_E)
    entry = review.panel.form.others
    assert (entry.text(), entry.textCursor().position()) == (COPY, cursor.position())
    QTest.keyClicks(entry, " or so")
    entry.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(entry, " Not yet.")
    assert entry.find("late", QTextDocument.FindFlag.FindBackward)
    QTest.keyClicks(entry, "cancelled")
    review.panel.form.text.setFocus()
    QTest.keyClicks(review.panel.form.text, "Asked the crew.")
    key(room, Qt.Key.Key_Return, CTRL)
    assert body(room) == COPY
    said = sorted(known(room), key=lambda each: each.anchor.place)
    told = [(each.quote, each.replacement) for each in said]
    assert told == [("late", "cancelled"), ("", " or so"), ("", " Not yet.")]
    assert [each.text for each in known(room)] == ["Asked the crew.", "", ""]
    review.reject(said[0].id)
    review.accept_all()
    assert body(room) == COPY.replace("people", "people or so") + " Not yet."


def test_what_comes_in_while_somebody_types_leaves_caret_and_half_an_answer_alone(room, qtbot):
    said_by_keys(room, "Forty people", "Who counted?")
    qtbot.waitUntil(lambda: room.work.draft.is_saved, timeout=LONG_MS)
    draft, copy = room.work.draft, room.work.writer.copy
    choose(room, "quay")
    caret = copy.textCursor().position()
    thread = card(room, 0)
    thread.answer.click()
    thread.entry.insertPlainText("Half an ")
    QApplication.sendEvent(thread.entry, QInputMethodEvent("ans", []))
    stands = room.desk.articles.get(draft.id)
    start = stands.body.index("Nobody")
    about, now = anchor(stands.body, start, start + 6), room.desk.clock()
    theirs = a_remark(7, "Nobody", author="Mai", anchor=about, at=now)
    told = remarks.answered(stands.remarks, known(room)[0].id, Reply("r", "Mai", theirs.at, "I."))
    new = replace(stands, body=f"Early: {stands.body}", remarks=(*told, theirs))
    room.desk.articles.save(new, origin="sync", by="Mai")
    qtbot.waitUntil(lambda: len(known(room)) == 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: sorted(tinted(room)) == ["Forty people", "Nobody"], timeout=LONG_MS)
    assert copy.textCursor().position() == caret + len("Early: ")
    assert card(room, 0) is thread
    assert thread._replies.count() == 2
    commit = QInputMethodEvent("", [])
    commit.setCommitString("answer.")
    QApplication.sendEvent(thread.entry, commit)
    assert thread.entry.text() == "Half an answer."
    assert draft.article.body.startswith("Early: ")


def test_words_that_are_gone_keep_their_card_and_come_back_with_them(room, qtbot):
    suggested_by_keys(room, "Forty people waited", "Nobody waited")
    copy = room.work.writer.copy
    choose(room, "Forty people waited on the quay. ")
    copy.cut()
    qtbot.waitUntil(lambda: "no longer" in card(room, 0).note.text(), timeout=LONG_MS)
    assert tinted(room) == []
    assert card(room, 0).accept.isHidden()
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    copy.paste()
    qtbot.waitUntil(lambda: tinted(room) == ["Forty people"], timeout=LONG_MS)
    room.work.reviewing.accept(known(room)[0].id)
    assert body(room).startswith("Nobody waited on the quay. The 😀")


def test_an_anchor_is_written_anew_when_its_words_were_typed_over(room, qtbot):
    said_by_keys(room, "Forty people", "Who counted?")
    copy = room.work.writer.copy
    choose(room, "rty people waited")
    QTest.keyClicks(copy, "ur hundred men stood")
    choose(room, "ferry was late again. F")
    QTest.keyClicks(copy, "boat never came. F")
    room.work.draft.flush()
    stands = known(room)[0]
    assert stands.quote == "Forty people"
    assert stands.anchor.words in body(room)
    assert stands.anchor != anchor(COPY, COPY.index("Forty"), COPY.index(" waited"))


def test_who_writes_no_copy_comments_and_decides_nothing(room, qtbot):
    suggested_by_keys(room, "Forty", "Fifty")
    said_by_keys(room, "quay", "Which?")
    site = Memory(kept=Kept())
    site.role = Role.PHOTO
    room.desk.use_site(site)
    room.desk.sync.once()
    assert room.desk.role is Role.PHOTO
    review = room.work.reviewing
    review._show()
    assert all(each.isHidden() for each in (card(room, 0).accept, card(room, 0).reject))
    for deed in (review.accept_all, review.reject_all, review.accept_here, review.reject_here):
        deed()
    assert body(room) == COPY
    assert all(each.is_open for each in known(room))
    review.reply(known(room)[1].id, "The old one.")
    assert len(known(room)[1].replies) == 1


def test_who_only_comments_moves_no_anchor_when_colleagues_edit_the_words(room, qtbot):
    """The house would refuse that, and with it all else that is to be said."""
    said_by_keys(room, "Forty people", "Who counted?")
    draft = room.work.draft
    qtbot.waitUntil(lambda: draft.is_saved, timeout=LONG_MS)
    said = known(room)
    edits = (("people waited", "men stood"), ("ferry was late again", "boat never came"))
    for role, is_moved in ((Role.READER, False), (Role.WRITER, True)):
        site = Memory(kept=Kept())
        site.role = role
        room.desk.use_site(site)
        room.desk.sync.once()
        assert room.desk.role is role
        for old, new in edits if role is Role.READER else ():
            stands = room.desk.articles.get(draft.id)
            theirs = replace(stands, body=stands.body.replace(old, new))
            room.desk.articles.save(theirs, origin="sync", by="Mai", base=stands)
            qtbot.waitUntil(lambda new=new: new in body(room), timeout=LONG_MS)
            qtbot.waitUntil(lambda: tinted(room)[0].startswith("Forty"), timeout=LONG_MS)
        draft.flush()
        assert (known(room) != said) is is_moved


def test_nothing_is_said_of_nothing(room):
    copy = room.work.writer.copy
    copy.selectAll()
    copy.insertPlainText(" ")
    key(room, Qt.Key.Key_M)
    assert not room.work.reviewing.panel.form.is_open
    assert room.window.toast.isVisible()
    for command in (each.id for each in TABLE if each.group == "review"):
        room.window.commands.ask(command)
    assert known(room) == ()
    room.work.reviewing.panel.form.close_form()
    type_into(copy, "Word")
    key(room, Qt.Key.Key_M)
    assert room.work.reviewing.panel.form.is_open
    key(room, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not room.work.reviewing.panel.form.is_open
    assert copy.hasFocus()


def test_an_older_version_that_is_brought_back_keeps_what_was_said(room, qtbot):
    old = room.desk.articles.get(room.work.draft.id)
    said_by_keys(room, "Forty people", "Who counted?")
    said = known(room)
    room.work.restore(replace(old, body="Older. Forty people waited."), 1)
    qtbot.waitUntil(lambda: body(room).startswith("Older."), timeout=LONG_MS)
    assert known(room) == said


def test_open_remarks_are_told_before_readers_get_the_story(room, qtbot):
    said_by_keys(room, "Forty people", "Who counted?")

    def codes():
        return [each.code for each in room.work.draft.findings]

    qtbot.waitUntil(lambda: "checks.remarks_open" in codes(), timeout=LONG_MS)
    finding = next(each for each in room.work.draft.findings if each.field == "remarks")
    room.work.inspector.show_tab("story")
    room.work.jump(finding)
    assert room.work.inspector.tab == "comments"


def test_a_story_that_is_opened_again_has_them_at_their_words(start, room, qtbot):
    said_by_keys(room, "Forty people", "Who counted?")
    draft_id = room.work.draft.id
    review = room.work.reviewing
    card(room, 0).begin_reply("Half an answer")
    choose(room, "quay")
    key(room, Qt.Key.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "Half a comment")
    written(start, start.screens[0], "Another")
    assert not review.panel.form.is_open
    assert room.work.reviewing.panel.card(draft_id) is None
    assert tinted(room) == []
    room.open_story(draft_id)
    qtbot.waitUntil(lambda: tinted(room) == ["Forty people"], timeout=LONG_MS)
    assert card(room, 0).entry.text() == "Half an answer"
    assert review.panel.form.text.text() == "Half a comment"
    review.panel.form.send.click()
    assert [(each.quote, each.text) for each in known(room)] == [
        ("Forty people", "Who counted?"),
        ("quay", "Half a comment"),
    ]
