"""Markdown is what people read and forward: whatever was typed stands there as text and as nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings

from liuwen_tui.documents.markdown import escape_inline, paragraph
from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.papers.drafting import draft_parts
from liuwen_tui.documents.papers.report_paper import report_paper
from liuwen_tui.documents.papers.summary_paper import summary_paper
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.manuscript import Manuscript
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.standing import stand
from liuwen_tui.domain.summary import Refused, summary_of
from liuwen_tui.domain.versions import Subject, descend
from liuwen_tui.reporting.exporting import current_report
from tests.conftest import AT, CATALOGUE, assert_golden, fill, open_desk
from tests.documents.rendering import kinds, rendered, same_words, shown, tokens
from tests.hostile import LINES, texts

NOTICE = CATALOGUE.notice
PLAIN = {"text", "softbreak", "hardbreak", "strong_open", "strong_close"}


def assert_is_paragraph(source: str, text: str) -> None:
    parsed = tokens(source)
    assert [token.type for token in parsed] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in parsed[1].children or []} <= PLAIN
    assert same_words(shown(parsed[1])) == same_words(text)


@pytest.mark.parametrize("line", LINES)
def test_a_paragraph_shows_what_was_typed(line: str) -> None:
    assert_is_paragraph(paragraph(line), line)
    assert_is_paragraph(paragraph(line, "工作进展"), f"工作进展：{line}")


@settings(max_examples=300, deadline=None)
@given(texts())
def test_any_text_stays_one_paragraph_of_text(text: str) -> None:
    assert_is_paragraph(paragraph("字" + text), "字" + text)
    parsed = tokens(paragraph(text))
    assert [token.type for token in parsed] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in parsed[1].children or []} <= PLAIN


@pytest.mark.parametrize("line", LINES)
def test_an_item_of_a_list_stays_one_item_of_text(line: str) -> None:
    parsed = tokens(f"- {escape_inline(line)}\n- 下一条")
    assert [token.type for token in parsed].count("list_item_open") == 2
    inline = [token for token in parsed if token.type == "inline"]
    assert len(inline) == 2
    assert {child.type for child in inline[0].children or []} <= PLAIN
    assert shown(inline[0]).split() == line.split()


def report_markdown(report: Report, catalogue: Catalogue = CATALOGUE, before: Mapping[int, Entry] | None = None) -> bytes:
    return write_markdown(report_paper(report, catalogue, before))


def report(line: str, unit: str = "mzj", status: Status = Status.DELAYED) -> Report:
    """A report with that text everywhere where text can stand."""
    one_line = line.replace("\n", " ").strip()
    entry = Entry(
        status=status,
        percent=10,
        progress=line,
        problems=line,
        next_steps=line,
        support_needed=line,
        reason=line,
        evidence=(line, line),
        unchanged=True,
        steps=(Step("1", line, "2021-03-31"), Step("2", line, done=True)),
        targets=(TargetResult("5-1", actual=50), TargetResult("5-2", done=False)),
    )
    version = descend(Subject(NOTICE.id, unit, "2020Q4", 5), entry, (), AT, one_line)
    head = Head(State.SUBMITTED, 1, AT, AT, Signatories(one_line, one_line, one_line))
    return Report(NOTICE.id, NOTICE.digest, unit, CATALOGUE.unit_name(unit), "2020Q4", head, (version,))


def summary_markdown(line: str, refused: str = "正常") -> bytes:
    """A summary of that text with a conflict and a refused file."""
    one, other = report(line), report(line, status=Status.ONGOING)
    both = merge([summary_of(report(line, "fgw"), "0" * 64), summary_of(one, "1" * 64), summary_of(other, "2" * 64)])
    return situation_markdown(Situation(both, stand(both, CATALOGUE, Settings()), CATALOGUE, Settings(), [Refused(refused, refused)]))


def situation_markdown(situation: Situation) -> bytes:
    return write_markdown(summary_paper(situation, Manuscript(draft_parts(situation))))


@pytest.mark.parametrize("line", LINES)
def test_no_text_changes_the_structure_of_a_report_or_a_summary(line: str) -> None:
    for document in (lambda text: report_markdown(report(text), CATALOGUE), lambda text: summary_markdown(text, text)):
        hostile = document(line)
        assert list(kinds(hostile)) == list(kinds(document("正常")))
        assert " ".join(line.split()) in " ".join(rendered(hostile).split())


def foreign_catalogue(text: str) -> Catalogue:
    """The catalogue with that text in every name and title, as somebody's own catalogue may have it."""

    def measure(one: Measure) -> Measure:
        targets = tuple(replace(target, name=text, unit=text) for target in one.targets)
        return replace(one, title=text, area=text, groups=(text,) * len(one.groups), unresolved=(text,), targets=targets)

    areas = (replace(NOTICE.areas[0], name=text),)
    notice = replace(NOTICE, title=text, document_number=text, areas=areas, measures=tuple(map(measure, NOTICE.measures)))
    groups = tuple(replace(group, name=text) for group in CATALOGUE.groups)
    return Catalogue(notice, tuple(replace(unit, name=text) for unit in CATALOGUE.units), groups)


