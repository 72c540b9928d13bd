# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of sources goes out and comes back whole; others' lists are taken in, bad ones refused."""

import pytest

from editor.errors import Refused
from editor.files import opml
from editor.files.opml import Listed
from editor.model.dispatch import Source, SourceId


def test_a_list_goes_out_and_comes_back(tmp_path):
    sources = [
        Source(SourceId(1), "https://a.example/rss?x=1&y=2", name="Báo “A” & <B>", is_on=False),
        Source(SourceId(2), "https://b.example/", title="B", every_minutes=60),
        Source(SourceId(3), "https://c.example/"),
    ]
    path = tmp_path / "list.opml"
    path.write_text(opml.written(sources), encoding="utf-8")
    assert opml.read(path) == (
        Listed("https://a.example/rss?x=1&y=2", "Báo “A” & <B>", is_on=False),
        Listed("https://b.example/", "B", every_minutes=60),
        Listed("https://c.example/"),
    )


def test_folders_of_another_program_are_opened(tmp_path):
    path = tmp_path / "list.opml"
    path.write_bytes(
        b'<opml version="1.0"><body><outline text="Folder">'
        b'<outline text="A" xmlUrl=" https://a/ "/>'
        b'<outline xmlUrl="https://a/"/><outline text="no address"/></outline></body></opml>'
    )
    assert [each.address for each in opml.read(path)] == ["https://a/"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<opml",
        b"<rss></rss>",
        b"\x00" * 100,
        b'<!DOCTYPE opml [<!ENTITY a "b">]><opml></opml>',
        b'<?xml version="1.0" encoding="none-such"?><opml/>',
    ],
)
def test_what_is_no_list_is_refused(tmp_path, data):
    path = tmp_path / "list.opml"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        opml.read(path)
    assert refused.value.code == "feed.not_a_list"
    with pytest.raises(Refused) as refused:
        opml.read(tmp_path / "none.opml")
    assert refused.value.code == "files.unreadable"
