# SPDX-License-Identifier: GPL-3.0-or-later
"""Receiving: all stories of files of every kind, each once, with what it was kept untouched."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from editor import exchange
from editor.desk import Desk
from editor.errors import EditorError, Refused
from editor.exchange import Brought, Outcome
from editor.files import newsfiles
from editor.files.documents import Document
from editor.files.newsfiles import Kind
from editor.files.originals import Original, Originals
from editor.model.article import ArticleId
from editor.model.workflow import State
from editor.store.remote_map import RemoteMap

AT_ONCE = 100
"""So many stories of one file are stored in one transaction."""
NO_FAULTS = frozenset({"files.known_stories", "files.other_items"})
"""Codes that tell of what was left out as it should be."""
_PAGES = frozenset({".html", ".htm", ".mhtml", ".mht"})
_OWN = "urn:uuid:"

Came = tuple[Path, Outcome]


def receive(
    desk: Desk,
    paths: Iterable[Path],
    *,
    converts: bool = False,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Iterator[Came]:
    """Make stories out of files, each of one or of many; one that fails bars no other.

    A story that came in before under the name by which it is known outside does not come again,
    unless it was spiked since.

    Args:
        desk: where they go. Nothing is ever published by an import.
        paths: the files.
        converts: letters of old fonts are put into Unicode; else they stay as they are.
        is_wanted: asked before each story of a file of many is read; when not, what was read by
            then is stored and told, and the import ends.

    Yields:
        (file, what came of it): a story as stored, or the error that kept one out. For a file of
        news the last may be `files.known_stories`, with how many of it were here already.

    Cost: 2 ms for each of 600 words.
    """
    told = ((each, _kind(each)) for each in paths)
    for is_plain, group in groupby(told, key=lambda pair: pair[1] is None):
        if is_plain:
            files = [path for path, _ in group]
            made = exchange.bring_in_all(desk, files, converts=converts)
            for path, each in zip(files, made, strict=True):
                _keep_page(desk, path, each)
                yield path, each
            continue
        for path, kind in group:
            if isinstance(kind, Kind):
                outcomes = _of_news(desk, path, kind, is_wanted, converts=converts)
            else:
                outcomes = iter((kind,) if kind else ())
            yield from ((path, each) for each in outcomes)


def _keep_page(desk: Desk, path: Path, made: Outcome) -> None:
    """Keep a page that became a story as it was saved."""
    if isinstance(made, Brought) and path.suffix.lower() in _PAGES:
        page = Original(path.read_bytes(), path.suffix.lower())
        originals(desk).keep(((made.article.id, page),))


def _kind(path: Path) -> Kind | EditorError | None:
    try:
        return newsfiles.kind_of(path)
    except EditorError as error:
        # What cannot be read at all is told by whoever reads documents.
        return None if error.code == "files.unreadable" else error


def _of_news(
    desk: Desk, path: Path, kind: Kind, is_wanted: Callable[[], bool], *, converts: bool
) -> Iterator[Outcome]:
    """The stories of one file, a batch in a transaction; at last why it ends before its end."""
    batch, seen = _Batch(desk), set[str]()
    known = 0
    try:
        for document in newsfiles.read_all(path, kind, desk.profile):
            if not is_wanted():
                break
            if isinstance(document, EditorError):
                yield from batch.store()
                yield document
                continue
            guid = document.original.guid if document.original else ""
            if guid in seen or batch.is_known(guid):
                known += 1
                continue
            seen.update(filter(None, (guid,)))
            yield from batch.add(document, converts=converts)
    except EditorError as error:
        yield from batch.store()
        yield error
    yield from batch.store()
    if known:
        yield Refused("files.known_stories", file=path.name, stories=known)


class _Batch:
    """Stories that are read and not stored yet, with what they were."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._originals = originals(desk)
        self._waiting: list[Outcome] = []
        self._kept: list[tuple[ArticleId, Original]] = []

    def is_known(self, guid: str) -> bool:
        """Whether a story of this name outside is here, and was not spiked."""
        own = guid.removeprefix(_OWN).partition("#")[0] if guid.startswith(_OWN) else ""
        came = self._originals.story(guid) or ArticleId(own)
        found = self._desk.articles.find(came) if came else None
        return found is not None and self._desk.acts.state_of(found) is not State.SPIKED

    def add(self, document: Document, *, converts: bool) -> Iterator[Outcome]:
        """Take one more in; what is stored for that is told."""
        try:
            made = exchange.story_of(self._desk, document, converts=converts)
        except EditorError as error:
            self._waiting.append(error)
        else:
            self._waiting.append(made)
            if document.original is not None:
                self._kept.append((made.article.id, document.original))
        if len(self._waiting) >= AT_ONCE:
            yield from self.store()

    def store(self) -> Iterator[Outcome]:
        """Store what waits."""
        waiting, self._waiting = self._waiting, []
        kept, self._kept = self._kept, []
        if kept:
            self._originals.keep(kept)
        yield from exchange.store(self._desk, waiting)


def originals(desk: Desk) -> Originals:
    """Where each imported story stands as it came."""
    return Originals(desk.folder / "imports")


def original(desk: Desk, article_id: ArticleId) -> Original:
    """A story as it was when it came in.

    Raises:
        Refused: `files.no_original` for one that was written here, or came in some other way.
    """
    found = originals(desk).find(article_id) or _pulled(desk, article_id)
    if found is None:
        raise Refused("files.no_original", id=article_id)
    return found


def _pulled(desk: Desk, article_id: ArticleId) -> Original | None:
    """A story's HTML as it first came from a house of another kind; None: it did not."""
    settings = desk.settings
    if not settings.site_kind:
        return None
    desk.enter()
    html = RemoteMap(desk.database, settings.site_address).original(article_id)
    return Original(html.encode(), ".html") if html else None
