# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption form: one frame or many, by keyboard and input method, on a store of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCompleter, QMainWindow

from editor.captions import edits
from editor.captions.edits import Edit, Way
from editor.captions.stationery import Template
from editor.desk import Desk
from editor.errors import Refused
from editor.model.frame import Frame, FrameId
from editor.model.picture import Picture
from tests.builders import a_picture
from tests.ui.typists import compose
from ui.commands import Commands
from ui.pictures.caption_form import CaptionForm
from ui.pictures.captioning import Captioning

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
SATURDAY = "2026-03-07T19:05:09+07:00"


def a_frame(number: int, **words: object) -> Frame:
    picture = a_picture(number, taken_at=SATURDAY, caption="", alt_text="", credit="")
    picture = replace(picture, sha256="", **words)
    return Frame(FrameId(f"{number:032x}"), f"/card/DCIM/{number}.jpg", picture)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk.open(tmp_path / "store", resources=RESOURCES)
    team = tmp_path / "store" / "drawer" / "codes" / "team.txt"
    team.parent.mkdir(parents=True)
    team.write_text("hn10\tNguyễn Văn Quyết\tVăn Quyết\nhn1\tQuan Văn Chuẩn\n", "utf-8")
    yield found
    found.close()


@pytest.fixture
def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def form(window, desk, tasks, theme) -> CaptionForm:
    made = CaptionForm(desk, tasks, theme, Commands(theme, window))
    window.setCentralWidget(made)
    window.resize(380, 1400)
    window.show()
    return made


def settle(qtbot, tasks) -> None:
    qtbot.waitUntil(lambda: tasks.busy == 0)


def show(qtbot, tasks, form, frames, above=None) -> None:
    form.show_frames(frames, lambda: above)
    settle(qtbot, tasks)


def stored(desk, *frames: Frame):
    found = desk.frames.find([each.id for each in frames])
    return [found[each.id].picture for each in frames if each.id in found]


def test_what_is_typed_is_saved_when_it_rests(qtbot, tasks, desk, form) -> None:
    """No button; what was told of the other fields stays."""
    frame = a_frame(1, city="Huế")
    show(qtbot, tasks, form, [frame])
    with qtbot.waitSignal(form.saved):
        qtbot.keyClicks(form.rows["caption"].editor, "Ghe")
    picture = stored(desk, frame)[0]
    assert (picture.caption, picture.city) == ("Ghe", "Huế")


def test_a_telex_typist_keeps_every_syllable(qtbot, tasks, desk, form) -> None:
    """Composed syllables are shown and saved once they stand; going on commits the last."""
    one, two = a_frame(1), a_frame(2)
    show(qtbot, tasks, form, [one])
    editor = form.rows["caption"].editor
    editor.setFocus()
    for keys in (("g", "gh", "ghe"), ("v", "ve", "vê", "về")):
        for each in keys:
            compose(editor, each)
            assert form.captioning.pictures[0].caption in ("", "ghe ")
        compose(editor, "", keys[-1])
        qtbot.keyClicks(editor, " ")
    compose(editor, "bến")
    form.take_in([replace(one, picture=replace(one.picture, caption="người khác", city="Huế"))])
    assert editor.text() == "ghe về "
    compose(editor, "", "bến")
    form.flush()
    settle(qtbot, tasks)
    assert stored(desk, one)[0].caption == "ghe về bến"
    show(qtbot, tasks, form, [two])
    assert editor.text() == ""
    editor.undo()
    assert editor.text() == "", "no undo leads back to the words of another frame"
    settle(qtbot, tasks)


def test_many_frames_say_what_they_share_and_only_what_is_touched_is_written(
    qtbot, tasks, desk, form
) -> None:
    """Mixed values are named; all else stays as it was."""
    frames = [a_frame(n, city=f"thành phố {n}", credit="SB", headline=f"{n}") for n in range(5)]
    show(qtbot, tasks, form, frames)
    assert form.rows["city"].editor.placeholderText() == "Mixed"
    assert form.rows["city"].editor.text() == ""
    assert form.rows["credit"].editor.text() == "SB"
    qtbot.keyClicks(form.rows["caption"].editor, "Chung")
    form.flush()
    settle(qtbot, tasks)
    said = stored(desk, *frames)
    assert {each.caption for each in said} == {"Chung"}
    assert [each.city for each in said] == [f"thành phố {n}" for n in range(5)]


