# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back by command: versions, two of them compared, one brought back."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.cms.memory import Memory
from editor.desk import Desk
from editor.errors import Refused
from editor.history_commands import HistoryCommands
from editor.model.assignment import Assignee
from editor.model.workflow import Act, Wish
from editor.sentences import Sentences
from tests.builders import a_picture, a_placement, an_article
from tests.editor.test_commands import RESOURCES, Near

ID = an_article().id


@pytest.fixture
def commands(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield HistoryCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


def write(commands, **fields):
    desk = commands._desk
    known = desk.articles.find(ID) or an_article()
    desk.articles.save(replace(known, **fields), origin="t", reason="command")


def test_the_text_that_was_replaced_comes_back_and_neither_is_lost(commands):
    write(commands, body="Bản cũ.")
    write(commands, body="Bản khác hẳn.")
    assert [each["number"] for each in commands.history(ID).value] == [2, 1]
    commands.restore(ID, 1)
    assert commands._desk.articles.get(ID).body == "Bản cũ."
    assert len(commands.history(ID).value) == 3
    with pytest.raises(Refused, match=r"history\.unknown_version"):
        commands.restore(ID, 99)


def test_what_was_planned_and_shared_since_is_not_brought_back(commands):
    """The desk's plan and the agreed shares belong to the story, not to one version of its copy."""
    write(commands, body="Bản cũ.")
    due_at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    people, shares = (Assignee("Mai", "photographer"),), (("Lan", 60), ("Hai", 40))
    plan = {"desk": "anh", "assignees": people, "due_at": due_at, "brief": "Hỏi ba tiểu thương."}
    write(commands, body="Bản mới.", royalty_shares=shares, **plan)
    commands.restore(ID, 1)
    stands = commands._desk.articles.get(ID)
    assert (stands.body, stands.royalty_shares) == ("Bản cũ.", shares)
    assert {name: getattr(stands, name) for name in plan} == plan


def test_versions_are_compared_by_word_field_and_picture(commands):
    first, second = (
        "Một hai ba bốn năm sáu.",
        "Bảy tám chín mười, rồi lại bảy nữa, tám nữa và chín.",
    )
    write(commands, headline="Chợ nổi họp lại", body=f"{first}\n\n{second}\n\nHết một.")
    write(
        commands,
        headline="Chợ nổi nghỉ",
        tags=(),
        placements=(a_placement(a_picture(), caption="Ghe."),),
        body=f"{second}\n\n{first}\n\nHết hai.",
    )
    said = commands.compare(ID, "1", "2")
    assert said.text == (
        "Headline: Chợ nổi [-họp lại-]{+nghỉ+}\n"
        "Tags: chợ nổi -> \n"
        "Picture added: market-1.jpg\n"
        "  Caption: {+Ghe.+}\n\n"
        f"Moved from here: [-{first}-]\n\n"
        f"Moved to here: {first}\n\n"
        "Hết [-một-]{+hai+}."
    )
    assert json.loads(json.dumps(said.value))["fields"][0]["field"] == "headline"
    assert commands.compare(ID, "2").text == "Nothing differs."
    assert commands.compare(ID, "now", "1").value["pictures"][0]["change"] == "gone"


def test_what_readers_have_and_what_was_read_are_sides_too(commands):
    write(commands, body="Một.")
    for name in ("readers", "read", "x"):
        with pytest.raises(Refused, match=r"history\.no_such_side"):
            commands.compare(ID, name)
    commands._house.connect()
    commands.publish(ID)
    commands._desk.history.note_read(ID)
    write(commands, body="Một hai.")
    assert commands.compare(ID, "readers").text == "Một {+hai+}."
    commands._desk.articles.save(
        replace(commands._desk.articles.get(ID), body="Một hai ba."),
        origin="t",
        reason="pull",
        by="Lan",
    )
    assert "{+" in commands.compare(ID, "read").text


def test_an_error_is_corrected_with_the_next_update(commands):
    write(commands, body="Có 100 ghe.")
    with pytest.raises(Refused, match=r"corrections\.never_out"):
        commands.correct(ID, "100 ghe", "118 ghe")
    desk = commands._desk
    desk.sync.use_site(Memory())
    desk.acts.perform(ID, Wish(Act.PUBLISH), profile=desk.profile, origin="t")
    desk.sync.once()
    with pytest.raises(Refused, match=r"corrections\.empty"):
        commands.correct(ID, "100 ghe", "  ")
    answer = commands.correct(ID, "100 ghe", "118 ghe")
    (told,) = json.loads(json.dumps(answer.value))["corrections"]
    assert (told["wrong"], told["right"]) == ("100 ghe", "118 ghe")
    assert desk.articles.row(ID).is_ahead
    assert desk.history.given(ID).corrections == ()
    desk.acts.perform(ID, Wish(Act.UPDATE), profile=desk.profile, origin="t")
    desk.sync.once()
    assert [each.right for each in desk.history.given(ID).corrections] == ["118 ghe"]
