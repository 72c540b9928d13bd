# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written about frames, and why an act sets the rights of pictures aside."""

from alembic import op

revision = "0004"
down_revision = "0003"

FRAME = """
CREATE TABLE frame (
    id TEXT NOT NULL,
    path TEXT DEFAULT '' NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    changed_at BIGINT NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (id)
)
"""


def upgrade() -> None:
    op.execute(FRAME)
    op.execute("ALTER TABLE outbox ADD COLUMN override TEXT DEFAULT '' NOT NULL")
