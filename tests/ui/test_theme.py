# SPDX-License-Identifier: GPL-3.0-or-later
"""The look: the colours that were agreed on, contrast, type that holds Vietnamese, kept icons."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QRawFont
from PySide6.QtWidgets import QApplication, QListView

from ui.theme import COLOURS, COPY_FAMILIES, Theme

AGREED = {
    "light": {
        "paper": "#FFFFFF",
        "panel": "#F7F6F3",
        "line": "#E3E0DA",
        "ink": "#1D1B19",
        "quiet": "#6B6660",
        "accent": "#C2371F",
        "needs_you": "#B26A00",
        "fine": "#2F6F4F",
    },
    "dark": {
        "paper": "#1B1A19",
        "panel": "#232120",
        "line": "#35322F",
        "ink": "#ECE8E1",
        "quiet": "#A19A91",
        "accent": "#F0705A",
        "needs_you": "#E0A030",
        "fine": "#7FC4A0",
    },
}
TEXT_ON = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "hover"),
    ("ink", "selected"),
    ("quiet", "paper"),
    ("quiet", "panel"),
    ("quiet", "hover"),
    ("accent", "paper"),
    ("accent", "panel"),
    ("fine", "paper"),
    ("fine", "panel"),
    ("needs_you_ink", "paper"),
    ("needs_you_ink", "panel"),
    ("needs_you_ink", "selected"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_tooltip", "tooltip"),
]
"""Every pair in which text is read."""
SHAPE_ON = [("needs_you", "paper"), ("needs_you", "panel"), ("accent", "selected")]
"""Marks, icons and rings."""


def _luminance(colour: str) -> float:
    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    shown = QColor(colour)
    red, green, blue = (part(each) for each in (shown.red(), shown.green(), shown.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_that_were_agreed_on(scheme):
    told = COLOURS[scheme]
    assert {name: told[name] for name in AGREED[scheme]} == AGREED[scheme]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(scheme, text, ground):
    """WCAG AA: 4.5 to 1 for text."""
    assert _contrast(COLOURS[scheme][text], COLOURS[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_shapes_can_be_seen(scheme, shape, ground):
    """WCAG AA: 3 to 1 for what is not text."""
    assert _contrast(COLOURS[scheme][shape], COLOURS[scheme][ground]) >= 3


def test_the_scheme_changes_while_the_window_stands(theme: Theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.choose(appearance="dark")
    assert theme.scheme == "dark"
    assert QApplication.palette().window().color() == QColor(COLOURS["dark"]["panel"])
    assert COLOURS["dark"]["paper"] in theme.style_sheet()


def test_every_word_between_at_signs_is_a_colour(theme: Theme):
    for appearance in ("light", "dark"):
        theme.choose(appearance=appearance)
        assert "@" not in theme.style_sheet()


def test_type_that_ships_holds_all_of_vietnamese(qapp, resources):
    wanted = [*range(0x1EA0, 0x1EFA), *map(ord, "ĂăÂâĐđÊêÔôƠơƯư₫“”–—…·")]
    fonts = sorted((resources / "fonts").glob("*.ttf"))
    assert {each.name.partition("-")[0] for each in fonts} == {"NotoSerif", "BeVietnamPro"}
    for file in fonts:
        raw = QRawFont(str(file), 16)
        assert [hex(each) for each in wanted if not raw.supportsCharacter(each)] == []


def test_type_ships_with_its_licence(resources):
    for family in ("NotoSerif", "BeVietnamPro"):
        assert "SIL Open Font License" in (resources / "fonts" / f"{family}-OFL.txt").read_text()


def test_the_copy_is_set_in_the_family_that_was_chosen(theme: Theme):
    assert theme.copy_font().families()[0] == COPY_FAMILIES[0]
    theme.choose(appearance="light", copy_font="Be Vietnam Pro", copy_size_px=21)
    assert theme.copy_font().families()[0] == "Be Vietnam Pro"
    assert theme.copy_font().pixelSize() == 21


def test_a_kept_icon_needs_no_icon_library(resources, tmp_path):
    """The second start draws from the cache, at both scales, without loading QtAwesome."""
    script = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QListView
from ui.theme import Theme
application = QApplication([])
theme = Theme(Path(sys.argv[1]), cache=Path(sys.argv[2]))
if sys.argv[3] == "late":
    theme.put_off_icons()
icon = theme.icon("ph.image")
image = icon.pixmap(18).toImage()
points = [image.pixelColor(x, y).alpha() for x in range(18) for y in range(18)]
print(not any(points), "qtawesome" in sys.modules, len(list(Path(sys.argv[2]).glob("*.png"))))
"""

    def start(when: str) -> str:
        command = [sys.executable, "-c", script, str(resources), str(tmp_path / "icons"), when]
        run = subprocess.run(
            command, cwd=resources.parent, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    assert start("late") == "True False 0"
    assert start("now") == "False True 2"
    assert start("late") == "False False 2"


def test_icons_that_were_put_off_are_told(theme: Theme, qtbot):
    theme._may_draw = False
    assert theme.icon("ph.anchor").availableSizes()
    assert not theme._icons
    with qtbot.waitSignal(theme.changed):
        theme.draw_icons()
    theme.icon("ph.anchor")
    assert theme._icons


def test_a_list_that_opens_as_a_window_is_opaque(theme, qtbot):
    """As the names that the dialog for files offers: it has no parent that would paint for it."""
    theme.choose(appearance="light")
    popup = QListView()
    popup.resize(200, 100)
    qtbot.addWidget(popup)
    with qtbot.waitExposed(popup):
        popup.show()
    shown = popup.grab().toImage().pixelColor(100, 50)
    theme.choose()
    assert shown.name() == "#ffffff"
