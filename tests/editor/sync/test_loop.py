# SPDX-License-Identifier: GPL-3.0-or-later
"""The sync thread: what it sends, how it waits, what stops it, and what it says."""

import itertools
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.errors import Refused
from editor.model.capabilities import OWN
from editor.model.operation import Done, Entity, Remote, Unknown
from editor.model.rows import Line, OpState
from editor.model.workflow import Act, State, Wish
from tests.builders import an_article
from tests.contracts.operations import patch
from tests.machines.newsroom import Clock, Laptop, a_jpeg

HEARD_S = 30


@pytest.fixture
def laptop(tmp_path):
    """A laptop on a line of its own."""
    found = Laptop(tmp_path / "store", Memory().kept, Clock(), "me")
    yield found
    found.desk.close()


def write(laptop, number=1, **fields):
    return laptop.desk.articles.save(an_article(number, **fields), origin="screen")


def with_picture(laptop, number=1):
    picture = laptop.desk.intake.take_bytes(a_jpeg(number), "market.jpg")
    laptop.desk.articles.save_picture(replace(picture, credit="Một"), origin="screen")
    from editor.model.article import place

    article = place(an_article(number), picture)
    return laptop.desk.articles.save(article, origin="screen"), picture


def calls(laptop):
    found = list(laptop.line.calls)
    laptop.line.calls.clear()
    return found


def test_a_turn_with_nothing_to_do_is_one_request(laptop):
    """An idle laptop costs the server one question."""
    laptop.sync()
    calls(laptop)
    laptop.sync()
    assert calls(laptop) == ["changes"]


def test_bytes_go_before_their_picture_and_that_before_its_article(laptop):
    """A story never stands on the server without its pictures."""
    with_picture(laptop)
    laptop.sync()
    sent = [each for each in calls(laptop) if each in {"missing", "put_blob", "push"}]
    assert sent[:4] == ["missing", "put_blob", "push", "missing"]
    assert sent[4:] == ["push"]
    assert laptop.desk.sync.status.waiting == 0


def test_a_lost_reply_is_asked_again_and_takes_effect_once(laptop):
    """The same key, the same bytes: no second article."""
    write(laptop)
    laptop.sync(lambda name: Fault.DROP_AFTER if name == "push" else None)
    assert [each.state for each in laptop.desk.outbox.rows()] == [OpState.UNKNOWN]
    laptop.restart()
    laptop.sync()
    assert laptop.desk.outbox.rows() == []
    assert laptop.line.kept.effects == 1


def test_offline_is_said_calmly_and_ends_by_itself(laptop):
    """Nothing is lost, the reason has a code, and the next turn clears it."""
    write(laptop)
    laptop.sync(lambda _: Fault.DROP_BEFORE)
    status = laptop.desk.sync.status
    assert (status.line, status.error, status.waiting) == (Line.OFFLINE, "line.down", 1)
    laptop.sync()
    status = laptop.desk.sync.status
    assert (status.line, status.error, status.waiting) == (Line.ONLINE, "", 0)
    assert status.sent_at is not None


def test_a_login_page_is_not_our_server(laptop):
    """A captive portal acknowledges nothing."""
    write(laptop)
    laptop.sync(lambda _: Fault.LOGIN_PAGE)
    status = laptop.desk.sync.status
    assert (status.line, status.error, status.waiting) == (
        Line.OFFLINE,
        "line.not_our_server",
        1,
    )


def test_a_refused_token_keeps_the_queue(laptop):
    """Signing in again sends all that waited."""
    write(laptop)
    laptop.sync(lambda _: Fault.SIGNED_OUT)
    status = laptop.desk.sync.status
    assert (status.line, status.error, status.waiting) == (
        Line.REFUSED,
        "line.signed_out",
        1,
    )
    laptop.desk.use_site(laptop.line)
    laptop.sync()
    assert laptop.desk.sync.status.waiting == 0


