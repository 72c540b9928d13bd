# SPDX-License-Identifier: GPL-3.0-or-later
"""WireDesk: asks the sources for what is new, and makes stories of what they sent."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from editor.errors import EditorError, Offline, Refused
from editor.fieldwork import new_id
from editor.files import opml
from editor.files.opml import Listed
from editor.model.article import Article, ArticleId
from editor.model.dispatch import (
    EVERY_MINUTES,
    KEEP_DAYS,
    DispatchId,
    Source,
    SourceId,
    with_note,
)
from editor.store.articles import Articles
from editor.store.dispatches import Arrived, Dispatches
from editor.store.sources import Sources
from editor.sync.beside import Beside

if TYPE_CHECKING:
    from editor.cms.feeds import FeedLine, Fetched

ORIGIN: Final = "wires"
NEW: Final = SourceId(0)
"""Until the store has given it an id."""
MOST_DELAY: Final = timedelta(days=1)
ENOUGH_SILENT: Final = 3
"""When so many servers cannot be reached one after the other, and none was, the line is down."""
AGAIN_S: Final = 60.0
"""When it is looked again whether something may be fetched."""
PATIENCE_S: Final = 3.0
LONGEST_ADDRESS: Final = 2000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking a source."""

    source: Source
    """As it stood before."""
    new: int = 0
    error: EditorError | None = None


