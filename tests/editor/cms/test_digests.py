# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums by range: equal exactly when the same things stand, whatever their order."""

from hypothesis import given
from hypothesis import strategies as st

from editor.cms.digests import is_range, range_of, sums
from editor.cms.rules import etag_of
from editor.model.operation import Entity

_KEYS = st.tuples(st.sampled_from(Entity), st.text("0123456789abcdef-", min_size=1, max_size=40))
_HOUSES = st.dictionaries(_KEYS, st.integers(1, 99).map(lambda rev: etag_of(rev, {})), max_size=40)


def listed(house):
    return [(*key, etag) for key, etag in house.items()]


@given(_HOUSES, _HOUSES)
def test_the_sums_differ_in_the_ranges_where_the_houses_differ(mine, theirs):
    differ = {range_of(*each) for each in {*mine, *theirs} if mine.get(each) != theirs.get(each)}
    my_sums, their_sums = sums(listed(mine)), sums(listed(theirs))
    found = {name for name in {*my_sums, *their_sums} if my_sums.get(name) != their_sums.get(name)}
    assert found == differ


@given(_HOUSES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(house, random):
    shuffled = listed(house)
    random.shuffle(shuffled)
    assert sums(shuffled) == sums(listed(house))


def test_a_range_is_two_digits():
    assert is_range(range_of(Entity.ARTICLE, "a"))
    assert not any(map(is_range, ("", "0", "000", "0G", "AB", "٣٣", "0\n")))
