# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands for the look of a house: from which page, since when, learned anew."""

from editor.commands import Answer
from editor.errors import Refused
from editor.model.shell import Shell
from editor.render import shell as shells
from editor.render.body import Body
from editor.royalty_commands import RoyaltyCommands


class ShellCommands(RoyaltyCommands):
    """All commands, with those for the look of a house of another kind."""

    def site_look(self, address: str = "", *, learns: bool = False) -> Answer:
        """From which page of the house its look was learned, when, and what has a place on it.

        Args:
            address: a page to learn it from first.
            learns: learn it anew first.

        Raises:
            Refused, Offline: as `ShellDesk.learn`; `shell.ours`, `shell.none`.
        """
        desk = self._desk.shells
        if address or learns:
            self._house.connect()
            return self._told_of(desk.learn(address))
        found = desk.shell()
        if found is None:
            raise Refused("shell.none" if desk.is_asked else "shell.ours")
        return self._told_of(found)

    def render_in_site(self, article_id: str) -> Answer:
        """A story in the page of the house, as it was learned.

        Raises:
            Refused: `shell.ours`, `shell.none`.
        """
        article, shell = self._get(article_id), self._desk.shells.shell()
        if shell is None:
            raise Refused("shell.none" if self._desk.shells.is_asked else "shell.ours")
        story, profile = self._story(article), self._desk.profile
        made = Body(profile, shells.figure_in(shell)).blocks(article, story.pictures)
        blocks = shells.with_beside(shell, article, profile, made)
        copy = "".join(each.html for each in blocks)
        html = shells.page(shell, story, profile, self._desk.clock(), copy)
        return Answer({"id": article.id, "html": html}, html)

    def _told_of(self, shell: Shell) -> Answer:
        value = {
            "address": shell.address,
            "learned_at": shell.learned_at.isoformat(timespec="seconds"),
            "parts": list(shell.parts),
            "missing": list(shell.missing),
            "files": len(shell.files),
            "bytes": sum(map(len, shell.files.values())),
            "left_out": shell.left_out,
        }
        said = {"address": shell.address, "at": value["learned_at"]}
        lines = [self._say("shell.learned", said)]
        if shell.missing:
            missing = [self._word("shell_part", each) for each in shell.missing]
            lines.append(self._say("shell.missing", {"parts": missing}))
        if shell.left_out:
            lines.append(self._say("shell.left_out", {"count": shell.left_out}))
        return Answer(value, "\n".join(lines))
