"""The manifest of a backup: what each file and folder in it was, as JSON that is read back strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import read_time
from liuwen_tui.store.access import Access
from liuwen_tui.store.migrations import FORMAT as STORE_FORMAT
from liuwen_tui.store.saved_files import is_plain

BACKUP_FORMAT = "liuwen.backup/1"
_SHA256 = re.compile("[0-9a-f]{64}")
_ACL = re.compile(r"[ug]:[^:]*:[0-7]")
_MODE = re.compile("[0-7]{3,4}")


@dataclass(frozen=True, slots=True)
class SavedFile:
    """What the manifest says of a file."""

    sha256: str
    size: int
    """Bytes."""
    access: Access


@dataclass(slots=True)
class Manifest:
    """What a backup holds, by path below the home with slashes, the home's own folder under ""."""

    made_at: str
    """RFC 3339 to the second."""
    made_by: str
    home: str
    """Where it was."""
    folders: dict[str, Access] = field(default_factory=dict)
    files: dict[str, SavedFile] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


def write_manifest(manifest: Manifest) -> bytes:
    """Returns the manifest as it stands in a backup."""
    files = {path: {"sha256": file.sha256, "size": file.size, **_access_fields(file.access)} for path, file in manifest.files.items()}
    folders = {path: _access_fields(access) for path, access in manifest.folders.items()}
    head = {"format": BACKUP_FORMAT, "store_format": STORE_FORMAT}
    made = {"made_at": manifest.made_at, "made_by": manifest.made_by, "home": manifest.home}
    return json.dumps({**head, **made, "folders": folders, "files": files}, ensure_ascii=False, indent=1).encode()


def _access_fields(access: Access) -> dict[str, object]:
    lists = {"acl": list(access.acl), "default_acl": list(access.default_acl)}
    return {"mode": f"{access.mode:04o}", "owner": access.owner, "group": access.group, **{name: acl for name, acl in lists.items() if acl}}


def read_manifest(table: Table) -> Manifest:
    """Returns what the table holds; raises `Unusable`, or what a `Table` raises, for what is no manifest of ours."""
    if (found := table.text("format")) != BACKUP_FORMAT or table.whole("store_format") > STORE_FORMAT:
        raise Unusable(f"它是“{found}”格式的，可能是更新版本的程序存的，请升级 liuwen。")
    manifest = Manifest(read_time("made_at", table.text("made_at")), table.line("made_by"), table.line("home"))
    folders, files = table.table("folders").rest(), table.table("files").rest()
    table.close()
    manifest.folders = {path: _access(Table(row, path)) for path, row in folders.items()}
    manifest.files = {path: _file(Table(row, path)) for path, row in files.items()}
    for path in (*files, *filter(None, folders)):
        _refuse_misplaced(path, manifest.folders)
    if both := folders.keys() & files.keys():
        raise Unusable(f"“{min(both)}”又是文件又是文件夹，请换另一份备份。")
    return manifest


def _refuse_misplaced(path: str, folders: Mapping[str, Access]) -> None:
    """Raises `Unusable` for a path that is not just below one of the folders."""
    parent, _, name = path.rpartition("/")
    if not is_plain(path) or name in ("", ".", "..") or parent not in folders:
        raise Unusable(f"“{path}”不是数据文件夹里的位置，请换另一份备份。")


def _file(fields: Table) -> SavedFile:
    sha256, size = fields.line("sha256"), fields.whole("size")
    if not _SHA256.fullmatch(sha256) or size < 0:
        raise fields.refuse("sha256", "或 size 写法不对，请换另一份备份")
    return SavedFile(sha256, size, _access(fields, 0o777))


def _access(fields: Table, bits: int = 0o2777) -> Access:
    mode, owner, group = fields.text("mode"), fields.text("owner"), fields.text("group")
    acl, default_acl = fields.texts("acl"), fields.texts("default_acl")
    fields.close()
    if not all(map(_MODE.fullmatch, (mode, *default_acl[:1]))) or not all(map(_ACL.fullmatch, (*acl, *default_acl[1:]))):
        raise fields.refuse("mode", "或 acl 写法不对，请换另一份备份")
    return Access(int(mode, 8) & bits, owner, group, acl, default_acl)
