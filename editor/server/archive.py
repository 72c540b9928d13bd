# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server keeps: revisions, change feed, blobs, receipts, tokens."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor import wire
from editor.cms import rules
from editor.errors import Clash, EditorError, Refused
from editor.model.operation import Doc, Entity, OpKind, Page, Remote
from editor.model.picture import Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import GOES_PUBLIC, Act
from editor.pictures.vault import Vault
from editor.server import editions, tables
from editor.server.database import Database, iso, meta, set_meta
from editor.server.leases import Leases
from editor.server.tokens import Caller, Tokens
from editor.server.uploads import Uploads

_head, _revision, _receipt = tables.head, tables.revision, tables.receipt


@dataclass(frozen=True, slots=True)
class Command:
    """A write as it came in."""

    op_id: str
    """The idempotency key."""
    request_hash: str
    """Of method, path and body: another one under the same key is refused."""
    kind: OpKind
    entity: Entity
    entity_id: str
    payload: Doc
    base: str = ""
    """The tag that it was made against; empty for CREATE."""


@dataclass(frozen=True, slots=True)
class Written:
    """It stands, since now or since an earlier try."""

    remote: Remote
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """It was made against a revision that no longer stands; nothing was written."""

    current: Remote


class Archive:
    """Everything of one newsroom, in one folder or one database. Thread: any; process: any.

    Each write is one transaction: the receipt is looked up, the rules are asked, the revision,
    the feed and the receipt are written, or nothing is.

    Args:
        folder: made when missing; holds `archive.sqlite` and the originals.
        profile: the site.
        clock: the one clock that decides about publishing; aware.
        database: the address of a PostgreSQL database; empty: `archive.sqlite` in the folder.
        media: where the originals are, a folder or `s3://bucket/prefix`; empty: in the folder.

    Raises:
        Refused: `server.too_new`, `server.no_folder`, `server.bad_database`,
            `server.no_database`, `server.bad_media`, `server.no_bucket`.
        Damaged: `server.damaged`.
    """

    def __init__(
        self,
        folder: Path,
        profile: SiteProfile,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        database: str = "",
        media: str = "",
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.clock = clock
        self._database = Database(folder, database)
        self.vault = open_media(folder, media)
        self.tokens = Tokens(self._database, clock)
        self.uploads = Uploads(self._database, folder / "uploads", self.vault, clock)
        self.leases = Leases(self._database, clock)
        self.editions = editions.Editions(self._database)
        self.server_id, self.epoch = self._database.write_in_order(_identity)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """An entity as it is now; None: never heard of it."""
        with self._database.reading() as connection:
            return _current(connection, entity, entity_id)

    def changes(self, cursor: str, *, limit: int, with_docs: bool = True) -> Page:
        """A page of the feed, oldest first, each entity once.

        Raises:
            Clash: `site.epoch_changed` for a cursor of another history than ours.
        """
        with self._database.reading() as connection:
            since = self._seq_of(connection, cursor) if cursor else 0
            query = _remotes().where(_head.c.seq > since).order_by(_head.c.seq)
            rows = connection.execute(query.limit(limit + 1)).all()
            shown = rows[:limit]
            seq = shown[-1].seq if len(rows) > limit else _last_seq(connection)
            chain = _chain(connection, seq) or ""
        return Page(
            changes=tuple(_remote(row, with_doc=with_docs) for row in shown),
            cursor=str(rules.Cursor(self.epoch, seq, chain[:8])),
            has_more=len(rows) > limit,
        )

    def write(self, command: Command, caller: Caller) -> Written | Stale:
        """Do what was asked, once.

        Raises:
            Refused: `site.key_reused`, `site.unknown_id`, `site.deleted` and what
                `editor.cms.rules` refuses. A refusal leaves no receipt: the same key may try
                again when what stood in its way is gone.
        """
        return self._database.write_in_order(
            lambda connection: self._written(connection, command, caller)
        )

    def write_all(
        self, commands: Sequence[Command], caller: Caller
    ) -> list[Written | Stale | EditorError]:
        """Do several things in one transaction, in their order; one that is refused undoes itself.

        One commit for all: many times as fast as one each.
        """

        def work(connection: Connection) -> list[Written | Stale | EditorError]:
            return [self._tried(connection, command, caller) for command in commands]

        return self._database.write_in_order(work)

    def revision(self, entity: Entity, entity_id: str, rev: int) -> Remote | None:
        """An entity as it was at one of its revisions; None: there never was one."""
        with self._database.reading() as connection:
            row = connection.execute(_at(entity.value, entity_id, rev)).one_or_none()
        return None if row is None else _remote(row)

    def newest(self) -> int:
        """The number of the newest change."""
        with self._database.reading() as connection:
            return _last_seq(connection)

    def has_picture(self, connection: Connection, sha256: Sha256) -> bool:
        """Are both the bytes of a picture and what is known of it here?"""
        known = _current(connection, Entity.PICTURE, sha256)
        return known is not None and not known.is_deleted and self.vault.has(sha256)

    def _tried(
        self, connection: Connection, command: Command, caller: Caller
    ) -> Written | Stale | EditorError:
        try:
            with connection.begin_nested():
                return self._written(connection, command, caller)
        except EditorError as error:
            return error

    def _written(self, connection: Connection, command: Command, caller: Caller) -> Written | Stale:
        known = self._receipt_of(connection, command, caller)
        if known is not None:
            return Written(known, is_replay=True)
        current = _current(connection, command.entity, command.entity_id)
        result = self._effect(connection, command, caller, current)
        if isinstance(result, Written) and not result.is_replay:
            self._note_receipt(connection, command, caller, result.remote)
        return result

    def _effect(
        self,
        connection: Connection,
        command: Command,
        caller: Caller,
        current: Remote | None,
    ) -> Written | Stale:
        entity, entity_id = command.entity, command.entity_id
        if command.kind is OpKind.CREATE:
            if current is not None and not current.is_deleted:
                return Stale(current)
            doc = rules.created(entity, entity_id, command.payload, caller.role)
            return Written(self._append(connection, command, caller, doc))
        if current is None:
            raise Refused("site.unknown_id", id=entity_id)
        if current.is_deleted:
            raise Refused("site.deleted", id=entity_id)
        if command.kind is OpKind.ACT:
            return self._act(connection, command, caller, current)
        if command.base != current.etag:
            return Stale(current)
        if command.kind is OpKind.DELETE:
            rules.check_removal(entity, current.doc, caller.role)
            return Written(self._append(connection, command, caller, {}))
        doc = rules.patched(entity, entity_id, current.doc, command.payload, caller.role)
        return Written(self._append(connection, command, caller, doc))

    def _act(
        self, connection: Connection, command: Command, caller: Caller, current: Remote
    ) -> Written | Stale:
        asked = rules.read_transition(command.payload)
        is_public = asked.act in GOES_PUBLIC
        if is_public and editions.is_out(connection, command.entity_id, asked.edition):
            return Written(current, is_replay=True)
        if command.base != current.etag:
            return Stale(current)
        now = self.clock()
        doc = rules.acted(current.doc, asked, caller.role, now)
        if is_public:
            article = wire.article_from_doc(doc)
            rules.refuse_holes(article, lambda sha256: self.has_picture(connection, sha256))
            pictures = editions.picture_docs(connection, article)
            out = editions.Issue(doc, pictures, asked, caller, now)
            doc = editions.issue(connection, out)
        if asked.act is Act.TAKE_DOWN:
            editions.withdraw(connection, command.entity_id)
        return Written(self._append(connection, command, caller, doc))

    def _append(self, connection: Connection, command: Command, caller: Caller, doc: Doc) -> Remote:
        """Write the next revision of an entity and move it to the head of the feed."""
        entity, entity_id = command.entity.value, command.entity_id
        mine = sa.and_(_head.c.entity == entity, _head.c.id == entity_id)
        before = connection.scalar(sa.select(_head.c.rev).where(mine)) or 0
        rev = before + 1
        etag = rules.etag_of(rev, doc)
        connection.execute(
            sa.insert(_revision).values(
                entity=entity,
                id=entity_id,
                rev=rev,
                etag=etag,
                doc=wire.canonical(doc).decode("utf-8"),
                is_deleted=command.kind is OpKind.DELETE,
                slug=editions.public_slug(connection, entity_id),
                author=caller.person,
                device=caller.device,
                op_id=command.op_id,
                at=iso(self.clock()),
            )
        )
        seq = _next_seq(connection, command.entity, entity_id, etag)
        place = (
            sa.update(_head).where(mine).values(rev=rev, seq=seq)
            if before
            else sa.insert(_head).values(entity=entity, id=entity_id, rev=rev, seq=seq)
        )
        connection.execute(place)
        return _revision_of(connection, entity, entity_id, rev)

    def _receipt_of(
        self, connection: Connection, command: Command, caller: Caller
    ) -> Remote | None:
        query = sa.select(_receipt).where(
            _receipt.c.actor == caller.person, _receipt.c.op_id == command.op_id
        )
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.request_hash != command.request_hash:
            raise Refused("site.key_reused")
        return _revision_of(connection, row.entity, row.id, row.rev)

    def _note_receipt(
        self, connection: Connection, command: Command, caller: Caller, remote: Remote
    ) -> None:
        connection.execute(
            sa.insert(_receipt).values(
                actor=caller.person,
                op_id=command.op_id,
                request_hash=command.request_hash,
                entity=command.entity.value,
                id=command.entity_id,
                rev=remote.rev,
                at=iso(self.clock()),
            )
        )

    def _seq_of(self, connection: Connection, cursor: str) -> int:
        known = rules.Cursor.read(cursor)
        if known is None or known.epoch != self.epoch:
            raise Clash("site.epoch_changed")
        chain = _chain(connection, known.seq)
        if chain is None or chain[:8] != known.chain8:
            raise Clash("site.epoch_changed")
        return known.seq


def open_media(folder: Path, address: str) -> Vault:
    """The vault of originals that an address names; empty: one in the archive's folder."""
    if not address.startswith("s3://"):
        return Vault(Path(address) if address else folder / "blobs")
    # The client of the bucket costs a tenth of a second: only those pay who have one.
    from editor.server.media import BucketVault  # noqa: PLC0415

    return BucketVault(folder / "media", address)


def _identity(connection: Connection) -> tuple[str, str]:
    for name, made in (("server_id", f"nr-{uuid4().hex}"), ("epoch", str(uuid4()))):
        if not meta(connection, name):
            set_meta(connection, name, made)
    return meta(connection, "server_id"), meta(connection, "epoch")


def _next_seq(connection: Connection, entity: Entity, entity_id: str, etag: str) -> int:
    """The next number of the feed, with its link of the chain."""
    last = _last_seq(connection)
    chain = rules.link(_chain(connection, last) or "", entity, entity_id, etag)
    connection.execute(sa.update(tables.counter).values(n=last + 1))
    connection.execute(sa.insert(tables.log).values(seq=last + 1, chain=chain))
    return last + 1


def _last_seq(connection: Connection) -> int:
    return connection.scalar(sa.select(tables.counter.c.n)) or 0


def _chain(connection: Connection, seq: int) -> str | None:
    if seq == 0:
        return rules.GENESIS
    return connection.scalar(sa.select(tables.log.c.chain).where(tables.log.c.seq == seq))


def _remotes() -> sa.Select[tuple[object, ...]]:
    return sa.select(_revision, _head.c.seq).join_from(
        _head,
        _revision,
        sa.and_(
            _revision.c.entity == _head.c.entity,
            _revision.c.id == _head.c.id,
            _revision.c.rev == _head.c.rev,
        ),
    )


def _current(connection: Connection, entity: Entity, entity_id: str) -> Remote | None:
    query = _remotes().where(_head.c.entity == entity.value, _head.c.id == entity_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _remote(row)


def _revision_of(connection: Connection, entity: str, entity_id: str, rev: int) -> Remote:
    return _remote(connection.execute(_at(entity, entity_id, rev)).one())


def _at(entity: str, entity_id: str, rev: int) -> sa.Select[tuple[object, ...]]:
    return sa.select(_revision).where(
        _revision.c.entity == entity, _revision.c.id == entity_id, _revision.c.rev == rev
    )


def _remote(row: Row[tuple[object, ...]], *, with_doc: bool = True) -> Remote:
    """A revision as a value; the address is the path on the public site."""
    return Remote(
        entity=Entity(row.entity),
        entity_id=row.id,
        rev=row.rev,
        etag=row.etag,
        doc=json.loads(row.doc) if with_doc else {},
        is_deleted=row.is_deleted,
        author=row.author,
        op_id=row.op_id,
        address=f"/{row.slug}.html" if row.slug else "",
    )
