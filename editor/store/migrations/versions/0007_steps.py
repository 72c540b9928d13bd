# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be taken back in each story after the window was closed."""

from alembic import op

revision = "0007"
down_revision = "0006"

STEP = """
CREATE TABLE step (
    article_id TEXT NOT NULL,
    field TEXT NOT NULL,
    at BIGINT NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    done INTEGER DEFAULT 0 NOT NULL,
    doc BLOB NOT NULL,
    PRIMARY KEY (article_id, field)
)
"""


def upgrade() -> None:
    op.execute(STEP)
