# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands of the ladder: what may be done to a story, what it waits for, each act."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from editor import fieldwork
from editor.checks import Finding, Severity
from editor.commands import Answer, Commands
from editor.errors import Refused
from editor.model.standing import Told
from editor.model.workflow import Act, Wish


class ActCommands(Commands):
    """All commands, with those of the ladder."""

    def act(
        self, article_id: str, name: str, *, reason: str = "", at: str = "", override: str = ""
    ) -> Answer:
        """Do any act of the ladder on a story.

        Args:
            article_id: which.
            name: the act, as `acts` names it.
            reason: why; some acts need one.
            at: when readers get it, for `publish`.
            override: why, although an embargo or the rights of a picture bar it.

        Raises:
            Refused: `command.bad_value` for an act that there is not, and what `Acts.perform` does.
        """
        try:
            act = Act(name)
        except ValueError:
            raise Refused("command.bad_value", name="act", value=name) from None
        publish_at = fieldwork.read_time(at) if at else None
        return self._act(self._get(article_id), Wish(act, reason, publish_at, override))

    def acts(self, article_id: str) -> Answer:
        """What may be done to a story now, with what bars each, and how it stands."""
        article = self._get(article_id)
        desk = self._desk
        may = desk.acts.possible(article)
        found = {each: desk.acts.found(article, desk.profile, each) for each in may}
        told = desk.acts.standing(article, desk.sync.status)
        value = {
            "state": desk.acts.state_of(article).value,
            "acts": [self._act_value(act, each) for act, each in found.items()],
            "standing": [fieldwork.plain(each) for each in told],
            "deeds": [fieldwork.plain(each) for each in article.deeds],
        }
        lines = [self._stands(each) for each in told]
        lines += [self._act_line(act, each) for act, each in found.items()]
        return Answer(value, "\n".join(lines) or self._say("command.acts_none"))

    def check_for(self, article_id: str, name: str) -> Answer:
        """What is wrong with a story for one act: what bars it, and what only warns."""
        article = self._get(article_id)
        if name not in {each.value for each in Act}:
            raise Refused("command.bad_value", name="act", value=name)
        found = self._desk.acts.found(article, self._desk.profile, Act(name))
        lines = [
            f"{self._word('severity', each.severity.value)}: {self._say(each.code, each.values)}"
            for each in found
        ]
        value = [fieldwork.plain(each) for each in found]
        return Answer(value, "\n".join(lines) or self._say("command.nothing_wrong"))

    def _act_value(self, act: Act, found: tuple[Finding, ...]) -> Mapping[str, object]:
        return {"act": act.value, "findings": [fieldwork.plain(each) for each in found]}

    def _act_line(self, act: Act, found: tuple[Finding, ...]) -> str:
        errors = sum(each.severity is Severity.ERROR for each in found)
        name = f"{act.value:<14} {self._word('act', act.value)}"
        if not found:
            return name
        values = {"act": name, "errors": errors, "warnings": len(found) - errors}
        return self._say("command.act_told", values)

    def _stands(self, told: Told) -> str:
        zone = ZoneInfo(self._desk.profile.time_zone)
        values = {
            name: f"{each.astimezone(zone):%H:%M %Z, %d/%m/%Y}"
            if isinstance(each, datetime)
            else each
            for name, each in told.values.items()
        }
        return self._say(told.code, {**values, "why": self._why(str(values.get("error", "")))})
