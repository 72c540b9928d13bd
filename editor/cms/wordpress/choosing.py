# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing: the sections, topics and accounts of a WordPress, and who we are to it."""

import base64
from collections.abc import Mapping, Sequence
from typing import Final

import httpx

from editor.cms.foreign import Foreign
from editor.cms.spelling import nfc
from editor.cms.wordpress import troubles
from editor.cms.wordpress.terms import Terms
from editor.errors import Refused
from editor.model.mapping import UNMAPPED, Choice, Choices, Kind

_API: Final = "/wp-json/wp/v2"
_NEEDED: Final = {Kind.CATEGORY: "manage_categories", Kind.TAG: "edit_posts"}
"""The right that it takes to make one."""


class Choosing:
    """A `Chooser`: see `editor.cms.chooser`.

    Args:
        address: as `Wordpress` has it.
        login: as `Wordpress` has it.
        transport: carries the requests; None: the network.

    Raises:
        Refused: `line.bad_address`, `line.not_safe`, `line.not_signed_in`.
    """

    def __init__(
        self, address: str, login: str, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._line = Foreign(address, basic(login), transport=transport)
        self._terms = Terms(self._line, lambda: UNMAPPED)

    def choices(self, names: Sequence[str]) -> Choices:
        """See `Chooser`."""
        answer = self._line.call("GET", f"{_API}/users/me?context=edit")
        if answer.status != 200:
            raise troubles.of(answer)
        me, rights = answer.doc, answer.doc.get("capabilities")
        held: Mapping[str, object] = rights if isinstance(rights, dict) else {}
        mine = {str(me.get("id")): nfc(str(me.get("name", "")))}
        accounts = {**people(self._line), **mine}.items()
        terms, is_whole = self._terms.choices(names)
        return Choices(
            (*terms, *(Choice(Kind.PERSON, *each) for each in accounts)),
            frozenset(kind for kind, right in _NEEDED.items() if held.get(right) is True),
            may_assign=held.get("edit_others_posts") is True,
            me=str(me.get("id")),
            is_whole=is_whole,
        )

    def make(self, kind: Kind, name: str) -> Choice:
        """See `Chooser`."""
        return self._terms.make(kind, name)

    def close(self) -> None:
        """See `Chooser`."""
        self._line.close()


def people(line: Foreign) -> dict[str, str]:
    """Numbers of those who write there -> the names that readers read; of all who may be listed.

    Raises:
        Offline: as `Site` says.
    """
    answer = line.call("GET", f"{_API}/users?who=authors&per_page=100&_fields=id,name")
    # Who may not list them knows only himself.
    rows = answer.rows if answer.status == 200 else []
    return {str(row.get("id")): nfc(str(row.get("name", ""))) for row in rows}


def basic(login: str) -> str:
    """The header that signs in with a name, a colon and an application password.

    Raises:
        Refused: `line.not_signed_in` for half a login.
    """
    name, _, password = login.partition(":")
    if not name or not password:
        raise Refused("line.not_signed_in")
    told = f"{name}:{''.join(password.split())}".encode()
    return f"Basic {base64.b64encode(told).decode()}"
