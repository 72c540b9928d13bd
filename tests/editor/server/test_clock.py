# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories go public at their time by the server's clock, once, and what is done is on record."""

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from editor import wire
from editor.model.operation import Entity
from editor.model.workflow import Role
from editor.server import audit, editions
from editor.server.clock import LONGEST_TRUST_LOOKS, Clock
from tests.builders import a_picture, a_placement, an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive
from tests.editor.server.test_replies import ARTICLE, DOC, NEW, Client, key
from tests.trouble import a_photo

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.EDITOR))


def _plan(call, at, number=2, **fields):
    call("PUT", ARTICLE, json={**DOC, **fields}, headers=NEW)
    etag = call("GET", ARTICLE).headers["etag"]
    payload = {"act": "publish", "at": at, "edition": "e"}
    return call(
        "POST", f"{ARTICLE}/transitions", json=payload, headers=key(number, **{"If-Match": etag})
    )


def _state(call):
    return call("GET", ARTICLE).json()["doc"]["state"]


def _deeds(archive):
    with archive.database.reading() as connection:
        found = audit.entries(connection)
    return [(each.person, each.deed) for each in found if each.deed != "token"]


def test_a_story_waits_for_its_time_and_goes_public_once(call, archive, now):
    planned = _plan(call, (now[0] + HOUR).isoformat())
    assert planned.json()["doc"]["state"] == "scheduled"
    assert planned.json()["address"] == ""
    assert not archive.publish_due()
    now[0] += HOUR
    assert archive.publish_due()
    assert not archive.publish_due()
    public = call("GET", ARTICLE).json()
    assert (public["doc"]["state"], public["author"], public["rev"]) == ("published", "Lan", 3)
    assert public["address"]
    assert _deeds(archive) == [("Lan", "schedule"), ("Lan", "publish")]


def test_what_stands_at_the_time_is_published(call, archive, now):
    etag = _plan(call, (now[0] + HOUR).isoformat()).headers["etag"]
    call("PATCH", ARTICLE, json={"headline": "Tin mới hơn"}, headers=key(3, **{"If-Match": etag}))
    now[0] += HOUR
    archive.publish_due()
    assert archive.editions.at("tin-moi-hon").article.headline == "Tin mới hơn"


def test_a_time_that_was_set_for_other_words_is_gone(call, archive, now):
    """A writer changes the copy of a story that waits: an editor must look at it once more."""
    etag = _plan(call, (now[0] + HOUR).isoformat()).headers["etag"]
    writer = Client(an_app(archive), archive.tokens.make("Mai", "laptop", Role.WRITER))
    told = {"headline": "Tin chưa ai duyệt"}
    done = writer("PATCH", ARTICLE, json=told, headers=key(3, **{"If-Match": etag}))
    doc = done.json()["doc"]
    assert (doc["state"], doc["headline"]) == ("awaiting_approval", told["headline"])
    now[0] += HOUR
    assert not archive.publish_due()
    assert archive.next_due_at() is None
    assert _deeds(archive) == [("Lan", "schedule"), ("Mai", "step_back")]


def test_a_letter_that_no_database_keeps_holds_no_story_back(call, archive, now):
    """PostgreSQL has no text with a NUL; a program that is not ours may send one."""
    odd = {"tags": ["Tô\0m"], "authors": [{"person": "Lê\0 Hai"}], "body": "Sáng\0nay.\n"}
    _plan(call, (now[0] + HOUR).isoformat(), **odd)
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "published"
    assert archive.editions.topic_name("author", "le-hai") == "Lê Hai"


def test_a_time_that_has_passed_is_now(call, now):
    assert _plan(call, (now[0] - HOUR).isoformat()).json()["doc"]["state"] == "published"


def test_who_returns_a_story_takes_its_time_away(call, archive, now):
    etag = _plan(call, (now[0] + HOUR).isoformat()).headers["etag"]
    payload = {"act": "return", "reason": "thiếu nguồn"}
    call("POST", f"{ARTICLE}/transitions", json=payload, headers=key(3, **{"If-Match": etag}))
    now[0] += HOUR
    assert not archive.publish_due()
    assert _state(call) == "draft"


def test_an_embargo_is_waited_for(call, archive, now):
    etag = _plan(call, (now[0] + HOUR).isoformat()).headers["etag"]
    until = (now[0] + 3 * HOUR).isoformat()
    call("PATCH", ARTICLE, json={"embargoed_until": until}, headers=key(3, **{"If-Match": etag}))
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "scheduled"
    assert not archive.publish_due()
    now[0] += 2 * HOUR
    archive.publish_due()
    assert _state(call) == "published"


