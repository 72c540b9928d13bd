# SPDX-License-Identifier: GPL-3.0-or-later
"""The story's fields in a form: byline, categories, tags, addresses, notes and flags."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.model.article import FLAGS, Article, Author
from editor.text.vietnamese import nfc, slug
from ui import words
from ui.entries import Choice, Completions, Labelled, LineEntry, TextEntry
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme
from ui.typist import Typist
from ui.writer.assignment import AssignmentForm
from ui.writer.byline import Byline
from ui.writer.checklist import Checklist
from ui.writer.corrections import Corrections
from ui.writer.pay import Pay

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.writer.draft import Draft

SEPARATOR = ","
LONGEST_DIGITS = 7
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
"""Each in its own words, as a person looks for them."""


class StoryFields(QWidget):
    """The inspector's form for all fields of a story but those written in place.

    Args:
        desk: for the site's categories, known authors and tags.
        tasks: the door to the threads.
        theme: for icons.
    """

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._draft: Draft | None = None
        self.assignment = AssignmentForm()
        self.byline = Byline(theme)
        self.category = Choice()
        self.other_categories = Checklist()
        self.dateline_place = LineEntry()
        self.tags = LineEntry(is_list=True)
        self._tag_list = Completions(self.tags, SEPARATOR)
        self.slugline = LineEntry()
        self.url_slug = LineEntry()
        self.language = Choice()
        self.commissioned_length = LineEntry()
        self.ednote = TextEntry(least_lines=3)
        self.corrections = Corrections()
        self.pay = Pay(desk, self._set)
        self._given: Article | None = None
        self.flags = {name: QCheckBox() for name in FLAGS}
        self._build()
        self._wire()
        self._say()
        self.setEnabled(False)

    def show_draft(self, draft: "Draft | None") -> None:
        """Show another story."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._follow)
        self._draft = draft
        self.setEnabled(draft is not None)
        if draft is None:
            return
        draft.changed.connect(self._follow)
        self._given = None
        self.corrections.close_form()
        self._show()
        self._ask_known()
        self._ask_given()

    def focus_field(self, name: str) -> None:
        """Let the person type into a field of the article, such as `authors`; others are passed."""
        labelled = self._labelled.get(name)
        if name == "authors":
            self.byline.add_author()
        elif labelled is not None:
            labelled.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show()
        super().changeEvent(event)

    def _build(self) -> None:
        self._labelled = {
            "authors": Labelled(self.byline),
            "category": Labelled(self.category),
            "other_categories": Labelled(self.other_categories),
            "dateline_place": Labelled(self.dateline_place),
            "tags": Labelled(self.tags),
            "slugline": Labelled(self.slugline),
            "url_slug": Labelled(self.url_slug),
            "language": Labelled(self.language),
            "commissioned_length": Labelled(self.commissioned_length),
            **self.pay.labelled,
            "ednote": Labelled(self.ednote),
            "corrections": Labelled(self.corrections),
        }
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        layout.setSpacing(2 * GRID_PX)
        for each in self._labelled.values():
            layout.addWidget(each)
        layout.insertWidget(layout.indexOf(self._labelled["ednote"]), self.assignment)
        layout.addWidget(self._flag_box())
        layout.addStretch(1)
        area = QScrollArea()
        # It shows no ring: Tab goes to what is in it, which it then brings into sight.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _flag_box(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._flag_words = QLabel()
        self._flag_words.setProperty("role", "label")
        layout.addWidget(self._flag_words)
        for each in self.flags.values():
            layout.addWidget(each)
        return box

    def _wire(self) -> None:
        self.assignment.edited.connect(self._set)
        self.byline.edited.connect(partial(self._set, "authors"))
        self.category.activated.connect(
            lambda _row: self._set("category", self.category.currentData() or "")
        )
        self.language.activated.connect(
            lambda _row: self._set("language", self.language.currentData())
        )
        self.other_categories.edited.connect(partial(self._set, "other_categories"))
        for name in ("dateline_place", "slugline"):
            self._entry(name).edited.connect(partial(self._set, name))
        self.corrections.edited.connect(partial(self._set, "corrections"))
        self.ednote.edited.connect(partial(self._set, "ednote"))
        Typist(self._desk, self, lambda: self._draft).attend(self.ednote)
        self.tags.edited.connect(lambda text: self._set("tags", _tags(text)))
        # What was typed is put in order only when the hand has left it.
        self.tags.left.connect(self._show_tags)
        self.url_slug.edited.connect(lambda text: self._set("url_slug", slug(text)))
        self.url_slug.left.connect(self._show_folded)
        self.commissioned_length.edited.connect(self._on_length)
        for box in self.flags.values():
            box.clicked.connect(lambda _checked: self._on_flag())

    def _entry(self, name: str) -> LineEntry:
        entry = getattr(self, name)
        assert isinstance(entry, LineEntry)  # noqa: S101  # made so above
        return entry

    def _say(self) -> None:
        labelled = self._labelled
        unpublished = self.tr("never published")
        labelled["authors"].say(self.tr("Byline"))
        labelled["category"].say(self.tr("Main category"))
        labelled["other_categories"].say(self.tr("Other categories"))
        labelled["dateline_place"].say(self.tr("Dateline place"))
        labelled["tags"].say(self.tr("Tags"), hint=self.tr("separated by commas"))
        labelled["slugline"].say(self.tr("Slugline"), hint=unpublished)
        labelled["url_slug"].say(self.tr("URL slug"))
        labelled["language"].say(self.tr("Language"))
        labelled["commissioned_length"].say(self.tr("Commissioned length"), hint=self.tr("words"))
        labelled["ednote"].say(self.tr("Editor's note"), hint=unpublished)
        labelled["corrections"].say(self.tr("Corrections"))
        self.pay.say()
        self._flag_words.setText(self.tr("Flags for colleagues, never published"))
        self.flags["legal"].setText(self.tr("Legal: ask before publishing"))
        self.flags["ai_assisted"].setText(self.tr("AI-assisted"))
        self.flags["confidential_source"].setText(self.tr("Confidential source"))
        self.other_categories.none_words = self.tr("None")

    def _follow(self, told: frozenset[str]) -> None:
        # The copy changes with every key; nothing here shows it.
        if told - {"body"}:
            self._show()
        if "updated_at" in told:
            self._ask_given()

    def _show(self) -> None:
        """Bring the form in line with the story; fields that already say so are left alone."""
        if self._draft is None:
            return
        article = self._draft.header
        self.byline.show_authors(article.authors)
        self._show_categories()
        self.dateline_place.show_text(article.dateline_place)
        if _tags(self.tags.text()) != article.tags:
            self._show_tags()
        self.slugline.show_text(article.slugline)
        self._show_slug()
        self.language.show_choices(LANGUAGES, article.language)
        self._show_length()
        self.pay.show_article(article)
        self.assignment.show_plan(article, self._desk.profile)
        self.ednote.show_text(article.ednote)
        self._show_corrections()
        for name, box in self.flags.items():
            box.setChecked(name in article.flags)

    def _show_tags(self) -> None:
        if self._draft is not None:
            self.tags.show_text(f"{SEPARATOR} ".join(self._draft.header.tags))

    def _show_folded(self) -> None:
        if self._draft is not None:
            self.url_slug.show_text(self._draft.header.url_slug)

    def _show_categories(self) -> None:
        if self._draft is None:
            return
        article = self._draft.header
        known = [(each.key, each.name) for each in self._desk.profile.categories]
        self.category.show_choices([("", self.tr("Choose a category")), *known], article.category)
        others = [(key, name) for key, name in known if key != article.category]
        self.other_categories.show_choices(others, article.other_categories)

    def _show_slug(self) -> None:
        if self._draft is None:
            return
        article = self._draft.header
        is_frozen = article.published_at is not None
        made = slug(article.headline)
        self.url_slug.setReadOnly(is_frozen)
        self.url_slug.setPlaceholderText(made or self.tr("made from the headline"))
        if slug(self.url_slug.text()) != article.url_slug:
            self.url_slug.show_text(article.url_slug)
        address = f"/{article.url_slug or made}.html" if article.url_slug or made else ""
        frozen = self.tr("Fixed since publication, so that links to the page keep working.")
        self._labelled["url_slug"].tell(frozen if is_frozen else address, tone="quiet")

    def _show_length(self) -> None:
        if self._draft is None:
            return
        length = self._draft.header.commissioned_length
        if _length(self.commissioned_length.text()) != (length, True):
            self.commissioned_length.show_text("" if length is None else str(length))
            self._labelled["commissioned_length"].tell("")

    def _show_corrections(self) -> None:
        """Of a story that never was before readers there is nothing to correct."""
        if self._draft is None:
            return
        article = self._draft.header
        self._labelled["corrections"].setVisible(article.published_at is not None)
        printed = [
            each
            for each in article.corrections
            if (
                each in self._given.corrections
                if self._given is not None
                else article.updated_at is not None and each.at <= article.updated_at
            )
        ]
        zone = self._desk.profile.time_zone
        self.corrections.show_corrections(article.corrections, printed, zone)

    def _ask_given(self) -> None:
        draft = self._draft
        if draft is None or draft.header.published_at is None:
            return
        asked = partial(self._desk.history.given, draft.id)
        self._tasks.latest("given", asked, partial(self._on_given, draft))

    def _on_given(self, draft: "Draft", given: Article | None) -> None:
        if draft is self._draft:
            self._given = given
            self._show_corrections()

    def _ask_known(self) -> None:
        articles, planning = self._desk.articles, self._desk.planning
        self._tasks.latest(
            "known names",
            lambda: (articles.known_authors(), articles.known_tags(), planning.known_people()),
            self._offer,
            lambda _error: None,  # the lists are a convenience; what is wrong is told elsewhere
        )

    def _offer(self, known: tuple[list[Author], list[str], list[str]]) -> None:
        authors, tags, people = known
        self.assignment.offer(people)
        self.byline.offer(authors)
        self._tag_list.offer(tags)

    def _set(self, name: str, value: object) -> None:
        if self._draft is not None and getattr(self._draft.header, name) != value:
            self._draft.set_field(name, value)

    def _on_length(self, text: str) -> None:
        length, is_number = _length(text)
        sentence = self.tr("Write a whole number of words, such as {example}.").format(
            example=words.number(1500)
        )
        self._labelled["commissioned_length"].tell("" if is_number else sentence)
        if is_number:
            self._set("commissioned_length", length)

    def _on_flag(self) -> None:
        if self._draft is None:
            return
        shown = [name for name, box in self.flags.items() if box.isChecked()]
        # A flag of a newer version of Stet has no box here, and stays.
        unknown = [name for name in self._draft.header.flags if name not in self.flags]
        self._set("flags", (*shown, *unknown))


def _tags(text: str) -> tuple[str, ...]:
    found = (nfc(each).strip() for each in text.split(SEPARATOR))
    return tuple(dict.fromkeys(each for each in found if each))


def _length(text: str) -> tuple[int | None, bool]:
    """The number of words that a person wrote, and whether it is one; nothing is none."""
    digits = "".join(char for char in text if not char.isspace() and char not in ".,")
    if not digits:
        return None, True
    if not digits.isdecimal() or len(digits) > LONGEST_DIGITS:
        return None, False
    return int(digits), True
