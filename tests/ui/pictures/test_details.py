# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of one picture: captions belong to the article, credits to the picture."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from editor.snippets import Snippet
from tests.ui.pictures.stand_ins import OpenDraft
from tests.ui.typists import compose
from ui.pictures.details import PictureDetails


@pytest.fixture
def details(qtbot, desk, tasks, theme) -> PictureDetails:
    made = PictureDetails(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made


def settle(qtbot, tasks) -> None:
    qtbot.waitUntil(lambda: tasks.busy == 0)


def first(draft: OpenDraft):
    placement = draft.header.placements[0]
    return placement, draft.pictures[placement.sha256]


def test_a_typed_caption_is_the_articles(qtbot, tasks, details, illustrated) -> None:
    """The placement says it; the picture's own words stay for other articles."""
    details.show_draft(illustrated)
    qtbot.keyClicks(details.caption.editor, "Boats at dawn")
    placement, picture = first(illustrated)
    assert placement.caption == "Boats at dawn"
    assert picture.caption == ""
    settle(qtbot, tasks)


def test_marks_in_caption_and_alt_text_are_those_of_print(
    qtbot, tasks, details, illustrated
) -> None:
    """In the language of the story; a credit is no prose."""
    details.show_draft(illustrated)
    for labelled in (details.caption, details.alt_text, details.facts["credit"]):
        qtbot.keyClicks(labelled.editor, '"Cho" -- xa')
    placement, picture = first(illustrated)
    assert (placement.caption, placement.alt_text) == ("“Cho” – xa", "“Cho” – xa")
    assert picture.credit == '"Cho" -- xa'
    details.caption.editor.undo()
    details.caption.editor.undo()
    assert first(illustrated)[0].caption == "“Cho” --"
    settle(qtbot, tasks)


def test_a_snippet_in_a_caption(qtbot, tasks, desk, details, illustrated) -> None:
    """Tab expands it; where there is none it goes to the next field."""
    desk.snippets.keep(Snippet("cn", "Chợ nổi {headline}"))
    details.show_draft(illustrated)
    editor = details.caption.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "cn")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert first(illustrated)[0].caption == f"Chợ nổi {illustrated.header.headline}"
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    editor.undo()
    assert first(illustrated)[0].caption == "cn"
    settle(qtbot, tasks)


def test_a_typed_credit_is_the_pictures(qtbot, tasks, details, illustrated) -> None:
    """It holds in every article; the placement does not know it."""
    details.show_draft(illustrated)
    qtbot.keyClicks(details.facts["credit"].editor, "SB")
    assert first(illustrated)[1].credit == "SB"
    settle(qtbot, tasks)


def test_what_is_missing_is_said_until_it_is_there(qtbot, tasks, details, illustrated) -> None:
    """In words, beside the field; gone with the first letter."""
    details.show_draft(illustrated)
    for labelled in (details.caption, details.alt_text, details.facts["credit"]):
        assert labelled.note.isVisible()
        qtbot.keyClicks(labelled.editor, "x")
        assert not labelled.note.isVisible()
    settle(qtbot, tasks)


def test_a_decorative_picture_needs_no_alt_text(qtbot, tasks, details, illustrated) -> None:
    """Chosen by a person: an empty alt text that is meant; taken back, it is missing again."""
    details.show_draft(illustrated)
    details.is_decorative.click()
    assert first(illustrated)[0].alt_text == ""
    assert not details.alt_text.note.isVisible()
    assert not details.alt_text.editor.isEnabled()
    details.is_decorative.click()
    assert first(illustrated)[0].alt_text is None
    assert details.alt_text.note.isVisible()
    settle(qtbot, tasks)


def test_a_cleared_alt_text_is_never_taken_for_decorative(
    qtbot, tasks, details, illustrated
) -> None:
    """Clearing the field means that nothing is said, not that nothing is to be said."""
    details.show_draft(illustrated)
    editor = details.alt_text.editor
    qtbot.keyClicks(editor, "x")
    editor.selectAll()
    editor.cut()
    assert first(illustrated)[0].alt_text is None
    assert not details.is_decorative.isChecked()
    settle(qtbot, tasks)


def test_the_count_is_always_there_and_never_stops_the_hand(
    qtbot, tasks, details, illustrated
) -> None:
    """Beyond 250 letters the counter warns; the text is kept whole."""
    details.show_draft(illustrated)
    details.alt_text.editor.setPlainText("a" * 300)
    assert "300" in details.alt_text.hint.text()
    assert details.alt_text.hint.property("tone") == "needs_you"
    assert first(illustrated)[0].alt_text == "a" * 300
    settle(qtbot, tasks)


