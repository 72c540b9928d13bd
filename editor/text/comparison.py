# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: two versions of a story compared: fields by their names, pictures, the copy by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from editor.model.article import HEADER_FIELDS, SERVER_FIELDS, Article
from editor.model.picture import Picture, Placement, Sha256
from editor.model.rows import Edition
from editor.text.blocks import blocks, copy_of, joined
from editor.text.passages import Passage, passages
from editor.text.regions import Region, aligned
from editor.text.wording import Change, Mark, Run, Stretch, compared, words_compared

FIELDS = (
    "kicker",
    "headline",
    "standfirst",
    "authors",
    "dateline_place",
    "category",
    "other_categories",
    "tags",
    "language",
    "slugline",
    "url_slug",
    "genre",
    "desk",
    "assignees",
    "due_at",
    "commissioned_length",
    "royalty_shares",
    "royalty_coefficient",
    "royalty_note",
    "embargoed_until",
    "publish_at",
    "related",
    "corrections",
    "flags",
    "brief",
    "ednote",
    "state",
)
"""What is told of a story besides its copy and its pictures, in this order."""
TEXTS = frozenset(
    {"kicker", "headline", "standfirst", "dateline_place", "slugline", "brief", "ednote"}
)
"""Of those, what is read word by word."""
OF_PICTURES = ("caption", "alt_text", "name", "is_lead", "crop")
"""What a story says of a picture, in this order."""
_WORDS = frozenset({"caption", "alt_text"})
SEEN = tuple(each for each in FIELDS if each not in HEADER_FIELDS | SERVER_FIELDS)
"""Of a story's fields, those that reach readers."""
_SEEN_OF_PICTURES = tuple(each for each in OF_PICTURES if each != "name")
FACTS = (
    "credit",
    "creator",
    "source",
    "copyright_notice",
    "usage_terms",
    "extended_description",
    "people",
    "sublocation",
    "city",
    "country",
    "focal_point",
    "crops",
    "digital_source_type",
)
"""What readers get of a picture wherever it stands, in this order."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is not what it was."""

    field: str
    old: object
    new: object
    runs: tuple[Run, ...] = ()
    """Of a text: its words; of anything else: none."""


@dataclass(frozen=True, slots=True)
class PictureChange:
    """A picture that came into the strip, went out of it, or of which something else is said."""

    sha256: Sha256
    name: str
    """What the copy calls it, in the newer version that has it."""
    change: Change
    """`CAME`, `GONE` or `CHANGED`."""
    fields: tuple[FieldChange, ...] = ()


