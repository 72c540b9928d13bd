# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's tables; plain types only, so that SQLite and PostgreSQL both hold them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from editor.store.ledger_tables import ledger_tables

VERSION = "0012"
"""The newest migration; a server refuses to open an archive of a newer one."""

metadata = MetaData()

# Times are ISO 8601 in UTC with microseconds, so that they sort as text on every database.

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row: its lock puts all writes in one order, so that no number is seen before a smaller one.
counter = Table(
    "counter",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("n", BigInteger, nullable=False),
)

# Append-only: what each number of the feed was, chained to all that came before.
log = Table(
    "log",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("chain", String(64), nullable=False),
)

# Append-only: every revision of every article and picture.
revision = Table(
    "revision",
    metadata,
    Column("entity", String(20), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("rev", Integer, primary_key=True, autoincrement=False),
    Column("etag", String(40), nullable=False),
    Column("doc", Text, nullable=False),
    Column("is_deleted", Boolean, nullable=False),
    Column("slug", String(200), nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("op_id", String(100), nullable=False),
    Column("at", String(40), nullable=False),
)

# One row an entity, moved to the head of the feed by each write.
head = Table(
    "head",
    metadata,
    Column("entity", String(20), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False, unique=True),
    ForeignKeyConstraint(
        ["entity", "id", "rev"], ["revision.entity", "revision.id", "revision.rev"]
    ),
)

# What each key did: the reply to a repeat is read from the revision that it made.
receipt = Table(
    "receipt",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("op_id", String(100), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("entity", String(20), nullable=False),
    Column("id", String(64), nullable=False),
    Column("rev", Integer, nullable=False),
    Column("at", String(40), nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("used_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
)

pairing = Table(
    "pairing",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("ends_at", String(40), nullable=False),
)

# What went public, frozen: the article and its pictures as they were.
edition = Table(
    "edition",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(100)),
    Column("act", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Column("pictures", Text, nullable=False),
    UniqueConstraint("article_id", "name"),
    Index("edition_by_time", "number", "at"),
)

# One row an article that ever was public: its newest edition, and whether readers may see it.
publication = Table(
    "publication",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("slug", String(200), nullable=False),
    Column("is_live", Boolean, nullable=False),
    Column("published_at", String(40), nullable=False),
    Index("publication_by_time", "is_live", "published_at"),
)

listing = Table(
    "listing",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("category", String(200), primary_key=True),
    Index("listing_by_category", "category"),
)

# The tags of each live story, and the names in its byline, by their part of an address.
topic = Table(
    "topic",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("slug", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Index("topic_by_slug", "kind", "slug"),
)

# All words of each live story, in the order of their publication; an index over them beside it.
wording = Table(
    "wording",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Index("shown_by_picture", "sha256"),
)

# Every address that ever was, and whose it is: old ones lead to the newest.
address = Table(
    "address",
    metadata,
    Column("slug", String(200), primary_key=True),
    Column("article_id", String(64), nullable=False),
)

# A picture that is on its way; its bytes so far are a file of that name.
upload = Table(
    "upload",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("person", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("ends_at", String(40), nullable=False),
)

# Who has an article open; it bars nobody and ends by itself.
lease = Table(
    "lease",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("token_id", String(40), primary_key=True),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("doing", String(100), nullable=False),
    Column("ends_at", String(40), nullable=False),
)

# What a device still asks its person about: two versions of a story's fields.
clash = Table(
    "clash",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("token_id", String(40), primary_key=True),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

# What all laptops of the newsroom check by: rule packs in TOML.
pack = Table(
    "pack",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

# Append-only: the royalty sheets of months that were closed, as they were then.
royalty_month = Table(
    "royalty_month",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("doc", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

# The newspaper's own templates, style sheets and words; their bytes in base64.
look = Table(
    "look",
    metadata,
    Column("name", String(110), primary_key=True),
    Column("data", Text, nullable=False),
)

# What caches before the site are to be told of: one row an act, until they were.
purge = Table(
    "purge",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("addresses", Text, nullable=False),
    Column("keys", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("tries", Integer, nullable=False),
)

# What the house outside is to be brought, and what it has: one row a story that ever went public.
delivery = Table(
    "delivery",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("stage", String(10), nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("number", Integer, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("stands", Integer, nullable=False),
    Column("stood_at", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("code", String(60), nullable=False),
    Column("told", Text, nullable=False),
    Index("delivery_by_stage", "stage", "at"),
)

# Which post or file of that house is which of ours: see `editor.model.binding`.
LEDGER = ledger_tables(metadata, is_text=True)

# Append-only: who did what cannot be undone quietly.
audit = Table(
    "audit",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("deed", String(40), nullable=False),
    Column("about", Text, nullable=False),
)

# What the server's clock is to do: one row an article, taken by the process that does it.
due = Table(
    "due",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("edition", String(100), nullable=False),
    Column("override", Text, nullable=False, server_default=""),
    Index("due_by_time", "at"),
)
