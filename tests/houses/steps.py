# SPDX-License-Identifier: GPL-3.0-or-later
"""What laptops do in tests of houses, whatever the house."""

from dataclasses import replace

from editor.model.operation import Entity
from editor.pictures.intake import Intake
from tests.builders import an_article
from tests.houses.faulty import Faulty
from tests.machines.newsroom import a_jpeg

ID = an_article().id


def pull(seat):
    """All news of the house, to the end."""
    news, cursor, has_more = [], "", True
    while has_more:
        page = seat.site.changes(cursor)
        news += page.changes
        cursor, has_more = page.cursor, page.has_more
    return {each.entity_id: each for each in news}


def number_of(seat, entity_id=ID):
    """What the house calls a story."""
    return seat.ledger.find(Entity.ARTICLE, entity_id).remote_id


def faulty(stage, *rules):
    """A laptop behind a line with these faults."""
    stage.between = lambda inner: Faulty(inner, rules)
    return stage.seat("mai", "faulty")


def take(seat, seed=1, **fields):
    """A picture in the vault of a laptop."""
    return replace(Intake(seat.vault).take_bytes(a_jpeg(seed), "Chợ nổi.jpg"), **fields)
