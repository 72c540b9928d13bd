# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written about frames stands in the store, and in their pictures once they are kept."""

from dataclasses import replace

from editor.model.frame import Frame, FrameId
from editor.model.picture import Pick
from editor.model.rows import OpState
from editor.store.frames import AT_ONCE, Frames
from tests.builders import a_picture, a_placement, an_article


def a_frame(number: int, **words: object) -> Frame:
    picture = replace(a_picture(number), sha256="", **words)
    return Frame(FrameId(f"{number:032x}"), f"/card/DCIM/_D5{number:05d}.jpg", picture)


def test_what_was_written_about_many_frames_is_found_again(store):
    """More than go into one statement, in one commit, and after the store was closed."""
    frames = [a_frame(n, caption=f"số {n}", rating=n % 6) for n in range(AT_ONCE + 3)]
    heard = []
    unlisten = store.database.listen(heard.append)
    Frames(store.database).save(frames, origin="desk")
    unlisten()
    assert [each.frames for each in heard] == [frozenset(each.id for each in frames)]
    store.reopen()
    found = Frames(store.database).find([each.id for each in frames] + [FrameId("none")])
    assert found == {each.id: each for each in frames}


def test_a_kept_frame_says_what_its_picture_says(store):
    """Whoever captions it, here or at the frame, changes one thing; it waits to be sent."""
    frames = Frames(store.database)
    picture = a_picture()
    kept = replace(a_frame(1, caption="đầu"), sha256=picture.sha256)
    frames.save([kept], origin="desk")
    assert store.articles.picture(picture.sha256).caption == "đầu"
    assert [row.state for row in store.outbox.rows()] == [OpState.PENDING]
    store.articles.save_picture(replace(picture, caption="sau"), origin="t")
    found = frames.find([kept.id])[kept.id]
    assert (found.picture.caption, found.is_kept) == ("sau", True)


def test_half_a_letter_does_not_keep_the_others_from_being_stored(store):
    frame = replace(a_frame(1, caption="nửa \ud83d chữ"), path="/card/\udcff.jpg")
    Frames(store.database).save([frame], origin="desk")
    found = Frames(store.database).find([frame.id])[frame.id]
    assert found.picture.caption == "nửa \ufffd chữ"


def test_frames_come_back_from_the_journal(store):
    """A damaged store takes no caption with it, be the frame in a story or not."""
    store.articles.save(an_article(), origin="t")
    store.database.backup()
    frame = a_frame(1, caption="Bàn thắng phút 90", pick=Pick.PICKED)
    Frames(store.database).save([frame], origin="desk")
    Frames(store.database).save([replace(frame, path="/disk/a.jpg")], origin="desk")
    store.damage()
    store.open()
    assert store.database.recovered == "store.restored_backup"
    found = Frames(store.database).find([frame.id])
    assert found == {frame.id: replace(frame, path="/disk/a.jpg")}


def test_pictures_saved_together_and_the_stories_that_show_one(store):
    """All in one commit; the stories come newest change first."""
    pictures = [a_picture(n, caption=f"số {n}") for n in (1, 2, 3)]
    heard = []
    unlisten = store.database.listen(heard.append)
    store.articles.save_pictures(pictures, origin="desk")
    unlisten()
    assert [each.pictures for each in heard] == [frozenset(each.sha256 for each in pictures)]
    for number in (1, 2):
        article = an_article(number, placements=(a_placement(pictures[0]),))
        store.articles.save(article, origin="t")
    shown = store.articles.showing(pictures[0].sha256)
    assert [row.id for row in shown] == [an_article(2).id, an_article(1).id]
    assert store.articles.showing(pictures[1].sha256) == []


def test_a_change_leaves_what_others_wrote_meanwhile(store):
    """Field by field: what the person touched is written, all else stays as it is stored."""
    frames = Frames(store.database)
    seen = a_frame(1, caption="đầu", city="Huế", rating=1)
    frames.save([seen], origin="desk")
    frames.save([replace(seen, picture=replace(seen.picture, city="Vinh", rating=5))], origin="b")
    wanted = replace(seen, picture=replace(seen.picture, caption="sau"))
    stands = frames.change([(seen.picture, wanted)], origin="form")
    assert (stands[0].picture.caption, stands[0].picture.city, stands[0].picture.rating) == (
        "sau",
        "Vinh",
        5,
    )
    assert frames.find([seen.id])[seen.id] == stands[0]


def test_a_change_of_a_kept_frame_is_the_pictures(store):
    """Also of one that was kept while the form still showed it as a file of the card."""
    frames = Frames(store.database)
    seen = a_frame(1, caption="đầu")
    kept = replace(seen, sha256=a_picture().sha256)
    frames.save([kept], origin="desk")
    store.articles.save_picture(
        replace(store.articles.picture(kept.sha256), credit="SB"), origin="t"
    )
    wanted = replace(seen, picture=replace(seen.picture, caption="sau"))
    stands = frames.change([(seen.picture, wanted)], origin="form")[0]
    picture = store.articles.picture(kept.sha256)
    assert (picture.caption, picture.credit, stands.sha256) == ("sau", "SB", kept.sha256)
    assert stands.picture == picture


def test_a_new_frame_is_changed_as_a_whole(store):
    """It was only on the card till now."""
    frames = Frames(store.database)
    seen = [a_frame(n, city="Huế") for n in range(3)]
    wanted = [replace(each, picture=replace(each.picture, caption="x")) for each in seen]
    pairs = [(a.picture, b) for a, b in zip(seen, wanted, strict=True)]
    assert frames.change(pairs, origin="form") == wanted
    assert frames.find([each.id for each in seen]) == {each.id: each for each in wanted}


def test_names_that_were_used_are_known_the_frequent_first(store):
    """In pictures and in frames; a kept frame's count once."""
    frames = Frames(store.database)
    frames.save(
        [
            a_frame(1, creator="Hạ Sim", people=("Lê Hai", "Trần Một")),
            a_frame(2, creator="Hạ Sim", people=("Trần Một",)),
            a_frame(3, creator="Hạ Sim "),
            replace(a_frame(4, creator="Một Trần"), sha256=a_picture(4).sha256),
        ],
        origin="desk",
    )
    store.articles.save_picture(a_picture(5, creator="Một Trần", keywords=("chợ",)), origin="t")
    found = frames.names()
    assert found["creator"] == ["Hạ Sim", "Một Trần"]
    assert found["people"] == ["Trần Một", "Lê Hai"]
    assert found["keywords"] == ["chợ"]
    assert found["event"] == []
