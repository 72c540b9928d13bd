# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real WordPress does that nobody would expect: each by its name, and what we make of it."""

import unicodedata

import pytest

from editor import wire
from editor.cms.intake import marker_of
from editor.errors import EditorError
from editor.model.operation import Done, Entity, OpKind, Rejected, Unknown
from editor.model.workflow import Act
from tests.builders import a_placement
from tests.contracts.operations import (
    act,
    an_operation,
    create_article,
    create_picture,
    done,
    patch,
    rejected,
)
from tests.houses.faulty import Rule
from tests.houses.steps import ID, faulty, number_of, pull, take

LATER = "2099-01-02T03:04:05.000000Z"


@pytest.fixture
def seat(stage):
    found = stage.seat("mai")
    found.site.hello()
    return found


def stands(stage, number):
    fields = "status,slug,title.raw,content.raw,excerpt.raw,tags,categories,featured_media,date_gmt"
    return stage.api("lan", "GET", f"/posts/{number}?context=edit&_fields={fields}").doc


def all_of(stage):
    states = "publish,future,draft,pending,private,trash"
    path = f"/posts?context=edit&status={states}&_fields=id,slug,status"
    return stage.api("lan", "GET", path).rows


@pytest.mark.parametrize("fault", ["drop-response", "timeout", "status-after", "truncate"])
def test_a_created_draft_whose_answer_was_lost_is_found_by_its_marker(stage, fault):
    seat = faulty(stage, Rule(fault, "POST", "/posts\\?"))
    operation = create_article()
    assert isinstance(seat.site.push(operation), Unknown)
    assert isinstance(seat.site.push(operation), Done)
    assert [each["slug"] for each in all_of(stage)] == [marker_of(ID)]


@pytest.mark.parametrize("fault", ["drop-request", "status", "captive"])
def test_a_draft_that_never_arrived_is_made_once(stage, fault):
    seat = faulty(stage, Rule(fault, "POST", "/posts\\?"))
    operation = create_article()
    assert isinstance(seat.site.push(operation), Unknown)
    assert isinstance(seat.site.push(operation), Done)
    assert len(all_of(stage)) == 1


def test_a_request_that_arrived_twice_leaves_one_draft(stage):
    """The second gets the slug `-2`; the one with the lowest number stays."""
    seat = faulty(stage, Rule("duplicate", "POST", "/posts\\?"))
    done(seat.site, create_article())
    rows = {each["id"]: each["status"] for each in all_of(stage)}
    assert sorted(rows.values()) == ["draft", "trash"]
    assert rows[int(number_of(seat))] == "draft"
    assert int(number_of(seat)) == min(rows)


def test_a_password_taken_off_on_the_way_is_no_empty_house(stage):
    """The house goes on as with an anonymous visitor; nothing is deleted, nothing is lost."""
    seat = faulty(stage)
    done(seat.site, create_article())
    seat.way.rules = [Rule("strip-auth", times=99)]
    with pytest.raises(EditorError, match=r"line\.signed_out"):
        seat.site.changes("")
    known = seat.ledger.find(Entity.ARTICLE, ID)
    outcome = seat.site.push(patch(known.told, headline="Khác"))
    assert outcome == Unknown("line.signed_out")
    seat.way.rules = []
    assert not pull(seat)[ID].is_deleted


def test_what_a_colleague_changed_there_is_told_before_anything_is_written(stage, seat):
    made = done(seat.site, create_article())
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"title": "Tít của Lan"})
    answer = rejected(seat.site, patch(made, headline="Tít của Mai"))
    assert answer.code == "rev_mismatch"
    assert answer.current.doc["headline"] == "Tít của Lan"
    assert answer.current.doc["body"] == made.doc["body"]
    assert stands(stage, number_of(seat))["title"] == {"raw": "Tít của Lan"}


def test_a_paragraph_changed_there_comes_as_that_paragraph(stage, seat):
    """All else of the copy stays as it was typed here, though the house knows only its HTML."""
    body = "Một *hai*\nba.\n\n* dấu\n* khác\n\nĐoạn cuối.\n"
    made = done(seat.site, create_article(body=body))
    html = stands(stage, number_of(seat))["content"]["raw"]
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"content": html.replace("cuối", "chót")})
    answer = rejected(seat.site, patch(made, headline="Khác"))
    assert answer.current.doc["body"] == body.replace("cuối", "chót")


