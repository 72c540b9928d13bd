# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the commands that plan, as a shell gives them."""

import argparse

from editor.caption_arguments import Subparsers
from editor.model.assignment import Span

_DUE = "as 2026-03-07T17:00, by the newspaper's clock; empty: no time"


def add_listing(commands: Subparsers) -> None:
    """Which stories are listed."""
    listing = commands.add_parser("list", help="list the stories")
    for name in ("--state", "--category", "--search", "--desk"):
        listing.add_argument(name, default="")
    listing.add_argument("--mine", action="store_true", help="written by me or assigned to me")
    listing.add_argument("--waiting", action="store_true", help="what waits for me")
    listing.add_argument("--planned", action="store_true", help="what nobody has written yet")
    spans = [each.value for each in Span if each is not Span.NONE]
    listing.add_argument("--due", choices=spans, default="", help="unfinished, and due then")


def add_plan(commands: Subparsers) -> None:
    """A story that is planned, and who is to do what by when in those that are there."""
    plan = commands.add_parser("plan", help="plan a story, or print the plan")
    plan.add_argument("headline", nargs="?", default=None, metavar="HEADLINE")
    plan.add_argument("assignments", nargs="*", metavar="FIELD=VALUE")
    assign = commands.add_parser("assign", help="say who is to do what by when in stories")
    assign.add_argument("ids", nargs="+", metavar="ID")
    for each in (plan, assign):
        each.add_argument("--desk", metavar="KEY")
        for role in ("writer", "photographer", "editor"):
            told = "may be said again; empty: nobody"
            each.add_argument(f"--{role}", action="append", metavar="NAME", help=told)
        each.add_argument("--due", metavar="TIME", help=_DUE)
        each.add_argument("--length", type=_words, metavar="WORDS", help="0: none was ordered")
        each.add_argument("--brief", metavar="TEXT", help="what is asked for")


def _words(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(text)
    return number
