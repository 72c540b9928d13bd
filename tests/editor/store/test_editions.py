# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an update would show readers anything new: what went out, what waits, whose it was."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from editor.cms.memory import Kept, Memory
from editor.desk import Desk
from editor.model.article import HEADER_FIELDS
from editor.model.assignment import Assignee
from editor.model.workflow import Act, State, Wish
from tests.builders import a_picture, a_placement, a_remark, an_article
from tests.trouble import a_photo

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture
def house():
    return Kept()


@pytest.fixture
def desks(tmp_path, house):
    made = []

    def open_desk():
        site = Memory(kept=house)
        made.append(Desk.open(tmp_path / str(len(made)), resources=RESOURCES, site=site))
        return made[-1]

    yield open_desk
    for each in made:
        each.close()


@pytest.fixture
def desk(desks):
    return desks()


def do(desk, act, **told):
    desk.acts.perform(an_article().id, Wish(act, **told), profile=desk.profile, origin="t")


def is_needless(desk):
    return desk.acts.changes_nothing(desk.articles.get(an_article().id))


def write(desk, **fields):
    known = desk.articles.find(an_article().id) or an_article()
    return desk.articles.save(replace(known, **fields), origin="t")


def test_a_story_that_is_not_out_needs_its_acts(desk):
    write(desk)
    assert not is_needless(desk)


def test_what_readers_have_needs_no_update_until_they_would_see_another(desk):
    write(desk, body="Một.")
    do(desk, Act.PUBLISH)
    desk.sync.once()
    assert is_needless(desk)
    write(desk, body="Hai.")
    assert not is_needless(desk)
    desk.sync.once()
    assert not is_needless(desk), "sent is not published"
    write(desk, body="Một.")
    assert is_needless(desk), "typed back"
    write(desk, body="Ba.")
    do(desk, Act.UPDATE)
    desk.sync.once()
    assert is_needless(desk)


def test_what_waits_to_go_out_needs_no_second_update(desk):
    write(desk, body="Một.")
    do(desk, Act.PUBLISH)
    assert is_needless(desk)
    write(desk, body="Hai.")
    assert not is_needless(desk)
    do(desk, Act.UPDATE)
    assert is_needless(desk)
    desk.outbox.cancel(desk.outbox.rows()[-1].op_id)
    assert not is_needless(desk), "the publication before it says something else"


def test_what_is_typed_while_an_act_is_on_its_way_is_not_out(desk):
    write(desk, body="Một.")
    do(desk, Act.PUBLISH)
    write(desk, body="Hai.")
    desk.sync.once()
    assert desk.articles.get(an_article().id).state is State.PUBLISHED
    assert not is_needless(desk)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ednote", "cho tòa soạn"),
        ("slugline", "cho tòa soạn"),
        ("remarks", (a_remark(),)),
        ("assignees", (Assignee("Lan"),)),
        ("brief", "Hỏi tiểu thương."),
    ],
)
def test_what_readers_never_see_needs_no_update(desk, name, said):
    assert name in HEADER_FIELDS
    write(desk)
    do(desk, Act.PUBLISH)
    desk.sync.once()
    write(desk, **{name: said})
    assert is_needless(desk)


def test_the_facts_of_a_picture_are_seen_by_readers(desk):
    data = a_photo()
    picture = replace(a_picture(), sha256=desk.vault.put(BytesIO(data)), size_bytes=len(data))
    desk.articles.save_picture(picture, origin="t")
    write(desk, placements=(a_placement(picture),))
    do(desk, Act.PUBLISH)
    desk.sync.once()
    assert is_needless(desk)
    marked = replace(picture, rating=5, instructions="Chỉ dùng một lần")
    desk.articles.save_picture(marked, origin="t")
    assert is_needless(desk)
    desk.articles.save_picture(replace(marked, credit="Người Khác"), origin="t")
    assert not is_needless(desk)


