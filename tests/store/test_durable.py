"""Files are replaced whole, appended whole, and read only where they are what they seem."""

from __future__ import annotations

import os
import resource
import stat
from pathlib import Path

import pytest

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.own import append_lines
from tests.conftest import FORK, as_nobody, give_to_nobody, with_limit


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_write_that_does_not_fit_leaves_the_old_content_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    replace_file(path, b"old")
    with pytest.raises(Unusable, match=r"kept\.json.*超过了允许的大小"):
        with_limit(resource.RLIMIT_FSIZE, 4096, lambda: replace_file(path, b"x" * 5000))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["kept.json"]


def test_a_file_in_the_way_of_a_folder_and_a_folder_in_the_way_of_a_file_stay(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(Unusable, match="folder"):
        replace_file(tmp_path / "folder", b"x")
    with pytest.raises(Unusable, match="file"):
        make_folder(tmp_path / "file", tmp_path)
    with pytest.raises(Unusable, match="file"):
        make_folder(tmp_path / "file" / "below", tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"here"


def test_a_colleague_of_the_group_can_read_and_write_what_was_saved_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        root = tmp_path / "home"
        make_folder(root / "notices" / "units", root)
        replace_file(root / "store", b"1")
        replace_file(root / "private", b"1", 0o600)
        append_lines(root / "history", [b"1"])
    finally:
        os.umask(before)
    assert mode(root) == 0o700
    assert [mode(root / "notices"), mode(root / "notices" / "units")] == [0o2770, 0o2770]
    assert [mode(root / name) for name in ("store", "history", "private")] == [0o660, 0o660, 0o600]


def test_a_link_in_the_place_of_a_file_is_replaced_and_what_it_points_to_stays(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    replace_file(tmp_path / "link", b"mine")
    assert (tmp_path / "link").read_bytes() == b"mine"
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "other").read_bytes() == b"other"


def test_readers_see_the_old_content_or_the_new_never_a_mixture(tmp_path: Path) -> None:
    path, contents = tmp_path / "kept", (b"a" * 9000, b"b" * 10)
    replace_file(path, contents[0])

    def rewrite() -> None:
        for turn in range(200):
            replace_file(path, contents[turn % 2])

    writer = FORK.Process(target=rewrite)
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(read_file(path, 10_000))
    writer.join()
    assert writer.exitcode == 0
    assert seen <= set(contents)


@pytest.mark.parametrize("kind", ["symlink", "fifo", "directory", "device", "too large", "missing", "below a file"])
def test_what_is_no_ordinary_file_of_sensible_size_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "it"
    (tmp_path / "target").write_bytes(b"x" * 10)
    match kind:
        case "symlink":
            path.symlink_to(tmp_path / "target")
        case "fifo":
            os.mkfifo(path)
        case "directory":
            path.mkdir()
        case "device":
            path = Path("/dev/zero")
        case "too large":
            path.write_bytes(b"x" * 11)
        case "below a file":
            path = tmp_path / "target" / "it"
    with pytest.raises(Unusable) as refused:
        read_file(path, 10)
    assert str(path) in str(refused.value)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(b"x" * 10)
    assert read_file(tmp_path / "it", 10) == b"x" * 10


def test_an_appended_line_stands_alone_after_one_that_a_crash_left_torn(tmp_path: Path) -> None:
    path = tmp_path / "history"
    append_lines(path, [b"one", b"two"])
    with path.open("ab") as file:
        file.write(b"tor")
    append_lines(path, [b"three"])
    assert path.read_bytes() == b"one\ntwo\ntor\nthree\n"


def test_an_append_that_does_not_fit_keeps_every_line_before_it(tmp_path: Path) -> None:
    path = tmp_path / "history"
    append_lines(path, [b"a" * 3000])
    with pytest.raises(Unusable, match="history"):
        with_limit(resource.RLIMIT_FSIZE, 4096, lambda: append_lines(path, [b"b" * 3000]))
    append_lines(path, [b"c"])
    lines = path.read_bytes().split(b"\n")
    assert (lines[0], lines[-2:]) == (b"a" * 3000, [b"c", b""])


def test_nothing_is_appended_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "history").symlink_to(tmp_path / "other")
    with pytest.raises(Unusable, match="是链接"):
        append_lines(tmp_path / "history", [b"x"])
    assert (tmp_path / "other").read_bytes() == b"other"


def test_a_folder_that_may_not_be_written_is_named_and_its_files_stay(shared_folder: Path) -> None:
    path = shared_folder / "kept"
    replace_file(path, b"old")
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    for work in (
        lambda: replace_file(path, b"new"),
        lambda: append_lines(path, [b"new"]),
        lambda: make_folder(shared_folder / "x", shared_folder),
    ):
        with pytest.raises(Unusable, match="没有权限"):
            as_nobody(work)
    assert path.read_bytes() == b"old"
    assert os.listdir(shared_folder) == ["kept"]


def test_a_folder_that_may_not_even_be_entered_is_a_sentence_not_a_traceback(shared_folder: Path) -> None:
    closed = shared_folder / "closed"
    closed.mkdir(mode=0o700)
    (closed / "kept").write_bytes(b"x")
    give_to_nobody(closed)
    closed.chmod(0o000)
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: read_file(closed / "kept", 10))
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: make_folder(closed / "unit" / "out", shared_folder))
