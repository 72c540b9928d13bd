# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands that look back: versions compared and brought back, errors corrected."""

from dataclasses import replace

from editor import fieldwork
from editor.act_commands import ActCommands
from editor.commands import Answer
from editor.errors import Refused
from editor.model.article import Article, ArticleId, Correction, as_restored
from editor.text.comparison import Comparison, FieldChange, PictureChange, as_marked, compare
from editor.text.tidy import tidy
from editor.text.wording import Change, Stretch

NOW, READERS, READ = "now", "readers", "read"
"""Sides of a comparison that have no number: what stands, what readers have, what was last read."""


class HistoryCommands(ActCommands):
    """All commands, with those that look back."""

    def history(self, article_id: str) -> Answer:
        """All versions of an article, newest first."""
        versions = self._desk.history.versions(self._get(article_id).id)
        lines = [
            f"{each.number:>4}  {each.at:%Y-%m-%d %H:%M:%S}Z  "
            f"{self._word('reason', each.reason):<12}  {each.words:>6}  {each.headline}"
            for each in versions
        ]
        return Answer([fieldwork.plain(each) for each in versions], "\n".join(lines))

    def restore(self, article_id: str, number: int) -> Answer:
        """Make an earlier version the newest; the one that stood stays in the history."""
        now = self._get(article_id)
        old = self._desk.history.article(now.id, number)
        return self._saved(self._save(as_restored(old, now), reason="restore"))

    def compare(self, article_id: str, older: str, newer: str = NOW) -> Answer:
        """Two versions of an article, word by word: `[-what went-]{+what came+}`.

        Args:
            article_id: which.
            older: a number of its history; `now`: what stands; `readers`: what they have; `read`:
                what was last read in the window.
            newer: the same.

        Raises:
            Refused: `history.unknown_version`, `history.no_such_side`.
        """
        whole = self._get(article_id).id
        found = compare(self._side(whole, older), self._side(whole, newer))
        text = self._told(found) or self._say("command.no_difference")
        return Answer(fieldwork.plain(found), text)

    def correct(self, article_id: str, wrong: str, right: str) -> Answer:
        """Add a correction to a story that is out; readers get it with the next update.

        Args:
            article_id: which.
            wrong: what was said; empty: something was left out.
            right: what is right.

        Raises:
            Refused: `corrections.never_out`, `corrections.empty`.
        """
        article = self._get(article_id)
        if article.published_at is None:
            raise Refused("corrections.never_out")
        wrong, right = tidy(wrong).strip(), tidy(right).strip()
        if not right:
            raise Refused("corrections.empty")
        added = Correction(self._desk.clock(), wrong, right)
        saved = self._save(replace(article, corrections=(*article.corrections, added)))
        value = {"id": saved.id, "corrections": fieldwork.plain(saved.corrections)}
        return Answer(value, self._say("corrections.added", {"count": len(saved.corrections)}))

    def _side(self, article_id: ArticleId, name: str) -> Article:
        if name.isdecimal():
            return self._desk.history.article(article_id, int(name))
        if name == NOW:
            return self._get(article_id)
        ask = {READERS: self._desk.history.given, READ: self._desk.history.last_read}
        found = ask[name](article_id) if name in ask else None
        if found is None:
            raise Refused("history.no_such_side", name=name)
        return found

    def _told(self, found: Comparison) -> str:
        fields = [self._field(each) for each in found.fields]
        pictures = [self._picture(each) for each in found.pictures]
        copy = [self._passage(each) for each in found.copy if each.change is not Change.SAME]
        return "\n\n".join(filter(None, ("\n".join((*fields, *pictures)), *copy)))

    def _picture(self, change: PictureChange) -> str:
        said = f"{self._say(f'command.picture_{change.change}')}: {change.name}"
        return "\n".join((said, *(f"  {self._field(each)}" for each in change.fields)))

    def _passage(self, stretch: Stretch) -> str:
        moved = stretch.change in {Change.LEFT, Change.ARRIVED}
        said = f"{self._say(f'command.passage_{stretch.change}')}: " if moved else ""
        return said + as_marked(stretch.runs)

    def _field(self, change: FieldChange) -> str:
        runs = as_marked(change.runs)
        said = [
            fieldwork.readable("" if each is None else each) for each in (change.old, change.new)
        ]
        return f"{self._word('field', change.field)}: {runs or ' -> '.join(said)}"
