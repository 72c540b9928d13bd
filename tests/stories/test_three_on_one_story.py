# SPDX-License-Identifier: GPL-3.0-or-later
"""A writer, the photo desk and a second writer work on one story without a line, then meet."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.cms.memory import Kept
from editor.errors import Refused
from editor.fieldwork import new_id
from editor.model.article import Article, Author, place
from editor.model.remark import Outcome, Remark, Reply, Settlement, answered, settled
from editor.model.workflow import Act, Wish
from editor.text import suggesting
from editor.text.anchors import anchor
from editor.text.passages import Choice, choose, passages
from tests.machines.newsroom import Clock, Laptop, a_jpeg

COPY = """Sáng nay, ghe trái cây đã về bến Đống Sậy sau ba tuần nước lớn.

Chợ họp từ tờ mờ sáng, người mua đứng chờ sẵn ở đầu cầu.

![](IMG_0001.jpg)

Giá cam tăng hai nghìn đồng một ký so với tuần trước.

Ban quản lý chợ cho biết sẽ mở thêm một bến tạm ở bờ bên kia.

Theo số liệu của trạm đo [^1], nước sẽ rút trong tuần.

[^1]: Bản tin thủy văn sáng nay."""


@pytest.fixture
def people(tmp_path):
    """The writer, the photo desk, the second writer: each a laptop, and one house."""
    kept, clock = Kept(), Clock()
    laptops = [
        Laptop(tmp_path / name, kept, clock, name) for name in ("writer", "photo desk", "second")
    ]
    yield laptops
    for each in laptops:
        each.desk.close()


def take(laptop, seed, article, name="IMG_0001.jpg"):
    """The article with a picture from this laptop's camera in its strip."""
    picture = laptop.desk.intake.take_bytes(a_jpeg(seed), name)
    laptop.desk.articles.save_picture(replace(picture, credit="Hạ Sim"), origin="test")
    return place(article, picture)


@pytest.fixture
def story(people):
    """On all three laptops, as the writer wrote it; then the line goes."""
    writer = people[0]
    article = take(writer, 1, Article(id=new_id(), headline="Ghe về bến", category="tin-tuc"))
    article = replace(article, body=COPY, authors=(Author(person="Phóng viên Mẫu"),))
    writer.desk.articles.save(article, origin="test")
    meet(people)
    assert all(laptop.desk.articles.get(article.id).body == COPY for laptop in people)
    return article.id


def meet(people, rounds=3):
    """The line is up."""
    for _ in range(rounds):
        for laptop in people:
            laptop.sync()


def change(laptop, story, **fields):
    article = replace(laptop.desk.articles.get(story), **fields)
    laptop.desk.articles.save(article, origin="test")


def edit(laptop, story, old, new):
    body = laptop.desk.articles.get(story).body
    assert old in body
    change(laptop, story, body=body.replace(old, new))


def bodies(laptop, story):
    history = laptop.desk.history
    return [history.article(story, each.number).body for each in history.versions(story)]


def test_what_three_people_did_is_one_story_without_a_question(people, story):
    writer, photo_desk, second = people
    edit(writer, story, "ghe trái cây", "hơn một trăm ghe trái cây")
    edit(writer, story, "ở bờ bên kia.", "ở bờ bên kia.\n\nGhe lớn khỏi phải chờ con nước.")
    edit(second, story, "sau ba tuần nước lớn", "sau một tháng nước lớn")
    edit(second, story, "hai nghìn đồng", "ba nghìn đồng")
    change(second, story, tags=("chợ nổi",), standfirst="Chợ nổi họp lại.")
    article = photo_desk.desk.articles.get(story)
    said = replace(article.placements[0], caption="Ghe cam về bến.", alt_text="Tranh: ghe cam.")
    change(photo_desk, story, placements=(said,))
    meet(people)
    for laptop in people:
        assert laptop.desk.mirror.clashes() == []
        stands = laptop.desk.articles.get(story)
        assert stands.body == (
            COPY.replace("ghe trái cây", "hơn một trăm ghe trái cây")
            .replace("sau ba tuần nước lớn", "sau một tháng nước lớn")
            .replace("hai nghìn đồng", "ba nghìn đồng")
            .replace("ở bờ bên kia.", "ở bờ bên kia.\n\nGhe lớn khỏi phải chờ con nước.")
        )
        assert stands.placements[0].caption == "Ghe cam về bến."
        assert (stands.tags, stands.standfirst) == (("chợ nổi",), "Chợ nổi họp lại.")


