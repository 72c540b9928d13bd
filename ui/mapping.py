# SPDX-License-Identifier: GPL-3.0-or-later
"""HouseMapping: the map of the house, opened from the settings or by its command, then followed."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from editor.errors import EditorError
from ui import words
from ui.panels.choices import Choices, House
from ui.panels.sheet import Sheet
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.house import House as RealHouse
    from editor.mapdesk import MapDesk
    from editor.matching import Sheet as MapSheet
    from ui.panels.mapping import MapPanel

SHEET_PX = 760


class HouseMapping(QObject):
    """Ties the map of the house to the settings.

    Args:
        desk: whose house.
        house: as it is set; None: there is none.
        window: over which the map is shown.
        choices: the settings, which tell how many names wait for a person.
    """

    def __init__(self, desk: "Desk", house: House | None, window: Window, choices: Choices) -> None:
        super().__init__(window)
        self._desk, self._house, self._window, self._choices = desk, house, window, choices
        self._maps: MapDesk | None = None
        self._is_other = False
        self._panel: MapPanel | None = None
        self.sheet = Sheet(window.ground, width_px=SHEET_PX)
        self.sheet.closed.connect(self._follow)
        choices.map_asked.connect(self.open)
        choices.house_set.connect(self._count)

    def open(self) -> None:
        """Show what our names are in the house; with a server of ours there is nothing to show."""
        if not self._desk.settings.site_kind:
            self._window.toast.say(words.code_sentence("map.own_house"))
            return
        if self._panel is None:
            from ui.panels.mapping import MapPanel  # noqa: PLC0415 - not for the start

            theme = self._window.theme
            self._panel = MapPanel(self._window.tasks, theme, self._map_desk())
            self._panel.close_asked.connect(self.sheet.close_sheet)
            self._panel.decided.connect(self._note)
            self.sheet.hold(self._panel)
        self._panel.open()
        self.sheet.open()

    def _map_desk(self) -> "MapDesk":
        from editor.mapdesk import MapDesk  # noqa: PLC0415 - not for the start

        if self._maps is None:
            self._maps = MapDesk(self._desk, cast("RealHouse", self._house))
        return self._maps

    def _note(self) -> None:
        self._is_other = True

    def _follow(self) -> None:
        """The house is met anew once, when all was decided: its sections have other names now."""
        if self._is_other:
            self._is_other = False
            follow = self._map_desk().follow
            self._window.tasks.run(follow, None, self._on_trouble)
            self._count()

    def _count(self) -> None:
        """Say in the settings how many names wait for a person."""
        if self._desk.settings.site_kind and self._house is not None:
            asked = partial(self._map_desk().sheet)
            self._window.tasks.run(asked, self._show_count, self._on_trouble)

    def _show_count(self, found: "MapSheet") -> None:
        self._choices.show_undecided(sum(each.is_undecided for each in found.lines))

    def _on_trouble(self, error: EditorError) -> None:
        self._window.toast.say(words.error_sentence(error))
