# SPDX-License-Identifier: GPL-3.0-or-later
"""The work space Photos: the light table, and beside it what is known of the chosen frames."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from editor.model import article as articles
from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.picture import Picture
from editor.model.rows import StoryRow
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.draft import Draft

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.captions import Captions
    from ui.photo_page import PhotoPage
    from ui.pictures.frames import Lying
    from ui.pictures.light_table import LightTable

PLACE: Final = "photos"
PHOTO_ESSAY: Final = "photo-essay"
"""The genre of a story that is told in pictures."""
PLACES_KEPT: Final = 20
"""Hundreds of files that were dropped together are not looked for again at the next start."""


class Photos(QObject):
    """The room of the photo desk; built when it is first shown, so that no start pays for it.

    Args:
        desk: frames, pictures, stories.
        window: where it is shown.
        work: the work space with the open story.
    """

    refused = Signal(object)
    """An EditorError that stands beside nothing."""
    story_asked = Signal(str)
    """The id of a story that a person wants to see."""

    def __init__(self, desk: "Desk", window: Window, work: Workspace) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work
        self._page: PhotoPage | None = None
        self._missing: Sequence[Path] = ()
        self._stories: Sequence[StoryRow] = ()
        kept = desk.settings.window.get(PLACE)
        self._kept: Mapping[str, object] = kept if isinstance(kept, Mapping) else {}
        window.pages.currentChanged.connect(lambda _at: self._on_page())

    @property
    def table(self) -> "LightTable":
        """The light table."""
        return self._built().table

    @property
    def captions(self) -> "Captions":
        """The caption form, and what floats over it."""
        return self._built().captions

    def write_caption(self) -> None:
        """Let a person type the caption of what is selected."""
        page = self._built()
        self._bring_forward()
        page.side.show_form()
        page.captions.form.focus_field("caption")

    @property
    def page(self) -> QWidget:
        """What is shown of it."""
        return self._built()

    def attach(self) -> None:
        """Put what is selected into the open story; without one, ask for a story."""
        draft = self._work.draft
        if draft is None:
            self.ask_for_story()
        else:
            self._attach_to_draft(draft)

    def ask_for_story(self) -> None:
        """Let a person choose the story that the selected frames go into."""
        count = len(self.table.selected())
        if count:
            page = self._built()
            page.choice.start(self.tr("Attach %Ln picture(s) to", "", count))
            page.choice_sheet.open()

    def attach_to_new(self) -> None:
        """Put what is selected into a new photo story, which is then the open one."""
        if self.table.selected():
            self._work.new()
            draft = self._work.draft
            if draft is not None:
                draft.change(genre=PHOTO_ESSAY)
                self._attach_to_draft(draft)
            self.table.stage.take_focus()

    def crop(self) -> None:
        """Turn, straighten and crop the chosen frame."""
        if self.table.selected():
            self._built().cropping.open()

    def export(self, size: str) -> None:
        """Write what is selected into a folder: for `print`, the `web` or a `message`."""
        self._built().exports.export(size)

    def export_sheet(self) -> None:
        """Write a caption sheet of what is selected."""
        page = self._built()
        page.exports.export_sheet(page.title.text())

    def go_to_story(self) -> None:
        """Show the story that the chosen frame stands in; where there are several, ask which."""
        stories = self._stories
        if len(stories) == 1:
            self.story_asked.emit(stories[0].id)
        elif stories:
            menu = QMenu(self._window)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for each in stories:
                headline = each.headline or self.tr("Without a headline")
                act = menu.addAction(headline.replace("&", "&&"))
                act.triggered.connect(lambda _on=False, its=each.id: self.story_asked.emit(its))
            menu.popup(QCursor.pos())

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if self._page is not None:
            self._page.table.hear(changes)
            if changes.articles:
                self._ask_stories(self._page.table.selected())

    def remember(self) -> dict[str, object]:
        """What is kept between two starts."""
        if self._page is None:
            return dict(self._kept)
        places = self._page.table.places or self._missing
        return {
            "places": [str(each) for each in places] if len(places) <= PLACES_KEPT else [],
            **self._page.remember(),
        }

    def ask_for_folder(self) -> None:
        """Let a person choose a card or a folder."""
        said = self.tr("Open a card or folder")
        now = next((str(each) for each in self.table.places), "")
        chosen = QFileDialog.getExistingDirectory(self._window, said, now)
        if chosen:
            self.open_places([Path(chosen)])

    def open_places(self, places: Sequence[Path]) -> None:
        """Lay the pictures of cards, folders and files on the table, and show it."""
        page = self._built()
        first = places[0].name or str(places[0])
        page.exports.story = ""
        page.title.setText(first if len(places) == 1 else f"{first} …")
        page.table.open_places(places)
        self._bring_forward()

    def open_story_pictures(self) -> None:
        """Lay the pictures of the open story on the table."""
        draft = self._work.draft
        if draft is not None:
            find = partial(self._pictures_of, draft.header)
            page = self._built()
            page.exports.story = draft.id
            page.title.setText(draft.header.headline)
            self.table.open_pictures(find)
            self._bring_forward()

    def open_all_pictures(self) -> None:
        """Lay every picture of the store on the table."""
        page = self._built()
        page.exports.story = ""
        page.title.setText(self.tr("All pictures of the store"))
        self.table.open_pictures(self._desk.articles.pictures)
        self._bring_forward()

    def _bring_forward(self) -> None:
        self._window.commands.ask("space.photos")

    def _built(self) -> "PhotoPage":
        if self._page is None:
            # Table, pictures, templates, dates: a third of a second to load, and not for the start.
            from ui.photo_page import PhotoPage  # noqa: PLC0415

            self._page = page = PhotoPage(self._desk, self._window, self._flush)
            page.recall(self._kept)
            page.table.open_asked.connect(self.ask_for_folder)
            page.table.dropped.connect(self.open_places)
            page.table.chosen.connect(self._on_chosen)
            page.facts.story_asked.connect(self.story_asked)
            page.facts.attach_asked.connect(self.attach)
            page.attaching.ended.connect(self._on_attached)
            page.choice.chosen.connect(self._on_story_chosen)
            for refused in (page.table.refused, page.exports.refused, page.captions.refused):
                refused.connect(self.refused)
            page.attaching.failed.connect(self.refused)
            self._window.commands.give(PLACE, page.table.stage)
            self._window.commands.give("captions", page)
        return self._page

    def _on_page(self) -> None:
        """Letters are keys while the table is shown, and only then."""
        page = self._page
        is_shown = page is not None and self._window.pages.currentWidget() is page
        self._window.commands.enable(PLACE, is_enabled=is_shown)
        self._window.commands.enable("captions", is_enabled=is_shown)
        if page is not None and is_shown:
            page.captions.form.tools.offer()
            page.table.stage.take_focus()
            self._lay_last(page.table)

    def _lay_last(self, table: "LightTable") -> None:
        """What lay on the table last is laid on it again, where it is still there."""
        from editor.pictures import folder  # noqa: PLC0415 - as in _built

        kept = self._kept.get("places")
        places = [Path(str(each)) for each in kept] if isinstance(kept, list) else []
        self._kept = {}
        if places and not table.model.lying_count:
            work = partial(folder.missing, places)
            self._window.tasks.run(work, partial(self._on_looked_for, places))

    def _attach_to_draft(self, draft: Draft) -> None:
        place = partial(self._place, draft, draft.id)
        self._built().attaching.attach(self.table.selected(), place, draft.id)

    def _on_story_chosen(self, article_id: str) -> None:
        self._built().choice_sheet.close_sheet()
        draft = self._work.draft
        if not article_id:
            self.attach_to_new()
        elif draft is not None and draft.id == article_id:
            self._attach_to_draft(draft)
        else:
            place = partial(self._place_stored, ArticleId(article_id))
            self._built().attaching.attach(self.table.selected(), place, article_id)

    def _place(self, draft: Draft, article_id: ArticleId, picture: Picture) -> None:
        if self._work.draft is draft:
            draft.add_picture(picture)
        else:
            # The person opened another story meanwhile: the picture belongs to the one before.
            self._place_stored(article_id, picture)

    def _place_stored(self, article_id: ArticleId, picture: Picture) -> None:
        work = partial(_put_into, self._desk, article_id, picture)
        self._window.tasks.write(work, None, self.refused.emit)

    def _on_attached(self, into: str, count: int) -> None:
        if count and into:
            said = self.tr("%Ln picture(s) stand in the story; the card may go.", "", count)
            show = partial(self.story_asked.emit, into)
            self._window.toast.say(said, self.tr("Show the story"), show)

    def _flush(self) -> None:
        """Send to the store what was typed about frames, and in the open story."""
        self.captions.form.flush()
        draft = self._work.draft
        if draft is not None:
            draft.flush()

    def _pictures_of(self, article: Article) -> list[Picture]:
        return list(self._desk.articles.pictures_of(article).values())

    def _on_looked_for(self, places: Sequence[Path], missing: Path | None) -> None:
        self._missing = [] if missing is None else places
        if missing is None and not self.table.model.lying_count:
            self.open_places(places)

    def _on_chosen(self, chosen: "Sequence[Lying]") -> None:
        page = self._built()
        page.facts.show_frames(chosen)
        self._ask_stories(chosen)

    def _ask_stories(self, chosen: "Sequence[Lying]") -> None:
        sha256 = chosen[0].frame.sha256 if len(chosen) == 1 else None
        if sha256 is None:
            self._window.tasks.forget("showing")
            self._show_stories(())
        else:
            work = partial(self._desk.articles.showing, sha256)
            self._window.tasks.latest("showing", work, self._show_stories)

    def _show_stories(self, stories: Sequence[StoryRow]) -> None:
        self._stories = stories
        self._built().facts.show_stories(stories)


def _put_into(desk: "Desk", article_id: ArticleId, picture: Picture) -> None:
    from ui.pictures.attaching import ORIGIN  # noqa: PLC0415 - as in Photos._built

    article = desk.articles.find(article_id)
    if article is not None:
        desk.articles.save(articles.place(article, picture), origin=ORIGIN)
