# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlets: how each story stands at the site that the server publishes to, as it last told."""

from editor import wire
from editor.model.outlet import Outlet
from editor.store import agreement
from editor.store.database import Database


class Outlets:
    """What is known of the site outside. Thread: any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> Outlet:
        """How it stood when the server last told."""
        with self._database.read() as connection:
            told = agreement.fact_of(connection, "outlet")
        return Outlet.read(wire.parse(told)) if told else Outlet()

    def tag(self) -> str:
        """The tag of that; empty: there is no such site."""
        with self._database.read() as connection:
            return agreement.fact_of(connection, "outlet_tag")

    def keep(self, outlet: Outlet) -> None:
        """Keep how it stands now."""
        facts = {"outlet": wire.canonical(outlet.written).decode(), "outlet_tag": outlet.tag}
        with self._database.write("sync") as writing:
            agreement.set_facts(writing.connection, facts)
            # What waits to be sent, from the server on.
            writing.is_outbox = True
