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
from editor.model.rows import Line
from editor.model.workflow import Role
from editor.settings import Settings
from editor.wire import profile_to_doc
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
