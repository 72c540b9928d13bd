# SPDX-License-Identifier: GPL-3.0-or-later
"""A store on a network drive is refused untouched; one in a cloud's folder is told of."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from editor.errors import Refused
from editor.store import ground
from editor.store.articles import Articles
from editor.store.database import Database
from editor.store.place import Place
from tests.builders import an_article

LINUX = """\
/dev/vda / ext4 rw,relatime 0 0
server:/homes /home/an nfs4 rw,vers=4.2 0 0
tmpfs /home/an/quick tmpfs rw 0 0
//photo/desk /mnt/ảnh\\040mới cifs rw 0 0
an@news:/ /media/news fuse.sshfs rw 0 0
/dev/vdb /media/news ext4 rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//an@photo/desk on /Volumes/desk (1) (smbfs, nodev, nosuid, mounted by an)
/dev/disk4s1 on /Volumes/Stick (exfat, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/an/Stet", "nfs4"),
        ("/home/an", "nfs4"),
        ("/home/an/quick/Stet", "tmpfs"),
        ("/home/anh/Stet", "ext4"),
        ("/media/news/Stet", "ext4"),
        ("/srv", "ext4"),
    ],
)
def test_the_nearest_and_latest_mount_counts(folder, kind):
    """A drive of this computer may lie inside a network drive, and over one."""
    assert ground.kind_at(PurePosixPath(folder), ground.linux_mounts(LINUX)) == kind


def test_blanks_in_the_place_of_a_mount_are_read():
    place, kind = ground.linux_mounts(LINUX)[3]
    assert place == "/mnt/ảnh mới"
    assert kind in ground.NETWORK_KINDS


def test_mounts_of_macos_are_read():
    mounts = ground.mac_mounts(MAC)
    assert ground.kind_at(PurePosixPath("/Volumes/desk (1)/Stet"), mounts) == "smbfs"
    assert ground.kind_at(PurePosixPath("/Volumes/Stick/Stet"), mounts) == "exfat"


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        (PureWindowsPath(r"C:\Users\an\OneDrive - Báo Mới\Stet"), "OneDrive - Báo Mới"),
        (PureWindowsPath(r"C:\Users\an\iCloudDrive\Stet"), "iCloudDrive"),
        (PurePosixPath("/home/an/Dropbox (Work)/tin/Stet"), "Dropbox (Work)"),
        (
            PurePosixPath("/Users/an/Library/CloudStorage/GoogleDrive-an@x.vn/Stet"),
            "GoogleDrive-an@x.vn",
        ),
        (
            PurePosixPath("/Users/an/Library/Mobile Documents/com~apple~CloudDocs"),
            "com~apple~CloudDocs",
        ),
        (PurePosixPath("/home/an/Nextcloud"), "Nextcloud"),
        (PurePosixPath("/home/an/dropboxes/Stet"), ""),
        (PurePosixPath("/home/an/OneDriver/Stet"), ""),
        (PurePosixPath("/home/an/Stet"), ""),
    ],
)
def test_folders_of_clouds_are_known_by_their_names(folder, cloud):
    assert PureWindowsPath(ground.cloud(folder, {})).name == cloud


def test_a_cloud_that_says_where_its_folder_is_is_believed():
    folder = PureWindowsPath(r"D:\Bài\Stet")
    assert ground.cloud(folder, {"OneDrive": r"D:\Bài"}) == r"D:\Bài"
    assert ground.cloud(folder, {"OneDrive": r"D:\Khác"}) == ""


def test_a_store_on_a_network_drive_is_refused_untouched(tmp_path):
    """Nothing is made there."""
    with pytest.raises(Refused) as refused:
        Place(tmp_path / "store", network_kind=lambda _: "nfs4").hold()
    assert refused.value.code == "store.network_folder"
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_the_folder_of_a_cloud_says_so_once(tmp_path):
    """It opens and saves; whoever is there when it opens first is told."""
    heard = []
    folder = tmp_path / "Dropbox" / "Stet"
    for turn in range(2):
        database = Database.open(folder)
        database.listen(heard.append)
        assert database.warning == ("" if turn else "store.cloud_folder")
        Articles(database).save(an_article(turn), origin="t")
        Articles(database).save(an_article(turn + 2), origin="t")
        database.close()
    assert [each.warning for each in heard] == ["store.cloud_folder", "", "", ""]
