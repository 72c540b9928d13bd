# SPDX-License-Identifier: GPL-3.0-or-later
"""What we make of what a real Ghost does: each by its name, over its own line."""

import time
import unicodedata
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from editor import wire
from editor.cms.intake import marker_of
from editor.errors import EditorError
from editor.model.article import Author
from editor.model.binding import Entry
from editor.model.operation import Done, Entity, OpKind, Rejected, Unknown
from tests.builders import a_placement
from tests.contracts.operations import (
    act,
    an_operation,
    create_article,
    create_picture,
    done,
    patch,
    rejected,
)
from tests.houses.faulty import Rule
from tests.houses.ghost_people import API, signed
from tests.houses.recording import PLAYED
from tests.houses.stage import Lent
from tests.houses.steps import ID, faulty, number_of, pull, take

LATER = "2099-01-02T03:04:05.000000Z"
LONG_AGO = "2020-01-01T00:00:00"


@pytest.fixture
def seat(stage):
    found = stage.seat("mai")
    found.site.hello()
    return found


def stands(stage, number):
    """A post as the house tells of it."""
    path = f"/posts/{number}/?formats=html&include=tags,authors"
    (row,) = stage.api("lan", "GET", path).doc["posts"]
    return row


def change(stage, number, **told):
    """What a colleague does on the site, an hour after whatever was done before."""
    stage.behind(f"UPDATE posts SET updated_at = '2020-01-01 00:00:00' WHERE id = '{number}'")
    return quickly(stage, number, f"{LONG_AGO}.000Z", **told)


def quickly(stage, number, at, **told):
    """What a colleague does there who saw the post as it was at a time."""
    path = f"/posts/{number}/?source=html&formats=html"
    told = {"updated_at": at, **told}
    answer = stage.api("lan", "PUT", path, {"posts": [told]})
    assert answer.status == 200, answer.body
    return answer.doc["posts"][0]


def delete(stage, number):
    """A colleague deletes a post there, for good; the house answers with nothing at all."""
    with httpx.Client(transport=Lent(stage.transport)) as client:
        who = {"Authorization": signed(stage.login("lan"))}
        assert client.delete(f"{PLAYED}{API}/posts/{number}/", headers=who).status_code == 204


def all_of(stage):
    rows = stage.api("lan", "GET", "/posts/?limit=100&fields=id,slug,status&include=tags").doc
    return rows["posts"]


def is_set_aside(row):
    return any(each["slug"] == "hash-stet-trash" for each in row["tags"])


@pytest.mark.parametrize("off", [timedelta(minutes=-10), timedelta(minutes=10), timedelta(days=2)])
def test_a_clock_that_is_off_locks_nobody_out(stage, off):
    """A token older than five minutes is none; the answer says what time it is there."""
    seat = stage.seat("mai")
    seat.adapter._line._time = (datetime.now(UTC) + off, time.monotonic())
    assert seat.site.hello().person == "Mai"
    if stage.real is not None:
        assert abs(seat.adapter.now() - datetime.now(UTC)) < timedelta(minutes=1)
    done(seat.site, create_article())


def test_who_was_suspended_is_signed_out_and_nothing_is_deleted(stage, seat):
    """The house says of everything that it is not there."""
    made = done(seat.site, create_article())
    pull(seat)
    seat.ledger.write(Entry(facts={"swept": LONG_AGO.replace("T", " ")}))
    stage.behind("UPDATE users SET status = 'inactive' WHERE slug = 'mai'")
    with pytest.raises(EditorError, match=r"line\.signed_out"):
        pull(seat)
    with pytest.raises(EditorError, match=r"line\.signed_out"):
        seat.adapter.read(number_of(seat))
    assert seat.site.push(patch(made, headline="Khác")) == Unknown("line.signed_out")
    stage.behind("UPDATE users SET status = 'active' WHERE slug = 'mai'")
    assert pull(seat) == {ID: made}


