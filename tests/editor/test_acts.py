# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be done to an article, what bars it, and what waits already."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from editor.cms.memory import Kept, Memory
from editor.desk import Desk
from editor.errors import Refused
from editor.model.capabilities import OWN
from editor.model.ladder import ladder_from
from editor.model.operation import Entity
from editor.model.rows import Line
from editor.model.workflow import Act, Role, State, Wish
from editor.profiles import profile_to_doc
from editor.wire import article_to_doc, canonical
from tests.builders import PROFILE, a_picture, a_placement, an_article

HOUR = timedelta(hours=1)
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture
def desk(tmp_path):
    """A desk without a site."""
    found = Desk.open(tmp_path, resources=RESOURCES)
    yield found
    found.close()


def perform(desk, article, act, **told):
    wish = Wish(act, **told)
    return desk.acts.perform(article.id, wish, profile=desk.profile, origin="test")


def save(desk, **fields):
    return desk.articles.save(an_article(**fields), origin="test")


def refusal(desk, article, act, **values):
    with pytest.raises(Refused) as refused:
        perform(desk, article, act, **values)
    return refused.value


def test_an_act_is_queued(desk):
    """The state stays the server's to change; where it leads is known."""
    article = save(desk)
    op_id = perform(desk, article, Act.PUBLISH)
    assert op_id in [each.op_id for each in desk.outbox.rows()]
    assert desk.articles.get(article.id).state is State.DRAFT
    assert desk.acts.state_of(article) is State.PUBLISHED


def test_the_same_act_twice_is_refused(desk):
    """Two clicks, one publication."""
    article = save(desk)
    perform(desk, article, Act.PUBLISH)
    assert refusal(desk, article, Act.PUBLISH).code == "workflow.not_now"


def test_the_ladder_can_be_climbed_offline(desk):
    """Each act counts on those that wait before it."""
    article = save(desk)
    for act in (Act.SUBMIT, Act.START_EDITING, Act.PASS_ON, Act.APPROVE, Act.PUBLISH):
        assert act in desk.acts.possible(article)
        perform(desk, article, act)
    assert desk.acts.state_of(article) is State.PUBLISHED


def test_an_act_that_needs_a_reason(desk):
    """Blanks are none."""
    article = save(desk)
    perform(desk, article, Act.SUBMIT)
    assert refusal(desk, article, Act.RETURN, reason="  ").code == "acts.reason_missing"
    perform(desk, article, Act.RETURN, reason="Thiếu nguồn")
    assert desk.acts.state_of(article) is State.DRAFT


def test_errors_of_the_checks_bar_publication_only(desk):
    """Each act has its own: the desk gets a headline and copy, the approver a category too."""
    article = save(desk, headline="")
    error = refusal(desk, article, Act.PUBLISH)
    assert error.code == "acts.checks_failed"
    assert error.values["count"] == len(error.values["findings"]) > 0
    assert refusal(desk, article, Act.SUBMIT).code == "acts.not_ready"
    named = save(desk, number=2, category="", standfirst="")
    perform(desk, named, Act.SUBMIT)
    perform(desk, named, Act.START_EDITING)
    assert refusal(desk, named, Act.PASS_ON).values["count"] == 1
    perform(desk, named, Act.RETURN, reason="Thiếu chuyên mục")


def test_an_unknown_article(desk):
    """Told as such."""
    assert refusal(desk, an_article(9), Act.SUBMIT).code == "article.unknown"


def test_an_open_question_bars_publication(tmp_path):
    """Nobody publishes one of two versions unseen."""
    kept = Kept()
    one = Desk.open(tmp_path / "1", resources=RESOURCES, site=Memory(kept=kept))
    other = Desk.open(tmp_path / "2", resources=RESOURCES, site=Memory(kept=kept))
    try:
        article = save(one)
        one.sync.once()
        other.sync.once()
        for desk, headline in ((one, "của Một"), (other, "của Hai")):
            current = desk.articles.get(article.id)
            desk.articles.save(replace(current, headline=headline), origin="test")
            desk.sync.once()
        assert [each.field for each in other.mirror.clashes(article.id)] == ["headline"]
        error = refusal(other, article, Act.PUBLISH)
        assert error.code == "acts.open_clash"
        assert error.values["field"] == ("headline",)
        other.mirror.settle_clash(article.id, "headline", "của Hai", origin="test")
        perform(other, article, Act.PUBLISH)
        assert other.sync.once().line is Line.ONLINE
        remote = kept.entities[Entity.ARTICLE, article.id]
        assert remote.doc["headline"] == "của Hai"
        assert remote.doc["state"] == State.PUBLISHED.value
    finally:
        one.close()
        other.close()


