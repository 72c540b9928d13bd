# SPDX-License-Identifier: GPL-3.0-or-later
"""What every house promises, kept by the memory and by the real server on a real port."""

import hashlib
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from editor import wire
from editor.cms import digests
from editor.cms.memory import Kept, Memory
from editor.cms.own import Own
from editor.cms.reference import Reference
from editor.cms.site import Site
from editor.errors import Clash, Offline, Refused
from editor.model.article import Author
from editor.model.operation import Entity, OpKind, RulePacks, ServerInfo
from editor.model.picture import Picture, Sha256
from editor.model.rights import EMBARGO
from editor.model.workflow import Act, Role, seen_in
from editor.profiles import profile_from_doc, profile_to_doc
from editor.server.glimpse import Glimpse
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.contracts.houses import HOUSE_TIME, an_app, an_archive, answering, kept_in
from tests.contracts.operations import (
    act,
    an_operation,
    create_article,
    create_picture,
    done,
    patch,
    rejected,
)

DOC = profile_to_doc(PROFILE)
PACK = """language = "vi"
[[rule]]
name = "bay-muoi"
pattern = 'bẩy mươi'
suggestion = 'bảy mươi'
why = "Viết “bảy”."
wrong = ["Cụ đã bẩy mươi tuổi."]
right = ["Cụ đã bảy mươi tuổi."]
"""
BYTES = b"\x89PNG\r\n\x1a\n and what makes no picture, but bytes with a name"


def picture_of(data: bytes, **fields: object) -> Picture:
    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    return replace(a_picture(), sha256=sha256, size_bytes=len(data), **fields)


@pytest.fixture
def blob(tmp_path: Path) -> Path:
    path = tmp_path / "blob"
    path.write_bytes(BYTES)
    return path


