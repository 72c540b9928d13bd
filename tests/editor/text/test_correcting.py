# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences that a correction sets side by side, out of a passage as it was and as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.text.correcting import sides

SENTENCES = st.lists(st.sampled_from(["Một ghe.", "Hai ghe!", "Ba ghe?", "Bốn ghe …"]), max_size=5)


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        ("Có 100 ghe. Vui.", "Có 118 ghe. Vui.", ("Có 100 ghe.", "Có 118 ghe.")),
        ("Một. Hai.", "Một. Hai. Ba.", ("", "Ba.")),
        ("Một. Hai. Ba.", "Một. Ba.", ("Hai.", "")),
        ("Giá 3.500 đồng.", "Giá 3.600 đồng.", ("Giá 3.500 đồng.", "Giá 3.600 đồng.")),
        ("Như cũ.", "Như cũ.", ("", "")),
    ],
)
def test_the_sentences_that_differ_are_found(older, newer, told):
    assert sides(older, newer) == told


@settings(max_examples=60)
@given(SENTENCES, SENTENCES)
def test_what_both_say_around_a_change_is_left_out(older, newer):
    wrong, right = sides(" ".join(older), " ".join(newer))
    assert (wrong == right == "") == (older == newer)
    assert wrong in " ".join(older)
    assert right in " ".join(newer)
