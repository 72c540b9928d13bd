# SPDX-License-Identifier: GPL-3.0-or-later
"""Intake: what a house of another kind says of its posts, told from what it said before."""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from editor.cms import rules
from editor.cms.adapter import Adapter, Listing, Post
from editor.cms.ledger import Ledger
from editor.errors import Offline
from editor.model.binding import Binding, Entry, Phase
from editor.model.operation import Doc, Entity, Remote
from editor.model.workflow import State

SITE: Final = "site"
"""The fact that names the house, wherever it is asked from."""
MARKER: Final = "nr-"
_MARKED: Final = re.compile(
    f"{MARKER}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})(?:-\\d+)?"
)
"""Begins the slug of a draft of ours: its id follows."""


def marker_of(entity_id: str) -> str:
    """What a post or file is looked up by until its id is known."""
    return f"{MARKER}{entity_id[:40]}"


def hashes(fields: Mapping[str, str]) -> dict[str, str]:
    """Each field's hash, in NFC, so that two spellings of one text are one."""
    spelt = {name: unicodedata.normalize("NFC", value) for name, value in fields.items()}
    return {name: hashlib.sha256(each.encode()).hexdigest()[:16] for name, each in spelt.items()}


def next_remote(binding: Binding, doc: Doc, **more: object) -> Remote:
    """The next revision of what is bound.

    Args:
        binding: as it was.
        doc: what stands now; empty for a tombstone.
        more: other fields of the `Remote`.
    """
    rev = len(binding.tags) + 1
    made = Remote(binding.entity, binding.entity_id, rev, rules.etag_of(rev, doc), doc)
    return replace(made, **more)  # type: ignore[arg-type]  # names of Remote


def told(binding: Binding, remote: Remote, post: Post | None) -> Binding:
    """The binding after a revision, and after what the house returned along with it."""
    after = replace(binding, told=remote, sent=None, tags=(*binding.tags, remote.etag))
    return after if post is None else returned(after, post)


def said(fields: Mapping[str, str], texts: Iterable[str]) -> str:
    """What some texts of a post say, in short: another one where a word of them is another.

    Args:
        fields: of a post, each as its hash.
        texts: the names of those that count.
    """
    return " ".join(fields.get(name, "") for name in sorted(texts))


def returned(binding: Binding, post: Post) -> Binding:
    """The binding with what the house returned as what it has."""
    facts = {**binding.facts, **post.facts}
    return replace(
        binding,
        phase=Phase.BOUND,
        remote_id=post.remote_id,
        returned=hashes(post.fields),
        facts=facts,
        html=post.html,
    )


def unseen(before: Binding, after: Binding, names: Iterable[str]) -> Binding:
    """The binding after a write, where others may have changed something beside it.

    Args:
        before: as it was before the write.
        after: as the write left it.
        names: fields that were not written: what is another in them is news at the next look.
    """
    known = {name: before.returned[name] for name in names if name in before.returned}
    is_html_known = known.get("content") in (None, after.returned.get("content"))
    html = after.html if is_html_known else before.html
    return replace(after, returned={**after.returned, **known}, html=html)


