# SPDX-License-Identifier: GPL-3.0-or-later
"""A house of Ghost: what somebody does there is noticed, and nobody's words are lost."""

from datetime import timedelta

import pytest

from editor import wire
from editor.cms.ghost.house import Ghost
from editor.cms.ghost.media import _name, _shown
from editor.cms.intake import marker_of
from editor.cms.ledgered import Ledgered
from editor.errors import Refused
from editor.model.binding import Binding, Entry, Phase
from editor.model.operation import Entity, OpKind, Remote, Unknown
from editor.model.picture import Placement
from editor.model.workflow import Act
from editor.store.database import Database
from editor.store.remote_map import RemoteMap
from tests.builders import a_picture, an_article
from tests.contracts.operations import act, an_operation, create_article, done, patch, rejected
from tests.editor.cms.ghost.little import HOME, KEY, LittleGhost

ID = an_article().id
LATER = "2099-01-01T00:00:00.000000Z"


@pytest.fixture
def house():
    return LittleGhost()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    found = Database.open(tmp_path_factory.mktemp("store"))
    yield found
    found.close()


@pytest.fixture
def ledger(database, request):
    """Of a house of its own: each test has another address in the one store."""
    return RemoteMap(database, f"https://{request.node.name}.example")


@pytest.fixture
def site(house, ledger):
    adapter = Ghost(
        HOME,
        KEY,
        files_of=lambda sha256: ledger.find(Entity.PICTURE, sha256),
        file_of=lambda _picture, _name: None,
        transport=house,
    )
    found = Ledgered(adapter, ledger)
    yield found
    found.close()


def pull(site):
    found, cursor, has_more = {}, "", True
    while has_more:
        page = site.changes(cursor)
        found |= {each.entity_id: each for each in page.changes}
        cursor, has_more = page.cursor, page.has_more
    return found


def made(site, **fields):
    return done(site, create_article(**{"headline": "Tít", "body": "Một.\n\nHai.\n", **fields}))


def the_post(house):
    (found,) = house.posts.values()
    return found


def test_who_we_are_and_what_differs_there_is_told(site):
    told, able = site.hello(), site.capabilities()
    assert (told.person, told.role) == ("Mai", "editor")
    assert told.profile["time_zone"] == "Asia/Ho_Chi_Minh"
    assert able.may_mail
    assert able.keeps_any_html
    assert not {Act.SUBMIT, Act.APPROVE} & able.acts


def test_a_key_that_is_nobody_s_is_good_and_one_that_was_locked_out_is_not(site, house):
    house.is_staff = False
    assert site.hello().role == "editor"
    house.is_locked = True
    with pytest.raises(Refused, match=r"line\.signed_out"):
        site.hello()


def test_a_suspended_person_does_not_take_his_stories_for_deleted(site, house):
    """The house says of everything that it is not there."""
    story = made(site)
    pull(site)
    house.is_locked = True
    assert site.push(patch(story, headline="Khác")) == Unknown("line.signed_out")
    with pytest.raises(Refused, match=r"line\.signed_out"):
        site.changes("")
    house.is_locked = False
    assert not site.fetch(Entity.ARTICLE, ID).is_deleted


@pytest.mark.parametrize("hours", [-5, 0.2, 30])
def test_a_clock_that_is_off_locks_nobody_out(site, house, hours):
    """One request more tells what time it is; a token is of the house's time from then on."""
    house.now += timedelta(hours=hours)
    site.hello()
    house.asked.clear()
    site.hello()
    assert house.asked == ["GET users/me"]


def test_another_s_change_is_noticed_before_a_write_and_after_it(site, house):
    story = made(site)
    house.write(the_post(house)["id"], html="<p>Một.</p><p>Hai của Lan.</p>")
    answer = rejected(site, patch(story, body="Một của Mai.\n\nHai.\n"))
    assert answer.code == "rev_mismatch"
    assert answer.current.doc["body"] == "Một.\n\nHai của Lan.\n"

    def raced(post_id):
        house.before_update = lambda _post_id: None
        house.write(post_id, html="<p>Một của Lan.</p><p>Hai của Lan.</p>")

    house.before_update = raced
    answer = rejected(site, patch(answer.current, body="Một của Mai.\n\nHai của Lan.\n"))
    assert answer.current.doc["body"] == "Một của Lan.\n\nHai của Lan.\n"


