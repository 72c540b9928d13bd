# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring an archive to the tables of this program, step by step, with Alembic."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

_FIRST = "0001"


def upgrade(connection: Connection) -> None:
    """Run all missing migrations in the caller's transaction: all of them, or none."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    there = sa.inspect(connection)
    if there.has_table("counter") and not there.has_table("alembic_version"):
        # An archive from before the migrations has the first form already.
        command.stamp(config, _FIRST)
    command.upgrade(config, "head")
