"""What the lead's commands print for people, of the same rows as all others."""

from __future__ import annotations

from liuwen_tui.cli.file_words import files_lines
from liuwen_tui.cli.words import INDENT, WIDTH, wrapped
from liuwen_tui.documents.plain_changes import plain_since_answer
from liuwen_tui.documents.plain_comparison import plain_comparison, plain_contradiction
from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.comparison import Comparison, contradictions
from liuwen_tui.domain.summary import Filing, conflicts
from liuwen_tui.domain.text import wrap
from liuwen_tui.merging.board import Board, Merged


def merge_words(board: Board, merged: Merged) -> str:
    standing, name = merged.standing, board.catalogue.unit_name
    lines = [
        f"{board.quarter.label}　应报 {len(standing.due)}　已报 {len(standing.reported)}"
        f"（按时 {len(standing.on_time)} 迟报 {len(standing.late)}）　退回 {len(standing.returned)}　未报 {len(standing.missing)}"
    ]
    lines += [f"未报：{'、'.join(map(name, standing.missing))}"] if standing.missing else []
    lines += [f"迟报：{'、'.join(map(name, standing.late))}"] if standing.late else []
    lines += [f"定稿：{merged.final.at[:10]} {merged.final.by}"] if merged.final else []
    lines += [f"定稿后报送：{'、'.join(map(name, merged.after_final))}"] if merged.after_final else []
    lines += [f"退回：{'、'.join(map(name, standing.returned))}"] if standing.returned else []
    lines += [f"无人认领：第 {'、'.join(map(str, standing.unclaimed))} 项"] if standing.unclaimed else []
    lines += [
        f"冲突：{name(item.unit)}第{item.measure}项有 {len(item.versions)} 个版本（{'、'.join(version.id for version in item.versions)}），均未计入"
        for item in conflicts(merged.summary)
    ]
    lines += ["裁定用哪个：liuwen decide 单位 编号 版本 --reason 理由"] if conflicts(merged.summary) else []
    lines += [
        f"裁定：{name(filing.unit)}第{decision.version.subject.measure}项，{decision.version.updated_by}，{decision.reason}"
        for filing in merged.summary.filings.values()
        for decision in filing.standing_decisions
    ]
    for item in contradictions(merged.summary, board.catalogue):
        lines.append(f"第{item.measure}项{plain_contradiction(item, board.catalogue)}")
    return "\n".join((*(row for line in lines for row in wrap(line, WIDTH)), *files_lines(merged.files, board.catalogue)))


def comparison_words(board: Board, comparison: Comparison) -> str:
    measure, schedule = comparison.measure, board.office.settings.schedule(board.catalogue.notice, board.quarter)
    lines = [f"第{measure.number}项 {measure.numeral}{measure.title}　{board.quarter.label}"]
    lines += plain_comparison(comparison, board.catalogue, schedule)
    return "\n".join(row for line in lines for row in wrapped(line.replace("\n", "\n  ")))


def changes_words(board: Board, filing: Filing, before: Answered) -> str:
    lines = [
        f"{board.catalogue.unit_name(filing.unit)}　{board.quarter.label}　第{before.revision}稿退回，现在是第{filing.head.revision}稿"
    ]
    for number, versions in filing.versions.items():
        measure = board.catalogue.measure(number)
        since = [line for version in versions for line in plain_since_answer(before, version, measure)]
        lines += [f"第{number}项 {measure.title}", *(INDENT + line for line in since)] if since else []
    return "\n".join(row for line in lines for row in wrapped(line))
