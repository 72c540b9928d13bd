# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip of pictures under the copy: drop, paste or choose them, order, lead, insert, remove."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.errors import EditorError
from editor.model.picture import Placement
from ui import words
from ui.entries import set_tone
from ui.pictures.arrivals import Arrivals
from ui.pictures.open_article import OpenArticle
from ui.pictures.tile_row import DropGround, TileRow
from ui.pictures.tiles import THUMBNAIL_PX, Tile, TileDelegate, TilesModel
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

SHOWN_ERRORS = 3
ENDINGS = "*.jpg *.jpeg *.png *.webp *.gif *.avif *.heic *.heif *.tif *.tiff"


class PictureStrip(QWidget):
    """The pictures of the open article.

    Args:
        desk: where pictures are kept and sized.
        tasks: the door to the threads.
        theme: colours, type, icons.
    """

    insert_asked = Signal(str)
    """The name that the copy shall have at its caret."""
    chosen = Signal(str)
    """The hash of the picture that is looked at; empty: none."""
    undone_able = Signal(str, object)
    """A sentence of what was done, and a callable that takes it back."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._article: OpenArticle | None = None
        self._errors: list[EditorError] = []
        self.model = TilesModel(desk, tasks, self)
        self.arrivals = Arrivals(
            desk,
            tasks,
            thumbnail_px=THUMBNAIL_PX,
            is_shown=lambda article: article is self._article,
            parent=self,
        )
        self.list = TileRow(self.model, TileDelegate(theme, self.model, self))
        self._build()
        self._wire()
        self._dress()
        self._say()
        self._count(0, 0)
        self._follow(frozenset({"placements"}))

    def show_draft(self, draft: OpenArticle | None) -> None:
        """Show the pictures of another article."""
        if self._article is not None:
            self._article.changed.disconnect(self._follow)
        self._article = draft
        self._forget_errors()
        self.model.forget_missing()
        if draft is not None:
            draft.changed.connect(self._follow)
        self.model.show(draft)
        self._follow(frozenset({"placements"}))

    @property
    def current(self) -> Tile | None:
        """The tile that is chosen."""
        return self.model.tile(self.list.currentIndex().row())

    def choose(self, sha256: str) -> None:
        """Choose a picture, as the details do."""
        row = self.model.row_of(sha256)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row))

    def take_files(self, paths: list[Path]) -> None:
        """Take files in for the open article."""
        if self._article is not None:
            self._forget_errors()
            self.arrivals.take_files(self._article, paths)

    def take_mime(self, mime: QMimeData) -> bool:
        """Take in what was dropped or pasted anywhere on the article; False: no picture in it."""
        if self._article is None:
            return False
        self._forget_errors()
        return self.arrivals.take_mime(self._article, mime)

    def ask_for_files(self) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self, self.tr("Add pictures"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Pictures ({endings})").format(endings=ENDINGS), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.open()

    def insert_current(self) -> None:
        """Ask for the chosen picture in the copy."""
        if self.current is not None:
            self.insert_asked.emit(self.current.placement.name)

    def make_lead(self) -> None:
        """Let the chosen picture stand for the article."""
        article, tile = self._article, self.current
        if article is None or tile is None or tile.placement.is_lead:
            return
        before = article.header.placements
        chosen = tile.placement.sha256
        self._place_anew(tuple(replace(each, is_lead=each.sha256 == chosen) for each in before))

    def paste(self) -> None:
        """Take in what is on the clipboard."""
        self.take_mime(QGuiApplication.clipboard().mimeData())

    def remove_current(self) -> None:
        """Take the chosen picture out of the article; it can be taken back."""
        article, tile = self._article, self.current
        if article is None or tile is None:
            return
        row = self.list.currentIndex().row()
        article.remove_picture(tile.placement.sha256)
        self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
        said = self.tr("{name} was removed from the article.").format(name=tile.placement.name)
        self.undone_able.emit(said, partial(_put_back, article, tile.placement, row))

    def move_current(self, step: int) -> None:
        """Move the chosen picture one place to the left (-1) or right (1)."""
        tile, row = self.current, self.list.currentIndex().row()
        if tile is not None and 0 <= row + step < self.model.rowCount():
            self.model.move(tile.placement.sha256, row + (2 if step > 0 else -1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102  # Qt's
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: D102  # Qt's
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take pictures in."""
        if self.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the strip; see the tooltips."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        act = self._key_act(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _key_act(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = event.key(), event.modifiers()
        is_plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        has_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (is_plain or has_control):
            return self.insert_current
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and is_plain:
            return self.remove_current
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if has_control and key in moves:
            return partial(self.move_current, moves[Qt.Key(key)])
        return self.make_lead if has_control and key == Qt.Key.Key_L else None

    def _build(self) -> None:
        self.heading = QLabel()
        self.heading.setProperty("role", "label")
        self.progress = QLabel()
        self.progress.setProperty("tone", "quiet")
        self.cancel_button = _button("link")
        self.buttons = {name: QToolButton() for name in ("insert", "lead", "remove", "add")}
        self._empty_words = QLabel()
        self._empty_words.setProperty("tone", "quiet")
        self.choose_button = _button("")
        self.errors = QLabel()
        self.errors.setTextFormat(Qt.TextFormat.PlainText)
        self.errors.setWordWrap(True)
        set_tone(self.errors, "needs_you")
        self.close_button = QToolButton()
        self._error_bar = QWidget()
        beside = QHBoxLayout(self._error_bar)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.errors, 1)
        beside.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedLayout()
        self._empty = self._empty_page()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        layout.setSpacing(GRID_PX // 2)
        layout.addLayout(self._bar())
        layout.addWidget(self._error_bar)
        layout.addLayout(self._pages)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID_PX // 2)
        bar.addWidget(self.heading)
        bar.addSpacing(GRID_PX)
        bar.addWidget(self.progress)
        bar.addWidget(self.cancel_button)
        bar.addStretch(1)
        for each in self.buttons.values():
            bar.addWidget(each)
        return bar

    def _empty_page(self) -> QWidget:
        page = DropGround(self._theme)
        self._empty_words.setWordWrap(True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(page)
        layout.setSpacing(GRID_PX)
        layout.addStretch(1)
        layout.addWidget(self._empty_words)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page

    def _wire(self) -> None:
        self.model.order_asked.connect(self._place_anew)
        self.model.modelReset.connect(self._follow_model)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.doubleClicked.connect(lambda _index: self.insert_current())
        self.list.dropped.connect(self.take_mime)
        self.arrivals.progressed.connect(self._count)
        self.arrivals.failed.connect(self._tell)
        self.cancel_button.clicked.connect(lambda _checked: self.arrivals.cancel())
        self.close_button.clicked.connect(lambda _checked: self._forget_errors())
        acts = (self.insert_current, self.make_lead, self.remove_current, self.ask_for_files)
        for each, act in zip(self.buttons.values(), acts, strict=True):
            each.clicked.connect(lambda _checked=False, act=act: act())
        self.choose_button.clicked.connect(lambda _checked: self.ask_for_files())
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        icons = ("ph.arrow-line-up", "ph.star", "ph.trash", "ph.plus")
        for each, name in zip(self.buttons.values(), icons, strict=True):
            each.setIcon(self._theme.icon(name))
        self.close_button.setIcon(self._theme.icon("ph.x", "quiet"))
        height = self.list.wanted_px()
        for page in (self._empty, self.list):
            page.setFixedHeight(height)
        self.list.viewport().update()

    def _say(self) -> None:
        told = {
            "insert": self.tr("Insert in the copy at the caret (Enter)"),
            "lead": self.tr("Make this the lead picture (Ctrl+L)"),
            "remove": self.tr("Remove from the article (Delete)"),
            "add": self.tr("Add pictures (Ctrl+Shift+P)"),
        }
        for name, sentence in told.items():
            self.buttons[name].setToolTip(sentence)
            self.buttons[name].setAccessibleName(sentence)
        self._empty_words.setText(self.tr("Drop pictures here, paste them, or choose them."))
        self.choose_button.setText(self.tr("Choose pictures"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.close_button.setToolTip(self.tr("Put this message away"))
        self.close_button.setAccessibleName(self.tr("Put this message away"))
        self.list.setAccessibleName(self.tr("Pictures of the article"))
        self._say_heading()
        self._show_errors()

    def _say_heading(self) -> None:
        missing = self.model.missing_captions
        told = self.tr("Pictures")
        if self.model.rowCount():
            told = f"{told}  {words.number(self.model.rowCount())}"
        if missing:
            told += "  ·  " + self.tr("%n without a caption", "", missing)
        self.heading.setText(told)

    def _follow(self, told: frozenset[str]) -> None:
        if told.isdisjoint({"placements", "pictures"}):
            return
        if "pictures" in told:
            self.model.forget_missing()
        kept = self.current
        self.model.show(self._article)
        if kept is not None:
            self.choose(kept.placement.sha256)
        self._follow_model()

    def _follow_model(self) -> None:
        has_any = self.model.rowCount() > 0
        self._pages.setCurrentIndex(1 if has_any else 0)
        for name, each in self.buttons.items():
            each.setVisible(has_any)
            each.setEnabled(name == "add" or self.current is not None)
        self.buttons["add"].setEnabled(self._article is not None)
        self.choose_button.setEnabled(self._article is not None)
        self._say_heading()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._follow_model()
        tile = self.model.tile(index.row())
        self.chosen.emit(tile.placement.sha256 if tile is not None else "")

    def _place_anew(self, placements: tuple[Placement, ...]) -> None:
        if self._article is not None:
            self._article.change(placements=placements)

    def _judge(self, event: QDragMoveEvent) -> None:
        mime = event.mimeData()
        if self._article is not None and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()

    def _count(self, done: int, of_all: int) -> None:
        told = self.tr("{done} of {all}").format(done=words.number(done), all=words.number(of_all))
        self.progress.setText(told if of_all else "")
        self.cancel_button.setVisible(of_all > 0)

    def _tell(self, error: EditorError) -> None:
        self._errors.append(error)
        self._show_errors()

    def _forget_errors(self) -> None:
        self._errors.clear()
        self._show_errors()

    def _show_errors(self) -> None:
        told = [words.error_sentence(error) for error in self._errors[:SHOWN_ERRORS]]
        more = len(self._errors) - SHOWN_ERRORS
        if more > 0:
            told.append(self.tr("And %n more.", "", more))
        self.errors.setText("\n".join(told))
        self.errors.setToolTip("\n".join(map(words.error_sentence, self._errors)))
        self._error_bar.setVisible(bool(told))


def _put_back(article: OpenArticle, placement: Placement, row: int) -> None:
    order = [each for each in article.header.placements if each.sha256 != placement.sha256]
    order.insert(row, placement)
    article.change(placements=tuple(order))


def _button(kind: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made