def _picture(call, **rights):
    """A picture of its bytes on the server, and a placement of it."""
    data = a_photo()
    sha256 = hashlib.sha256(data).hexdigest()
    picture = a_picture(**rights)
    doc = {**wire.picture_to_doc(picture), "sha256": sha256, "size_bytes": len(data)}
    call("PUT", f"/v1/blobs/{sha256}", content=data, headers={"Content-Type": "image/jpeg"})
    made = call("PUT", f"/v1/pictures/{sha256}", json=doc, headers={**NEW, **key(70)})
    assert made.status_code == 201, made.text
    placement = a_placement(replace(picture, sha256=sha256))
    return wire.article_to_doc(an_article(placements=(placement,)))["placements"]


def test_the_rights_of_a_picture_are_looked_at_as_of_the_time(call, archive, now):
    """One that expires before is refused at once; one that is held until then is not."""
    placements = _picture(call, embargoed_until=now[0] + HOUR, expires_at=now[0] + 2 * HOUR)
    later = _plan(call, (now[0] + 2 * HOUR).isoformat(), placements=placements)
    assert later.json()["code"] == "picture_expired"
    assert _plan(call, (now[0] + HOUR).isoformat(), 3, placements=placements).status_code == 200
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "published"


def test_a_picture_that_is_barred_meanwhile_holds_the_story_back(call, archive, now):
    """It is tried again, and goes out once the picture may."""
    placements = _picture(call)
    _plan(call, (now[0] + HOUR).isoformat(), placements=placements)
    address = f"/v1/pictures/{placements[0]['sha256']}"

    def bar(because, number):
        etag = call("GET", address).headers["etag"]
        told = {"barred_because": because}
        call("PATCH", address, json=told, headers=key(number, **{"If-Match": etag}))

    bar("gia đình xin gỡ", 80)
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "scheduled"
    bar("", 81)
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "published"


def test_why_rights_are_set_aside_is_kept_until_the_time_and_on_record(call, archive, now):
    placements = _picture(call, barred_because="chưa có giấy phép")
    call("PUT", ARTICLE, json={**DOC, "placements": placements}, headers=NEW)
    etag = call("GET", ARTICLE).headers["etag"]
    bar = f"{placements[0]['sha256']}:picture_barred"
    payload = {"act": "publish", "at": (now[0] + HOUR).isoformat()}
    payload |= {"override": "có giấy\nphép rồi", "bars": [bar]}
    headers = key(4, **{"If-Match": etag})
    assert call("POST", f"{ARTICLE}/transitions", json=payload, headers=headers).status_code == 200
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "published"
    with archive.database.reading() as connection:
        told = [each.about for each in audit.entries(connection) if each.deed == "override"]
    assert told == [f"{DOC['id']}: có giấy phép rồi"] * 2


def test_a_bar_that_came_after_the_reason_is_not_set_aside(call, archive, now):
    """Who planned it spoke of the embargo; that the family asked for is another matter."""
    placements = _picture(call, embargoed_until=now[0] + 2 * HOUR)
    sha256 = placements[0]["sha256"]
    call("PUT", ARTICLE, json={**DOC, "placements": placements}, headers=NEW)
    etag = call("GET", ARTICLE).headers["etag"]
    payload = {"act": "publish", "at": (now[0] + HOUR).isoformat(), "override": "hãng đồng ý"}
    payload |= {"bars": [f"{sha256}:picture_embargoed"]}
    headers = key(4, **{"If-Match": etag})
    assert call("POST", f"{ARTICLE}/transitions", json=payload, headers=headers).status_code == 200
    address = f"/v1/pictures/{sha256}"
    etag = call("GET", address).headers["etag"]
    told = {"barred_because": "gia đình xin gỡ"}
    call("PATCH", address, json=told, headers=key(5, **{"If-Match": etag}))
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "scheduled"


def test_a_story_is_tried_again_soon_whatever_the_embargo_says(call, archive, now):
    """A date that was mistyped and put right must not hold it back for years."""
    placements = _picture(call)
    _plan(call, (now[0] + HOUR).isoformat(), placements=placements)
    address = f"/v1/pictures/{placements[0]['sha256']}"
    for number, until in ((80, "2090-01-01T00:00:00Z"), (81, None)):
        etag = call("GET", address).headers["etag"]
        told = {"embargoed_until": until}
        call("PATCH", address, json=told, headers=key(number, **{"If-Match": etag}))
        now[0] += HOUR
        archive.publish_due()
        assert _state(call) == ("scheduled" if until else "published")


