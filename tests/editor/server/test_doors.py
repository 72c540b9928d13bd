# SPDX-License-Identifier: GPL-3.0-or-later
"""No way in beside the doors, by path, header or another site; and no secret gets into a log."""

import logging
import secrets
import zipfile

import httpx
import pytest
import sqlalchemy as sa

from editor import wire
from editor.cms.reference import Reference
from editor.errors import EditorError
from editor.model.workflow import Role
from editor.server import administration, tables
from tests.builders import an_article
from tests.contracts.houses import an_app, an_archive, answering
from tests.editor.server.test_replies import ARTICLE, DOC, NEW, Client, key

SECRET = "swordfish-in-a-file-beside-the-archive"
UP = ("..", "%2e%2e", "%2E%2e", "..%2f..", "..%5c..", "%252e%252e", "..%00", "....", ".%2e")
CSRF_SAFE = (
    "/",
    "/tin-tuc/",
    "/cho-noi-hop-lai-sau-mua-lu.html",
    "/nothing.html",
    "/site/site.css",
)


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def call(archive):
    return Client(an_app(archive), archive.tokens.make("Lan", "laptop", Role.ADMIN))


@pytest.fixture
def published(call) -> str:
    tag = {"If-Match": call("PUT", ARTICLE, json=DOC, headers=NEW).headers["etag"]}
    act = call("POST", f"{ARTICLE}/transitions", json={"act": "publish"}, headers=key(2, **tag))
    return act.json()["address"]


@pytest.mark.of_files
@pytest.mark.parametrize(
    "pattern",
    [
        "/site/{up}/{up}/pyproject.toml",
        "/site/{up}/{up}/{up}/{up}/etc/passwd",
        "/site//etc/passwd",
        "/site/fonts/{up}/article.html",
        "/media/{up}/secret.txt",
        "/media/{sha}/{up}",
        "/media/{sha}/{up}%2fsecret.txt",
        "/{up}.html",
        "/{up}%2fsecret.html",
        "/v1/blobs/{up}",
        "/v1/blobs/{up}%2f{up}%2fsecret.txt",
        "/v1/articles/{up}",
        "/v1/articles/{up}%2f{up}/revs/1",
        "/v1/uploads/{up}%2fsecret.txt",
    ],
)
def test_no_path_leads_out(call, pattern):
    for up in UP:
        path = pattern.format(up=up, sha="0" * 64)
        for method in ("GET", "HEAD", "DELETE"):
            reply = call(method, path, headers={"Tus-Resumable": "1.0.0"})
            assert 400 <= reply.status_code < 500, (method, path)
            assert SECRET not in reply.text
            assert "root:" not in reply.text
            assert "{%" not in reply.text


@pytest.mark.of_files
def test_no_word_of_a_person_becomes_a_header(call, archive):
    """Line ends and other marks in names and addresses stay out of every reply's head."""
    wicked = 'x"; filename="y.html"\r\nSet-Cookie: a=b\r\n\r\n<html>'
    doc = wire.article_to_doc(an_article(url_slug=wicked, headline=wicked, other_categories=()))
    tag = {"If-Match": call("PUT", ARTICLE, json=doc, headers=NEW).headers["etag"]}
    out = call("POST", f"{ARTICLE}/transitions", json={"act": "publish"}, headers=key(2, **tag))
    changed = {"url_slug": f"hai {wicked}"}
    tag = {"If-Match": out.headers["etag"]}
    tag = {"If-Match": call("PATCH", ARTICLE, json=changed, headers=key(3, **tag)).headers["etag"]}
    call("POST", f"{ARTICLE}/transitions", json={"act": "update"}, headers=key(4, **tag))
    moved = call("GET", out.json()["address"])
    assert moved.status_code == 301
    for path in (
        out.json()["address"],
        moved.headers["location"],
        ARTICLE,
        "/x%0d%0aSet-Cookie:%20a=b.html",
        "/%0d%0aSet-Cookie:%20a=b/",
        "/v1/changes?cursor=%0d%0aSet-Cookie:a=b",
        "/site/%0d%0aSet-Cookie:a=b",
    ):
        reply = call("GET", path)
        assert "set-cookie" not in reply.headers, path
        for name, value in reply.headers.items():
            assert (name + value).isprintable(), (path, name)


