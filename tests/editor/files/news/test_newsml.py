# SPDX-License-Identifier: GPL-3.0-or-later
"""NewsML-G2 and NITF: what goes out comes back, agencies' files come in, hostile ones end."""

import contextlib
import io
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import newsfiles, sealed
from editor.files.news import newsml, newsml_reading, nitf, nitf_reading, received
from editor.files.news.dispatch import Reader
from editor.files.newsfiles import Kind
from tests.builders import PROFILE, an_article
from tests.editor.files.news.stories import (
    SECRET,
    a_secret_story,
    check_equal,
    handed,
    stories,
)

NAR = "{http://iptc.org/std/nar/2006-10-01/}"


def read(text, carried=lambda _: b""):
    """The stories of a message."""
    data = text if isinstance(text, bytes) else text.encode()
    items = sealed.elements(io.BytesIO(data), "tin.xml", newsml_reading.is_item)
    return [received.document(e, PROFILE, carried) for e in newsml_reading.stories(items)]


@settings(max_examples=40)
@given(stories())
def test_what_went_to_colleagues_comes_back(story):
    """Every field that the standard has a place for, of the story and of its pictures."""
    (found,) = read(newsml.document(handed(*story, Reader.COLLEAGUES)))
    check_equal(*story, found)


@settings(max_examples=30)
@given(stories())
def test_what_went_to_clients_comes_back_as_readers_see_it(story):
    """In both forms: the words of the head, the names, the pictures with their captions."""
    told = handed(*story)
    shown = told.article
    (of_newsml,) = read(newsml.document(told))
    root = sealed.whole(io.BytesIO(nitf.document(told).encode()), "tin.xml")
    of_nitf = received.document(nitf_reading.story(root), PROFILE, lambda _: b"")
    for found in (of_newsml, of_nitf):
        for name in ("kicker", "headline", "standfirst", "dateline_place", "category", "tags"):
            wanted = getattr(shown, name)
            assert found.fields.get(name, type(wanted)()) == wanted, name
        names = [each.byline for each in found.fields.get("authors", ())]
        assert names == [each.byline for each in shown.authors]
        assert found.fields.get("embargoed_until") == shown.embargoed_until
        assert found.fields.get("corrections", ()) == shown.corrections
        captions = {each.name: each.caption for each in found.told}
        assert captions == {e.name: e.picture.caption for e in told.pictures}
    words, others = (
        str(e.fields["body"]).partition("![](")[0].strip() for e in (of_newsml, of_nitf)
    )
    assert words == others


def test_no_client_is_told_what_is_for_the_house():
    """Neither form says a word of it."""
    for write in (newsml.document, nitf.document):
        text = write(handed(*a_secret_story()))
        assert SECRET not in text
        assert "4711" not in text
        assert "Một Trần" in text


MARKS = """## Chợ

Một **hai** *ba* [bốn](https://example.org/a?b=1&c=2) x^2^.

- Một
- Hai
  1. Ba

| A | B |
|---|--:|
| c | d |

> Lời bà Ba

> [!box] Mốc
> Trong khung

    code <b>

Có chú.[^1]

[^1]: Chú."""


def test_every_construct_of_the_copy_is_in_both_forms():
    """Well-formed, no word lost, and back again as copy that says the same."""
    told = handed(an_article(body=MARKS), {})
    (of_newsml,) = read(newsml.document(told))
    root = sealed.whole(io.BytesIO(nitf.document(told).encode()), "")
    of_nitf = received.document(nitf_reading.story(root), PROFILE, lambda _: b"")
    for found in (of_newsml, of_nitf):
        words = re.findall(r"\w+", str(found.fields["body"]))
        for each in ("Chợ", "bốn", "Hai", "Lời", "bà", "Mốc", "khung", "code", "Chú"):
            assert each in words, each
        assert "**hai** *ba* [bốn](https://example.org/a?b=1&c=2)" in found.fields["body"]
        assert "| c | d |" in re.sub(" +", " ", found.fields["body"])


