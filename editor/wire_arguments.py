# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the wire desk's commands, as a shell gives them."""

from pathlib import Path

from editor.caption_arguments import Subparsers
from editor.model.dispatch import EVERY_MINUTES


def add_wires(commands: Subparsers) -> None:
    """Sources, what they sent, and stories started from it."""
    parser = commands.add_parser("wires", help="news of agencies and other papers")
    deeds = parser.add_subparsers(
        required=True, metavar="list|show|start|note|read|fetch|sources|add|remove|on|off|..."
    )
    _add_dispatches(deeds)
    _add_sources(deeds)


def _add_dispatches(deeds: Subparsers) -> None:
    listing = deeds.add_parser("list", help="list what came in, the newest first")
    listing.add_argument("--search", default="", metavar="TEXT")
    listing.add_argument("--source", type=int, metavar="SOURCE")
    listing.add_argument("--unread", action="store_true", help="only what nobody has read")
    listing.add_argument("--most", type=int, default=100, metavar="N")
    listing.set_defaults(
        do=lambda c, given: c.wires(
            given.search, source=given.source, is_unread=given.unread, most=given.most
        )
    )
    show = deeds.add_parser("show", help="print one of it; it is read then")
    show.add_argument("number", type=int, metavar="NUMBER")
    show.set_defaults(do=lambda c, given: c.wire_story(given.number))
    start = deeds.add_parser("start", help="start a story from it")
    start.add_argument("number", type=int, metavar="NUMBER")
    start.set_defaults(do=lambda c, given: c.start_from_wire(given.number))
    note = deeds.add_parser("note", help="put it into a story, as a note to its editors")
    note.add_argument("number", type=int, metavar="NUMBER")
    note.add_argument("id", metavar="ID")
    note.set_defaults(do=lambda c, given: c.note_from_wire(given.number, given.id))
    read = deeds.add_parser("read", help="mark as read")
    read.add_argument("numbers", type=int, nargs="+", metavar="NUMBER")
    read.add_argument("--not", action="store_true", dest="is_not", help="mark as unread")
    read.set_defaults(do=lambda c, given: c.mark_wires(given.numbers, is_read=not given.is_not))


def _add_sources(deeds: Subparsers) -> None:
    deeds.add_parser("sources", help="list the sources").set_defaults(
        do=lambda c, _given: c.wire_sources()
    )
    add = deeds.add_parser("add", help="add a source by its address, or by that of its site")
    add.add_argument("address", metavar="ADDRESS")
    add.add_argument("--name", default="", metavar="NAME")
    add.add_argument("--every", type=int, default=EVERY_MINUTES, metavar="MINUTES")
    add.set_defaults(do=lambda c, given: c.add_source(given.address, given.name, given.every))
    fetch = deeds.add_parser("fetch", help="ask the sources that are on, or some")
    fetch.add_argument("sources", type=int, nargs="*", metavar="SOURCE")
    fetch.set_defaults(do=lambda c, given: c.fetch_wires(given.sources))
    for name, told, is_on in (("on", "ask a source again", True), ("off", "ask it no more", False)):
        switch = deeds.add_parser(name, help=told)
        switch.add_argument("source", type=int, metavar="SOURCE")
        switch.set_defaults(do=lambda c, given, its=is_on: c.switch_source(given.source, is_on=its))
    remove = deeds.add_parser("remove", help="remove a source, with what it sent")
    remove.add_argument("source", type=int, metavar="SOURCE")
    remove.set_defaults(do=lambda c, given: c.remove_source(given.source))
    take = deeds.add_parser("import", help="add the sources of a list (OPML)")
    take.add_argument("file", type=Path, metavar="FILE")
    take.set_defaults(do=lambda c, given: c.take_sources(given.file))
    give = deeds.add_parser("export", help="write the sources as a list (OPML)")
    give.add_argument("-o", "--output", type=Path, metavar="FILE")
    give.set_defaults(do=lambda c, given: c.give_sources(given.output))
