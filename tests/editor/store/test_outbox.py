# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits is sent once, in order, as it was when it was taken."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor import wire
from editor.errors import Refused
from editor.model.operation import Done, Entity, OpKind, Rejected, Remote, Unknown
from editor.model.rows import OpState, StoryFilter
from editor.model.workflow import Act, State, Wish
from editor.store.glance import Glance
from editor.store.place import Place
from editor.text.merge import FieldClash
from tests.builders import a_picture, a_placement, an_article

ARTICLE = an_article()
ID = ARTICLE.id
HOUR = timedelta(hours=1)


def save(store, **fields):
    store.articles.save(replace(ARTICLE, **fields), origin="t")


def take(store):
    """The next operation, taken; None when nothing may go."""
    found = store.outbox.next(store.clock())
    return None if found is None else store.outbox.take(found.op_id)


def reply(operation, rev, **doc):
    """What the server has after an operation that took effect."""
    return Remote(operation.entity, operation.entity_id, rev, f"{rev}-x", doc)


def send(store, rev, **server_fields):
    """Take the next and let it be done, the server answering with what was said."""
    operation = take(store)
    base = store.mirror.three(operation.entity, operation.entity_id).base or {}
    said = {} if operation.kind is OpKind.ACT else json.loads(operation.payload)
    doc = {**base, **said, **server_fields}
    store.outbox.settle(operation, Done(reply(operation, rev, **doc)))
    return operation


def kinds(store):
    return [(row.kind, row.state.value) for row in store.outbox.rows()]


def test_saves_that_wait_are_one(store):
    for turn in range(5):
        save(store, headline=str(turn))
    assert store.outbox.waiting() == 1
    operation = take(store)
    assert operation.kind is OpKind.CREATE
    doc = json.loads(operation.payload)
    assert doc["headline"] == "4"
    assert not {"state", "published_at", "updated_at"} & set(doc)


def test_next_sends_only_what_differs_from_what_was_sent(store):
    save(store)
    first = take(store)
    save(store, headline="Trong khi gửi")
    save(store, headline="Trong khi gửi", kicker="K")
    assert store.outbox.next(store.clock()) is None, "one in flight for each article"
    store.outbox.settle(first, Done(reply(first, 1, **json.loads(first.payload), state="draft")))
    second = take(store)
    assert (second.kind, second.base) == (OpKind.PATCH, "1-x")
    assert json.loads(second.payload) == {"headline": "Trong khi gửi", "kicker": "K"}


def test_typed_back_to_what_was_sent_is_nothing_to_send(store):
    save(store)
    send(store, 1)
    save(store, headline="Khác")
    save(store)
    assert store.outbox.next(store.clock()) is None
    assert store.outbox.waiting() == 0


def test_a_lost_reply_is_asked_again_with_the_same_bytes(store):
    """Unknown repeats the same key, never a new write, whatever was typed since."""
    save(store)
    first = take(store)
    later = store.clock() + timedelta(minutes=1)
    store.outbox.settle(first, Unknown("line.timeout"), next_at=later)
    save(store, headline="Gõ tiếp")
    assert store.outbox.next(store.clock()) is None
    store.clock.go(minutes=1)
    again = take(store)
    assert again == first
    row = store.outbox.rows()[0]
    assert (row.state, row.attempts, row.error) == (OpState.INFLIGHT, 1, "line.timeout")


def test_what_was_on_its_way_at_a_crash_is_asked_again(store):
    save(store)
    first = take(store)
    store.reopen()
    store.outbox.recover()
    assert kinds(store) == [("save", "unknown")]
    assert take(store) == first


def test_pictures_go_first(store):
    """An article waits for its pictures, and no other article waits for them."""
    picture = a_picture()
    save(store)
    store.articles.save(an_article(2), origin="t")
    store.articles.save_picture(picture, origin="t")
    save(store, placements=(a_placement(picture),))
    other, first = take(store), take(store)
    assert (other.entity_id, first.entity_id) == (an_article(2).id, picture.sha256)
    assert take(store) is None
    assert store.outbox.blobs_of(first) == (picture.sha256,)
    store.outbox.settle(first, Done(reply(first, 1)))
    third = take(store)
    assert third.entity_id == ID
    assert store.outbox.blobs_of(third) == (picture.sha256,)


