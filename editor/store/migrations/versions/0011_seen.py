# SPDX-License-Identifier: GPL-3.0-or-later
"""Which take-down of a story was the newest that who asked for an act had seen."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("ALTER TABLE outbox ADD COLUMN seen TEXT NOT NULL DEFAULT ''")
