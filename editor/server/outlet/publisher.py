# SPDX-License-Identifier: GPL-3.0-or-later
"""The publisher: carries what goes public to the house outside, the taken down first, once."""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy.engine import Connection

from editor.cms.ledgered import Ledgered
from editor.errors import EditorError, Offline, Refused
from editor.model.workflow import Role
from editor.pictures.renditions import Renditions
from editor.server import deliveries
from editor.server.archive import Archive
from editor.server.darkroom import Darkroom
from editor.server.deliveries import Delivery
from editor.server.outlet import health, house
from editor.server.outlet.editions import edition_of
from editor.server.outlet.errand import Brought, Errands, Refusal, Result, Unclear
from editor.server.outlet.house import House, Opening
from editor.server.outlet.ledger import HouseLedger
from editor.server.outlet.sole import LIFE, Sole
from editor.server.rounds import Rounds
from editor.sync.plan import asked_s, delay_s

LOOK_S: Final = 1.0
"""How soon an act of another process is heard of; one of this process is at once."""
NO_HOUSE_S: Final = 5.0
"""How soon it is heard that there is a house now."""
LONGEST_URGENT_S: Final = 30.0
"""What is to be taken down is tried as often as that, however long the line has been down."""

_log = logging.getLogger(__name__)


class Publisher:
    """One thread that brings the house what readers are to have, for as long as the block lasts.

    Of several processes on one database one at a time does it. What was under way when a process
    ended is found out by the next one before anything else is asked for.

    Args:
        archive: what went public, and what is to be brought.
        renditions: makes the files of pictures that readers get.
        opening: the way to a house; knows which kinds there are.
        draw: a random number in [0, 1), for the waits after a failure.
    """

    def __init__(
        self,
        archive: Archive,
        renditions: Renditions,
        opening: Opening,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._archive = archive
        self._database = archive.database
        self._renditions = renditions
        self._opening = opening
        self._draw = draw
        self._sole = Sole(archive.database, "publisher", archive.clock)
        self._way: tuple[House, Ledgered, Errands] | None = None
        self._failures = 0
        self._asked_until = archive.clock()
        self._is_over = False
        self._rounds = Rounds("publishing", self._go)
        self._beat = Rounds("publisher", self._keep, first_s=LIFE.total_seconds() / 3)

    def __enter__(self) -> "Publisher":
        self._database.listen(self._rounds.wake)
        self._rounds.__enter__()
        self._beat.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        if self._way is not None:
            self._way[1].hang_up()
        self._beat.__exit__()
        self._rounds.__exit__()
        self._close()

    def _keep(self) -> float:
        self._sole.keep()
        return LIFE.total_seconds() / 3

    def _go(self) -> float:
        now = self._archive.clock()
        with self._database.reading() as connection:
            wanted = house.wanted(connection)
            is_due = wanted is not None and deliveries.waits(connection, now)
        if wanted is None:
            self._close()
            return NO_HOUSE_S
        if not is_due or now < self._asked_until or not self._sole.hold():
            return LOOK_S
        try:
            while not self._is_over and self._next(wanted):
                self._sole.keep()
        finally:
            self._sole.release()
        return LOOK_S

    def _next(self, wanted: House) -> bool:
        """Bring the next one; whether there may be more that can be brought now."""
        try:
            errands = self._errands(wanted)
        except EditorError as error:
            self._rest(error)
            return False
        now = self._archive.clock()
        taken = self._database.write_in_order(lambda connection: deliveries.take(connection, now))
        if taken is None:
            return False
        result = self._tried(errands, taken)
        if isinstance(result, Unclear):
            return self._again(taken, result.error)
        self._failures = 0
        self._database.write_in_order(lambda each: self._noted(each, taken, result))
        if isinstance(result, Refusal):
            # What is mended there, such as a section that was missing, is read anew.
            self._close()
        return True

    def _errands(self, wanted: House) -> Errands:
        """The way to the house, opened anew where it is another."""
        if self._way is None or self._way[0] != wanted:
            self._close()
            ledger = HouseLedger(self._database, wanted, self._sole, self._archive.clock)
            login = house.login_in(self._archive.folder)
            adapter = self._opening(wanted.kind, wanted.address, login, ledger, self._renditions)
            # Who may publish was decided here, by the newsroom's own table.
            site = Ledgered(adapter, ledger, acts_as=Role.ADMIN)
            self._way = (wanted, site, Errands(site, ledger))
        return self._way[2]

    def _close(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            way[1].close()

    def _tried(self, errands: Errands, taken: Delivery) -> Result:
        """What came of it; a story that the program stumbles over stands in no other's way."""
        try:
            return self._carried(errands, taken)
        except EditorError:
            raise
        except Exception:  # noqa: BLE001  # whatever it is, the others go on
            _log.exception("story %s cannot be brought to the house", taken.article_id)
            return Unclear(Offline("outlet.failed"))

    def _carried(self, errands: Errands, taken: Delivery) -> Result:
        edition = None
        if taken.number:
            with self._database.reading() as connection:
                edition = edition_of(connection, taken.article_id, taken.number)
        if edition is None or taken.is_urgent:
            return errands.withdraw(taken.article_id, edition)
        return errands.bring(edition)

    def _noted(self, connection: Connection, taken: Delivery, result: Brought | Refusal) -> None:
        """Write down what came of it."""
        self._sole.check(connection)
        now = self._archive.clock()
        health.note_answer(connection, now)
        if isinstance(result, Brought):
            deliveries.done(connection, taken, now, address=result.address)
        elif taken.is_urgent:
            # Readers are to lose it: it is tried until they have, and its reason is told meanwhile.
            at = now + timedelta(seconds=LONGEST_URGENT_S)
            deliveries.again(connection, taken, at, result.code, result.values)
        elif result.code != deliveries.CHANGED:
            # What others changed was noted along with their words.
            is_held = result.code.startswith("outlet.")
            deliveries.park(connection, taken, now, result.code, result.values, is_held=is_held)

    def _again(self, taken: Delivery, error: EditorError) -> bool:
        """Try it again later; whether others can be brought meanwhile."""
        if error.code.startswith("line.") and error.code != "line.timeout":
            self._rest(error, taken)
            return False
        wait_s = delay_s(taken.tries + 1, self._draw(), asked_s=asked_s(error))
        if taken.is_urgent and asked_s(error) is None:
            wait_s = min(wait_s, LONGEST_URGENT_S)
        at = self._archive.clock() + timedelta(seconds=wait_s)

        def work(connection: Connection) -> None:
            self._sole.check(connection)
            deliveries.again(connection, taken, at, error.code, error.values)

        self._database.write_in_order(work)
        return True

    def _rest(self, error: EditorError, taken: Delivery | None = None) -> None:
        """The house cannot be reached, or does not know us: leave it alone for some seconds."""
        if error.code in ("line.signed_out", "line.not_signed_in"):
            # Of a laptop and its server it says something else.
            error = Refused("outlet.signed_out")
        self._failures += 1
        wait_s = delay_s(self._failures, self._draw(), asked_s=asked_s(error))
        now, urgent_s = self._archive.clock(), min(wait_s, LONGEST_URGENT_S)
        if asked_s(error) is not None:
            # A new act is tried at once, but at a house that asked to be left alone.
            self._asked_until = now + timedelta(seconds=wait_s)

        def work(connection: Connection) -> None:
            self._sole.check(connection)
            health.note_trouble(connection, now, error)
            if taken is not None:
                deliveries.again(connection, taken, now, error.code, error.values)
            for each_s, is_urgent in ((wait_s, False), (urgent_s, True)):
                at = now + timedelta(seconds=each_s)
                deliveries.rest(connection, at, is_urgent=is_urgent)

        # A password that was mended since is read anew.
        self._close()
        self._database.write_in_order(work)
        _log.warning("the house cannot be told: %s", error)


@contextmanager
def publishing(archive: Archive, opening: Opening) -> Iterator[None]:
    """Bring what goes public to the house that an administrator set, while the block lasts."""
    sizes = Darkroom(archive.vault, archive.folder / "renditions")
    with closing(sizes), Publisher(archive, sizes, opening):
        yield