def test_words_go_before_after_or_only_where_nothing_stands(qtbot, tasks, desk, form) -> None:
    """Written when Enter is pressed; Esc lets it be."""
    frames = [a_frame(1, city="Huế", caption="một"), a_frame(2, caption="hai")]
    show(qtbot, tasks, form, frames)
    city, headline = form.rows["city"], form.rows["creator"]
    city.write_as(Way.ONLY_EMPTY)
    qtbot.keyClicks(city.editor, "Vinh")
    assert [each.city for each in form.captioning.pictures] == ["Huế", ""]
    qtbot.keyClick(city.editor, Qt.Key.Key_Return)
    assert [each.city for each in form.captioning.pictures] == ["Huế", "Vinh"]
    headline.write_as(Way.APPEND)
    qtbot.keyClicks(headline.editor, "x")
    qtbot.keyClick(headline.editor, Qt.Key.Key_Escape)
    assert {each.creator for each in form.captioning.pictures} == {""}
    caption = form.rows["caption"]
    caption.write_as(Way.PREFIX)
    compose(caption.editor, "", "Ảnh")
    caption.editor.clearFocus()
    form.rows["credit"].editor.setFocus()
    assert [each.caption for each in form.captioning.pictures] == ["Ảnh một", "Ảnh hai"]
    form.flush()
    settle(qtbot, tasks)


@pytest.mark.parametrize("leave", ["close", "step", "template", "other"])
def test_words_that_wait_are_written_whatever_comes_next(qtbot, tasks, desk, form, leave) -> None:
    """Nobody has to press Enter or leave the field: closing, going on, a template write them."""
    frames = [a_frame(1, caption="một"), a_frame(2, caption="hai")]
    show(qtbot, tasks, form, frames)
    row = form.rows["caption"]
    row.write_as(Way.APPEND)
    compose(row.editor, "", "rồi")
    if leave == "close":
        form.flush()
    elif leave == "step":
        form.step(1)
    elif leave == "template":
        form.apply(Template("x", (Edit("city", "Vinh"),)))
    else:
        form.show_frames([a_frame(3)])
    settle(qtbot, tasks)
    assert [each.caption for each in stored(desk, *frames)] == ["một rồi", "hai rồi"]


def test_what_others_wrote_meanwhile_stays(qtbot, tasks, desk, form) -> None:
    """Field by field, in the store and in the form."""
    frame = a_frame(1, city="Huế")
    desk.frames.save([frame], origin="t")
    show(qtbot, tasks, form, [frame])
    qtbot.keyClicks(form.rows["caption"].editor, "a")
    other = replace(frame, picture=replace(frame.picture, city="Vinh", rating=4))
    desk.frames.save([other], origin="other")
    form.flush()
    settle(qtbot, tasks)
    said = stored(desk, frame)[0]
    assert (said.caption, said.city, said.rating) == ("a", "Vinh", 4)
    assert form.rows["city"].editor.text() == "Vinh"


def test_a_frame_that_is_shown_again_at_once_says_what_was_typed(qtbot, tasks, desk, form) -> None:
    """Its save may be on its way still; what the table knows of it is older."""
    one, two = a_frame(1), a_frame(2)
    form.show_frames([one])
    editor = form.rows["caption"].editor
    qtbot.keyClicks(editor, "first")
    form.show_frames([two])
    form.show_frames([one])
    assert editor.text() == "first"
    form.take_in([one])
    qtbot.keyClicks(editor, "!")
    assert editor.text() in ("first!", "!first")
    form.flush()
    settle(qtbot, tasks)
    assert stored(desk, one)[0].caption == editor.text()
    # Somebody else wrote meanwhile: what is shown anew is theirs, and stays theirs.
    other = replace(one, picture=replace(one.picture, caption="other"))
    show(qtbot, tasks, form, [two])
    desk.frames.save([other], origin="other")
    show(qtbot, tasks, form, [other])
    qtbot.keyClicks(form.rows["city"].editor, "x")
    form.flush()
    settle(qtbot, tasks)
    assert stored(desk, one)[0].caption == "other"


