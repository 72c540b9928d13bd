# SPDX-License-Identifier: GPL-3.0-or-later
"""From the button to the outbox: readers first, reasons asked for, acts taken back."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QWidget

from editor.errors import Refused
from editor.model.article import Article, Correction
from editor.model.changes import Changes
from editor.model.rows import Edition, OpState
from editor.model.standing import Told, Tone
from editor.model.workflow import Act, Role, State
from tests.builders import an_article
from tests.ui.panels.test_panels import a_finding, press, texts
from tests.ui.stand_ins import a_desk, a_refusal, a_waiting
from ui.commands import Commands
from ui.panels.acting import Acting
from ui.panels.ladder_line import LadderLine
from ui.panels.publish import PublishPanel, asks_first
from ui.panels.sheet import Sheet
from ui.panels.toast import Toast
from ui.panels.topbar import TopBar


@dataclass
class OpenStory:
    article: Article = field(default_factory=an_article)
    findings: tuple = ()
    flushed: int = 0

    @property
    def id(self):
        return self.article.id

    def flush(self):
        self.flushed += 1


@pytest.fixture
def acting(tasks, theme, qtbot):
    desk = a_desk()
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    panel, sheet, toast = (
        PublishPanel(desk, tasks, theme),
        Sheet(window, width_px=440),
        Toast(window),
    )
    sheet.hold(panel)
    line = LadderLine(window)
    made = Acting(desk, tasks, panel, sheet, toast, line)
    story = OpenStory()
    with qtbot.waitSignal(made.possible) as told:
        made.follow(story)
    assert told.args[2][0] is Act.PUBLISH
    return SimpleNamespace(
        window=window,
        acting=made,
        desk=desk,
        panel=panel,
        sheet=sheet,
        toast=toast,
        story=story,
        line=line,
    )


def test_acts_that_readers_see_are_shown_first():
    assert [each for each in Act if asks_first(each)] == [
        Act.RETURN,
        Act.PUBLISH,
        Act.UPDATE,
        Act.TAKE_DOWN,
        Act.REPUBLISH,
        Act.RESTORE,
        Act.SPIKE,
    ]


def test_a_quiet_act_is_done_at_once_and_can_be_taken_back(acting, qtbot):
    acting.acting.ask(Act.SUBMIT)
    qtbot.waitUntil(acting.toast.isVisible)
    assert acting.desk.acts.done == [(Act.SUBMIT, "")]
    assert acting.story.flushed == 1
    press(acting.toast, "Undo")
    qtbot.waitUntil(lambda: acting.desk.outbox.cancelled == ["op-1"])


def test_publishing_shows_what_readers_will_see(acting):
    acting.acting.ask(Act.PUBLISH)
    assert acting.sheet.isVisible()
    told = texts(acting.panel)
    assert acting.story.article.headline in told
    assert "/cho-noi-hop-lai-sau-mua-lu.html" in told
    assert acting.desk.acts.done == []


def test_publishing_ends_with_the_address_of_the_page(acting, qtbot):
    acting.acting.ask(Act.PUBLISH)
    acting.desk.outbox.kept = [a_waiting(1, op_id="op-1", kind="publish", state=OpState.INFLIGHT)]
    press(acting.panel, "Publish")
    qtbot.waitUntil(lambda: any("pictures first" in each for each in texts(acting.panel)))
    acting.desk.outbox.kept = []
    acting.desk.acts.address = "http://127.0.0.1:8123/a.html"
    acting.desk.articles.article = an_article(state=State.PUBLISHED)
    acting.acting.hear(Changes(articles=frozenset({acting.story.id}), origin="sync"))
    qtbot.waitUntil(lambda: "http://127.0.0.1:8123/a.html" in texts(acting.panel))
    with qtbot.waitSignal(acting.panel.open_asked) as told:
        press(acting.panel, "Open page")
    assert told.args == ["http://127.0.0.1:8123/a.html"]
    with qtbot.waitSignal(acting.panel.copy_asked):
        press(acting.panel, "Copy link")


def test_a_time_can_be_chosen_and_is_queued_with_the_act(acting, qtbot):
    """By the newspaper's clock; the server keeps it, also while this computer is off."""
    acting.acting.ask(Act.PUBLISH)
    when = acting.panel._when
    when.later.setChecked(True)
    when.time.setDateTime(QDateTime(QDate(2190, 3, 7), QTime(5, 30)))
    at = datetime(2190, 3, 6, 22, 30, tzinfo=UTC)
    assert when.publish_at == at
    acting.desk.outbox.kept = [a_waiting(1, op_id="op-1", kind="publish", publish_at=at)]
    press(acting.panel, "Schedule")
    qtbot.waitUntil(lambda: any("for readers at 05:30" in each for each in texts(acting.panel)))
    assert acting.desk.acts.publish_at == at
    acting.desk.outbox.kept = []
    acting.desk.articles.article = an_article(state=State.SCHEDULED, publish_at=at)
    acting.acting.hear(Changes(articles=frozenset({acting.story.id}), origin="sync"))
    qtbot.waitUntil(lambda: any("computer is off" in each for each in texts(acting.panel)))


