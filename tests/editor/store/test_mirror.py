# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says is kept, merged without losing a word, and never undone by a repeat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor import wire
from editor.errors import Refused
from editor.model.operation import Done, Entity, OpKind, Page, Remote, ServerInfo
from editor.model.rows import StoryFilter
from editor.model.workflow import Act, State, Wish
from editor.text.merge import FieldClash, merge_article, merge_picture
from tests.builders import a_picture, a_placement, an_article

ARTICLE = an_article()
ID = ARTICLE.id
SERVER = ServerInfo("nr-1", "e1", "http://localhost", profile={"name": "Sông Báo"})


def remote(rev, article=ARTICLE, **by):
    return Remote(
        Entity.ARTICLE,
        article.id,
        rev,
        f"{rev}-x",
        wire.article_to_doc(article),
        author="Bạn",
        **by,
    )


def picture(rev, **fields):
    made = a_picture(**fields)
    doc = wire.picture_to_doc(made)
    return Remote(Entity.PICTURE, made.sha256, rev, f"{rev}-x", doc)


def feed(store, *changes, cursor="e1.1.x", server=SERVER):
    store.mirror.receive(Page(tuple(changes), cursor), server)


def merge(store, entity=Entity.ARTICLE, entity_id=ID):
    """What the sync does with one entity."""
    three = store.mirror.three(entity, entity_id)
    by = {"theirs": three.theirs, "local_version": three.local_version}
    if three.theirs.is_deleted and (three.mine is None or three.mine == three.base):
        return store.mirror.fast_forward(entity, entity_id, **by)
    clashes, merged = (), three.theirs.doc
    if three.mine is not None and three.theirs.is_deleted:
        merged = three.mine
    elif three.mine is not None:
        merging = merge_article if entity is Entity.ARTICLE else merge_picture
        found = merging(three.base or {}, three.mine, three.theirs.doc)
        clashes, merged = found.clashes, found.doc
    return store.mirror.store_merge(entity, entity_id, merged=merged, clashes=clashes, **by)


def agreed(store, article=ARTICLE, rev=1):
    """The article stands here and there alike."""
    feed(store, remote(rev, article))
    assert merge(store, entity_id=article.id)


def bodies(store):
    versions = store.history.versions(ID)
    return [(each.reason, store.history.article(ID, each.number).body) for each in versions]


def test_a_page_without_news_is_not_written(store):
    """Every half minute nothing is new: the disk is left alone, until the place moves."""
    feed(store, remote(1), cursor="e1.1.x")
    log = store.folder / "stet.db-wal"
    size_bytes = log.stat().st_size
    feed(store, cursor="e1.1.x")
    assert log.stat().st_size == size_bytes
    feed(store, cursor="e1.2.y")
    assert store.mirror.cursor() == "e1.2.y"
    feed(store, cursor="e1.2.y", server=replace(SERVER, address="http://127.0.0.1:1"))
    assert log.stat().st_size > size_bytes


def test_an_article_that_is_not_known_here_arrives(store):
    """With its page: there is nothing to merge it with."""
    feed(store, remote(3))
    assert store.mirror.cursor() == "e1.1.x"
    assert store.mirror.server_id() == "nr-1"
    three = store.mirror.three(Entity.ARTICLE, ID)
    assert (three.base, three.mine, three.local_version) == (three.theirs.doc, three.base, 1)
    assert three.theirs.rev == 3
    assert store.articles.get(ID) == ARTICLE
    assert store.mirror.unmerged() == []
    assert store.outbox.waiting() == 0
    assert [each.author for each in store.history.versions(ID)] == ["Bạn"]


def test_the_same_page_twice_is_no_news(store):
    agreed(store)
    feed(store, remote(1))
    assert store.mirror.unmerged() == []


def test_our_own_write_that_comes_back_is_no_news(store):
    store.articles.save(ARTICLE, origin="t")
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    feed(store, remote(1, op_id=operation.op_id))
    assert store.mirror.unmerged() == [], "nothing is merged while ours is on its way"
    store.outbox.settle(operation, Done(remote(1)))
    assert store.mirror.unmerged() == []
    assert store.articles.row(ID).mark.value == "sent"


def test_theirs_after_ours_waits_for_our_reply_and_is_merged_then(store):
    """The reply of an older revision does not hide the newer one."""
    store.articles.save(ARTICLE, origin="t")
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    feed(store, remote(2, replace(ARTICLE, kicker="họ")))
    store.outbox.settle(operation, Done(remote(1)))
    assert store.mirror.unmerged() == [(Entity.ARTICLE, ID)]
    merge(store)
    assert store.articles.get(ID).kicker == "họ"
    assert store.outbox.waiting() == 0


