"""The commands by which a report leaves the desk and comes back: check, submit, withdraw, export, import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.changes import STANDARD_STREAM
from liuwen_tui.cli.session import WAITS, Command, Session, say, session
from liuwen_tui.cli.shapes import Json, finding_shape
from liuwen_tui.cli.signing import KeyFile, Signer, Signing, signer
from liuwen_tui.cli.words import check_words
from liuwen_tui.documents.report_toml import LARGEST_REPORT
from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import SealedReceipt
from liuwen_tui.domain.report import Report
from liuwen_tui.domain.text import clean
from liuwen_tui.opening import Opening
from liuwen_tui.reporting import exporting, filing, importing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.receiving import take_receipt
from liuwen_tui.reporting.signatories import known_signatories, remember_signatories
from liuwen_tui.store.signing import without_signatures

Reason = Annotated[str, typer.Option("--reason", help="原因")]


def add_commands(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    commands: dict[str, Callable[..., None]] = {
        "check": check,
        "submit": submit,
        "withdraw": withdraw,
        "export": export,
        "import": import_,
    }
    for name, command in commands.items():
        app.command(name, cls=Command)(command)


def check(context: typer.Context) -> None:
    """报送前检查：必须补的和提醒的"""
    here = session(context)
    overview = here.opening().desk().overview()
    here.show([finding_shape(finding) for finding in overview.findings], lambda: check_words(overview))
    if overview.missing:
        raise typer.Exit(WAITS)


def submit(
    context: typer.Context,
    prepared_by: Annotated[str | None, typer.Option(help="填报人")] = None,
    reviewed_by: Annotated[str | None, typer.Option(help="审核人")] = None,
    phone: Annotated[str | None, typer.Option(help="联系电话")] = None,
    sign: Signing = False,
    key: KeyFile = None,
) -> None:
    """报送：冻结本季报告并写出文件"""
    here = session(context)
    desk = here.opening().desk()
    said = {"prepared_by": prepared_by, "reviewed_by": reviewed_by, "phone": phone}
    signatories = replace(known_signatories(desk), **{name: clean(value) for name, value in said.items() if value is not None})
    signing = signer(desk, sign, key)
    path = filing.submit(desk, signatories, signing)
    say(f"{desk.unit.name}{desk.quarter.label}已报送。")
    say(desk.office.settings.download_hint)
    try:
        remember_signatories(desk, signatories)
    except LiuwenError as error:  # they are asked again next time, no more
        say(error.with_command())
    _show_path(here, path, signing)


def _show_path(here: Session, path: Path, signing: Signer | None) -> None:
    signed = {"signature": str(signing.tell(path))} if signing else {}
    here.show({"path": str(path), **signed}, lambda: str(path))


def withdraw(context: typer.Context, reason: Reason = "", sign: Signing = False, key: KeyFile = None) -> None:
    """撤回已报送的报告（接收之前）"""
    here = session(context)
    desk = here.opening().desk()
    signing = signer(desk, sign, key)
    path = filing.withdraw(desk, reason, signing)
    say(f"{desk.unit.name}{desk.quarter.label}已撤回，可以修改后再报。")
    _show_path(here, path, signing)


def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="格式，不写就是 toml")] = ExportFormat.TOML,
    changes: Annotated[bool, typer.Option("--changes", help="标出与上季的变化，只用于 md 和 docx")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="路径", help="文件或文件夹，- 为标准输出")] = None,
    sign: Signing = False,
    key: KeyFile = None,
) -> None:
    """导出本季报告，打印文件位置；未报送的为送审稿"""
    here = session(context)
    if changes and not form.has_changes:
        raise WrongUse("--changes 只用于 md 和 docx，请加上 --format md 或 --format docx。")
    if output == STANDARD_STREAM and form.is_binary and _is_terminal():
        raise WrongUse("docx 和 xlsx 不能显示在终端里，请写成文件，或者接到别的命令里。", f"liuwen export --format {form}")
    if (sign or key) and (form is not ExportFormat.TOML or output == STANDARD_STREAM):
        raise WrongUse("只有写成文件的 toml 能签名，没有导出；请不要写别的格式，也不要写到标准输出。", "liuwen export --sign")
    desk = here.opening().desk()
    signing = signer(desk, sign, key)
    exported = exporting.export_changes(desk, form) if changes else exporting.export(desk, form)
    if output == STANDARD_STREAM:
        sys.stdout.buffer.write(exported.content)
        return
    if signing:
        exported = replace(exported, signature=signing(exported.content))
    path = exporting.save_export(desk, exported, output)
    if exported.note:
        say(exported.note)
    say(desk.office.settings.download_hint)
    _show_path(here, path, signing)


def _is_terminal() -> bool:
    """Tells whether what is printed is shown; while a command runs, ``sys.stdout`` only keeps it."""
    return sys.__stdout__ is not None and sys.__stdout__.isatty()


def import_(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="文件…", help="报送文件或回执，- 为标准输入")]
) -> None:
    """把导出的报告，或区发改委的回执，收进本单位的填报"""
    here = session(context)
    opening = here.opening()
    catalogue = opening.office.catalogue
    found = [
        importing.open_import(sys.stdin.buffer.read(LARGEST_REPORT + 1), "标准输入", catalogue)
        if path == STANDARD_STREAM
        else importing.read_import(path, catalogue)
        for path in without_signatures(files)
    ]
    desks = [_desk_of(opening, *importing.meant(document)) for document in found]
    rows, said = zip(*(_take(desk, document) for desk, document in zip(desks, found, strict=True)), strict=True)
    here.show(list(rows), lambda: "\n".join(said))
    if any(row.get("conflicts") for row in rows):
        raise typer.Exit(WAITS)


def _take(desk: Desk, document: Report | SealedReceipt) -> tuple[Json, str]:
    """What became of a document, as JSON and in words."""
    where: Json = {"unit": desk.unit.code, "quarter": str(desk.quarter)}
    here = f"{desk.unit.name}{desk.quarter.label}："
    if isinstance(document, SealedReceipt):
        verdict, is_new = document.receipt.verdict, take_receipt(desk, document)
        came = "收到回执" if is_new else "这份回执收过了"
        decided = [decision.version.subject.measure for decision in document.receipt.decisions]
        ruled = f"，裁定了{_numbers(decided)}" if decided else ""
        return {**where, "verdict": verdict, "is_new": is_new, "decided": decided}, f"{here}{came}，{verdict.word}{ruled}"
    imported = importing.take_in(desk, document)
    taken, conflicts = map(_numbers, (imported.taken, imported.conflicts))
    rivals = f"；{conflicts}与这里的互不知晓，两份都留着" if conflicts else ""
    shape = {**where, "taken": list(imported.taken), "conflicts": list(imported.conflicts)}
    return shape, f"{here}{f'收进{taken}' if taken else '没有新的内容'}{rivals}"


def _numbers(measures: Sequence[int]) -> str:
    """``第 1、4 项``, nothing for none."""
    return f"第 {'、'.join(map(str, measures))} 项" if measures else ""


def _desk_of(opening: Opening, unit: str, quarter: str) -> Desk:
    """The desk that takes a document of that unit and quarter in; raises `Unusable` before any is taken when it is another's."""
    desk = opening.desk(opening.unit or opening.office.catalogue.unit(unit), opening.chosen_quarter or Quarter.parse(quarter))
    if (unit, quarter) != (desk.unit.code, str(desk.quarter)):
        name = desk.catalogue.unit_name(unit)
        raise Unusable(f"这里有{name} {quarter} 的文件，不是{desk.unit.name} {desk.quarter} 的，一份也没有收进，请核对单位和报告期。")
    return desk
