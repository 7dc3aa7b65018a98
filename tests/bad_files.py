"""Files that are no reports, each in its own way: damaged, forged, made to hurt, or no files at all."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import tomli_w

from liuwen_tui.documents.summary_toml import write_summary
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.fields import read_entry
from liuwen_tui.domain.report import Head, Signatories, State
from liuwen_tui.domain.summary import Filing, Summary
from liuwen_tui.domain.text import clean
from liuwen_tui.domain.versions import Subject, descend, version_id
from liuwen_tui.reporting.exporting import export
from liuwen_tui.reporting.filing import submit
from liuwen_tui.reporting.formats import ExportFormat
from tests.conftest import AT, CATALOGUE, fill, open_desk

PEOPLE = Signatories("张三", "李四", "0791-88100000")


def sealed(body: bytes) -> bytes:
    """A body with the seal that design.md, section 6, asks for."""
    return body + f'[seal]\nsha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()


def altered(content: bytes, change: Callable[[dict], object]) -> bytes:
    """The document after a change by somebody who knows how to seal."""
    fields = tomllib.loads(content.decode())
    del fields["seal"]
    change(fields)
    return sealed((tomli_w.dumps(fields) + "\n").encode())


def good_report(root: Path) -> bytes:
    """A submitted report of a unit with a figure, an act, a claim and evidence."""
    desk = open_desk(root, "mzj")
    fill(desk)
    desk.claim(15)
    desk.record(
        15,
        lambda entry: replace(
            entry, progress="协助选址12处。", next_steps="再选8处。", evidence=("湖民字〔2020〕8号", "www.x.com")
        ).with_status("ongoing"),
    )
    submit(desk, PEOPLE)
    return export(desk, ExportFormat.TOML).content


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda it: b"", "空的"),
    "blank": (lambda it: b" \r\n\n", "空的"),
    "BOM alone": (lambda it: b"\xef\xbb\xbf", "空的"),
    "cut in the middle": (lambda it: it[: it.rindex(b"[[")], "不完整"),
    "cut before the seal": (lambda it: it[: it.rindex(b"[seal]")], "不完整"),
    "cut within the seal": (lambda it: it[:-20], "校验码写得不对"),
    "start lost": (lambda it: it[30:], "第一行"),
    "joined twice": (lambda it: it + it, "校验码与内容不符"),
    "joined with another": (lambda it: it + altered(it, lambda all_: all_.update(unit="fgw")), "校验码与内容不符"),
    "a word edited": (lambda it: it.replace("办结".encode(), "办成".encode(), 1), "校验码"),
    "a percent edited": (lambda it: it.replace(b"percent = 60", b"percent = 90", 1), "校验码"),
    "a comment added": (lambda it: it.replace(b"\n\n", b"\n# \n", 1), "校验码"),
    "seal edited": (lambda it: it[:-5] + b'000"\n', "校验码"),
    "seal in capitals": (lambda it: it[:-67] + it[-67:].upper(), "校验码"),
    "seal with more": (lambda it: it + b"more = 1\n", "后面还有内容"),
    "seal empty": (lambda it: it[: it.rindex(b"sha256")], "校验码写得不对"),
    "seal of another file": (lambda it: it[:-66] + hashlib.sha256(b"").hexdigest().encode() + b'"\n', "校验码与内容不符"),
    "two seals": (lambda it: it + it[it.rindex(b"\n[seal]") :], "校验码与内容不符"),
    "zero bytes within": (lambda it: it.replace(b"title =", b"title =\0"), "校验码与内容不符"),
    "text after the seal": (lambda it: it + "以上属实\n".encode(), "后面还有内容"),
    "GBK": (lambda it: it.decode().encode("gbk"), "UTF-8"),
    "UTF-16": (lambda it: it.decode().encode("utf-16"), "UTF-8"),
    "random": (lambda it: bytes(range(256)) * 4, "UTF-8"),
    "zeros": (lambda it: bytes(1000), "不是 liuwen 的"),
    "a Word document": (lambda it: b"PK\x03\x04" + bytes(range(128, 256)), "UTF-8"),
}


def entry(index: int = 0, **fields: object) -> Callable[[dict], None]:
    return lambda it: it["entry"][index].update(fields)


def reorder(it: dict) -> None:
    it["entry"].reverse()


def repeat(it: dict) -> None:
    it["entry"].insert(0, it["entry"][0])
    it["entry_count"] += 1


def leave_an_orphan(it: dict) -> None:
    """Gives the first entry a parent, and the id that follows, but not the ancestor."""
    row = it["entry"][0]
    fields = {name: row[name] for name in ("status", "percent", "progress", "next_steps")}
    subject = Subject(it["notice"], it["unit"], it["quarter"], row["measure"])
    row.update(parents=["0" * 16], version=version_id(subject, read_entry(fields), ["0" * 16]))


FORGED: dict[str, tuple[Callable[[dict], object], str]] = {
    "unknown key in the head": (lambda it: it.update(vip=True), "vip"),
    "unknown key in an entry": (entry(score=5), "score"),
    "an entry's key by its other name": (entry(2, targets=[]), "target"),
    "another format": (lambda it: it.update(format="liuwen.report/2"), "liuwen.report/2"),
    "a summary": (lambda it: it.update(format="liuwen.summary/1"), "liuwen.summary/1"),
    "missing phone": (lambda it: it.pop("phone"), "phone 没有写"),
    "missing count": (lambda it: it.pop("entry_count"), "entry_count"),
    "missing title": (lambda it: it["entry"][0].pop("title"), "title"),
    "missing version": (lambda it: it["entry"][0].pop("version"), "version"),
    "missing ancestors": (lambda it: it["entry"][0].pop("ancestors"), "ancestors"),
    "revision as text": (lambda it: it.update(revision="1"), "revision"),
    "revision as truth": (lambda it: it.update(revision=True), "revision"),
    "revision of a thousand digits": (lambda it: it.update(revision=10**999), "写法不是"),
    "revision beyond reason": (lambda it: it.update(revision=10**12), "revision"),
    "revision of nothing sent": (lambda it: it.update(revision=0), "revision"),
    "revision below zero": (lambda it: it.update(revision=-1), "revision"),
    "entry as one table": (lambda it: it.update(entry=it["entry"][0]), "entry"),
    "entry as texts": (lambda it: it.update(entry=["x"]), "entry"),
    "measure as text": (entry(measure="3"), "measure"),
    "percent as figure": (entry(percent=60.0), "percent"),
    "percent too large": (entry(percent=101), "percent"),
    "percent nan": (entry(percent=float("nan")), "percent"),
    "target nan": (lambda it: it["entry"][2]["target"][0].update(actual=float("nan")), "actual"),
    "target infinite": (lambda it: it["entry"][2]["target"][0].update(actual=float("inf")), "actual"),
    "target beyond reason": (lambda it: it["entry"][2]["target"][0].update(actual=10**16), "15 位"),
    "target both": (lambda it: it["entry"][2]["target"][0].update(done=True), "actual 或 done"),
    "unknown status": (entry(status="late"), "status"),
    "unknown state": (lambda it: it.update(state="final"), "state"),
    "progress as list": (entry(progress=["x"]), "progress"),
    "progress empty": (entry(progress=""), "progress"),
    "progress with a control": (entry(progress="\x1b[2J"), "progress"),
    "evidence as text": (entry(evidence="x"), "evidence"),
    "unchanged false": (entry(unchanged=False), "unchanged"),
    "time without zone": (entry(updated_at="2021-01-08T16:20:00"), "updated_at"),
    "time at the end of the calendar": (entry(updated_at="9999-12-31T23:59:59-23:59"), "updated_at"),
    "time of no day": (lambda it: it.update(submitted_at="2021-02-30T00:00:00+08:00"), "submitted_at"),
    "submitted without a time": (lambda it: it.update(first_submitted_at=""), "first_submitted_at"),
    "nobody saved it": (entry(updated_by=""), "updated_by"),
    "a name of two lines": (lambda it: it.update(reviewed_by="李四\n王五"), "reviewed_by"),
    "words changed": (entry(progress="另一段话"), "版本号与内容不符"),
    "version changed": (entry(version="0" * 16), "版本号与内容不符"),
    "parents changed": (entry(parents=["0" * 16], ancestors=["0" * 16]), "版本号与内容不符"),
    "parents no versions": (entry(parents=["../etc"]), "parents"),
    "its own ancestor": (lambda it: it["entry"][0].update(ancestors=[it["entry"][0]["version"]]), "来历"),
    "a parent that is no ancestor": (leave_an_orphan, "来历"),
    "ancestors no list": (entry(ancestors={"x": 1}), "ancestors"),
    "a date where text belongs": (entry(progress=date(2021, 1, 8)), "progress"),
    "text with a zero byte": (entry(progress="a\0b"), "progress"),
    "a key of control characters": (lambda it: it.update({"\x1b[2J": 1}), "写法不是"),
    "a unit of a megabyte": (lambda it: it.update(unit="x" * 900_000), "没有代码为"),
    "many keys": (lambda it: it.update({f"k{number}": 1 for number in range(50_000)}), "不认识的字段"),
    "a way out in the notice": (lambda it: it.update(notice="../../etc"), "etc"),
    "one entry short": (lambda it: it["entry"].pop(), "应有 5 项，实有 4 项"),
    "count wrong": (lambda it: it.update(entry_count=6), "应有 6 项"),
    "a measure twice": (repeat, "不得重复"),
    "out of order": (reorder, "按编号排列"),
    "measure 19": (entry(-1, measure=19), "没有第19项"),
    "measure 0": (entry(measure=0), "没有第0项"),
    "another measure's words": (entry(-1, measure=16), "版本号与内容不符"),
    "another unit's words": (lambda it: it.update(unit="fgw"), "版本号与内容不符"),
    "another quarter's words": (lambda it: it.update(quarter="2021Q1"), "版本号与内容不符"),
    "unknown unit": (lambda it: it.update(unit="../../etc"), "没有代码为"),
    "no quarter": (lambda it: it.update(quarter="2020Q5"), "2020Q5"),
    "a quarter in small letters": (lambda it: it.update(quarter="2020q4"), "quarter"),
    "another notice": (lambda it: it.update(notice="qsh-2020-26"), "qsh-2020-26"),
    "another digest": (lambda it: it.update(notice_digest="0" * 64), "目录与本机的不一致"),
    "withdrawn with entries": (lambda it: it.update(state="withdrawn"), "已撤回"),
}


SLOW = {
    "20,000 dotted keys": "a." * 20_000 + "a = 1",
    "dotted keys on many lines": "\n".join(f"a{number}.{'a.' * 200}a = 1" for number in range(100)),
    "quoted dotted keys": '"a" . ' * 20_000 + "a = 1",
    "a dotted table name": "[" + "a." * 400_000 + "a]",
    "dotted keys in an inline table": "x = {" + "a." * 400_000 + "a = 1}",
    "nested lists": "x = " + "[" * 100_000,
    "nested lists on lines of their own": "x = " + "[\n" * 100_000,
    "nested tables": "x = " + "{a=" * 100_000,
    "one long line": "x = '" + "a" * 999_000 + "'",
    "a long number": "x = " + "9" * 900_000,
    "many tables": "[[a]]\n" * 100_000,
    "many quotes": '"' * 900_000,
    "many quotes behind backslashes": 'x = "' + '\\"' * 450_000,
    "many backslashes": "\\" * 900_000,
    "marks out of order": 'progress = "a' + "\u0315\u0300" * 220_000 + '"',
}

MEGABYTE = 1_000_000


def _summary(body: bytes) -> bytes:
    return sealed(b'format = "liuwen.summary/1"\n' + body + b"\n")


def _texts(text: bytes) -> bytes:
    """A list of texts of 1 MB each, 63 MB in all."""
    return b"x = [\n" + (b'    "' + text * (990_000 // len(text)) + b'",\n') * 63 + b"]\n"


def almost_a_summary(text: str) -> bytes:
    """63 MB of a summary of all units, right and sealed, but for the id of its very last version."""
    long = clean(text * (980_000 // len(json.dumps(text, ensure_ascii=False).encode()[1:-1])))
    filings = {}
    for unit in sorted(unit.code for unit in CATALOGUE.units):
        subjects = [Subject(CATALOGUE.notice.id, unit, "2020Q4", measure) for measure in (1, 2)]
        versions = {it.measure: (descend(it, Entry(progress=long), (), AT, "张三"),) for it in subjects}
        filings[unit] = Filing(unit, "某单位", Head(State.SUBMITTED, 1, AT, AT), "0" * 64, versions)
    content = write_summary(Summary(CATALOGUE.notice.id, CATALOGUE.notice.digest, "2020Q4", filings), CATALOGUE)
    at = content.rindex(b'\nversion = "') + 12
    return sealed(content[:at] + b"0" * 16 + content[at + 16 : content.rindex(b"[seal]")])


HUGE: dict[str, Callable[[], bytes]] = {
    "100 MB of zeros": lambda: bytes(100 * MEGABYTE),
    "100 MB of quotes": lambda: b'"' * 100 * MEGABYTE,
    "64 MB of zeros": lambda: bytes(64 * MEGABYTE),
    "64 MB of line breaks": lambda: b"\r\n" * 32 * MEGABYTE,
    "63 MB of seals": lambda: b"\n[seal]\n" * 7 * MEGABYTE,
    "63 MB of quotes": lambda: _summary(b'"' * 63 * MEGABYTE),
    "63 MB of brackets": lambda: _summary(b"x = " + b"[" * 63 * MEGABYTE),
    "63 MB of opening lines": lambda: _summary(b"x = [\n" * 10 * MEGABYTE),
    "63 MB of backslashes": lambda: _summary(b'x = "' + b"\\" * 63 * MEGABYTE),
    "63 MB of quotes behind backslashes": lambda: _summary(b'x = "' + b'\\"' * 31 * MEGABYTE),
    "63 MB on one line": lambda: _summary(b'x = "' + b"a" * 63 * MEGABYTE + b'"'),
    "63 MB of empty texts": lambda: _summary(b"x = [" + b'"",' * 21 * MEGABYTE + b"]"),
    "63 MB of tables": lambda: _summary(b"[[report]]\n" * 5 * MEGABYTE),
    "63 MB of digits": lambda: _summary(b"x = " + b"9" * 63 * MEGABYTE),
    "63 MB of escapes": lambda: _summary(_texts(b"\\n")),
    "63 MB of letters and a rare one": lambda: _summary(_texts(b"a" * 900_000 + "\U0001f600".encode())),
    "63 MB of marks out of order": lambda: _summary(_texts(b"a" + "\u0315\u0300".encode() * 200_000)),
    "63 MB of letters with ten marks": lambda: _summary(_texts(b"a" + "\u0315\u0300".encode() * 5)),
    "63 MB of a summary but its last id": lambda: almost_a_summary("办结一件。"),
    "63 MB of the same in escapes": lambda: almost_a_summary("\n"),
    "63 MB of the same in letters with marks": lambda: almost_a_summary("a" + "\u0315\u0300" * 5),
    "63 MB of the same with rare ones": lambda: almost_a_summary("a" * 900_000 + "\U0001f600"),
    "1 MB of keys": lambda: _summary(b"".join(b"k%d=1\n" % number for number in range(100_000))),
    "1 MB of headings": lambda: _summary(b"".join(b"[a%d.b.c]\n" % number for number in range(75_000))),
    "1 MB of numbers": lambda: _summary(b"x = [" + b"1," * 490_000 + b"]"),
    "1 MB of small tables": lambda: _summary(b"x = [" + b"{a=1}," * 160_000 + b"]"),
}
"""Files of the largest size that is read at all, and larger ones; those below 100 MB carry a seal that is right."""


def _sparse(path: Path, _: bytes) -> None:
    path.touch()
    os.truncate(path, 10 * 1000 * MEGABYTE)


def _loop_of_folders(path: Path, _: bytes) -> None:
    path.mkdir()
    (path / "回头").symlink_to("..")


NO_FILES: dict[str, Callable[[Path, bytes], None]] = {
    "a FIFO": lambda path, _: os.mkfifo(path),
    "a link to a device": lambda path, _: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path, _: path.symlink_to("nothing"),
    "a link to itself": lambda path, _: path.symlink_to(path.name),
    "a link to a good report": lambda path, good: (path.with_suffix(".txt").write_bytes(good), path.symlink_to(path.with_suffix(".txt"))),
    "a folder": lambda path, _: path.mkdir(),
    "a folder with a way back": _loop_of_folders,
    "a sparse file of 10 GB": _sparse,
}
"""What can stand in the place of a file; each function puts it there, given a good report."""

HOSTILE_NAMES = (
    b"\x1b]52;c;aGk=\x07.toml",
    b"\x1b[2J\n# \xe6\xa0\x87\xe9\xa2\x98\n.toml",
    b"\r\n| a | b |\r\n|---|---|.toml",
    b"\xff\xfe\x9b31m.toml",
    "\x9b2J\u202e\u2028\x85.toml".encode(),
    b"[@click=app.quit][red].toml",
    b"=cmd|' \xe2\x80\x94C calc'!A0.toml",
    b"<script>alert(1)<.toml",
)
"""Names of files as bytes that are no text, drive terminals, or forge rows, headings and links."""


def place(folder: Path, good: bytes) -> set[str]:
    """Puts every kind of bad file but the huge ones into a folder and returns their names."""
    files = {name: damage(good) for name, (damage, _) in BROKEN.items()}
    files |= {f"forged {name}": altered(good, change) for name, (change, _) in FORGED.items()}
    files |= {f"slow {name}": sealed(b'format = "liuwen.report/1"\n' + body.encode() + b"\n") for name, body in SLOW.items()}
    files |= {f"cut at {share} percent": good[: len(good) * share // 100] for share in range(0, 100, 7)}
    for name, content in files.items():
        (folder / f"{name}.toml").write_bytes(content)
    for name, put in NO_FILES.items():
        put(folder / f"{name}.toml", good)
    for hostile in HOSTILE_NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + hostile)).write_bytes(b"hello")
    return {f"{name}.toml" for name in (*files, *NO_FILES)} | {os.fsdecode(name) for name in HOSTILE_NAMES}
