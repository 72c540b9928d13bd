# SPDX-License-Identifier: GPL-3.0-or-later
"""Caches hear of each act, the taken down first, until they heard; and of all that it moves."""

import json
import re
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa

from editor import wire
from editor.cms.transitions import Transition
from editor.errors import Refused
from editor.model import framing
from editor.model.picture import Crop
from editor.model.workflow import Act, Role
from editor.pictures.renditions import Renditions
from editor.server import caching, editions, purges, tables
from editor.server.app import create_app
from editor.server.purger import Hook, Purger, telling
from editor.server.tokens import Caller
from tests.builders import a_picture, a_placement, an_article
from tests.contracts.houses import TEMPLATES
from tests.editor.server.test_directory import _publish
from tests.editor.server.test_kept import _act
from tests.editor.server.test_replies import DOC, Client, key

GONE = {"act": "take_down", "reason": "sai"}
SITE = "https://bao.example"


class Cache:
    """What a cache was told, one line a request; it answers as it is told to."""

    def __init__(self) -> None:
        self.heard: list[httpx.Request] = []
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.heard.append(request)
        return httpx.Response(self.status)

    def hook(self, address="http://cache.example:8080", token=""):
        return Hook(address, SITE, token, httpx.MockTransport(self))

    @property
    def paths(self) -> list[str]:
        return [each.url.path for each in self.heard]


@pytest.fixture
def cache():
    return Cache()


@pytest.fixture
def wanted(archive):
    archive.database.write_in_order(purges.want)


def _rows(archive):
    with archive.database.reading() as connection:
        return connection.execute(sa.select(tables.purge).order_by(tables.purge.c.n)).all()


def _told(archive, cache, *hooks):
    """Let the purger go as often as there is something for it now."""
    purger = Purger(archive, [*(hooks or [cache.hook()])])
    while purger._go() == 0:
        pass


def _patch(call, path, out, number, **changed):
    headers = key(number, **{"If-Match": out.headers["etag"]})
    return call("PATCH", path, json=changed, headers=headers)


def _pages(read, slugs):
    every = ["/", "/page/2/", f"/{DOC['category']}/", "/tag/cho-noi/", "/author/luong-linh/"]
    every += ["/rss.xml", f"/{DOC['category']}/atom.xml", *(f"/{each}.html" for each in slugs)]
    every += ["/sitemap-1.xml", "/sitemap-news.xml", "/search?q=tin", "/search?q=tin&page=2"]
    return {each: read("GET", each) for each in every}


def test_nothing_is_noted_where_nobody_is_to_be_told(call, archive):
    path, out = _publish(call, 1)
    _act(call, path, out, 90, GONE)
    assert _rows(archive) == []


def test_every_page_that_shows_a_story_is_reached_by_address_or_by_key(wanted, call, read, archive):
    for number in (1, 2, 3):
        path, out = _publish(call, number, tags=["Chợ nổi", f"Thẻ {number}"])
    slugs = ["tin-so-1", "tin-so-2", "tin-so-3"]
    for step, payload in enumerate(({"act": "update", "edition": "2"}, GONE)):
        before = _pages(read, slugs)
        if not step:
            out = _patch(call, path, out, 70, tags=["Chợ nổi", "Mới"], kicker="Khác")
        out = _act(call, path, out, 80 + step, payload)
        row = _rows(archive)[-1]
        addresses, keys = json.loads(row.addresses), {*json.loads(row.keys)}
        assert row.is_urgent == bool(step)
        for address, page in before.items():
            shows = page.status_code == 200 and "tin-so-3.html" in page.text
            told = {*page.headers.get("cache-tag", "").split(",")}
            assert told == {*page.headers.get("surrogate-key", "").split(" ")}
            assert not shows or address in addresses or told & keys, address
            if shows and address.endswith("/"):
                assert address in addresses
        assert before["/search?q=tin"].text.count("tin-so-") >= 3
        for feed, its in (("/rss.xml", "l-home"), (f"/{DOC['category']}/atom.xml", "l-tin-tuc")):
            assert before[feed].headers["surrogate-key"] == its
        assert {"/tin-so-3.html", "/", "/rss.xml", "/sitemap.xml"} <= {*addresses}
        assert "/tin-so-1.html" not in addresses
        assert {"/tag/moi/", "/tag/cho-noi/"} <= {*addresses}
        assert ("/tag/the-3/" in addresses) == (step == 0)


def test_old_addresses_and_old_lists_are_told_as_well(wanted, call, archive):
    path, out = _publish(call, 1, category="van-hoa")
    out = _patch(call, path, out, 70, category="kinh-te", url_slug="tin-moi")
    _act(call, path, out, 71, {"act": "update", "edition": "2"})
    told = {*json.loads(_rows(archive)[-1].addresses)}
    both = {"/tin-so-1.html", "/tin-moi.html", "/van-hoa/", "/kinh-te/", "/kinh-te/rss.xml"}
    assert both <= told


