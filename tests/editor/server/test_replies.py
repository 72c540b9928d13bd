# SPDX-License-Identifier: GPL-3.0-or-later
"""The status that each refusal has on the wire, and what a problem says and keeps to itself."""

import asyncio
import base64
import hashlib
import json
import logging
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from editor import wire
from editor.errors import Damaged, Refused
from editor.model.workflow import Role
from editor.server.replies import PROBLEMS, problem_reply
from tests.builders import a_picture, an_article
from tests.contracts.houses import an_app, an_archive

STATUSES = [
    ("bad_request", 400),
    ("bad_field", 400),
    ("not_a_document", 400),
    ("too_new", 400),
    ("key_missing", 400),
    ("reason_missing", 400),
    ("signed_out", 401),
    ("bad_code", 403),
    ("forbidden", 403),
    ("field", 403),
    ("unknown_id", 404),
    ("bad_method", 405),
    ("too_slow", 408),
    ("epoch_changed", 409),
    ("invalid_transition", 409),
    ("missing_picture", 409),
    ("picture_barred", 409),
    ("picture_embargoed", 409),
    ("picture_expired", 409),
    ("offset_mismatch", 409),
    ("open_conflict", 409),
    ("taken_down_since", 409),
    ("embargo", 409),
    ("month_open", 409),
    ("month_order", 409),
    ("deleted", 410),
    ("cursor_expired", 410),
    ("expired", 410),
    ("tus_version", 412),
    ("rev_mismatch", 412),
    ("too_large", 413),
    ("media_type", 415),
    ("not_a_picture", 415),
    ("digest_mismatch", 422),
    ("key_reused", 422),
    ("checksum_mismatch", 460),
    ("no_match", 428),
    ("too_many", 429),
    ("slow_down", 429),
    ("internal", 500),
    ("undecided", 403),
    ("bad_pack", 422),
    ("database_down", 503),
    ("bucket_down", 503),
    ("full", 507),
]


@pytest.mark.parametrize(("code", "status"), STATUSES)
def test_each_code_has_its_status(code, status):
    reply = problem_reply("r1", Refused(f"site.{code}"))
    told = json.loads(reply.body)
    assert reply.status_code == told["status"] == status
    assert (told["code"], told["request_id"]) == (code, "r1")
    assert reply.media_type == "application/problem+json"


def test_the_table_has_every_code():
    assert {code for code, _ in STATUSES} == set(PROBLEMS)


@pytest.mark.expects_log
def test_what_is_not_for_clients_is_told_to_the_log_only(caplog):
    with caplog.at_level(logging.ERROR):
        reply = problem_reply("r1", Damaged("vault.failed", reason="/home/lan/secret"))
    assert reply.status_code == 500
    assert b"secret" not in reply.body
    assert b"vault" not in reply.body
    assert "vault.failed" in caplog.text


def test_a_wrong_field_is_named():
    told = json.loads(problem_reply("r1", Refused("site.bad_field", field="tags")).body)
    assert told["errors"] == [{"field": "tags", "code": "bad_field"}]


def test_who_must_wait_is_told_how_long():
    reply = problem_reply("r1", Refused("site.too_many", retry_after_s=12))
    assert reply.headers["retry-after"] == "12"
    assert json.loads(reply.body)["retryable"] is True


# What comes in, and what goes out, over the application itself.

PNG = b"\x89PNG\r\n\x1a\n"
ARTICLE = f"/v1/articles/{an_article().id}"
DOC = wire.article_to_doc(an_article())
NEW = {"If-None-Match": "*", "Idempotency-Key": "k-1"}


class Client:
    """A laptop that says exactly what a test wants it to say."""

    def __init__(self, app: FastAPI, token: str) -> None:
        self.app, self.token = app, token

    def __call__(self, method: str, path: str, **request: Any) -> Response:
        authorization = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers = {**authorization, **request.pop("headers", {})}
        return asyncio.run(self._ask(method, path, headers=headers, **request))

    async def _ask(self, method: str, path: str, **request: Any) -> Response:
        transport = ASGITransport(self.app, raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **request)


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    token = archive.tokens.make("Lan", "laptop", Role.ADMIN)
    return Client(an_app(archive), token)


@pytest.fixture
def etag(call) -> str:
    return call("PUT", ARTICLE, json=DOC, headers=NEW).headers["etag"]


def key(number: int, **headers: str) -> dict[str, str]:
    return {"Idempotency-Key": f"key-{number}", **headers}


