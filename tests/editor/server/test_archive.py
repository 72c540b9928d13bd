# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive keeps what it was given through restarts, crowds and restored backups."""

import shutil
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import wire
from editor.errors import Clash, Damaged, Refused
from editor.model.operation import Entity, OpKind
from editor.model.picture import Sha256
from editor.model.workflow import Role
from editor.server.archive import Archive, Command, Stale, Written
from editor.server.editions import Gone, Moved, Which
from editor.server.tokens import Caller
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.contracts.houses import HOUSE_TIME, an_archive

LAN = Caller("Lan", "laptop", Role.ADMIN)


@pytest.fixture
def archive(tmp_path):
    archive = an_archive(tmp_path / "archive")
    yield archive
    archive.close()


class Desk:
    """Writes to an archive with a key of its own each time."""

    def __init__(self, archive) -> None:
        self.archive, self.keys = archive, 0

    def write(self, kind, payload, article=None, *, base="", entity=Entity.ARTICLE):
        article = article or an_article()
        entity_id = article.id if entity is Entity.ARTICLE else article.sha256
        self.keys += 1
        key = f"{id(self)}-{self.keys}"
        command = Command(key, key, kind, entity, entity_id, payload, base)
        return self.archive.write(command, LAN)

    def create(self, **fields):
        article = an_article(**fields)
        return self.write(OpKind.CREATE, wire.article_to_doc(article), article).remote

    def patch(self, remote, **changed):
        article = an_article(id=remote.entity_id)
        return self.write(OpKind.PATCH, changed, article, base=remote.etag).remote

    def act(self, remote, act, **more):
        article = an_article(id=remote.entity_id)
        payload = {"act": act, "reason": "vì", **more}
        return self.write(OpKind.ACT, payload, article, base=remote.etag).remote

    def picture(self, picture, data=None):
        doc = wire.picture_to_doc(picture)
        self.write(OpKind.CREATE, doc, picture, entity=Entity.PICTURE)
        if data is not None:
            assert self.archive.vault.put(BytesIO(data)) == picture.sha256


@pytest.fixture
def desk(archive):
    return Desk(archive)


def test_everything_is_there_after_a_restart(tmp_path):
    archive = an_archive(tmp_path / "a")
    made = Desk(archive).create()
    known = (archive.server_id, archive.epoch, archive.changes("", limit=9))
    archive.close()
    again = an_archive(tmp_path / "a")
    assert (again.server_id, again.epoch, again.changes("", limit=9)) == known
    assert again.fetch(Entity.ARTICLE, made.entity_id) == made
    again.close()


@pytest.mark.of_files
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_on_the_computer_reads_it(tmp_path):
    with closing(Archive(tmp_path / "new", PROFILE)) as archive:
        Desk(archive).create()
        for path in archive.folder.glob("archive.sqlite*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.of_files
def test_a_newer_archive_is_left_alone(archive, tmp_path):
    archive.close()
    stored = sqlite3.connect(tmp_path / "archive" / "archive.sqlite")
    with stored:
        stored.execute("UPDATE alembic_version SET version_num = '9999'")
    stored.close()
    with pytest.raises(Refused, match=r"server\.too_new"):
        an_archive(tmp_path / "archive")


@pytest.mark.of_files
def test_a_file_that_is_no_archive_is_told(tmp_path):
    (tmp_path / "archive.sqlite").write_bytes(b"this is not a database, " * 100)
    with pytest.raises(Damaged, match=r"server\.damaged"):
        an_archive(tmp_path)


@pytest.mark.of_files
def test_a_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match=r"server\.no_folder"):
        an_archive(tmp_path / "file" / "archive")


@pytest.mark.of_files
def test_a_server_restored_from_a_backup_is_recognised(tmp_path):
    archive = an_archive(tmp_path / "a")
    Desk(archive).create()
    before = archive.changes("", limit=9).cursor
    archive.close()
    shutil.copytree(tmp_path / "a", tmp_path / "backup")
    archive = an_archive(tmp_path / "a")
    Desk(archive).create(number=2)
    lost = archive.changes("", limit=9).cursor
    archive.close()
    restored = an_archive(tmp_path / "backup")
    with pytest.raises(Clash, match="epoch_changed"):
        restored.changes(lost, limit=9)
    Desk(restored).create(number=3)
    with pytest.raises(Clash, match="epoch_changed"):
        restored.changes(lost, limit=9)
    assert len(restored.changes(before, limit=9).changes) == 1
    restored.close()


def test_a_crowd_writes_and_a_reader_misses_nothing(archive):
    writers, each_writes = 6, 12
    start = threading.Barrier(writers + 1)

    def write(number: int) -> None:
        desk = Desk(archive)
        start.wait()
        for step in range(each_writes):
            desk.create(number=number * 100 + step)

    threads = [threading.Thread(target=write, args=[number]) for number in range(writers)]
    for thread in threads:
        thread.start()
    start.wait()
    seen, cursor = [], ""
    while len(seen) < writers * each_writes:
        page = archive.changes(cursor, limit=5)
        seen += [each.entity_id for each in page.changes]
        cursor = page.cursor
    for thread in threads:
        thread.join()
    assert len(set(seen)) == writers * each_writes
    assert archive.changes(cursor, limit=5).changes == ()


def test_a_crowd_with_one_key_has_one_effect(archive):
    doc = wire.article_to_doc(an_article())
    command = Command("k", "h", OpKind.CREATE, Entity.ARTICLE, an_article().id, doc)
    outcomes: list[Written | Stale] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(archive.write(command, LAN)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.is_replay for each in outcomes].count(False) == 1
    assert len({each.remote.etag for each in outcomes}) == 1
    assert archive.fetch(Entity.ARTICLE, an_article().id).rev == 1


