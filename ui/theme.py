# SPDX-License-Identifier: GPL-3.0-or-later
"""Palette, style sheet, fonts, QtAwesome icons."""

import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from ui import loading

UI_FONT_PX = 13
ICON_PX = 18
GRID_PX = 8
ROW_PX = 28
COPY_FAMILIES = ("Noto Serif", "Be Vietnam Pro")
"""The families that ship; both hold all of Vietnamese."""

_LIGHT = {
    "paper": "#FFFFFF",
    "panel": "#F7F6F3",
    "line": "#E3E0DA",
    "ink": "#1D1B19",
    "quiet": "#6B6660",
    "accent": "#C2371F",
    "needs_you": "#B26A00",
    "fine": "#2F6F4F",
    # Made from the eight above, for what they cannot do themselves.
    "on_accent": "#FFFFFF",
    "accent_hover": "#A82D18",
    "needs_you_ink": "#8A5200",
    "hover": "#EFEDE8",
    "selected": "#EAE7E0",
    "edge": "#CFCAC1",
    "tooltip": "#2A2725",
    "on_tooltip": "#F7F6F3",
}
_DARK = {
    "paper": "#1B1A19",
    "panel": "#232120",
    "line": "#35322F",
    "ink": "#ECE8E1",
    "quiet": "#A19A91",
    "accent": "#F0705A",
    "needs_you": "#E0A030",
    "fine": "#7FC4A0",
    "on_accent": "#1B1A19",
    "accent_hover": "#F58976",
    "needs_you_ink": "#E0A030",
    "hover": "#2B2927",
    "selected": "#34312E",
    "edge": "#4A4641",
    "tooltip": "#ECE8E1",
    "on_tooltip": "#1B1A19",
}
COLOURS: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": _LIGHT, "dark": _DARK})
"""Scheme -> name of a colour -> its hexadecimal value."""


class Theme(QObject):
    """How everything looks now; `changed` when any of it is not what it was.

    Args:
        resources: the folder with `fonts/` and `look/`.
        cache: a folder for rendered icons; None keeps them in memory only.
    """

    changed = Signal()

    def __init__(
        self, resources: Path, *, cache: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._cache = cache
        self._appearance = "system"
        self._copy_family = ""
        self._copy_size_px = 18
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        self._missed = False
        self._may_draw = True
        self._load_fonts()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @property
    def scheme(self) -> str:
        """`light` or `dark`: the one chosen, else the system's."""
        if self._appearance != "system":
            return self._appearance
        is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if is_dark else "light"

    def colour(self, name: str) -> QColor:
        """A colour of the present scheme by its name (see `COLOURS`)."""
        return QColor(COLOURS[self.scheme][name])

    def choose(
        self, *, appearance: str = "system", copy_font: str = "", copy_size_px: int = 18
    ) -> None:
        """Follow the settings: `system`, `light` or `dark`, and the type of the copy."""
        self._appearance = appearance if appearance in COLOURS else "system"
        self._copy_family = copy_font
        self._copy_size_px = copy_size_px
        hints = QGuiApplication.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        if self._appearance in wanted:
            hints.setColorScheme(wanted[self._appearance])
        else:
            hints.unsetColorScheme()
        self.apply()

    def apply(self) -> None:
        """Dress the whole application, and tell those who draw themselves."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self.ui_font())
            application.setPalette(self._palette())
            sheet = self.style_sheet()
            # Qt would dress every widget anew, which takes most of a second in a full window.
            if application.styleSheet() != sheet:
                application.setStyleSheet(sheet)
        self.changed.emit()

    def style_sheet(self) -> str:
        """The style sheet with the colours of the present scheme in it."""
        form = (self._resources / "look" / "window.qss").read_text(encoding="utf-8")
        told = {**COLOURS[self.scheme], "look": (self._resources / "look").as_posix()}
        told["scheme"] = self.scheme
        return re.sub(r"@(\w+)@", lambda match: told[match.group(1)], form)

    def ui_font(self, *, size_px: int = UI_FONT_PX, is_bold: bool = False) -> QFont:
        """The system's own font at the size of the interface."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPixelSize(size_px)
        if is_bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def copy_font(self, *, size_px: int = 0) -> QFont:
        """The type of the copy, at its chosen size or another."""
        font = QFont([self._copy_family or COPY_FAMILIES[0], *COPY_FAMILIES])
        font.setPixelSize(size_px or self._copy_size_px)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """An icon of one QtAwesome family (`ph.image`) in one of the theme's colours.

        While icons are being put off it may be blank; `changed` follows when it is there.
        """
        key = (name, colour, self.scheme)
        if key not in self._icons:
            found = self._icon_from_cache(name, colour) or self._drawn(name, colour)
            if found is None:
                self._missed = True
                return _blank()
            self._icons[key] = found
        return self._icons[key]

    def put_off_icons(self) -> None:
        """Show only icons that are in the cache until `draw_icons`: QtAwesome is slow to load."""
        self._may_draw = "qtawesome" in sys.modules

    def draw_icons(self) -> None:
        """Draw the icons that were put off, once the first picture is on the screen."""
        self._may_draw = True
        if self._missed:
            self._missed = False
            self.changed.emit()

    def _on_scheme(self) -> None:
        if self._appearance == "system":
            self.apply()

    def _load_fonts(self) -> None:
        for file in sorted((self._resources / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "panel",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "paper",
            QPalette.ColorRole.AlternateBase: "panel",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "panel",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.BrightText: "accent",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.PlaceholderText: "quiet",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.ToolTipBase: "tooltip",
            QPalette.ColorRole.ToolTipText: "on_tooltip",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Accent: "accent",
        }
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        texts = (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
            QPalette.ColorRole.WindowText,
        )
        for role in texts:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("quiet"))
        return palette

    def _icon_from_cache(self, name: str, colour: str) -> QIcon | None:
        file = self._icon_file(name, colour, 1)
        if file is None or not file.exists():
            return None
        # Qt finds the @2x file beside it.
        icon = QIcon(str(file))
        return None if icon.pixmap(ICON_PX).isNull() else icon

    def _drawn(self, name: str, colour: str) -> QIcon | None:
        if not self._may_draw:
            return None
        with loading.as_qt_imports():
            import qtawesome  # noqa: PLC0415  # 0.7 s of start-up that a warm cache never pays

        drawn = qtawesome.icon(name, color=self.colour(colour))
        icon = QIcon()
        for scale in (1, 2):
            pixmap: QPixmap = drawn.pixmap(QSize(ICON_PX, ICON_PX) * scale)
            self._keep(pixmap, self._icon_file(name, colour, scale))
            pixmap.setDevicePixelRatio(scale)
            icon.addPixmap(pixmap)
        return icon

    def _icon_file(self, name: str, colour: str, scale: int) -> Path | None:
        if self._cache is None:
            return None
        value = COLOURS[self.scheme][colour]
        stem = hashlib.sha256(f"{name} {value} {ICON_PX}".encode()).hexdigest()[:20]
        return self._cache / (f"{stem}.png" if scale == 1 else f"{stem}@2x.png")

    @staticmethod
    def _keep(pixmap: QPixmap, file: Path | None) -> None:
        # A cache that cannot be written costs time at the next start, nothing else.
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        pixmap.save(str(file), "PNG")


def _blank() -> QIcon:
    """An icon that shows nothing: a button with none at all would show its words instead."""
    pixmap = QPixmap(ICON_PX, ICON_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)
