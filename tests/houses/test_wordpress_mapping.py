# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories go to the sections, topics and accounts that a map names, and come back by our names."""

import pytest

from editor.cms.ledgered import Ledgered
from editor.cms.mapped import KeptMap
from editor.cms.wordpress.choosing import Choosing
from editor.model.article import Author
from editor.model.mapping import HouseMap, Kind, Match
from editor.profiles import profile_from_doc
from editor.wire import article_from_doc
from tests.builders import an_article
from tests.contracts.operations import act, create_article, done, patch, rejected
from tests.houses.recording import PLAYED
from tests.houses.small import Small
from tests.houses.stage import Lent, Stage

ID = an_article().id
HAU = Author(person="Trần Văn Hai", pen_name="Sông Hậu")
MAP = HouseMap(
    (
        Match(Kind.CATEGORY, "van-hoa", "5", "Văn hóa"),
        Match(Kind.CATEGORY, "noi-bo", ""),
        Match(Kind.TAG, "bão", "11"),
        Match(Kind.TAG, "bản thảo", ""),
        Match(Kind.PERSON, "Sông Hậu", "3", "Trần Văn Hai"),
        Match(Kind.PERSON, "Mai", "2"),
    )
)
STORY = {
    "category": "van-hoa",
    "other_categories": ("noi-bo",),
    "tags": ("bản thảo", "Bão"),
    "authors": (HAU,),
    "body": "Một.\n",
}


@pytest.fixture
def house():
    house = Small()
    house.terms["categories"].append({"id": 5, "name": "Culture", "slug": "culture"})
    house.terms["tags"].append({"id": 11, "name": "storms"})
    house.users += [{"id": 2, "name": "Mai"}, {"id": 3, "name": "T. V. Hai"}]
    house.rights["edit_others_posts"] = True
    return house


@pytest.fixture
def seat(tmp_path, house):
    stage = Stage(tmp_path, house)
    yield stage.seat("mai")
    stage.close()


def mapped(seat, house_map=MAP):
    """The laptop with a map of the house, connected anew as after it was kept."""
    kept = KeptMap(seat.ledger)
    kept.keep(house_map)
    seat.adapter._terms._mapping = seat.adapter._documents._mapping = kept
    seat.site = Ledgered(seat.adapter, seat.ledger)
    return seat


def test_a_story_goes_by_the_map_and_its_byline_is_the_account(seat, house):
    done(mapped(seat).site, create_article(**STORY))
    post = house.posts[1]
    assert (post["categories"], post["tags"], post["author"]) == ([5], [11], 3)
    assert "Sông Hậu" not in post["content"]["raw"]


def test_what_was_changed_there_comes_back_by_our_names(seat, house):
    """What stays here is none of the house's to take away; an account is a pen name again."""
    made = done(mapped(seat).site, create_article(**STORY))
    house.write(1, categories=[1, 2, 5], tags=[1, 11])
    told = article_from_doc(seat.site.fetch(made.entity, ID).doc)
    assert (told.category, told.other_categories) == ("van-hoa", ("noi-bo", "tin-tuc"))
    assert told.tags == ("bản thảo", "Bão", "chợ nổi")
    assert told.authors == (HAU,)
    house.write(1, author=2)
    assert article_from_doc(seat.site.fetch(made.entity, ID).doc).authors == (Author("", "Mai"),)
    house.write(author=3, categories=[5], tags=[11])
    (new,) = [each for each in seat.site.changes("").changes if each.entity_id != ID]
    read = article_from_doc(new.doc)
    assert (read.category, read.tags, read.authors) == ("van-hoa", ("bão",), (HAU,))


def test_several_bylines_stand_in_the_text_under_the_account_of_the_first_that_has_one(seat, house):
    authors = (Author(pen_name="Một"), HAU)
    made = done(mapped(seat).site, create_article(**{**STORY, "authors": authors}))
    post = house.posts[1]
    assert post["author"] == 3
    assert "Một, Sông Hậu" in post["content"]["raw"]
    assert article_from_doc(seat.site.fetch(made.entity, ID).doc).body == "Một.\n"
    alone = [{"person": "", "pen_name": "Bốn", "role": "writer"}]
    done(seat.site, patch(made, authors=alone))
    assert (post["author"], "Bốn" in post["content"]["raw"]) == (2, True)


def test_who_may_not_use_the_account_of_another_keeps_the_byline_in_the_text(seat, house):
    del house.rights["edit_others_posts"]
    done(mapped(seat).site, create_article(**STORY))
    assert house.posts[1]["author"] == 2
    assert "Sông Hậu" in house.posts[1]["content"]["raw"]


def test_a_story_that_is_there_follows_a_new_map_when_it_goes_before_readers(seat, house):
    authors = [{"person": HAU.person, "pen_name": HAU.pen_name, "role": "writer"}]
    fields = {**STORY, "category": "tin-tuc", "other_categories": (), "tags": ("bão",)}
    made = done(seat.site, create_article(**fields))
    post = house.posts[1]
    assert post["tags"] == [102]
    assert "Sông Hậu" in post["content"]["raw"]
    mapped(seat, HouseMap((*MAP.matches, Match(Kind.CATEGORY, "tin-tuc", "5"))))
    out = done(seat.site, act(made, "publish", edition="1"))
    assert (post["categories"], post["tags"], post["author"]) == ([5], [11], 3)
    assert "Sông Hậu" not in post["content"]["raw"]
    assert out.doc["authors"] == authors
    count = len(house.revisions[1])
    again = done(seat.site, act(out, "update", edition="2"))
    assert (len(house.revisions[1]), again.doc["body"]) == (count, "Một.\n")


def test_a_section_that_the_house_has_no_more_is_refused_not_lost(seat, house):
    house.terms["categories"] = [{"id": 1, "name": "Khác", "slug": "khac"}]
    refused = rejected(mapped(seat).site, create_article(**STORY))
    assert refused.code == "no_such_category"
    assert house.posts == {}


def test_the_house_tells_what_there_is_to_choose_from_and_makes_what_there_is_not(seat, house):
    chooser = Choosing(PLAYED, "mai:played", transport=Lent(house))
    found = chooser.choices(["chợ nổi"])
    told = [(each.kind, each.remote_id, each.name) for each in found.all]
    assert (Kind.CATEGORY, "5", "Culture") in told
    assert (Kind.TAG, "11", "storms") in told
    assert (Kind.PERSON, "3", "T. V. Hai") in told
    assert (found.me, found.may_assign, found.may_make) == ("2", True, {Kind.TAG})
    kept = KeptMap(seat.ledger)
    kept.keep_choices(found)
    assert KeptMap(seat.ledger).choices() == found
    made = chooser.make(Kind.TAG, "Lũ lụt")
    chooser.close()
    assert (made.name, made.remote_id) == ("Lũ lụt", str(house.terms["tags"][-1]["id"]))


def test_the_sections_that_are_told_have_our_names(seat):
    told = profile_from_doc(mapped(seat).site.hello().profile)
    assert told.category_name("van-hoa") == told.category_name("culture") == "Văn hóa"
    assert [each.key for each in told.categories] == ["khac", "tin-tuc", "van-hoa", "noi-bo"]
