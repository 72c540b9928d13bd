# SPDX-License-Identifier: GPL-3.0-or-later
"""What every house promises, kept by one of another kind with the ledger, but for what is named."""

from datetime import UTC, datetime

import pytest

from editor import wire
from editor.model.operation import Entity
from editor.model.rights import EMBARGO
from editor.model.workflow import Role
from tests.contracts.operations import act, create_article, done, patch, rejected
from tests.contracts.test_site import SiteContract

LATER = "2099-01-02T03:04:05.000000Z"
NOT_THERE = {
    "keeps_originals": (
        "test_only_missing_pictures_are_asked_for",
        "test_bytes_come_back_as_they_went",
        "test_big_pictures_come_back_as_they_went",
        "test_the_next_picture_can_go_when_all_bytes_are_on_their_way",
        "test_bytes_under_a_wrong_name_are_refused",
        "test_what_is_no_picture_is_refused",
        "test_bytes_that_nobody_sent_are_not_there",
        "test_a_story_never_goes_live_with_a_hole",
        "test_the_rights_of_a_picture_bar_publishing_unless_an_editor_says_why",
        "test_the_feed_shows_each_entity_once_as_it_is_now",
    ),
    "reckons_royalties": (
        "test_a_month_tells_what_its_stories_earn_whom",
        "test_a_month_is_closed_once_when_it_is_over_and_in_order",
        "test_only_editors_say_what_a_story_is_paid",
    ),
    "has_leases": ("test_who_has_a_story_open_is_told_and_bars_nobody",),
    "has_rule_packs": (
        "test_rule_packs_are_told_by_the_feed_and_taken_whole",
        "test_a_rule_pack_that_cannot_hold_is_refused",
    ),
    "waits_for_news": (
        "test_news_end_the_wait",
        "test_hanging_up_ends_the_wait_and_the_line_can_be_used_again",
    ),
    "keeps_desk_fields": (
        # Revisions are this laptop's own; what another person may do, the house says by itself.
        "test_the_photo_desk_places_pictures_and_leaves_the_words",
        "test_a_writer_does_not_publish",
        "test_a_reader_writes_nothing",
        "test_a_take_down_wins_over_whatever_a_laptop_sends_later",
        "test_only_what_nobody_reads_is_deleted_and_not_by_anybody",
        "test_more_than_fit_in_a_batch_go_in_order",
    ),
}
"""The capability that such a house has not -> the promises that need it."""


class ForeignContract(SiteContract):
    """A real house, or its conversations as they were written down."""

    writer: str
    """Who may write there and not publish, as far as a house knows such people."""

    @pytest.fixture
    def open_site(self, stage):
        people = {Role.ADMIN: "lan", Role.EDITOR: "mai", Role.WRITER: self.writer}
        return lambda role, person: stage.seat(people[role]).site

    def test_what_it_cannot_do_is_said(self, site):
        able = site.capabilities()
        assert not any(getattr(able, name) for name in NOT_THERE)

    def test_publishing_gives_times_and_an_address(self, site):
        made = done(site, create_article())
        assert made.address == ""
        public = done(site, act(made, "publish", edition="1"))
        article = wire.article_from_doc(public.doc)
        assert article.state == "published"
        assert article.published_at is not None
        assert article.url_slug == "cho-noi-hop-lai-sau-mua-lu"
        assert public.address.rstrip("/").endswith("/cho-noi-hop-lai-sau-mua-lu")
        assert site.fetch(Entity.ARTICLE, made.entity_id) == public

    @pytest.mark.parametrize("name", ["take_down", "spike"])
    def test_a_story_that_waits_for_its_time_is_stopped(self, site, name):
        made = done(site, act(done(site, create_article()), "publish", at=LATER))
        assert (made.doc["state"], made.doc["publish_at"]) == ("scheduled", LATER)
        stopped = done(site, act(made, name, reason="chưa xác minh"))
        assert stopped.doc["publish_at"] is None
        assert stopped.doc["state"] == {"take_down": "taken_down", "spike": "spiked"}[name]

    def test_an_editor_sets_an_embargo_aside_with_a_reason(self, site):
        made = done(site, create_article(embargoed_until=datetime(2099, 1, 1, tzinfo=UTC)))
        assert rejected(site, act(made, "publish")).code == "embargo"
        bars = {"override": "Nguồn đã cho phép", "bars": [EMBARGO]}
        assert done(site, act(made, "publish", **bars)).address

    def test_a_take_down_wins_and_text_goes_in_unread(self, site):
        draft = done(site, create_article())
        public = done(site, act(draft, "publish", edition="e-1"))
        down = done(site, act(public, "take_down", reason="sai người"))
        for each in (patch(public, headline="Muộn"), act(public, "update", edition="e-2")):
            assert rejected(site, each).code == "rev_mismatch"
        told = done(site, patch(down, headline="Viết lại"))
        assert (told.doc["state"], told.address) == ("taken_down", "")


for _names in NOT_THERE.values():
    for _name in _names:
        assert hasattr(SiteContract, _name), _name
        setattr(ForeignContract, _name, None)
