# SPDX-License-Identifier: GPL-3.0-or-later
"""The OpenAPI document says what the server does: nothing else ever comes, whoever asks."""

import itertools

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

from editor.model.workflow import Role
from editor.server.contract import _OPERATIONS
from editor.server.schemas import SCHEMAS
from tests.builders import an_article
from tests.contracts.houses import an_app, an_archive, answering
from tests.editor.server.test_replies import DOC, NEW, Client, key

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ARTICLE = f"/v1/articles/{an_article().id}"


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
def test_whatever_is_asked_the_reply_is_one_that_was_told(app, archive):
    """Each operation, by a person in each role and by nobody, with right and wrong words."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    Client(app, archive.tokens.make("Lan", "laptop", Role.ADMIN))(
        "PUT", ARTICLE, json=DOC, headers=NEW
    )
    with answering(app) as address:
        for result in schema.get_all_operations():
            # New ones for each: some requests take tokens back.
            callers = [{}, _signed(archive, Role.ADMIN), *(_signed(archive, each) for each in Role)]
            archive.tokens.revoke(archive.tokens.caller(callers[1]["Authorization"][7:]).token_id)
            _try(result.ok(), address, callers)


def _signed(archive, role):
    return {"Authorization": f"Bearer {archive.tokens.make('Lan', 'laptop', role)}"}


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(_, value):
    """Bytes are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


def _try(operation, address, callers):
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
        for headers in callers:
            case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)

    ask()


@pytest.mark.of_files
def test_one_thing_after_another(app, archive):
    """Each reply leads to the next request in every role, along the links that are told."""
    callers = [_signed(archive, each) for each in Role]
    maker = Client(app, archive.tokens.make("Mai", "laptop", Role.ADMIN))
    schema = schemathesis.openapi.from_dict(app.openapi())
    named = {
        each.ok().definition.raw["operationId"]: each.ok() for each in schema.get_all_operations()
    }
    with answering(app) as address:
        _walk(named, address, callers, maker)


def _walk(named, address, callers, maker):
    links = list(named["fetch"].definition.raw["responses"]["200"]["links"])
    asked = {name: named[name].as_strategy() for name in links}
    keys = itertools.count(1)

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
        cases = [data.draw(asked[name]) for name in steps]
        for headers in callers:
            maker("PUT", ARTICLE, json=DOC, headers=key(next(keys), **{"If-None-Match": "*"}))
            seen = maker("GET", ARTICLE).headers["etag"]
            for case in cases:
                case.path_parameters.update(_ids(case.path_parameters))
                case.headers.update({"If-Match": seen, **headers})
                reply = case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)
                seen = reply.headers.get("etag", [seen])[0]

    walk()


def _ids(parameters):
    known = {"entity": "articles", "entity_id": DOC["id"], "article_id": DOC["id"], "rev": 1}
    return {name: value for name, value in known.items() if name in parameters}
