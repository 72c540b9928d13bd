# SPDX-License-Identifier: GPL-3.0-or-later
"""The OpenAPI document says what the server does: nothing else ever comes, whoever asks."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from editor import wire
from editor.model.workflow import Role
from editor.server.contract import _OPERATIONS
from editor.server.schemas import SCHEMAS
from tests.builders import a_picture, an_article
from tests.contracts.houses import an_app, an_archive, answering
from tests.editor.server.test_replies import DOC, NEW, Client, key

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PNG = b"\x89PNG\r\n\x1a\n"
ARTICLE = f"/v1/articles/{an_article().id}"
PICTURE = f"/v1/pictures/{a_picture().sha256}"


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def app(archive):
    return an_app(archive)


def test_every_route_is_told_and_no_other(app):
    paths = app.openapi()["paths"]
    there = {(method, path) for path, operations in paths.items() for method in operations}
    assert there == set(_OPERATIONS)


def test_the_document_is_whole(app):
    doc = app.openapi()
    told = {each["$ref"].rpartition("/")[2] for each in _refs(doc)}
    assert told == set(SCHEMAS)
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)
    for path, operations in doc["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)


def _refs(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _refs(each)


@pytest.mark.of_files
@pytest.mark.parametrize("role", list(Role))
def test_whatever_is_asked_the_reply_is_one_that_was_told(app, archive, role):
    """Each operation, by a person in each role, with right and wrong words."""
    token = archive.tokens.make("Lan", "laptop", role)
    headers = {"Authorization": f"Bearer {token}"}
    schema = schemathesis.openapi.from_dict(app.openapi())
    call = Client(app, token)
    call("PUT", ARTICLE, json=DOC, headers=NEW)
    with answering(app) as address:
        for result in schema.get_all_operations():
            _try(result.ok(), address, headers)


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(_, value):
    """Bytes are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


def _try(operation, address, headers):
    @settings(
        max_examples=4,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(case=operation.as_strategy())
    def ask(case):
        case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)

    ask()


@pytest.mark.of_files
@pytest.mark.parametrize("role", list(Role))
def test_one_thing_after_another(app, archive, role):
    """Each reply leads to the next request, along the links that the document tells."""
    token = archive.tokens.make("Lan", "laptop", role)
    maker = Client(app, archive.tokens.make("Mai", "laptop", Role.ADMIN))
    schema = schemathesis.openapi.from_dict(app.openapi())
    named = {
        each.ok().definition.raw["operationId"]: each.ok() for each in schema.get_all_operations()
    }
    with answering(app) as address:
        _walk(named, address, {"Authorization": f"Bearer {token}"}, maker)


def _walk(named, address, headers, maker):
    links = list(named["fetch"].definition.raw["responses"]["200"]["links"])
    maker("PUT", ARTICLE, json=DOC, headers=NEW)

    @settings(
        max_examples=3,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(steps=st.lists(st.sampled_from(links), min_size=3, max_size=5), data=st.data())
    def walk(steps, data):
        seen = maker("GET", ARTICLE).headers["etag"]
        for name in steps:
            case = data.draw(named[name].as_strategy())
            case.path_parameters.update(_ids(case.path_parameters))
            case.headers.update({"If-Match": seen, **headers})
            reply = case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)
            seen = reply.headers.get("etag", [seen])[0]

    walk()


def _ids(parameters):
    known = {"entity": "articles", "entity_id": DOC["id"], "article_id": DOC["id"], "rev": 1}
    return {name: value for name, value in known.items() if name in parameters}


# Who may do what, to an article of one's own and to somebody else's.

OK, NO = "may", "may not"
EVERYBODY = dict.fromkeys(Role, OK)
NOBODY_BELOW_ADMIN = dict.fromkeys(Role, NO) | {Role.ADMIN: OK}
EDITORS = dict.fromkeys(Role, NO) | {Role.ADMIN: OK, Role.EDITOR: OK}
AUTHORS = EDITORS | {Role.WRITER: OK}
CAPTIONERS = AUTHORS | {Role.PHOTO: OK}

