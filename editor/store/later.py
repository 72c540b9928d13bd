# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms of a store that is not open yet: what is asked of them waits in its thread until it is."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from editor.model.article import Article, ArticleId
from editor.model.look import Look
from editor.model.operation import Doc, ServerInfo
from editor.model.picture import Picture, Sha256
from editor.model.rows import StoryFilter, StoryRow, SyncStatus
from editor.store.glance import Glance, look_of

News = TypeVar("News")


class Ears(Generic[News]):
    """Those who want to hear of something that cannot be heard of yet."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[News], None]] = []

    def listen(self, callback: Callable[[News], None]) -> Callable[[], None]:
        """Hear of it; returns the way out."""
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

    def tell(self, news: News) -> None:
        """Tell all."""
        for callback in tuple(self._listeners):
            callback(news)


class Later:
    """A room that is entered when something is first asked of it; each of its verbs is here.

    Args:
        rooms: gives all rooms, once they can be entered; called in the thread that asks.
        name: this one's.
    """

    def __init__(self, rooms: Callable[[], Any], name: str) -> None:
        self._rooms = rooms
        self._name = name

    def _enter(self) -> Any:  # noqa: ANN401 - the room itself
        return getattr(self._rooms(), self._name)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the room takes
            return getattr(self._enter(), name)(*given, **named)

        return ask


class LaterDatabase(Later):
    """The store itself, of whose commits can be heard before the first."""

    def __init__(self, rooms: Callable[[], Any], ears: Ears[Any]) -> None:
        super().__init__(rooms, "database")
        self.listen = ears.listen


class LaterSync(Later):
    """The sync, at rest."""

    status = SyncStatus()
    server: ServerInfo | None = None
    is_blamed = False

    def __init__(self, rooms: Callable[[], Any], ears: Ears[Any]) -> None:
        super().__init__(rooms, "sync")
        self.listen = ears.listen


class LaterMirror(Later):
    """What the server last said; the site's profile and look are known at a glance."""

    def __init__(self, rooms: Callable[[], Any], glance: Glance, name: str) -> None:
        super().__init__(rooms, name)
        self._glance = glance

    def profile(self) -> Doc | None:
        """As `Mirror.profile`."""
        return self._glance.profile() if self._glance.is_open else self._enter().profile()

    def look(self) -> Look:
        """As `Mirror.look`."""
        found = self._glance.look()
        return self._enter().look() if found is None else look_of(found)


class LaterArticles(Later):
    """The articles; those of the first screen are known at a glance."""

    def __init__(self, rooms: Callable[[], Any], glance: Glance, name: str) -> None:
        super().__init__(rooms, name)
        self._glance = glance

    def get(self, article_id: ArticleId) -> Article:
        """As `Articles.get`."""
        found = self._glance.article(article_id)
        return self._enter().get(article_id) if found is None else found

    def pictures_of(self, article: Article) -> dict[Sha256, Picture]:
        """As `Articles.pictures_of`."""
        found = self._glance.pictures_of(article)
        return self._enter().pictures_of(article) if found is None else found

    def rows(
        self, story_filter: StoryFilter, *, limit: int = 100, offset: int = 0
    ) -> list[StoryRow]:
        """As `Articles.rows`."""
        found = self._glance.rows(story_filter, limit=limit, offset=offset)
        if found is not None:
            return found
        told: list[StoryRow] = self._enter().rows(story_filter, limit=limit, offset=offset)
        return told
