# SPDX-License-Identifier: GPL-3.0-or-later
"""Which drafts were sent back to their author."""

from alembic import op

revision = "0013"
down_revision = "0012"


# The server may have told of the return while this laptop kept such fields as they were sent.
_FILL = (
    "UPDATE story SET is_returned = 1 WHERE state = 'draft' AND id IN ("
    "SELECT id FROM record WHERE entity = 'articles' AND instr(doc, '\"act\":\"return\"') > 0"
    " AND json_extract(CAST(doc AS TEXT), '$.deeds[#-1].act') = 'return')"
)


def upgrade() -> None:
    op.execute("ALTER TABLE story ADD COLUMN is_returned BOOLEAN NOT NULL DEFAULT 0")
    op.execute(_FILL)
