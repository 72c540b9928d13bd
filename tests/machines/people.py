# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do in a simulated newsroom: they write, caption, publish, answer, and send."""

import io
from dataclasses import replace

from editor import wire
from editor.errors import Refused
from editor.model import remark as remarks
from editor.model.article import Article, ArticleId, Author, place
from editor.model.remark import Anchor, Outcome, Remark, Reply, Settlement
from editor.model.workflow import Act, Role, Wish
from editor.text.passages import Choice, choose, passages
from tests.contracts.houses import HOUSE_TIME
from tests.machines.laptops import PICTURES, Laptop, pictures
from tests.machines.line import Fault
from tests.machines.oracle import words_of
from tests.machines.server import Crash

MOST_ARTICLES = 7
FAULTS = (
    *(each for each in Fault if "dies" not in each),
    *[Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.DELAY, Fault.DUPLICATE, Fault.REORDER] * 2,
    *(each for each in Fault if "dies" in each),
)


class People:
    """The deeds; `Simulator` is who does them."""

    def type(self, laptop: Laptop) -> None:
        """A word more at the end of a paragraph, or a new paragraph."""
        article = self.some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self.word()
        blocks = article.body.split("\n\n")
        plain = [number for number, each in enumerate(blocks) if each.startswith("para")]
        if not plain or self.draw.random() < 0.2:
            blocks.insert(self.draw.randint(0, len(blocks)), f"para {word}")
        else:
            blocks[self.draw.choice(plain)] += f" {word}"
        self.save(laptop, replace(article, body="\n\n".join(blocks)), word, "typing")

    def rewrite(self, laptop: Laptop) -> None:
        """A paragraph anew, gone, or moved; a note is put in."""
        article = self.some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self.word()
        blocks = article.body.split("\n\n")
        plain = [number for number, each in enumerate(blocks) if each.startswith("para")]
        how = self.draw.choice(["anew", "gone", "moved", "note"])
        if how == "note":
            blocks = [*blocks, f"para {word} [^{word}]", f"[^{word}]: source {word}"]
        elif plain:
            number = self.draw.choice(plain)
            is_noted = "[^" in blocks[number]
            block = blocks.pop(number)
            if is_noted or how == "moved":
                blocks.insert(self.draw.randint(0, len(blocks)), block)
            if how == "anew":
                blocks.insert(number, f"para {word}")
        self.save(laptop, replace(article, body="\n\n".join(blocks)), word, "command")

    def write(self, laptop: Laptop) -> None:
        """A new story."""
        if len(self.made) >= MOST_ARTICLES or laptop.role is Role.PHOTO:
            return
        article_id = ArticleId(f"01900000-0000-7000-8000-{len(self.made):012d}")
        word = self.word()
        newer = {"future": f"kept {word}"} if self.draw.random() < 0.3 else {}
        article = Article(
            id=article_id,
            headline=f"headline {word}",
            body=f"para {word}\n\npara two\n\npara three\n\npara four",
            authors=(Author(person="Trần Thị Một"),),
            category="tin-tuc",
            extra=newer,
        )
        self.made.add(article_id)
        self.save(laptop, article, word, "command")
        if newer:
            self.unknown[article_id] = newer["future"]

    def fill_in(self, laptop: Laptop) -> None:
        """A field other than the copy."""
        article = self.some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self.word()
        change = self.draw.choice(
            [
                {"headline": f"headline {word}"},
                {"standfirst": f"standfirst {word}"},
                {"kicker": word},
                {"ednote": f"note {word}"},
                {"tags": (*article.tags, word)},
                {"tags": (word, *article.tags[1:])},
                {"authors": (*article.authors, Author(person=word))},
            ]
        )
        self.save(laptop, replace(article, **change), word, "command")

    def caption(self, laptop: Laptop) -> None:
        """The photo desk: words under a picture in a story, or what is known of the picture."""
        article = self.some(laptop, is_pictured=True)
        if article is None:
            return
        word = self.word()
        number = self.draw.randrange(len(article.placements))
        placement = article.placements[number]
        if self.draw.random() < 0.3:
            known = laptop.desk.articles.picture(placement.sha256)
            del self.written[word]
            if known is not None:
                named = replace(known, credit=word)
                laptop.desk.articles.save_picture(named, origin="test")
            return
        said = replace(placement, caption=f"caption {word}", alt_text="alt")
        placements = list(article.placements)
        placements[number] = said
        self.save(laptop, replace(article, placements=tuple(placements)), word, "command")

    def add_picture(self, laptop: Laptop) -> None:
        """A picture into the strip, and into the copy."""
        article = self.some(laptop)
        number = self.draw.randrange(PICTURES)
        if article is None or laptop.role is Role.PHOTO:
            return
        data, picture = pictures()[number]
        laptop.desk.vault.put(io.BytesIO(data))
        if laptop.desk.articles.picture(picture.sha256) is None:
            laptop.desk.articles.save_picture(picture, origin="test")
        pictured = place(article, picture)
        if pictured is article:
            return
        word = self.word()
        body = f"{article.body}\n\n![]({pictured.placements[-1].name})\n\npara {word}"
        self.save(laptop, replace(pictured, body=body), word, "command")

    def remark(self, laptop: Laptop) -> None:
        """A comment or other words for some of the copy, an answer, or one of them is settled."""
        article = self.some(laptop)
        if article is None:
            return
        word, at = self.word(), HOUSE_TIME
        known, waiting = article.remarks, remarks.waiting(article.remarks)
        comments = [each for each in waiting if not each.is_suggestion]
        how = self.draw.choice(["say", "suggest", "answer", "settle"])
        if known and how == "answer":
            one = self.draw.choice(known)
            known = remarks.answered(known, one.id, Reply(word, laptop.name, at, word))
        elif comments and how == "settle":
            # Of two people who settle the same at once one is named: that is nobody's words.
            told = Settlement(Outcome.RESOLVED, laptop.name, at)
            known = remarks.settled(known, frozenset({self.draw.choice(comments).id}), told)
        else:
            # It quotes nothing: a word that a merge drops would still stand in its anchor.
            about = Anchor("", place=self.draw.randint(0, len(article.body)))
            others = "other words" if how == "suggest" else None
            known = remarks.added(known, Remark(word, laptop.name, at, "", about, word, others))
        self.save(laptop, replace(article, remarks=known), word, "command")

    def act(self, laptop: Laptop) -> None:
        """Submit, publish, take down, spike: whatever this person may do."""
        article = self.some(laptop)
        if article is None:
            return
        may = [*laptop.desk.acts.possible(article)]
        if not may:
            return
        act = self.draw.choice([each for each in may if each is not Act.SPIKE] * 3 + may)
        profile = laptop.desk.profile
        try:
            op_id = laptop.desk.acts.perform(
                article.id, Wish(act, "why"), profile=profile, origin="test"
            )
        except Refused as error:
            assert error.code in {"acts.checks_failed", "acts.open_clash"}, error  # noqa: PT017
            return
        found = laptop.rows(f"SELECT edition FROM outbox WHERE op_id = '{op_id}'")
        self.editions |= {each.edition for each in found}

    def settle(self, laptop: Laptop) -> None:
        """A person answers what is asked; a picture's question is asked in each of its stories."""
        while open_ := laptop.desk.mirror.clashes():
            clash = open_[0]
            chosen = self.draw.choice([clash.mine, clash.theirs])
            if clash.field == "body":
                self.asked_by_passage.add(clash.article_id)
                if self.draw.random() < 0.7:
                    chosen = self._by_passage(clash)
            before = laptop.article(clash.article_id)
            laptop.desk.mirror.settle_clash(clash.article_id, clash.field, chosen, origin="test")
            after = laptop.article(clash.article_id)
            asked = words_of((before, clash.mine, clash.theirs))
            self.removed |= asked - words_of(after)
            newest = laptop.desk.history.versions(clash.article_id)[0].number
            self.answers.add((laptop.name, clash.article_id, newest))

    def _by_passage(self, clash) -> str:
        found = passages(clash.base, clash.mine, clash.theirs)
        return choose(found, [self.draw.choice(list(Choice)) for each in found if each.is_clash])

    def sync(self, laptop: Laptop) -> None:
        """One turn on a line that is good, bad, or not there."""
        badness = self.draw.choice([0.0, 0.0, 0.08, 0.3, 0.9])
        if laptop.is_offline:
            self.turn(laptop, lambda *_: Fault.DROP_BEFORE)
            return
        draw = self.draw
        is_typing = draw.random() < 0.3

        fresh: set[str] = set()

        def meanwhile() -> None:
            if is_typing and draw.random() < 0.2:
                self.note("typed meanwhile")
                before = set(self.written)
                self.type(laptop)
                fresh.update(set(self.written) - before)

        laptop.line.meanwhile = meanwhile
        try:
            self.turn(laptop, lambda *_: draw.choice(FAULTS) if draw.random() < badness else None)
        finally:
            laptop.line.meanwhile = lambda: None
        self._check_fresh(laptop, fresh)

    def _check_fresh(self, laptop: Laptop, fresh: set[str]) -> None:
        """What was typed while replies were on their way stands, or is asked about."""
        for word in fresh:
            article = laptop.article(self.written[word])
            if article is not None and word not in article.body:
                asked = laptop.desk.mirror.clashes(article.id)
                assert any(word in each.mine for each in asked), (
                    f"property 10: {word} was typed over by a reply"
                )

    def hold(self, laptop: Laptop) -> None:
        """Say that one has a story open: advice to others, no bar."""
        article = self.some(laptop)
        if article is not None and laptop.desk.sync._site is not None and not laptop.is_offline:
            try:
                laptop.desk.sync._site.hold(article.id, "writing")
            except Refused as error:
                assert error.code == "line.signed_out", error  # noqa: PT017

    def some(self, laptop: Laptop, *, is_pictured: bool = False) -> Article | None:
        ids = sorted(self.made)
        self.draw.shuffle(ids)
        for article_id in ids:
            article = laptop.article(article_id)
            if article is not None and (article.placements or not is_pictured):
                return article
        return None

    def word(self) -> str:
        # By no length of the trace: an audit more on a wrong clock would call it otherwise.
        self.said += 1
        word = f"w{self.said}x{self.draw.randrange(10**6)}"
        self.written[word] = ArticleId("")
        return word

    def save(self, laptop: Laptop, article: Article, word: str, reason: str) -> None:
        del self.written[word]
        before = laptop.article(article.id)
        self.removed |= words_of(before) - words_of(article)
        # A paragraph that was moved to its own place is no version: the typing goes on in it.
        is_news = before is None or before.body != article.body
        try:
            laptop.desk.articles.save(article, origin="test", reason=reason)
        except Crash:
            if not laptop.dies_after:
                raise
            self._note_written(article, word, reason, is_news=is_news)
            raise
        self._note_written(article, word, reason, is_news=is_news)

    def _note_written(self, article: Article, word: str, reason: str, *, is_news: bool) -> None:
        if word in str(wire.article_to_doc(article)):
            self.written[word] = article.id
        if reason != "typing" and is_news:
            self.bodies[article.body] = article.id