def test_what_a_colleague_put_out_as_it_stood_is_known(desks):
    mine, theirs = desks(), desks()
    write(mine, body="Một.")
    mine.sync.once()
    theirs.sync.once()
    do(theirs, Act.PUBLISH)
    theirs.sync.once()
    mine.sync.once()
    assert mine.articles.get(an_article().id).state is State.PUBLISHED
    assert is_needless(mine)


def test_what_a_colleague_put_out_unseen_may_always_be_updated(desks):
    mine, theirs = desks(), desks()
    write(mine, body="Một.")
    mine.sync.once()
    theirs.sync.once()
    write(theirs, body="Hai.")
    do(theirs, Act.PUBLISH)
    theirs.sync.once()
    write(theirs, body="Ba.")
    theirs.sync.once()
    mine.sync.once()
    assert mine.articles.get(an_article().id).body == "Ba."
    assert not is_needless(mine)


def test_what_readers_have_is_kept_whole(desk):
    write(desk, body="Một.")
    assert desk.history.given(an_article().id) is None
    do(desk, Act.PUBLISH)
    write(desk, body="Hai.")
    desk.sync.once()
    assert desk.history.given(an_article().id).body == "Một."
    do(desk, Act.TAKE_DOWN, reason="Sai")
    desk.sync.once()
    assert desk.history.given(an_article().id) is None


def test_what_a_colleague_put_out_is_compared_only_where_it_is_known(desks):
    mine, theirs = desks(), desks()
    write(mine, body="Một.")
    mine.sync.once()
    theirs.sync.once()
    do(theirs, Act.PUBLISH)
    theirs.sync.once()
    mine.sync.once()
    assert mine.history.given(an_article().id).body == "Một."
    write(theirs, body="Hai.")
    do(theirs, Act.UPDATE)
    theirs.sync.once()
    mine.sync.once()
    assert mine.history.given(an_article().id) is None
    assert theirs.history.given(an_article().id).body == "Hai."


def is_ahead(desk):
    return desk.articles.row(an_article().id).is_ahead


def test_the_list_tells_a_live_story_that_says_more_than_readers_have(desk):
    write(desk, body="Một.")
    assert not is_ahead(desk)
    do(desk, Act.PUBLISH)
    desk.sync.once()
    assert not is_ahead(desk)
    write(desk, ednote="gọi lại")
    assert not is_ahead(desk), "readers never see it"
    write(desk, body="Hai.")
    assert is_ahead(desk)
    desk.sync.once()
    assert is_ahead(desk), "sent is not published"
    given = desk.history.edition(an_article().id)
    write(desk, body=given.article.body)
    assert not is_ahead(desk)
    write(desk, body="Ba.")
    do(desk, Act.UPDATE)
    assert is_ahead(desk), "it waits"
    desk.sync.once()
    assert not is_ahead(desk)
    write(desk, body="Bốn.")
    do(desk, Act.TAKE_DOWN, reason="Sai")
    desk.sync.once()
    assert not is_ahead(desk), "readers have nothing"


def test_a_picture_makes_a_live_story_say_more_and_is_kept_as_readers_have_it(desk):
    data = a_photo()
    picture = replace(a_picture(), sha256=desk.vault.put(BytesIO(data)), size_bytes=len(data))
    desk.articles.save_picture(picture, origin="t")
    write(desk, placements=(a_placement(picture),))
    do(desk, Act.PUBLISH)
    desk.sync.once()
    assert not is_ahead(desk)
    desk.articles.save_picture(replace(picture, credit="Người Khác"), origin="t")
    assert is_ahead(desk)
    assert desk.history.edition(an_article().id).pictures == {picture.sha256: picture}


def test_what_a_colleague_put_out_is_followed_in_the_list(desks):
    mine, theirs = desks(), desks()
    write(mine, body="Một.")
    mine.sync.once()
    theirs.sync.once()
    do(theirs, Act.PUBLISH)
    theirs.sync.once()
    mine.sync.once()
    assert not is_ahead(mine)
    write(theirs, body="Hai.")
    theirs.sync.once()
    mine.sync.once()
    assert is_ahead(mine)
    do(theirs, Act.UPDATE)
    theirs.sync.once()
    mine.sync.once()
    assert not is_ahead(mine)
