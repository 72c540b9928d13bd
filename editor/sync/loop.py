# SPDX-License-Identifier: GPL-3.0-or-later
"""The one sync thread: wake, plan, run, back off, stop."""

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from editor.cms.site import Site
from editor.errors import EditorError, Offline, Refused
from editor.model.operation import ServerInfo
from editor.model.picture import Sha256
from editor.model.rows import Line, Progress, SyncStatus
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.sync import plan
from editor.sync.audit import Audit
from editor.sync.beside import Beside
from editor.sync.ear import Ear
from editor.sync.presence import Holders, Presence
from editor.sync.run import Run
from editor.sync.standing import Standing
from editor.sync.turn import Asked, Turn

POLL_S = 30.0
"""How often a laptop asks for news that does not listen."""
LISTENING_POLL_S = 300.0
"""How often one asks that does."""
LONGEST_HOLD_S = 20.0
"""However long somebody types without a pause, so much later it is sent."""
STOP_PATIENCE_S = 2.0
LEAVE_PATIENCE_S = 1.0
STUCK_S = 600.0
"""A turn that has moved nothing for so long is broken off."""
WATCH_S = 10.0
PROGRESS_S = 0.2
"""How often it is told how far a picture has gone."""
OWN_DISK = ("store.", "vault.")
"""What fails here and not on the line: a disk that was full has room again at any moment."""

_log = logging.getLogger(__name__)


