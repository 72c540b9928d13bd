# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line takes, and which of the commands does it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from editor import (
    builtin,
    caption_arguments,
    plan_arguments,
    remark_arguments,
    site_arguments,
    wire_arguments,
)
from editor.caption_arguments import Subparsers
from editor.errors import Refused
from editor.model.workflow import Role
from editor.settings import LANGUAGES

if TYPE_CHECKING:
    from editor.commands import Answer
    from editor.map_commands import MapCommands as Commands
    from editor.plan_commands import Asked


def parser() -> argparse.ArgumentParser:
    """What can be asked for: `main.py [--store DIR] [--json] COMMAND`."""
    whole = argparse.ArgumentParser(prog="main.py", description="Stet, a newsroom editor.")
    whole.add_argument("--store", type=Path, metavar="DIR", help="the folder with the stories")
    whole.add_argument("--json", action="store_true", help="print one JSON document")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _add_server(commands)
    _add_stories(commands)
    plan_arguments.add_listing(commands)
    plan_arguments.add_plan(commands)
    _add_replacing(commands)
    caption_arguments.add_pictures(commands)
    caption_arguments.add_drawer(commands)
    remark_arguments.add_remarks(commands)
    wire_arguments.add_wires(commands)
    read = commands.add_parser("read", help="print what picture files say of themselves")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _add_rules(commands)
    _add_acts(commands)
    _add_sending(commands)
    return whole


def _add_server(commands: Subparsers) -> None:
    serve = commands.add_parser("serve", help="run the publishing server")
    serve.add_argument("--host", default=builtin.HOST)
    serve.add_argument("--port", type=int, default=0, help="0: any free one")
    serve.add_argument("--data", type=Path, metavar="DIR")
    serve.add_argument("--database", default="", metavar="URL", help="postgresql://user@host/name")
    serve.add_argument("--media", default="", metavar="DIR|URL", help="or s3://bucket/prefix")
    serve.add_argument("--processes", type=int, default=1, help="so many, on ports in a row")
    serve.add_argument(
        "--public-only",
        action="store_true",
        help="pages alone; the database is only read",
    )
    serve.add_argument(
        "--purge", action="append", default=[], metavar="URL", help="a cache to be told of changes"
    )
    serve.add_argument("--profile", type=_profile, help="a site that ships, or a TOML file")
    serve.add_argument("--site", type=Path, metavar="DIR", help="own templates; see docs/site.md")
    serve.add_argument("--pair", metavar="PERSON", help="print a sign-in code, and end")
    serve.add_argument("--admin", nargs="+", metavar="WORD", help="people, tokens ...; see docs")
    serve.add_argument("--role", choices=[each.value for each in Role], default="admin")
    serve.add_argument("--builtin", action="store_true", help=argparse.SUPPRESS)
    serve.add_argument("--handed", default="", help=argparse.SUPPRESS)
    tour = commands.add_parser("tour", help="do the whole job without hands")
    tour.add_argument("dir", type=Path, metavar="DIR")


def _add_stories(commands: Subparsers) -> None:
    bring_in = commands.add_parser("import", help="make stories out of files")
    bring_in.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring_in.add_argument(
        "--convert", action="store_true", help="put letters of old fonts into Unicode"
    )
    new = commands.add_parser("new", help="make a story")
    new.add_argument("assignments", nargs="*", metavar="FIELD=VALUE")
    for name, told in (
        ("show", "print a story"),
        ("history", "list the versions of a story"),
    ):
        commands.add_parser(name, help=told).add_argument("id", metavar="ID")
    setting = commands.add_parser("set", help="change fields of a story")
    setting.add_argument("id", metavar="ID")
    setting.add_argument("assignments", nargs="+", metavar="FIELD=VALUE")
    body = commands.add_parser("body", help="put a copy in the place of a story's")
    body.add_argument("id", metavar="ID")
    body.add_argument("file", metavar="FILE|-")
    render = commands.add_parser("render", help="make a story's page")
    render.add_argument("id", metavar="ID")
    render.add_argument("--site", action="store_true", help="in the look of a learned site")
    render.add_argument("-o", "--output", type=Path, metavar="FILE")
    clean = commands.add_parser("clean", help="clean a text as a paste would")
    clean.add_argument(
        "--from", dest="form", choices=("text", "html", "docx", "odt", "rtf"), default="text"
    )
    clean.add_argument("file", metavar="FILE|-")
    comparing = commands.add_parser("compare", help="tell two versions of a story apart by word")
    comparing.add_argument("id", metavar="ID")
    told = "a number of its history, now, readers (what they have) or read (as last read)"
    comparing.add_argument("older", metavar="A", help=told)
    comparing.add_argument("newer", metavar="B", nargs="?", default="now", help="as A; else now")
    restore = commands.add_parser("restore", help="make an earlier version the newest")
    restore.add_argument("id", metavar="ID")
    restore.add_argument("version", type=int, metavar="VERSION")


