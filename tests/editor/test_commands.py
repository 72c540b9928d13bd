# SPDX-License-Identifier: GPL-3.0-or-later
"""Each headless command does its work on an open desk and says what it did."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editor.act_commands import ActCommands
from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.commands import Commands
from editor.desk import Desk
from editor.errors import EditorError
from editor.model.article import Author
from editor.sentences import Sentences
from tests.machines.newsroom import a_jpeg

HOME = Path(__file__).resolve().parents[2]
RESOURCES = HOME / "resources"
FIELDS = (
    "headline=Chợ nổi họp lại",
    "standfirst=Sau ba tuần.",
    "category=doi-song",
    "authors=Trần Thị Một/Một Trần, Lê Hai",
    "tags=chợ nổi, lũ, chợ nổi",
)


class Near:
    """A house that is always there, without a process."""

    def __init__(self, desk):
        self.site = Memory()
        self._desk = desk

    def connect(self):
        self._desk.use_site(self.site)

    def pair(self, address, code):
        self.paired = (address, code)


@pytest.fixture
def desk(tmp_path):
    """An open desk."""
    found = Desk.open(tmp_path / "store", resources=RESOURCES)
    yield found
    found.close()


@pytest.fixture
def near(desk):
    """The house of the commands."""
    return Near(desk)


@pytest.fixture
def commands(desk, near):
    """The commands, speaking English."""
    return Commands(desk, near, Sentences.load(RESOURCES / "sentences", "en"))


@pytest.fixture
def story(commands, tmp_path):
    """A whole story with a captioned picture; its id."""
    made = commands.new(FIELDS).text
    picture = tmp_path / "IMG_1.jpg"
    picture.write_bytes(a_jpeg(1))
    commands.add_pictures(made, [picture])
    commands.describe_picture(made, "caption", "IMG_1.jpg", "Ghe về bến sáng nay.")
    commands.describe_picture(made, "alt", "IMG_1.jpg", "Ghe trái cây trên sông.")
    commands.describe_picture(made, "credit", "IMG_1.jpg", "Một Trần")
    commands.body(made, "Sáng nay.\r\n\r\n![](IMG_1.jpg)\r\n\r\nHết.")
    return made


def refused(work, *values, **named):
    with pytest.raises(EditorError) as error:
        work(*values, **named)
    return error.value.code


def test_a_story_is_made_shown_and_listed(commands, desk, story):
    """All that was said is in the store."""
    article = desk.articles.get(story)
    assert article.authors == (Author("Trần Thị Một", "Một Trần"), Author("Lê Hai"))
    assert article.tags == ("chợ nổi", "lũ")
    assert article.body == "Sáng nay.\n\n![](IMG_1.jpg)\n\nHết."
    shown = commands.show(story)
    assert json.loads(json.dumps(shown.value))["headline"] == "Chợ nổi họp lại"
    assert "IMG_1.jpg: Ghe về bến sáng nay." in shown.text
    assert [each["id"] for each in commands.list_stories().value] == [story]
    assert "Chợ nổi họp lại" in commands.list_stories().text


def test_the_list_can_be_narrowed(commands, story):
    """By state, category, and words without their marks."""
    assert commands.list_stories(state="draft").value
    assert not commands.list_stories(state="published").value
    assert not commands.list_stories(category="the-thao").value
    assert commands.list_stories(search="cho noi").value
    assert commands.list_stories(search="sân bay").text == "There are no such stories."


def test_setting_fields(commands, desk, story):
    """Texts, lists, numbers, times; an empty value clears."""
    commands.set_fields(
        story,
        ["publish_at=2026-03-01T07:00+07:00", "commissioned_length=600", "tags=", "flags=legal"],
    )
    article = desk.articles.get(story)
    assert article.publish_at.isoformat() == "2026-03-01T00:00:00+00:00"
    assert (article.commissioned_length, article.tags, article.flags) == (600, (), ("legal",))
    commands.set_fields(story, ["publish_at="])
    assert desk.articles.get(story).publish_at is None


@pytest.mark.parametrize(
    ("assignment", "code"),
    [
        ("headline", "command.not_an_assignment"),
        ("state=published", "command.unknown_field"),
        ("commissioned_length=many", "command.bad_value"),
        ("publish_at=tomorrow", "command.bad_value"),
        ("publish_at=2026-03-01T07:00", "command.bad_value"),
        ("flags=secret", "command.bad_value"),
    ],
)
def test_what_does_not_fit_is_refused(commands, story, assignment, code):
    """Nothing is changed then."""
    assert refused(commands.set_fields, story, [assignment]) == code


def test_unknown_stories_and_pictures(commands, story):
    """Each refused by its code."""
    assert refused(commands.show, "nobody") == "article.unknown"
    assert refused(commands.check, "nobody") == "article.unknown"
    assert (
        refused(commands.describe_picture, story, "caption", "x.jpg", "y")
        == "command.no_such_picture"
    )
    assert refused(commands.list_stories, state="lost") == "command.bad_value"


def test_the_checks_and_the_page(commands, desk, story):
    """A whole story passes; its page holds caption and byline."""
    assert [each for each in commands.check(story).value if each["severity"] == "error"] == []
    html = commands.render(story).text
    assert html.lower().startswith("<!doctype html>")
    assert "Ghe về bến sáng nay." in html
    assert "Một Trần, Lê Hai" in html
    empty = commands.new().text
    assert commands.check(empty).value
    assert "Must be mended" in commands.check(empty).text


def test_publishing_and_taking_down(commands, near, story):
    """The address is told; what is taken down is gone from readers."""
    published = commands.publish(story)
    assert published.value["is_sent"]
    assert published.text == published.value["address"] == "memory:/cho-noi-hop-lai.html"
    commands.body(story, "Bản sửa.\n\n![](IMG_1.jpg)")
    assert commands.publish(story).value["act"] == "update"
    assert near.site.kept.public[story]["body"].startswith("Bản sửa.")
    taken = commands.take_down(story, "Nhầm nhân vật")
    assert taken.value["is_sent"]
    assert near.site.kept.public == {}
    assert commands.publish(story).value["act"] == "republish"
    assert commands.outbox().text == "Nothing waits to be sent."


def test_publishing_offline_waits(commands, near, story):
    """The act is kept and goes with the next sync."""
    near.site.fail(lambda _: Fault.DROP_BEFORE)
    answer = commands.publish(story)
    assert not answer.value["is_sent"]
    assert "Kept here" in answer.text
    waiting = commands.outbox()
    assert "Publish" in waiting.text
    assert len(waiting.value) >= 3
    near.site.fail(())
    for row in commands._desk.outbox.rows():
        commands._desk.outbox.retry(row.op_id)
    assert commands.sync().value["waiting"] == 0
    assert near.site.kept.public


def test_every_act_goes_by_command_and_says_what_it_waits_for(desk, near, story):
    """What may be done, what bars each act, and how the story stands."""
    commands = ActCommands(desk, near, Sentences.load(RESOURCES / "sentences", "en"))
    first = commands.acts(story)
    assert first.value["acts"][0]["act"] == "publish"
    assert commands.act(story, "submit").value["is_sent"]
    commands.act(story, "return", reason="Thiếu nguồn")
    told = commands.acts(story)
    assert told.value["standing"][0]["code"] == "standing.returned"
    assert "Thiếu nguồn" in told.text
    assert [each["act"] for each in told.value["deeds"]] == ["submit", "return"]
    assert refused(commands.act, story, "print") == "command.bad_value"
    near.site.fail(lambda _: Fault.DROP_BEFORE)
    commands.act(story, "submit")
    assert "waits for the line" in commands.acts(story).text
    empty = commands.new().text
    barring = commands.check_for(empty, "submit")
    assert {e["code"] for e in barring.value if e["severity"] == "error"} == {
        "checks.no_headline",
        "checks.no_copy",
    }
    assert refused(commands.act, empty, "submit") == "acts.not_ready"


def test_a_story_with_errors_is_not_published(commands):
    """Refused before anything is queued."""
    story = commands.new(["headline=Một"]).text
    assert refused(commands.publish, story) == "acts.checks_failed"


def test_an_embargo_bars_publishing_until_an_editor_says_why(commands, story):
    """Here already, and by the same word at the server."""
    commands.set_fields(story, ["embargoed_until=2999-01-01T00:00+00:00"])
    assert refused(commands.publish, story) == "acts.checks_failed"
    answer = commands.publish(story, override="Nguồn đã cho phép")
    assert answer.value["is_sent"]


def test_the_site(commands, near, desk):
    """Whose server it is, and signing in."""
    status = commands.site_status()
    assert status.value["is_builtin"]
    assert status.value["line"] == "online"
    commands.site_login("https://news.example.org/", "ABCDE-FGHIJ")
    assert near.paired == ("https://news.example.org", "ABCDE-FGHIJ")


def test_cleaning(commands):
    """A paste, as it would go into the copy."""
    assert commands.clean("một\r\nhai\u2028ba", "text").text == "một\nhai\nba"
    cleaned = commands.clean("<p>Một <b>hai</b></p><script>x()</script>", "html")
    assert cleaned.text.strip() == "Một **hai**"
    assert json.dumps(cleaned.value)
    assert cleaned.notes == ()
    assert cleaned.value["charset"] == ""


@pytest.mark.parametrize("form", ["text", "html"])
def test_cleaning_puts_old_letters_into_unicode_and_says_so(commands, form):
    """What they were, and the first words before and after."""
    cleaned = commands.clean("Hµ Néi h«m nay", form)
    assert cleaned.text == "Hà Nội hôm nay"
    assert cleaned.value["charset"] == "tcvn3"
    (note,) = cleaned.notes
    assert "“Hµ Néi h«m nay” became “Hà Nội hôm nay”" in note
    assert "TCVN3" in note


def test_cleaning_a_document_puts_old_letters_into_unicode(commands, tmp_path):
    """As it would be imported, but for the letters."""
    path = tmp_path / "tin.txt"
    path.write_text("Tin vaén\n\nNöôùc soâng ñaõ daâng leân.\n", "utf-8")
    cleaned = commands.clean_document(path)
    assert cleaned.text == "Nước sông đã dâng lên."
    assert len(cleaned.notes) == 1


def test_an_import_tells_of_old_letters_and_converts_them_when_asked(commands, tmp_path):
    """Never silently: as they are with a note, or in Unicode by a word."""
    for name, text in (
        ("old.md", "# Tin vaén\n\nNöôùc soâng ñaõ daâng leân.\n"),
        ("new.md", "Nước."),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    paths = [tmp_path / "old.md", tmp_path / "new.md"]
    done = commands.bring_in(paths)
    assert "Nöôùc soâng" in commands.show(done.value[0]["id"]).text
    (note,) = done.notes
    assert note.startswith("old.md is written in VNI")
    done = commands.bring_in(paths, converts=True)
    shown = commands.show(done.value[0]["id"]).text
    assert "Tin vắn" in shown
    assert "Nước sông đã dâng lên." in shown
    assert done.notes == ()


def test_the_samples_are_planted_once(desk, commands, near):
    """A new store is not empty; a store with stories is left alone."""
    from editor.samples import plant

    planted = plant(desk)
    assert len(planted) >= 4
    listed = [each["id"] for each in commands.list_stories().value]
    assert listed == list(planted)
    assert plant(desk) == ()
    near.connect()
    assert commands.sync().value["needs_you"] == 0
    assert near.site.kept.public
    assert len(near.site.kept.public) < len(planted)


def test_no_samples_for_somebody_elses_site(desk):
    """A newsroom's server never gets them."""
    from editor.samples import plant

    desk.settings = replace(desk.settings, site_address="https://news.example.org")
    assert plant(desk) == ()


def test_english_samples_for_the_english_site(desk):
    """They fit their site's categories."""
    from editor.samples import plant

    desk.settings = replace(desk.settings, profile="en")
    keys = {each.key for each in desk.profile.categories}
    planted = [desk.articles.get(each) for each in plant(desk)]
    assert planted
    assert all(each.language == "en" and each.category in keys for each in planted)
