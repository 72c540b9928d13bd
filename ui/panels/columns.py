# SPDX-License-Identifier: GPL-3.0-or-later
"""Four columns that fold: list, writer, preview, inspector; they remember how wide they were."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui.panels.pieces import row
from ui.theme import GRID_PX

WIDE_PX = 1200
"""Narrower than this the inspector folds into an overlay."""
NARROW_PX = 900
"""Narrower than this the preview becomes a tab."""
WIDTHS_PX = {"stories": 272, "preview": 420, "inspector": 312}
SMALLEST_PX = (480, 240)
LEAST_PX = {"stories": 220, "writer": 320, "preview": 280}


class Columns(QWidget):
    """The work space Write."""

    folded = Signal()
    """Which columns can be seen is not what it was."""

    focus_left = Signal()
    """A column was wanted that the focus mode hides."""

    def __init__(
        self, stories: QWidget, writer: QWidget, preview: QWidget, inspector: QWidget
    ) -> None:
        super().__init__()
        self._parts = {
            "stories": stories,
            "writer": writer,
            "preview": preview,
            "inspector": inspector,
        }
        self._wanted = dict.fromkeys(self._parts, True)
        self._widths_px = dict(WIDTHS_PX)
        self._is_focused = False
        self._mode = ""
        self._tab = "writer"
        self._is_over = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for name, part in self._parts.items():
            part.setMinimumWidth(LEAST_PX.get(name, part.minimumWidth()))
            self._splitter.addWidget(part)
        # Said outright, or the columns' own minimum would keep the window from getting narrow
        # enough to fold them.
        self.setMinimumSize(*SMALLEST_PX)
        self._splitter.splitterMoved.connect(lambda _at, _which: self._note_widths())
        self._bar = self._tab_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._splitter, 1)
        self._say()

    @property
    def mode(self) -> str:
        """`wide`, `medium` or `narrow`."""
        return self._mode

    def is_shown(self, name: str) -> bool:
        """Whether a column can be seen now."""
        if name == "writer" or self._is_focused:
            return name == "writer"
        if name == "inspector" and self._mode != "wide":
            return self._is_over
        if name == "preview" and self._mode == "narrow":
            return self._tab == "preview"
        return self._wanted[name]

    def toggle(self, name: str) -> None:
        """Show a column that is hidden, hide one that is shown; focus mode is left to show it."""
        if self._is_focused:
            self._is_focused = False
            self.focus_left.emit()
            self._arrange()
            self.reveal(name)
        elif name == "inspector" and self._mode != "wide":
            self._is_over = not self._is_over
        elif name == "preview" and self._mode == "narrow":
            self._tab = "writer" if self._tab == "preview" else "preview"
        else:
            self._wanted[name] = not self._wanted[name]
        self._arrange()

    def reveal(self, name: str) -> None:
        """Make sure that a column can be seen."""
        if not self.is_shown(name):
            self.toggle(name)

    def set_focused(self, *, is_focused: bool) -> None:
        """Leave only the copy, or bring the other columns back."""
        self._is_focused = is_focused
        self._arrange()

    def remember(self) -> dict[str, object]:
        """Widths and what is folded, to be kept between two starts."""
        hidden = [name for name, wanted in self._wanted.items() if not wanted]
        return {"widths_px": dict(self._widths_px), "hidden": hidden}

    def recall(self, kept: Mapping[str, object]) -> None:
        """Stand as it was remembered; what cannot be read is left as it is."""
        widths = kept.get("widths_px")
        if isinstance(widths, Mapping):
            for name in WIDTHS_PX:
                if isinstance(width := widths.get(name), int):
                    self._widths_px[name] = max(LEAST_PX.get(name, 200), width)
        hidden = kept.get("hidden")
        if isinstance(hidden, list):
            self._wanted = {name: name not in hidden for name in self._parts}
            self._wanted["writer"] = True
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold with the width."""
        super().resizeEvent(event)
        width = self.width()
        mode = "wide" if width >= WIDE_PX else "medium" if width >= NARROW_PX else "narrow"
        if mode != self._mode:
            self._mode = mode
            self._is_over = False
            self._arrange()
        self._place_over()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _tab_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("tabs")
        group = QButtonGroup(bar)
        self._tabs = {}
        for name in ("writer", "preview"):
            made = QPushButton(bar, autoDefault=True)
            made.setObjectName("tab")
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, name=name: self._choose(name))
            group.addButton(made)
            self._tabs[name] = made
        line = row(*self._tabs.values(), -1, gap_px=2 * GRID_PX)
        line.setContentsMargins(2 * GRID_PX, 0, GRID_PX, 0)
        bar.setLayout(line)
        return bar

    def _choose(self, tab: str) -> None:
        self._tab = tab
        self._arrange()

    def _say(self) -> None:
        self._tabs["writer"].setText(self.tr("Write"))
        self._tabs["preview"].setText(self.tr("Preview"))

    def _arrange(self) -> None:
        is_narrow = self._mode == "narrow"
        self._bar.setVisible(is_narrow and not self._is_focused)
        self._tabs[self._tab].setChecked(True)
        self._dock_inspector()
        for name in ("stories", "preview", "inspector"):
            self._parts[name].setVisible(self.is_shown(name))
        is_writing = not is_narrow or self._tab == "writer" or self._is_focused
        self._parts["writer"].setVisible(is_writing)
        self._share_width()
        self._place_over()
        self.folded.emit()

    def _dock_inspector(self) -> None:
        inspector = self._parts["inspector"]
        is_docked = inspector.parentWidget() is self._splitter
        # Before it has a size nothing is moved: a move costs a new dress of all that is inside.
        if self._mode == "wide" and not is_docked:
            self._splitter.addWidget(inspector)
        elif self._mode not in ("wide", "") and is_docked:
            inspector.setParent(self)

    def _place_over(self) -> None:
        if self._mode == "wide":
            return
        inspector = self._parts["inspector"]
        if self._is_over:
            width = min(self.width() - 2 * GRID_PX, max(320, self._widths_px["inspector"]))
            inspector.setGeometry(self.width() - width, 0, width, self.height())
            inspector.raise_()

    def _share_width(self) -> None:
        fixed = sum(self._width_of(name) for name in WIDTHS_PX)
        writer = max(LEAST_PX["writer"], self.width() - fixed)
        wanted = {"writer": writer, **{name: self._width_of(name) for name in WIDTHS_PX}}
        names = {id(part): name for name, part in self._parts.items()}
        inside = [self._splitter.widget(number) for number in range(self._splitter.count())]
        self._splitter.setSizes([wanted[names[id(part)]] for part in inside])
        for number, part in enumerate(inside):
            stretches = names[id(part)] in ("writer", "preview")
            self._splitter.setStretchFactor(number, 1 if stretches else 0)

    def _width_of(self, name: str) -> int:
        is_docked = name != "inspector" or self._mode == "wide"
        if not is_docked or not self.is_shown(name):
            return 0
        if name == "preview" and self._mode != "narrow":
            # Half of what the writer and the preview share, until a person has moved it.
            rest = self.width() - self._width_of("stories") - self._width_of("inspector")
            kept = self._widths_px["preview"]
            return rest // 2 if kept == WIDTHS_PX["preview"] else min(kept, rest - 320)
        return self._widths_px[name]

    def _note_widths(self) -> None:
        for name in WIDTHS_PX:
            part = self._parts[name]
            if part.isVisible() and part.parentWidget() is self._splitter:
                self._widths_px[name] = part.width()