class WireDesk:
    """The sources of this computer, asked one after the other.

    Args:
        sources: the feeds.
        dispatches: what they sent.
        articles: where stories go.
        clock: for times of the store.
        may_fetch: whether it may be asked without a person wanting it now.
        make_line: makes what asks; None: it is the network.
    """

    def __init__(
        self,
        sources: Sources,
        dispatches: Dispatches,
        articles: Articles,
        clock: Callable[[], datetime],
        may_fetch: Callable[[], bool] = lambda: True,
        make_line: Callable[[], FeedLine] | None = None,
    ) -> None:
        self.sources, self.dispatches = sources, dispatches
        self._articles = articles
        self._clock = clock
        self._may_fetch = may_fetch
        self._make_line = make_line or _new_line
        self._line: FeedLine | None = None
        self._is_over = False
        self._is_asked = False
        self._lock = threading.Lock()
        self._listeners: list[Callable[[int, int], None]] = []
        self.keep_days = KEEP_DAYS
        self._beside = Beside("wires", self._turn, self._let_go)

    def start(self) -> None:
        """Ask each source when it is due, in a thread of its own. A second call does nothing."""
        self._beside.start()

    def fetch_soon(self) -> None:
        """Ask all that are on now, in that thread."""
        self._is_asked = True
        self._beside.wake()

    def wake(self) -> None:
        """Look which sources are due: one was added, or changed."""
        self._beside.wake()

    def close(self) -> None:
        """End the thread, and the call that it is in. A second call does nothing."""
        self._is_over = True
        self._beside.end()
        line = self._line
        if line is not None:
            line.close()
        if not self._beside.join(PATIENCE_S):
            _log.info("the wires did not end in time")
        self._let_go()

    def listen(self, callback: Callable[[int, int], None]) -> Callable[[], None]:
        """Hear how many of how many sources were asked, in the thread that asks; 0 of 0: done."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def add(self, address: str, name: str = "", every_minutes: int = EVERY_MINUTES) -> Source:
        """One more source; nothing is asked yet.

        Raises:
            Refused: `feed.bad_address`, `feed.known_source`.
        """
        new = Source(NEW, checked_address(address), name=name.strip(), every_minutes=every_minutes)
        return self.sources.add(new, origin=ORIGIN)

    def change(self, source_id: SourceId, address: str, name: str, every_minutes: int) -> None:
        """Write a source as a person wants it; with another address it is asked at once.

        Raises:
            Refused: `feed.bad_address`, `feed.known_source`, `feed.unknown_source`.
        """
        its = self.sources.get(source_id)
        told = {"name": name.strip(), "every_minutes": every_minutes, "due_at": None}
        if checked_address(address) != its.address:
            told |= {"address": checked_address(address), "is_entered": True, "title": ""}
            told |= {"etag": "", "modified": "", "error": "", "failures": 0}
        self.sources.change(source_id, told, origin=ORIGIN)

    def take_list(self, path: Path) -> int:
        """Add the sources of a file that are not here yet; how many there were.

        Raises:
            Refused: as `editor.files.opml.read`.
        """
        return self.add_all(opml.read(path))

    def give_list(self, path: Path) -> None:
        """Write all sources into a file.

        Raises:
            Refused: `files.not_written`.
        """
        opml.write(path, self.sources.all())

    def add_all(self, listed: Iterable[Listed]) -> int:
        """The sources of a list that are not here yet; how many there were."""
        known, count = {each.address for each in self.sources.all()}, 0
        for each in listed:
            try:
                address = checked_address(each.address)
            except Refused:
                continue
            if address not in known:
                known.add(address)
                count += 1
                new = Source(NEW, **{**asdict(each), "address": address}, is_entered=False)
                self.sources.add(new, origin=ORIGIN)
        return count

    def fetch(self, ids: Sequence[SourceId] = ()) -> list[Heard]:
        """Ask some sources now, or all that are on; one that fails bars no other.

        Raises:
            Offline: `feed.offline` where no server at all could be reached.

        Cost: as the network has it; at most a minute for each source.
        """
        chosen = [each for each in self.sources.all() if (each.id in ids if ids else each.is_on)]
        return self._fetch(chosen)

    def note(self, dispatch_id: DispatchId, say: Callable[[str, dict[str, object]], str]) -> str:
        """A note to editors that tells of a dispatch.

        Args:
            dispatch_id: which.
            say: a code and its values, of which `at` is a time -> a sentence.
        """
        its = self.dispatches.get(dispatch_id)
        told = {"source": its.source, "headline": its.headline, "link": its.link, "at": its.at}
        return say("feed.note", told).strip()

    def start_story(self, dispatch_id: DispatchId, language: str, note: str) -> Article:
        """Make a story of a dispatch, a draft without an author, and say there which it became.

        Args:
            dispatch_id: which.
            language: of the newspaper, where the dispatch does not tell its own.
            note: for the editors.

        Raises:
            Refused: `feed.unknown_dispatch`.
        """
        # What reads and writes copy is not for the start.
        from editor.files import started  # noqa: PLC0415

        its = self.dispatches.get(dispatch_id)
        made = self._articles.save(
            started.story(its, new_id(), language, note), origin=ORIGIN, reason="import"
        )
        self.dispatches.mark_used(dispatch_id, made.id, origin=ORIGIN)
        return made

    def add_note(self, dispatch_id: DispatchId, article_id: ArticleId, note: str) -> Article:
        """Put a dispatch into a story that is there, as a note to its editors."""
        article = self._articles.get(article_id)
        noted = replace(article, ednote=with_note(article.ednote, note))
        saved = self._articles.save(noted, origin=ORIGIN)
        self.dispatches.mark_read([dispatch_id], origin=ORIGIN)
        return saved

    def _turn(self) -> float | None:
        """Ask what is due; seconds until the next time, None: when woken."""
        is_asked, self._is_asked = self._is_asked, False
        on = [each for each in self.sources.all() if each.is_on]
        if not on:
            return None
        now = self._clock()
        due = on if is_asked else [each for each in on if _is_due(each, now)]
        if due and not (is_asked or self._may_fetch()):
            return AGAIN_S
        try:
            self._fetch(due)
        except Offline:
            return AGAIN_S
        self.dispatches.prune(self.keep_days, origin=ORIGIN)
        return max(_until_next_s(self.sources.next_due(), self._clock()), 1.0)

    def _fetch(self, chosen: Sequence[Source]) -> list[Heard]:
        heard: list[Heard] = []
        with self._lock:
            for number, each in enumerate(chosen, start=1):
                if self._is_over:
                    break
                self._tell(number, len(chosen))
                heard.append(self._hear(each))
                if _is_silent(heard, len(chosen)):
                    self._tell(0, 0)
                    raise Offline("feed.offline")
            for failed in heard:
                if failed.error is not None and not self._is_over:
                    self._note_failure(failed.source, failed.error)
            self._tell(0, 0)
        return heard

    def _hear(self, source: Source) -> Heard:
        try:
            return Heard(source, self._take(source))
        except EditorError as error:
            return Heard(source, error=error)

    def _take(self, source: Source) -> int:
        # Most sessions read no feed.
        from editor.cms.feeds import is_at  # noqa: PLC0415
        from editor.files import dispatches as feeds  # noqa: PLC0415

        fetched = self._asked().fetch(source)
        if not fetched.is_same:
            named = feeds.feed_of_page(fetched.data, fetched.address)
            if named:
                # A person entered the address of a site: its page says where the feed is.
                is_entered = source.is_entered and is_at(named, source.address)
                source = replace(source, address=checked_address(named), is_entered=is_entered)
                fetched = self._asked().fetch(source)
                moved = {"address": source.address, "is_entered": is_entered}
                self.sources.change(source.id, moved, origin=ORIGIN)
        told = self._told(source, fetched)
        if fetched.is_same:
            return self.dispatches.take(source.id, (), None, told, origin=ORIGIN)
        feed = feeds.read(fetched.data, fetched.media_type, fetched.address)
        keys = [each.key for each in feed.entries]
        known = self.dispatches.known(source.id, keys)
        digests = {each.key: feeds.digest(each) for each in feed.entries}
        arrived = [
            Arrived(
                each.key,
                digests[each.key],
                each.published_at,
                link=each.link,
                author=each.author,
                **asdict(feeds.words_of(each)),
            )
            for each in feed.entries
            if known.get(each.key) != digests[each.key]
        ]
        return self.dispatches.take(
            source.id, arrived, keys, {**told, "title": feed.title}, origin=ORIGIN
        )

    def _asked(self) -> FeedLine:
        if self._line is None:
            self._line = self._make_line()
        return self._line

    def _told(self, source: Source, fetched: Fetched) -> dict[str, object]:
        now = self._clock()
        return {
            "etag": fetched.etag or (source.etag if fetched.is_same else ""),
            "modified": fetched.modified or (source.modified if fetched.is_same else ""),
            "answered_at": now,
            "due_at": now + timedelta(minutes=source.every_minutes),
            "failures": 0,
            "error": "",
            "error_values": "",
        }

    def _note_failure(self, source: Source, error: EditorError) -> None:
        delay = timedelta(minutes=source.every_minutes) * 2 ** min(source.failures, 6)
        asked_s = error.values.get("retry_after_s")
        if isinstance(asked_s, int | float):
            delay = max(delay, timedelta(seconds=asked_s))
        told = {
            "failures": source.failures + 1,
            "error": error.code,
            "error_values": error.values,
            "due_at": self._clock() + min(delay, MOST_DELAY),
        }
        try:
            self.sources.change(source.id, told, origin=ORIGIN)
        except Refused as gone:
            if gone.code != "feed.unknown_source":
                raise

    def _tell(self, at: int, of: int) -> None:
        for each in tuple(self._listeners):
            each(at, of)

    def _let_go(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _new_line() -> FeedLine:
    from editor.cms.feeds import FeedLine  # noqa: PLC0415  # httpx: as in _take

    return FeedLine()


def checked_address(address: str) -> str:
    """The address of a source as a person typed it, whole.

    Raises:
        Refused: `feed.bad_address`.
    """
    told = address.strip()
    if "://" not in told:
        told = f"https://{told.removeprefix('feed:')}"
    told = told.replace("feed://", "https://", 1) if told.startswith("feed://") else told
    if not _is_web(told) or len(told) > LONGEST_ADDRESS or any(map(str.isspace, told)):
        raise Refused("feed.bad_address", address=address)
    return told


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and has_port and is_plain


def _is_due(source: Source, now: datetime) -> bool:
    # A clock that was set back must not silence a source for years.
    return source.due_at is None or not now < source.due_at <= now + MOST_DELAY


def _until_next_s(due_at: datetime | None, now: datetime) -> float:
    if due_at is None:
        return AGAIN_S
    return min((due_at - now).total_seconds(), MOST_DELAY.total_seconds())


def _is_silent(heard: Sequence[Heard], of: int) -> bool:
    """Whether nobody could be reached so far: then it says nothing about the sources."""
    codes = [each.error.code if each.error is not None else "" for each in heard]
    return len(codes) >= min(ENOUGH_SILENT, of) > 1 and all(
        each == "feed.no_host" for each in codes
    )
