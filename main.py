# SPDX-License-Identifier: GPL-3.0-or-later
"""Parse arguments; open the Desk; start the window, the server, or one headless command."""

from __future__ import annotations

import argparse
import contextlib
import gc
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

from editor import arguments, builtin
from editor.errors import EditorError, Refused
from editor.model.look import PROFILE
from editor.model.profile import SiteProfile
from editor.profiles import load_profile
from editor.sentences import Sentences
from editor.settings import SettingsFile, default_store, system_language

if TYPE_CHECKING:
    from editor.commands import Answer
    from editor.desk import Desk
    from editor.house import House
    from editor.server.archive import Archive
    from editor.server.looks import Hung
    from editor.server.rest import Rest

HOME = Path(__file__).resolve().parent
RESOURCES = HOME / "resources"
DONE, REFUSED, BAD_USAGE = 0, 1, 2
TOUR_WITHOUT_SCREEN = Path("build/tour")
LOG_BYTES = 1_000_000

_log = logging.getLogger("stet")


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit code: 0 done, 1 refused, 2 bad usage."""
    given = arguments.parser().parse_args(words)
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
    from ui import loading, surroundings  # only the window and the tour need Qt

    if not surroundings.has_screen():
        print(say.say("main.no_screen", {"folder": str(TOUR_WITHOUT_SCREEN)}), file=sys.stderr)
        return _tour(argparse.Namespace(dir=TOUR_WITHOUT_SCREEN), folder, say)
    surroundings.prepare()
    # All that the start makes is kept: looking through it for rubbish is a tenth of the start.
    gc.disable()
    loading.map_libraries()
    loading.load_rest()

    loading.load_qt()
    from ui import app  # Qt: it reads what was prepared

    _keep_log(folder)
    _tell_of_sandbox()
    # The window stands before the store is opened, and closes both itself.
    return app.run(partial(_open_desk, may_wait=True), _house, resources=RESOURCES, folder=folder)


def _tour(given: argparse.Namespace, _folder: Path, _say: Sentences) -> int:
    from ui import loading, surroundings  # as in _window

    surroundings.prepare()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    loading.load_qt()
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


def _profile_path(asked: str) -> Path:
    """The file of a site profile: one that ships, by its language, or a newspaper's own."""
    return Path(asked) if asked.endswith(".toml") else RESOURCES / "sites" / f"{asked}.toml"


def _own_profile(site: Path | None) -> str:
    """The profile in a newspaper's own folder; empty: there is none."""
    return str(site / PROFILE) if site and (site / PROFILE).exists() else ""


def _serve(given: argparse.Namespace, folder: Path, say: Sentences) -> int:
    from editor.server import app  # FastAPI: only the server needs it

    settings = SettingsFile(folder / "settings.toml").peek()
    asked = given.profile or _own_profile(given.site) or settings.profile
    profile = load_profile(_profile_path(asked))
    data: Path = given.data or folder / "server"
    if given.pair or given.admin:
        print(_administer(data, profile, given, say))
        return DONE
    stop = threading.Event()
    if given.processes > 1:
        return _crew(given, stop)
    token = sys.stdin.readline().strip() if given.builtin else None
    handed = builtin.taken_over(given.handed, sys.stdin) if given.handed else None
    if given.builtin:
        builtin.await_end_of(sys.stdin, stop.set)
    _end_by_signal(stop)
    if given.public_only:
        _serve_readers(given, data, profile, say, stop)
        return DONE
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
        handed=handed,
        beside=partial(_beside, given, say),
        resting=partial(_resting, stop) if handed else None,
    )
    return DONE


def _serve_readers(
    given: argparse.Namespace,
    data: Path,
    profile: SiteProfile,
    say: Sentences,
    stop: threading.Event,
) -> None:
    from editor.server import app  # as in _serve

    app.serve_readers(
        data,
        host=given.host,
        port=given.port,
        templates=RESOURCES / "site",
        profile=profile,
        database=given.database,
        media=given.media,
        on_ready=lambda address: print(_ready_line(given, address, say), flush=True),
        stop=stop,
    )


