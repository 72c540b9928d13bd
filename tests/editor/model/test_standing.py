# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person is told of a story on its ladder, and in which order."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from editor.model.outlet import Outlet, OutletStory, Stage
from editor.model.rows import Clashing, Line, OpState, OutboxRow, SyncStatus
from editor.model.standing import LATE, LATELY, Around, Tone, standing
from editor.model.workflow import CHANGED, Act, Deed, State, with_deed
from editor.sentences import Sentences
from tests.builders import a_picture, a_placement, an_article
from tests.contracts.houses import HOUSE_TIME

HOUR = timedelta(hours=1)
PICTURES = [a_picture(number) for number in range(1, 6)]
STORY = an_article(placements=tuple(a_placement(each) for each in PICTURES))
ONLINE = SyncStatus(line=Line.ONLINE)
RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def a_row(kind, state=OpState.PENDING, error="", entity_id=STORY.id, op_id="op-1"):
    asked = (STORY.id, "x", 1, state, 0, HOUSE_TIME, None)
    return OutboxRow(op_id, kind, *asked, error=error, entity_id=entity_id)


def told(
    article=STORY, rows=(), clashes=(), status=ONLINE, now=HOUSE_TIME, is_shown=None, outlet=None
):
    found = standing(article, Around(rows, clashes, status, now, is_shown, outlet or Outlet()))
    for each in found:
        for language in ("vi", "en"):
            said = Sentences.load(RESOURCES / "sentences", language).say(
                each.code, {**each.values, "why": "."}
            )
            assert "{" not in said
            assert each.code not in said
    return [each.code.removeprefix("standing.") for each in found]


def test_an_act_waits_for_a_person_before_the_line_and_for_the_line_before_the_pictures():
    publish = a_row("publish")
    pictures = [a_row("picture", entity_id=each.sha256) for each in PICTURES[2:]]
    clash = Clashing(STORY.id, "headline", "a", "b", "c", HOUSE_TIME)
    held = a_row("save", OpState.PARKED, "bad_field", op_id="op-2")
    offline = replace(ONLINE, line=Line.OFFLINE)
    rows = [*pictures, held, publish]
    assert told(rows=rows, clashes=[clash], status=offline) == ["question"]
    assert told(rows=rows, status=offline) == ["held"]
    rows = [*pictures, publish]
    assert told(rows=rows, status=replace(offline, is_paused=True)) == ["paused"]
    assert told(rows=rows, status=offline) == ["offline"]
    assert told(rows=rows, status=SyncStatus()) == ["none"]
    assert told(rows=rows, status=replace(ONLINE, line=Line.REFUSED)) == ["signed_out"]
    found = standing(STORY, Around(rows, (), ONLINE, HOUSE_TIME))[0]
    assert (found.code, found.values["number"], found.values["count"]) == ("standing.picture", 3, 5)
    assert told(rows=[publish]) == ["turn"]
    assert told(rows=[*pictures, a_row("take_down")]) == ["turn"]
    parked = a_row("publish", OpState.PARKED, "acts.open_clash")
    assert told(rows=[parked], clashes=[clash]) == ["question"]
    assert told(rows=pictures) == told(rows=[held]) == []


def test_a_refused_act_comes_first_and_says_which():
    rows = [a_row("publish"), a_row("republish", OpState.PARKED, "taken_down_since", op_id="op-9")]
    found = standing(STORY, Around(rows, (), ONLINE, HOUSE_TIME))
    assert [each.code for each in found] == ["standing.refused", "standing.turn"]
    assert (found[0].op_id, found[0].tone) == ("op-9", Tone.NEEDS_YOU)


@pytest.mark.parametrize(
    ("passed", "line", "said"),
    [
        (-HOUR, Line.OFFLINE, "confirmed"),
        (timedelta(0), Line.ONLINE, "due"),
        (LATE, Line.ONLINE, "late"),
        (LATE, Line.OFFLINE, "unknown"),
    ],
)
def test_a_planned_time_is_confirmed_then_looked_after(passed, line, said):
    planned = replace(STORY, state=State.SCHEDULED, publish_at=HOUSE_TIME)
    now = HOUSE_TIME + passed
    assert told(planned, status=replace(ONLINE, line=line), now=now) == [said]
    assert told(replace(planned, state=State.DRAFT), now=now) == []


