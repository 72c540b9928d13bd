# SPDX-License-Identifier: GPL-3.0-or-later
"""What sources sent is listed, found with marks or without, read, used, and let go of in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.dispatch import DispatchFilter, Source, SourceId
from editor.store.dispatches import Arrived, Dispatches
from editor.store.sources import Sources


class Wires:
    """The rooms of the wire desk on one store."""

    def __init__(self, store) -> None:
        self.clock = store.clock
        self.sources, self.dispatches = Sources(store.database), Dispatches(store.database)
        self.heard: list[bool] = []
        store.database.listen(lambda changes: self.heard.append(changes.is_wires))

    def add(self, address="https://a.example/", **fields) -> SourceId:
        return self.sources.add(Source(SourceId(0), address, **fields), origin="t").id

    def take(self, source_id, *arrived, seen=None, **told) -> int:
        keys = [each.key for each in arrived] if seen is None else seen
        told = told or {"failures": 0}
        return self.dispatches.take(source_id, arrived, keys, told, origin="t")

    def headlines(self, text="", **chosen) -> list[str]:
        return [each.headline for each in self.dispatches.rows(DispatchFilter(text, **chosen))]


@pytest.fixture
def wires(store) -> Wires:
    return Wires(store)


def one(key="k", headline="Chợ nổi", minutes=0, clock=None, **fields) -> Arrived:
    at = None if clock is None else clock.now - timedelta(minutes=minutes)
    told = {"standfirst": "", "body": "", "link": "", "author": "", "language": "vi", **fields}
    return Arrived(key, f"{headline}{fields}", at, headline, **told)


def test_the_newest_is_on_top_whatever_it_says_of_the_time_to_come(wires):
    its = wires.add()
    late = one("c", "Mai", -600, wires.clock)
    count = wires.take(its, one("a", "Cũ", 60, wires.clock), one("b", "Mới"), late)
    assert count == 3
    assert wires.headlines() == ["Mới", "Mai", "Cũ"]
    assert all(each.at <= wires.clock.now for each in wires.dispatches.rows(DispatchFilter()))
    assert wires.headlines(source_id=SourceId(99)) == []


def test_it_is_found_with_marks_and_without_and_together_first(wires):
    its = wires.add()
    wires.take(
        its,
        one("a", "Quận Đống Đa mở phố đi bộ", 90, wires.clock),
        one("b", "Đa số đống rơm bị cháy", 1, wires.clock),
        one("c", "Khác", 1, wires.clock, body="Nhắc tới đống đa thôi", author="Vũ Thị Bảy"),
    )
    expected = ["Khác", "Quận Đống Đa mở phố đi bộ", "Đa số đống rơm bị cháy"]
    assert wires.headlines("dong da") == wires.headlines("Đống Đa") == expected
    assert wires.headlines("bay") == ["Khác"]
    assert wires.headlines("”") == []
    assert wires.dispatches.count(DispatchFilter("dong da")) == 3
    assert wires.dispatches.count(DispatchFilter("!")) == 0
    wires.take(its, one("c", "Khác hẳn", body="Nay viết khác"))
    assert wires.headlines("dong da") == expected[1:]
    assert wires.headlines("viet khac") == ["Khác hẳn"]


def test_what_comes_again_is_there_once_and_unread_where_its_headline_is_new(wires):
    its, other = wires.add(), wires.add("https://b.example/")
    wires.take(its, one("a"))
    wires.take(other, one("a"))
    assert wires.dispatches.known(its, ["a", "b"]) == {"a": "Chợ nổi{}"}
    (mine,) = wires.dispatches.rows(DispatchFilter(source_id=its))
    wires.dispatches.mark_read([mine.id], origin="t")
    assert [each.unread for each in wires.sources.all()] == [0, 1]
    assert wires.take(its, one("a", body="Thêm")) == 0
    assert wires.dispatches.get(mine.id).is_read
    assert wires.dispatches.get(mine.id).body == "Thêm"
    wires.take(its, one("a", "Chợ nổi: cập nhật"))
    assert wires.headlines(is_unread=True, source_id=its) == ["Chợ nổi: cập nhật"]


def test_what_is_no_longer_shown_goes_in_time_but_what_was_used_stays(wires):
    its = wires.add()
    wires.take(its, one("shown", "Còn"), one("old", "Lũ cũ"), one("used", "Đã dùng"))
    (used,) = wires.dispatches.rows(DispatchFilter("da dung"))
    wires.dispatches.mark_used(used.id, ArticleId("x"), origin="t")
    wires.clock.go(days=10)
    wires.take(its, seen=["shown"])
    wires.clock.go(days=10)
    # The server says that nothing is new: what it showed the last time it shows still.
    wires.dispatches.take(its, (), None, {"failures": 0}, origin="t")
    assert wires.dispatches.prune(14, origin="t") == 1
    assert set(wires.headlines()) == {"Còn", "Đã dùng"}
    assert wires.headlines("lu cu") == []
    assert wires.dispatches.get(used.id).story_id == "x"
    assert wires.dispatches.prune(14, origin="t") == 0


def test_a_source_that_goes_takes_what_it_sent_along(wires):
    its, other = wires.add(), wires.add("https://b.example/", name="B")
    wires.take(its, one("a", "Một"))
    wires.take(other, one("a", "Hai"))
    wires.sources.remove(its, origin="t")
    assert wires.headlines() == wires.headlines("hai") == ["Hai"]
    assert wires.headlines("mot") == []
    assert wires.take(its, one("b")) == 0
    with pytest.raises(Refused, match=r"feed\.unknown_source"):
        wires.sources.get(its)
    with pytest.raises(Refused, match=r"feed\.unknown_dispatch"):
        wires.dispatches.get(99)
    assert wires.add("https://a.example/") > other


def test_sources_are_named_switched_and_never_there_twice(wires):
    its = wires.add(name="", is_on=True)
    wires.take(its, one(), title="Sông Báo")
    assert wires.sources.get(its).label == "Sông Báo"
    assert wires.dispatches.rows(DispatchFilter())[0].source == "Sông Báo"
    with pytest.raises(Refused, match=r"feed\.known_source"):
        wires.add()
    other = wires.add("https://b.example/")
    with pytest.raises(Refused, match=r"feed\.known_source"):
        wires.sources.change(other, {"address": "https://a.example/"}, origin="t")
    with pytest.raises(Refused, match=r"feed\.unknown_source"):
        wires.sources.change(SourceId(99), {"name": "x"}, origin="t")
    assert wires.sources.next_due().year == 1970
    for each in (its, other):
        wires.sources.change(each, {"is_on": False, "name": "Tắt"}, origin="t")
    assert wires.sources.next_due() is None
    assert wires.headlines() == []
    assert wires.headlines(source_id=its) == ["Chợ nổi"]


def test_the_window_hears_of_all_that_changed_and_of_nothing_else(wires):
    its = wires.add()
    wires.take(its, one())
    (row,) = wires.dispatches.rows(DispatchFilter())
    wires.dispatches.mark_read([row.id], origin="t")
    assert wires.heard == [True] * 3
    wires.dispatches.mark_read([row.id], origin="t")
    assert wires.heard == [True] * 3


def test_it_is_all_there_after_a_restart(store):
    wires = Wires(store)
    its = wires.add()
    wires.sources.change(
        its, {"error": "feed.busy", "error_values": {"retry_after_s": 9}}, origin="t"
    )
    wires.take(its, replace(one("a", "Một"), link="https://a.example/1"), etag="x")
    store.reopen()
    again = Wires(store)
    (kept,) = again.sources.all()
    assert (kept.etag, kept.error_values, kept.unread) == ("x", {"retry_after_s": 9}, 1)
    (row,) = again.dispatches.rows(DispatchFilter("mot"))
    assert again.dispatches.get(row.id).link == "https://a.example/1"
