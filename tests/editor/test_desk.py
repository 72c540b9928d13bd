# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk opens all rooms quickly, and closes them in order."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from editor.cms.memory import Memory
from editor.desk import Desk
from editor.errors import Refused
from editor.model.rows import Line, StoryFilter, SyncStatus
from editor.model.workflow import Role
from editor.profiles import profile_to_doc
from editor.settings import Settings
from editor.store.articles import Articles
from tests.builders import PROFILE, an_article

HOME = Path(__file__).resolve().parents[2]
RESOURCES = HOME / "resources"


@pytest.fixture
def desk(tmp_path):
    """A desk without a site."""
    found = Desk.open(tmp_path, resources=RESOURCES)
    yield found
    found.close()


def test_a_second_desk_on_one_store_is_refused(desk, tmp_path):
    """Two windows would write over each other."""
    with pytest.raises(Refused) as refused:
        Desk.open(tmp_path, resources=RESOURCES)
    assert refused.value.code == "store.in_use"


def test_it_closes_twice_and_opens_again(tmp_path):
    """Closing is safe to repeat, and gives the store free."""
    for _ in range(2):
        desk = Desk.open(tmp_path, resources=RESOURCES, site=Memory())
        desk.sync.start()
        desk.close()
        desk.close()


def test_settings_are_written_when_set(tmp_path):
    """The next start finds them."""
    desk = Desk.open(tmp_path, resources=RESOURCES)
    desk.settings = replace(desk.settings, person="Một", welcome_done=True)
    desk.close()
    again = Desk.open(tmp_path, resources=RESOURCES)
    assert again.settings == Settings(person="Một", welcome_done=True)
    again.close()


def test_a_damaged_settings_file_is_told(tmp_path):
    """Once, by its code."""
    tmp_path.joinpath("settings.toml").write_text("x =")
    desk = Desk.open(tmp_path, resources=RESOURCES)
    assert desk.recovered == ("settings.set_aside",)
    desk.close()


def test_the_profile_is_the_chosen_one_until_the_server_tells_its_own(tmp_path):
    """The pages follow."""
    site = Memory(profile=profile_to_doc(PROFILE))
    desk = Desk.open(tmp_path, resources=RESOURCES, site=site)
    try:
        shipped = desk.pages
        assert desk.profile.language == "vi"
        desk.settings = replace(desk.settings, profile="en")
        assert desk.profile.language == "en"
        assert desk.sync.once().line is Line.ONLINE
        assert desk.profile == PROFILE
        assert desk.pages is not shipped
        assert desk.pages is desk.pages
    finally:
        desk.close()


@pytest.mark.parametrize("role", [Role.WRITER, Role.ADMIN])
def test_the_role_is_what_the_server_says(tmp_path, role):
    """Before it has said, everything may be tried."""
    desk = Desk.open(tmp_path, resources=RESOURCES, site=Memory(role=role))
    try:
        assert desk.role is Role.ADMIN
        desk.sync.once()
        assert desk.role is role
    finally:
        desk.close()


