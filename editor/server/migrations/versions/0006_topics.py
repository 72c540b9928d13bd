# SPDX-License-Identifier: GPL-3.0-or-later
"""The tags and the authors of what readers may see."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "topic",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("slug", sa.String(200), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_index("topic_by_slug", "topic", ["kind", "slug"])