def test_a_time_that_has_passed_bars_the_button(acting):
    acting.acting.ask(Act.PUBLISH)
    acting.panel._when.later.setChecked(True)
    acting.panel._when.time.setDateTime(QDateTime(QDate(2020, 1, 1), QTime(5, 30)))
    assert not acting.panel._do.isEnabled()
    assert "This time has passed." in texts(acting.panel)


def test_an_embargo_is_shown_and_kept(acting):
    until = datetime(2190, 3, 7, 5, 0, tzinfo=UTC)
    acting.story.article = an_article(embargoed_until=until)
    acting.acting.ask(Act.PUBLISH)
    assert acting.panel._when.publish_at == until
    assert acting.panel._do.isEnabled()
    acting.panel._when.later.setChecked(False)
    assert not acting.panel._do.isEnabled()
    assert any("Under embargo until" in each for each in texts(acting.panel))


def test_what_the_server_refuses_is_said_in_the_panel(acting, qtbot):
    acting.acting.ask(Act.PUBLISH)
    acting.desk.outbox.kept = [
        a_waiting(1, op_id="op-1", kind="publish", state=OpState.PARKED, error="site.forbidden")
    ]
    press(acting.panel, "Publish")
    qtbot.waitUntil(lambda: any("Your role" in each for each in texts(acting.panel)))


def test_what_must_be_mended_bars_the_button_and_jumps(acting, qtbot):
    acting.story.findings = (a_finding("checks.no_category", "error", "category"),)
    acting.acting.ask(Act.PUBLISH)
    assert "This must be mended first" in texts(acting.panel)
    assert not acting.panel._do.isEnabled()
    with qtbot.waitSignal(acting.panel.jump_asked):
        press(acting.panel, "Show")
    acting.acting.show_findings(())
    assert acting.panel._do.isEnabled()


def test_rights_alone_can_be_set_aside_with_a_reason(acting, qtbot):
    """The button waits for the reason; it goes along, and what else must be mended still bars."""
    rights = a_finding("checks.picture_barred", "error", "placements", may_be_overridden=True)
    acting.story.findings = (rights, a_finding("checks.no_category", "error", "category"))
    acting.acting.ask(Act.PUBLISH)
    assert not acting.panel._reason.isVisible()
    acting.acting.show_findings((rights,))
    assert acting.panel._reason.isVisible()
    assert not acting.panel._do.isEnabled()
    acting.panel._reason.setPlainText("Chủ ảnh đã đồng ý qua điện thoại")
    press(acting.panel, "Publish")
    qtbot.waitUntil(lambda: acting.desk.acts.done == [(Act.PUBLISH, "")])
    assert acting.desk.acts.override == "Chủ ảnh đã đồng ý qua điện thoại"


def test_who_is_no_editor_cannot_set_rights_aside(acting):
    acting.desk.role = Role.WRITER
    acting.story.findings = (
        a_finding("checks.picture_expired", "error", "placements", may_be_overridden=True),
    )
    acting.acting.ask(Act.PUBLISH)
    assert not acting.panel._reason.isVisible()
    assert not acting.panel._do.isEnabled()


def test_a_picture_under_embargo_bars_no_later_time(acting):
    until = datetime(2190, 3, 7, 5, 0, tzinfo=UTC)
    rights = {"may_be_overridden": True, "ends_at": until}
    acting.story.findings = (
        a_finding("checks.picture_embargoed", "error", "placements", **rights),
    )
    acting.acting.ask(Act.PUBLISH)
    assert not acting.panel._do.isEnabled()
    acting.panel._when.later.setChecked(True)
    acting.panel._when.time.setDateTime(QDateTime(QDate(2190, 3, 8), QTime(5, 30)))
    assert not acting.panel._reason.isVisible()
    assert acting.panel._do.isEnabled()


