# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of what readers may see, to be searched."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(64), nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE wording_index USING fts5(words, content='wording', "
            "content_rowid='n', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute("CREATE INDEX wording_index ON wording USING gin (string_to_array(words, ' '))")
