# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user chose (TOML); secrets in the system keyring."""

import contextlib
import locale
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

import platformdirs
import tomli_w

from editor.errors import Refused

LANGUAGES = ("vi", "en")
APPEARANCES = ("system", "light", "dark")
SITE_KINDS = ("", "wordpress", "ghost")
NAMED_KINDS = ("wordpress",)
"""Where one signs in with a name and a password; elsewhere the secret says who one is."""
SNIPPET_KEYS = ("tab", "space", "command")
SECRET_SERVICE = "stet"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a person chose, and what the window remembers between two starts."""

    language: str = ""
    """`vi`, `en`; empty: not chosen yet, the system's is used."""
    person: str = ""
    pen_name: str = ""
    desk: str = ""
    """The key of the desk that the person works for; empty: any."""
    device: str = ""
    """What colleagues read beside a change made here; empty: the computer's name."""
    site_address: str = ""
    """Of the publishing server; empty: the built-in one."""
    site_kind: str = ""
    """What runs there: empty: a server of ours; `wordpress`, `ghost`."""
    builtin_port: int = 0
    """Where the built-in server listened last, so that addresses stay; 0: not yet started."""
    profile: str = "vi"
    """The site profile used until a server has told its own: `vi` or `en`."""
    appearance: str = "system"
    copy_font: str = ""
    """Family of the copy; empty: the one that ships."""
    copy_size_px: int = 18
    rules_off: str = ""
    """Names of rules of the copy check that say nothing, with blanks between them; for each
    newspaper that has no names of its own in `rules_off_at`."""
    rules_off_at: Mapping[str, str] = field(default_factory=dict)
    """The same for a newspaper, by its name."""
    snippet_key: str = "tab"
    """What expands the name of a snippet: `tab`, `space`, or `command`, the command alone."""
    marks_off: str = ""
    """Languages in which quotes and dashes stay as they were typed, with blanks between them."""
    is_typewriter: bool = False
    """The line of the caret stays at one height."""
    typewriter_percent: int = 45
    """How far down the page that is."""
    is_dimmed: bool = False
    """In focus mode all paragraphs but that of the caret stand back."""
    welcome_done: bool = False
    is_preview_plain: bool = False
    """The preview shows stories by our own templates, though the look of the site is known."""
    is_sending_paused: bool = False
    """The window sends nothing until a person says so, over a restart too."""
    window: Mapping[str, object] = field(default_factory=dict)
    """Splitters, last story, carets: TOML values under names of the screen's own."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Keys of a newer version of Stet, written back as they were."""


_TABLES = ("window", "rules_off_at")
_KNOWN = {each.name: each for each in fields(Settings) if each.name not in {"extra", *_TABLES}}
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "language": ("", *LANGUAGES),
        "profile": LANGUAGES,
        "site_kind": SITE_KINDS,
        "appearance": APPEARANCES,
        "snippet_key": SNIPPET_KEYS,
    }
)


class SettingsFile:
    """The file of settings. One process at a time has it: the one that has the store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.recovered = ""
        """`settings.set_aside` when the last read found a damaged file; else empty."""

    def read(self) -> Settings:
        """The settings as they stand; defaults where there is no file or none that can be read.

        A damaged file is renamed to `settings.toml.damaged`, never written over.
        """
        self.recovered = ""
        try:
            found = tomllib.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError):
            self._set_aside()
            return Settings()
        return _settings_from(found)

    def peek(self) -> Settings:
        """The settings as they stand, or defaults; for one who has not got the store."""
        try:
            return _settings_from(tomllib.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return Settings()

    def write(self, settings: Settings) -> None:
        """Put the whole file in place in one step; after a power cut it is the old or the new.

        Raises:
            Refused: `settings.not_written` when the folder cannot be written.
        """
        data = tomli_w.dumps(_table_of(settings)).encode("utf-8")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _put(self._path, data)
        except OSError as error:
            raise Refused("settings.not_written", path=str(self._path)) from error

    def _set_aside(self) -> None:
        self.recovered = "settings.set_aside"
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_name(self._path.name + ".damaged"))


def system_language() -> str:
    """The language of this computer when it is one that Stet speaks, else English."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # The system itself is asked only where nothing is named: it knows what is installed alone.
    found = next(filter(None, named), "") or locale.getlocale()[0] or ""
    return found[:2] if found[:2] in LANGUAGES else "en"