def test_every_reply_says_who_it_is_from(call, archive):
    for path in ("/v1/health", "/v1/server", "/v1/nothing", "/", "/nothing.html", ARTICLE):
        reply = call("GET", path)
        assert reply.headers["newsroom-server"] == archive.server_id, path
        assert reply.headers["newsroom-epoch"] == archive.epoch
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/changes"),
        ("GET", ARTICLE),
        ("PUT", ARTICLE),
        ("PATCH", ARTICLE),
        ("POST", f"{ARTICLE}/transitions"),
        ("POST", "/v1/blobs/query"),
        ("PUT", f"/v1/blobs/{a_picture().sha256}"),
        ("GET", f"/v1/blobs/{a_picture().sha256}"),
        ("POST", "/v1/auth/device"),
        ("GET", "/v1/auth/tokens"),
        ("DELETE", "/v1/auth/token"),
        ("DELETE", "/v1/auth/tokens/x"),
    ],
)
@pytest.mark.parametrize("authorization", ["", "Bearer nrt_wrong", "Basic eDp5", "Bearer"])
def test_without_a_known_token_nothing_is_told(call, method, path, authorization):
    reply = call(method, path, json={}, headers={"Authorization": authorization})
    assert (reply.status_code, reply.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": "*"}, 400),
        ({"Idempotency-Key": "no spaces, please", "If-None-Match": "*"}, 400),
        (key(1), 428),
        (key(1, **{"If-None-Match": '"1-00000000"'}), 428),
        (key(1, **{"If-None-Match": "*", "Content-Type": "text/plain"}), 415),
        (key(1, **{"If-None-Match": "*", "Content-Length": "99999999"}), 413),
    ],
)
def test_a_new_article_needs_its_headers(call, headers, status):
    headers = {"Content-Type": "application/json", **headers}
    assert call("PUT", ARTICLE, content=b"{}", headers=headers).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b"\xff\xfe",
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_document_is_refused(call, body):
    headers = {**NEW, "Content-Type": "application/json"}
    reply = call("PUT", ARTICLE, content=body, headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (400, "not_a_document")


@pytest.mark.parametrize("tag", ["", "*", "1", 'W/"1-00000000"', "x"])
def test_a_change_names_its_revision(call, etag, tag):
    reply = call("PATCH", ARTICLE, json={}, headers=key(2, **{"If-Match": tag}))
    assert (reply.status_code, reply.json()["code"]) == (428, "no_match")


def test_a_stale_change_is_told_what_stands(call, etag):
    headers = key(2, **{"If-Match": '"7-00000000"'})
    reply = call("PATCH", ARTICLE, json={"kicker": "Mới"}, headers=headers)
    assert reply.status_code == 412
    assert reply.json()["current"]["etag"] == etag


def test_a_repeat_is_marked_and_is_the_same(call, etag):
    first = call("PATCH", ARTICLE, json={"kicker": "a"}, headers=key(2, **{"If-Match": etag}))
    again = call("PATCH", ARTICLE, json={"kicker": "a"}, headers=key(2, **{"If-Match": etag}))
    assert "idempotent-replay" not in first.headers
    assert again.headers["idempotent-replay"] == "1"
    assert again.content == first.content
    assert again.status_code == first.status_code


def test_the_key_is_for_this_body_whatever_the_headers(call, etag):
    headers = key(2, **{"If-Match": etag})
    call("PATCH", ARTICLE, json={"kicker": "a"}, headers=headers)
    other_tag = key(2, **{"If-Match": '"9-00000000"'})
    assert call("PATCH", ARTICLE, json={"kicker": "a"}, headers=other_tag).status_code == 200
    other_body = call("PATCH", ARTICLE, json={"kicker": "b"}, headers=headers)
    assert (other_body.status_code, other_body.json()["code"]) == (422, "key_reused")


def test_keys_are_each_persons_own(call, archive, etag):
    headers = key(2, **{"If-Match": etag})
    call("PATCH", ARTICLE, json={"kicker": "a"}, headers=headers)
    other = archive.tokens.make("Mai", "laptop", Role.WRITER)
    headers["Authorization"] = f"Bearer {other}"
    assert call("PATCH", ARTICLE, json={"kicker": "b"}, headers=headers).status_code == 412


def test_what_did_not_change_is_not_sent(call, etag):
    reply = call("GET", ARTICLE, headers={"If-None-Match": etag})
    assert (reply.status_code, reply.content) == (304, b"")


def test_an_old_revision_that_is_known_is_not_sent_again(call, etag):
    reply = call("GET", f"{ARTICLE}/revs/1")
    assert reply.headers["etag"] == etag
    again = call("GET", f"{ARTICLE}/revs/1", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_not_done_at_an_address_names_what_is(call):
    assert call("POST", ARTICLE).headers["allow"] == "DELETE, GET, PATCH, PUT"
    assert call("DELETE", "/").headers["allow"] == "GET, HEAD"


def test_bytes_are_those_that_were_told_twice(call):
    right = base64.b64encode(hashlib.sha256(PNG).digest()).decode()
    wrong = base64.b64encode(bytes(32)).decode()
    for told, status in [
        (f"sha-256=:{wrong}:", 422),
        (f"md5=:x:, sha-256=:{wrong}:", 422),
        (f"sha-256=:{right}:", 201),
        ("md5=:x:", 200),
        ("nonsense", 200),
    ]:
        path = f"/v1/blobs/{hashlib.sha256(PNG).hexdigest()}"
        assert (
            call("PUT", path, content=PNG, headers={"Content-Digest": told}).status_code == status
        )


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "unknown_id"),
        ("GET", "/v1/poems/1", 404, "unknown_id"),
        ("GET", ARTICLE, 404, "unknown_id"),
        ("GET", "/v1/articles/%00", 404, "unknown_id"),
        ("GET", f"/v1/articles/{'x' * 2000}", 404, "unknown_id"),
        ("DELETE", "/v1/auth/tokens/%00", 404, "unknown_id"),
        ("GET", f"/v1/changes?cursor=x.{'9' * 15}.y", 409, "epoch_changed"),
        ("POST", ARTICLE, 405, "bad_method"),
        ("GET", "/v1/changes?cursor=x", 409, "epoch_changed"),
        ("GET", "/v1/changes?limit=0", 400, "bad_request"),
        ("GET", "/v1/changes?limit=501", 400, "bad_request"),
        ("GET", "/v1/blobs/not-a-hash", 400, "bad_field"),
        ("GET", f"/v1/blobs/{a_picture().sha256}", 404, "unknown_id"),
        ("DELETE", "/v1/auth/tokens/x", 404, "unknown_id"),
    ],
)
def test_what_is_not_there(call, method, path, status, code):
    reply = call(method, path)
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_the_feed_can_leave_the_documents_out(call, etag):
    (row,) = call("GET", "/v1/changes").json()["changes"]
    assert row["etag"] == etag
    assert "doc" not in row
    (row,) = call("GET", "/v1/changes?docs=1").json()["changes"]
    assert row["doc"]["headline"] == an_article().headline


