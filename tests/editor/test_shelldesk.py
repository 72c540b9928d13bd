# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of a house is learned when it is asked for or old; what is kept outlives failures."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from editor.cms.site import Shown
from editor.errors import EditorError, Offline, Refused
from editor.model.capabilities import OWN, Capabilities
from editor.model.shell import Sample
from editor.settings import Settings
from editor.shelldesk import PATIENCE, STALE, ShellDesk
from tests.editor.shells.pages import ADDRESS, HOUSE, NOW, SAMPLE, page
from tests.wires import Net

FOREIGN = replace(OWN, makes_our_pages=False, is_one_author=True)


@dataclass
class House:
    """Knows what stands on its pages."""

    able: Capabilities = FOREIGN
    asked: list[str] = field(default_factory=list)
    fault: EditorError | None = None

    def capabilities(self) -> Capabilities:
        return self.able

    def sample(self, address: str = "") -> Shown:
        self.asked.append(address)
        if self.fault is not None:
            raise self.fault
        return Shown(Sample(address) if address else SAMPLE, "Mai")


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(site_address=HOUSE, site_kind="wordpress")
        self.site = House()
        self.now = NOW

    def clock(self):
        return self.now


@pytest.fixture
def net() -> Net:
    made = Net()
    made.put(ADDRESS, page(), headers={"content-type": "text/html"})
    made.put(f"{HOUSE}/site.css", b"p { margin: 0 }", headers={"content-type": "text/css"})
    return made


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def shells(desk, net) -> ShellDesk:
    return ShellDesk(desk, net.visitor)


def test_it_is_learned_kept_and_there_without_a_line(shells, desk, net):
    assert shells.is_stale
    made = shells.learn()
    assert (made.house, made.address, made.learned_at) == (HOUSE, ADDRESS, NOW)
    # A picture that is not there is left out.
    assert (made.author, made.left_out) == ("Mai", 1)
    assert not shells.is_stale
    desk.site = None
    again = ShellDesk(desk, net.visitor)
    assert again.shell() == made
    assert not again.is_stale


def test_it_is_renewed_by_itself_only_when_it_is_old(shells, desk):
    assert shells.renew() is not None
    assert shells.renew() is None
    desk.now += STALE + timedelta(hours=1)
    assert shells.renew() is not None
    assert len(desk.site.asked) == 2


def test_what_was_kept_stays_when_learning_fails(shells, desk, net):
    made = shells.learn()
    net.put(ADDRESS, b"<h1>Login</h1><input type=password>", headers={"content-type": "text/html"})
    with pytest.raises(Refused) as told:
        shells.learn()
    assert told.value.code == "shell.login_wall"
    assert shells.trouble is told.value
    assert shells.shell() == made
    desk.now += STALE + timedelta(hours=1)
    net.is_down = True
    assert shells.renew() is None
    assert shells.trouble.code == "shell.no_host"
    assert not shells.is_stale
    desk.now += PATIENCE
    assert shells.is_stale
    net.is_down = False
    net.put(ADDRESS, page(), headers={"content-type": "text/html"})
    assert shells.renew() is not None
    assert shells.trouble is None


def test_a_page_that_a_person_names_is_learned_from(shells, desk, net):
    other = f"{HOUSE}/other/"
    net.put(other, page(), headers={"content-type": "text/html"})
    assert shells.learn(f" {other} ").address == other
    assert desk.site.asked == [other]


def test_nothing_is_asked_where_pages_are_ours(shells, desk, net):
    def refusal() -> str:
        with pytest.raises(EditorError) as told:
            shells.learn()
        return told.value.code

    desk.site.fault = Refused("shell.no_posts")
    assert refusal() == "shell.no_posts"
    desk.site = House(able=OWN)
    assert refusal() == "line.down"
    desk.site = None
    assert refusal() == "line.down"
    desk.settings = Settings()
    assert refusal() == "shell.ours"
    assert shells.shell() is None
    assert not shells.is_stale
    assert shells.renew() is None
    assert net.asked == []


def test_a_line_that_is_down_is_no_fault_of_the_page(shells, desk):
    desk.site.fault = Offline("line.down")
    with pytest.raises(Offline):
        shells.learn()
    assert shells.shell() is None


def test_each_house_has_its_own(shells, desk):
    shells.learn()
    desk.settings = replace(desk.settings, site_address="https://other.example")
    assert shells.shell() is None