OneChange = FieldChange | PictureChange | Stretch


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two versions; what is the same only of the copy."""

    fields: tuple[FieldChange, ...] = ()
    pictures: tuple[PictureChange, ...] = ()
    copy: tuple[Stretch, ...] = ()

    @property
    def changes(self) -> tuple[OneChange, ...]:
        """Each change once, in the order in which they are read; what moved, at its new place."""
        untold = (Change.SAME, Change.LEFT)
        copy = (each for each in self.copy if each.change not in untold)
        return (*self.fields, *copy, *self.pictures)


def compare(older: Article, newer: Article) -> Comparison:
    """Two versions of a story.

    Cost: as `editor.text.wording.compared`; not for the thread of the widgets.
    """
    fields = _fields(older, newer, FIELDS, TEXTS)
    return Comparison(fields, _pictures(older, newer), compared(older.body, newer.body))


def for_readers(older: Edition, newer: Edition) -> Comparison:
    """What readers would see change from one edition of a story to another; see `compare`.

    Captions and alt texts are compared as they are read, whoever wrote them: the story, or who
    described the picture for all stories.
    """
    was, now = (replace(each.article, placements=_read(each)) for each in (older, newer))
    fields = _fields(was, now, SEEN, TEXTS)
    shown = _pictures(was, now, _SEEN_OF_PICTURES)
    facts = tuple(
        told
        for each in now.placements
        if (told := _facts(each, older.pictures, newer.pictures)) is not None
    )
    return Comparison(fields, (*shown, *facts), compared(was.body, now.body))


def discarded(now: Article, given: Edition) -> Article:
    """The story with all that readers see of it as they have it; what is internal stays.

    The facts of its pictures stay too: they are those of other stories as well.
    """
    seen = (*SEEN, "body", "placements")
    return replace(now, **{name: getattr(given.article, name) for name in seen})


def _read(edition: Edition) -> tuple[Placement, ...]:
    return tuple(
        replace(each, caption=_own(each, known, "caption"), alt_text=_own(each, known, "alt_text"))
        for each in edition.article.placements
        for known in (edition.pictures.get(each.sha256),)
    )


def _own(placement: Placement, picture: Picture | None, name: str) -> str:
    own: str | None = getattr(placement, name)
    return getattr(picture, name, "") if own is None else own


def _facts(
    placement: Placement, older: Mapping[Sha256, Picture], newer: Mapping[Sha256, Picture]
) -> PictureChange | None:
    was, now = older.get(placement.sha256), newer.get(placement.sha256)
    told = () if was is None or now is None else _fields(was, now, FACTS, frozenset())
    if not told:
        return None
    return PictureChange(placement.sha256, placement.name, Change.CHANGED, told)


def taken_back(
    now: Article, older: Article, newer: Article, found: Comparison, change: OneChange
) -> Mapping[str, object]:
    """The fields of a story once one change is taken back, and nothing else.

    What was written into the same passage since the newer version gives way.

    Args:
        now: the story as it stands; it may be another than the newer version.
        older: the version before the change.
        newer: the version after it.
        found: what `compare` told of these two.
        change: one of its changes.
    """
    if isinstance(change, FieldChange):
        return {change.field: change.old}
    if isinstance(change, PictureChange):
        return {"placements": _placements(now.placements, older, change)}
    moved = [change, found.copy[change.twin]] if change.twin >= 0 else [change]
    body = newer.body
    for each in sorted(moved, key=lambda each: each.new, reverse=True):
        was = "" if each.change is Change.ARRIVED else older.body[slice(*each.old)]
        body = joined((body[: each.new[0]], was, body[each.new[1] :]))
    return {"body": _woven(newer.body, now.body, body)}


def _woven(base: str, mine: str, theirs: str) -> str:
    """Both sets of changes in one copy; where they are about the same block, theirs."""
    if mine in {base, theirs}:
        return theirs
    found = passages(base, mine, theirs)
    return joined(_theirs(each) if each.is_clash else each.merged for each in found)


def _theirs(clash: Passage) -> str:
    """Neighbouring blocks clash too: of those that only one side changed, its version."""
    rows = (blocks(each)[1:] for each in (clash.base, clash.mine, clash.theirs))
    parts = ((each.decided, each.theirs) for each in aligned(Region(*rows)))
    return copy_of(
        piece for decided, theirs in parts for piece in (theirs if decided is None else decided)
    )


def as_marked(runs: Sequence[Run]) -> str:
    """Runs as plain text: `[-what went-]{+what came+}`, as git marks words."""
    return "".join(_marked(each) for each in runs)


def _marked(run: Run) -> str:
    before, after = _SIGNS[run.mark]
    text = run.text.rstrip()
    return f"{before}{text}{after}{run.text[len(text) :]}"


_SIGNS = MappingProxyType({Mark.KEPT: ("", ""), Mark.GONE: ("[-", "-]"), Mark.CAME: ("{+", "+}")})


def _fields(
    older: object, newer: object, names: Sequence[str], texts: frozenset[str]
) -> tuple[FieldChange, ...]:
    found = []
    for name in names:
        old, new = getattr(older, name), getattr(newer, name)
        if old != new:
            runs = words_compared(old or "", new or "") if name in texts else ()
            found.append(FieldChange(name, old, new, runs))
    return tuple(found)


def _pictures(
    older: Article, newer: Article, names: Sequence[str] = OF_PICTURES
) -> tuple[PictureChange, ...]:
    was = {each.sha256: each for each in older.placements}
    now = {each.sha256: each for each in newer.placements}
    found = []
    for each in newer.placements:
        before = was.get(each.sha256) or Placement(each.sha256, each.name)
        change = Change.CHANGED if each.sha256 in was else Change.CAME
        told = _fields(before, each, names, _WORDS)
        if told or change is Change.CAME:
            found.append(PictureChange(each.sha256, each.name, change, told))
    gone = [
        PictureChange(each.sha256, each.name, Change.GONE)
        for each in older.placements
        if each.sha256 not in now
    ]
    return (*found, *gone)


def _placements(
    now: Sequence[Placement], older: Article, change: PictureChange
) -> tuple[Placement, ...]:
    others = tuple(each for each in now if each.sha256 != change.sha256)
    if change.change is Change.CAME:
        return others
    was = {each.sha256: each for each in older.placements}[change.sha256]
    here = next((each for each in now if each.sha256 == change.sha256), None)
    if here is None:
        before = [each.sha256 for each in older.placements].index(change.sha256)
        return (*others[:before], was, *others[before:])
    said = {each.field: each.old for each in change.fields}
    back = was if change.change is Change.GONE else replace(here, **said)  # type: ignore[arg-type]  # its own fields
    return tuple(back if each is here else each for each in now)
