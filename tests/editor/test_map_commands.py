# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of a house by command: proposed, decided, made there, given on, told by the checks."""

from dataclasses import replace

import pytest

from editor import arguments
from editor.cms.mapped import KeptMap, with_names
from editor.cms.memory import Memory
from editor.desk import Desk
from editor.errors import Damaged, Offline, Refused
from editor.map_commands import MapCommands
from editor.model.article import Author
from editor.model.mapping import Choice, Choices, Kind
from editor.model.operation import Rejected, ServerInfo
from editor.model.profile import Category
from editor.model.workflow import Act
from editor.profiles import profile_from_doc, profile_to_doc
from editor.sentences import Sentences
from editor.store.remote_map import RemoteMap
from tests.builders import PROFILE, an_article
from tests.editor.test_commands import RESOURCES

FIELDS = ("category", "other_categories", "authors", "tags")
SECTIONS = (("7", Category("news", "Tin tức")), ("8", Category("culture", "Culture")))
SITE = "https://bao.example"


def with_sections(house_map):
    """What the house tells of itself, its sections as they are called here."""
    return profile_to_doc(replace(PROFILE, categories=house_map.sections(SECTIONS)))


class Elsewhere:
    """A house of another kind, of which only the choices are asked; it is its chooser, too."""

    def __init__(self, desk):
        self.desk = desk
        self.connected = 0
        self.is_down = False
        self.all = [
            Choice(Kind.CATEGORY, "7", "Tin tức", "news"),
            Choice(Kind.CATEGORY, "8", "Culture", "culture"),
            Choice(Kind.TAG, "11", "bão"),
            Choice(Kind.PERSON, "3", "Mai"),
        ]

    def kept_map(self):
        return KeptMap(RemoteMap(self.desk.database, SITE))

    def chooser(self):
        return self

    def choices(self, names):
        if self.is_down:
            raise Offline("line.down")
        return Choices(tuple(self.all), frozenset({Kind.TAG}), may_assign=True, me="3")

    def make(self, kind, name):
        self.all.append(Choice(kind, str(100 + len(self.all)), name))
        return self.all[-1]

    def close(self):
        """Nothing is open."""

    def connect(self):
        self.connected += 1
        site = Memory(profile=with_sections(self.kept_map()()))
        self.desk.use_site(site)


