# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of houses that tests know: how each is started, signed in to and spoken to."""

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from editor.cms.adapter import Adapter
from editor.cms.ghost.house import Ghost
from editor.cms.wordpress.house import Wordpress
from tests.houses import ghost, ghost_people, wordpress


class Real(Protocol):
    """A real house that runs."""

    url: str

    def login(self, user: str) -> str:
        """How a person signs in to it."""
        ...

    def reset(self) -> None:
        """Back to how it was just after it was set up."""
        ...

    def strike(self) -> None:
        """Do what is due."""
        ...

    def behind(self, told: str) -> str:
        """Do something behind its interface, in PHP or SQL; what was printed."""
        ...


@dataclass(frozen=True)
class Kind:
    """One kind of house."""

    name: str
    running: Callable[[Path], AbstractContextManager[Real]]
    """A real one for as long as a block lasts."""
    adapter: Callable[..., Adapter]
    api: str
    """Where its interface is."""
    played: Callable[[str], str]
    """A person -> what he signs in with where it is played back."""
    signed: Callable[[str], str]
    """What he signs in with -> what a request says of it."""
    who_of: Callable[[str], str]
    """What a request says of it -> the person; what is secret in it is not written down."""
    hasten: Callable[[Adapter], None] = lambda _adapter: None
    """Tells an adapter that nothing has to be waited for where it is played back."""


def _basic(login: str) -> str:
    return f"Basic {base64.b64encode(login.encode()).decode()}"


def _who_of_basic(authorization: str) -> str:
    told = base64.b64decode(authorization.removeprefix("Basic "))
    return told.decode().partition(":")[0]


WORDPRESS = Kind(
    "wordpress",
    wordpress.running,
    Wordpress,
    "/wp-json/wp/v2",
    lambda user: f"{user}:played",
    _basic,
    _who_of_basic,
)
GHOST = Kind(
    "ghost",
    ghost.running,
    Ghost,
    ghost_people.API,
    ghost_people.played,
    ghost_people.signed,
    ghost_people.who_of,
    lambda adapter: setattr(adapter, "pause", lambda _seconds: None),
)
KINDS = {each.name: each for each in (WORDPRESS, GHOST)}
