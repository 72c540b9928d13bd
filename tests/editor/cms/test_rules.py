# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a house say no to what is wrong, whatever it looks like, and never fall over."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor import wire
from editor.cms import rules, transitions
from editor.errors import Refused
from editor.model import framing
from editor.model.ladder import FULL, ladder_from
from editor.model.operation import Entity
from editor.model.remark import Outcome, Reply, Settlement, answered
from editor.model.rights import EMBARGO, Override
from editor.model.workflow import Act, Role, State
from tests.builders import a_picture, a_remark, an_article

NOW = datetime(2026, 3, 5, 1, 2, tzinfo=UTC)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ARTICLE = wire.article_to_doc(an_article())
CROP = {"left": 0.4, "top": 0.0, "width": 0.6, "height": 1.0}
PICTURE = wire.picture_to_doc(a_picture())


@given(st.sampled_from(sorted(ARTICLE)), VALUES)
def test_any_value_in_an_article_is_kept_or_refused(name, value):
    with suppress(Refused):
        doc = rules.created(Entity.ARTICLE, an_article().id, {**ARTICLE, name: value}, Role.WRITER)
        wire.article_from_doc(doc)
        wire.canonical(doc)


@given(st.sampled_from(sorted(PICTURE)), VALUES)
def test_any_value_in_a_picture_is_kept_or_refused(name, value):
    sha256 = a_picture().sha256
    with suppress(Refused):
        doc = rules.created(Entity.PICTURE, sha256, {**PICTURE, name: value}, Role.PHOTO)
        picture = wire.picture_from_doc(doc)
        assert all(each.renditions for each in framing.views(picture))


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("rating", 6, 5),
        ("colour_class", -1, 8),
        ("turn_degrees", 45, 270),
        ("straighten_degrees", 46.0, -45.0),
        ("focal_point", [0.5, 1.1], [0.0, 1.0]),
        (
            "crops",
            [{"name": "1:1", "crop": CROP | {"width": 0.8}}],
            [{"name": "1:1", "crop": CROP}],
        ),
        ("crops", [{"name": "1:1", "crop": CROP | {"height": 0.0}}], []),
    ],
)
def test_what_no_picture_can_have_is_refused(field, wrong, right):
    sha256 = a_picture().sha256
    rules.created(Entity.PICTURE, sha256, {**PICTURE, field: right}, Role.PHOTO)
    with pytest.raises(Refused) as refused:
        rules.created(Entity.PICTURE, sha256, {**PICTURE, field: wrong}, Role.PHOTO)
    assert (refused.value.code, refused.value.values["field"]) == ("site.bad_field", field)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_an_act_is_read_or_refused(payload):
    with suppress(Refused):
        assert transitions.read_transition(payload).act in Act


@given(st.text(max_size=40), st.text(max_size=200), st.sets(st.integers(2, 6)))
def test_an_address_is_free_plain_and_never_empty(url_slug, headline, taken):
    article = an_article(url_slug=url_slug, headline=headline)
    first = rules.free_slug(article, "", lambda _: None)
    others = {first, *(f"{first}-{number}" for number in taken)}
    found = rules.free_slug(article, "", lambda slug: "other" if slug in others else None)
    assert found
    assert found not in others
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in found)


def test_an_address_costs_few_questions_however_many_stories_have_that_headline():
    asked = []

    def owner(slug):
        asked.append(slug)
        number = int(slug.rpartition("-")[2]) if slug[-1].isdigit() else 1
        return "other" if number <= 3000 else None

    article = an_article(headline="Tin nhanh", url_slug="")
    assert rules.free_slug(article, "", owner) == "tin-nhanh-3001"
    assert len(asked) < 40


@given(st.text(max_size=40))
def test_a_cursor_is_read_back_or_is_none(text):
    found = rules.Cursor.read(text)
    assert found is None or rules.Cursor.read(str(found)) == found


def _doc(state, **fields):
    return wire.article_to_doc(an_article(state=state, **fields))


