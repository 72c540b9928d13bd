# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands (import, list, show, render, check, sync, publish ...)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from editor import carrying, checks, exchange, fieldwork, receiving
from editor.captions import lint
from editor.desk import Desk
from editor.errors import EditorError, Refused
from editor.files import documents
from editor.house import House
from editor.model.article import Article, ArticleId, place
from editor.model.picture import Picture, Placement
from editor.model.rows import Line, OpState, StoryFilter, StoryRow
from editor.model.workflow import Act, State, Wish
from editor.render import related
from editor.render.page import Story
from editor.sentences import Sentences
from editor.text import clean as cleaning
from editor.text import legacy
from editor.text.legacy import Found
from editor.text.tidy import tidy
from editor.wire import article_to_doc, picture_to_doc

ORIGIN = "command"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say."""

    value: object
    """One JSON-able value."""
    text: str
    """The same for a person; lines without a newline at the end."""
    refused: tuple[EditorError, ...] = ()
    """What of it could not be done; the rest was."""
    notes: tuple[str, ...] = ()
    """What a person should know besides, as sentences; they stand apart from the text."""


class SiteCommands:
    """The commands that speak of the publishing server.

    All raise `EditorError`s: `article.unknown` for an id that the store has not got, and what the
    room raises that does the work.

    Args:
        desk: the open desk.
        house: connects it to its publishing server when a command needs that.
        sentences: the language of the readable text.
    """

    def __init__(self, desk: Desk, house: House, sentences: Sentences) -> None:
        self._desk = desk
        self._house = house
        self._say = sentences.say
        self._word = sentences.word

    def outbox(self) -> Answer:
        """All that waits to be sent."""
        rows = self._desk.outbox.rows()
        lines = [
            f"{self._word('act', row.kind):<12}  {self._word('op', row.state.value):<12}  "
            f"{row.headline}  {self._why(row.error)}".rstrip()
            for row in rows
        ]
        value = [fieldwork.plain(row) for row in rows]
        return Answer(value, "\n".join(lines) or self._say("command.outbox_empty"))

    def sync(self) -> Answer:
        """One whole turn with the publishing server."""
        self._house.connect()
        status = self._desk.sync.once()
        if status.line is Line.REFUSED:
            raise Refused(status.error, **status.values)
        text = self._say("command.synced", {"waiting": status.waiting})
        held = next((row.error for row in self._desk.outbox.rows() if row.error), "")
        if status.error or held:
            why = self._say(status.error, status.values) if status.error else self._why(held)
            text = f"{why} {self._say('command.kept', {'waiting': status.waiting})}"
        return Answer(fieldwork.plain(status), text)

    def publish(self, article_id: str, at: str = "", override: str = "") -> Answer:
        """Put an article before readers, or the newest of it in the place of what they have.

        Args:
            article_id: which.
            at: when, by the server's clock, as `2026-03-07T05:30+07:00`; empty: now.
            override: why, although the rights of a picture bar it; empty: those bars hold.
        """
        article = self._get(article_id)
        if at:
            publish_at = fieldwork.read_time(at)
            wish = Wish(Act.PUBLISH, publish_at=publish_at, override=override)
            return self._act(article, wish)
        state = self._desk.acts.state_of(article)
        named = {State.PUBLISHED: Act.UPDATE, State.TAKEN_DOWN: Act.REPUBLISH}
        return self._act(article, Wish(named.get(state, Act.PUBLISH), override=override))

    def take_down(self, article_id: str, reason: str) -> Answer:
        """Take an article away from readers."""
        return self._act(self._get(article_id), Wish(Act.TAKE_DOWN, reason))

    def site_login(self, address: str, code: str) -> Answer:
        """Sign in to a publishing server with a pairing code."""
        self._house.pair(address.rstrip("/"), code)
        return self.site_status()

    def site_sign_in(self, address: str, kind: str, login: str) -> Answer:
        """Sign in to a house of another kind, such as a WordPress."""
        self._house.sign_in(address.rstrip("/"), kind, login)
        return self.site_status()

    def site_status(self) -> Answer:
        """Which publishing server this store is bound to, and how the line is."""
        self._house.connect()
        status = self._desk.sync.once()
        server = self._desk.sync.server
        value = {
            "address": self._desk.settings.site_address,
            "is_builtin": not self._desk.settings.site_address,
            "line": status.line.value,
            "error": status.error,
            "person": server.person if server else "",
            "role": server.role if server else "",
            "public_address": server.address if server else "",
            "keyring": self._desk.secrets.backend,
            **self._desk.acts.able.told,
        }
        told = {
            **value,
            "line": self._word("line", status.line.value),
            "error": self._say(status.error, status.values) if status.error else "",
        }
        lines = [f"{name}: {each}" for name, each in told.items() if each != ""]
        return Answer(value, "\n".join(lines))

    def _act(self, article: Article, wish: Wish) -> Answer:
        profile = self._desk.profile
        op_id = self._desk.acts.perform(article.id, wish, profile=profile, origin=ORIGIN)
        self._house.connect()
        status = self._desk.sync.once()
        row = next((each for each in self._desk.outbox.rows() if each.op_id == op_id), None)
        if row is not None and row.state is OpState.PARKED:
            raise Refused(fieldwork.site_code(row.error))
        address = self._desk.mirror.remote_address(article.id)
        is_sent = row is None
        value = {"id": article.id, "act": wish.act.value, "is_sent": is_sent, "address": address}
        if is_sent:
            return Answer(value, address or self._say("command.act_done", {"act": wish.act.value}))
        return Answer(value, self._say("command.act_waits", {"waiting": status.waiting}))

    def _get(self, article_id: str) -> Article:
        return self._desk.articles.get(ArticleId(article_id))

    def _why(self, code: str) -> str:
        return self._say(fieldwork.site_code(code)) if code else ""


class Commands(SiteCommands):
    """One method a command; each does its work on an open desk and returns an Answer."""

    def new(self, assignments: Sequence[str] = ()) -> Answer:
        """Make an article, with `field=value`s to begin with."""
        language = self._desk.profile.language
        article = Article(id=fieldwork.new_id(), language=language)
        article = fieldwork.assign(article, assignments)
        saved = self._save(article)
        return Answer({"id": saved.id}, saved.id)

    def list_stories(self, *, state: str = "", category: str = "", search: str = "") -> Answer:
        """All stories, newest change first, or those of a state, a category, with these words."""
        return self._listed(self._chosen(state, category, search))

    def _chosen(self, state: str, category: str, search: str) -> StoryFilter:
        states = (fieldwork.read_state(state),) if state else ()
        return StoryFilter(text=search, states=states, category=category)

    def _listed(self, chosen: StoryFilter) -> Answer:
        rows = self._desk.articles.rows(chosen, limit=self._desk.articles.count(chosen) or 1)
        value = [fieldwork.plain(row) for row in rows]
        lines = [self._line(row) for row in rows]
        return Answer(value, "\n".join(lines) or self._say("command.no_stories"))

    def _line(self, row: StoryRow) -> str:
        state = self._word("state", "stub" if row.is_stub else row.state.value)
        told = [row.title or self._say("command.untitled"), row.desk]
        told += [", ".join(each.person for each in row.assignees)]
        told += [f"{row.due_at:%Y-%m-%d %H:%MZ}" if row.due_at else ""]
        return f"{row.id}  {state:<12}  {row.category:<12}  {'  '.join(filter(None, told))}"

    def show(self, article_id: str) -> Answer:
        """One article with all its fields and pictures."""
        article = self._get(article_id)
        pictures = self._desk.articles.pictures_of(article)
        value = {
            **article_to_doc(article),
            "pictures": [picture_to_doc(each) for each in pictures.values()],
            "address": self._desk.mirror.remote_address(article.id),
        }
        lines = [
            f"{self._word('field', name)}: {fieldwork.shown(article, name)}"
            for name in fieldwork.SHOWN
            if getattr(article, name)
        ]
        lines += [
            self._picture_line(each, pictures.get(each.sha256)) for each in article.placements
        ]
        return Answer(value, "\n".join([*lines, "", article.body]).rstrip())

    def set_fields(self, article_id: str, assignments: Sequence[str]) -> Answer:
        """Change fields, each written `field=value`."""
        saved = self._save(fieldwork.assign(self._get(article_id), assignments))
        return self._saved(saved)

    def body(self, article_id: str, copy: str) -> Answer:
        """Put a copy in the place of an article's."""
        saved = self._save(replace(self._get(article_id), body=tidy(copy)))
        return self._saved(saved)

    def add_pictures(self, article_id: str, paths: Sequence[Path]) -> Answer:
        """Take picture files into the store and into an article's strip."""
        article = self._get(article_id)
        refused = []
        for path in paths:
            try:
                article = place(article, self._taken(path))
            except EditorError as error:
                refused.append(error)
        saved = self._save(article)
        names = [each.name for each in saved.placements]
        return Answer({"id": saved.id, "pictures": names}, "\n".join(names), tuple(refused))

    def describe_picture(self, article_id: str, field: str, name: str, text: str) -> Answer:
        """Say a picture's `caption` or `alt` in an article, or its `credit` everywhere."""
        article = self._get(article_id)
        placement = article.placement_named(tidy(name))
        if placement is None:
            raise Refused("command.no_such_picture", name=name)
        text = tidy(text).strip()
        if field == "credit":
            self._set_credit(placement, text)
            return self._saved(article)
        said = (
            replace(placement, caption=text)
            if field == "caption"
            else replace(placement, alt_text=text)
        )
        placements = tuple(said if each is placement else each for each in article.placements)
        return self._saved(self._save(replace(article, placements=placements)))

    def check(
        self, article_id: str, *, with_list: bool = False, with_links: bool = False
    ) -> Answer:
        """All that is wrong with an article.

        Args:
            article_id: which.
            with_list: what may be looked at once more too: one name in two spellings ...
            with_links: links that lead nowhere too; needs the network.

        Raises:
            Offline: `line.down` where no link is answered at all.
        """
        article = self._get(article_id)
        pictures = self._desk.articles.pictures_of(article)
        off, spoken = self._desk.rules_off, self._desk.settings.language
        found = [
            *checks.findings(article, pictures, self._desk.profile, self._desk.clock()),
            *lint.of_story(article, pictures, self._desk.drawer.codes()),
            *self._desk.copydesk.findings(article, off, spoken or "en", pictures),
        ]
        if with_list:
            found += self._desk.copydesk.listed(article, off, pictures)
        if with_links:
            found += self._desk.links.check(article).findings
        value = [fieldwork.plain(each) for each in found]
        lines = [
            f"{self._word('severity', each.severity.value)}: {self._say(each.code, each.values)}"
            for each in found
        ]
        return Answer(value, "\n".join(lines) or self._say("command.nothing_wrong"))

    def render(self, article_id: str) -> Answer:
        """An article's page, as readers will get it."""
        article = self._get(article_id)
        pool = self._desk.articles.published(limit=related.POOL, other_than=article.id)
        page = self._desk.pages.article(
            self._story(article),
            now=self._desk.clock(),
            related=[self._story(each) for each in related.chosen(article, pool)],
        )
        return Answer({"id": article.id, "html": page.html}, page.html)

    def clean(self, text: str, form: str) -> Answer:
        """A pasted text as it would go into the copy, in Unicode whatever it was in.

        Args:
            text: what was copied.
            form: `text` or `html`.
        """
        if form == "text":
            found = legacy.recognise(text)
            copy = tidy(found.text if found else text)
            return self._cleaned(copy, {}, found)
        cleaned = cleaning.from_html(text)
        copy = cleaned.found.text if cleaned.found else cleaned.copy
        return self._cleaned(copy, fieldwork.plain(cleaned.receipt), cleaned.found)

    def clean_document(self, path: Path) -> Answer:
        """A document as it would be imported, in Unicode whatever it was in."""
        found = documents.in_unicode(documents.read(path))
        copy = str(found.fields.get("body", ""))
        return self._cleaned(copy, fieldwork.plain(found.receipt), found.found)

    def _cleaned(self, copy: str, receipt: object, found: Found | None) -> Answer:
        value = {"copy": copy, "receipt": receipt, "charset": found.charset.value if found else ""}
        if found is None:
            return Answer(value, copy)
        told = {"charset": found.charset, "before": found.before, "after": found.after}
        return Answer(value, copy, notes=(self._say("command.converted", told),))

    def bring_in(self, paths: Sequence[Path], *, converts: bool = False) -> Answer:
        """Make stories out of files: documents, bundles of Stet, and files of news with many.

        Args:
            paths: the files.
            converts: letters of old fonts are put into Unicode; else a note tells of them.
        """
        value, lines, notes, refused = [], [], [], []
        for path, made in receiving.receive(self._desk, paths, converts=converts):
            if isinstance(made, EditorError) and made.code in receiving.NO_FAULTS:
                notes.append(self._say(made.code, made.values))
                continue
            if isinstance(made, EditorError):
                refused.append(made)
                continue
            article = made.article
            value.append({"id": article.id, "receipt": fieldwork.plain(made.receipt)})
            lines.append(f"{article.id}  {article.headline}")
            notes += self._of_old_letters(path, article)
            notes += [self._say(each.code, each.values) for each in made.missing.values()]
        return Answer(value, "\n".join(lines), tuple(refused), tuple(notes))

    def _of_old_letters(self, path: Path, article: Article) -> list[str]:
        found = legacy.recognise(f"{article.headline}\n{article.body}")
        if found is None:
            return []
        told = {"charset": found.charset, "before": found.before, "after": found.after}
        return [self._say("command.old_letters", {**told, "file": path.name})]

    def export(self, article_id: str, form: str, target: Path | None) -> Answer:
        """A story as `md`, `html` or a `bundle`, which needs a file to go to."""
        article = self._get(article_id)
        if form == "html":
            return self.render(article_id)
        if form == "md":
            text = exchange.markdown(article)
            return Answer({"id": article.id, "md": text}, text)
        path = target or Path(f"{article.id}.stet")
        carrying.write(self._desk, article, path)
        return Answer({"id": article.id, "path": str(path)}, str(path))

    def _taken(self, path: Path) -> Picture:
        picture = self._desk.intake.take(path)
        if self._desk.articles.picture(picture.sha256) is None:
            self._desk.articles.save_picture(picture, origin=ORIGIN)
        return picture

    def _save(self, article: Article, *, reason: str = "command") -> Article:
        return self._desk.articles.save(
            article, origin=ORIGIN, reason=reason, by=self._desk.settings.person
        )

    def _saved(self, article: Article) -> Answer:
        return Answer({"id": article.id}, self._say("command.saved"))

    def _story(self, article: Article) -> Story:
        return Story(article, self._desk.articles.pictures_of(article))

    def _set_credit(self, placement: Placement, credit: str) -> None:
        picture = self._desk.articles.picture(placement.sha256)
        if picture is None:
            raise Refused("command.no_such_picture", name=placement.name)
        self._desk.articles.save_picture(replace(picture, credit=credit), origin=ORIGIN)

    def _picture_line(self, placement: Placement, picture: Picture | None) -> str:
        caption = placement.caption_of(picture) if picture else placement.caption or ""
        return f"{placement.name}: {caption or self._say('command.no_caption')}"