def test_a_refused_picture_lets_the_text_go_but_not_the_publication(store):
    """A story never goes live with a hole where a picture was."""
    picture = a_picture()
    store.articles.save_picture(picture, origin="t")
    save(store, placements=(a_placement(picture),))
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    operation = take(store)
    store.outbox.settle(operation, Rejected("digest_mismatch"))
    assert send(store, 1).kind is OpKind.CREATE
    assert take(store) is None
    store.outbox.retry(store.outbox.rows()[0].op_id)
    assert send(store, 1).entity is Entity.PICTURE
    assert take(store).kind is OpKind.ACT


def test_what_is_typed_after_publish_is_not_published(store):
    save(store, headline="Để đăng")
    act = store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    save(store, headline="Gõ sau khi bấm Đăng")
    assert json.loads(send(store, 1).payload)["headline"] == "Để đăng"
    operation = take(store)
    told = json.loads(operation.payload)
    assert (operation.op_id, operation.kind, operation.base) == (act, OpKind.ACT, "1-x")
    assert (told["act"], told["reason"]) == ("publish", "")
    assert told["edition"]
    doc = wire.article_to_doc(replace(ARTICLE, headline="Để đăng"))
    at = "2026-03-01T08:00:00.000000Z"
    decided = {"state": "published", "published_at": at, "updated_at": at, "url_slug": "de-dang"}
    store.outbox.settle(operation, Done(reply(operation, 2, **{**doc, **decided})))
    stands = store.articles.get(ID)
    assert (stands.state, stands.url_slug) == (State.PUBLISHED, "de-dang")
    assert (stands.headline, stands.published_at) == ("Gõ sau khi bấm Đăng", store.clock())
    assert json.loads(take(store).payload) == {"headline": "Gõ sau khi bấm Đăng"}


def test_captions_changed_after_publish_are_not_published(store):
    picture = a_picture(caption="để đăng")
    store.articles.save_picture(picture, origin="t")
    save(store, placements=(a_placement(picture),))
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    store.articles.save_picture(a_picture(caption="sau"), origin="t")
    assert json.loads(send(store, 1).payload)["caption"] == "để đăng"
    sent = [send(store, 1).kind, send(store, 2, state="published").kind, send(store, 2).kind]
    assert set(sent) == {OpKind.CREATE, OpKind.ACT, OpKind.PATCH}
    assert take(store) is None


def test_acts_and_saves_of_one_article_keep_their_order(store):
    save(store)
    store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    save(store, headline="hai")
    store.outbox.queue_act(ID, Wish(Act.START_EDITING), origin="t")
    assert kinds(store) == [
        ("save", "pending"),
        ("submit", "pending"),
        ("save", "pending"),
        ("start_editing", "pending"),
    ]
    told = [json.loads(send(store, rev).payload).get("act") for rev in range(1, 5)]
    assert told == [None, "submit", None, "start_editing"]


def test_a_refused_save_holds_up_only_the_acts_behind_it(store):
    save(store)
    store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    store.articles.save(an_article(2), origin="t")
    operation = take(store)
    store.outbox.settle(operation, Rejected("forbidden"))
    assert take(store).entity_id == an_article(2).id
    assert take(store) is None
    assert (store.outbox.needs_you(), store.outbox.waiting()) == (1, 2)
    row = store.outbox.rows()[0]
    assert (row.state, row.error, row.next_at) == (OpState.PARKED, "forbidden", None)


def test_retry_after_a_refusal_is_another_command_with_the_newest_text(store):
    save(store)
    operation = take(store)
    store.outbox.settle(operation, Rejected("bad_field"))
    save(store, headline="Đã chữa")
    assert store.outbox.next(store.clock()) is None, "never repeated by itself"
    store.outbox.retry(operation.op_id)
    store.outbox.retry(store.outbox.rows()[0].op_id)
    again = take(store)
    assert again.op_id != operation.op_id
    assert json.loads(again.payload)["headline"] == "Đã chữa"


