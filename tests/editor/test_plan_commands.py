# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning by command: a stub, assignments, the plan, and lists of what is whose and when due."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor import arguments
from editor.desk import Desk
from editor.errors import EditorError
from editor.model.assignment import Assignee
from editor.model.rows import StoryFilter
from editor.model.workflow import State
from editor.plan_commands import PlanCommands
from editor.sentences import Sentences
from tests.editor.test_commands import RESOURCES, Near

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
"""Friday, 15:00 in Vietnam."""


@pytest.fixture
def desk(tmp_path):
    found = Desk.open(tmp_path / "store", resources=RESOURCES, clock=lambda: NOW)
    found.settings = replace(found.settings, person="Lan", desk="van-hoa")
    yield found
    found.close()


@pytest.fixture
def run(desk):
    """Runs a command as a shell gives it."""
    commands = PlanCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))

    def work(*words: str):
        given = arguments.parser().parse_args(words)
        return arguments.COMMANDS[given.command](commands, given)

    return work


def titles(answer) -> list[str]:
    return [row["headline"] for row in json.loads(json.dumps(answer.value))]


def test_a_stub_is_planned_assigned_and_listed_until_it_is_written(run, desk):
    """Times without an offset are those of the newspaper's clock."""
    told = ["--desk", "van-hoa", "--writer", "Lan", "--photographer", "Mai", "--length", "600"]
    told += ["--due", "2026-03-06T17:00", "--brief", "Hỏi tiểu thương."]
    made = run("plan", "Chợ nổi mùa nước", "slugline=cho-noi", *told).text
    article = desk.articles.get(made)
    assert article.assignees == (Assignee("Lan"), Assignee("Mai", "photographer"))
    assert (article.desk, article.slugline) == ("van-hoa", "cho-noi")
    assert (article.commissioned_length, article.brief) == (600, "Hỏi tiểu thương.")
    assert article.due_at == datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    assert article.state is State.DRAFT
    for words in (["--planned"], ["--mine"], ["--waiting"], ["--desk", "van-hoa"]):
        assert titles(run("list", *words)) == ["Chợ nổi mùa nước"], words
    assert "Planned" in run("list").text
    assert titles(run("list", "--due", "today")) == ["Chợ nổi mùa nước"]
    assert not titles(run("list", "--due", "overdue"))
    run("body", made, __file__)
    assert not titles(run("list", "--planned"))
    assert titles(run("list", "--mine", "--waiting")) == ["Chợ nổi mùa nước"]


def test_several_stories_are_assigned_at_once_and_what_is_not_said_stays(run, desk):
    """Who is named for one task is named instead of those before; the others stay."""
    ids = [run("plan", name, "--writer", "Lan", "--editor", "Hà").text for name in ("Một", "Hai")]
    answer = run("assign", *ids, "none", "--writer", "Mai", "--writer", "Nam", "--due", "")
    assert answer.value == {"ids": ids}
    assert [each.code for each in answer.refused] == ["article.unknown"]
    people = (Assignee("Hà", "editor"), Assignee("Mai"), Assignee("Nam"))
    assert [desk.articles.get(each).assignees for each in ids] == [people, people]
    run("assign", ids[0], "--writer", "", "--length", "0", "--desk", "anh")
    assert desk.articles.get(ids[0]).assignees == (Assignee("Hà", "editor"),)
    assert [row["id"] for row in run("list", "--desk", "anh").value] == ids[:1]


def test_the_plan_is_told_by_due_time(run):
    """Overdue first, without a date last; a published story or a plain draft is not on it."""
    run("new", "headline=Nháp")
    for name, days in (("Sau", 20), ("Quá hạn", -1), ("Mai", 1)):
        due = (NOW + timedelta(days=days)).isoformat()
        run("plan", name, "--due", due)
    run("plan", "Chưa hẹn", "--desk", "van-hoa")
    told = run("plan")
    parts = {span: [row["headline"] for row in rows] for span, rows in told.value.items() if rows}
    assert parts == {
        "overdue": ["Quá hạn"],
        "tomorrow": ["Mai"],
        "later": ["Sau"],
        "none": ["Chưa hẹn"],
    }
    assert [line for line in told.text.splitlines() if line[0] != " "] == [
        "Overdue",
        "Tomorrow",
        "Later",
        "Without a date",
    ]
    assert [row["headline"] for row in run("plan", "--desk", "van-hoa").value["none"]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["plan", " "], "plan.nameless"),
        (["plan", "Chợ", "--desk", "khong-co"], "plan.no_desk"),
        (["plan", "Chợ", "--due", "chiều nay"], "command.bad_value"),
        (["plan", "Chợ", "assignees=Lan/driver"], "command.bad_value"),
        (["list", "--desk", "khong-co"], "plan.no_desk"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_reason(run, desk, words, code):
    with pytest.raises(EditorError) as refused:
        run(*words)
    assert refused.value.code == code
    assert not desk.articles.rows(StoryFilter())


def test_a_stub_cannot_go_before_readers(run, desk):
    """It says what is missing, as of any other story."""
    made = run("plan", "Chợ nổi", "category=van-hoa", "authors=Lan").text
    with pytest.raises(EditorError) as refused:
        run("publish", made)
    assert refused.value.code == "acts.checks_failed"
    assert "no copy" in run("check", made).text


def test_what_the_server_calls_a_person_decides_what_waits_also_later(run, desk):
    """A writer has no word in what is submitted; that is known without a line, too."""
    made = run("plan", "Chợ nổi", "--writer", "Lan R.").text
    assert not run("list", "--mine").value
    desk.mirror.agreement.note_caller("Lan R.", "writer")
    assert desk.mirror.agreement.caller() == ("Lan R.", "writer")
    assert [row["id"] for row in run("list", "--waiting").value] == [made]
    desk.mirror.agreement.note_caller("Lan R.", "reader")
    assert not run("list", "--waiting").value