def test_a_change_from_elsewhere_shows(qtbot, tasks, details, illustrated) -> None:
    """The photo desk captions while the writer looks: the caret stays where it was."""
    details.show_draft(illustrated)
    editor = details.caption.editor
    qtbot.keyClicks(editor, "Boats")
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    illustrated.set_placement(illustrated.header.placements[0].sha256, caption="Boats at dawn")
    assert editor.text() == "Boats at dawn"
    assert editor.textCursor().position() == 5
    editor.undo()
    assert editor.text() == "Boats"
    settle(qtbot, tasks)


def test_nothing_is_written_into_a_syllable(qtbot, tasks, details, illustrated) -> None:
    """While `ngu` is composed, news from elsewhere wait; the finished syllable counts."""
    details.show_draft(illustrated)
    sha256 = illustrated.header.placements[0].sha256
    for editor, change in (
        (details.caption.editor, lambda: illustrated.set_placement(sha256, caption="from below")),
        (details.facts["credit"].editor, lambda: _credit(illustrated, "from below")),
    ):
        compose(editor, "ngư")
        change()
        assert editor.text() == ""
        compose(editor, "", "người")
        assert editor.text() == "người"
    assert first(illustrated)[0].caption == "người"
    assert first(illustrated)[1].credit == "người"
    settle(qtbot, tasks)


def test_a_composition_that_is_given_up_shows_the_news(qtbot, tasks, details, illustrated) -> None:
    """Esc in the input method: nothing was typed, so what came from below stands there."""
    details.show_draft(illustrated)
    editor = details.caption.editor
    compose(editor, "ngư")
    illustrated.set_placement(illustrated.header.placements[0].sha256, caption="from below")
    compose(editor, "")
    assert editor.text() == "from below"
    settle(qtbot, tasks)


def _credit(draft: OpenDraft, credit: str) -> None:
    from dataclasses import replace

    draft.set_picture(replace(first(draft)[1], credit=credit))


def test_steps_go_through_the_strip(qtbot, tasks, details, illustrated) -> None:
    """Before and next, told to the strip, and no further than the ends."""
    details.show_draft(illustrated)
    order = [each.sha256 for each in illustrated.header.placements]
    assert not details.before_button.isEnabled()
    for sha256 in order[1:]:
        with qtbot.waitSignal(details.picture_asked) as asked:
            details.after_button.click()
        assert asked.args == [sha256]
    assert not details.after_button.isEnabled()
    settle(qtbot, tasks)


def test_a_removed_picture_gives_way_to_another(qtbot, tasks, details, illustrated) -> None:
    """And the last one to a sentence that says what goes here."""
    details.show_draft(illustrated)
    for placement in illustrated.header.placements:
        assert details.shown is not None
        illustrated.remove_picture(placement.sha256)
    assert details.shown is None
    assert not details.preview.isVisible()
    settle(qtbot, tasks)


def test_quiet_facts_name_file_and_size(qtbot, tasks, details, illustrated) -> None:
    """The file name is a fact, never the caption."""
    details.show_draft(illustrated)
    assert "market-1.jpg" in details.told.text()
    assert "480" in details.told.text()
    assert details.caption.editor.text() == ""
    settle(qtbot, tasks)


def test_the_lead_is_one(qtbot, tasks, details, illustrated) -> None:
    """Ticking it here takes it from another; unticking leaves none."""
    details.show_draft(illustrated)
    illustrated.set_placement(illustrated.header.placements[1].sha256, is_lead=True)
    details.is_lead.click()
    assert [each.is_lead for each in illustrated.header.placements] == [True, False, False, False]
    details.is_lead.click()
    assert not any(each.is_lead for each in illustrated.header.placements)
    settle(qtbot, tasks)


def test_the_form_keeps_vietnamese_marks_and_its_width(qtbot, tasks, details, illustrated) -> None:
    """A caption grows its field; nothing is wider than the inspector."""
    details.show_draft(illustrated)
    editor = details.caption.editor
    before = editor.height()
    editor.setPlainText("Ấ Ậ Ỗ Ặ\n" * 8)
    QCoreApplication.processEvents()
    assert editor.height() > before
    assert editor.height() >= 8 * editor.fontMetrics().lineSpacing()
    assert details.minimumSizeHint().width() <= 320
    settle(qtbot, tasks)


def test_a_code_in_a_caption_becomes_its_name(qtbot, tmp_path, tasks, details, illustrated) -> None:
    """Also here, and the article has the name; while it is typed, its name is told."""
    codes = tmp_path / "desk" / "drawer" / "codes" / "team.txt"
    codes.parent.mkdir(parents=True)
    codes.write_text("hn10\tVăn Quyết\n", "utf-8")
    details.show_draft(illustrated)
    editor = details.caption.editor
    editor.setFocus()
    settle(qtbot, tasks)
    qtbot.keyClicks(editor, "\\hn1")
    assert "Văn Quyết" in details.caption.note.text()
    qtbot.keyClicks(editor, "0\\")
    qtbot.waitUntil(lambda: first(illustrated)[0].caption == "Văn Quyết")
    assert not details.caption.note.isVisible()
    settle(qtbot, tasks)
