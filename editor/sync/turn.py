# SPDX-License-Identifier: GPL-3.0-or-later
"""One whole turn: news, merges, what waits to be sent, missing pictures, once a week an audit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from editor.errors import Clash, EditorError, Offline, Refused
from editor.model.operation import Operation, Outcome, ServerInfo, Unknown
from editor.model.picture import Sha256
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.sync import plan
from editor.sync.audit import Audit
from editor.sync.run import Run, is_forgotten, is_stale

ROUNDS = 8
"""How often one turn pulls again after it has sent, or because somebody else wrote first."""
CLOCK_MAY_DIFFER = timedelta(minutes=2)
"""By less nobody is told."""
_FOR_A_PERSON = ("line.signed_out", "line.not_signed_in", "line.other_server")
"""What no later try changes by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the loop wants of a turn that is under way, and hears of it."""

    is_over: Callable[[], bool]
    """Stop as soon as what is on the line has ended."""
    is_woken: Callable[[], bool]
    """Something more urgent than old pictures waits."""
    told: Callable[..., None]
    """Something of the status is another: it is on its way, or the clocks differ."""
    notice: Callable[..., None]
    """A code and values of what happened and should be known."""


class Turn:
    """What is done again and again with one house; remembers what the next turn must know.

    Args:
        run: the single actions.
        mirror: what the server last said.
        outbox: what waits.
        audit: the weekly comparison.
        clock: for what is written down.
        asked: what the loop wants meanwhile.
    """

    def __init__(  # the rooms that a turn joins, all by name
        self,
        run: Run,
        *,
        mirror: Mirror,
        outbox: Outbox,
        audit: Audit,
        clock: Callable[[], datetime],
        asked: Asked,
    ) -> None:
        self._run = run
        self._mirror = mirror
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._asked = asked
        self.server: ServerInfo | None = None
        """Who the server said that it is; None: to be asked."""
        # True at the start: an earlier session may have ended in the middle of a comparison.
        self._is_anew = True
        self._has_recalled = False
        self._reason = ""
        self.may_remove_many = False
        """A person said yes to a pull that takes many articles away."""
        self.keeps_removed = False
        """A person said no: what was taken away there stays, and is sent anew."""

    def do(self) -> None:
        """The whole of it.

        Raises:
            Offline, Refused: as `editor.cms.site.Site` says; what was done by then stands.
        """
        # Nothing is on its way between two turns, whatever an earlier one could not write down.
        self._outbox.recover()
        if self.server is None:
            self.server = self._greet()
        self._has_recalled = False
        for _ in range(ROUNDS):
            self._take_in(self.server)
            if not self._send_all():
                break
        if self._asked.is_over():
            return
        self._run.tell_clashes()
        if self._run.has_news:
            self._fetch_pictures()
        self._compare()

    def want(self, sha256s: Sequence[Sha256]) -> None:
        """These pictures are to be shown: they come first."""
        self._run.want(sha256s)

    def _greet(self) -> ServerInfo:
        """Ask who the server is, and what time it has."""
        before = self._clock()
        server = self._run.greet()
        self._asked.told(clock_off_s=clock_off_s(server, before, self._clock()))
        return server

    def _take_in(self, server: ServerInfo) -> None:
        try:
            self._pull_all(server)
        except Clash as error:
            if error.code != "line.epoch_changed":
                raise
            self.server = server = self._greet()
            self._note_reason(server)
            self._run.start_over()
            self._is_anew = True
            self._pull_all(server)
        if self._asked.is_over() or not self._knows_what_is_kept():
            return
        self.may_remove_many = self.keeps_removed = False
        self._run.merge_all()
        if self._is_anew:
            self._recall_all()

    def _knows_what_is_kept(self) -> bool:
        return not self._is_anew or self._run.ask_what_is_kept(self._asked.is_over)

    def _note_reason(self, server: ServerInfo) -> None:
        """Why everything is compared: another server, or the same with an older memory."""
        if self._mirror.server_id() not in {"", server.server_id}:
            self._reason = "sync.other_server"
        elif self._mirror.epoch() != server.epoch:
            self._reason = "sync.set_back"

    def _recall_all(self) -> None:
        count = self._run.recall()
        self._is_anew = False
        reason, self._reason = self._reason, ""
        if count and not reason:
            reason = "sync.set_back"
        if reason:
            self._asked.notice(reason, count=count)

    def _pull_all(self, server: ServerInfo) -> None:
        while self._run.pull(
            server, may_remove_many=self.may_remove_many, keeps_removed=self.keeps_removed
        ):
            if self._asked.is_over():
                return

    def _send_all(self) -> bool:
        """Send what may go; True when a pull must follow.

        It follows whatever took effect, so that the cursor stands behind our own writes: a server
        that is set back to before them is then recognised.
        """
        lost = 0
        is_pull_due = False
        self._unstick()
        while not self._asked.is_over():
            ready = self._outbox.ready(self._clock())
            if not ready:
                return is_pull_due
            self._asked.told(is_sending=True)
            operations = self._outbox.take_all([each.op_id for each in ready])
            outcomes = self._run.send_all(operations)
            lost = _lost(outcomes, lost)
            if lost:
                continue
            is_pull_due = True
            if self._is_pull_due_now(operations, outcomes):
                return True
        return False

    def _is_pull_due_now(
        self, operations: Sequence[Operation], outcomes: Sequence[Outcome]
    ) -> bool:
        forgotten = [
            operation
            for operation, outcome in zip(operations, outcomes, strict=True)
            if is_forgotten(operation, outcome)
        ]
        if forgotten and not self._has_recalled:
            # The server has lost something that it once had: compare everything, send it again.
            self._has_recalled = True
            for each in forgotten:
                self._outbox.retry(each.op_id)
            self._run.start_over()
            self._is_anew = True
            return True
        return any(is_stale(each) for each in outcomes)

    def _fetch_pictures(self) -> None:
        for sha256 in self._run.lacking():
            if self._asked.is_over() or self._asked.is_woken():
                return
            self._run.fetch(sha256)
        self._run.has_news = False

    def _compare(self) -> None:
        if self._asked.is_woken() or not self._audit.is_due() or self._outbox.waiting():
            return
        if self._audit.run(self._asked.is_over):
            self._run.merge_all()

    def _unstick(self) -> None:
        # A wall clock that was set back would hold an operation for years.
        latest = self._clock() + timedelta(seconds=2 * plan.LONGEST_DELAY_S)
        for op_id in self._outbox.held_beyond(latest):
            self._outbox.retry(op_id)


def _lost(outcomes: Sequence[Outcome], lost_before: int) -> int:
    """How many requests in a row got lost, this one included.

    Raises:
        Offline, Refused: the line is down. One operation that fails alone may be its own fault;
            two, or several in one request, say that it is the line.
    """
    if not all(isinstance(each, Unknown) for each in outcomes):
        return 0
    outcome = outcomes[0]
    is_line = lost_before or len(outcomes) > 1
    if isinstance(outcome, Unknown) and (is_line or outcome.cause in _FOR_A_PERSON):
        raise _as_error(outcome)
    return 1


def _as_error(outcome: Unknown) -> EditorError:
    if outcome.cause in _FOR_A_PERSON:
        return Refused(outcome.cause)
    return Offline(outcome.cause, retry_after_s=outcome.retry_after_s)


def clock_off_s(server: ServerInfo, before: datetime, after: datetime) -> int:
    """By how much this computer's clock is ahead of the server's; 0: by little, or not known.

    Args:
        server: what it told, and when by its clock.
        before: when it was asked, by this computer's clock.
        after: when the answer was here; the server answered at any time between.
    """
    try:
        there = datetime.fromisoformat(server.time)
        ahead, behind = before - there, there - after
    except (ValueError, TypeError):
        return 0
    off = ahead if ahead > CLOCK_MAY_DIFFER else -behind if behind > CLOCK_MAY_DIFFER else None
    return 0 if off is None else round(off.total_seconds())
