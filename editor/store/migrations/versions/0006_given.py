# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers were last given of each story, whole, so that it can be compared."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE edition ADD COLUMN doc BLOB")
