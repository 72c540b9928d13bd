# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a picture has come is known after a restart."""

from editor.model.picture import Sha256
from editor.store.uploads import Uploads
from tests.builders import a_picture

ONE = a_picture().sha256


def test_a_place_is_known_after_a_restart_and_forgotten_once_it_is_there(store):
    Uploads(store.database).note(ONE, "/v1/uploads/a1", 8)
    Uploads(store.database).note(ONE, "/v1/uploads/a1", 16)
    store.reopen()
    uploads = Uploads(store.database)
    assert uploads.place(ONE) == "/v1/uploads/a1"
    uploads.forget(ONE)
    uploads.forget(ONE)
    assert uploads.place(ONE) == ""
    assert uploads.place(Sha256("0" * 64)) == ""


def test_the_row_of_a_picture_says_how_much_of_it_is_there(store):
    store.articles.save_picture(a_picture(), origin="t")
    Uploads(store.database).note(ONE, "/v1/uploads/a1", 16)
    (row,) = store.outbox.rows()
    assert (row.entity_id, row.sent_bytes) == (ONE, 16)
