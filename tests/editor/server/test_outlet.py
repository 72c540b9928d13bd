# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsroom's server publishes to a house of another kind: once, in order, by one process."""

import contextlib
import json
import os
import random
import stat
from datetime import timedelta

import pytest
import sqlalchemy as sa

from editor.cms import answers
from editor.errors import Offline, Refused
from editor.model.operation import Entity
from editor.model.outlet import Stage
from editor.server import backups, deliveries, tables
from editor.server.outlet import health
from editor.server.outlet.house import login_in
from editor.server.outlet.orders import Desk, give, lines
from editor.server.outlet.sole import LIFE, Sole
from tests.builders import a_placement, an_article
from tests.contracts.houses import an_archive
from tests.editor.server.outside import HOUSE, LOGIN, Killed, Newsroom, Way, lost
from tests.trouble import SENTENCES, a_photo

SEEDS = int(os.environ.get("STET_SEEDS", "3"))


@pytest.fixture
def newsroom(archive, now):
    return Newsroom(archive, now)


def _post(newsroom, number=1):
    return newsroom.outside.posts[number]


def _health(newsroom):
    with newsroom.archive.database.reading() as connection:
        return health.read(connection)


def test_a_story_goes_out_is_updated_and_is_taken_down(newsroom, now):
    newsroom.publish(url_slug="tin-mot")
    newsroom.go()
    assert (_post(newsroom)["status"], _post(newsroom)["slug"]) == ("publish", "tin-mot")
    stands = newsroom.delivery()
    assert (stands.stage, stands.stands, stands.code) == (Stage.DONE, 1, "")
    assert (stands.address, stands.stood_at[:16]) == (
        "https://outside.example/tin-mot",
        "2026-03-06T08:30",
    )
    newsroom.patch(body="Khác.")
    newsroom.go()
    assert _post(newsroom)["content"] != "Khác."
    newsroom.act("update")
    newsroom.go()
    assert _post(newsroom)["content"] == "Khác."
    newsroom.act("take_down")
    newsroom.go()
    assert _post(newsroom)["status"] == "private"
    newsroom.act("republish")
    newsroom.go()
    assert _post(newsroom)["status"] == "publish"
    assert len(newsroom.outside.posts) == 1
    assert _health(newsroom).answered_at


@pytest.mark.of_files
def test_nothing_is_noted_where_there_is_no_house(archive, now):
    newsroom = Newsroom(archive, now)
    archive.database.write_in_order(lambda each: deliveries.want(each, ""))
    newsroom.publish()
    assert newsroom.deliveries() == {}
    assert newsroom.publisher._go() > 1


@pytest.mark.of_files
def test_pictures_go_first_once_and_their_words_again(newsroom):
    picture = newsroom.picture(a_photo())
    newsroom.publish(placements=(a_placement(picture),))
    newsroom.outside.fault = lost("create")
    newsroom.go()
    assert newsroom.outside.asked.index("picture") < newsroom.outside.asked.index("create")
    newsroom.go_on()
    assert newsroom.outside.asked.count("picture") == 1
    assert _post(newsroom)["pictures"] == "1"


@pytest.mark.of_files
def test_of_several_editions_the_newest_goes_out_alone(newsroom):
    newsroom.publish()
    for body in ("Hai.", "Ba."):
        newsroom.patch(body=body)
        newsroom.act("update")
    newsroom.go()
    assert {content for _, content in newsroom.outside.was_public} == {"Ba."}
    assert newsroom.delivery().stands == 3


@pytest.mark.of_files
def test_a_story_that_waits_for_its_time_goes_out_by_the_servers_clock(newsroom, now):
    newsroom.create()
    newsroom.act("publish", at=(now[0] + timedelta(hours=1)).isoformat())
    newsroom.go()
    assert newsroom.outside.posts == {}
    now[0] += timedelta(hours=1)
    assert newsroom.archive.publish_due()
    newsroom.go()
    assert _post(newsroom)["status"] == "publish"


@pytest.mark.of_files
@pytest.mark.parametrize("at", ["create!", "update!", "update", "create"])
def test_a_lost_answer_is_found_out_and_nothing_is_done_twice(newsroom, at):
    newsroom.publish()
    newsroom.outside.fault = lost(at)
    newsroom.go()
    waits = newsroom.delivery()
    assert (waits.stage, waits.code, waits.tries) == (Stage.WAITING, "line.timeout", 1)
    # Another edition since: what became of the first is found out before.
    newsroom.patch(body="Mới.")
    newsroom.act("update")
    newsroom.go_on()
    assert [each["status"] for each in newsroom.outside.standing()] == ["publish"]
    assert _post(newsroom)["content"] == "Mới."
    assert newsroom.delivery().stage is Stage.DONE
    assert newsroom.story().author == "Lan"


