# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: every request, by everybody, to a story of one's own and to another's."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from editor import wire
from editor.cms import rules, transitions
from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.ladder import FULL
from editor.model.operation import Entity, OpKind
from editor.model.workflow import NEEDS_REASON, Act, Role, State, seen_in
from editor.server.archive import Command
from editor.server.contract import _OPERATIONS
from editor.server.tokens import Caller
from tests.builders import a_picture, a_remark, an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive
from tests.editor.server.test_replies import Client

NOBODY, REVOKED = "nobody", "revoked"
CALLERS = (*Role, NOBODY, REVOKED)
EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
AUTHORS = EDITORS | {Role.WRITER}
CAPTIONERS = AUTHORS | {Role.PHOTO}
KNOWN = frozenset(Role)
ANYBODY = KNOWN | {NOBODY}
ADMINS = frozenset({Role.ADMIN})

TUS = {"Tus-Resumable": "1.0.0"}
PNG = b"\x89PNG\r\n\x1a\n"
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}


class Stage:
    """One server, and whatever a request is about, made anew for each."""

    def __init__(self, archive) -> None:
        self.archive = archive
        self.app = an_app(archive)

    def caller(self, role: Role | str, person: str) -> Client:
        if role == NOBODY:
            return Client(self.app, "")
        token = self.archive.tokens.make(person, "laptop", Role.ADMIN if role == REVOKED else role)
        if role == REVOKED:
            self.archive.tokens.revoke_all(person)
        return Client(self.app, token)

    def write(self, kind: OpKind, entity: Entity, entity_id: str, payload=None, base="", by=""):
        about = (kind, entity, entity_id, payload or {}, base)
        caller = Caller(by, "laptop", Role.ADMIN)
        return self.archive.write(Command(uuid4().hex, "", *about), caller).remote

    def story(self, by: str, acts: tuple[Act, ...] = ()):
        article = an_article(id=ArticleId(uuid4().hex))
        remote = self.write(
            OpKind.CREATE, Entity.ARTICLE, article.id, wire.article_to_doc(article), by=by
        )
        for act in acts:
            payload = {"act": act.value, "reason": "thử"}
            about = (Entity.ARTICLE, article.id, payload, remote.etag)
            remote = self.write(OpKind.ACT, *about, by=by)
        return remote

    def upload(self, by: str) -> str:
        name = hashlib.sha256(uuid4().bytes).hexdigest()
        return self.archive.uploads.begin(by, name, len(PNG) + 1).upload_id


@dataclass(frozen=True)
class Row:
    """One request: who may make it, of what is theirs and of what is another's."""

    method: str
    template: str
    allowed: frozenset
    of_others: frozenset | None = None
    """None: the same as of one's own."""
    note: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    acts: tuple[Act, ...] = ()
    """What was done to the story before."""
    path: Callable[[Stage, str], str] | None = None
    """The address; empty: the template, with a new story in it."""
    seen: bool = False
    """The request names the revision that it was made against."""


def new_id(_: Stage, __: str) -> str:
    return f"/v1/articles/{uuid4().hex}"


def new_picture(_: Stage, __: str) -> str:
    return f"/v1/pictures/{hashlib.sha256(uuid4().bytes).hexdigest()}"


def upload(stage: Stage, owner: str) -> str:
    return f"/v1/uploads/{stage.upload(owner)}"


def token(stage: Stage, owner: str) -> str:
    stage.archive.tokens.make(owner, "another", Role.WRITER)
    return f"/v1/auth/tokens/{stage.archive.tokens.rows()[0].token_id}"


def blob(stage: Stage, _: str) -> str:
    stage.caller(Role.ADMIN, "x")("PUT", f"/v1/blobs/{SHA256}", content=PNG)
    return f"/v1/blobs/{SHA256}"


def pack(stage: Stage, _: str) -> str:
    stage.caller(Role.ADMIN, "x")("PUT", "/v1/packs/ours", json={"text": EMPTY_PACK})
    return "/v1/packs/ours"


