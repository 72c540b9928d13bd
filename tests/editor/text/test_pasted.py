# SPDX-License-Identifier: GPL-3.0-or-later
"""A page off the clipboard: its words, and the pictures that came along."""

import base64
from pathlib import Path

import pytest

from editor.desk import Desk
from editor.errors import Refused
from editor.text import pasted
from tests.machines.newsroom import a_jpeg

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture
def intake(tmp_path):
    desk = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield desk.intake
    desk.close()


def inline(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


def test_pictures_that_came_along_are_taken_in(intake, tmp_path):
    """Those in the page itself and those on this computer, each with its alt text."""
    file = tmp_path / "chợ nổi.jpg"
    file.write_bytes(a_jpeg(2))
    page = pasted.read(
        f'<p>Một</p><img src="{inline(a_jpeg(1))}" alt=" Ghe "><img src="{file.as_uri()}">', intake
    )
    assert page.copy == "Một\n\n![](picture)\n\n![](chợ-nổi.jpg)"
    assert [each.alt_text for each in page.taken.values()] == ["Ghe", ""]
    assert {name: each.picture.file_name for name, each in page.taken.items()} == {
        "picture": "picture",
        "chợ-nổi.jpg": "chợ nổi.jpg",
    }
    assert all(intake.vault.has(each.picture.sha256) for each in page.taken.values())
    assert page.missing == {}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://bao.vn/anh/cho.jpg", "pasted.on_the_web"),
        ("cid:ii_1", "pasted.not_here"),
        ("blob:https://docs.google.com/1", "pasted.not_here"),
        ("file://elsewhere/share/cho.jpg", "pasted.not_here"),
        ("file:///not/there/cho.jpg", "picture.gone"),
        ("data:image/png;base64,%%%", "picture.empty"),
        ("data:image/png;base64,aGFsbG8=", "picture.not_a_picture"),
        ("", "pasted.not_here"),
    ],
)
def test_each_picture_that_is_not_here_says_why(intake, address, code):
    """The words come in all the same; nothing is fetched."""
    page = pasted.read(f'<p>Một</p><img src="{address}">', intake)
    assert page.copy.startswith("Một\n\n![](")
    assert page.taken == {}
    ((name, missing),) = page.missing.items()
    assert (missing.code, missing.values["name"]) == (code, name)
    assert f"![]({name})" in page.copy


def test_a_full_disk_takes_no_word(intake):
    """A picture that cannot be kept is named, and the rest stands."""

    class Full:
        def take(self, _path):
            raise Refused("store.full")

        def take_bytes(self, _data, _name):
            raise Refused("store.full")

    page = pasted.read(f'<p>Một</p><img src="{inline(a_jpeg(1))}">', Full())
    assert page.copy == "Một\n\n![](picture)"
    assert page.missing["picture"].code == "store.full"
