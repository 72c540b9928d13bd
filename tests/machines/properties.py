# SPDX-License-Identifier: GPL-3.0-or-later
"""What sync promises, by number, as assertions about a simulated newsroom."""

import re
from collections import Counter

from editor import wire
from editor.model.operation import Entity
from editor.model.rows import OpState
from editor.model.workflow import State
from editor.store import records
from tests.machines.laptops import Laptop
from tests.machines.oracle import everything
from tests.machines.simulator import Simulator, simulated

_PICTURE = re.compile(r"!\[\]\(([^)]+)\)")
_NOTE = re.compile(r"\[\^([^\]]+)\](?!:)")

STEPS = 200


def property_1(world: Simulator) -> None:
    """Every text ever committed locally is found in some live body or history."""
    found = everything(world.laptops, world.server)
    for word, article_id in world.written.items():
        assert word in found.texts.get(article_id, ""), f"property 1: {word} is lost"
    for body, article_id in world.bodies.items():
        assert body in found.bodies, f"property 1: a copy of {article_id} is lost: {body!r}"


def property_1_of_merges(world: Simulator) -> None:
    """What a machine made of two texts stands in the history behind both of them."""
    asked = "SELECT article_id, number, reason FROM version"
    for laptop in world.laptops:
        reasons = {(row.article_id, row.number): row.reason for row in laptop.rows(asked)}
        for (article_id, number), reason in reasons.items():
            if reason == "merge" and (laptop.name, article_id, number) not in world.answers:
                before = reasons.get((article_id, number - 1))
                told = f"{laptop.name}: {article_id} {number}"
                assert before == "pull", f"property 1: {told} is made of what is not kept"


def property_2(world: Simulator) -> None:
    """After quiescence all clients and the server hold equal documents, revisions and blobs."""
    there = _heads(world)
    for laptop in world.laptops:
        here = {
            (row.entity, row.id): (row.base_rev, row.base_etag, wire.parse(row.doc))
            for row in laptop.rows("SELECT entity, id, base_rev, base_etag, doc FROM record")
        }
        assert set(here) == set(there), f"property 2: {laptop.name} has others than the server"
        for key, one in here.items():
            assert one == there[key], f"property 2: {laptop.name}: {key}"
        for row in laptop.rows("SELECT DISTINCT sha256 FROM placed"):
            assert laptop.desk.vault.verify(row.sha256), f"property 2: no bytes on {laptop.name}"
            assert world.server.archive.vault.verify(row.sha256), "property 2: no bytes there"


def property_3(world: Simulator) -> None:
    """Each user action takes effect at most once; each acked one at least once."""
    effects = Counter(row.op_id for row in world.server.rows("SELECT op_id FROM revision"))
    twice = [key for key, count in effects.items() if count > 1]
    assert not twice, f"property 3: took effect twice: {twice}"
    names = {row.name for row in world.server.rows("SELECT name FROM edition")}
    receipts = {row.op_id for row in world.server.rows("SELECT op_id FROM receipt")}
    lost = world.acked - receipts - world.replayed
    assert not lost, f"property 3: acked and not there: {lost}"
    assert names <= world.editions | {None, ""}, "property 3: an edition that nobody asked for"


def property_4(world: Simulator) -> None:
    """Per article and edition at most one public post, and no address leads to two articles."""
    rows = world.server.rows("SELECT article_id, name FROM edition WHERE name <> ''")
    posts = Counter((row.article_id, row.name) for row in rows)
    assert all(count == 1 for count in posts.values()), f"property 4: {posts}"
    live = world.server.rows("SELECT article_id, slug FROM publication WHERE is_live")
    assert len({row.slug for row in live}) == len(live), "property 4: one address for two"
    public = {row.article_id for row in live}
    for (entity, entity_id), (_, _, doc) in _heads(world).items():
        if entity == Entity.ARTICLE.value:
            is_public = doc["state"] == State.PUBLISHED.value
            assert is_public == (entity_id in public), f"property 4: {entity_id} {doc['state']}"


def property_5(world: Simulator) -> None:
    """At most one remote draft per article: the server has only what somebody made, once."""
    ids = [key for kind, key in _heads(world) if kind == Entity.ARTICLE.value]
    assert len(ids) == len(set(ids))
    assert set(ids) <= world.made, "property 5: a story that nobody made"


def property_7(world: Simulator) -> None:
    """No conflict marker, no dropped picture or footnote in any copy merged by machine."""
    for laptop in world.laptops:
        for article in laptop.articles():
            for marker in ("<<<<<<<", "=======", ">>>>>>>", "|||||||"):
                assert marker not in article.body, "property 7: a marker in the copy"
            if article.id in world.asked_by_passage:
                continue
            names = {each.name for each in article.placements}
            dangling = set(_PICTURE.findall(article.body)) - names
            assert not dangling, f"property 7: {article.id} names pictures not there: {dangling}"
            for note in _NOTE.findall(article.body):
                assert f"[^{note}]:" in article.body, f"property 7: note {note} is gone"


def property_8(world: Simulator) -> None:
    """What nobody took out stands: no merge drops an edit by itself, and it beats a deletion."""
    standing = {entity_id: str(doc) for (_, entity_id), doc in docs(world).items()}
    for word, article_id in world.written.items():
        if word not in world.removed:
            text = standing.get(article_id, "")
            assert word in text, f"property 8: {word} of {article_id} was merged away"


