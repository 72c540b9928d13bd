# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags and names in bylines lead to their stories, page by page, and to no story that is gone."""

import re
from datetime import timedelta

import sqlalchemy as sa

from editor.render.page import FRONT_COUNT
from editor.server import backups, directory, tables
from tests.contracts.houses import an_archive
from tests.editor.server.test_kept import _act
from tests.editor.server.test_replies import DOC, key

MAI = {"person": "Tên Thật", "pen_name": "Lường Linh", "role": "writer"}
BA = {"person": "Bà Ba", "pen_name": "", "role": "writer"}


def _publish(call, number, **fields):
    told = {"headline": f"Tin số {number}", "tags": ["Chợ nổi", "lũ"], "authors": [MAI, BA]}
    doc = {**DOC, "id": f"01900000-0000-7000-8000-{number:012d}", **told, **fields}
    path = f"/v1/articles/{doc['id']}"
    made = call("PUT", path, json=doc, headers=key(number * 10, **{"If-None-Match": "*"}))
    out = _act(call, path, made, number * 10 + 1, {"act": "publish", "edition": "1"})
    return path, out


def _told(archive):
    with archive.database.reading() as connection:
        rows = connection.execute(sa.select(tables.topic)).all()
    return sorted((row.article_id[-2:], row.kind, row.slug, row.name) for row in rows)


def test_tags_and_names_lead_to_their_stories(call, read):
    path, out = _publish(call, 1)
    _publish(call, 2, tags=["chợ nổi", "!!!"], authors=[BA])
    page = read("GET", "/tin-so-1.html").text
    for link in ("/tag/cho-noi/", "/tag/lu/", "/author/luong-linh/", "/author/ba-ba/"):
        assert f'href="{link}"' in page, link
        assert "Tin số 1" in read("GET", link).text, link
    assert '<span class="tag">!!!</span>' in read("GET", "/tin-so-2.html").text
    tag = read("GET", "/tag/cho-noi/").text
    assert tag.index("Tin số 2") < tag.index("Tin số 1")
    assert ">chợ nổi</h1>" in tag
    assert "Tin số 2" not in read("GET", "/tag/lu/").text
    assert "Tên Thật" not in page + read("GET", "/author/luong-linh/").text
    for nowhere in ("/author/ten-that/", "/tag/khong-co/", "/tag/Chợ nổi/", "/tag/%00/", "/tag//"):
        assert read("GET", nowhere).status_code == 404, nowhere
    _act(call, path, out, 90, {"act": "take_down", "reason": "sai"})
    assert read("GET", "/tag/lu/").status_code == 404
    assert read("GET", "/author/luong-linh/").status_code == 404
    assert "Tin số 1" not in read("GET", "/tag/cho-noi/").text


def test_an_update_moves_a_story_from_one_tag_to_another(call, read, archive):
    path, out = _publish(call, 1)
    headers = key(50, **{"If-Match": out.headers["etag"]})
    later = call("PATCH", path, json={"tags": ["Mới"]}, headers=headers)
    assert read("GET", "/tag/lu/").status_code == 200
    assert read("GET", "/tag/moi/").status_code == 404
    _act(call, path, later, 51, {"act": "update", "edition": "2"})
    assert read("GET", "/tag/moi/").status_code == 200
    assert read("GET", "/tag/lu/").status_code == 404
    assert [row[1:] for row in _told(archive) if row[1] == "tag"] == [("tag", "moi", "Mới")]


def test_older_stories_are_pages_of_their_own(call, read, now):
    for number in range(1, FRONT_COUNT + 4):
        now[0] += timedelta(seconds=1)
        _publish(call, number)
    for base in ("/", f"/{DOC['category']}/", "/tag/cho-noi/", "/author/ba-ba/"):
        first, older = read("GET", base).text, read("GET", f"{base}page/2/").text
        assert f'href="{base}page/2/" rel="next"' in first, base
        assert f'href="{base}" rel="prev"' in older, base
        assert 'rel="next"' not in older, base
        told = [re.findall(r'class="title"><a href="([^"]+)"', each) for each in (first, older)]
        assert (len(told[0]), len(told[1])) == (FRONT_COUNT, 3), base
        assert len({*told[0], *told[1]}) == FRONT_COUNT + 3, base
        assert f'<link rel="canonical" href="{base}page/2/">' in older, base
        for nowhere in ("1", "3", "0", "02", "-1", "x", "9999999", "%32x"):
            assert read("GET", f"{base}page/{nowhere}/").status_code == 404, (base, nowhere)


def test_what_was_never_told_is_told_when_the_archive_is_opened(tmp_path, call, archive, now):
    """As after an older program, or out of a backup of one."""
    _publish(call, 1)
    path, out = _publish(call, 2)
    _act(call, path, out, 90, {"act": "take_down", "reason": "sai"})
    before = _told(archive)
    assert {row[0] for row in before} == {"01"}

    def forget(connection):
        connection.execute(sa.delete(tables.topic))
        connection.execute(sa.delete(tables.meta).where(tables.meta.c.name == "directory"))

    archive.database.write(forget)
    directory.keep_up(archive.database)
    assert _told(archive) == before
    backups.write(archive, tmp_path / "backup.zip")
    other = an_archive(tmp_path / "other", lambda: now[0])
    backups.read(other, tmp_path / "backup.zip", is_move=True)
    assert _told(other) == before
    other.close()
