# SPDX-License-Identifier: GPL-3.0-or-later
"""A house of another kind in memory, with faults on demand; and a newsroom that publishes to it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from editor import wire
from editor.cms.adapter import Listing, Post
from editor.errors import Offline, Refused
from editor.model.capabilities import Capabilities, Check
from editor.model.operation import Entity, OpKind, ServerInfo
from editor.model.picture import Picture
from editor.model.workflow import Role, State, seen_in
from editor.server import deliveries
from editor.server.archive import Archive, Command, Written
from editor.server.outlet.house import House, keep_login
from editor.server.outlet.publisher import Publisher
from editor.server.outlet.sole import LIFE
from editor.server.tokens import Caller
from tests.builders import a_picture, an_article

LAN = Caller("Lan", "laptop", Role.ADMIN)
HOUSE = House("wordpress", "https://outside.example")
STATES = {"draft": State.DRAFT, "publish": State.PUBLISHED, "private": State.TAKEN_DOWN}
LOGIN = "lan:mat-khau-bi-mat"


class Killed(BaseException):
    """The process ended here."""


class Outside:
    """All that the house keeps, whoever asks.

    What went before its readers is remembered, however short it stood there.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.posts: dict[int, dict[str, str]] = {}
        self.trash: set[int] = set()
        self.versions: dict[int, list[str]] = {}
        self.pictures: dict[str, dict[str, str]] = {}
        self.was_public: list[tuple[str, str]] = []
        self.refusal: Refused | None = None
        self.breaks_at = ""
        """The title that its own program stumbles over, each time."""
        self.asked: list[str] = []
        self.fault: Callable[[str], None] = lambda _: None
        """Told of each request before it takes effect (`update`) and after (`update!`)."""

    def write(self, number: int, **fields: str) -> None:
        """What a person writes there."""
        post = self.posts[number]
        if fields.get("content", post["content"]) != post["content"]:
            self.versions[number].insert(0, fields["content"])
        post |= fields
        if post["status"] == "publish" and number not in self.trash:
            self.was_public.append((post["title"], post["content"]))

    def effect(self, name: str, work: Callable[[], int]) -> int:
        """One request: it may be lost before or after what it does."""
        self.asked.append(name)
        self.fault(name)
        if self.refusal is not None:
            raise self.refusal
        made = work()
        self.fault(f"{name}!")
        return made

    def made(self, slug: str, fields: dict[str, str]) -> int:
        number = len(self.posts) + 1
        taken = {each["slug"] for each in self.posts.values()}
        free = slug if slug not in taken else f"{slug}-2"
        blank = {"title": "", "content": "", "excerpt": "", "pictures": ""}
        self.posts[number] = {**blank, "status": "draft", "slug": free}
        self.versions[number] = []
        self.write(number, **fields)
        return number

    def amend(self, beginning: str, words: str) -> list[str]:
        """A person there adds words to each text that begins so; those that were added."""
        found = [n for n, each in self.posts.items() if each["content"].startswith(beginning)]
        found = [n for n in found if n not in self.trash]
        for number in found:
            content = self.posts[number]["content"]
            self.write(number, content=f"{content}\n\n{words}")
        return [words for _ in found]

    def of(self, marker: str) -> list[int]:
        doubles = (marker, f"{marker}-2")
        return [n for n, each in self.posts.items() if each["slug"] in doubles]

    def standing(self) -> list[dict[str, str]]:
        """What is not in the trash."""
        return [each for n, each in self.posts.items() if n not in self.trash]


