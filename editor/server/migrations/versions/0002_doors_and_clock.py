# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads that resume, leases, the audit log, and what the clock is to do."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _make_uploads_and_leases()
    _make_audit_and_due()


def _make_uploads_and_leases() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "lease",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("token_id", sa.String(40), primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("doing", sa.String(100), nullable=False),
        sa.Column("ends_at", sa.String(40), nullable=False),
    )


def _make_audit_and_due() -> None:
    op.create_table(
        "audit",
        sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
    )
    op.create_table(
        "due",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("edition", sa.String(100), nullable=False),
    )
    op.create_index("due_by_time", "due", ["at"])
