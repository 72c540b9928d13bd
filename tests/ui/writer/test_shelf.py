# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft on the real store: what is typed stands there, and meets what comes from below."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from PySide6.QtGui import QTextCursor

from editor.captions.drawer import Drawer
from editor.copydesk import CopyDesk
from editor.desk import utc_now
from editor.lexicon import Lexicon
from editor.rulebook import RuleBook
from editor.settings import Settings
from editor.store.articles import Articles
from editor.store.database import Database
from editor.store.history import History
from editor.store.steps import Steps
from tests.builders import PROFILE, a_picture, an_article
from ui.tasks import Tasks
from ui.writer.draft import Draft
from ui.writer.opening import new_draft, open_draft


@dataclass
class Desk:
    database: Database
    articles: Articles
    steps: Steps
    copydesk: CopyDesk
    drawer: Drawer
    profile: object = PROFILE
    clock: Callable[[], datetime] = utc_now
    settings: Settings = field(default_factory=Settings)
    rules_off: frozenset[str] = frozenset()


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    database = Database.open(tmp_path / "store")
    words = tmp_path / "words"
    copydesk = CopyDesk(RuleBook(words, words), Lexicon(words), tmp_path / "right")
    articles, steps = Articles(database), Steps(database)
    yield Desk(database, articles, steps, copydesk, Drawer(tmp_path / "drawer"))
    database.close()


@pytest.fixture
def tasks(qapp, desk) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


def test_a_new_story_is_there_after_its_first_words(desk, tasks, qtbot):
    draft = new_draft(desk, tasks, headline="Chợ nổi")
    QTextCursor(draft.document).insertText("Sáng nay 😀, ghe về bến.\u00a0")
    draft.add_picture(a_picture())
    qtbot.waitUntil(lambda: draft.is_saved)
    stands = desk.articles.get(draft.id)
    assert stands == draft.article
    assert stands.body == "Sáng nay 😀, ghe về bến.\u00a0"
    assert desk.articles.pictures_of(stands) == draft.pictures
    draft.close()


def test_a_change_from_elsewhere_meets_what_is_typed(desk, tasks, qtbot):
    article = desk.articles.save(an_article(body="Một.\n\nHai."), origin="test")
    opened: list[Draft] = []
    open_draft(desk, tasks, article.id, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    draft = opened[0]
    QTextCursor(draft.document).insertText("Không. ")
    desk.articles.save(replace(article, body="Một.\n\nHai. Ba.", kicker="Nóng"), origin="sync")
    qtbot.waitUntil(lambda: draft.is_saved and draft.header.kicker == "Nóng")
    assert draft.article.body == "Không. Một.\n\nHai. Ba."
    qtbot.waitUntil(lambda: desk.articles.get(article.id) == draft.article)
    draft.close()


def test_an_older_version_brought_back_is_shown(desk, tasks, qtbot):
    draft = new_draft(desk, tasks, headline="Chợ nổi", body="Cũ.")
    draft.set_field("body", "Mới.")
    draft.flush()
    qtbot.waitUntil(lambda: draft.is_saved)
    assert History(desk.database).versions(draft.id)
    older = replace(draft.article, body="Cũ.", headline="Chợ")
    desk.articles.save(older, origin="screen", reason="restore")
    qtbot.waitUntil(lambda: draft.article.body == "Cũ.")
    assert draft.header.headline == "Chợ"
    assert draft.is_saved
    draft.close()


def test_what_was_typed_last_is_there_when_the_door_closes(desk, qapp):
    tasks = Tasks()
    draft = new_draft(desk, tasks, headline="Chợ nổi")
    QTextCursor(draft.document).insertText("Một")
    draft.flush()
    QTextCursor(draft.document).insertText(" hai")
    article_id = draft.id
    draft.close()
    draft.deleteLater()
    tasks.close()
    assert desk.articles.get(article_id).body == " haiMột"


def test_a_caption_written_elsewhere_meets_a_credit_written_here(desk, tasks, qtbot):
    """Each save writes what it changed of a picture; one that was just added changes nothing."""
    known = a_picture(caption="cũ", credit="cũ")
    draft = new_draft(desk, tasks, language="vi")
    desk.articles.save_picture(replace(known, caption="của ban ảnh"), origin="desk")
    draft.add_picture(known)
    draft.flush()
    qtbot.waitUntil(lambda: draft.pictures[known.sha256].caption == "của ban ảnh")
    desk.articles.save_picture(replace(known, caption="mới nữa"), origin="desk")
    draft.set_picture(replace(draft.pictures[known.sha256], credit="ở đây"))
    draft.flush()
    wanted = ("mới nữa", "ở đây")

    def told(picture):
        return picture.caption, picture.credit

    qtbot.waitUntil(lambda: told(desk.articles.picture(known.sha256)) == wanted)
    qtbot.waitUntil(lambda: told(draft.pictures[known.sha256]) == wanted)
    draft.close()


def test_after_a_kill_the_words_can_still_be_taken_back(desk, tasks, qtbot, tmp_path):
    """The store is looked at as it lies on the disk while the window is still open."""
    article = desk.articles.save(an_article(body="Một."), origin="test")
    opened: list[Draft] = []
    open_draft(desk, tasks, article.id, opened.append)
    qtbot.waitUntil(lambda: bool(opened) and tasks.busy == 0)
    draft = opened[0]
    cursor = QTextCursor(draft.document)
    for word in ("Hai ", "ba "):
        cursor.insertText(word)
    qtbot.waitUntil(lambda: draft.is_saved and not draft.steps.has_news)
    shutil.copytree(tmp_path / "store", tmp_path / "killed")
    database = Database.open(tmp_path / "killed")
    after = Desk(database, Articles(database), Steps(database), desk.copydesk, desk.drawer)
    open_draft(after, tasks, article.id, opened.append)
    qtbot.waitUntil(lambda: len(opened) == 2 and tasks.busy == 0)
    told = []
    while opened[1].steps.copy.undo(told.append):
        told.append(opened[1].article.body)
    assert told == [4, "Hai Một.", 0, "Một."]
    for each in opened:
        each.close()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    database.close()
