"""A synced folder and a network file system are known for what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.fs.locations import free_bytes, network_file_system, sync_product

MOUNTS = r"""
sysfs /sys sysfs rw 0 0
/dev/vda / ext4 rw 0 0
server:/home /home/ana nfs4 rw 0 0
/dev/sdb1 /home/ana/local ext4 rw 0 0
ana@host: /home/ana/local/my\040host fuse.sshfs rw 0 0
//nas/share /mnt/nas cifs rw 0 0
C: /mnt/c 9p rw 0 0
/dev/sdc1 /mnt/c ext4 rw 0 0
torn
"""


@pytest.mark.parametrize(
    ("folder", "product"),
    [
        ("/home/ana/Dropbox/library", "Dropbox"),
        ("/home/ana/Dropbox (Personal)/x", "Dropbox"),
        ("/mnt/c/Users/ana/OneDrive - Example Ltd/x", "OneDrive"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.com/x", "Google Drive"),
        ("/Users/ana/Library/CloudStorage/Other/x", "a cloud drive"),
        ("/home/ana/Google Drive/x", "Google Drive"),
        ("/home/ana/Nextcloud/x", "Nextcloud"),
        ("/home/ana/.local/share/facilitator/library", ""),
        ("/srv/nextcloud-src/dropbox-clone/x", ""),
    ],
)
def test_a_synced_folder_is_known_by_name(folder: str, product: str) -> None:
    assert sync_product(Path(folder)) == product


@pytest.mark.parametrize(
    ("mark", "product"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_7f3a.db", "Nextcloud"),
        (".sync/ID", "Resilio Sync"),
    ],
)
def test_a_synced_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, mark: str, product: str
) -> None:
    (tmp_path / "shared" / mark).parent.mkdir(parents=True)
    (tmp_path / "shared" / mark).write_bytes(b"")
    assert sync_product(tmp_path / "shared" / "notes" / "library") == product
    assert sync_product(tmp_path / "library") == ""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana/library", "nfs4"),
        ("/home/ana/local/library", ""),
        ("/home/ana/local/my host/library", "fuse.sshfs"),
        ("/mnt/nas", "cifs"),
        ("/mnt/nasty", ""),
        ("/mnt/c/library", ""),
        ("/home/ben", ""),
    ],
)
def test_a_network_file_system_is_known_by_its_mount(folder: str, kind: str) -> None:
    assert network_file_system(Path(folder), MOUNTS) == kind


def test_room_is_told_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "a" / "b") > 0