def test_a_refused_act_holds_up_nothing(store):
    save(store)
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    send(store, 1)
    store.outbox.settle(take(store), Rejected("invalid_transition"))
    save(store, headline="tiếp")
    assert take(store).kind is OpKind.PATCH


def test_cancel_takes_back_what_has_not_left(store):
    save(store)
    act = store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    store.outbox.cancel(act)
    store.outbox.cancel(act)
    operation = take(store)
    with pytest.raises(Refused) as refused:
        store.outbox.cancel(operation.op_id)
    assert refused.value.code == "outbox.too_late"
    assert kinds(store) == [("save", "inflight")]


def test_somebody_wrote_first(store):
    """The save waits for the merge, then goes anew against what the server has."""
    save(store)
    send(store, 1)
    save(store, headline="của tôi")
    operation = take(store)
    base = store.mirror.three(Entity.ARTICLE, ID).base
    theirs = reply(operation, 2, **{**base, "kicker": "của họ"})
    store.outbox.settle(operation, Rejected("rev_mismatch", theirs))
    assert store.outbox.next(store.clock()) is None
    assert store.mirror.unmerged() == [(Entity.ARTICLE, ID)]
    _merge(store, {**theirs.doc, "headline": "của tôi"})
    again = take(store)
    assert (again.base, json.loads(again.payload)) == ("2-x", {"headline": "của tôi"})
    assert again.op_id != operation.op_id


def test_a_frozen_save_takes_a_merge_in(store):
    """What was to be published keeps its words and does not undo what somebody else wrote."""
    save(store)
    send(store, 1)
    save(store, headline="để đăng")
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    save(store, headline="gõ sau")
    operation = take(store)
    base = store.mirror.three(Entity.ARTICLE, ID).base
    theirs = reply(operation, 2, **{**base, "kicker": "của họ"})
    store.outbox.settle(operation, Rejected("rev_mismatch", theirs))
    _merge(store, {**theirs.doc, "headline": "gõ sau"})
    again = take(store)
    assert json.loads(again.payload) == {"headline": "để đăng"}
    done = reply(again, 3, **{**theirs.doc, "headline": "để đăng"})
    store.outbox.settle(again, Done(done))
    assert take(store).kind is OpKind.ACT


def test_an_open_question_holds_the_publication(store):
    save(store)
    send(store, 1)
    save(store, body="của tôi")
    store.outbox.queue_act(ID, Wish(Act.PUBLISH), origin="t")
    operation = take(store)
    base = store.mirror.three(Entity.ARTICLE, ID).base
    theirs = reply(operation, 2, **{**base, "body": "của họ"})
    store.outbox.settle(operation, Rejected("rev_mismatch", theirs))
    _merge(store, theirs.doc, FieldClash("body", base["body"], "của tôi", "của họ"))
    assert ("publish", "parked") in kinds(store)
    assert store.outbox.needs_you() == 2


def test_settling_what_is_gone_does_nothing(store):
    save(store)
    operation = take(store)
    store.outbox.settle(operation, Done(reply(operation, 1)))
    store.outbox.settle(operation, Done(reply(operation, 1)))
    with pytest.raises(Refused) as refused:
        store.outbox.take(operation.op_id)
    assert refused.value.code == "outbox.gone"


def test_a_row_tells_what_waits(store):
    picture = a_picture()
    store.articles.save_picture(picture, origin="t")
    save(store, placements=(a_placement(picture),))
    first, second = store.outbox.rows()
    assert (first.kind, first.article_id, first.headline) == ("picture", ID, ARTICLE.headline)
    assert first.size_bytes > picture.size_bytes
    assert (second.kind, second.queued_at) == ("save", store.clock())


