# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the publishing server's commands, as a shell gives them."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editor.caption_arguments import Subparsers
from editor.errors import Refused
from editor.model.mapping import Kind
from editor.settings import NAMED_KINDS, SITE_KINDS

if TYPE_CHECKING:
    from editor.commands import Answer
    from editor.map_commands import MapCommands as Commands


def add_site(commands: Subparsers) -> None:
    """Signing in, how the line is, the look of the house, and its map."""
    site = commands.add_parser("site", help="the publishing server")
    deeds = site.add_subparsers(required=True, metavar="login|status|look|map")
    login = deeds.add_parser("login", help="sign in; the code or password is read from stdin")
    login.add_argument("address", metavar="ADDRESS")
    login.add_argument("--kind", choices=SITE_KINDS, default="", help="what runs there")
    login.add_argument("--user", default="", help="the name there, for --kind wordpress")
    login.set_defaults(do=_login)
    status = deeds.add_parser("status", help="which server this is, and how the line is")
    status.set_defaults(do=lambda c, _given: c.site_status())
    look = deeds.add_parser("look", help="how the pages of the house look")
    look.add_argument("address", nargs="?", default="", help="a page to learn it from")
    look.add_argument("--learn", action="store_true", help="learn it anew")
    look.set_defaults(do=lambda c, given: c.site_look(given.address, learns=given.learn))
    _add_map(deeds)


def _add_map(deeds: Subparsers) -> None:
    told = "what our categories, names and tags are in a house of another kind"
    map_parser = deeds.add_parser("map", help=told)
    _add_narrowing(map_parser)
    map_parser.set_defaults(do=_list)
    verbs = map_parser.add_subparsers(metavar="list|set|accept|forget|give|take")
    listing = verbs.add_parser("list", help="each of ours, what it is there, what is undecided")
    _add_narrowing(listing)
    listing.set_defaults(do=_list)
    one = verbs.add_parser("set", help="decide what one of ours is there")
    _add_one(one)
    one.add_argument("theirs", nargs="?", default="", metavar="THEIRS", help="id, name or slug")
    instead = one.add_mutually_exclusive_group()
    instead.add_argument("--stays", action="store_true", help="it is not sent")
    instead.add_argument("--make", action="store_true", help="make it there")
    one.set_defaults(do=_set)
    accept = verbs.add_parser("accept", help="say yes to all that is proposed")
    accept.set_defaults(do=lambda c, _given: c.site_map_accept())
    forget = verbs.add_parser("forget", help="decide nothing any more about one of ours")
    _add_one(forget)
    forget.set_defaults(do=lambda c, given: c.site_map_forget(given.kind, given.ours))
    give = verbs.add_parser("give", help="write what was decided into a file")
    give.add_argument("file", type=Path, metavar="FILE")
    give.set_defaults(do=lambda c, given: c.site_map_give(given.file))
    take = verbs.add_parser("take", help="decide as a file says that was given")
    take.add_argument("file", type=Path, metavar="FILE")
    take.set_defaults(do=lambda c, given: c.site_map_take(given.file))


def _add_narrowing(to: argparse.ArgumentParser) -> None:
    to.add_argument("--of", choices=[each.value for each in Kind], default="", help="of one kind")
    to.add_argument("--undecided", action="store_true", help="only what a person has to decide on")


def _add_one(to: argparse.ArgumentParser) -> None:
    to.add_argument("kind", choices=[each.value for each in Kind])
    to.add_argument("ours", metavar="OURS", help="key of a category, tag, or name in the byline")


def _list(commands: Commands, given: argparse.Namespace) -> Answer:
    return commands.site_map(given.of, is_undecided=given.undecided)


def _set(commands: Commands, given: argparse.Namespace) -> Answer:
    if [bool(given.theirs), given.stays, given.make].count(True) != 1:
        raise Refused("map.say_one")
    return commands.site_map_set(given.kind, given.ours, given.theirs, makes=given.make)


def _login(commands: Commands, given: argparse.Namespace) -> Answer:
    if (given.kind in NAMED_KINDS) != bool(given.user):
        raise Refused("command.kind_and_user")
    code = getpass.getpass("") if sys.stdin.isatty() else sys.stdin.readline()
    if given.kind:
        login = f"{given.user}:{code.strip()}" if given.user else code.strip()
        return commands.site_sign_in(given.address, given.kind, login)
    return commands.site_login(given.address, code.strip())