def test_opening_loads_nothing_heavy():
    """Pictures, templates, HTTP, keyring, migrations: each only when it is asked for."""
    heavy = ["PIL", "exiv2", "jinja2", "babel", "httpx", "keyring", "fastapi", "sqlalchemy.orm"]
    program = f"""
import sys, tempfile
from pathlib import Path
from editor.desk import Desk
with tempfile.TemporaryDirectory() as folder:
    Desk.open(Path(folder), resources=Path("resources")).close()
    Desk.open(Path(folder), resources=Path("resources")).close()
print([each for each in {heavy!r} if each in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOME, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_change_of_another_wakes_the_sync(tmp_path):
    """What is saved goes to the server by itself."""
    site = Memory()
    desk = Desk.open(tmp_path, resources=RESOURCES, site=site)
    try:
        desk.sync.once()
        desk.articles.save(an_article(), origin="screen")
        assert desk.sync._woken.is_set()
        desk.sync.once()
        assert not desk.sync._woken.is_set()
        assert site.kept.entities
    finally:
        desk.close()


@pytest.fixture
def waiting(tmp_path):
    """A desk on a store with one story, of which only the first screen was read."""
    first = Desk.open(tmp_path, resources=RESOURCES)
    first.articles.save(an_article(), origin="test")
    first.close()
    found = Desk.open(tmp_path, resources=RESOURCES, may_wait=True)
    yield found
    found.close()


def test_the_first_screen_is_read_before_the_store_is_opened(waiting, tmp_path):
    """The list, the story and the site, without a mark that somebody works here."""
    assert [row.id for row in waiting.articles.rows(StoryFilter())] == [an_article().id]
    assert waiting.articles.get(an_article().id) == an_article()
    assert waiting.articles.pictures_of(an_article()) == {}
    assert waiting.profile.language == "vi"
    assert waiting.sync.status == SyncStatus()
    assert not tmp_path.joinpath("open").exists()
    with pytest.raises(Refused) as refused:
        Desk.open(tmp_path, resources=RESOURCES, may_wait=True)
    assert refused.value.code == "store.in_use"


def test_what_is_asked_of_a_room_opens_the_store(waiting, tmp_path):
    """Whoever took the room before it was open is answered all the same."""
    articles, mirror = waiting.articles, waiting.mirror
    assert articles.count(StoryFilter()) == 1
    assert tmp_path.joinpath("open").exists()
    assert [row.id for row in articles.rows(StoryFilter())] == [an_article().id]
    assert articles.get(an_article().id) == an_article()
    assert articles.pictures_of(an_article()) == {}
    assert mirror.profile() is None


def test_commits_are_heard_by_who_listened_before_the_store_was_open(waiting):
    """And are not once the listener has gone."""
    heard, synced = [], []
    gone = waiting.database.listen(heard.append)
    waiting.sync.listen(synced.append)
    waiting.enter()
    waiting.articles.save(an_article(2), origin="test")
    assert [each.origin for each in heard] == ["test"]
    waiting.sync.pause()
    assert synced
    gone()
    waiting.articles.save(an_article(3), origin="test")
    assert len(heard) == 1


def test_a_key_typed_before_the_store_is_open_is_kept(waiting, tmp_path):
    """The save waits in its thread, and is done."""
    waiting.articles.save(an_article(headline="Mới"), origin="test")
    waiting.close()
    again = Desk.open(tmp_path, resources=RESOURCES)
    assert again.articles.get(an_article().id).headline == "Mới"
    again.close()


def test_a_desk_that_was_never_entered_leaves_the_store_in_order(waiting, tmp_path):
    """The next start may look again."""
    waiting.close()
    waiting.close()
    with pytest.raises(Refused) as refused:
        waiting.enter()
    assert refused.value.code == "store.closed"
    again = Desk.open(tmp_path, resources=RESOURCES, may_wait=True)
    assert not tmp_path.joinpath("open").exists()
    again.close()


def test_a_store_that_was_not_left_in_order_is_opened_at_once(waiting, tmp_path):
    """All of it is read before anything is shown."""
    waiting.close()
    tmp_path.joinpath("open").touch()
    desk = Desk.open(tmp_path, resources=RESOURCES, may_wait=True)
    assert isinstance(desk.articles, Articles)
    desk.close()


def test_a_store_that_cannot_be_opened_now_is_tried_again(waiting, tmp_path):
    """The reason is told each time; the story on the screen stays."""
    backups = tmp_path / "open"
    backups.mkdir()
    with pytest.raises(Refused):
        waiting.enter()
    assert waiting.articles.get(an_article().id) == an_article()
    backups.rmdir()
    waiting.enter()
    assert waiting.articles.count(StoryFilter()) == 1


def test_nothing_of_the_store_is_loaded_for_the_first_screen(waiting, tmp_path):
    """SQLAlchemy is a fifth of a second."""
    waiting.close()
    asked = (
        "import sys; from pathlib import Path; from editor.desk import Desk;"
        f"store, resources = Path({str(tmp_path)!r}), Path({str(RESOURCES)!r});"
        "desk = Desk.open(store, resources=resources, may_wait=True);"
        f"desk.articles.get({an_article().id!r}); desk.profile; desk.close();"
        "print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=HOME, capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
