# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows: a list of painted rows of one height, and the ground that each of them stands on."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import Theme

EDGE_PX: Final = 3
"""The mark at the edge of the chosen row."""


def row_table(
    model: QAbstractItemModel, delegate: QStyledItemDelegate, parent: QWidget
) -> QTableView:
    """A list of one column; each row is painted.

    A list view lays all its rows out anew whenever one of them changes; a table with rows of one
    height does not.
    """
    table = QTableView(parent)
    table.setModel(model)
    table.setItemDelegate(delegate)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.horizontalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setMinimumSectionSize(1)
    return table


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, area: QRectF, theme: Theme
) -> None:
    """What is chosen, pointed at or focused."""
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, theme.colour("selected"))
        edge = QRectF(area.left(), area.top(), EDGE_PX, area.height())
        painter.fillRect(edge, theme.colour("accent"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, theme.colour("hover"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_hairline(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """What parts a row from the next one."""
    painter.setPen(theme.colour("line"))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
