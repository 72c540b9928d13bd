# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar over the light table: search, filters by mark and by what is missing, order, size."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSlider, QToolButton, QWidget

from editor.model.picture import Pick
from editor.text.vietnamese import nfc
from ui.lines import WordLine
from ui.pictures.frame_tile import CLASS_COLOURS, MARK_PX, paint_class
from ui.pictures.sieve import Order, Sieve
from ui.theme import GRID_PX, Theme

SEARCH_MS = 120
SEARCH_PX = 220
SIZES_PX = (96, 400)
FIRST_SIZE_PX = 180
ANY = "any"


class FilterBar(QWidget):
    """What is to be seen of the frames on the table, in which order and size."""

    changed = Signal()
    """Filter or order are others."""
    size_changed = Signal(int)
    """How wide tiles are to be, in pixels."""
    left = Signal()
    """The person is done searching: the keys belong to the table again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = WordLine(self, clearButtonEnabled=True)
        self._clear = self.field.findChild(QAction)
        self._glass = self.field.addAction(
            theme.icon("ph.magnifying-glass", "quiet"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.picks, self.stars, self.colours = QComboBox(self), QComboBox(self), QComboBox(self)
        self.missing, self.order = QComboBox(self), QComboBox(self)
        self.size_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.size_slider.setRange(*SIZES_PX)
        self.size_slider.setValue(FIRST_SIZE_PX)
        self.size_slider.setFixedWidth(120)
        self.open_all = QToolButton(self)
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._search_soon.timeout.connect(self.changed)
        self._build()
        self._wire()
        self._dress()
        self._say()

    @property
    def sieve(self) -> Sieve:
        """What is to be seen."""
        pick, colour = self.picks.currentData(), self.colours.currentData()
        return Sieve(
            text=nfc(self.field.text()).strip(),
            least_stars=self.stars.currentData() or 0,
            colour_class=None if colour in (ANY, None) else colour,
            pick=None if pick in (ANY, None) else Pick(pick),
            missing=self.missing.currentData() or "",
        )

    @property
    def chosen_order(self) -> Order:
        """In which order."""
        return Order(self.order.currentData() or Order.TAKEN)

    def open_wide(self) -> None:
        """Let everything through."""
        boxes = (self.picks, self.stars, self.colours, self.missing)
        for each in (self.field, *boxes):
            each.blockSignals(True)  # noqa: FBT003  # Qt's
        self.field.clear()
        for box in boxes:
            box.setCurrentIndex(0)
        for each in (self.field, *boxes):
            each.blockSignals(False)  # noqa: FBT003  # Qt's
        self.changed.emit()

    def search(self) -> None:
        """Put the caret in the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search, then goes back to the table; so does the arrow down."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down) and self.field.hasFocus():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        layout.setSpacing(4)
        self.field.setMinimumWidth(SEARCH_PX)
        layout.addWidget(self.field, 1)
        for box in (self.picks, self.stars, self.colours, self.missing):
            box.setProperty("bare", "true")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            layout.addWidget(box)
        layout.addWidget(self.open_all)
        layout.addStretch(1)
        self.order.setProperty("bare", "true")
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout.addWidget(self.order)
        layout.addWidget(self.size_slider)

    def _wire(self) -> None:
        self.field.textChanged.connect(lambda _text: self._search_soon.start())
        self.field.returnPressed.connect(self.left)
        for box in (self.picks, self.stars, self.colours, self.missing, self.order):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.changed.connect(self._show_open)
        self.size_slider.valueChanged.connect(self.size_changed)
        self.open_all.clicked.connect(lambda _checked: self.open_wide())
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._glass.setIcon(self._theme.icon("ph.magnifying-glass", "quiet"))
        if self._clear is not None:
            self._clear.setIcon(self._theme.icon("ph.x", "quiet"))
        self.open_all.setIcon(self._theme.icon("ph.x", "quiet"))

    def _say(self) -> None:
        self.field.setPlaceholderText(self.tr("Search these pictures"))
        self.field.name_clearing(self.tr("Clear the search"))
        self.field.setAccessibleName(self.tr("Search these pictures"))
        self.field.setToolTip(
            self.tr("Searches names, captions, people and places, with or without marks (/)")
        )
        self._fill(
            self.picks,
            self.tr("Filter by pick"),
            (
                (self.tr("Picked or not"), ANY),
                (self.tr("Picked"), Pick.PICKED.value),
                (self.tr("Undecided"), Pick.NONE.value),
                (self.tr("Rejected"), Pick.REJECTED.value),
            ),
        )
        any_stars = [(self.tr("Any stars"), 0)]
        stars = [("★" * each + ("+" if each < 5 else ""), each) for each in range(1, 6)]
        self._fill(self.stars, self.tr("Filter by stars"), [*any_stars, *stars])
        classes = [(self.tr("Colour {number}").format(number=each), each) for each in range(1, 9)]
        any_colour = [(self.tr("Any colour"), ANY), (self.tr("No colour"), 0)]
        self._fill(self.colours, self.tr("Filter by colour"), [*any_colour, *classes])
        for each in range(1, len(CLASS_COLOURS)):
            self.colours.setItemIcon(each + 1, _class_icon(each))
        self._say_rest()

    def _say_rest(self) -> None:
        self._fill(
            self.missing,
            self.tr("Filter by what is missing"),
            (
                (self.tr("Complete or not"), ""),
                (self.tr("Without caption"), "caption"),
                (self.tr("Without credit"), "credit"),
                (self.tr("Without alt text"), "alt_text"),
            ),
        )
        self._fill(
            self.order,
            self.tr("Order"),
            (
                (self.tr("By time taken"), Order.TAKEN.value),
                (self.tr("By name"), Order.NAME.value),
                (self.tr("By stars"), Order.STARS.value),
            ),
        )
        self.size_slider.setToolTip(self.tr("Size of the pictures"))
        self.size_slider.setAccessibleName(self.tr("Size of the pictures"))
        self.open_all.setToolTip(self.tr("Show all pictures"))
        self.open_all.setAccessibleName(self.tr("Show all pictures"))
        self._show_open()

    def _show_open(self) -> None:
        self.open_all.setEnabled(not self.sieve.is_open)

    def _fill(self, box: QComboBox, name: str, choices: Sequence[tuple[str, object]]) -> None:
        kept = box.currentIndex()
        box.setAccessibleName(name)
        box.setToolTip(name)
        with QSignalBlocker(box):
            box.clear()
            for words, data in choices:
                box.addItem(words, data)
            box.setCurrentIndex(max(0, kept))


def _class_icon(number: int) -> QIcon:
    pixmap = QPixmap(MARK_PX, MARK_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_class(painter, pixmap.rect().toRectF(), number)
    painter.end()
    return QIcon(pixmap)
