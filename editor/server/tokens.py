# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come in: one token a device, pairing codes to get one, and taking it back."""

import hashlib
import hmac
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.errors import Refused
from editor.model.workflow import Role
from editor.server import audit, tables
from editor.server.database import Database, iso

CODE_LIFE = timedelta(minutes=10)
IDLE_LIFE = timedelta(days=90)
WHOLE_LIFE = timedelta(days=365)
MAX_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=1)
_USED_STEP = timedelta(hours=1)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LETTERS = 10
_MAX_REMEMBERED = 10_000
_token, _pairing = tables.token, tables.pairing
# Made once: to make a statement costs more than to run it.
_BY_HASH = sa.select(_token).where(_token.c.hash == sa.bindparam("of"))
_NOTE_USE = sa.update(_token).where(_token.c.id == sa.bindparam("its_id"))
_NEW_CODE = sa.insert(_pairing)
_USED = sa.delete(_pairing).where(_pairing.c.hash == sa.bindparam("of")).returning(_pairing)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    person: str
    device: str
    role: Role
    token_id: str = ""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as an administrator sees it; never the token itself."""

    token_id: str
    person: str
    device: str
    role: Role
    made_at: str
    used_at: str
    is_revoked: bool


class Tokens:
    """The tokens of one server. Only hashes are stored: a stolen archive opens no door."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._failures: deque[datetime] = deque(maxlen=MAX_FAILURES)
        self._bootstrap = ""
        self._opened: set[str] = set()

    def accept_bootstrap(self, token: str) -> None:
        """Take this token, in memory only, for whoever started the server; empty: for nobody."""
        self._bootstrap = token

    def caller(self, token: str) -> Caller | None:
        """Who has this token; None for one that is unknown, old or taken back."""
        found = self._caller(token)
        if found is not None:
            if len(self._opened) >= _MAX_REMEMBERED:
                self._opened.clear()
            self._opened.add(_hash(token))
        return found

    def has_opened(self, token: str) -> bool:
        """Whether this token once let somebody in: enough to read what its bearer brings.

        It may have been taken back since: before anything is done, ask `caller`.
        """
        return _hash(token) in self._opened

    def _caller(self, token: str) -> Caller | None:
        if self._bootstrap and hmac.compare_digest(_hash(token), _hash(self._bootstrap)):
            return Caller(person="", device="", role=Role.ADMIN)
        with self._database.reading() as connection:
            row = connection.execute(_BY_HASH, {"of": _hash(token)}).one_or_none()
        if row is None or row.revoked_at is not None or self._is_old(row.made_at, row.used_at):
            return None
        self._note_use(row.id, row.used_at)
        return Caller(row.person, row.device, Role(row.role), row.id)

    def make(self, person: str, device: str, role: Role) -> str:
        """A new token; this is the only time that anyone sees it."""
        token = f"nrt_{secrets.token_urlsafe(32)}"
        now = iso(self._clock())
        row = {
            "id": str(uuid4()),
            "hash": _hash(token),
            "person": person,
            "device": device,
            "role": role.value,
            "made_at": now,
            "used_at": now,
        }
        who = (person, device)
        self._noted(_token.insert().values(row), who, "token", f"{row['id']} {role.value}")
        return token

    def pairing_code(self, person: str, role: Role) -> str:
        """A code that one device may exchange for a token, once and soon."""
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
        code = f"{letters[:5]}-{letters[5:]}"
        ends_at = iso(self._clock() + CODE_LIFE)
        row = {"hash": _code_hash(code), "person": person, "role": role.value, "ends_at": ends_at}
        self._database.write(lambda connection: connection.execute(_NEW_CODE, row))
        return code

    def pair(self, code: str, device: str) -> tuple[str, Caller]:
        """The token for a pairing code, and whose it is; the code is used up.

        Raises:
            Refused: `site.bad_code`; `site.too_many` after too many wrong ones.
        """
        self._slow_down()
        its = {"of": _code_hash(code)}
        row = self._database.write(lambda connection: connection.execute(_USED, its).one_or_none())
        if row is None or row.ends_at <= iso(self._clock()):
            self._failures.append(self._clock())
            raise Refused("site.bad_code")
        token = self.make(row.person, device, Role(row.role))
        return token, Caller(row.person, device, Role(row.role))

    def revoke(self, token_id: str, by: str = "") -> None:
        """Take a token back, at once.

        Args:
            token_id: of `rows`.
            by: who does it, for the audit log.

        Raises:
            Refused: `site.unknown_id`.
        """
        change = (
            sa.update(_token).where(_token.c.id == token_id).values(revoked_at=iso(self._clock()))
        )
        # PostgreSQL holds no text with a NUL in it, and refuses to look for one.
        is_known = token_id.isprintable() and self._noted(change, (by, ""), "revoke", token_id)
        if not is_known:
            raise Refused("site.unknown_id", id=token_id)

    def revoke_all(self, person: str, by: str = "") -> int:
        """Take back every token of a person; how many there were."""
        theirs = sa.update(_token).where(_token.c.person == person, _token.c.revoked_at.is_(None))
        change = theirs.values(revoked_at=iso(self._clock()))
        return self._noted(change, (by, ""), "revoke", person)

    def set_role(self, person: str, role: Role, by: str = "") -> int:
        """Give a person another role on all devices; how many there are."""
        theirs = sa.update(_token).where(_token.c.person == person, _token.c.revoked_at.is_(None))
        change = theirs.values(role=role.value)
        return self._noted(change, (by, ""), "role", f"{person} {role.value}")

    def rows(self) -> list[TokenRow]:
        """All tokens that were ever given, newest first."""
        query = sa.select(_token).order_by(_token.c.made_at.desc(), _token.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [
            TokenRow(
                token_id=row.id,
                person=row.person,
                device=row.device,
                role=Role(row.role),
                made_at=row.made_at,
                used_at=row.used_at,
                is_revoked=row.revoked_at is not None,
            )
            for row in rows
        ]

    def _noted(self, change: sa.UpdateBase, who: tuple[str, str], deed: str, about: str) -> int:
        """A change with its line in the audit log, both or neither; how many rows it met."""

        def work(connection: Connection) -> int:
            count = connection.execute(change).rowcount
            if count:
                audit.note(connection, self._clock(), who, deed, about)
            return count

        return self._database.write_in_order(work)

    def _is_old(self, made_at: str, used_at: str) -> bool:
        now = self._clock()
        return made_at < iso(now - WHOLE_LIFE) or used_at < iso(now - IDLE_LIFE)

    def _note_use(self, token_id: str, used_at: str) -> None:
        # Not at each request: reading must not cost a write.
        now = self._clock()
        if used_at > iso(now - _USED_STEP):
            return
        used = {"its_id": token_id, "used_at": iso(now)}
        self._database.write(lambda connection: connection.execute(_NOTE_USE, used))

    def _slow_down(self) -> None:
        now = self._clock()
        full = len(self._failures) == MAX_FAILURES
        if full and now - self._failures[0] < FAILURE_WINDOW:
            wait = FAILURE_WINDOW - (now - self._failures[0])
            raise Refused("site.too_many", retry_after_s=int(wait.total_seconds()) + 1)


def _hash(token: str) -> str:
    # The token has 256 random bits: a slow hash would add nothing.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _code_hash(code: str) -> str:
    return _hash("".join(char for char in code.upper() if char in _ALPHABET))
