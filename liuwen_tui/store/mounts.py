"""On what file system a path lies, by the kernel's own list of mounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_LIST = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "ocfs2", "gfs2", "virtiofs"}
)
_REMOTE_FUSE = re.compile(r"fuse\.(sshfs|glusterfs|ceph|s3fs|rclone|davfs|curlftpfs|juicefs)")
_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One mounted file system."""

    point: Path
    kind: str
    """Such as ``ext4``."""
    is_read_only: bool

    @property
    def is_network(self) -> bool:
        return self.kind in _NETWORK or bool(_REMOTE_FUSE.fullmatch(self.kind))


def mount_of(path: Path) -> Mount | None:
    """Returns the file system that a path lies on, None where the kernel does not say."""
    try:
        return mount_in(_LIST.read_text(encoding="utf-8", errors="surrogateescape"), path.resolve())
    except OSError:
        return None


def mount_in(listed: str, path: Path) -> Mount | None:
    """Returns that one of the kernel's list which holds a path: the innermost, and of several at one point the last."""
    found: Mount | None = None
    for line in listed.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")
        point = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]))
        if path.is_relative_to(point) and (found is None or len(point.parts) >= len(found.point.parts)):
            read_only = "ro" in fields[5].split(",") or "ro" in kind[2].split(",")
            found = Mount(point, kind[0], read_only)
    return found