def test_the_taken_down_goes_first_and_twice_and_the_rest_together(
    wanted, call, archive, cache, now
):
    paths = [_publish(call, number) for number in (1, 2)]
    _act(call, *paths[1], 90, GONE)
    purger = Purger(archive, [cache.hook()])
    purger._go()
    assert "/tin-so-2.html" in cache.paths
    assert "/tin-so-1.html" not in cache.paths
    assert {each.method for each in cache.heard} == {"PURGE"}
    assert {each.headers["host"] for each in cache.heard} == {"bao.example"}
    assert {each.headers["accept-encoding"] for each in cache.heard} == {"gzip", "identity"}
    assert len(cache.paths) == 2 * len({*cache.paths})
    first = len(cache.heard)
    purger._go()
    assert "/tin-so-1.html" in cache.paths[first:]
    assert len(cache.paths[first:]) == 2 * len({*cache.paths[first:]})
    assert len(_rows(archive)) == 1
    second = len(cache.heard)
    now[0] += timedelta(seconds=2)
    _told(archive, cache, cache.hook())
    assert "/tin-so-2.html" in cache.paths[second:]
    assert _rows(archive) == []


def test_one_that_is_taken_down_while_another_is_told_again_goes_twice_as_well(
    wanted, archive, cache, now
):
    def take_down(path):
        told = purges.Reach(frozenset({path}), frozenset())
        archive.database.write_in_order(
            lambda connection: purges.note(connection, told, now[0], is_urgent=True)
        )

    take_down("/1.html")
    _told(archive, cache)
    now[0] += timedelta(seconds=1)
    take_down("/2.html")
    for _ in range(2):
        _told(archive, cache)
        now[0] += timedelta(seconds=1)
    assert {each: cache.paths.count(each) for each in cache.paths} == {"/1.html": 4, "/2.html": 4}
    assert _rows(archive) == []


def _issue(connection, at, *placed):
    """Put the first story before readers with these of two pictures."""
    doc = wire.article_to_doc(an_article(placements=placed))
    known = {each.sha256: wire.picture_to_doc(each) for each in map(a_picture, (1, 2))}
    asked, who = Transition(Act.PUBLISH), Caller("Lan", "laptop", Role.ADMIN)
    editions.issue(connection, editions.Issue(doc, known, asked, who, at))


def test_a_size_that_is_made_during_a_take_down_is_given_to_nobody(archive, now, tmp_path):
    """Caches were told before it is ready: they would hold it for ever."""
    picture, story = a_picture(), an_article()
    archive.database.write_in_order(lambda c: _issue(c, now[0], a_placement(picture)))
    (tmp_path / "size").write_bytes(b"pixels")

    class Slow(Renditions):
        is_overtaken = False

        def file(self, picture, name, *, crop=None):
            if self.is_overtaken:
                archive.database.write_in_order(lambda c: editions.withdraw(c, story.id, now[0]))
            return tmp_path / "size"

    sizes = Slow(archive.vault, tmp_path / "sizes")
    read = Client(create_app(archive, sizes, TEMPLATES), "")
    path = f"/media/{picture.sha256}/{framing.shown(picture).plain(320).name}"
    assert read("GET", path).content == b"pixels"
    sizes.is_overtaken = True
    late = read("GET", path)
    assert (late.status_code, "immutable" in late.headers["cache-control"]) == (404, False)


def test_pictures_that_an_edition_left_out_are_told_and_all_of_them_with_a_take_down(
    wanted, archive, now
):
    """Caches hold them for ever: nothing but a purge takes them from readers."""
    first, second = a_picture(1), a_picture(2)
    small, large = Crop(0.0, 0.0, 0.5, 0.5), Crop(0.0, 0.0, 1.0, 0.5)

    for placed in (
        (a_placement(first), a_placement(second, crop=small)),
        (a_placement(second, crop=large),),
    ):
        archive.database.write_in_order(lambda c, shown=placed: _issue(c, now[0], *shown))
    gone = an_article().id
    archive.database.write_in_order(lambda c: editions.withdraw(c, gone, now[0]))
    published, updated, withdrawn = (
        {each for each in json.loads(row.addresses) if each.startswith("/media/")}
        for row in _rows(archive)
    )

    def of(picture, crop=None):
        sizes = [each for view in framing.views(picture, crop) for each in view.renditions]
        return {f"/media/{picture.sha256}/{each.name}" for each in sizes}

    assert published == set()
    assert of(first) <= updated
    assert not updated & of(second, large)
    assert withdrawn == of(first) | of(second, small) | of(second, large)
    keys = [{*json.loads(row.keys)} for row in _rows(archive)]
    assert caching.picture(first.sha256) in keys[1]
    assert caching.picture(second.sha256) not in keys[1]
    assert {caching.picture(each.sha256) for each in (first, second)} <= keys[2]


