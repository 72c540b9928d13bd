# SPDX-License-Identifier: GPL-3.0-or-later
"""A story as what is sent of a post, and a post as a document of ours."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from editor import values, wire
from editor.cms.adapter import FilesOf, Post, Stand
from editor.cms.intake import MARKER, hashes
from editor.cms.spelling import plain
from editor.cms.weaving import Read, told_beside, woven
from editor.cms.wordpress import copy
from editor.cms.wordpress.posts import STATE_OF, STATUS_OF, written
from editor.cms.wordpress.terms import Terms
from editor.model.article import Article, ArticleId, Author
from editor.model.binding import Binding
from editor.model.mapping import Kind, MappingOf, letters
from editor.model.operation import Doc
from editor.model.picture import Picture, Placement
from editor.model.profile import SiteProfile
from editor.model.workflow import State
from editor.render.body import credit_line


class Documents:
    """Turns stories into posts and back, for one house and one person.

    Args:
        terms: the house's sections and topics.
        file_of: which file of the house a picture is.
        mapping: what of ours is what there.
    """

    def __init__(self, terms: Terms, file_of: FilesOf, mapping: MappingOf) -> None:
        self._terms = terms
        self._file_of = file_of
        self._mapping = mapping
        self.profile = SiteProfile(name="")
        """Of the house, once it was greeted."""
        self.people: Mapping[str, str] = {}
        """Numbers of those who write there -> what readers read."""
        self.me = ""
        """Our own number there."""
        self.may_assign = False
        """Whether we may put a story under the account of somebody else."""

    def payload(self, stand: Stand) -> dict[str, object]:
        """See `Adapter`."""
        article = stand.article
        keys = [each for each in (article.category, *article.other_categories) if each]
        told: dict[str, object] = {
            "title": written(article.headline),
            "content": self.html(stand),
            "excerpt": written(article.standfirst),
            "categories": self._terms.category_ids(keys),
            "tags": sorted(set(self._terms.tag_ids(article.tags))),
            "featured_media": self._featured(stand, article.lead),
        }
        account = self._account(article, stand.binding)
        return {**told, "author": int(account)} if account else told

    def html(self, stand: Stand) -> str:
        """The copy as the house gets it."""
        figures = self._foreign(stand.binding)

        def figure_of(name: str) -> str | None:
            placement = stand.article.placement_named(name)
            found = stand.pictures.get(placement.sha256) if placement is not None else None
            if placement is None or found is None:
                return figures.get(name)
            return self._figure(placement, *found)

        author = self._shown(stand.article, stand.binding)
        return copy.to_html(stand.article, figure_of, self.profile, author=author)

    def doc_of(self, post: Post, binding: Binding | None, article_id: str) -> Doc:
        """See `Adapter`."""
        if binding is None or binding.told is None or not binding.there:
            return self._new_doc(post, article_id)
        stood = wire.article_from_doc(binding.there)
        now = hashes(post.fields)
        changed = {name for name, each in now.items() if binding.returned.get(name) != each}
        doc = dict(binding.there)
        if "title" in changed:
            doc["headline"] = plain(post.fields["title"])
        if "excerpt" in changed:
            doc["standfirst"] = plain(post.fields["excerpt"])
        if "content" in changed or post.html != binding.html:
            doc["body"] = self._body(post, binding, stood)
        doc.update(self._named(post, binding, stood, changed))
        if "featured_media" in changed:
            doc["placements"] = self._with_lead(post.fields["featured_media"], stood)
        doc.update(_state_of(post, stood))
        return doc

    def _foreign(self, binding: Binding | None) -> Mapping[str, str]:
        """Pictures and embeds of a post that are not ours: name in the copy -> HTML."""
        if binding is None or not binding.html:
            return {}
        stood = wire.article_from_doc(binding.there) if binding.there else None
        ours = self._ours(stood) if stood is not None else {}
        return self._read(binding.html, ours, stood).figures

    def _ours(self, article: Article) -> dict[str, str]:
        """The house's numbers of the pictures in a story -> their names in its copy."""
        found = ((self._file_of(each.sha256), each.name) for each in article.placements)
        return {file.remote_id: name for file, name in found if file is not None}

    def _new_doc(self, post: Post, article_id: str) -> Doc:
        author = self._author_of(post.fields["author"])
        article = Article(
            id=ArticleId(article_id),
            headline=plain(post.fields["title"]),
            standfirst=plain(post.fields["excerpt"]),
            tags=tuple(self._topics(post)),
            language=self.profile.language,
            authors=(author,) if author is not None else (),
        )
        html, article = told_beside(post.html, article, self.profile.time_zone)
        article = replace(article, body=copy.read(html, {}, None).copy)
        doc = {**wire.article_to_doc(article), **self._sections(post)}
        return {**doc, **_state_of(post, article)}

    def _body(self, post: Post, binding: Binding, stood: Article) -> str:
        ours = self._ours(stood)
        sent = self._read(binding.html, ours, stood)
        stands = self._read(post.html, ours, stood)
        return woven(stood.body, sent.copy, stands.copy)

    def _read(self, html: str, ours: Mapping[str, str], stood: Article | None) -> Read:
        return copy.read(html, ours, stood, zone=self.profile.time_zone)

    def _with_lead(self, number: str, stood: Article) -> list[object]:
        """The pictures of a story after another was chosen there to stand for it."""
        files = {each.sha256: self._file_of(each.sha256) for each in stood.placements}
        is_ours = any(each is not None and each.remote_id == number for each in files.values())
        placements = [
            replace(
                each, is_lead=(file := files[each.sha256]) is not None and file.remote_id == number
            )
            if is_ours
            else each
            for each in stood.placements
        ]
        doc = wire.article_to_doc(replace(stood, placements=tuple(placements)))
        return values.listed("placements", doc["placements"])

    def _named(
        self, post: Post, binding: Binding, stood: Article, changed: Collection[str]
    ) -> dict[str, object]:
        """What of a post its map tells, where that changed."""
        told: dict[str, object] = {}
        if "categories" in changed:
            told.update(self._sections(post, stood))
        if "tags" in changed:
            told["tags"] = self._topics(post, stood)
        if "author" in changed:
            told["authors"] = self._authors(post, binding, stood)
        return told

    def _sections(self, post: Post, stood: Article | None = None) -> dict[str, object]:
        had = (stood.category, *stood.other_categories) if stood is not None else ()
        numbers = _numbers(post.fields["categories"])
        told = [key for each in numbers if (key := self._terms.category_key(each, had))]
        keys = self._with_ours(Kind.CATEGORY, told, had)
        return {"category": keys[0] if keys else "", "other_categories": keys[1:]}

    def _topics(self, post: Post, stood: Article | None = None) -> list[str]:
        numbers, had = _numbers(post.fields["tags"]), stood.tags if stood is not None else ()
        self._terms.learn_tags(numbers)
        return self._with_ours(Kind.TAG, self._terms.tag_names(numbers, had), had)

    def _with_ours(self, kind: Kind, told: Sequence[str], had: Sequence[str]) -> list[str]:
        """What is told of there, what stood before in its order, and what stays here."""
        mapped = self._mapping()
        stay = [each for each in had if each in told or mapped.stays_here(kind, each)]
        return list(dict.fromkeys((*stay, *told)))

    def _authors(self, post: Post, binding: Binding, stood: Article) -> list[object]:
        """Who wrote a story after it was put under another account there.

        Bylines that stand in its text are none of the account's: they stay.
        """
        is_shown = stood.byline and self._shown(stood, binding) == stood.byline
        found = self._author_of(post.fields["author"], stood.authors) if is_shown else None
        told = replace(stood, authors=(found,)) if found is not None else stood
        return values.listed("authors", wire.article_to_doc(told)["authors"])

    def _author_of(self, number: str, stood: Sequence[Author] = ()) -> Author | None:
        byline = self.people.get(number, "")
        known = self._mapping().author(number, stood)
        return known or (Author(pen_name=byline) if byline else None)

    def _figure(self, placement: Placement, picture: Picture, file: Binding) -> str:
        facts = file.facts
        size = f'width="{facts.get("width", "")}" height="{facts.get("height", "")}"'
        return copy.figure(
            facts.get("url", ""),
            file.remote_id,
            placement.caption_of(picture),
            credit_line(picture, self.profile),
            placement.alt_text_of(picture),
            size if facts.get("width") else "",
        )

    def _featured(self, stand: Stand, lead: Placement | None) -> int:
        found = stand.pictures.get(lead.sha256) if lead is not None else None
        if found is not None:
            return int(found[1].remote_id)
        # A picture that was chosen there stays while none of ours stands for the story.
        told = stand.binding.facts.get("featured", "0") if stand.binding is not None else "0"
        before = stand.lead_before
        file = self._file_of(before) if before is not None else None
        is_ours = file is not None and file.remote_id == told
        return int(told) if told.isdigit() and not is_ours else 0

    def _number_of(self, binding: Binding | None) -> str:
        return binding.facts.get("author", self.me) if binding is not None else self.me

    def _account(self, article: Article, binding: Binding | None) -> str:
        """The number of the account that a story is to be under; empty: as it is."""
        mapped, stands = self._mapping(), self._number_of(binding)
        accounts = [found for each in article.authors if (found := self._account_of(each))]
        if not accounts and mapped.author(stands) is not None:
            # Whom that account is for wrote none of it.
            accounts = [self.me]
        may = self.may_assign or (accounts and accounts[0] in (self.me, stands))
        return accounts[0] if accounts and may else ""

    def _account_of(self, author: Author) -> str:
        """The account of a name that readers see: the one that was decided, else of these letters.

        Whoever stands behind a pen name is never looked for.
        """
        mapped, wanted = self._mapping(), letters(author.byline)
        if mapped.of(Kind.PERSON, wanted) is not None:
            return mapped.account(author)
        same = (number for number, name in self.people.items() if letters(name) == wanted)
        return next(same, "") if wanted else ""

    def _shown(self, article: Article, binding: Binding | None) -> str:
        """The byline that the house shows by itself, as our stories have it."""
        named = [each for each in article.authors if each.byline]
        account = self._account_of(named[0]) if len(named) == 1 else ""
        if account and account == self._account(article, binding):
            return article.byline
        return self.people.get(self._number_of(binding), "")


def _state_of(post: Post, stood: Article) -> dict[str, object]:
    """What a status says of a story's state; finer steps of ours stay while it agrees with them."""
    state = STATE_OF.get(post.fields["status"], State.DRAFT)
    was_out = stood.state in {State.PUBLISHED, State.TAKEN_DOWN}
    if was_out and state is not State.PUBLISHED:
        # Whoever set it back on the site took it from its readers.
        state = State.TAKEN_DOWN
    elif STATUS_OF[stood.state] == post.fields["status"]:
        state = stood.state
    doc: dict[str, object] = {"state": state.value}
    slug = post.fields.get("slug", "")
    if state is State.SCHEDULED and post.at is not None:
        doc["publish_at"] = post.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    if state is State.PUBLISHED and post.at is not None:
        at = post.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
        doc.update(published_at=at, url_slug=slug)
        if stood.state is not State.PUBLISHED:
            doc["updated_at"] = at
    elif slug and not slug.startswith(MARKER):
        doc["url_slug"] = slug
    return doc


def _numbers(text: str) -> list[int]:
    return [int(each) for each in json.loads(text or "[]")]