def test_a_change_that_is_none_of_ours_bars_no_write(site, house):
    """Who sees the story was chosen there while we wrote; it stays as it was chosen."""
    story = made(site)

    def raced(post_id):
        house.before_update = lambda _post_id: None
        house.write(post_id, visibility="members")

    house.before_update = raced
    done(site, patch(story, body="Ba.\n"))
    assert "Ba." in the_post(house)["html"]
    assert the_post(house)["visibility"] == "members"
    house.before_update = lambda post_id: house.write(post_id, visibility="paid")
    told = site.fetch(Entity.ARTICLE, ID)
    assert site.push(patch(told, body="Bốn.\n")) == Unknown("line.busy")


def test_other_tags_are_noticed_although_no_time_tells_of_them(site, house, ledger):
    story = made(site, category="tin-tuc", tags=("chợ nổi",))
    house.now += timedelta(minutes=10)
    site.hello()
    pull(site)
    post = the_post(house)
    post["tags"] = [*post["tags"], house.tag("Lũ", "lu"), house.tag("#bản tin", "hash-ban-tin")]
    assert pull(site)[ID].doc["tags"] == ["chợ nổi"]
    ledger.write(Entry(facts={"swept": "2026-11-30 00:00:00"}))
    told = pull(site)[ID]
    assert (told.doc["category"], told.doc["tags"]) == ("tin-tuc", ["chợ nổi", "Lũ"])
    # What no reader sees stays with the post, whatever is written here.
    done(site, patch(told, tags=["Lũ"]))
    assert [each["slug"] for each in post["tags"]] == ["tin-tuc", "lu", "hash-ban-tin"]
    assert rejected(site, patch(story, headline="Cũ")).code == "rev_mismatch"


def test_tags_that_are_spelt_alike_are_two(site, house):
    """Sent by its name, one would give another's stories a new tag."""
    house.tag("Bão", "bao")
    made(site, tags=("báo", "bão"))
    assert [each["name"] for each in the_post(house)["tags"]][-2:] == ["báo", "Bão"]
    assert sum(each["name"] == "báo" for each in house.tags.values()) == 1


def test_what_is_taken_away_is_set_aside_and_comes_back(site, house):
    """The house itself deletes for good."""
    story = made(site)
    done(site, an_operation(OpKind.DELETE, Entity.ARTICLE, ID, {}, story.etag))
    post = the_post(house)
    assert [each["slug"] for each in post["tags"]][-1] == "hash-stet-trash"
    assert pull(site)[ID].is_deleted
    house.write(post["id"], tags=[], title="Về")
    assert pull(site)[ID].doc["headline"] == "Về"


def test_a_draft_of_ours_that_came_to_be_twice_is_set_aside(site, house):
    made(site)
    post = the_post(house)
    names = ("title", "html", "custom_excerpt")
    house.write("", slug=f"{marker_of(ID)}-2", **{name: post[name] for name in names})
    other = house.write("", slug=f"{marker_of(ID)}-3", title="Của Lan", html="<p>x</p>")
    told = pull(site)
    assert len(told) == 2
    (double,) = [e for e in house.posts.values() if str(e["slug"]).endswith("-2")]
    assert [each["slug"] for each in double["tags"]] == ["hash-stet-trash"]
    assert house.posts[other]["tags"] == []


def test_a_story_goes_out_at_its_time_and_not_at_one_that_was(site, house):
    """A post that was set back keeps the time that it once had, and would go out at once."""
    story = done(site, act(made(site), "publish", at=LATER))
    post = the_post(house)
    assert (post["status"], post["published_at"]) == ("scheduled", "2099-01-01T00:00:00.000Z")
    assert post["slug"] == "tit"
    back = done(site, act(story, "unschedule"))
    assert post["status"] == "draft"
    done(site, act(back, "publish", edition="1"))
    assert post["status"] == "published"
    assert str(post["published_at"]).startswith("2026-12-01")
    assert not any("newsletter" in each for each in house.asked)


