# SPDX-License-Identifier: GPL-3.0-or-later
"""A story goes from laptop to laptop on a stick and back: what both wrote is merged, none lost."""

import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import carrying
from editor.desk import Desk
from editor.errors import Damaged, EditorError
from editor.model.article import place
from editor.model.rows import StoryFilter
from editor.model.workflow import State
from tests.builders import a_remark, an_article
from tests.editor.test_commands import RESOURCES
from tests.machines.newsroom import a_jpeg

BODY = "Đoạn một ở đây.\n\nĐoạn hai ở đây.\n\nĐoạn ba ở đây."


@pytest.fixture
def desks(tmp_path):
    """Two laptops."""
    made = [Desk.open(tmp_path / name, resources=RESOURCES) for name in ("one", "two")]
    yield made
    for each in made:
        each.close()


@pytest.fixture
def carry(tmp_path):
    """Carries a story of one laptop to another, and says what stands there then."""

    def do(source, target, article_id):
        path = tmp_path / "stick.stet"
        carrying.write(source, source.articles.get(article_id), path)
        return carrying.take_in(target, path, origin="t").article

    return do


def a_story(desk):
    picture = desk.intake.take_bytes(a_jpeg(1), "market.jpg")
    desk.articles.save_picture(picture, origin="t")
    return desk.articles.save(place(an_article(body=BODY), picture), origin="t")


def write(desk, article_id, **fields):
    return desk.articles.save(replace(desk.articles.get(article_id), **fields), origin="t")


def texts(desk, article_id):
    numbers = [each.number for each in desk.history.versions(article_id)]
    return [desk.history.article(article_id, each).body for each in numbers]


def all_of(desk, article_id):
    versions = desk.history.versions(article_id)
    return desk.articles.get(article_id), versions, desk.outbox.rows(), desk.mirror.clashes()


def test_what_one_went_on_with_stands_on_the_other_and_older_takes_nothing_back(desks, carry):
    one, two = desks
    its = a_story(one).id
    carry(one, two, its)
    write(two, its, body=BODY + "\n\nĐoạn bốn.")
    assert carry(two, one, its).body.endswith("Đoạn bốn.")
    write(one, its, body=BODY + "\n\nĐoạn bốn.\n\nĐoạn năm.")
    # Two has nothing that one does not have.
    before = all_of(one, its)[0]
    assert carry(two, one, its) == before
    assert one.mirror.clashes() == []


def test_what_both_went_on_with_is_merged_and_each_text_is_kept(desks, carry):
    one, two = desks
    its = a_story(one).id
    carry(one, two, its)
    mine = write(one, its, body=BODY.replace("một ở đây", "một của tôi"), tags=("a",))
    theirs = write(two, its, body=BODY.replace("ba ở đây", "ba của bạn"), tags=("b",))
    met = carry(two, one, its)
    assert met.body == BODY.replace("một ở đây", "một của tôi").replace("ba ở đây", "ba của bạn")
    assert set(met.tags) == {"a", "b"}
    assert {mine.body, theirs.body, BODY} <= set(texts(one, its))
    assert one.mirror.clashes() == []
    assert one.history.versions(its)[0].reason == "merge"


def test_what_clashes_is_asked_and_kept_twice(desks, carry):
    one, two = desks
    its = a_story(one).id
    carry(one, two, its)
    write(one, its, headline="Của tôi")
    write(two, its, headline="Của bạn")
    assert carry(two, one, its).headline == "Của bạn"
    (asked,) = one.mirror.clashes(its)
    assert (asked.field, asked.mine, asked.theirs) == ("headline", "Của tôi", "Của bạn")
    one.mirror.settle_clash(its, "headline", asked.mine, origin="t")
    assert one.articles.get(its).headline == "Của tôi"
    # The same stick once more: it was all seen, and is not asked again.
    assert carry(two, one, its).headline == "Của tôi"
    assert one.mirror.clashes(its) == []


def test_strangers_with_one_story_lose_nothing(desks, carry):
    """No version stands in both histories: only what they share is taken for old."""
    one, two = desks
    its = a_story(one).id
    two.articles.save(replace(an_article(body="Hoàn toàn khác."), ednote="Ghi"), origin="t")
    met = carry(one, two, its)
    assert "Hoàn toàn khác." in met.body or two.mirror.clashes(its)
    assert met.ednote == "Ghi"
    assert {BODY, "Hoàn toàn khác."} <= set(texts(two, its))


