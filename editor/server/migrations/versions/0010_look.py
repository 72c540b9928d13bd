# SPDX-License-Identifier: GPL-3.0-or-later
"""The newspaper's own templates, style sheets and words."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "look",
        sa.Column("name", sa.String(110), primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