@pytest.mark.of_files
def test_a_take_down_goes_first_and_is_looked_at_twice(newsroom, now):
    for number in (1, 2):
        newsroom.publish(number)
    newsroom.go()
    newsroom.patch(1, body="Mới.")
    newsroom.act("update", 1)
    newsroom.act("take_down", 2)
    newsroom.outside.asked.clear()
    newsroom.outside.fault = lost("update!", error=Killed())
    newsroom.go_while_it_lives()
    assert (_post(newsroom, 1)["content"], _post(newsroom, 2)["status"]) != ("Mới.", "publish")
    newsroom.outside.fault = lambda _: None
    newsroom.go()
    # A request that was thought lost comes through after all.
    newsroom.outside.write(2, status="publish")
    now[0] += deliveries.SURE_AFTER
    newsroom.go()
    assert _post(newsroom, 2)["status"] == "private"
    assert newsroom.delivery(2).stage is Stage.DONE
    assert newsroom.delivery(2).stands == 0


@pytest.mark.of_files
def test_a_take_down_overtakes_what_was_under_way(newsroom):
    """The edition whose answer was lost is never put out again, not even for a moment."""
    newsroom.publish(body="Sai.")
    newsroom.outside.fault = lost("update")
    newsroom.go()
    newsroom.act("take_down")
    newsroom.patch(body="Đúng.")
    newsroom.act("republish")
    newsroom.go_on()
    assert {content for _, content in newsroom.outside.was_public} == {"Đúng."}
    assert _post(newsroom)["status"] == "publish"


@pytest.mark.of_files
def test_what_the_house_refuses_is_parked_with_its_reason_and_the_others_go(newsroom):
    newsroom.publish(1)
    newsroom.outside.refusal = Refused("site.no_such_category", field="tin-tuc")
    newsroom.go()
    parked = newsroom.delivery()
    assert (parked.stage, parked.code) == (Stage.PARKED, "site.no_such_category")
    assert dict(parked.values) == {"field": "tin-tuc"}
    newsroom.outside.refusal = None
    newsroom.publish(2)
    newsroom.go()
    assert [each["title"] for each in newsroom.outside.posts.values()] == ["Tin 2"]
    newsroom.archive.database.write_in_order(lambda each: deliveries.retry(each, newsroom.now[0]))
    newsroom.go()
    assert newsroom.delivery(1).stage is Stage.DONE


@pytest.mark.of_files
@pytest.mark.expects_log
def test_a_story_that_the_program_stumbles_over_stands_in_no_other_s_way(newsroom, caplog):
    newsroom.publish(1)
    newsroom.publish(2)
    newsroom.outside.fault = lost("create", error=KeyError("rendered"))
    newsroom.go()
    assert [each["title"] for each in newsroom.outside.standing()] == ["Tin 2"]
    stumbled = newsroom.delivery(1)
    assert (stumbled.stage, stumbled.code) == (Stage.WAITING, "outlet.failed")
    assert stumbled.article_id in caplog.text
    newsroom.go_on()
    assert newsroom.delivery(1).stage is Stage.DONE


@pytest.mark.of_files
@pytest.mark.expects_log
def test_a_story_that_the_house_stumbles_over_lets_the_others_go_first(newsroom, now):
    newsroom.outside.breaks_at = "Tin 1"
    for number in (1, 2):
        newsroom.publish(number)
    newsroom.go()
    assert newsroom.outside.posts == {}
    now[0] += timedelta(minutes=15)
    newsroom.go()
    assert [each["title"] for each in newsroom.outside.standing()] == ["Tin 2"]
    assert (newsroom.delivery(1).code, _health(newsroom).code) == ("line.failed", "line.failed")


@pytest.mark.of_files
@pytest.mark.parametrize("error", [Refused("site.forbidden"), Offline("line.timeout")])
def test_a_take_down_is_tried_twice_a_minute_whatever_the_house_says(newsroom, now, error):
    newsroom.publish()
    newsroom.go()
    newsroom.act("take_down")
    newsroom.outside.fault = lost("update", times=8, error=error)
    for _ in range(8):
        newsroom.go()
        assert (newsroom.delivery().stage, newsroom.delivery().code) == (Stage.WAITING, error.code)
        now[0] += timedelta(seconds=30)
    newsroom.go()
    assert _post(newsroom)["status"] == "private"
    assert newsroom.delivery().code == ""