def default_store() -> Path:
    """Where the store lies when nobody says otherwise: the system's folder for user data."""
    return platformdirs.user_data_path("Stet", appauthor=False)


def _settings_from(found: Mapping[str, object]) -> Settings:
    # One bad value costs that value, not all the others.
    known = {name: value for name, value in found.items() if _fits(name, value)}
    window, off = (_table(found.get(name)) for name in _TABLES)
    extra = {n: v for n, v in found.items() if n not in _KNOWN and n not in _TABLES}
    return Settings(
        **known,  # type: ignore[arg-type]  # each was looked at by _fits
        window=window,
        rules_off_at={name: each for name, each in off.items() if isinstance(each, str)},
        extra=extra,
    )


def _table(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _fits(name: str, value: object) -> bool:
    if name not in _KNOWN or type(value) is not type(_KNOWN[name].default):
        return False
    return name not in _CHOICES or value in _CHOICES[name]


def _table_of(settings: Settings) -> dict[str, object]:
    table = dict(settings.extra)
    table.update({name: getattr(settings, name) for name in _KNOWN})
    table.update({name: _writable(getattr(settings, name)) for name in _TABLES})
    return table


def _writable(value: object) -> object:
    # TOML has no null: what has no value is left out.
    if isinstance(value, Mapping):
        return {str(key): _writable(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_writable(each) for each in value if each is not None]
    return value


def _put(path: Path, data: bytes) -> None:
    # mkstemp makes the file 0600 before the first byte is in it.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Keyring(Protocol):
    """What is asked of a keyring backend; `keyring`'s all have it."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        ...


class Secrets:
    """Tokens: in the system's keyring, else for this session only; never in a file of ours."""

    def __init__(self, keyring: Keyring | None = None) -> None:
        self._keyring = keyring
        self._is_found = keyring is not None
        self._session: dict[str, str] = {}

    @property
    def backend(self) -> str:
        """The name of the keyring in use; empty: there is none, secrets last for the session."""
        found = self._find()
        return "" if found is None else f"{type(found).__module__}.{type(found).__name__}"

    def get(self, name: str) -> str:
        """The secret of that name, or an empty string."""
        if name in self._session:
            return self._session[name]
        found = self._find()
        if found is None:
            return ""
        try:
            return found.get_password(SECRET_SERVICE, name) or ""
        except Exception:  # noqa: BLE001  # backends raise what they like: locked, gone, no bus
            return ""

    def keep(self, name: str, secret: str) -> bool:
        """Keep a secret; True when it will be there after the next start."""
        self._session[name] = secret
        found = self._find()
        if found is None:
            return False
        try:
            found.set_password(SECRET_SERVICE, name, secret)
        except Exception:  # noqa: BLE001  # as in get
            return False
        return True

    def forget(self, name: str) -> None:
        """Make a secret unknown here, in the session and in the keyring."""
        self._session.pop(name, None)
        found = self._find()
        if found is not None:
            # A backend raises when it never had it.
            with contextlib.suppress(Exception):
                found.delete_password(SECRET_SERVICE, name)

    def _find(self) -> Keyring | None:
        if not self._is_found:
            self._keyring = _system_keyring()
            self._is_found = True
        return self._keyring


_SAFE_BACKENDS = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")


def _system_keyring() -> Keyring | None:
    import keyring  # noqa: PLC0415  # slow to load, and most starts need no secret

    try:
        chosen = keyring.get_keyring()
        # A chain may end in a plain-text file of some plug-in: only known vaults are asked.
        chained = list(getattr(chosen, "backends", None) or [chosen])
    except Exception:  # noqa: BLE001  # a plug-in that cannot even load
        return None
    return next((each for each in chained if _is_safe(each)), None)


def _is_safe(backend: object) -> bool:
    module = type(backend).__module__
    return any(module.startswith(f"keyring.backends.{name}") for name in _SAFE_BACKENDS)
