# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories leave in forms of news, their pictures beside them, and a receipt says what stays."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from editor import arguments
from editor.desk import Desk
from editor.errors import Refused
from editor.export_commands import ExportCommands
from editor.handing import Form
from editor.model.article import place
from editor.pictures import metadata
from editor.sentences import Sentences
from tests.builders import an_article
from tests.editor.test_commands import RESOURCES, Near
from tests.machines.newsroom import a_jpeg


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield ExportCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


@pytest.fixture
def story(commands):
    """A story with two pictures: one in the copy, one that may not be used."""
    desk = commands._desk
    article = an_article(category="doi-song", ednote="Kín", commissioned_length=800)
    for number, barred in ((1, ""), (2, "Kín: không có phép")):
        picture = desk.intake.take_bytes(a_jpeg(number), f"market {number}.jpg")
        picture = replace(picture, credit="Hạ Sim", barred_because=barred, instructions="Kín")
        desk.articles.save_picture(picture, origin="test")
        article = place(article, picture)
    first = replace(article.placements[0], caption="Ghe về bến.", alt_text="Ghe.")
    article = replace(article, placements=(first, article.placements[1]))
    copy = f"{article.body}\n\n![]({first.name})\n\n![]({article.placements[1].name})"
    return desk.articles.save(replace(article, body=copy), origin="test")


def run(commands, *words: str):
    given = arguments.parser().parse_args(words)
    return arguments.COMMANDS[given.command](commands, given)


def test_a_story_goes_out_with_its_pictures_beside_it(commands, story, tmp_path):
    """The file names what lies there, with its words in it; what stays is told."""
    target = tmp_path / "out" / "story.json"
    target.parent.mkdir()
    answer = run(commands, "export", story.id, "--to", "ninjs", "-o", str(target))
    doc = json.loads(target.read_text("utf-8"))
    (picture,) = doc["associations"]
    (rendition,) = picture["renditions"]
    file = target.parent / rendition["href"]
    assert metadata.read(file)["caption"] == "Ghe về bến."
    assert file.name in doc["bodies"][0]["value"]
    assert answer.value == {"path": str(target), "pictures": [str(file)]}
    assert answer.notes == (
        "Kept back, since they are for this house alone: Commissioned length, Editor's note.",
        "The picture market-2.jpg stays here, since it may not be used.",
    )
    assert b"K\xc3\xadn" not in target.read_bytes() + file.read_bytes()


def test_colleagues_get_the_notes_and_the_copy_as_typed(commands, story, tmp_path):
    """All pictures too: whether they may be used is theirs to see."""
    words = ("export", story.id, "--to", "ninjs2.1", "--for-colleagues")
    answer = run(commands, *words)
    assert answer.value["ednote"] == "Kín"
    assert answer.value["bodies"][2] | {"charcount": 0} == {
        "contenttype": "text/markdown",
        "charcount": 0,
        "wordcount": 15,
        "value": story.body,
    }
    assert len(answer.value["associations"]) == 2
    assert answer.notes == ("This form of news has no place for: Commissioned length.",)


def test_a_picture_whose_bytes_are_elsewhere_is_told(commands, story, tmp_path):
    """Its words go along, and no address that leads nowhere."""
    desk = commands._desk
    desk.vault.path(story.placements[0].sha256).unlink()
    answer = run(commands, "export", story.id, "--to", "ninjs", "-o", str(tmp_path / "s.json"))
    doc = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert "href" not in doc["associations"][0]["renditions"][0]
    assert doc["associations"][0]["descriptions"][0]["value"] == "Ghe về bến."
    assert answer.value["pictures"] == []
    assert "are not on this computer" in answer.notes[-1]


def test_a_place_that_cannot_be_written(commands, story, tmp_path):
    """One sentence says so."""
    (tmp_path / "no").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        run(commands, "export", story.id, "--to", "ninjs1.3", "-o", str(tmp_path / "no" / "s.json"))
    assert refused.value.code == "export.no_folder"


def test_every_form_can_be_asked_for(commands, story):
    """The command line knows each; a time of embargo is told in all of them."""
    desk = commands._desk
    at = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
    desk.articles.save(replace(story, embargoed_until=at), origin="test")
    for form in Form:
        answer = run(commands, "export", story.id, "--to", form.value)
        assert "2031-05-06T07:08" in answer.text or "20310506T0708" in answer.text, form
        assert story.headline in answer.text
        json.dumps(answer.value)


def test_clients_learn_nothing_of_the_place_and_the_camera(commands, tmp_path):
    """Colleagues get the file as it is; others the same picture with the desk's words alone."""
    desk = commands._desk
    exif = Image.Exif()
    exif[0x0110] = "Máy Kín"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-77"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0), 3: "E", 4: (105.0, 4.0, 5.0)})
    made = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(made, "JPEG", exif=exif)
    picture = desk.intake.take_bytes(made.getvalue(), "market.jpg")
    picture = replace(picture, credit="Hạ Sim", caption="Ghe về bến.")
    desk.articles.save_picture(picture, origin="test")
    story = desk.articles.save(place(an_article(category="doi-song"), picture), origin="test")
    sent = {}
    for name, more in (("out", ()), ("own", ("--for-colleagues",))):
        target = tmp_path / name / "story.json"
        target.parent.mkdir()
        answer = run(commands, "export", story.id, "--to", "ninjs", "-o", str(target), *more)
        (sent[name],) = answer.value["pictures"]
    assert b"SERIAL-77" in Path(sent["own"]).read_bytes()
    data = Path(sent["out"]).read_bytes()
    assert b"SERIAL-77" not in data
    assert "Máy Kín".encode() not in data
    with Image.open(sent["out"]) as shown:
        assert not shown.getexif().get_ifd(0x8825)
        assert shown.size == (320, 240)
    assert metadata.read(Path(sent["out"]))["credit"] == "Hạ Sim"