def test_a_queued_act_survives_damage(store):
    """Replayed from the journal with its key; one that was done is not asked for again."""
    save(store)
    send(store, 1)
    store.database.backup()
    done = store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    send(store, 2, state="submitted")
    waiting = store.outbox.queue_act(ID, Wish(Act.START_EDITING), origin="t")
    store.damage()
    store.open()
    rows = [row.op_id for row in store.outbox.rows()]
    assert rows == [waiting]
    assert done not in rows
    assert store.articles.get(ID).state is State.SUBMITTED
    assert take(store).base == "2-x"


def test_one_that_must_wait_lets_the_others_pass(store):
    """Each of many that wait gets its turn, none twice before its time."""
    for number in range(300):
        store.articles.save(an_article(number), origin="t")
    sent = 0
    while (operation := take(store)) is not None:
        assert operation.entity_id == an_article(sent).id
        store.outbox.settle(operation, Unknown("line.down"), next_at=store.clock() + HOUR)
        sent += 1
        if sent == 20:
            break
    assert store.outbox.waiting() == 300


def _merge(store, merged, *clashes):
    three = store.mirror.three(Entity.ARTICLE, ID)
    assert store.mirror.store_merge(
        Entity.ARTICLE,
        ID,
        merged=merged,
        theirs=three.theirs,
        clashes=clashes,
        local_version=three.local_version,
    )


def test_many_stories_go_together_and_settle_each_by_itself(store):
    for number in (1, 2, 3):
        store.articles.save(an_article(number), origin="t")
    ready = store.outbox.ready(store.clock())
    assert [each.entity_id for each in ready] == [an_article(each).id for each in (1, 2, 3)]
    assert len(store.outbox.ready(store.clock(), most=2)) == 2
    one, two, three = store.outbox.take_all([each.op_id for each in ready])
    assert store.outbox.ready(store.clock()) == []
    done = Done(reply(one, 1, **json.loads(one.payload)))
    outcomes = [(one, done), (two, Rejected("forbidden")), (three, Unknown("line.down"))]
    store.outbox.settle_all(outcomes, next_at=store.clock() + HOUR)
    assert kinds(store) == [("save", "parked"), ("save", "unknown")]
    assert store.outbox.next_time(store.clock()) is not None
    assert store.outbox.next_time(store.clock() + 2 * HOUR) is None


def test_an_act_and_what_keeps_getting_lost_go_alone(store):
    save(store)
    store.articles.save(an_article(2), origin="t")
    for turn in range(2):
        for operation in store.outbox.take_all(
            [each.op_id for each in store.outbox.ready(store.clock())]
        ):
            store.outbox.settle(operation, Unknown("line.down"))
        assert len(store.outbox.ready(store.clock())) == 2 - turn
    send(store, 1)
    store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    store.articles.save(an_article(3), origin="t")
    send(store, 1)
    assert [each.kind for each in store.outbox.ready(store.clock())] == [OpKind.ACT]


def test_a_story_sent_first_goes_before_the_others_with_its_pictures(store):
    for number in (1, 2):
        store.articles.save(an_article(number), origin="t")
    store.articles.save_picture(a_picture(), origin="t")
    third = an_article(3, placements=(a_placement(a_picture()),))
    store.articles.save(third, origin="t")
    wanted = next(row for row in store.outbox.rows() if row.article_id == third.id)
    store.outbox.send_first(wanted.op_id)
    rows = store.outbox.rows()
    assert [row.article_id for row in rows][:2] == [third.id, third.id]
    assert [each.entity for each in store.outbox.ready(store.clock(), most=1)] == [Entity.PICTURE]
    send(store, 1)
    assert store.outbox.next(store.clock()).entity_id == third.id
    last = next(row for row in store.outbox.rows() if row.article_id == an_article(2).id)
    store.outbox.send_first(last.op_id)
    assert store.outbox.next(store.clock()).entity_id == an_article(2).id