def test_a_change_is_taken_back_where_nobody_wrote_on(qtbot, tasks, desk, form) -> None:
    """Of a template on a whole take, also when other frames are shown by then."""
    frames = [a_frame(n, city=f"{n}") for n in range(20)]
    show(qtbot, tasks, form, frames)
    template = Template("T", (Edit("city", "Vinh"), Edit("caption", "Số {seq} \\hn10\\ {none}")))
    with qtbot.waitSignal(form.done) as done:
        form.apply(template)
    assert "20" in done.args[0]
    assert "{none}" in done.args[0]
    settle(qtbot, tasks)
    assert stored(desk, frames[2])[0].caption == "Số 3 Nguyễn Văn Quyết {none}"
    show(qtbot, tasks, form, [desk.frames.find([frames[0].id])[frames[0].id]])
    later = desk.frames.find([frames[5].id])[frames[5].id]
    desk.frames.save([replace(later, picture=replace(later.picture, city="Huế"))], origin="other")
    form.undo()
    settle(qtbot, tasks)
    said = stored(desk, *frames)
    assert [each.city for each in said] == ["Huế" if n == 5 else f"{n}" for n in range(20)]
    assert {each.caption for each in said} == {""}
    assert form.rows["city"].editor.text() == "0"
    form.captioning.redo()
    settle(qtbot, tasks)
    assert stored(desk, frames[3])[0].city == "Vinh"


def test_fill_down_as_above_and_paste(qtbot, tasks, desk, form) -> None:
    """In the field with the focus; with none, in all of them."""
    above = a_frame(9, city="Cần Thơ", credit="SB", taken_at="2020-01-01")
    frames = [a_frame(1, city="Huế", creator="Sim"), a_frame(2, city="Vinh"), a_frame(3)]
    show(qtbot, tasks, form, frames, above)
    form.focus_field("city")
    form.fill_down()
    assert {each.city for each in form.captioning.pictures} == {"Huế"}
    assert form.captioning.pictures[1].creator == ""
    form.as_above()
    assert {each.city for each in form.captioning.pictures} == {"Cần Thơ"}
    form.copy_fields()
    settle(qtbot, tasks)
    show(qtbot, tasks, form, [a_frame(4, city="Lạng Sơn")])
    with qtbot.waitSignal(form.paste_asked) as asked:
        form.ask_paste()
    form.paste(asked.args[0], ["creator"])
    settle(qtbot, tasks)
    said = stored(desk, a_frame(4))[0]
    assert (said.creator, said.city) == ("Sim", "Lạng Sơn")


@pytest.mark.parametrize("name", ["caption", "creator"])
def test_a_code_becomes_its_name_as_it_is_closed(qtbot, tasks, desk, form, name) -> None:
    """One undo step; what it will be is told before; what nobody knows stays."""
    show(qtbot, tasks, form, [a_frame(1)])
    row = form.rows[name]
    editor = row.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Anh \\hn10")
    assert "Nguyễn Văn Quyết" in row.note.text()
    qtbot.keyClicks(editor, "\\")
    qtbot.waitUntil(lambda: editor.text() == "Anh Nguyễn Văn Quyết")
    qtbot.keyClicks(editor, " \\hn99\\ x")
    QCoreApplication.processEvents()
    assert editor.text() == "Anh Nguyễn Văn Quyết \\hn99\\ x"
    assert getattr(form.captioning.pictures[0], name) == editor.text()
    for _ in range(30):
        if editor.text() == "Anh \\hn10\\":
            break
        editor.undo()
    assert editor.text() == "Anh \\hn10\\"
    QCoreApplication.processEvents()
    assert editor.text() == "Anh \\hn10\\", "undo brings back what was typed, and leaves it"
    form.flush()
    settle(qtbot, tasks)


