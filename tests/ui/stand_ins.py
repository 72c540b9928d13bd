# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-ins for the rooms of a desk that the panels read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from editor.errors import EditorError, Refused
from editor.model.article import Article, ArticleId
from editor.model.assignment import me
from editor.model.rows import (
    Clashing,
    Edition,
    Line,
    OpState,
    OutboxRow,
    StoryFilter,
    StoryRow,
    SyncMark,
    SyncStatus,
    Version,
)
from editor.model.standing import Told
from editor.model.workflow import Act, Role, State
from editor.settings import Settings
from editor.snippets import Snippets
from tests.builders import PROFILE, an_article

NOW = datetime(2026, 3, 5, 1, 2, tzinfo=UTC)


def a_row(number: int, **values: object) -> StoryRow:
    """One line of the list; any value can be named."""
    whole = StoryRow(
        id=ArticleId(f"story-{number}"),
        headline=f"Headline {number}",
        kicker="",
        category="tin-tuc",
        byline="Một Trần",
        state=State.DRAFT,
        changed_at=NOW - timedelta(minutes=number),
        mark=SyncMark.SAVED,
        words=100,
        pictures=0,
        missing_captions=0,
    )
    return replace(whole, **values)


def a_waiting(number: int, **values: object) -> OutboxRow:
    """One line of the outbox; any value can be named."""
    whole = OutboxRow(
        op_id=f"op-{number}",
        kind="save",
        article_id=ArticleId(f"story-{number}"),
        headline=f"Headline {number}",
        size_bytes=2_000,
        state=OpState.PENDING,
        attempts=0,
        queued_at=NOW,
        next_at=None,
    )
    return replace(whole, **values)


class Shelf:
    """Keeps rows in memory, and counts how often it was read."""

    def __init__(self, rows: list[StoryRow]) -> None:
        self.kept = rows
        self.reads: list[tuple[StoryFilter, int, int]] = []
        self.article: Article | None = None
        self.saved: list[tuple[Article, str]] = []
        self.searches_expected = self.caught_up = 0

    def expect_search(self):
        self.searches_expected += 1

    def catch_up(self):
        self.caught_up += 1

    def rows(self, story_filter, *, limit=100, offset=0):
        self.reads.append((story_filter, limit, offset))
        return self._fit(story_filter)[offset : offset + limit]

    def count(self, story_filter):
        return len(self._fit(story_filter))

    def row(self, article_id):
        return next((each for each in self.kept if each.id == article_id), None)

    def get(self, article_id):
        return self.article or an_article(id=article_id)

    find = get

    def pictures_of(self, article):
        return {}

    def save(self, article, *, origin, reason="typing", by=""):
        self.saved.append((article, reason))
        return article

    def _fit(self, wanted: StoryFilter) -> list[StoryRow]:
        return [
            each
            for each in self.kept
            if wanted.text.lower() in each.headline.lower()
            and (not wanted.states or each.state in wanted.states)
            and (not wanted.category or each.category == wanted.category)
            and (not wanted.author or wanted.author in each.byline)
            and (wanted.people is None or any(one in each.byline for one in wanted.people))
            and (not wanted.desk or each.desk == wanted.desk)
            and (not wanted.is_stub or each.is_stub)
            and (wanted.due is None or (each.due_at is not None and each.due_at < wanted.due[1]))
        ]


class Planning:
    """Who sits here, and how many stories each filter shows."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.role = Role.ADMIN

    def me(self, names, desk, profile):
        return me(names, self.role, desk, profile)

    def counts(self, filters):
        return [self._shelf.count(each) for each in filters]

    def known_people(self):
        return ["Lan", "Mai"]


class Outbox:
    """A queue in memory."""

    def __init__(self, rows: list[OutboxRow]) -> None:
        self.kept = rows
        self.retried: list[str] = []
        self.cancelled: list[str] = []
        self.first: list[str] = []

    def rows(self):
        return list(self.kept)

    def retry(self, op_id):
        self.retried.append(op_id)

    def send_first(self, op_id):
        self.first.append(op_id)

    def cancel(self, op_id):
        self.cancelled.append(op_id)
        self.kept = [each for each in self.kept if each.op_id != op_id]


class Mirror:
    """Open questions in memory."""

    def __init__(self) -> None:
        self.open: list[Clashing] = []
        self.settled: list[tuple[str, object]] = []
        self.seen: list[str | None] = []

    def clashes(self, article_id=None):
        return tuple(self.open)

    def settle_clash(self, article_id, field, chosen, *, origin, seen=None):
        self.settled.append((field, chosen))
        self.seen.append(seen)
        self.open = [each for each in self.open if each.field != field]


class History:
    """Two versions of one story."""

    readers_have: Edition | None = None

    def versions(self, article_id):
        return [
            Version(2, NOW, "", "typing", "Now", 120),
            Version(1, NOW - timedelta(hours=1), "Ban ảnh", "import", "Before", 80),
        ]

    def edition(self, article_id):
        return self.readers_have

    def article(self, article_id, number):
        return an_article(headline=f"Version {number}", body="Chữ cũ.")


class Acts:
    """Queues acts, or refuses them all."""

    def __init__(self) -> None:
        self.done: list[tuple[Act, str]] = []
        self.fault: EditorError | None = None
        self.may = (Act.PUBLISH, Act.SUBMIT, Act.SPIKE)
        self.is_needless = False
        self.told: tuple[Told, ...] = ()
        self.address = ""

    def page(self, article_id):
        return self.address

    def state_of(self, article):
        return State.DRAFT

    def possible(self, article):
        return self.may

    def changes_nothing(self, article):
        return self.is_needless

    def standing(self, article, status, *, is_shown=None):
        return self.told

    def perform(self, article_id, wish, *, profile, origin):
        if self.fault is not None:
            raise self.fault
        self.done.append((wish.act, wish.reason))
        self.publish_at, self.override = wish.publish_at, wish.override
        return "op-1"


class Sync:
    """A line whose state a test sets."""

    def __init__(self) -> None:
        self.status = SyncStatus(line=Line.ONLINE)
        self.woken = 0

    def wake(self):
        self.woken += 1

    def retry(self):
        self.woken += 1

    def allow_removal(self):
        self.woken += 1

    def refuse_removal(self):
        self.woken += 1

    def listen(self, callback: Callable[[SyncStatus], None]) -> Callable[[], None]:
        return lambda: None


def a_desk(rows: int = 3, outbox: list[OutboxRow] | None = None) -> SimpleNamespace:
    """A desk with that many stories."""
    shelf = Shelf([a_row(number) for number in range(rows)])
    return SimpleNamespace(
        articles=shelf,
        planning=Planning(shelf),
        outbox=Outbox(outbox or []),
        mirror=Mirror(),
        history=History(),
        acts=Acts(),
        role=Role.ADMIN,
        sync=Sync(),
        settings=Settings(pen_name="Một Trần"),
        profile=PROFILE,
        snippets=Snippets(Path("nowhere") / "snippets.toml"),
    )


def a_refusal() -> Refused:
    """What the server's rules may say."""
    return Refused("acts.open_clash", field="headline")