def test_somebody_types_while_it_is_merged(store):
    """Nothing is stored on words that have moved on; done again it has both."""
    agreed(store)
    feed(store, remote(2, replace(ARTICLE, kicker="họ")))
    three = store.mirror.three(Entity.ARTICLE, ID)
    store.articles.save(replace(ARTICLE, headline="gõ ngay lúc ấy"), origin="t")
    by = {"theirs": three.theirs, "local_version": three.local_version}
    assert not store.mirror.fast_forward(Entity.ARTICLE, ID, **by)
    assert not store.mirror.store_merge(
        Entity.ARTICLE, ID, merged=three.theirs.doc, clashes=(), **by
    )
    assert merge(store)
    stands = store.articles.get(ID)
    assert (stands.headline, stands.kicker) == ("gõ ngay lúc ấy", "họ")


def test_both_texts_of_a_merge_are_in_the_history(store):
    agreed(store)
    store.articles.save(replace(ARTICLE, body="của tôi"), origin="t")
    feed(store, remote(2, replace(ARTICLE, body="của họ", kicker="họ")))
    merge(store)
    assert bodies(store)[:3] == [
        ("pull", "của họ"),
        ("typing", "của tôi"),
        ("pull", ARTICLE.body),
    ]
    (clash,) = store.mirror.clashes(ID)
    told = (clash.field, clash.base, clash.mine, clash.theirs)
    assert told == ("body", ARTICLE.body, "của tôi", "của họ")
    assert store.articles.get(ID).body == "của họ"
    assert store.articles.row(ID).mark.value == "needs_you"


def test_a_merge_of_both_keeps_theirs_on_its_own_too(store):
    agreed(store)
    store.articles.save(replace(ARTICLE, body="của tôi"), origin="t")
    feed(store, remote(2, replace(ARTICLE, kicker="họ")))
    merge(store)
    assert bodies(store)[:3] == [
        ("merge", "của tôi"),
        ("pull", ARTICLE.body),
        ("typing", "của tôi"),
    ]
    assert store.outbox.next(store.clock()).kind is OpKind.PATCH


@pytest.mark.parametrize(
    ("chosen", "stands", "reason"),
    [("của tôi", "của tôi", "mine"), ("của họ", "của họ", "pull"), ("cả hai", "cả hai", "merge")],
)
def test_a_person_decides(store, chosen, stands, reason):
    agreed(store)
    store.articles.save(replace(ARTICLE, body="của tôi"), origin="t")
    feed(store, remote(2, replace(ARTICLE, body="của họ")))
    merge(store)
    store.mirror.settle_clash(ID, "body", chosen, origin="screen")
    assert store.mirror.clashes() == []
    assert store.articles.get(ID).body == stands
    assert store.history.versions(ID)[0].reason == reason
    assert (store.outbox.next(store.clock()) is None) == (stands == "của họ")
    with pytest.raises(Refused) as refused:
        store.mirror.settle_clash(ID, "body", chosen, origin="screen")
    assert refused.value.code == "clash.gone"


def test_a_question_shows_what_they_have_now(store):
    """They wrote on while the question was open: choosing theirs takes the newest."""
    agreed(store)
    store.articles.save(replace(ARTICLE, body="của tôi"), origin="t")
    feed(store, remote(2, replace(ARTICLE, body="của họ")))
    merge(store)
    feed(store, remote(3, replace(ARTICLE, body="của họ, sửa lại")))
    merge(store)
    (clash,) = store.mirror.clashes()
    assert (clash.mine, clash.theirs) == ("của tôi", "của họ, sửa lại")
    store.mirror.settle_clash(ID, "body", clash.theirs, origin="screen")
    assert store.articles.get(ID).body == "của họ, sửa lại"


PARTS = "một\n\nhai\n\nba\n\nbốn\n\nnăm"


def test_the_changes_of_both_stand_around_a_question_about_passages(store):
    """Each of the three that are kept has them; mine and theirs as they were are in the history."""
    agreed(store, replace(ARTICLE, body=PARTS))
    mine = PARTS.replace("một", "một tôi").replace("ba", "ba tôi")
    theirs = PARTS.replace("ba", "ba họ").replace("năm", "năm họ")
    store.articles.save(replace(ARTICLE, body=mine), origin="t")
    feed(store, remote(2, replace(ARTICLE, body=theirs)))
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    stands = store.articles.get(ID).body
    assert stands == clash.theirs == "một tôi\n\nhai\n\nba họ\n\nbốn\n\nnăm họ"
    assert clash.mine == stands.replace("ba họ", "ba tôi")
    assert [each for _, each in bodies(store)[:3]] == [stands, theirs, mine]


