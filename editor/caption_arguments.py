# SPDX-License-Identifier: GPL-3.0-or-later
"""The arguments of the photo desk's commands, as a shell gives them."""

import argparse
from pathlib import Path
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # its only name


def add_pictures(commands: Subparsers) -> None:
    """What can be done to the pictures of a story."""
    parser = commands.add_parser("pictures", help="add pictures, and say what they show")
    parser.add_argument("id", metavar="ID")
    deeds = parser.add_subparsers(
        required=True, metavar="add|caption|alt|credit|apply|codes|export|sheet"
    )
    add = deeds.add_parser("add", help="take pictures into a story")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.set_defaults(do=lambda commands, given: commands.add_pictures(given.id, given.files))
    for field in ("caption", "alt", "credit"):
        deed = deeds.add_parser(field, help=f"say a picture's {field}")
        deed.add_argument("name", metavar="NAME")
        deed.add_argument("text", metavar="TEXT")
        deed.set_defaults(
            do=lambda c, given, field=field: c.describe_picture(
                given.id, field, given.name, given.text
            )
        )
    apply = deeds.add_parser("apply", help="put a template on them")
    apply.add_argument("template", metavar="TEMPLATE")
    apply.add_argument("names", nargs="*", metavar="NAME")
    apply.set_defaults(do=lambda c, given: c.apply_template(given.id, given.template, given.names))
    codes = deeds.add_parser("codes", help="put names in the place of codes")
    codes.add_argument("names", nargs="*", metavar="NAME")
    codes.set_defaults(do=lambda commands, given: commands.replace_codes(given.id, given.names))
    _add_ways_out(deeds)


def _add_ways_out(deeds: Subparsers) -> None:
    export = deeds.add_parser("export", help="write them into a folder, with their words")
    export.add_argument("folder", type=Path, metavar="DIR")
    export.add_argument("names", nargs="*", metavar="NAME")
    export.add_argument("--size", choices=("print", "web", "message"), default="print")
    export.add_argument("--as", dest="pattern", default="", metavar="PATTERN")
    export.set_defaults(
        do=lambda c, given: c.export_pictures(
            given.id, given.folder, given.names, size=given.size, pattern=given.pattern
        )
    )
    sheet = deeds.add_parser("sheet", help="write a caption sheet")
    sheet.add_argument("target", type=Path, metavar="FILE.pdf")
    sheet.add_argument("names", nargs="*", metavar="NAME")
    sheet.set_defaults(do=lambda c, given: c.caption_sheet(given.id, given.target, given.names))


def add_drawer(commands: Subparsers) -> None:
    """The templates and the files of codes themselves."""
    stationery = commands.add_parser("stationery", help="templates for captions")
    deeds = stationery.add_subparsers(required=True, metavar="list|import|export")
    deeds.add_parser("list", help="name them").set_defaults(do=lambda c, _given: c.templates())
    take = deeds.add_parser("import", help="keep templates from files")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.set_defaults(do=lambda commands, given: commands.take_templates(given.files))
    give = deeds.add_parser("export", help="write a template into a file")
    give.add_argument("name", metavar="NAME")
    give.add_argument("-o", "--file", type=Path, metavar="FILE")
    give.set_defaults(do=lambda commands, given: commands.give_template(given.name, given.file))
    codes = commands.add_parser("codes", help="short codes that become full names")
    does = codes.add_subparsers(required=True, metavar="list|use|say")
    does.add_parser("list", help="name their files").set_defaults(do=lambda c, _given: c.codes())
    use = does.add_parser("use", help="read codes from these files")
    use.add_argument("files", nargs="*", type=Path, metavar="FILE")
    use.add_argument("--mark", default="", help="what stands on both sides of a code")
    use.set_defaults(do=lambda commands, given: commands.use_codes(given.files, given.mark))
    say = does.add_parser("say", help="print a text with its codes replaced")
    say.add_argument("text", metavar="TEXT")
    say.set_defaults(do=lambda commands, given: commands.say_codes(given.text))