@pytest.mark.parametrize(
    ("is_shown", "said"), [(None, "published"), (True, "out"), (False, "not_shown")]
)
def test_after_the_time_the_page_itself_is_asked(is_shown, said):
    deeds = with_deed((), Deed(0, "publish", "Lan", HOUSE_TIME - HOUR, publish_at=HOUSE_TIME))
    out = with_deed(deeds, Deed(0, "publish", "Lan", HOUSE_TIME))
    story = replace(STORY, state=State.PUBLISHED, deeds=out)
    assert told(story, is_shown=is_shown) == [said]
    assert told(story, now=HOUSE_TIME + LATELY) == []
    by_hand = with_deed(deeds, Deed(0, "publish", "Lan", HOUSE_TIME - HOUR / 2))
    assert told(replace(story, deeds=by_hand)) == []


def test_a_return_is_told_with_its_reason_until_the_story_is_handed_in():
    back = with_deed((), Deed(0, Act.RETURN.value, "Lan", HOUSE_TIME, "Thiếu nguồn"))
    story = replace(STORY, deeds=back)
    found = standing(story, Around((), (), ONLINE, HOUSE_TIME))[0]
    assert found.code == "standing.returned"
    assert found.values == {"by": "Lan", "at": HOUSE_TIME, "reason": "Thiếu nguồn"}
    again = with_deed(back, Deed(0, Act.SUBMIT.value, "Mai", HOUSE_TIME))
    assert told(replace(story, state=State.SUBMITTED, deeds=again)) == []
    since = with_deed(again, Deed(0, CHANGED, "Mai", HOUSE_TIME))
    assert told(replace(story, state=State.SUBMITTED, deeds=since)) == ["changed"]
    nobody = with_deed(again, Deed(0, CHANGED, "", HOUSE_TIME))
    assert told(replace(story, state=State.SUBMITTED, deeds=nobody)) == ["changed_unsigned"]
    approved = with_deed(since, Deed(0, Act.APPROVE.value, "Lan", HOUSE_TIME))
    assert told(replace(story, state=State.APPROVED, deeds=approved)) == []
    down = with_deed(again, Deed(0, Act.TAKE_DOWN.value, "Lan", HOUSE_TIME, "sai"))
    assert told(replace(story, state=State.TAKEN_DOWN, deeds=down)) == ["taken_down"]
    alone = with_deed(back, Deed(0, Act.RETURN.value, "", HOUSE_TIME, "Thiếu nguồn"))
    assert told(replace(STORY, deeds=alone)) == ["returned_unsigned"]


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (OutletStory(Stage.WAITING), "outlet_bringing"),
        (OutletStory(Stage.WAITING, is_down=True), "outlet_taking"),
        (OutletStory(Stage.WAITING, code="line.down"), "outlet_away"),
        (OutletStory(Stage.WAITING, code="outlet.signed_out"), "outlet_waits"),
        (OutletStory(Stage.PARKED, code="site.empty"), "outlet_refused"),
        (OutletStory(Stage.WAITING, is_down=True, code="site.forbidden"), "outlet_stays"),
        (OutletStory(Stage.WAITING, is_down=True, code="line.down"), "outlet_away"),
        (OutletStory(Stage.DONE, stood_at=HOUSE_TIME), "outlet_has"),
        (OutletStory(Stage.DONE, is_down=True, stood_at=HOUSE_TIME), "outlet_lost"),
        (OutletStory(Stage.DONE, stood_at=HOUSE_TIME - LATELY), None),
        (OutletStory(Stage.DONE, is_down=True), None),
    ],
)
def test_whether_the_site_outside_has_it_is_told_and_why_not(story, said):
    outlet = Outlet("t", "bao.example", {STORY.id: story})
    assert told(outlet=outlet) == ([said] if said else [])
    assert told(an_article(2), outlet=outlet) == []
    assert Outlet.read(outlet.written) == outlet
