# SPDX-License-Identifier: GPL-3.0-or-later
"""The one sync thread: wake, plan, run, back off, stop."""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from editor.cms.site import Site
from editor.errors import Clash, EditorError, Offline, Refused
from editor.model.operation import Operation, ServerInfo, Unknown
from editor.model.rows import Line, SyncStatus
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.sync import plan
from editor.sync.run import Run, is_forgotten, is_stale

POLL_S = 30.0
"""How often an idle laptop asks for news."""
LONGEST_HOLD_S = 20.0
"""However long somebody types without a pause, so much later it is sent."""
STOP_PATIENCE_S = 2.0
OWN_DISK = ("store.", "vault.")
"""What fails here and not on the line: a disk that was full has room again at any moment."""
ROUNDS = 8
"""How often one turn pulls again after it has sent, or because somebody else wrote first."""

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
        self._run: Run | None = None
        self._server: ServerInfo | None = None
        # True at the start: an earlier session may have ended in the middle of a comparison.
        self._is_anew = True
        self._has_recalled = False
        self._may_remove_many = False
        self._failures = 0
        self._due_s = 0.0
        self._held_since_s: float | None = None
        self._thread: threading.Thread | None = None
        self._is_stopping = False
        self._is_blamed = False
        self._listeners: list[Callable[[SyncStatus], None]] = []
        self._status = SyncStatus()

    @property
    def status(self) -> SyncStatus:
        """How it stands, as last told to the listeners."""
        return self._status

    @property
    def is_blamed(self) -> bool:
        """Whether there is no house to send to, because none could be taken."""
        return self._is_blamed

    @property
    def server(self) -> ServerInfo | None:
        """Who the server said that it is, in this session; None: not heard of yet."""
        return self._server

    def listen(self, callback: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Hear of each change of the status, in whatever thread it happens; returns the way out."""
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

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
        self._tell(line=_line_of(error), error=error.code, values=error.values)

    def start(self) -> None:
        """Start the thread; a second call does nothing."""
        if self._thread is None:
            self._is_stopping = False
            self._thread = threading.Thread(target=self._live, name="sync", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread and let go of the site; what waits, waits on in the store."""
        self._is_stopping = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join(STOP_PATIENCE_S)
            if self._thread.is_alive() and self._site is not None:
                # Whatever it waits for on the line ends now; the next try repeats it.
                self._site.close()
            self._thread.join()
            self._thread = None
        with self._turn:
            self._adopt()
            if self._site is not None:
                self._site.close()
            self._site = self._run = None

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
        """Send and fetch nothing until `resume`."""
        self._tell(is_paused=True)

    def resume(self) -> None:
        """Go on."""
        self._tell(is_paused=False)
        self.retry()

    def allow_removal(self) -> None:
        """A person says yes to a pull that takes many articles away."""
        self._may_remove_many = True
        self.retry()

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
            if self._run is not None and not self._status.is_paused:
                self._guarded_turn(self._run)
            else:
                self._tell()
        return self._status

    def _guarded_turn(self, run: Run) -> None:
        wait_s: float = POLL_S
        try:
            self._whole_turn(run)
        except EditorError as error:
            wait_s = self._failed(error)
        except Exception:  # noqa: BLE001  # a defect must not end the thread that sends all work
            _log.exception("the sync met something that it does not know")
            wait_s = self._failed(EditorError("sync.broken"))
        else:
            self._failures = 0
            self._finished()
        with self._state:
            # A wake that came during the turn stands.
            if self._held_since_s is None:
                self._due_s = time.monotonic() + wait_s

    def _whole_turn(self, run: Run) -> None:
        if self._server is None:
            self._server = run.greet()
        self._has_recalled = False
        for _ in range(ROUNDS):
            self._take_in(run, self._server)
            if not self._send_all(run):
                break
        if run.has_news:
            self._fetch_pictures(run)

    def _take_in(self, run: Run, server: ServerInfo) -> None:
        try:
            self._pull_all(run, server)
        except Clash as error:
            if error.code != "line.epoch_changed":
                raise
            self._server = server = run.greet()
            run.start_over()
            self._is_anew = True
            self._pull_all(run, server)
        if self._is_stopping:
            return
        self._may_remove_many = False
        run.merge_all()
        if self._is_anew:
            run.recall()
            self._is_anew = False

    def _pull_all(self, run: Run, server: ServerInfo) -> None:
        while run.pull(server, may_remove_many=self._may_remove_many):
            if self._is_stopping:
                return

    def _send_all(self, run: Run) -> bool:
        """Send what may go; True when a pull must follow.

        It follows whatever took effect, so that the cursor stands behind our own writes: a server
        that is set back to before them is then recognised.
        """
        lost = 0
        is_pull_due = False
        self._unstick()
        while not self._is_stopping and not self._status.is_paused:
            found = self._outbox.next(self._clock())
            if found is None:
                return is_pull_due
            self._tell(is_sending=True)
            operation = self._outbox.take(found.op_id)
            outcome = run.send(operation)
            if isinstance(outcome, Unknown):
                lost += 1
                # One that fails alone may be its own fault; two say that the line is down.
                if lost > 1 or outcome.cause == "line.signed_out":
                    raise _as_error(outcome)
                continue
            lost = 0
            is_pull_due = True
            if is_stale(outcome):
                return True
            if is_forgotten(operation, outcome) and not self._has_recalled:
                self._recall(run, operation)
                return True
        return False

    def _recall(self, run: Run, operation: Operation) -> None:
        """The server has lost something that it once had: compare everything, send it again."""
        self._has_recalled = True
        self._outbox.retry(operation.op_id)
        run.start_over()
        self._is_anew = True

    def _fetch_pictures(self, run: Run) -> None:
        for sha256 in run.lacking():
            if self._is_stopping or self._woken.is_set():
                return
            run.fetch(sha256)
        run.has_news = False

    def _unstick(self) -> None:
        # A wall clock that was set back would hold an operation for years.
        latest = self._clock() + timedelta(seconds=2 * plan.LONGEST_DELAY_S)
        for row in self._outbox.rows():
            if row.next_at is not None and row.next_at > latest:
                self._outbox.retry(row.op_id)

    def _adopt(self) -> None:
        with self._state:
            taken, self._next_site = self._next_site, None
        if taken is None:
            return
        if self._site is not None:
            self._site.close()
        self._site, self._server = taken[0], None
        self._run = None if self._site is None else self._new_run(self._site)
        if not self._is_blamed:
            self._status = replace(self._status, line=Line.NONE, error="", values={}, sent_at=None)

    def _new_run(self, site: Site) -> Run:
        return Run(
            site,
            mirror=self._mirror,
            outbox=self._outbox,
            articles=self._articles,
            vault=self._vault,
            clock=self._clock,
            draw=self._draw,
        )

    def _failed(self, error: EditorError) -> float:
        self._failures += 1
        self._server = None
        self._tell(line=_line_of(error), error=error.code, values=error.values, is_sending=False)
        if isinstance(error, Refused) and not error.code.startswith(OWN_DISK):
            # Only a person can change it; a rare look sees whether somebody has.
            return plan.LONGEST_DELAY_S
        asked = error.values.get("retry_after_s")
        asked_s = float(asked) if isinstance(asked, int | float) else None
        return plan.delay_s(self._failures, self._draw(), asked_s=asked_s)

    def _finished(self) -> None:
        is_all_sent = not self._outbox.waiting()
        sent_at = self._clock() if is_all_sent else self._status.sent_at
        self._tell(line=Line.ONLINE, error="", values={}, is_sending=False, sent_at=sent_at)

    def _live(self) -> None:
        while not self._is_stopping:
            self._woken.wait(self._wait_s())
            self._woken.clear()
            if self._is_stopping:
                return
            if time.monotonic() >= self._due_s:
                self.once()
            else:
                self._tell()

    def _wait_s(self) -> float | None:
        if self._next_site is None and (self._run is None or self._status.is_paused):
            return None
        return max(0.0, self._due_s - time.monotonic())

    def _tell(self, **changed: object) -> None:
        waiting, needs_you = self._outbox.waiting(), self._outbox.needs_you()
        with self._state:
            status = replace(
                self._status,
                waiting=waiting,
                needs_you=needs_you,
                **changed,  # type: ignore[arg-type]  # names of SyncStatus, by the callers above
            )
            is_news = status != self._status
            self._status = status
        if is_news:
            for callback in tuple(self._listeners):
                callback(status)


def _line_of(error: EditorError) -> Line:
    # What is refused waits for a person; all else is tried again by itself.
    return Line.REFUSED if isinstance(error, Refused) else Line.OFFLINE


def _as_error(outcome: Unknown) -> EditorError:
    if outcome.cause == "line.signed_out":
        return Refused(outcome.cause)
    return Offline(outcome.cause, retry_after_s=outcome.retry_after_s)
