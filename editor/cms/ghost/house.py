# SPDX-License-Identifier: GPL-3.0-or-later
"""Ghost: the adapter of a house that runs Ghost, over its Admin API."""

import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx

from editor.cms.adapter import FileOf, FilesOf, Listing, Payload, Post, Stand
from editor.cms.foreign import Answer
from editor.cms.ghost import cards, posts
from editor.cms.ghost.documents import Documents
from editor.cms.ghost.keys import Key
from editor.cms.ghost.line import Line
from editor.cms.ghost.listing import next_listing
from editor.cms.ghost.media import Media
from editor.cms.ghost.people import People
from editor.cms.ghost.terms import Tags
from editor.cms.intake import proven
from editor.cms.spelling import instant, is_near, nfc
from editor.errors import Clash, EditorError, Offline, Refused
from editor.model.binding import Binding
from editor.model.capabilities import Capabilities, Check
from editor.model.mapping import UNMAPPED, MappingOf
from editor.model.operation import Doc, ServerInfo
from editor.model.picture import Picture
from editor.model.profile import SiteProfile
from editor.model.workflow import Act, State
from editor.profiles import profile_to_doc
from editor.text.vietnamese import slug

_TEXTS: Final = frozenset({"title", "content", "excerpt"})
_WAS_OUT: Final = (State.PUBLISHED.value, State.TAKEN_DOWN.value)
_GRAIN: Final = timedelta(seconds=1)
"""Of the times by which the house sees that somebody else wrote."""
_WRITTEN: Final = f"source=html&{posts.LISTED}"
_ACTS: Final = frozenset(Act) - {
    Act.SUBMIT,
    Act.START_EDITING,
    Act.RETURN,
    Act.PASS_ON,
    Act.APPROVE,
}
"""Those that change a status there; the steps between writer and editor it does not know."""


