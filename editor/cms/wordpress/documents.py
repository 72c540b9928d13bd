# SPDX-License-Identifier: GPL-3.0-or-later
"""A story as what is sent of a post, and a post as a document of ours."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from editor import values, wire
from editor.cms.adapter import Post, Stand
from editor.cms.intake import MARKER, hashes
from editor.cms.wordpress import copy
from editor.cms.wordpress.posts import STATE_OF, STATUS_OF, plain, written
from editor.cms.wordpress.terms import Terms
from editor.model.article import Article, ArticleId, Author
from editor.model.binding import Binding
from editor.model.operation import Doc
from editor.model.picture import Picture, Placement, Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import State
from editor.render.body import credit_line

FilesOf = Callable[[Sha256], Binding | None]
"""The file that a picture is in the house; None: it is not there."""


class Documents:
    """Turns stories into posts and back, for one house and one person.

    Args:
        terms: the house's sections and topics.
        file_of: which file of the house a picture is.
    """

    def __init__(self, terms: Terms, file_of: FilesOf) -> None:
        self._terms = terms
        self._file_of = file_of
        self.profile = SiteProfile(name="")
        """Of the house, once it was greeted."""
        self.people: Mapping[str, str] = {}
        """Numbers of those who write there -> what readers read."""
        self.me = ""
        """Our own number there."""

    def payload(self, stand: Stand) -> dict[str, object]:
        """See `Adapter`."""
        article = stand.article
        keys = [article.category, *article.other_categories]
        categories = [self._terms.category_id(each) for each in keys if each]
        lead = article.lead
        return {
            "title": written(article.headline),
            "content": self.html(stand),
            "excerpt": written(article.standfirst),
            "categories": sorted(set(categories)),
            "tags": sorted(set(self._terms.tag_ids(article.tags))),
            "featured_media": self._featured(stand, lead),
        }

    def html(self, stand: Stand) -> str:
        """The copy as the house gets it."""
        figures = self._foreign(stand.binding)

        def figure_of(name: str) -> str | None:
            placement = stand.article.placement_named(name)
            found = stand.pictures.get(placement.sha256) if placement is not None else None
            if placement is None or found is None:
                return figures.get(name)
            return self._figure(placement, *found)

        author = self._author_of(stand.binding)
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
        if "categories" in changed:
            doc.update(self._sections(post))
        if "tags" in changed:
            doc["tags"] = list(self._topics(post))
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
        return self._read(binding.html, ours, stood, binding).figures

    def _ours(self, article: Article) -> dict[str, str]:
        """The house's numbers of the pictures in a story -> their names in its copy."""
        found = ((self._file_of(each.sha256), each.name) for each in article.placements)
        return {file.remote_id: name for file, name in found if file is not None}

    def _new_doc(self, post: Post, article_id: str) -> Doc:
        read = copy.read(post.html, {}, None)
        author = self.people.get(post.fields["author"], "")
        article = Article(
            id=ArticleId(article_id),
            headline=plain(post.fields["title"]),
            standfirst=plain(post.fields["excerpt"]),
            body=read.copy,
            tags=self._topics(post),
            language=self.profile.language,
            authors=(Author(pen_name=author),) if author else (),
        )
        doc = {**wire.article_to_doc(article), **self._sections(post)}
        return {**doc, **_state_of(post, article)}

    def _body(self, post: Post, binding: Binding, stood: Article) -> str:
        ours = self._ours(stood)
        sent = self._read(binding.html, ours, stood, binding)
        stands = self._read(post.html, ours, stood, binding)
        return copy.woven(stood.body, sent.copy, stands.copy)

    def _read(
        self, html: str, ours: Mapping[str, str], stood: Article | None, binding: Binding
    ) -> copy.Read:
        author, zone = self._author_of(binding), self.profile.time_zone
        return copy.read(html, ours, stood, author, zone=zone)

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

    def _sections(self, post: Post) -> dict[str, object]:
        numbers = [n for n in _numbers(post.fields["categories"]) if not self._terms.is_default(n)]
        keys = [key for key in map(self._terms.category_key, numbers) if key]
        return {"category": keys[0] if keys else "", "other_categories": keys[1:]}

    def _topics(self, post: Post) -> tuple[str, ...]:
        numbers = _numbers(post.fields["tags"])
        self._terms.learn_tags(numbers)
        return self._terms.tag_names(numbers)

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
        return int(told) if told.isdigit() else 0

    def _author_of(self, binding: Binding | None) -> str:
        number = binding.facts.get("author", self.me) if binding is not None else self.me
        return self.people.get(number, "")


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
