# SPDX-License-Identifier: GPL-3.0-or-later
"""Under which number search still knows the words that a story had before it was typed in."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE story ADD COLUMN stale_number INTEGER")