def test_what_is_told_with_an_act_can_be_kept_by_any_database():
    payload = {"act": "publish", "reason": " vì\0\n sao ", "override": "có \0giấy phép"}
    asked = transitions.read_transition(payload)
    assert (asked.reason, asked.override.why) == ("vì sao", "có giấy phép")


def test_whoever_may_publish_only_editors_set_rights_and_embargoes_aside():
    ladder = ladder_from({"roles": {"publish": ["writer", "photo", "editor"]}})
    doc = _doc(State.DRAFT, embargoed_until=NOW + timedelta(hours=1))
    told = {}
    for role in (Role.PHOTO, Role.WRITER, Role.EDITOR, Role.ADMIN):
        asked = transitions.Transition(Act.PUBLISH, override=Override("xong", (EMBARGO,)))
        try:
            told[role] = transitions.acted(doc, asked, role, NOW, ladder=ladder)["state"]
        except Refused as error:
            told[role] = error.code
    assert list(told.values()) == ["site.forbidden"] * 2 + ["published"] * 2
    plain = transitions.Transition(Act.PUBLISH)
    assert transitions.acted(_doc(State.DRAFT), plain, Role.WRITER, NOW, ladder=ladder)


def test_a_house_follows_the_one_table_for_each_state_act_and_role():
    """All of them: what the table has is done, else it is said whether by nobody or not by you."""
    for state, act, role in product(State, Act, Role):
        asked = transitions.Transition(act, "vì sao", "e-1")
        row = FULL.rows.get((state, act))
        try:
            told = transitions.acted(_doc(state), asked, role, NOW)["state"]
        except Refused as error:
            told = error.code
        wanted = row[0].value if row and role in row[1] else "site.invalid_transition"
        if row and role not in row[1]:
            wanted = "site.forbidden"
        assert told == wanted, (state, act, role)


def test_what_readers_had_is_never_deleted_by_anybody():
    """Whatever acts follow, in whatever state it stands: once out, a story may not be deleted."""
    reached, edge = set(), {State.PUBLISHED}
    while edge:
        reached |= edge
        edge = {row[0] for (state, _), row in FULL.rows.items() if state in reached} - reached
    assert {State.PUBLISHED, State.TAKEN_DOWN, State.DRAFT, State.SPIKED} <= reached
    for state, role in product(reached, Role):
        with pytest.raises(Refused):
            rules.check_removal(Entity.ARTICLE, _doc(state, published_at=NOW), role)


def test_no_text_that_is_sent_moves_a_story():
    """State, times and the like are the house's own, whoever sends them."""
    for state, wished, role in product(State, State, Role):
        if state is not wished:
            changed = {"state": wished.value}
            with pytest.raises(Refused) as refused:
                rules.patched(Entity.ARTICLE, "x", _doc(state), changed, role)
            assert refused.value.code in {"site.field", "site.forbidden"}


def test_a_program_that_sends_an_older_version_takes_nothing_from_what_was_said():
    """One that knows no remarks brings a version back, and theirs of that day along with it."""
    one, two = a_remark(), a_remark(2, "đã về")
    answer = Reply("reply-1", "Hai", one.at, "Đã đếm.")
    told = answered((one, two), one.id, answer)
    whole = an_article(remarks=told)
    doc = wire.article_to_doc(whole)
    older = wire.article_to_doc(an_article(body="Bản cũ.", remarks=(one,)))
    changed = {name: older[name] for name in ("body", "remarks")}
    done = wire.article_from_doc(rules.patched(Entity.ARTICLE, whole.id, doc, changed, Role.WRITER))
    assert (done.body, done.remarks) == ("Bản cũ.", told)
    settled = replace(two, settled=Settlement(Outcome.RESOLVED, "Hai", two.at))
    mine = wire.article_to_doc(an_article(remarks=(told[0], settled)))["remarks"]
    done = rules.patched(Entity.ARTICLE, whole.id, doc, {"remarks": mine}, Role.WRITER)
    assert done["remarks"] == mine
    with pytest.raises(Refused):
        rules.patched(Entity.ARTICLE, whole.id, doc, {"remarks": [mine[0], mine[0]]}, Role.WRITER)
