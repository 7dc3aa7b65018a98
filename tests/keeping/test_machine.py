"""What lies around a shared home: on which disk, how much room there is, and README's way from a fresh machine to it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from liuwen_tui.keeping.check_machine import disk_faults, space_faults
from liuwen_tui.store.mounts import mount_in, mount_of
from tests.cli.running import PROGRAM, environment

README = Path(__file__).parent.parent.parent / "README.md"
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
NEW_MACHINE = """
set -e
for folder in /srv /home /var/mail /var/log; do mkdir -p $folder; mount -t tmpfs none $folder; done
cp -a /etc {etc} && mount --bind {etc} /etc
rm -f /etc/liuwen.toml
getent group | cut -d: -f1 | grep "^lw-" | xargs -r -n 1 groupdel
set +e
cd /srv
liuwen() {{ {program} "$@"; echo "$2 $?" >> {codes}; }}
{commands}
stat -c "%A %U %G" /srv/liuwen/notices/qsh-2020-25/units/czj/out; cat /etc/liuwen.toml
"""


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


def test_readmes_commands_make_a_shared_home_of_a_fresh_machine(tmp_path: Path) -> None:
    """In a copy of the machine's accounts that goes with the process: as root they are run as they stand there."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("a copy of the machine's accounts needs root with CAP_SYS_ADMIN")
    if not shutil.which("setfacl") or not shutil.which("useradd"):
        pytest.skip("this machine has no setfacl or useradd")
    (commands,) = re.findall(r"^```console\n(.*?)^```$", README.read_text(encoding="utf-8"), flags=re.M | re.S)
    codes = tmp_path / "codes"
    script = NEW_MACHINE.format(etc=tmp_path / "etc", program=shlex.join(PROGRAM), codes=codes, commands=commands)
    without_home = {name: value for name, value in environment(tmp_path / "home").items() if name != "LIUWEN_HOME"}
    done = subprocess.run(["unshare", "-m", "bash", "-c", script], check=False, capture_output=True, env=without_home, text=True)
    assert codes.read_text().splitlines() == ["init 0", "init 0", "check 0"], done.stdout + done.stderr
    assert "√ /srv/liuwen 都对。\ndrwxrws--- root lw-czj\n" in done.stdout
    assert done.stdout.endswith('home = "/srv/liuwen"\naccess = "groups"\n')