def test_a_range_of_a_picture_can_be_had(call, archive, tmp_path):
    data = PNG + bytes(range(256)) * 8
    sha256 = _put(call, data).json()["sha256"]
    reply = call("GET", f"/v1/blobs/{sha256}", headers={"Range": "bytes=100-199"})
    assert (reply.status_code, reply.content) == (206, data[100:200])
    assert reply.headers["content-type"] == "application/octet-stream"


def test_bytes_are_new_once(call):
    assert _put(call, PNG).status_code == 201
    assert _put(call, PNG).status_code == 200


def test_a_picture_that_is_too_large_is_refused_before_it_is_read(call):
    path = f"/v1/blobs/{a_picture().sha256}"
    headers = {"Content-Length": str(65 * 1024 * 1024)}
    assert call("PUT", path, content=b"", headers=headers).status_code == 413


@pytest.mark.expects_log
def test_what_nobody_foresaw_is_logged_and_not_told(call, caplog):
    async def explode() -> None:
        message = "the password is swordfish"
        raise RuntimeError(message)

    call.app.add_api_route("/v1/explode", explode)
    reply = call("GET", "/v1/explode")
    assert (reply.status_code, reply.json()["code"]) == (500, "internal")
    assert "swordfish" not in reply.text
    assert reply.json()["request_id"] in caplog.text
    assert "swordfish" in caplog.text


def test_a_device_is_paired_and_let_go(call):
    code = call("POST", "/v1/auth/device", json={"person": "Mai", "role": "writer"}).json()["code"]
    paired = call("POST", "/v1/auth/token", json={"code": code, "device": "Mai's laptop"})
    assert paired.status_code == 201
    hers = {"Authorization": f"Bearer {paired.json()['token']}"}
    assert call("GET", "/v1/server", headers=hers).json()["person"] == "Mai"
    for path in ("/v1/auth/device", "/v1/auth/tokens"):
        method = "POST" if path.endswith("device") else "GET"
        assert call(method, path, json={}, headers=hers).status_code == 403
    (row,) = [
        each for each in call("GET", "/v1/auth/tokens").json()["tokens"] if each["person"] == "Mai"
    ]
    assert "hash" not in row
    assert call("DELETE", f"/v1/auth/tokens/{row['id']}").status_code == 200
    assert call("GET", "/v1/server", headers=hers).status_code == 401


def test_anybody_may_ask_whose_server_this_is(call):
    reply = Client(call.app, "")("GET", "/v1/server")
    assert reply.status_code == 200
    assert (reply.json()["person"], reply.json()["role"]) == ("", "")


def _put(call: Client, data: bytes) -> Response:
    return call("PUT", f"/v1/blobs/{hashlib.sha256(data).hexdigest()}", content=data)
