# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server last said: base, shadow, cursor, open clashes."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, exists, select, update

from editor import wire
from editor.model.article import ArticleId
from editor.model.look import Look
from editor.model.operation import Doc, Entity, Page, Remote, RulePacks, ServerInfo
from editor.model.rows import Clashing, OpState
from editor.model.workflow import State
from editor.store import agreement, arrivals, editions, queue, records, shadows, versions
from editor.store import clashes as questions
from editor.store.agreement import Agreement
from editor.store.database import Database
from editor.store.editions import Editions
from editor.store.glance import look_of
from editor.store.outlets import Outlets
from editor.store.records import Record
from editor.store.schema import outbox, record, shadow, story
from editor.store.transaction import Writing
from editor.text.merge import FieldClash, merge_article, merge_picture, shared


@dataclass(frozen=True, slots=True)
class Three:
    """The three versions of an entity that a merge needs."""

    base: Doc | None
    """What both sides last had; None: there never was such a one."""
    mine: Doc | None
    """As it stands here; None: it does not."""
    theirs: Remote
    local_version: int
    """Of mine; 0 when there is none."""
    is_asked: bool = False
    """Mine has a text beside it that a person was asked about and has not answered."""


class Mirror:
    """The server as this laptop last saw it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.agreement = Agreement(database)
        """What both sides have in common, to be compared."""
        self.editions = Editions(database)
        """What readers were last given."""
        self.outlets = Outlets(database)
        """How it stands at the site that the server publishes to."""

    def cursor(self) -> str:
        """How far the change feed was read; empty: not at all."""
        return self._fact("cursor")

    def server_id(self) -> str:
        """The server that was last heard of; empty: none ever."""
        return self._fact("server_id")

    def epoch(self) -> str:
        """The history of the server that was last read; empty: none ever."""
        return self._fact("epoch")

    def receive(self, page: Page, server: ServerInfo, *, keeps_removed: bool = False) -> None:
        """Keep a page of the change feed, and where the next one starts, in one transaction.

        Articles that were never here are taken as they are; all else waits to be merged. The same
        page twice is no news the second time; one without any is not even written.

        Args:
            page: as it came.
            server: who said it.
            keeps_removed: what was deleted there and stands here stays, and is sent anew.
        """
        facts = {key: getattr(server, key) for key in ("server_id", "epoch", "address")}
        facts["cursor"] = page.cursor
        if not page.changes and self._stands_at(facts):
            return
        with self._database.write("sync") as writing:
            taken = arrivals.take(writing, page.changes)
            for remote in page.changes:
                if remote.entity_id in taken:
                    continue
                if keeps_removed and remote.is_deleted:
                    _send_anew(writing, remote.entity, remote.entity_id)
                else:
                    shadows.keep(writing.connection, remote)
            agreement.set_facts(writing.connection, facts)

    def unmerged(self) -> list[tuple[Entity, str]]:
        """Entities that the server has news of and that nothing is on its way for."""
        with self._database.read() as connection:
            return [(Entity(row.entity), row.id) for row in connection.execute(_UNMERGED)]

    def three(self, entity: Entity, entity_id: str) -> Three:
        """What a merge of this entity needs.

        Where the server has gone back behind what both sides had, the base is theirs, if it ever
        stood here: what it forgot is then new here, and is sent again. If it never did, somebody
        else may have sent it since, and the base is what it shares with the last one of both.
        A newer number alone does not say that it has not: see `Agreement.doubtful`.
        """
        with self._database.read() as connection:
            found = records.load(connection, entity, entity_id)
            theirs = shadows.find(connection, entity, entity_id)
            base = None if found is None else _base(connection, found, theirs)
            is_asked = questions.is_open(connection, entity, entity_id)
        if theirs is None:
            doc = found.base if found is not None and found.base is not None else {}
            rev, etag = (found.base_rev, found.base_etag) if found is not None else (0, "")
            theirs = Remote(entity, entity_id, rev=rev, etag=etag, doc=doc)
        if found is None:
            return Three(None, None, theirs, 0)
        return Three(base, found.doc, theirs, found.local_version, is_asked)

    def fast_forward(
        self, entity: Entity, entity_id: str, *, theirs: Remote, local_version: int
    ) -> bool:
        """Take theirs as it is: mine was not changed, or theirs is gone.

        Returns:
            False when somebody typed meanwhile: look again.
        """
        with self._database.write("sync") as writing:
            found = records.load(writing.connection, entity, entity_id)
            if _version(found) != local_version:
                return False
            shadows.drop(writing.connection, entity, entity_id, up_to_rev=theirs.rev)
            if not theirs.is_deleted:
                editions.note_news(writing, found, theirs)
                now = _put(writing, found, entity, theirs.doc, "pull", theirs.author)
                _agree(writing, now, theirs)
            elif found is not None:
                queue.remove_all(writing, entity, entity_id)
                records.remove(writing, found, reason="deleted")
        return True

    def store_merge(
        self,
        entity: Entity,
        entity_id: str,
        *,
        merged: Doc,
        theirs: Remote,
        clashes: Iterable[FieldClash],
        local_version: int,
    ) -> bool:
        """Put a merge in the place of mine; mine and theirs stay in the history.

        Args:
            entity: article or picture.
            entity_id: which.
            merged: what shall stand.
            theirs: the server's version that went into it: the new base.
            clashes: what a person must decide.
            local_version: of mine that went into it.

        Returns:
            False when somebody typed meanwhile, and nothing was stored: do it again.
        """
        with self._database.write("sync") as writing:
            found = records.load(writing.connection, entity, entity_id)
            if _version(found) != local_version:
                return False
            shadows.drop(writing.connection, entity, entity_id, up_to_rev=theirs.rev)
            open_ = tuple(clashes)
            _rebase(writing, found, theirs)
            editions.note_news(writing, found, theirs)
            now = _merge(writing, found, merged, theirs)
            _agree(writing, now, theirs)
            questions.put(writing, entity, entity_id, open_)
            if open_:
                queue.hold_publication(writing, entity_id)
        return True

    def clashes(self, article_id: ArticleId | None = None) -> list[Clashing]:
        """Open questions of one article, its pictures' too; None: of all."""
        with self._database.read() as connection:
            return questions.open_questions(connection, article_id)

    def settle_clash(
        self,
        article_id: ArticleId,
        field: str,
        chosen: object,
        *,
        origin: str,
        seen: str | None = None,
    ) -> None:
        """A person has decided: this shall stand.

        Args:
            article_id: the article that the question was shown for.
            field: as the `Clashing` names it.
            chosen: the field's new value in its written form, or the text of `mine` or `theirs`
                as the `Clashing` shows it.
            origin: who asks.
            seen: of the copy, what stood when the person chose; what was written since then in
                other places stays. None: what was chosen stands as it is.

        Raises:
            Refused: `clash.gone` when there is no such question any more.
        """
        with self._database.write(origin) as writing:
            questions.settle(writing, article_id, field, chosen, seen=seen)

    def remote_address(self, article_id: ArticleId) -> str:
        """Where readers find an article; empty when they cannot."""
        asked = select(record.c.address).where(
            record.c.entity == Entity.ARTICLE.value,
            record.c.id == article_id,
            story.c.id == record.c.id,
            story.c.state == State.PUBLISHED.value,
        )
        with self._database.read() as connection:
            return str(connection.execute(asked).scalar() or "")

    def profile(self) -> Doc | None:
        """The server's site profile in its written form."""
        told = self._fact("profile")
        return wire.parse(told) if told else None

    def store_profile(self, doc: Doc) -> None:
        """Keep the server's site profile."""
        with self._database.write("sync") as writing:
            agreement.set_fact(writing.connection, "profile", wire.canonical(dict(doc)).decode())
            writing.is_site = True

    def packs(self) -> RulePacks:
        """The newsroom's rule packs, as the server last told them."""
        told = self._fact("packs")
        texts = wire.parse(told) if told else {}
        return RulePacks(self._fact("packs_tag"), {name: str(each) for name, each in texts.items()})

    def look(self) -> Look:
        """The site's look, as the server last told it."""
        told = self._fact("look")
        return look_of(wire.parse(told) if told else {})

    def given_tags(self) -> tuple[str, str]:
        """The tags of both; empty: there are no packs, the site looks as it ships."""
        return self._fact("packs_tag"), self._fact("look_tag")

    def store_given(self, given: RulePacks | Look) -> None:
        """Keep what the house gives to all its laptops."""
        if isinstance(given, Look):
            name, texts = (
                "look",
                {each: b64encode(data).decode() for each, data in given.files.items()},
            )
        else:
            name, texts = "packs", dict(given.texts)
        facts = {name: wire.canonical(texts).decode(), f"{name}_tag": given.tag}
        with self._database.write("sync") as writing:
            agreement.set_facts(writing.connection, facts)
            writing.is_site = True

    def start_over(self) -> None:
        """The server's history is not the one that was read: read it from the start.

        Nothing is removed here; what was on its way is made anew.
        """
        with self._database.write("sync") as writing:
            agreement.set_fact(writing.connection, "cursor", "")
            writing.connection.execute(delete(shadow))
            acked = update(record).where(record.c.base_rev > 0).values(is_unseen=True)
            writing.connection.execute(acked)
            queue.call_back(writing)

    def forgotten(self) -> list[tuple[Entity, str]]:
        """After a new history was read: what the server once had and does not know any more."""
        with self._database.read() as connection:
            return [(Entity(row.entity), row.id) for row in connection.execute(_FORGOTTEN)]

    def forget(self, entity: Entity, entity_id: str) -> None:
        """The server does not have it: it is sent as a new one."""
        with self._database.write("sync") as writing:
            _send_anew(writing, entity, entity_id)

    def _stands_at(self, facts: Mapping[str, str]) -> bool:
        with self._database.read() as connection:
            return agreement.feed_facts(connection) == facts

    def _fact(self, key: str) -> str:
        with self._database.read() as connection:
            return agreement.fact_of(connection, key)


