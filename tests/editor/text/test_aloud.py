# SPDX-License-Identifier: GPL-3.0-or-later
"""A story as a voice reads it."""

import itertools
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from editor.text.aloud import Sentence, first_from, sentences
from editor.text.style.prose import Prose, passages

COPY = """Mưa **tạnh**. Ông [Tư](https://example.org) nói: “Về thôi!” Rồi đi.

![](boat.jpg)

- TS. Lam ở Q. 3 tới lúc 7.30. Chợ vắng… đã lâu

## Đêm xuống

```
code. Not read.
```
"""


def texts(*fields: str) -> list[str]:
    return [each.text for each in sentences(*fields)]


def _letters(texts: Iterable[Sentence | Prose]) -> str:
    return "".join(mark for each in texts for mark in each.text if mark.isalnum())


def test_sentences_are_told_one_by_one():
    assert texts("Chợ nổi. Họp lại", "Sáng nay.", COPY) == [
        "Chợ nổi.",
        "Họp lại",
        "Sáng nay.",
        "Mưa tạnh.",
        "Ông Tư nói: “Về thôi!”",
        "Rồi đi.",
        "TS. Lam ở Q. 3 tới lúc 7.30.",
        "Chợ vắng… đã lâu",
        "Đêm xuống",
    ]


def test_each_has_its_place():
    told = sentences("", "", COPY)
    assert COPY[told[1].start : told[1].end] == "Ông [Tư](https://example.org) nói: “Về thôi!” "
    assert told[first_from(told, "body", COPY.index("Tư"))].text.startswith("Ông Tư")
    assert told[first_from(told, "headline", 0)] is told[0]
    assert first_from(told, "body", len(COPY)) == len(told)
    assert sentences("", "", "") == ()


@given(st.text("aA. \n!?…“”1*", max_size=60))
def test_no_word_is_left_out_or_read_twice(copy):
    told = sentences("", "", copy)
    assert _letters(told) == _letters(passages(copy))
    assert all(one.end <= other.start for one, other in itertools.pairwise(told))
    plain = copy.replace("*", "")
    if plain == copy:
        assert "".join("".join(each.text.split()) for each in told).count("a") == copy.count("a")


def test_a_row_of_marks_takes_no_minutes():
    (told,) = sentences("", "", f"a{'!' * 300_000}b")
    assert told.text.count("!") == 300_000
    assert [each.text for each in sentences("", "", "Mưa?!…” Rồi. Đi")] == ["Mưa?!…”", "Rồi.", "Đi"]
