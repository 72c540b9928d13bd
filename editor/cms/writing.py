# SPDX-License-Identifier: GPL-3.0-or-later
"""Writer: one operation at a house of another kind: read, compare, write, compare again."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import Final, NamedTuple

from editor import wire
from editor.cms import rules, transitions
from editor.cms.adapter import Adapter, Payload, Post, Stand
from editor.cms.intake import Intake, hashes, marker_of, next_remote, returned, said, told, unseen
from editor.cms.ledger import Ledger
from editor.cms.mapped import MARK, mark_of, remapped
from editor.errors import Clash, Refused
from editor.model.binding import Binding, Entry, Phase
from editor.model.operation import Doc, Entity, Operation, OpKind, Remote
from editor.model.picture import Picture, Sha256
from editor.model.workflow import GOES_PUBLIC, Act, Role, State

OUT: Final = frozenset({State.PUBLISHED.value})
"""Where what is written goes before readers at once."""


class Who(NamedTuple):
    """Who asks."""

    role: Role
    person: str


class Stale(Exception):  # a branch, told at once to the caller
    """Somebody else wrote first; `current` is what stands."""

    def __init__(self, current: Remote | None) -> None:
        super().__init__("stale")
        self.current = current


class Gone(Exception):  # as above
    """It is not there any more."""


class Writer:
    """Does what an operation asks for. What it returns is to be written into the ledger.

    Args:
        adapter: the house.
        ledger: where the intent is written down before a request that makes something.
        intake: compares what stands with what stood.
    """

    def __init__(self, adapter: Adapter, ledger: Ledger, intake: Intake) -> None:
        self._adapter = adapter
        self._ledger = ledger
        self._intake = intake

    def effect(self, operation: Operation, binding: Binding | None, who: Who) -> Binding:
        """Do it.

        Raises:
            Stale: somebody else wrote first.
            Gone: it is not there any more.
            Refused: `site.` with what is wrong: it had no effect.
            Offline: nobody knows whether it had.
        """
        if operation.entity is Entity.PICTURE:
            return self._picture(operation, binding, who)
        if operation.kind is OpKind.CREATE:
            return self._create(operation, binding, who)
        if binding is None or binding.told is None:
            raise Refused("site.unknown_id", id=operation.entity_id)
        if operation.kind is OpKind.ACT:
            asked = transitions.read_transition(wire.parse(operation.payload))
            return self._asked(operation, binding, asked, who)
        if operation.base != binding.told.etag:
            raise Stale(binding.told)
        if operation.kind is OpKind.DELETE:
            return self._delete(operation, binding, who)
        return self._patch(operation, binding, who)

    def _asked(
        self, operation: Operation, binding: Binding, asked: transitions.Transition, who: Who
    ) -> Binding:
        if _is_done(binding, asked):
            return binding
        if asked.act is Act.TAKE_DOWN:
            # It wins over whatever stands there, seen or not.
            return self._act(operation, self._intake.look(binding), asked, who)
        if binding.told is None or operation.base != binding.told.etag:
            raise Stale(binding.told)
        return self._act(operation, binding, asked, who)

    def _create(self, operation: Operation, known: Binding | None, who: Who) -> Binding:
        is_alive = known is not None and known.told is not None and not known.told.is_deleted
        if known is not None and is_alive:
            raise Stale(known.told)
        payload = wire.parse(operation.payload)
        doc = rules.created(Entity.ARTICLE, operation.entity_id, payload, who.role)
        doc = {**doc, "state": State.DRAFT.value}
        stand = self._stand(doc, None)
        sent = self._adapter.payload(stand)
        self._refuse_loss(str(sent.get("content", "")))
        intent = _intent(operation, known)
        is_unclear = known is not None and known.phase is Phase.CREATING
        found = self._found(intent.marker) if is_unclear else ()
        if not is_unclear:
            self._ledger.write(Entry((intent,), news=False))
        post = found[0] if found else self._adapter.create(intent.marker, sent)
        if post.fields.get("slug", intent.marker) != intent.marker:
            # Another with our marker was there first: a request of ours that was thought lost.
            found = self._found(intent.marker)
            post = found[0] if found else post
        self._thin_out(post, found)
        if not self._adapter.is_kept(sent, post) and found:
            # It was changed there before we knew of it: a merge has to come first.
            (kept,) = self._ledger.write(Entry((self._intake.adopt(post, intent),)))
            raise Stale(kept.told)
        remote = next_remote(intent, doc, author=post.author, op_id=operation.op_id)
        after = told(intent, remote, post)
        # What a double of it would say.
        first = said(after.returned, self._adapter.texts)
        mark = mark_of(self._ledger, stand)
        return replace(after, facts={**after.facts, "first": first, MARK: mark})

    def _found(self, marker: str) -> tuple[Post, ...]:
        return tuple(each for each in self._adapter.look_up(marker) if not each.is_trashed)

    def _thin_out(self, kept: Post, found: tuple[Post, ...]) -> None:
        """Doubles of one draft go into the trash; what was changed or published there stays."""
        for each in found:
            is_same = each.state is State.DRAFT and each.html == kept.html
            if each.remote_id != kept.remote_id and is_same:
                self._adapter.trash(each.remote_id)

    def _fresh(self, binding: Binding) -> tuple[Binding, Post]:
        """The post just before a write; what changed meanwhile is told, and nothing is written."""
        after, post = self._intake.look_at(binding)
        if post is None or post.is_trashed:
            raise Gone
        if after.told is not binding.told:
            raise Stale(after.told)
        return after, post

    def _patch(self, operation: Operation, binding: Binding, who: Who) -> Binding:
        stood = _doc(binding)
        changed = wire.parse(operation.payload)
        doc = rules.patched(Entity.ARTICLE, operation.entity_id, stood, changed, who.role)
        if stood.get("state") in OUT:
            # It waits here until it is to go before readers; what changed there is told at once.
            binding, _ = self._fresh(binding)
            remote = _after(binding, doc, operation)
            return replace(told(binding, remote, None), sent=binding.there)
        payload = self._changed(binding, doc)
        return self._written(operation, binding, doc, payload)

    def _act(
        self, operation: Operation, binding: Binding, asked: transitions.Transition, who: Who
    ) -> Binding:
        now = self._adapter.now()
        doc = transitions.acted(_doc(binding), asked, who.role, now, by=who.person)
        state = State(str(doc["state"]))
        stand = self._stand(doc, binding)
        if asked.act in GOES_PUBLIC:
            transitions.refuse_holes(stand.article, lambda sha256: sha256 in stand.pictures)
            docs = {
                Sha256(key): wire.picture_to_doc(each) for key, (each, _) in stand.pictures.items()
            }
            transitions.refuse_barred(stand.article, docs, asked, now)
        is_shown = asked.act in GOES_PUBLIC or state.value not in OUT
        payload = self._changed(binding, doc) if is_shown and state is not State.TAKEN_DOWN else {}
        payload.update(self._adapter.transition(stand, state, asked.at))
        mark = mark_of(self._ledger, stand)
        if asked.act in GOES_PUBLIC and binding.facts.get(MARK, "") != mark:
            payload = {**remapped(self._adapter, binding.remote_id, stand), **payload}
        after = self._written(operation, binding, doc, payload, wanted=state)
        return replace(after, facts={**after.facts, "edition": asked.edition, MARK: mark})

    def _written(
        self,
        operation: Operation,
        binding: Binding,
        doc: Doc,
        payload: Payload,
        *,
        wanted: State | None = None,
    ) -> Binding:
        """The post after a write that was looked at before and after."""
        before = self._adapter.read(binding.remote_id)
        if before is None or before.is_trashed:
            binding, before = self._fresh(binding)
        is_repeat = binding.facts.get("doing") == operation.op_id
        if is_repeat and self._adapter.is_kept(payload, before):
            # It had taken effect, and only the answer was lost.
            return self._settled(operation, binding, doc, before, wanted, payload)
        if binding.returned != hashes(before.fields):
            binding, before = self._fresh(binding)
        if not payload or self._adapter.is_kept(payload, before):
            return self._settled(operation, binding, doc, before, wanted, payload)
        self._refuse_loss(f"{before.html}{payload.get('content', '')}")
        doing = replace(binding, facts={**binding.facts, "doing": operation.op_id})
        self._ledger.write(Entry((doing,), news=False))
        post = self._updated(doing, before, payload)
        self._check_race(binding, before, post, doc, payload)
        self._check_kept(doing, payload, post, wanted)
        return self._settled(operation, binding, doc, post, wanted, payload)

    def _updated(self, binding: Binding, before: Post, payload: Payload) -> Post:
        """The post after a write; what was in the way may be our own, or no news to us."""
        try:
            return self._adapter.update(before, payload)
        except Clash:
            found = self._adapter.read(binding.remote_id)
            if found is not None and self._adapter.is_kept(payload, found):
                rest = found.fields.keys() - payload.keys()
                if all(found.fields[each] == before.fields.get(each) for each in rest):
                    return found
            return self._adapter.update(self._fresh(binding)[1], payload)

    def _refuse_loss(self, html: str) -> None:
        """A filter reads the whole post anew at each write, whoever wrote it: say so, and stop."""
        if lost := self._adapter.lost(html):
            raise Refused("site.would_strip", what=", ".join(lost))

    def _check_race(
        self, binding: Binding, before: Post, post: Post, doc: Doc, payload: Payload
    ) -> None:
        """Whether somebody else wrote between our look and our write; his text is not lost.

        Raises:
            Stale: with his text as what stands; ours is what the house has.
        """
        is_text = not payload.keys().isdisjoint(self._adapter.texts)
        others = post.versions - before.versions - is_text
        # A house that keeps few lets go of the oldest: then their number says nothing.
        is_full = is_text and before.versions == post.versions > 0
        is_kept = self._adapter.is_kept(
            {k: payload[k] for k in payload if k in self._adapter.texts}, post
        )
        if others <= 0 and not is_full and (is_kept or before.versions < post.versions):
            return
        if not is_kept:
            after = self._intake.adopt(post, binding)
        else:
            newest = self._adapter.foreign(post, post.versions if is_full else others + 1)
            texts = takewhile(lambda each: not is_full or each != before.html, newest)
            lost = [each for each in texts if each not in {post.html, before.html}]
            if not lost:
                return
            theirs = self._adapter.doc_of(replace(before, html=lost[0]), binding, binding.entity_id)
            remote = next_remote(binding, theirs, ground=binding.there)
            after = replace(told(binding, remote, post), sent=doc)
        (kept,) = self._ledger.write(Entry((after,)))
        raise Stale(kept.told)

    def _check_kept(
        self, binding: Binding, payload: Payload, post: Post, wanted: State | None
    ) -> None:
        """Some wrong inputs are ignored without a word: what was asked for is looked at."""
        rest = {name: each for name, each in payload.items() if name not in self._adapter.texts}
        lost = next((n for n, e in rest.items() if not self._adapter.is_kept({n: e}, post)), "")
        if wanted is not None and not _has_come(post.state, wanted):
            lost = "state"
        if lost:
            kept = unseen(binding, returned(binding, post), self._adapter.texts - payload.keys())
            self._ledger.write(Entry((kept,), news=False))
            raise Refused("site.not_kept", field=lost)

    def _settled(
        self,
        operation: Operation,
        binding: Binding,
        doc: Doc,
        post: Post,
        wanted: State | None,
        payload: Payload,
    ) -> Binding:
        doc = dict(doc)
        if wanted is State.SCHEDULED and post.state is State.PUBLISHED:
            # A time less than a minute ahead is now.
            doc["state"] = post.state.value
        if wanted is not None and post.state is State.PUBLISHED:
            at = post.at or self._adapter.now()
            doc["published_at"] = doc.get("published_at") or _iso(at)
            doc["url_slug"] = post.fields.get("slug", "") or doc.get("url_slug", "")
        remote = _after(binding, doc, operation)
        remote = replace(remote, author=post.author, address=post.address)
        is_held = wanted is not None and binding.sent is not None and wanted not in _SHOWN
        after = unseen(binding, told(binding, remote, post), self._adapter.texts - payload.keys())
        return replace(after, sent={**binding.there, "state": doc["state"]}) if is_held else after

    def _delete(self, operation: Operation, binding: Binding, who: Who) -> Binding:
        binding, _ = self._fresh(binding)
        rules.check_removal(Entity.ARTICLE, _doc(binding), who.role)
        self._adapter.trash(binding.remote_id)
        remote = next_remote(binding, {}, is_deleted=True, op_id=operation.op_id)
        return told(binding, remote, None)

    def _changed(self, binding: Binding, doc: Doc) -> dict[str, object]:
        """What of an article is sent: the fields that the house would have otherwise."""
        now = self._adapter.payload(self._stand(doc, binding))
        stood = self._adapter.payload(self._stand(binding.there, binding))
        return {name: each for name, each in now.items() if each != stood.get(name)}

    def _stand(self, doc: Doc, binding: Binding | None) -> Stand:
        article = wire.article_from_doc(doc)
        found = {each.sha256: self._picture_of(each.sha256) for each in article.placements}
        pictures = {key: each for key, each in found.items() if each is not None}
        return Stand(article, pictures, binding)

    def _picture_of(self, sha256: Sha256) -> tuple[Picture, Binding] | None:
        found = self._ledger.find(Entity.PICTURE, sha256)
        if found is None or found.told is None or not found.remote_id or found.told.is_deleted:
            return None
        return wire.picture_from_doc(found.told.doc), found

    def _picture(self, operation: Operation, known: Binding | None, who: Who) -> Binding:
        """A picture's file and words; the file goes once, and again only when it shows another."""
        if operation.kind is OpKind.DELETE:
            return self._picture_gone(operation, known, who)
        payload, entity_id = wire.parse(operation.payload), operation.entity_id
        is_alive = known is not None and known.told is not None and not known.told.is_deleted
        if operation.kind is OpKind.CREATE:
            if known is not None and is_alive:
                raise Stale(known.told)
            doc = rules.created(Entity.PICTURE, entity_id, payload, who.role)
        else:
            if known is None or known.told is None:
                raise Refused("site.unknown_id", id=entity_id)
            if operation.base != known.told.etag:
                raise Stale(known.told)
            doc = rules.patched(Entity.PICTURE, entity_id, known.told.doc, payload, who.role)
        return self._picture_sent(operation, known, doc)

    def _picture_sent(self, operation: Operation, known: Binding | None, doc: Doc) -> Binding:
        intent, picture = _intent(operation, known), wire.picture_from_doc(doc)
        is_unclear = known is not None and known.phase is Phase.CREATING
        found = self._adapter.find_picture(picture, intent.marker) if is_unclear else ()
        if known is not None and known.phase is Phase.BOUND:
            intent = replace(known, phase=Phase.BOUND)
        elif found:
            intent = replace(intent, remote_id=found[0].remote_id, facts=found[0].fields)
        elif not is_unclear:
            self._ledger.write(Entry((intent,), news=False))
        post = self._adapter.put_picture(
            picture, intent.marker, intent if intent.remote_id else None
        )
        remote = next_remote(intent, doc, op_id=operation.op_id, author=post.author)
        facts = {**intent.facts, **post.fields}
        return replace(told(intent, remote, post), facts=facts, html="")

    def _picture_gone(self, operation: Operation, known: Binding | None, who: Who) -> Binding:
        if known is None or known.told is None:
            raise Refused("site.unknown_id", id=operation.entity_id)
        if operation.base != known.told.etag:
            raise Stale(known.told)
        rules.check_removal(Entity.PICTURE, known.told.doc, who.role)
        # The file stays: stories that are out may show it.
        remote = next_remote(known, {}, is_deleted=True, op_id=operation.op_id)
        return told(known, remote, None)


_SHOWN: Final = frozenset({State.PUBLISHED, State.SCHEDULED})


def _intent(operation: Operation, known: Binding | None) -> Binding:
    return Binding(
        operation.entity,
        operation.entity_id,
        Phase.CREATING,
        marker=marker_of(operation.entity_id),
        tags=known.tags if known is not None else (),
    )


def _is_done(binding: Binding, asked: transitions.Transition) -> bool:
    """Whether an edition of that name went before readers already."""
    is_named = asked.act in GOES_PUBLIC and asked.edition != ""
    return is_named and binding.facts.get("edition") == asked.edition


def _has_come(state: State, wanted: State) -> bool:
    """Whether a post stands where it was to come, as far as the house knows the difference."""
    if wanted is State.SCHEDULED:
        return state in _SHOWN
    return (state is State.PUBLISHED) == (wanted is State.PUBLISHED)


def _doc(binding: Binding) -> Doc:
    return {} if binding.told is None else binding.told.doc


def _after(binding: Binding, doc: Doc, operation: Operation) -> Remote:
    was = binding.told
    address = was.address if was is not None else ""
    return next_remote(binding, doc, op_id=operation.op_id, address=address)


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
