# SPDX-License-Identifier: GPL-3.0-or-later
"""Wordpress: the adapter of a house that runs WordPress, over its REST interface."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from editor.cms.adapter import FileOf, FilesOf, Listing, Payload, Post, Stand
from editor.cms.foreign import Answer, Foreign
from editor.cms.intake import proven
from editor.cms.spelling import is_near, nfc, plain
from editor.cms.wordpress import copy, posts, troubles
from editor.cms.wordpress.choosing import basic, people
from editor.cms.wordpress.documents import Documents
from editor.cms.wordpress.listing import next_listing
from editor.cms.wordpress.media import Media
from editor.cms.wordpress.terms import Terms
from editor.errors import Offline
from editor.model.binding import Binding
from editor.model.capabilities import Capabilities, Check
from editor.model.mapping import UNMAPPED, MappingOf
from editor.model.operation import Doc, ServerInfo
from editor.model.picture import Picture
from editor.model.profile import SiteProfile
from editor.model.workflow import Act, Role, State
from editor.profiles import profile_to_doc

_API: Final = "/wp-json/wp/v2"
_JSON: Final = {"Content-Type": "application/json"}
_TEXTS: Final = frozenset({"title", "content", "excerpt"})
_WAS_OUT: Final = (State.PUBLISHED.value, State.TAKEN_DOWN.value)
_ACTS: Final = frozenset(Act) - {Act.START_EDITING, Act.PASS_ON, Act.APPROVE}
"""Those that change a status there; the steps between two editors it does not know."""


class Wordpress:
    """An `Adapter`: see `editor.cms.adapter`.

    Args:
        address: of the site, scheme and host, with its folder where it has one.
        login: name or e-mail, a colon, and an application password; blanks in it do not count.
        files_of: which file of the house a picture is.
        file_of: makes the file of a picture that readers get.
        mapping: what of ours is what there.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`.
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
        self._line = Foreign(address, basic(login), transport=transport)
        self._terms = Terms(self._line, mapping)
        self._media = Media(self._line, file_of)
        self._documents = Documents(self._terms, files_of, mapping)
        self._able = _able({})
        self._site: ServerInfo | None = None
        self._time = (datetime.now(UTC), time.monotonic())

    def __repr__(self) -> str:
        """The address; never the password."""
        return f"Wordpress({self._line.address!r})"

    @property
    def texts(self) -> frozenset[str]:
        """See `Adapter`."""
        return _TEXTS

    def now(self) -> datetime:
        """See `Adapter`."""
        told, at_s = self._time
        return told + timedelta(seconds=time.monotonic() - at_s)

    def capabilities(self) -> Capabilities:
        """See `Adapter`."""
        return self._able

    def greet(self) -> ServerInfo:
        """See `Adapter`."""
        me = self._asked("GET", f"{_API}/users/me?context=edit").doc
        number, rights = me.get("id"), me.get("capabilities")
        if not isinstance(number, int) or not isinstance(rights, dict):
            raise Offline("line.not_our_server")
        held = {str(name): each is True for name, each in rights.items()}
        self._able = _able(held)
        self._documents.may_assign = held.get("edit_others_posts", False)
        name = nfc(str(me.get("name", "")))
        self._documents.me = str(number)
        self._documents.people = {**self._documents.people, str(number): name}
        if self._site is None:
            self._site = self._about_site()
        told = self.now().isoformat(timespec="seconds").replace("+00:00", "Z")
        site = self._site
        return ServerInfo(
            server_id=site.server_id,
            epoch="",
            address=site.address,
            person=name,
            role=_role(held).value,
            time=told,
            profile=site.profile,
        )

    def listing(self, facts: Mapping[str, str]) -> Listing:
        """See `Adapter`."""
        return next_listing(self._line, self._told, facts, self.now())

    def read(self, remote_id: str) -> Post | None:
        """See `Adapter`."""
        path = f"{_API}/posts/{remote_id}?context=edit&_fields={posts.READ}"
        answer = self._call("GET", path)
        if troubles.is_gone(answer):
            # Once more, past whatever may have answered in its place.
            answer = self._call("GET", path)
        if troubles.is_gone(answer):
            return None
        if answer.status != 200:
            raise troubles.of(answer)
        return self._told(answer.doc)

    def look_up(self, marker: str) -> tuple[Post, ...]:
        """See `Adapter`."""
        doubles = ("", "-2", "-3", "__trashed", "-2__trashed", "-3__trashed")
        asked = "&".join(f"slug[]={marker}{each}" for each in doubles)
        path = f"{_API}/posts?{asked}&status={posts.STATUSES}&context=edit&_fields={posts.READ}"
        rows = self._asked("GET", f"{path}&per_page=100").rows
        return proven([self._told(row) for row in rows], marker)

    def payload(self, stand: Stand) -> dict[str, object]:
        """See `Adapter`."""
        return self._documents.payload(stand)

    def create(self, marker: str, payload: Payload) -> Post:
        """See `Adapter`."""
        # A status that is named makes the slug of a second one another: so it is seen.
        told = {**payload, "slug": marker, "status": "draft"}
        if not any(told[name] for name in _TEXTS):
            # It takes no post that says nothing at all.
            told["title"] = marker
        answer = self._post(f"{_API}/posts", told)
        if answer.status != 201:
            raise troubles.of(answer)
        return self._told(answer.doc)

    def update(self, before: Post, payload: Payload) -> Post:
        """See `Adapter`."""
        answer = self._post(f"{_API}/posts/{before.remote_id}", payload)
        if answer.status != 200:
            raise troubles.of(answer)
        return self._told(answer.doc)

    def transition(self, stand: Stand, state: State, at: datetime | None) -> Payload:
        """See `Adapter`."""
        status = posts.STATUS_OF[state]
        if state is State.SCHEDULED and at is not None:
            return {"status": status, "date_gmt": posts.spelt(at), "slug": _slug(stand)}
        was = stand.binding.told.doc.get("state") if stand.binding and stand.binding.told else ""
        if state is not State.PUBLISHED:
            return {"status": status}
        told: dict[str, object] = {"status": status}
        slug, is_first = _slug(stand), was not in _WAS_OUT
        if is_first:
            # Else it would wait for a time that was once set.
            told["date_gmt"] = posts.spelt(self.now())
        if slug or is_first:
            told["slug"] = slug
        return told

    def is_kept(self, payload: Payload, post: Post) -> bool:
        """See `Adapter`."""
        return all(self._is_field_kept(name, each, post) for name, each in payload.items())

    def lost(self, html: str) -> tuple[str, ...]:
        """See `Adapter`."""
        return () if self._able.keeps_any_html else copy.lost(html)

    def trash(self, remote_id: str) -> None:
        """See `Adapter`."""
        answer = self._call("DELETE", f"{_API}/posts/{remote_id}")
        if answer.status not in (200, 410) and not troubles.is_gone(answer):
            raise troubles.of(answer)

    def foreign(self, post: Post, versions: int) -> tuple[str, ...]:
        """See `Adapter`."""
        path = f"{_API}/posts/{post.remote_id}/revisions?context=edit"
        answer = self._asked("GET", f"{path}&per_page={min(versions, 100)}&_fields=id,content.raw")
        told = (row.get("content") for row in answer.rows)
        return tuple(str(each.get("raw", "")) for each in told if isinstance(each, dict))

    def doc_of(self, post: Post, binding: Binding | None, article_id: str) -> Doc:
        """See `Adapter`."""
        return self._documents.doc_of(post, binding, article_id)

    def put_picture(self, picture: Picture, marker: str, binding: Binding | None) -> Post:
        """See `Adapter`."""
        return self._media.put(picture, marker, binding)

    def find_picture(self, picture: Picture, marker: str) -> tuple[Post, ...]:
        """See `Adapter`."""
        del picture
        return self._media.find(marker)

    def hang_up(self) -> None:
        """See `Adapter`."""
        self._line.hang_up()

    def close(self) -> None:
        """See `Adapter`."""
        self._line.close()

    def _about_site(self) -> ServerInfo:
        """Its name, address, time zone, sections and those who write: once a session."""
        root = self._asked(
            "GET", "/wp-json/?_fields=name,description,home,timezone_string,namespaces"
        )
        spaces = root.doc.get("namespaces")
        if not isinstance(spaces, list) or "wp/v2" not in spaces:
            raise Offline("line.not_our_server")
        home = str(root.doc.get("home", "")) or self._line.address
        profile = SiteProfile(
            name=plain(str(root.doc.get("name", ""))) or home,
            tagline=plain(str(root.doc.get("description", ""))),
            address=home.rstrip("/"),
            time_zone=str(root.doc.get("timezone_string", "")) or self._zone(),
            categories=self._terms.take_categories(),
        )
        self._documents.profile = profile
        self._documents.people = {**people(self._line), **self._documents.people}
        server_id = f"wp-{hashlib.sha256(home.encode()).hexdigest()[:12]}"
        return ServerInfo(server_id, "", profile.address, profile=profile_to_doc(profile))

    def _zone(self) -> str:
        """Where the site was set up with hours alone, as most are that nobody changed since."""
        told = self._asked("GET", "/wp-json/?_fields=gmt_offset").doc
        return posts.zone(told.get("gmt_offset"))

    def _is_field_kept(self, name: str, value: object, post: Post) -> bool:
        stands = post.fields.get(name, "")
        sent = posts.as_field(name, value)
        if name == "slug":
            return not sent or stands == sent or stands.startswith(f"{sent}-")
        if name == "status":
            is_now = sent == "future" and stands == "publish"
            return stands == sent or is_now
        if name == "date_gmt":
            return not stands or is_near(stands, sent)
        if name == "categories":
            return stands == sent or value == []
        if name in ("title", "excerpt"):
            return plain(stands) == plain(sent)
        return stands == sent or (name == "content" and copy.is_same(sent, stands))

    def _told(self, doc: Mapping[str, object]) -> Post:
        """A post, its author by the name that readers read."""
        found = posts.post(doc)
        return replace(found, author=self._documents.people.get(found.author, found.author))

    def _post(self, path: str, payload: Payload) -> Answer:
        content = json.dumps(payload, ensure_ascii=False).encode()
        return self._call("POST", f"{path}?_fields={posts.READ}", content=content, headers=_JSON)

    def _asked(self, method: str, path: str) -> Answer:
        answer = self._call(method, path)
        if answer.status != 200:
            raise troubles.of(answer)
        return answer

    def _call(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        answer = self._line.call(method, path, content=content, headers=headers)
        self._note_time(answer)
        return answer

    def _note_time(self, answer: Answer) -> None:
        told = {name.lower(): each for name, each in answer.headers.items()}.get("date", "")
        try:
            self._time = (parsedate_to_datetime(told).astimezone(UTC), time.monotonic())
        except (TypeError, ValueError):
            return


def _slug(stand: Stand) -> str:
    return stand.article.url_slug


def _able(held: Mapping[str, bool]) -> Capabilities:
    return Capabilities(
        house="WordPress",
        conditional_write=Check.NONE,
        resumes_uploads=False,
        keeps_originals=False,
        waits_for_news=False,
        has_leases=False,
        hears_clashes=False,
        has_rule_packs=False,
        reckons_royalties=False,
        keeps_desk_fields=False,
        makes_our_pages=False,
        is_one_author=True,
        acts=_ACTS if held.get("publish_posts") else frozenset({Act.SUBMIT}),
        schedules=held.get("publish_posts", False),
        keeps_any_html=held.get("unfiltered_html", False),
    )


def _role(held: Mapping[str, bool]) -> Role:
    """What a person with these rights is to a newsroom."""
    if held.get("manage_options"):
        return Role.ADMIN
    if held.get("publish_posts"):
        return Role.EDITOR
    return Role.WRITER if held.get("edit_posts") else Role.READER
