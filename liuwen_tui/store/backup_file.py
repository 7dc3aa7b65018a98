"""A backup: one zip with all files of a home and a manifest of what each is, tried before it is used and never believed.

The members are ``manifest.json`` and, under ``home/``, the files by their path. Whatever a hostile or damaged one says,
nothing is written but regular files below the folder that is given, none larger than the manifest says it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.store.access import give_access
from liuwen_tui.store.backup_manifest import Manifest, SavedFile, read_manifest, write_manifest
from liuwen_tui.store.durable import failure, sync_folder
from liuwen_tui.store.saved_files import Folder, Item, OpenFile, PassedOver

_MANIFEST, _HOME = "manifest.json", "home/"
_LARGEST_MANIFEST = 64 * 1024 * 1024
MOST_MEMBERS = 200_000
"""The manifest among them; a backup with more is not written, so that every one that is can be read back."""
_CHUNK = 1024 * 1024
_FIRST_DAY, _LAST_DAY = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""Of a zip's calendar."""
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, LookupError, OverflowError)
"""What the standard library raises over a file that is none, or a damaged one."""


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
                    if len(manifest.files) == MOST_MEMBERS - 1:
                        raise Unusable(f"文件超过 {MOST_MEMBERS - 1:,} 个，一份备份放不下，没有备份；请把收上来的旧文件移到别处再试。")
                    manifest.files[item.path] = _add(archive, item)
                case PassedOver():
                    passed_over.append(item.path)
        archive.writestr(_MANIFEST, write_manifest(manifest))
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
    if names.count(_MANIFEST) != 1 or len(names) > MOST_MEMBERS:
        raise Unusable(f"{path} 不是 liuwen 的备份，没有恢复；请核对名字。")
    with _understood(path), archive.open(_MANIFEST) as file:
        content = file.read(_LARGEST_MANIFEST + 1)
        fields = json.loads(content) if len(content) <= _LARGEST_MANIFEST else None
    try:
        manifest = read_manifest(Table(fields))
    except (LiuwenError, ValueError) as error:
        raise Unusable(f"{path} 的清单读不懂，没有恢复；请换另一份备份：{error}") from error
    if sorted(names) != sorted([_MANIFEST, *(_HOME + name for name in manifest.files)]):
        raise Unusable(f"{path} 里的文件和清单对不上，没有恢复；请换另一份备份。")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.flag_bits & 1 for member in members):
        raise Unusable(f"{path} 的压缩或加密方法不是备份用的，没有恢复；请换另一份备份。")
    return manifest
