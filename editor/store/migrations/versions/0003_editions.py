# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers were last given of each story, so that a needless update is known."""

from alembic import op

revision = "0003"
down_revision = "0002"

EDITION = """
CREATE TABLE edition (
    article_id TEXT NOT NULL,
    stamp TEXT DEFAULT '' NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    asked TEXT DEFAULT '' NOT NULL,
    asked_digest TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (article_id)
)
"""


def upgrade() -> None:
    op.execute(EDITION)