class Intake:
    """Takes posts in: new ones, changed ones, and those that are gone.

    Args:
        adapter: the house.
        ledger: what is known of it.
    """

    def __init__(self, adapter: Adapter, ledger: Ledger) -> None:
        self._adapter = adapter
        self._ledger = ledger

    def take_listing(self) -> bool:
        """Take in the next listing; whether there is more of it.

        Raises:
            Offline, Refused: as `Site` says.
        """
        listing = self._adapter.listing(self._ledger.facts())
        news, quiet, originals = self._sorted(listing.posts)
        news += self._gone(listing)
        if quiet:
            self._ledger.write(Entry(tuple(quiet), news=False))
        self._ledger.write(Entry(tuple(news), facts=listing.facts, originals=originals))
        return listing.has_more

    def look(self, binding: Binding) -> Binding:
        """What is bound as the house has it now; written down where that is news."""
        after, _ = self.look_at(binding)
        return after

    def look_at(self, binding: Binding) -> tuple[Binding, Post | None]:
        """As `look`, and the post itself; None: it is gone."""
        post = self._adapter.read(binding.remote_id)
        after = self._tombstone(binding) if post is None else self._compared(post, binding)
        if after is not binding:
            is_news = after.told is not binding.told
            (after,) = self._ledger.write(Entry((after,), news=is_news))
        return after, post

    def adopt(self, post: Post, binding: Binding) -> Binding:
        """A post that was found under the marker of a story of ours is that story's."""
        return self._compared(post, replace(binding, phase=Phase.BOUND, remote_id=post.remote_id))

    def _sorted(self, posts: Sequence[Post]) -> tuple[list[Binding], list[Binding], dict[str, str]]:
        """What is news, what is only to be noted, and the HTML of stories that are new here."""
        known = self._ledger.many(Entity.ARTICLE, [each.remote_id for each in posts])
        house = self._ledger.facts().get(SITE, "")
        news, quiet, originals = [], [], {}
        for post in posts:
            binding = known.get(post.remote_id)
            if binding is None:
                made = self._new(post, house)
                if made is not None:
                    news.append(made)
                    originals[made.entity_id] = post.html
                continue
            after = self._compared(post, binding)
            if after.told is not binding.told:
                news.append(after)
            elif after is not binding:
                quiet.append(after)
        return news, quiet, originals

    def _new(self, post: Post, house: str) -> Binding | None:
        """The binding of a post that was never here; None: it is no story yet, or on its way."""
        if post.is_trashed:
            return None
        marked = _MARKED.fullmatch(post.fields.get("slug", ""))
        article_id = marked[1] if marked is not None else ""
        found = self._ledger.find(Entity.ARTICLE, article_id) if article_id else None
        if found is not None and (found.phase is Phase.CREATING or self._is_double(post, found)):
            return None
        if found is not None or not article_id:
            # Numbers begin at 1 in each house: alone they would make one story of two.
            article_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{house}/{post.remote_id}"))
        binding = Binding(Entity.ARTICLE, article_id, Phase.BOUND, remote_id=post.remote_id)
        doc = self._adapter.doc_of(post, None, article_id)
        remote = next_remote(binding, doc, author=post.author, address=post.address)
        return told(binding, remote, post)

    def _is_double(self, post: Post, found: Binding) -> bool:
        """Whether a draft is one of ours that came to be twice; if so, it goes into the trash.

        A request that was thought lost may take effect after it was looked for.
        """
        says = said(hashes(post.fields), self._adapter.texts)
        known = said(found.returned, self._adapter.texts), found.facts.get("first")
        if post.state is not State.DRAFT or says not in known:
            # Somebody wrote in it, or copied it to go on there: his words are a story of their own.
            return False
        self._adapter.trash(post.remote_id)
        return True

    def _compared(self, post: Post, binding: Binding) -> Binding:
        """The binding after a look at its post; the very same where nothing changed."""
        was = binding.told
        if post.is_trashed:
            return binding if was is not None and was.is_deleted else self._tombstone(binding)
        is_back = was is not None and was.is_deleted
        if binding.returned == hashes(post.fields) and not is_back:
            return binding
        doc = self._adapter.doc_of(post, binding, binding.entity_id)
        if was is not None and not is_back and doc == binding.there:
            return returned(binding, post)
        more = {"author": post.author, "address": post.address, "ground": binding.sent}
        return told(binding, next_remote(binding, doc, **more), post)

    def _tombstone(self, binding: Binding) -> Binding:
        remote = next_remote(binding, {}, is_deleted=True)
        return told(binding, remote, None)

    def _gone(self, listing: Listing) -> list[Binding]:
        """What a whole sweep did not show any more, asked for once more, each alone."""
        if listing.all_ids is None:
            return []
        bound = self._ledger.all_bound(Entity.ARTICLE)
        lost = [bound[each] for each in bound.keys() - listing.all_ids]
        news = []
        for article_id in sorted(lost):
            binding = self._ledger.find(Entity.ARTICLE, article_id)
            if binding is None:
                continue
            post = self._adapter.read(binding.remote_id)
            after = self._tombstone(binding) if post is None else self._compared(post, binding)
            if after.told is not binding.told:
                news.append(after)
        return news


def proven(posts: Sequence[Post], marker: str) -> tuple[Post, ...]:
    """Those of the found that bear the marker or one of its doubles, lowest id first.

    Raises:
        Offline: `line.not_our_server` for what has no id.
    """
    if not all(each.remote_id.isalnum() for each in posts):
        raise Offline("line.not_our_server")
    wanted = marker.casefold()
    mine = [each for each in posts if _is_double(each.fields.get("slug", ""), wanted)]
    return tuple(sorted(mine, key=lambda each: (len(each.remote_id), each.remote_id)))


def _is_double(slug: str, marker: str) -> bool:
    rest = slug.removesuffix("__trashed").removeprefix(marker)
    return slug.startswith(marker) and (not rest or (rest[0] == "-" and rest[1:].isdigit()))