def test_a_refusal_leaves_no_trace(archive, desk):
    made = desk.create()
    before = archive.changes("", limit=9)
    with pytest.raises(Refused):
        desk.act(made, "approve")
    assert isinstance(desk.write(OpKind.PATCH, {"kicker": "x"}, base='"9-00000000"'), Stale)
    assert archive.changes("", limit=9) == before


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from("ab")), max_size=12), st.integers(1, 4)
)
def test_any_reader_of_the_feed_ends_with_what_stands(tmp_path_factory, writes, limit):
    archive = an_archive(tmp_path_factory.mktemp("feed"))
    desk, theirs, cursor = Desk(archive), {}, ""
    for number, kicker in writes:
        known = archive.fetch(Entity.ARTICLE, an_article(number).id)
        desk.patch(known, kicker=kicker) if known else desk.create(number=number)
        page = archive.changes(cursor, limit=limit)
        theirs.update({each.entity_id: each for each in page.changes})
        cursor = page.cursor
    while (page := archive.changes(cursor, limit=limit)).changes:
        theirs.update({each.entity_id: each for each in page.changes})
        cursor = page.cursor
    stands = {each.entity_id: each for each in archive.changes("", limit=99).changes}
    archive.close()
    assert theirs == stands


def test_readers_keep_the_edition_while_the_text_changes(archive, desk):
    public = desk.act(desk.create(headline="Tin đầu"), "publish")
    later = desk.patch(public, headline="Tin sau", body="Khác.")
    assert archive.editions.at("tin-dau").article.headline == "Tin đầu"
    desk.act(later, "update")
    edition = archive.editions.at("tin-dau")
    assert (edition.article.headline, edition.number) == ("Tin sau", 2)


def test_readers_keep_the_caption_of_the_edition(archive, desk):
    data = b"bytes of a picture"
    picture = replace(a_picture(), sha256=Sha256(_sha256(data)), caption="Trước")
    desk.picture(picture, data)
    made = desk.create(placements=(a_placement(picture),), headline="Tin ảnh")
    assert archive.editions.sights(picture.sha256) == []
    desk.act(made, "publish")
    known = archive.fetch(Entity.PICTURE, picture.sha256)
    desk.write(OpKind.PATCH, {"caption": "Sau"}, picture, base=known.etag, entity=Entity.PICTURE)
    assert archive.editions.at("tin-anh").pictures[picture.sha256].caption == "Trước"
    assert [each.picture.caption for each in archive.editions.sights(picture.sha256)] == ["Trước"]


def test_a_taken_down_story_is_gone_with_its_pictures(archive, desk):
    data = b"bytes of a picture"
    picture = replace(a_picture(), sha256=Sha256(_sha256(data)))
    desk.picture(picture, data)
    made = desk.create(placements=(a_placement(picture),), headline="Tin sai")
    desk.act(desk.act(made, "publish"), "take_down")
    assert archive.editions.at("tin-sai") == Gone()
    assert archive.editions.sights(picture.sha256) == []
    assert archive.editions.live(limit=9) == []


def test_an_old_address_leads_to_the_new_one(archive, desk):
    public = desk.act(desk.create(headline="Tên cũ"), "publish")
    moved = desk.act(desk.patch(public, url_slug="ten-moi"), "update")
    assert moved.address == "/ten-moi.html"
    assert archive.editions.at("ten-cu") == Moved("ten-moi")
    assert archive.editions.at("ten-moi").article.id == moved.entity_id
    other = desk.act(desk.create(number=2, headline="Tên cũ"), "publish")
    assert other.address == "/ten-cu-2.html"
    back = desk.act(desk.patch(moved, url_slug="ten-cu"), "update")
    assert back.address == "/ten-cu.html"
    assert archive.editions.at("ten-moi") == Moved("ten-cu")


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("../../etc/passwd", "/etc-passwd.html"),
        ("Đống Đa", "/dong-da.html"),
        ("<script>", "/script.html"),
        ("x" * 500, f"/{'x' * 120}.html"),
        ("///", "/cho-noi-hop-lai-sau-mua-lu.html"),
    ],
)
def test_an_address_is_always_a_plain_name(desk, asked, address):
    assert desk.act(desk.create(url_slug=asked), "publish").address == address


def test_the_newest_comes_first_and_each_category_has_its_own(tmp_path):
    clock = [HOUSE_TIME]
    archive = an_archive(tmp_path / "a", lambda: clock[0])
    desk = Desk(archive)
    for number, category in ((1, "tin-tuc"), (2, "van-hoa"), (3, "tin-tuc")):
        desk.act(desk.create(number=number, category=category), "publish")
        clock[0] += timedelta(hours=1)
    extra = an_article(4, category="kinh-te", other_categories=("van-hoa",))
    desk.act(desk.create(number=4, category="kinh-te", other_categories=("van-hoa",)), "publish")

    def ids(*, limit=9, start=0, **asked):
        found = archive.editions.live(Which(**asked), limit=limit, start=start)
        return [int(each.article.id[-3:]) for each in found]

    assert ids(limit=9) == [4, 3, 2, 1]
    assert ids(limit=2) == [4, 3]
    assert ids(limit=2, start=2) == [2, 1]
    assert ids(since=clock[0]) == [4]
    assert ids(limit=9, category="tin-tuc") == [3, 1]
    assert ids(limit=9, category="van-hoa") == [4, 2]
    assert ids(limit=9, other_than=extra.id) == [3, 2, 1]
    assert ids(limit=9, category="khong-co") == []
    archive.close()


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