INSIDE = {
    "nitf": "head body",
    "head": "title docdata",
    "docdata": "doc-id date.issue date.release ed-msg du-key doc.copyright key-list"
    " identified-content",
    "body": "body.head body.content",
    "body.head": "hedline note byline dateline abstract",
    "hedline": "hl1 hl2",
    "byline": "person byttl",
    "dateline": "location",
    "abstract": "p",
    "note": "body.content",
    "key-list": "keyword",
    "identified-content": "classifier",
    "body.content": "block hl2 p table media ol ul dl bq pre hr",
    "block": "block hl2 p table media ol ul dl bq pre hr",
    "bq": "block",
    "ul": "li",
    "ol": "li",
    "dl": "dt dd",
    "li": "block hl2 p table media ol ul dl bq pre hr",
    "dd": "block hl2 p table media ol ul dl bq pre hr",
    "td": "block hl2 p table media ol ul dl bq pre hr",
    "th": "block hl2 p table media ol ul dl bq pre hr",
    "table": "thead tbody tr",
    "thead": "tr",
    "tbody": "tr",
    "tr": "td th",
    "media": "media-reference media-caption media-producer",
    "media-caption": "p",
    "p": "a em br q",
    "hl2": "a em br q",
    "dt": "a em br q",
    "a": "em br q a",
    "em": "a em br q",
}
"""Which elements stand in which, as far as we write them, by the DTD of NITF 3.6."""


@settings(max_examples=25)
@given(stories())
def test_nitf_has_only_elements_where_the_standard_has_them(story):
    """Told in the order of the standard too, where it has one."""
    article, held = story
    named = "".join(f"\n\n![]({each.name})" for each in article.placements)
    for body in (article.body, MARKS + named):
        told = handed(an_article(body=body, placements=article.placements), held)
        root = ET.fromstring(nitf.document(told))
        for parent in root.iter():
            inside = INSIDE.get(parent.tag.rpartition("}")[2], "").split()
            for child in parent:
                assert child.tag.rpartition("}")[2] in inside, (parent.tag, child.tag)
        heads = [e.tag.rpartition("}")[2] for e in root.find("{*}body/{*}body.head")]
        order = INSIDE["body.head"].split()
        assert heads == sorted(heads, key=order.index)


ORDER = {
    "newsItem": "catalogRef catalog rightsInfo itemMeta contentMeta contentSet",
    "packageItem": "catalogRef catalog rightsInfo itemMeta contentMeta groupSet",
    "itemMeta": "itemClass provider versionCreated firstCreated embargoed pubStatus fileName"
    " title edNote expires",
    "rightsInfo": "copyrightHolder copyrightNotice usageTerms",
}
"""The order of elements in the standard's schema, as far as we write them."""
FIRST = "contentCreated located infoSource creator altId"


@settings(max_examples=25)
@given(stories())
def test_newsml_has_its_elements_in_the_order_of_the_standard(story):
    """And each qualified code has a scheme that the file's catalogues know."""
    root = ET.fromstring(newsml.document(handed(*story, Reader.COLLEAGUES)))
    for each in root.iter():
        name = each.tag.rpartition("}")[2]
        if name in ORDER:
            tags = [child.tag.rpartition("}")[2] for child in each]
            assert tags == sorted(tags, key=ORDER[name].split().index)
        if name == "contentMeta":
            tags = [child.tag.rpartition("}")[2] for child in each]
            at = [tag in FIRST.split() for tag in tags]
            assert at == sorted(at, reverse=True)
        for code in (each.get("qcode"), each.get("role"), each.get("type")):
            if code and not code.startswith(("ninat", "stat", "cpnat", "drol", "crol", "group")):
                assert code.partition(":")[0] in {*newsml._OWN, "stid", "iso3166-1a3"}
                assert not re.search(r"\s", code)


