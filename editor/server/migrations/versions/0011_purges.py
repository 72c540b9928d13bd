# SPDX-License-Identifier: GPL-3.0-or-later
"""What caches are to be told of, until they were."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "purge",
        sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("addresses", sa.Text, nullable=False),
        sa.Column("keys", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