def test_a_take_down_needs_a_reason(acting, qtbot):
    acting.acting.ask(Act.TAKE_DOWN)
    assert not acting.panel._do.isEnabled()
    acting.panel._reason.setPlainText("Sai nguồn")
    press(acting.panel, "Take down")
    qtbot.waitUntil(lambda: acting.desk.acts.done == [(Act.TAKE_DOWN, "Sai nguồn")])


def test_a_refusal_stands_beside_the_button(acting, qtbot):
    acting.desk.acts.fault = a_refusal()
    acting.acting.ask(Act.PUBLISH)
    press(acting.panel, "Publish")
    qtbot.waitUntil(lambda: any("choose one before" in each for each in texts(acting.panel)))


def test_a_refusal_of_a_quiet_act_is_said(acting, qtbot):
    acting.desk.acts.fault = a_refusal()
    acting.acting.ask(Act.SUBMIT)
    qtbot.waitUntil(lambda: "choose one before" in acting.toast.sentence)


def test_without_a_story_nothing_is_possible(acting, qtbot):
    with qtbot.waitSignal(acting.acting.possible) as told:
        acting.acting.follow(None)
    assert told.args == [None, None, ()]
    acting.acting.ask(Act.PUBLISH)
    assert not acting.sheet.isVisible()


@pytest.fixture
def published(acting, theme, qtbot):
    """A story that readers have as it stands, and the bar that offers what may be done."""
    bar = TopBar(Commands(theme, acting.window), theme, acting.window)
    acts = acting.acting
    acts.possible.connect(lambda *told: bar.show_acts(told[2], has_news=acts.has_news))
    acting.desk.acts.may = (Act.UPDATE, Act.TAKE_DOWN)
    acting.desk.acts.is_needless = True
    acts.look()
    qtbot.waitUntil(lambda: not acts.has_news)
    acting.bar = bar
    return acting


def test_an_update_is_offered_only_when_readers_would_see_something_new(published, qtbot):
    button = published.bar.act
    assert button.text() == "Update"
    assert not button.isEnabled()
    assert "already" in button.toolTip()
    published.desk.acts.is_needless = False
    typed = Changes(
        articles=frozenset({published.story.id}), fields=frozenset({"body"}), origin="draft:x"
    )
    published.acting.hear(typed)
    qtbot.waitUntil(button.isEnabled)
    assert "already" not in button.toolTip()


def test_a_key_that_asks_for_a_needless_update_is_answered(published, qtbot):
    published.bar.act_asked.connect(lambda act: published.acting.ask(Act(act)))
    published.bar.ask_first()
    qtbot.waitUntil(lambda: "already" in published.toast.sentence)
    assert published.story.flushed == 1
    assert not published.sheet.isVisible()


def test_a_key_that_comes_before_the_last_look_is_obeyed(published, qtbot):
    published.desk.acts.is_needless = False
    published.acting.ask(Act.UPDATE)
    qtbot.waitUntil(published.sheet.isVisible)


def test_an_update_shows_what_changes_for_readers(published, qtbot):
    story, desk = published.story, published.desk
    published.acting.has_news = True
    long = " đoạn này dài" * 40
    desk.history.readers_have = Edition(an_article(body=f"Một hai ba.{long}"), {})
    story.article = an_article(body=f"Một bốn ba.{long}", ednote="gọi lại", state=State.PUBLISHED)
    published.acting.ask(Act.UPDATE)
    pending = published.panel.pending
    qtbot.waitUntil(lambda: pending.told is not None)
    shown = pending._text.toPlainText().strip()
    assert shown.startswith("Một hai bốn ba.")
    assert " … " in shown
    assert len(shown) < 180
    assert pending.isVisible()
    with qtbot.waitSignal(pending.discard_asked) as told:
        press(pending, "Discard the changes")
    assert told.args == [desk.history.readers_have]
    assert not published.sheet.isVisible()


def test_what_comes_in_while_an_update_is_asked_about_is_shown(published, qtbot):
    story, desk = published.story, published.desk
    published.acting.has_news = True
    desk.history.readers_have = Edition(an_article(body="Một."), {})
    story.article = an_article(body="Một.", state=State.PUBLISHED)
    published.acting.ask(Act.UPDATE)
    pending = published.panel.pending
    qtbot.waitUntil(lambda: "Readers have it already as it stands." in texts(pending))
    desk.articles.article = an_article(body="Một. Hai.")
    published.acting.hear(Changes(articles=frozenset({story.id}), origin="sync"))
    qtbot.waitUntil(lambda: pending._text is not None)
    assert "Hai." in pending._text.toPlainText()


