# SPDX-License-Identifier: GPL-3.0-or-later
"""What was pruned: laptops that were there lately notice nothing, others read all again."""

from datetime import timedelta

import pytest

from editor import wire
from editor.errors import Clash, Refused
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.server import administration, audit
from editor.server.archive import Command
from editor.server.pruning import MIN_DAYS, prune
from editor.server.tokens import Caller
from tests.builders import an_article
from tests.contracts.houses import HOUSE_TIME, an_archive

LAN = Caller("Lan", "laptop", Role.ADMIN, "")


@pytest.fixture
def now():
    return [HOUSE_TIME]


@pytest.fixture
def archive(tmp_path, now):
    archive = an_archive(tmp_path / "archive", lambda: now[0])
    yield archive
    archive.close()


def make(archive, number):
    article = an_article(number)
    doc = wire.article_to_doc(article)
    about = (OpKind.CREATE, Entity.ARTICLE, str(article.id))
    return archive.write(Command(f"key-{number}", "hash", *about, doc), LAN).remote


def cursor(archive, since=""):
    return archive.changes(since, limit=500).cursor


@pytest.fixture
def old_and_new(archive, now):
    """Two cursors from long ago, the second at the newest old change; then a year; then news."""
    make(archive, 1)
    first = cursor(archive)
    make(archive, 2)
    second = cursor(archive)
    now[0] += timedelta(days=365)
    make(archive, 3)
    return first, second


def test_an_old_cursor_is_told_apart_from_a_wrong_one(archive, old_and_new):
    first, second = old_and_new
    assert prune(archive, 200) == 3
    with pytest.raises(Refused, match="cursor_expired"):
        archive.changes(first, limit=10)
    assert len(archive.changes(second, limit=10).changes) == 1
    with pytest.raises(Clash, match="epoch_changed"):
        archive.changes(f"{archive.epoch}.99.00000000", limit=10)


def test_all_that_stands_is_read_again_and_the_chain_goes_on(archive, old_and_new):
    prune(archive, 200)
    page = archive.changes("", limit=10)
    assert [each.entity_id for each in page.changes] == [str(an_article(n).id) for n in (1, 2, 3)]
    make(archive, 4)
    assert [each.rev for each in archive.changes(page.cursor, limit=10).changes] == [1]


def test_nothing_young_is_touched(archive, old_and_new):
    first, _ = old_and_new
    assert prune(archive, 400) == 0
    assert len(archive.changes(first, limit=10).changes) == 2


def test_an_old_write_that_is_repeated_is_told_what_stands(archive, old_and_new):
    prune(archive, 200)
    remote = archive.fetch(Entity.ARTICLE, str(an_article(1).id))
    doc = wire.article_to_doc(an_article(1))
    about = (OpKind.CREATE, Entity.ARTICLE, str(an_article(1).id))
    again = archive.write(Command("key-1", "hash", *about, doc), LAN)
    assert again.current == remote
    assert again.current.op_id == "key-1"


def test_the_command_notes_who_did_it(archive, old_and_new):
    assert administration.run(archive, ["prune", "200"]) == ["3"]
    with archive.database.reading() as connection:
        last = audit.entries(connection)[-1]
    assert (last.person, last.deed, last.about) == (administration.BY, "prune", "200 days")


@pytest.mark.parametrize("days", [str(MIN_DAYS - 1), "-400", "many", "٤٠٠", "4000000"])
def test_too_few_days_are_refused(archive, days):
    with pytest.raises(Refused, match="bad_field"):
        administration.run(archive, ["prune", days])
