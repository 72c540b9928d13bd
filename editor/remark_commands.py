# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands about what colleagues say of a story: comment, suggest, answer, settle."""

from dataclasses import replace

from editor import fieldwork
from editor.commands import Answer
from editor.errors import Refused
from editor.model.article import Article
from editor.model.remark import (
    DECIDERS,
    Outcome,
    Remark,
    Remarks,
    Reply,
    Settlement,
    added,
    answered,
    settled,
    waiting,
)
from editor.rule_commands import RuleCommands
from editor.text import anchors, suggesting
from editor.text.anchors import Span
from editor.text.tidy import tidy

ALL = "all"
"""Names every suggestion that is open."""


class RemarkCommands(RuleCommands):
    """All commands, with those that comment on stories."""

    def remarks(self, article_id: str, *, with_settled: bool = False) -> Answer:
        """What colleagues said of an article, in the order of the copy; what is gone comes last.

        Args:
            article_id: which.
            with_settled: also what is dealt with.
        """
        article = self._get(article_id)
        told = [each for each in article.remarks if with_settled or each.is_open]
        spans = suggesting.places(article.body, told)
        last = Span(len(article.body), len(article.body))
        told.sort(key=lambda each: (spans.get(each.id, last), each.at))
        value = [{**_plain(each), "span": spans.get(each.id)} for each in told]
        lines = [line for each in told for line in self._lines(each, spans.get(each.id))]
        return Answer(value, "\n".join(lines) or self._say("remarks.none"))

    def comment(self, article_id: str, words: str, text: str) -> Answer:
        """Say something about words of the copy.

        Raises:
            Refused: `remarks.no_words` where the copy has not got them, or more than once;
                `remarks.empty`.
        """
        text = tidy(text).strip()
        if not text:
            raise Refused("remarks.empty")
        return self._add(article_id, words, text)

    def suggest(self, article_id: str, words: str, replacement: str, why: str = "") -> Answer:
        """Suggest other words for some of the copy; none at all: to take them out.

        Raises:
            Refused: `remarks.no_words`.
        """
        return self._add(article_id, words, tidy(why).strip(), tidy(replacement))

    def answer(self, article_id: str, remark_id: str, text: str) -> Answer:
        """Answer a remark.

        Raises:
            Refused: `remarks.unknown`, `remarks.empty`.
        """
        article, one = self._one(article_id, remark_id)
        text = tidy(text).strip()
        if not text:
            raise Refused("remarks.empty")
        said = Reply(fieldwork.new_id(), self._speaker(), self._desk.clock(), text)
        return self._said(article, answered(article.remarks, one.id, said))

    def resolve(self, article_id: str, remark_id: str) -> Answer:
        """Close a remark; nothing in the copy changes.

        Raises:
            Refused: `remarks.unknown`; `remarks.not_yours` for a suggestion.
        """
        article, one = self._one(article_id, remark_id)
        if one.is_suggestion and self._desk.role not in DECIDERS:
            raise Refused("remarks.not_yours")
        return self._settle(article, frozenset({one.id}), Outcome.RESOLVED)

    def accept(self, article_id: str, remark_id: str, *, is_anyway: bool = False) -> Answer:
        """Put what is suggested into the copy; `all`: everything whose words still stand.

        Raises:
            Refused: `remarks.unknown`, `remarks.no_suggestion`; `remarks.not_yours`;
                `remarks.changed` (`words`) where the words are not what they were.
        """
        article, wanted = self._suggested(article_id, remark_id)
        spans = suggesting.places(article.body, wanted)
        taken = suggesting.changes(article.body, wanted, spans, is_anyway=is_anyway)
        if not taken and remark_id != ALL:
            words = article.body[slice(*spans[remark_id])] if remark_id in spans else ""
            raise Refused("remarks.changed" if words else "remarks.gone", words=words)
        changed = replace(article, body=suggesting.applied(article.body, taken))
        ids = frozenset(each.remark_id for each in taken)
        return self._settle(changed, ids, Outcome.ACCEPTED, left=len(wanted) - len(ids))

    def reject(self, article_id: str, remark_id: str) -> Answer:
        """Leave the copy as it is; `all`: every suggestion that is open.

        Raises:
            Refused: `remarks.unknown`, `remarks.no_suggestion`; `remarks.not_yours`.
        """
        article, wanted = self._suggested(article_id, remark_id)
        return self._settle(article, frozenset(each.id for each in wanted), Outcome.REJECTED)

    def _add(
        self, article_id: str, words: str, text: str, replacement: str | None = None
    ) -> Answer:
        article, words = self._get(article_id), tidy(words)
        if article.body.count(words) != 1:
            raise Refused("remarks.no_words", words=words, count=article.body.count(words))
        start = article.body.index(words)
        said = Remark(
            fieldwork.new_id(),
            self._speaker(),
            self._desk.clock(),
            words,
            anchors.anchor(article.body, start, start + len(words)),
            text,
            replacement,
        )
        return self._said(article, added(article.remarks, said), said.id)

    def _speaker(self) -> str:
        server = self._desk.sync.server
        return self._desk.settings.person or (server.person if server is not None else "")

    def _one(self, article_id: str, remark_id: str) -> tuple[Article, Remark]:
        article = self._get(article_id)
        found = next((each for each in article.remarks if each.id == remark_id), None)
        if found is None:
            raise Refused("remarks.unknown", id=remark_id)
        return article, found

    def _suggested(self, article_id: str, remark_id: str) -> tuple[Article, tuple[Remark, ...]]:
        """The open suggestions that are meant."""
        if self._desk.role not in DECIDERS:
            raise Refused("remarks.not_yours")
        if remark_id == ALL:
            article = self._get(article_id)
            is_meant = (each for each in waiting(article.remarks) if each.is_suggestion)
            return article, tuple(is_meant)
        article, one = self._one(article_id, remark_id)
        if not one.is_suggestion or not one.is_open:
            raise Refused("remarks.no_suggestion")
        return article, (one,)

    def _settle(
        self, article: Article, ids: frozenset[str], outcome: Outcome, left: int = 0
    ) -> Answer:
        how = Settlement(outcome, self._speaker(), self._desk.clock())
        saved = self._save(
            replace(article, remarks=settled(article.remarks, ids, how)), reason="command"
        )
        value = {"id": saved.id, "settled": sorted(ids), "left": left}
        return Answer(value, self._say("remarks.settled", {"count": len(ids), "left": left}))

    def _said(self, article: Article, said: Remarks, remark_id: str = "") -> Answer:
        saved = self._save(replace(article, remarks=said))
        value = {"id": saved.id, **({"remark": remark_id} if remark_id else {})}
        return Answer(value, remark_id or self._say("command.saved"))

    def _lines(self, each: Remark, span: Span | None) -> list[str]:
        state = self._word("outcome", each.settled.outcome if each.settled else "open")
        where = "" if span or not each.is_open else f"  ({self._say('remarks.orphan')})"
        head = f"{each.id}  {each.at:%Y-%m-%d %H:%MZ}  {each.author}  {state}{where}"
        told = f"    “{each.quote}”"
        told += f" → “{each.replacement}”" if each.is_suggestion else ""
        said = [f"    {each.text}"] if each.text else []
        return [head, told, *said, *(f"    {one.author}: {one.text}" for one in each.replies)]


def _plain(each: Remark) -> dict[str, object]:
    told = fieldwork.plain(each)
    return told if isinstance(told, dict) else {}