def test_a_token_taken_off_on_the_way_is_no_empty_house(stage):
    """The house says 403, as to one who may not."""
    seat = faulty(stage)
    made = done(seat.site, create_article())
    seat.way.rules = [Rule("strip-auth", times=99)]
    with pytest.raises(EditorError, match=r"line\.signed_out"):
        pull(seat)
    assert seat.site.push(patch(made, headline="Khác")) == Unknown("line.signed_out")
    seat.way.rules = []
    assert not pull(seat)[ID].is_deleted


@pytest.mark.parametrize("fault", ["drop-response", "timeout", "status-after", "truncate"])
def test_a_created_draft_whose_answer_was_lost_is_found_by_its_marker(stage, fault):
    seat = faulty(stage, Rule(fault, "POST", "/posts/"))
    operation = create_article()
    assert isinstance(seat.site.push(operation), Unknown)
    assert isinstance(seat.site.push(operation), Done)
    assert [each["slug"] for each in all_of(stage)] == [marker_of(ID)]


@pytest.mark.parametrize("fault", ["drop-request", "status", "captive"])
def test_a_draft_that_never_arrived_is_made_once(stage, fault):
    seat = faulty(stage, Rule(fault, "POST", "/posts/"))
    operation = create_article()
    assert isinstance(seat.site.push(operation), Unknown)
    assert isinstance(seat.site.push(operation), Done)
    assert len(all_of(stage)) == 1


def test_two_that_race_for_one_name_are_told_500_and_asked_again(stage):
    """The database keeps one; the others hear of an accident, and made nothing."""
    seat = faulty(stage, Rule("status", "POST", "/posts/", code=500))
    operation = create_article()
    assert seat.site.push(operation) == Unknown("line.failed")
    assert isinstance(seat.site.push(operation), Done)
    assert len(all_of(stage)) == 1


def test_a_request_that_arrived_twice_leaves_one_draft(stage):
    """The second gets the slug `-2`, and is set aside."""
    seat = faulty(stage, Rule("duplicate", "POST", "/posts/"))
    done(seat.site, create_article())
    rows = {each["id"]: is_set_aside(each) for each in all_of(stage)}
    assert sorted(rows.values()) == [False, True]
    assert not rows[number_of(seat)]


def test_what_a_colleague_changed_there_is_told_before_anything_is_written(stage, seat):
    made = done(seat.site, create_article())
    change(stage, number_of(seat), title="Tít của Lan")
    answer = rejected(seat.site, patch(made, headline="Tít của Mai"))
    assert (answer.code, answer.current.doc["headline"]) == ("rev_mismatch", "Tít của Lan")
    assert answer.current.doc["body"] == made.doc["body"]
    assert stands(stage, number_of(seat))["title"] == "Tít của Lan"


def test_a_write_that_came_between_our_look_and_ours_is_a_collision(stage, seat):
    """The house refuses it with 409, and what stands there is told."""
    made = done(seat.site, create_article(body="Một.\n\nHai.\n", authors=()))
    change(stage, number_of(seat), custom_excerpt="Sapo của Lan")
    stage.behind("UPDATE posts SET updated_at = '2020-01-01 00:00:00'")
    made = pull(seat)[ID]
    number, update = number_of(seat), seat.adapter.update

    def raced(before, payload):
        change(stage, number, html="<p>Một của Lan.</p><p>Hai.</p>")
        return update(before, payload)

    seat.adapter.update = raced
    answer = rejected(seat.site, patch(made, body="Một.\n\nHai của Mai.\n"))
    seat.adapter.update = update
    assert (answer.code, answer.current.doc["body"]) == ("rev_mismatch", "Một của Lan.\n\nHai.\n")
    done(seat.site, patch(answer.current, body="Một của Lan.\n\nHai của Mai.\n"))
    assert stands(stage, number)["html"] == "<p>Một của Lan.</p><p>Hai của Mai.</p>"


