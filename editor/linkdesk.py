# SPDX-License-Identifier: GPL-3.0-or-later
"""LinkDesk: whether the links of a story lead somewhere; asked only when a person wants to know."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, Queue
from types import MappingProxyType
from typing import Final

from editor.checks import Finding, Severity
from editor.cms.links import Answer, LinkAsker, Verdict, shows
from editor.errors import Offline
from editor.lexicon import Lexicon
from editor.model.article import Article
from editor.text.links import Link, links

AT_ONCE: Final = 4
MOST: Final = 200
"""Addresses of one story that are asked."""
LOOK_S: Final = 0.1
RULE: Final = "links"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    asked: int
    """How many addresses were asked."""
    findings: tuple[Finding, ...]


class LinkDesk:
    """Asks the addresses of one story after the other; from any thread but that of the widgets.

    Args:
        right: what a person called right as it stands, as `CopyDesk` has it.
        make: makes what asks; for one check.
    """

    def __init__(self, right: Lexicon, make: Callable[[], LinkAsker] = LinkAsker) -> None:
        self._right = right
        self._make = make

    def check(self, article: Article, is_over: Callable[[], bool] = lambda: False) -> Checked:
        """Ask all links of a story, each address once, four at a time.

        Args:
            article: as it stands.
            is_over: nobody wants to know any more; what is still asked is let go.

        Raises:
            Offline: `line.down`: nobody answered at all, so that it says nothing about them.

        Cost: as the network has it; at most six seconds for each hop of each address.
        """
        right = self._right.words(article.id)
        known = [each for each in links(article.body) if _pardon(each) not in right]
        addresses = list(dict.fromkeys(each.address for each in known))[:MOST]
        answers = self._asked(addresses, is_over)
        told = [answers[each.address].verdict for each in known if each.address in answers]
        if told and all(each is Verdict.NO_HOST for each in told) and len(set(addresses)) > 1:
            raise Offline("line.down")
        found = ((each, answers.get(each.address)) for each in known)
        findings = (_finding(link, answer) for link, answer in found if answer is not None)
        return Checked(len(answers), tuple(each for each in findings if each is not None))

    def shows(self, address: str) -> bool | None:
        """Whether a page of our own site answers its readers; None: nobody answered at all.

        Cost: as the network has it, at most six seconds.
        """
        return shows(address)

    def _asked(self, addresses: list[str], is_over: Callable[[], bool]) -> dict[str, Answer]:
        waiting: Queue[str] = Queue()
        told: Queue[tuple[str, Answer]] = Queue()
        for each in addresses:
            waiting.put(each)
        answers: dict[str, Answer] = {}
        with closing(self._make()) as asker:
            count = min(AT_ONCE, len(addresses))
            # Whoever ends the program does not wait for a server that keeps silent.
            for _ in range(count):
                threading.Thread(
                    target=_ask_all, args=(asker, waiting, told), name="links", daemon=True
                ).start()
            while len(answers) < len(addresses) and not is_over():
                try:
                    address, answer = told.get(timeout=LOOK_S)
                except Empty:
                    continue
                answers[address] = answer
        return answers


def _ask_all(asker: LinkAsker, waiting: "Queue[str]", told: "Queue[tuple[str, Answer]]") -> None:
    while True:
        try:
            address = waiting.get_nowait()
        except Empty:
            return
        try:
            answer = asker.ask(address)
        except RuntimeError:
            # The line was let go of meanwhile: nobody wants to know any more.
            return
        told.put((address, answer))


def _pardon(link: Link) -> str:
    return f"{RULE}: {link.address}"


def _finding(link: Link, answer: Answer) -> Finding | None:
    if answer.verdict is Verdict.LEADS:
        return None
    values = {
        "words": link.address,
        "target": answer.target,
        "status": answer.status,
        "pardon": _pardon(link),
    }
    mend = answer.target if answer.verdict is Verdict.MOVED else None
    return Finding(
        f"links.{answer.verdict.value}",
        Severity.WARNING,
        "body",
        MappingProxyType(values),
        span=(link.start, link.end),
        mend=mend,
    )
