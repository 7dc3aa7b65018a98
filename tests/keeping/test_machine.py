"""What lies around a shared home: on which disk, and how much room there is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from liuwen_tui.keeping.check_machine import disk_faults, space_faults
from liuwen_tui.store.mounts import mount_in, mount_of

MOUNTED = """\
22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:21 / /proc rw,nosuid shared:2 - proc proc rw
40 22 0:50 / /srv rw,relatime shared:9 - nfs4 files:/srv rw,vers=4.2
41 40 0:51 / /srv/local\\040disk ro,relatime - xfs /dev/vdb rw
42 22 0:52 / /mnt rw,relatime - fuse.sshfs me@there:/ rw
43 42 0:53 / /mnt rw,relatime - xfs /dev/vdc ro
"""
DISKS = {
    "/home/x": ("ext4", []),
    "/srv/liuwen": ("nfs4", ["network_disk"]),
    "/srvx": ("ext4", []),
    "/srv/local disk/liuwen": ("xfs", ["read_only"]),
    "/mnt/liuwen": ("xfs", ["read_only"]),
}


@pytest.mark.parametrize("path", DISKS)
def test_the_disk_of_a_home_is_the_innermost_mount_and_a_network_is_named(path: str) -> None:
    mount = mount_in(MOUNTED, Path(path))
    assert mount is not None
    assert (mount.kind, [fault.code for fault in disk_faults(Path(path), mount)]) == DISKS[path]


def test_a_disk_with_little_room_is_named(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=100", "none", str(small)]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root with CAP_SYS_ADMIN")
    try:
        mount = mount_of(small / "home")
        assert mount and (mount.point, mount.kind) == (small, "tmpfs")
        assert [fault.code for fault in space_faults(small)] == ["space", "inodes"]
    finally:
        subprocess.run(["umount", str(small)], check=True)
