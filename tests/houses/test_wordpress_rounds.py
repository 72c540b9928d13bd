# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories, pictures and publications over a line on which anything may go wrong, again and again.

A real WordPress is needed. `STET_ROUNDS=200 STET_SEED=1000 make test-houses` does 200 of them; a
failure names its seed.
"""

import os
import random
import uuid
from dataclasses import replace

import pytest

from editor.model.operation import Done, Entity, Rejected, Unknown
from editor.pictures.intake import Intake
from tests.builders import a_placement, an_article
from tests.contracts.operations import act, create_article, create_picture, patch
from tests.houses.faulty import FAULTS, Faulty, Rule
from tests.houses.stage import MODE
from tests.machines.newsroom import a_jpeg

ROUNDS = int(os.environ.get("STET_ROUNDS", "6"))
SEED = int(os.environ.get("STET_SEED", "1"))
SHARE = 0.35
TRIES = 60


def until_done(seat, operation):
    """Sent again, as it is, until somebody says what came of it."""
    for _ in range(TRIES):
        outcome = seat.site.push(operation)
        if isinstance(outcome, Unknown):
            continue
        if isinstance(outcome, Rejected) and outcome.code == "rev_mismatch":
            # An old page out of a cache: what the sync does after a merge without a question.
            base = outcome.current.etag
            operation = replace(operation, op_id=str(uuid.uuid4()), base=base)
            continue
        assert isinstance(outcome, Done), outcome
        return outcome.remote
    raise AssertionError(operation)


@pytest.mark.skipif(MODE != "real", reason="only a real house may be treated so")
@pytest.mark.parametrize("seed", range(SEED, SEED + ROUNDS))
def test_whatever_the_line_does_there_is_one_post_of_each_story(stage, seed):
    """One post, the right words, one picture, the right state, and nothing public unasked."""
    chance, share = random.Random(seed), [SHARE]

    def draw(request):
        if not share or chance.random() > share[0]:
            return None
        fault = chance.choice(FAULTS)
        # What the house is asked for twice it makes twice; a picture cannot be seen to be one.
        is_upload = request.method == "POST" and "/media" in str(request.url)
        return Rule("drop-response" if is_upload and fault == "duplicate" else fault)

    stage.between = lambda inner: Faulty(inner, draw=draw)
    seat = stage.seat("mai")
    picture = Intake(seat.vault).take_bytes(a_jpeg(seed), "cho.jpg")
    picture = replace(picture, caption=f"Chú thích {seed}", alt_text="Ghe")
    until_done(seat, create_picture(picture))
    fields = {
        "headline": f"Tít {seed}",
        "body": f"Đoạn {seed}.\n\n![](cho.jpg)\n",
        "placements": (a_placement(picture, name="cho.jpg"),),
    }
    made = until_done(seat, create_article(**fields))
    changed = until_done(seat, patch(made, headline=f"Tít hai {seed}"))
    is_out = chance.random() < 0.6
    if is_out:
        out = until_done(seat, act(changed, "publish", edition="e-1"))
        assert out.doc["state"] == "published"
        if chance.random() < 0.5:
            later = until_done(seat, patch(out, standfirst="Sapo mới"))
            until_done(seat, act(later, "update", edition="e-2"))
    share.clear()
    # A request that was thought lost may take effect after it was looked for.
    for _ in range(3):
        seat.site.changes("")
    _check(stage, seat, seed, is_out=is_out)


def _check(stage, seat, seed, *, is_out):
    states = "publish,future,draft,pending,private"
    fields = "id,status,title.raw,content.raw,featured_media"
    rows = stage.api("lan", "GET", f"/posts?context=edit&status={states}&_fields={fields}").rows
    assert len(rows) == 1, (seed, rows)
    (row,) = rows
    assert row["status"] == ("publish" if is_out else "draft"), seed
    assert row["title"]["raw"] == f"Tít hai {seed}", seed
    media = stage.api("lan", "GET", "/media?context=edit&_fields=id,caption").rows
    assert len(media) == 1, (seed, media)
    assert media[0]["caption"]["raw"] == f"Chú thích {seed}", seed
    assert row["featured_media"] == media[0]["id"], seed
    assert f"wp-image-{media[0]['id']}" in row["content"]["raw"], seed
    binding = seat.ledger.find(Entity.ARTICLE, an_article().id)
    assert binding.remote_id == str(row["id"]), seed