@pytest.mark.of_files
@pytest.mark.expects_log
def test_a_house_that_is_away_is_left_alone_and_a_take_down_is_not(newsroom, now, caplog):
    newsroom.publish(1)
    newsroom.go()
    newsroom.publish(2)
    newsroom.outside.fault = lost("read", "look_up", "create", times=99, error=Offline("line.down"))
    for _ in range(6):
        newsroom.go()
        now[0] += timedelta(minutes=15)
    newsroom.go()
    asked = len(newsroom.outside.asked)
    newsroom.go()
    assert len(newsroom.outside.asked) == asked
    assert _health(newsroom).code == "line.down"
    newsroom.act("take_down", 1)
    newsroom.go()
    now[0] += timedelta(seconds=31)
    newsroom.outside.fault = lambda _: None
    newsroom.go()
    assert _post(newsroom, 1)["status"] == "private"
    assert "mat-khau" not in caplog.text
    newsroom.go_on()
    assert _post(newsroom, 2)["status"] == "publish"
    assert _health(newsroom).code == ""


@pytest.mark.of_files
@pytest.mark.expects_log
def test_a_house_that_asks_to_be_left_alone_is(newsroom, now):
    newsroom.publish(1)
    busy = Offline("line.busy", retry_after_s=120.0)
    newsroom.outside.fault = lost("greet", error=busy)
    newsroom.go()
    asked = len(newsroom.outside.asked)
    newsroom.publish(2)
    now[0] += timedelta(seconds=100)
    newsroom.go()
    assert len(newsroom.outside.asked) == asked
    now[0] += timedelta(seconds=21)
    newsroom.go()
    assert len(newsroom.outside.posts) == 2


def test_what_others_changed_there_comes_in_as_a_revision_and_is_not_written_over(newsroom):
    newsroom.publish(body="Một.\n\nHai.\n\nBa.")
    newsroom.go()
    newsroom.outside.write(1, content="Một.\n\nHai.\n\nBa, thêm ở trang.")
    newsroom.patch(body="Một, sửa ở đây.\n\nHai.\n\nBa.", ednote="Gọi lại")
    newsroom.act("update")
    newsroom.go()
    parked = newsroom.delivery()
    assert (parked.stage, parked.code) == (Stage.PARKED, "outlet.changed")
    assert dict(parked.values) == {"fields": []}
    assert _post(newsroom)["content"] == "Một.\n\nHai.\n\nBa, thêm ở trang."
    story = newsroom.story()
    assert story.author == "outside.example"
    assert story.doc["body"] == "Một, sửa ở đây.\n\nHai.\n\nBa, thêm ở trang."
    assert (story.doc["ednote"], story.doc["state"]) == ("Gọi lại", "published")
    # No command writes over it; a person who has read it does.
    newsroom.archive.database.write_in_order(lambda each: deliveries.retry(each, newsroom.now[0]))
    newsroom.go()
    assert newsroom.delivery().stage is Stage.PARKED
    newsroom.act("update")
    newsroom.go()
    assert _post(newsroom)["content"] == "Một, sửa ở đây.\n\nHai.\n\nBa, thêm ở trang."
    assert newsroom.delivery().stage is Stage.DONE


@pytest.mark.of_files
def test_where_both_changed_the_same_words_theirs_stand_and_ours_are_the_revision_before(newsroom):
    newsroom.publish(body="Giá gạo tăng.")
    newsroom.go()
    newsroom.outside.write(1, content="Giá gạo giảm ba phần.")
    newsroom.patch(body="Giá gạo tăng hai phần.")
    ours = newsroom.act("update")
    newsroom.go()
    assert newsroom.delivery().values["fields"] == ["body"]
    assert newsroom.story().doc["body"] == "Giá gạo giảm ba phần."
    before = newsroom.archive.revision(Entity.ARTICLE, ours.entity_id, ours.rev)
    assert before.doc["body"] == "Giá gạo tăng hai phần."


