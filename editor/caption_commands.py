# SPDX-License-Identifier: GPL-3.0-or-later
"""The headless commands of the photo desk: templates, codes, and what is odd about captions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from editor.captions import edits, stationery
from editor.captions.drawer import write
from editor.captions.stationery import Take, Template
from editor.commands import ORIGIN, Answer
from editor.errors import EditorError, Refused
from editor.history_commands import HistoryCommands
from editor.model.article import Article
from editor.model.picture import Picture, Placement
from editor.text.tidy import tidy

CODED = ("headline", "caption", "alt_text", "extended_description", "event", "title")
"""Fields in which a code may stand for a name; lists of people too."""


class CaptionCommands(HistoryCommands):
    """All commands, with those that write about many pictures at once."""

    def apply_template(self, article_id: str, name: str, only: Sequence[str] = ()) -> Answer:
        """Put a template on the pictures of an article, in their order.

        Args:
            article_id: which.
            name: the template's.
            only: the names of pictures; none: all of them.

        Raises:
            Refused: `stationery.unknown`, `command.no_such_picture`.
        """
        template = self._desk.drawer.template(tidy(name))
        article = self._get(article_id)
        placed = self._placed(article, only)
        filled = stationery.applied(template, [each for _, each in placed], self._take())
        return self._written(article, placed, filled.pictures, filled.unknown)

    def replace_codes(self, article_id: str, only: Sequence[str] = ()) -> Answer:
        """Put the names in the place of the codes in what is said of an article's pictures."""
        article = self._get(article_id)
        placed = self._placed(article, only)
        unknown: dict[str, None] = {}
        done = [self._coded(picture, unknown) for _, picture in placed]
        return self._written(article, placed, done, tuple(unknown))

    def templates(self) -> Answer:
        """The names of all templates, with the fields that each writes."""
        known = self._desk.drawer.templates()
        value = [{"name": each.name, "fields": [e.field for e in each.edits]} for each in known]
        lines = [f"{each.name}: {self._fields(each)}" for each in known]
        return Answer(value, "\n".join(lines) or self._say("stationery.none"))

    def take_templates(self, files: Sequence[Path]) -> Answer:
        """Keep templates from files; one of the same name gives way."""
        taken: list[str] = []
        refused: list[EditorError] = []
        for path in files:
            try:
                template = self._desk.drawer.read_template(path)
                self._desk.drawer.keep(template)
                taken.append(template.name)
            except EditorError as error:
                refused.append(error)
        return Answer({"templates": taken}, "\n".join(taken), tuple(refused))

    def give_template(self, name: str, target: Path | None) -> Answer:
        """A template as its file has it, into a file where one is named."""
        text = stationery.to_toml(self._desk.drawer.template(tidy(name)))
        if target is not None:
            write(target, text.encode("utf-8"))
        return Answer({"toml": text}, text.rstrip() if target is None else str(target))

    def codes(self) -> Answer:
        """The files that codes are read from, and how many codes there are."""
        drawer = self._desk.drawer
        files, known = [str(path) for path in drawer.code_files()], drawer.codes()
        value = {"files": files, "codes": len(known.names), "mark": known.mark}
        count = self._say("codes.count", {"count": len(known.names), "mark": known.mark})
        return Answer(value, "\n".join([*files, count]))

    def use_codes(self, files: Sequence[Path], mark: str) -> Answer:
        """Read codes from these files from now on, beside those in the store's own folder."""
        missing = next((path for path in files if not path.is_file()), None)
        if missing is not None:
            raise Refused("command.no_file", path=str(missing))
        self._desk.drawer.choose_codes(files, mark or self._desk.drawer.codes().mark)
        return self.codes()

    def say_codes(self, text: str) -> Answer:
        """A text with the names in the place of its codes."""
        told, unknown = self._desk.drawer.codes().expanded(tidy(text))
        return Answer({"text": told, "unknown": list(unknown)}, told)

    def _fields(self, template: Template) -> str:
        return ", ".join(self._word("picture_field", each.field) for each in template.edits)

    def _take(self) -> Take:
        settings, profile = self._desk.settings, self._desk.profile
        return Take(profile.language, settings.person, self._desk.drawer.codes())

    def _placed(self, article: Article, only: Sequence[str]) -> list[tuple[Placement, Picture]]:
        """The article's pictures, each saying what it says in this article."""
        names = {tidy(each) for each in only}
        missing = names - {each.name for each in article.placements}
        if missing:
            raise Refused("command.no_such_picture", name=min(missing))
        known = self._desk.articles.pictures_of(article)
        return [
            (each, each.said(known[each.sha256]))
            for each in article.placements
            if each.sha256 in known and (not names or each.name in names)
        ]

    def _coded(self, picture: Picture, unknown: dict[str, None]) -> Picture:
        codes = self._desk.drawer.codes()
        changes: dict[str, object] = {}
        for name in CODED:
            changes[name], missed = codes.expanded(getattr(picture, name))
            unknown.update(dict.fromkeys(missed))
        people = dict.fromkeys(codes.expanded(each)[0] for each in picture.people)
        return replace(picture, **changes, people=tuple(people))  # type: ignore[arg-type]  # texts

    def _written(
        self,
        article: Article,
        placed: Sequence[tuple[Placement, Picture]],
        done: Sequence[Picture],
        unknown: tuple[str, ...],
    ) -> Answer:
        """Store what became of the pictures: words of a caption in the article, facts for all."""
        pairs = list(zip(placed, done, strict=True))
        changed = [after for (_, before), after in pairs if edits.changed(before, after)]
        said = {placement.sha256: _placement(placement, b, a) for (placement, b), a in pairs}
        known = self._desk.articles.pictures_of(article)
        facts = [_facts(known[after.sha256], before, after) for (_, before), after in pairs]
        new = [each for each in facts if each != known[each.sha256]]
        self._desk.articles.save_pictures(new, origin=ORIGIN)
        placements = tuple(said.get(each.sha256, each) for each in article.placements)
        self._save(replace(article, placements=placements))
        told = [self._say("stationery.applied", {"count": len(changed)})]
        if unknown:
            told.append(self._say("stationery.left_over", {"names": list(unknown)}))
        value = {"id": article.id, "changed": len(changed), "unknown": list(unknown)}
        return Answer(value, "\n".join(told))


def _placement(placement: Placement, before: Picture, after: Picture) -> Placement:
    caption = after.caption if after.caption != before.caption else placement.caption
    alt_text = after.alt_text if after.alt_text != before.alt_text else placement.alt_text
    return replace(placement, caption=caption, alt_text=alt_text)


def _facts(known: Picture, before: Picture, after: Picture) -> Picture:
    own = edits.changed(before, after)
    return replace(known, **{n: v for n, v in own.items() if n not in {"caption", "alt_text"}})  # type: ignore[arg-type]  # fields of a picture
