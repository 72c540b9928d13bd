# SPDX-License-Identifier: GPL-3.0-or-later
"""What colleagues say of a story, by command; and no way out of the house shows it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editor import arguments
from editor.desk import Desk
from editor.errors import Refused
from editor.model.remark import Outcome
from editor.model.workflow import Role
from editor.remark_commands import RemarkCommands
from editor.sentences import Sentences
from tests.editor.test_commands import RESOURCES, Near

COPY = "Sáng nay, hơn một trăm chiếc ghe đã về bến.\n\nNgười bán nói hàng đủ, giá không tăng."
SECRET = "CHỈ-NỘI-BỘ"


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    desk.settings = replace(desk.settings, person="Lan")
    yield RemarkCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


@pytest.fixture
def story(commands) -> str:
    made = commands.new(["headline=Chợ nổi", "category=doi-song", "authors=Một"]).text
    commands.body(made, COPY)
    return made


def run(commands, *words: str):
    given = arguments.parser().parse_args(["comments", *words])
    return arguments.COMMANDS[given.command](commands, given)


def article(commands, story):
    return commands._desk.articles.get(story)


def test_a_comment_is_made_answered_and_resolved(commands, story):
    assert run(commands, story).text == "Nobody has said anything that is open."
    made = run(commands, story, "add", "hơn một trăm", "Đếm lại?").value["remark"]
    run(commands, story, "reply", made, "Rồi, một trăm mười.")
    (said,) = article(commands, story).remarks
    assert (said.author, said.quote, said.text) == ("Lan", "hơn một trăm", "Đếm lại?")
    assert [each.text for each in said.replies] == ["Rồi, một trăm mười."]
    told = run(commands, story)
    assert "“hơn một trăm”" in told.text
    assert "Lan: Rồi, một trăm mười." in told.text
    span = json.loads(json.dumps(told.value))[0]["span"]
    assert COPY[slice(*span)] == "hơn một trăm"
    run(commands, story, "resolve", made)
    assert run(commands, story).value == []
    assert run(commands, story, "list", "--all").value[0]["settled"]["outcome"] == "resolved"


def test_suggestions_are_listed_in_the_order_of_the_copy_and_decided(commands, story):
    out = run(commands, story, "suggest", ", giá không tăng", "").value["remark"]
    first = run(commands, story, "suggest", "một trăm", "trăm", "--why", "gọn").value["remark"]
    assert [each["id"] for each in run(commands, story).value] == [first, out]
    assert "“một trăm” → “trăm”" in run(commands, story).text
    run(commands, story, "accept", first)
    assert article(commands, story).body == COPY.replace("một trăm", "trăm")
    run(commands, story, "reject", out)
    outcomes = {each.id: each.settled.outcome for each in article(commands, story).remarks}
    assert outcomes == {first: Outcome.ACCEPTED, out: Outcome.REJECTED}
    with pytest.raises(Refused, match=r"remarks\.no_suggestion"):
        run(commands, story, "accept", first)


def test_all_are_accepted_at_once_but_those_whose_words_changed(commands, story):
    for words, others in (("Sáng nay", "Sớm nay"), ("hàng đủ", "đủ hàng"), ("chiếc ghe", "ghe")):
        run(commands, story, "suggest", words, others)
    commands.body(story, COPY.replace("hàng đủ", "hàng còn đủ"))
    assert run(commands, story, "accept", "all").value["left"] == 1
    body = "Sớm nay, hơn một trăm ghe đã về bến.\n\nNgười bán nói hàng còn đủ, giá không tăng."
    assert article(commands, story).body == body
    (left,) = run(commands, story).value
    with pytest.raises(Refused, match=r"remarks\.changed") as refused:
        run(commands, story, "accept", left["id"])
    assert refused.value.values["words"] == "hàng còn đủ"
    run(commands, story, "accept", left["id"], "--anyway")
    assert article(commands, story).body == body.replace("hàng còn đủ", "đủ hàng")
    run(commands, story, "suggest", "Sớm nay, ", "")
    assert run(commands, story, "reject", "all").value["left"] == 0
    assert run(commands, story).value == []


def test_words_that_are_gone_keep_their_comment(commands, story):
    made = run(commands, story, "suggest", "hàng đủ", "đủ hàng").value["remark"]
    run(commands, story, "add", "một trăm", "Thật à?")
    commands.body(story, "Một bài khác hẳn.")
    told = run(commands, story)
    assert [each["span"] for each in told.value] == [None, None]
    assert "its words are gone" in told.text
    with pytest.raises(Refused, match=r"remarks\.gone"):
        run(commands, story, "accept", made)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "không có", "x"), "no_words"),
        (("add", "n", "x"), "no_words"),
        (("suggest", "", "x"), "no_words"),
        (("add", "ghe", "  "), "empty"),
        (("reply", "1", "x"), "unknown"),
        (("resolve", "1"), "unknown"),
        (("accept", "1"), "unknown"),
    ],
)
def test_what_does_not_fit_is_refused(commands, story, words, code):
    with pytest.raises(Refused) as refused:
        run(commands, story, *words)
    assert refused.value.code == f"remarks.{code}"
    assert article(commands, story).remarks == ()


def test_who_writes_no_copy_decides_nothing(commands, story):
    made = run(commands, story, "suggest", "hàng đủ", "đủ hàng").value["remark"]
    commands._house.site.role = Role.PHOTO
    commands.sync()
    for deed in ("accept", "reject", "resolve"):
        with pytest.raises(Refused, match=r"remarks\.not_yours"):
            run(commands, story, deed, made)
    run(commands, story, "add", "một trăm", "Đếm lại?")


def test_an_older_version_that_is_brought_back_leaves_them_be(commands, story):
    commands.body(story, "Khác.")
    commands.body(story, COPY)
    made = run(commands, story, "add", "một trăm", "Đếm lại?").value["remark"]
    run(commands, story, "resolve", made)
    said = article(commands, story).remarks
    commands.restore(story, 2)
    assert article(commands, story).remarks == said


def test_no_way_out_shows_what_colleagues_say(commands, story, tmp_path):
    made = run(commands, story, "add", "một trăm", f"{SECRET} hỏi").value["remark"]
    run(commands, story, "reply", made, f"{SECRET} đáp")
    run(commands, story, "suggest", "hàng đủ", f"{SECRET} sửa", "--why", f"{SECRET} vì")
    ways = [commands.export(story, form, None) for form in ("html", "md", "ninjs")]
    for way in (*ways, commands.render(story)):
        assert "hàng đủ" in way.text
        assert SECRET not in way.text + json.dumps(way.value, ensure_ascii=False)
    published = commands.publish(story)
    assert published.value["is_sent"]
    assert run(commands, story).value
    commands.export(story, "bundle", tmp_path / "story.stet")
    other = Desk.open(tmp_path / "other", resources=RESOURCES)
    elsewhere = RemarkCommands(other, Near(other), Sentences({}))
    elsewhere.bring_in([tmp_path / "story.stet"])
    assert other.articles.get(story).remarks == article(commands, story).remarks
    other.close()
