# SPDX-License-Identifier: GPL-3.0-or-later
"""`site look` and `render --site`: the look of a house is told, learned anew and made use of."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from editor.desk import Desk
from editor.errors import Refused
from editor.sentences import Sentences
from editor.shell_commands import ShellCommands
from editor.shelldesk import ShellDesk
from tests.editor.shells.pages import ADDRESS, HOUSE, NOW, page
from tests.editor.test_shelldesk import House
from tests.wires import Net

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def net() -> Net:
    made = Net()
    made.put(ADDRESS, page(), headers={"content-type": "text/html"})
    return made


@pytest.fixture
def desk(tmp_path, net):
    with_shells = Desk.open(tmp_path / "store", resources=RESOURCES, clock=lambda: NOW)
    with_shells.site = House()
    with_shells.shells = ShellDesk(with_shells, net.visitor)
    yield with_shells
    with_shells.close()


@pytest.fixture
def commands(desk) -> ShellCommands:
    house = SimpleNamespace(connect=lambda: None)
    return ShellCommands(desk, house, Sentences.load(RESOURCES / "sentences", "en"))


def test_the_look_of_a_house_is_learned_told_and_made_use_of(commands, desk):
    made = commands.new(["headline=Bến cá", "tags=một"]).value
    for ask in (commands.site_look, lambda: commands.render_in_site(made["id"])):
        with pytest.raises(Refused) as told:
            ask()
        assert told.value.code == "shell.ours"
    desk.settings = replace(desk.settings, site_address=HOUSE, site_kind="wordpress")
    with pytest.raises(Refused) as told:
        commands.site_look()
    assert told.value.code == "shell.none"
    answer = commands.site_look(learns=True)
    assert answer.value["address"] == ADDRESS
    assert (answer.value["missing"], answer.value["left_out"]) == ([], 2)
    assert "Learned from" in answer.text
    assert answer.text.endswith("Files that could not be had: 2.")
    assert commands.site_look() == answer
    html = commands.render_in_site(made["id"]).text
    assert '<h1 class="title" data-stet="headline">Bến cá</h1>' in html
    commands.site_look(ADDRESS)
    assert desk.site.asked == ["", ADDRESS]
