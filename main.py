# SPDX-License-Identifier: GPL-3.0-or-later
"""Parse arguments; open the Desk; start the window, the server, or one headless command."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import logging
import logging.handlers
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from editor import builtin, caption_arguments
from editor.caption_arguments import Subparsers
from editor.errors import EditorError, Refused
from editor.model.profile import SiteProfile
from editor.model.workflow import Role
from editor.sentences import Sentences
from editor.settings import LANGUAGES, SettingsFile, default_store, load_profile, system_language

if TYPE_CHECKING:
    from editor.caption_commands import CaptionCommands as Commands
    from editor.commands import Answer
    from editor.desk import Desk
    from editor.house import House

HOME = Path(__file__).resolve().parent
RESOURCES = HOME / "resources"
DONE, REFUSED, BAD_USAGE = 0, 1, 2
TOUR_WITHOUT_SCREEN = Path("build/tour")
LOG_BYTES = 1_000_000


_log = logging.getLogger("stet")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code: 0 done, 1 refused, 2 bad usage."""
    given = _parser().parse_args(arguments)
    folder: Path = given.store or default_store()
    say = _sentences(folder)
    try:
        return _ACTIONS.get(given.command, _headless)(given, folder, say)
    except EditorError as error:
        if getattr(given, "builtin", False):
            print(builtin.SORRY + say.of(error), flush=True)
        print(say.of(error), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away: `main.py list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001  # the last resort: no traceback ever reaches a person
        print(say.say("main.broken", {"log": str(_keep_log(folder))}), file=sys.stderr)
        _log.exception("something that nobody expected")
        return REFUSED


def _window(given: argparse.Namespace, folder: Path, say: Sentences) -> int:
    from ui import surroundings  # only the window and the tour need Qt

    if not surroundings.has_screen():
        print(say.say("main.no_screen", {"folder": str(TOUR_WITHOUT_SCREEN)}), file=sys.stderr)
        return _tour(argparse.Namespace(dir=TOUR_WITHOUT_SCREEN), folder, say)
    surroundings.prepare()
    from ui import app  # Qt: it reads what was prepared

    _keep_log(folder)
    _tell_of_sandbox()
    # The window stands before the store is opened, and closes both itself.
    return app.run(partial(_open_desk, may_wait=True), _house, resources=RESOURCES, folder=folder)


def _tour(given: argparse.Namespace, _folder: Path, _say: Sentences) -> int:
    from ui import surroundings  # as in _window

    surroundings.prepare()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui import tour  # as in _window

    target = Path(given.dir).resolve()
    folder = _fresh(target / "store")
    _keep_log(folder)
    _tell_of_sandbox()
    with _desk(folder) as desk, _house(desk) as house:
        house.connect()
        for line in tour.run(desk, target):
            print(line)
    return DONE


def _fresh(folder: Path) -> Path:
    """The folder, or with a number behind it: what an earlier tour left is not touched."""
    found, number = folder, 2
    while found.exists():
        found, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return found


def _serve(given: argparse.Namespace, folder: Path, say: Sentences) -> int:
    from editor.server import app  # FastAPI: only the server needs it

    settings = SettingsFile(folder / "settings.toml").peek()
    profile = load_profile(RESOURCES / "sites" / f"{given.profile or settings.profile}.toml")
    data: Path = given.data or folder / "server"
    if given.pair or given.admin:
        print(_administer(data, profile, given, say))
        return DONE
    stop = threading.Event()
    token = sys.stdin.readline().strip() if given.builtin else None
    if given.builtin:
        builtin.await_end_of(sys.stdin, stop.set)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app.serve(
        data,
        host=given.host,
        port=given.port,
        templates=RESOURCES / "site",
        profile=profile,
        token=token,
        database=given.database,
        media=given.media,
        on_ready=lambda address: print(_ready_line(given, address, say), flush=True),
        stop=stop,
    )
    return DONE


def _ready_line(given: argparse.Namespace, address: str, say: Sentences) -> str:
    if given.builtin:
        return builtin.READY + address
    return say.say("main.serving", {"address": address})


def _administer(data: Path, profile: SiteProfile, given: argparse.Namespace, say: Sentences) -> str:
    from editor.server import administration  # as in _serve

    words = given.admin or ["pair", given.pair, given.role]
    told = "\n".join(administration.at(data, profile, words, given.database, given.media))
    return told if given.admin else say.say("main.pairing", {"person": given.pair, "code": told})


def _headless(given: argparse.Namespace, folder: Path, say: Sentences) -> int:
    from editor import exchange  # nothing of it in the window's start
    from editor.caption_commands import CaptionCommands as Commands

    _keep_log(folder)
    with _desk(folder) as desk, _house(desk) as house:
        answer = _COMMANDS[given.command](Commands(desk, house, say), given)
        target = getattr(given, "output", None)
        if target is None or getattr(given, "to", "") == "bundle":
            _print(answer, is_json=given.json)
        else:
            exchange.write_text(target, answer.text)
        told = [*(say.say(code) for code in desk.recovered), *map(say.of, answer.refused)]
    for sentence in told:
        print(sentence, file=sys.stderr)
    return REFUSED if answer.refused else DONE


def _open_desk(folder: Path, *, may_wait: bool = False) -> Desk:
    from editor.desk import Desk  # `serve` and a usage error need no store

    return Desk.open(folder, resources=RESOURCES, may_wait=may_wait)


@contextlib.contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    desk = _open_desk(folder)
    try:
        yield desk
    finally:
        desk.close()


def _house(desk: Desk) -> House:
    from editor.house import House  # as in _desk

    own = [sys.executable, str(HOME / "main.py"), "--store", str(desk.folder)]
    return House(desk, [*own, "serve", "--builtin"])


def _sentences(folder: Path) -> Sentences:
    chosen = SettingsFile(folder / "settings.toml").peek().language
    return Sentences.load(RESOURCES / "sentences", chosen or system_language())


def _print(answer: Answer, *, is_json: bool) -> None:
    if is_json:
        print(json.dumps(answer.value, ensure_ascii=False, indent=2))
    else:
        print(answer.text)


def _keep_log(folder: Path) -> Path:
    """Write warnings and worse to `stet.log` in the store; returns the file."""
    path = folder / "stet.log"
    logging.raiseExceptions = False  # a full disk is told in a sentence, not here
    root = logging.getLogger()
    if not any(isinstance(each, logging.handlers.RotatingFileHandler) for each in root.handlers):
        root.addHandler(logging.NullHandler())  # without a file, nobody speaks to the person
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handler = logging.handlers.RotatingFileHandler(
                path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
            )
            handler.setFormatter(
                logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
            )
            root.addHandler(handler)
        _log.setLevel(logging.INFO)
        sys.excepthook = _log_unexpected
        threading.excepthook = lambda hook: _log_unexpected(
            hook.exc_type, hook.exc_value, hook.exc_traceback
        )
    return path


def _log_unexpected(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    _log.error("something that nobody expected", exc_info=(kind, error or kind(), trace))


def _tell_of_sandbox() -> None:
    from ui import surroundings  # as in _window

    if surroundings.is_unsealed():
        _log.warning("QtWebEngine's sandbox is off: this process runs as root")


def _read_copy(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_bytes().decode("utf-8", errors="replace")
    except OSError as error:
        raise Refused("command.no_file", path=name) from error


def _clean(commands: Commands, given: argparse.Namespace) -> Answer:
    if given.form == "docx":
        return commands.clean_document(Path(given.file))
    return commands.clean(_read_copy(given.file), given.form)


def _site(commands: Commands, given: argparse.Namespace) -> Answer:
    if given.do == "status":
        return commands.site_status()
    code = getpass.getpass("") if sys.stdin.isatty() else sys.stdin.readline()
    return commands.site_login(given.address, code.strip())


_COMMANDS: Mapping[str, Callable[[Commands, argparse.Namespace], Answer]] = {
    "import": lambda commands, given: commands.bring_in(given.files),
    "new": lambda commands, given: commands.new(given.assignments),
    "list": lambda commands, given: commands.list_stories(
        state=given.state, category=given.category, search=given.search
    ),
    "show": lambda commands, given: commands.show(given.id),
    "set": lambda commands, given: commands.set_fields(given.id, given.assignments),
    "body": lambda commands, given: commands.body(given.id, _read_copy(given.file)),
    "pictures": lambda commands, given: given.do(commands, given),
    "stationery": lambda commands, given: given.do(commands, given),
    "codes": lambda commands, given: given.do(commands, given),
    "check": lambda commands, given: commands.check(given.id),
    "render": lambda commands, given: commands.render(given.id),
    "clean": _clean,
    "sync": lambda commands, given: commands.sync(),
    "outbox": lambda commands, given: commands.outbox(),
    "publish": lambda commands, given: commands.publish(given.id, given.at),
    "takedown": lambda commands, given: commands.take_down(given.id, given.reason),
    "history": lambda commands, given: commands.history(given.id),
    "restore": lambda commands, given: commands.restore(given.id, given.version),
    "export": lambda commands, given: commands.export(given.id, given.to, given.output),
    "site": _site,
}
_ACTIONS: Mapping[str | None, Callable[[argparse.Namespace, Path, Sentences], int]] = {
    None: _window,
    "tour": _tour,
    "serve": _serve,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Stet, a newsroom editor.")
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder with the stories")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_server(commands)
    _add_stories(commands)
    caption_arguments.add_pictures(commands)
    caption_arguments.add_drawer(commands)
    _add_sending(commands)
    return parser


def _add_server(commands: Subparsers) -> None:
    serve = commands.add_parser("serve", help="run the publishing server")
    serve.add_argument("--host", default=builtin.HOST)
    serve.add_argument("--port", type=int, default=0, help="0: any free one")
    serve.add_argument("--data", type=Path, metavar="DIR")
    serve.add_argument("--database", default="", metavar="URL", help="postgresql://user@host/name")
    serve.add_argument("--media", default="", metavar="DIR|URL", help="or s3://bucket/prefix")
    serve.add_argument("--profile", choices=LANGUAGES, help="the site that ships")
    serve.add_argument("--pair", metavar="PERSON", help="print a sign-in code, and end")
    serve.add_argument("--admin", nargs="+", metavar="WORD", help="people, tokens ...; see docs")
    serve.add_argument("--role", choices=[each.value for each in Role], default="admin")
    serve.add_argument("--builtin", action="store_true", help=argparse.SUPPRESS)
    tour = commands.add_parser("tour", help="do the whole job without hands")
    tour.add_argument("dir", type=Path, metavar="DIR")


def _add_stories(commands: Subparsers) -> None:
    bring_in = commands.add_parser("import", help="make stories out of files")
    bring_in.add_argument("files", nargs="+", type=Path, metavar="FILE")
    new = commands.add_parser("new", help="make a story")
    new.add_argument("assignments", nargs="*", metavar="FIELD=VALUE")
    listing = commands.add_parser("list", help="list the stories")
    for name in ("--state", "--category", "--search"):
        listing.add_argument(name, default="")
    for name, told in (
        ("show", "print a story"),
        ("check", "say what is wrong with a story"),
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
    render.add_argument("-o", "--output", type=Path, metavar="FILE")
    clean = commands.add_parser("clean", help="clean a text as a paste would")
    clean.add_argument("--from", dest="form", choices=("text", "html", "docx"), default="text")
    clean.add_argument("file", metavar="FILE|-")
    restore = commands.add_parser("restore", help="make an earlier version the newest")
    restore.add_argument("id", metavar="ID")
    restore.add_argument("version", type=int, metavar="VERSION")


def _add_sending(commands: Subparsers) -> None:
    sync = commands.add_parser("sync", help="send what waits, take in what is new")
    sync.add_argument("--once", action="store_true", help="one turn, then end")
    commands.add_parser("outbox", help="list what waits")
    publish = commands.add_parser("publish", help="put a story before readers")
    publish.add_argument("id")
    publish.add_argument("--at", default="", metavar="TIME", help="as 2026-03-07T05:30+07:00")
    takedown = commands.add_parser("takedown", help="take a story away from readers")
    takedown.add_argument("id", metavar="ID")
    takedown.add_argument("--reason", required=True)
    export = commands.add_parser("export", help="write a story in another form")
    export.add_argument("id", metavar="ID")
    export.add_argument("--to", choices=("ninjs", "html", "md", "bundle"), required=True)
    export.add_argument("-o", "--output", type=Path, metavar="FILE")
    site = commands.add_parser("site", help="the publishing server")
    site.add_argument("do", choices=("login", "status"))
    site.add_argument("address", nargs="?", default="")


if __name__ == "__main__":
    sys.exit(main())