@pytest.mark.parametrize("fault", [Fault.SIGNED_OUT, Fault.OTHER_SERVER])
def test_a_server_that_needs_a_person_half_way_stops_at_once(laptop, fault):
    """Fifty queued writes are not fifty refused requests."""
    for number in range(1, 6):
        write(laptop, number)
    laptop.sync(lambda name: fault if name == "push" else None)
    assert calls(laptop).count("push") == 1
    status = laptop.desk.sync.status
    assert (status.line, status.error) == (Line.REFUSED, f"line.{fault.value}")
    assert status.waiting == 5


class Poisoned(Memory):
    """A house that never answers a request with a certain story in it."""

    poison = an_article(2).id

    def push(self, operation):
        if operation.entity_id == self.poison:
            return Unknown("line.failed")
        return super().push(operation)

    def push_all(self, operations):
        if any(each.entity_id == self.poison for each in operations):
            return [Unknown("line.failed")] * len(operations)
        return super().push_all(operations)


def test_one_poisoned_operation_delays_nobody_else(laptop):
    """What went with it goes together once more, then each alone: it waits for its own time."""
    for number in (1, 2, 3):
        write(laptop, number)
    laptop.desk.use_site(Poisoned(clock=laptop.clock))
    keys = {each.op_id for each in laptop.desk.outbox.rows()}
    for _ in range(3):
        laptop.sync()
    (left,) = laptop.desk.outbox.rows()
    assert (left.article_id, left.state) == (Poisoned.poison, OpState.UNKNOWN)
    assert left.op_id in keys
    assert laptop.desk.sync.status.line is Line.ONLINE


def test_small_writes_go_in_one_request(laptop):
    """A hundred drafts on a slow line are one question, and each is settled by itself."""
    for number in range(1, 41):
        write(laptop, number)
    laptop.sync()
    assert calls(laptop).count("push") == 1
    assert laptop.line.kept.effects == 40
    assert laptop.desk.outbox.rows() == []


def test_many_writes_whose_reply_was_lost_take_effect_once(laptop):
    """Unknown for the lot; the repeat has the same keys and finds the receipts."""
    for number in range(1, 6):
        write(laptop, number)
    laptop.sync(lambda name: Fault.DROP_AFTER if name == "push" else None)
    assert {each.state for each in laptop.desk.outbox.rows()} == {OpState.UNKNOWN}
    write(laptop, 3, headline="Khác")
    laptop.restart()
    laptop.sync()
    assert laptop.desk.outbox.rows() == []
    assert laptop.line.kept.effects == 6


def test_an_unknown_outcome_is_tried_again_not_before_its_time(laptop):
    """Retry-After and back-off hold for the operation, too."""
    write(laptop)
    laptop.line.fail(lambda name: Fault.BUSY if name == "push" else None)
    laptop.desk.sync.once()
    (row,) = laptop.desk.outbox.rows()
    assert (row.next_at - laptop.clock.now).total_seconds() > 29
    calls(laptop)
    laptop.desk.sync.once()
    assert "push" not in calls(laptop)


def test_a_clock_that_was_set_back_holds_nothing_for_years(laptop):
    """An operation whose time is absurdly far away goes now."""
    write(laptop)
    laptop.sync(lambda name: Fault.DROP_BEFORE if name == "push" else None)
    laptop.clock.pass_(days=-3650)
    laptop.sync()
    assert laptop.desk.outbox.rows() == []


def test_a_pause_sends_nothing(laptop):
    """Until it is resumed."""
    laptop.sync()
    calls(laptop)
    laptop.desk.sync.pause()
    write(laptop)
    laptop.sync()
    assert calls(laptop) == []
    assert laptop.desk.sync.status.is_paused
    laptop.desk.sync.resume()
    laptop.sync()
    assert laptop.desk.sync.status.waiting == 0


def test_missing_pictures_are_fetched(tmp_path, laptop):
    """What a colleague sent comes with its bytes; a fault on the way costs nothing."""
    article, picture = with_picture(laptop)
    laptop.sync()
    other = Laptop(tmp_path / "other", laptop.line.kept, laptop.clock, "other")
    try:
        other.sync(lambda name: Fault.DROP_BEFORE if name == "get_blob" else None)
        assert other.desk.articles.get(article.id).placements == article.placements
        assert not other.desk.vault.has(picture.sha256)
        other.sync()
        assert other.desk.vault.verify(picture.sha256)
    finally:
        other.desk.close()


