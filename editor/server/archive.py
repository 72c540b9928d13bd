# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server keeps: revisions, change feed, blobs, receipts, tokens."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor import wire
from editor.cms import rules, transitions
from editor.errors import Clash, EditorError, Refused
from editor.model.operation import Doc, Entity, OpKind, Remote
from editor.model.picture import Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import GOES_PUBLIC, Act, State
from editor.pictures.vault import Vault
from editor.server import (
    acting,
    audit,
    clashes,
    deliveries,
    directory,
    editions,
    feed,
    heads,
    looks,
    packs,
    schedule,
    tables,
)
from editor.server.database import Database, iso, meta, set_meta
from editor.server.leases import Leases
from editor.server.tokens import Caller, Tokens
from editor.server.uploads import Uploads

_receipt = tables.receipt
_RECEIPT: Final = sa.select(_receipt).where(
    _receipt.c.actor == sa.bindparam("by"), _receipt.c.op_id == sa.bindparam("key")
)
_NOTE: Final = sa.insert(_receipt)


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
        self.database = Database(folder, database)
        self.vault = open_media(folder, media)
        self.tokens = Tokens(self.database, clock)
        self.uploads = Uploads(self.database, folder / "uploads", self.vault, clock)
        self.leases = Leases(self.database, clock)
        self.clashes = clashes.Clashes(self.database, clock)
        directory.keep_up(self.database)
        self.editions = editions.Editions(self.database)
        self.server_id, self.epoch = self.database.write_in_order(_identity)

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """An entity as it is now; None: never heard of it."""
        with self.database.reading() as connection:
            return heads.current_of(connection, entity, entity_id)

    def changes(self, cursor: str, *, limit: int, with_docs: bool = True) -> feed.Sheet:
        """A page of the feed, oldest first, each entity once.

        Raises:
            Clash: `site.epoch_changed` for a cursor of another history than ours.
            Refused: `site.cursor_expired` for one from before what was pruned.
        """
        with self.database.reading() as connection:
            since = self._seq_of(connection, cursor) if cursor else 0
            rows, has_more = feed.page(connection, since, limit, with_docs=with_docs)
            seq = rows[-1].seq if has_more else heads.last_seq(connection)
            now = rules.Cursor(self.epoch, seq, (heads.chain_at(connection, seq) or "")[:8])
            tags = [each.tag_of(connection) for each in (packs, looks, deliveries)]
        return feed.Sheet(rows, str(now), has_more, with_docs, *tags)

    def write(self, command: Command, caller: Caller) -> Written | Stale:
        """Do what was asked, once.

        Raises:
            Refused: `site.key_reused`, `site.unknown_id`, `site.deleted` and what
                `editor.cms.rules` refuses. A refusal leaves no receipt: the same key may try
                again when what stood in its way is gone.
        """
        outcome = self.database.write_together(
            lambda connection: self._tried(connection, command, caller)
        )
        if isinstance(outcome, EditorError):
            raise outcome
        return outcome

    def write_all(
        self, commands: Sequence[Command], caller: Caller
    ) -> list[Written | Stale | EditorError]:
        """Do several things in one transaction, in their order; one that is refused undoes itself.

        One commit for all: many times as fast as one each.
        """

        def work(connection: Connection) -> list[Written | Stale | EditorError]:
            return [self._tried(connection, command, caller) for command in commands]

        return self.database.write_in_order(work)

    def revision(self, entity: Entity, entity_id: str, rev: int) -> Remote | None:
        """An entity as it was at one of its revisions; None: there never was one."""
        with self.database.reading() as connection:
            row = connection.execute(heads.at_rev(entity.value, entity_id, rev)).one_or_none()
        return None if row is None else heads.remote_of(row)

    def newest(self) -> int:
        """The number of the newest change."""
        with self.database.reading() as connection:
            return heads.last_seq(connection)

    def counts(self) -> dict[str, int]:
        """How many there are of what the archive keeps, for those who watch it."""
        counted = {
            "revisions": tables.revision,
            "entities": tables.head,
            "editions": tables.edition,
            "scheduled": tables.due,
            "uploads": tables.upload,
            "purges": tables.purge,
        }
        with self.database.reading() as connection:
            found = {
                name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for name, table in counted.items()
            }
            return {**found, "feed_seq": heads.last_seq(connection)}

    def has_picture(self, connection: Connection, sha256: Sha256) -> bool:
        """Are both the bytes of a picture and what is known of it here?"""
        known = heads.current_of(connection, Entity.PICTURE, sha256)
        return known is not None and not known.is_deleted and self.vault.has(sha256)

    def _tried(
        self, connection: Connection, command: Command, caller: Caller
    ) -> Written | Stale | EditorError:
        # Only an act has written something by the time that it is refused.
        undo = connection.begin_nested() if _acts(command) else contextlib.nullcontext()
        try:
            with undo:
                return self._written(connection, command, caller)
        except EditorError as error:
            return error

    def _written(self, connection: Connection, command: Command, caller: Caller) -> Written | Stale:
        known = self._receipt_of(connection, command, caller)
        if known is not None:
            return Written(known, is_replay=True)
        current = heads.current_of(connection, command.entity, command.entity_id)
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
            return Written(self._append(connection, command, caller, current, doc))
        if current is None:
            raise Refused("site.unknown_id", id=entity_id)
        if current.is_deleted:
            raise Refused("site.deleted", id=entity_id, rev=current.rev)
        if command.kind is OpKind.ACT:
            return self._act(connection, command, caller, current)
        if command.base != current.etag:
            return Stale(current)
        if command.kind is OpKind.DELETE:
            rules.check_removal(entity, current.doc, caller.role)
            who = (caller.person, caller.device)
            audit.note(connection, self.clock(), who, "delete", f"{entity.value}/{entity_id}")
            return Written(self._append(connection, command, caller, current, {}))
        before = self._before(current, caller)
        changed = acting.changed(connection, before, entity, entity_id, command.payload)
        return Written(self._append(connection, command, caller, current, changed))

    def _before(self, current: Remote, caller: Caller) -> acting.Before:
        return acting.Before(current.doc, caller, self.clock(), self.profile.ladder)

    def _act(
        self, connection: Connection, command: Command, caller: Caller, current: Remote
    ) -> Written | Stale:
        asked = transitions.read_transition(command.payload)
        is_public = asked.act in GOES_PUBLIC
        if is_public and editions.is_out(connection, command.entity_id, asked.edition):
            return Written(current, is_replay=True)
        # Readers lose it whatever was written meanwhile.
        if command.base != current.etag and asked.act is not Act.TAKE_DOWN:
            return Stale(current)
        if is_public:
            clashes.refuse_open(connection, command.entity_id, self.clock())
        doc = acting.done(connection, self._before(current, caller), asked, self.has_picture)
        return Written(self._append(connection, command, caller, current, doc))

    def publish_due(self) -> bool:
        """Put the stories whose time came first before readers, a few in one transaction.

        Returns:
            Whether there may be more; False: none is due now.
        """
        # Asked whenever anything was written: looking takes no lock and writes nothing.
        with self.database.reading() as connection:
            if schedule.next_due(connection, self.clock()) is None:
                return False
        return self.database.write_in_order(self._publish_some)

    def next_due_at(self) -> datetime | None:
        """When the next story is to go public; None: none waits."""
        with self.database.reading() as connection:
            return schedule.first_at(connection)

    def _publish_some(self, connection: Connection) -> bool:
        done = 0
        while done < schedule.AT_ONCE and self._publish_due(connection):
            done += 1
        return done > 0

    def _publish_due(self, connection: Connection) -> bool:
        now = self.clock()
        row = schedule.next_due(connection, now)
        if row is None:
            return False
        current = heads.current_of(connection, Entity.ARTICLE, row.article_id)
        if current is None or current.doc.get("state") != State.SCHEDULED:
            schedule.forget(connection, row.article_id)
            return True
        payload = schedule.asked_of(row, current.doc)
        key = f"due-{row.article_id}-{current.rev}"
        about = (OpKind.ACT, Entity.ARTICLE, row.article_id)
        command = Command(key, wire.digest(payload), *about, payload, current.etag)
        try:
            outcome = self._tried(connection, command, schedule.planner(row))
        except Exception as error:  # noqa: BLE001  # logged there; the others do not wait for it
            outcome = schedule.unexpected(error, row.article_id)
        if isinstance(outcome, EditorError):
            schedule.postpone(connection, row.article_id, schedule.next_try(outcome, now))
        return True

    def _append(
        self,
        connection: Connection,
        command: Command,
        caller: Caller,
        after: Remote | None,
        doc: Doc,
    ) -> Remote:
        # Only an act changes what readers find, and each is a revision.
        slug = editions.public_slug(connection, command.entity_id) if _acts(command) else None
        address = (after.address if after else "") if slug is None else heads.address_of(slug)
        made = Remote(
            entity=command.entity,
            entity_id=command.entity_id,
            rev=0,
            etag="",
            doc=doc,
            is_deleted=command.kind is OpKind.DELETE,
            author=caller.person,
            op_id=command.op_id,
            address=address,
        )
        at = iso(self.clock())
        return heads.append(connection, after, made, device=caller.device, at=at)

    def _receipt_of(
        self, connection: Connection, command: Command, caller: Caller
    ) -> Remote | None:
        asked = {"by": caller.person, "key": command.op_id}
        row = connection.execute(_RECEIPT, asked).one_or_none()
        if row is None:
            return None
        if row.request_hash != command.request_hash:
            raise Refused("site.key_reused")
        return heads.revision_of(connection, row.entity, row.id, row.rev)

    def _note_receipt(
        self, connection: Connection, command: Command, caller: Caller, remote: Remote
    ) -> None:
        row = {
            "actor": caller.person,
            "op_id": command.op_id,
            "request_hash": command.request_hash,
            "entity": command.entity.value,
            "id": command.entity_id,
            "rev": remote.rev,
            "at": iso(self.clock()),
        }
        connection.execute(_NOTE, row)

    def _seq_of(self, connection: Connection, cursor: str) -> int:
        known = rules.Cursor.read(cursor)
        if known is None or known.epoch != self.epoch:
            raise Clash("site.epoch_changed")
        chain = heads.chain_at(connection, known.seq)
        if chain is None and heads.is_pruned(connection, known.seq):
            raise Refused("site.cursor_expired")
        if chain is None or chain[:8] != known.chain8:
            raise Clash("site.epoch_changed")
        return known.seq


def _acts(command: Command) -> bool:
    return command.kind is OpKind.ACT


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
