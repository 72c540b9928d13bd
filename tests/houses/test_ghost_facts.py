# SPDX-License-Identifier: GPL-3.0-or-later
"""What a real Ghost does that nobody would expect: the facts that its adapter stands on."""

import unicodedata

import httpx
import pytest

from editor.cms.foreign import Foreign
from tests.houses.ghost_people import API, signed
from tests.houses.recording import PLAYED
from tests.houses.stage import Lent
from tests.machines.newsroom import a_jpeg

HTML = "?source=html&formats=html"
FRAME = '<iframe class="x" src="https://v.example"></iframe>'
LATER = "2099-01-02T03:04:05.000Z"


def post(stage, user="lan", query=HTML, **fields):
    """A new post, and the answer."""
    told = {"title": "Tít", "html": "<p>Chữ.</p>", **fields}
    return stage.api(user, "POST", f"/posts/{query}", {"posts": [told]})


def change(stage, made, user="lan", query=HTML, **fields):
    """A change of a post, measured against how it was told in an answer."""
    told = {"updated_at": made["updated_at"], **fields}
    return stage.api(user, "PUT", f"/posts/{made['id']}/{query}", {"posts": [told]})


def first(answer, room="posts"):
    assert answer.status in (200, 201), answer.body
    (row,) = answer.doc[room]
    return row


def error(answer):
    """Its status, its kind and its code; what is said in words is for people."""
    (row,) = answer.doc["errors"]
    return answer.status, row["type"], row["code"]


def asked(stage, authorization, path="/users/me/"):
    return Foreign(PLAYED, authorization, transport=Lent(stage.transport)).call(
        "GET", f"{API}{path}"
    )


def upload(stage, name, data, media_type="image/jpeg"):
    """A picture on its way, as a form."""
    with httpx.Client(transport=Lent(stage.transport)) as client:
        return client.post(
            f"{PLAYED}{API}/images/upload/",
            files={"file": (name, data, media_type)},
            headers={"Authorization": signed(stage.login("lan"))},
        )


def test_a_token_made_ten_minutes_ago_is_none_and_one_of_tomorrow_is(stage):
    key = stage.login("mai")
    assert asked(stage, signed(key)).status == 200
    slow = error(asked(stage, signed(key, ago_s=600, lasts_s=1200)))
    assert slow == (401, "UnauthorizedError", "INVALID_JWT")
    assert asked(stage, signed(key, ago_s=-3600)).status == 200


def test_nobody_is_told_so_by_403_and_garbage_by_400(stage):
    assert error(asked(stage, ""))[0] == 403
    assert error(asked(stage, "Ghost abc")) == (400, "BadRequestError", "INVALID_JWT")
    wrong = f"{stage.login('mai').partition(':')[0]}:{'ab' * 32}"
    assert error(asked(stage, signed(wrong))) == (401, "UnauthorizedError", "INVALID_JWT")


def test_who_was_suspended_is_told_that_nothing_is_there(stage):
    stage.behind("UPDATE users SET status = 'inactive' WHERE slug = 'mai'")
    made = first(post(stage))
    for path in ("/users/me/", "/posts/", f"/posts/{made['id']}/", "/tags/"):
        assert error(stage.api("mai", "GET", path))[0] == 404
    assert asked(stage, "", "/site/").status == 200


def test_an_author_writes_only_under_his_own_name(stage):
    assert error(post(stage, "minh")) == (403, "NoPermissionError", None)
    me = first(stage.api("minh", "GET", "/users/me/"), "users")["id"]
    made = first(post(stage, "minh", authors=[{"id": me}]))
    assert [each["name"] for each in made["authors"]] == ["Minh"]


def test_an_author_nobody_knows_becomes_the_owner(stage):
    for unknown in ({"id": "0" * 24}, {"email": "ai@newsroom.example"}, {"slug": "ai"}):
        made = first(post(stage, "mai", authors=[unknown]))
        assert [each["name"] for each in made["authors"]] == ["Lan"]


