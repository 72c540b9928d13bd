# SPDX-License-Identifier: GPL-3.0-or-later
"""The details of the chosen picture: caption, alt text, credit and rights, in a form."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.model.picture import Crop, Picture, Placement, Sha256
from ui import words
from ui.entries import Labelled, LineEntry, TextEntry, set_tone
from ui.pictures.code_book import CodeBook
from ui.pictures.crop import CropView
from ui.pictures.large import LargePicture
from ui.pictures.open_article import OpenArticle
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme
from ui.typist import Typist

if TYPE_CHECKING:
    from editor.desk import Desk

PREVIEW_PX = 640
ALT_SHORT, ALT_LONG = 125, 250
"""Letters in an alt text: some screen readers pause after the first, few people wait longer."""

FACTS = ("credit", "creator", "source", "copyright_notice", "usage_terms")
"""Facts of the picture itself: they hold in every article."""


class PictureDetails(QWidget):
    """The form of one picture in the open article.

    Args:
        desk: where previews are made.
        tasks: the door to the threads.
        theme: colours, type, icons.
    """

    picture_asked = Signal(str)
    """The hash of the picture before or after this one."""
    insert_asked = Signal(str)
    crop_asked = Signal()
    """The shown picture is to be cropped."""
    leaving = Signal()
    """Another article is about to be shown."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._article: OpenArticle | None = None
        self._sha256 = ""
        self.preview = LargePicture(theme)
        self.caption = Labelled(TextEntry(least_lines=3))
        self.alt_text = Labelled(TextEntry(least_lines=2))
        self.is_decorative = QCheckBox()
        self.is_lead = QCheckBox()
        self.facts = {name: Labelled(LineEntry()) for name in FACTS}
        self._book = CodeBook(desk, tasks, self)
        self._foreseen: dict[Labelled, str] = {}
        self._build()
        self._wire()
        self._attend_typing()
        self._dress()
        self._say()
        self._show()

    def show_draft(self, draft: OpenArticle | None) -> None:
        """Show another article: its first picture."""
        # A syllable that is still composed belongs to the picture that was shown till now.
        QGuiApplication.inputMethod().commit()
        self.leaving.emit()
        if self._article is not None:
            self._article.changed.disconnect(self._follow)
        self._article = draft
        if draft is not None:
            draft.changed.connect(self._follow)
        self._sha256 = ""
        self._show()

    def show_picture(self, sha256: str) -> None:
        """Show another picture of the article; an empty hash: the first."""
        if sha256 != self._sha256:
            QGuiApplication.inputMethod().commit()
            self._sha256 = sha256
            self._show()

    def focus_caption(self) -> None:
        """Let the person type the caption."""
        self.caption.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def article(self) -> OpenArticle | None:
        """The one whose picture is shown."""
        return self._article

    def make_crop_view(self) -> CropView:
        """A view to crop pictures in, on the same desk."""
        return CropView(self._desk, self._tasks, self._theme)

    @property
    def shown(self) -> tuple[Placement, Picture] | None:
        """What the form is about."""
        if self._article is None:
            return None
        placements = self._article.header.placements
        found = next((each for each in placements if each.sha256 == self._sha256), None)
        placement = found or (placements[0] if placements else None)
        picture = self._article.pictures.get(placement.sha256) if placement else None
        return None if placement is None or picture is None else (placement, picture)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show()
        super().changeEvent(event)

    def _build(self) -> None:
        form = QWidget()
        form.setLayout(self._form())
        # It shows no ring: Tab goes to what is in it, which it then brings into sight.
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel(wordWrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(3 * GRID_PX)
        set_tone(self._empty, "quiet")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(area)

    def _form(self) -> QVBoxLayout:
        self.place_words = QLabel()
        set_tone(self.place_words, "quiet")
        self.before_button, self.after_button = QToolButton(), QToolButton()
        self.crop_button = QPushButton(autoDefault=True)
        self.insert_button = QPushButton(autoDefault=True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "label")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout()
        layout.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        layout.setSpacing(2 * GRID_PX)
        layout.addLayout(self._bar())
        layout.addWidget(self.preview)
        layout.addWidget(self.caption)
        alt_text = QVBoxLayout()
        alt_text.setSpacing(GRID_PX // 2)
        alt_text.addWidget(self.alt_text)
        alt_text.addWidget(self.is_decorative)
        layout.addLayout(alt_text)
        for each in self.facts.values():
            layout.addWidget(each)
        layout.addWidget(self.is_lead)
        layout.addWidget(self.told)
        layout.addStretch(1)
        return layout

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID_PX // 2)
        bar.addWidget(self.before_button)
        bar.addWidget(self.place_words)
        bar.addWidget(self.after_button)
        bar.addStretch(1)
        bar.addWidget(self.crop_button)
        bar.addWidget(self.insert_button)
        return bar

    def _wire(self) -> None:
        self._entry(self.caption).edited.connect(self._on_caption)
        self._entry(self.alt_text).edited.connect(self._on_alt_text)
        for name, labelled in self.facts.items():
            self._entry(labelled).edited.connect(partial(self._on_fact, name))
        for labelled in (self.caption, self.alt_text, *self.facts.values()):
            self._entry(labelled).left.connect(self._show)
        self.is_decorative.clicked.connect(self._on_decorative)
        self.is_lead.clicked.connect(self._on_lead)
        self.before_button.clicked.connect(lambda _checked: self._step(-1))
        self.after_button.clicked.connect(lambda _checked: self._step(1))
        self.crop_button.clicked.connect(lambda _checked: self.crop_asked.emit())
        self.insert_button.clicked.connect(lambda _checked: self._insert())
        self._theme.changed.connect(self._dress)

    def _attend_typing(self) -> None:
        typist = Typist(self._desk, self, lambda: self._article)
        for labelled in (self.caption, self.alt_text):
            entry = self._entry(labelled)
            self._book.attend(entry).foreseen.connect(partial(self._foresee, labelled))
            if isinstance(entry, TextEntry):
                typist.attend(entry)

    @staticmethod
    def _entry(labelled: Labelled) -> LineEntry | TextEntry:
        editor = labelled.editor
        assert isinstance(editor, LineEntry | TextEntry)  # noqa: S101  # made so above
        return editor

    def _dress(self) -> None:
        self.before_button.setIcon(self._theme.icon("ph.caret-left"))
        self.after_button.setIcon(self._theme.icon("ph.caret-right"))
        self.preview.update()

    def _say(self) -> None:
        self.before_button.setToolTip(self.tr("Picture before"))
        self.after_button.setToolTip(self.tr("Next picture"))
        self.before_button.setAccessibleName(self.tr("Picture before"))
        self.after_button.setAccessibleName(self.tr("Next picture"))
        self.crop_button.setText(self.tr("Crop…"))
        self.crop_button.setToolTip(self.tr("Turn, straighten, crop and set the focal point"))
        self.insert_button.setText(self.tr("Insert"))
        self.insert_button.setToolTip(self.tr("Insert in the copy at the caret"))
        self.caption.say(self.tr("Caption"))
        self.alt_text.say(self.tr("Alt text"))
        self.is_decorative.setText(self.tr("Decorative picture"))
        self.is_decorative.setToolTip(
            self.tr("It says nothing that the copy does not: screen readers pass it by.")
        )
        self.is_lead.setText(self.tr("Lead picture"))
        self.facts["credit"].say(self.tr("Photo credit"))
        self.facts["creator"].say(self.tr("Photographer"))
        self.facts["source"].say(self.tr("Source"))
        self.facts["copyright_notice"].say(self.tr("Copyright"))
        self.facts["usage_terms"].say(self.tr("Usage terms"))

    def _follow(self, told: frozenset[str]) -> None:
        if not told.isdisjoint({"placements", "pictures"}):
            self._show()

    def _show(self) -> None:
        """Bring the form in line with the article; a field that is composed in waits."""
        shown = self.shown
        self._pages.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            self._say_empty()
            return
        placement, picture = shown
        self._sha256 = placement.sha256
        self._show_preview(picture, placement.crop)
        self._show_place(placement)
        self._entry(self.caption).show_text(placement.caption_of(picture))
        self._show_alt_text(placement, picture)
        for name, labelled in self.facts.items():
            self._entry(labelled).show_text(getattr(picture, name))
        self.is_lead.setChecked(placement.is_lead)
        # A moving picture goes out as it came.
        self.crop_button.setEnabled(not picture.is_animated)
        self.told.setText(self._facts_told(placement, picture))
        self._tell_missing(placement, picture)

    def _say_empty(self) -> None:
        self._empty.setText(
            self.tr("Caption, alt text and credit of the article's pictures stand here.")
            + "\n\n"
            + self.tr("There are none yet. Drop pictures on the article, or paste them.")
        )

    def _show_place(self, placement: Placement) -> None:
        article = self._article
        if article is None:
            return
        order = [each.sha256 for each in article.header.placements]
        at = order.index(placement.sha256)
        self.place_words.setText(
            self.tr("{done} of {all}").format(
                done=words.number(at + 1), all=words.number(len(order))
            )
        )
        self.before_button.setEnabled(at > 0)
        self.after_button.setEnabled(at + 1 < len(order))

    def _show_alt_text(self, placement: Placement, picture: Picture) -> None:
        entry = self._entry(self.alt_text)
        is_decorative = placement.alt_text == ""
        self.is_decorative.setChecked(is_decorative)
        entry.setEnabled(not is_decorative)
        entry.setPlaceholderText(picture.alt_text)
        # A cleared field falls back to the picture's own words, but not under the person's hand.
        if entry.hasFocus() and not entry.text() and placement.alt_text is None:
            return
        entry.show_text(placement.alt_text_of(picture))

    def _show_preview(self, picture: Picture, crop: Crop | None) -> None:
        if self.preview.begin(picture, crop):
            self._tasks.latest(
                "picture details",
                partial(self._make_preview, picture, crop),
                partial(self.preview.show_image, self.preview.shown_as),
                lambda _error: None,  # the ground stays in the picture's colour
            )

    def _make_preview(self, picture: Picture, crop: Crop | None) -> QImage:
        return QImage(str(self._desk.renditions.thumbnail(picture, PREVIEW_PX, crop=crop)))

    def _tell_missing(self, placement: Placement, picture: Picture) -> None:
        caption = placement.caption_of(picture)
        alt_text = placement.alt_text_of(picture)
        self._note(self.caption, "" if caption.strip() else self.tr("Missing caption"))
        needs_alt = not alt_text.strip() and placement.alt_text != ""
        said = self.tr("Missing alt text: say what is seen, for those who cannot see it.")
        self._note(self.alt_text, said if needs_alt else "")
        self.facts["credit"].tell(
            "" if picture.credit.strip() else self.tr("Missing credit: readers see who made it.")
        )
        count = len(alt_text)
        most = ALT_SHORT if count <= ALT_SHORT else ALT_LONG
        self.alt_text.count(
            f"{words.number(count)} / {words.number(most)}", is_too_much=count > ALT_LONG
        )

    def _foresee(self, labelled: Labelled, sentence: str) -> None:
        """Say what the code at the caret may become, in place of what is missing."""
        self._foreseen[labelled] = sentence
        shown = self.shown
        if shown is not None:
            self._tell_missing(*shown)

    def _note(self, labelled: Labelled, sentence: str) -> None:
        foreseen = self._foreseen.get(labelled, "")
        labelled.tell(foreseen or sentence, tone="quiet" if foreseen else "needs_you")

    def _facts_told(self, placement: Placement, picture: Picture) -> str:
        pixels = self.tr("{width} × {height} pixels").format(
            width=words.number(picture.width_px), height=words.number(picture.height_px)
        )
        told = [picture.file_name or placement.name]
        told.append(f"{pixels} · {words.size(picture.size_bytes)}")
        if picture.taken_at:
            taken = picture.taken_at.replace("T", " ")
            told.append(self.tr("Taken {time}").format(time=taken))
        if placement.name != picture.file_name:
            told.append(self.tr("In the copy: {name}").format(name=placement.name))
        return "\n".join(told)

    def _on_caption(self, text: str) -> None:
        self._place(caption=text)

    def _on_alt_text(self, text: str) -> None:
        self._place(alt_text=text or None)

    def _on_decorative(self, is_decorative: bool) -> None:  # noqa: FBT001  # Qt's signal
        self._place(alt_text="" if is_decorative else None)
        if not is_decorative:
            self.alt_text.editor.setFocus()

    def _on_lead(self, is_lead: bool) -> None:  # noqa: FBT001  # Qt's signal
        if self._article is None:
            return
        placements = tuple(
            replace(each, is_lead=is_lead and each.sha256 == self._sha256)
            for each in self._article.header.placements
        )
        self._article.change(placements=placements)

    def _place(self, **values: object) -> None:
        if self._article is not None and self._sha256:
            self._article.set_placement(Sha256(self._sha256), **values)

    def _on_fact(self, name: str, text: str) -> None:
        shown = self.shown
        if self._article is not None and shown is not None:
            known: Callable[..., Picture] = partial(replace, shown[1])
            self._article.set_picture(known(**{name: text}))

    def _step(self, step: int) -> None:
        if self._article is None:
            return
        order = [each.sha256 for each in self._article.header.placements]
        at = order.index(Sha256(self._sha256)) + step
        if 0 <= at < len(order):
            self.show_picture(order[at])
            self.picture_asked.emit(order[at])

    def _insert(self) -> None:
        shown = self.shown
        if shown is not None:
            self.insert_asked.emit(shown[0].name)