TABLE = [
    ("GET", "/v1/server", {}, EVERYBODY),
    ("GET", "/v1/changes", {}, EVERYBODY),
    ("GET", ARTICLE, {}, EVERYBODY),
    ("GET", f"{ARTICLE}/revs/1", {}, EVERYBODY),
    ("POST", "/v1/blobs/query", {"json": {"sha256": []}}, EVERYBODY),
    ("PUT", f"{ARTICLE}/lease", {"json": {}}, EVERYBODY),
    ("DELETE", f"{ARTICLE}/lease", {}, EVERYBODY),
    ("POST", "/v1/batch", {"json": {"ops": []}}, EVERYBODY),
    ("DELETE", "/v1/auth/token", {}, EVERYBODY),
    ("GET", "/v1/metrics", {}, NOBODY_BELOW_ADMIN),
    ("GET", "/v1/auth/tokens", {}, NOBODY_BELOW_ADMIN),
    ("DELETE", "/v1/auth/tokens/x", {}, NOBODY_BELOW_ADMIN),
    ("POST", "/v1/auth/device", {"json": {"person": "a", "role": "admin"}}, NOBODY_BELOW_ADMIN),
    ("PUT", "/v1/articles/new", {"json": {}, "headers": key(5, **{"If-None-Match": "*"})}, AUTHORS),
    ("PATCH", ARTICLE, {"json": {"headline": "Hai"}, "tag": True}, AUTHORS),
    ("PATCH", ARTICLE, {"json": {"placements": []}, "tag": True}, CAPTIONERS),
    ("DELETE", ARTICLE, {"tag": True}, EDITORS),
    ("POST", f"{ARTICLE}/transitions", {"json": {"act": "submit"}, "tag": True}, AUTHORS),
    ("POST", f"{ARTICLE}/transitions", {"json": {"act": "publish"}, "tag": True}, EDITORS),
    ("PUT", PICTURE, {"picture": True}, CAPTIONERS),
    ("PUT", f"/v1/blobs/{'0' * 64}", {"content": PNG}, CAPTIONERS),
    ("POST", "/v1/uploads", {"headers": {"Tus-Resumable": "1.0.0"}}, CAPTIONERS),
    ("HEAD", "/v1/uploads/x", {"headers": {"Tus-Resumable": "1.0.0"}}, CAPTIONERS),
]


@pytest.mark.parametrize("whose", ["own", "somebody else's"])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.of_files
def test_who_may_do_what(app, archive, role, whose):
    for number, (method, path, told, may) in enumerate(TABLE):
        request = dict(told)
        maker = Client(app, archive.tokens.make("Lan", f"d{number}", Role.ADMIN))
        mine = "Lan" if whose == "own" else "Mai"
        call = Client(app, archive.tokens.make(mine, f"d{number}", role))
        maker("PUT", ARTICLE, json=DOC, headers=key(1000 + number, **{"If-None-Match": "*"}))
        etag = maker("GET", ARTICLE).headers["etag"]
        if request.pop("tag", False):
            request["headers"] = key(2000 + number, **{"If-Match": etag})
        if request.pop("picture", False):
            request["json"] = wire.picture_to_doc(a_picture())
            request["headers"] = key(3000 + number, **{"If-None-Match": "*"})
        status = call(method, path, **request).status_code
        expected = may[role] is OK
        assert (status not in {401, 403}) == expected, (method, path, status)
        assert status < 500
        _make_draft_again(maker, number)


def _make_draft_again(maker, number):
    """Whatever was done to the article, the next row finds a draft, or nothing but a tombstone."""
    now = maker("GET", ARTICLE)
    state = now.json()["doc"].get("state")
    tag = {"If-Match": now.headers["etag"]}
    if state == "submitted":
        payload = {"act": "return", "reason": "thử"}
        maker("POST", f"{ARTICLE}/transitions", json=payload, headers=key(4000 + number, **tag))
    if state == "published":
        payload = {"act": "take_down", "reason": "thử"}
        maker("POST", f"{ARTICLE}/transitions", json=payload, headers=key(4000 + number, **tag))
