# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for the next change, looking back at old revisions, batches, and who is here."""

import json
import threading
import time
from datetime import timedelta

import pytest

from editor.cms.reference import Reference
from editor.model.workflow import Role
from editor.server.batches import MAX_BATCH_BYTES, MAX_BATCH_OPS
from editor.server.leases import LIFE
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive, answering
from tests.contracts.operations import create_article, done, patch
from tests.editor.server.test_replies import ARTICLE, DOC, NEW, Client, key

LONG_S = 25


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
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


def test_who_waits_hears_of_the_next_change_at_once(archive):
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    with answering(an_app(archive)) as address:
        waiting, writing = Reference(address, token), Reference(address, token)
        cursor, heard = waiting.changes("").cursor, []
        thread = threading.Thread(
            target=lambda: heard.append(waiting.changes(cursor, wait_s=LONG_S))
        )
        before_s = time.monotonic()
        thread.start()
        made = done(writing, create_article())
        thread.join()
        assert time.monotonic() - before_s < LONG_S / 2
        assert heard[0].changes == (made,)
        waiting.close()
        writing.close()


def test_a_server_that_ends_waits_for_nobody(archive):
    token, heard = archive.tokens.make("Lan", "laptop", Role.ADMIN), []
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        cursor = site.changes("").cursor
        thread = threading.Thread(target=lambda: heard.append(site.changes(cursor, wait_s=LONG_S)))
        thread.start()
        time.sleep(0.3)
        before_s = time.monotonic()
    thread.join()
    site.close()
    assert heard[0].changes == ()
    assert time.monotonic() - before_s < LONG_S / 2


def test_every_revision_can_be_had(call, archive):
    first = call("PUT", ARTICLE, json=DOC, headers=NEW)
    headers = key(2, **{"If-Match": first.headers["etag"]})
    call("PATCH", ARTICLE, json={"headline": "Hai"}, headers=headers)
    old = call("GET", f"{ARTICLE}/revs/1")
    assert old.content == first.content
    assert old.headers["etag"] == first.headers["etag"]
    assert call("GET", f"{ARTICLE}/revs/2").json()["doc"]["headline"] == "Hai"
    for rev in ("3", "0", "x", "9" * 30):
        assert call("GET", f"{ARTICLE}/revs/{rev}").status_code == 404


@pytest.mark.parametrize(
    ("op", "status", "code"),
    [
        (7, 400, "bad_field"),
        ({}, 400, "bad_field"),
        ({"method": "PUT", "path": "/v1/blobs/x"}, 400, "bad_field"),
        ({"method": "GET", "path": ARTICLE, "key": "a"}, 405, "bad_method"),
        (
            {"method": "POST", "path": "/v1/pictures/" + "0" * 64 + "/transitions"},
            405,
            "bad_method",
        ),
        ({"method": "PUT", "path": ARTICLE}, 400, "key_missing"),
        ({"method": "PATCH", "path": ARTICLE, "key": "a"}, 428, "no_match"),
        (
            {"method": "PATCH", "path": ARTICLE, "key": "a", "base": '"1-00000000"'},
            404,
            "unknown_id",
        ),
        ({"method": "PUT", "path": "/v1/pictures/x", "key": "a"}, 400, "bad_field"),
    ],
)
def test_one_wrong_op_spoils_no_other(call, op, status, code):
    good = {"method": "PUT", "path": ARTICLE, "key": "good", "body": DOC}
    reply = call("POST", "/v1/batch", json={"ops": [op, good]})
    assert reply.status_code == 200
    wrong, right = reply.json()["results"]
    assert (wrong["status"], wrong["body"]["code"]) == (status, code)
    assert right["status"] == 201
    assert right["headers"]["etag"] == right["body"]["etag"]
    assert call("GET", ARTICLE).headers["etag"] == right["body"]["etag"]


def test_a_batch_has_an_end(call):
    op = {"method": "PUT", "path": ARTICLE, "key": "a", "body": DOC}
    assert call("POST", "/v1/batch", json={"ops": [op] * (MAX_BATCH_OPS + 1)}).status_code == 413
    heavy = {**op, "body": {**DOC, "body": "x" * MAX_BATCH_BYTES}}
    assert call("POST", "/v1/batch", json={"ops": [heavy]}).status_code == 413
    assert call("POST", "/v1/batch", json={"ops": 7}).status_code == 400
    assert call("POST", "/v1/batch", json={"ops": []}).json() == {"results": []}


def test_a_repeat_alone_of_what_went_in_a_batch_is_a_replay(call):
    op = {"method": "PUT", "path": ARTICLE, "key": "k-1", "body": DOC}
    first = call("POST", "/v1/batch", json={"ops": [op]}).json()["results"][0]
    again = call("POST", "/v1/batch", json={"ops": [op]}).json()["results"][0]
    assert again["headers"]["idempotent-replay"] == "1"
    assert again["body"] == first["body"]


