"""Whatever comes as a file is read or refused by name, in 5 s and 600 MB, and changes nothing by being bad."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from liuwen_tui.documents.summary_toml import read_any
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.reporting.filing import submit
from tests.bad_files import HUGE, PEOPLE, good_report, place
from tests.cli.running import CODE, PROGRAM, content, environment, run, unit_content
from tests.conftest import CATALOGUE, fill, in_child, open_desk

Q4 = ("--quarter", "2020Q4")
SECONDS, MEGABYTES = 5, 600
ONE_CHINESE_LINE = re.compile(
    r"[^\n\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]*[\u4e00-\u9fff][^\n\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]*"
)
IMPORT_EACH = """
import json, os, sys
from liuwen_tui.cli.app import run
said = {}
for name in json.loads(sys.stdin.read()):
    sys.argv = ["liuwen", "import", name]
    ours, theirs = os.pipe()
    sys.stderr = open(theirs, "w")
    code = run()
    sys.stderr.close()
    said[name] = code, open(ours, encoding="utf-8").read()
print(json.dumps(said))
"""


@dataclass(frozen=True)
class Cost:
    """How a run under the promised limits ended and what it took."""

    code: int
    said: str
    seconds: float
    megabytes: int


def merge_alone(path: Path, home: Path) -> Cost:
    """Merges one file in a process that is killed beyond five seconds of the processor."""
    command = ["sh", "-c", f'ulimit -t {SECONDS}; exec "$@"', "sh", *PROGRAM, "merge", str(path), *Q4]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(home), cwd=home.parent) as child:
        said = child.stderr.read().decode() if child.stderr else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(child.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def assert_one_chinese_line(said: str) -> None:
    assert ONE_CHINESE_LINE.fullmatch(said.removesuffix("\n")), said
    assert len(said) < 1200


@pytest.fixture
def mail(home: Path) -> Path:
    """A folder with three good reports, one of them with a BOM and CRLF."""
    folder = home.with_name("mail")
    folder.mkdir()
    (folder / "民政局.toml").write_bytes(good_report(home))
    rsj, czj = (submit(fill(open_desk(home, unit)), PEOPLE).read_bytes() for unit in ("rsj", "czj"))
    (folder / "rsj.toml").write_bytes(rsj)
    (folder / "记事本存过的.toml").write_bytes(b"\xef\xbb\xbf" + czj.replace(b"\n", b"\r\n"))
    return folder


def test_bad_files_in_a_folder_are_refused_by_name_and_the_good_ones_merged(home: Path, mail: Path) -> None:
    clean, mixed = home.with_name("clean"), home.with_name("mixed")
    assert run("merge", str(mail), "-o", str(clean), *Q4, home=home).code == 0
    bad = place(mail, (mail / "民政局.toml").read_bytes())
    missing = str(mail / "没有这个.toml")
    merged = run("merge", str(mail), missing, "/dev/zero", "-o", str(mixed), "--json", *Q4, home=home)
    assert merged.code == 1
    refused = {row["file"]: row["reason"] for row in merged.json()["refused"]}
    assert refused.keys() == {str(mail / name) for name in bad} | {missing, "/dev/zero"}
    for reason in refused.values():
        assert_one_chinese_line(reason)
    lines = merged.err.splitlines()
    assert len(lines) == len(refused) + len(content(mixed)) + 1  # each file that was written, and the fonts
    for line in lines:
        assert_one_chinese_line(line)
    assert content(mixed)["summary.toml"] == content(clean)["summary.toml"]
    document = content(mixed)["summary.md"].decode()
    assert f"有{len(refused)}个文件没有汇总进来" in document
    assert len(document.splitlines()) == len(content(clean)["summary.md"].decode().splitlines()) + len(refused) + 3


def import_each(paths: Iterable[Path | str], home: Path) -> dict[str, tuple[int, str]]:
    """Imports each file by a command of its own, all in one process."""
    variables = environment(home, LIUWEN_UNIT="mzj", LIUWEN_QUARTER="2020Q4")
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EACH],
        check=True,
        input=json.dumps([str(path) for path in paths]).encode(),
        stdout=subprocess.PIPE,
        env=variables,
        cwd=CODE,
    )
    ended: dict[str, tuple[int, str]] = {name: (code, said) for name, (code, said) in json.loads(done.stdout).items()}
    return ended


def test_no_bad_file_is_imported_and_the_store_stays_as_it_was(home: Path, mail: Path) -> None:
    run("withdraw", "--reason", "补充", "--unit", "mzj", *Q4, home=home)
    before = unit_content(home, "mzj")
    bad = place(mail, (mail / "民政局.toml").read_bytes())
    ended = import_each([*(mail / name for name in bad), mail / "没有这个.toml", "/dev/zero", mail / "rsj.toml"], home)
    assert len(ended) == len(bad) + 3
    assert {code for code, _ in ended.values()} == {3}
    for _, said in ended.values():
        assert_one_chinese_line(said)
    assert unit_content(home, "mzj") == before


def test_of_several_files_none_is_imported_when_one_is_bad(home: Path, mail: Path) -> None:
    new = home.with_name("new")
    (mail / "坏.toml").write_bytes(b"hello")
    for second in ("坏.toml", "rsj.toml"):
        result = run("import", str(mail / "民政局.toml"), str(mail / second), "--unit", "mzj", *Q4, home=new)
        assert (result.code, result.out) == (3, "")
        assert_one_chinese_line(result.err)
        assert not [name for name in content(new) if name.endswith(".json")]
    assert run("import", str(mail / "民政局.toml"), "--unit", "mzj", *Q4, home=new).code == 0


@pytest.mark.parametrize("given", [b"", b"hello", bytes(2_000_000), b'"' * 2_000_000])
def test_bad_bytes_on_standard_input_are_refused(home: Path, given: bytes) -> None:
    for command, code in ((("import", "-"), 3), (("record", "3", "--from", "-"), 2)):
        result = run(*command, "--unit", "mzj", *Q4, home=home, stdin=given)
        assert (result.code, result.out) == (code, "")
        assert_one_chinese_line(result.err)
    assert not [name for name in content(home.parent) if name.endswith(".json")]


HOSTILE_JSON = [
    b"[" * 200_000,
    b'{"evidence": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"percent": ' + b"9" * 5000 + b"}",
    b'{"targets": [{"id": "5-1", "actual": 1e999}]}',
    b'{"targets": [{"id": "5-1", "actual": NaN}]}',
    b'{"targets": [7, {"id": []}]}',
    b'{"steps": {"id": 1}}',
    b'{"status": {"a": "\\u001b[2J"}}',
    b'{"' + b"a" * 100_000 + b'": 1}',
    b"\xff\xfe{\x00}\x00",
    b" " * 5_000_000,
]


@pytest.mark.parametrize("given", HOSTILE_JSON, ids=range(len(HOSTILE_JSON)))
def test_json_made_to_hurt_is_refused_and_nothing_saved(home: Path, given: bytes) -> None:
    result = run("record", "5", "--from", "-", "--target", "5-2=已完成", "--unit", "mzj", *Q4, home=home, stdin=given)
    assert (result.code, result.out) == (2, "")
    assert_one_chinese_line(result.err)
    assert not [name for name in content(home.parent) if name.endswith(".json")]


def assert_refused_cheaply(name: str, home: Path) -> Cost:
    path = home.with_name("huge.toml")
    in_child(lambda: path.write_bytes(HUGE[name]()))  # what this process ever held would count for its children
    cost = merge_alone(path, home)
    path.unlink()
    assert cost.code == 1, cost
    for line in cost.said.splitlines():
        assert_one_chinese_line(line)
    assert cost.megabytes < MEGABYTES
    return cost


@pytest.mark.parametrize("name", ["1 MB of headings", "63 MB of escapes"])
def test_a_huge_file_is_refused_within_five_seconds_of_processor_and_600_mb(home: Path, name: str) -> None:
    assert_refused_cheaply(name, home)


@pytest.mark.long
def test_every_huge_file_is_refused_within_five_seconds_of_processor_and_600_mb(home: Path) -> None:
    costs = {name: assert_refused_cheaply(name, home) for name in HUGE}
    for name, cost in costs.items():
        print(f"{name:40} {cost.seconds:5.2f} s {cost.megabytes:4} MB  {cost.said.strip()[-60:]}")
    slowest, largest = max(cost.seconds for cost in costs.values()), max(cost.megabytes for cost in costs.values())
    print(f"{len(costs)} files, all refused; slowest {slowest:.2f} s, largest {largest} MB")


def mutate(good: bytes, chance: random.Random) -> bytes:
    """A copy with a byte changed, a piece cut out, a piece doubled or pieces exchanged."""
    at, length = chance.randrange(len(good)), chance.choice((1, 2, 16, 300))
    piece = good[at : at + length]
    return chance.choice(
        (
            good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :],
            good[:at] + good[at + length :],
            good[:at] + piece + good[at:],
            good[:at] + chance.randbytes(length) + good[at:],
            good[at:] + good[:at],
            good[:at],
        )
    )


def as_sealed(content: bytes) -> bytes:
    """What the seal is taken of, and the seal."""
    return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n")


def mutations(good: bytes, count: int) -> tuple[int, int]:
    chance, refused, same = random.Random(8), 0, 0
    for _ in range(count):
        changed = mutate(good, chance)
        try:
            read_any(changed, CATALOGUE)
        except Unusable:
            refused += 1
        else:
            assert as_sealed(changed) == as_sealed(good)
            same += 1
    return refused, same


def test_no_change_on_the_way_goes_unseen(tmp_path: Path) -> None:
    assert sum(mutations(good_report(tmp_path), 300)) == 300


@pytest.mark.long
def test_of_thousands_of_changes_on_the_way_none_goes_unseen(tmp_path: Path) -> None:
    refused, same = mutations(good_report(tmp_path), 20_000)
    assert refused + same == 20_000
    print(f"20000 changes: {refused} refused, {same} that change nothing accepted")