@pytest.mark.of_files
def test_an_edition_asked_for_before_anybody_saw_the_change_does_not_write_over_it(newsroom):
    newsroom.publish(body="Một.")
    newsroom.go()
    newsroom.outside.write(1, content="Của trang.")

    def meanwhile(name):
        if name == "read":
            newsroom.outside.fault = lambda _: None
            newsroom.patch(headline="Mới hơn")
            newsroom.act("update")

    newsroom.patch(standfirst="Mới")
    newsroom.act("update")
    newsroom.outside.fault = meanwhile
    newsroom.go()
    assert newsroom.delivery().stage is Stage.PARKED
    assert _post(newsroom)["content"] == "Của trang."


@pytest.mark.of_files
def test_a_state_that_others_set_and_a_deletion_are_told(newsroom):
    newsroom.publish()
    newsroom.go()
    newsroom.outside.write(1, status="private")
    newsroom.patch(body="Hai.")
    newsroom.act("update")
    newsroom.go()
    assert newsroom.delivery().code == "outlet.moved"
    newsroom.act("update")
    newsroom.go()
    assert (_post(newsroom)["status"], _post(newsroom)["content"]) == ("publish", "Hai.")
    newsroom.outside.trash.add(1)
    newsroom.patch(body="Ba.")
    newsroom.act("update")
    newsroom.go()
    assert newsroom.delivery().code == "outlet.gone"
    newsroom.act("update")
    newsroom.go()
    assert [each["content"] for each in newsroom.outside.standing()] == ["Ba."]


def test_one_process_at_a_time_and_another_when_it_is_gone(newsroom, now):
    newsroom.publish()
    one, other = (Sole(newsroom.archive.database, "x", lambda: now[0]) for _ in range(2))
    assert one.hold()
    assert not other.hold()
    now[0] += LIFE
    assert other.hold()
    with pytest.raises(Offline) as taken:
        newsroom.archive.database.write_in_order(one.check)
    assert taken.value.code == "server.taken_over"
    one.release()
    assert not one.hold()
    other.release()
    assert one.hold()


@pytest.mark.of_files
def test_a_process_that_slept_does_not_go_on_once_another_is_through_with_the_task(newsroom, now):
    one, other = (Sole(newsroom.archive.database, "x", lambda: now[0]) for _ in range(2))
    assert one.hold()
    now[0] += LIFE - timedelta(seconds=1)
    one.keep()
    now[0] += timedelta(seconds=2)
    newsroom.archive.database.write_in_order(one.check)
    now[0] += LIFE
    assert other.hold()
    other.release()
    # Its other thread says that it is there before the one that was asleep goes on.
    one.keep()
    assert not one.is_held
    with pytest.raises(Offline):
        newsroom.archive.database.write_in_order(one.check)


@pytest.mark.of_files
@pytest.mark.expects_log
def test_a_process_that_slept_asks_for_nothing_more(newsroom, now):
    """It finds out when it writes its intent down, before the request."""
    newsroom.publish()
    other = newsroom.process()

    def sleep(name):
        if name == "greet":
            newsroom.outside.fault = lambda _: None
            now[0] += LIFE
            other._go()

    newsroom.outside.fault = sleep
    with pytest.raises(Offline):
        newsroom.go()
    assert newsroom.outside.asked.count("create") == 1
    assert [each["status"] for each in newsroom.outside.standing()] == ["publish"]


@pytest.mark.of_files
def test_laptops_hear_how_each_story_stands_there_and_nothing_of_the_login(newsroom, call, now):
    def heard():
        page = call("GET", "/v1/changes").json()
        reply = call("GET", "/v1/outlet")
        assert reply.headers["etag"] == f'"{page["outlet"]}"'
        assert LOGIN.partition(":")[2] not in reply.text
        again = call("GET", "/v1/outlet", headers={"If-None-Match": reply.headers["etag"]})
        assert again.status_code == 304
        return page, answers.outlet(reply.json())

    newsroom.publish()
    before, told = heard()
    story = told.stories[an_article().id]
    assert (told.name, story.stage, story.is_down) == ("outside.example", Stage.WAITING, False)
    newsroom.outside.refusal = Refused("site.empty")
    newsroom.go()
    after, told = heard()
    assert after["next"] != before["next"]
    assert (told.stories[an_article().id].stage, told.stories[an_article().id].code) == (
        Stage.PARKED,
        "site.empty",
    )
    newsroom.outside.refusal = None
    newsroom.act("update")
    newsroom.go()
    story = heard()[1].stories[an_article().id]
    assert (story.stage, story.stood_at) == (Stage.DONE, now[0])
    assert story.address.startswith("https://outside.example/")
    newsroom.act("take_down")
    assert heard()[1].stories[an_article().id].is_down
    newsroom.go()
    assert heard()[1].stories[an_article().id].stage is Stage.DONE
    newsroom.go_on(30)
    assert heard()[1].stories == {}
    assert give(_desk(newsroom), ["remove"])
    page, told = heard()
    assert (page["outlet"], told.tag, told.name) == ("", "", "")