def test_a_write_that_raced_ours_is_brought_back_from_the_revisions(stage, seat):
    """The house has no check: what stood between our look and our write is not lost."""
    made = done(seat.site, create_article(body="Một.\n\nHai.\n"))
    number, update = number_of(seat), seat.adapter.update

    def raced(remote_id, payload):
        told = {"content": "<p>Một của Lan.</p>\n<p>Hai.</p>"}
        stage.api("lan", "POST", f"/posts/{number}", told)
        return update(remote_id, payload)

    seat.adapter.update = raced
    answer = rejected(seat.site, patch(made, body="Một.\n\nHai của Mai.\n"))
    seat.adapter.update = update
    assert answer.code == "rev_mismatch"
    assert "Một của Lan" in answer.current.doc["body"]
    assert answer.current.ground["body"] == "Một.\n\nHai.\n"
    merged = patch(answer.current, body="Một của Lan.\n\nHai của Mai.\n")
    done(seat.site, merged)
    html = stands(stage, number)["content"]["raw"]
    assert "Một của Lan" in html
    assert "Hai của Mai" in html


def test_edits_of_a_story_that_is_out_wait_for_their_publication(stage, seat):
    """Here a saved text would be before readers at once."""
    public = done(seat.site, act(done(seat.site, create_article()), "publish"))
    later = done(seat.site, patch(public, headline="Tít mới"))
    assert stands(stage, number_of(seat))["title"]["raw"] == public.doc["headline"]
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"excerpt": "Sapo của Lan"})
    answer = rejected(seat.site, act(later, "update"))
    assert (answer.code, answer.current.doc["standfirst"]) == ("rev_mismatch", "Sapo của Lan")
    assert answer.current.ground["headline"] == public.doc["headline"]
    again = done(seat.site, patch(answer.current, headline="Tít mới"))
    out = done(seat.site, act(again, "update"))
    told = stands(stage, number_of(seat))
    assert (told["title"]["raw"], told["excerpt"]["raw"]) == ("Tít mới", "Sapo của Lan")
    assert out.doc["state"] == "published"


def test_a_publication_whose_answer_was_lost_is_not_asked_for_twice(stage):
    seat = faulty(stage, Rule("drop-response", "POST", "/posts/\\d+"))
    operation = act(done(seat.site, create_article()), "publish", edition="e-1")
    assert isinstance(seat.site.push(operation), Unknown)
    outcome = seat.site.push(operation)
    assert isinstance(outcome, Done), outcome
    assert (outcome.remote.doc["state"], bool(outcome.remote.address)) == ("published", True)


def test_a_time_is_kept_in_the_time_of_the_world(stage, seat):
    """The site is seven hours ahead."""
    made = done(seat.site, act(done(seat.site, create_article()), "publish", at=LATER))
    assert (made.doc["state"], made.doc["publish_at"]) == ("scheduled", LATER)
    told = stands(stage, number_of(seat))
    assert (told["status"], told["date_gmt"]) == ("future", "2099-01-02T03:04:05")


def test_a_post_whose_time_came_is_told_though_no_time_of_it_changed(stage, seat):
    """Going before readers does not touch `modified`; the time that was set says when to look."""
    made = done(seat.site, act(done(seat.site, create_article()), "publish", at=LATER))
    assert pull(seat)[ID] == made
    number = number_of(seat)
    stage.behind(
        f"global $wpdb; $wpdb->update($wpdb->posts, ['post_status' => 'publish',"
        f" 'post_date_gmt' => '2026-01-01 00:00:00', 'post_date' => '2026-01-01 07:00:00'],"
        f" ['ID' => {number}]); clean_post_cache({number});"
    )
    facts = seat.ledger.facts()
    assert "2099-01-02T03:04:05" in facts["due"]
    from editor.model.binding import Entry

    seat.ledger.write(Entry(facts={"due": facts["due"].replace("2099", "2020")}))
    told = pull(seat)[ID]
    assert told.doc["state"] == "published"
    assert told.doc["published_at"] == "2026-01-01T00:00:00.000000Z"


def test_a_post_deleted_there_is_gone_only_after_a_sweep_and_a_second_look(stage, seat):
    from editor.model.binding import Entry

    done(seat.site, create_article())
    other = done(seat.site, create_article(number=2))
    pull(seat)
    stage.api("lan", "DELETE", f"/posts/{number_of(seat)}?force=true")
    assert not pull(seat)[ID].is_deleted
    seat.ledger.write(Entry(facts={"swept": "2020-01-01T00:00:00"}))
    news = pull(seat)
    assert news[ID].is_deleted
    assert news[other.entity_id] == other
    assert rejected(seat.site, patch(news[ID], headline="x")).code == "deleted"