class Ghost:
    """An `Adapter`: see `editor.cms.adapter`.

    Args:
        address: of the site, or of its admin where that has a host of its own.
        login: an Admin API key or a staff access token.
        files_of: which file of the house a picture is.
        file_of: makes the file of a picture that readers get.
        mapping: what of ours is what there.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`, `line.not_a_key`.
    """

    def __init__(
        self,
        address: str,
        login: str,
        *,
        files_of: FilesOf,
        file_of: FileOf,
        mapping: MappingOf = lambda: UNMAPPED,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.pause: Callable[[float], None] = time.sleep
        """Waits for some seconds."""
        self._looked = ("", datetime.min.replace(tzinfo=UTC))
        self._line = Line(address, Key.read(login), transport)
        self._tags, self._people = Tags(self._line, mapping), People(mapping)
        self._media = Media(self._line, file_of)
        self._documents = Documents(self._tags, self._people, files_of, mapping)
        self._site: ServerInfo | None = None
        self._is_staff = True

    def __repr__(self) -> str:
        """The address; never the key."""
        return f"Ghost({self._line.address!r})"

    @property
    def texts(self) -> frozenset[str]:
        """See `Adapter`."""
        return _TEXTS

    def now(self) -> datetime:
        """See `Adapter`."""
        return self._line.now()

    def capabilities(self) -> Capabilities:
        """See `Adapter`."""
        return Capabilities(
            house="Ghost",
            conditional_write=Check.SECONDS,
            resumes_uploads=False,
            keeps_originals=False,
            waits_for_news=False,
            has_sums=True,
            has_leases=False,
            hears_clashes=False,
            has_rule_packs=False,
            reckons_royalties=False,
            keeps_desk_fields=False,
            makes_our_pages=False,
            acts=_ACTS if self._people.may_publish else frozenset(),
            schedules=self._people.may_publish,
            may_mail=True,
        )

    def greet(self) -> ServerInfo:
        """See `Adapter`."""
        name, role = self._people.greet(self._me())
        if self._site is None:
            self._site = self._about_site()
        site = self._site
        return ServerInfo(
            server_id=site.server_id,
            epoch="",
            address=site.address,
            person=name,
            role=role.value,
            time=self.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
            profile=site.profile,
        )

    def listing(self, facts: Mapping[str, str]) -> Listing:
        """See `Adapter`."""
        return next_listing(self._line, self._told, facts, self.now())

    def read(self, remote_id: str) -> Post | None:
        """See `Adapter`."""
        path = f"/posts/{remote_id}/?{posts.READ}"
        answer = self._line.call("GET", path)
        if answer.status == 404:
            # Who was locked out hears this of everything; and once more, past what may be between.
            if not self._line.is_known():
                raise Refused("line.signed_out")
            answer = self._line.call("GET", path)
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise self._line.trouble(answer)
        self._looked = (remote_id, self._line.told)
        return self._only(answer)

    def look_up(self, marker: str) -> tuple[Post, ...]:
        """See `Adapter`."""
        slugs = ",".join(f"{marker}{each}" for each in ("", "-2", "-3", "-4"))
        answer = self._line.asked(f"/posts/?{posts.LISTED}&filter=slug:[{slugs}]&limit=100")
        return proven([self._told(row) for row in posts.rows(answer.doc, "posts")], marker)

    def payload(self, stand: Stand) -> dict[str, object]:
        """See `Adapter`."""
        return self._documents.payload(stand)

    def create(self, marker: str, payload: Payload) -> Post:
        """See `Adapter`."""
        told = posts.body({**payload, "slug": marker, "status": posts.DRAFT}, self._home)
        return self._only(self._line.sent("POST", f"/posts/?{_WRITTEN}", {"posts": [told]}))

    def update(self, before: Post, payload: Payload) -> Post:
        """See `Adapter`."""
        if before.facts.get("unseen") and "content" in payload:
            # They stand in no HTML: whoever sends a text anew would take them out.
            raise Refused("site.would_strip", what=before.facts["unseen"])
        self._let_pass(before)
        told = posts.body(payload, self._home)
        told["updated_at"] = before.facts.get("updated_at", "")
        path = f"/posts/{before.remote_id}/?{_WRITTEN}"
        return self._only(self._line.sent("PUT", path, {"posts": [told]}))

    def transition(self, stand: Stand, state: State, at: datetime | None) -> Payload:
        """See `Adapter`."""
        article, binding = stand.article, stand.binding
        if state is State.SCHEDULED and at is not None:
            told = {"status": "scheduled", "published_at": posts.spelt(at)}
            return {**told, **_address(article.url_slug or slug(article.headline))}
        if state is not State.PUBLISHED:
            return {"status": posts.DRAFT}
        if binding is not None and binding.facts.get("status") == "sent":
            # It went out by mail alone, and does not go out otherwise.
            return {}
        was = binding.told.doc.get("state") if binding is not None and binding.told else ""
        if was in _WAS_OUT:
            return {"status": "published", **_address(article.url_slug)}
        # Else it would have the time that was once set, although that has not come or is long past.
        told = {"status": "published", "published_at": posts.spelt(self.now())}
        return {**told, **_address(article.url_slug or slug(article.headline))}

    def is_kept(self, payload: Payload, post: Post) -> bool:
        """See `Adapter`."""
        return all(self._is_field_kept(name, each, post) for name, each in payload.items())

    def lost(self, html: str) -> tuple[str, ...]:
        """See `Adapter`; what would be lost is sent as a card, which the house holds as it is."""
        del html
        return ()

    def trash(self, remote_id: str) -> None:
        """See `Adapter`; what the house deletes is gone for good, so it is set aside by a tag."""
        post = self.read(remote_id)
        if post is None or post.is_trashed:
            return
        try:
            bin_id = self._tags.trash_id()
        except Refused as error:
            if error.code != "site.forbidden":
                raise
            # Who may make no tags has drafts of his own alone.
            self._delete(remote_id)
            return
        tags = [*posts.read_ids(post.fields["tags"]), bin_id]
        try:
            self.update(post, {"status": posts.DRAFT, "tags": tags})
        except Clash:
            # Somebody writes in it at this moment: it is looked at again.
            raise Offline("line.busy") from None

    def foreign(self, post: Post, versions: int) -> tuple[str, ...]:
        """See `Adapter`; a write that is not made against what stands is refused there."""
        del post, versions
        return ()

    def doc_of(self, post: Post, binding: Binding | None, article_id: str) -> Doc:
        """See `Adapter`."""
        return self._documents.doc_of(post, binding, article_id)

    def put_picture(self, picture: Picture, marker: str, binding: Binding | None) -> Post:
        """See `Adapter`."""
        return self._media.put(picture, marker, binding)

    def find_picture(self, picture: Picture, marker: str) -> tuple[Post, ...]:
        """See `Adapter`."""
        del marker
        return self._media.find(picture)

    def hang_up(self) -> None:
        """See `Adapter`."""
        self._line.hang_up()

    def close(self) -> None:
        """See `Adapter`."""
        self._line.close()

    @property
    def _home(self) -> str:
        return self._documents.profile.address

    def _me(self) -> Mapping[str, object] | None:
        """Who we are; None: a key that is nobody's, but good."""
        if self._is_staff:
            answer = self._line.call("GET", "/users/me/?include=roles")
            users = posts.rows(answer.doc, "users") if answer.status == 200 else []
            if users:
                return users[0]
            if answer.status != 404:
                raise self._line.trouble(answer)
        if not self._line.is_known():
            raise Refused("line.signed_out")
        self._is_staff = False
        return None

    def _about_site(self) -> ServerInfo:
        """Its name, address, time zone, sections and those who write: once a session."""
        site = self._line.asked("/site/").doc.get("site")
        if not isinstance(site, dict) or not site.get("version"):
            raise Offline("line.not_our_server")
        home = str(site.get("url") or self._line.address).rstrip("/")
        for user in posts.rows(self._line.asked("/users/?limit=100").doc, "users"):
            self._people.keep(user)
        profile = SiteProfile(
            name=nfc(str(site.get("title") or home)),
            tagline=nfc(str(site.get("description") or "")),
            address=home,
            time_zone=str(site.get("timezone") or "UTC"),
            categories=self._tags.take_sections(),
            limits=posts.LIMITS,
        )
        self._documents.profile, self._media.home = profile, home
        named = str(site.get("site_uuid") or home)
        server_id = f"ghost-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
        return ServerInfo(server_id, "", home, profile=profile_to_doc(profile))

    def _is_field_kept(self, name: str, value: object, post: Post) -> bool:
        stands, sent = post.fields.get(name, ""), posts.as_field(name, value)
        if name == "slug":
            return not sent or stands == sent or stands.startswith(f"{sent}-")
        if name == "status":
            return stands == sent or (sent, stands) == ("scheduled", "published")
        if name == "published_at":
            return is_near(stands, sent)
        return stands == sent or (name == "content" and cards.is_same(sent, stands, self._home))

    def _told(self, doc: Mapping[str, object]) -> Post:
        for each in posts.rows(doc, "tags"):
            self._tags.keep(each)
        for each in posts.rows(doc, "authors"):
            self._people.keep(each)
        return posts.post(doc, self._home)

    def _only(self, answer: Answer) -> Post:
        rows = posts.rows(answer.doc, "posts")
        if len(rows) != 1:
            raise Offline("line.not_our_server")
        return self._told(rows[0])

    def _let_pass(self, before: Post) -> None:
        """Let the second pass in which a post was written: within it there is no collision.

        Raises:
            Clash: somebody wrote in it after we had looked.
        """
        made, at = (instant(before.facts.get(each)) for each in ("created_at", "updated_at"))
        # One that is just made nobody else can have opened.
        if at is None or made == at:
            return
        remote_id, looked = self._looked
        if remote_id == before.remote_id and looked >= at + _GRAIN:
            return
        left_s = (at + _GRAIN - self.now()).total_seconds()
        self.pause(max(0.0, min(left_s, _GRAIN.total_seconds())))
        post = self.read(before.remote_id)
        if post is None or post.fields != before.fields:
            raise Clash("site.rev_mismatch")

    def _delete(self, remote_id: str) -> None:
        status = self._line.take_away(f"/posts/{remote_id}/")
        if status not in (204, 404):
            raise _refusal(status)


def _address(told: str) -> dict[str, str]:
    return {"slug": told} if told else {}


def _refusal(status: int) -> EditorError:
    return Refused("line.signed_out" if status == 401 else "site.forbidden")
