# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the chosen frame, to read: its words, its file, the stories it stands in."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from editor.model.picture import Picture
from editor.model.rows import StoryRow
from ui import words
from ui.entries import set_tone
from ui.pictures.frames import Lying
from ui.theme import GRID_PX


class FrameFacts(QWidget):
    """Words, file and stories of one frame; of several, how many."""

    story_asked = Signal(str)
    """The id of a story that a person wants to see."""
    attach_asked = Signal()
    """What is chosen is to go into the open story."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._chosen: Sequence[Lying] = ()
        self._stories: Sequence[StoryRow] = ()
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        self._lines.setSpacing(4)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.attach = QPushButton(autoDefault=True)
        self.attach.setProperty("kind", "primary")
        self.attach.clicked.connect(lambda _checked: self.attach_asked.emit())
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        foot.addWidget(self.attach)
        layout.addLayout(foot)
        self._say()

    def show_frames(self, chosen: Sequence[Lying]) -> None:
        """Show what is known of a frame."""
        if list(chosen) != list(self._chosen):
            self._chosen = list(chosen)
            self._say()

    def show_stories(self, stories: Sequence[StoryRow]) -> None:
        """Show which stories its picture stands in."""
        if list(stories) != list(self._stories):
            self._stories = list(stories)
            self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.attach.setText(self.tr("Attach to the story"))
        self.attach.setToolTip(self.tr("Puts what is selected into the open story (A)"))
        self.attach.setEnabled(bool(self._chosen))
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if len(self._chosen) == 1:
            self._say_one(self._chosen[0])
        elif self._chosen:
            self._add(self.tr("%Ln picture(s) selected", "", len(self._chosen)), role="heading")
        else:
            self._add(self.tr("What is known of a picture stands here."), tone="quiet")
        self._lines.addStretch(1)

    def _say_one(self, lying: Lying) -> None:
        picture = lying.picture
        self._add(picture.file_name, role="heading")
        if lying.fault is not None:
            self._add(words.error_sentence(lying.fault), tone="needs_you")
        self._add_field(self.tr("Caption"), picture.caption or self.tr("Missing caption"))
        for name, told in self._facts(picture):
            if told:
                self._add_field(name, told)
        if self._stories:
            self._lines.addSpacing(GRID_PX)
            self._add(self.tr("Stands in"), role="label")
            for row in self._stories:
                self._lines.addWidget(self._link(row))

    def _facts(self, picture: Picture) -> Sequence[tuple[str, str]]:
        place = ", ".join(
            filter(None, (picture.sublocation, picture.city, picture.province, picture.country))
        )
        size = f"{picture.width_px} × {picture.height_px} · {words.size(picture.size_bytes)}"
        return (
            (self.tr("Alt text"), picture.alt_text),
            (self.tr("Photographer"), picture.creator),
            (self.tr("Photo credit"), picture.credit),
            (self.tr("Copyright"), picture.copyright_notice),
            (self.tr("Usage terms"), picture.usage_terms),
            (self.tr("People"), ", ".join(picture.people)),
            (self.tr("Place"), place),
            (self.tr("Taken"), picture.taken_at.replace("T", " ")),
            (self.tr("Picture file"), size if picture.width_px else ""),
        )

    def _link(self, row: StoryRow) -> QPushButton:
        made = QPushButton(row.headline or self.tr("Without a headline"), autoDefault=True)
        made.setProperty("kind", "link")
        made.clicked.connect(lambda _checked: self.story_asked.emit(row.id))
        return made

    def _add_field(self, name: str, told: str) -> None:
        self._lines.addSpacing(4)
        self._add(name, role="label")
        self._add(told)

    def _add(self, text: str, *, role: str = "", tone: str = "") -> None:
        line = QLabel(text)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        line.setProperty("role", role)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone:
            set_tone(line, tone)
        self._lines.addWidget(line)
