# SPDX-License-Identifier: GPL-3.0-or-later
"""Words replaced in all stories: in the real store, by command, and taken back as a whole."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editor import arguments, replacing
from editor.desk import Desk
from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.operation import Entity
from editor.model.workflow import State
from editor.replace_commands import ReplaceCommands
from editor.replacing import Replacement
from editor.sentences import Sentences
from editor.store import records
from editor.text.finding import Search
from tests.builders import an_article
from tests.editor.test_commands import RESOURCES, Near

FERRY = Replacement(Search("ghe", is_word=True), "thuyền")


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    desk.settings = replace(desk.settings, person="Lan")
    yield ReplaceCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


@pytest.fixture
def desk(commands) -> Desk:
    return commands._desk


@pytest.fixture
def ids(commands) -> list[ArticleId]:
    """Three stories; the third has nothing to be found."""
    told = []
    for headline, copy in (
        ("Chợ ghe", "Một ghe. Hai ghe, ba nghe.\n\nGhe về."),
        ("Bến đò", "Trăm chiếc ghe đã về."),
        ("Chợ lớn", "Không có gì."),
    ):
        made = commands.new([f"headline={headline}"]).text
        commands.body(made, copy)
        told.append(ArticleId(made))
    return told


def run(commands, *words: str):
    given = arguments.parser().parse_args(["replace", *words])
    return arguments.COMMANDS[given.command](commands, given)


def chosen(desk, wanted=FERRY):
    found = list(replacing.search(desk.sweep, wanted))
    return {each.id: each.passages for each in found}


def test_what_is_found_is_told_and_nothing_changed(commands, desk, ids):
    """Each place with the words around it, the newest story first."""
    answer = run(commands, "ghe", "thuyền", "--word", "--dry-run")
    assert answer.value["is_dry"]
    assert [each["headline"] for each in answer.value["stories"]] == ["Bến đò", "Chợ ghe"]
    assert answer.value["passages"] == 5
    assert "Copy: Một [-ghe-]{+thuyền+}. Hai ghe, ba nghe. Ghe về." in answer.text
    assert json.dumps(answer.value)
    assert desk.articles.get(ids[1]).body == "Trăm chiếc ghe đã về."


def test_each_story_gets_one_version_that_its_history_names(commands, desk, ids):
    """By whom, and why; it waits to be sent as any save does."""
    before = [len(desk.history.versions(each)) for each in ids]
    answer = run(commands, "ghe", "thuyền", "--word")
    assert answer.text.endswith("Places replaced: 5, in 2 stories.")
    first = desk.articles.get(ids[0])
    assert first.headline == "Chợ thuyền"
    assert first.body == "Một thuyền. Hai thuyền, ba nghe.\n\nthuyền về."
    assert [len(desk.history.versions(each)) for each in ids] == [
        before[0] + 1,
        before[1] + 1,
        before[2],
    ]
    newest = desk.history.versions(ids[0])[0]
    assert (newest.reason, newest.author) == ("replace", "Lan")
    assert {row.kind for row in desk.outbox.rows()} == {"save"}


def test_groups_and_single_stories_by_command(commands, desk, ids):
    """As Python reads a pattern; other stories stay."""
    run(commands, r"(\w+) (ghe)\b", r"\2 \1", "--regex", "--story", ids[1])
    assert desk.articles.get(ids[1]).body == "Trăm ghe chiếc đã về."
    assert "Một ghe." in desk.articles.get(ids[0]).body
    with pytest.raises(Refused) as refused:
        run(commands, "(", "x", "--regex")
    assert refused.value.code == "search.bad_pattern"
    with pytest.raises(Refused):
        run(commands, "a", "b", "--story", "none")


def test_only_chosen_places_are_replaced(desk, ids):
    """The first and the last of the copy, not the headline."""
    passages = chosen(desk)[ids[0]]
    some = {ids[0]: [passages[1], passages[3]]}
    done = replacing.perform(desk.sweep, some, FERRY, origin="screen")
    assert (done.passages, done.missed, len(done.changed)) == (2, 0, 1)
    assert desk.articles.get(ids[0]).headline == "Chợ ghe"
    assert desk.articles.get(ids[0]).body == "Một thuyền. Hai ghe, ba nghe.\n\nthuyền về."


def test_what_was_written_since_the_search_stays(desk, ids):
    """Places are found again by their words; those that are gone are told of."""
    found = chosen(desk)
    article = desk.articles.get(ids[0])
    body = "Mới.\n\n" + article.body.replace("Hai ghe, ba", "Hai xe, ba")
    desk.articles.save(replace(article, headline="Chợ", body=body), origin="x")
    done = replacing.perform(desk.sweep, found, FERRY, origin="screen")
    told = desk.articles.get(ids[0])
    assert (told.headline, done.missed > 0) == ("Chợ", True)
    assert told.body.startswith("Mới.\n\n")
    assert "Hai xe, ba nghe" in told.body


def test_all_of_it_is_taken_back_and_later_words_stay(desk, ids):
    """One undo for every story; a clash in the same place is counted and left alone."""
    before = [desk.articles.get(each) for each in ids]
    done = replacing.perform(desk.sweep, chosen(desk), FERRY, origin="screen")
    later = desk.articles.get(ids[1])
    desk.articles.save(replace(later, body=later.body + "\n\nThêm."), origin="x")
    assert replacing.take_back(desk.sweep, done, origin="screen") == 0
    told = [desk.articles.get(each) for each in ids]
    assert told[0] == before[0]
    assert told[1].body == before[1].body + "\n\nThêm."
    assert desk.history.versions(ids[0])[0].reason == "restore"
    done = replacing.perform(desk.sweep, chosen(desk), FERRY, origin="screen")
    later = desk.articles.get(ids[1])
    desk.articles.save(replace(later, body="Trăm tàu thuyền lớn về."), origin="x")
    assert replacing.take_back(desk.sweep, done, origin="screen") == 1
    assert desk.articles.get(ids[1]).body == "Trăm tàu thuyền lớn về."


class Meanwhile:
    """The stories of a desk; somebody writes in one of them right before what is found is saved.

    Args:
        desk: whose.
        write: does it; told how often something was about to be saved by then.
    """

    def __init__(self, desk: Desk, write) -> None:
        self._desk, self._write = desk, write
        self._saves = 0
        self.every, self.find = desk.sweep.every, desk.sweep.find

    def save_changes(self, changed, **about):
        self._saves += 1
        self._write(self._saves)
        return self._desk.sweep.save_changes(changed, **about)


def test_words_that_come_in_while_it_is_done_stay(desk, ids):
    """A save or the sync gets between the look and the change: both stand, and both ways."""
    copy = "Một ghe.\n\nTrời đã sáng hẳn trên bến sông, người bán kẻ mua lên xuống tấp nập."
    desk.articles.save(replace(desk.articles.get(ids[0]), body=copy), origin="x")

    def write(times: int) -> None:
        if times == 1:
            now = desk.articles.get(ids[0])
            desk.articles.save(replace(now, body=f"{now.body} Mới."), origin="sync", base=now)

    done = replacing.perform(Meanwhile(desk, write), chosen(desk), FERRY, origin="screen")
    assert done.missed == 0
    assert desk.articles.get(ids[0]).body == copy.replace("ghe", "thuyền") + " Mới."
    assert replacing.take_back(Meanwhile(desk, write), done, origin="screen") == 0
    assert desk.articles.get(ids[0]).body == f"{copy} Mới. Mới."


def test_a_story_that_is_never_still_is_left_and_counted(desk, ids):
    """As it is; the others are changed."""

    def write(times: int) -> None:
        now = desk.articles.get(ids[1])
        desk.articles.save(replace(now, body=f"{now.body} {times}."), origin="sync", base=now)

    done = replacing.perform(Meanwhile(desk, write), chosen(desk), FERRY, origin="screen")
    assert done.missed == 1
    assert [each.after.id for each in done.changed] == [ids[0]]
    assert desk.articles.get(ids[1]).body.startswith("Trăm chiếc ghe đã về. 1. 2.")


def test_what_was_done_before_the_disk_was_full_can_be_taken_back(desk):
    """The trouble is told along with it; with nothing done yet it is an error."""
    many = [
        an_article(each, headline="", kicker="", standfirst="", body="ghe") for each in range(50)
    ]
    desk.articles.save_all(many, origin="x")

    def write(times: int) -> None:
        if times == 2:
            raise Refused("store.full")

    done = replacing.perform(Meanwhile(desk, write), chosen(desk), FERRY, origin="screen")
    assert done.trouble is not None
    assert done.trouble.code == "store.full"
    assert (len(done.changed), done.missed) == (replacing.AT_ONCE, 50 - replacing.AT_ONCE)
    assert replacing.take_back(desk.sweep, done, origin="screen") == 0
    assert {desk.articles.get(each.id).body for each in many} == {"ghe"}
    with pytest.raises(Refused):
        replacing.perform(
            Meanwhile(desk, lambda _times: write(2)), chosen(desk), FERRY, origin="screen"
        )


def test_spiked_stories_are_left_out_and_live_ones_marked(desk, ids):
    """What readers have is not changed by it: a live story only waits for its update."""
    _state(desk, ids[0], State.SPIKED)
    _state(desk, ids[1], State.PUBLISHED)
    (found,) = replacing.search(desk.sweep, FERRY)
    assert (found.id, found.is_live) == (ids[1], True)
    replacing.perform(desk.sweep, {found.id: found.passages}, FERRY, origin="screen")
    assert desk.articles.get(ids[1]).state is State.PUBLISHED
    assert {row.kind for row in desk.outbox.rows()} == {"save"}


def test_it_can_be_ended(desk, ids):
    """A search that nobody wants stops; a replacement tells what it has done by then."""
    with pytest.raises(Refused) as refused:
        list(replacing.search(desk.sweep, FERRY, told=lambda done: done < 1))
    assert refused.value.code == "program.stopped"
    many = chosen(desk)
    done = replacing.perform(desk.sweep, many, FERRY, origin="screen", told=lambda _done: False)
    assert len(done.changed) == 2


def test_more_places_than_anybody_could_look_through(commands, desk, ids):
    commands.body(ids[2], "ghe " * (replacing.MOST_PASSAGES + 1))
    with pytest.raises(Refused) as refused:
        list(replacing.search(desk.sweep, FERRY))
    assert refused.value.code == "search.too_many"


def _state(desk, article_id: ArticleId, state: State) -> None:
    """As the server says it."""
    with desk.database.write("test") as writing:
        now = records.load(writing.connection, Entity.ARTICLE, article_id)
        doc = {**now.doc, "state": state.value}
        records.put(writing, now, Entity.ARTICLE, doc, reason="pull", by="")
