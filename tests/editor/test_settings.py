# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person chose survives; what is damaged is set aside; secrets never reach a file."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Damaged, Refused
from editor.profiles import load_profile
from editor.settings import Secrets, Settings, SettingsFile

HOME = Path(__file__).resolve().parents[2]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


class Vault:
    """A keyring in memory that can be locked."""

    def __init__(self, *, is_locked=False):
        self.kept = {}
        self.is_locked = is_locked

    def _check(self):
        if self.is_locked:
            raise RuntimeError("the keyring is locked")

    def get_password(self, service, username):
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._check()
        del self.kept[service, username]


def test_no_file_means_defaults(tmp_path):
    """The first start has no file, and nothing to tell."""
    file = SettingsFile(tmp_path / "settings.toml")
    assert file.read() == Settings()
    assert file.recovered == ""


@given(person=TEXT, size=st.integers(8, 72), windows=st.dictionaries(TEXT, st.integers(0, 9)))
def test_what_is_written_is_read(tmp_path_factory, person, size, windows):
    """Any name, size and window state comes back as it was."""
    file = SettingsFile(tmp_path_factory.mktemp("store") / "settings.toml")
    settings = Settings(language="vi", person=person, copy_size_px=size, window=windows)
    file.write(settings)
    assert file.read() == settings


def test_unknown_keys_are_kept(tmp_path):
    """A file that a newer Stet wrote loses nothing by an older one."""
    path = tmp_path / "settings.toml"
    path.write_text('person = "Một"\nbeak = "red"\n[feet]\nleft = 1\n', encoding="utf-8")
    file = SettingsFile(path)
    file.write(file.read())
    assert SettingsFile(path).read().extra == {"beak": "red", "feet": {"left": 1}}


def test_one_bad_value_costs_only_itself(tmp_path):
    """A wrong type or an unknown choice falls back; the rest stands."""
    path = tmp_path / "settings.toml"
    path.write_text('person = "Một"\ncopy_size_px = "big"\nappearance = "pink"\n', "utf-8")
    settings = SettingsFile(path).read()
    assert settings == Settings(person="Một")


@pytest.mark.parametrize("data", [b"person = ", b"\xff\xfe\x00", b"= 1"])
def test_a_damaged_file_is_set_aside(tmp_path, data):
    """Defaults are used, the code says so, and the old bytes are still there."""
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    file = SettingsFile(path)
    assert file.read() == Settings()
    assert file.recovered == "settings.set_aside"
    assert (tmp_path / "settings.toml.damaged").read_bytes() == data
    assert file.read() == Settings()
    assert file.recovered == ""


def test_a_peek_moves_nothing(tmp_path):
    """One who has not got the store looks only."""
    path = tmp_path / "settings.toml"
    path.write_bytes(b"person = ")
    assert SettingsFile(path).peek() == Settings()
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_it(tmp_path):
    """The file is the owner's alone."""
    path = tmp_path / "settings.toml"
    SettingsFile(path).write(Settings(person="Một"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_values_that_are_none_are_left_out(tmp_path):
    """TOML has no null, and a window may well have nothing to remember."""
    file = SettingsFile(tmp_path / "settings.toml")
    file.write(Settings(window={"story": None, "columns": [1, None, 2]}))
    assert file.read().window == {"columns": [1, 2]}


def test_a_folder_that_cannot_be_written(tmp_path):
    """A file where the folder should be: refused, with the path."""
    (tmp_path / "store").write_text("not a folder")
    with pytest.raises(Refused) as refused:
        SettingsFile(tmp_path / "store" / "settings.toml").write(Settings())
    assert refused.value.code == "settings.not_written"


def test_secrets_go_to_the_keyring():
    """A keyring that works keeps the secret, and only it."""
    vault = Vault()
    secrets = Secrets(vault)
    assert secrets.keep("https://example.org", "token")
    assert vault.kept == {("stet", "https://example.org"): "token"}
    assert Secrets(vault).get("https://example.org") == "token"
    assert secrets.backend.endswith("Vault")
    secrets.forget("https://example.org")
    assert secrets.get("https://example.org") == ""


def test_a_locked_keyring_means_this_session_only():
    """The secret works until the end of the session, and nobody else ever sees it."""
    vault = Vault(is_locked=True)
    secrets = Secrets(vault)
    assert not secrets.keep("https://example.org", "token")
    assert secrets.get("https://example.org") == "token"
    assert Secrets(vault).get("https://example.org") == ""
    secrets.forget("https://example.org")
    assert secrets.get("https://example.org") == ""


@pytest.mark.parametrize(
    "backend", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"]
)
def test_a_backend_that_keeps_nothing_is_none(monkeypatch, backend):
    """`fail` and `null` are not keyrings to us."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    import keyring
    from keyring.core import init_backend

    before = keyring.get_keyring()
    init_backend()
    try:
        assert Secrets().backend == ""
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("name", ["vi", "en"])
def test_the_profiles_that_ship_can_be_read(name):
    """Both have a masthead, categories, and the three names that the law wants."""
    profile = load_profile(HOME / "resources" / "sites" / f"{name}.toml")
    assert profile.language == name
    assert profile.categories
    assert all((profile.name, profile.agency, profile.governing_body, profile.head))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 1",
        'name = "A"\nis_weekday_lower = "no"',
        'name = "A"\ncategories = ["x"]',
        'name = "A"\n[[categories]]\nkey = "x"',
        "name =",
    ],
)
def test_a_bad_profile_is_told(tmp_path, text):
    """A profile that cannot be read names its file."""
    path = tmp_path / "vi.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Damaged) as damaged:
        load_profile(path)
    assert damaged.value.code == "settings.bad_profile"
    assert damaged.value.values["file"] == "vi.toml"
