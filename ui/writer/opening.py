# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening: a draft of a new article, or of one that is read off the thread of the widgets."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtGui import QGuiApplication

from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.picture import Picture, Sha256
from ui.tasks import Tasks
from ui.writer.draft import Draft
from ui.writer.ink import plain_document

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.writer.view import Writer

LINES = 120
"""More lines of the source than any screen shows."""


def new_draft(desk: "Desk", tasks: Tasks, **values: Any) -> Draft:  # noqa: ANN401 - any field
    """A draft of a new article, in the site's language unless told otherwise; no row yet."""
    # Looks at the platform when it is loaded: not for the start.
    import uuid_utils  # noqa: PLC0415

    article = Article(id=ArticleId(str(uuid_utils.uuid7())), **values)
    return Draft(desk, tasks, article, {}, is_new=True)


def open_draft(
    desk: "Desk",
    tasks: Tasks,
    article_id: ArticleId,
    done: Callable[[Draft], None],
    failed: Callable[[EditorError], None] | None = None,
    *,
    found: Callable[[Article], None] | None = None,
) -> None:
    """Read an article off the thread of the widgets, after all earlier writes, and open it.

    Args:
        desk: where it stands.
        tasks: the door to the threads.
        article_id: whose.
        done: takes the draft, which is the caller's from then on.
        failed: hears why it could not be read.
        found: hears what was read before a draft is made of it, which takes as long as it is.
    """

    def work() -> tuple[Article, dict[Sha256, Picture]]:
        article = desk.articles.get(article_id)
        return article, desk.articles.pictures_of(article)

    def make(read: tuple[Article, dict[Sha256, Picture]]) -> None:
        if found is not None:
            found(read[0])
        done(Draft(desk, tasks, *read))

    tasks.write(work, make, failed)


def glimpse(writer: "Writer", article: Article, line: float = -1.0) -> None:
    """Put the first screen of a story before the eyes, before the rest of it is laid out.

    The caller makes its draft and opens that before it returns to Qt, so that no key falls
    between.

    Args:
        writer: where it is about to be opened.
        article: what is.
        line: what will be at the top of the view: see `Writer.scrolled`.
    """
    if not writer.isVisible():
        return
    QGuiApplication.inputMethod().commit()
    first = max(0, int(line))
    shown = plain_document(writer.copy)
    shown.setPlainText("\n".join(article.body.split("\n", first + LINES)[first : first + LINES]))
    writer.head.glimpse(article)
    writer.copy.show_document(shown)
    writer.sheet.arrange()
    writer.sheet.show_line(line - first)
    writer.sheet.repaint()


def places_in(kept: Mapping[str, object]) -> dict[str, list[float]]:
    """Where stories stood when they were last open, as the settings keep it."""
    places = kept.get("places")
    if not isinstance(places, Mapping):
        return {}
    return {str(key): cast("list[float]", list(each)) for key, each in places.items()}
