# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless command that replaces words in all stories, or says what it would replace."""

from collections.abc import Sequence

from editor import fieldwork, replacing
from editor.commands import ORIGIN, Answer
from editor.errors import EditorError
from editor.model.article import ArticleId
from editor.remark_commands import RemarkCommands
from editor.replacing import FieldPassage, FoundStory, Replacement
from editor.text.finding import Search
from editor.text.tidy import tidy


class ReplaceCommands(RemarkCommands):
    """All commands, with the one that replaces words."""

    def replace_words(
        self, search: Search, other: str, *, only: Sequence[str] = (), is_dry: bool = False
    ) -> Answer:
        """Replace words in all stories but the spiked ones, in each as one version.

        Readers keep what they have until an update is published.

        Args:
            search: what is looked for.
            other: what is to stand there.
            only: ids of stories; empty: all.
            is_dry: say what would be replaced, and change nothing.

        Raises:
            Refused: `article.unknown`, and as `replacing.search`.
        """
        wanted = Replacement(search, tidy(other))
        ids = [self._get(each).id for each in only]
        stories = self._desk.sweep
        found = list(replacing.search(stories, wanted, only=ids))
        chosen = {ArticleId(each.id): each.passages for each in found}
        passages, missed = sum(map(len, chosen.values())), 0
        trouble: tuple[EditorError, ...] = ()
        if not is_dry:
            by = self._desk.settings.person
            done = replacing.perform(stories, chosen, wanted, origin=ORIGIN, by=by)
            passages, missed = done.passages, done.missed
            trouble = () if done.trouble is None else (done.trouble,)
        counted = {"passages": passages, "stories": len(found)}
        code = "command.would_replace" if is_dry else "command.replaced"
        lines = [line for each in found for line in self._lines_of(each)]
        value = {
            "is_dry": is_dry,
            "passages": passages,
            "missed": missed,
            "stories": [fieldwork.plain(each) for each in found],
        }
        return Answer(value, "\n".join([*lines, self._say(code, counted)]), trouble)

    def _lines_of(self, found: FoundStory) -> list[str]:
        told = found.headline or self._say("command.untitled")
        return [f"{found.id}  {told}", *map(self._line_of, found.passages)]

    def _line_of(self, place: FieldPassage) -> str:
        said = place.passage
        marked = f"{said.before}[-{said.found}-]{{+{said.other}+}}{said.after}"
        return f"  {self._word('field', place.field)}: {marked.strip()}"