def test_a_write_says_what_it_was_made_from(stage):
    made = first(post(stage))
    first(change(stage, made, title="Hai"))
    blind = stage.api("lan", "PUT", f"/posts/{made['id']}/", {"posts": [{"title": "Ba"}]})
    assert error(blind)[0] == 422
    old = {**made, "updated_at": "2020-01-01T00:00:00.000Z"}
    assert error(change(stage, old, title="Ba")) == (
        409,
        "UpdateCollisionError",
        "UPDATE_COLLISION",
    )


def test_the_same_write_again_is_no_collision(stage):
    made = first(post(stage))
    stage.behind("UPDATE posts SET updated_at = '2020-01-01 00:00:00'")
    old = {**made, "updated_at": "2020-01-01T00:00:00.000Z"}
    now = first(change(stage, old, title="Hai"))
    again = first(change(stage, old, title="Hai"))
    assert again["updated_at"] == now["updated_at"] != old["updated_at"]
    assert error(change(stage, old, title="Ba"))[0] == 409


def test_within_one_second_the_last_one_wins_in_silence(stage):
    made = first(post(stage))
    at = "UPDATE posts SET updated_at = '2020-01-01 00:00:00'"
    old = {**made, "updated_at": "2020-01-01T00:00:00.000Z"}
    stage.behind(at)
    first(change(stage, old, title="Của Mai"))
    stage.behind(at)
    assert first(change(stage, old, title="Của Lan"))["title"] == "Của Lan"


def test_topics_alone_do_not_change_the_time_of_a_post(stage):
    made = first(post(stage))
    stage.behind("UPDATE posts SET updated_at = '2020-01-01 00:00:00'")
    old = {**made, "updated_at": "2020-01-01T00:00:00.000Z"}
    told = first(change(stage, old, tags=[{"slug": "tin-tuc"}]))
    assert (told["updated_at"], told["tags"][0]["name"]) == (old["updated_at"], "Tin tức")


def test_a_topic_sent_by_its_name_renames_that_of_others(stage):
    one = first(post(stage, tags=["Bão"]))
    first(post(stage, tags=["báo"]))
    told = first(stage.api("lan", "GET", f"/posts/{one['id']}/?include=tags"))
    assert [each["name"] for each in told["tags"]] == ["báo"]
    made = {"name": "Bảo", "slug": "bao-nguoi"}
    tag = first(stage.api("lan", "POST", "/tags/", {"tags": [made]}), "tags")
    two = first(post(stage, tags=[{"id": tag["id"]}]))
    assert [each["name"] for each in two["tags"]] == ["Bảo"]


def test_a_topic_nobody_knows_is_refused(stage):
    assert error(post(stage, tags=[{"id": "0" * 24}]))[0] == 422


def test_html_is_read_only_where_that_is_said(stage):
    made = first(post(stage, query="?formats=html"))
    assert not made["html"]
    told = change(stage, first(post(stage)), query="?formats=html", html="<p>Khác</p>")
    assert first(told)["html"] == "<p>Chữ.</p>"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('<p class="a" id="b" style="color:red" data-x="1">x</p>', "<p>x</p>"),
        ("<p><b>x</b> <mark>y</mark> <del>z</del></p>", "<p><strong>x</strong>yz</p>"),
        ("<!-- lời -->\n<p>x</p>", "<p>x</p>"),
        ("<p>5 < 6 và a<b</p>", "<p>5 &lt; 6 và a</p>"),
        ("<p>5 &lt; 6 và a&lt;b</p>", "<p>5 &lt; 6 và a&lt;b</p>"),
        ('<p><a href="javascript:x()">a</a></p>', '<p><a href="javascript:x()">a</a></p>'),
        ("<p>a</p><script>x()</script>", "<p>a</p>"),
        (FRAME, f'<figure class="kg-card kg-embed-card">{FRAME}</figure>'),
    ],
    ids=["names", "marks", "note", "bare", "less", "javascript", "script", "frame"],
)
def test_html_is_kept_with_loss(stage, sent, kept):
    assert first(post(stage, html=sent))["html"] == kept


