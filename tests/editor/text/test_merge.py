# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging by field: what one side changed always holds; only true clashes ask."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor import wire
from editor.model.article import Author
from editor.text.merge import FieldClash, merge_article, merge_picture
from tests.builders import a_picture, a_placement, an_article

WORDS = st.sampled_from(["", "một", "hai", "ba"])
NAMES = st.lists(st.sampled_from("abcde"), max_size=4, unique=True)
PLACED = st.lists(
    st.builds(
        lambda number, caption, is_lead: a_placement(
            a_picture(number), caption=caption, is_lead=is_lead
        ),
        st.integers(1, 4),
        st.none() | WORDS,
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda each: each.sha256,
)
ARTICLES = st.builds(
    lambda headline, body, tags, people, placements: wire.article_to_doc(
        an_article(
            headline=headline,
            body=body,
            tags=tuple(tags),
            authors=tuple(Author(pen_name=each) for each in people),
            placements=tuple(placements),
        )
    ),
    WORDS,
    WORDS,
    NAMES,
    NAMES,
    PLACED,
)


@given(ARTICLES, ARTICLES)
def test_what_one_side_changed_stands(base: dict, changed: dict) -> None:
    """merge(b, a, b) = merge(b, b, a) = merge(b, a, a) = a, and nobody is asked."""
    for mine, theirs in ((changed, base), (base, changed), (changed, changed)):
        merged = merge_article(base, mine, theirs)
        assert merged.clashes == ()
        assert merged.doc == changed


@given(ARTICLES, ARTICLES, ARTICLES)
def test_every_value_comes_from_somebody(base: dict, mine: dict, theirs: dict) -> None:
    """Nothing is made up: each plain field is one of the three; clashes leave theirs standing."""
    merged = merge_article(base, mine, theirs)
    for name in ("headline", "body", "standfirst"):
        assert merged.doc[name] in (base[name], mine[name], theirs[name])
    for clash in merged.clashes:
        if clash.field in {"headline", "body"}:
            assert clash.mine == mine[clash.field] != theirs[clash.field]
            assert merged.doc[clash.field] == theirs[clash.field]
    wire.article_from_doc(merged.doc)


@given(ARTICLES, ARTICLES, ARTICLES)
def test_no_picture_that_somebody_added_is_dropped(base: dict, mine: dict, theirs: dict) -> None:
    """A picture new on either side is in the merge, once."""
    merged = merge_article(base, mine, theirs).doc["placements"]
    names = [each["sha256"] for each in merged]
    known = {each["sha256"] for each in base["placements"]}
    added = {each["sha256"] for each in (*mine["placements"], *theirs["placements"])} - known
    assert added <= set(names)
    assert len(names) == len(set(names))


def test_the_photo_desk_captions_while_the_writer_writes() -> None:
    """A caption there and a text here never clash."""
    picture = a_picture()
    article = an_article(placements=(a_placement(picture),))
    base = wire.article_to_doc(article)
    mine = wire.article_to_doc(replace(article, body="Bản mới."))
    theirs = wire.article_to_doc(
        replace(article, placements=(a_placement(picture, caption="Chợ sáng nay."),))
    )
    merged = merge_article(base, mine, theirs)
    assert not merged.clashes
    assert merged.doc["body"] == "Bản mới."
    assert merged.doc["placements"][0]["caption"] == "Chợ sáng nay."


def test_two_captions_of_one_picture_clash_by_name() -> None:
    """The clash names the picture and the part."""
    picture = a_picture()
    docs = [
        wire.article_to_doc(an_article(placements=(a_placement(picture, caption=each),)))
        for each in (None, "Của tôi.", "Của bạn.")
    ]
    merged = merge_article(*docs)
    name = f"placements.{picture.sha256}.caption"
    assert merged.clashes == (FieldClash(name, None, "Của tôi.", "Của bạn."),)
    assert merged.doc["placements"][0]["caption"] == "Của bạn."


def test_a_picture_taken_out_here_and_captioned_there_stays() -> None:
    """Somebody's words outlive somebody else's removal."""
    picture = a_picture()
    base = wire.article_to_doc(an_article(placements=(a_placement(picture),)))
    mine = wire.article_to_doc(an_article())
    theirs = wire.article_to_doc(an_article(placements=(a_placement(picture, caption="Chợ."),)))
    assert merge_article(base, mine, theirs).doc["placements"][0]["caption"] == "Chợ."
    assert merge_article(base, mine, base).doc["placements"] == []


def test_the_server_alone_says_the_state_and_a_newer_field_passes_through() -> None:
    """State is theirs whatever mine says; a field that this program does not know survives."""
    base = wire.article_to_doc(an_article())
    mine = {**base, "state": "draft", "of_the_future": 7}
    theirs = {**base, "state": "published", "published_at": "2026-01-01T00:00:00.000000Z"}
    merged = merge_article(base, mine, theirs)
    assert merged.doc["state"] == "published"
    assert merged.doc["of_the_future"] == 7
    assert not merged.clashes


def test_without_a_common_version_both_lists_hold() -> None:
    """Two laptops that made the same tags list from nothing keep both their tags."""
    mine = wire.article_to_doc(an_article(tags=("a", "b")))
    theirs = wire.article_to_doc(an_article(tags=("b", "c")))
    base = {name: value for name, value in mine.items() if theirs[name] == value}
    assert merge_article(base, mine, theirs).doc["tags"] == ["b", "c", "a"]


def test_facts_of_a_picture_merge_by_field() -> None:
    """Credit here, keywords there: both hold."""
    base = wire.picture_to_doc(a_picture())
    mine = {**base, "credit": "Hai", "keywords": ["chợ"]}
    theirs = {**base, "source": "Sông Báo", "keywords": ["sông"]}
    merged = merge_picture(base, mine, theirs)
    assert merged.clashes == ()
    assert (merged.doc["credit"], merged.doc["source"]) == ("Hai", "Sông Báo")
    assert merged.doc["keywords"] == ["sông", "chợ"]
