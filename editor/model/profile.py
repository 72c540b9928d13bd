# SPDX-License-Identifier: GPL-3.0-or-later
"""SiteProfile: what one newspaper prints around its articles, and the forms it prints them in."""

from dataclasses import dataclass, field

from editor.model.ladder import FULL, Ladder
from editor.model.rates import Rates


@dataclass(frozen=True, slots=True)
class Category:
    """One section of the site."""

    key: str
    """Stable, in the address: `van-hoa`."""
    name: str
    """As readers see it."""
    style: str = ""
    """How it stands on the home page: `pictures`, `opinion`; empty: as its turn is."""
    aliases: tuple[str, ...] = ()
    """Other keys that stories may name it by: those of a house where it is called otherwise."""


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """One desk of the newsroom: the people who own stories of a kind, or a step of all."""

    key: str
    """Stable: `thoi-su`."""
    name: str
    """As colleagues say it: `Ban Thời sự`."""
    waits: tuple[str, ...] = ()
    """What of all stories waits for this desk: names of states, `captions`; mostly nothing."""


@dataclass(frozen=True, slots=True)
class HouseNames:
    """What of our names a house of another kind knows; all as `editor.model.mapping.letters`."""

    tags: frozenset[str] | None = None
    """Tags that are topics there; None: nobody knows all of those."""
    people: frozenset[str] = frozenset()
    """Names that readers see, that have an account there or were decided to need none."""
    stays: frozenset[str] = frozenset()
    """Keys of categories that are not sent."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many characters a house takes at most; 0: it set no limit."""

    headline: int = 0
    standfirst: int = 0
    tag: int = 0
    alt_text: int = 0
    """Of the picture that stands for a story."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """One site. Times are printed in its time zone; patterns are Babel's (CLDR letters)."""

    name: str
    """The masthead."""
    short_name: str = ""
    language: str = "vi"
    tagline: str = ""
    address: str = ""
    """Scheme and host, no slash at the end: `https://example.org`; may be empty: then canonical
    addresses are root-relative."""
    source_prefix: str = ""
    """Opens the first paragraph of every article: `(SHTT) - `."""
    time_zone: str = "Asia/Ho_Chi_Minh"
    date_pattern: str = "EEEE, dd/MM/yyyy"
    """The date in the masthead."""
    time_pattern: str = "HH:mm, dd/MM/yyyy"
    """The time stamp of an article."""
    is_weekday_lower: bool = True
    """`Thứ sáu` instead of `Thứ Sáu`."""
    credit_form: str = "Ảnh: {credit}"
    categories: tuple[Category, ...] = ()
    desks: tuple[NewsDesk, ...] = ()
    """Never told to readers."""
    agency: str = ""
    governing_body: str = ""
    head: str = ""
    """Head of the agency; the law wants all three on the page."""
    licence: str = ""
    corrections_place: str = "end"
    """Where corrections are printed: `top`, below the headline, or `end`, below the copy."""
    rates: Rates = field(default_factory=Rates)
    """What is paid for stories and pictures; never shown to readers."""

    ladder: Ladder = FULL
    """Which steps its stories climb before readers get them, and who may do what."""

    limits: Limits = Limits()
    """What a house of another kind refuses to take."""

    house_names: HouseNames | None = None
    """Of a house of another kind; None: it is a server of ours, or nobody looked yet."""

    def category_of(self, key: str) -> Category | None:
        """The category of a key or of another name of it; None: the site has none of it."""
        named = (each for each in self.categories if key in each.aliases)
        return next((each for each in self.categories if each.key == key), next(named, None))

    def category_name(self, key: str) -> str:
        """The name of a category, or the key itself when the site has none of it."""
        found = self.category_of(key)
        return key if found is None else found.name

    def desk_name(self, key: str) -> str:
        """The name of a desk, or the key itself when the site has none of it."""
        return next((each.name for each in self.desks if each.key == key), key)
