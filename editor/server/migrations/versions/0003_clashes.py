# SPDX-License-Identifier: GPL-3.0-or-later
"""What two people wrote differently and nobody has settled yet."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "clash",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("token_id", sa.String(40), primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
