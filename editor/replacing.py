# SPDX-License-Identifier: GPL-3.0-or-later
"""Replacing: words found in all stories and replaced, a version for each, and taken back whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from editor.errors import EditorError, Refused
from editor.model.article import Article, ArticleId
from editor.model.workflow import State
from editor.text import finding
from editor.text.cut import shared_ends
from editor.text.finding import Hit, Passage, Search

FIELDS = ("kicker", "headline", "standfirst", "body")
"""What is looked through, in the order of the page."""
MOST_PASSAGES = 20_000
"""With more found nobody could look them through: the search ends there, and says so."""
AT_ONCE = 40
"""Stories changed in one transaction: a save waits a fifth of a second at most."""
TRIES = 20
"""How often a story is changed anew because somebody wrote in it meanwhile; then it is left."""
LIVE = frozenset({State.PUBLISHED})
"""Of these readers have the words of before until an update is published."""

Told = Callable[[int], bool]
"""Hears how many stories are done; whether to go on."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is looked for, and what would stand there instead."""

    search: Search
    other: str = ""


class Stories(Protocol):
    """What is asked of the store; `editor.store.sweep.Sweep` is one."""

    def every(self) -> Iterator[Article]:
        """All stories but the spiked ones, the newest first."""

    def find(self, article_id: ArticleId) -> Article | None:
        """The story as it stands, or None."""

    def save_changes(
        self, changed: Sequence[tuple[Article, Article]], *, origin: str, reason: str, by: str
    ) -> frozenset[ArticleId]:
        """Store what each change changed, one version for each story; an error stores none.

        Returns:
            The stories that were written in meanwhile, where it matters: they are as they were.
        """


@dataclass(frozen=True, slots=True)
class FieldPassage:
    """One place of a story."""

    field: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story with all its places."""

    id: ArticleId
    headline: str
    state: State
    passages: tuple[FieldPassage, ...]

    @property
    def is_live(self) -> bool:
        """Whether readers have it: a change waits there for an update to be published."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one story."""

    before: Article
    after: Article
    places: Mapping[str, tuple[Hit, ...]]
    """The places of each field, as they stand after it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a replacement did, to be told and to be taken back."""

    changed: tuple[Change, ...]
    passages: int
    missed: int
    """Places that were not there any more when it was done."""
    trouble: EditorError | None = None
    """What the store said before all was done."""


def search(
    stories: Stories,
    wanted: Replacement,
    *,
    only: Iterable[str] = (),
    told: Told = lambda _done: True,
) -> Iterator[FoundStory]:
    """The stories in which something is found, the newest first.

    Args:
        stories: the store.
        wanted: what is looked for.
        only: ids; empty: all stories.
        told: hears after each how many were looked through; False ends it.

    Raises:
        Refused: `search.bad_pattern`, `search.costly_pattern`, `search.bad_other`;
            `search.too_many` beyond `MOST_PASSAGES`; `program.stopped`.

    Cost: about 0.3 ms for a story of 600 words.
    """
    wanted.search.pattern()
    found, chosen = 0, frozenset(only)
    for number, article in enumerate(stories.every(), start=1):
        if not chosen or article.id in chosen:
            passages = tuple(_passages(article, wanted))
            found += len(passages)
            if found > MOST_PASSAGES:
                raise Refused("search.too_many", most=MOST_PASSAGES)
            if passages:
                yield FoundStory(article.id, article.headline, article.state, passages)
        if not told(number):
            raise Refused("program.stopped")


def perform(
    stories: Stories,
    chosen: Mapping[ArticleId, Sequence[FieldPassage]],
    wanted: Replacement,
    *,
    origin: str,
    by: str = "",
    told: Told = lambda _done: True,
) -> Done:
    """Replace chosen places, in each story as one version; nothing goes before readers by it.

    A story that was changed since it was looked through loses no word: each place is looked for
    anew by its words and those around it.

    Args:
        stories: the store.
        chosen: what `search` found, as far as it is to be replaced.
        wanted: what was looked for.
        origin: who asks; listeners find it in the Changes.
        by: who changed it.
        told: hears after each few how many stories are done; False ends it, and what is done by
            then stays and is told of.

    Raises:
        Refused: `store.full`, `store.read_only`, `store.cannot_write` where nothing was changed
            yet; else what was changed is told of, with the trouble.
    """
    changed: list[Change] = []
    trouble = _performed(stories, chosen, wanted, (origin, "replace", by), told, changed)
    if trouble is not None and not changed:
        raise trouble
    passages = sum(len(places) for each in changed for places in each.places.values())
    asked = sum(map(len, chosen.values()))
    return Done(tuple(changed), passages, asked - passages, trouble)


