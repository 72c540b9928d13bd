# SPDX-License-Identifier: GPL-3.0-or-later
"""The administrator's commands: who may come in, what was done, backups, and moving house."""

import hashlib
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from editor import wire
from editor.errors import Clash, Damaged, Refused
from editor.model.operation import Entity, OpKind
from editor.model.picture import Sha256
from editor.model.workflow import Role
from editor.server.administration import run
from tests.builders import a_picture, a_placement
from tests.contracts.houses import an_app, an_archive, kept_in
from tests.contracts.test_site import PACK
from tests.editor.server.test_archive import Desk
from tests.editor.server.test_replies import Client

DATA = b"\x89PNG\r\n\x1a\n bytes of a picture"


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.fixture
def full(archive):
    """An archive with a published story, a picture, and a long history."""
    desk = Desk(archive)
    picture = replace(a_picture(), sha256=Sha256(hashlib.sha256(DATA).hexdigest()))
    desk.picture(picture, DATA)
    made = desk.create(placements=(a_placement(picture),), headline="Tin ảnh")
    public = desk.act(made, "publish")
    for number in range(2, 5):
        desk.create(number=number)
    desk.patch(public, headline="Khác 😀 \u2028")
    archive.tokens.make("Lan", "laptop", Role.EDITOR)
    return archive


def _everything(archive):
    rows = {}
    with archive.database.reading() as connection:
        for name in (
            "revision",
            "head",
            "log",
            "receipt",
            "edition",
            "publication",
            "address",
            "token",
        ):
            found = connection.exec_driver_sql(f"SELECT * FROM {name}").all()
            rows[name] = sorted(map(tuple, found), key=repr)
    return rows


def test_people_and_their_roles(archive):
    token = archive.tokens.make("Lan", "laptop", Role.WRITER)
    archive.tokens.make("Mai", "desk", Role.PHOTO)
    assert run(archive, ["people"]) == ["Lan\twriter", "Mai\tphoto"]
    assert run(archive, ["role", "Lan", "editor"]) == []
    assert archive.tokens.caller(token).role is Role.EDITOR
    run(archive, ["revoke-all", "Lan"])
    assert archive.tokens.caller(token) is None
    assert run(archive, ["people"]) == ["Mai\tphoto"]
    ids = {row.split("\t")[1]: row.split("\t")[0] for row in run(archive, ["tokens"])}
    run(archive, ["revoke", ids["Mai"]])
    assert run(archive, ["people"]) == []
    deeds = [row.split("\t")[2] for row in run(archive, ["log"])]
    assert deeds == ["token", "token", "role", "revoke", "revoke"]


def test_a_code_lets_a_device_in(archive):
    (code,) = run(archive, ["pair", "Mai", "writer"])
    _, caller = archive.tokens.pair(code, "laptop")
    assert (caller.person, caller.role) == ("Mai", Role.WRITER)


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["role", "Lan"], ["revoke"], ["backup", "a", "b"], ["people", "x"]]
)
def test_what_is_no_command_is_told(archive, words):
    with pytest.raises(Refused, match=r"server\.unknown_command"):
        run(archive, words)


@pytest.mark.parametrize(
    "words",
    [["revoke", "x"], ["revoke-all", "Ma"], ["role", "Ma", "admin"], ["role", "Ma", "king"]],
)
def test_who_is_not_there_is_told(archive, words):
    with pytest.raises(Refused):
        run(archive, words)


def test_a_backup_brings_everything_back_under_another_epoch(full, tmp_path):
    (count,) = run(full, ["backup", str(tmp_path / "b.zip")])
    assert count == "1"
    lost = full.changes("", limit=99).cursor
    other = an_archive(tmp_path / "other")
    run(other, ["restore", str(tmp_path / "b.zip")])
    other.close()
    again = an_archive(tmp_path / "other")
    assert _everything(again) == _everything(full)
    assert again.server_id == full.server_id
    assert again.epoch != full.epoch
    with pytest.raises(Clash):
        again.changes(lost, limit=9)
    assert again.editions.at("tin-anh").article.headline == "Tin ảnh"
    assert again.vault.verify(hashlib.sha256(DATA).hexdigest())
    assert [row.split("\t")[2] for row in run(again, ["log"])][-1] == "restore"
    Desk(again).create(number=9)
    again.close()


