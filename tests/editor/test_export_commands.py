# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures leave by command: files with their words, a sheet, and what a file says of itself."""

import json
from pathlib import Path

import pytest

from editor import arguments
from editor.desk import Desk
from editor.errors import Refused
from editor.export_commands import ExportCommands
from editor.pictures import metadata
from editor.pictures.embedding import embed
from editor.sentences import Sentences
from tests.editor.pictures.files import FULL, a_jpeg
from tests.editor.pictures.test_embedding import CREDENTIALS
from tests.editor.test_commands import RESOURCES, Near


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield ExportCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


@pytest.fixture
def story(commands, tmp_path) -> str:
    """A story with two pictures, the second sealed by Content Credentials."""
    (tmp_path / "goal.jpg").write_bytes(a_jpeg())
    (tmp_path / "sealed.jpg").write_bytes(a_jpeg(CREDENTIALS, size_px=64))
    made = commands.new(["headline=Chung kết"]).text
    commands.add_pictures(made, [tmp_path / "goal.jpg", tmp_path / "sealed.jpg"])
    commands.describe_picture(made, "caption", "goal.jpg", "Bàn thắng của Bà Ba.")
    commands.describe_picture(made, "credit", "goal.jpg", "Một Trần")
    return made


def run(commands, *words: str):
    given = arguments.parser().parse_args(words)
    return arguments.COMMANDS[given.command](commands, given)


def test_pictures_of_a_story_are_exported(commands, story, tmp_path):
    """With the caption that they have in the story; a sealed one says where its words are."""
    out = tmp_path / "out"
    told = run(commands, "pictures", story, "export", str(out), "--as", "{seq:2}_{filename}")
    assert metadata.read(out / "01_goal.jpg")["caption"] == "Bàn thắng của Bà Ba."
    assert metadata.read(out / "01_goal.jpg")["credit"] == "Một Trần"
    assert (out / "02_sealed.jpg").read_bytes() == (tmp_path / "sealed.jpg").read_bytes()
    assert json.loads(json.dumps(told.value))[1]["sidecar"] == str(out / "02_sealed.xmp")
    assert "02_sealed.jpg carries Content Credentials" in told.text
    assert not told.refused


def test_some_pictures_small(commands, story, tmp_path):
    """Only the one that is named; an unknown name is refused before anything is written."""
    run(commands, "pictures", story, "export", str(tmp_path / "w"), "goal.jpg", "--size", "web")
    assert [each.name for each in (tmp_path / "w").iterdir()] == ["goal.jpg"]
    with pytest.raises(Refused) as refused:
        run(commands, "pictures", story, "export", str(tmp_path / "x"), "none.jpg")
    assert refused.value.code == "command.no_such_picture"


def test_a_sheet_by_command(commands, story, tmp_path):
    """A PDF where it was asked for."""
    told = run(commands, "pictures", story, "sheet", str(tmp_path / "sheet.pdf"))
    assert told.value == {"path": str(tmp_path / "sheet.pdf"), "pictures": 2}
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_what_a_file_says(commands, story, tmp_path):
    """Every field, by its name and as JSON; a file that is not there is told."""
    out = tmp_path / "out"
    run(commands, "pictures", story, "export", str(out), "goal.jpg")
    told = run(commands, "read", str(out / "goal.jpg"), str(tmp_path / "none.jpg"))
    assert "  Caption: Bàn thắng của Bà Ba." in told.text
    assert told.value[0]["credit"] == "Một Trần"
    (tmp_path / "full.jpg").write_bytes(a_jpeg())
    embed(tmp_path / "full.jpg", tmp_path / "copy.jpg", FULL)
    full = run(commands, "read", str(tmp_path / "copy.jpg")).text
    assert "Crops: 16:9 10% 20% 80% 45%; 1:1 20% 0% 50% 75%" in full
    assert [each.code for each in told.refused] == ["command.no_file"]
