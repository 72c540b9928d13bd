# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a month, and months that were closed, as the server keeps them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from editor import wire
from editor.errors import Refused
from editor.model.article import Author
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Act, Role
from editor.server import audit
from editor.server.administration import BY, run
from editor.server.archive import Command
from editor.server.royalties import Royalties
from editor.server.tokens import Caller
from tests.builders import PROFILE, a_picture, a_placement, an_article

EDITOR = Caller("Lan", "laptop", Role.EDITOR)
ONE = Author("Trần Thị Một", "Một Trần")
UNIT = PROFILE.rates.unit_value
LAST_OF_MARCH = datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
"""A second before midnight in Saigon."""


class Newsroom:
    """Stories that are written, published and mended at a server."""

    def __init__(self, archive, now) -> None:
        self.archive, self.now = archive, now

    def write(self, kind, entity, entity_id, payload, base=""):
        command = Command(uuid4().hex, "", kind, entity, entity_id, payload, base)
        return self.archive.write(command, EDITOR).remote

    def publish(self, number: int, **fields):
        fields = {"authors": (ONE,), "genre": "tin", **fields}
        article = an_article(number, headline=f"Tin {number}", **fields)
        self.write(OpKind.CREATE, Entity.ARTICLE, article.id, wire.article_to_doc(article))
        return self.act(article.id, Act.PUBLISH)

    def act(self, article_id, act):
        base = self.archive.fetch(Entity.ARTICLE, article_id).etag
        payload = {"act": act.value, "reason": "thử"}
        return self.write(OpKind.ACT, Entity.ARTICLE, article_id, payload, base)

    def mend(self, remote, entity=Entity.ARTICLE, **changed):
        base = self.archive.fetch(entity, remote.entity_id).etag
        return self.write(OpKind.PATCH, entity, remote.entity_id, changed, base)

    def sheet(self, month="2026-03", caller=EDITOR):
        return Royalties(self.archive).sheet(month, caller)

    def close(self, month="2026-03"):
        return Royalties(self.archive).close(month, EDITOR)


@pytest.fixture
def newsroom(archive, now) -> Newsroom:
    return Newsroom(archive, now)


def test_a_story_counts_once_in_the_month_of_its_first_publication(newsroom, now):
    now[0] = LAST_OF_MARCH
    first = newsroom.publish(1)
    now[0] += timedelta(seconds=1)
    newsroom.publish(2)
    newsroom.act(first.entity_id, Act.UPDATE)
    now[0] += timedelta(days=3)
    newsroom.act(first.entity_id, Act.TAKE_DOWN)
    (march,), (april,) = newsroom.sheet().stories, newsroom.sheet("2026-04").stories
    assert (march.headline, march.updates, march.is_live) == ("Tin 1", 1, False)
    assert (april.headline, april.updates, april.is_live) == ("Tin 2", 0, True)
    assert (march.published_at, march.amount) == (LAST_OF_MARCH, UNIT)
    assert newsroom.sheet("2026-02").stories == ()


def test_pictures_of_the_first_edition_are_paid_by_what_is_now_said_of_them(archive, newsroom):
    archive.tokens.make("Mai Ảnh", "máy ảnh", Role.PHOTO)
    data = b"\x89PNG\r\n\x1a\n and what makes no picture"
    picture = a_picture(sha256=archive.vault.put(BytesIO(data)), creator="", credit="Sông Báo")
    known = newsroom.write(
        OpKind.CREATE, Entity.PICTURE, picture.sha256, wire.picture_to_doc(picture)
    )
    newsroom.publish(1, placements=(a_placement(picture),))
    assert "unknown_photographer" in newsroom.sheet().stories[0].doubts
    newsroom.mend(known, Entity.PICTURE, creator="Mai Ảnh")
    assert [each.name for each in newsroom.sheet().stories[0].lines] == ["Trần Thị Một", "Mai Ảnh"]
    mine = newsroom.sheet(caller=Caller("Mai Ảnh", "x", Role.PHOTO))
    assert [(each.name, each.pictures) for each in mine.stories[0].lines] == [("Mai Ảnh", 1)]