def test_a_lease_ends_by_the_servers_clock(call, archive, now):
    call("PUT", f"{ARTICLE}/lease", json={"doing": "writing"})
    other = Client(call.app, archive.tokens.make("Mai", "desk", Role.READER))
    held = other("PUT", f"{ARTICLE}/lease", json={}).json()
    assert [each["person"] for each in held["holders"]] == ["Lan", "Mai"]
    assert held["ttl_s"] == 90
    now[0] += LIFE - timedelta(seconds=1)
    other("PUT", f"{ARTICLE}/lease", json={})
    now[0] += timedelta(seconds=2)
    held = other("PUT", f"{ARTICLE}/lease", json={}).json()
    assert [(each["person"], each["me"]) for each in held["holders"]] == [("Mai", True)]


@pytest.mark.parametrize("doing", [7, "x" * 101, "a\x00b", None])
def test_what_somebody_does_is_a_few_plain_words(call, doing):
    assert call("PUT", f"{ARTICLE}/lease", json={"doing": doing}).status_code == 400


def test_a_deleted_story_says_so(call):
    etag = call("PUT", ARTICLE, json=DOC, headers=NEW).headers["etag"]
    reply = call("DELETE", ARTICLE, headers=key(2, **{"If-Match": etag}))
    assert (reply.status_code, reply.json()["deleted"]) == (200, True)
    assert call("DELETE", ARTICLE, headers=key(3)).status_code == 428
    gone = call("PATCH", ARTICLE, json={}, headers=key(4, **{"If-Match": etag}))
    assert (gone.status_code, gone.json()["code"], gone.json()["rev"]) == (410, "deleted", 2)
    stone = call("GET", ARTICLE)
    assert (stone.status_code, stone.json()["code"], stone.json()["rev"]) == (410, "deleted", 2)
    assert stone.headers["etag"] == stone.json()["current"]["etag"]
    assert (stone.json()["current"]["deleted"], stone.json()["current"]["doc"]) == (True, {})
    assert call("GET", f"{ARTICLE}/revs/1").json()["doc"]["headline"] == DOC["headline"]


def test_a_hundred_go_in_one_request(archive):
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        made = site.push_all([create_article(number=each) for each in range(100)])
        again = site.push_all([patch(each.remote, headline="Hai") for each in made])
        assert all(each.remote.rev == 2 for each in again)
        site.close()


def test_everybody_who_waits_hears_of_one_change(archive):
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    with answering(an_app(archive)) as address:
        site = Reference(address, token)
        cursor, heard = site.changes("").cursor, []

        def wait():
            other = Reference(address, token)
            heard.append(other.changes(cursor, wait_s=LONG_S))
            other.close()

        threads = [threading.Thread(target=wait) for _ in range(8)]
        for thread in threads:
            thread.start()
        before_s = time.monotonic()
        made = done(site, create_article())
        for thread in threads:
            thread.join()
        assert time.monotonic() - before_s < LONG_S / 2
        assert [page.changes for page in heard] == [(made,)] * len(threads)
        site.close()


def test_who_waits_hears_of_another_process(tmp_path, archive):
    """Nothing in this process rings: the other one has an archive of its own."""
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    other = an_archive(tmp_path / "archive")
    with answering(an_app(archive)) as address, answering(an_app(other)) as elsewhere:
        waiting, writing = Reference(address, token), Reference(elsewhere, token)
        cursor, heard = waiting.changes("").cursor, []
        thread = threading.Thread(
            target=lambda: heard.append(waiting.changes(cursor, wait_s=LONG_S))
        )
        thread.start()
        before_s = time.monotonic()
        made = done(writing, create_article())
        thread.join()
        assert time.monotonic() - before_s < LONG_S / 2
        assert heard[0].changes == (made,)
        waiting.close()
        writing.close()
    other.close()


def test_a_page_says_of_each_story_what_it_says_itself(call):
    """Byte for byte: the page is spliced from what is stored, the other reply is written anew."""
    odd = {**DOC, "headline": 'Dấu " và \\ và \u2028\x7f', "an_unknown_one": [1.5, None, {"đ": ""}]}
    call("PUT", ARTICLE, json=odd, headers=NEW)
    etag = call("GET", ARTICLE).headers["etag"]
    payload = {"act": "publish", "edition": "1"}
    call("POST", f"{ARTICLE}/transitions", json=payload, headers=key(7, **{"If-Match": etag}))
    alone = call("GET", ARTICLE).content
    page = call("GET", "/v1/changes?docs=1").content
    assert page.startswith(b'{"changes":[' + alone + b'],"look":"","more":false,"next":"')
    bare = call("GET", "/v1/changes").json()["changes"][0]
    assert bare == {name: value for name, value in json.loads(alone).items() if name != "doc"}
