# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house outside is to be brought, and which of its posts is which story."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _delivery()
    _remote_map()
    _of_house("remote_receipt", "op_id", _text("said"), _doc())
    _of_house("remote_original", "id", _text("html"))
    _of_house("remote_fact", "key", _text("value"))


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("number", "looks", "tries")),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("asked_at", "at")),
        sa.Column("stands", sa.Integer, nullable=False),
        sa.Column("stood_at", sa.String(40), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.create_index("delivery_by_stage", "delivery", ["stage", "at"])


def _remote_map() -> None:
    op.create_table(
        "remote_map",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("site", "entity", "id")),
        sa.Column("seq", sa.Integer, nullable=False, server_default=sa.text("0")),
        *map(_text, ("phase", "marker", "remote_id")),
        sa.Column("is_deleted", sa.Boolean, nullable=False, server_default=sa.false()),
        _doc(),
    )
    op.create_index("remote_map_of", "remote_map", ["site", "entity", "remote_id"])
    op.create_index("remote_map_seq", "remote_map", ["site", "seq"])


def _of_house(name: str, key: str, *more: sa.Column[str]) -> None:
    keys = (sa.Column(each, sa.Text, primary_key=True) for each in ("site", key))
    op.create_table(name, *keys, *more)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _doc() -> sa.Column[str]:
    return sa.Column("doc", sa.Text, nullable=False)
