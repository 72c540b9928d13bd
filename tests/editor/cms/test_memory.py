# SPDX-License-Identifier: GPL-3.0-or-later
"""The house in memory goes wrong exactly as it was told to, and never in its rules."""

import pytest

from editor import wire
from editor.cms.faults import Fault
from editor.cms.memory import Kept, Memory
from editor.errors import Clash, EditorError
from editor.model.operation import Done, Entity, Operation, OpKind, Unknown
from editor.model.workflow import Role
from tests.builders import a_picture, an_article


def create(number: int = 1) -> Operation:
    article = an_article(number)
    payload = wire.canonical(wire.article_to_doc(article))
    return Operation(f"op-{number}", Entity.ARTICLE, article.id, OpKind.CREATE, payload)


@pytest.mark.parametrize(
    ("fault", "code", "effects"),
    [
        (Fault.DROP_BEFORE, "line.down", 0),
        (Fault.DROP_AFTER, "line.down", 1),
        (Fault.SLOW, "line.timeout", 1),
        (Fault.LOGIN_PAGE, "line.not_our_server", 0),
        (Fault.SIGNED_OUT, "line.signed_out", 0),
        (Fault.BUSY, "line.busy", 0),
    ],
)
def test_a_fault_is_unknown_and_a_repeat_mends_it(fault, code, effects):
    site = Memory([fault])
    outcome = site.push(create())
    assert isinstance(outcome, Unknown)
    assert outcome.cause == code
    assert site.kept.effects == effects
    assert isinstance(site.push(create()), Done)
    assert site.kept.effects == 1


@pytest.mark.parametrize("fault", list(Fault))
def test_every_call_can_go_wrong(fault, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x")
    site = Memory(lambda _: fault)
    calls = {
        "hello": site.hello,
        "changes": lambda: site.changes(""),
        "fetch": lambda: site.fetch(Entity.ARTICLE, "a"),
        "missing": lambda: site.missing([a_picture().sha256]),
    }
    for call in calls.values():
        with pytest.raises(EditorError, match=r"line\."):
            call()
    assert site.calls == list(calls)


def test_faults_can_be_chosen_by_call():
    site = Memory(lambda name: Fault.DROP_BEFORE if name == "push" else None)
    assert isinstance(site.push(create()), Unknown)
    assert site.changes("").changes == ()


def test_faults_are_used_up():
    site = Memory([None, Fault.BUSY])
    site.hello()
    assert site.push(create()) == Unknown("line.busy", 30.0)
    assert isinstance(site.push(create()), Done)


def test_two_laptops_share_one_house():
    kept = Kept()
    one, two = Memory(kept=kept, person="Lan"), Memory(kept=kept, person="Mai", role=Role.WRITER)
    one.push(create())
    (seen,) = two.changes("").changes
    assert seen.author == "Lan"


def test_a_restored_house_tells_that_it_forgot():
    site = Memory()
    site.push(create(1))
    earlier = site.backup()
    site.push(create(2))
    cursor = site.changes("").cursor
    site.restore(earlier)
    with pytest.raises(Clash):
        site.changes(cursor)
    site.push(create(3))
    with pytest.raises(Clash):
        site.changes(cursor)
    assert len(site.changes("").changes) == 2


def test_readers_see_the_edition_and_not_the_later_text():
    site = Memory()
    made = site.push(create()).remote

    def push(kind: OpKind, payload: dict[str, object], base: str, key: str):
        told = wire.canonical(payload)
        operation = Operation(key, Entity.ARTICLE, made.entity_id, kind, told, base)
        return site.push(operation).remote

    public = push(OpKind.ACT, {"act": "publish"}, made.etag, "a")
    later = push(OpKind.PATCH, {"headline": "Khác"}, public.etag, "b")
    assert site.kept.public[made.entity_id]["headline"] == an_article().headline
    push(OpKind.ACT, {"act": "update"}, later.etag, "c")
    assert site.kept.public[made.entity_id]["headline"] == "Khác"