def test_what_stands_between_marks_of_a_card_is_kept_as_it_is(stage):
    inner = '<p class="x">a <mark>b</mark></p>'
    sent = f"<p>a</p><!--kg-card-begin: html-->{inner}<!--kg-card-end: html-->"
    assert inner in first(post(stage, html=sent))["html"]


@pytest.mark.parametrize(
    "html", ["<script>x()</script>", "<style>p{}</style>", "<svg></svg>"], ids="abc"
)
def test_html_that_makes_no_block_is_refused(stage, html):
    assert error(post(stage, html=html))[:2] == (422, "ValidationError")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "ă" * 256},
        {"custom_excerpt": "ă" * 301},
        {"feature_image_alt": "ă" * 192},
        {"tags": ["ă" * 192]},
        {"status": "pending"},
        {"status": "scheduled"},
        {"status": "scheduled", "published_at": "2020-01-01T00:00:00.000Z"},
        {"status": "scheduled", "published_at": "2099-01-01T00:00:00"},
    ],
    ids=["title", "excerpt", "alt", "tag", "pending", "no-time", "past", "no-zone"],
)
def test_what_it_does_not_take_is_told_by_422(stage, fields):
    assert error(post(stage, **fields))[:2] == (422, "ValidationError")


def test_a_post_once_out_goes_out_at_once_where_it_was_to_wait(stage):
    made = first(post(stage, status="published", published_at="2020-01-01T00:00:00.000Z"))
    back = first(change(stage, made, status="draft"))
    assert back["published_at"] == "2020-01-01T00:00:00.000Z"
    told = change(stage, back, status="scheduled")
    assert (told.status, first(told)["published_at"]) == (200, "2020-01-01T00:00:00.000Z")


def test_one_published_with_a_time_to_come_is_out_now(stage):
    assert first(post(stage, status="published", published_at=LATER))["status"] == "published"


def test_a_second_post_of_one_address_gets_a_number(stage):
    assert first(post(stage, slug="nr-1"))["slug"] == "nr-1"
    assert first(post(stage, slug="nr-1"))["slug"] == "nr-1-2"


def test_what_was_deleted_is_gone(stage):
    made = first(post(stage))
    assert error(stage.api("lan", "DELETE", f"/posts/{'0' * 24}/"))[0] == 404
    with httpx.Client(transport=Lent(stage.transport)) as client:
        told = {"Authorization": signed(stage.login("lan"))}
        reply = client.delete(f"{PLAYED}{API}/posts/{made['id']}/", headers=told)
    assert (reply.status_code, reply.content) == (204, b"")
    assert error(stage.api("lan", "GET", f"/posts/{made['id']}/"))[0] == 404


def test_two_spellings_of_one_text_are_two(stage):
    nfd = unicodedata.normalize("NFD", "Lũ lụt")
    made = first(post(stage, title=nfd, html=f"<p>{nfd}</p>"))
    assert (made["title"], made["html"]) == (nfd, f"<p>{nfd}</p>")


def test_a_picture_sent_again_is_another(stage):
    names = [
        upload(stage, "cho-noi.jpg", a_jpeg(1)).json()["images"][0]["url"].rpartition("/")[2]
        for _ in range(2)
    ]
    assert names == ["cho-noi.jpg", "cho-noi-1.jpg"]
    mangled = upload(stage, "Chợ nổi.jpg", a_jpeg(1)).json()["images"][0]["url"]
    assert not mangled.endswith("/cho-noi.jpg")


def test_a_broken_picture_is_told_by_400_and_a_wrong_kind_by_415(stage):
    assert upload(stage, "none.jpg", b"no picture at all").status_code == 400
    assert upload(stage, "a.avif", a_jpeg(1), "image/avif").status_code == 415


def test_a_drawing_loses_its_scripts(stage):
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"%s><script>x()</script><rect/></svg>'
    made = upload(stage, "a.svg", drawn % b' onload="x()"', "image/svg+xml")
    path = httpx.URL(made.json()["images"][0]["url"]).path
    with httpx.Client(transport=Lent(stage.transport)) as client:
        kept = client.get(f"{PLAYED}{path}").text
    assert "<rect" in kept
    assert "x()" not in kept