def test_a_question_about_a_time_has_it_as_a_time_beside_its_text(store):
    """A screen says it as people do; words are told as they are."""
    agreed(store, ARTICLE)
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    here = {"due_at": noon, "royalty_shares": (("Lan", 100),), "brief": "Hỏi Mai"}
    there = {"due_at": noon - timedelta(hours=1), "brief": "Hỏi Ba"}
    store.articles.save(replace(ARTICLE, **here), origin="t")
    feed(store, remote(2, replace(ARTICLE, **there, royalty_shares=(("Mai", 100),))))
    merge(store)
    values = {each.field: each.values for each in store.mirror.clashes(ID)}
    assert values == {
        "due_at": (None, noon, noon - timedelta(hours=1)),
        "royalty_shares": ((), (("Lan", 100),), (("Mai", 100),)),
        "brief": None,
    }


def test_what_is_written_while_a_person_chooses_stays(store):
    """The choice holds for the passages that were seen."""
    agreed(store, replace(ARTICLE, body=PARTS))
    store.articles.save(replace(ARTICLE, body=PARTS.replace("ba", "ba tôi")), origin="t")
    feed(store, remote(2, replace(ARTICLE, body=PARTS.replace("ba", "ba họ"))))
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    later = replace(ARTICLE, body=clash.theirs + "\n\nviết tiếp")
    store.articles.save(later, origin="t")
    store.mirror.settle_clash(ID, "body", clash.mine, origin="screen", seen=clash.theirs)
    assert store.articles.get(ID).body == PARTS.replace("ba", "ba tôi") + "\n\nviết tiếp"
    assert store.history.versions(ID)[0].reason == "mine"


def test_a_second_question_keeps_the_first_open(store):
    """Two rounds of two people in two passages are one question about both."""
    agreed(store, replace(ARTICLE, body=PARTS))
    store.articles.save(replace(ARTICLE, body=PARTS.replace("một", "một tôi")), origin="t")
    feed(store, remote(2, replace(ARTICLE, body=PARTS.replace("một", "một họ"))))
    merge(store)
    stands = store.articles.get(ID).body
    store.articles.save(replace(ARTICLE, body=stands.replace("năm", "năm tôi")), origin="t")
    feed(store, remote(3, replace(ARTICLE, body=stands.replace("năm", "năm họ"))))
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    assert clash.base == PARTS
    assert clash.mine == PARTS.replace("một", "một tôi").replace("năm", "năm tôi")
    assert clash.theirs == PARTS.replace("một", "một họ").replace("năm", "năm họ")


def test_a_second_question_about_the_same_words_keeps_both_of_mine(store):
    """What nobody has answered does not leave the question because more was written there."""
    agreed(store, replace(ARTICLE, body=PARTS))
    store.articles.save(replace(ARTICLE, body=PARTS.replace("ba", "ba tôi")), origin="t")
    feed(store, remote(2, replace(ARTICLE, body=PARTS.replace("ba", "ba họ"))))
    merge(store)
    stands = store.articles.get(ID).body
    store.articles.save(replace(ARTICLE, body=stands.replace("họ", "họ tiếp")), origin="t")
    feed(store, remote(3, replace(ARTICLE, body=stands.replace("họ", "họ sửa"))))
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    assert clash.mine == PARTS.replace("ba", "ba tôi\n\nba họ tiếp")
    assert clash.theirs == PARTS.replace("ba", "ba họ sửa")


def test_a_question_about_a_field_keeps_mine_when_the_server_is_set_back(store):
    """What is asked anew is not what I wrote: that waits for its answer all the same."""
    agreed(store, rev=5)
    store.articles.save(replace(ARTICLE, headline="tôi"), origin="t")
    feed(store, remote(6, replace(ARTICLE, headline="họ")))
    merge(store)
    store.mirror.start_over()
    feed(store, remote(1, replace(ARTICLE, headline="cũ")), cursor="e2.1.x")
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    assert (clash.mine, clash.theirs) == ("tôi", "cũ")


def test_a_question_about_a_caption_is_settled_in_its_placement(store):
    placement = a_placement(a_picture(), caption="của họ")
    article = replace(ARTICLE, placements=(placement,))
    agreed(store, article)
    field = f"placements.{placement.sha256}.caption"
    three = store.mirror.three(Entity.ARTICLE, ID)
    store.mirror.store_merge(
        Entity.ARTICLE,
        ID,
        merged=three.theirs.doc,
        theirs=three.theirs,
        clashes=[FieldClash(field, None, "của tôi", "của họ")],
        local_version=three.local_version,
    )
    (clash,) = store.mirror.clashes(ID)
    assert (clash.field, clash.base, clash.mine, clash.theirs) == (field, "", "của tôi", "của họ")
    store.mirror.settle_clash(ID, field, "của tôi", origin="screen")
    assert store.articles.get(ID).placements[0].caption == "của tôi"