def test_no_code_is_replaced_while_a_syllable_is_composed(qtbot, tasks, desk, form) -> None:
    """The mark comes out of the input method; the next syllable is begun at once."""
    show(qtbot, tasks, form, [a_frame(1)])
    editor = form.rows["caption"].editor
    editor.setFocus()
    compose(editor, "", "\\hn1\\")
    compose(editor, "b")
    QCoreApplication.processEvents()
    assert editor.text() == "\\hn1\\"
    compose(editor, "bắt")
    compose(editor, "", "bắt")
    QCoreApplication.processEvents()
    assert editor.text() == "\\hn1\\bắt"
    editor.clear()
    compose(editor, "", "\\hn1\\")
    qtbot.waitUntil(lambda: editor.text() == "Quan Văn Chuẩn")
    compose(editor, "", " bắt \\hn10")
    editor.insertPlainText("\\")
    QCoreApplication.processEvents()
    assert editor.text().endswith("\\hn10\\"), "what is pasted is not replaced"
    form.flush()
    settle(qtbot, tasks)


def test_names_that_were_used_before_are_offered_in_a_list(qtbot, tasks, desk, form) -> None:
    """With and without marks, the frequent ones first, never inline."""
    used = [a_frame(n, creator="Đỗ Ấn", people=("Lê Hai",)) for n in (7, 8)]
    desk.frames.save([*used, a_frame(9, creator="Đặng Sim")], origin="t")
    show(qtbot, tasks, form, [a_frame(1)])
    completer = form.rows["creator"].completions
    assert completer is not None
    assert completer.completionMode() is QCompleter.CompletionMode.PopupCompletion
    completer.setCompletionPrefix("do an")
    assert completer.currentCompletion() == "Đỗ Ấn"
    completer.setCompletionPrefix("d")
    assert completer.currentCompletion() == "Đỗ Ấn"
    country = form.rows["country"].completions
    assert country is not None
    country.setCompletionPrefix("viet")
    assert country.currentCompletion()


def test_the_code_of_a_country_follows_its_name(qtbot, tasks, desk, form) -> None:
    """When the field is left."""
    show(qtbot, tasks, form, [a_frame(1)])
    country = form.rows["country"].editor
    country.setFocus()
    qtbot.keyClicks(country, "viet nam")
    form.rows["city"].editor.setFocus()
    assert form.captioning.pictures[0].country_code == "VNM"
    assert form.rows["country_code"].editor.text() == "VNM"
    settle(qtbot, tasks)


def test_who_writes_a_caption_is_its_writer(qtbot, tasks, desk, form) -> None:
    """Unless somebody is named there; taken back along with the caption."""
    desk.settings = replace(desk.settings, person="Trần Thị Một")
    frames = [a_frame(1), a_frame(2, caption_writer="Lê Hai")]
    show(qtbot, tasks, form, frames)
    qtbot.keyClicks(form.rows["headline"].editor, "x")
    assert [each.caption_writer for each in form.captioning.pictures] == ["", "Lê Hai"]
    qtbot.keyClicks(form.rows["caption"].editor, "Ghe")
    said = [each.caption_writer for each in form.captioning.pictures]
    assert said == ["Trần Thị Một", "Lê Hai"]
    form.undo()
    assert [each.caption_writer for each in form.captioning.pictures] == ["", "Lê Hai"]
    assert {each.headline for each in form.captioning.pictures} == {"x"}
    settle(qtbot, tasks)


def test_limits_are_told_and_never_stop_the_hand(qtbot, tasks, desk, form) -> None:
    """Bytes of the older block, letters of an alt text."""
    show(qtbot, tasks, form, [a_frame(1, creator="Nguyễn Thị Thanh Hương Giang")])
    assert form.rows["creator"].hint.text() == "34/32 bytes"
    form.rows["alt_text"].editor.setPlainText("a" * 300)
    assert form.rows["alt_text"].hint.text() == "300 / 250"
    assert form.captioning.pictures[0].alt_text == "a" * 300
    form.flush()
    settle(qtbot, tasks)