def _add_rules(commands: Subparsers) -> None:
    check = commands.add_parser("check", help="say what is wrong with a story")
    check.add_argument("id", metavar="ID")
    check.add_argument("--list", action="store_true", help="and what may be looked at once more")
    check.add_argument("--for", default="", dest="act", metavar="ACT", help="only for one act")
    check.add_argument("--links", action="store_true", help="and links that lead nowhere")
    rules = commands.add_parser("rules", help="rule packs of the copy check")
    deeds = rules.add_subparsers(
        required=True, metavar="list|import|export|test|share|unshare|remove"
    )
    deeds.add_parser("list", help="name them").set_defaults(do=lambda c, _given: c.rule_packs())
    take = deeds.add_parser("import", help="keep packs whose own tests hold")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.set_defaults(do=lambda commands, given: commands.take_packs(given.files))
    give = deeds.add_parser("export", help="write a pack into a file")
    give.add_argument("name", metavar="NAME")
    give.add_argument("-o", "--file", type=Path, metavar="FILE")
    give.set_defaults(do=lambda commands, given: commands.give_pack(given.name, given.file))
    test = deeds.add_parser("test", help="put the tests of packs to them")
    test.add_argument("files", nargs="*", type=Path, metavar="FILE")
    test.set_defaults(do=lambda commands, given: commands.test_packs(given.files))
    for do, told in (("share", "give a pack to all laptops"), ("unshare", "take it away again")):
        deeds.add_parser(do, help=told).add_argument("name", metavar="NAME")
    deeds.choices["share"].set_defaults(do=lambda c, given: c.share_pack(given.name))
    deeds.choices["unshare"].set_defaults(do=lambda c, given: c.unshare_pack(given.name))
    remove = deeds.add_parser("remove", help="take one of this store's own away")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(do=lambda commands, given: commands.remove_pack(given.name))


def _add_replacing(commands: Subparsers) -> None:
    instead = commands.add_parser("replace", help="replace words in all stories")
    instead.add_argument("pattern", metavar="WORDS")
    instead.add_argument("text", metavar="TEXT", help="what is to stand there")
    for name, told in (
        ("--regex", r"WORDS is a regular expression, and \1 in TEXT its first group"),
        ("--word", "whole words only"),
        ("--case", "capitals count"),
        ("--no-marks", "“dong da” finds “Đống Đa”"),
        ("--dry-run", "say what would be replaced, and change nothing"),
    ):
        instead.add_argument(name, action="store_true", help=told)
    instead.add_argument("--story", action="append", default=[], metavar="ID", help="only in these")


def _add_acts(commands: Subparsers) -> None:
    act = commands.add_parser("act", help="any act of the ladder: submit, return, approve ...")
    act.add_argument("id", metavar="ID")
    act.add_argument("act", metavar="ACT", help="as `acts` names it")
    act.add_argument("--reason", default="", help="why; to return and to take down")
    act.add_argument("--at", default="", metavar="TIME", help="when readers get it, to publish")
    act.add_argument("--override", default="", metavar="WHY", help="as in publish")
    acts = commands.add_parser("acts", help="what may be done to a story, and what it waits for")
    acts.add_argument("id", metavar="ID")


def _add_sending(commands: Subparsers) -> None:
    sync = commands.add_parser("sync", help="send what waits, take in what is new")
    sync.add_argument("--once", action="store_true", help="one turn, then end")
    commands.add_parser("outbox", help="list what waits")
    publish = commands.add_parser("publish", help="put a story before readers")
    publish.add_argument("id")
    publish.add_argument("--at", default="", metavar="TIME", help="as 2026-03-07T05:30+07:00")
    publish.add_argument(
        "--override", default="", metavar="WHY", help="although an embargo or rights bar it"
    )
    takedown = commands.add_parser("takedown", help="take a story away from readers")
    takedown.add_argument("id", metavar="ID")
    takedown.add_argument("--reason", required=True)
    correct = commands.add_parser("correct", help="add a correction; it is out with the update")
    correct.add_argument("id", metavar="ID")
    correct.add_argument("--wrong", default="", metavar="TEXT", help="what was said")
    correct.add_argument("--right", required=True, metavar="TEXT", help="what is right")
    export = commands.add_parser("export", help="write a story in another form")
    export.add_argument("id", metavar="ID")
    forms = ("ninjs", "ninjs2.1", "ninjs1.3", "newsml", "nitf", "html", "md", "bundle")
    export.add_argument("--to", choices=forms, required=True)
    export.add_argument("-o", "--output", type=Path, metavar="FILE")
    export.add_argument(
        "--for-colleagues", action="store_true", help="with notes, real names, the copy as typed"
    )
    original = commands.add_parser("original", help="an imported story as it came, untouched")
    original.add_argument("id", metavar="ID")
    original.add_argument("-o", "--output", type=Path, metavar="FILE")
    _add_royalties(commands)
    site_arguments.add_site(commands)


def _add_royalties(commands: Subparsers) -> None:
    paid = commands.add_parser("royalties", help="what the stories of a month earn whom")
    paid.add_argument("month", metavar="MONTH", help="as 2026-11")
    paid.add_argument("--csv", type=Path, metavar="FILE", help="write a table for a spreadsheet")
    paid.add_argument("--pdf", type=Path, metavar="FILE", help="write it as it is printed")
    paid.add_argument("--bom", action="store_true", help="mark its letters as UTF-8 for Excel")
    paid.add_argument("--person", default="", metavar="NAME", help="only with these letters")
    paid.add_argument("--category", default="", metavar="KEY", help="only its stories")
    paid.add_argument("--close", action="store_true", help="first, so that its figures stay")