@pytest.fixture
def house(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    desk.settings = replace(desk.settings, site_address=SITE, site_kind="wordpress")
    desk.articles.save(
        an_article(tags=("bão", "chợ nổi"), authors=(Author("Trần Văn Hai", "Sông Hậu"),)),
        origin="test",
    )
    yield Elsewhere(desk)
    desk.close()


@pytest.fixture
def run(house):
    """Runs one command line, as the program does."""
    commands = MapCommands(house.desk, house, Sentences.load(RESOURCES / "sentences", "en"))

    def ran(*line):
        given = arguments.parser().parse_args(["site", "map", *map(str, line)])
        return arguments.COMMANDS[given.command](commands, given)

    return ran


def fates(answer):
    return {each["ours"]: (each["fate"], each["theirs"]) for each in answer.value["lines"]}


def test_what_is_proposed_is_seen_and_accepted_and_holds(run, house):
    told = run()
    assert fates(told) == {
        "tin-tuc": ("alike", "7"),
        "Sông Hậu": ("open", ""),
        "bão": ("same", "11"),
        "chợ nổi": ("new", ""),
    }
    assert told.value["undecided"] == 2
    assert "To be decided: 2." in told.text
    assert fates(run("--undecided", "--of", "person")) == {"Sông Hậu": ("open", "")}
    assert fates(run("accept"))["tin-tuc"] == ("mapped", "7")
    assert house.connected == 1
    assert house.kept_map()().of(Kind.CATEGORY, "tin-tuc").name == "Tin tức"
    assert [each.key for each in house.desk.profile.categories] == ["tin-tuc", "culture"]


def test_what_was_refused_for_its_section_goes_once_that_is_decided(run, house):
    """Stories of before the sign-in go first, when nobody could decide anything yet."""
    (waiting,) = house.desk.outbox.rows()
    taken = house.desk.outbox.take(waiting.op_id)
    house.desk.outbox.settle(taken, Rejected("no_such_category"))
    assert house.desk.outbox.needs_you() == 1
    run("accept")
    assert house.desk.outbox.rows() == []


def test_one_line_is_decided_made_there_and_forgotten(run, house):
    assert fates(run("set", "person", "Sông Hậu", "mai")) == {"Sông Hậu": ("mapped", "3")}
    assert house.kept_map()().account(Author("Trần Văn Hai", "Sông Hậu")) == "3"
    assert fates(run("set", "category", "tin-tuc", "--stays")) == {"tin-tuc": ("stays", "")}
    assert fates(run("set", "tag", "chợ nổi", "--make")) == {"chợ nổi": ("mapped", "104")}
    assert house.all[-1].name == "chợ nổi"
    assert fates(run("forget", "person", "Sông Hậu")) == {"Sông Hậu": ("open", "")}


def test_what_cannot_be_is_refused_and_nothing_is_kept(run, house):
    for line, code in (
        (("set", "person", "Sông Hậu", "Nobody"), "map.no_such_choice"),
        (("set", "category", "tin-tuc", "--make"), "map.may_not_make"),
        (("set", "category", "tin-tuc"), "map.say_one"),
    ):
        with pytest.raises(Refused) as refused:
            run(*line)
        assert refused.value.code == code
    assert house.kept_map()().matches == ()
    house.desk.settings = replace(house.desk.settings, site_address="", site_kind="")
    with pytest.raises(Refused) as refused:
        run()
    assert refused.value.code == "map.own_house"


def test_without_a_line_the_map_is_seen_as_it_was_told_last(run, house):
    run("accept")
    house.is_down = True
    told = run("list")
    assert fates(told)["tin-tuc"] == ("mapped", "7")
    assert told.notes


def test_a_map_goes_to_another_computer_in_a_file(run, house, tmp_path):
    run("set", "person", "Sông Hậu", "3")
    run("set", "category", "tin-tuc", "8")
    assert run("give", tmp_path / "map.json").value["count"] == 2
    run("forget", "category", "tin-tuc")
    run("set", "tag", "bão", "--stays")
    told = fates(run("take", tmp_path / "map.json"))
    assert (told["tin-tuc"], told["bão"]) == (("mapped", "8"), ("stays", ""))
    (tmp_path / "map.json").write_text('{"v": 1, "matches": [{"kind": "x"}]}')
    with pytest.raises(Damaged) as damaged:
        run("take", tmp_path / "map.json")
    assert damaged.value.code == "wire.bad_field"


def test_the_checks_say_what_is_open_before_a_story_goes(run, house):
    """Along with the profile that the house tells, so that it is known without a line."""
    run("set", "category", "noi-bo", "--stays")
    kept, told = house.kept_map(), profile_to_doc(PROFILE)
    served = with_names(ServerInfo("x", "", "", profile=told), kept)
    house.desk.mirror.store_profile(served.profile)
    profile = profile_from_doc(house.desk.mirror.profile())
    sections = kept().sections((str(n), each) for n, each in enumerate(profile.categories))
    profile = replace(profile, categories=sections)
    story = an_article(
        category="noi-bo",
        other_categories=("xe",),
        tags=("bão", "chợ nổi"),
        authors=(Author("", "Mai"), Author("Trần Văn Hai", "Sông Hậu")),
    )
    found = house.desk.acts.found(story, profile, Act.PUBLISH)
    codes = {each.code: dict(each.values) for each in found if each.field in FIELDS}
    assert codes == {
        "checks.category_unknown": {"category": "xe"},
        "checks.category_stays": {"name": "noi-bo"},
        "checks.no_account": {"names": "Sông Hậu"},
        "checks.tags_new": {"names": "chợ nổi"},
    }
    ours = house.desk.acts.found(replace(story, category="tin-tuc"), PROFILE, Act.PUBLISH)
    assert not [each for each in ours if each.code in codes]
