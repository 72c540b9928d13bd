# SPDX-License-Identifier: GPL-3.0-or-later
"""The story's form: every field reaches the draft, news show, and no hand is disturbed."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter

from editor.model.article import Author
from editor.model.workflow import Role
from tests.builders import an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft
from tests.ui.typists import compose
from ui.entries import TextEntry
from ui.writer.fields import StoryFields

KNOWN = [
    Author("Nguyễn Văn Ấn", "Đống Đa"),
    Author("Nguyễn Văn Ấn", "Văn Ấn"),
    Author("Trần Thị Một", "Một Trần"),
]


@pytest.fixture
def draft(qapp) -> OpenDraft:
    return OpenDraft(an_article(authors=(), tags=(), category=""))


@pytest.fixture
def form(qtbot, tmp_path, tasks, theme, draft) -> StoryFields:
    desk = DeskWithPictures(tmp_path)
    desk.articles.authors = KNOWN
    desk.articles.tags = ["chợ nổi", "miền Tây", "Đống Đa"]
    made = StoryFields(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(320, 1000)
    made.show()
    made.show_draft(draft)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    return made


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("dateline_place", "Can Tho", "Can Tho"),
        ("slugline", "CHO NOI", "CHO NOI"),
        ("ednote", "call back", "call back"),
        ("tags", "river, boats ,, river", ("river", "boats")),
        ("url_slug", "Ben Song 2", "ben-song-2"),
        ("commissioned_length", "1.500", 1500),
    ],
)
def test_what_is_typed_reaches_the_draft(qtbot, form, draft, name, typed, stored) -> None:
    """With every key, no leaving of the field needed."""
    qtbot.keyClicks(getattr(form, name), typed)
    assert getattr(draft.header, name) == stored


def test_vietnamese_typed_in_pieces_is_stored_whole(form, draft) -> None:
    """Text in NFD, as some keyboards make it, is NFC in the draft, and the field is left alone."""
    form.slugline.insert("cho\u031b\u0323")
    assert draft.header.slugline == "chợ"
    assert form.slugline.text() == "cho\u031b\u0323"


def test_the_main_category_comes_from_the_site(qtbot, form, draft) -> None:
    """Chosen by key, shown by name; one that the site has not is still shown."""
    form.category.setCurrentIndex(form.category.findData("van-hoa"))
    form.category.activated.emit(form.category.currentIndex())
    assert draft.header.category == "van-hoa"
    draft.set_field("category", "gone")
    assert form.category.currentText() == "gone"


def test_other_categories_are_ticked(form, draft) -> None:
    """The main one is not offered again; one that the site dropped is kept."""
    draft.change(category="tin-tuc", other_categories=("gone",))
    actions = form.other_categories.ticks.actions()
    assert [each.data() for each in actions] == ["van-hoa"]
    actions[0].trigger()
    assert draft.header.other_categories == ("van-hoa", "gone")
    assert "Văn hóa" in form.other_categories.text()


def test_authors_are_typed_added_moved_and_removed(qtbot, form, draft) -> None:
    """Each row is a pen name and a real name; empty rows are nobody."""
    byline = form.byline
    qtbot.keyClicks(byline.rows[0].pen_name, "An")
    qtbot.keyClicks(byline.rows[0].person, "Nguyen Van An")
    byline.add_button.click()
    assert draft.header.authors == (Author("Nguyen Van An", "An"),)
    qtbot.keyClicks(byline.rows[1].pen_name, "Mot")
    assert [each.pen_name for each in draft.header.authors] == ["An", "Mot"]
    byline.rows[1].up.trigger()
    assert [each.pen_name for each in draft.header.authors] == ["Mot", "An"]
    byline.rows[0].remove.trigger()
    assert [each.pen_name for each in draft.header.authors] == ["An"]
    byline.rows[0].remove.trigger()
    assert draft.header.authors == ()
    assert len(byline.rows) == 1


def test_a_known_author_fills_both_names(form, draft) -> None:
    """Chosen from the list, which tells two pen names of one person apart."""
    row = form.byline.rows[0]
    completer = row.pen_name.completer()
    completer.setCompletionPrefix("dong")
    assert completer.completionCount() == 1
    row._pen_names.activated[str].emit(completer.currentCompletion())
    assert draft.header.authors == (Author("Nguyễn Văn Ấn", "Đống Đa"),)


@pytest.mark.parametrize("typed", ["dong da", "Đống", "ĐA", "dong"])
def test_completion_finds_with_and_without_marks(form, typed) -> None:
    """And only ever offers a list: inline completion breaks Vietnamese typing."""
    completer = form.tags.completer()
    assert completer.completionMode() is QCompleter.CompletionMode.PopupCompletion
    completer.setCompletionPrefix(f"river, {typed}")
    assert completer.completionCount() == 1
    form.tags.setText(f"river, {typed}")
    assert completer.currentCompletion() == "river, Đống Đa, "


def test_a_role_survives_an_edit(qtbot, form, draft) -> None:
    """What the form does not show is not lost by typing beside it."""
    draft.set_field("authors", (Author("A", "B", role="photographer"),))
    qtbot.keyClicks(form.byline.rows[0].pen_name, "x")
    assert draft.header.authors[0].role == "photographer"


def test_the_slug_follows_the_headline_until_it_is_written(qtbot, form, draft) -> None:
    """Shown folded; the draft keeps it empty, so that the headline still decides."""
    draft.set_field("headline", "Đống Đa mở hội")
    assert form.url_slug.placeholderText() == "dong-da-mo-hoi"
    assert draft.header.url_slug == ""
    qtbot.keyClicks(form.url_slug, "Hoi Go")
    draft.set_field("headline", "Khác")
    assert draft.header.url_slug == "hoi-go"


def test_a_published_slug_is_fixed_and_says_why(form, draft) -> None:
    """Readers' links must keep working."""
    draft.change(url_slug="cho-noi", published_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert form.url_slug.isReadOnly()
    assert form.url_slug.text() == "cho-noi"
    assert "publication" in form._labelled["url_slug"].note.text()


def test_a_length_that_is_no_number_is_told_and_kept_as_typed(qtbot, form, draft) -> None:
    """Nothing rejects a key; the draft keeps the last number."""
    qtbot.keyClicks(form.commissioned_length, "1500 words")
    assert form.commissioned_length.text() == "1500 words"
    assert form._labelled["commissioned_length"].note.isVisible()
    assert draft.header.commissioned_length == 1500
    form.commissioned_length.clear()
    assert draft.header.commissioned_length is None


def test_flags_are_ticked_and_unknown_ones_stay(form, draft) -> None:
    """A flag of a newer version of Stet is passed through."""
    draft.set_field("flags", ("legal", "of_2030"))
    form.flags["ai_assisted"].click()
    form.flags["legal"].click()
    assert draft.header.flags == ("ai_assisted", "of_2030")


def test_news_show_in_every_field(form, draft) -> None:
    """What came from elsewhere stands in the form at once."""
    draft.change(
        authors=(Author("A", "B"), Author("C", "")),
        tags=("một", "hai"),
        slugline="s",
        ednote="n",
        dateline_place="Huế",
        commissioned_length=900,
        language="en",
    )
    assert form.byline.authors == draft.header.authors
    assert form.tags.text() == "một, hai"
    assert (form.slugline.text(), form.ednote.text()) == ("s", "n")
    assert form.dateline_place.text() == "Huế"
    assert form.commissioned_length.text() == "900"
    assert form.language.currentData() == "en"


@pytest.mark.parametrize("name", ["slugline", "dateline_place", "tags", "url_slug", "ednote"])
def test_nothing_is_written_into_a_syllable(form, draft, name) -> None:
    """News wait while a syllable is composed; then the typed one counts."""
    entry = getattr(form, name)
    compose(entry, "ngư")
    draft.set_field(name, ("from below",) if name == "tags" else "from-below")
    assert entry.text() == ""
    compose(entry, "", "nguoi")
    assert entry.text() == "nguoi"
    assert getattr(draft.header, name) == (("nguoi",) if name == "tags" else "nguoi")


def test_nothing_is_written_into_a_name_being_composed(form, draft) -> None:
    """Another author from elsewhere does not throw away the row in hand."""
    row = form.byline.rows[0]
    compose(row.pen_name, "Ấ")
    draft.set_field("authors", (Author("", "Khác"),))
    compose(row.pen_name, "", "Ấn")
    assert "Ấn" in [each.pen_name for each in draft.header.authors]


def test_the_copy_is_not_the_forms_business(form, draft) -> None:
    """A key in the copy costs the form nothing: not even a look."""
    draft.header = an_article(slugline="changed behind its back")
    draft.changed.emit(frozenset({"body"}))
    assert form.slugline.text() == ""


def test_another_story_shows_its_own(form, draft) -> None:
    """And the first one is not heard any more."""
    other = OpenDraft(an_article(2, slugline="other"))
    form.show_draft(other)
    draft.set_field("slugline", "first")
    assert form.slugline.text() == "other"
    form.show_draft(None)
    assert not form.isEnabled()


def test_every_field_has_a_name_and_a_label(form) -> None:
    """For those who hear the screen; labels in sentence case without a colon."""
    for labelled in form._labelled.values():
        words = labelled.words.text()
        assert words
        assert not words.endswith(":")
        assert labelled.editor.accessibleName() == words


def test_tab_leaves_every_field(qtbot, form) -> None:
    """The note too: Tab never writes into it."""
    assert all(each.tabChangesFocus() for each in form.findChildren(TextEntry))
    assert form.category.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_what_was_typed_is_put_in_order_when_the_hand_has_left(qtbot, form, draft) -> None:
    """Not before: the comma just typed must stay under the caret."""
    qtbot.keyClicks(form.tags, "river,river, ")
    assert form.tags.text() == "river,river, "
    form.tags.left.emit()
    assert form.tags.text() == "river"
    qtbot.keyClicks(form.url_slug, "Ben Song")
    assert form.url_slug.text() == "Ben Song"
    form.url_slug.left.emit()
    assert form.url_slug.text() == "ben-song"


def test_tab_into_the_tags_adds_to_them(form, draft) -> None:
    """A key after Tab must not wipe the tags out, nor stand before them."""
    draft.set_field("tags", ("river",))
    event = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    QCoreApplication.sendEvent(form.tags, event)
    form.tags.insert(", boats")
    assert draft.header.tags == ("river", "boats")


def test_a_finding_leads_to_its_field(qtbot, form) -> None:
    """Checks name a field; the caret goes there. A field that is elsewhere is passed."""
    form.window().activateWindow()
    qtbot.waitUntil(form.window().isActiveWindow)
    for name, editor in (("category", form.category), ("tags", form.tags)):
        form.focus_field(name)
        assert editor.hasFocus()
    form.focus_field("authors")
    assert form.byline.rows[-1].pen_name.hasFocus()
    form.focus_field("headline")


def test_a_genre_is_chosen_and_one_of_elsewhere_stays(form, draft) -> None:
    """A name in the place of the key is the same genre; free text is shown as it stands."""
    genre = form.pay.genre
    assert [genre.itemText(at) for at in range(genre.count())][1:] == [
        "Tin",
        "Phóng sự",
        "Phóng sự ảnh",
    ]
    genre.setCurrentIndex(2)
    genre.activated.emit(2)
    assert draft.header.genre == "phong-su"
    assert form.pay.coefficient.placeholderText() == "6"
    draft.change(genre="Tin")
    assert genre.currentData() == "tin"
    draft.change(genre="hịch")
    assert genre.currentText() == "hịch"


def test_shares_and_coefficient_are_read_as_they_are_typed(qtbot, form, draft) -> None:
    """What is not yet right is told below the field, and the last right thing stays."""
    told = {name: each.note for name, each in form.pay.labelled.items()}
    draft.change(genre="tin")
    qtbot.keyClicks(form.pay.shares, "Lan 60, Minh")
    assert draft.header.royalty_shares == (("Lan", 60),)
    assert "60" in told["royalty_shares"].text() or "Lan" in told["royalty_shares"].text()
    qtbot.keyClicks(form.pay.shares, " 40")
    assert draft.header.royalty_shares == (("Lan", 60), ("Minh", 40))
    assert told["royalty_shares"].text() == ""
    qtbot.keyClicks(form.pay.coefficient, "2,5")
    assert draft.header.royalty_coefficient == 250
    qtbot.keyClicks(form.pay.coefficient, "0")
    assert draft.header.royalty_coefficient == 250
    qtbot.keyClicks(form.pay.coefficient, "0")
    assert told["royalty_coefficient"].text() != ""
    form.pay.coefficient.selectAll()
    qtbot.keyClicks(form.pay.coefficient, "31")
    assert "0.1" in told["royalty_coefficient"].text()
    assert draft.header.royalty_coefficient == 300
    form.pay.coefficient.clear()
    assert draft.header.royalty_coefficient is None
    qtbot.keyClicks(form.pay.note, "doc quyen")
    assert draft.header.royalty_note == "doc quyen"


def test_an_author_does_not_pay_himself(qtbot, form, draft) -> None:
    """The fields are there to read."""
    form._desk.role = Role.WRITER
    draft.change(royalty_coefficient=250)
    qtbot.keyClicks(form.pay.coefficient, "9")
    assert draft.header.royalty_coefficient == 250
    assert form.pay.coefficient.text() == "2.5"
    assert form.pay.note.isReadOnly()
