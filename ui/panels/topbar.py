# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar at the top: work spaces, the story's state and headline, the sync pill, the next act."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.model.rows import Line, SyncStatus
from editor.model.workflow import Act, State
from ui import words
from ui.commands import Commands
from ui.panels.pieces import Elided, set_tone
from ui.theme import GRID_PX, Theme

SPACES = ("write", "photos", "outbox", "wires")
ICONS = ("ph.pencil-line", "ph.image", "ph.tray", "ph.rss")
HEIGHT_PX = 48


class _Newest(Enum):
    """Where the newest words of the open story are."""

    KNOWN = auto()
    """In the store, and the sync has counted them."""
    STORED = auto()
    """In the store only."""
    TYPED = auto()
    """On the screen only."""


class TopBar(QWidget):
    """What a person sees at one glance, and the one button that is next."""

    space_chosen = Signal(str)
    """One of `SPACES`."""
    act_asked = Signal(str)
    """The value of an `Act`."""
    status_asked = Signal()

    def __init__(self, commands: Commands, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self._commands = commands
        self._theme = theme
        self._state: State | None = None
        self._follows: State | None = None
        self._status = SyncStatus()
        self._names: tuple[str, ...] = ()
        self._publish_at: datetime | None = None
        self._zone = ""
        self._newest = _Newest.KNOWN
        self._has_news = True
        self._is_ahead = False
        self.acts: tuple[Act, ...] = ()
        """What may be done now."""
        self._build()
        theme.changed.connect(self._dress)
        self._dress()
        self._say()
        self.fill_menu()

    def fill_menu(self) -> None:
        """Put every command into the menu behind the first button."""
        menu = QMenu(self)
        self._commands.fill(menu)
        old = self.menu.menu()
        self.menu.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def show_space(self, space: str) -> None:
        """Mark a work space as the one that is open."""
        self._spaces[space].setChecked(True)

    def show_story(
        self, state: State | None, headline: str, *, follows: State | None = None
    ) -> None:
        """Say which story is open; None: none is.

        Args:
            state: where it stands.
            headline: its own, may be empty.
            follows: where it will stand once what waits has been sent.
        """
        self._state = state
        self._follows = follows
        self.chip.setVisible(state is not None)
        self.headline.setText(headline)
        self._say_state()

    def show_plan(self, publish_at: datetime | None, zone: str) -> None:
        """When the server puts the story before readers; told while it is scheduled."""
        self._publish_at, self._zone = publish_at, zone
        self._say_state()

    def show_ahead(self, is_ahead: bool) -> None:  # noqa: FBT001  # a slot
        """Whether readers do not see yet all that the open story says."""
        self._is_ahead = is_ahead
        self._say_state()

    def show_others(self, names: Sequence[str]) -> None:
        """Say who else has the open story open."""
        self._names = tuple(names)
        self._say_others()

    def show_status(self, status: SyncStatus) -> None:
        """Say how the sync is."""
        self._status = status
        if self._newest is _Newest.STORED:
            self._newest = _Newest.KNOWN
        self._say_status()

    def show_typing(self) -> None:
        """Something is typed that is not yet in the store: nothing may be called sent."""
        if self._newest is not _Newest.TYPED:
            self._newest = _Newest.TYPED
            self._say_status()

    def show_saved(self) -> None:
        """All that was typed stands in the store; the sync has yet to say what it makes of it."""
        if self._newest is _Newest.TYPED:
            self._newest = _Newest.STORED
            self._say_status()

    def show_acts(self, acts: Sequence[Act], *, has_news: bool = True) -> None:
        """Offer what may be done now, the next step on the button, the rest in its menu.

        Args:
            acts: the next step first.
            has_news: whether an update would show readers anything new; else it is not offered.
        """
        self.acts = tuple(acts)
        self._has_news = has_news
        self._say_acts()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        if event.type() == QEvent.Type.EnabledChange:
            # Without a store nothing is saved: nothing is said of it.
            self.pill.setVisible(self.isEnabled())
        super().changeEvent(event)

    def _build(self) -> None:
        self.menu = QToolButton(self)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._group = QButtonGroup(self)
        self._spaces = {name: self._space(name) for name in SPACES}
        self.chip = QLabel(self)
        self.chip.setObjectName("chip")
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.headline = Elided(parent=self)
        self.others = QLabel(self)
        set_tone(self.others, "quiet")
        self.others.hide()
        self.pill = QToolButton(self)
        self.pill.setObjectName("pill")
        self.pill.setIconSize(QSize(16, 16))
        self.pill.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pill.clicked.connect(self.status_asked)
        self.act = QPushButton(self, autoDefault=True)
        self.act.setProperty("kind", "primary")
        self.act.clicked.connect(self.ask_first)
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.palette_button = QToolButton(self)
        self.palette_button.setDefaultAction(self._commands.action("palette"))
        self.inspector_button = QToolButton(self)
        self.inspector_button.setDefaultAction(self._commands.action("view.inspector"))
        self._lay_out()
        self.show_story(None, "")

    def _space(self, name: str) -> QPushButton:
        made = QPushButton(self, autoDefault=True)
        made.setObjectName("space")
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False: self.space_chosen.emit(name))
        self._group.addButton(made)
        return made

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID_PX, 0, GRID_PX, 0)
        layout.setSpacing(4)
        layout.addWidget(self.menu)
        layout.addSpacing(4)
        for each in self._spaces.values():
            layout.addWidget(each)
        layout.addSpacing(2 * GRID_PX)
        layout.addWidget(self.chip)
        layout.addSpacing(4)
        layout.addWidget(self.headline, 1)
        layout.addSpacing(GRID_PX)
        layout.addWidget(self.others)
        layout.addSpacing(GRID_PX)
        layout.addWidget(self.pill)
        layout.addWidget(self.palette_button)
        layout.addWidget(self.inspector_button)
        layout.addSpacing(4)
        layout.addWidget(self.act)
        layout.addWidget(self.more)

    def _dress(self) -> None:
        self.menu.setIcon(self._theme.icon("ph.list"))
        self.more.setIcon(self._theme.icon("ph.dots-three-vertical"))
        for name, icon in zip(SPACES, ICONS, strict=True):
            self._spaces[name].setIcon(self._theme.icon(icon, "quiet"))
        for each in (self.palette_button, self.inspector_button):
            each.setIconSize(QSize(18, 18))
        self._say_status()

    def _say(self) -> None:
        self._spaces["write"].setText(self.tr("Write"))
        self._spaces["write"].setToolTip(self.tr("Write (Ctrl+1)"))
        self._spaces["photos"].setText(self.tr("Photos"))
        self._spaces["photos"].setToolTip(
            self.tr("Look through pictures and caption them (Ctrl+2)")
        )
        self._spaces["outbox"].setText(self.tr("Outbox"))
        self._spaces["outbox"].setToolTip(self.tr("What waits to be sent (Ctrl+3)"))
        self._spaces["wires"].setText(self.tr("Wires"))
        self._spaces["wires"].setToolTip(self.tr("News of agencies and other papers (Ctrl+4)"))
        self.menu.setToolTip(self.tr("Menu (F10)"))
        self.menu.setAccessibleName(self.tr("Menu"))
        self.more.setToolTip(self.tr("What else can be done with this story"))
        self.more.setAccessibleName(self.tr("Other acts"))
        self.pill.setAccessibleName(self.tr("Sync"))
        self._say_state()
        self._say_others()
        self._say_status()
        self._say_acts()

    def _say_others(self) -> None:
        names = self._names
        self.others.setVisible(bool(names))
        if len(names) == 1:
            self.others.setText("● " + self.tr("{who} is also here").format(who=names[0]))
        elif names:
            said = self.tr("{who} and %n more are also here", "", len(names) - 1)
            self.others.setText("● " + said.format(who=names[0]))
        self.others.setToolTip(", ".join(names))

    def _say_state(self) -> None:
        if self._state is not None:
            said = words.state_word(self._state)
            if self._follows is not None and self._follows is not self._state:
                said = f"{said} → {words.state_word(self._follows)}"
            is_planned = State.SCHEDULED in (self._follows, self._state)
            if is_planned and self._publish_at is not None:
                said = f"{said} · {words.date_time(self._publish_at, self._zone)}"
            if self._is_ahead:
                said = f"{said} · {words.ahead()}"
            self.chip.setText(said)
        if not self.headline.text() and self._state is not None:
            self.headline.setText(self.tr("Without a headline"))

    def _say_status(self) -> None:
        status = self._status
        needs_you = bool(status.needs_you) or status.line is Line.REFUSED
        newest = self._newest_words()
        reason = self.tr("The newest words are not sent yet.") if newest else ""
        self.pill.setText(newest or words.sync_words(status))
        self.pill.setToolTip(reason or words.sync_reason(status))
        set_tone(self.pill, "needs_you" if needs_you else "")
        icon = _pill_icon(status, needs_you=needs_you)
        if newest:
            icon = "ph.dots-three"
        self.pill.setIcon(self._theme.icon(icon, "needs_you" if needs_you else "quiet"))

    def _newest_words(self) -> str:
        """What is true of the newest words where the sync claims more; else nothing."""
        status = self._status
        needs_you = status.needs_you or status.line is Line.REFUSED
        if self._newest is _Newest.KNOWN or needs_you or status.waiting:
            return ""
        return self.tr("Writing …") if self._newest is _Newest.TYPED else self.tr("Saved here")

    def _say_acts(self) -> None:
        first = self.acts[0] if self.acts else None
        self.act.setVisible(first is not None)
        self.more.setVisible(len(self.acts) > 1)
        if first is None:
            return
        self.act.setText(words.act_word(first))
        key = self._commands.action("story.act").shortcut().toString()
        is_needless = first is Act.UPDATE and not self._has_news
        self.act.setEnabled(not is_needless)
        reason = words.code_sentence("acts.no_news")
        self.act.setToolTip(reason if is_needless else f"{words.act_word(first)}  {key}")
        menu = QMenu(self)
        for act in self.acts[1:]:
            action = QAction(words.act_word(act), menu)
            action.triggered.connect(lambda _on=False, act=act: self.act_asked.emit(act.value))
            menu.addAction(action)
        old = self.more.menu()
        self.more.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def show_more(self) -> None:
        """Open the menu of the other acts; its letters and arrows choose."""
        menu = self.more.menu()
        if self.more.isVisible() and menu is not None:
            menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def ask_first(self) -> None:
        """Ask for the next step of the ladder."""
        if self.acts:
            self.act_asked.emit(self.acts[0].value)


def _pill_icon(status: SyncStatus, *, needs_you: bool) -> str:
    if needs_you:
        return "ph.warning"
    if status.waiting:
        return "ph.arrow-up"
    return "ph.check" if status.line is Line.ONLINE else "ph.dots-three"
