# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: stretches of a text from an opening to its end, in one pass however the text was made."""

import re
from collections.abc import Callable


def swapped(
    text: str,
    begin: re.Pattern[str],
    end: str,
    make: Callable[[re.Match[str], str | None, str], str],
) -> str:
    """A text with each stretch in another form; what lies within one is not looked at.

    Args:
        text: any text.
        begin: of an opening, which its first group names and `>` or `]` ends.
        end: a pattern of what ends it, with `{name}` for that name; case does not count.
        make: (the opening, what is within, the whole) -> what stands there instead; within is
            None for an opening that nothing ends, which then is the whole.

    Cost: each letter is looked at once, and once more for each name that nothing ends.
    """
    pieces, at, endless = list[str](), 0, set[str]()
    # Behind the last of these there is no whole opening: none is looked for there again and again.
    last = max(text.rfind(">"), text.rfind("]")) + 1
    while found := begin.search(text, at, last):
        name = found[1].lower()
        ending = None
        if name not in endless:
            ending = re.compile(end.format(name=name), re.IGNORECASE).search(text, found.end())
        if ending is None:
            endless.add(name)
            until, within = found.end(), None
        else:
            until, within = ending.end(), text[found.end() : ending.start()]
        whole = text[found.start() : until]
        pieces += text[at : found.start()], make(found, within, whole)
        at = until
    return "".join((*pieces, text[at:]))


def tags_swapped(text: str, tag: re.Pattern[str], make: Callable[[re.Match[str]], str]) -> str:
    """As `re.sub` of a pattern that `>` ends; a tag that never ends costs no second look."""
    last = text.rfind(">") + 1
    return tag.sub(make, text[:last]) + text[last:]
