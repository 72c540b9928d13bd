# SPDX-License-Identifier: GPL-3.0-or-later
"""What Alembic runs: the migrations, in the transaction that the caller has open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
