# SPDX-License-Identifier: GPL-3.0-or-later
"""Which live stories say more than readers have, and the pictures as readers have them."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("ALTER TABLE story ADD COLUMN is_ahead BOOLEAN NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE edition ADD COLUMN pictures BLOB")
