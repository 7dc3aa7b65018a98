"""The exported report: the same bytes for the same report, read back exactly, and refused when it is anything else."""

from __future__ import annotations

import hashlib
import resource
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.report_toml import LARGEST_REPORT, REPORTS, write_report
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.versions import Subject, Version, descend, version_fields
from liuwen_tui.reporting.exporting import current_report, export
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.importing import read_import
from tests.bad_files import BROKEN, FORGED, SLOW, altered, good_report, sealed
from tests.conftest import AT, CATALOGUE, assert_golden, open_desk, with_limit
from tests.hostile import LINES, entries, texts

NOTICE = CATALOGUE.notice
PEOPLE = Signatories("张三", "李四", "0791-88100000")


def version(measure: int, entry: Entry, *parents: Version) -> Version:
    return descend(Subject(NOTICE.id, "rsj", "2020Q4", measure), entry, parents, AT, "张三")


def report(*versions: Version, head: Head | None = None) -> Report:
    return Report(NOTICE.id, NOTICE.digest, "rsj", "区人社局", "2020Q4", head or Head(), versions)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return good_report(tmp_path_factory.mktemp("home"))


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
    for row, kept in zip(fields["entry"], read_document(content, REPORTS, CATALOGUE).report.versions, strict=True):
        wanted = {{"targets": "target", "steps": "step"}.get(name, name): value for name, value in version_fields(kept).items()}
        assert list(row) == ["measure", "title", *wanted]
        assert row == {"measure": kept.subject.measure, "title": CATALOGUE.measure(kept.subject.measure).title, **wanted}


def test_exporting_twice_gives_the_same_bytes(content: bytes) -> None:
    read = read_document(content, REPORTS, CATALOGUE)
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
    assert read_document(content, REPORTS, CATALOGUE).report == written
    assert tomllib.loads(content.decode())["entry_count"] == len(said)


@pytest.mark.parametrize("line", LINES)
def test_no_text_is_taken_for_structure(line: str) -> None:
    entry = Entry(progress=line, problems=f"“{line}”\n{line}", evidence=(line, "www.x.com", 'a".b', line), reason=line)
    written = report(version(1, entry), head=Head(signatories=Signatories(prepared_by=line.replace("\n", " "))))
    assert read_document(write_report(written, CATALOGUE), REPORTS, CATALOGUE).report == written


def test_a_bom_and_windows_line_breaks_are_accepted_and_change_nothing(content: bytes) -> None:
    read = read_document(content, REPORTS, CATALOGUE)
    for variant in (b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")):
        assert read_document(variant, REPORTS, CATALOGUE) == read


@pytest.mark.parametrize(("damage", "reason"), BROKEN.values(), ids=BROKEN)
def test_damage_on_the_way_is_seen(content: bytes, damage: Callable[[bytes], bytes], reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        read_document(damage(content), REPORTS, CATALOGUE)


@pytest.mark.parametrize(("change", "reason"), FORGED.values(), ids=FORGED)
def test_a_sealed_file_that_is_not_exactly_a_report_is_refused_with_the_reason(
    content: bytes, change: Callable[[dict], object], reason: str
) -> None:
    with pytest.raises(Unusable, match=reason):
        read_document(altered(content, change), REPORTS, CATALOGUE)


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW)
def test_a_file_made_to_hang_a_parser_is_refused_within_five_seconds_of_processor_and_600_mb(body: str) -> None:
    content = sealed(b'format = "liuwen.report/1"\n' + body.encode() + b"\n\n")

    def read() -> int:
        with pytest.raises(Unusable):
            read_document(content, REPORTS, CATALOGUE)
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
    assert read_document(draft.content, REPORTS, CATALOGUE).report == current_report(desk)
