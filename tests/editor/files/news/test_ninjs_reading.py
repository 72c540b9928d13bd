# SPDX-License-Identifier: GPL-3.0-or-later
"""ninjs comes in: our own as it went, that of agencies as far as it makes sense, no other harm."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import newswire
from editor.files.news import ninjs, ninjs_reading, received
from editor.files.news.dispatch import Reader
from editor.files.news.ninjs import Version
from tests.builders import PROFILE, an_article
from tests.editor.files.news.stories import check_equal, handed, stories


def read(doc, carried=lambda _: b""):
    """The one story of a document."""
    data = doc if isinstance(doc, bytes) else json.dumps(doc, ensure_ascii=False).encode()
    (found,) = ninjs_reading.stories(data, "tin.json")
    return received.document(found, PROFILE, carried)


@settings(max_examples=40)
@given(stories(), st.sampled_from(Version))
def test_what_went_to_colleagues_comes_back(story, version):
    """Every field that the standard has a place for, of the story and of its pictures."""
    article, held = story
    check_equal(article, held, read(ninjs.document(handed(*story, Reader.COLLEAGUES), version)))


@settings(max_examples=25)
@given(stories())
def test_what_went_to_clients_comes_back_as_readers_see_it(story):
    """The words, the captions and the pictures; the copy by way of HTML."""
    article, held = story
    shown = handed(article, held).article
    found = read(ninjs.document(handed(article, held)))
    for name in ("kicker", "headline", "standfirst", "dateline_place", "category", "tags"):
        assert found.fields.get(name, type(getattr(shown, name))()) == getattr(shown, name)
    assert [e.byline for e in found.fields.get("authors", ())] == [e.byline for e in shown.authors]
    assert found.fields.get("embargoed_until") == article.embargoed_until
    assert len(found.told) == len(article.placements)


AGENCY = {
    "guid": "tag:example.org,2026:1",
    "version": 3,
    "type": "text",
    "headline": "Flood <b>recedes</b>",
    "slugline": "FLOOD-",
    "byline": "By Jane Doe",
    "body_html": "<p>One <script>x()</script><em>two</em></p><p><img src='a/flood.jpg'></p>",
    "description_html": "<p>The river &amp; the town</p>",
    "located": "Can Tho",
    "language": "en-GB",
    "urgency": "2",
    "pubstatus": "canceled",
    "subject": [{"name": "Tin tức", "code": "04"}, {"name": "flood"}, "odd", None],
    "service": [{"code": "zz", "name": "World"}],
    "keywords": ["river", 7, None],
    "copyrightholder": "Agency",
    "embargoed": "2031-01-01T00:00:00+07:00",
    "associations": {
        "featuremedia": {
            "type": "picture",
            "description_text": "Boats.",
            "body_text": "Two boats",
            "byline": "Joe",
            "renditions": {
                "thumb": {"href": "t.jpg", "width": 10},
                "original": {"href": "a/flood.jpg", "width": "odd"},
            },
        },
        "story2": {"type": "text", "headline": "Other"},
        "nothing": None,
    },
}


def test_an_agency_of_the_first_generation():
    """Its own names for things; scripts stay out; sections of the site are known by name."""
    found = read(AGENCY, lambda address: address.encode() if address == "a/flood.jpg" else b"")
    fields = dict(found.fields)
    assert fields.pop("authors")[0].person == "Jane Doe"
    assert fields.pop("embargoed_until").isoformat() == "2030-12-31T17:00:00+00:00"
    assert fields == {
        "headline": "Flood recedes",
        "slugline": "FLOOD-",
        "standfirst": "The river & the town",
        "dateline_place": "Can Tho",
        "language": "en",
        "category": "tin-tuc",
        "tags": ("flood", "river", "7", "World"),
        "body": "One *two*\n\n![](flood.jpg)",
        "ednote": "Agency · tag:example.org,2026:1 · v3 · canceled",
    }
    assert found.pictures == (("flood.jpg", b"a/flood.jpg"),)
    assert found.lead == "flood.jpg"
    assert found.words["flood.jpg"]["creator"] == "Joe"
    assert found.told[0].caption == "Boats."
    assert found.told[0].alt_text == "Two boats"
    assert found.receipt["dropped"] == {"scripts": 1, "associations": 1}
    assert found.original.guid == "tag:example.org,2026:1#3"
    assert json.loads(found.original.data) == AGENCY


def test_the_first_generation_as_we_write_it():
    """Ninjs 1.3 has fewer places, and what is in them comes back."""
    article = an_article()
    found = read(newswire.ninjs(handed(article, {})))
    assert found.fields["headline"] == article.headline
    assert found.fields["category"] == article.category
    assert found.fields["body"] == article.body


def test_many_stories_in_one_file():
    """As a list, within an agency's answer, one a line."""
    one, two = {"uri": "a", "headline": "A"}, {"uri": "b", "bodies": []}
    lines = b"\n".join(json.dumps(each).encode() for each in (one, two))
    for data in (json.dumps([one, 7, two]), json.dumps({"data": {}, "items": [one, two]}), lines):
        found = list(ninjs_reading.stories(data if isinstance(data, bytes) else data.encode(), ""))
        assert [each.original.guid for each in found] == ["a#", "b#"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "files.damaged"),
        (b"\xff\xfe{", "files.damaged"),
        (b'{"uri": ' + b"9" * 6000 + b"}", "files.damaged"),
        (b"[" * 200_000, "files.too_deep"),
        (b'{"a":' * 200_000, "files.too_deep"),
        (b'{"name": "package", "version": 1}', "files.unknown_news"),
        (b"[]", "files.unknown_news"),
    ],
)
def test_files_that_are_no_news(data, code):
    """One clear sentence each."""
    with pytest.raises(Refused) as refused:
        list(ninjs_reading.stories(data, "tin.json"))
    assert refused.value.code == code


odd = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "role",
                    "value",
                    "rel",
                    "type",
                    "href",
                    "renditions",
                    "literal",
                    "contenttype",
                    "city",
                    "located",
                    "headlines",
                    "descriptions",
                    "linkedrights",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(
            sorted(
                {
                    *AGENCY,
                    "bodies",
                    "descriptions",
                    "headlines",
                    "infosources",
                    "subjects",
                    "genres",
                    "altids",
                    "dateline",
                    "by",
                    "places",
                    "people",
                    "rightsinfo",
                    "versioncreated",
                }
            )
        ),
        odd,
        max_size=8,
    )
)
@example({"dateline": {"located": {"city": {}}}})
def test_odd_values_never_stop_a_story(told):
    """Whatever stands in a field, the story comes in with those that make sense."""
    found = read({"uri": "u", "headline": "A", **told, "type": "text"} | {"guid": "g"})
    assert all(
        isinstance(each, str | tuple) or name == "embargoed_until"
        for name, each in found.fields.items()
    )
