# SPDX-License-Identifier: GPL-3.0-or-later
"""Rates are read with care, from a site profile and over the wire."""

import pytest

from editor import tariff
from editor.errors import Damaged, Refused
from editor.model.rates import Genre, Rates
from editor.profiles import load_profile, profile_from_doc, profile_to_doc
from editor.wire import canonical, parse
from tests.builders import PROFILE

GOOD = """name = "Báo"
[royalties]
currency = "VND"
unit_value = 234000
picture = 0.29
[[genres]]
key = "tin"
name = "Tin"
coefficient = 0.29
most = 10
"""


def test_rates_are_read_to_the_hundredth(tmp_path):
    path = tmp_path / "bao.toml"
    path.write_text(GOOD, "utf-8")
    expected = Rates((Genre("tin", "Tin", 29, 0, 1000),), "VND", 234_000, 29)
    assert load_profile(path).rates == expected
    doc = parse(canonical(profile_to_doc(PROFILE)))
    assert profile_from_doc(doc) == PROFILE


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('"VND"', '"đồng"', "rates.bad_money", "currency"),
        ('"VND"', '""', "rates.bad_money", "currency"),
        ("234000", "234000.5", "rates.bad_money", "unit_value"),
        ("234000", "-1", "rates.bad_money", "unit_value"),
        ("picture = 0.29", "picture = 0.295", "rates.bad_money", "picture"),
        ('key = "tin"', 'key = ""', "rates.bad_genre", "key"),
        ('key = "tin"', 'key = "Tin"', "rates.bad_genre", "key"),
        ('name = "Tin"', "name = 1", "rates.bad_genre", "name"),
        ("coefficient = 0.29", "coefficient = 11", "rates.bad_genre", "coefficient"),
        ("coefficient = 0.29", 'coefficient = "x"', "rates.bad_genre", "coefficient"),
        ("most = 10", "most = 101", "rates.bad_genre", "most"),
        ("most = 10", "least = 20\nmost = 10", "rates.bad_genre", "least"),
        ("most = 10", 'is_photo = "x"', "rates.bad_genre", "is_photo"),
        ("most = 10", '[[genres]]\nkey = "tin"\nname = "Hai"', "rates.bad_genre", "key"),
    ],
)
def test_rates_that_cannot_hold_are_told_with_file_and_field(tmp_path, old, new, code, field):
    path = tmp_path / "bao.toml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(Refused) as refused:
        load_profile(path)
    told = refused.value.values
    assert (refused.value.code, told["file"], told["field"]) == (code, "bao.toml", field)


@pytest.mark.parametrize(
    "doc", [[], {"genres": 1}, {"genres": [1]}, {"picture": 0.5}, {"unit_value": 5}]
)
def test_rates_that_came_damaged_are_refused(doc):
    with pytest.raises(Damaged, match=r"wire\.bad_field.*rates"):
        tariff.from_doc(doc)


def test_a_genre_is_found_by_its_key_or_its_name():
    rates = PROFILE.rates
    assert rates.genre("phong-su") is rates.genre(" PHÓNG SỰ ") is not None
    assert rates.genre("hịch") is rates.genre("") is None
    with pytest.raises(Refused, match=r"rates\.bad_genre"):
        tariff.from_table({"genres": {"tin": 1}})