def rows(archive) -> dict[str, int]:
    # Beside when a token was last used, nothing may change.
    with archive.database.reading() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in tables.metadata.sorted_tables
        } | {"feed": archive.newest()}


@pytest.mark.of_files
def test_no_other_site_acts_through_a_readers_browser(call, archive, published):
    """Nothing is changed by what a page can ask for, and nothing but a header lets anybody in."""
    reader, before = Client(call.app, ""), rows(archive)
    foreign = {"Origin": "https://evil.invalid", "Cookie": f"token={call.token}"}
    assert call("GET", published).status_code == 200
    for path in (*CSRF_SAFE, "/v1/health", "/v1/server"):
        for method in ("GET", "HEAD"):
            reply = reader(method, path, headers=foreign)
            assert reply.status_code < 500
            assert not {"set-cookie", "access-control-allow-origin"} & set(reply.headers)
    for path in CSRF_SAFE:
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            assert reader(method, path, content=b"a=b", headers=foreign | form).status_code == 405
    for method, path in [
        ("DELETE", ARTICLE),
        ("DELETE", f"{ARTICLE}?token={call.token}&access_token={call.token}"),
        ("POST", "/v1/batch"),
        ("DELETE", "/v1/auth/token"),
    ]:
        assert reader(method, path, headers=foreign).status_code == 401
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        reply = reader("POST", "/v1/auth/token", content=b"{}", headers={"Content-Type": kind})
        assert reply.status_code == 415
    assert rows(archive) == before


@pytest.mark.of_files
def test_a_page_says_what_a_browser_may_do_with_it(call, published):
    for path in (published, "/", "/tin-tuc/", "/nothing.html"):
        headers = call("GET", path).headers
        policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.expects_log
@pytest.mark.of_files
def test_no_secret_comes_into_a_log(archive, caplog, tmp_path):
    """All that is logged at the lowest level, while every secret is used, rightly and wrongly."""
    caplog.set_level(logging.DEBUG)
    bootstrap, wrong = f"nrt_{secrets.token_hex(16)}", f"nrt_{secrets.token_hex(16)}"
    archive.tokens.accept_bootstrap(bootstrap)
    app = an_app(archive)

    async def explode() -> None:
        message = "unforeseen"
        raise RuntimeError(message)

    app.add_api_route("/v1/explode", explode)
    with answering(app) as address:
        code, token = _use_all(address, bootstrap, wrong)
    administration.run(archive, ["tokens"])
    administration.run(archive, ["backup", str(tmp_path / "b.zip")])
    assert "unforeseen" in caplog.text
    with zipfile.ZipFile(tmp_path / "b.zip") as file:
        kept = b"".join(map(file.read, file.namelist())).decode("utf-8", "replace")
    for secret in (bootstrap, wrong, token, code, code.replace("-", "")):
        assert secret not in caplog.text
        assert secret not in kept


def _use_all(address: str, bootstrap: str, wrong: str) -> tuple[str, str]:
    def ask(method: str, path: str, token: str = bootstrap, **more):
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.request(method, address + path, headers=headers, **more)

    code = ask("POST", "/v1/auth/device", json={"person": "Mai", "role": "admin"}).json()["code"]
    ask("POST", "/v1/auth/token", json={"code": wrong[:10], "device": "x"})
    paired = ask("POST", "/v1/auth/token", json={"code": code, "device": "x"}).json()["token"]
    ask("POST", "/v1/auth/token", json={"code": code, "device": "x"})
    for token in (bootstrap, paired, wrong):
        for path in ("/v1/server", "/v1/explode", "/v1/changes?limit=x", "/v1/nothing"):
            ask("GET", path, token)
    site = Reference(address, wrong)
    with pytest.raises(EditorError) as refused:
        site.changes("")
    assert wrong not in repr(site) + str(refused.value) + repr(refused.value)
    site.close()
    ask("DELETE", "/v1/auth/token", paired)
    return code, paired