def test_a_picture_whose_file_is_gone_parks_its_own_article_only(laptop):
    """The person hears of it, and the queue goes on."""
    _, picture = with_picture(laptop)
    laptop.desk.vault.path(picture.sha256).unlink()
    write(laptop, 2)
    laptop.sync()
    status = laptop.desk.sync.status
    assert status.line is Line.ONLINE
    assert status.needs_you >= 1
    assert {each.error for each in laptop.desk.outbox.rows()} <= {"picture_gone", ""}
    assert (Entity.ARTICLE, an_article(2).id) in laptop.line.kept.entities


def test_many_deletions_stop_and_ask(laptop):
    """Nothing is removed until a person says yes."""
    for number in range(1, 31):
        write(laptop, number)
    laptop.sync()
    kept = laptop.line.kept
    for number in range(1, 31):
        key = (Entity.ARTICLE, str(an_article(number).id))
        gone = Remote(*key, rev=kept.entities[key].rev + 1, etag='"gone"', is_deleted=True)
        kept.chain.append(f"{number:064d}")
        kept.seqs[key] = len(kept.chain) - 1
        kept.entities[key] = gone
    laptop.sync()
    assert laptop.desk.sync.status.error == "sync.mass_delete"
    assert len(laptop.articles()) == 30
    laptop.sync()
    assert len(laptop.articles()) == 30
    laptop.desk.sync.allow_removal()
    laptop.sync()
    assert laptop.desk.sync.status.error == ""
    assert laptop.articles() == []


def test_a_defect_does_not_end_the_sync(laptop, caplog):
    """The turn says so, and the next one works."""

    def broken(_):
        raise ZeroDivisionError

    write(laptop)
    with caplog.at_level("CRITICAL", logger="editor.sync.loop"):
        laptop.sync(broken)
    assert laptop.desk.sync.status.error == "sync.broken"
    laptop.sync()
    assert laptop.desk.sync.status.waiting == 0


def test_the_house_can_be_changed_and_gets_everything(laptop):
    """Another server knows nothing of us: all is sent to it, nothing is removed here."""
    article, picture = with_picture(laptop)
    laptop.desk.acts.perform(
        article.id, Wish(Act.SUBMIT), profile=laptop.desk.profile, origin="screen"
    )
    laptop.sync()
    new = Memory(clock=laptop.clock)
    laptop.desk.use_site(new)
    laptop.desk.sync.once()
    laptop.clock.pass_(hours=1)
    laptop.desk.sync.once()
    assert laptop.desk.sync.status.error == ""
    assert {key[1] for key in new.kept.entities} == {article.id, picture.sha256}
    assert new.kept.blobs.keys() == {picture.sha256}
    assert laptop.desk.articles.get(article.id).headline == article.headline


def test_the_thread_sends_by_itself_and_tells(laptop):
    """A save wakes it; the listener hears that all is sent."""
    heard = threading.Event()
    told = []

    def listen(status):
        told.append(status)
        if status.line is Line.ONLINE and not status.waiting and laptop.line.kept.entities:
            heard.set()

    unlisten = laptop.desk.sync.listen(listen)
    laptop.desk.sync.start()
    laptop.desk.sync.start()
    write(laptop)
    assert heard.wait(HEARD_S)
    unlisten()
    laptop.desk.sync.stop()
    assert all(one != other for one, other in itertools.pairwise(told))


def test_typing_is_held_until_the_hands_rest(laptop):
    """Each call puts the sending off again, but not for ever."""
    loop = laptop.desk.sync
    loop.once()
    loop.wake(3.0)
    first = loop._due_s
    loop.wake(3.0)
    assert loop._due_s >= first
    loop.wake(10_000.0)
    assert loop._due_s <= first + 20.0
    loop.wake()
    assert loop._due_s <= first