PACK = "/v1/packs/{name}"
MONTH = "/v1/royalties/{month}"
EMPTY_PACK = 'language = "vi"'
SHA256 = hashlib.sha256(PNG).hexdigest()
ENTITY = "/v1/{entity}/{entity_id}"
ACTING = "/v1/articles/{article_id}/transitions"
LEASE = "/v1/articles/{article_id}/lease"
CLASHES = "/v1/articles/{article_id}/clashes"
UPLOAD = "/v1/uploads/{upload_id}"
CREATE = {"If-None-Match": "*"}
NO_DOC = wire.picture_to_doc(a_picture())
PICTURE_DOC = {name: value for name, value in NO_DOC.items() if name != "sha256"}
NAME = base64.b64encode(SHA256.encode()).decode()
COMMENT = wire.article_to_doc(an_article(remarks=(a_remark(),)))["remarks"][0]
SUGGESTION = {**COMMENT, "replacement": "chừng một trăm"}
BEGIN = {**TUS, "Upload-Length": "9", "Upload-Metadata": f"sha256 {NAME}"}

ROWS = [
    Row("GET", "/v1/health", ANYBODY | {REVOKED}),
    Row("GET", "/v1/server", ANYBODY),
    Row("GET", "/v1/metrics", ADMINS),
    Row("GET", "/v1/changes", KNOWN),
    Row("GET", "/v1/digests", KNOWN),
    Row("GET", "/v1/digests/{name}", KNOWN, path=lambda *_: "/v1/digests/00"),
    Row("POST", "/v1/auth/device", ADMINS, body={"person": "Tư", "role": "admin"}),
    Row("POST", "/v1/auth/token", ANYBODY | {REVOKED}, note="with a code", body={"device": "x"}),
    Row("DELETE", "/v1/auth/token", KNOWN),
    Row("GET", "/v1/auth/tokens", ADMINS),
    Row("DELETE", "/v1/auth/tokens/{token_id}", ADMINS, path=token),
    Row("POST", "/v1/blobs/query", KNOWN, body={"sha256": []}),
    Row("PUT", "/v1/blobs/{sha256}", CAPTIONERS, path=blob),
    Row("GET", "/v1/blobs/{sha256}", KNOWN, path=blob),
    Row("OPTIONS", "/v1/uploads", ANYBODY | {REVOKED}),
    Row("POST", "/v1/uploads", CAPTIONERS, headers=BEGIN),
    Row("HEAD", UPLOAD, CAPTIONERS, frozenset(), headers=TUS, path=upload),
    Row("PATCH", UPLOAD, CAPTIONERS, frozenset(), headers=PIECE, path=upload),
    Row("DELETE", UPLOAD, CAPTIONERS, frozenset(), headers=TUS, path=upload),
    Row("PUT", LEASE, KNOWN, body={"doing": "writing"}),
    Row("DELETE", LEASE, KNOWN),
    Row("GET", "/v1/leases", KNOWN),
    Row("GET", "/v1/packs", KNOWN),
    Row("GET", "/v1/look", KNOWN),
    Row("GET", "/v1/outlet", KNOWN),
    Row("PUT", PACK, EDITORS, path=lambda *_: "/v1/packs/ours", body={"text": EMPTY_PACK}),
    Row("DELETE", PACK, EDITORS, path=pack),
    Row("GET", MONTH, CAPTIONERS, path=lambda *_: "/v1/royalties/2026-03"),
    Row("PUT", MONTH + "/closing", EDITORS, path=lambda *_: "/v1/royalties/2026-02/closing"),
    Row("GET", CLASHES, KNOWN),
    Row("PUT", CLASHES, CAPTIONERS, body={"fields": ["headline"]}),
    Row("DELETE", CLASHES, EDITORS),
    Row("GET", ENTITY, KNOWN),
    Row("GET", ENTITY + "/revs/{rev}", KNOWN),
    Row("PUT", ENTITY, AUTHORS, note="a story", path=new_id, headers=CREATE, body={}),
    Row(
        "PUT",
        ENTITY,
        CAPTIONERS,
        note="picture",
        path=new_picture,
        headers=CREATE,
        body=PICTURE_DOC,
    ),
    Row("PATCH", ENTITY, AUTHORS, note="its text", seen=True, body={"headline": "Hai"}),
    Row("PATCH", ENTITY, CAPTIONERS, note="captions", seen=True, body={"placements": []}),
    Row("PATCH", ENTITY, KNOWN, note="a comment", seen=True, body={"remarks": [COMMENT]}),
    Row("PATCH", ENTITY, KNOWN, note="a suggestion", seen=True, body={"remarks": [SUGGESTION]}),
    Row("DELETE", ENTITY, EDITORS, seen=True),
    Row("POST", "/v1/batch", KNOWN, body={"ops": []}),
    Row("POST", ACTING, AUTHORS, note="submit", seen=True, body={"act": "submit"}),
    Row("POST", ACTING, AUTHORS, note="spike", seen=True, body={"act": "spike"}),
    Row("POST", ACTING, EDITORS, note="publish", seen=True, body={"act": "publish"}),
    Row(
        "POST",
        ACTING,
        EDITORS,
        note="schedule",
        seen=True,
        body={"act": "publish", "at": (HOUSE_TIME + timedelta(days=1)).isoformat()},
    ),
    Row(
        "POST",
        ACTING,
        EDITORS,
        note="update",
        seen=True,
        acts=(Act.PUBLISH,),
        body={"act": "update"},
    ),
    Row(
        "POST",
        ACTING,
        EDITORS,
        note="take down",
        seen=True,
        acts=(Act.PUBLISH,),
        body={"act": "take_down", "reason": "thử"},
    ),
    Row(
        "POST",
        ACTING,
        ADMINS,
        note="republish",
        seen=True,
        acts=(Act.PUBLISH, Act.TAKE_DOWN),
        body={"act": "republish"},
    ),
]