def test_a_question_about_a_picture_shows_at_the_articles_that_have_it(store):
    feed(store, picture(1))
    merge(store, Entity.PICTURE, a_picture().sha256)
    store.articles.save(replace(ARTICLE, placements=(a_placement(a_picture()),)), origin="t")
    store.articles.save_picture(a_picture(credit="Tôi"), origin="t")
    feed(store, picture(2, credit="Họ"))
    merge(store, Entity.PICTURE, a_picture().sha256)
    (clash,) = store.mirror.clashes(ID)
    assert clash.field == f"pictures.{a_picture().sha256}.credit"
    assert store.articles.row(ID).mark.value == "needs_you"
    store.mirror.settle_clash(ID, clash.field, "Tôi", origin="screen")
    assert store.articles.picture(a_picture().sha256).credit == "Tôi"
    assert store.mirror.clashes(ID) == []


def test_deleted_there_and_untouched_here_goes_but_its_texts_stay(store):
    agreed(store)
    feed(store, replace(remote(2), is_deleted=True, doc={}))
    merge(store)
    assert store.articles.find(ID) is None
    assert store.articles.count(StoryFilter()) == 0
    assert store.articles.rows(StoryFilter(text="cho noi")) == []
    assert bodies(store) == [("deleted", ARTICLE.body)]


def test_deleted_there_and_edited_here_stays_and_is_sent_anew(store):
    agreed(store)
    store.articles.save(replace(ARTICLE, body="sửa"), origin="t")
    feed(store, replace(remote(2), is_deleted=True, doc={}))
    merge(store)
    assert store.articles.get(ID).body == "sửa"
    assert store.outbox.next(store.clock()).kind is OpKind.CREATE


def test_deletion_of_what_never_was_here_is_nothing(store):
    feed(store, replace(remote(2), is_deleted=True, doc={}))
    assert store.mirror.unmerged() == []


def test_taken_down_there_is_taken_down_here(store):
    agreed(store, replace(ARTICLE, state=State.PUBLISHED))
    store.articles.save(replace(ARTICLE, headline="đang sửa"), origin="t")
    feed(store, remote(2, replace(ARTICLE, state=State.TAKEN_DOWN)))
    merge(store)
    stands = store.articles.get(ID)
    assert (stands.state, stands.headline) == (State.TAKEN_DOWN, "đang sửa")


def test_address_and_profile_are_kept(store):
    heard = []
    store.database.listen(heard.append)
    assert (store.mirror.profile(), store.mirror.remote_address(ID)) == (None, "")
    store.mirror.store_profile({"name": "Sông Báo"})
    assert store.mirror.profile() == {"name": "Sông Báo"}
    assert heard[-1].is_site
    shown = replace(ARTICLE, state=State.PUBLISHED)
    feed(store, remote(1, shown, address="http://localhost/cho-noi.html"))
    merge(store)
    assert store.mirror.remote_address(ID) == "http://localhost/cho-noi.html"
    feed(store, remote(2, replace(ARTICLE, state=State.TAKEN_DOWN)))
    merge(store)
    assert store.mirror.remote_address(ID) == "", "readers cannot find it any more"


def test_a_server_restored_from_a_backup_gets_back_what_it_forgot(store):
    """Nothing is removed here, nothing here becomes older."""
    agreed(store, replace(ARTICLE, body="bản cũ"), rev=4)
    agreed(store, rev=5)
    other, lost = an_article(2), an_article(3)
    agreed(store, other, rev=1)
    agreed(store, lost, rev=1)
    store.mirror.start_over()
    assert store.mirror.cursor() == ""
    feed(store, remote(4, replace(ARTICLE, body="bản cũ")), remote(1, other), cursor="e2.2.x")
    merge(store)
    assert store.articles.get(ID).body == ARTICLE.body
    assert store.mirror.forgotten() == [(Entity.ARTICLE, lost.id)]
    store.mirror.forget(Entity.ARTICLE, lost.id)
    assert store.mirror.forgotten() == []
    waiting = {row.article_id for row in store.outbox.rows()}
    assert waiting == {ID, lost.id}
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    assert (operation.kind, operation.base) == (OpKind.PATCH, "4-x")