@pytest.mark.parametrize("line", [line for line in LINES if line.strip() == line])
def test_no_name_in_a_catalogue_changes_the_structure_either(line: str) -> None:
    def documents(text: str) -> list[bytes]:
        catalogue, told = foreign_catalogue(text), replace(report("正常"), unit_name=text)
        summary = summary_of(told, "0" * 64)
        situation = Situation(summary, stand(summary, catalogue, Settings()), catalogue, Settings())
        return [report_markdown(told, catalogue), situation_markdown(situation)]

    assert [list(kinds(document)) for document in documents(line)] == [list(kinds(document)) for document in documents("正常")]


@pytest.mark.parametrize("name", ["a\r# 标题\r.toml", "a\r\n\r\n| a |\r\n|---|", "a\x1b[2J\x07.toml", "a\u2028b\x85.toml"])
def test_the_name_of_a_refused_file_forges_nothing_and_drives_no_terminal(name: str) -> None:
    hostile = summary_markdown("正常", name)
    assert list(kinds(hostile)) == list(kinds(summary_markdown("正常")))
    assert not [character for character in hostile.decode() if character < " " and character != "\n"]


def test_the_report_is_the_golden_one(tmp_path) -> None:
    desk = fill(open_desk(tmp_path, "mzj"))
    desk.record(
        3,
        lambda entry: replace(
            entry, problems="两户危房尚未完工，\n因连续降雨停工。", evidence=("湖民字〔2020〕8号", "www.x.com")
        ).with_status(Status.DELAYED),
    )
    desk.claim(15)
    desk.record(15, lambda entry: replace(entry, reason="本局无5G建设职责。").with_status(Status.NOT_APPLICABLE))
    assert_golden("report.md", report_markdown(current_report(desk), CATALOGUE))


def test_the_report_with_what_changed_since_last_quarter_is_the_golden_one(tmp_path) -> None:
    before, desk = fill(open_desk(tmp_path, "mzj", "2020Q3")), fill(open_desk(tmp_path, "mzj"))
    desk.record(
        3, lambda entry: replace(entry, progress="2020年第四季度第3项办结45件。", problems="用地[未]落实。").with_status(Status.DELAYED)
    )
    desk.record(5, lambda entry: replace(entry, percent=75, next_steps="", steps=(Step("1", "核对名单", "2021-03-31"),)))
    before.record(5, lambda entry: replace(entry, targets=(TargetResult("5-1", actual=40),)))
    desk.claim(15)
    told = current_report(desk)
    assert_golden("report-changes.md", report_markdown(told, CATALOGUE, desk.earlier().before()))


@pytest.mark.parametrize("line", LINES)
def test_no_text_of_either_quarter_changes_the_structure_where_changes_are_marked(line: str) -> None:
    def document(text: str, was: str) -> bytes:
        before = {5: report(was, status=Status.ONGOING).versions[0].entry}
        return report_markdown(report(text), CATALOGUE, before)

    hostile = document(line, "正常")
    assert list(kinds(hostile)) == list(kinds(document("今天", "正常")))
    assert " ".join(line.split()) in " ".join(rendered(hostile).split())
    assert list(kinds(document("正常", line))) == list(kinds(document("正常", "今天")))


def test_a_draft_is_headed_so_and_every_report_has_room_for_signature_and_seal() -> None:
    draft = rendered(report_markdown(replace(report("正常"), head=Head()), CATALOGUE))
    assert draft.startswith("区民政局2020年第四季度填报表（送审稿）")
    sent = rendered(report_markdown(report("正常"), CATALOGUE))
    assert "送审稿" not in sent
    assert all(f"审核人签字：{'＿' * 6}　单位盖章：{'＿' * 6}" in text for text in (draft, sent))


def test_every_field_of_an_entry_is_shown_under_its_name() -> None:
    text = rendered(report_markdown(report("某字"), CATALOGUE))
    for name in (
        "状态",
        "工作进展",
        "存在问题",
        "下一步打算",
        "需区政府协调事项",
        "细化举措",
        "目标完成情况",
        "佐证材料",
        "本季无新进展",
        "原因说明",
    ):
        assert name in text
    assert "状态：滞后 10%" in text
    assert "某字（2021年3月31日前），未完成" in text
    assert "现为50%，目标100%（2020年12月31日前）" in text


def test_writing_twice_gives_the_same_bytes() -> None:
    assert report_markdown(report("甲"), CATALOGUE) == report_markdown(report("甲"), CATALOGUE)
    assert write_report(report("甲"), CATALOGUE) == write_report(report("甲"), CATALOGUE)