def test_no_request_is_left_out():
    assert {(row.method.lower(), row.template) for row in ROWS} == set(_OPERATIONS)


@pytest.fixture
def stage(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield Stage(archive)
    archive.close()


@pytest.mark.of_files
@pytest.mark.parametrize("role", CALLERS)
def test_who_may_do_what(stage, role):
    for row in ROWS:
        for owner in ("Lan", "Mai"):
            status, code = _asked(stage, row, role, owner)
            of_others = row.allowed if row.of_others is None else row.of_others
            may = role in (row.allowed if owner == "Lan" else of_others)
            about = (row.method, row.template, row.note, owner, status, code)
            if may:
                assert status < 400, about
            elif role in {NOBODY, REVOKED}:
                assert status == 401, about
            elif role in row.allowed:
                assert status == 404, about
            else:
                assert status == 403, about


def _asked(stage: Stage, row: Row, role: Role | str, owner: str) -> tuple[int, str]:
    call = stage.caller(role, "Lan")
    path, headers, body = row.template, dict(row.headers), row.body
    if row.path is not None:
        path = row.path(stage, owner)
    elif "{" in path:
        story = stage.story(owner, row.acts)
        path = path.replace("{entity}", "articles").replace("{rev}", "1")
        path = path.replace("{entity_id}", story.entity_id)
        path = path.replace("{article_id}", story.entity_id)
        if row.seen:
            headers["If-Match"] = story.etag
        if row.note == "republish":
            body = {**body, "seen": seen_in(wire.deeds_from(story.doc))}
    if row.note == "with a code":
        body = {**body, "code": stage.archive.tokens.pairing_code("Ba", Role.WRITER)}
    headers["Idempotency-Key"] = uuid4().hex
    sent = {"json": body} if body is not None else {"content": PNG}
    reply = call(row.method, path, headers=headers, **sent)
    code = reply.json().get("code", "") if reply.status_code >= 400 and reply.content else ""
    return reply.status_code, code


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", list(State))
def test_the_server_keeps_to_the_table_of_states(state, act):
    asked = transitions.Transition(act, "thử" if act in NEEDS_REASON else "")
    doc = wire.article_to_doc(an_article(state=state))
    follows, roles = FULL.rows.get((state, act), (None, frozenset()))
    for role in Role:
        if role in roles:
            assert transitions.acted(doc, asked, role, HOUSE_TIME)["state"] == follows.value
            continue
        with pytest.raises(Refused) as refused:
            transitions.acted(doc, asked, role, HOUSE_TIME)
        expected = "site.forbidden" if follows else "site.invalid_transition"
        assert refused.value.code == expected


def test_a_batch_is_no_way_around(stage):
    story = stage.story("Mai")
    path = f"/v1/articles/{story.entity_id}"
    ops = [
        {"method": "DELETE", "path": path},
        {"method": "POST", "path": f"{path}/transitions", "body": {"act": "publish"}},
        {"method": "PATCH", "path": path, "body": {"headline": "x"}},
        {"method": "PUT", "path": "/v1/articles/new", "body": {}},
    ]
    asked = [{"base": story.etag, **each, "key": uuid4().hex} for each in ops]
    for role, statuses in [
        (Role.READER, [403, 403, 403, 403]),
        (Role.PHOTO, [403, 403, 403, 403]),
        (Role.WRITER, [403, 403, 200, 201]),
    ]:
        results = stage.caller(role, "Lan")("POST", "/v1/batch", json={"ops": asked})
        assert [each["status"] for each in results.json()["results"]] == statuses, role


def test_a_role_that_is_taken_holds_at_once(stage):
    call = stage.caller(Role.EDITOR, "Lan")
    path = f"/v1/articles/{stage.story('Lan').entity_id}/clashes"
    assert call("DELETE", path).status_code == 200
    stage.archive.tokens.set_role("Lan", Role.READER)
    assert call("DELETE", path).status_code == 403


ANSWER = {"id": "r", "author": "Lan", "at": COMMENT["at"], "text": "Rồi."}
DONE = {"by": "Lan", "at": COMMENT["at"]}
BOTH = [COMMENT, {**SUGGESTION, "id": "remark-2"}]


@pytest.mark.parametrize(
    ("role", "may"), [(Role.READER, False), (Role.PHOTO, False), (Role.WRITER, True)]
)
@pytest.mark.parametrize(
    ("said", "is_deciding"),
    [
        ([{**COMMENT, "replies": [ANSWER]}, BOTH[1]], False),
        ([COMMENT, {**BOTH[1], "replies": [ANSWER]}], False),
        ([{**COMMENT, "settled": {**DONE, "outcome": "resolved"}}, BOTH[1]], False),
        ([COMMENT, {**BOTH[1], "settled": {**DONE, "outcome": "accepted"}}], True),
        ([COMMENT, {**BOTH[1], "settled": {**DONE, "outcome": "resolved"}}], True),
        ([COMMENT], True),
        ([{**COMMENT, "text": "Khác."}, BOTH[1]], True),
        ([{**COMMENT, "replies": []}, {**BOTH[1], "author": "Lan"}], True),
        ([*BOTH, {**BOTH[1], "id": "3", "settled": {**DONE, "outcome": "accepted"}}], True),
    ],
)
def test_who_writes_no_copy_says_and_decides_nothing(role, may, said, is_deciding):
    doc = {**wire.article_to_doc(an_article()), "remarks": BOTH}

    def patched():
        return rules.patched(Entity.ARTICLE, str(doc["id"]), doc, {"remarks": said}, role)

    if may or not is_deciding:
        # What is left out stays, whoever does it.
        assert patched()["remarks"] == (said if len(said) > 1 else BOTH)
    else:
        with pytest.raises(Refused, match="undecided"):
            patched()


@pytest.mark.parametrize(
    "said",
    [
        [COMMENT, COMMENT],
        [{**COMMENT, "id": "a b"}],
        [{**COMMENT, "replies": [ANSWER, ANSWER]}],
        [{**COMMENT, "at": "hôm qua"}],
        [{**COMMENT, "settled": {**DONE, "outcome": "?"}}],
        [{**COMMENT, "anchor": []}],
        [1],
        {},
    ],
)
@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_remarks_that_are_none_are_refused(role, said):
    doc = wire.article_to_doc(an_article())
    with pytest.raises(Refused, match="bad_field") as refused:
        rules.patched(Entity.ARTICLE, str(doc["id"]), doc, {"remarks": said}, role)
    assert refused.value.values["field"] == "remarks"
