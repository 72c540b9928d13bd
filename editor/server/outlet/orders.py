# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator orders of the house outside: set, test, show, send again, remove."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass

from sqlalchemy.engine import Connection

from editor.cms.ledger import Ledger
from editor.errors import Refused
from editor.model.operation import ServerInfo
from editor.pictures.renditions import Renditions
from editor.server import audit, deliveries
from editor.server.archive import Archive
from editor.server.deliveries import Delivery
from editor.server.outlet import health, house
from editor.server.outlet.house import House, Opening
from editor.server.outlet.ledger import HouseLedger
from editor.server.outlet.sole import Sole
from editor.settings import SITE_KINDS

Told = dict[str, object]
"""One JSON document."""
_BY = ("(command line)", "")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the orders are given.

    Args:
        archive: the server's; it may serve meanwhile.
        opening: the way to a house.
        ask_login: asks the person for name and password, or key; nothing of it is ever shown.
    """

    archive: Archive
    opening: Opening
    ask_login: Callable[[], str]


def give(desk: Desk, words: Sequence[str]) -> Told:
    """Do one order; what there is to say.

    (none) how it stands · `set KIND ADDRESS` · `test` · `retry` · `retry STORY` · `remove`.

    Raises:
        Refused: `server.unknown_command`, `server.no_house`, `server.bad_house_kind`,
            `line.not_signed_in`, `line.signed_out`, `line.bad_address`, `line.not_safe`,
            `site.unknown_id`.
        Offline: the house cannot be reached, or is none of that kind.
    """
    name, *rest = words or ["show"]
    known = _ORDERS.get((name, len(rest)))
    if known is None:
        raise Refused("server.unknown_command", command=" ".join(("house", *words)))
    return known(desk, rest)


def _set(desk: Desk, words: Sequence[str]) -> Told:
    kind, address = words[0], words[1].rstrip("/")
    if kind not in SITE_KINDS or not kind:
        kinds = ", ".join(each for each in SITE_KINDS if each)
        raise Refused("server.bad_house_kind", kind=kind, kinds=kinds)
    made, login = House(kind, address), desk.ask_login()
    met = _met(desk, made, login)
    # In the environment it is not ours to keep.
    if not house.is_in_environment():
        house.keep_login(desk.archive.folder, login)
    _write(desk, made, f"house {kind} {address}")
    return {"kind": kind, "address": address, **met}


def _test(desk: Desk, _: Sequence[str]) -> Told:
    found = _wanted(desk)
    return {**asdict(found), **_met(desk, found, house.login_in(desk.archive.folder))}


def _show(desk: Desk, _: Sequence[str]) -> Told:
    found = _wanted(desk)
    with desk.archive.database.reading() as connection:
        stands = health.read(connection)
        counted, open_ones = deliveries.count(connection), health.open_ones(connection)
    counts = {stage.value: number for stage, number in counted.items()}
    return {**asdict(found), **counts, **asdict(stands), "stories": [*map(_row, open_ones)]}


def _retry(desk: Desk, words: Sequence[str]) -> Told:
    _wanted(desk)
    now, article_id = desk.archive.clock(), words[0] if words else ""
    count = desk.archive.database.write_in_order(
        lambda connection: deliveries.retry(connection, now, article_id)
    )
    if article_id and not count:
        raise Refused("site.unknown_id", id=article_id)
    return {"retried": count}


def _remove(desk: Desk, _: Sequence[str]) -> Told:
    found = _wanted(desk)
    house.keep_login(desk.archive.folder, "")
    _write(desk, None, f"no house {found.address}")
    return {"removed": found.address}


def _wanted(desk: Desk) -> House:
    with desk.archive.database.reading() as connection:
        found = house.wanted(connection)
    if found is None:
        raise Refused("server.no_house")
    return found


def _write(desk: Desk, wanted: House | None, about: str) -> None:
    def work(connection: Connection) -> None:
        deliveries.want(connection, wanted.written if wanted is not None else "")
        health.forget(connection)
        audit.note(connection, desk.archive.clock(), _BY, "house", about)

    desk.archive.database.write_in_order(work)


def _met(desk: Desk, met: House, login: str) -> Told:
    """Who we are there, and what it is like."""
    archive = desk.archive
    sole = Sole(archive.database, "meeting", archive.clock)
    ledger: Ledger = HouseLedger(archive.database, met, sole, archive.clock)
    renditions = Renditions(archive.vault, archive.folder / "renditions")
    with closing(desk.opening(met.kind, met.address, login, ledger, renditions)) as way:
        told: ServerInfo = way.greet()
        able: Mapping[str, object] = way.capabilities().told
    return {"person": told.person, "role": told.role, **able}


def _row(each: Delivery) -> Told:
    names = ("article_id", "stage", "is_urgent", "tries", "asked_at", "at", "code", "values")
    return {name: getattr(each, name) for name in names}


_ORDERS: Mapping[tuple[str, int], Callable[[Desk, Sequence[str]], Told]] = {
    ("show", 0): _show,
    ("set", 2): _set,
    ("test", 0): _test,
    ("retry", 0): _retry,
    ("retry", 1): _retry,
    ("remove", 0): _remove,
}


def lines(told: Told, say: Callable[[str, Mapping[str, object]], str]) -> list[str]:
    """What `give` told, as lines with tabs.

    Args:
        told: the document.
        say: the sentence for a code and its values.
    """
    rest = {name: each for name, each in told.items() if name not in ("stories", "values")}
    found = [f"{name}\t{_in_words(told, each, say)}" for name, each in rest.items() if each != ""]
    stories = told.get("stories", [])
    for row in stories if isinstance(stories, list) else ():
        words = (row["article_id"], row["stage"], row["at"])
        found.append("\t".join((*words, _in_words(row, row["code"], say))))
    return found


def _in_words(told: Told, value: object, say: Callable[[str, Mapping[str, object]], str]) -> str:
    values = told.get("values")
    if value and value == told.get("code") and isinstance(values, dict):
        return say(str(value), values)
    return str(value)
