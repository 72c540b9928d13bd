# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the crop view on a picture of the open story, and writes there what comes of it."""

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from editor.model.picture import Crop, Picture, Placement, Sha256
from ui.pictures.crop import CropView
from ui.pictures.crop_steps import framed
from ui.pictures.details import PictureDetails
from ui.pictures.open_article import OpenArticle


class Sheet(Protocol):
    """What the view is shown in; `ui.panels.sheet.Sheet` is one."""

    closed: SignalInstance

    def hold(self, inside: QWidget) -> None:
        """Put the view in."""

    def open(self) -> None:
        """Show it above everything."""

    def close_sheet(self) -> None:
        """Put it away."""


class Cropping(QObject):
    """Ties the details of a picture to the crop view in a sheet.

    Args:
        details: where it is asked for.
        sheet: where it is shown.
    """

    def __init__(self, details: PictureDetails, sheet: Sheet) -> None:
        super().__init__(details)
        self._details = details
        self._sheet = sheet
        self.view: CropView | None = None
        self._article: OpenArticle | None = None
        self._sha256 = Sha256("")
        details.crop_asked.connect(self.open)
        details.leaving.connect(sheet.close_sheet)
        sheet.closed.connect(self._leave)

    def open(self) -> None:
        """Show the view about the chosen picture."""
        shown, article = self._details.shown, self._details.article
        if shown is None or article is None:
            return
        self._leave()
        self._article, self._sha256 = article, shown[0].sha256
        article.changed.connect(self._follow)
        view = self._view()
        view.show_picture(shown[1], shown[0].crop, is_in_story=True)
        self._sheet.open()

    def _view(self) -> CropView:
        if self.view is None:
            self.view = self._details.make_crop_view()
            self.view.picture_changed.connect(self._on_picture)
            self.view.crop_changed.connect(self._on_crop)
            self.view.done.connect(self._sheet.close_sheet)
            self._sheet.hold(self.view)
        return self.view

    def _leave(self) -> None:
        article, self._article = self._article, None
        if article is not None:
            article.changed.disconnect(self._follow)

    def _follow(self, told: frozenset[str]) -> None:
        found = self._found()
        if found is None or self.view is None or told.isdisjoint({"placements", "pictures"}):
            return
        self.view.show_picture(found[1], found[0].crop, is_in_story=True)

    def _found(self) -> tuple[Placement, Picture] | None:
        if self._article is None:
            return None
        placed = (each for each in self._article.header.placements if each.sha256 == self._sha256)
        placement, picture = next(placed, None), self._article.pictures.get(self._sha256)
        return None if placement is None or picture is None else (placement, picture)

    def _on_picture(self, picture: Picture) -> None:
        found = self._found()
        if found is not None and self._article is not None:
            # Its words may have changed meanwhile: only what the view sets is taken.
            self._article.set_picture(framed(picture, None).on(found[1]))

    def _on_crop(self, crop: Crop | None) -> None:
        if self._article is not None:
            self._article.set_placement(self._sha256, crop=crop)