def test_a_post_in_the_trash_is_not_written_to(stage, seat):
    """The house would say 200 and leave it there."""
    made = done(seat.site, create_article())
    stage.api("lan", "DELETE", f"/posts/{number_of(seat)}")
    assert rejected(seat.site, patch(made, headline="Khác")).code == "deleted"
    again = done(seat.site, create_article(headline="Sống lại"))
    assert sorted(each["status"] for each in all_of(stage)) == ["draft", "trash"]
    assert not again.is_deleted


def test_a_story_taken_down_on_the_site_is_taken_down(stage, seat):
    done(seat.site, act(done(seat.site, create_article()), "publish"))
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"status": "draft"})
    told = pull(seat)[ID]
    assert (told.doc["state"], told.address) == ("taken_down", "")


def test_a_post_written_there_comes_in_with_what_is_not_ours_in_its_place(stage, seat):
    """Its pictures and embeds stand in the copy by name, and go back as they came."""
    html = (
        "<!-- wp:paragraph --><p>Nước &amp; lũ.</p><!-- /wp:paragraph -->\n"
        '<figure class="wp-block-image"><img src="https://cdn.example/lu-lut.jpg" alt="Lũ"/>'
        "<figcaption>Ảnh</figcaption></figure>\n"
        '<iframe src="https://video.example/1"></iframe>\n<p>Hết.</p>'
    )
    told = {"title": "Bài cũ", "content": html, "status": "publish", "categories": [1]}
    number = stage.api("lan", "POST", "/posts", told).doc["id"]
    (story,) = pull(seat).values()
    article = wire.article_from_doc(story.doc)
    assert article.body == "Nước & lũ.\n\n![](lu-lut.jpg)\n\n![](embed.png)\n\nHết."
    assert (article.headline, article.state.value, article.byline) == ("Bài cũ", "published", "Lan")
    assert seat.ledger.original(story.entity_id) == html
    changed = done(seat.site, patch(story, body=article.body.replace("Hết", "Chưa hết")))
    done(seat.site, act(changed, "update"))
    after = stands(stage, number)["content"]["raw"]
    assert "Chưa hết" in after
    assert '<iframe src="https://video.example/1"></iframe>' in after
    assert '<img src="https://cdn.example/lu-lut.jpg" alt="Lũ"/>' in after


def test_the_filter_for_authors_is_told_before_it_takes_anything_out(stage):
    """Any update by an author filters the whole post anew, whoever wrote what is in it."""
    seat = stage.seat("minh")
    made = done(seat.site, create_article())
    html = '<p>Một</p>\n<iframe src="https://video.example/1"></iframe>'
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"content": html})
    fresh = rejected(seat.site, patch(made, headline="Khác")).current
    answer = rejected(seat.site, patch(fresh, headline="Khác"))
    assert answer.code == "would_strip"
    assert "iframe" in stands(stage, number_of(seat))["content"]["raw"]


def test_what_the_filter_only_spells_anew_is_no_change_by_others(stage):
    """Ampersands, quotes and brackets of an author come back written otherwise."""
    seat = stage.seat("minh")
    fields = {"headline": "5 < 6 & “bảy” 'tám'", "standfirst": "a < b & c", "body": "x < y & 'z'\n"}
    made = done(seat.site, create_article(**fields))
    changed = done(seat.site, patch(made, body="x < y & 'z' > w\n"))
    done(seat.site, patch(changed, headline="7 > 6 & hết"))
    assert pull(seat)[ID].doc["headline"] == "7 > 6 & hết"
    assert pull(seat)[ID].doc["body"] == "x < y & 'z' > w\n"


def test_topics_are_told_apart_by_their_letters_not_by_a_search(stage, seat):
    """A search for `bão` finds báo, Bảo and bao; NFD is NFC; what is there is not made anew."""
    for name in ("báo", "bao", "Lũ lụt"):
        stage.api("lan", "POST", "/tags", {"name": name})
    nfd = unicodedata.normalize("NFD", "LŨ LỤT")
    done(seat.site, create_article(tags=("bão", nfd, "Hỏi & đáp")))
    stage.api("lan", "POST", "/tags", {"name": "Bảo"})
    done(seat.site, create_article(number=2, tags=("Bão", "hỏi & Đáp")))
    rows = stage.api("lan", "GET", "/tags?per_page=100&_fields=name").rows
    names = [each["name"] for each in rows]
    assert sorted(names) == sorted(["báo", "bao", "Lũ lụt", "bão", "Hỏi &amp; đáp", "Bảo"])