def _royalties(commands: Commands, given: argparse.Namespace) -> Answer:
    from editor.royalty_commands import Files  # noqa: PLC0415  # no other command needs it

    return commands.royalties(
        given.month,
        to=Files(given.csv, given.pdf, given.bom),
        person=given.person,
        category=given.category,
        closes=given.close,
    )


def _read_copy(name: str) -> str:
    return sys.stdin.read() if name == "-" else _read_bytes(name).decode("utf-8", errors="replace")


def _read_bytes(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Refused("command.no_file", path=name) from error


def _clean(commands: Commands, given: argparse.Namespace) -> Answer:
    if given.form in {"docx", "odt", "rtf"}:
        return commands.clean_document(Path(given.file))
    from editor.text import legacy  # noqa: PLC0415  # no other command needs its tables

    text, _ = legacy.letters(_read_bytes(given.file))
    return commands.clean(text, given.form)


def _list(commands: Commands, given: argparse.Namespace) -> Answer:
    from editor.plan_commands import Narrowed  # noqa: PLC0415  # loads the store

    only = Narrowed(given.mine, given.waiting, given.planned, given.desk, given.due)
    named = {name: getattr(given, name) for name in ("state", "category", "search")}
    return commands.list_stories(**named, only=only)


def _plan(commands: Commands, given: argparse.Namespace) -> Answer:
    if given.headline is None:
        return commands.show_plan(given.desk or "")
    return commands.plan_story(given.headline, _asked(given), given.assignments)


def _asked(given: argparse.Namespace) -> Asked:
    from editor.plan_commands import Asked  # noqa: PLC0415  # as above

    people = (given.writer, given.photographer, given.editor)
    return Asked(given.desk, *people, given.due, given.length, given.brief)


def _replace(commands: Commands, given: argparse.Namespace) -> Answer:
    from editor.text.finding import Search  # noqa: PLC0415  # no other command needs it

    wanted = Search(
        given.pattern,
        is_case=given.case,
        is_marks=not given.no_marks,
        is_word=given.word,
        is_regex=given.regex,
    )
    return commands.replace_words(wanted, given.text, only=given.story, is_dry=given.dry_run)


COMMANDS: Mapping[str, Callable[[Commands, argparse.Namespace], Answer]] = {
    "import": lambda commands, given: commands.bring_in(given.files, converts=given.convert),
    "new": lambda commands, given: commands.new(given.assignments),
    "list": _list,
    "plan": _plan,
    "assign": lambda commands, given: commands.assign(given.ids, _asked(given)),
    "show": lambda commands, given: commands.show(given.id),
    "set": lambda commands, given: commands.set_fields(given.id, given.assignments),
    "body": lambda commands, given: commands.body(given.id, _read_copy(given.file)),
    "pictures": lambda commands, given: given.do(commands, given),
    "stationery": lambda commands, given: given.do(commands, given),
    "codes": lambda commands, given: given.do(commands, given),
    "comments": lambda commands, given: given.do(commands, given),
    "read": lambda commands, given: commands.read_files(given.files),
    "check": lambda commands, given: (
        commands.check_for(given.id, given.act)
        if given.act
        else commands.check(given.id, with_list=given.list, with_links=given.links)
    ),
    "rules": lambda commands, given: given.do(commands, given),
    "render": lambda commands, given: (
        commands.render_in_site(given.id) if given.site else commands.render(given.id)
    ),
    "clean": _clean,
    "sync": lambda commands, given: commands.sync(),
    "outbox": lambda commands, given: commands.outbox(),
    "publish": lambda commands, given: commands.publish(given.id, given.at, given.override),
    "act": lambda commands, given: commands.act(
        given.id, given.act, reason=given.reason, at=given.at, override=given.override
    ),
    "acts": lambda commands, given: commands.acts(given.id),
    "takedown": lambda commands, given: commands.take_down(given.id, given.reason),
    "history": lambda commands, given: commands.history(given.id),
    "compare": lambda commands, given: commands.compare(given.id, given.older, given.newer),
    "replace": _replace,
    "restore": lambda commands, given: commands.restore(given.id, given.version),
    "correct": lambda commands, given: commands.correct(given.id, given.wrong, given.right),
    "wires": lambda commands, given: given.do(commands, given),
    "export": lambda commands, given: commands.export(
        given.id, given.to, given.output, for_colleagues=given.for_colleagues
    ),
    "original": lambda commands, given: commands.original(given.id, given.output),
    "royalties": _royalties,
    "site": lambda commands, given: given.do(commands, given),
}
"""The name of each command that needs a desk -> what does it."""


def _profile(text: str) -> str:
    if text in LANGUAGES or text.endswith(".toml"):
        return text
    raise argparse.ArgumentTypeError(f"{text}: neither {', '.join(LANGUAGES)} nor a .toml file")
