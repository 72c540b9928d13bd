# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real WordPress does at its edges: ties, its trash, a minute ahead, another language."""

from datetime import timedelta

import pytest

from editor.cms.intake import marker_of
from editor.model.binding import Entry
from editor.model.operation import Done, Unknown
from editor.model.workflow import Act
from tests.contracts.operations import act, create_article, done, rejected
from tests.houses.faulty import Rule
from tests.houses.steps import ID, faulty, number_of, pull
from tests.houses.test_wordpress_quirks import all_of, stands


@pytest.fixture
def seat(stage):
    found = stage.seat("mai")
    found.site.hello()
    return found


def test_no_post_is_passed_over_where_many_changed_in_one_second(stage, seat):
    """Ordered by time, ties come in no order: one is told twice, and another never."""
    pull(seat)
    stage.behind(
        "foreach (range(1, 105) as $n) { wp_insert_post(['post_title' => \"Bài $n\","
        " 'post_content' => \"<p>$n</p>\", 'post_status' => 'publish']); }"
        ' global $wpdb; $wpdb->query("UPDATE $wpdb->posts SET'
        " post_modified = '2026-11-30 19:00:00', post_modified_gmt = '2026-11-30 12:00:00'\");"
    )
    seat.ledger.write(Entry(facts={"since": "2026-11-30T11:59:59"}))
    news = pull(seat)
    assert len(news) == 105
    assert {each.doc["headline"] for each in news.values()} == {f"Bài {n}" for n in range(1, 106)}


def test_a_draft_of_ours_in_the_trash_is_found_under_the_name_that_it_has_there(stage):
    """A slug gets `__trashed` behind it; a lost answer and a colleague's hand make no second."""
    seat = faulty(stage, Rule("drop-response", "POST", "/posts\\?"))
    operation = create_article()
    assert isinstance(seat.site.push(operation), Unknown)
    (row,) = all_of(stage)
    stage.api("lan", "DELETE", f"/posts/{row['id']}")
    assert [each["slug"] for each in all_of(stage)] == [f"{marker_of(ID)}__trashed"]
    (found,) = seat.adapter.look_up(marker_of(ID))
    assert (found.remote_id, found.is_trashed) == (str(row["id"]), True)
    assert isinstance(seat.site.push(operation), Done)
    assert sorted(each["status"] for each in all_of(stage)) == ["draft", "trash"]


def test_a_story_that_was_to_wait_less_than_a_minute_is_out(stage, seat):
    """The house does not wait for so little: what it did is what we say."""
    made = done(seat.site, create_article())
    at = (seat.adapter.now() + timedelta(seconds=20)).isoformat(timespec="microseconds")
    out = done(seat.site, act(made, "publish", at=at.replace("+00:00", "Z"), edition="e-1"))
    assert stands(stage, number_of(seat))["status"] == "publish"
    assert (out.doc["state"], bool(out.address)) == ("published", True)
    assert out.doc["published_at"]


def test_what_is_refused_in_vietnamese_is_refused_all_the_same(stage):
    """The words of an error are the site's language; what is decided by are its codes."""
    seat = stage.seat("hoa")
    made = done(seat.site, create_article())
    stage.behind("update_option('WPLANG', 'vi');")
    told = stage.api("hoa", "POST", f"/posts/{number_of(seat)}", {"status": "publish"})
    assert (told.status, told.code) == (403, "rest_cannot_publish")
    assert "bạn không có quyền" in str(told.doc["message"])
    assert rejected(seat.site, act(made, Act.PUBLISH.value)).code == "forbidden"
    gone = stage.api("lan", "DELETE", f"/posts/{number_of(seat)}?force=true")
    assert gone.status == 200
    assert rejected(seat.site, act(made, "submit")).code == "deleted"


def test_a_topic_that_cannot_be_is_refused_though_the_house_says_500(stage, seat):
    """Asked again and again, it would hold up all that waits behind it."""
    assert rejected(seat.site, create_article(tags=("ă" * 201,))).code == "bad_field"
    assert all_of(stage) == []
