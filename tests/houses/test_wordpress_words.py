# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody's words are lost in a house of WordPress, and no two stories become one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from editor.cms.intake import marker_of
from editor.model.article import Correction
from editor.model.operation import Entity
from tests.builders import an_article
from tests.contracts.operations import create_article, done, patch, rejected
from tests.houses.small import Small
from tests.houses.stage import Stage

ID = an_article().id


@pytest.fixture
def house():
    return Small()


@pytest.fixture
def seats(tmp_path):
    """Makes laptops at houses, and closes them."""
    stages = []

    def made(house, name="laptop"):
        stages.append(Stage(tmp_path / str(len(stages)), house))
        return stages[-1].seat("mai", name)

    yield made
    for each in stages:
        each.close()


def pull(seat):
    """All that is known of the house, by id."""
    return {each.entity_id: each for each in seat.site.changes("").changes}


def test_posts_of_one_number_in_two_houses_are_two_stories(seats):
    """Each house counts from 1: who goes over to another must not lose the words of the first."""
    ids = []
    for home in ("https://mot.example", "https://hai.example"):
        house = Small(home)
        house.write(title="Bài", content="<p>Chữ.</p>")
        ids += pull(seats(house))
    assert len(set(ids)) == 2


def test_a_story_of_a_house_has_one_name_on_every_laptop(seats, house):
    house.write(title="Bài", content="<p>Chữ.</p>")
    assert list(pull(seats(house))) == list(pull(seats(house)))


@pytest.mark.parametrize("field", ["content", "excerpt", "title"])
def test_a_copy_in_which_somebody_wrote_is_not_thrown_away(seats, house, field):
    """Who copies a draft there gets our marker with a number behind it, and goes on writing."""
    seat = seats(house)
    done(seat.site, create_article(headline="Tít", body="Một.\n", standfirst="Sapo."))
    first = {name: house.posts[1][name]["raw"] for name in ("title", "content", "excerpt")}
    same = house.write(slug=f"{marker_of(ID)}-2", **first)
    other = house.write(slug=f"{marker_of(ID)}-3", **{**first, field: "<p>Chữ của Lan.</p>"})
    news = pull(seat)
    assert (house.posts[same]["status"], house.posts[other]["status"]) == ("trash", "draft")
    assert len(news) == 2
    assert any("Chữ của Lan" in str(each.doc) for each in news.values())


def test_a_headline_changed_there_while_we_wrote_the_copy_is_told(seats, house):
    """Between our look and our write; what we did not send is as somebody else wants it."""
    seat = seats(house)
    made = done(seat.site, create_article(headline="Tít", body="Một.\n"))
    house.before_update = lambda number: house.write(number, title="Tít của Lan")
    done(seat.site, patch(made, body="Hai.\n"))
    told = pull(seat)[ID]
    assert (told.doc["headline"], told.doc["body"]) == ("Tít của Lan", "Hai.\n")
    house.before_update = lambda _number: None
    done(seat.site, patch(told, body="Ba.\n"))
    assert house.posts[1]["title"] == {"raw": "Tít của Lan"}


def test_copy_changed_there_while_we_wrote_the_headline_is_told(seats, house):
    seat = seats(house)
    made = done(seat.site, create_article(headline="Tít", body="Một.\n\nHai.\n"))
    told = house.posts[1]["content"]["raw"].replace("Hai", "Hai của Lan")
    house.before_update = lambda number: house.write(number, content=told)
    outcome = seat.site.push(patch(made, headline="Tít mới"))
    told = pull(seat)[ID]
    assert "Hai của Lan" in told.doc["body"], outcome
    assert house.posts[1]["content"]["raw"].count("Hai của Lan") == 1


@pytest.mark.parametrize("most", [1000, 2, 3])
def test_a_race_is_seen_where_a_house_keeps_few_revisions(seats, house, most):
    """Many set a limit: there the number of revisions does not grow any more."""
    house.most_revisions = most
    seat = seats(house)
    made = done(seat.site, create_article(body="Một.\n\nHai.\n"))
    for number in range(3):
        made = done(seat.site, patch(made, body=f"Một.\n\nHai {number}.\n"))
    html = house.posts[1]["content"]["raw"].replace("Một", "Một của Lan")
    house.before_update = lambda number: house.write(number, content=html)
    answer = rejected(seat.site, patch(made, body="Một.\n\nHai của Mai.\n"))
    assert answer.code == "rev_mismatch"
    assert "Một của Lan" in answer.current.doc["body"]
    assert seat.ledger.find(Entity.ARTICLE, ID).sent["body"] == "Một.\n\nHai của Mai.\n"


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ({"timezone_string": "Asia/Bangkok"}, "Asia/Bangkok"),
        ({"timezone_string": "", "gmt_offset": "7"}, "Etc/GMT-7"),
        ({"timezone_string": "", "gmt_offset": -3}, "Etc/GMT+3"),
        ({"timezone_string": "", "gmt_offset": 5.5}, "Asia/Kolkata"),
        ({"timezone_string": "", "gmt_offset": 0}, "UTC"),
        ({"timezone_string": "", "gmt_offset": None}, "UTC"),
    ],
)
def test_a_site_whose_hours_alone_were_set_has_them(seats, told, zone):
    """A story planned for seven in the morning would go out at two in the afternoon."""
    profile = seats(Small(**told)).site.hello().profile
    assert profile["time_zone"] == zone
    assert ZoneInfo(zone)


def test_a_correction_has_the_day_of_the_newspaper(seats):
    """And is known there as ours: it does not become a part of the copy."""
    house = Small(timezone_string="", gmt_offset=7)
    seat = seats(house)
    at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    corrections = (Correction(at, "ba", "bốn"),)
    done(seat.site, create_article(body="Bốn.\n", corrections=corrections))
    html = house.posts[1]["content"]["raw"]
    assert "01/12/2026" in html
    house.write(1, content=html.replace("Bốn.", "Năm."))
    assert pull(seat)[ID].doc["body"] == "Năm.\n"
