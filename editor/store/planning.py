# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: what is due when and waits for whom, and changes of many stories at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import func, select, union_all

from editor import wire
from editor.model.article import PLAN_FIELDS, Article, ArticleId
from editor.model.assignment import Me, me
from editor.model.operation import Entity
from editor.model.profile import SiteProfile
from editor.model.rows import StoryFilter, StoryRow
from editor.model.workflow import Role
from editor.store import agreement, listing, records
from editor.store.articles import KNOWN, Articles, put_story
from editor.store.database import Database
from editor.store.schema import assignee_of, author_of

Plan = Mapping[str, object]
"""Some fields of `PLAN_FIELDS`, as an Article has them."""


class Planning:
    """Who is to do what by when, in all stories; from any thread."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._database = database
        self._articles = articles

    def me(self, names: Sequence[str], desk: str, profile: SiteProfile) -> Me:
        """Who sits here.

        Args:
            names: as the person chose them; what the server calls them comes besides.
            desk: the key of the desk that they chose.
            profile: of the site.
        """
        with self._database.read() as connection:
            person, _, role = agreement.fact_of(connection, agreement.CALLER).rpartition("\n")
        known = Role(role) if role in set(Role) else Role.ADMIN
        return me((*names, person), known, desk, profile)

    def counts(self, filters: Sequence[StoryFilter]) -> list[int]:
        """How many stories each of some filters shows.

        Cost: 5-30 ms for each where 100,000 stories are in the store.
        """
        return [self._articles.count(each) for each in filters]

    def rows(self, *, desk: str = "", limit: int = 1000) -> list[StoryRow]:
        """All that is planned and in work, by due time; what has none comes last.

        Args:
            desk: only stories of this desk; empty: of all.
            limit: how many at most.
        """
        with self._database.read() as connection:
            return listing.plan(connection, desk, limit)

    def known_people(self) -> list[str]:
        """Names of authors and of people assigned, the most frequent first."""
        names = union_all(select(author_of.c.person), select(assignee_of.c.person)).subquery()
        person = names.c.person
        asked = select(person).where(person != "").group_by(person)
        asked = asked.order_by(func.count().desc(), person).limit(KNOWN)
        with self._database.read() as connection:
            return list(connection.execute(asked).scalars())

    def change(
        self, article_ids: Sequence[ArticleId], how: Callable[[Article], Article], *, origin: str
    ) -> dict[ArticleId, Plan]:
        """Change the plan of some stories, all or none; each becomes a version of its own.

        Args:
            article_ids: which; what is not there any more is passed over.
            how: what becomes of one; what it changes besides the plan is left as it was.
            origin: who asks; listeners find it in the Changes.

        Returns:
            What has changed of the plan of each story, as it was: for `restore`.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`.
        """
        before: dict[ArticleId, Plan] = {}
        with self._database.write(origin) as writing:
            for article_id in article_ids:
                found = records.load(writing.connection, Entity.ARTICLE, article_id)
                if found is None:
                    continue
                old = wire.article_from_doc(found.doc)
                wanted = wire.article_to_doc(how(old))
                known = wire.article_to_doc(old)
                changed = {n: wanted[n] for n in PLAN_FIELDS if wanted[n] != known[n]}
                if changed:
                    before[article_id] = {name: getattr(old, name) for name in changed}
                    put_story(writing, {**known, **changed}, found.doc, "plan", "")
        return before

    def restore(self, plans: Mapping[ArticleId, Plan], *, origin: str) -> None:
        """Give stories back what changed of their plan; the rest of it stays as it is by now.

        Raises:
            Refused: as `change`.
        """
        how = {each: partial(replace, **plan) for each, plan in plans.items()}
        self.change(list(plans), lambda each: how[each.id](each), origin=origin)
