# SPDX-License-Identifier: GPL-3.0-or-later
"""Capabilities: what a house can do and what not, asked by the sync and the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from editor.model.workflow import Act


class Check(StrEnum):
    """How a house tells a write that was made against what stands no more."""

    NONE = "none"
    """It does not: what stands is read just before, and again after."""
    SECONDS = "seconds"
    """By a time of whole seconds: two writes in one second are not told apart."""
    REVISION = "revision"
    """By the tag of the revision."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """One house, or what it allows to one person. The defaults are those of our own server.

    No code asks which program a house runs: it asks these.
    """

    house: str = ""
    """The program and its version, to be shown to people and never compared."""
    conditional_write: Check = Check.REVISION
    resumes_uploads: bool = True
    """A big picture that broke off goes on where it was."""
    keeps_originals: bool = True
    """It takes and gives the bytes of pictures by their hash; else it wants files for readers."""
    waits_for_news: bool = True
    """A question for news may stay open until there is some."""
    has_sums: bool = True
    """All that stands can be compared by sums."""
    has_leases: bool = True
    """It tells who has which story open."""
    hears_clashes: bool = True
    """It wants to know which questions are open on a laptop, and bars readers until then."""
    has_rule_packs: bool = True
    keeps_desk_fields: bool = True
    """Notes, flags, pay and remarks reach colleagues; else they stay on this laptop."""
    is_one_author: bool = False
    """A story has one author who must have an account there; other bylines stand in its text."""
    acts: frozenset[Act] = frozenset(Act)
    """What can be done to a story there and is known there."""
    schedules: bool = True
    """It puts stories before readers at a time that was set, by its own clock."""
    keeps_any_html: bool = True
    """What we send stands as we sent it; else a filter takes out what this person may not say."""
    reckons_royalties: bool = True
    """It keeps a ledger of what went public, and tells what that earns whom."""
    makes_our_pages: bool = True
    """Its pages are made as the preview makes them; else the preview learns how they look."""
    may_mail: bool = False
    """Publishing may send mail to subscribers, which nothing calls back."""
    most_upload_bytes: int | None = None
    """The biggest file that it takes; None: nobody said."""

    @property
    def told(self) -> Mapping[str, object]:
        """What a person should know of a house of another kind; of ours it is known."""
        if not self.house:
            return {}
        acts = " ".join(sorted(each.value for each in self.acts))
        names = ("schedules", "keeps_any_html", "keeps_desk_fields", "may_mail")
        return {"house": self.house, "acts": acts, **{each: getattr(self, each) for each in names}}


@dataclass(frozen=True, slots=True)
class Met:
    """A house, as it was met: who we are there, and what it is like."""

    name: str
    """What its site is called."""
    person: str
    """Who we are there."""
    role: str
    """What that person is to the newsroom: a `Role`."""
    able: Capabilities
    categories: tuple[str, ...] = ()
    """The names of its sections."""


OWN = Capabilities()
"""What our own server can do."""