def test_a_wake_does_not_shorten_the_back_off(laptop):
    """Typing while the server is down does not knock on its door."""
    laptop.sync(lambda _: Fault.DROP_BEFORE)
    due = laptop.desk.sync._due_s
    laptop.desk.sync.wake()
    assert laptop.desk.sync._due_s == due
    laptop.desk.sync.retry()
    assert laptop.desk.sync._due_s == 0.0


def test_stopping_does_not_wait_for_a_slow_line(laptop):
    """Closing the window ends what hangs on the network."""
    entered, released = threading.Event(), threading.Event()

    class Slow(Memory):
        def hello(self):
            entered.set()
            released.wait(HEARD_S)
            return super().hello()

        def close(self):
            released.set()

    laptop.desk.use_site(Slow())
    laptop.desk.sync.start()
    assert entered.wait(HEARD_S)
    laptop.desk.sync.stop()
    assert released.is_set()


def test_published_state_comes_home(laptop):
    """The act's reply brings state, time and address."""
    article = write(laptop)
    laptop.sync()
    laptop.desk.acts.perform(
        article.id, Wish(Act.PUBLISH), profile=laptop.desk.profile, origin="screen"
    )
    laptop.sync()
    found = laptop.desk.articles.get(article.id)
    assert found.state is State.PUBLISHED
    assert found.published_at is not None
    assert laptop.desk.mirror.remote_address(article.id).startswith("memory:/")


def removed_there(laptop, count):
    """Somebody at the house took so many stories away."""
    kept = laptop.line.kept
    for number in range(1, count + 1):
        key = (Entity.ARTICLE, str(an_article(number).id))
        gone = Remote(*key, rev=kept.entities[key].rev + 1, etag='"9-gone"', is_deleted=True)
        kept.chain.append(f"{number:064d}")
        kept.seqs[key] = len(kept.chain) - 1
        kept.entities[key] = gone


def test_a_person_who_says_no_keeps_them_all_here_and_there(laptop):
    """What was taken away at the house is sent to it anew."""
    for number in range(1, 31):
        write(laptop, number)
    laptop.sync()
    removed_there(laptop, 30)
    laptop.sync()
    assert laptop.desk.sync.status.error == "sync.mass_delete"
    laptop.desk.sync.refuse_removal()
    laptop.sync()
    laptop.sync()
    assert laptop.desk.sync.status.error == ""
    assert len(laptop.articles()) == 30
    assert not any(each.is_deleted for each in laptop.line.kept.entities.values())


def test_a_house_that_was_set_back_is_said_once(laptop):
    """One sentence with the number of what was sent again; then it is put away."""
    earlier = laptop.line.backup()
    for number in (1, 2):
        write(laptop, number)
    laptop.sync()
    earlier.epoch = "another history"
    laptop.line.restore(earlier)
    laptop.sync()
    status = laptop.desk.sync.status
    assert (status.notice, status.notice_values) == ("sync.set_back", {"count": 2})
    laptop.desk.sync.put_away_notice()
    laptop.sync()
    assert laptop.desk.sync.status.notice == ""
    assert len(laptop.line.kept.entities) == 2


@pytest.mark.parametrize("has_forgotten", [True, False])
def test_who_wrote_past_our_revision_is_asked_what_they_saw(laptop, has_forgotten):
    """A restored house forgot our paragraph; one that did not was told to take it out."""
    write(laptop, body="một\n\nhai")
    laptop.sync()
    earlier = laptop.line.backup()
    write(laptop, body="một\n\nhai\n\nba")
    laptop.sync()
    if not has_forgotten:
        earlier = laptop.line.backup()
    earlier.epoch = "another history"
    laptop.line.restore(earlier)
    chief = Memory(kept=laptop.line.kept, person="chief")
    for body in ("một", "một\n\nhai", "không\n\nmột\n\nhai"):
        stands = chief.fetch(Entity.ARTICLE, an_article(1).id)
        assert isinstance(chief.push(patch(stands, body=body)), Done)
    calls(laptop)
    laptop.sync()
    assert calls(laptop).count("has_revision") == 1
    body = laptop.desk.articles.get(an_article(1).id).body
    assert body == "không\n\nmột\n\nhai" + ("\n\nba" if has_forgotten else "")
    laptop.sync()
    assert chief.fetch(Entity.ARTICLE, an_article(1).id).doc["body"] == body


