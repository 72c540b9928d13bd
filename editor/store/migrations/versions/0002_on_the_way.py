# SPDX-License-Identifier: GPL-3.0-or-later
"""Acts with a time, stories sent first, how far big pictures have come, what was read."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "ALTER TABLE outbox ADD COLUMN publish_at BIGINT",
    "ALTER TABLE outbox ADD COLUMN rank INTEGER DEFAULT 0 NOT NULL",
    "CREATE INDEX outbox_order ON outbox (rank, seq)",
    """
    CREATE TABLE upload (
        sha256 TEXT NOT NULL,
        place TEXT DEFAULT '' NOT NULL,
        sent_bytes INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE reading (
        article_id TEXT NOT NULL,
        number INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (article_id)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
