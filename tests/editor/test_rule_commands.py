# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule packs by command, and the list of what may be looked at once more."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.desk import Desk
from editor.rule_commands import RuleCommands
from editor.sentences import Sentences
from tests.editor.test_commands import RESOURCES, Near
from tests.editor.test_rulebook import PACK


@pytest.fixture
def commands(tmp_path: Path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield RuleCommands(desk, Near(desk), Sentences.load(RESOURCES / "sentences", "en"))
    desk.close()


def test_packs_are_listed_taken_in_given_away_and_removed(commands, tmp_path):
    """Each with whose it is; a pack counts in the check at once."""
    story = commands.new(["headline=Cụ già", "category=tin-tuc", "authors=Một"]).text
    commands.body(story, "Cụ đã bẩy mươi tuổi.")
    path = tmp_path / "ours.toml"
    path.write_text(PACK, "utf-8")
    assert commands.take_packs([path]).value == {"kept": ["ours"]}
    told = [(each["name"], each["origin"]) for each in commands.rule_packs().value]
    assert told == [("en", "shipped"), ("ours", "own"), ("vi", "shipped")]
    assert "of this store" in commands.rule_packs().text
    assert "Viết “bảy”." in commands.check(story).text
    assert Path(commands.give_pack("ours", tmp_path / "o.toml").text).read_text("utf-8") == PACK
    commands.remove_pack("ours")
    assert "Viết “bảy”." not in commands.check(story).text


def test_failures_are_told_in_a_sentence_each(commands, tmp_path):
    """And nothing of the pack is kept."""
    bad, none = tmp_path / "bad.toml", tmp_path / "none.toml"
    bad.write_text(PACK.replace("bẩy mươi tuổi", "bảy mươi tuổi"), "utf-8")
    none.write_text("no pack", "utf-8")
    answer = commands.take_packs([bad, none])
    say = Sentences.load(RESOURCES / "sentences", "en").of
    assert answer.value == {"kept": []}
    assert say(answer.refused[0]) == (
        "bad, bay-muoi: it finds nothing in “Cụ đã bảy mươi tuổi.”, which its test calls wrong."
    )
    assert answer.refused[1].code == "style.bad_pack"
    tested = commands.test_packs([bad])
    assert [each.code for each in tested.refused] == ["style.rule_misses"]
    whole = commands.test_packs([])
    assert whole.refused == ()
    assert [each["name"] for each in whole.value] == ["en", "vi"]


def test_the_list_comes_when_it_is_asked_for(commands):
    """Behind what is wrong."""
    story = commands.new(["headline=Hai ngày", "category=tin-tuc", "authors=Một"]).text
    commands.body(story, "Hội mở ngày 05/03/2026. Hội tan ngày 9/6/2026.")
    assert commands.check(story).value == []
    assert [each["code"] for each in commands.check(story, with_list=True).value] == [
        "style.date_forms"
    ]


def test_rules_are_off_for_one_newspaper(commands):
    """Another one keeps its own choice; what was chosen before for all holds where none is."""
    desk = commands._desk
    desk.rules_off = desk.rules_off | {"blanks"}
    assert "blanks" in Desk.rules_off.fget(desk)
    desk._profile = None
    desk.settings_file.write(desk.settings)
    assert desk.settings_file.read().rules_off_at == {
        desk.profile.name: " ".join(sorted(desk.rules_off))
    }
    desk._profile = replace(desk.profile, name="Báo khác")
    assert desk.rules_off == frozenset({"repeated_passage"})
