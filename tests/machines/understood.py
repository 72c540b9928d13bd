# SPDX-License-Identifier: GPL-3.0-or-later
"""What was understood once in a process is known to all its stores and servers: SQL and routes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from fastapi import APIRouter
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from editor.server import app as application
from editor.server import database as archive
from editor.store import database as store

_dialects: dict[str, Dialect] = {}
_compiled: LRUCache = LRUCache(2000)
_routers: list[APIRouter] = []


@contextmanager
def understood() -> Iterator[None]:
    """Stores and servers that are opened in the block learn nothing that another one knows.

    A real one is opened once by its process; here that is done hundreds of times, and to compile
    the statements and to understand the routes would cost more than all the rest.
    """
    with (
        mock.patch("editor.store.database._engine", _sharing(store._engine)),
        mock.patch("editor.server.database._sqlite_engine", _sharing(archive._sqlite_engine)),
        mock.patch("editor.server.app.create_app", _routed(application.create_app)),
    ):
        yield


def _sharing(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any, **options: Any) -> Any:
        engine = make(*args, **options)
        # What is compiled holds for one dialect; a reader begins otherwise than a writer.
        kind = f"{make.__module__} {options}"
        engine.dialect = _dialects.setdefault(kind, engine.dialect)
        engine._compiled_cache = _compiled
        return engine

    return made


def _routed(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(*args: Any, **options: Any) -> Any:
        app = make(*args, **options)
        if not _routers:
            _routers.append(app.router)
        app.router = _routers[0]
        return app

    return made
