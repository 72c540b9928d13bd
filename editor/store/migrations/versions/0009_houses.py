# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in houses that keep no revisions for us, and what a foreign text was made from."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE remote_map (site TEXT NOT NULL, entity TEXT NOT NULL, id TEXT NOT NULL, "
        "seq INTEGER NOT NULL DEFAULT 0, phase TEXT NOT NULL DEFAULT '', "
        "marker TEXT NOT NULL DEFAULT '', remote_id TEXT NOT NULL DEFAULT '', "
        "is_deleted BOOLEAN NOT NULL DEFAULT 0, doc BLOB NOT NULL, "
        "PRIMARY KEY (site, entity, id))"
    )
    op.execute("CREATE INDEX remote_map_of ON remote_map (site, entity, remote_id)")
    op.execute("CREATE INDEX remote_map_seq ON remote_map (site, seq)")
    op.execute(
        "CREATE TABLE remote_receipt (site TEXT NOT NULL, op_id TEXT NOT NULL, "
        "said TEXT NOT NULL DEFAULT '', doc BLOB NOT NULL, PRIMARY KEY (site, op_id))"
    )
    op.execute(
        "CREATE TABLE remote_original (site TEXT NOT NULL, id TEXT NOT NULL, "
        "html TEXT NOT NULL DEFAULT '', PRIMARY KEY (site, id))"
    )
    op.execute(
        "CREATE TABLE remote_fact (site TEXT NOT NULL, key TEXT NOT NULL, "
        "value TEXT NOT NULL DEFAULT '', PRIMARY KEY (site, key))"
    )
    op.execute("ALTER TABLE shadow ADD COLUMN ground BLOB")
