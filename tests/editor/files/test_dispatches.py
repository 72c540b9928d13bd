# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds of every form, whole and broken, become entries and clean words."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.files import dispatches
from editor.model.dispatch import Entry
from tests.wires import ATOM, JSON, RDF, item, rss

HERE = "https://song.example/rss"


def read(data: bytes, media_type: str = "") -> dispatches.Feed:
    return dispatches.read(data, media_type, HERE)


def words(headline="", summary="", content="", language="") -> dispatches.Words:
    return dispatches.words_of(Entry("k", headline, summary, content, language=language))


def test_rss_with_its_names_dates_and_content():
    content = "<![CDATA[<p>Một.</p><p>Hai <script>x</script><img src='a.jpg'>ba.</p>]]>"
    made = item(1, "Giá &amp; chợ", **{"dc:creator": "Một Trần", "content:encoded": content})
    (one,) = read(rss(made)).entries
    assert (one.key, one.author) == (one.link, "Một Trần")
    assert one.link == "https://song.example/tin-1"
    assert one.published_at == datetime(2026, 2, 28, 18, 30, tzinfo=UTC)
    told = dispatches.words_of(one)
    assert told.headline == "Giá & chợ"
    assert told.standfirst == "Sáng nay ghe về bến số 1."
    assert told.body == "Một.\n\nHai ba."
    assert told.language == "vi"


def test_atom_with_relative_links_and_without_dates():
    feed = read(ATOM)
    first, second = feed.entries
    assert feed.title == "River & Sea"
    assert first.link == "https://wire.example/news/1"
    assert first.published_at == datetime(2026, 3, 1, 5, tzinfo=UTC)
    assert second.published_at is None
    assert second.key == "https://wire.example/news/2"
    told = dispatches.words_of(first)
    assert "[gates](https://wire.example/gates)" in told.body
    assert (told.standfirst, told.language) == ("Water went down this morning.", "en")


def test_rss_1_in_latin_letters_and_json_feed():
    (one,) = read(RDF).entries
    assert (one.headline, one.author) == ("Café opens", "B. Writer")
    assert one.published_at == datetime(2026, 2, 28, 11, tzinfo=UTC)
    bridge, untitled = read(JSON).entries
    assert (bridge.link, bridge.author) == ("https://song.example/b", "C. Third")
    assert dispatches.words_of(bridge).body == "One & two.\n\nThree."
    assert dispatches.words_of(untitled).headline == "Untitled news of the day"
    assert untitled.key == "2"


def test_what_is_wrong_with_most_feeds_bars_none():
    wrong = rss(item(1), item(1), item(2, link=None, guid=None), item(3, pubDate="hôm qua"))
    first, second, third = read(wrong).entries
    assert len(second.key) == 64
    assert second.link == ""
    assert third.published_at is None
    assert first.key == "https://song.example/tin-1"
    assert [each.key for each in read(rss(item(4)) + b"<p>trash").entries] == [
        "https://song.example/tin-4"
    ]
    assert len(read(rss(item(5, "A & B < C"))).entries) == 1
    assert len(read(rss(*map(item, range(700)))).entries) == dispatches.MOST_ENTRIES
    said = rss(item(6, "Chợ nổi Ngã Bảy")).decode().encode("utf-16")
    assert read(said).entries[0].headline == "Chợ nổi Ngã Bảy"


def test_entities_bring_no_file_and_fill_no_memory():
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY a0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{names}]>'
    made = rss(item(1, "x&f;&a11;y")).replace(b"<rss", head.encode() + b"<rss", 1)
    for each in read(made).entries:
        assert "root:" not in each.headline
        assert len(each.headline) < 10_000


@pytest.mark.parametrize(
    "data",
    [b"", b"plain words", b"<html><body>x</body></html>", b"{}", b'{"items": 1}', b"{" * 9999],
)
def test_what_is_no_feed_is_refused(data):
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == "feed.not_a_feed"


def test_the_page_of_a_site_names_its_feed():
    page = (
        b"<!doctype html><html><head><link rel=stylesheet href=a.css>"
        b'<link rel="alternate" type="application/rss+xml" title="x" href="/tin.rss"></head>'
    )
    assert dispatches.feed_of_page(page, "https://a.example/b/") == "https://a.example/tin.rss"
    assert dispatches.feed_of_page(rss(), HERE) == ""
    assert dispatches.feed_of_page(b"<html></html>", HERE) == ""


def test_words_are_one_line_short_and_in_one_piece():
    long = "Nước lên. " * 90
    told = words("<b>Tin</b>\n nóng", f"<p>{long}</p>")
    assert told.headline == "Tin nóng"
    assert len(told.standfirst) <= dispatches.LONGEST_STANDFIRST + 2
    assert told.body == long.strip()
    assert (
        words(summary="Không có tiêu đề nào ở đây cả").headline == "Không có tiêu đề nào ở đây cả"
    )
    assert words("5 < 6 and 7 > 6").headline == "5 < 6 and 7 > 6"
    assert words("A", "B", language="fr-FR").language == "fr"


@given(
    st.sampled_from([rss(item(1), item(2)), ATOM, RDF, JSON]),
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=12)), max_size=4
    ),
)
def test_a_feed_that_was_damaged_anywhere_is_read_or_refused(data, cuts):
    """Replays by the example that is printed."""
    for at, gone, other in cuts:
        data = data[:at] + other + data[at + gone :]
    try:
        found = read(data)
    except Refused:
        # Of what code: see `test_what_is_no_feed_is_refused`; nothing else may be raised.
        return
    keys = [each.key for each in found.entries]
    assert len(set(keys)) == len(keys)
    for each in found.entries:
        assert 0 < len(each.key) <= dispatches.LONGEST_KEY
        told = dispatches.words_of(each)
        assert "\n" not in told.headline + told.standfirst
        assert len(dispatches.digest(each)) == 32


def test_declarations_that_never_end_cost_no_more_than_words():
    """Six megabytes of them held everything up for hours."""

    def cost_s(part):
        text = part * (60_000 // len(part))
        told = f"<rss version='2.0'><channel><title>a</title></channel></rss><!--{text}-->"
        start = time.process_time()
        dispatches.read(told.encode(), "application/rss+xml", "https://a.example/rss")
        return time.process_time() - start

    cost_s("Chữ. ")
    assert cost_s("<!DOCTYPE x [") < 20 * max(cost_s("Chữ. "), 0.005)
