# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a story that waits for its time goes public although the rights of its pictures bar it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("due", sa.Column("override", sa.Text, nullable=False, server_default=""))
