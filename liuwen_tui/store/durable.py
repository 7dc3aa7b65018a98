"""Files replaced whole and durably, and read without following links.

A reader sees the old content or the new, never a mixture: the new file is written beside the old one, synced,
renamed over it, and the folder synced. Modes are set before the rename, so that a colleague is not locked out.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from liuwen_tui.domain.errors import Unusable

FILE_MODE = 0o660
FOLDER_MODE = 0o2770
_PRIVATE_FOLDER = 0o700
_TEMPORARY = ".new"


def make_folder(folder: Path, root: Path) -> None:
    """Makes a folder at or below ``root`` where it is missing; raises `Unusable` when the disk refuses.

    A root made here is for its owner alone; folders below it are group-writable and pass their group on. A link that
    another account put in a folder's place is refused.
    """
    try:
        if is_planted(folder):
            raise Unusable(f"{folder} 是别的账号放的链接，没有写进去；请找管理员核对。")
        if folder.is_dir():
            return
        if folder == root:
            folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            return
        make_folder(folder.parent, root)
        folder.mkdir()
        folder.chmod(FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise Unusable(f"{folder} 不是文件夹，请移开后再试。") from None
    except OSError as error:
        raise failure("建不了文件夹", folder, error) from error


def replace_file(path: Path, content: bytes, mode: int = FILE_MODE) -> None:
    """Puts ``content`` in the place of the file, durably; on `Unusable` the old file stands untouched."""
    replace_files({path: content}, mode)


def replace_files(contents: Mapping[Path, bytes], mode: int = FILE_MODE, and_remove: Iterable[Path] = ()) -> None:
    """Replaces several files of one folder, and removes others: all new contents are on the disk before the first old one goes."""
    new = {path: path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}{_TEMPORARY}") for path in contents}
    here = next(iter(contents))
    try:
        try:
            for here, content in contents.items():
                if here.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "")
                _write_new(new[here], content, mode)
            for here, temporary in new.items():
                temporary.rename(here)
            for here in and_remove:
                here.unlink(missing_ok=True)
        except BaseException:
            for temporary in new.values():
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(here.parent)
    except OSError as error:
        raise failure("存不下", here, error) from error


def sweep(path: Path) -> None:
    """Removes what a program killed in the middle of replacing the file left behind; the file's lock must be held."""
    for leftover in path.parent.glob(f".{path.name}.*{_TEMPORARY}"):
        with suppress(OSError):  # what cannot be removed was not left by us, and is in nobody's way
            leftover.unlink(missing_ok=True)


def is_there(path: Path) -> bool:
    """Tells whether anything stands there; raises `Unusable` where that cannot be known."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise failure("读不了", path, error) from error
    return True


def refuse_other_than_folder(path: Path) -> None:
    """Raises `Unusable` where anything but a folder stands there, or what stands there cannot be known; that nothing does is well."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return
    except OSError as error:
        raise failure("打不开", path, error) from error
    if not is_folder:
        raise Unusable(f"{path} 不是文件夹，不能放数据；请核对数据文件夹写的是哪里。")


def is_planted(path: Path) -> bool:
    """Tells whether a link stands there that neither this account nor root made; False where that cannot be known."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(status.st_mode) and status.st_uid not in (os.geteuid(), 0)


def read_file(path: Path, limit: int) -> bytes:
    """Returns the content of a regular file of at most ``limit`` bytes, links not followed, nor another's file of several names.

    Raises `Unusable` for anything else, without ever blocking on a FIFO or a device.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise Unusable(f"{path} 不是普通文件，请核对名字。")
            if status.st_nlink > 1 and status.st_uid != os.geteuid():
                raise Unusable(f"{path} 是别的账号的文件，还有别的名字，不敢读；请先复制成单独的文件。")
            if status.st_size > limit:
                raise Unusable(f"{path} 太大：{status.st_size} 字节，最多 {limit} 字节，请核对是不是这个文件。")
            content = file.read(status.st_size + 1)  # not as much as may be: Python sets memory aside for all that is asked for
            grew = len(content) > status.st_size
            return content + file.read(limit + 1 - len(content)) if grew else content
    except OSError as error:
        raise failure("读不了", path, error) from error


def _write_new(path: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        write_all(descriptor, content)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Writes every byte; raises OSError."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Makes the folder's names durable; raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def failure(what: str, path: Path, error: OSError) -> Unusable:
    """Returns the error that says what could not be done with the file, and why."""
    why = _REASONS.get(error.errno or 0) or f"系统错误 {error.errno}，请找管理员"
    return Unusable(f"{what} {path}：{why}。")


_REASONS = {
    errno.EACCES: "没有权限，请找管理员",
    errno.EPERM: "没有权限，请找管理员",
    errno.EROFS: "磁盘是只读的，请找管理员",
    errno.ENOSPC: "磁盘满了，请清出空间再试",
    errno.EDQUOT: "配额用完了，请清出空间再试",
    errno.EFBIG: "文件超过了允许的大小，请找管理员",
    errno.ENOENT: "没有这个文件或文件夹，请核对名字",
    errno.EEXIST: "那里已经有同名的，请移开后再试",
    errno.EISDIR: "这是文件夹，不是文件，请核对名字",
    errno.ENOTDIR: "路径中有一段不是文件夹，请核对名字",
    errno.ENOTEMPTY: "文件夹不是空的，请移开后再试",
    errno.ELOOP: "这是链接，不跟随链接，请写文件本来的位置",
    errno.EMLINK: "链接太多，请找管理员",
    errno.ENXIO: "这不是普通文件，请核对名字",
    errno.ENODEV: "这不是普通文件，请核对名字",
    errno.ENAMETOOLONG: "名字太长，请改短再试",
    errno.EINVAL: "磁盘不接受这个名字，请改名再试",
    errno.EMFILE: "打开的文件太多，请稍后再试",
    errno.ENFILE: "打开的文件太多，请稍后再试",
    errno.ENOMEM: "内存不够，请稍后再试",
    errno.EBUSY: "别的程序正在用，请稍后再试",
    errno.ETXTBSY: "别的程序正在用，请稍后再试",
    errno.ETIMEDOUT: "磁盘没有回应，请稍后再试",
    errno.ESTALE: "网络磁盘断开过，请退出后再试",
    errno.EIO: "磁盘读写出错，请找管理员",
}
