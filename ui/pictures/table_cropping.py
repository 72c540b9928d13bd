# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the crop view on a frame of the light table; what is cropped is taken into the store."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from editor.model.frame import FrameId
from editor.model.picture import Picture
from ui.pictures.attaching import Attaching
from ui.pictures.crop import CropView
from ui.pictures.cropping import Sheet
from ui.pictures.frames import Lying
from ui.pictures.light_table import LightTable

FRAMING = ("turn_degrees", "straighten_degrees", "focal_point", "crops")
"""The marks that the view sets."""


class TableCropping(QObject):
    """Ties the light table to a crop view in a sheet.

    Args:
        table: where frames are chosen; each change is a step that it can take back.
        attaching: takes a frame into the store that is not in it yet.
        sheet: where the view is shown.
        make: makes the view, when it is first asked for.
    """

    def __init__(
        self,
        table: LightTable,
        attaching: Attaching,
        sheet: Sheet,
        make: Callable[[], CropView],
    ) -> None:
        super().__init__(table)
        self._table = table
        self._attaching = attaching
        self._sheet = sheet
        self._make = make
        self._view: CropView | None = None
        self._id = FrameId("")
        table.chosen.connect(self._on_chosen)

    @property
    def view(self) -> CropView | None:
        """The view; None until it is first asked for."""
        return self._view

    def open(self) -> None:
        """Show the view about the chosen frame, which is taken in first where it was not yet."""
        lying = next(iter(self._table.selected()), None)
        if lying is None or lying.fault is not None or lying.picture.is_animated:
            return
        if lying.frame.sha256 is None:
            self._attaching.attach([lying], lambda picture: self._open(lying.id, picture))
        else:
            self._open(lying.id, lying.picture)

    def _open(self, frame_id: FrameId, picture: Picture) -> None:
        self._id = frame_id
        if self._view is None:
            self._view = view = self._make()
            view.picture_changed.connect(self._on_picture)
            view.done.connect(self._sheet.close_sheet)
            self._sheet.hold(view)
        self._view.show_picture(picture)
        self._sheet.open()

    def _on_picture(self, picture: Picture) -> None:
        lying = self._table.model.get(self._id)
        if lying is not None:
            marks = {name: getattr(picture, name) for name in FRAMING}
            self._table.marking.mark([lying], lambda _picture: marks)

    def _on_chosen(self, chosen: list[Lying]) -> None:
        # What was taken back on the table is taken back in the view too.
        lying = next((each for each in chosen if each.id == self._id), None)
        if self._view is not None and self._view.isVisible() and lying is not None:
            self._view.show_picture(lying.picture)
