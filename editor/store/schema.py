# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the store, and the version that this program writes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

from editor.store.ledger_tables import ledger_tables

VERSION = "0013"
"""The newest migration; numbers, so that a store from a newer program is told from an old one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC time, stored as whole microseconds since 1970: orders and compares as it is."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + value * _MICROSECOND


METADATA = MetaData()

_ASKED = ("category", "desk", "is_stub", "is_planned", "missing_captions", "due_at")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _mark(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("0"))


def _instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, Instant, nullable=nullable)


# One fact of the whole store per row: which server, how far its feed was read, its site profile.
fact = Table("fact", METADATA, Column("key", Text, primary_key=True), _text("value"))

# An article or a picture: its document as it stands here, and the one that both sides last had.
record = Table(
    "record",
    METADATA,
    Column("entity", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    _count("local_version"),
    _instant("changed_at"),
    _count("base_rev"),
    _text("base_etag"),
    _text("address"),
    # Not seen in the feed since the server's history began anew.
    _mark("is_unseen"),
    # Long ones last: what stands before them is read without them.
    Column("doc", LargeBinary, nullable=False),
    Column("base", LargeBinary),
)

# What the server last said and nobody has merged yet.
shadow = Table(
    "shadow",
    METADATA,
    Column("seq", Integer, primary_key=True),
    _text("entity"),
    _text("id"),
    _count("rev"),
    _text("etag"),
    _mark("is_deleted"),
    _text("author"),
    _text("op_id"),
    _text("address"),
    Column("doc", LargeBinary, nullable=False),
    # What a foreign text was made from, where that is not what this laptop last agreed on.
    Column("ground", LargeBinary),
    Index("shadow_of", "entity", "id", unique=True),
)

# The narrow row of an article that lists read. `number` rises with each change: newest first is
# the order of the rows themselves, in the list and in the search index alike.
story = Table(
    "story",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("headline"),
    _text("kicker"),
    _text("category"),
    _text("byline"),
    _text("state"),
    _instant("changed_at"),
    _count("words"),
    _count("pictures"),
    _count("missing_captions"),
    _text("lead_sha256"),
    _instant("published_at", nullable=True),
    # The search index has not read these words: they wait for a pause in the typing.
    _mark("is_unread"),
    # Of unread words: the number under which the index still has what stood there before.
    Column("stale_number", Integer),
    # Readers have it, and do not see yet all that it says.
    _mark("is_ahead"),
    _text("slugline"),
    _text("desk"),
    # Who is assigned, as `[[person, role], ...]`; empty: nobody.
    _text("assignees"),
    _instant("due_at", nullable=True),
    # It has a desk, an assignment, a due time or a brief; a stub has no copy yet.
    _mark("is_planned"),
    _mark("is_stub"),
    _mark("is_returned"),
    # Has all that a filter asks for: no row is looked up to be counted.
    Index("story_order", "number", "state", *_ASKED),
    Index("story_published", "published_at"),
    Index("story_unread", "id", sqlite_where=text("is_unread = 1")),
)

# The words of a story that search reads: as they stand, and folded letter by letter.
story_text = Table(
    "story_text",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("plain"),
    _text("folded"),
)


version = Table(
    "version",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    _instant("started_at"),
    _instant("at"),
    _text("author"),
    _text("reason"),
    _text("headline"),
    _count("words"),
    _mark("is_open"),
    # Compressed. None: the document is the article's own, as it stands.
    Column("doc", LargeBinary),
    # The longest text of a version that has begun to shrink.
    Column("peak", LargeBinary),
    _count("peak_length"),
)

placed = Table(
    "placed",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Index("placed_where", "sha256"),
)

author_of = Table(
    "author_of",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("person"),
    _text("pen_name"),
    _text("role"),
    Index("author_name", "person", "pen_name", "role"),
    Index("author_pen_name", "pen_name"),
)

assignee_of = Table(
    "assignee_of",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("person"),
    _text("role"),
    Index("assignee_name", "person", "role"),
)

tag_of = Table(
    "tag_of",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("tag", Text, primary_key=True),
    Index("tag_name", "tag"),
)

# `snapshot`: the document that a save says, once frozen. `payload`: the very bytes, once taken.
# `publish_at`: when an act is to go before readers; none: at once. `rank`: below 0 goes first.
outbox = Table(
    "outbox",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("op_id", Text, nullable=False, unique=True),
    _text("entity"),
    _text("entity_id"),
    _text("act"),
    _text("reason"),
    _text("edition"),
    _text("wire_kind"),
    _text("base"),
    _count("local_version"),
    _text("state"),
    _count("attempts"),
    _instant("queued_at"),
    _instant("next_at", nullable=True),
    _text("error"),
    Column("snapshot", LargeBinary),
    Column("payload", LargeBinary),
    _instant("publish_at", nullable=True),
    _count("rank"),
    _text("override"),
    _text("seen"),
    Index("outbox_of", "entity", "entity_id", "seq"),
    Index("outbox_order", "rank", "seq"),
    sqlite_autoincrement=True,
)

clash = Table(
    "clash",
    METADATA,
    Column("entity", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    _text("base"),
    _text("mine"),
    _text("theirs"),
    _instant("at"),
)

# A big picture on its way: where the server takes it, and how much of it the server has.
upload = Table(
    "upload",
    METADATA,
    Column("sha256", Text, primary_key=True),
    _text("place"),
    _count("sent_bytes"),
)

# The newest version of an article that a person had before their eyes here.
reading = Table(
    "reading",
    METADATA,
    Column("article_id", Text, primary_key=True),
    _count("number"),
)

# What readers were last given of an article: its `updated_at`, and a digest of all that they see.
# `asked`: the edition that waits to go before them, and its digest.
edition = Table(
    "edition",
    METADATA,
    Column("article_id", Text, primary_key=True),
    _text("stamp"),
    _text("digest"),
    _text("asked"),
    _text("asked_digest"),
    # Compressed, as the server had them when they went before readers.
    Column("doc", LargeBinary),
    Column("pictures", LargeBinary),
)

# A frame on the light table that something was written about; `sha256`: of the picture made of it.
frame = Table(
    "frame",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("path"),
    _text("sha256"),
    _instant("changed_at"),
    Column("doc", LargeBinary, nullable=False),
)

# What can be taken back in a field of an article, and of which text: see `editor.model.steps`.
step = Table(
    "step",
    METADATA,
    Column("article_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    _instant("at"),
    _text("digest"),
    _count("done"),
    Column("doc", LargeBinary, nullable=False),
)

# Which post or file of a house of another kind is which of ours: see `editor.model.binding`.
LEDGER = ledger_tables(METADATA)

# A feed that the wire desk reads, and what its server said last.
source = Table(
    "source",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    _text("name"),
    _text("title"),
    Column("is_entered", Boolean, nullable=False, server_default=text("1")),
    Column("is_on", Boolean, nullable=False, server_default=text("1")),
    Column("every_minutes", Integer, nullable=False, server_default=text("15")),
    _text("etag"),
    _text("modified"),
    _instant("answered_at", nullable=True),
    _instant("due_at", nullable=True),
    _count("failures"),
    _text("error"),
    _text("error_values"),
    sqlite_autoincrement=True,
)

# What a source sent, clean. `seen_at`: when the source last showed it. `digest`: of what it said.
dispatch = Table(
    "dispatch",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source_id", Integer, nullable=False),
    Column("key", Text, nullable=False),
    _text("digest"),
    _instant("at"),
    _instant("seen_at"),
    _mark("is_read"),
    Column("story_id", Text),
    _text("headline"),
    _text("standfirst"),
    _text("link"),
    _text("author"),
    _text("language"),
    # Long ones last: what stands before them is read without them.
    _text("body"),
    Index("dispatch_of", "source_id", "key", unique=True),
    Index("dispatch_order", "at", "id"),
    Index("dispatch_unread", "source_id", sqlite_where=text("is_read = 0")),
    Index("dispatch_used", "story_id", sqlite_where=text("story_id IS NOT NULL")),
    sqlite_autoincrement=True,
)