def test_a_change_within_the_same_second_is_seen_by_what_it_says(stage, seat):
    """Its time is no other, and the house lets the last one win."""
    made = done(seat.site, create_article())
    number = number_of(seat)
    at = stands(stage, number)["updated_at"]
    quickly(stage, number, at, title="Tít của Lan")
    stage.behind(f"UPDATE posts SET updated_at = '{at[:10]} {at[11:19]}' WHERE id = '{number}'")
    answer = rejected(seat.site, patch(made, headline="Tít của Mai"))
    assert (answer.code, answer.current.doc["headline"]) == ("rev_mismatch", "Tít của Lan")


def test_a_write_within_the_second_of_our_look_is_not_overwritten(stage, seat):
    """The house would let ours win: so that second is let pass, and the post looked at again."""
    made = done(seat.site, create_article(body="Một.\n\nHai.\n", authors=()))
    number, read = number_of(seat), seat.adapter.read
    now = "created_at = '2020-01-01 00:00:00', updated_at = UTC_TIMESTAMP() + INTERVAL 1 SECOND"
    stage.behind(f"UPDATE posts SET {now} WHERE id = '{number}'")
    looks = []

    def looked(remote_id):
        post = read(remote_id)
        looks.append(post)
        if len(looks) == 1:
            at = post.facts["updated_at"]
            quickly(stage, number, at, html="<p>Một của Lan.</p><p>Hai.</p>")
            told = f"{at[:10]} {at[11:19]}"
            stage.behind(f"UPDATE posts SET updated_at = '{told}' WHERE id = '{number}'")
        return post

    seat.adapter.read = looked
    answer = rejected(seat.site, patch(made, body="Một.\n\nHai của Mai.\n"))
    assert (answer.code, answer.current.doc["body"]) == ("rev_mismatch", "Một của Lan.\n\nHai.\n")
    assert "Một của Lan." in stands(stage, number)["html"]


def test_a_change_whose_answer_was_lost_is_made_once(stage):
    seat = faulty(stage, Rule("drop-response", "PUT", "/posts/"))
    made = done(seat.site, create_article())
    operation = patch(made, headline="Hai")
    assert isinstance(seat.site.push(operation), Unknown)
    after = done(seat.site, operation)
    assert (after.rev, after.doc["headline"]) == (2, "Hai")
    assert [each[2] for each in seat.way.log if each[0] == "PUT"] == ["drop-response"]


def test_topics_alone_are_a_change_though_no_time_tells_of_it(stage, seat):
    """A look sees it at once; the feed, once all topics were compared."""
    made = done(seat.site, create_article())
    pull(seat)
    at = stands(stage, number_of(seat))["updated_at"]
    tags = [{"slug": "van-hoa"}, {"slug": "tin-tuc"}]
    assert quickly(stage, number_of(seat), at, tags=tags)["updated_at"] == at
    seat.ledger.write(Entry(facts={"swept": LONG_AGO.replace("T", " ")}))
    told = pull(seat)[ID]
    assert told.doc["category"] == "van-hoa"
    assert rejected(seat.site, patch(made, headline="Khác")).code == "rev_mismatch"


def test_a_topic_of_ours_renames_none_of_others(stage, seat):
    """Its database takes `bão`, `báo` and `Bảo` for one; we give topics by their ids."""
    for number, name in enumerate(("Bão", "báo", "Bảo", "bao", "BÃO"), 1):
        done(seat.site, create_article(number=number, tags=(name,)))
    nfd = unicodedata.normalize("NFD", "bão")
    done(seat.site, create_article(number=6, tags=(nfd, "Hỏi & đáp")))
    rows = stage.api("lan", "GET", "/tags/?limit=100&fields=name,slug").doc["tags"]
    names = sorted(each["name"] for each in rows if each["slug"] not in ("tin-tuc", "van-hoa"))
    assert names == sorted(["Bão", "báo", "Bảo", "bao", "Hỏi & đáp"])
    told = [each["tags"][-1]["name"] for each in all_of(stage)]
    assert sorted(told) == sorted(["Bão", "báo", "Bảo", "bao", "Bão", "Hỏi & đáp"])