@pytest.mark.of_files
def test_a_newsroom_moves_to_postgresql_and_laptops_notice_nothing(full, tmp_path, a_postgres):
    cursor = full.changes("", limit=3).cursor
    rest = full.changes(cursor, limit=99)
    run(full, ["backup", str(tmp_path / "b.zip")])
    with kept_in(a_postgres.database_for):
        other = an_archive(tmp_path / "other")
        run(other, ["move", str(tmp_path / "b.zip")])
        other.close()
        moved = an_archive(tmp_path / "other")
    assert (moved.server_id, moved.epoch) == (full.server_id, full.epoch)
    assert moved.changes(cursor, limit=99) == rest
    assert _everything(moved) == _everything(full)
    command_of = Desk(full)
    stale = command_of.create(number=20)
    assert moved.fetch(Entity.ARTICLE, stale.entity_id) is None
    Desk(moved).write(
        OpKind.CREATE, wire.picture_to_doc(a_picture(5)), a_picture(5), entity=Entity.PICTURE
    )
    moved.close()


def test_a_backup_is_for_an_empty_archive(full, tmp_path):
    run(full, ["backup", str(tmp_path / "b.zip")])
    with pytest.raises(Refused, match=r"server\.not_empty"):
        run(full, ["restore", str(tmp_path / "b.zip")])
    with pytest.raises(Refused, match=r"server\.file_exists"):
        run(full, ["backup", str(tmp_path / "b.zip")])
    with pytest.raises(Refused, match=r"server\.no_file"):
        run(full, ["backup", str(tmp_path / "nowhere" / "b.zip")])


def test_a_damaged_backup_changes_nothing(full, archive, tmp_path):
    run(full, ["backup", str(tmp_path / "b.zip")])
    whole = (tmp_path / "b.zip").read_bytes()
    other = an_archive(tmp_path / "other")
    for data in (b"", b"nonsense", whole[: len(whole) // 2], _with_other_picture(whole)):
        (tmp_path / "bad.zip").write_bytes(data)
        with pytest.raises(Damaged, match=r"server\.bad_backup"):
            run(other, ["restore", str(tmp_path / "bad.zip")])
    with pytest.raises(Refused, match=r"server\.no_file"):
        run(other, ["restore", str(tmp_path / "none.zip")])
    assert other.changes("", limit=9).changes == ()
    run(other, ["restore", str(tmp_path / "b.zip")])
    other.close()


def _with_other_picture(whole: bytes) -> bytes:
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = b"other" if name.startswith("pictures/") else old.read(name)
            new.writestr(name, data)
    return changed.getvalue()


def test_figures_for_those_who_watch(full):
    call = Client(an_app(full), full.tokens.make("Lan", "laptop", Role.ADMIN))
    call("GET", "/v1/health")
    call("GET", "/v1/nothing")
    call("BREW", "/v1/health")
    reply = call("GET", "/v1/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = reply.text.splitlines()
    assert 'stet_requests_total{method="GET",status="200"} 1' in lines
    assert 'stet_requests_total{method="GET",status="404"} 1' in lines
    assert 'stet_requests_total{method="other",status="405"} 1' in lines
    assert "stet_request_seconds_count 3" in lines
    assert "stet_editions 1" in lines
    assert all(line.startswith("#") or float(line.rpartition(" ")[2]) >= 0 for line in lines)
    writer = Client(call.app, full.tokens.make("Mai", "laptop", Role.WRITER))
    assert writer("GET", "/v1/metrics").status_code == 403


def test_rule_packs_are_given_and_taken_away_beside_the_server(archive, tmp_path):
    """By name of the file; the log has it, and a backup has them."""
    path = tmp_path / "nha-bao.toml"
    path.write_text(PACK, "utf-8")
    seq = archive.newest()
    assert run(archive, ["put-rules", str(path)]) == run(archive, ["rules"]) == ["nha-bao"]
    assert archive.newest() == seq + 1
    run(archive, ["put-rules", str(path)])
    assert archive.newest() == seq + 1
    run(archive, ["backup", str(tmp_path / "all.zip")])
    other = an_archive(tmp_path / "other")
    run(other, ["restore", str(tmp_path / "all.zip")])
    assert run(other, ["rules"]) == ["nha-bao"]
    other.close()
    assert run(archive, ["remove-rules", "nha-bao"]) == []
    told = [each.split("\t")[2:] for each in run(archive, ["log"])]
    assert told == [["rules", "nha-bao"], ["rules_removed", "nha-bao"]]
    with pytest.raises(Refused, match=r"server\.no_file"):
        run(archive, ["put-rules", str(tmp_path / "away.toml")])