def take_back(stories: Stories, done: Done, *, origin: str, by: str = "") -> int:
    """Take a whole replacement back; what was written in the stories since then stays.

    Returns:
        In how many stories some of it stays, for those very words were changed since.
    """
    known = {each.after.id: each for each in done.changed}
    left: set[ArticleId] = set()

    def change(article_id: ArticleId) -> Change | None:
        now = stories.find(article_id)
        undone, is_whole = _undone(known[article_id], now)
        (left.discard if is_whole else left.add)(article_id)
        return None if now is None or undone is None else Change(now, undone, {})

    ids = list(known)
    for start in range(0, len(ids), AT_ONCE):
        here = ids[start : start + AT_ONCE]
        stored = _stored(stories, here, change, (origin, "restore", by))
        # A story that is gone, or that somebody writes in all the time, keeps it.
        left.update(set(here) - {each.after.id for each in stored})
    return len(left)


def _performed(  # as `perform`
    stories: Stories,
    chosen: Mapping[ArticleId, Sequence[FieldPassage]],
    wanted: Replacement,
    about: tuple[str, str, str],
    told: Told,
    changed: list[Change],
) -> EditorError | None:
    """Replace a few stories at a time and note what was changed; what the store said to it."""

    def change(article_id: ArticleId) -> Change | None:
        made = _change(stories.find(article_id), chosen[article_id], wanted)
        return made if made is not None and made.places else None

    ids = list(chosen)
    try:
        for start in range(0, len(ids), AT_ONCE):
            here = ids[start : start + AT_ONCE]
            changed += _stored(stories, here, change, about)
            if not told(min(start + AT_ONCE, len(ids))):
                break
    except EditorError as error:
        # What was done by then can still be taken back as a whole.
        return error
    return None


def _stored(
    stories: Stories,
    ids: Sequence[ArticleId],
    change: Callable[[ArticleId], Change | None],
    about: tuple[str, str, str],
) -> list[Change]:
    """What could be stored of some changes; each is made anew while somebody writes there.

    Args:
        stories: the store.
        ids: whose.
        change: makes the change of one story as it stands; None: there is none.
        about: origin, reason and by whom.
    """
    origin, reason, by = about
    done: list[Change] = []
    for _ in range(TRIES):
        made = [each for each in map(change, ids) if each is not None]
        pairs = [(each.before, each.after) for each in made]
        moved = stories.save_changes(pairs, origin=origin, reason=reason, by=by)
        done += [each for each in made if each.after.id not in moved]
        ids = [each for each in ids if each in moved]
        if not ids:
            break
    return done


def _passages(article: Article, wanted: Replacement) -> Iterator[FieldPassage]:
    for name in FIELDS:
        text = getattr(article, name)
        for hit in finding.hits(text, wanted.search, wanted.other):
            yield FieldPassage(name, finding.passage(text, hit))


def _change(
    article: Article | None, chosen: Sequence[FieldPassage], wanted: Replacement
) -> Change | None:
    """What replacing the chosen places does to a story, as far as they are still there."""
    if article is None:
        return None
    left = Counter(chosen)
    values: dict[str, str] = {}
    places: dict[str, tuple[Hit, ...]] = {}
    for name in FIELDS:
        text = getattr(article, name)
        taken: list[Hit] = []
        for hit in finding.hits(text, wanted.search, wanted.other):
            place = FieldPassage(name, finding.passage(text, hit))
            if left[place]:
                left[place] -= 1
                taken.append(hit)
        if taken:
            values[name], places[name] = finding.replaced(text, taken), _as_they_stand(taken)
    return Change(article, replace(article, **values), places)  # type: ignore[arg-type]  # texts


def _as_they_stand(taken: Sequence[Hit]) -> tuple[Hit, ...]:
    """Replaced places with where they are then, and what stood there."""
    told, shift = [], 0
    for each in taken:
        start = each.start + shift
        told.append(Hit(start, start + len(each.other), each.other, each.found))
        shift += len(each.other) - len(each.found)
    return tuple(told)


def _undone(change: Change, now: Article | None) -> tuple[Article | None, bool]:
    """A story as it would stand without the replacement, and whether that is all of it."""
    if now is None:
        return None, False
    values, is_whole = {}, True
    for name, places in change.places.items():
        text = getattr(now, name)
        moved = _moved(getattr(change.after, name), text, places)
        values[name] = finding.replaced(text, moved)
        is_whole &= len(moved) == len(places)
    return replace(now, **values), is_whole  # type: ignore[arg-type]  # texts, each of its field


def _moved(after: str, now: str, places: Sequence[Hit]) -> list[Hit]:
    """The places where they are now; those that an edit touched are left out."""
    ahead, behind = shared_ends(after, now)
    shift = len(now) - len(after)
    told = []
    for each in places:
        if each.end <= ahead:
            told.append(each)
        elif each.start >= len(after) - behind:
            told.append(replace(each, start=each.start + shift, end=each.end + shift))
    return told