def property_9(world: Simulator) -> None:
    """The cursor never passes a change that is not stored."""
    seqs = world.server.rows("SELECT entity, id, rev, seq FROM head")
    chains = {row.seq: row.chain for row in world.server.rows("SELECT seq, chain FROM log")}
    for laptop in world.laptops:
        epoch, _, rest = laptop.desk.mirror.cursor().partition(".")
        seq, _, chain8 = rest.partition(".")
        is_its_history = epoch == world.server.archive.epoch and (
            chains.get(int(seq), "").startswith(chain8) if int(seq) else True
        )
        if not is_its_history:
            continue
        known = _known(laptop)
        for row in seqs:
            if row.seq <= int(seq):
                has = known.get((row.entity, row.id), 0)
                is_gone = _is_deleted(world, row)
                assert has >= row.rev or is_gone, f"property 9: {laptop.name} lacks {row}"


def property_10(world: Simulator) -> None:
    """What differs from what the server has waits to be sent: no ack marks newer text clean."""
    for laptop in world.laptops:
        waiting = {
            (row.entity, row.entity_id)
            for row in laptop.rows("SELECT entity, entity_id FROM outbox WHERE act = ''")
        }
        for row in laptop.rows("SELECT entity, id, doc, base FROM record"):
            base = None if row.base is None else wire.parse(row.base)
            doc = wire.parse(row.doc)
            is_dirty = base is None or bool(records.unsent(Entity(row.entity), doc, base))
            is_waiting = (row.entity, row.id) in waiting
            assert is_waiting or not is_dirty, f"property 10: {laptop.name}: {row.id} is forgotten"


def property_14(world: Simulator) -> None:
    """A server that went back takes nothing away: what any laptop had, all have in the end."""
    there = {key for kind, key in _heads(world) if kind == Entity.ARTICLE.value}
    deleted = world.deleted
    for article_id in world.held:
        is_kept = article_id in there or article_id in deleted
        assert is_kept, f"property 14: {article_id} is gone and nobody deleted it"


def property_15(world: Simulator) -> None:
    """Every operation ends: nothing is on its way for ever, whatever else was refused."""
    for laptop in world.laptops:
        for row in laptop.desk.outbox.rows():
            is_ended = row.state is OpState.PARKED
            assert is_ended, f"property 15: {laptop.name}: {row}"
        assert not laptop.desk.mirror.unmerged(), f"property 15: {laptop.name} has not merged"


def property_21(world: Simulator) -> None:
    """Fields that this program does not know survive the way there and back."""
    for article_id, told in world.unknown.items():
        for laptop in world.laptops:
            article = laptop.article(article_id)
            is_kept = article is None or article.extra.get("future") == told
            assert is_kept, f"property 21: {laptop.name}: {article_id}"


def property_23(world: Simulator) -> None:
    """A turn with nothing to do is one request."""
    for laptop in world.laptops:
        before = laptop.line.requests
        laptop.desk.sync.once()
        assert laptop.line.requests == before + 1, f"property 23: {laptop.name}"


AT_ANY_TIME = (property_3, property_9, property_10)
"""Asserted in the middle, now and then."""
AT_THE_END = (
    property_1,
    property_1_of_merges,
    property_2,
    property_3,
    property_4,
    property_5,
    property_7,
    property_8,
    property_9,
    property_10,
    property_14,
    property_15,
    property_21,
    property_23,
)
"""Asserted once all have come together."""


def prove(seed: int, steps: int = STEPS) -> None:
    """Run a newsroom, let its people come together, and assert what must hold.

    Raises:
        AssertionError: with the number of the property, the seed, the step and the last deeds.
    """
    with simulated(seed) as world:
        world.checks = list(AT_ANY_TIME)
        world.run(steps)
        world.heal()
        for check in AT_THE_END:
            check(world)


def docs(world: Simulator) -> dict[tuple[str, str], dict[str, object]]:
    """What the server has at the end."""
    return {key: doc for key, (_, _, doc) in _heads(world).items()}


def _heads(world: Simulator) -> dict[tuple[str, str], tuple[int, str, dict[str, object]]]:
    rows = world.server.rows(
        "SELECT h.entity, h.id, h.rev, r.etag, r.doc FROM head h JOIN revision r"
        " ON r.entity = h.entity AND r.id = h.id AND r.rev = h.rev WHERE NOT r.is_deleted"
    )
    return {(row.entity, row.id): (row.rev, row.etag, wire.parse(row.doc)) for row in rows}


def _known(laptop: Laptop) -> dict[tuple[str, str], int]:
    """The newest revision that a laptop has of each entity, merged or not."""
    found: dict[tuple[str, str], int] = {}
    asked = (
        "SELECT entity, id, base_rev AS rev FROM record UNION SELECT entity, id, rev FROM shadow"
    )
    for row in laptop.rows(asked):
        key = (row.entity, row.id)
        found[key] = max(found.get(key, 0), row.rev)
    return found


def _is_deleted(world: Simulator, row) -> bool:
    asked = f"SELECT is_deleted FROM revision WHERE id = '{row.id}' AND rev = {row.rev}"
    return bool(world.server.rows(asked)[0].is_deleted)
