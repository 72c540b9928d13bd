# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a picture from readers, and in which order it is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor.model.rights import Bar, Override, Standing, standing
from tests.builders import a_picture

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ({}, None),
        ({"barred_because": " \n"}, None),
        ({"barred_because": " vì sao "}, Standing(Bar.BARRED, "vì sao")),
        ({"barred_because": "vì sao", "expires_at": NOW}, Standing(Bar.BARRED, "vì sao")),
        ({"expires_at": NOW}, Standing(Bar.EXPIRED, at=NOW)),
        ({"expires_at": NOW + HOUR}, None),
        ({"embargoed_until": NOW}, None),
        ({"embargoed_until": NOW + HOUR}, Standing(Bar.EMBARGOED, at=NOW + HOUR)),
        ({"embargoed_until": NOW + HOUR, "expires_at": NOW}, Standing(Bar.EXPIRED, at=NOW)),
    ],
)
def test_rights_at_a_time(rights, expected):
    assert standing(a_picture(**rights), NOW) == expected


def test_an_override_comes_back_from_its_text():
    """Its reason on one line, so that the bars behind it are told apart."""
    told = Override("vì sao\nthế", ("a:picture_barred", "b:picture_expired"))
    assert Override.read(told.written) == replace(told, why="vì sao thế")
    assert Override.read(Override("").written) is None