def _desk(newsroom, login=LOGIN):
    return Desk(newsroom.archive, lambda *_: Way(newsroom.outside), lambda: login)


@pytest.mark.of_files
@pytest.mark.expects_log
def test_an_administrator_sets_tests_shows_and_removes_the_house(newsroom, caplog):
    desk = _desk(newsroom)
    path = newsroom.archive.folder / "house.login"
    assert give(desk, ["remove"]) == {"removed": HOUSE.address}
    assert not path.exists()
    for words, code in (
        (["test"], "server.no_house"),
        ([], "server.no_house"),
        (["set", "ghostly", "https://x.example"], "server.bad_house_kind"),
        (["fly"], "server.unknown_command"),
    ):
        with pytest.raises(Refused) as refused:
            give(desk, words)
        assert refused.value.code == code
    met = give(desk, ["set", "wordpress", f"{HOUSE.address}/"])
    assert (met["person"], met["house"], met["address"]) == (
        "lan-o-ngoai",
        "Outside",
        HOUSE.address,
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert give(desk, ["test"])["role"] == "editor"
    newsroom.publish(1)
    newsroom.outside.refusal = Refused("site.empty")
    newsroom.go()
    newsroom.publish(2)
    shown = give(desk, [])
    assert (shown["waiting"], shown["parked"], shown["done"]) == (1, 1, 0)
    told = [(each["article_id"][-1], each["stage"], each["code"]) for each in shown["stories"]]
    assert told == [("1", "parked", "site.empty"), ("2", "waiting", "")]
    said = lines(shown, SENTENCES["en"].say)
    assert "address\thttps://outside.example" in said
    assert any("takes no story without any text" in each for each in said)
    assert give(desk, ["retry", an_article(1).id]) == {"retried": 1}
    with pytest.raises(Refused):
        give(desk, ["retry", "nobody"])
    newsroom.go_on()
    assert give(desk, [])["stories"] == []
    with newsroom.archive.database.reading() as connection:
        figures = health.figures(connection)
    assert (figures["house_waiting"], figures["house_is_failing"]) == (0, 0)
    kept = b"".join(each.read_bytes() for each in newsroom.archive.folder.glob("archive.sqlite*"))
    assert b"mat-khau" not in kept + (caplog.text + json.dumps(shown)).encode()


@pytest.mark.of_files
def test_a_login_that_others_may_read_is_not_used(newsroom, monkeypatch):
    folder = newsroom.archive.folder
    assert login_in(folder) == LOGIN
    (folder / "house.login").chmod(0o644)
    with pytest.raises(Refused) as refused:
        login_in(folder)
    assert refused.value.code == "server.open_login"
    monkeypatch.setenv("STET_HOUSE_LOGIN", "mai:khac")
    assert login_in(folder) == "mai:khac"
    monkeypatch.delenv("STET_HOUSE_LOGIN")
    (folder / "house.login").unlink()
    with pytest.raises(Refused) as refused:
        login_in(folder)
    assert refused.value.code == "line.not_signed_in"


@pytest.mark.of_files
def test_a_backup_keeps_which_post_is_which_story(newsroom, tmp_path, now):
    newsroom.publish()
    newsroom.go()
    backups.write(newsroom.archive, tmp_path / "all.zip")
    with contextlib.closing(an_archive(tmp_path / "other", lambda: now[0])) as other:
        backups.read(other, tmp_path / "all.zip", is_move=True)
        moved = Newsroom(other, now)
        moved.outside, moved.keys = newsroom.outside, newsroom.keys
        moved.patch(body="Sau khi chuyển.")
        moved.act("update")
        moved.go()
    assert [e["content"] for e in newsroom.outside.standing()] == ["Sau khi chuyển."]


@pytest.mark.of_files
def test_after_a_restore_a_person_looks_before_what_waited_goes_out(newsroom, tmp_path, now):
    """Since the backup was written it may have gone there already."""
    for number in (1, 2):
        newsroom.publish(number)
    newsroom.act("take_down", 2)
    backups.write(newsroom.archive, tmp_path / "all.zip")
    newsroom.go()
    with contextlib.closing(an_archive(tmp_path / "other", lambda: now[0])) as other:
        backups.read(other, tmp_path / "all.zip", is_move=False)
        restored = Newsroom(other, now)
        restored.outside = newsroom.outside
        restored.go_on()
        assert len(newsroom.outside.posts) == 1
        waits, down = restored.delivery(1), restored.delivery(2)
        assert (waits.stage, waits.code) == (Stage.PARKED, "outlet.restored")
        assert down.stage is Stage.DONE
        assert give(_desk(restored), ["retry", waits.article_id]) == {"retried": 1}
        restored.go()
        assert restored.delivery(1).stage is Stage.DONE


STEPS = ("publish", "update", "take_down", "republish", "go", "go", "go", "sleep")
FITS = {
    ("publish", "draft"),
    ("update", "published"),
    ("take_down", "published"),
    ("republish", "taken_down"),
}


@pytest.mark.of_files
@pytest.mark.expects_log
@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_goes_wrong_one_post_stands_as_the_newsroom_decided(newsroom, seed):
    _mishaps(newsroom, random.Random(seed), STEPS)
    newsroom.go_on()
    for number in (1, 2):
        public, editions = _public(newsroom, number), _editions(newsroom, number)
        is_live = newsroom.story(number).doc["state"] == "published"
        assert public == ([editions[-1]] if is_live else [])
        shown = {content for _, content in newsroom.outside.was_public}
        assert {each for each in shown if each.startswith(f"{number}:")} <= {*editions}
        assert editions == [] or newsroom.delivery(number).stage is Stage.DONE


@pytest.mark.of_files
@pytest.mark.expects_log
@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_goes_wrong_no_word_that_others_wrote_there_is_lost(newsroom, seed):
    written = _mishaps(newsroom, random.Random(seed), (*STEPS, "foreign"))
    newsroom.go_on()
    for number in (1, 2):
        # A person reads what came in and publishes it; then the house has it as ours.
        for _ in range(3):
            if newsroom.story(number).doc["state"] == "published":
                newsroom.act("update", number)
                newsroom.go_on()
        story = newsroom.story(number)
        revisions = range(1, story.rev + 1)
        about = (Entity.ARTICLE, story.entity_id)
        texts = [newsroom.archive.revision(*about, rev).doc["body"] for rev in revisions]
        texts += [each["content"] for each in newsroom.outside.standing()]
        for word in written[number]:
            assert any(word in each for each in texts), word
        is_live = story.doc["state"] == "published"
        assert _public(newsroom, number) == ([story.doc["body"]] if is_live else [])


def _mishaps(newsroom, draw, steps):
    """Acts, lost requests and answers, ends of the process, in any order.

    Returns:
        Story -> the words that others wrote into it at the house.
    """
    written = {1: [], 2: []}

    def fault(name):
        if draw.random() < 0.12:
            raise draw.choice([Killed(), Offline("line.timeout"), Offline("line.down")])

    for number in written:
        newsroom.create(number, body=f"{number}: 0")
    newsroom.outside.fault = fault
    for step in range(40):
        number, what = draw.choice((1, 2)), draw.choice(steps)
        if what == "go":
            newsroom.go_while_it_lives()
            newsroom.now[0] += timedelta(seconds=draw.choice((0, 5, 90)))
        elif what == "sleep":
            newsroom.now[0] += timedelta(minutes=20)
        elif what == "foreign":
            written[number] += newsroom.outside.amend(f"{number}:", f"Trang {step}.")
        elif (what, newsroom.story(number).doc["state"]) in FITS:
            body = newsroom.story(number).doc["body"].partition("\n")
            newsroom.patch(number, body=f"{number}: {step}{body[1]}{body[2]}")
            newsroom.act(what, number)
    return written


def _public(newsroom, number):
    there = [e for e in newsroom.outside.standing() if e["content"].startswith(f"{number}:")]
    assert len(there) <= 1
    return [each["content"] for each in there if each["status"] == "publish"]


def _editions(newsroom, number):
    edition = tables.edition.c
    mine = sa.select(edition.doc).where(edition.article_id == an_article(number).id)
    with newsroom.archive.database.reading() as connection:
        found = connection.scalars(mine.order_by(edition.number)).all()
    return [json.loads(each)["body"] for each in found]
