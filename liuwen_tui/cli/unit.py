"""The commands of a unit: look, record, claim, check, submit, withdraw, export, import."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.changes import alter_with, changes_from_json, changes_from_options
from liuwen_tui.cli.session import Command, say, session
from liuwen_tui.cli.shapes import entry_shape, finding_shape, measure_shape, status_shape, unit_shape
from liuwen_tui.cli.words import findings_words, measure_words, measures_words, status_words, units_words
from liuwen_tui.documents.report_toml import LARGEST_REPORT
from liuwen_tui.domain.check import Severity
from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report, Signatories
from liuwen_tui.domain.text import clean
from liuwen_tui.opening import Opening
from liuwen_tui.reporting import filing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.personal import config_file, recall, remember

Number = Annotated[int, typer.Argument(metavar="N", help="措施的编号，1 至 18")]
Reason = Annotated[str, typer.Option("--reason", help="原因")]
WAITS = 1
"""Exit code: nothing failed, but something waits for a person."""


def add_commands(app: typer.Typer) -> None:
    """Adds the unit's commands to the program."""
    commands: dict[str, Callable[..., None]] = {
        "units": units,
        "measures": measures,
        "show": show,
        "status": status,
        "record": record,
        "claim": claim,
        "check": check,
        "submit": submit,
        "withdraw": withdraw,
        "export": export,
        "import": import_,
    }
    for name, command in commands.items():
        app.command(name, cls=Command)(command)


def units(context: typer.Context) -> None:
    """列出全部单位：代码、名称、别名、所属统称"""
    here = session(context)
    catalogue = here.opening().office.catalogue
    here.show([unit_shape(unit, catalogue) for unit in catalogue.units], lambda: units_words(catalogue))


def measures(context: typer.Context, everything: Annotated[bool, typer.Option("--all", help="全部措施，不只本单位的")] = False) -> None:
    """列出本单位的措施，或全部措施"""
    here = session(context)
    opening = here.opening()
    catalogue = opening.office.catalogue
    desk = opening.desk() if opening.unit or not everything else None
    rows = [(measure, desk.assigned_by(measure) if desk else None) for measure in catalogue.notice.measures]
    shown = [(measure, by) for measure, by in rows if by or everything]
    here.show([measure_shape(measure, by, catalogue) for measure, by in shown], lambda: measures_words(shown, catalogue))


def show(context: typer.Context, number: Number) -> None:
    """看一项措施：原文、责任单位、目标、本单位所填、上季所填、与上季相比"""
    here = session(context)
    desk = here.opening().desk()
    measure, version, before = desk.catalogue.measure(number), desk.version(number), desk.before(number)
    previous = entry_shape(desk, measure, before)["entry"]
    here.show({**entry_shape(desk, measure, version), "previous": previous}, lambda: measure_words(desk, measure, version, before))


def status(context: typer.Context) -> None:
    """看本季进度：状态、截止日、已填、未填、检查结果"""
    here = session(context)
    desk = here.opening().desk()
    overview = desk.overview()
    here.show(status_shape(desk, overview), lambda: status_words(desk, overview))
    if overview.missing:
        raise typer.Exit(WAITS)


def record(
    context: typer.Context,
    number: Number,
    status: Annotated[str | None, typer.Option(help="状态：1至6、中文或英文")] = None,
    percent: Annotated[int | None, typer.Option(help="进度，0至100")] = None,
    progress: Annotated[str | None, typer.Option(help="工作进展")] = None,
    problems: Annotated[str | None, typer.Option(help="存在问题")] = None,
    next_steps: Annotated[str | None, typer.Option(help="下一步打算")] = None,
    support_needed: Annotated[str | None, typer.Option(help="需区政府协调事项")] = None,
    reason: Annotated[str | None, typer.Option(help="原因说明")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="佐证材料，可重复")] = None,
    target: Annotated[list[str] | None, typer.Option(help="目标完成情况，如 15-1=480，可重复")] = None,
    unchanged: Annotated[bool, typer.Option("--unchanged", help="本季无新进展")] = False,
    clear: Annotated[list[str] | None, typer.Option(help="清空一个字段，可重复")] = None,
    source: Annotated[str | None, typer.Option("--from", help="从文件读 JSON 字段，- 为标准输入；null 清空")] = None,
    if_version: Annotated[str | None, typer.Option(help="只在现在是这个版本时保存")] = None,
) -> None:
    """填报一项措施；没有写的字段保持不变"""
    here = session(context)
    desk = here.opening().desk()
    given = {
        "status": status,
        "percent": percent,
        "progress": progress,
        "problems": problems,
        "next_steps": next_steps,
        "support_needed": support_needed,
        "reason": reason,
        "evidence": evidence,
        "unchanged": True if unchanged else None,
    }
    changes = changes_from_json(source) if source else {}
    changes |= changes_from_options({name: value for name, value in given.items() if value is not None}, clear or [])
    version = desk.record(number, alter_with(changes, target or []), if_version)
    measure = desk.catalogue.measure(number)
    here.show(
        entry_shape(desk, measure, version), lambda: f"第{number}项已保存 {version.updated_at} {version.updated_by} 版本 {version.id}"
    )


