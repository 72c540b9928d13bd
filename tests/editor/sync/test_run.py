# SPDX-License-Identifier: GPL-3.0-or-later
"""One action at a time: what a person does in the middle of it is never lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from editor.cms.memory import Kept
from editor.model.look import Look
from editor.model.operation import Entity
from editor.model.outlet import Outlet, OutletStory, Stage
from editor.model.workflow import State
from editor.render.page import Pages, Story
from editor.sync.run import MERGE_TRIES, Run
from tests.builders import an_article
from tests.contracts.test_site import PACK
from tests.machines.newsroom import Clock, Laptop

RESOURCES = Path(__file__).parents[3] / "resources"


class Meddling:
    """A mirror in front of which somebody types each time that a merge has read."""

    def __init__(self, mirror, type_once):
        self._mirror = mirror
        self._type_once = type_once

    def three(self, entity, entity_id):
        found = self._mirror.three(entity, entity_id)
        self._type_once()
        return found

    def __getattr__(self, name):
        return getattr(self._mirror, name)


@pytest.fixture
def two(tmp_path):
    """Two laptops that have the same article, changed by the first."""
    kept, clock = Kept(), Clock()
    laptops = [Laptop(tmp_path / name, kept, clock, name) for name in ("one", "two")]
    one, _ = laptops
    one.desk.articles.save(an_article(), origin="test")
    for laptop in laptops:
        laptop.sync()
    theirs = replace(an_article(), standfirst="của Một")
    one.desk.articles.save(theirs, origin="test", reason="command")
    one.sync()
    yield laptops
    for laptop in laptops:
        laptop.desk.close()


def a_run(laptop, type_once):
    desk = laptop.desk
    return Run(
        laptop.line,
        mirror=Meddling(desk.mirror, type_once),
        outbox=desk.outbox,
        articles=desk.articles,
        vault=desk.vault,
        clock=laptop.clock,
        draw=lambda: 0.5,
    )


def typing(laptop, times):
    """Type one more word, so often."""
    left = iter(range(times))

    def type_once():
        number = next(left, None)
        if number is None:
            return
        article = laptop.desk.articles.get(an_article().id)
        typed = replace(article, body=f"{article.body} chữ{number}")
        laptop.desk.articles.save(typed, origin="draft", reason="command")

    return type_once


def test_words_typed_during_a_merge_stand_after_it(two):
    """The merge sees that somebody typed, and is done anew with the newest words."""
    _, laptop = two
    run = a_run(laptop, typing(laptop, 3))
    run.pull(run.greet(), may_remove_many=False)
    run.merge_all()
    article = laptop.desk.articles.get(an_article().id)
    assert article.standfirst == "của Một"
    assert article.body.endswith("chữ0 chữ1 chữ2")
    assert laptop.desk.mirror.unmerged() == []


def test_a_merge_gives_way_to_somebody_who_never_rests(two):
    """It is left for the next round; nothing is lost and nothing hangs."""
    _, laptop = two
    run = a_run(laptop, typing(laptop, 10_000))
    run.pull(run.greet(), may_remove_many=False)
    assert not run.merge(Entity.ARTICLE, an_article().id)
    article = laptop.desk.articles.get(an_article().id)
    assert article.body.endswith(f"chữ{MERGE_TRIES - 1}")
    assert laptop.desk.mirror.unmerged() == [(Entity.ARTICLE, an_article().id)]


def test_the_same_page_twice_is_no_news(two):
    """A repeat of any action changes nothing."""
    _, laptop = two
    run = a_run(laptop, lambda: None)
    server = run.greet()
    page = laptop.line.changes(laptop.desk.mirror.cursor())
    for _ in range(2):
        laptop.desk.mirror.receive(page, server)
        run.merge_all()
    article = laptop.desk.articles.get(an_article().id)
    assert article.standfirst == "của Một"
    assert laptop.desk.outbox.rows() == []


def test_the_look_of_the_site_is_the_previews(two):
    """With the next sync of each laptop; it stays without a line, and goes when the house says."""
    one, other = two
    before = other.desk.pages
    own = Look.of({"words.toml": '[vi]\nempty = "Sắp có báo."'.encode()})
    one.line.kept.look = own
    other.sync()
    other.line.calls.clear()
    other.sync()
    assert other.line.calls == ["changes"]
    assert other.desk.mirror.look() == own
    assert other.desk.pages is not before
    assert "Sắp có báo." in other.desk.pages.home([], now=other.clock())
    served = Pages(RESOURCES / "site", other.desk.profile, own)
    story, now = Story(an_article(), {}), other.clock()
    made = [each.article(story, now=now, related=()) for each in (served, other.desk.pages)]
    assert made[0].html == made[1].html
    one.line.kept.look = Look()
    other.sync()
    assert other.desk.pages.home([], now=now) == before.home([], now=now)


def test_how_it_stands_with_the_site_outside_is_asked_for_only_where_it_is_otherwise(two):
    """With the next sync of each laptop; the line below the bar and the headless command say it."""
    one, other = two
    other.sync()
    story = OutletStory(Stage.PARKED, code="site.empty", address="https://bao.example/a")
    outlet = Outlet("t1", "bao.example", {an_article().id: story})
    one.line.kept.outlet = outlet
    one.line.kept.chain.append("0" * 64)
    other.line.calls.clear()
    heard = []
    other.desk.database.listen(heard.append)
    other.sync()
    assert other.line.calls == ["changes", "outlet"]
    assert other.desk.mirror.outlets.last() == outlet
    assert any(each.is_outbox for each in heard)
    (said,) = other.desk.acts.standing(an_article(), other.desk.sync.status)
    assert (said.code, said.values["error"]) == ("standing.outlet_refused", "site.empty")
    assert other.desk.acts.page(an_article().id) == "https://bao.example/a"
    public = replace(an_article(), state=State.PUBLISHED)
    assert not other.desk.acts.changes_nothing(public)
    other.line.calls.clear()
    other.sync()
    assert other.line.calls == ["changes"]


def test_rule_packs_are_asked_for_only_where_they_are_others(two):
    """With the next sync of each laptop; without a line the last ones hold."""
    one, other = two
    other.sync()
    one.desk.site.put_pack("nha-bao", PACK)
    story = an_article(headline="Cụ già", standfirst="", body="Cụ đã bẩy mươi tuổi.")
    assert other.desk.copydesk.findings(story) == ()
    other.line.calls.clear()
    other.sync()
    assert other.line.calls == ["changes", "packs"]
    (found,) = other.desk.copydesk.findings(story)
    assert found.values["rule"] == "house.bay-muoi"
    other.line.calls.clear()
    other.sync()
    assert other.line.calls == ["changes"]
    one.desk.site.put_pack("nha-bao", "")
    assert len(other.desk.copydesk.findings(story)) == 1
    other.sync()
    assert other.desk.copydesk.findings(story) == ()
