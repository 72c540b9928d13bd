# SPDX-License-Identifier: GPL-3.0-or-later
"""Once a week both sides are compared; what differs is fetched, and nothing is ever deleted."""

from dataclasses import replace

import pytest

from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.model.operation import Entity
from editor.store import records
from tests.builders import an_article
from tests.editor.sync.test_loop import calls, with_picture, write
from tests.machines.newsroom import Clock, Laptop


@pytest.fixture
def laptop(tmp_path):
    found = Laptop(tmp_path / "store", Memory().kept, Clock(), "me")
    with_picture(found, 1)
    write(found, 2)
    found.sync()
    found.sync()
    calls(found)
    yield found
    found.desk.close()


def spoil(laptop, number=1, **fields):
    """What both sides have is not the same, and neither of them knows."""
    key = (Entity.ARTICLE, an_article(number).id)
    with laptop.desk.database.write("sync") as writing:
        found = records.load(writing.connection, *key)
        doc = {**found.doc, **fields}
        now = records.put(writing, found, key[0], doc, reason="pull")
        records.set_base(writing, now, doc, rev=found.base_rev, etag=found.base_etag)


def test_what_is_the_same_costs_one_request_a_week(laptop):
    laptop.sync()
    assert calls(laptop) == ["changes"]
    laptop.clock.pass_(days=8)
    laptop.sync()
    assert calls(laptop) == ["changes", "sums"]
    laptop.sync()
    assert calls(laptop) == ["changes"]


def test_what_differs_is_fetched_and_nothing_else(laptop):
    laptop.clock.pass_(days=8)
    spoil(laptop, headline="nobody wrote this")
    laptop.sync()
    asked = calls(laptop)
    assert asked.count("fetch") == 1
    assert laptop.desk.articles.get(an_article(1).id).headline == an_article(1).headline
    assert laptop.desk.outbox.rows() == []


def test_my_own_words_survive_a_repair(laptop):
    laptop.clock.pass_(days=8)
    spoil(laptop, standfirst="nobody wrote this")
    mine = replace(laptop.desk.articles.get(an_article(1).id), body="my own words")
    laptop.desk.articles.save(mine, origin="test")
    laptop.sync()
    laptop.sync()
    found = laptop.desk.articles.get(mine.id)
    assert found.body == "my own words"
    assert found.standfirst == an_article(1).standfirst


def test_what_the_house_lost_is_sent_again(laptop):
    laptop.clock.pass_(days=8)
    key = (Entity.ARTICLE, an_article(2).id)
    del laptop.line.kept.entities[key], laptop.line.kept.seqs[key]
    laptop.sync()
    laptop.sync()
    assert key in laptop.line.kept.entities
    assert len(laptop.articles()) == 2


def test_a_line_that_breaks_repairs_nothing_and_deletes_nothing(laptop):
    laptop.clock.pass_(days=8)
    spoil(laptop, headline="nobody wrote this")
    laptop.sync(lambda name: Fault.DROP_BEFORE if name == "standing" else None)
    assert len(laptop.articles()) == 2
    laptop.sync()
    assert laptop.desk.articles.get(an_article(1).id).headline == an_article(1).headline