AGENCY = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE newsItem SYSTEM "http://example.org/none.dtd">
<newsItem xmlns="{NAR[1:-1]}" guid="urn:newsml:acme:1" version="2" xml:lang="en-US">
<rightsInfo><usageTerms>Ask us</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:ACME"/>
<versionCreated>2026-11-21T16:25:32-05:00</versionCreated>
<pubStatus qcode="stat:canceled"/><edNote>One</edNote><edNote>Two</edNote></itemMeta>
<contentMeta><located><name>New York, NY</name></located>
<creator uri="http://example.org/mj"><name>Meredith Jameson</name></creator>
<subject qcode="medtop:04000000"><name>V&#259;n h&#243;a</name></subject>
<headline> Fed to\n halt </headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Other</hl1>
</hedline><abstract><p>Short&nbsp;one.</p></abstract></body.head><body.content>
<p>(New York) Caf\xe9 <em class="bold">lux</em></p><hl2>Sub</hl2>
<media media-type="image"><media-reference source="a.jpg" mime-type="image/jpeg"/>
<media-caption><p>Boats</p></media-caption></media></body.content></body></nitf>
</inlineXML></contentSet></newsItem>""".encode("latin-1")


def test_an_agency_with_nitf_inside():
    """In its own letters, with names from a list that is not fetched, and its odd blanks."""
    (found,) = read(AGENCY)
    fields = dict(found.fields)
    assert fields.pop("authors")[0].person == "Meredith Jameson"
    assert fields == {
        "headline": "Fed to halt",
        "standfirst": "Short one.",
        "dateline_place": "New York, NY",
        "language": "en",
        "tags": ("Văn hóa",),
        "body": "(New York) Café **lux**\n\n## Sub\n\n![](a.jpg)",
        "ednote": "One\nTwo\nACME · urn:newsml:acme:1 · v2 · 2026-11-21T16:25:32-05:00 · Ask us"
        " · canceled",
    }
    assert found.told[0].caption == "Boats"
    assert found.original.guid == "urn:newsml:acme:1#2"


def test_kinds_are_told_by_the_beginning(tmp_path):
    """Not by the name, which may say anything."""
    told = handed(an_article(), {})
    cases = {
        "a.txt": (newsml.document(told).encode(), Kind.NEWSML),
        "b.json": (nitf.document(told).encode("utf-16"), Kind.NITF),
        "c.xml": (AGENCY, Kind.NEWSML),
        "d.html": (b"<html><p>x</p>", None),
        "e.md": (b"# A\n\n{", None),
        "f.txt": (b'{"uri": "u", "headline": "h"}', Kind.NINJS),
        "g.txt": (b'{"a": 1}', None),
    }
    for name, (data, kind) in cases.items():
        (tmp_path / name).write_bytes(data)
        assert newsfiles.kind_of(tmp_path / name) == kind, name
    for name, data in (("a.xml", b"<NewsML/>"), ("b.json", b"<p>"), ("c.wxr", b"<rss/>")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Refused) as refused:
            newsfiles.kind_of(tmp_path / name)
        assert refused.value.code == "files.unknown_news"


LAUGHS = b"<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><nitf><title>&b;</title></nitf>"
OUTSIDE = b"<!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><nitf>&x;</nitf>"
PARAMETER = b"<!DOCTYPE nitf [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><nitf/>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LAUGHS, "files.entities"),
        (OUTSIDE, "files.entities"),
        (PARAMETER, "files.entities"),
        (b"<nitf>" + b"<a>" * 100_000, "files.too_deep"),
        (b"<nitf><a " + b"b='1' " * 10 + b"c='" + b"x" * 9_000_000, "files.too_large"),
        (b"<nitf>" + b"<a/>" * 6000, "files.too_large"),
        (b"<nitf><head><title>Mot", "files.cut_short"),
        (b"<nitf><head", "files.cut_short"),
        (b"<nitf></head></nitf>", "files.damaged"),
        (b'<?xml version="1.0" encoding="utf-8"?><nitf>\xe9\xe9\xff</nitf>', "files.damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><nitf/>', "files.damaged"),
        (b"<nitf>&unknown;</nitf>", "files.damaged"),
        (b"", "files.damaged"),
    ],
)
def test_hostile_files_end_in_one_sentence(data, code, monkeypatch):
    """None expands, fetches, recurses or waits."""
    monkeypatch.setattr(sealed, "MOST_ELEMENTS", 5000)
    with pytest.raises(Refused) as refused:
        sealed.whole(io.BytesIO(data), "tin.xml")
    assert refused.value.code == code


@settings(max_examples=40)
@given(stories().map(lambda s: newsml.document(handed(*s)).encode()), st.data())
def test_damaged_messages_end_in_one_sentence(whole, data):
    """Cut, or with bytes changed: a story, or a sentence, and never anything else."""
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = bytearray(whole)
    if data.draw(st.booleans()):
        del broken[at:]
    else:
        broken[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    with contextlib.suppress(Refused):
        read(bytes(broken))
