# SPDX-License-Identifier: GPL-3.0-or-later
"""Which drafts were sent back to their author."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("ALTER TABLE story ADD COLUMN is_returned BOOLEAN NOT NULL DEFAULT 0")
