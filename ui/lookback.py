# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back, tied to the open story: what was is compared with what is, and brought back."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.model.article import Article, Correction
from editor.model.picture import Picture, Sha256
from editor.model.rows import Edition
from ui import words
from ui.panels.pending import Pending
from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.draft import Draft
from ui.writer.weave import weave

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.text.comparison import OneChange
    from ui.panels.lookback import LookBack, Looked

WIDTH_PX = 1240
PLACE = "lookback"
"""Of the commands that have their keys in the sheet alone."""
_Taken = tuple[Mapping[str, object], dict[Sha256, Picture]]


class Lookback(QObject):
    """Opens the sheet, follows what is typed meanwhile, and does what it asks for.

    Args:
        desk: the histories.
        window: what the sheet and its toasts float over.
        work: the open story.
        pending: what an update changes for readers.
    """

    def __init__(self, desk: "Desk", window: Window, work: Workspace, pending: Pending) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self._panel: LookBack | None = None
        self.sheet = Sheet(window.ground, width_px=WIDTH_PX, is_tall=True)
        """Built when it is first opened."""
        self.sheet.hold_later(lambda: self.panel)
        self.sheet.opened.connect(partial(self._enable, is_enabled=True))
        self.sheet.closed.connect(partial(self._enable, is_enabled=False))
        work.history.compare_asked.connect(lambda number: self.open(str(number)))
        work.restored.connect(self._on_restored)
        work.opened.connect(self._on_opened)
        work.saved.connect(self._follow)
        pending.whole_asked.connect(partial(self.open, "readers"))
        pending.discard_asked.connect(self._discard)
        pending.correction_asked.connect(self._correct)
        window.commands.give(PLACE, self.sheet)

    @property
    def panel(self) -> "LookBack":
        """What is in the sheet."""
        if self._panel is None:
            # What compares is loaded when somebody looks back: not for the start.
            from ui.panels.lookback import LookBack  # noqa: PLC0415

            panel = LookBack(self._desk, self._window.tasks, self._window.theme)
            panel.take_back_asked.connect(self._take_back)
            panel.restore_asked.connect(self._work.restore)
            self._panel = panel
        return self._panel

    def open(self, older: str = "", newer: str = "now", read: Article | None = None) -> None:
        """Look back at the open story: see `LookBack.show_story`."""
        draft = self._work.draft
        if draft is not None:
            self.panel.show_story(draft.id, partial(_reader, draft), (older, newer), read)
            self.sheet.open()

    def open_unread(self, before: Article) -> None:
        """Show what came in since the open story was last read."""
        self.open("read", read=before)

    def _on_opened(self, draft: Draft | None) -> None:
        self.sheet.close_sheet()
        if draft is not None:
            draft.changed.connect(lambda _told: self._follow())

    def _follow(self) -> None:
        if self._panel is not None:
            self._panel.follow()

    def _enable(self, *, is_enabled: bool) -> None:
        self._window.commands.enable(PLACE, is_enabled=is_enabled)

    def _take_back(self, looked: "Looked", change: "OneChange") -> None:
        draft = self._work.draft
        if draft is None:
            return
        revision, snapshot = draft.revision, draft.snapshot()

        def work() -> _Taken:
            from editor.text.comparison import taken_back  # noqa: PLC0415  # as in panel

            now = snapshot.article
            told = taken_back(now, looked.older, looked.newer, looked.found, change)
            return told, self._desk.articles.pictures_of(looked.older)

        def done(taken: _Taken) -> None:
            if draft is self._work.draft and draft.revision == revision:
                self._put(draft, *taken)
            elif draft is self._work.draft:
                self._take_back(looked, change)

        self._window.tasks.run(work, done)

    def _put(
        self, draft: Draft, told: Mapping[str, object], pictures: Mapping[Sha256, Picture]
    ) -> None:
        before = draft.article
        draft.change(**told)
        for each in draft.header.placements:
            if each.sha256 in pictures and each.sha256 not in draft.pictures:
                draft.set_picture(pictures[each.sha256])
        undo = partial(self._undo, draft, (before, draft.article), tuple(told))
        self._say(self.tr("The change is taken back."), undo)

    def _undo(self, draft: Draft, sides: tuple[Article, Article], names: tuple[str, ...]) -> None:
        """Make it as it was before; what was written since stays."""
        if draft is self._work.draft:
            woven = weave(sides[1], draft.article, sides[0])
            draft.change(**{name: getattr(woven, name) for name in names})

    def _discard(self, given: Edition) -> None:
        """Back to what readers have."""
        draft = self._work.draft
        if draft is None or draft.id != given.article.id:
            return
        from editor.text.comparison import discarded  # noqa: PLC0415  # as in panel

        before = draft.article
        after = discarded(before, given)
        self._work.put_back(after)

        def undo() -> None:
            if draft is self._work.draft:
                self._work.put_back(weave(after, draft.article, before))

        self._say(self.tr("The story is as readers have it."), undo)

    def _correct(self, wrong: str, right: str) -> None:
        """Tell readers of a change, with the next update."""
        draft = self._work.draft
        if draft is None:
            return
        added = Correction(words.now(), wrong, right)
        draft.set_field("corrections", (*draft.header.corrections, added))
        draft.flush()

        def undo() -> None:
            kept = tuple(each for each in draft.header.corrections if each != added)
            if draft is self._work.draft:
                draft.set_field("corrections", kept)
                draft.flush()

        self._say(self.tr("The correction is added; it goes out with the update."), undo)

    def _on_restored(self, before: Article) -> None:
        self._say(self.tr("The version is restored."), partial(self._work.put_back, before))

    def _say(self, sentence: str, undo: Callable[[], object]) -> None:
        self._window.toast.say(sentence, self.tr("Undo"), undo)


def _reader(draft: Draft) -> Callable[[], Article]:
    """What reads the draft as it is at this moment, off the thread of the widgets."""
    snapshot = draft.snapshot()
    return lambda: snapshot.article
