# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that is kept is the page that would be made now, whatever happened since."""

import gzip
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Router

from editor.model.workflow import Role
from editor.render.dates import Dates
from editor.server.editions import Edition
from editor.server.kept import TRUST_S, KeptPages, ServedAtOnce
from editor.server.pages import Made, PublicPages
from tests.builders import PROFILE
from tests.contracts.houses import an_app, an_archive
from tests.editor.server.test_pages import NOW, SITE, Shelf, Source, edition
from tests.editor.server.test_replies import DOC, Client, key

HOUR = timedelta(hours=1)
DATES = Dates(PROFILE, just_now="vừa xong", day_pattern="dd/MM/yyyy")
SHELF = Shelf()
PAGES = PublicPages(Source(SHELF), SITE)


ROOT = {"type": "http", "method": "GET", "path": "/", "headers": []}


def _kept(marks, now_s):
    """Pages whose mark is the newest of these, in a file system that stands still."""
    return KeptPages(lambda: marks[-1], lambda: "still", lambda: NOW, {}, clock_s=lambda: now_s[0])


def _publish(call, number, headline):
    doc = {**DOC, "id": f"01900000-0000-7000-8000-{number:012d}", "headline": headline}
    path = f"/v1/articles/{doc['id']}"
    made = call("PUT", path, json=doc, headers=key(number * 10, **{"If-None-Match": "*"}))
    return path, _act(call, path, made, number * 10 + 1, {"act": "publish", "edition": "1"})


def _act(call, path, before, number, payload):
    headers = key(number, **{"If-Match": before.headers["etag"]})
    done = call("POST", f"{path}/transitions", json=payload, headers=headers)
    assert done.status_code == 200, done.text
    return done


def test_a_page_is_the_same_until_something_goes_public(call, read):
    path, out = _publish(call, 1, "Tin một")
    first = read("GET", "/tin-mot.html")
    again = read("GET", "/tin-mot.html")
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    _publish(call, 2, "Tin hai")
    later = read("GET", "/tin-mot.html")
    assert "Tin hai" in later.text
    assert later.headers["etag"] != first.headers["etag"]
    gone = {"act": "take_down", "reason": "sai"}
    _act(call, path, out, 90, gone)
    assert read("GET", "/tin-mot.html").status_code == 410
    assert "Tin một" not in read("GET", "/").text


def test_another_process_takes_a_page_away(tmp_path, call, read, now):
    path, out = _publish(call, 1, "Tin một")
    read("GET", "/tin-mot.html")
    assert read("GET", "/tin-mot.html").status_code == 200
    other = an_archive(tmp_path / "archive", lambda: now[0])
    elsewhere = Client(an_app(other), other.tokens.make("Mai", "desk", Role.EDITOR))
    _act(elsewhere, path, out, 90, {"act": "take_down", "reason": "sai"})
    assert read("GET", "/tin-mot.html").status_code == 410
    other.close()


def test_time_passes_on_a_kept_page(call, read, now):
    _publish(call, 1, "Tin một")
    _publish(call, 2, "Tin hai")
    assert "vừa xong" in read("GET", "/tin-mot.html").text.lower()
    now[0] += HOUR
    assert "1 giờ trước" in read("GET", "/tin-mot.html").text


def test_who_has_a_page_is_sent_none(call, read):
    _publish(call, 1, "Tin một")
    etag = read("GET", "/").headers["etag"]
    same = read("GET", "/", headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    assert read("GET", "/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_travels_small(call, read):
    _publish(call, 1, "Tin một")
    plain = read("GET", "/tin-mot.html", headers={"Accept-Encoding": "identity"})
    small = read("GET", "/tin-mot.html", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert (small.headers["content-encoding"], small.content) == ("gzip", plain.content)
    assert int(small.headers["content-length"]) < len(gzip.compress(plain.content)) * 1.2


def test_no_page_is_kept_for_what_is_none(call, read):
    assert read("GET", "/khong-co.html").status_code == 404
    _publish(call, 1, "Không có")
    assert read("GET", "/khong-co.html").status_code == 200


def test_a_kept_page_needs_no_route():
    """The second reader is answered before anything of the application is asked."""
    now_s = [0.0]
    pages = _kept(["a"], now_s)
    alone = Client(ServedAtOnce(Router(), pages), "")
    assert alone("GET", "/").status_code == 404
    pages.page(ROOT, lambda: Made("made", NOW + HOUR))
    assert (alone("GET", "/").text, alone("POST", "/").status_code) == ("made", 404)
    now_s[0] += TRUST_S * 2
    assert alone("GET", "/").status_code == 404


@given(st.integers(0, 90_000), st.integers(0, 90_000))
def test_a_page_holds_as_long_as_it_says(passed_s, later_s):
    """Until then no time in words is another one; at that moment it is looked at anew."""
    published_at = NOW - timedelta(seconds=passed_s)
    story = edition(1).article
    SHELF.editions = [Edition(replace(story, published_at=published_at), {})]
    made = PAGES.home()
    assert made.until > NOW
    later = min(NOW + timedelta(seconds=later_s), made.until - timedelta(microseconds=1))
    assert DATES.ago(published_at, later) == DATES.ago(published_at, NOW)
    assert DATES.masthead(later) == DATES.masthead(NOW)


def test_a_stamp_that_stands_still_hides_no_commit_of_ours():
    """Two commits within one tick of the file system's clock have one stamp."""
    marks = ["a"]
    pages = _kept(marks, [0.0])
    pages.page(ROOT, lambda: Made("old", NOW + HOUR))
    assert pages.at_once(ROOT).body == b"old"
    marks.append("b")
    pages.doubt()
    assert pages.at_once(ROOT) is None
    assert pages.page(ROOT, lambda: Made("new", NOW + HOUR)).body == b"new"
    assert pages.at_once(ROOT).body == b"new"


def test_where_nothing_tells_of_commits_each_reader_looks():
    pages = KeptPages(lambda: "a", lambda: None, lambda: NOW, {})
    pages.page(ROOT, lambda: Made("old", NOW + HOUR))
    assert pages.at_once(ROOT) is None
    assert pages.page(ROOT, lambda: Made("never asked", NOW + HOUR)).body == b"old"