def test_a_closed_month_stays_and_what_changes_is_settled_with_the_next(archive, newsroom, now):
    story, other = newsroom.publish(1), newsroom.publish(2, authors=(Author("Lê Hai"),))
    with pytest.raises(Refused, match=r"site\.month_open"):
        newsroom.close()
    now[0] = LAST_OF_MARCH + timedelta(days=2)
    closed = newsroom.close()
    assert (closed.amount, closed.closed_by) == (2 * UNIT, "Lan")
    now[0] += timedelta(hours=1)
    newsroom.mend(story, royalty_coefficient=300, royalty_note="tin độc quyền")
    assert newsroom.sheet() == newsroom.close() == closed
    april = newsroom.sheet("2026-04")
    (change,) = april.adjustments
    assert (change.month, change.note, change.amount) == ("2026-03", "tin độc quyền", 2 * UNIT)
    mine = newsroom.sheet("2026-04", Caller("Lê Hai", "x", Role.WRITER))
    assert mine.adjustments == ()
    now[0] = datetime(2026, 5, 2, tzinfo=UTC)
    assert newsroom.close("2026-04").amount == april.amount
    assert newsroom.sheet("2026-05").adjustments == ()
    newsroom.mend(other, authors=[{"person": "Lê Ba"}])
    assert [each.amount for each in newsroom.sheet("2026-05").adjustments[0].lines] == [
        -UNIT,
        UNIT,
    ]
    with pytest.raises(Refused, match=r"site\.month_order.*2026-05"):
        newsroom.close("2026-02")
    with archive.database.reading() as connection:
        deeds = [
            (each.person, each.about)
            for each in audit.entries(connection)
            if each.deed == "royalties_closed"
        ]
    assert deeds == [("Lan", "2026-03"), ("Lan", "2026-04")]


def test_a_photographer_known_by_another_story_is_settled_nothing_that_did_not_change(
    archive, newsroom, now
):
    data = b"\x89PNG\r\n\x1a\n and what makes no picture"
    picture = a_picture(sha256=archive.vault.put(BytesIO(data)), creator="Một Trần", credit="")
    newsroom.write(OpKind.CREATE, Entity.PICTURE, picture.sha256, wire.picture_to_doc(picture))
    newsroom.publish(1)
    shown = newsroom.publish(2, authors=(Author("Lê Hai"),), placements=(a_placement(picture),))
    now[0] = LAST_OF_MARCH + timedelta(days=2)
    assert [each.name for each in newsroom.close().stories[1].lines] == ["Lê Hai", "Trần Thị Một"]
    now[0] += timedelta(hours=1)
    newsroom.mend(shown, ednote="Chỉ sửa ghi chú")
    assert newsroom.sheet("2026-04").adjustments == ()


def test_whoever_looks_after_the_server_sees_and_closes_a_month_there(archive, newsroom, now):
    newsroom.publish(1, authors=(ONE, Author("Lê Hai")), genre="phong-su")
    now[0] = LAST_OF_MARCH + timedelta(days=2)
    paid = ["Lê Hai\t\t1\t0\t3\t702000", "Trần Thị Một\tMột Trần\t1\t0\t3\t702000"]
    assert run(archive, ["royalties", "2026-03"]) == paid
    assert run(archive, ["close-royalties", "2026-03"]) == paid
    assert newsroom.sheet().closed_by == BY
    with pytest.raises(Refused, match=r"site\.month_order"):
        run(archive, ["close-royalties", "2026-02"])


def test_other_rates_change_no_closed_month(archive, newsroom, now):
    story = newsroom.publish(1)
    now[0] = LAST_OF_MARCH + timedelta(days=2)
    newsroom.close()
    archive.profile = dearer(PROFILE)
    now[0] += timedelta(hours=1)
    newsroom.mend(story, ednote="Chỉ sửa ghi chú")
    assert newsroom.sheet().amount == UNIT
    assert newsroom.sheet("2026-04").adjustments == ()
    newsroom.publish(2)
    assert newsroom.sheet("2026-04").amount == 2 * UNIT


def dearer(profile):
    return replace(profile, rates=replace(profile.rates, unit_value=2 * UNIT))


def test_what_is_paid_is_told_to_nobody_else(call, read):
    assert call("GET", "/v1/server").json()["profile"]["rates"]["unit_value"] == UNIT
    assert read("GET", "/v1/server").json()["profile"]["rates"]["genres"] == []
    assert read("GET", "/v1/royalties/2026-03").status_code == 401


def test_a_picture_that_is_described_after_closing_is_settled_with_the_next_month(
    archive, newsroom, now
):
    archive.tokens.make("Mai Ảnh", "máy ảnh", Role.PHOTO)
    data = b"\x89PNG\r\n\x1a\n and what makes no picture"
    picture = a_picture(sha256=archive.vault.put(BytesIO(data)), creator="", credit="Sông Báo")
    doc = wire.picture_to_doc(picture)
    known = newsroom.write(OpKind.CREATE, Entity.PICTURE, picture.sha256, doc)
    newsroom.publish(1, placements=(a_placement(picture),))
    now[0] = LAST_OF_MARCH + timedelta(days=2)
    newsroom.close()
    assert newsroom.sheet("2026-04").adjustments == ()
    now[0] += timedelta(hours=1)
    newsroom.mend(known, Entity.PICTURE, creator="Mai Ảnh")
    (change,) = newsroom.sheet("2026-04").adjustments
    assert [(each.name, each.amount) for each in change.lines] == [("Mai Ảnh", UNIT // 2)]