def test_what_is_odd_stands_beside_its_field(qtbot, tasks, desk, form) -> None:
    """And for many in a few lines; the preview has the house's form of a credit."""
    odd = a_frame(1, caption="Ghe về sáng Chủ nhật.", credit="Quỳnh An", instructions="Hỏi trước")
    show(qtbot, tasks, form, [odd])
    assert "07/03/2026" in form.rows["caption"].note.text()
    assert form.proof.caption.text() == "Ghe về sáng Chủ nhật."
    assert form.proof.credit.text() == "Ảnh: Quỳnh An"
    assert form.instructions.text() == "Hỏi trước"
    assert form.instructions.property("tone") == "needs_you"
    show(qtbot, tasks, form, [odd, a_frame(2)])
    assert "07/03/2026" in form.proof.findings.text()
    assert not form.rows["caption"].note.isVisible()


def test_fields_of_ai_are_shown_for_ai_alone(qtbot, tasks, desk, form) -> None:
    """The origin is chosen in plain words."""
    show(qtbot, tasks, form, [a_frame(1)])
    form.focus_field("digital_source_type")
    assert form.groups[form.rows["ai_system"].field.group].is_open
    assert not form.rows["ai_system"].isVisible()
    origin = form.rows["digital_source_type"].editor
    origin.setCurrentIndex(origin.findText("Made by generative AI"))
    origin.activated.emit(origin.currentIndex())
    assert form.rows["ai_system"].isVisible()
    assert form.captioning.pictures[0].digital_source_type.endswith("/trainedAlgorithmicMedia")
    form.flush()
    settle(qtbot, tasks)


def test_a_moment_is_by_the_newspapers_clock(qtbot, tasks, desk, form) -> None:
    """What is none is told and not written."""
    show(qtbot, tasks, form, [a_frame(1)])
    form.focus_field("expires_at")
    editor = form.rows["expires_at"].editor
    qtbot.keyClicks(editor, "07/03/2026 05:3")
    qtbot.keyClicks(editor, "0")
    expires_at = form.captioning.pictures[0].expires_at
    assert expires_at is not None
    assert expires_at.isoformat() == "2026-03-07T05:30:00+07:00"
    editor.setText("mai")
    assert form.rows["expires_at"].note.isVisible()
    assert form.captioning.pictures[0].expires_at == expires_at
    form.flush()
    settle(qtbot, tasks)
    assert stored(desk, a_frame(1))[0].expires_at == expires_at


def test_a_day_is_read_as_people_write_it(qtbot, tasks, desk, form) -> None:
    """Kept as ISO writes it, its offset too; what cannot be read stays in the field, told."""
    frame = a_frame(1)
    show(qtbot, tasks, form, [frame])
    row = form.rows["taken_at"]
    form.focus_field("taken_at")
    assert row.editor.text() == "07/03/2026 19:05:09 +07:00"
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, "26/11/2026")
    assert form.captioning.pictures[0].taken_at == "2026-11-26"
    qtbot.keyClicks(row.editor, " 7:05 pm")
    assert form.captioning.pictures[0].taken_at == "2026-11-26T19:05:00+07:00"
    form.focus_field("city")
    assert row.editor.text() == "26/11/2026 19:05 +07:00"
    form.focus_field("taken_at")
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, "31/11/2026")
    form.focus_field("city")
    assert row.editor.text() == "31/11/2026"
    assert row.note.isVisible()
    form.flush()
    settle(qtbot, tasks)
    assert row.note.isVisible()
    assert stored(desk, frame)[0].taken_at == "2026-11-26T19:05:00+07:00"
    show(qtbot, tasks, form, [a_frame(2)])
    assert row.editor.text() == "07/03/2026 19:05:09 +07:00"
    assert not row.note.isVisible()