class Way:
    """An `Adapter`: see `editor.cms.adapter`."""

    texts = frozenset({"title", "content", "excerpt"})

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def now(self):
        return self._outside.now()

    def capabilities(self):
        return Capabilities(house="Outside", conditional_write=Check.NONE)

    def greet(self):
        self._outside.effect("greet", lambda: 0)
        return ServerInfo("outside", "", HOUSE.address, "lan-o-ngoai", Role.EDITOR.value)

    def listing(self, facts):
        return Listing(())

    def read(self, remote_id):
        self._outside.effect("read", lambda: 0)
        return self._post(int(remote_id)) if int(remote_id) in self._outside.posts else None

    def look_up(self, marker):
        self._outside.effect("look_up", lambda: 0)
        return tuple(map(self._post, self._outside.of(marker)))

    def payload(self, stand):
        article = stand.article
        for each in article.placements:
            if each.sha256 not in stand.pictures:
                raise Refused("site.missing_picture", name=each.name)
        pictures = [stand.pictures[each.sha256][1].remote_id for each in article.placements]
        told = {"title": article.headline, "content": article.body}
        return {**told, "excerpt": article.standfirst, "pictures": " ".join(pictures)}

    def create(self, marker, payload):
        if payload["title"] == self._outside.breaks_at:
            raise Offline("line.failed")
        made = self._outside.effect("create", lambda: self._outside.made(marker, dict(payload)))
        return self._post(made)

    def update(self, before, payload):
        def work():
            self._outside.write(int(before.remote_id), **payload)
            return int(before.remote_id)

        return self._post(self._outside.effect("update", work))

    def transition(self, stand, state, at):
        if state is State.PUBLISHED:
            return {"status": "publish", "slug": stand.article.url_slug}
        return {"status": "private" if state is State.TAKEN_DOWN else "draft"}

    def is_kept(self, payload, post):
        return all(post.fields[name] == each for name, each in payload.items())

    def lost(self, html):
        return ()

    def trash(self, remote_id):
        self._outside.effect("trash", lambda: self._outside.trash.add(int(remote_id)) or 0)

    def foreign(self, post, versions):
        return tuple(self._outside.versions[int(post.remote_id)][:versions])

    def doc_of(self, post, binding, article_id):
        stood = dict(binding.there) if binding is not None else {}
        names = {"title": "headline", "content": "body", "excerpt": "standfirst"}
        told = {names[each]: post.fields[each] for each in names}
        return {**stood, **told, "id": article_id, "state": post.state.value}

    def put_picture(self, picture, marker, binding):
        def work():
            self._outside.pictures[marker] = {"caption": picture.caption}
            return 0

        self._outside.effect("picture", work)
        return self._file(marker)

    def find_picture(self, picture, marker):
        found = marker in self._outside.pictures
        return (self._file(marker),) if found else ()

    def hang_up(self):
        pass

    def close(self):
        pass

    def _file(self, marker):
        number = [*self._outside.pictures].index(marker) + 1
        return Post(str(number), {"slug": marker, **self._outside.pictures[marker]})

    def _post(self, number):
        fields = dict(self._outside.posts[number])
        state = STATES[fields["status"]]
        return Post(
            str(number),
            fields,
            state,
            address=f"{HOUSE.address}/{fields['slug']}" if state is State.PUBLISHED else "",
            author="Tuấn",
            versions=len(self._outside.versions[number]),
            is_trashed=number in self._outside.trash,
            html=fields["content"],
        )


class Newsroom:
    """People who write and publish on a server, and the processes that tell the house."""

    def __init__(self, archive: Archive, now: list[datetime]) -> None:
        self.archive, self.now = archive, now
        self.outside = Outside(lambda: now[0])
        self.keys = 0
        keep_login(archive.folder, LOGIN)
        archive.database.write_in_order(lambda each: deliveries.want(each, HOUSE.written))
        self.publisher = self.process()

    def process(self) -> Publisher:
        """Another process of the server."""
        return Publisher(self.archive, None, lambda *_: Way(self.outside), lambda: 0.5)

    def story(self, number: int = 1):
        return self.archive.fetch(Entity.ARTICLE, an_article(number).id)

    def create(self, number: int = 1, **fields: object):
        article = an_article(number, **{"headline": f"Tin {number}", **fields})
        return self._write(OpKind.CREATE, wire.article_to_doc(article), article.id)

    def patch(self, number: int = 1, **fields: object):
        return self._write(OpKind.PATCH, fields, an_article(number).id)

    def act(self, act: str, number: int = 1, **more: object):
        seen = seen_in(wire.deeds_from(self.story(number).doc))
        told = {"act": act, "reason": "vì sai", "edition": f"e{self.keys}", "seen": seen, **more}
        return self._write(OpKind.ACT, told, an_article(number).id)

    def publish(self, number: int = 1, **fields: object):
        self.create(number, **fields)
        return self.act("publish", number)

    def picture(self, data: bytes) -> Picture:
        """A picture with its bytes."""
        picture = replace(a_picture(), sha256=self.archive.vault.put(BytesIO(data)))
        doc = wire.picture_to_doc(picture)
        self._write(OpKind.CREATE, doc, picture.sha256, Entity.PICTURE)
        return picture

    def _write(self, kind, payload, entity_id, entity=Entity.ARTICLE):
        self.keys += 1
        current = self.archive.fetch(entity, entity_id)
        base = current.etag if current is not None and kind is not OpKind.CREATE else ""
        about = (f"k{self.keys}", f"k{self.keys}", kind, entity, entity_id)
        written = self.archive.write(Command(*about, payload, base), LAN)
        assert isinstance(written, Written)
        return written.remote

    def go(self) -> None:
        """The publisher looks once and does what is due."""
        self.publisher._go()

    def go_on(self, hours: float = 1.0) -> None:
        """All goes well from now on, until nothing is due any more."""
        self.outside.fault, self.outside.refusal = (lambda _: None), None
        for _ in range(8):
            self.now[0] += timedelta(hours=hours)
            self.go()

    def die_and_begin_anew(self) -> None:
        """The process is gone without a word; another one notices after a while."""
        self.publisher = self.process()
        self.now[0] += LIFE

    def go_while_it_lives(self) -> None:
        """As `go`; where the process is killed another one goes on."""
        with suppress(Killed):
            self.go()
            return
        self.die_and_begin_anew()

    def deliveries(self):
        with self.archive.database.reading() as connection:
            return {each.article_id: each for each in deliveries.all_of(connection)}

    def delivery(self, number: int = 1):
        return self.deliveries()[an_article(number).id]


def lost(*names: str, times: int = 1, error: BaseException | None = None) -> Callable[[str], None]:
    """A fault: these requests fail so often."""
    left = [times]

    def fault(name: str) -> None:
        if name in names and left[0]:
            left[0] -= 1
            raise error or Offline("line.timeout")

    return fault
