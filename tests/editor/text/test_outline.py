# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline of a copy: every place with its line, none in code, at little cost."""

from hypothesis import given

from editor.text import outline
from editor.text.outline import Kind
from tests.editor.text.fragments import COPIES

COPY = """Mở bài.

![](market.jpg)

## Một *nghề* cũ ##

Chữ.

### Bún | riêu

> [!box] Mốc **lớn**
> Một

```
## không
```

> [!quote]
> Còn nước là còn chợ

| Năm | Ghe |
|---|---|
| 1 | 2 |

# Hết
"""


def test_the_places_of_a_copy():
    """In their order, set in under their headings."""
    told = [(each.kind, each.text, each.line, each.depth) for each in outline.outline(COPY)]
    assert told == [
        (Kind.PICTURE, "market.jpg", 2, 0),
        (Kind.HEADING, "Một nghề cũ", 4, 0),
        (Kind.HEADING, "Bún riêu", 8, 1),
        (Kind.BOX, "Mốc lớn", 10, 2),
        (Kind.PULL_QUOTE, "Còn nước là còn chợ", 17, 2),
        (Kind.TABLE, "Năm · Ghe", 20, 2),
        (Kind.HEADING, "Hết", 24, 0),
    ]


def test_where_a_line_stands():
    entries = outline.outline(COPY)
    assert [outline.place(entries, line) for line in (0, 2, 3, 4, 7, 24, 99)] == [
        -1,
        0,
        0,
        1,
        1,
        6,
        6,
    ]
    assert outline.place((), 3) == -1


def test_a_copy_of_nothing_but_marks_is_no_trap():
    """Every place is looked at once."""
    for mark in ("|", "#", "![", "> ", "# # ", "|-"):
        assert len(outline.outline(mark * 200_000)) <= 1


@given(COPIES)
def test_every_place_has_its_line(copy):
    """Lines go up, and each is one of the copy."""
    entries = outline.outline(copy)
    lines = [each.line for each in entries]
    assert lines == sorted(lines)
    assert all(0 <= line <= copy.count("\n") for line in lines)