def _send_anew(writing: Writing, entity: Entity, entity_id: str) -> None:
    """The server does not have it any more: it goes there as a new one."""
    found = records.load(writing.connection, entity, entity_id)
    if found is not None:
        records.set_base(writing, found, None, rev=0, etag="")
        queue.mark(writing, entity, entity_id)


def _version(found: Record | None) -> int:
    return 0 if found is None else found.local_version


def _put(
    writing: Writing, found: Record | None, entity: Entity, doc: Doc, reason: str, by: str
) -> Record:
    if found is not None and found.doc == doc:
        return found
    return records.put(writing, found, entity, doc, reason=reason, by=by)


def _merge(writing: Writing, found: Record | None, merged: Doc, theirs: Remote) -> Record:
    """Theirs goes into the history on its own when what stands after the merge is another."""
    is_followed = theirs.is_deleted or merged == theirs.doc
    is_article = theirs.entity is Entity.ARTICLE
    if is_article and not is_followed and found is not None:
        versions.keep(writing, theirs.entity_id, theirs.doc, reason="pull", by=theirs.author)
    is_theirs = merged == theirs.doc
    reason, by = ("pull", theirs.author) if is_theirs else ("merge", "")
    return _put(writing, found, theirs.entity, merged, reason, by)


def _agree(writing: Writing, now: Record, theirs: Remote) -> None:
    """Theirs is what both sides have; the rest of mine, if there is any, waits to be sent."""
    base = None if theirs.is_deleted else theirs.doc
    rev, etag = (0, "") if theirs.is_deleted else (theirs.rev, theirs.etag)
    records.set_base(writing, now, base, rev=rev, etag=etag, address=theirs.address)
    if base is None or records.unsent(now.entity, now.doc, base):
        queue.mark(writing, now.entity, now.id)
    else:
        queue.unmark(writing, now.entity, now.id)


