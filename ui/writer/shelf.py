# SPDX-License-Identifier: GPL-3.0-or-later
"""Shelf: the write lane's side of a draft; saves a snapshot, with what came from elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from PySide6.QtCore import QTimer

from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.picture import Picture, Sha256
from editor.model.steps import Kept
from editor.text.tidy import tidy
from ui.tasks import Tasks
from ui.writer import echo
from ui.writer.steps import Taken
from ui.writer.weave import news, weave

RETRY_MS = 5000
"""After a save that failed."""


class Keeper(Protocol):
    """What a draft asks of `editor.store.articles.Articles`."""

    def find(self, article_id: ArticleId, /) -> Article | None:
        """The article as it stands, or None."""

    def save(
        self,
        article: Article,
        /,
        *,
        origin: str,
        base: Article | None = None,
        steps: Mapping[str, Kept],
    ) -> Article:
        """Store what differs from base, and what can be taken back; what then stands."""

    def save_picture(self, picture: Picture, /, *, origin: str, base: Picture | None) -> None:
        """Store what of a picture differs from base; all of one that is not known."""

    def pictures_of(self, article: Article, /) -> dict[Sha256, Picture]:
        """The pictures of its placements."""


Changed = tuple[tuple[Picture, Picture], ...]
"""Pictures of which something is new, each with what the change started from."""


def keep_trying(tasks: Tasks, work: Callable[[], object]) -> None:
    """Write what nobody has open any more until it stands in the store; tell each failure."""

    def failed(error: EditorError) -> None:
        tasks.trouble.emit(error)
        if not tasks.is_closed:
            QTimer.singleShot(RETRY_MS, lambda: keep_trying(tasks, work))

    tasks.write(work, failed=failed)


@dataclass(frozen=True)
class Snapshot:
    """An open article at one moment; cheap to take, read in another thread."""

    revision: int
    header: Article
    """All but the copy."""
    frozen: bytes
    """The copy, as `Echo` freezes it."""
    pictures: Mapping[Sha256, Picture] = field(default_factory=dict)
    is_tidy: bool = False
    """The copy is known to be tidy."""

    @cached_property
    def article(self) -> Article:
        """The whole article. Cost: grows with the copy; not for the thread of the widgets."""
        copy = echo.decode(self.frozen)
        return replace(self.header, body=copy if self.is_tidy else tidy(copy))


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the store after a visit, and what of it the draft does not have."""

    number: int
    """Visits are counted: a later one knows more."""
    base: Article
    """What draft and store had in common before."""
    article: Article
    news: frozenset[str]
    pictures: Mapping[Sha256, Picture] | None = None
    """None: not looked up, for no news was of them."""


class Arrival(NamedTuple):
    """What came from elsewhere into an open article."""

    origin: str
    before: Article
    """As it stood on the screen."""
    after: Article
    told: frozenset[str]
    """The names of the fields that are not what they were."""


class Shelf:
    """Saves and reads one article. Thread: only work of the write lane calls `save` and `read`."""

    def __init__(self, articles: Keeper, article_id: ArticleId, origin: str) -> None:
        self._articles = articles
        self._id = article_id
        self._origin = origin
        self._number = 0
        self._written: tuple[int, Article] | None = None

    def save(
        self,
        snapshot: Snapshot,
        adopted: tuple[int, Article] | None,
        pictures: Changed,
        steps: Mapping[str, Taken],
    ) -> Standing:
        """Store a snapshot and the pictures' facts; what others changed meanwhile stays.

        Args:
            snapshot: what stood on the screen.
            adopted: the newest visit whose news were on the screen by then, and what it found;
                None: the article had no row.
            pictures: those of which something is new, each with what the change started from.
            steps: what can be taken back in each field.

        Raises:
            EditorError: of the store; nothing of the article is written then.
        """
        for picture, base_picture in pictures:
            self._articles.save_picture(picture, origin=self._origin, base=base_picture)
        mine = snapshot.article
        base = self._base(adopted)
        found = self._articles.find(self._id) if base is not None else None
        whole = mine if base is None or found is None else weave(base, mine, found)
        kept = {name: each.kept() for name, each in steps.items()}
        stands = self._articles.save(whole, origin=self._origin, base=found, steps=kept)
        self._number += 1
        self._written = (self._number, mine)
        return self._standing(mine, stands, looks=bool(pictures))

    def read(self, adopted: tuple[int, Article] | None) -> Standing | None:
        """What stands in the store now; None when the article is not there."""
        found = self._articles.find(self._id)
        base = self._base(adopted)
        if found is None or base is None:
            return None
        self._number += 1
        told = self._standing(base, found)
        return replace(told, pictures=self._articles.pictures_of(found))

    def _base(self, adopted: tuple[int, Article] | None) -> Article | None:
        """What a snapshot knew of the store: the later of what was written and what was shown."""
        if adopted is None or (self._written is not None and self._written[0] > adopted[0]):
            return self._written[1] if self._written is not None else None
        return adopted[1]

    def _standing(self, base: Article, stands: Article, *, looks: bool = False) -> Standing:
        told = news(base, stands)
        is_news = looks or "placements" in told
        pictures = self._articles.pictures_of(stands) if is_news else None
        return Standing(self._number, base, stands, told, pictures)
