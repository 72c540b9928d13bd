# SPDX-License-Identifier: GPL-3.0-or-later
"""A story started from a dispatch quotes it, names its source, and is signed by nobody."""

from dataclasses import replace
from datetime import UTC, datetime

from editor.files import started
from editor.model.article import ArticleId
from editor.model.dispatch import Dispatch, DispatchId, SourceId, with_note
from editor.model.workflow import State
from editor.render.body import whole
from tests.builders import PROFILE

ITS = Dispatch(
    DispatchId(1),
    SourceId(1),
    "Hãng [tin]",
    "Lũ về sớm ở đầu nguồn sông Cửu Long, nông dân gặt chạy nước",
    "Nước lên *nhanh*.",
    "Một.\n\n- hai\n- ba",
    "https://a.example/tin (1)",
    "Ai đó",
    "vi",
    datetime(2026, 3, 1, tzinfo=UTC),
)


def test_a_story_quotes_all_of_it_and_says_where_it_is_from():
    made = started.story(ITS, ArticleId("a"), "en", "Note")
    assert made.body.startswith("> Một.\n>\n> - hai\n> - ba\n\n(")
    assert (made.authors, made.state, made.published_at) == ((), State.DRAFT, None)
    assert (made.language, made.ednote) == ("vi", "Note")
    assert made.slugline == "lu-ve-som-o-dau-nguon-song-cuu-long-nong-dan-gat"
    html = whole(made, {}, PROFILE)
    assert "<blockquote>" in html
    assert 'href="https://a.example/tin%20%281%29"' in html
    assert ">Hãng [tin]</a>)" in html


def test_without_a_text_its_summary_is_quoted_as_it_is():
    made = started.story(replace(ITS, body="", link="", language="fr"), ArticleId("a"), "en", "")
    assert made.body == "> Nước lên \\*nhanh\\*.\n\n(Hãng \\[tin\\])\n"
    assert made.language == "en"


def test_a_note_is_put_behind_what_stands_there():
    assert with_note("", "b") == "b"
    assert with_note("a\n", "b") == "a\n\nb"
