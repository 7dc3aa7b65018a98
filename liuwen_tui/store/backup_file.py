"""A backup: one zip with all files of a home and a manifest of what each is, tried before it is used and never believed.

The members are ``manifest.json`` and, under ``home/``, the files by their path. Whatever a hostile or damaged one says,
nothing is written but regular files below the folder that is given, none larger than the manifest says it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import read_time
from liuwen_tui.store.access import Access, give_access
from liuwen_tui.store.durable import failure, sync_folder
from liuwen_tui.store.migrations import FORMAT as STORE_FORMAT
from liuwen_tui.store.saved_files import Folder, Item, OpenFile, PassedOver, is_plain

BACKUP_FORMAT = "liuwen.backup/1"
_MANIFEST, _HOME = "manifest.json", "home/"
_LARGEST_MANIFEST = 64 * 1024 * 1024
_MOST_FILES = 200_000
_CHUNK = 1024 * 1024
_SHA256 = re.compile("[0-9a-f]{64}")
_ACL = re.compile(r"[ug]:[^:]*:[0-7]")
_MODE = re.compile("[0-7]{3,4}")
_FIRST_DAY, _LAST_DAY = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""Of a zip's calendar."""
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, LookupError, OverflowError)
"""What the standard library raises over a file that is none, or a damaged one."""


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


def write_backup(target: IO[bytes], items: Iterator[Item], manifest: Manifest) -> list[str]:
    """Writes the items into a file that is open for writing, each noted in the manifest, which comes last.

    Returns the paths that were passed over. Raises OSError for the target and `Unusable` for what cannot be read.
    """
    passed_over = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in items:
            match item:
                case Folder():
                    manifest.folders[item.path] = item.access
                case OpenFile():
                    manifest.files[item.path] = _add(archive, item)
                case PassedOver():
                    passed_over.append(item.path)
        archive.writestr(_MANIFEST, _manifest_json(manifest))
    return passed_over


def _add(archive: zipfile.ZipFile, file: OpenFile) -> SavedFile:
    when = time.localtime(file.changed)[:6]
    info = zipfile.ZipInfo(_HOME + file.path, min(max(when, _FIRST_DAY), _LAST_DAY))
    info.compress_type, info.external_attr, info.file_size = zipfile.ZIP_DEFLATED, (stat.S_IFREG | file.access.mode) << 16, file.size
    digest, read = hashlib.sha256(), 0
    with archive.open(info, "w") as member:
        while read < file.size and (chunk := os.pread(file.descriptor, min(_CHUNK, file.size - read), read)):
            read += len(chunk)
            digest.update(chunk)
            member.write(chunk)
    return SavedFile(digest.hexdigest(), read, file.access)


def _manifest_json(manifest: Manifest) -> bytes:
    files = {path: {"sha256": file.sha256, "size": file.size, **_access_fields(file.access)} for path, file in manifest.files.items()}
    folders = {path: _access_fields(access) for path, access in manifest.folders.items()}
    head = {"format": BACKUP_FORMAT, "store_format": STORE_FORMAT}
    made = {"made_at": manifest.made_at, "made_by": manifest.made_by, "home": manifest.home}
    return json.dumps({**head, **made, "folders": folders, "files": files}, ensure_ascii=False, indent=1).encode()


def _access_fields(access: Access) -> dict[str, object]:
    lists = {"acl": list(access.acl), "default_acl": list(access.default_acl)}
    return {"mode": f"{access.mode:04o}", "owner": access.owner, "group": access.group, **{name: acl for name, acl in lists.items() if acl}}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is open, its manifest read and every name in it found to be one of the manifest's."""

    path: Path
    manifest: Manifest
    archive: zipfile.ZipFile

    def unpack(self, folder: Path) -> None:
        """Writes all files below a folder of ours, which is empty, each synced and verified; their modes are 0600 still.

        Raises `Unusable` for a file that is not what the manifest says it is, and where the disk refuses.
        """
        if self.manifest.size > shutil.disk_usage(folder).free:
            raise Unusable(f"{folder} 所在的磁盘放不下这份备份的 {self.manifest.size} 字节，请清出空间再试。")
        try:
            for path in self.manifest.folders:
                (folder / path).mkdir(mode=0o700, parents=True, exist_ok=True)
            for path, file in self.manifest.files.items():
                self._unpack(path, file, folder / path)
        except OSError as error:
            raise failure("恢复不了", folder, error) from error

    def _unpack(self, path: str, file: SavedFile, to: Path) -> None:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        digest, left = hashlib.sha256(), file.size
        with open(descriptor, "wb") as written:
            with _understood(self.path), self.archive.open(_HOME + path) as member:
                while chunk := member.read(min(_CHUNK, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        break
                    digest.update(chunk)
                    written.write(chunk)
            if left or digest.hexdigest() != file.sha256:
                raise Unusable(f"{self.path} 已损坏：{path} 和清单对不上，没有恢复；请换另一份备份。")
            written.flush()
            os.fsync(descriptor)

    def give_access(self, folder: Path) -> set[str]:
        """Gives everything below the folder the access that it had, the folder itself last, and syncs all folders.

        Returns the accounts and groups that it could not be given to. Raises `Unusable`.
        """
        missing: set[str] = set()
        try:
            for path, file in self.manifest.files.items():
                missing |= give_access(folder / path, file.access)
            for path in sorted(self.manifest.folders, key=len, reverse=True):
                sync_folder(folder / path)
                missing |= give_access(folder / path, self.manifest.folders[path])
        except OSError as error:
            raise failure("恢复不了权限", folder, error) from error
        return missing


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """Opens a backup; raises `Unusable` for what is none, is damaged, or is of a newer program."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise failure("读不了", path, error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unusable(f"{path} 不是普通文件，请核对名字。")
    with open(descriptor, "rb") as file:
        with _understood(path):
            archive = zipfile.ZipFile(file)
        with archive:
            yield Backup(path, _manifest_of(path, archive), archive)


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    """Turns what the standard library says of a damaged zip into a sentence."""
    try:
        yield
    except _NO_ZIP as error:
        raise Unusable(f"{path} 不是完整的备份文件，没有恢复；请核对名字，或换另一份备份。") from error


def _manifest_of(path: Path, archive: zipfile.ZipFile) -> Manifest:
    members = archive.infolist()
    names = [member.filename for member in members]
    if names.count(_MANIFEST) != 1 or len(names) > _MOST_FILES:
        raise Unusable(f"{path} 不是 liuwen 的备份，没有恢复；请核对名字。")
    with _understood(path), archive.open(_MANIFEST) as file:
        content = file.read(_LARGEST_MANIFEST + 1)
        fields = json.loads(content) if len(content) <= _LARGEST_MANIFEST else None
    try:
        manifest = _read(Table(fields))
    except (LiuwenError, ValueError) as error:
        raise Unusable(f"{path} 的清单读不懂，没有恢复；请换另一份备份：{error}") from error
    if sorted(names) != sorted([_MANIFEST, *(_HOME + name for name in manifest.files)]):
        raise Unusable(f"{path} 里的文件和清单对不上，没有恢复；请换另一份备份。")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.flag_bits & 1 for member in members):
        raise Unusable(f"{path} 的压缩或加密方法不是备份用的，没有恢复；请换另一份备份。")
    return manifest


def _read(table: Table) -> Manifest:
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
