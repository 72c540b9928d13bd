# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands that plan: a stub, who is to do what by when, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from editor import fieldwork
from editor.commands import Answer
from editor.errors import EditorError, Refused
from editor.model.article import Article
from editor.model.assignment import TASKS, Span, bounds, reassigned, span_of
from editor.model.rows import StoryRow
from editor.text.tidy import tidy
from editor.wire_commands import WireCommands


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan says of a story; None: nothing, so that it stays."""

    desk: str | None = None
    writers: Sequence[str] | None = None
    photographers: Sequence[str] | None = None
    editors: Sequence[str] | None = None
    due: str | None = None
    """ISO 8601; without an offset by the newspaper's clock; empty: no time."""
    length: int | None = None
    brief: str | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which stories `list` names besides those of a state, a category, with some words."""

    is_mine: bool = False
    is_waiting: bool = False
    is_stub: bool = False
    desk: str = ""
    due: str = ""
    """The name of a `Span`."""


class PlanCommands(WireCommands):
    """All commands, with those that plan."""

    def list_stories(
        self, *, state: str = "", category: str = "", search: str = "", only: Narrowed = Narrowed()
    ) -> Answer:
        """All stories, newest change first, or those of a state, a category, a person, a desk."""
        settings, due = self._desk.settings, Span(only.due) if only.due else None
        names = (settings.person, settings.pen_name)
        me = self._desk.planning.me(names, settings.desk, self._desk.profile)
        chosen = replace(
            self._chosen(state, category, search),
            people=me.names if only.is_mine else None,
            waiting=me if only.is_waiting else None,
            desk=self._known_desk(only.desk),
            is_stub=only.is_stub,
            due=bounds(due, self._desk.clock(), self._zone) if due else None,
        )
        return self._listed(chosen)

    def plan_story(self, headline: str, asked: Asked, assignments: Sequence[str] = ()) -> Answer:
        """Plan a story that nobody has written yet.

        Args:
            headline: what it is called until somebody finds a better one.
            asked: who is to do what by when.
            assignments: `field=value` for any other field.

        Raises:
            Refused: `plan.nameless`, `plan.no_desk`, `command.bad_value`.
        """
        headline = tidy(headline).strip()
        if not headline:
            raise Refused("plan.nameless")
        language = self._desk.profile.language
        article = Article(id=fieldwork.new_id(), language=language, headline=headline)
        planned = self._asked(fieldwork.assign(article, assignments), asked)
        saved = self._save(planned, reason="plan")
        return Answer({"id": saved.id}, saved.id)

    def assign(self, article_ids: Sequence[str], asked: Asked) -> Answer:
        """Change who is to do what by when in some stories; what is not said stays.

        Raises:
            Refused: `plan.no_desk`, `command.bad_value`.
        """
        refused, done = [], []
        for each in article_ids:
            try:
                article = self._get(each)
                self._save(self._asked(article, asked), reason="plan")
                done.append(article.id)
            except EditorError as error:
                refused.append(error)
        said = self._say("command.saved") if done else ""
        return Answer({"ids": done}, said, tuple(refused))

    def show_plan(self, desk: str = "") -> Answer:
        """All that is planned and in work, by due time.

        Raises:
            Refused: `plan.no_desk`.
        """
        rows = self._desk.planning.rows(desk=self._known_desk(desk))
        now = self._desk.clock()
        parts: dict[Span, list[StoryRow]] = {span: [] for span in Span}
        for row in rows:
            parts[span_of(row.due_at, now, self._zone)].append(row)
        lines = [
            line
            for span, its in parts.items()
            if its
            for line in (self._word("span", span.value), *(f"  {self._line(row)}" for row in its))
        ]
        value = {span.value: [fieldwork.plain(row) for row in its] for span, its in parts.items()}
        return Answer(value, "\n".join(lines) or self._say("command.no_stories"))

    def _asked(self, article: Article, asked: Asked) -> Article:
        told = (asked.writers, asked.photographers, asked.editors)
        tasks = {
            role: [tidy(each).strip() for each in names if each.strip()]
            for role, names in zip(TASKS, told, strict=True)
            if names is not None
        }
        length, brief = asked.length, asked.brief
        return replace(
            article,
            assignees=reassigned(article.assignees, tasks),
            desk=article.desk if asked.desk is None else self._known_desk(asked.desk),
            due_at=article.due_at if asked.due is None else self._time(asked.due),
            commissioned_length=article.commissioned_length if length is None else length or None,
            brief=article.brief if brief is None else tidy(brief).strip(),
        )

    def _known_desk(self, key: str) -> str:
        known = [each.key for each in self._desk.profile.desks]
        if key and key not in known:
            raise Refused("plan.no_desk", desk=key, known=", ".join(known))
        return key

    def _time(self, text: str) -> datetime | None:
        if not text:
            return None
        try:
            read = datetime.fromisoformat(text)
        except ValueError as error:
            raise Refused("command.bad_value", name="due", value=text) from error
        there = read if read.tzinfo else read.replace(tzinfo=self._zone)
        return there.astimezone(UTC)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._desk.profile.time_zone)