@pytest.mark.expects_log
def test_what_no_cache_heard_is_told_again_ever_later_and_delays_nothing(
    wanted, call, archive, cache, now
):
    cache.status = 503
    other = Cache()
    _publish(call, 1)
    _told(archive, cache, cache.hook(), other.hook())
    assert other.paths
    waits = []
    for tries in range(1, 12):
        (row,) = _rows(archive)
        assert row.tries == tries
        waits.append(row.at)
        before = len(cache.heard)
        _told(archive, cache, cache.hook(), other.hook())
        assert len(cache.heard) == before
        now[0] += timedelta(minutes=5)
        _told(archive, cache, cache.hook(), other.hook())
        assert len(cache.heard) > before
    assert waits == sorted(waits)
    # A page that it does not have, or one that it forgot, is as good.
    cache.status = 404
    now[0] += timedelta(minutes=5)
    _told(archive, cache, cache.hook(), other.hook())
    assert _rows(archive) == []


def test_two_processes_tell_each_act_once(wanted, call, archive, cache, now):
    _publish(call, 1)
    first = archive.database.write_in_order(lambda c: purges.take(c, now[0]))
    assert first is not None
    assert archive.database.write_in_order(lambda c: purges.take(c, now[0])) is None
    _told(archive, cache)
    assert cache.heard == []
    # The one that took it is gone.
    now[0] += purges.TAKEN_FOR
    _told(archive, cache)
    assert "/tin-so-1.html" in cache.paths
    assert _rows(archive) == []


def test_a_thousand_acts_change_one_home_page_a_few_times(wanted, call, archive, cache):
    for number in range(1, 60):
        told = purges.Reach(frozenset({"/", f"/{number}.html"}), frozenset())
        archive.database.write_in_order(lambda c, r=told: purges.note(c, r, archive.clock()))
    _told(archive, cache)
    assert cache.paths.count("/") == 2 * 2
    assert len({*cache.paths}) == 60


def test_a_cdn_gets_addresses_and_keys_in_one_request(wanted, call, archive, cache):
    path, out = _publish(call, 1)
    _act(call, path, out, 90, GONE)
    hook = cache.hook("post+https://cdn.example/purge?zone=7", "swordfish")
    _told(archive, cache, hook)
    first, second = cache.heard
    assert (str(first.url), first.method) == ("https://cdn.example/purge?zone=7", "POST")
    assert first.headers["authorization"] == "Bearer swordfish"
    assert first.headers["host"] == "cdn.example"
    told = json.loads(first.content)
    assert (told["urgent"], json.loads(second.content)["urgent"]) == (True, False)
    assert f"{SITE}/tin-so-1.html" in told["addresses"]
    assert caching.story(DOC["id"][:-1] + "1") in told["keys"]
    assert caching.listing("/") in told["keys"]


@pytest.mark.expects_log
def test_a_cache_that_is_away_is_found_out_by_the_first_of_all_requests():
    asked = []

    def away(request):
        asked.append(request)
        raise httpx.ConnectError("away")

    hook = Hook("http://cache.example", SITE, "", httpx.MockTransport(away))
    reach = purges.Reach(frozenset(f"/{each}.html" for each in range(500)), frozenset())
    assert not hook.tell(reach, is_urgent=True)
    assert len(asked) < 500
    hook.close()


@pytest.mark.parametrize("address", ["", "x", "ftp://x/", "post+", "post+x", "http://"])
def test_an_address_that_is_none_is_told(archive, address):
    with pytest.raises(Refused, match=r"server\.bad_purge"):
        telling(archive, [address])


def test_what_waits_for_a_week_is_forgotten(wanted, call, archive, now):
    _publish(call, 1)
    now[0] += purges.KEPT_FOR + timedelta(seconds=1)
    _publish(call, 2)
    (row,) = _rows(archive)
    assert "/tin-so-2.html" in row.addresses


def test_only_files_of_this_very_version_hold_for_ever(read):
    (named,) = {*re.findall(r'"(/site/site\.css\?v=[^"]+)"', read("GET", "/imprint").text)}
    assert "immutable" in read("GET", named).headers["cache-control"]
    for other in ("/site/site.css?v=of-the-next-program", "/site/site.css"):
        assert "immutable" not in read("GET", other).headers["cache-control"], other


def test_replies_say_how_long_they_hold(call, read):
    _publish(call, 1)
    for address in ("/", "/tin-so-1.html", "/rss.xml", "/search?q=tin", "/sitemap.xml", "/x.html"):
        reply = read("GET", address)
        told = dict(re.findall(r"([a-z-]+)=(\d+)", reply.headers["cache-control"]))
        assert int(told["s-maxage"]) + int(told["stale-while-revalidate"]) == caching.PROMISED_S
        assert int(told["max-age"]) <= int(told["s-maxage"])
        assert int(told["stale-if-error"]) == caching.WITHOUT_US_S
        assert "set-cookie" not in reply.headers
        assert reply.headers.get("vary", "Accept-Encoding") == "Accept-Encoding"
    page = read("GET", "/")
    assert page.headers["etag"].startswith('"')
    head = read("HEAD", "/")
    assert (head.headers["etag"], head.content) == (page.headers["etag"], b"")
    known = read("GET", "/", headers={"If-None-Match": page.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    for name in ("cache-control", "etag", "vary", "surrogate-key", "cache-tag"):
        assert known.headers[name] == page.headers[name], name
