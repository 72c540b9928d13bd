# SPDX-License-Identifier: GPL-3.0-or-later
"""A newsroom in one process: laptops with real stores, one house, a line that fails by a seed."""

import io
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from editor.cms.faults import Fault
from editor.cms.memory import Kept, Memory
from editor.desk import Desk
from editor.errors import Refused
from editor.fieldwork import new_id
from editor.model.article import Author, place
from editor.model.operation import Entity
from editor.model.rows import StoryFilter
from editor.model.workflow import Act, State, Wish
from editor.profiles import profile_to_doc
from editor.text.passages import Choice, choose, passages
from editor.wire import article_to_doc, picture_to_doc
from tests.builders import PROFILE

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
ALL = StoryFilter(states=tuple(State))
FAULTS = (Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.SLOW, Fault.LOGIN_PAGE, Fault.BUSY)
START = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


class Clock:
    """Time that passes when the test says so."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(milliseconds=7)
        return self.now

    def pass_(self, **much):
        self.now += timedelta(**much)


def a_jpeg(seed: int) -> bytes:
    """A small real picture; each seed has its own bytes."""
    with io.BytesIO() as file:
        colour = (seed * 53 % 256, seed * 97 % 256, seed * 31 % 256)
        Image.new("RGB", (48, 32), colour).save(file, "JPEG", comment=str(seed).encode())
        return file.getvalue()


class Laptop:
    """One desk, its own store and its own line."""

    def __init__(self, folder: Path, kept: Kept, clock: Clock, name: str) -> None:
        self.folder = folder
        self.name = name
        self.clock = clock
        profile = profile_to_doc(PROFILE)
        self.line = Memory(kept=kept, person=name, clock=clock, profile=profile)
        self.desk = self._opened()

    def _opened(self) -> Desk:
        return Desk.open(self.folder, resources=RESOURCES, site=self.line, clock=self.clock)

    def restart(self) -> None:
        self.desk.close()
        self.desk = self._opened()

    def sync(self, faults=()) -> None:
        """One turn, long after the last one."""
        self.clock.pass_(minutes=40)
        self.line.fail(faults)
        self.desk.sync.once()
        self.line.fail(())

    def articles(self):
        return [self.desk.articles.get(row.id) for row in self.desk.articles.rows(ALL, limit=1000)]

    def docs(self):
        """All that stands here, in the written form."""
        found = self.articles()
        pictures = {s: p for each in found for s, p in self.desk.articles.pictures_of(each).items()}
        return (
            {each.id: article_to_doc(each) for each in found},
            {sha256: picture_to_doc(each) for sha256, each in pictures.items()},
        )


class Newsroom:
    """Some laptops and a house; what they do is drawn from a seed, what they wrote is noted."""

    def __init__(self, folder: Path, seed: int, laptops: int = 2) -> None:
        self.draw = random.Random(seed)
        self.clock = Clock()
        self.kept = Kept()
        self.laptops = [
            Laptop(folder / f"laptop{number}", self.kept, self.clock, f"person{number}")
            for number in range(laptops)
        ]
        self.written: dict[str, str] = {}
        """Every word that was ever saved -> its article."""
        self.captions: dict[str, str] = {}
        self.acts = 0
        self.steps: list[str] = []

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.desk.close()

    def step(self) -> None:
        """One thing that somebody does."""
        laptop = self.draw.choice(self.laptops)
        deeds = {
            self.write: 3,
            self.edit: 8,
            self.caption: 4,
            self.act: 3,
            self.sync: 7,
            self.restart: 1,
        }
        (deed,) = self.draw.choices(list(deeds), list(deeds.values()))
        self.steps.append(f"{laptop.name}: {deed.__name__}")
        self.clock.pass_(seconds=self.draw.randint(1, 400))
        deed(laptop)

    def write(self, laptop: Laptop) -> None:
        article = tests_article(new_id(), f"headline {self._word('')}")
        for _ in range(self.draw.randint(0, 2)):
            data = a_jpeg(self.draw.randint(1, 5))
            picture = laptop.desk.intake.take_bytes(data, "market.jpg")
            if laptop.desk.articles.picture(picture.sha256) is None:
                laptop.desk.articles.save_picture(replace(picture, credit="Một"), origin="test")
            article = place(article, picture)
        word = self._word(article.id)
        self._save(laptop, replace(article, body=f"copy {word}"))

    def edit(self, laptop: Laptop) -> None:
        article = self._some(laptop)
        if article is None:
            return
        word = self._word(article.id)
        change = self.draw.choice(
            [
                {"body": f"{article.body}\n\nmore {word}"},
                {"body": f"all new {word}"},
                {"body": f"first {word}\n\n{article.body}"},
                {"body": self._changed(article.body, word)},
                {"headline": f"headline {word}"},
                {"standfirst": f"standfirst {word}"},
                {"tags": (*article.tags, word)},
            ]
        )
        self._save(laptop, replace(article, **change))

    def _changed(self, copy: str, word: str) -> str:
        """One paragraph gets another word somewhere, or goes."""
        paragraphs = copy.split("\n\n")
        place_ = self.draw.randrange(len(paragraphs))
        words = paragraphs[place_].split()
        words.insert(self.draw.randint(0, len(words)), word)
        paragraphs[place_] = word if self.draw.random() < 0.2 else " ".join(words)
        return "\n\n".join(paragraphs)

    def caption(self, laptop: Laptop) -> None:
        article = self._some(laptop)
        if article is None or not article.placements:
            return
        word = self._word(article.id)
        place_ = self.draw.randrange(len(article.placements))
        said = replace(article.placements[place_], caption=f"caption {word}", alt_text="alt")
        placements = (*article.placements[:place_], said, *article.placements[place_ + 1 :])
        self._save(laptop, replace(article, placements=placements))

    def act(self, laptop: Laptop) -> None:
        article = self._some(laptop)
        if article is None:
            return
        may = laptop.desk.acts.possible(article)
        if not may:
            return
        act = self.draw.choice([each for each in may if each is not Act.SPIKE] or list(may))
        try:
            laptop.desk.acts.perform(
                article.id, Wish(act, "why"), profile=laptop.desk.profile, origin="test"
            )
        except Refused as error:
            assert error.code in {"acts.checks_failed", "acts.open_clash"}  # noqa: PT017
        else:
            self.acts += 1

    def sync(self, laptop: Laptop) -> None:
        badness = self.draw.choice([0.0, 0.15, 0.5, 1.0])
        faults = self.draw.random
        choice = self.draw.choice
        laptop.sync(lambda _: choice(FAULTS) if faults() < badness else None)

    def restart(self, laptop: Laptop) -> None:
        laptop.restart()

    def agree(self, rounds: int = 12) -> None:
        """The line is up: everything goes through, and people answer what they are asked."""
        for _ in range(rounds):
            for laptop in self.laptops:
                laptop.sync()
                self._answer(laptop)
            if all(self._is_done(each) for each in self.laptops):
                break
        for laptop in self.laptops:
            laptop.sync()

    def _answer(self, laptop: Laptop) -> None:
        for clash in laptop.desk.mirror.clashes():
            chosen = self.draw.choice([clash.mine, clash.theirs])
            if clash.field == "body" and self.draw.random() < 0.7:
                chosen = self._by_passage(clash)
            laptop.desk.mirror.settle_clash(clash.article_id, clash.field, chosen, origin="test")
        for row in laptop.desk.outbox.rows():
            if row.error == "acts.open_clash":
                # The question is answered: now it may go.
                laptop.desk.outbox.retry(row.op_id)
            elif row.state.value == "parked":
                # Somebody moved the story on meanwhile: the person lets it be.
                assert row.error in {"invalid_transition", "forbidden", "taken_down_since"}, row
                laptop.desk.outbox.cancel(row.op_id)

    def _by_passage(self, clash) -> str:
        found = passages(clash.base, clash.mine, clash.theirs)
        return choose(found, [self.draw.choice(list(Choice)) for each in found if each.is_clash])

    def _is_done(self, laptop: Laptop) -> bool:
        outbox = laptop.desk.outbox
        return not (outbox.waiting() or outbox.needs_you() or laptop.desk.mirror.unmerged())

    def _some(self, laptop: Laptop):
        found = laptop.articles()
        return self.draw.choice(found) if found else None

    def _save(self, laptop: Laptop, article) -> None:
        laptop.desk.articles.save(article, origin="test", reason="command")

    def _word(self, article_id: str) -> str:
        word = f"w{len(self.written):05d}"
        self.written[word] = article_id
        return word

    # What must hold once all agree.

    def check(self) -> None:
        self._check_equal()
        self._check_written()
        self._check_public()

    def _check_equal(self) -> None:
        house = {
            entity_id: remote.doc
            for (entity, entity_id), remote in self.kept.entities.items()
            if entity is Entity.ARTICLE
        }
        for laptop in self.laptops:
            articles, pictures = laptop.docs()
            assert set(articles) == set(house), self.steps
            for article_id, doc in articles.items():
                assert doc == {**house[article_id]}, (laptop.name, self.steps)
            for sha256, doc in pictures.items():
                assert doc == {**self.kept.entities[Entity.PICTURE, sha256].doc}, laptop.name
                assert laptop.desk.vault.verify(sha256), "bytes are missing"
                assert sha256 in self.kept.blobs

    def _check_written(self) -> None:
        """Every word that was ever saved is live, or in a history of the one who wrote it."""
        texts = [self._all_texts(laptop) for laptop in self.laptops]
        for word, article_id in self.written.items():
            if article_id:
                assert any(word in each.get(article_id, "") for each in texts), (word, self.steps)

    def _all_texts(self, laptop: Laptop) -> dict[str, str]:
        found = {}
        for article in laptop.articles():
            versions = [
                laptop.desk.history.article(article.id, version.number)
                for version in laptop.desk.history.versions(article.id)
            ]
            found[article.id] = " ".join(str(article_to_doc(each)) for each in [article, *versions])
        return found

    def _check_public(self) -> None:
        """Nothing was published twice, and nothing that nobody published."""
        assert len(self.kept.editions) <= self.acts
        owners = list(self.kept.owners.values())
        assert len(owners) == len(set(owners)), "an article has two addresses"
        for article_id, remote in self.kept.entities.items():
            if article_id[0] is Entity.ARTICLE:
                is_public = article_id[1] in self.kept.public
                assert is_public == (remote.doc["state"] == State.PUBLISHED.value)


def tests_article(article_id, headline):
    """An article that the checks let through."""
    from editor.model.article import Article

    return Article(
        id=article_id,
        headline=headline,
        authors=(Author(person="Trần Thị Một"),),
        category="tin-tuc",
    )
