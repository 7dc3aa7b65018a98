"""The exported report: the same bytes for the same report, read back exactly, and refused when it is anything else."""

from __future__ import annotations

import hashlib
import resource
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.report_toml import LARGEST_REPORT, read_report_file, write_report
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.versions import Subject, Version, descend, version_fields
from liuwen_tui.reporting.filing import ExportFormat, current_report, export, read_import, submit
from tests.conftest import AT, CATALOGUE, assert_golden, fill, open_desk, with_limit
from tests.hostile import LINES, entries, texts

NOTICE = CATALOGUE.notice
PEOPLE = Signatories("张三", "李四", "0791-88100000")


def version(measure: int, entry: Entry, *parents: Version) -> Version:
    return descend(Subject(NOTICE.id, "rsj", "2020Q4", measure), entry, parents, AT, "张三")


def report(*versions: Version, head: Head | None = None) -> Report:
    return Report(NOTICE.id, NOTICE.digest, "rsj", "区人社局", "2020Q4", head or Head(), versions)


def sealed(body: bytes) -> bytes:
    """A body with the seal that design.md, section 6, asks for."""
    return body + f'[seal]\nsha256 = "{hashlib.sha256(body).hexdigest()}"\n'.encode()


def altered(content: bytes, change: Callable[[dict], object]) -> bytes:
    """The document after a change by somebody who knows how to seal."""
    fields = tomllib.loads(content.decode())
    del fields["seal"]
    change(fields)
    return sealed((tomli_w.dumps(fields) + "\n").encode())


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A submitted report of a unit with a figure, an act, a claim and evidence."""
    desk = open_desk(tmp_path_factory.mktemp("home"), "mzj")
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


def test_the_report_is_the_golden_one(content: bytes) -> None:
    assert_golden("report.toml", content)


def test_any_toml_reader_finds_head_entries_and_seal_in_their_order(content: bytes) -> None:
    fields = tomllib.loads(content.decode())
    head = "format notice notice_digest unit unit_name quarter state revision first_submitted_at submitted_at prepared_by reviewed_by phone answers entry_count"
    assert list(fields) == [*head.split(), "entry", "seal"]
    assert [row["measure"] for row in fields["entry"]] == [3, 4, 5, 6, 15]
    assert fields["entry_count"] == 5
    body = content[: content.rindex(b"[seal]")]
    assert fields["seal"]["sha256"] == hashlib.sha256(body).hexdigest()
    for row, kept in zip(fields["entry"], read_report_file(content, CATALOGUE).report.versions, strict=True):
        wanted = {{"targets": "target", "steps": "step"}.get(name, name): value for name, value in version_fields(kept).items()}
        assert list(row) == ["measure", "title", *wanted]
        assert row == {"measure": kept.subject.measure, "title": CATALOGUE.measure(kept.subject.measure).title, **wanted}


def test_exporting_twice_gives_the_same_bytes(content: bytes) -> None:
    read = read_report_file(content, CATALOGUE)
    assert write_report(read.report, CATALOGUE) == content
    assert content.endswith(f'[seal]\nsha256 = "{read.seal}"\n'.encode())


def heads() -> st.SearchStrategy[Head]:
    line = texts(0).map(lambda text: text.replace("\n", " "))
    state = st.sampled_from([state for state in State if state is not State.WITHDRAWN])
    return st.builds(Head, state, st.integers(1, 9), st.just(AT), st.just(AT), st.builds(Signatories, line, line, line), line)


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=3), heads())
def test_whatever_was_typed_comes_back_exactly(said: list[Entry], head: Head) -> None:
    first = [version(number, entry) for number, entry in enumerate(said, 1)]
    versions = [version(parent.subject.measure, parent.entry, parent) for parent in first]
    written = report(*versions, head=head)
    content = write_report(written, CATALOGUE)
    assert read_report_file(content, CATALOGUE).report == written
    assert tomllib.loads(content.decode())["entry_count"] == len(said)


@pytest.mark.parametrize("line", LINES)
def test_no_text_is_taken_for_structure(line: str) -> None:
    entry = Entry(progress=line, problems=f"“{line}”\n{line}", evidence=(line, "www.x.com", 'a".b', line), reason=line)
    written = report(version(1, entry), head=Head(signatories=Signatories(prepared_by=line.replace("\n", " "))))
    assert read_report_file(write_report(written, CATALOGUE), CATALOGUE).report == written


def test_a_bom_and_windows_line_breaks_are_accepted_and_change_nothing(content: bytes) -> None:
    read = read_report_file(content, CATALOGUE)
    for variant in (b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")):
        assert read_report_file(variant, CATALOGUE) == read


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
    "text after the seal": (lambda it: it + "以上属实\n".encode(), "后面还有内容"),
    "GBK": (lambda it: it.decode().encode("gbk"), "UTF-8"),
    "UTF-16": (lambda it: it.decode().encode("utf-16"), "UTF-8"),
    "random": (lambda it: bytes(range(256)) * 4, "UTF-8"),
    "zeros": (lambda it: bytes(1000), "不是 liuwen 的"),
    "a Word document": (lambda it: b"PK\x03\x04" + bytes(range(128, 256)), "UTF-8"),
}


@pytest.mark.parametrize(("damage", "reason"), BROKEN.values(), ids=BROKEN)
def test_damage_on_the_way_is_seen(content: bytes, damage: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        read_report_file(damage(content), CATALOGUE)


def entry(index: int = 0, **fields: object) -> Callable[[dict], None]:
    return lambda it: it["entry"][index].update(fields)


def reorder(it: dict) -> None:
    it["entry"].reverse()


def repeat(it: dict) -> None:
    it["entry"].insert(0, it["entry"][0])
    it["entry_count"] += 1


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


@pytest.mark.parametrize(("change", "reason"), FORGED.values(), ids=FORGED)
def test_a_sealed_file_that_is_not_exactly_a_report_is_refused_with_the_reason(
    content: bytes, change: Callable[[dict], object], reason: str
) -> None:
    with pytest.raises(Unusable, match=reason):
        read_report_file(altered(content, change), CATALOGUE)


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


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW)
def test_a_file_made_to_hang_a_parser_is_refused_within_five_seconds_of_processor_and_600_mb(body: str) -> None:
    content = sealed(b'format = "liuwen.report/1"\n' + body.encode() + b"\n\n")

    def read() -> int:
        with pytest.raises(Unusable):
            read_report_file(content, CATALOGUE)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert with_limit(resource.RLIMIT_CPU, 5, read) < 600 * 1024


def test_a_report_above_one_megabyte_is_neither_written_nor_read(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="超过"):
        write_report(report(version(1, Entry(progress="长" * 400_000))), CATALOGUE)
    large = tmp_path / "large.toml"
    large.write_bytes(content + b"\n" * LARGEST_REPORT)
    with pytest.raises(Unusable, match=r"large\.toml"):
        read_import(large, CATALOGUE)


def test_a_draft_says_so_and_still_comes_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, "rsj")
    desk.record(1, lambda _: Entry(progress="未完"))
    draft = export(desk, ExportFormat.TOML)
    assert draft.name == "qsh-2020-25_2020Q4_rsj.draft.toml"
    assert read_report_file(draft.content, CATALOGUE).report == current_report(desk)