def test_an_act_says_its_time_and_its_override_in_the_frozen_command_and_after_damage(store):
    save(store)
    send(store, 1)
    at = datetime(2026, 3, 7, 5, 30, tzinfo=UTC)
    store.database.backup()
    store.outbox.queue_act(
        ID, Wish(Act.PUBLISH, publish_at=at, override="vì sao", bars=("a:b",)), origin="t"
    )
    assert store.outbox.rows()[0].publish_at == at
    store.damage()
    store.open()
    assert [row.publish_at for row in store.outbox.rows()] == [at]
    told = json.loads(take(store).payload)
    assert (told["at"], told["override"]) == ("2026-03-07T05:30:00+00:00", "vì sao")
    assert told["bars"] == ["a:b"]


def test_a_take_down_waits_for_no_text_no_picture_and_no_merge(store):
    """Readers lose it first; what was typed goes after it."""
    save(store)
    send(store, 1, state="published", deeds=[])
    store.outbox.queue_act(ID, Wish(Act.UPDATE), origin="t")
    assert kinds(store) == [("update", "pending")]
    picture = a_picture()
    store.articles.save_picture(picture, origin="t")
    save(store, headline="Dở", placements=(a_placement(picture),))
    store.outbox.queue_act(ID, Wish(Act.TAKE_DOWN, "sai người"), origin="t")
    assert sorted(kinds(store)) == [
        ("picture", "pending"),
        ("save", "pending"),
        ("take_down", "pending"),
    ]
    assert [each.kind for each in store.outbox.ready(store.clock())] == [OpKind.ACT]
    send(store, 2, state="taken_down")
    assert [each.kind for each in store.outbox.ready(store.clock())] == [OpKind.CREATE]


def test_an_act_says_which_take_down_was_seen_when_it_was_asked_for(store):
    """Also when it is made anew after a merge; only a person who tries once more saw more."""
    down = [
        {"number": n, "act": "take_down", "by": "Lan", "at": f"2026-03-06T0{n}:00:00Z"}
        for n in (1, 2)
    ]
    save(store)
    send(store, 1, state="taken_down", deeds=down[:1])
    store.outbox.queue_act(ID, Wish(Act.REPUBLISH), origin="t")
    seen = json.loads(take(store).payload)["seen"]
    assert seen == "1-20260306T010000.000000"
    store.outbox.recover()
    operation = take(store)
    base = store.mirror.three(Entity.ARTICLE, ID).base
    theirs = Remote(Entity.ARTICLE, ID, 4, "4-x", {**base, "deeds": down})
    store.outbox.settle(operation, Rejected("rev_mismatch", theirs))
    three = store.mirror.three(Entity.ARTICLE, ID)
    store.mirror.store_merge(
        Entity.ARTICLE,
        ID,
        merged=three.theirs.doc,
        theirs=three.theirs,
        clashes=(),
        local_version=three.local_version,
    )
    again = take(store)
    assert json.loads(again.payload)["seen"] == seen
    store.outbox.settle(again, Rejected("taken_down_since"))
    store.outbox.retry(again.op_id)
    assert json.loads(take(store).payload)["seen"] == "2-20260306T020000.000000"


def test_the_list_knows_a_draft_that_was_sent_back(store):
    """Until it is handed in; the first look at a store that was left in order knows it too."""
    sent = {"number": 1, "act": "return", "by": "Lan", "at": "2026-03-06T08:00:00Z"}
    save(store)
    send(store, 1, state="draft", deeds=[sent])
    assert store.articles.row(ID).is_returned
    store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    send(store, 2, state="submitted", deeds=[sent, {**sent, "number": 2, "act": "submit"}])
    assert not store.articles.row(ID).is_returned
    store.outbox.queue_act(ID, Wish(Act.RETURN, "x"), origin="t")
    send(store, 3, state="draft", deeds=[sent])
    store.database.close()
    place = Place(store.folder)
    assert place.hold()
    with closing(Glance.at(place)) as glance:
        assert [each.is_returned for each in glance.rows(StoryFilter(), limit=9, offset=0)] == [
            True
        ]
    place.let_go()
