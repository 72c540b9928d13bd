# SPDX-License-Identifier: GPL-3.0-or-later
"""Before an act: what readers will see, what bars it; after it: the page's address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.rows import Line
from editor.model.workflow import EDITORS, GOES_PUBLIC, NEEDS_REASON, Act, State, Wish
from editor.text.vietnamese import slug
from ui import words
from ui.panels.findings import Findings
from ui.panels.pending import Pending
from ui.panels.pieces import button, column, label, row, scrolled, set_tone
from ui.panels.when import When
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk

REASON_HEIGHT_PX = 72
TALLEST_PX = 560


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an act that was queued."""

    state: State
    address: str
    error: str
    is_waiting: bool
    publish_at: datetime | None = None
    """When readers get it, where a time was chosen."""


def asks_first(act: Act) -> bool:
    """Whether a person is shown what readers will see, or asked why, before the act is done."""
    return act in GOES_PUBLIC or act in NEEDS_REASON or act in {Act.SPIKE, Act.RESTORE}


class PublishPanel(QWidget):
    """One act on one story, from the question to the address of the page."""

    confirmed = Signal(object)
    """The Wish: the act, the reason given, the time chosen, and why rights are set aside."""
    jump_asked = Signal(object)
    open_asked = Signal(str)
    copy_asked = Signal(str)
    done = Signal()
    """Nothing more is to be said; the panel can go."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._act = Act.PUBLISH
        self._article: Article | None = None
        self._op_id = ""
        self._address = ""
        self._findings: tuple[Finding, ...] = ()
        self._receipt: Receipt | None = None
        self.pending = Pending(desk, tasks, theme)
        """What an update changes for readers."""
        self._build(theme)

    def ask(self, act: Act, article: Article, findings: "Sequence[Finding]") -> None:
        """Show what the act will do to the story."""
        self._act, self._article = act, article
        self._op_id = self._address = ""
        self._receipt = None
        self._reason.clear()
        self.pending.show_article(article if act is Act.UPDATE else None)
        self._when.ask(
            self._desk.profile.time_zone,
            embargo=article.embargoed_until,
            planned=article.publish_at if article.state is State.SCHEDULED else None,
            off=timedelta(seconds=self._desk.sync.status.clock_off_s),
        )
        self.show_findings(findings)
        self.setFocusProxy(self._reason if act in NEEDS_REASON else self._do)

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """Follow the checks while the panel is open."""
        self._findings = _told(self._act, findings)
        self._list.show_findings(self._findings)
        self._say()

    def show_queued(self, op_id: str) -> None:
        """The act stands in the outbox."""
        self._op_id = op_id
        self._say()
        self._look()

    def show_trouble(self, error: EditorError) -> None:
        """The act was refused."""
        self._state.setText(words.error_sentence(error))
        set_tone(self._state, "needs_you")
        self._state.show()

    def hear(self, changes: Changes) -> None:
        """Follow what becomes of the act, and what comes into the story before it is done."""
        if not self._op_id:
            self.pending.hear(changes)
        if self._article is not None and self._op_id and not self._address:
            is_about = self._article.id in changes.articles
            if is_about or changes.is_outbox:
                self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self._article is not None:
            self._say()
        super().changeEvent(event)

    def _build(self, theme: Theme) -> None:
        self._title, self._note = label(role="heading"), label(tone="quiet")
        self._seen = _Seen()
        self._list = Findings(theme)
        self._list.jump_asked.connect(self.jump_asked)
        self.pending.grown.connect(self._say)
        self._when = When()
        self._when.changed.connect(self._say)
        self._reason_words = label()
        self._reason = QPlainTextEdit()
        self._reason.setFixedHeight(REASON_HEIGHT_PX)
        self._reason.setTabChangesFocus(True)
        self._reason.textChanged.connect(self._say_buttons)
        self._reason_words.setProperty("role", "label")
        self._reason_words.setBuddy(self._reason)
        self._state = label()
        self._page = label(role="strong")
        self._cancel = button(self.done.emit, kind="plain")
        self._copy = button(lambda: self.copy_asked.emit(self._address))
        self._open = button(lambda: self.open_asked.emit(self._address), kind="primary")
        self._do = button(self.confirm, kind="primary")
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        parts = (self._title, self._note, self._seen, self.pending, self._list, self._when)
        asked = (self._reason_words, self._reason)
        inside.setLayout(column(*parts, *asked, self._state, self._page, -1, margin_px=2 * GRID_PX))
        buttons = row(-1, self._cancel, self._copy, self._open, self._do, margin_px=2 * GRID_PX)
        self._area = scrolled(inside)
        self._area.setMinimumHeight(120)
        self._area.viewport().setAutoFillBackground(False)
        self._inside = inside
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addLayout(buttons)

    @property
    def address(self) -> str:
        """Where readers find the page; empty until it is published."""
        return self._address

    def confirm(self) -> None:
        """Go ahead."""
        self._do.setEnabled(False)
        said = self._reason.toPlainText().strip()
        override = said if self._may_override() else ""
        reason = said if self._act in NEEDS_REASON else ""
        self.confirmed.emit(Wish(self._act, reason, self._publish_at, override))

    @property
    def _publish_at(self) -> datetime | None:
        return self._when.publish_at if self._act is Act.PUBLISH else None

    def _barring(self) -> "list[Finding]":
        """What bars the act at the time that is chosen."""
        at = self._publish_at or words.now()
        return [each for each in self._findings if each.bars(at)]

    def _may_override(self) -> bool:
        """Whether rights alone bar it, and this person may set them aside with a reason."""
        barring = self._barring()
        is_rights = bool(barring) and all(each.may_be_overridden for each in barring)
        return is_rights and self._desk.role in EDITORS

    def _look(self) -> None:
        if self._article is not None:
            work = partial(_receipt, self._desk, self._article.id, self._op_id)
            self._tasks.latest("receipt", work, self._on_receipt)

    def _on_receipt(self, receipt: Receipt) -> None:
        self._receipt = receipt
        if not receipt.is_waiting and not receipt.error and receipt.publish_at is None:
            self._address = receipt.address
        self._say()

    def _say(self) -> None:
        if self._article is None:
            return
        is_asking = not self._op_id
        self._title.setText(self._title_words())
        self._note.setText(self._note_words())
        self._note.setVisible(is_asking)
        self._seen.show_article(self._article, self._desk)
        self._seen.setVisible(is_asking and self._act in GOES_PUBLIC)
        self.pending.setVisible(is_asking and self._act is Act.UPDATE)
        self._list.setVisible(is_asking and bool(self._findings))
        self._when.setVisible(is_asking and self._act is Act.PUBLISH)
        may_override = self._may_override()
        for widget in (self._reason_words, self._reason):
            widget.setVisible(is_asking and (self._act in NEEDS_REASON or may_override))
        self._reason_words.setText(
            self.tr("To publish all the same, say why; the server's log keeps it.")
            if may_override
            else self.tr("Why? The author will read it.")
        )
        self._say_state()
        self._say_buttons()
        # What was just hidden counts until the layout has been asked anew.
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self._inside.width())
            self._area.setMinimumHeight(min(height + GRID_PX, TALLEST_PX))
            self._area.setMaximumHeight(max(self._area.minimumHeight(), 1))

    def _say_state(self) -> None:
        self._page.setText(self._address)
        self._page.setVisible(bool(self._address))
        self._state.setVisible(bool(self._op_id))
        set_tone(self._state, "quiet")
        receipt = self._receipt
        if receipt is not None and receipt.error:
            set_tone(self._state, "needs_you")
            self._state.setText(words.code_sentence(receipt.error))
        elif receipt is not None and receipt.publish_at is not None:
            set_tone(self._state, "fine")
            zone = self._desk.profile.time_zone
            at = words.date_time(receipt.publish_at, zone)
            at = at.replace(at[:5], words.clock_time(receipt.publish_at, zone), 1)
            said = self.tr(
                "The server confirmed {time}; readers get it then, also if this computer is off."
            )
            if receipt.is_waiting:
                said = self.tr("It goes to the server once online, for readers at {time}.")
            self._state.setText(said.format(time=at))
        elif receipt is not None and not receipt.is_waiting:
            set_tone(self._state, "fine")
            self._state.setText(self.tr("Readers have it.") if self._address else self.tr("Done."))
        elif self._desk.sync.status.line is Line.ONLINE:
            self._state.setText(self.tr("Being sent, pictures first …"))
        else:
            self._state.setText(self.tr("It stands in the outbox and goes by itself once online."))

    def _say_buttons(self) -> None:
        is_asking = not self._op_id
        needs_reason = self._act in NEEDS_REASON or self._may_override()
        has_errors = bool(self._barring()) and not self._may_override()
        has_reason = not needs_reason or bool(self._reason.toPlainText().strip())
        is_later = self._act is Act.PUBLISH and self._when.publish_at is not None
        is_right = self._act is not Act.PUBLISH or self._when.is_right
        self._do.setText(self.tr("Schedule") if is_later else words.act_word(self._act))
        self._do.setVisible(is_asking)
        self._do.setEnabled(has_reason and not has_errors and is_right)
        self._cancel.setText(self.tr("Cancel") if is_asking else self.tr("Close"))
        self._open.setText(self.tr("Open page"))
        self._copy.setText(self.tr("Copy link"))
        for each in (self._open, self._copy):
            each.setVisible(bool(self._address))

    def _title_words(self) -> str:
        if not self._op_id and self._barring():
            return self.tr("This must be mended first")
        if not self._op_id and self._act in GOES_PUBLIC:
            return self.tr("What readers will see")
        if self._address:
            return words.state_word(State.PUBLISHED)
        return words.act_word(self._act)

    def _note_words(self) -> str:
        if self._act not in GOES_PUBLIC and self._barring():
            return ""
        told: Mapping[Act, str] = {
            Act.PUBLISH: self.tr("The story as it stands now, with its pictures, at this address."),
            Act.UPDATE: self.tr("The page will show the story as it stands now."),
            Act.REPUBLISH: self.tr("The page comes back, with the story as it stands now."),
            Act.TAKE_DOWN: self.tr(
                "Readers will find a note that the article was taken down. The text stays here."
            ),
            Act.SUBMIT: self.tr("The story is handed in; what is listed can be mended later too."),
            Act.PASS_ON: self.tr("The story goes on; what is listed can be mended later too."),
            Act.APPROVE: self.tr("The story is approved; what is listed bars readers only."),
            Act.RESTORE: self.tr("The story is a draft again; readers still find the note."),
            Act.RETURN: self.tr("The story goes back to its author."),
            Act.SPIKE: self.tr("The story leaves the list. Nothing is deleted; it can be revived."),
        }
        return told.get(self._act, "")


class _Seen(QFrame):
    """The story in small, as the front page will show it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kicker, self._headline = label(tone="quiet"), label(role="heading")
        self._standfirst, self._facts = label(), label(tone="quiet")
        self._address = label(tone="quiet")
        parts = (self._kicker, self._headline, self._standfirst, self._facts, self._address)
        self.setLayout(column(*parts, margin_px=12, gap_px=4))

    def show_article(self, article: Article, desk: "Desk") -> None:
        """Show what readers will see of it."""
        category = desk.profile.category_name(article.category) if article.category else ""
        pictures = ""
        if article.placements:
            pictures = self.tr("%n picture(s)", "", len(article.placements))
        facts = " · ".join(each for each in (category, article.byline, pictures) if each)
        address = f"/{article.url_slug or slug(article.headline)}.html"
        for part, text in (
            (self._kicker, article.kicker),
            (self._headline, article.headline),
            (self._standfirst, article.standfirst),
            (self._facts, facts),
            (self._address, address),
        ):
            part.setText(text)
            part.setVisible(bool(text))


def _told(act: Act, found: "Sequence[Finding]") -> "tuple[Finding, ...]":
    """What an act is told; one within the house only what bars it or readers, no style."""
    from editor.checks import Severity, for_act  # noqa: PLC0415  # Markdown: not for the start

    is_public = act in GOES_PUBLIC
    return for_act(act, [e for e in found if is_public or e.severity is Severity.ERROR])


def _receipt(desk: "Desk", article_id: ArticleId, op_id: str) -> Receipt:
    """Look up what became of an act. Thread: not UI."""
    article = desk.articles.get(article_id)
    queued = next((each for each in desk.outbox.rows() if each.op_id == op_id), None)
    return Receipt(
        state=article.state,
        address=desk.acts.page(article.id),
        error=queued.error if queued is not None else "",
        is_waiting=queued is not None,
        publish_at=queued.publish_at if queued is not None else _planned(article),
    )


def _planned(article: Article) -> datetime | None:
    return article.publish_at if article.state is State.SCHEDULED else None


def done_words(act: Act) -> str:
    """What a toast says after an act that asked nothing."""
    said = QCoreApplication.translate("words", "{act}: done here, on its way to the server.")
    return said.format(act=words.act_word(act))
