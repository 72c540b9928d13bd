# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists go on, nest and count as the dialect reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.article import Article, ArticleId
from editor.model.profile import SiteProfile
from editor.render import body
from editor.text.lists import counted_on, entered, following, is_lazy, nested, reach, read, unnested


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- một", "- "),
        ("  * một", "  * "),
        ("9. một", "10. "),
        ("99) một", "100) "),
        ("> một", "> "),
        (">> một", ">> "),
        ("> > - một", "> > - "),
        ("> 3. một", "> 4. "),
        ("- [x] xong", "- [ ] "),
        ("    - sâu", "    - "),
        ("* * *", ""),
        ("> ---", "> "),
    ],
)
def test_the_next_line(line, wanted):
    assert following(read(line)) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- một|", "- một\n- |"),
        ("- mộ|t", "- mộ\n- |t"),
        ("- một| hai", "- một\n- |hai"),
        ("- |một", "- \n- |một"),
        ("> một|", "> một\n> |"),
        ("1. a|\n2. b\n3. c", "1. a\n2. |\n3. b\n4. c"),
        ("1. a\n    1. x|\n    2. y\n2. b", "1. a\n    1. x\n    2. |\n    3. y\n2. b"),
        ("1. a|\n1. b", "1. a\n1. |\n1. b"),
        ("9. a|", "9. a\n10. |"),
        ("- |", "|"),
        ("- a\n- |", "- a\n\n|"),
        ("- a\n- |\n- b", "- a\n\n|\n\n- b"),
        ("- a\n    - |", "- a\n- |"),
        ("1. a\n    1. x\n    2. |\n2. b", "1. a\n    1. x\n2. |\n3. b"),
        ("> a\n> |", "> a\n\n|"),
        ("> a\n>\n> |", "> a\n\n|"),
        ("> [!box] Giá\n> a\n> |", "> [!box] Giá\n> a\n>\n> |"),
        ("> [!box] Giá\n> a\n>\n> |\nb", "> [!box] Giá\n> a\n\n|\n\nb"),
        ("> [!box] Giá\n> - a\n> - |", "> [!box] Giá\n> - a\n>\n> |"),
        ("> > a\n> > |", "> > a\n>\n> |"),
        ("> - a\n> - |", "> - a\n>\n> |"),
        ("[^1]: Theo báo|", "[^1]: Theo báo\n    |"),
        ("[^1]: Theo\n    báo|", "[^1]: Theo\n    báo\n    |"),
        ("[^1]: Theo\n    |", "[^1]: Theo\n\n|"),
        ("- a\n\n    thêm|", "- a\n\n    thêm\n    |"),
        ("- [x] xong|", "- [x] xong\n- [ ] |"),
    ],
)
def test_enter(before, after):
    assert press_enter(before) == after


@pytest.mark.parametrize("before", ["một|", "|- một", "-| một", "[^1]: |", "một\n\n    x|", "***|"])
def test_enter_is_an_end_of_a_line_elsewhere(before):
    assert press_enter(before) is None


def press_enter(marked: str) -> str | None:
    copy = marked.split("\n")
    row = next(number for number, each in enumerate(copy) if "|" in each)
    at = copy[row].index("|")
    copy[row] = copy[row].replace("|", "")
    made = entered(copy, row, at)
    if made is None:
        return None
    made.lines[made.row] = f"{made.lines[made.row][: made.at]}|{made.lines[made.row][made.at :]}"
    return "\n".join(made.lines)