def test_remarks_pictures_and_histories_of_both_are_united(desks, carry):
    one, two = desks
    its = a_story(one).id
    carry(one, two, its)
    write(one, its, remarks=(a_remark(1, "Đoạn một"),))
    write(two, its, remarks=(a_remark(2, "Đoạn hai"),))
    picture = two.intake.take_bytes(a_jpeg(7), "boat.jpg")
    two.articles.save_picture(picture, origin="t")
    two.articles.save(place(two.articles.get(its), picture), origin="t")
    (shown,) = one.articles.pictures_of(one.articles.get(its)).values()
    one.articles.save_picture(replace(shown, credit="Một"), origin="t")
    two.articles.save_picture(replace(shown, people=("Hai",)), origin="t")
    met = carry(two, one, its)
    assert {each.id for each in met.remarks} == {a_remark(1).id, a_remark(2).id}
    assert len(met.placements) == 2
    assert all(one.vault.verify(each.sha256) for each in met.placements)
    known = one.articles.picture(shown.sha256)
    assert (known.credit, known.people) == ("Một", ("Hai",))
    carry(one, two, its)
    assert two.articles.get(its) == one.articles.get(its)


def test_what_only_the_server_decides_is_not_carried(desks, carry):
    one, two = desks
    its = a_story(one).id
    carry(one, two, its)
    with one.database.write("t") as writing:
        told = "UPDATE record SET doc = json_set(CAST(doc AS TEXT), '$.state', 'published')"
        writing.connection.exec_driver_sql(told + " WHERE entity = 'articles'")
    write(two, its, body=BODY + "\n\nNữa.")
    assert carry(two, one, its).state is State.PUBLISHED
    assert carry(one, two, its).state is State.DRAFT


@settings(max_examples=8)
@given(
    st.lists(
        st.tuples(st.sampled_from("12<>"), st.integers(0, 2), st.sampled_from("abc")), max_size=7
    )
)
def test_whatever_is_written_and_carried_is_found_again(tmp_path_factory, deeds):
    """Every text that was ever saved stands in the end, and a stick twice changes nothing.

    Replays by the example that is printed.
    """
    folder = tmp_path_factory.mktemp("carry")
    one, two = (Desk.open(folder / name, resources=RESOURCES) for name in ("one", "two"))
    try:
        its = one.articles.save(an_article(body=BODY), origin="t").id
        said = {BODY}
        stick = folder / "stick.stet"
        for number, (deed, at, letter) in enumerate([(">", 0, "a"), *deeds, ("<", 0, "a")]):
            desk = one if deed in "1>" else two
            other = two if desk is one else one
            if deed in "12":
                parts = desk.articles.get(its).body.split("\n\n")
                parts[at % len(parts)] += f" {letter}{number}{deed}"
                body = "\n\n".join(parts)
                said.add(body)
                desk.articles.save(
                    replace(desk.articles.get(its), body=body), origin="t", reason="mine"
                )
                continue
            carrying.write(desk, desk.articles.get(its), stick)
            carrying.take_in(other, stick, origin="t")
            once = all_of(other, its)
            carrying.take_in(other, stick, origin="t")
            assert all_of(other, its) == once
        carried = {*texts(one, its)} | {each.mine for each in one.mirror.clashes(its)}
        assert said <= carried
    finally:
        one.close()
        two.close()


@pytest.mark.parametrize("hostile", ["other bytes", "no picture", "cut short", "no zip"])
def test_a_hostile_bundle_is_refused_in_one_sentence_and_leaves_nothing(desks, tmp_path, hostile):
    one, two = desks
    story = a_story(one)
    path, bad = tmp_path / "stick.stet", tmp_path / "bad.stet"
    carrying.write(one, story, path)
    with zipfile.ZipFile(path) as told, zipfile.ZipFile(bad, "w") as made:
        for name in told.namelist():
            data = told.read(name)
            if name.startswith("originals/"):
                data = {"other bytes": a_jpeg(9), "no picture": b"MZ"}.get(hostile, data)
            made.writestr(name, data)
    if hostile == "cut short":
        bad.write_bytes(bad.read_bytes()[:-400])
    if hostile == "no zip":
        bad.write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(EditorError) as refused:
        carrying.take_in(two, bad, origin="t")
    assert isinstance(refused.value, Damaged)
    assert refused.value.code == "files.damaged"
    assert two.articles.rows(StoryFilter()) == []
    assert not two.vault.has(story.placements[0].sha256)