class SiteContract:
    """The promises; a subclass says which house keeps them."""

    @pytest.fixture
    def open_site(self) -> Callable[..., Site]:
        """Opens the one house of this test as some person: `open_site(role, person)`."""
        raise NotImplementedError

    @pytest.fixture
    def site(self, open_site) -> Site:
        return open_site(Role.ADMIN, "Lan")

    def test_tells_who_it_is_and_who_we_are(self, site):
        info = site.hello()
        assert info.server_id
        assert info.epoch
        assert (info.person, info.role) == ("Lan", "admin")
        assert profile_from_doc(info.profile).name

    def test_a_new_article_is_revision_one_and_whole(self, site):
        operation = create_article()
        remote = done(site, operation)
        assert remote.rev == 1
        assert remote.etag.startswith('"1-')
        assert wire.article_from_doc(remote.doc) == an_article()
        assert remote.op_id == operation.op_id
        assert remote.author == "Lan"
        assert site.fetch(Entity.ARTICLE, operation.entity_id) == remote

    def test_never_heard_of_is_none(self, site):
        assert site.fetch(Entity.ARTICLE, "01900000-0000-7000-8000-00000000ffff") is None

    def test_a_repeat_takes_effect_once_and_says_the_same(self, site):
        operation = create_article()
        first = done(site, operation)
        done(site, patch(first, headline="Khác"))
        assert done(site, operation) == first
        assert site.fetch(Entity.ARTICLE, operation.entity_id).rev == 2

    def test_a_repeated_patch_is_not_measured_against_its_own_write(self, site):
        operation = patch(done(site, create_article()), headline="Khác")
        second = done(site, operation)
        assert done(site, operation) == second

    def test_one_key_for_two_writes_is_refused(self, site):
        operation = create_article()
        done(site, operation)
        other = replace(operation, payload=wire.canonical({"headline": "Khác"}))
        assert rejected(site, other).code == "key_reused"

    def test_a_rejection_leaves_no_receipt(self, site):
        first = done(site, create_article())
        second = done(site, patch(first, headline="Hai"))
        stale = patch(first, kicker="Mới")
        assert rejected(site, stale).code == "rev_mismatch"
        assert done(site, replace(stale, base=second.etag)).doc["kicker"] == "Mới"

    def test_a_stale_write_is_told_what_stands(self, site):
        first = done(site, create_article())
        second = done(site, patch(first, headline="Hai"))
        answer = rejected(site, patch(first, headline="Ba"))
        assert answer.code == "rev_mismatch"
        assert answer.current == second

    def test_what_exists_is_not_created_again(self, site):
        first = done(site, create_article())
        answer = rejected(site, create_article(headline="Khác"))
        assert answer.code == "rev_mismatch"
        assert answer.current == first

    def test_a_patch_changes_only_what_it_names(self, site):
        first = done(site, create_article())
        second = done(site, patch(first, headline="Hai"))
        assert {**second.doc, "headline": first.doc["headline"]} == first.doc

    def test_a_patch_of_what_nobody_made_is_refused(self, site):
        nobody = an_operation(OpKind.PATCH, Entity.ARTICLE, an_article(9).id, {}, '"1-00000000"')
        assert rejected(site, nobody).code == "unknown_id"

    def test_fields_of_a_newer_version_pass_through(self, site):
        article = an_article()
        doc = {**wire.article_to_doc(article), "mood": {"deep": [1, "hai", None]}}
        made = done(site, an_operation(OpKind.CREATE, Entity.ARTICLE, article.id, doc))
        assert done(site, patch(made, headline="Hai")).doc["mood"] == {"deep": [1, "hai", None]}

    @pytest.mark.parametrize(
        ("field", "value"),
        [("state", "published"), ("published_at", "2026-01-01T00:00:00Z"), ("id", "other")],
    )
    def test_what_the_server_decides_is_not_sent(self, site, field, value):
        made = done(site, create_article())
        assert rejected(site, patch(made, **{field: value})).code == "field"

    def test_a_new_article_is_a_draft_whatever_it_says(self, site):
        doc = {**wire.article_to_doc(an_article()), "state": "published"}
        operation = an_operation(OpKind.CREATE, Entity.ARTICLE, an_article().id, doc)
        assert done(site, operation).doc["state"] == "draft"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("headline", 7),
            ("tags", "một"),
            ("embargoed_until", "tomorrow"),
            ("embargoed_until", "0001-01-01T00:00:00+14:00"),
            ("headline", "\ud800"),
            ("placements", [{"sha256": "../../etc/passwd", "name": "x"}]),
        ],
    )
    def test_a_field_that_is_not_right_is_refused(self, site, field, value):
        made = done(site, create_article())
        body = f'{{"{field}": {_ascii(value)}}}'.encode()
        answer = rejected(site, replace(patch(made), payload=body))
        assert answer.code in {"bad_field", "not_a_document"}

    def test_a_document_of_a_newer_form_is_refused(self, site):
        made = done(site, create_article())
        assert rejected(site, patch(made, v=99)).code == "too_new"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("media_type", "text/html"),
            ("width_px", 0),
            ("colour", "red;position:fixed"),
            ("focal_point", [0.5]),
        ],
    )
    def test_a_picture_that_cannot_be_is_refused(self, site, field, value):
        doc = {**wire.picture_to_doc(a_picture()), field: value}
        answer = rejected(
            site, an_operation(OpKind.CREATE, Entity.PICTURE, a_picture().sha256, doc)
        )
        assert answer.code == "bad_field"

    def test_a_very_long_story_goes_through(self, site):
        body = "Một đoạn dài về chợ nổi.\n\n" * 80_000
        made = done(site, create_article(body=body, headline="x" * 10_000))
        assert site.fetch(Entity.ARTICLE, made.entity_id).doc["body"] == body

    @pytest.mark.parametrize("edition", ["x" * 101, "a\x00b", {}, True])
    def test_an_edition_has_a_plain_name(self, site, edition):
        made = done(site, create_article())
        assert rejected(site, act(made, "publish", edition=edition)).code == "bad_field"

    def test_a_reader_writes_nothing(self, open_site):
        assert rejected(open_site(Role.READER, "Mai"), create_article()).code == "forbidden"

    def test_the_photo_desk_places_pictures_and_leaves_the_words(self, site, open_site):
        made = done(site, create_article())
        photo = open_site(Role.PHOTO, "Minh")
        placed = wire.article_to_doc(an_article(placements=(a_placement(a_picture()),)))
        second = done(photo, patch(made, placements=placed["placements"]))
        assert second.author == "Minh"
        assert rejected(photo, patch(second, headline="Tôi viết")).code == "field"
        assert rejected(photo, create_article(number=2)).code == "forbidden"
        done(photo, create_picture(a_picture()))

    def test_a_writer_does_not_publish(self, site, open_site):
        made = done(site, create_article())
        assert rejected(open_site(Role.WRITER, "Mai"), act(made, "publish")).code == "forbidden"

    def test_the_ladder_is_kept(self, site):
        made = done(site, create_article())
        assert rejected(site, act(made, "approve")).code == "invalid_transition"
        sent = done(site, act(made, "submit"))
        assert sent.doc["state"] == "submitted"
        assert rejected(site, act(sent, "return")).code == "reason_missing"
        back = done(site, act(sent, "return", reason="thiếu nguồn"))
        assert back.doc["state"] == "draft"

    def test_an_act_on_a_stale_revision_is_refused(self, site):
        made = done(site, create_article())
        done(site, patch(made, headline="Hai"))
        assert rejected(site, act(made, "publish")).code == "rev_mismatch"

    def test_publishing_gives_times_and_an_address(self, site):
        made = done(site, create_article())
        assert made.address == ""
        public = done(site, act(made, "publish", edition="1"))
        article = wire.article_from_doc(public.doc)
        assert article.state == "published"
        assert article.published_at == article.updated_at == HOUSE_TIME
        assert article.url_slug == "cho-noi-hop-lai-sau-mua-lu"
        assert public.address.endswith("/cho-noi-hop-lai-sau-mua-lu.html")
        assert site.fetch(Entity.ARTICLE, made.entity_id) == public

    def test_two_articles_never_share_an_address(self, site):
        for number, expected in ((1, "trung-ten"), (2, "trung-ten-2"), (3, "trung-ten-3")):
            made = done(site, create_article(number=number, headline="Trùng tên"))
            assert done(site, act(made, "publish")).doc["url_slug"] == expected

    def test_the_address_stays_when_the_headline_changes(self, site):
        public = done(site, act(done(site, create_article()), "publish"))
        later = done(site, patch(public, headline="Khác hẳn", url_slug=""))
        assert later.address == public.address
        again = done(site, act(later, "update"))
        assert again.address == public.address
        assert again.doc["url_slug"] == public.doc["url_slug"]

    def test_one_edition_goes_public_once(self, site):
        made = done(site, create_article())
        public = done(site, act(made, "publish", edition="e-1"))
        assert done(site, act(made, "publish", edition="e-1")) == public

    def test_an_embargo_bars_publishing(self, site):
        made = done(site, create_article(embargoed_until=HOUSE_TIME + timedelta(days=3650)))
        assert rejected(site, act(made, "publish")).code == "embargo"
        lifted = done(site, patch(made, embargoed_until="2000-01-01T00:00:00Z"))
        done(site, act(lifted, "publish"))

    @pytest.mark.parametrize(
        ("rights", "code"),
        [
            ({"barred_because": "gia đình xin gỡ"}, "picture_barred"),
            ({"expires_at": HOUSE_TIME}, "picture_expired"),
            ({"embargoed_until": HOUSE_TIME + timedelta(days=3650)}, "picture_embargoed"),
        ],
    )
    def test_the_rights_of_a_picture_bar_publishing_unless_an_editor_says_why(
        self, site, blob, rights, code
    ):
        picture = picture_of(BYTES, **rights)
        site.put_blob(picture.sha256, blob)
        done(site, create_picture(picture))
        made = done(site, create_article(placements=(a_placement(picture),)))
        bar, other = f"{picture.sha256}:{code}", f"{'0' * 64}:{code}"
        for told in ({"bars": [bar]}, {"override": "đồng ý"}, {"override": "x", "bars": [other]}):
            assert rejected(site, act(made, "publish", **told)).code == code
        wrong = act(made, "publish", override="x", bars=["picture_barred"])
        assert rejected(site, wrong).code == "bad_field"
        public = done(site, act(made, "publish", override="chủ ảnh đồng ý", bars=[bar]))
        assert public.doc["state"] == "published"

    def test_a_story_never_goes_live_with_a_hole(self, site, blob):
        picture = picture_of(BYTES)
        made = done(site, create_article(placements=(a_placement(picture),)))
        assert rejected(site, act(made, "publish")).code == "missing_picture"
        done(site, create_picture(picture))
        assert rejected(site, act(made, "publish")).code == "missing_picture"
        site.put_blob(picture.sha256, blob)
        done(site, act(made, "publish"))

    def test_a_take_down_keeps_the_story_and_takes_the_address(self, site):
        public = done(site, act(done(site, create_article()), "publish"))
        down = done(site, act(public, "take_down", reason="sai người"))
        assert down.doc["state"] == "taken_down"
        assert down.address == ""
        assert rejected(site, act(down, "update")).code == "invalid_transition"
        back = done(site, act(down, "republish"))
        assert back.address == public.address
        assert back.doc["published_at"] == public.doc["published_at"]

    def test_a_take_down_wins_over_whatever_a_laptop_sends_later(self, site, open_site):
        """Before it or after it: text goes in and stays unread; only an admin brings it back."""
        draft = done(site, create_article())
        public = done(site, act(draft, "publish", edition="e-1"))
        down = done(site, act(public, "take_down", reason="sai người"))
        late = (
            patch(public, headline="Muộn"),
            act(public, "update", edition="e-2"),
            act(draft, "publish", edition="e-3"),
        )
        assert {rejected(site, each).code for each in late} == {"rev_mismatch"}
        editor = open_site(Role.EDITOR, "Mai")
        for name in Act:
            if name not in {Act.REPUBLISH, Act.RESTORE}:
                refused = rejected(editor, act(down, name.value, reason="x", edition="e-4"))
                assert refused.code == "invalid_transition", name
        for name in ("republish", "restore"):
            assert rejected(editor, act(down, name)).code == "forbidden"
        told = done(editor, patch(down, headline="Viết lại"))
        assert (told.doc["state"], told.address) == ("taken_down", "")
        removal = an_operation(OpKind.DELETE, told.entity, told.entity_id, {}, told.etag)
        assert rejected(site, removal).code == "invalid_transition"

    def test_a_take_down_wins_over_all_that_was_asked_by_who_had_not_seen_it(self, site):
        """A republish from before a second take-down, an update from before the first, and one of
        a program that does not say what it saw.
        """
        public = done(site, act(done(site, create_article()), "publish"))
        down = done(site, act(public, "take_down", reason="sai người"))
        back = done(site, act(down, "republish"))
        unseen = act(replace(back, doc=public.doc), "update")
        assert rejected(site, unseen).code == "taken_down_since"
        assert done(site, act(back, "update")).doc["state"] == "published"
        late = done(site, act(public, "take_down", reason="sai lần nữa"))
        assert (late.doc["state"], late.address) == ("taken_down", "")
        assert rejected(site, act(replace(late, doc=down.doc), "republish")).code == (
            "taken_down_since"
        )
        work = done(site, act(late, "restore"))
        for seen in ("", seen_in(wire.deeds_from(down.doc))):
            for at in ("", (HOUSE_TIME + timedelta(hours=1)).isoformat()):
                refused = rejected(site, act(work, "publish", seen=seen, at=at))
                assert refused.code == "taken_down_since"
        told = [(each.act, each.by, each.reason) for each in wire.deeds_from(work.doc)]
        assert told[-2:] == [("take_down", "Lan", "sai lần nữa"), ("restore", "Lan", "")]
        assert done(site, act(work, "publish")).address == public.address

    @pytest.mark.parametrize("name", ["take_down", "spike"])
    def test_a_story_that_waits_for_its_time_is_stopped(self, site, name):
        at = (HOUSE_TIME + timedelta(hours=1)).isoformat()
        made = done(site, act(done(site, create_article()), "publish", at=at))
        assert made.doc["publish_at"] is not None
        stopped = done(site, act(made, name, reason="chưa xác minh"))
        assert stopped.doc["publish_at"] is None
        assert stopped.doc["state"] == {"take_down": "taken_down", "spike": "spiked"}[name]

    def test_an_editor_sets_an_embargo_aside_with_a_reason(self, site):
        until = HOUSE_TIME + timedelta(hours=2)
        made = done(site, create_article(embargoed_until=until))
        assert rejected(site, act(made, "publish")).code == "embargo"
        bars = {"override": "Nguồn đã cho phép", "bars": [EMBARGO]}
        assert rejected(site, act(made, "publish", **{**bars, "bars": []})).code == "embargo"
        assert done(site, act(made, "publish", **bars)).address

    def test_the_feed_shows_each_entity_once_as_it_is_now(self, site):
        first = done(site, create_article())
        other = done(site, create_picture(a_picture()))
        second = done(site, patch(first, headline="Hai"))
        page = site.changes("")
        assert page.changes == (other, second)
        assert not page.has_more
        assert site.changes(page.cursor).changes == ()

    def test_the_feed_goes_on_where_it_was_left(self, site):
        made = [done(site, create_article(number=number)) for number in range(1, 6)]
        seen, cursor, has_more = [], "", True
        while has_more:
            page = site.changes(cursor, limit=2)
            seen += page.changes
            cursor, has_more = page.cursor, page.has_more
        assert seen == made

    @pytest.mark.parametrize("cursor", ["nonsense", "a.b.c", "other.1.00000000"])
    def test_a_cursor_of_another_history_is_told(self, site, cursor):
        done(site, create_article())
        with pytest.raises(Clash, match=r"line\.epoch_changed"):
            site.changes(cursor)

    def test_a_cursor_with_a_chain_that_never_was_is_told(self, site):
        done(site, create_article())
        epoch, seq, chain = site.changes("").cursor.split(".")
        with pytest.raises(Clash):
            site.changes(f"{epoch}.{int(seq) + 1}.{chain}")
        with pytest.raises(Clash):
            site.changes(f"{epoch}.{seq}.{'0' * 8}")

    def test_what_was_deleted_leaves_a_tombstone(self, site):
        made = done(site, create_article())
        stone = done(site, an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, made.etag))
        assert (stone.is_deleted, stone.rev, stone.doc) == (True, 2, {})
        assert site.fetch(Entity.ARTICLE, made.entity_id) == stone
        assert site.changes("").changes == (stone,)
        assert rejected(site, patch(stone, headline="Hai")).code == "deleted"
        again = done(site, create_article(headline="Sống lại"))
        assert (again.rev, again.is_deleted) == (3, False)

    def test_a_repeated_deletion_says_the_same(self, site):
        made = done(site, create_article())
        operation = an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, made.etag)
        assert done(site, operation) == done(site, operation)

    def test_only_what_nobody_reads_is_deleted_and_not_by_anybody(self, site, open_site):
        made = done(site, create_article())
        removal = an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, made.etag)
        assert rejected(open_site(Role.WRITER, "Mai"), removal).code == "forbidden"
        changed = done(site, patch(made, headline="Hai"))
        assert rejected(site, removal).code == "rev_mismatch"
        public = done(site, act(changed, "publish"))
        bold = an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, public.etag)
        assert rejected(site, bold).code == "invalid_transition"

    def test_many_at_once_are_each_as_if_alone(self, site):
        first = create_article(number=1)
        operations = [first, create_article(number=2), create_article(number=1, headline="Khác")]
        made = site.push_all(operations)
        assert [type(each).__name__ for each in made] == ["Done", "Done", "Rejected"]
        assert made[2].current == made[0].remote
        more = [
            patch(made[0].remote, headline="Hai"),
            patch(made[1].remote, tags=7),
            act(made[1].remote, "submit"),
            first,
        ]
        outcomes = site.push_all(more)
        assert outcomes[0].remote.doc["headline"] == "Hai"
        assert outcomes[1].code == "bad_field"
        assert outcomes[2].remote.doc["state"] == "submitted"
        assert outcomes[3] == made[0]
        again = site.push_all(more)
        assert [again[each] for each in (0, 2, 3)] == [outcomes[each] for each in (0, 2, 3)]
        assert site.push(more[0]) == outcomes[0]
        assert site.push_all([]) == []

    def test_more_than_fit_in_a_batch_go_in_order(self, site):
        made = [create_article(number=each, body="x" * 30_000) for each in range(130)]
        outcomes = site.push_all(made)
        assert [each.remote.op_id for each in outcomes] == [each.op_id for each in made]

    def test_a_revision_is_known_by_its_tag_however_old(self, site):
        first = done(site, create_article())
        second = done(site, patch(first, headline="Hai"))
        last = done(
            site, an_operation(OpKind.DELETE, first.entity, first.entity_id, {}, second.etag)
        )
        about = (first.entity, first.entity_id)
        assert all(site.has_revision(*about, each.rev, each.etag) for each in (first, second, last))
        assert not site.has_revision(*about, second.rev, first.etag)
        assert not site.has_revision(*about, last.rev + 1, last.etag)
        assert not site.has_revision(first.entity, an_article(9).id, first.rev, first.etag)

    def test_who_has_a_story_open_is_told_and_bars_nobody(self, site, open_site):
        made = done(site, create_article())
        other = open_site(Role.WRITER, "Mai")
        assert [(each.person, each.is_me) for each in site.hold(made.entity_id, "writing")] == [
            ("Lan", True)
        ]
        held = other.hold(made.entity_id, "captions")
        assert [(each.person, each.doing, each.is_me) for each in held] == [
            ("Lan", "writing", False),
            ("Mai", "captions", True),
        ]
        everybody = other.holders()[made.entity_id]
        assert [(each.person, each.is_me) for each in everybody] == [("Lan", False), ("Mai", True)]
        done(other, patch(made, headline="Hai"))
        assert [each.person for each in other.release(made.entity_id)] == ["Lan"]
        assert site.release(made.entity_id) == ()
        assert not site.holders().get(made.entity_id)

    def test_sums_tell_where_two_differ(self, site):
        one, two = done(site, create_article(number=1)), done(site, create_article(number=2))
        gone = done(site, create_article(number=3))
        done(site, an_operation(OpKind.DELETE, gone.entity, gone.entity_id, {}, gone.etag))
        told = site.sums()
        assert told.cursor == site.changes("").cursor
        mine = [(each.entity, each.entity_id, each.etag) for each in (one, two)]
        assert dict(told.ranges) == digests.sums(mine)
        name = digests.range_of(one.entity, one.entity_id)
        assert mine[0] in site.standing(name)
        done(site, patch(one, headline="Hai"))
        assert site.sums().ranges[name] != told.ranges[name]

    def test_open_questions_may_be_told_and_taken_back(self, site):
        made = done(site, create_article())
        site.tell_clashes(made.entity_id, ["headline", "body"])
        site.tell_clashes(made.entity_id, [])

    def test_news_end_the_wait(self, site, open_site):
        cursor = site.changes("").cursor
        found = []
        thread = threading.Thread(target=lambda: found.append(site.changes(cursor, wait_s=20)))
        thread.start()
        made = done(open_site(Role.WRITER, "Mai"), create_article())
        thread.join()
        assert [each.entity_id for each in found[0].changes] == [made.entity_id]

    def test_rule_packs_are_told_by_the_feed_and_taken_whole(self, site, open_site):
        """Their tag is another with each change, and whoever waits for news hears of it."""
        first = site.changes("")
        assert first.packs == site.packs().tag == ""
        kept = open_site(Role.EDITOR, "Mai").put_pack("nha-bao", PACK)
        page = site.changes(first.cursor, wait_s=20)
        assert (page.changes, page.packs) == ((), kept.tag)
        assert page.cursor != first.cursor
        assert site.packs() == kept
        assert kept.texts == {"nha-bao": PACK}
        assert site.put_pack("nha-bao", PACK) == kept
        assert site.put_pack("nha-bao", f"{PACK}\n").tag not in {"", kept.tag}
        assert site.put_pack("nha-bao", "") == RulePacks()
        assert site.changes("").packs == ""

    def test_a_rule_pack_that_cannot_hold_is_refused(self, site, open_site):
        """By its name, its text, its tests, or because one may not."""
        bad = PACK.replace("bẩy mươi tuổi", "bảy mươi tuổi")
        for name, text, code in (
            ("nha-bao", "no pack", "site.bad_pack"),
            ("nha-bao", bad, "site.bad_pack"),
            ("nha.bao", PACK, "site.bad_field"),
            ("nha-bao", "", "site.unknown_id"),
        ):
            with pytest.raises(Refused) as told:
                site.put_pack(name, text)
            assert told.value.code == code
        with pytest.raises(Refused, match=r"site\.forbidden"):
            open_site(Role.WRITER, "Mai").put_pack("nha-bao", PACK)
        assert site.packs() == RulePacks()

    def test_hanging_up_ends_the_wait_and_the_line_can_be_used_again(self, site):
        cursor = site.changes("").cursor
        over = threading.Event()

        def wait():
            with suppress(Offline):
                site.changes(cursor, wait_s=20)
            over.set()

        thread = threading.Thread(target=wait)
        before_s = time.monotonic()
        thread.start()
        while not over.wait(0.05):
            site.hang_up()
        thread.join()
        assert time.monotonic() - before_s < 15
        assert site.changes(cursor).cursor == cursor

    def test_nothing_new_is_told_after_the_wait(self, site):
        cursor = site.changes("").cursor
        assert site.changes(cursor, wait_s=1).changes == ()

    def test_only_missing_pictures_are_asked_for(self, site, blob):
        picture, other = picture_of(BYTES), a_picture(2)
        assert site.missing([picture.sha256, other.sha256]) == {picture.sha256, other.sha256}
        site.put_blob(picture.sha256, blob)
        assert site.missing([picture.sha256, other.sha256]) == {other.sha256}

    def test_bytes_come_back_as_they_went(self, site, blob, tmp_path):
        told: list[int] = []
        sha256 = picture_of(BYTES).sha256
        site.put_blob(sha256, blob, told.append)
        site.put_blob(sha256, blob)
        assert told[-1] == len(BYTES)
        site.get_blob(sha256, tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == BYTES

    def test_big_pictures_come_back_as_they_went(self, site, tmp_path):
        told: list[int] = []
        data = BYTES + bytes(range(256)) * 72_000
        (tmp_path / "big").write_bytes(data)
        sha256 = picture_of(data).sha256
        site.put_blob(sha256, tmp_path / "big", told.append)
        assert told[-1] == len(data)
        assert told == sorted(told)
        site.get_blob(sha256, tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == data

    def test_the_next_picture_can_go_when_all_bytes_are_on_their_way(self, site, blob, tmp_path):
        told: list[object] = []
        data = BYTES + bytes(9_000_000)
        (tmp_path / "next").write_bytes(data)
        one, other = picture_of(BYTES).sha256, picture_of(data).sha256

        def meanwhile():
            told.append("next")
            site.put_blob(other, tmp_path / "next", meanwhile=lambda: told.append("over"))

        site.put_blob(one, blob, told.append, meanwhile=meanwhile)
        assert told == [len(BYTES), "next", "over"]
        assert site.missing([one, other]) == set()

    def test_bytes_under_a_wrong_name_are_refused(self, site, blob):
        with pytest.raises(Refused, match=r"site\.digest_mismatch"):
            site.put_blob(a_picture().sha256, blob)
        assert site.missing([a_picture().sha256]) == {a_picture().sha256}

    @pytest.mark.parametrize(
        "data", [b"", b"<svg/>", b"MZ\x90", b"<html>", b"%PDF-1.7", b"PK\x03\x04"]
    )
    def test_what_is_no_picture_is_refused(self, site, tmp_path, data):
        (tmp_path / "blob").write_bytes(data)
        sha256 = picture_of(data).sha256
        with pytest.raises(Refused, match=r"site\.not_a_picture"):
            site.put_blob(sha256, tmp_path / "blob")
        assert site.missing([sha256]) == {sha256}

    def test_bytes_that_nobody_sent_are_not_there(self, site, tmp_path):
        with pytest.raises(Refused, match=r"site\.unknown_id"):
            site.get_blob(a_picture().sha256, tmp_path / "back")
        assert list(tmp_path.glob("back*")) == []

    def test_a_month_tells_what_its_stories_earn_whom(self, open_site):
        editor, writer = open_site(Role.EDITOR, "Lan"), open_site(Role.WRITER, "Trần Thị Một")
        two = (Author("Trần Thị Một", "Một Trần"), Author("Lê Hai"))
        done(editor, created := create_article(authors=two, genre="phong-su"))
        out = done(editor, act(editor.fetch(Entity.ARTICLE, created.entity_id), Act.PUBLISH))
        done(editor, act(done(editor, patch(out, royalty_coefficient=700)), Act.UPDATE))
        told = editor.royalties("2026-03")
        (story,) = told.stories
        assert (story.coefficient, story.updates, story.is_live) == (700, 1, True)
        assert {each.name: each.amount for each in story.lines} == dict.fromkeys(
            ("Trần Thị Một", "Lê Hai"), 819_000
        )
        assert told.is_whole
        mine = writer.royalties("2026-03")
        assert [each.name for each in mine.stories[0].lines] == ["Trần Thị Một"]
        assert not mine.is_whole
        assert open_site(Role.WRITER, "Ba").royalties("2026-03").stories == ()
        with pytest.raises(Refused, match=r"site\.forbidden"):
            open_site(Role.READER, "Lê Hai").royalties("2026-03")

    def test_a_month_is_closed_once_when_it_is_over_and_in_order(self, open_site):
        editor, writer = open_site(Role.EDITOR, "Lan"), open_site(Role.WRITER, "Lan")
        with pytest.raises(Refused, match=r"site\.month_open"):
            editor.royalties("2026-03", closes=True)
        with pytest.raises(Refused, match=r"site\.forbidden"):
            writer.royalties("2026-02", closes=True)
        closed = editor.royalties("2026-02", closes=True)
        assert (closed.closed_at, closed.closed_by) == (HOUSE_TIME, "Lan")
        assert editor.royalties("2026-02", closes=True) == editor.royalties("2026-02") == closed
        with pytest.raises(Refused, match=r"site\.month_order"):
            editor.royalties("2026-01", closes=True)
        with pytest.raises(Refused, match=r"site\.bad_field"):
            editor.royalties("2026-13")

    def test_only_editors_say_what_a_story_is_paid(self, open_site):
        editor, writer = open_site(Role.EDITOR, "Lan"), open_site(Role.WRITER, "Mai")
        first = done(writer, create_article(royalty_coefficient=900, royalty_note="tôi"))
        assert first.doc["royalty_coefficient"] is None
        assert rejected(writer, patch(first, royalty_coefficient=900)).code == "field"
        assert rejected(editor, patch(first, royalty_coefficient=10_001)).code == "bad_field"
        paid = done(editor, patch(first, royalty_coefficient=250, royalty_note="tin độc quyền"))
        same = {"royalty_coefficient": 250, "headline": "Khác"}
        assert done(writer, patch(paid, **same)).doc["headline"] == "Khác"

    def test_closing_twice_is_fine(self, site):
        site.close()
        site.close()


def _ascii(value: object) -> str:
    import json

    return json.dumps(value)


class TestMemory(SiteContract):
    """The house in memory."""

    @pytest.fixture
    def open_site(self):
        kept = Kept()
        return lambda role, person: Memory(
            kept=kept, role=role, person=person, clock=lambda: HOUSE_TIME, profile=DOC
        )


class TestReference(SiteContract):
    """Our own server, on a real port."""

    @pytest.fixture
    def open_site(self, tmp_path):
        archive = an_archive(tmp_path / "archive")
        opened: list[Reference] = []

        def opening(role: Role, person: str) -> Site:
            opened.append(Reference(address, archive.tokens.make(person, "laptop", role)))
            return opened[-1]

        with answering(an_app(archive)) as address:
            yield opening
            for each in opened:
                each.close()
        archive.close()


class TestOwn(SiteContract):
    """The house on this computer, whose archive is read beside its server."""

    @pytest.fixture
    def open_site(self, tmp_path):
        archive = an_archive(tmp_path / "archive")
        opened: list[Own] = []

        def opening(role: Role, person: str) -> Site:
            token = archive.tokens.make(person, "laptop", role)
            own = Own(
                lambda: Reference(address, token),
                see=Glimpse(tmp_path / "archive", archive.clock).look,
                is_awake=lambda: True,
                greeting=lambda: ServerInfo("", "", ""),
                look_s=0.01,
            )
            opened.append(own)
            return own

        with answering(an_app(archive)) as address:
            yield opening
            for each in opened:
                each.close()
        archive.close()


class TestReferenceOnPostgres(TestReference):
    """Our own server with PostgreSQL behind it."""

    @pytest.fixture(autouse=True)
    def _kept_there(self, a_postgres):
        with a_postgres.lending() as place, kept_in(place):
            yield
