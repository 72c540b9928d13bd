# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the open article as tiles: thumbnail, caption or what is missing, lead mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.model import framing
from editor.model.picture import Crop, Picture, Placement, Sha256
from ui.pictures.open_article import OpenArticle
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

TILE_ROLE = Qt.ItemDataRole.UserRole + 1
MIME_TYPE = "application/x-stet-picture"
THUMBNAIL_PX = 320
"""The longest side of a tile's picture: sharp on a screen with two pixels a point."""
TILE_WIDTH_PX = 144
GROUND_HEIGHT_PX = 88
CAPTION_LINES = 2
STAR_PX = 18

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture in the strip."""

    placement: Placement
    picture: Picture | None
    """None: its facts have not come from the server yet."""
    is_lead: bool

    @property
    def caption(self) -> str:
        """The caption that readers get."""
        if self.picture is None:
            return self.placement.caption or ""
        return self.placement.caption_of(self.picture)

    @property
    def shown_as(self) -> tuple[Sha256, str]:
        """Another one where another part of the picture is shown."""
        if self.picture is None:
            return self.placement.sha256, ""
        return self.placement.sha256, framing.shown(self.picture, self.placement.crop).cut


class TilesModel(QAbstractListModel):
    """The placements of the open article, in their order, with their thumbnails.

    Args:
        desk: where thumbnails are made.
        tasks: the door to the threads.
    """

    order_asked = Signal(tuple)
    """The placements in the order that a person dragged them into."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._tiles: tuple[Tile, ...] = ()
        self._thumbnails: dict[tuple[Sha256, str], QPixmap | None] = {}

    def show(self, article: OpenArticle | None) -> None:
        """Follow the article; only what differs is painted anew."""
        tiles = () if article is None else _tiles(article)
        if [each.placement.sha256 for each in tiles] == [
            each.placement.sha256 for each in self._tiles
        ]:
            self._repaint_changed(tiles)
            return
        self.beginResetModel()
        self._tiles = tiles
        self.endResetModel()

    def tile(self, row: int) -> Tile | None:
        """The tile in a row; None when there is no such row."""
        return self._tiles[row] if 0 <= row < len(self._tiles) else None

    @property
    def missing_captions(self) -> int:
        """How many pictures have none."""
        return sum(1 for each in self._tiles if not each.caption.strip())

    def row_of(self, sha256: str) -> int:
        """Where a picture stands; -1: nowhere."""
        rows = (at for at, each in enumerate(self._tiles) if each.placement.sha256 == sha256)
        return next(rows, -1)

    def thumbnail(self, tile: Tile) -> QPixmap | None:
        """The picture of a tile; None while it is made, and when its original is not here."""
        key = tile.shown_as
        if key not in self._thumbnails and tile.picture is not None:
            self._thumbnails[key] = None
            self._tasks.run(
                partial(self._make, tile.picture, tile.placement.crop),
                partial(self._made, key),
                lambda _error: None,  # the tile says so itself
            )
        return self._thumbnails.get(key)

    def forget_missing(self) -> None:
        """Ask again for thumbnails that could not be made: originals may have come."""
        self._thumbnails = {key: each for key, each in self._thumbnails.items() if each}

    def rowCount(self, parent: Index | None = None) -> int:
        """How many pictures the article has."""
        return 0 if parent is not None and parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The caption; for those who hear the screen, and the whole one as a tooltip."""
        tile = self.tile(index.row())
        if tile is None:
            return None
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{tile.placement.name}\n{tile.caption}".strip()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(tile)
        return None

    def spoken(self, tile: Tile) -> str:
        """What a screen reader says of a tile."""
        told = tile.caption or self.tr("{name}, missing caption").format(name=tile.placement.name)
        return self.tr("Lead picture: {told}").format(told=told) if tile.is_lead else told

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tiles can be chosen and dragged; between them they can be dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flag = Qt.ItemFlag
        return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """What a dragged tile is."""
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802  # Qt's name
        """The dragged tile, by its hash."""
        mime = QMimeData()
        tile = self.tile(indexes[0].row()) if indexes else None
        if tile is not None:
            mime.setData(MIME_TYPE, tile.placement.sha256.encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802  # Qt's name
        """Tiles move."""
        return Qt.DropAction.MoveAction

    def move(self, sha256: str, before_row: int) -> None:
        """Ask for a picture to stand before the one that is now in a row."""
        row = self.row_of(sha256)
        if row < 0 or before_row in (row, row + 1):
            return
        order = [each.placement for each in self._tiles]
        moved = order.pop(row)
        order.insert(before_row - (before_row > row), moved)
        self.order_asked.emit(tuple(order))

    def _repaint_changed(self, tiles: tuple[Tile, ...]) -> None:
        before, self._tiles = self._tiles, tiles
        for row, (old, new) in enumerate(zip(before, tiles, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _make(self, picture: Picture, crop: Crop | None) -> QImage:
        return QImage(str(self._desk.renditions.thumbnail(picture, THUMBNAIL_PX, crop=crop)))

    def _made(self, key: tuple[Sha256, str], image: QImage) -> None:
        self._thumbnails[key] = QPixmap.fromImage(image)
        row = self.row_of(key[0])
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))


class TileDelegate(QStyledItemDelegate):
    """Paints a tile: the picture whole on a quiet ground, two lines of caption below.

    Args:
        theme: colours and type.
        model: where the thumbnails are.
    """

    def __init__(self, theme: Theme, model: TilesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Wide enough for a line, high enough for two with all their marks."""
        return self.tile_size()

    def tile_size(self) -> QSize:
        """The size of every tile in the present type."""
        lines = CAPTION_LINES * QFontMetrics(self._caption_font()).lineSpacing()
        height = GRID_PX // 2 + GROUND_HEIGHT_PX + GRID_PX // 2 + lines + GRID_PX // 2
        return QSize(TILE_WIDTH_PX, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile."""
        tile = index.data(TILE_ROLE)
        if not isinstance(tile, Tile):
            return
        area = option.rect.adjusted(4, 4, -4, -2)
        ground = QRect(area.left(), area.top(), area.width(), GROUND_HEIGHT_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, ground, tile)
        if tile.is_lead:
            self._paint_star(painter, ground)
        self._paint_words(painter, area.adjusted(0, GROUND_HEIGHT_PX + 4, 0, 0), tile)
        self._paint_edge(painter, ground, option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, ground: QRect, tile: Tile) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(ground, 3, 3)
        pixmap = self._model.thumbnail(tile)
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.size().scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(ground.center())
            painter.drawPixmap(place, pixmap)
        elif tile.picture is not None:
            view = framing.shown(tile.picture, tile.placement.crop)
            whole = QSize(view.width_px, view.height_px)
            place = QRect(
                QPoint(0, 0), whole.scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatio)
            )
            place.moveCenter(ground.center())
            painter.fillRect(place, QColor(tile.picture.colour))

    def _paint_star(self, painter: QPainter, ground: QRect) -> None:
        seat = QRectF(ground.left() + 4, ground.top() + 4, STAR_PX + 4, STAR_PX + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("paper"))
        painter.drawEllipse(seat)
        icon = self._theme.icon("ph.star-fill", "ink")
        icon.paint(painter, seat.toRect().adjusted(3, 3, -3, -3))

    def _paint_words(self, painter: QPainter, area: QRect, tile: Tile) -> None:
        painter.setFont(self._caption_font())
        if tile.caption.strip():
            painter.setPen(self._theme.colour("ink"))
            _draw_lines(painter, area, tile.caption)
            return
        metrics = painter.fontMetrics()
        words = self.tr("Missing caption")
        painter.setPen(self._theme.colour("needs_you_ink"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)
        painter.setPen(_dots(self._theme.colour("needs_you")))
        y = area.top() + metrics.lineSpacing() + 1
        painter.drawLine(area.left() + 1, y, area.left() + metrics.horizontalAdvance(words), y)

    def _paint_edge(self, painter: QPainter, ground: QRect, option: QStyleOptionViewItem) -> None:
        state = option.state
        if not state & QStyle.StateFlag.State_Selected:
            return
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent" if has_focus else "quiet"), 2))
        painter.drawRoundedRect(ground.adjusted(-2, -2, 2, 2), 4, 4)

    def _caption_font(self) -> QFont:
        return self._theme.ui_font(size_px=12)


def _tiles(article: OpenArticle) -> tuple[Tile, ...]:
    header, known = article.header, article.pictures
    return tuple(
        Tile(each, known.get(each.sha256), is_lead=each == header.lead)
        for each in header.placements
    )


def _draw_lines(painter: QPainter, area: QRect, text: str) -> None:
    """At most two lines, the last elided."""
    layout = QTextLayout(text.replace("\n", " "), painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    metrics = painter.fontMetrics()
    y = area.top() + metrics.ascent()
    for number in range(CAPTION_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        start = line.textStart()
        rest = layout.text()[start:]
        is_last = number == CAPTION_LINES - 1
        shown = (
            metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
            if is_last
            else rest[: line.textLength()]
        )
        painter.drawText(QPoint(area.left(), y), shown)
        y += metrics.lineSpacing()
    layout.endLayout()


def _dots(colour: QColor) -> QPen:
    pen = QPen(colour, 2)
    pen.setStyle(Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([0.1, 2.0])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
