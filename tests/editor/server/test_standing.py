# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands, in 256 sums: a laptop finds what differs without reading all of it."""

import pytest

from editor import wire
from editor.cms import digests
from editor.model.operation import Entity
from editor.model.workflow import Role
from tests.builders import an_article
from tests.contracts.houses import an_app, an_archive
from tests.editor.server.test_replies import Client, key

NEW = {"If-None-Match": "*"}


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


def make(call, number):
    article = an_article(number)
    path = f"/v1/articles/{article.id}"
    reply = call("PUT", path, json=wire.article_to_doc(article), headers=key(number, **NEW))
    return Entity.ARTICLE, str(article.id), reply.headers["etag"]


def test_the_sums_are_those_that_a_laptop_makes_of_the_same_stories(call):
    assert call("GET", "/v1/digests").json()["ranges"] == {}
    standing = [make(call, number) for number in range(1, 30)]
    told = call("GET", "/v1/digests").json()
    assert told["ranges"] == digests.sums(standing)
    assert told["cursor"] == call("GET", "/v1/changes?limit=500").json()["next"]


def test_a_range_lists_what_stands_in_it_and_nothing_else(call):
    standing = [make(call, number) for number in range(1, 30)]
    found = []
    for name in call("GET", "/v1/digests").json()["ranges"]:
        told = call("GET", f"/v1/digests/{name}").json()
        rows = [(Entity(row["type"]), row["id"], row["etag"]) for row in told["entities"]]
        assert {digests.range_of(*row[:2]) for row in rows} == {name}
        found += rows
    assert sorted(found) == sorted(standing)


def test_what_is_deleted_does_not_stand(call):
    kept, (_, gone, etag) = make(call, 1), make(call, 2)
    call("DELETE", f"/v1/articles/{gone}", headers=key(99, **{"If-Match": etag}))
    assert call("GET", "/v1/digests").json()["ranges"] == digests.sums([kept])


@pytest.mark.parametrize("name", ["0", "000", "zz", "AB", "%D9%A3%D9%A3", "..", "00%0a"])
def test_what_is_no_range_is_not_found(call, name):
    assert call("GET", f"/v1/digests/{name}").status_code == 404
