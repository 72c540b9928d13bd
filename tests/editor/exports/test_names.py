# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of exported files: by a pattern, safe on every disk, never one that is in use."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions.stationery import Take
from editor.errors import Refused
from editor.exports import names
from tests.editor.pictures.files import FULL, a_picture


def named(pattern: str, *pictures: object) -> list[str]:
    return list(names.stems(pictures or (FULL,), pattern, Take("vi", "Lê Hai")))


def test_a_pattern_names_the_files_in_their_order() -> None:
    """Variables are those of templates; what no disk takes becomes a dash."""
    assert named("{year}{month}{day}_{city}_{seq:3}", FULL, FULL) == [
        "20260102_Cần Thơ_001",
        "20260102_Cần Thơ_002",
    ]
    assert named("{date} {filename}") == ["2-1-2026 IMG_1"]
    assert named("") == ["IMG_1"]


def test_an_unknown_variable_is_refused() -> None:
    """Before a file is written that is called {town}."""
    with pytest.raises(Refused) as refused:
        named("{town}_{seq}")
    assert refused.value.code == "export.bad_pattern"
    assert refused.value.values == {"names": "{town}"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a:b*c?", "a-b-c"),
        ("CON", "_CON"),
        ("nul.jpg", "_nul.jpg"),
        ("  . ", "picture"),
        ("Chợ\nnổi", "Chợnổi"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_names_are_safe(text: str, told: str) -> None:
    """On Windows, on macOS, on a stick."""
    assert names.safe(text) == told


@given(text=st.text(max_size=400))
def test_any_text_becomes_a_name(text: str) -> None:
    """One name, no path, short enough, the same when made again."""
    name = names.safe(text)
    assert name
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert len(name.encode()) <= names.LONGEST_BYTES + 1
    assert name.isprintable()
    assert names.safe(name) == name


def test_no_name_is_given_twice() -> None:
    """Neither one that is in the folder, in other letters, nor one of this export."""
    taken = names.taken_in(["goal.JPG", "Goal-2.xmp", "other.txt"])
    given_ = [names.free("GOAL", taken), names.free("goal", taken), names.free("ảnh", taken)]
    assert given_ == ["GOAL-3", "goal-4", "ảnh"]
    assert named("{city}", a_picture()) == [names.NAMELESS]
