# SPDX-License-Identifier: GPL-3.0-or-later
"""A story as what is sent of a post of Ghost, and a post as a document of ours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from editor import wire
from editor.cms.adapter import FilesOf, Post, Stand
from editor.cms.ghost import copy, posts
from editor.cms.ghost.people import People
from editor.cms.ghost.terms import Tags
from editor.cms.intake import MARKER, hashes
from editor.cms.spelling import nfc
from editor.cms.weaving import Read, told_beside, woven
from editor.errors import Refused
from editor.model.article import Article, ArticleId
from editor.model.binding import Binding
from editor.model.mapping import Kind, MappingOf
from editor.model.operation import Doc
from editor.model.picture import Picture, Placement
from editor.model.profile import SiteProfile
from editor.model.workflow import State
from editor.render.beside import figure
from editor.render.body import credit_line

_IMAGE_CARD: Final = ("kg-card kg-image-card", "")
_LIMITS: Final = {
    "title": ("headline", posts.LIMITS.headline),
    "excerpt": ("standfirst", posts.LIMITS.standfirst),
    "feature_image_alt": ("alt_text", posts.LIMITS.alt_text),
}
"""Field of the house -> what we call it, and how many characters it takes at most."""
_LEAD: Final = ("feature_image", "feature_image_alt", "feature_image_caption")


class Documents:
    """Turns stories into posts and back, for one house and one person.

    Args:
        tags: the house's tags.
        people: those who write there.
        files_of: which file of the house a picture is.
        mapping: what of ours is what there.
    """

    def __init__(self, tags: Tags, people: People, files_of: FilesOf, mapping: MappingOf) -> None:
        self._mapping = mapping
        self._tags = tags
        self._people = people
        self._file_of = files_of
        self.profile = SiteProfile(name="")
        """Of the house, once it was greeted."""

    def payload(self, stand: Stand) -> dict[str, object]:
        """See `Adapter`."""
        article = stand.article
        told: dict[str, object] = {
            "title": nfc(" ".join(article.headline.split())),
            "content": self.html(stand),
            "excerpt": nfc(article.standfirst).strip(),
            "tags": self._tag_ids(stand),
            **self._featured(stand),
        }
        authors = self._people.ids(article, _facts(stand.binding))
        if authors:
            told["authors"] = authors
        for name, (field, limit) in _LIMITS.items():
            if len(str(told[name])) > limit:
                raise Refused("site.too_long", field=field, limit=limit)
        return told

    def html(self, stand: Stand) -> str:
        """The copy as the house gets it."""
        figures = self._foreign(stand.binding)

        def figure_of(name: str) -> str | None:
            placement = stand.article.placement_named(name)
            found = stand.pictures.get(placement.sha256) if placement is not None else None
            if placement is None or found is None:
                return figures.get(name)
            return self._figure(placement, *found)

        author = self._people.shown(stand.article)
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
            doc["headline"] = post.fields["title"]
        if "excerpt" in changed:
            doc["standfirst"] = post.fields["excerpt"]
        if "content" in changed or post.html != binding.html:
            doc["body"] = self._body(post, binding, stood)
        if "tags" in changed:
            doc.update(self._topics(post, stood))
        if "authors" in changed:
            authors = self._people.authors(posts.read_ids(post.fields["authors"]), stood)
            doc["authors"] = wire.article_to_doc(replace(stood, authors=authors))["authors"]
        if not {"content", "feature_image"}.isdisjoint(changed):
            placements = self._placements(post, binding, stood, changed)
            told = wire.article_to_doc(replace(stood, placements=placements))
            doc["placements"] = told["placements"]
        doc.update(_state_of(post, stood))
        return doc

    def _new_doc(self, post: Post, article_id: str) -> Doc:
        article = Article(
            id=ArticleId(article_id),
            headline=post.fields["title"],
            standfirst=post.fields["excerpt"],
            language=self.profile.language,
        )
        authors = self._people.authors(posts.read_ids(post.fields["authors"]), article)
        html, article = told_beside(
            post.html, replace(article, authors=authors), self.profile.time_zone
        )
        article = replace(article, body=copy.read(html, lambda _address: None, None).copy)
        doc = {**wire.article_to_doc(article), **self._topics(post, None)}
        return {**doc, **_state_of(post, article)}

    def _foreign(self, binding: Binding | None) -> Mapping[str, str]:
        """Pictures and cards of a post that are not ours: name in the copy -> HTML."""
        if binding is None or not binding.html:
            return {}
        stood = wire.article_from_doc(binding.there) if binding.there else None
        return self._read(binding.html, stood).figures

    def _body(self, post: Post, binding: Binding, stood: Article) -> str:
        sent, stands = self._read(binding.html, stood), self._read(post.html, stood)
        return woven(stood.body, sent.copy, stands.copy)

    def _placements(
        self, post: Post, binding: Binding, stood: Article, changed: Collection[str]
    ) -> tuple[Placement, ...]:
        """The pictures of a story with what was said of them there, and the one that leads."""
        sent, stands = (
            copy.words(html, self._name_of(stood)) for html in (binding.html, post.html)
        )
        placements = list(stood.placements)
        for at, each in enumerate(placements):
            before, now = sent.get(each.name), stands.get(each.name)
            if before is not None and now is not None and before != now:
                caption, alt_text = (
                    new if new != old else None for new, old in zip(now, before, strict=True)
                )
                placements[at] = replace(
                    each,
                    caption=each.caption if caption is None else caption,
                    alt_text=each.alt_text if alt_text is None else alt_text,
                )
        is_another = "feature_image" in changed
        return (
            self._with_lead(post.fields["feature_image"], placements)
            if is_another
            else (tuple(placements))
        )

    def _name_of(self, stood: Article | None) -> copy.NameOf:
        ours = self._ours(stood) if stood is not None else {}
        return lambda address: ours.get(posts.place(address, self.profile.address))

    def _read(self, html: str, stood: Article | None) -> Read:
        return copy.read(html, self._name_of(stood), stood, zone=self.profile.time_zone)

    def _ours(self, article: Article) -> dict[str, str]:
        """The files of the pictures in a story -> their names in its copy."""
        found = ((self._file_of(each.sha256), each.name) for each in article.placements)
        return {file.remote_id: name for file, name in found if file is not None}

    def _with_lead(self, place: str, placements: Sequence[Placement]) -> tuple[Placement, ...]:
        """The pictures of a story after another was chosen there to stand for it."""
        files = {each.sha256: self._file_of(each.sha256) for each in placements}
        leads = {key: file is not None and file.remote_id == place for key, file in files.items()}
        return tuple(
            replace(each, is_lead=leads[each.sha256]) if any(leads.values()) else each
            for each in placements
        )

    def _tag_ids(self, stand: Stand) -> list[str]:
        """The section first: what comes first is where the house shows a story."""
        article = stand.article
        keys = [each for each in (article.category, *article.other_categories) if each]
        found = [*self._tags.section_ids(keys), *self._tags.ids(article.tags)]
        # What nobody here sees stays with the post: by such tags the house sorts and mails.
        hidden = posts.read_ids(_facts(stand.binding).get("hidden", ""))
        return list(dict.fromkeys([*found, *hidden]))

    def _topics(self, post: Post, stood: Article | None) -> dict[str, object]:
        """Sections and topics by the tags of a post: the first one that readers see leads."""
        told = [e for e in posts.read_ids(post.fields["tags"]) if not self._tags.is_hidden(e)]
        had = (stood.category, *stood.other_categories) if stood is not None else ()
        names = stood.tags if stood is not None else ()
        keys = {each: self._tags.key(each, had) for each in told}
        leads = told[: 0 if stood is not None and self._is_bare(told, stood) else 1]
        rest = [each for each in told if each not in leads]
        sections = [*leads, *(each for each in rest if keys[each] in had)]
        categories = self._with_ours(Kind.CATEGORY, [keys[each] for each in sections], had)
        topics = [self._tags.name(each, names) for each in rest if each not in sections]
        return {
            "category": categories[0] if categories else "",
            "other_categories": categories[1:],
            "tags": self._with_ours(Kind.TAG, topics, names),
        }

    def _is_bare(self, told: Sequence[str], stood: Article) -> bool:
        """Whether a story of ours has topics alone, although one of them comes first there."""
        had = not any((stood.category, *stood.other_categories))
        return had and bool(told) and self._tags.name(told[0], stood.tags) in stood.tags

    def _with_ours(self, kind: Kind, told: Sequence[str], had: Sequence[str]) -> list[str]:
        """What is told of there, and what stays here."""
        stay = [each for each in had if each and self._mapping().stays_here(kind, each)]
        return list(dict.fromkeys((*(each for each in told if each), *stay)))

    def _figure(self, placement: Placement, picture: Picture, file: Binding) -> str:
        facts = file.facts
        width, height = facts.get("width", ""), facts.get("height", "")
        place = file.remote_id
        return figure(
            _IMAGE_CARD,
            f"{self.profile.address}{place}" if place.startswith("/") else place,
            placement.caption_of(picture),
            credit_line(picture, self.profile),
            alt=placement.alt_text_of(picture),
            size=f'width="{width}" height="{height}"' if width else "",
        )

    def _featured(self, stand: Stand) -> dict[str, object]:
        lead = stand.article.lead
        found = stand.pictures.get(lead.sha256) if lead is not None else None
        if lead is None or found is None:
            # A picture that was chosen there stays while none of ours stands for the story.
            facts, before = _facts(stand.binding), stand.lead_before
            file = self._file_of(before) if before is not None else None
            is_ours = file is not None and file.remote_id == facts.get("feature_image")
            return {name: "" if is_ours else facts.get(name, "") for name in _LEAD}
        picture, file = found
        caption, credit = lead.caption_of(picture), credit_line(picture, self.profile)
        told = " ".join(escape(nfc(each), quote=False) for each in (caption, credit) if each)
        return dict(zip(_LEAD, (file.remote_id, nfc(lead.alt_text_of(picture)), told), strict=True))


def _facts(binding: Binding | None) -> Mapping[str, str]:
    return binding.facts if binding is not None else {}


def _state_of(post: Post, stood: Article) -> dict[str, object]:
    """What a status says of a story's state; finer steps of ours stay while it agrees with them."""
    state, status = post.state, post.fields["status"]
    was_out = stood.state in {State.PUBLISHED, State.TAKEN_DOWN}
    if was_out and state is State.DRAFT:
        # Whoever set it back on the site took it from its readers.
        state = State.TAKEN_DOWN
    elif posts.STATUS_OF.get(stood.state, posts.DRAFT) == status:
        state = stood.state
    doc: dict[str, object] = {"state": state.value}
    slug, at = post.fields["slug"], post.at
    told = at.isoformat(timespec="microseconds").replace("+00:00", "Z") if at is not None else None
    if state is State.SCHEDULED and told:
        doc["publish_at"] = told
    if state is State.PUBLISHED and told:
        doc.update(published_at=told, url_slug=slug)
        if stood.state is not State.PUBLISHED:
            doc["updated_at"] = told
    elif slug and not slug.startswith(MARKER):
        doc["url_slug"] = slug
    return doc