def test_what_went_out_by_mail_alone_is_out_and_goes_out_no_other_way(site, house):
    house.write(
        "", title="Thư", html="<p>x</p>", status="sent", published_at="2026-11-30T01:00:00Z"
    )
    (told,) = pull(site).values()
    assert told.doc["state"] == "published"
    edited = done(site, patch(told, body="y\n"))
    done(site, act(edited, "update", edition="1"))
    assert the_post(house)["status"] == "sent"
    assert "y" in the_post(house)["html"]


def test_what_is_too_long_is_told_before_anything_is_sent(site, house):
    site.hello()
    house.asked.clear()
    for field, text in (("headline", "x" * 256), ("standfirst", "x" * 301)):
        assert rejected(site, create_article(**{field: text})).code == "too_long"
    assert not any(each.startswith("POST posts") for each in house.asked)
    made(site, headline="x" * 255, standfirst="x" * 300)


def test_parts_that_no_html_holds_are_not_taken_out(site, house):
    """Letters to subscribers stand in a post unseen: a text that is sent anew would lose them."""
    story = made(site)
    the_post(house)["lexical"] = '{"root":{"children":[{"type":"email","html":"<p>Chào</p>"}]}}'
    assert rejected(site, patch(story, body="Ba.\n")).code == "would_strip"
    done(site, patch(story, headline="Khác"))


def test_what_is_said_of_a_picture_there_comes_in(site, house, ledger):
    picture = a_picture(caption="Chợ họp", alt_text="Chợ", credit="Mai")
    doc = create_article(body="![](cho.jpg)\n", placements=(Placement(picture.sha256, "cho.jpg"),))
    _know(ledger, picture)
    done(site, doc)
    post = the_post(house)
    assert post["feature_image"] == f"{HOME}/content/images/cho.jpg"
    told = str(post["html"]).replace("Chợ họp", "Chợ tan")
    assert "<small>Ảnh: Mai</small>" in told
    house.write(post["id"], html=told)
    news = pull(site)[ID]
    assert news.doc["placements"][0]["caption"] == "Chợ tan"
    assert news.doc["placements"][0]["alt_text"] is None
    done(site, patch(news, headline="Khác"))
    assert "Chợ tan" in post["html"]


def test_a_picture_that_was_taken_off_stands_for_the_story_no_more(site, house, ledger):
    """One that somebody chose there stays."""
    picture = a_picture()
    _know(ledger, picture)
    told = made(site, placements=(Placement(picture.sha256, "cho.jpg"),))
    post = the_post(house)
    assert post["feature_image"] == f"{HOME}/content/images/cho.jpg"
    told = done(site, patch(told, placements=[]))
    assert (post["feature_image"], post["feature_image_alt"]) == (None, "")
    house.write(post["id"], feature_image="https://anh.example/khac.jpg")
    told = pull(site)[ID]
    done(site, patch(told, headline="Khác"))
    assert post["feature_image"] == "https://anh.example/khac.jpg"


def test_a_picture_has_a_name_of_plain_letters_that_says_what_is_in_it():
    """By which it is found after a lost answer; the house itself lists none."""
    picture = a_picture(file_name="Nước lũ “rút”.JPG")
    name = _name(picture, _shown(picture))
    assert name.isascii()
    assert name.startswith("nuoc-lu-rut-")
    assert name == _name(picture, _shown(picture))
    other = a_picture(2, file_name="Nước lũ “rút”.JPG")
    assert name != _name(other, _shown(other))


def _know(ledger, picture):
    """The picture stands in the house."""
    place = "/content/images/cho.jpg"
    doc = wire.picture_to_doc(picture)
    told = Remote(Entity.PICTURE, picture.sha256, 1, '"1"', doc)
    known = Binding(Entity.PICTURE, picture.sha256, Phase.BOUND, remote_id=place, told=told)
    ledger.write(Entry((known,)))
