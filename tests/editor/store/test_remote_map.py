# SPDX-License-Identifier: GPL-3.0-or-later
"""Which post of a house is which story is known after a restart, one house apart from the other."""

from dataclasses import replace

import pytest

from editor import wire
from editor.model.binding import Binding, Entry, Phase, Receipt
from editor.model.operation import Entity, Page, Remote, ServerInfo
from editor.store.remote_map import RemoteMap
from tests.builders import an_article

ARTICLE = an_article()
DOC = wire.article_to_doc(ARTICLE)
TOLD = Remote(Entity.ARTICLE, ARTICLE.id, 2, '"2-x"', DOC, address="https://bao.example/a")
INTENT = Binding(Entity.ARTICLE, ARTICLE.id, Phase.CREATING, marker=f"nr-{ARTICLE.id}")
BOUND = replace(
    INTENT,
    phase=Phase.BOUND,
    remote_id="7",
    told=replace(TOLD, ground=DOC),
    sent={**DOC, "headline": "Trước"},
    returned={"title": "a1"},
    facts={"modified": "2026-03-01T08:00:00"},
    html="<p>Nước</p>",
    tags=('"1-x"', '"2-x"'),
)


def test_the_intent_is_there_after_a_restart_and_then_the_whole(store):
    """The request that may have taken effect is known by its marker; later all that came of it."""
    RemoteMap(store.database, "https://bao.example").write(Entry((INTENT,), news=False))
    store.reopen()
    ledger = RemoteMap(store.database, "https://bao.example")
    assert ledger.find(Entity.ARTICLE, ARTICLE.id) == INTENT
    assert ledger.all_bound(Entity.ARTICLE) == {}
    (kept,) = ledger.write(Entry((BOUND,)))
    assert kept == replace(BOUND, seq=1)
    store.reopen()
    ledger = RemoteMap(store.database, "https://bao.example")
    assert ledger.find(Entity.ARTICLE, ARTICLE.id) == kept
    assert ledger.bound(Entity.ARTICLE, "7") == kept
    assert ledger.many(Entity.ARTICLE, ["7", "8"]) == {"7": kept}
    assert ledger.all_bound(Entity.ARTICLE) == {"7": ARTICLE.id}
    assert kept.there["headline"] == "Trước"
    assert replace(kept, sent=None).there == DOC


def test_the_feed_shows_each_once_where_it_last_moved(store):
    ledger = RemoteMap(store.database, "https://bao.example")
    other = replace(BOUND, entity_id="b", remote_id="8")
    ledger.write(Entry((BOUND, other)))
    assert [each.seq for each in ledger.after(0, 9)] == [1, 2]
    ledger.write(Entry((BOUND,)))
    assert [(each.entity_id, each.seq) for each in ledger.after(1, 9)] == [
        ("b", 2),
        (ARTICLE.id, 3),
    ]
    assert [each.entity_id for each in ledger.after(0, 1)] == ["b"]
    gone = replace(other, told=replace(TOLD, entity_id="b", is_deleted=True), seq=2)
    ledger.write(Entry((gone,), news=False))
    assert ledger.head() == 3
    assert ledger.all_bound(Entity.ARTICLE) == {"7": ARTICLE.id}


def test_a_receipt_the_facts_and_the_first_html_are_kept(store):
    """Of the HTML the first stays, whatever comes later."""
    ledger = RemoteMap(store.database, "https://bao.example")
    receipt = Receipt("op-1", "f00d", TOLD)
    ledger.write(Entry(receipt=receipt, facts={"epoch": "e1"}, originals={"a": "<p>một</p>"}))
    ledger.write(Entry(facts={"epoch": "e2"}, originals={"a": "<p>hai</p>"}))
    assert ledger.receipt("op-1") == receipt
    assert ledger.receipt("op-2") is None
    assert ledger.facts() == {"epoch": "e2"}
    assert (ledger.original("a"), ledger.original("b")) == ("<p>một</p>", "")


def test_another_house_has_a_ledger_of_its_own(store):
    one, two = (RemoteMap(store.database, name) for name in ("https://a.example", "https://b.ex"))
    one.write(Entry((BOUND,), facts={"epoch": "e1"}))
    assert two.find(Entity.ARTICLE, ARTICLE.id) is None
    assert (two.head(), two.facts()) == (0, {})


def test_nothing_is_kept_of_a_step_that_failed(store):
    ledger = RemoteMap(store.database, "https://bao.example")
    with pytest.raises(TypeError):
        ledger.write(Entry((BOUND, replace(BOUND, entity_id="b", facts={"a": object()}))))
    assert ledger.find(Entity.ARTICLE, ARTICLE.id) is None


def test_what_a_foreign_text_was_made_from_is_the_base_of_its_merge(store):
    """Edits that wait for their publication are mine, though both sides once agreed on them."""
    server = ServerInfo("wp", "e1", "https://bao.example")
    store.mirror.receive(Page((replace(TOLD, rev=1),), "e1.1.x"), server)
    foreign = replace(TOLD, rev=2, doc={**DOC, "kicker": "Lũ"}, ground={**DOC, "headline": "Cũ"})
    store.mirror.receive(Page((foreign,), "e1.2.x"), server)
    three = store.mirror.three(Entity.ARTICLE, ARTICLE.id)
    assert (three.base["headline"], three.theirs) == ("Cũ", foreign)
