# SPDX-License-Identifier: GPL-3.0-or-later
"""The first form of the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _make_order()
    _make_history()
    _make_doors()
    _make_public_side()


def _make_order() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chain", sa.String(64), nullable=False),
    )


def _make_history() -> None:
    op.create_table(
        "revision",
        sa.Column("entity", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("rev", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("etag", sa.String(40), nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("is_deleted", sa.Boolean, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("op_id", sa.String(100), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "head",
        sa.Column("entity", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, unique=True),
        sa.ForeignKeyConstraint(
            ["entity", "id", "rev"], ["revision.entity", "revision.id", "revision.rev"]
        ),
    )
    op.create_table(
        "receipt",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("op_id", sa.String(100), primary_key=True),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("entity", sa.String(20), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )


def _make_doors() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("used_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40)),
    )
    op.create_table(
        "pairing",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("ends_at", sa.String(40), nullable=False),
    )


def _make_public_side() -> None:
    op.create_table(
        "edition",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(100)),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("pictures", sa.Text, nullable=False),
        sa.UniqueConstraint("article_id", "name"),
    )
    op.create_table(
        "publication",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("is_live", sa.Boolean, nullable=False),
        sa.Column("published_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "listing",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("category", sa.String(200), primary_key=True),
    )
    op.create_table(
        "shown",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
    )
    op.create_table(
        "address",
        sa.Column("slug", sa.String(200), primary_key=True),
        sa.Column("article_id", sa.String(64), nullable=False),
    )
    op.create_index("publication_by_time", "publication", ["is_live", "published_at"])
    op.create_index("listing_by_category", "listing", ["category"])
    op.create_index("shown_by_picture", "shown", ["sha256"])