def _crew(given: argparse.Namespace, stop: threading.Event) -> int:
    """Several processes of the same words, each on a port of its own."""
    from editor.server.crew import Crew  # as in _serve

    if not given.port:
        raise Refused("server.no_port")
    own = [sys.executable, str(HOME / "main.py"), *sys.argv[1:], "--processes", "1", "--port"]
    _end_by_signal(stop)
    return Crew([[*own, str(given.port + each)] for each in range(given.processes)]).run(stop)


def _end_by_signal(stop: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())


@contextlib.contextmanager
def _beside(given: argparse.Namespace, say: Sentences, archive: Archive) -> Iterator[None]:
    """What goes on beside a server's answers: its look is kept up, caches and a house are told."""
    from editor.server.outlet.publisher import publishing  # as in _serve
    from editor.server.purger import telling  # as above
    from editor.ways import way_to  # as above

    # A laptop's own server has no house beside it: the laptop itself talks to one.
    out = contextlib.nullcontext() if given.builtin else publishing(archive, way_to)
    with _hung(given.site, say, archive), telling(archive, given.purge), out:
        yield


def _hung(site: Path | None, say: Sentences, archive: Archive) -> Hung:
    """The look of the site, as its folder has it while the server runs."""
    from editor.server.looks import Hung, Looks  # as in _serve

    def tell(error: EditorError) -> None:
        print(say.of(error), file=sys.stderr, flush=True)

    return Hung(Looks(archive.database), site, RESOURCES / "site", archive.profile, tell)


def _resting(stop: threading.Event, archive: Archive) -> Rest:
    """When nobody asks the built-in server, it ends, and is started again by the next call."""
    from editor.server.rest import Rest  # as in _serve

    def rest() -> None:
        print(builtin.REST, flush=True)
        stop.set()

    return Rest(rest, archive.next_due_at, archive.clock)


def _ready_line(given: argparse.Namespace, address: str, say: Sentences) -> str:
    if given.builtin:
        return builtin.READY + address
    return say.say("main.serving", {"address": address})


def _administer(data: Path, profile: SiteProfile, given: argparse.Namespace, say: Sentences) -> str:
    from editor.server import administration  # as in _serve

    words = given.admin or ["pair", given.pair, given.role]
    if words[0] == "house":
        return _order_of_house(data, profile, given, say)
    told = "\n".join(administration.at(data, profile, words, given.database, given.media))
    return told if given.admin else say.say("main.pairing", {"person": given.pair, "code": told})


def _order_of_house(
    data: Path, profile: SiteProfile, given: argparse.Namespace, say: Sentences
) -> str:
    """An administrator's order about the house outside; its login is asked for here."""
    from editor.server.archive import Archive  # as in _serve
    from editor.server.outlet import orders  # as above
    from editor.ways import way_to  # as above

    def ask() -> str:
        asked = say.say("main.house_login", {"kind": given.admin[2]})
        return getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().strip()

    with contextlib.closing(
        Archive(data, profile, database=given.database, media=given.media)
    ) as archive:
        told = orders.give(orders.Desk(archive, way_to, ask), given.admin[1:])
    if given.json:
        return json.dumps(told, ensure_ascii=False, indent=2)
    return "\n".join(orders.lines(told, say.say))


def _headless(given: argparse.Namespace, folder: Path, say: Sentences) -> int:
    from editor import exchange  # nothing of it in the window's start
    from editor.map_commands import MapCommands as Commands

    _keep_log(folder)
    with _desk(folder) as desk, _house(desk) as house:
        answer = arguments.COMMANDS[given.command](Commands(desk, house, say), given)
        target = getattr(given, "output", None)
        if target is None or getattr(given, "to", "") == "bundle":
            _print(answer, is_json=given.json)
        else:
            exchange.write_text(target, answer.text)
        recovered = (say.say(code) for code in desk.recovered)
        told = [*recovered, *answer.notes, *map(say.of, answer.refused)]
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


_ACTIONS: Mapping[str | None, Callable[[argparse.Namespace, Path, Sentences], int]] = {
    None: _window,
    "tour": _tour,
    "serve": _serve,
}


if __name__ == "__main__":
    sys.exit(main())