def test_a_photographer_may_not_publish(tmp_path):
    """The role is the server's word; the button does not even offer it."""
    desk = Desk.open(tmp_path, resources=RESOURCES, site=Memory(role=Role.PHOTO))
    try:
        article = save(desk)
        desk.sync.once()
        assert Act.PUBLISH not in desk.acts.possible(article)
        assert refusal(desk, article, Act.PUBLISH).code == "workflow.not_yours"
    finally:
        desk.close()


def test_an_act_that_the_server_refused_does_not_count(tmp_path):
    """A parked act leaves the story where the server has it."""
    house = Memory()
    desk = Desk.open(tmp_path, resources=RESOURCES, site=house)
    try:
        article = save(desk)
        desk.sync.once()
        perform(desk, article, Act.SUBMIT)
        key = (Entity.ARTICLE, article.id)
        current = house.kept.entities[key]
        doc = {**article_to_doc(article), "state": "spiked"}
        house.kept.entities[key] = replace(current, doc=doc)
        assert canonical(doc)
        status = desk.sync.once()
        assert status.needs_you == 1
        assert desk.acts.state_of(desk.articles.get(article.id)) is not State.SUBMITTED
    finally:
        desk.close()


def test_an_editor_sets_the_rights_of_a_picture_aside_with_a_reason(desk):
    """Offline: the bar holds, also for a time after the picture expires; the reason goes along."""
    now = desk.clock()
    picture = a_picture(embargoed_until=now + HOUR, expires_at=now + 2 * HOUR)
    desk.articles.save_picture(picture, origin="test")
    article = save(desk, placements=(a_placement(picture, is_lead=True),))
    codes = []
    for told in ({}, {"publish_at": now + 3 * HOUR}, {"override": " "}):
        error = refusal(desk, article, Act.PUBLISH, **told)
        codes += [each.code for each in error.values["findings"]]
    embargoed, expired = "checks.picture_embargoed", "checks.picture_expired"
    assert codes == [embargoed, expired, embargoed]
    perform(desk, article, Act.PUBLISH, override="hãng ảnh đồng ý")
    with desk.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT override FROM outbox WHERE act <> ''").scalar()
    assert kept == f"hãng ảnh đồng ý\n{picture.sha256}:picture_embargoed"
    assert desk.acts.state_of(article) is State.PUBLISHED


def test_a_writer_whom_the_newspaper_lets_publish_sets_no_rights_aside(tmp_path):
    ladder = ladder_from({"roles": {"publish": ["writer", "editor"]}})
    profile = profile_to_doc(replace(PROFILE, ladder=ladder))
    house = Memory(role=Role.WRITER, profile=profile)
    desk = Desk.open(tmp_path, resources=RESOURCES, site=house)
    try:
        until = desk.clock() + HOUR
        article = save(desk, embargoed_until=until)
        desk.sync.once()
        assert Act.PUBLISH in desk.acts.possible(article)
        error = refusal(desk, article, Act.PUBLISH, override="tôi vội")
        assert [each.code for each in error.values["findings"]] == ["checks.embargoed"]
    finally:
        desk.close()


def test_a_reason_sets_aside_nothing_but_rights(desk):
    picture = a_picture(barred_because="chưa trả tiền", caption="")
    desk.articles.save_picture(picture, origin="test")
    article = save(desk, placements=(a_placement(picture, is_lead=True),))
    error = refusal(desk, article, Act.PUBLISH, override="đã trả")
    assert [each.code for each in error.values["findings"]] == ["checks.no_caption"]


def test_an_act_that_the_house_does_not_know_is_not_offered(desk):
    """What is offered is asked of the house, and not of its name."""
    house = Memory()
    house.able = replace(OWN, acts=frozenset({Act.PUBLISH}))
    desk.use_site(house)
    article = save(desk)
    assert desk.acts.possible(article) == (Act.PUBLISH,)
    refused = refusal(desk, article, Act.SUBMIT)
    assert (refused.code, refused.values) == ("acts.not_there", {"act": "submit"})
    desk.use_site(None)
    assert Act.SUBMIT in desk.acts.possible(article)