def test_a_section_that_is_not_there_is_refused(seat):
    assert rejected(seat.site, create_article(category="chua-co")).code == "no_such_category"
    assert done(seat.site, create_article(category="Hỏi & Đáp")).rev == 1


def test_an_author_whom_the_house_does_not_know_makes_nobody_the_owner(stage, seat):
    """The story is whose key it was sent with, and its byline stands in the text."""
    authors = (Author(person="Trần Thị Một", pen_name="Một Trần"), Author(pen_name="Ba"))
    done(seat.site, create_article(authors=authors))
    told = stands(stage, number_of(seat))
    assert [each["name"] for each in told["authors"]] == ["Mai"]
    assert "Một Trần" in told["html"]
    done(seat.site, create_article(number=2, authors=(Author(person="Minh"),)))
    (other,) = (each for each in all_of(stage) if each["id"] != told["id"])
    assert [each["name"] for each in stands(stage, other["id"])["authors"]] == ["Minh"]


def test_an_author_there_writes_under_his_own_name(stage):
    """Else the house refuses what he writes."""
    seat = stage.seat("minh")
    made = done(seat.site, create_article(authors=(Author(person="Mai"),)))
    told = stands(stage, number_of(seat))
    assert [each["name"] for each in told["authors"]] == ["Minh"]
    assert done(seat.site, act(made, "publish", edition="e-1")).doc["state"] == "published"


def test_a_key_of_the_house_itself_writes_and_publishes(stage):
    seat = stage.seat("may")
    assert seat.site.hello().person
    made = done(seat.site, create_article(authors=(Author(person="Minh"),)))
    done(seat.site, act(made, "publish", edition="e-1"))
    told = stands(stage, number_of(seat))
    assert (told["status"], told["authors"][0]["name"]) == ("published", "Minh")


def test_copy_of_every_kind_comes_back_as_it_was_typed(stage, seat):
    """Classes, marks, tables and notes are lost in its own form of a text: they go as cards."""
    body = (
        "Nước 5 < 6 và a<b & *hai* **ba** `x < y`.\n\n## Tít xen\n\n> Lời nói,\n> hai dòng.\n\n"
        "- một\n- hai\n  - ba\n\n1. a\n2. b\n\n| Xã | Hộ |\n|----|---:|\n| A | 3 |\n\n"
        "Chú thích.[^1]\n\n[Mạng](https://vi.example/a?b=1&c=2)\n\n---\n\n[^1]: Theo xã.\n"
    )
    made = done(seat.site, create_article(body=body, authors=()))
    done(seat.site, patch(made, headline="Khác"))
    assert pull(seat)[ID].doc["body"] == body
    other = stage.seat("lan", "other")
    copy = pull(other)[ID].doc["body"].replace("\\", "")
    for words in ("5 < 6 và a<b & *hai* **ba**", "x < y", "## Tít xen", "| A", "Theo xã", "- ba"):
        assert words in copy


def test_html_of_the_site_comes_in_and_goes_back_as_it_came(stage, seat):
    """Cards that are not ours stand in the copy by name."""
    frame = '<iframe src="https://video.example/1"></iframe>'
    card = f"<!--kg-card-begin: html-->{frame}<!--kg-card-end: html-->"
    told = {"title": "Bài cũ", "html": f"<p>Nước &amp; lũ.</p>{card}<p>Hết.</p>", "tags": []}
    path = "/posts/?source=html&formats=html"
    (made,) = stage.api("lan", "POST", path, {"posts": [{**told, "status": "published"}]}).doc[
        "posts"
    ]
    (story,) = pull(seat).values()
    article = wire.article_from_doc(story.doc)
    assert article.body == "Nước & lũ.\n\n![](embed.png)\n\nHết."
    assert (article.headline, article.state.value, article.byline) == ("Bài cũ", "published", "Lan")
    assert seat.ledger.original(story.entity_id) == made["html"]
    changed = done(seat.site, patch(story, body=article.body.replace("Hết", "Chưa hết")))
    done(seat.site, act(changed, "update"))
    html = stands(stage, made["id"])["html"]
    assert "Chưa hết" in html
    assert frame in html