def test_wrong_words_get_dots_but_never_at_the_caret(qtbot, tasks, desk, form) -> None:
    """A word is put right with one key, or known from then on; a code left over has dots too."""
    show(qtbot, tasks, form, [a_frame(1, caption="Người dân làm viêc và \\hn99\\ ở đó")])
    proofing, editor = form.proofing["caption"], form.rows["caption"].editor
    proofing.look()
    qtbot.waitUntil(lambda: proofing.marked == ["viêc", "\\hn99\\"])
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(editor.text().index("viêc") + 2)
    editor.setTextCursor(cursor)
    assert proofing.marked == ["\\hn99\\"]
    menu = proofing.offer()
    assert menu is not None
    assert menu.actions()[0].text() == "việc"
    menu.actions()[0].trigger()
    menu.close()
    assert editor.text() == "Người dân làm việc và \\hn99\\ ở đó"
    editor.undo()
    assert "viêc" in editor.text()
    proofing.look()
    settle(qtbot, tasks)
    menu = proofing.offer()
    assert menu is not None
    said = {each.text(): each for each in menu.actions()}
    said["Right here"].trigger()
    menu.close()
    settle(qtbot, tasks)
    qtbot.waitUntil(lambda: proofing.marked == ["\\hn99\\"])
    assert desk.lexicon.words(a_frame(1).id) == {"viêc"}
    form.flush()
    settle(qtbot, tasks)


def test_what_is_folded_is_remembered(qtbot, tasks, desk, form) -> None:
    """Most used first, the rest put away, until a person opens it."""
    show(qtbot, tasks, form, [a_frame(1)])
    assert not form.rows["usage_terms"].isVisible()
    kept = form.remember()
    form.focus_field("usage_terms")
    assert form.rows["usage_terms"].editor.hasFocus()
    opened = form.remember()
    form.recall(kept)
    assert not form.rows["usage_terms"].isVisible()
    form.recall(opened)
    assert form.rows["usage_terms"].isVisible()


def test_a_refused_save_is_told(qtbot, tasks, desk, form) -> None:
    """By whoever holds the form."""
    show(qtbot, tasks, form, [a_frame(1)])
    desk.close()
    with qtbot.waitSignal(form.failed):
        qtbot.keyClicks(form.rows["caption"].editor, "x")
    settle(qtbot, tasks)


class RefusingFrames:
    """The frames of a store that refuses its first saves, and keeps the later ones."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.kept: dict[FrameId, Frame] = {}

    def find(self, ids: Sequence[FrameId]) -> dict[FrameId, Frame]:
        return {each: self.kept[each] for each in ids if each in self.kept}

    def change(self, changes: Sequence[tuple[Picture, Frame]], *, origin: str) -> list[Frame]:
        assert origin
        if self.refusals:
            self.refusals -= 1
            raise Refused("store.full")
        for before, after in changes:
            now = self.kept.get(after.id, replace(after, picture=before)).picture
            own = edits.changed(before, after.picture)
            self.kept[after.id] = replace(after, picture=replace(now, **own))
        return [self.kept[after.id] for _, after in changes]


@pytest.mark.parametrize("refusals", [1, 2, 3])
@pytest.mark.parametrize("is_typed_on", [False, True])
def test_refused_saves_lose_nothing(qtbot, tasks, refusals, is_typed_on) -> None:
    """Several that are on their way together, and what is typed before they come back."""
    frames, frame = RefusingFrames(refusals), a_frame(1)
    frames.kept[frame.id] = frame
    captioning = Captioning(SimpleNamespace(frames=frames), tasks)
    captioning.show([frame])
    for name in ("city", "credit", "caption"):
        captioning.write(Edit(name, name))
        captioning.flush()
    if is_typed_on:
        captioning.write(Edit("source", "source"))
    settle(qtbot, tasks)
    captioning.flush()
    settle(qtbot, tasks)
    said = frames.kept[frame.id].picture
    assert (said.city, said.credit, said.caption) == ("city", "credit", "caption")
    assert said.source == ("source" if is_typed_on else "")


def test_it_speaks_the_language_of_the_screen(qtbot, tasks, desk, form) -> None:
    """Also of the fields, whose words are the newsroom's."""
    from ui import words

    show(qtbot, tasks, form, [a_frame(1), a_frame(2, city="Huế")])
    words.speak("vi", RESOURCES)
    QCoreApplication.sendEvent(form, QEvent(QEvent.Type.LanguageChange))
    assert form.rows["caption"].words.text() == "Chú thích ảnh"
    settle(qtbot, tasks)