def claim(
    context: typer.Context, number: Number, undo: Annotated[bool, typer.Option("--undo", help="放弃认领，或暂不认领")] = False
) -> None:
    """认领一项措施，放弃认领，或暂不认领通知没有写全的措施"""
    here = session(context)
    desk = here.opening().desk()
    measure = desk.catalogue.measure(number)
    done = ("已放弃认领" if desk.assigned_by(measure) else "暂不认领") if undo else "已认领"
    version = desk.claim(number, undo)
    words = f"{desk.unit.name}{done}第{number}项{measure.title}"
    here.show(entry_shape(desk, measure, version), lambda: words)


def check(context: typer.Context) -> None:
    """报送前检查：必须补的和提醒的"""
    here = session(context)
    findings = here.opening().desk().overview().findings
    here.show([finding_shape(finding) for finding in findings], lambda: findings_words(findings))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(WAITS)


def submit(
    context: typer.Context,
    prepared_by: Annotated[str | None, typer.Option(help="填报人")] = None,
    reviewed_by: Annotated[str | None, typer.Option(help="审核人")] = None,
    phone: Annotated[str | None, typer.Option(help="联系电话")] = None,
) -> None:
    """报送：冻结本季报告并写出文件"""
    here = session(context)
    opening = here.opening()
    desk = opening.desk()
    root = opening.office.home.root
    known = recall(config_file(), root)
    said = {"prepared_by": prepared_by, "reviewed_by": reviewed_by, "phone": phone}
    names = {name: value if value is not None else known.get(name, "") for name, value in said.items()}
    cleaned = {name: clean(value) for name, value in names.items()}
    path = filing.submit(desk, Signatories(**cleaned))
    say(f"{desk.unit.name}{desk.quarter.label}已报送。")
    try:
        remember(config_file(), root, cleaned)
    except LiuwenError as error:  # they are asked again next time, no more
        say(str(error))
    here.show({"path": str(path)}, lambda: str(path))


def withdraw(context: typer.Context, reason: Reason = "") -> None:
    """撤回已报送的报告（接收之前）"""
    here = session(context)
    desk = here.opening().desk()
    path = filing.withdraw(desk, reason)
    say(f"{desk.unit.name}{desk.quarter.label}已撤回，可以修改后再报。")
    here.show({"path": str(path)}, lambda: str(path))


def export(
    context: typer.Context,
    form: Annotated[filing.ExportFormat, typer.Option("--format", help="格式")] = filing.ExportFormat.TOML,
    changes: Annotated[bool, typer.Option("--changes", help="标出与上季的变化，只用于 md")] = False,
    output: Annotated[str | None, typer.Option("-o", "--output", help="文件或文件夹，- 为标准输出")] = None,
) -> None:
    """导出本季报告，打印文件位置；未报送的为送审稿"""
    here = session(context)
    if changes and form is not filing.ExportFormat.MARKDOWN:
        raise WrongUse("--changes 只用于 Markdown，请加上 --format md。")
    desk = here.opening().desk()
    exported = filing.export_changes(desk) if changes else filing.export(desk, form)
    if output == "-":
        sys.stdout.buffer.write(exported.content)
        return
    path = filing.save_export(desk, exported, Path(output) if output else None)
    here.show({"path": str(path)}, lambda: str(path))


def import_(context: typer.Context, files: Annotated[list[str], typer.Argument(metavar="FILE…", help="报送文件，- 为标准输入")]) -> None:
    """把导出的报告收进本单位的填报"""
    here = session(context)
    opening = here.opening()
    catalogue = opening.office.catalogue
    reports = [
        filing.open_import(sys.stdin.buffer.read(LARGEST_REPORT + 1), "标准输入", catalogue)
        if name == "-"
        else filing.read_import(Path(name), catalogue)
        for name in files
    ]
    desks = [_desk_of(opening, report) for report in reports]
    done = [filing.take_in(desk, report) for desk, report in zip(desks, reports, strict=True)]
    rows = [
        {"unit": report.unit, "quarter": report.quarter, "taken": list(imported.taken), "conflicts": list(imported.conflicts)}
        for report, imported in zip(reports, done, strict=True)
    ]
    here.show(rows, lambda: "\n".join(f"{row['unit']} {row['quarter']}：收进 {row['taken']} 冲突 {row['conflicts']}" for row in rows))
    if any(imported.conflicts for imported in done):
        raise typer.Exit(WAITS)


def _desk_of(opening: Opening, report: Report) -> Desk:
    """The desk that takes the report in; raises `Unusable` before any is taken when it is another's."""
    desk = opening.desk(opening.unit or opening.office.catalogue.unit(report.unit), opening.chosen_quarter or Quarter.parse(report.quarter))
    if (report.unit, report.quarter) != (desk.unit.code, str(desk.quarter)):
        raise Unusable(f"这里有{report.unit_name} {report.quarter} 的报告，不是{desk.unit.name} {desk.quarter} 的，一份也没有收进。")
    return desk