def test_edits_of_a_story_that_is_out_wait_for_their_publication(stage, seat):
    public = done(seat.site, act(done(seat.site, create_article()), "publish"))
    later = done(seat.site, patch(public, headline="Tít mới"))
    assert stands(stage, number_of(seat))["title"] == public.doc["headline"]
    change(stage, number_of(seat), custom_excerpt="Sapo của Lan")
    answer = rejected(seat.site, act(later, "update"))
    assert (answer.code, answer.current.doc["standfirst"]) == ("rev_mismatch", "Sapo của Lan")
    again = done(seat.site, patch(answer.current, headline="Tít mới"))
    done(seat.site, act(again, "update"))
    told = stands(stage, number_of(seat))
    assert (told["title"], told["custom_excerpt"]) == ("Tít mới", "Sapo của Lan")


def test_a_publication_whose_answer_was_lost_is_not_asked_for_twice(stage):
    seat = faulty(stage, Rule("drop-response", "PUT", "/posts/"))
    operation = act(done(seat.site, create_article()), "publish", edition="e-1")
    assert isinstance(seat.site.push(operation), Unknown)
    outcome = done(seat.site, operation)
    assert (outcome.doc["state"], bool(outcome.address)) == ("published", True)
    assert len([each for each in seat.way.log if each[0] == "PUT"]) == 1


def test_a_story_taken_down_and_planned_anew_does_not_go_out_at_once(stage):
    """The house keeps the time of the first time, which has come."""
    seat = stage.seat("lan")
    made = done(seat.site, act(done(seat.site, create_article()), "publish", edition="e-1"))
    down = done(seat.site, act(made, "take_down", reason="sai người"))
    assert stands(stage, number_of(seat))["status"] == "draft"
    back = done(seat.site, act(down, "restore"))
    planned = done(seat.site, act(back, "publish", at=LATER, edition="e-2"))
    told = stands(stage, number_of(seat))
    assert (told["status"], told["published_at"]) == ("scheduled", "2099-01-02T03:04:05.000Z")
    assert (planned.doc["state"], planned.doc["publish_at"]) == ("scheduled", LATER)
    now = done(seat.site, act(planned, "publish", edition="e-3"))
    told = stands(stage, number_of(seat))
    assert (told["status"], now.doc["state"]) == ("published", "published")
    assert not told["published_at"].startswith("2099")


def test_a_story_taken_down_on_the_site_is_taken_down(stage, seat):
    done(seat.site, act(done(seat.site, create_article()), "publish"))
    change(stage, number_of(seat), status="draft")
    stage.behind("UPDATE posts SET updated_at = NOW()")
    told = pull(seat)[ID]
    assert (told.doc["state"], told.address) == ("taken_down", "")


def test_a_post_deleted_there_is_gone_only_after_a_sweep_and_a_second_look(stage, seat):
    done(seat.site, create_article())
    other = done(seat.site, create_article(number=2))
    pull(seat)
    delete(stage, number_of(seat))
    assert not pull(seat)[ID].is_deleted
    seat.ledger.write(Entry(facts={"swept": LONG_AGO.replace("T", " ")}))
    news = pull(seat)
    assert news[ID].is_deleted
    assert news[other.entity_id] == other
    assert rejected(seat.site, patch(news[ID], headline="x")).code == "deleted"