def test_an_update_says_when_nobody_here_knows_what_readers_have(published, qtbot):
    published.acting.has_news = True
    published.acting.ask(Act.UPDATE)
    qtbot.waitUntil(lambda: any("not known here" in t for t in texts(published.panel.pending)))
    assert not published.panel.pending._discard.isVisible()


def test_only_an_update_is_compared_with_what_readers_have(acting):
    acting.acting.ask(Act.PUBLISH)
    assert not acting.panel.pending.isVisible()


def test_a_change_is_offered_as_a_correction(published, qtbot):
    story, desk = published.story, published.desk
    published.acting.has_news = True
    older = an_article(body="Vui. Có 100 ghe. Hết.", headline="Chợ")
    desk.history.readers_have = Edition(older, {})
    story.article = replace(older, body="Vui. Có 118 ghe. Hết.", tags=("lũ",))
    published.acting.ask(Act.UPDATE)
    pending = published.panel.pending
    qtbot.waitUntil(lambda: pending._text is not None)
    with qtbot.waitSignal(pending.correction_asked) as told:
        press(pending, "Tell readers of it as a correction")
    assert told.args == ["Có 100 ghe.", "Có 118 ghe."]
    pending._text.chosen.emit(0)
    assert not pending._correct.isVisible(), "tags are no words of the story"


def test_an_update_says_that_corrections_go_along(published, qtbot):
    story, desk = published.story, published.desk
    published.acting.has_news = True
    older = an_article()
    desk.history.readers_have = Edition(older, {})
    said = Correction(datetime(2026, 3, 5, tzinfo=UTC), "100 ghe", "118 ghe")
    story.article = replace(older, corrections=(said,))
    published.acting.ask(Act.UPDATE)
    pending = published.panel.pending
    qtbot.waitUntil(lambda: "1 correction(s) will be printed with it." in texts(pending))
    assert "100 ghe → 118 ghe" in pending._text.toPlainText()


def test_handing_in_shows_what_bars_it_and_what_will_bar_readers(acting, qtbot):
    """An error asks first; a warning alone is told by nobody; mended, it goes."""
    acting.story.findings = (a_finding("checks.no_alt_text", "error", "placements"),)
    acting.acting.ask(Act.SUBMIT)
    assert acting.sheet.isVisible()
    assert acting.panel._do.isEnabled()
    acting.panel.show_findings((a_finding("checks.no_headline", "error", "headline"),))
    assert "This must be mended first" in texts(acting.panel)
    assert not acting.panel._do.isEnabled()
    acting.panel.show_findings(())
    press(acting.panel, "Submit")
    qtbot.waitUntil(lambda: acting.desk.acts.done == [(Act.SUBMIT, "")])


def test_what_was_typed_a_moment_ago_bars_it_and_is_shown(acting, qtbot):
    found = (a_finding("checks.no_headline", "error", "headline"),)
    acting.desk.acts.fault = Refused("acts.not_ready", act="submit", count=1, findings=found)
    acting.acting.ask(Act.SUBMIT)
    qtbot.waitUntil(acting.sheet.isVisible)
    assert "This must be mended first" in texts(acting.panel)


def test_a_refused_act_says_why_and_can_be_tried_again_or_let_go(acting, qtbot):
    values = {"act": "republish", "error": "taken_down_since"}
    acting.desk.acts.told = (Told("standing.refused", Tone.NEEDS_YOU, values, "op-7"),)
    acting.acting.look()
    qtbot.waitUntil(lambda: "stays down" in acting.line.sentence)
    assert acting.line.sentence.startswith("“Republish” was refused")
    press(acting.line, "Try again")
    qtbot.waitUntil(lambda: acting.desk.outbox.retried == ["op-7"])
    press(acting.line, "Let it be")
    qtbot.waitUntil(lambda: acting.desk.outbox.cancelled == ["op-7"])


def test_the_line_says_times_with_their_zone_and_goes_when_put_away(acting, qtbot):
    at = datetime(2190, 3, 7, 0, 0, tzinfo=UTC)
    acting.desk.acts.told = (Told("standing.confirmed", Tone.FINE, {"at": at, "by": "Lan"}),)
    acting.acting.look()
    qtbot.waitUntil(lambda: "07:00 ICT, 07/03/2190" in acting.line.sentence)
    press(acting.line, "Put away")
    acting.acting.look()
    assert acting.line.isHidden()
    acting.acting.follow(None)
    assert acting.line.sentence == ""
