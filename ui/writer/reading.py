# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading: all that the checks and the copy desk find in the open story; for the checks' lane."""

from typing import TYPE_CHECKING

from ui import words
from ui.writer.shelf import Snapshot

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk


def read_through(desk: "Desk", snapshot: Snapshot) -> "tuple[Finding, ...]":
    """What is wrong with a story as it stood at a moment: fields, captions, then its words."""
    from editor import checks  # noqa: PLC0415 - loads Markdown: not for the start
    from editor.captions import lint  # noqa: PLC0415 - as checks

    article, off = snapshot.article, desk.rules_off
    return (
        *checks.findings(article, snapshot.pictures, desk.profile, desk.clock()),
        *lint.of_story(article, snapshot.pictures, desk.drawer.codes()),
        *desk.copydesk.findings(article, off, words.spoken(), snapshot.pictures),
    )


def list_through(desk: "Desk", snapshot: Snapshot) -> "tuple[Finding, ...]":
    """What may be looked at once more in a story as it stood at a moment; for any thread."""
    return desk.copydesk.listed(snapshot.article, desk.rules_off, snapshot.pictures)


def measured(snapshot: Snapshot) -> tuple[int, int, int | None]:
    """How long the copy was at a moment: words, minutes to read, words commissioned or None."""
    from editor.text import measure  # noqa: PLC0415 - as checks

    article = snapshot.article
    count = measure.words(article.body)
    minutes = measure.reading_minutes(count, article.language)
    return count, minutes, article.commissioned_length