def test_a_section_that_is_not_there_is_refused_and_not_left_out(seat):
    """An unknown number would be ignored in silence."""
    assert rejected(seat.site, create_article(category="chua-co")).code == "no_such_category"
    assert done(seat.site, create_article(category="Hỏi & Đáp")).rev == 1


def test_letters_in_two_spellings_are_one_text(stage, seat):
    """The house stores bytes: NFD that somebody sent there is no change of the text."""
    made = done(seat.site, create_article())
    nfd = unicodedata.normalize("NFD", made.doc["headline"])
    stage.api("lan", "POST", f"/posts/{number_of(seat)}", {"title": nfd})
    assert done(seat.site, patch(made, kicker="Mới")).doc["headline"] == made.doc["headline"]


def test_a_picture_goes_once_with_its_words_and_no_place(stage, seat):
    """A clean file name, checked by its sum; found by its slug where the answer was lost."""
    seat = faulty(stage, Rule("drop-response", "POST", "/media\\?"))
    picture = take(seat, caption="Chợ <b> & ghe", alt_text="Ghe", headline="Chợ")
    operation = create_picture(picture)
    assert isinstance(seat.site.push(operation), Unknown)
    done(seat.site, operation)
    rows = stage.api("lan", "GET", "/media?context=edit&_fields=source_url,alt_text,slug").rows
    assert len(rows) == 1
    assert rows[0]["source_url"].endswith("/cho-noi.jpg")
    assert rows[0]["alt_text"] == "Ghe"
    placed = a_placement(picture, name="cho-noi.jpg", is_lead=True)
    body = "Một.\n\n![](cho-noi.jpg)\n"
    made = done(seat.site, create_article(body=body, placements=(placed,)))
    told = stands(stage, number_of(seat))
    file = seat.ledger.find(Entity.PICTURE, picture.sha256)
    assert told["featured_media"] == int(file.remote_id)
    assert f'class="wp-image-{file.remote_id}"' in told["content"]["raw"]
    assert "<figcaption>Chợ &lt;b&gt; &amp; ghe" in told["content"]["raw"]
    assert pull(seat)[ID] == made


def test_a_file_that_is_none_is_refused_though_the_house_says_500(stage, seat):
    picture = take(seat)
    seat.adapter._media._file_of = lambda *_: _text_file(stage)
    assert rejected(seat.site, create_picture(picture)).code == "not_a_picture"


def _text_file(stage):
    path = stage.folder / "none.jpg"
    path.write_bytes(b"no picture at all")
    return path


def test_scripts_in_the_copy_go_nowhere(stage, seat):
    """What the page of ours lets out is what the house gets, from an editor too."""
    corpus = (
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        '<a href="data:text/html,x">b</a>',
        "<svg/onload=alert(1)>",
        '<p style="background:url(javascript:1)">c</p>',
        "<iframe src=//evil.example></iframe>",
    )
    done(seat.site, create_article(body="\n\n".join(corpus), kicker="<script>k</script>"))
    html = stands(stage, number_of(seat))["content"]["raw"].lower()
    for bad in ("<script", "onerror=", 'href="javascript', 'href="data:', "<svg", "<iframe"):
        assert bad not in html, bad


def test_a_second_laptop_knows_a_draft_by_its_marker(stage, seat):
    """And its story by the same name, as long as it is a draft."""
    done(seat.site, create_article())
    other = stage.seat("mai", "other")
    assert list(pull(other)) == [ID]
    mine = pull(other)[ID]
    changed = done(other.site, patch(mine, headline="Từ máy kia"))
    assert pull(seat)[ID].doc["headline"] == changed.doc["headline"]


def test_a_busy_house_says_how_long(stage):
    seat = faulty(stage, Rule("status", "POST", "/posts\\?", code=429))
    outcome = seat.site.push(create_article())
    assert outcome == Unknown("line.busy", 30.0)


def test_an_act_that_one_may_not_is_refused_by_the_house(stage):
    """A contributor's publication: 403, whatever language it is said in."""
    seat = stage.seat("hoa")
    made = done(seat.site, create_article())
    assert rejected(seat.site, act(made, Act.PUBLISH.value)).code == "forbidden"
    assert done(seat.site, act(made, "submit")).doc["state"] == "submitted"
    assert stands(stage, number_of(seat))["status"] == "pending"


def test_removing_is_into_the_trash(stage, seat):
    made = done(seat.site, create_article())
    stone = done(seat.site, an_operation(OpKind.DELETE, made.entity, made.entity_id, {}, made.etag))
    assert stone.is_deleted
    assert [each["status"] for each in all_of(stage)] == ["trash"]
    assert isinstance(seat.site.push(patch(stone, headline="x")), Rejected)