@pytest.mark.parametrize("at", ["tomorrow", 7, {}, "2026-01-01", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_is_none_is_refused(call, at):
    assert _plan(call, at).status_code == 400


def test_several_processes_publish_it_once(tmp_path, call, archive, now):
    _plan(call, (now[0] + HOUR).isoformat())
    now[0] += HOUR
    others = [an_archive(tmp_path / "archive", lambda: now[0]) for _ in range(3)]
    done = []
    threads = [
        threading.Thread(target=lambda each=each: done.append(each.publish_due()))
        for each in [archive, *others]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in others:
        each.close()
    assert done.count(True) == 1
    assert archive.fetch(Entity.ARTICLE, DOC["id"]).rev == 3


def test_the_clock_runs_by_itself(call, archive, now):
    _plan(call, (now[0] + HOUR).isoformat())
    now[0] += HOUR
    gone = threading.Event()
    publish = archive.publish_due

    def publish_due():
        did = publish()
        if did:
            gone.set()
        return did

    archive.publish_due = publish_due
    with Clock(archive, 0.01):
        assert gone.wait(30)
    assert _state(call) == "published"


def test_the_clock_hears_of_what_others_plan(tmp_path, archive, now):
    """Planned by another process, after the clock has looked and found nothing."""
    other = an_archive(tmp_path / "archive", lambda: now[0])
    call = Client(an_app(other), other.tokens.make("Lan", "laptop", Role.EDITOR))
    looked, gone = threading.Event(), threading.Event()
    publish = archive.publish_due

    def publish_due():
        did = publish()
        (gone if did else looked).set()
        return did

    archive.publish_due = publish_due
    with Clock(archive, 0.01):
        assert looked.wait(30)
        _plan(call, (now[0] + HOUR).isoformat())
        looked.clear()
        assert looked.wait(30)
        now[0] += HOUR
        assert gone.wait(30)
    assert _state(call) == "published"
    other.close()


def test_the_clock_at_rest_leaves_the_database_alone(archive):
    """One look at the start; then nothing was written, and nothing is due."""
    looks, asked, enough = [], [], threading.Event()
    publish, stamp = archive.publish_due, archive.database.stamp
    archive.publish_due = lambda: looks.append(1) or publish()

    def counting_stamp():
        asked.append(1)
        if len(asked) >= 20:
            enough.set()
        return stamp()

    archive.database.stamp = counting_stamp
    with Clock(archive, 0.001):
        assert enough.wait(30)
    if archive.database.is_sqlite:
        assert len(looks) <= 1 + len(asked) // LONGEST_TRUST_LOOKS
    else:
        assert len(looks) == len(asked)


@pytest.mark.expects_log
@pytest.mark.parametrize("error", [ValueError("odd"), sa.exc.DataError("", {}, ValueError("odd"))])
def test_a_story_that_nobody_can_handle_bars_no_other(
    call, archive, now, monkeypatch, caplog, error
):
    """It waits and is logged; what is due beside it goes public in the same moment."""
    _plan(call, (now[0] + HOUR).isoformat())
    other = "01900000-0000-7000-8000-0000000000aa"
    call(
        "PUT",
        f"/v1/articles/{other}",
        json={**DOC, "id": other},
        headers=key(70, **{"If-None-Match": "*"}),
    )
    etag = call("GET", f"/v1/articles/{other}").headers["etag"]
    payload = {"act": "publish", "at": (now[0] + 2 * HOUR).isoformat(), "edition": "o"}
    match = key(71, **{"If-Match": etag})
    call("POST", f"/v1/articles/{other}/transitions", json=payload, headers=match)
    now[0] += 3 * HOUR
    issue = editions.issue

    def odd(connection, out):
        if out.doc["id"] == DOC["id"]:
            raise error
        return issue(connection, out)

    monkeypatch.setattr(editions, "issue", odd)
    while archive.publish_due():
        pass
    assert call("GET", f"/v1/articles/{other}").json()["doc"]["state"] == "published"
    assert _state(call) == "scheduled"
    assert "could not go before readers" in caplog.text
    monkeypatch.setattr(editions, "issue", issue)
    now[0] += HOUR
    archive.publish_due()
    assert _state(call) == "published"


@pytest.mark.expects_log
def test_the_clock_outlives_what_nobody_expected(archive, caplog):
    """Nobody else lets stories go public."""
    again, stamp = threading.Event(), archive.database.stamp
    asked = []

    def odd_stamp():
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("odd")
        again.set()
        return stamp()

    archive.database.stamp = odd_stamp
    with Clock(archive, 0.01):
        assert again.wait(30)
    assert "nobody expected" in caplog.text