def test_removing_sets_a_story_aside_where_the_house_would_delete_for_good(stage, seat):
    made = done(seat.site, create_article())
    stone = done(seat.site, an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, made.etag))
    assert stone.is_deleted
    (row,) = all_of(stage)
    assert (row["status"], is_set_aside(row)) == ("draft", True)
    assert isinstance(seat.site.push(patch(stone, headline="x")), Rejected)
    assert pull(stage.seat("lan", "other")) == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "ă" * 256}, "too_long"),
        ({"standfirst": "ă" * 301}, "too_long"),
        ({"tags": ("ă" * 192,)}, "too_long"),
    ],
    ids=["headline", "standfirst", "topic"],
)
def test_what_is_too_long_for_the_house_is_said_before_it_is_sent(stage, seat, fields, code):
    assert rejected(seat.site, create_article(**fields)).code == code
    assert all_of(stage) == []


def test_a_picture_goes_once_though_the_house_cannot_be_asked_for_it(stage):
    """Sent again it would lie there twice; its name says what it shows."""
    seat = faulty(stage, Rule("drop-response", "POST", "/images/"))
    picture = take(seat, caption="Chợ <b> & ghe", alt_text="Ghe")
    operation = create_picture(picture)
    assert isinstance(seat.site.push(operation), Unknown)
    done(seat.site, operation)
    assert len([each for each in seat.way.log if "/images/upload/" in each[1]]) == 1
    placed = a_placement(picture, name="cho-noi.jpg", is_lead=True)
    body = "Một.\n\n![](cho-noi.jpg)\n"
    made = done(seat.site, create_article(body=body, placements=(placed,)))
    told = stands(stage, number_of(seat))
    file = seat.ledger.find(Entity.PICTURE, picture.sha256).remote_id
    assert told["feature_image"].endswith(file)
    assert told["feature_image_alt"] == "Ghe"
    assert file in told["html"]
    assert "Chợ &lt;b&gt; &amp; ghe" in told["html"]
    assert pull(seat)[ID] == made


def test_a_file_that_is_none_is_refused(stage, seat):
    picture = take(seat)
    path = stage.folder / "none.jpg"
    path.write_bytes(b"no picture at all")
    seat.adapter._media._file_of = lambda *_: path
    assert rejected(seat.site, create_picture(picture)).code == "not_a_picture"


def test_a_second_laptop_knows_a_draft_by_its_marker(stage, seat):
    done(seat.site, create_article())
    other = stage.seat("lan", "other")
    assert list(pull(other)) == [ID]
    changed = done(other.site, patch(pull(other)[ID], headline="Từ máy kia"))
    assert pull(seat)[ID].doc["headline"] == changed.doc["headline"]


def test_letters_in_two_spellings_are_one_text(stage, seat):
    made = done(seat.site, create_article())
    nfd = unicodedata.normalize("NFD", made.doc["headline"])
    change(stage, number_of(seat), title=nfd)
    assert done(seat.site, patch(made, kicker="Mới")).doc["headline"] == made.doc["headline"]


def test_a_busy_house_says_how_long(stage):
    seat = faulty(stage, Rule("status", "POST", "/posts/", code=429))
    assert seat.site.push(create_article()) == Unknown("line.busy", 30.0)


def test_a_token_taken_off_once_is_no_refusal(stage):
    """The house says the same to nobody as to who may not."""
    seat = faulty(stage, Rule("strip-auth", "POST", "/posts/"), Rule("strip-auth", "GET", "/tags/"))
    done(seat.site, create_article())
    assert len(all_of(stage)) == 1


def test_a_publication_that_arrived_twice_is_done(stage):
    """The house may call the second a collision with the first."""
    seat = faulty(stage, Rule("duplicate", "PUT", "/posts/"))
    out = done(seat.site, act(done(seat.site, create_article()), "publish", edition="e-1"))
    assert (out.doc["state"], stands(stage, number_of(seat))["status"]) == ("published",) * 2
