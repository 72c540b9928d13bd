# SPDX-License-Identifier: GPL-3.0-or-later
"""The first form of the store."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE author_of (
        article_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        person TEXT DEFAULT '' NOT NULL,
        pen_name TEXT DEFAULT '' NOT NULL,
        role TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (article_id, position)
    )
    """,
    "CREATE INDEX author_name ON author_of (person, pen_name, role)",
    "CREATE INDEX author_pen_name ON author_of (pen_name)",
    """
    CREATE TABLE clash (
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        field TEXT NOT NULL,
        base TEXT DEFAULT '' NOT NULL,
        mine TEXT DEFAULT '' NOT NULL,
        theirs TEXT DEFAULT '' NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (entity, id, field)
    )
    """,
    """
    CREATE TABLE fact (
        "key" TEXT NOT NULL,
        value TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE outbox (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        op_id TEXT NOT NULL,
        entity TEXT DEFAULT '' NOT NULL,
        entity_id TEXT DEFAULT '' NOT NULL,
        act TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        edition TEXT DEFAULT '' NOT NULL,
        wire_kind TEXT DEFAULT '' NOT NULL,
        base TEXT DEFAULT '' NOT NULL,
        local_version INTEGER DEFAULT 0 NOT NULL,
        state TEXT DEFAULT '' NOT NULL,
        attempts INTEGER DEFAULT 0 NOT NULL,
        queued_at BIGINT NOT NULL,
        next_at BIGINT,
        error TEXT DEFAULT '' NOT NULL,
        snapshot BLOB,
        payload BLOB,
        UNIQUE (op_id)
    )
    """,
    "CREATE INDEX outbox_of ON outbox (entity, entity_id, seq)",
    """
    CREATE TABLE placed (
        article_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (article_id, sha256)
    )
    """,
    "CREATE INDEX placed_where ON placed (sha256)",
    """
    CREATE TABLE record (
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        local_version INTEGER DEFAULT 0 NOT NULL,
        changed_at BIGINT NOT NULL,
        base_rev INTEGER DEFAULT 0 NOT NULL,
        base_etag TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        is_unseen BOOLEAN DEFAULT 0 NOT NULL,
        doc BLOB NOT NULL,
        base BLOB,
        PRIMARY KEY (entity, id)
    )
    """,
    """
    CREATE TABLE shadow (
        seq INTEGER NOT NULL,
        entity TEXT DEFAULT '' NOT NULL,
        id TEXT DEFAULT '' NOT NULL,
        rev INTEGER DEFAULT 0 NOT NULL,
        etag TEXT DEFAULT '' NOT NULL,
        is_deleted BOOLEAN DEFAULT 0 NOT NULL,
        author TEXT DEFAULT '' NOT NULL,
        op_id TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        doc BLOB NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    "CREATE UNIQUE INDEX shadow_of ON shadow (entity, id)",
    """
    CREATE TABLE story (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        headline TEXT DEFAULT '' NOT NULL,
        kicker TEXT DEFAULT '' NOT NULL,
        category TEXT DEFAULT '' NOT NULL,
        byline TEXT DEFAULT '' NOT NULL,
        state TEXT DEFAULT '' NOT NULL,
        changed_at BIGINT NOT NULL,
        words INTEGER DEFAULT 0 NOT NULL,
        pictures INTEGER DEFAULT 0 NOT NULL,
        missing_captions INTEGER DEFAULT 0 NOT NULL,
        lead_sha256 TEXT DEFAULT '' NOT NULL,
        published_at BIGINT,
        is_unread BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX story_order ON story (number, state, category)",
    "CREATE INDEX story_published ON story (published_at)",
    "CREATE INDEX story_unread ON story (id) WHERE is_unread = 1",
    """
    CREATE TABLE story_text (
        number INTEGER NOT NULL,
        plain TEXT DEFAULT '' NOT NULL,
        folded TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE tag_of (
        article_id TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (article_id, tag)
    )
    """,
    "CREATE INDEX tag_name ON tag_of (tag)",
    """
    CREATE TABLE version (
        article_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        started_at BIGINT NOT NULL,
        at BIGINT NOT NULL,
        author TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        headline TEXT DEFAULT '' NOT NULL,
        words INTEGER DEFAULT 0 NOT NULL,
        is_open BOOLEAN DEFAULT 0 NOT NULL,
        doc BLOB,
        peak BLOB,
        peak_length INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (article_id, number)
    )
    """,
    # No content of its own: what was put in stands in story_text, to the letter, to take it out.
    """
    CREATE VIRTUAL TABLE story_words USING fts5(
        words, content='', columnsize=0, prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