def test_what_they_say_of_it_meets_too(people, story):
    """Comments, answers and a decision made apart; the copy is edited under them meanwhile."""
    writer, photo_desk, second = people
    one = said_of("ba tuần nước lớn", "second-1", text="Chắc không?")
    two = said_of("hai nghìn đồng", "second-2", replacement="hơn hai nghìn đồng")
    change(second, story, remarks=(one, two))
    meet(people)
    say = photo_desk.desk.articles.get(story).remarks
    change(photo_desk, story, remarks=answered(say, one.id, Reply("p", "Photo", one.at, "Chắc.")))
    how = Settlement(Outcome.ACCEPTED, "Writer", one.at)
    edit(writer, story, "hai nghìn đồng", "hơn hai nghìn đồng")
    change(writer, story, remarks=settled(say, frozenset({two.id}), how))
    edit(second, story, "Sáng nay, ghe", "Từ sáng sớm, ghe")
    new = said_of("bến tạm", "second-3", text="Ở đâu?")
    change(second, story, remarks=answered((*say, new), two.id, Reply("s", "Second", one.at, "?")))
    meet(people)
    stands = [laptop.desk.articles.get(story) for laptop in people]
    assert stands[0] == stands[1] == stands[2]
    assert all(laptop.desk.mirror.clashes() == [] for laptop in people)
    first, other, third = stands[0].remarks
    assert [each.id for each in first.replies] == ["p"]
    assert (other.settled, [each.id for each in other.replies]) == (how, ["s"])
    spans = suggesting.places(stands[0].body, stands[0].remarks)
    assert stands[0].body[slice(*spans[one.id])] == one.quote
    assert stands[0].body[slice(*spans[third.id])] == "bến tạm"


def said_of(words, name, **fields):
    start = COPY.index(words)
    at = datetime(2026, 3, 1, 5, int(name[-1]), tzinfo=UTC)
    return Remark(name, "Second", at, words, anchor(COPY, start, start + len(words)), **fields)


def test_two_cameras_that_count_alike(people, story):
    """Both put an IMG_0002.jpg into the copy; each stays the picture that it was."""
    writer, _, second = people
    for laptop, seed, after in ((writer, 2, "nước lớn."), (second, 3, "so với tuần trước.")):
        article = take(laptop, seed, laptop.desk.articles.get(story), "IMG_0002.jpg")
        body = article.body.replace(after, f"{after}\n\n![](IMG_0002.jpg)")
        laptop.desk.articles.save(replace(article, body=body), origin="test")
    meet(people)
    article, *others = [laptop.desk.articles.get(story) for laptop in people]
    assert all(each == article for each in others)
    names = [each.name for each in article.placements]
    assert len(names) == len(set(names)) == 3
    assert all(f"![]({name})" in article.body for name in names)
    assert all(laptop.desk.mirror.clashes() == [] for laptop in people)


def test_the_same_words_are_settled_passage_by_passage(people, story):
    """Nothing is published before, both versions stay, and all else is merged meanwhile."""
    writer, _, second = people
    edit(writer, story, "ba tuần", "hai tuần")
    edit(second, story, "ba tuần", "bốn tuần")
    edit(writer, story, "hai nghìn đồng", "năm nghìn đồng")
    edit(second, story, "hai nghìn đồng", "ba nghìn đồng")
    edit(writer, story, "rút trong tuần", "rút trong hai tuần")
    mine = writer.desk.articles.get(story).body
    theirs = second.desk.articles.get(story).body
    second.sync()
    writer.sync()
    (clash,) = writer.desk.mirror.clashes(story)
    assert clash.theirs == writer.desk.articles.get(story).body
    assert "rút trong hai tuần" in clash.theirs
    with pytest.raises(Refused, match="open_clash"):
        writer.desk.acts.perform(
            story, Wish(Act.PUBLISH), profile=writer.desk.profile, origin="test"
        )
    found = passages(clash.base, clash.mine, clash.theirs)
    assert sum(each.is_clash for each in found) == 2
    chosen = choose(found, (Choice.MINE, Choice.THEIRS))
    writer.desk.mirror.settle_clash(story, "body", chosen, origin="test", seen=clash.theirs)
    meet(people)
    for laptop in people:
        assert laptop.desk.articles.get(story).body == (
            COPY.replace("ba tuần", "hai tuần")
            .replace("hai nghìn đồng", "ba nghìn đồng")
            .replace("rút trong tuần", "rút trong hai tuần")
        )
        assert laptop.desk.mirror.clashes() == []
    assert {mine, theirs} <= set(bodies(writer, story))