def test_what_others_sent_to_a_restored_server_stays(store):
    """It counts from the start again: a low number does not say that theirs is the older."""
    agreed(store, rev=5)
    store.mirror.start_over()
    longer = f"{ARTICLE.body}\n\nviết sau"
    theirs = replace(ARTICLE, body=longer, tags=(*ARTICLE.tags, "bến"))
    feed(store, remote(1, theirs), cursor="e2.1.x")
    merge(store)
    stands = store.articles.get(ID)
    assert (stands.body, stands.tags) == (theirs.body, theirs.tags)
    assert store.mirror.clashes(ID) == []


def test_what_a_restored_server_has_and_never_stood_here_is_asked_about(store):
    """Nobody knows which of the two is the newer: neither gives way by itself."""
    agreed(store, replace(ARTICLE, body=PARTS), rev=5)
    store.mirror.start_over()
    theirs = replace(ARTICLE, body=PARTS.replace("ba", "tám"))
    feed(store, remote(4, theirs), cursor="e2.1.x")
    merge(store)
    (clash,) = store.mirror.clashes(ID)
    assert (clash.mine, clash.theirs) == (PARTS, theirs.body)


@pytest.mark.parametrize("is_kept", [True, False])
def test_others_wrote_past_our_revision(store, is_kept):
    """Whether they took a paragraph out, or never saw it, only the server's history says."""
    agreed(store, replace(ARTICLE, body=PARTS), rev=5)
    store.mirror.start_over()
    theirs = replace(ARTICLE, body=PARTS.replace("\n\nba", "") + "\n\nviết sau")
    feed(store, remote(7, theirs), cursor="e2.1.x")
    assert store.mirror.agreement.doubtful() == [(Entity.ARTICLE, ID, 5, "5-x")]
    if is_kept:
        store.mirror.agreement.note_kept(Entity.ARTICLE, ID)
        assert store.mirror.agreement.doubtful() == []
    merge(store)
    stands = store.articles.get(ID).body
    assert stands.endswith("viết sau")
    assert ("ba" in stands) != is_kept
    assert store.mirror.clashes(ID) == []


def test_a_deletion_past_our_revision_does_not_take_what_was_forgotten(store):
    agreed(store, rev=5)
    store.mirror.start_over()
    gone = replace(remote(7), is_deleted=True, doc={})
    feed(store, gone, cursor="e2.2.x")
    assert store.mirror.agreement.doubtful() == [(Entity.ARTICLE, ID, 5, "5-x")]
    merge(store)
    assert store.articles.get(ID).body == ARTICLE.body
    assert store.outbox.next(store.clock()).kind is OpKind.CREATE


def test_what_was_deleted_on_a_restored_server_without_what_it_forgot_stays(store):
    """Who deleted the old text did not know the new one."""
    agreed(store, rev=5)
    store.mirror.start_over()
    feed(store, replace(remote(5), etag="5-y", is_deleted=True, doc={}), cursor="e2.2.x")
    merge(store)
    assert store.articles.get(ID).body == ARTICLE.body
    assert store.outbox.next(store.clock()).kind is OpKind.CREATE


def test_a_save_that_is_frozen_for_an_act_keeps_what_others_sent_to_a_restored_server(store):
    agreed(store, rev=5)
    store.articles.save(replace(ARTICLE, kicker="tôi"), origin="t")
    store.outbox.queue_act(ID, Wish(Act.SUBMIT), origin="t")
    store.mirror.start_over()
    theirs = replace(ARTICLE, body=f"{ARTICLE.body}\n\nviết sau")
    feed(store, remote(1, theirs), cursor="e2.1.x")
    merge(store)
    sent = wire.parse(store.outbox.take(store.outbox.next(store.clock()).op_id).payload)
    assert sent["kicker"] == "tôi"
    assert sent.get("body", theirs.body) == theirs.body


def test_what_both_sides_have_survives_damage(store):
    """Base and revision come back with the journal: nothing is merged or sent twice."""
    agreed(store)
    store.database.backup()
    store.articles.save(replace(ARTICLE, body="gửi rồi"), origin="t")
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    store.outbox.settle(operation, Done(remote(2, replace(ARTICLE, body="gửi rồi"))))
    store.articles.save(replace(ARTICLE, body="gửi rồi, gõ tiếp"), origin="t")
    store.damage()
    store.open()
    three = store.mirror.three(Entity.ARTICLE, ID)
    assert three.base["body"] == "gửi rồi"
    assert three.mine["body"] == "gửi rồi, gõ tiếp"
    operation = store.outbox.take(store.outbox.next(store.clock()).op_id)
    assert (operation.kind, operation.base) == (OpKind.PATCH, "2-x")
