# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does to an article (submit, publish, take down): allowed, checked, then queued."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from editor.checks import Finding, Severity, findings, for_act
from editor.errors import Refused
from editor.model.article import Article, ArticleId
from editor.model.capabilities import Capabilities
from editor.model.ladder import Asker
from editor.model.outlet import Stage
from editor.model.profile import SiteProfile
from editor.model.rights import bar_name
from editor.model.rows import OpState, SyncStatus
from editor.model.standing import Around, Told, standing
from editor.model.workflow import (
    EDITORS,
    GOES_PUBLIC,
    NEEDS_REASON,
    Act,
    Role,
    State,
    Wish,
)
from editor.store.articles import Articles
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox

_NAMES = frozenset(each.value for each in Act)


class Acts:
    """The one way from a person's wish to the queue; the server has the last word."""

    def __init__(
        self,
        articles: Articles,
        outbox: Outbox,
        mirror: Mirror,
        *,
        asker: Asker,
        clock: Callable[[], datetime],
    ) -> None:
        self._articles = articles
        self._outbox = outbox
        self._mirror = mirror
        self._asker = asker
        self._clock = clock

    @property
    def able(self) -> Capabilities:
        """What the publishing house can do; before one is connected: all that ours can."""
        return self._asker.able()

    def state_of(self, article: Article) -> State:
        """Where an article stands once the acts that wait for it are done."""
        state = article.state
        for act, publish_at in self._waiting(article.id):
            try:
                state = self._asker.ladder().after(state, act, Role.ADMIN)
            except Refused:
                # The server has moved it meanwhile; it will refuse that act and say so.
                continue
            if publish_at is not None:
                state = State.SCHEDULED
        return state

    def publish_at(self, article: Article) -> datetime | None:
        """When an article goes before readers, once the acts that wait are done; None: unset."""
        if self.state_of(article) is not State.SCHEDULED:
            return None
        waiting = [at for _, at in self._waiting(article.id) if at is not None]
        return waiting[-1] if waiting else article.publish_at

    def possible(self, article: Article) -> tuple[Act, ...]:
        """All that this person may do to an article now, the next step of the ladder first.

        What the house knows nothing of is left out.
        """
        known, may = (
            self.able.acts,
            self._asker.ladder().acts(self.state_of(article), self._asker.role()),
        )
        return tuple(each for each in may if each in known)

    def changes_nothing(self, article: Article) -> bool:
        """Whether readers see the article already as it stands, or will by what waits."""
        is_out = self.state_of(article) is State.PUBLISHED
        there = self._mirror.outlets.last().stories.get(article.id)
        # The same once more is the answer where the site outside has not got it.
        is_parked = there is not None and there.stage is Stage.PARKED
        return is_out and not is_parked and not self._mirror.editions.has_news(article.id)

    def standing(
        self, article: Article, status: SyncStatus, *, is_shown: bool | None = None
    ) -> tuple[Told, ...]:
        """What its acts wait for, who returned it, whether its time held; the urgent first.

        Args:
            article: as it stands in the store.
            status: of the sync.
            is_shown: whether its public page answers; None: nobody asked.
        """
        now = self._clock() - timedelta(seconds=status.clock_off_s)
        clashes = self._mirror.clashes(article.id)
        around = Around(
            self._outbox.rows(), clashes, status, now, is_shown, self._mirror.outlets.last()
        )
        return standing(article, around)

    def page(self, article_id: ArticleId) -> str:
        """Where readers find a story: on the site outside where they have it there; or empty."""
        there = self._mirror.outlets.last().stories.get(article_id)
        is_there = there is not None and not there.is_down and bool(there.address)
        return there.address if is_there and there else self._mirror.remote_address(article_id)

    def perform(
        self, article_id: ArticleId, wish: Wish, *, profile: SiteProfile, origin: str
    ) -> str:
        """Queue an act on the article as it stands in the store.

        Args:
            article_id: which.
            wish: what is to be done. Only publishing has a time, and only what goes public an
                override, which goes into the server's log.
            profile: of the site that it goes to.
            origin: who asks.

        Returns:
            The id of the queued operation.

        Raises:
            Refused: `article.unknown`; `workflow.not_now` and `workflow.not_yours`;
                `acts.not_there` for what the house knows nothing of;
                `acts.reason_missing`, `acts.no_time`; for an act that goes public also
                `acts.open_clash` and `acts.checks_failed`, for one within the house
                `acts.not_ready`, both with the findings.
        """
        article = self._articles.get(article_id)
        wish = replace(wish, reason=wish.reason.strip(), override=wish.override.strip())
        self._asker.ladder().after(self.state_of(article), wish.act, self._asker.role())
        if wish.act not in self.able.acts:
            raise Refused("acts.not_there", act=wish.act.value)
        if wish.act in NEEDS_REASON and not wish.reason:
            raise Refused("acts.reason_missing", act=wish.act.value)
        if wish.act in GOES_PUBLIC:
            wish = replace(wish, bars=self._set_aside(article, profile, wish))
        else:
            self._refuse_unready(article, profile, wish.act)
        if wish.publish_at is not None and wish.act is not Act.PUBLISH:
            raise Refused("acts.no_time", act=wish.act.value)
        return self._outbox.queue_act(article_id, wish, origin=origin)

    def found(
        self, article: Article, profile: SiteProfile, act: Act, at: datetime | None = None
    ) -> tuple[Finding, ...]:
        """What is wrong with an article for an act; see `editor.checks.for_act`.

        Args:
            article: as it stands.
            profile: of the site that it goes to.
            act: what is to be done.
            at: when readers would get it; None: now.
        """
        pictures = self._articles.pictures_of(article)
        return for_act(act, findings(article, pictures, profile, at or self._clock()))

    def _refuse_unready(self, article: Article, profile: SiteProfile, act: Act) -> None:
        found = self.found(article, profile, act)
        barring = tuple(each for each in found if each.severity is Severity.ERROR)
        if barring:
            values = {"act": act.value, "count": len(barring)}
            raise Refused("acts.not_ready", **values, findings=barring)

    def _set_aside(self, article: Article, profile: SiteProfile, wish: Wish) -> tuple[str, ...]:
        """The bars that the override is said of; all else that bars it refuses the act."""
        clashes = self._mirror.clashes(article.id)
        if clashes:
            named = tuple(each.field for each in clashes)
            raise Refused("acts.open_clash", count=len(named), field=named)
        at = wish.publish_at or self._clock()
        found = self.found(article, profile, wish.act, at)
        barring = tuple(each for each in found if each.bars(at))
        may_override = bool(wish.override) and self._asker.role() in EDITORS
        left = tuple(e for e in barring if not (may_override and e.may_be_overridden))
        if left:
            raise Refused("acts.checks_failed", count=len(left), findings=left)
        return tuple(
            bar_name(each.sha256 or "story", each.code.rpartition(".")[2]) for each in barring
        )

    def _waiting(self, article_id: ArticleId) -> list[tuple[Act, datetime | None]]:
        return [
            (Act(row.kind), row.publish_at)
            for row in self._outbox.rows()
            if row.article_id == article_id
            and row.kind in _NAMES
            and row.state is not OpState.PARKED
        ]
