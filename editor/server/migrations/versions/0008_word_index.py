# SPDX-License-Identifier: GPL-3.0-or-later
"""An index that gives the newest stories with some words without a look at the others."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE wording_index")
        # Nothing of the stories is kept twice, and not where in them a word stands: two words in
        # a row are a word of their own. The tokeniser parts at blanks alone.
        op.execute(
            "CREATE VIRTUAL TABLE wording_index USING fts5(tokens, content='', detail=none, "
            "columnsize=0, tokenize=\"ascii tokenchars '_'\")"
        )
        return
    op.execute("DROP INDEX wording_index")
    op.execute("CREATE TABLE wording_index (n integer PRIMARY KEY, tokens text[] NOT NULL)")
    op.execute(
        "CREATE INDEX wording_index_by_token ON wording_index USING gin (tokens) "
        "WITH (gin_pending_list_limit = 512)"
    )