class SyncLoop:
    """Sends what waits and takes in what is new, in a thread of its own or one turn at a call.

    Args:
        mirror: what the server last said.
        outbox: what waits.
        articles: the store's articles.
        vault: the bytes of pictures.
        clock: wall clock, for what is written down; never for a decision between two versions.
        draw: random numbers in [0, 1) for the back-off.
    """

    def __init__(
        self,
        mirror: Mirror,
        outbox: Outbox,
        articles: Articles,
        vault: Vault,
        *,
        clock: Callable[[], datetime],
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._mirror = mirror
        self._outbox = outbox
        self._articles = articles
        self._vault = vault
        self._clock = clock
        self._draw = draw
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._woken = threading.Event()
        self._site: Site | None = None
        self._next_site: tuple[Site | None] | None = None
        self._now: Turn | None = None
        self._failures = 0
        self._due_s = 0.0
        self._held_since_s: float | None = None
        self._thread: threading.Thread | None = None
        self._is_stopping = False
        self._is_blamed = False
        self._standing = Standing(outbox)
        # When something last moved; None: no turn is under way.
        self._moved_s: float | None = None
        self._told_s = 0.0
        self._ear = Ear(self._wake_for_news, draw)
        self._watch = Beside("sync-watch", self.watch)
        self.presence = Presence(self._reachable)
        """Who else has which story open."""
        self._beside = self._watch, self.presence.beside, self._ear.beside

    @property
    def status(self) -> SyncStatus:
        """How it stands, as last told to the listeners."""
        return self._standing.status

    @property
    def is_blamed(self) -> bool:
        """Whether there is no house to send to, because none could be taken."""
        return self._is_blamed

    @property
    def server(self) -> ServerInfo | None:
        """Who the server said that it is, in this session; None: not heard of yet."""
        return None if self._now is None else self._now.server

    def listen(self, callback: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Hear of each change of the status, in whatever thread it happens; returns the way out."""
        return self._standing.listen(callback)

    def open_story(self, article_id: str) -> None:
        """This story is open here from now on, and no other; empty: none."""
        self.presence.open(article_id)

    def listen_to_others(self, callback: Callable[[Holders], None]) -> Callable[[], None]:
        """Hear who else has which story open, in whatever thread; returns the way out."""
        return self.presence.listen(callback)

    def use_site(self, site: Site | None) -> None:
        """Take another house from the next turn on; never waits for one that is under way."""
        with self._state:
            skipped, self._next_site = self._next_site, (site,)
            self._is_blamed = False
        if skipped is not None and skipped[0] is not None:
            skipped[0].close()
        self.retry()

    def blame(self, error: EditorError) -> None:
        """There is no house to take, and this is why; what waits is kept."""
        self.use_site(None)
        self._is_blamed = True
        self._standing.tell(line=plan.line_of(error), error=error.code, values=error.values)

    def start(self) -> None:
        """Start the thread and those beside it; a second call does nothing."""
        if self._thread is None:
            self._is_stopping = False
            self._begin()
            for each in self._beside:
                each.start()

    def stop(self) -> None:
        """End the threads and let go of the site; what waits, waits on in the store."""
        self._is_stopping = True
        self._woken.set()
        for each in self._beside:
            each.end()
        self._join()
        with self._turn:
            self._adopt()
            if self._site is not None:
                self._site.close()
            self._site = self._now = None

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)
        self._thread.start()

    def _join(self) -> None:
        if self._thread is None:
            return
        self._thread.join(STOP_PATIENCE_S)
        self.presence.beside.join(LEAVE_PATIENCE_S)
        if self._site is not None:
            # Whatever still waits on the line ends now; the next try repeats it.
            self._site.close()
        self._thread.join()
        for each in self._beside:
            each.join()
        self._thread = None

    def wake(self, delay_s: float = 0.0) -> None:
        """Something waits to be sent. During a back-off it goes along with the next try.

        Args:
            delay_s: how long to hold it for more of the same: calls within that time put it off
                again, up to `LONGEST_HOLD_S` after the first.
        """
        now_s = time.monotonic()
        with self._state:
            if not self._failures:
                if self._held_since_s is None:
                    self._held_since_s = now_s
                latest_s = self._held_since_s + LONGEST_HOLD_S
                self._due_s = min(now_s + delay_s, latest_s)
        self._woken.set()

    def retry(self) -> None:
        """Try now, in spite of a back-off: a person asks, or a network came up."""
        with self._state:
            self._failures = 0
            self._due_s = 0.0
        self._woken.set()

    def pause(self) -> None:
        """Send and fetch nothing until `resume`; what is on its way is broken off."""
        self._standing.tell(is_paused=True)
        self._ear.rest()
        with self._state:
            site = self._site
        if site is not None:
            site.hang_up()

    def resume(self) -> None:
        """Go on."""
        self._standing.tell(is_paused=False)
        self.retry()

    def allow_removal(self) -> None:
        """A person says yes to a pull that takes many articles away."""
        if self._now is not None:
            self._now.may_remove_many = True
        self.retry()

    def refuse_removal(self) -> None:
        """A person says no: what was taken away there stays here, and is sent anew."""
        if self._now is not None:
            self._now.keeps_removed = True
        self.retry()

    def put_away_notice(self) -> None:
        """A person has read what happened."""
        self._standing.tell(notice="", notice_values={})

    def want_pictures(self, sha256s: Sequence[Sha256]) -> None:
        """These are to be shown and are not here: they are fetched before the others."""
        if self._now is not None:
            self._now.want(sha256s)
            self.retry()

    def _wake_for_news(self) -> None:
        """The house has news; during a back-off they come along with the next try."""
        with self._state:
            if not self._failures:
                self._due_s = time.monotonic()
        self._woken.set()

    def watch(self) -> float:
        """Look after the sync: start a thread that died, break off what hangs; when to again."""
        thread, moved_s = self._thread, self._moved_s
        if thread is not None and not thread.is_alive() and not self._is_stopping:
            _log.warning("the sync had ended by itself and is started again")
            self._moved_s = None
            self._begin()
            self._standing.tell(notice="sync.restarted", notice_values={})
        elif moved_s is not None and time.monotonic() - moved_s > STUCK_S:
            _log.warning("the sync hung on the line and is broken off")
            self._moved_s = time.monotonic()
            if self._site is not None:
                self._site.hang_up()
        return WATCH_S

    def once(self) -> SyncStatus:
        """One whole turn: news, merges, what waits, missing pictures. Never raises.

        Returns:
            How it stands after that.
        """
        with self._turn:
            self._adopt()
            self._woken.clear()
            with self._state:
                self._held_since_s = None
            if self._now is not None and not self._standing.status.is_paused:
                self._guarded_turn(self._now)
            else:
                self._standing.tell()
        return self._standing.status

    def _guarded_turn(self, turn: Turn) -> None:
        self._moved_s = time.monotonic()
        try:
            turn.do()
        except EditorError as error:
            wait_s = self._failed(turn, error)
        except Exception:  # noqa: BLE001  # a defect must not end the thread that sends all work
            _log.exception("the sync met something that it does not know")
            wait_s = self._failed(turn, EditorError("sync.broken"))
        else:
            wait_s = self._finished()
        finally:
            self._moved_s = None
        with self._state:
            # A wake that came during a turn that went well stands.
            is_asked = self._woken.is_set() and not self._failures
            if self._held_since_s is None and not is_asked:
                self._due_s = time.monotonic() + wait_s

    def _adopt(self) -> None:
        with self._state:
            taken, self._next_site = self._next_site, None
        if taken is None:
            return
        if self._site is not None:
            self._site.close()
        with self._state:
            self._site = taken[0]
        self._now = None if self._site is None else self._new_turn(self._site)
        if not self._is_blamed:
            self._standing.forget_line(line=Line.NONE, error="", values={}, sent_at=None)

    def _new_turn(self, site: Site) -> Turn:
        run = Run(
            site,
            mirror=self._mirror,
            outbox=self._outbox,
            articles=self._articles,
            vault=self._vault,
            clock=self._clock,
            draw=self._draw,
        )
        run.on_progress = self._note_progress
        return Turn(
            run,
            mirror=self._mirror,
            outbox=self._outbox,
            audit=Audit(site, self._mirror, self._clock),
            clock=self._clock,
            asked=Asked(self._is_over, self._woken.is_set, self._standing.tell, self._notice),
        )

    def _is_over(self) -> bool:
        self._moved_s = time.monotonic()  # Asked between any two steps of a turn: none hangs.
        return self._is_stopping or self._standing.status.is_paused

    def _note_progress(self, progress: Progress) -> None:
        now_s = time.monotonic()
        if self._is_over():
            raise Offline("line.paused")
        if now_s - self._told_s >= PROGRESS_S or progress.sent_bytes == progress.size_bytes:
            self._told_s = now_s
            self._standing.tell_only(progress=progress)

    def _notice(self, code: str, **values: object) -> None:
        self._standing.tell(notice=code, notice_values=values)

    def _failed(self, turn: Turn, error: EditorError) -> float:
        if self._is_over():
            # Broken off because a person wanted it: nothing is wrong.
            self._standing.tell(is_sending=False, progress=None)
            return POLL_S
        self._failures += 1
        turn.server = None
        self._ear.rest()
        told = {"line": plan.line_of(error), "error": error.code, "values": error.values}
        self._standing.tell(**told, is_sending=False, progress=None)
        if isinstance(error, Refused) and not error.code.startswith(OWN_DISK):
            # Only a person can change it; a rare look sees whether somebody has.
            return plan.LONGEST_DELAY_S
        return plan.delay_s(self._failures, self._draw(), asked_s=plan.asked_s(error))

    def _finished(self) -> float:
        """All of a turn is done: say so, and listen; seconds until the next."""
        self._failures = 0
        now = self._clock()
        counts = self._outbox.counts()
        sent_at = self._standing.status.sent_at if counts.waiting else now
        rest = {"is_sending": False, "progress": None, **counts._asdict()}
        self._standing.tell_only(line=Line.ONLINE, error="", values={}, sent_at=sent_at, **rest)
        if self._site is not None and not self._is_over():
            self._ear.listen(self._site, self._mirror.cursor())
            self.presence.beside.wake()
        due = self._outbox.next_time(now)
        poll_s = LISTENING_POLL_S if self._ear.is_listening else POLL_S
        return poll_s if due is None else min(poll_s, max(0.0, (due - now).total_seconds()))

    def _reachable(self) -> Site | None:
        """The house, when it can be reached and may be asked."""
        with self._state:
            status = self._standing.status
            is_there = status.line is Line.ONLINE and not status.is_paused
            return self._site if is_there else None

    def _live(self) -> None:
        try:
            while not self._is_stopping:
                self._woken.wait(self._wait_s())
                self._woken.clear()
                if self._is_stopping:
                    return
                if time.monotonic() >= self._due_s:
                    self.once()
                else:
                    self._standing.tell()
        except Exception:  # noqa: BLE001  # told here; the watch starts the thread again
            _log.exception("the sync ended by itself")

    def _wait_s(self) -> float | None:
        if self._next_site is None and (self._now is None or self._standing.status.is_paused):
            return None
        return max(0.0, self._due_s - time.monotonic())
