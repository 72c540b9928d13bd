# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrections in the story's form: added, edited and taken out before readers have them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from editor.model.article import Correction
from tests.builders import an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft
from ui.writer.fields import StoryFields

OUT = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
PRINTED = Correction(OUT - timedelta(hours=1), "90 ghe", "100 ghe")


@pytest.fixture
def desk(tmp_path):
    made = DeskWithPictures(tmp_path)
    made.history = SimpleNamespace(given=lambda _id: made.readers_have)
    made.readers_have = None
    return made


def a_form(desk, tasks, theme, qtbot, article):
    made = StoryFields(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(320, 1000)
    made.show()
    made.show_draft(OpenDraft(article))
    qtbot.waitUntil(lambda: tasks.busy == 0)
    return made


def out(**fields):
    return an_article(published_at=OUT, updated_at=OUT, **fields)


def said(form):
    shown = (each for each in form.corrections.findChildren(QLabel) if each.isVisibleTo(form))
    return [each.text() for each in shown]


def click(form, words):
    buttons = form.corrections.findChildren(QPushButton)
    next(each for each in buttons if each.isVisibleTo(form) and each.text() == words).click()


def has_button(form, words):
    buttons = form.corrections.findChildren(QPushButton)
    return any(each.isVisibleTo(form) and each.text() == words for each in buttons)


def test_a_story_that_is_not_out_has_nothing_to_correct(desk, tasks, theme, qtbot):
    form = a_form(desk, tasks, theme, qtbot, an_article())
    assert not form.corrections.isVisible()


def test_a_correction_is_added_edited_and_taken_out(desk, tasks, theme, qtbot):
    form = a_form(desk, tasks, theme, qtbot, out())
    click(form, "Add a correction …")
    assert not form.corrections.keep_button.isEnabled()
    qtbot.keyClicks(form.corrections.wrong, "100 ghe")
    qtbot.keyClicks(form.corrections.right, "118 ghe")
    click(form, "Keep the correction")
    draft = form._draft
    (kept,) = draft.header.corrections
    assert (kept.wrong, kept.right) == ("100 ghe", "118 ghe")
    qtbot.waitUntil(lambda: "Right: 118 ghe" in said(form))
    click(form, "Edit")
    assert form.corrections.wrong.text() == "100 ghe"
    form.corrections.right.selectAll()
    qtbot.keyClicks(form.corrections.right, "119 ghe")
    click(form, "Keep the correction")
    assert draft.header.corrections == (replace(kept, right="119 ghe"),)
    qtbot.waitUntil(lambda: "Right: 119 ghe" in said(form))
    click(form, "Remove")
    assert draft.header.corrections == ()
    assert not any(each.startswith("Right") for each in said(form))


def test_what_readers_have_of_corrections_stays(desk, tasks, theme, qtbot):
    """As the edition says; where nobody here knows it, by the time of the newest publication."""
    late = Correction(OUT - timedelta(minutes=1), "a", "b")
    desk.readers_have = out(corrections=(PRINTED,))
    form = a_form(desk, tasks, theme, qtbot, out(corrections=(PRINTED,)))
    qtbot.waitUntil(lambda: any("readers have it" in each for each in said(form)))
    assert not has_button(form, "Remove")
    form.show_draft(OpenDraft(out(corrections=(late,))))
    qtbot.waitUntil(lambda: tasks.busy == 0)
    qtbot.waitUntil(lambda: has_button(form, "Remove"))
    desk.readers_have = None
    form.show_draft(OpenDraft(out(corrections=(late,))))
    qtbot.waitUntil(lambda: tasks.busy == 0 and not has_button(form, "Remove"))


def test_another_story_closes_what_is_half_written(desk, tasks, theme, qtbot):
    form = a_form(desk, tasks, theme, qtbot, out())
    click(form, "Add a correction …")
    form.show_draft(OpenDraft(out(headline="Khác")))
    assert not form.corrections.wrong.isVisible()
