# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: English words that Britain and America spell otherwise; one story keeps to one way."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

_OR: Final = "arm behavi col fav flav harb hon hum lab neighb parl rum sav vap vig val clam endeav"
_OR_ENDS: Final = (
    "",
    "s",
    "er",
    "ers",
    "ed",
    "ing",
    "able",
    "ite",
    "ites",
    "ful",
    "less",
    "hood",
    "hoods",
)
_DOUBLED: Final = "travel cancel label model fuel signal counsel level dial quarrel rival channel"
_DOUBLED_ENDS: Final = ("ed", "ing", "er", "ers", "or", "ors")
_PAIRS: Final = """
centre:center centres:centers centred:centered theatre:theater theatres:theaters fibre:fiber
fibres:fibers litre:liter litres:liters kilometre:kilometer kilometres:kilometers
defence:defense defences:defenses offence:offense offences:offenses grey:gray greyer:grayer
plough:plow ploughs:plows ploughed:plowed aluminium:aluminum catalogue:catalog
catalogues:catalogs jewellery:jewelry cosy:cozy moustache:mustache mould:mold mouldy:moldy
sceptic:skeptic sceptics:skeptics sceptical:skeptical scepticism:skepticism
paediatric:pediatric anaemia:anemia manoeuvre:maneuver manoeuvres:maneuvers
analyse:analyze analysed:analyzed analysing:analyzing paralyse:paralyze paralysed:paralyzed
pyjamas:pajamas skilful:skillful wilful:willful fulfil:fulfill fulfils:fulfills
enrol:enroll enrols:enrolls instalment:installment instalments:installments
"""
_ISE: Final = """
apolog author central character civil critic custom emphas equal factor final formal general
hospital industrial international legal local maxim memor minim mobil modern monopol national
neutral normal optim organ penal popular priorit privat public real recogn regular reorgan rival
scrutin special stabil standard subsid summar symbol sympath terror util vandal victim visual
"""
_ISE_ENDS: Final = ("e", "ed", "es", "ing", "ation", "ations", "er", "ers")
_WORD: Final = re.compile(r"(?<![\w'’-])[a-z]{4,16}(?![\w'’-])")


class Spelt(NamedTuple):
    """How a word is spelt: in which of two ways, and its twin in the other."""

    sort: str
    """`region`, or `ise`: Oxford writes `organize` and `colour`."""
    form: str
    twin: str
    """The word in the other one."""


def spelt(text: str) -> Iterator[tuple[int, int, Spelt]]:
    """The words of an English text that have two spellings: start, end, and which it is."""
    known = _words()
    for match in _WORD.finditer(text):
        found = known.get(match[0])
        if found is not None:
            yield match.start(), match.end(), found


def other(word: str) -> str:
    """The other spelling of a word in small letters; empty where there is none."""
    found = _words().get(word)
    return found.twin if found is not None else ""


@cache
def _words() -> dict[str, Spelt]:
    pairs = [(f"{stem}our{end}", f"{stem}or{end}") for stem in _OR.split() for end in _OR_ENDS]
    pairs += [
        (f"{stem}l{end}", f"{stem}{end}") for stem in _DOUBLED.split() for end in _DOUBLED_ENDS
    ]
    pairs += [tuple(each.split(":")) for each in _PAIRS.split()]  # type: ignore[misc]  # two each
    found = {british: Spelt("region", "british", american) for british, american in pairs}
    found |= {american: Spelt("region", "american", british) for british, american in pairs}
    for stem in _ISE.split():
        for end in _ISE_ENDS:
            with_s, with_z = f"{stem}is{end}", f"{stem}iz{end}"
            found[with_s] = Spelt("ise", "s", with_z)
            found[with_z] = Spelt("ise", "z", with_s)
    return found
