# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheets of closed months, and editions to be found by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "royalty_month",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    # Tables that were made from this program's own description have it already.
    op.create_index("edition_by_time", "edition", ["number", "at"], if_not_exists=True)
