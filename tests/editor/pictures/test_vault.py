# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault: whole or not at all, by content, and no name becomes a path."""

import errno
import hashlib
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.picture import Sha256
from editor.pictures.vault import STALE_S, Staged, Vault


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@given(data=st.binary(max_size=4096))
def test_what_goes_in_comes_out_under_its_hash(data: bytes, tmp_path_factory) -> None:
    """The name is the SHA-256 of the bytes, whatever the bytes."""
    vault = Vault(tmp_path_factory.mktemp("vault"))
    sha256 = vault.put(io.BytesIO(data))
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert vault.path(sha256).read_bytes() == data
    assert vault.has(sha256)
    assert vault.verify(sha256)


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    """A picture used in ten articles is stored once."""
    vault = Vault(tmp_path / "vault")
    assert vault.put(io.BytesIO(b"same")) == vault.put(io.BytesIO(b"same"))
    assert len(files_in(tmp_path)) == 1


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "/" * 64]
)
def test_a_name_from_outside_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    """Only 64 lower-case hexadecimal digits are a name."""
    with pytest.raises(Refused) as caught:
        Vault(tmp_path).path(name)
    assert caught.value.code == "vault.bad_name"


class Breaking(io.BytesIO):
    """A source that fails after its first piece, like a card that is pulled."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "card pulled")
        return super().read(1000)


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    """Half a file is no file."""
    with pytest.raises(OSError, match="card pulled"):
        Vault(tmp_path).put(Breaking(b"x" * 5000))
    assert files_in(tmp_path) == []


def test_a_stream_over_the_limit_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    """The limit holds even when nobody knew the length before."""
    with pytest.raises(Refused) as caught:
        Vault(tmp_path).put(io.BytesIO(b"x" * 2_000_001), limit_bytes=2_000_000)
    assert caught.value.code == "picture.too_heavy"
    assert caught.value.values["limit_mb"] == 2
    assert files_in(tmp_path) == []


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space left becomes a code of ours, and nothing half stays behind."""

    def no_space(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(Refused) as caught:
        Vault(tmp_path).put(io.BytesIO(b"x"))
    assert caught.value.code == "vault.full"
    assert files_in(tmp_path) == []


def test_a_damaged_copy_is_seen_and_replaced_by_a_whole_one(tmp_path: Path) -> None:
    """Bytes that rotted are healed when the picture comes in again."""
    vault = Vault(tmp_path)
    sha256 = vault.put(io.BytesIO(b"whole"))
    vault.path(sha256).write_bytes(b"wh0le")
    assert not vault.verify(sha256)
    vault.put(io.BytesIO(b"whole"))
    assert vault.verify(sha256)


def test_bytes_come_from_another_disk(tmp_path: Path) -> None:
    """A vault on a disk of its own takes in what was staged elsewhere."""
    disks = [Path(each) for each in ("/dev/shm", "/var/tmp") if Path(each).is_dir()]
    others = [each for each in disks if each.stat().st_dev != tmp_path.stat().st_dev]
    if not others:
        pytest.skip("one disk only")
    vault = Vault(tmp_path / "vault")
    with tempfile.TemporaryDirectory(dir=others[0]) as folder:
        path = Path(folder) / "whole"
        path.write_bytes(b"far")
        name = Sha256(hashlib.sha256(b"far").hexdigest())
        Staged(vault, path, name, 3).keep()
    assert vault.verify(name)
    assert len(files_in(tmp_path)) == 1


def test_staged_bytes_that_are_not_kept_leave_no_trace(tmp_path: Path) -> None:
    """A picture that is looked at and refused is nowhere."""
    vault = Vault(tmp_path)
    with vault.staged(io.BytesIO(b"no")) as staged:
        assert staged.path.read_bytes() == b"no"
        assert staged.size_bytes == 2
    assert not vault.has(staged.sha256)
    assert files_in(tmp_path) == []


def test_many_threads_may_put_the_same_picture(tmp_path: Path) -> None:
    """Eight at once: one file, whole."""
    vault = Vault(tmp_path)
    data = os.urandom(300_000)
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: vault.put(io.BytesIO(data)), range(16)))
    assert len(hashes) == 1
    assert vault.verify(hashes.pop())
    assert len(files_in(tmp_path)) == 1


def test_a_sweep_takes_only_what_is_old_unused_and_ours(tmp_path: Path) -> None:
    """Used, young and foreign files stay; half files of a crash go."""
    vault = Vault(tmp_path)
    used, old, young = (vault.put(io.BytesIO(each)) for each in (b"used", b"old", b"young"))
    foreign = tmp_path / "aa" / "notes.txt"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("mine")
    half = tmp_path / "half-crashed"
    half.write_bytes(b"x")
    for path in (vault.path(used), vault.path(old), foreign, half):
        os.utime(path, (1, 1))
    assert vault.sweep({used}, older_than_s=STALE_S) == 2
    assert vault.has(used)
    assert vault.has(young)
    assert not vault.has(old)
    assert foreign.exists()
    assert not half.exists()


def test_a_read_only_vault_says_so(tmp_path: Path) -> None:
    """A folder that is a file cannot be written into; the code tells, no traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Refused) as caught:
        Vault(blocked).put(io.BytesIO(b"x"))
    assert caught.value.code == "vault.failed"