def test_nothing_is_merged_before_it_is_known_what_others_saw(laptop):
    """The line breaks at the question: it is asked again, and the text of both waits till then."""
    write(laptop, body="một\n\nhai")
    laptop.sync()
    earlier = laptop.line.backup()
    write(laptop, body="một\n\nhai\n\nba")
    laptop.sync()
    earlier.epoch = "another history"
    laptop.line.restore(earlier)
    chief = Memory(kept=laptop.line.kept, person="chief")
    for body in ("bốn", "bốn\n\nnăm"):
        stands = chief.fetch(Entity.ARTICLE, an_article(1).id)
        assert isinstance(chief.push(patch(stands, body=body)), Done)
    laptop.sync(lambda name: Fault.DROP_BEFORE if name == "has_revision" else None)
    assert laptop.desk.articles.get(an_article(1).id).body == "một\n\nhai\n\nba"
    assert laptop.desk.sync.status.line is Line.OFFLINE
    laptop.restart()
    laptop.sync()
    told = laptop.desk.mirror.clashes(an_article(1).id)
    assert "ba" in (told[0].mine if told else laptop.desk.articles.get(an_article(1).id).body)


def test_what_was_answered_is_not_asked_again_and_each_answer_is_a_move(laptop):
    """Else a long-lived desk would never come to the end of its questions after a restore."""
    for number in (1, 2, 3):
        write(laptop, number, body="một\n\nhai")
    laptop.sync()
    earlier = laptop.line.backup()
    for number in (1, 2, 3):
        write(laptop, number, body="một\n\nhai\n\nba")
    laptop.sync()
    earlier.epoch = "another history"
    laptop.line.restore(earlier)
    chief = Memory(kept=laptop.line.kept, person="chief")
    for number, body in itertools.product((1, 2, 3), ("bốn", "bốn\n\nnăm")):
        stands = chief.fetch(Entity.ARTICLE, an_article(number).id)
        assert isinstance(chief.push(patch(stands, body=body)), Done)
    moved = []

    def third_breaks_off(name):
        if name == "has_revision":
            moved.append(laptop.desk.sync._moved_s)
            # As if this answer had taken long.
            laptop.desk.sync._moved_s = -1.0
        return Fault.DROP_BEFORE if len(moved) == 3 else None

    laptop.sync(third_breaks_off)
    assert min(moved) >= 0.0
    calls(laptop)
    laptop.sync()
    assert calls(laptop).count("has_revision") == 1


def test_another_house_at_the_address_needs_a_person_and_gets_nothing(laptop):
    """Signing in to it says that it is the right one: then it gets all that it does not have."""
    write(laptop)
    laptop.sync(lambda _: Fault.OTHER_SERVER)
    status = laptop.desk.sync.status
    assert (status.line, status.error, status.waiting) == (Line.REFUSED, "line.other_server", 1)
    other = Memory(clock=laptop.clock)
    laptop.desk.use_site(other)
    laptop.sync()
    assert len(other.kept.entities) == 1


def test_another_house_is_called_another(laptop):
    write(laptop)
    laptop.sync()
    laptop.desk.use_site(Memory(clock=laptop.clock))
    laptop.sync()
    assert laptop.desk.sync.status.notice == "sync.other_server"


def test_a_new_laptop_has_nothing_to_be_told(tmp_path, laptop):
    write(laptop)
    laptop.sync()
    other = Laptop(tmp_path / "other", laptop.line.kept, laptop.clock, "other")
    other.sync()
    assert len(other.articles()) == 1
    assert other.desk.sync.status.notice == ""
    other.desk.close()


def test_the_house_hears_which_fields_are_open_and_that_they_are_settled(tmp_path, laptop):
    write(laptop)
    laptop.sync()
    other = Laptop(tmp_path / "other", laptop.line.kept, laptop.clock, "other")
    other.sync()
    write(laptop, headline="của Một")
    write(other, headline="của Hai")
    laptop.sync()
    other.sync()
    key = (an_article().id, "other")
    assert laptop.line.kept.clashes == {key: ("headline",)}
    other.desk.mirror.settle_clash(an_article().id, "headline", "cả hai", origin="test")
    other.sync(lambda name: Fault.DROP_BEFORE if name == "tell_clashes" else None)
    other.restart()
    other.sync()
    assert laptop.line.kept.clashes == {key: ()}
    other.desk.close()


