# SPDX-License-Identifier: GPL-3.0-or-later
"""The list below a story: what is near it first, the newest else, the same on every computer."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor.render import related
from tests.builders import a_picture, a_placement, an_article

WORDS = st.sampled_from(("lũ", "chợ nổi", "Chợ Nổi", "cầu", "!!"))


def story(number: int, **fields):
    plain = {"headline": f"tin số {number}", "tags": (), "category": "khac"}
    return an_article(number, **{**plain, **fields})


def numbers(found) -> list[int]:
    return [int(each.id[-3:]) for each in found]


def test_what_shares_nothing_gives_way_to_what_does() -> None:
    above = story(1, headline="Ông Nguyễn Văn An thăm chợ", tags=("Chợ nổi", "lũ"), category="a")
    named = replace(a_placement(a_picture()), caption="Anh Nguyễn Văn An bên ghe.")
    pool = [
        *(story(number) for number in range(10, 20)),
        story(2, category="a"),
        story(3, placements=(named,)),
        story(4, tags=("chợ nổi",)),
        story(5, tags=("CHO NOI", "lũ")),
        story(6, tags=("Lũ",), category="a"),
    ]
    assert numbers(related.chosen(above, pool)) == [5, 6, 3, 4, 2]


def test_the_newest_stand_there_where_nothing_is_near() -> None:
    pool = [story(number) for number in range(10, 20)]
    found = related.chosen(story(1, category="a"), [story(1), *pool])
    assert numbers(found) == [10, 11, 12, 13, 14]


def test_what_the_desk_chose_comes_first() -> None:
    pool = [story(number, tags=("lũ",)) for number in range(10, 20)] + [story(30), story(31)]
    above = story(1, tags=("lũ",), related=(story(31).id, story(99).id, story(30).id))
    assert numbers(related.chosen(above, pool)) == [31, 30, 10, 11, 12]


def test_names_are_words_in_a_row_with_capitals() -> None:
    cases = {
        "Bà Trần Thị Hoa, Chủ tịch xã": {"tran thi hoa"},
        "Hà Nội: Kiểm tra kết quả": {"ha noi"},
        "Ghe về bến Ninh Kiều. Đêm xuống": {"ninh kieu"},
        "MƯA LỚN Ở MIỀN TRUNG": set(),
        "Mr John Smith, in London": {"john smith"},
        "không ai": set(),
    }
    for headline, names in cases.items():
        assert related.names_in(story(1, headline=headline)) == names, headline


@given(st.lists(st.tuples(st.lists(WORDS, max_size=3), st.sampled_from("ab")), max_size=80))
def test_more_in_common_is_never_further_down(rows) -> None:
    above = story(999, tags=("lũ", "cầu"), category="a")
    pool = [
        story(number, tags=tuple(tags), category=category)
        for number, (tags, category) in enumerate(rows, start=1)
    ]
    found = related.chosen(above, pool)
    assert len(found) == min(related.COUNT, len(pool))
    assert found == related.chosen(above, list(pool))
    behind = random.Random(len(rows)).sample(pool, len(pool))
    assert {each.id for each in found} <= {each.id for each in pool[: related.POOL]}
    if len(pool) <= related.COUNT:
        shuffled = related.chosen(above, behind)
        assert {each.id for each in shuffled} == {each.id for each in found}

    def common(each) -> int:
        tags = {"lu", "cau"} & {related.vietnamese.slug(tag) for tag in each.tags}
        return 3 * len(tags) + (each.category == "a")

    points = [common(each) for each in found]
    assert points == sorted(points, reverse=True)
    left_out = [each for each in pool[: related.POOL] if each not in found]
    assert all(common(each) <= points[-1] for each in left_out)
