# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire desk: its sources, and what they sent."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    """
    CREATE TABLE source (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        address TEXT NOT NULL UNIQUE,
        name TEXT DEFAULT '' NOT NULL,
        title TEXT DEFAULT '' NOT NULL,
        is_entered BOOLEAN DEFAULT 1 NOT NULL,
        is_on BOOLEAN DEFAULT 1 NOT NULL,
        every_minutes INTEGER DEFAULT 15 NOT NULL,
        etag TEXT DEFAULT '' NOT NULL,
        modified TEXT DEFAULT '' NOT NULL,
        answered_at BIGINT,
        due_at BIGINT,
        failures INTEGER DEFAULT 0 NOT NULL,
        error TEXT DEFAULT '' NOT NULL,
        error_values TEXT DEFAULT '' NOT NULL
    )
    """,
    """
    CREATE TABLE dispatch (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        digest TEXT DEFAULT '' NOT NULL,
        at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL,
        is_read BOOLEAN DEFAULT 0 NOT NULL,
        story_id TEXT,
        headline TEXT DEFAULT '' NOT NULL,
        standfirst TEXT DEFAULT '' NOT NULL,
        link TEXT DEFAULT '' NOT NULL,
        author TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        body TEXT DEFAULT '' NOT NULL
    )
    """,
    'CREATE UNIQUE INDEX dispatch_of ON dispatch (source_id, "key")',
    "CREATE INDEX dispatch_order ON dispatch (at, id)",
    "CREATE INDEX dispatch_unread ON dispatch (source_id) WHERE is_read = 0",
    "CREATE INDEX dispatch_used ON dispatch (story_id) WHERE story_id IS NOT NULL",
    """
    CREATE VIRTUAL TABLE dispatch_words USING fts5(
        words, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