def test_pictures_of_old_stories_come_when_they_are_wanted(tmp_path, laptop, monkeypatch):
    """Those of what is being written come by themselves."""
    monkeypatch.setattr("editor.sync.run.NEWEST_STORIES", 0)
    article, old = with_picture(laptop)
    _, new = with_picture(laptop, 2)
    laptop.sync()
    desk = laptop.desk
    desk.outbox.queue_act(article.id, Wish(Act.PUBLISH), origin="test")
    laptop.sync()
    other = Laptop(tmp_path / "other", laptop.line.kept, laptop.clock, "other")
    other.sync()
    assert [other.desk.vault.has(each.sha256) for each in (old, new)] == [False, True]
    told = []
    other.desk.database.listen(told.append)
    other.desk.sync.want_pictures([old.sha256])
    other.sync()
    assert other.desk.vault.verify(old.sha256)
    assert any(old.sha256 in each.pictures for each in told)
    other.desk.close()


def test_what_could_not_be_written_down_is_asked_again(laptop):
    """A full disk at the wrong moment leaves nothing on its way for ever."""
    write(laptop)
    laptop.desk.outbox.take(laptop.desk.outbox.next(laptop.clock()).op_id)
    assert [each.state for each in laptop.desk.outbox.rows()] == [OpState.INFLIGHT]
    laptop.sync()
    assert laptop.desk.outbox.rows() == []


def test_the_next_turn_is_no_later_than_what_waits(laptop):
    """An operation that must wait two seconds does not wait for the next look."""
    write(laptop)
    laptop.sync()
    write(laptop, 2)
    laptop.line.fail(lambda name: Fault.SLOW if name == "push" else None)
    before_s = time.monotonic()
    laptop.desk.sync.once()
    assert laptop.desk.sync.status.line is Line.ONLINE
    assert laptop.desk.sync._due_s - before_s < 10


def test_a_story_is_scheduled_offline_and_can_be_withdrawn(laptop):
    """The act carries its time; the house keeps it, and the laptop shows what will be."""
    article, desk = write(laptop), laptop.desk
    at = laptop.clock.now + timedelta(days=2)
    told = {"profile": desk.profile, "origin": "screen"}
    desk.acts.perform(article.id, Wish(Act.PUBLISH, publish_at=at), **told)
    assert desk.acts.state_of(article) is State.SCHEDULED
    assert desk.acts.publish_at(article) == at
    laptop.sync()
    found = desk.articles.get(article.id)
    assert (found.state, found.publish_at) == (State.SCHEDULED, at)
    assert desk.acts.publish_at(found) == at
    assert Act.UNSCHEDULE in desk.acts.possible(found)
    desk.acts.perform(article.id, Wish(Act.UNSCHEDULE), **told)
    laptop.sync()
    found = desk.articles.get(article.id)
    assert found.state is State.APPROVED
    assert desk.acts.publish_at(found) is None
    with pytest.raises(Refused, match="no_time"):
        desk.acts.perform(article.id, Wish(Act.SPIKE, publish_at=at), **told)


def test_a_house_is_asked_only_for_what_it_can(laptop):
    """One without sums, leases, open questions and bytes by their hash gets posts and no more."""
    laptop.line.able = replace(
        OWN,
        keeps_originals=False,
        waits_for_news=False,
        has_sums=False,
        has_leases=False,
        hears_clashes=False,
    )
    article, _ = with_picture(laptop)
    laptop.sync()
    laptop.desk.sync.open_story(article.id)
    laptop.desk.sync.presence.look()
    laptop.clock.pass_(days=8)
    laptop.sync()
    assert laptop.desk.sync.status.waiting == 0
    assert set(calls(laptop)) == {"hello", "changes", "push"}
