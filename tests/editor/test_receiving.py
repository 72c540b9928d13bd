# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of news become stories: many of one file, each once, and what they were is kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editor import arguments, exchange, handing, receiving
from editor.desk import Desk
from editor.errors import EditorError, Refused
from editor.export_commands import ExportCommands
from editor.handing import Form
from editor.model.article import place
from editor.model.rows import StoryFilter
from editor.sentences import Sentences
from tests.builders import an_article
from tests.editor.test_commands import RESOURCES, Near
from tests.machines.newsroom import a_jpeg


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield ExportCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


def run(commands, *words: str):
    given = arguments.parser().parse_args(words)
    return arguments.COMMANDS[given.command](commands, given)


def wire(*numbers, **fields):
    told = [
        {"uri": f"urn:x:{each}", "headline": f"Tin {each}", "body_text": "Một.\n\nHai."} | fields
        for each in numbers
    ]
    return json.dumps(told, ensure_ascii=False).encode()


def stories(commands):
    return {row.headline for row in commands._desk.articles.rows(StoryFilter())}


def test_many_stories_of_one_file_come_once(commands, tmp_path, monkeypatch):
    """A second time only the new ones, and those that were undone meanwhile."""
    monkeypatch.setattr(receiving, "AT_ONCE", 2)
    path = tmp_path / "tin.json"
    path.write_bytes(wire(1, 2, 3, 2))
    answer = run(commands, "import", str(path))
    assert [each["receipt"]["kept"] for each in answer.value] == [{"paragraphs": 2}] * 3
    assert answer.notes == (
        "Of tin.json, 1 stories were here already; they were not touched and did not come twice.",
    )
    path.write_bytes(wire(3, 4))
    assert stories(commands) == {"Tin 1", "Tin 2", "Tin 3"}
    again = run(commands, "import", str(path))
    assert len(again.value) == 1
    assert stories(commands) == {"Tin 1", "Tin 2", "Tin 3", "Tin 4"}
    exchange.take_back(commands._desk, [answer.value[0]["id"]])
    path.write_bytes(wire(1, 2))
    assert len(run(commands, "import", str(path)).value) == 1


def test_what_came_in_is_kept_untouched(commands, tmp_path):
    """Word for word, whatever becomes of the story; one that was written here has none."""
    path = tmp_path / "tin.txt"
    path.write_bytes(wire(1, body_html="<p onclick='x()'>Một</p>"))
    made = run(commands, "import", str(path)).value[0]["id"]
    assert json.loads(run(commands, "original", made).text) == json.loads(path.read_bytes())[0]
    target = tmp_path / "out.json"
    run(commands, "original", made, "-o", str(target))
    assert b"onclick" in target.read_bytes()
    assert "onclick" not in commands._desk.articles.get(made).body
    page = tmp_path / "trang.html"
    page.write_text("<h1>Trang</h1><p onclick='x()'>Một", "utf-8")
    made = run(commands, "import", str(page)).value[0]["id"]
    assert run(commands, "original", made).text == page.read_text("utf-8")
    with pytest.raises(Refused) as refused:
        run(commands, "original", commands.new(["headline=Ở đây"]).text)
    assert refused.value.code == "files.no_original"


@pytest.fixture
def other(tmp_path):
    """A desk that has nothing."""
    found = Desk.open(tmp_path / "other", resources=RESOURCES)
    yield found
    found.close()


@pytest.mark.parametrize("form", [Form.NINJS, Form.NINJS_2_1, Form.NEWSML])
def test_a_story_goes_from_desk_to_desk(commands, other, tmp_path, form):
    """With its picture, its words and its place in the copy; its own desk knows it again."""
    desk = commands._desk
    picture = desk.intake.take_bytes(a_jpeg(1), "market.jpg")
    picture = replace(picture, credit="Hạ Sim", people=("Bà Ba",))
    desk.articles.save_picture(picture, origin="test")
    article = place(an_article(category="doi-song", ednote="Kín"), picture)
    said = replace(article.placements[0], caption="Ghe về bến.", is_lead=True)
    copy = f"{article.body}\n\n![]({said.name})"
    article = desk.articles.save(replace(article, placements=(said,), body=copy), origin="test")
    target = tmp_path / f"tin{handing.ENDINGS[form]}"
    handing.write(desk, article, form, target, for_colleagues=True)
    (made,) = (each for _, each in receiving.receive(other, [target]))
    brought = made.article
    for name in ("headline", "standfirst", "body", "authors", "category", "tags", "ednote"):
        assert getattr(brought, name) == getattr(article, name)
    (placement,) = brought.placements
    there = other.articles.pictures_of(brought)[placement.sha256]
    assert placement.caption_of(there) == "Ghe về bến."
    assert (there.credit, there.people, placement.is_lead) == ("Hạ Sim", ("Bà Ba",), True)
    ((_, known),) = receiving.receive(desk, [target])
    assert known.code == "files.known_stories"


def test_good_files_and_bad_ones_together(commands, tmp_path):
    """One that fails bars no other, documents among them, and each is told in one sentence."""
    files = {
        "a.md": b"# A\n\nMot",
        "b.json": b"{",
        "c.json": wire(1),
        "d.json": wire(2, associations=[{"type": "picture", "name": "../../../etc/passwd",
                                         "renditions": [{"href": "../../../etc/passwd"}]}]),
        "e.bin": b"\0",
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    told = [*receiving.receive(commands._desk, [tmp_path / each for each in files])]
    assert [
        each.code if isinstance(each, EditorError) else each.article.headline for _, each in told
    ] == ["A", "files.damaged", "Tin 1", "Tin 2", "files.unknown_kind"]
    (missing,) = told[3][1].missing.values()
    assert missing.code == "pasted.not_here"
