# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories of every shape, as they are handed to others."""

import string
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from editor.files.news import dispatch
from editor.files.news.dispatch import Dispatch, Reader, Stamp
from editor.model.article import FLAGS, HEADER_FIELDS, Author, Correction
from editor.model.assignment import Assignee
from editor.model.picture import DESK_FIELDS, Picture
from editor.model.workflow import Deed, State
from editor.render.body import elsewhere
from editor.text import measure
from tests.builders import PROFILE, a_picture, a_placement, a_remark, an_article

STAMP = Stamp(3, datetime(2026, 3, 1, 5, tzinfo=UTC), datetime(2026, 3, 2, 6, 30, tzinfo=UTC))

LETTERS = string.ascii_letters + "0123456789 .,:;!?-'\"&<>()ăâđêôơưÁệ"
line = (
    st.text(LETTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
)
"""A line as a field has it: no blanks at its ends, none doubled."""
maybe = st.one_of(st.just(""), line)
names = st.lists(line.filter(lambda text: "," not in text), max_size=3, unique=True).map(tuple)
instants = st.integers(0, 10**8).map(lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(0, s))
authors = st.builds(
    Author,
    person=line,
    pen_name=maybe,
    role=st.sampled_from(("writer", "photographer", "translator")),
)
corrections = st.builds(Correction, at=instants, wrong=maybe, right=line)
pictures = st.builds(
    a_picture,
    number=st.integers(1, 10**6),
    headline=maybe,
    caption=maybe,
    alt_text=maybe,
    extended_description=maybe,
    title=maybe,
    creator=maybe,
    credit=maybe,
    source=maybe,
    copyright_notice=maybe,
    usage_terms=maybe,
    people=names,
    organisations=names,
    event=maybe,
    keywords=names,
    sublocation=maybe,
    city=maybe,
    province=maybe,
    country=maybe,
)
STATES = (State.DRAFT, State.PUBLISHED, State.TAKEN_DOWN, State.SCHEDULED)


@st.composite
def stories(draw):
    """(article, pictures): every field that a format of news may have a place for."""
    held = draw(st.lists(pictures, max_size=3, unique_by=lambda each: each.sha256))
    lead = draw(st.integers(0, 2))
    placements = tuple(
        a_placement(each, name=f"p{at}.jpg", is_lead=at == lead) for at, each in enumerate(held)
    )
    copy = draw(st.lists(line, min_size=1, max_size=4))
    copy += [f"![]({each.name})" for each in placements if draw(st.booleans())]
    article = an_article(
        kicker=draw(maybe),
        headline=draw(maybe),
        standfirst=draw(maybe),
        body="\n\n".join(copy),
        dateline_place=draw(maybe),
        authors=tuple(draw(st.lists(authors, max_size=3))),
        category=draw(st.sampled_from(("", "tin-tuc", "van-hoa"))),
        tags=draw(names),
        language=draw(st.sampled_from(("vi", "en"))),
        slugline=draw(maybe),
        url_slug=draw(st.sampled_from(("", "cho-noi"))),
        ednote=draw(maybe),
        genre=draw(st.sampled_from(("", "feature"))),
        embargoed_until=draw(st.one_of(st.none(), instants)),
        corrections=tuple(draw(st.lists(corrections, max_size=2))),
        placements=placements,
        state=draw(st.sampled_from(STATES)),
    )
    return article, {each.sha256: each for each in held}


def handed(article, held, reader=Reader.CLIENTS, hrefs=None) -> Dispatch:
    """A story as it is handed on, as `editor.handing` puts it together."""
    shown, withheld = dispatch.shown_to(article, reader)
    hrefs = {each.name: f"s-pictures/{each.name}" for each in shown.placements} | (hrefs or {})
    enclosed = dispatch.enclosed(shown, held, reader, hrefs)
    return Dispatch(
        shown,
        enclosed,
        PROFILE,
        STAMP,
        elsewhere(shown.body, dispatch.named(enclosed).get, PROFILE),
        measure.visible(shown.body).strip("\n"),
        shown.body if reader is Reader.COLLEAGUES else "",
        withheld,
    )


SECRET = "Tuyệt mật"


def a_secret_story():
    """(article, pictures): a secret in every field that no reader ever sees."""
    told = {
        "slugline": SECRET,
        "ednote": SECRET,
        "flags": FLAGS,
        "genre": SECRET,
        "royalty_shares": ((SECRET, 100),),
        "commissioned_length": 4711,
        "embargoed_until": None,
        "publish_at": datetime(2031, 7, 8, tzinfo=UTC),
        "remarks": (a_remark(author=SECRET, text=SECRET),),
        "desk": SECRET,
        "assignees": (Assignee(SECRET),),
        "due_at": datetime(2031, 7, 8, tzinfo=UTC),
        "brief": SECRET,
        "deeds": (Deed(1, "submit", SECRET, datetime(2031, 7, 8, tzinfo=UTC), SECRET),),
    }
    blank = an_article()
    told |= {
        name: SECRET
        for name in HEADER_FIELDS - told.keys()
        if isinstance(getattr(blank, name), str)
    }
    kinds = {each.name: each.default for each in fields(Picture) if each.name in DESK_FIELDS}
    hidden = {name: SECRET for name, default in kinds.items() if default == ""}
    picture = replace(a_picture(1), **{**hidden, "pick": kinds["pick"]})
    article = an_article(
        authors=(Author(person=SECRET, pen_name="Một Trần"),),
        placements=(a_placement(picture),),
        body=f"Một\n\n![]({picture.file_name})",
        **told,
    )
    return article, {picture.sha256: picture}


COMES_BACK = [
    "kicker",
    "headline",
    "standfirst",
    "body",
    "dateline_place",
    "authors",
    "category",
    "other_categories",
    "tags",
    "language",
    "slugline",
    "url_slug",
    "ednote",
    "genre",
    "embargoed_until",
    "corrections",
]
"""The fields of a story that come back as they went, where it goes to colleagues."""
PICTURE_WORDS = [
    "headline",
    "caption",
    "alt_text",
    "extended_description",
    "title",
    "creator",
    "credit",
    "source",
    "copyright_notice",
    "usage_terms",
    "people",
    "organisations",
    "event",
    "keywords",
    "sublocation",
    "city",
    "province",
    "country",
]


def check_equal(article, held, document):
    """All that formats of news have a place for is in the document as it was in the story."""
    blank = an_article(**dict.fromkeys(COMES_BACK, ""))
    for name in COMES_BACK:
        default = () if isinstance(getattr(article, name), tuple) else getattr(blank, name)
        default = None if name == "embargoed_until" else default
        told = document.fields.get(name, default)
        wanted = getattr(article, name)
        if name == "authors":
            told, wanted = (tuple(map(_called, each)) for each in (told, wanted))
        assert told == wanted, name
    for placement in article.placements:
        said = {"caption": "", "alt_text": "", **document.words[placement.name]}
        picture = placement.said(held[placement.sha256])
        for name in PICTURE_WORDS:
            wanted = getattr(picture, name)
            default = () if isinstance(wanted, tuple) else ""
            assert said.get(name, default) == wanted, name
    assert [each.name for each in document.told] == [each.name for each in article.placements]
    lead = article.lead
    assert document.lead == (lead.name if lead else "")


def _called(author):
    return author.byline, author.person, author.role
