# SPDX-License-Identifier: GPL-3.0-or-later
"""What befalls a simulated newsroom: kills, wrong clocks, restores, strangers, repeats."""

import io
from dataclasses import replace
from datetime import timedelta

from editor import wire
from editor.cms.reference import Reference
from editor.model.article import ArticleId
from editor.model.operation import Done, Entity, Operation, OpKind
from editor.model.picture import Placement
from editor.model.workflow import Role
from tests.machines.laptops import PICTURES, Laptop, pictures
from tests.machines.line import FOREIGN, Line
from tests.machines.oracle import all_of, kept, keys_of, words_of
from tests.machines.server import Crash

TEN_YEARS = timedelta(days=3652)


class Mishaps:
    """The mishaps; `Simulator` is whom they befall."""

    def go_offline(self, laptop: Laptop) -> None:
        laptop.is_offline = not laptop.is_offline

    def be_killed(self, laptop: Laptop) -> None:
        """At a commit, before or after it is on the disk, while something goes on."""
        laptop.dies_after = self.draw.random() < 0.5
        deed = self.draw.choice([self.sync, self.sync, self.type, self.rewrite, self.caption])
        laptop.dies_in = 0 if deed != self.sync else self.draw.randint(0, 12)
        try:
            deed(laptop)
        finally:
            laptop.dies_in = None
        raise Crash

    def reopen(self, laptop: Laptop) -> None:
        laptop.close()
        laptop.open()

    def jump(self, laptop: Laptop) -> None:
        """The clock goes wrong, by years."""
        offset = self.draw.choice([-TEN_YEARS, TEN_YEARS, timedelta(), timedelta(hours=-7)])
        if self.is_skewed:
            laptop.clock.offset = offset

    def server_jumps(self, _: Laptop) -> None:
        offset = self.draw.choice([-TEN_YEARS, TEN_YEARS, timedelta(), timedelta()])
        if self.is_served_skewed:
            self.server_clock.offset = offset

    def server_dies(self, _: Laptop) -> None:
        self.server.restart()

    def back_up(self, _: Laptop) -> None:
        self.server.back_up()

    def restore(self, _: Laptop) -> None:
        """Any earlier copy, with the command or without it, with the pictures or without."""
        if not self.server.backups:
            return
        backup = self.draw.choice(self.server.backups)
        epoch = f"epoch-{self.draw.randrange(10**9)}" if self.draw.random() < 0.6 else ""
        self.server.restore(backup, epoch=epoch, keeps_blobs=self.draw.random() < 0.5)
        self.acked &= {row.op_id for row in self.server.rows("SELECT op_id FROM receipt")}
        for laptop in self.laptops:
            laptop.answered.clear()
        self.forgive()
        laptop = self.draw.choice(self.laptops)
        story = self.some(laptop)
        if story is not None and self.draw.random() < 0.5:
            word = self.word()
            del self.written[word]
            self.write_past(laptop, story.id, word)

    def write_past(self, laptop: Laptop, article_id: ArticleId, word: str) -> None:
        """Somebody goes on with the older text, until its number is past the laptop's."""
        asked = f"SELECT base_rev FROM record WHERE id = '{article_id}'"
        wanted = max((row.base_rev for row in laptop.rows(asked)), default=0)
        site = self.administrator()
        current = site.fetch(Entity.ARTICLE, article_id)
        while current is not None and not current.is_deleted and current.rev <= wanted:
            body = f"para {word}\n\n{current.doc['body']}" if word else current.doc["body"]
            key, change = f"past-{self.steps}-{current.rev}", wire.canonical({"body": body})
            about = (Entity.ARTICLE, article_id, OpKind.PATCH, change, current.etag)
            outcome = site.push(Operation(key, *about))
            assert isinstance(outcome, Done), outcome
            if word:
                self.written[word] = article_id
            current, word = outcome.remote, ""
        site.close()

    def revoke(self, laptop: Laptop) -> None:
        self.server.revoke(laptop.name)

    def lose_disk(self, laptop: Laptop) -> None:
        laptop.lose_disk()
        self.forgive()

    def delete(self, _: Laptop) -> None:
        """An administrator deletes a story on the server."""
        rows = self.server.rows(
            "SELECT h.id, r.etag FROM head h JOIN revision r ON r.entity = h.entity"
            " AND r.id = h.id AND r.rev = h.rev WHERE h.entity = 'articles' AND NOT r.is_deleted"
            " ORDER BY h.id"
        )
        if not rows or self.draw.random() < 0.5:
            return
        row = self.draw.choice(rows)
        key = f"delete-{self.steps}"
        about = (Entity.ARTICLE, row.id, OpKind.DELETE, b"{}", row.etag)
        site = self.administrator()
        outcome = site.push(Operation(key, *about))
        site.close()
        if isinstance(outcome, Done):
            self.deleted.add(ArticleId(row.id))
            asked = f"SELECT doc FROM revision WHERE entity = 'articles' AND id = '{row.id}'"
            self.removed |= words_of([each.doc for each in self.server.rows(asked)])
        self.note(f"deleted {row.id}" if isinstance(outcome, Done) else "not deleted")

    def administrator(self) -> Reference:
        """A good line to the server with every right."""
        token = self.server.token("chief", Role.ADMIN)
        return Reference("http://127.0.0.1", token, transport=Line(self.server))

    def poison(self, laptop: Laptop) -> None:
        """A story that the server will refuse for ever, as it stands."""
        article = self.some(laptop)
        if article is None or laptop.role is Role.PHOTO or self.poisoned:
            return
        _, picture = pictures()[PICTURES]
        laptop.desk.vault.put(io.BytesIO(pictures()[PICTURES][0]))
        if laptop.desk.articles.picture(picture.sha256) is None:
            laptop.desk.articles.save_picture(picture, origin="test")
        bad = Placement(sha256=picture.sha256, name="")
        self.poisoned.add(article.id)
        word = self.word()
        placements = (*article.placements, bad)
        self.save(laptop, replace(article, placements=placements, kicker=word), word, "command")

    # What is asserted on the way: see tests/machines/properties.py.

    def hear_strangers(self, laptop: Laptop) -> None:
        """A whole turn in which nobody answers who is our server."""
        before = kept(laptop)
        self.turn(laptop, lambda *_: self.draw.choice(FOREIGN))
        assert kept(laptop) == before, "property 13: a stranger was believed"

    def say_again(self, laptop: Laptop) -> None:
        """A write that was answered arrives once more; and another one under its key."""
        if not laptop.answered:
            return
        sent = self.draw.choice(laptop.answered)
        keys = keys_of(sent)
        headers = dict(sent.headers)
        is_write = "idempotency-key" in headers and sent.told.status in (200, 201)
        is_write = is_write and "content-encoding" not in headers
        if not is_write or not keys <= self.acked or laptop.is_offline:
            return
        fresh = (*sent.headers, ("authorization", f"Bearer {laptop.token}"))
        again = self.server.ask(sent.method, sent.path, fresh, sent.body)
        if again.status == 401:
            return
        assert (again.status, again.body, again.header("idempotent-replay")) == (
            sent.told.status,
            sent.told.body,
            "1",
        ), "property 11: a repeat was not answered as the first time"
        other = self.server.ask(sent.method, sent.path, fresh, sent.body.replace(b"{", b"{ ", 1))
        is_act = sent.path.endswith("/transitions")
        assert other.status == 422 or is_act, "property 11: a key was used twice"

    def read_again(self, laptop: Laptop) -> None:
        """A page of the feed comes twice."""
        site, loop = laptop.desk.sync._site, laptop.desk.sync
        if laptop.is_offline or site is None or loop.server is None:
            return
        try:
            page = site.changes(laptop.desk.mirror.cursor())
        except Exception:  # a cursor of another history, or a token taken back
            return
        laptop.desk.mirror.receive(page, loop.server)
        before = all_of(laptop)
        laptop.desk.mirror.receive(page, loop.server)
        assert all_of(laptop) == before, "property 9: a page that came twice changed something"
