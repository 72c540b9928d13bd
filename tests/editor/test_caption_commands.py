# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates and codes by command: words go into the article, facts into its pictures."""

from pathlib import Path

import pytest

from editor.caption_commands import CaptionCommands
from editor.captions.edits import Edit
from editor.captions.stationery import Template
from editor.desk import Desk
from editor.errors import EditorError
from editor.sentences import Sentences
from tests.editor.test_commands import RESOURCES, Near
from tests.machines.newsroom import a_jpeg


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield CaptionCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


@pytest.fixture
def story(commands, tmp_path) -> str:
    """A story with two pictures."""
    for number in (1, 2):
        (tmp_path / f"goal-{number}.jpg").write_bytes(a_jpeg(number))
    story = commands.new(["headline=Chung kết", "category=the-thao", "authors=Một"]).text
    commands.add_pictures(story, [tmp_path / f"goal-{number}.jpg" for number in (1, 2)])
    return story


def shown(commands, story) -> list[dict]:
    return commands.show(story).value["pictures"]


def test_a_template_captions_all_pictures_of_a_story(commands, story):
    """The caption is the article's, city and credit are the picture's, one picture can be named."""
    template = Template(
        "Sân vận động",
        (
            Edit("caption", "Ảnh {seq} ở {city}: {player}"),
            Edit("city", "Vinh"),
            Edit("credit", "SB"),
        ),
    )
    commands._desk.drawer.keep(template)
    done = commands.apply_template(story, "san van dong")
    assert done.value == {"id": story, "changed": 2, "unknown": ["{player}"]}
    assert "{player}" in done.text
    told = commands.show(story).value
    assert [each["caption"] for each in told["placements"]] == [
        f"Ảnh {n} ở Vinh: {{player}}" for n in (1, 2)
    ]
    assert {(each["caption"], each["city"], each["credit"]) for each in told["pictures"]} == {
        ("", "Vinh", "SB")
    }
    codes = [each["code"] for each in commands.check(story).value]
    assert codes.count("captions.placeholder") == 2
    commands._desk.drawer.keep(Template("Một", (Edit("city", "Huế"),)))
    commands.apply_template(story, "Một", ["goal-2.jpg"])
    assert sorted(each["city"] for each in shown(commands, story)) == ["Huế", "Vinh"]


def test_codes_become_names_in_captions_and_people(commands, story, tmp_path):
    """From a file of another program; what nobody knows is told and stays."""
    team = tmp_path / "team.txt"
    team.write_text("hn10\tNguyễn Văn Quyết\n", "utf-8")
    assert commands.use_codes([team], "=").value["codes"] == 1
    assert str(team) in commands.codes().text
    commands.describe_picture(story, "caption", "goal-1.jpg", "=hn10= sút, =hn9= cản")
    done = commands.replace_codes(story)
    assert done.value["unknown"] == ["hn9"]
    assert (
        commands.show(story).value["placements"][0]["caption"] == "Nguyễn Văn Quyết sút, =hn9= cản"
    )
    assert "captions.code_left" in [each["code"] for each in commands.check(story).value]
    assert commands.say_codes("=hn10=!").text == "Nguyễn Văn Quyết!"


def test_templates_travel_as_files(commands, tmp_path):
    """Out, in again, listed; what is none is refused by itself."""
    assert "no templates" in commands.templates().text
    commands._desk.drawer.keep(Template("Sân", (Edit("city", "Vinh"),)))
    path = tmp_path / "san.toml"
    commands.give_template("Sân", path)
    assert commands.give_template("Sân", None).text == path.read_text("utf-8").rstrip()
    commands._desk.drawer.remove("Sân")
    (tmp_path / "none.toml").write_text("x = 1", "utf-8")
    done = commands.take_templates([path, tmp_path / "none.toml", tmp_path / "away.toml"])
    assert done.value == {"templates": ["Sân"]}
    assert [each.values["file"] for each in done.refused] == ["none.toml", "away.toml"]
    assert commands.templates().text == "Sân: City"


def test_what_is_not_there_is_refused(commands, story, tmp_path):
    """Template, picture, file of codes."""
    for ask in (
        lambda: commands.apply_template(story, "none"),
        lambda: commands.replace_codes(story, ["none.jpg"]),
        lambda: commands.use_codes([tmp_path / "none.txt"], ""),
    ):
        with pytest.raises(EditorError):
            ask()