def lines(text: str) -> list[str]:
    return text.split("\n")


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        ("- a\n- b", 1, "- a\n    - b"),
        ("- a", 0, None),
        ("một\n\n- a", 2, None),
        ("- a\n    - b\n    - c", 2, "- a\n    - b\n        - c"),
        ("- a\n    - b", 1, None),
        ("- a\n- b\n    - c\n    thêm\n- d", 1, "- a\n    - b\n        - c\n        thêm\n- d"),
        ("1. a\n2. b\n3. c", 1, "1. a\n    1. b\n2. c"),
        ("1. a\n    1. b\n2. c\n3. d", 2, "1. a\n    1. b\n    2. c\n2. d"),
        ("> - a\n> - b", 1, "> - a\n>     - b"),
        ("1. a\n1. b\n1. c", 1, "1. a\n    1. b\n1. c"),
        ("- a\n\n- b\n\n    c\n\nd", 2, "- a\n\n    - b\n\n        c\n\nd"),
    ],
)
def test_an_item_is_nested(before, row, after):
    assert nested(lines(before), row, row) == (None if after is None else lines(after))


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        ("- a\n    - b", 1, "- a\n- b"),
        ("- a", 0, None),
        ("- a\n\t- b", 1, "- a\n- b"),
        ("1. a\n    1. b\n    2. c\n2. d", 1, "1. a\n2. b\n    1. c\n3. d"),
        ("1. a\n\n    1. b\n\n    2. c", 2, "1. a\n\n2. b\n\n    1. c"),
        ("1. a\n    1. b\n        - x\n2. d", 1, "1. a\n2. b\n    - x\n3. d"),
    ],
)
def test_an_item_is_taken_out(before, row, after):
    assert unnested(lines(before), row, row) == (None if after is None else lines(after))


@pytest.mark.parametrize(
    ("before", "first", "after"),
    [
        ("1. a\n2. b\n2. c\n3. d", 2, "1. a\n2. b\n3. c\n4. d"),
        ("3. a\n4. b\n4. c", 2, "3. a\n4. b\n5. c"),
        ("1. a\n    1. x\n    1. y\n2. b\n2. c", 4, "1. a\n    1. x\n    1. y\n2. b\n3. c"),
        ("1. a\n\n2. b\n\n2. c\n\nchữ\n\n1. d", 4, "1. a\n\n2. b\n\n3. c\n\nchữ\n\n1. d"),
        ("1. a\n2. b\n- c\n1. d", 1, "1. a\n2. b\n- c\n1. d"),
        ("1. a\ntiếp\n3. b", 2, "1. a\ntiếp\n2. b"),
    ],
)
def test_items_are_counted_on(before, first, after):
    assert counted_on(lines(before), first) == lines(after)


def test_where_a_list_ends():
    copy = lines("một\n\n- a\ntiếp\n\n    thêm\n- b\n\nhai\n- c")
    assert reach(copy, 3) == (2, 6)
    assert reach(lines("> - a\n> - b\n\n- c"), 0) == (0, 1)


def test_a_list_of_ones_stays_one():
    assert is_lazy(["1. a", "1. b"], 1)
    assert not is_lazy(["1. a", "2. b"], 1)
    assert not is_lazy(["1. a"], 0)


ITEM = st.tuples(st.integers(0, 2), st.sampled_from(["-", "1.", "*"]), st.text("abc", min_size=1))


@given(st.lists(ITEM, min_size=1, max_size=7), st.data())
def test_nesting_keeps_every_word_and_taking_out_brings_the_levels_back(items, data):
    """Words in order, one line each; and the page shows as many items as before."""
    copy = ["- x", *(f"{'    ' * level}{mark} {words}" for level, mark, words in items)]
    row = data.draw(st.integers(0, len(copy) - 1))
    made = nested(copy, row, row)
    if made is None:
        return
    assert [read(each).rest for each in made] == [read(each).rest for each in copy]
    assert read(made[row]).level == read(copy[row]).level + 1
    back = unnested(made, row, row)
    assert back is not None
    assert read(back[row]).level == read(copy[row]).level


def test_a_nested_item_is_nested_on_the_page():
    made = nested(["1. a", "2. b", "3. c"], 1, 1)
    assert made is not None
    page = body.whole(Article(ArticleId("a"), body="\n".join(made)), {}, SiteProfile("Sông Báo"))
    assert re.sub(r"\s", "", page) == "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"