def _base(connection: Connection, found: Record, theirs: Remote | None) -> Doc | None:
    """The base of a merge: see `Mirror.three`."""
    if theirs is not None and theirs.ground is not None:
        return theirs.ground
    if theirs is None or found.base is None or not found.is_unseen:
        return found.base
    if theirs.is_deleted:
        # Who deleted it did not know what the server had forgotten: that is an edit, and wins.
        return None
    stood = (found.base, found.doc, *versions.kept(connection, found.id))
    is_ours = any(not records.unsent(found.entity, theirs.doc, each) for each in stood)
    return theirs.doc if is_ours else shared(found.base, theirs.doc)


def _rebase(writing: Writing, found: Record | None, theirs: Remote) -> None:
    """A save that is frozen for an act takes theirs in as well, else it would undo it."""
    if found is None or theirs.is_deleted:
        return
    base = _base(writing.connection, found, theirs)
    for row in queue.frozen(writing.connection, found.entity, found.id):
        said = wire.parse(row.snapshot)
        merge = merge_article if found.entity is Entity.ARTICLE else merge_picture
        doc = merge(shared(said, theirs.doc) if base is None else base, said, theirs.doc).doc
        queue.change(writing.connection, row.seq, {"snapshot": wire.canonical(doc)})


# Made once: to put a statement together costs more than to run it.
_IS_AWAY: Final = exists().where(
    outbox.c.entity == shadow.c.entity,
    outbox.c.entity_id == shadow.c.id,
    (outbox.c.state == OpState.INFLIGHT.value) | (outbox.c.state == OpState.UNKNOWN.value),
)
_UNMERGED: Final = select(shadow.c.entity, shadow.c.id).where(~_IS_AWAY).order_by(shadow.c.seq)
_FORGOTTEN: Final = select(record.c.entity, record.c.id).where(record.c.is_unseen)
