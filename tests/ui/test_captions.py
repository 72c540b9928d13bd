# SPDX-License-Identifier: GPL-3.0-or-later
"""A take on the light table, captioned by keyboard in the real window: templates, codes, undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from editor.captions.edits import Edit
from editor.captions.stationery import Template
from editor.settings import Settings, SettingsFile
from tests.cards import a_card, sighting
from tests.ui.test_newsroom import Start
from ui.commands import TABLE

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]

LONG_MS = 20_000
TEMPLATE = Template(
    "Bóng đá",
    (
        Edit("caption", "\\hn10\\ trên sân {city}, {date}, ảnh {seq}"),
        Edit("city", "Vinh"),
        Edit("credit", "Quỳnh An"),
    ),
)


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    settings = Settings(language="en", appearance="light", welcome_done=True)
    SettingsFile(made.folder / "settings.toml").write(settings)
    team = made.folder / "drawer" / "codes" / "team.txt"
    team.parent.mkdir(parents=True)
    team.write_text("hn10\tNguyễn Văn Quyết\n", "utf-8")
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


def lay(start: Start, qtbot, folder: Path, count: int):
    """The window with a card on the table, every file described."""
    screen = start.settled()
    photos = screen.newsroom.photos
    photos.open_places([folder])
    model = photos.table.model
    qtbot.waitUntil(
        lambda: model.rowCount() == count and all(each.is_described for each in model.all),
        timeout=LONG_MS,
    )
    return screen, photos


def choose(photos, rows) -> None:
    grid = photos.table.stage.grid
    grid.choose(rows[0])
    for row in rows:
        flag = grid.selectionModel().SelectionFlag.Select
        grid.selectionModel().select(photos.table.model.index(row), flag)


def rest(screen, qtbot) -> None:
    qtbot.waitUntil(lambda: screen.window.tasks.busy == 0, timeout=LONG_MS)


def captions(screen, photos) -> list[str]:
    model = photos.table.model
    ids = [model.at(row).id for row in range(model.rowCount())]
    found = screen.desk.frames.find(ids)
    return [found[each].picture.caption if each in found else "" for each in ids]


def test_ten_frames_are_captioned_with_a_template_and_codes_and_attached(start, qtbot, tmp_path):
    """What the agency wrote stays in all other fields; undo takes the whole step back."""
    a_card(tmp_path / "card", 12, caption="Trên sân")
    screen, photos = lay(start, qtbot, tmp_path / "card", 12)
    screen.desk.drawer.keep(TEMPLATE)
    choose(photos, range(10))
    form = photos.captions.form
    qtbot.waitUntil(lambda: len(form.captioning.frames) == 10)
    assert form.rows["caption"].text() == "Trên sân"
    qtbot.keyClicks(form.rows["alt_text"].editor, '"Goal"')
    assert form.rows["alt_text"].text() == "“Goal”"
    form.undo()
    rest(screen, qtbot)
    form.read_drawer()
    qtbot.waitUntil(lambda: len(form.tools.menu.actions()) == 3)
    screen.window.commands.ask("captions.template")
    form.tools.menu.actions()[0].trigger()
    form.tools.menu.close()
    rest(screen, qtbot)
    said = captions(screen, photos)
    assert said[:2] == [
        "Nguyễn Văn Quyết trên sân Vinh, 22/11/2026, ảnh 1",
        "Nguyễn Văn Quyết trên sân Vinh, 22/11/2026, ảnh 2",
    ]
    assert said[9].endswith("ảnh 10")
    assert photos.table.model.at(9).picture.credit == "Quỳnh An"
    assert photos.table.model.at(9).picture.taken_at.startswith("2026-11-22T")
    assert photos.table.model.at(10).picture.caption == "Trên sân"
    assert "10" in screen.window.toast.sentence
    photos.attach_to_new()
    work = screen.newsroom.work
    qtbot.waitUntil(lambda: len(work.draft.header.placements) == 10, timeout=LONG_MS)
    rest(screen, qtbot)
    pictures = [work.draft.pictures[each.sha256] for each in work.draft.header.placements]
    assert [each.caption for each in pictures] == said[:10]
    screen.newsroom.show_space("photos")
    qtbot.waitUntil(lambda: form.captioning.frames[0].is_kept)
    form.captioning.undo()
    rest(screen, qtbot)
    stored = [screen.desk.articles.picture(each.sha256) for each in pictures]
    assert {(each.caption, each.credit) for each in stored} == {("Trên sân", "")}
    assert {each.picture.caption for each in photos.table.model.all} == {"Trên sân"}
    assert {each.picture.credit for each in photos.table.model.all} == {""}


def test_by_keyboard_from_frame_to_frame(start, qtbot, tmp_path):
    """F2, type, Ctrl+Enter, type; a mark set meanwhile stays; Esc gives the keys to the table."""
    a_card(tmp_path / "card", 3)
    screen, photos = lay(start, qtbot, tmp_path / "card", 3)
    form, table = photos.captions.form, photos.table
    screen.window.activateWindow()
    table.stage.take_focus()
    QTest.keyClick(table.stage.grid, Qt.Key.Key_3)
    QTest.keyClick(table.stage.grid, Qt.Key.Key_F2)
    editor = form.rows["caption"].editor
    assert editor.hasFocus()
    QTest.keyClicks(editor, "one 3 p")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.hasFocus()
    assert editor.text() == ""
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "one 3 p"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.hasFocus()
    QTest.keyClick(table.stage.grid, Qt.Key.Key_P)
    rest(screen, qtbot)
    assert captions(screen, photos) == ["one 3 p", "one 3 p", ""]
    first, second = table.model.at(0).picture, table.model.at(1).picture
    assert (first.caption, first.rating) == ("one 3 p", 3)
    assert (second.caption, second.pick.value) == ("one 3 p", "picked")


def test_what_is_typed_is_saved_when_the_window_closes(start, qtbot, tmp_path):
    """And what was folded stands again at the next start."""
    a_card(tmp_path / "card", 1)
    screen, photos = lay(start, qtbot, tmp_path / "card", 1)
    photos.write_caption()
    photos.captions.form.focus_field("usage_terms")
    QTest.keyClicks(photos.captions.form.rows["usage_terms"].editor, "once")
    frame_id = photos.table.model.at(0).id
    start.close()
    screen = start.settled()
    assert screen.desk.frames.find([frame_id])[frame_id].picture.usage_terms == "once"
    photos = screen.newsroom.photos
    photos.write_caption()
    group = photos.captions.form.rows["usage_terms"].field.group
    assert photos.captions.form.groups[group].is_open
    rest(screen, qtbot)


def test_keys_of_the_form_are_keys_beside_the_table_alone(start, qtbot, tmp_path):
    """Elsewhere they are left to the copy."""
    a_card(tmp_path / "card", 1)
    screen, _photos = lay(start, qtbot, tmp_path / "card", 1)
    ids = [each.id for each in TABLE if each.id.startswith("captions.")]
    commands = screen.window.commands
    assert commands.action("captions.write").isEnabled()
    assert not commands.action("captions.fill_down").isEnabled(), "there is but one frame"
    screen.newsroom.show_space("write")
    assert not any(commands.action(each).isEnabled() for each in ids)
    screen.newsroom.show_space("photos")
    assert commands.action("captions.template").isEnabled()
    rest(screen, qtbot)


def test_templates_are_made_in_the_sheet(start, qtbot, tmp_path):
    """From the picture, kept, exported, deleted, imported; a bad file is told beside."""
    a_card(tmp_path / "card", 1, caption="Trên sân")
    screen, photos = lay(start, qtbot, tmp_path / "card", 1)
    form = photos.captions.form
    qtbot.waitUntil(lambda: form.rows["caption"].text() == "Trên sân")
    photos.captions.edit_templates()
    panel = photos.captions.stationery
    rest(screen, qtbot)
    panel.from_picture.click()
    assert Edit("caption", "Trên sân") in panel.template.edits
    panel.keep.click()
    rest(screen, qtbot)
    assert panel.told.property("tone") == "needs_you", "it has no name yet"
    QTest.keyClicks(panel.name.editor, "San")
    panel.add.click()
    panel.lines[-1].text.setPlainText("Vinh")
    panel.keep.click()
    rest(screen, qtbot)
    kept = screen.desk.drawer.template("San")
    assert Edit("city", "Vinh") in kept.edits
    assert panel.names.currentItem().text() == "San"
    panel.give_file(tmp_path / "san.toml")
    rest(screen, qtbot)
    panel.remove.click()
    rest(screen, qtbot)
    assert screen.desk.drawer.templates() == []
    panel.take_files([tmp_path / "san.toml"])
    rest(screen, qtbot)
    assert screen.desk.drawer.templates() == [kept]
    (tmp_path / "bad.toml").write_text("x", "utf-8")
    panel.take_files([tmp_path / "bad.toml"])
    rest(screen, qtbot)
    assert "bad.toml" in panel.told.text()
    panel.done.click()
    assert not photos.captions.sheets[0].isVisible()


def test_chosen_fields_are_pasted(start, qtbot, tmp_path):
    """What was left out is left out the next time too."""
    a_card(tmp_path / "card", 2)
    screen, photos = lay(start, qtbot, tmp_path / "card", 2)
    form, sheet = photos.captions.form, photos.captions.paste
    choose(photos, [0])
    form.captioning.write(Edit("caption", "Một"))
    form.captioning.write(Edit("city", "Vinh"))
    form.copy_fields()
    photos.table.stage.step(1)
    form.ask_paste()
    assert photos.captions.sheets[1].isVisible()
    assert not sheet.ticks["credit"].isVisible()
    sheet.ticks["caption"].setChecked(False)
    sheet.paste.click()
    rest(screen, qtbot)
    assert photos.table.model.at(1).picture.city == "Vinh"
    assert photos.table.model.at(1).picture.caption == ""
    form.ask_paste()
    assert not sheet.ticks["caption"].isChecked()
    sheet.cancel.click()
    rest(screen, qtbot)


def test_a_frame_that_is_captioned_before_its_file_was_read_keeps_what_the_file_says(
    start, qtbot, tmp_path
):
    """The form was shown it bare; the table has read the file by the time that it is saved."""
    a_card(tmp_path / "card", 1, caption="Trên sân")
    screen, photos = lay(start, qtbot, tmp_path / "card", 1)
    form = photos.captions.form
    bare = sighting(Path(photos.table.model.at(0).frame.path)).frame
    assert bare.picture.caption == ""
    form.captioning.show([bare])
    form.captioning.write(Edit("city", "Vinh"))
    form.flush()
    rest(screen, qtbot)
    said = screen.desk.frames.find([bare.id])[bare.id].picture
    assert (said.city, said.caption) == ("Vinh", "Trên sân")
