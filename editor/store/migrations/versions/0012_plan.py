# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newsroom plans: desk, due time and assignments in the list of stories."""

from alembic import op

revision = "0012"
down_revision = "0011"

# A newer laptop may have planned stories that this one knew only as they were sent.
_PLANNED = (
    "CREATE TEMP TABLE planned AS SELECT id, CAST(doc AS TEXT) AS doc FROM record"
    " WHERE entity = 'articles' AND instr(doc, '\"assignees\":') > 0"
)


def upgrade() -> None:
    for told in (
        "slugline TEXT NOT NULL DEFAULT ''",
        "desk TEXT NOT NULL DEFAULT ''",
        "assignees TEXT NOT NULL DEFAULT ''",
        "due_at BIGINT",
        "is_planned BOOLEAN NOT NULL DEFAULT 0",
        "is_stub BOOLEAN NOT NULL DEFAULT 0",
    ):
        op.execute(f"ALTER TABLE story ADD COLUMN {told}")
    op.execute(
        "CREATE TABLE assignee_of (article_id TEXT NOT NULL, position INTEGER NOT NULL,"
        " person TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',"
        " PRIMARY KEY (article_id, position))"
    )
    op.execute("CREATE INDEX assignee_name ON assignee_of (person, role)")
    _fill()
    op.execute("DROP INDEX story_order")
    op.execute(
        "CREATE INDEX story_order ON story (number, state, category, desk, is_stub, is_planned,"
        " missing_captions, due_at)"
    )


def _fill() -> None:
    op.execute(
        "UPDATE story SET slugline = coalesce((SELECT json_extract(CAST(r.doc AS TEXT),"
        " '$.slugline') FROM record r WHERE r.entity = 'articles' AND r.id = story.id), '')"
        " WHERE headline = ''"
    )
    op.execute(_PLANNED)
    op.execute(
        "INSERT INTO assignee_of SELECT p.id, a.key, coalesce(json_extract(a.value, '$.person'),"
        " ''), coalesce(json_extract(a.value, '$.role'), '') FROM planned p,"
        " json_each(p.doc, '$.assignees') a WHERE a.type = 'object'"
    )
    op.execute(
        "UPDATE story SET desk = coalesce(json_extract(p.doc, '$.desk'), ''),"
        " due_at = CAST(strftime('%s', json_extract(p.doc, '$.due_at')) AS INTEGER) * 1000000,"
        " assignees = (SELECT CASE count(*) WHEN 0 THEN '' ELSE"
        " json_group_array(json_array(person, role)) END FROM"
        " (SELECT person, role FROM assignee_of a WHERE a.article_id = p.id ORDER BY position)),"
        " is_planned = coalesce(json_extract(p.doc, '$.desk'), '') || coalesce("
        " json_extract(p.doc, '$.due_at'), '') || coalesce(json_extract(p.doc, '$.brief'), '')"
        " <> '' OR coalesce(json_array_length(p.doc, '$.assignees'), 0) > 0"
        " FROM planned p WHERE p.id = story.id"
    )
    op.execute("DROP TABLE planned")
    op.execute(
        "UPDATE story SET is_stub = 1 WHERE is_planned AND state = 'draft' AND words = 0"
        " AND pictures = 0"
    )
