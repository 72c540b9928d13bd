# SPDX-License-Identifier: GPL-3.0-or-later
"""Aloud: reads the story aloud for the last read, and shows on the page where the voice is."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.errors import Refused
from editor.text.aloud import Sentence, first_from, sentences
from editor.text.places import sight
from ui.pointing import Pointing, before
from ui.preview.view import Preview
from ui.theme import GRID_PX
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.view import Writer

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

SLOWEST, FASTEST, STEP = -0.6, 0.6, 0.2
"""How fast a voice reads: 0 is its own pace."""

_log = logging.getLogger(__name__)


class Aloud(QObject):
    """Reads from the caret on; the caret goes along, and a key typed in the story ends it.

    Args:
        writer: where the caret is.
        preview: where the sentence that is read is lit.
        pointing: knows where words of the copy are on the page.
        engine: Qt's name of what speaks; empty: the system's own.
    """

    refused = Signal(object)
    """An EditorError: this computer has no voice for the story."""

    def __init__(
        self, writer: Writer, preview: Preview, pointing: Pointing, engine: str = ""
    ) -> None:
        super().__init__(writer)
        self._writer, self._preview, self._pointing = writer, preview, pointing
        self._engine = engine
        self._speech: QTextToSpeech | None = None
        self._told: tuple[Sentence, ...] = ()
        self._at = 0
        self._is_again = False
        """The voice is to fall silent first; then the sentence is read."""
        self._draft: Draft | None = None
        self.bar = AloudBar(writer)
        self.bar.hide()
        self.bar.paused.connect(self.pause)
        self.bar.ended.connect(self.end)
        self.bar.paced.connect(self.pace)
        layout = writer.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.bar)

    @property
    def is_reading(self) -> bool:
        """Whether a story is being read, or waits to be read on."""
        return self._draft is not None

    def toggle(self) -> None:
        """Read from the caret on, or end it."""
        if self.is_reading:
            self.end()
        elif self._writer.draft is not None:
            self.begin(self._writer.draft)

    def begin(self, draft: Draft) -> None:
        """Read a story from the caret on; from its beginning when the caret is at the end."""
        article = draft.article
        speech = self._voice(article.language)
        if speech is None:
            self.refused.emit(Refused("aloud.no_voice"))
            return
        self._told = sentences(article.headline, article.standfirst, article.body)
        self._draft = draft
        self._at = first_from(self._told, *self._caret())
        self._at = 0 if self._at == len(self._told) else self._at
        draft.changed.connect(self._on_changed)
        draft.destroyed.connect(self._forget)
        self.bar.show_paused(is_paused=False)
        self.bar.show()
        self._read_again()

    def pause(self) -> None:
        """Hold, or read on from the beginning of the sentence."""
        if self._speech is not None and self._draft is not None:
            is_paused = not self.bar.is_paused
            self.bar.show_paused(is_paused=is_paused)
            if is_paused:
                self._speech.stop()
            else:
                self._read_again()

    def pace(self, step: int) -> None:
        """Read faster (1) or slower (-1), from this sentence on."""
        if self._speech is not None:
            rate = self._speech.rate() + step * STEP
            self._speech.setRate(min(FASTEST, max(SLOWEST, rate)))
            if self.is_reading and not self.bar.is_paused:
                self._read_again()

    def end(self) -> None:
        """Be silent; the caret stands in what was read last."""
        if self._draft is None:
            return
        draft = self._draft
        self._forget()
        draft.changed.disconnect(self._on_changed)
        draft.destroyed.disconnect(self._forget)
        if self._writer.draft is draft:
            self._writer.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._draft = None
        self.bar.hide()
        self._preview.dim()
        if self._speech is not None:
            self._speech.stop()

    def _voice(self, language: str) -> "QTextToSpeech | None":
        """What speaks a language here; None: nothing does."""
        if self._speech is None:
            try:
                # Its libraries are loaded when somebody listens.
                from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415
            except ImportError as error:
                _log.info("nothing can be read aloud: %s", error)
                return None
            self._speech = QTextToSpeech(self._engine, self)
            self._speech.stateChanged.connect(self._on_state)
        wanted = QLocale(language).language()
        voices = [each for each in self._speech.availableLocales() if each.language() == wanted]
        if not voices:
            return None
        if self._speech.locale().language() != wanted:
            self._speech.setLocale(voices[0])
        return self._speech

    def _read_again(self) -> None:
        """Read the sentence from its beginning, once the voice is silent.

        Most systems say only later that it is: taken for the end, that would skip a sentence.
        """
        if self._speech is None:
            return
        busy = (self._speech.State.Speaking, self._speech.State.Synthesizing)
        self._is_again = self._speech.state() in busy
        if self._is_again:
            self._speech.stop()
        else:
            self._read()

    def _read(self) -> None:
        if self._speech is None or self._draft is None:
            return
        if self._at >= len(self._told):
            self.end()
            return
        sentence = self._told[self._at]
        self._show(sentence)
        self._speech.say(sentence.text)

    def _on_state(self, state: "QTextToSpeech.State") -> None:
        if self._speech is None or self._draft is None or self.bar.is_paused:
            return
        if state == self._speech.State.Error:
            self.refused.emit(Refused("aloud.no_voice"))
            self.end()
        elif state == self._speech.State.Ready:
            self._at += not self._is_again
            self._is_again = False
            self._read()

    def _on_changed(self, told: frozenset[str]) -> None:
        if told & {"headline", "standfirst", "body"}:
            # What was about to be read is not what stands there any more.
            self.end()

    def _show(self, sentence: Sentence) -> None:
        if self._draft is None:
            return
        if sentence.field == "body":
            copy = self._draft.article.body
            self._pointing.light(copy, sentence.start, sentence.end)
            self._writer.place_caret(units(copy[: sentence.start]))
        else:
            text = getattr(self._draft.header, sentence.field)
            words = sight(text, sentence.start)
            length = sight(text, sentence.end).count - words.count
            self._preview.point(sentence.field, words, length=length)

    def _caret(self) -> tuple[str, int]:
        fields = self._writer.head.fields
        for name in ("kicker", "headline", "standfirst"):
            if fields[name].hasFocus():
                # Short: it is read from its beginning.
                return name.replace("kicker", "headline"), 0
        copy = self._draft.article.body if self._draft is not None else ""
        return "body", len(before(copy, self._writer.caret))


class AloudBar(QWidget):
    """The line below the copy while it is read."""

    paused = Signal()
    ended = Signal()
    paced = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_paused = False
        self._words = QLabel(self)
        self._pause, self._end = QPushButton(self), QPushButton(self)
        self._slower, self._faster = QPushButton(self), QPushButton(self)
        self._pause.clicked.connect(self.paused)
        self._end.clicked.connect(self.ended)
        self._slower.clicked.connect(lambda: self.paced.emit(-1))
        self._faster.clicked.connect(lambda: self.paced.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID_PX, GRID_PX // 2, 2 * GRID_PX, GRID_PX // 2)
        row.setSpacing(GRID_PX)
        row.addWidget(self._words, 1)
        for each in (self._slower, self._faster, self._pause, self._end):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(each)
        self._say()

    def show_paused(self, *, is_paused: bool) -> None:
        """Say whether the voice holds."""
        self.is_paused = is_paused
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._words.setText(self.tr("Paused") if self.is_paused else self.tr("Reading aloud"))
        self._pause.setText(self.tr("Read on") if self.is_paused else self.tr("Pause"))
        self._end.setText(self.tr("End"))
        self._slower.setText(self.tr("Slower"))
        self._faster.setText(self.tr("Faster"))
