"""The commands of the lead department: merge, and the board."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.arguments import UnitNamed, day
from liuwen_tui.cli.board_shapes import board_shape
from liuwen_tui.cli.board_words import merge_words
from liuwen_tui.cli.changes import alter_with, changes_from_json
from liuwen_tui.cli.composing import tell_of
from liuwen_tui.cli.composing_shapes import finished_shape
from liuwen_tui.cli.listing import paths_given
from liuwen_tui.cli.merge_shapes import merge_shape
from liuwen_tui.cli.progress import Progress
from liuwen_tui.cli.session import WAITS, Command, say, session
from liuwen_tui.cli.shapes import Json
from liuwen_tui.domain.versions import version_fields
from liuwen_tui.merging import deciding, judging
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.composing import compose
from liuwen_tui.merging.finishing import stale_words
from liuwen_tui.merging.gathering import gather, only_quarter
from liuwen_tui.merging.growing import growing
from liuwen_tui.merging.publishing import publish
from liuwen_tui.merging.signatures import signed, unchecked


def add_commands(app: typer.Typer) -> None:
    """Adds the lead's commands to the program."""
    app.command("merge", cls=Command)(merge)
    app.command("lead", cls=Command)(lead)
    app.command("accept", cls=Command)(accept)
    app.command("send-back", cls=Command)(send_back)
    app.command("decide", cls=Command)(decide)


def merge(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="路径…", help="报送文件、汇总文件、文件夹或通配符，- 为标准输入里的名单；不写则取各单位已报送的"),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="写出汇总的文件夹；不写只预览")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="日期", help="按这一天判定按时与迟报，如 2021-01-10")] = None,
    require_signatures: Annotated[
        bool, typer.Option("--require-signatures", help="只汇总签了名的，签名的须是登记给那个单位的钥匙")
    ] = False,
) -> None:
    """汇总各单位的报告"""
    context.with_resource(growing())
    here = session(context)
    opening = here.opening()
    judged_at = day(as_of) if as_of else None
    check = signed(opening.office) if require_signatures else unchecked
    named = paths_given(paths) if paths else None
    with Progress(sys.stderr, "正在读报告") as progress:
        if named is None:
            board = opening.board()
            merged = board.merge(as_of=judged_at, tell=progress.tell, check=check)
        else:
            gathered = gather(opening.office, named, tell=progress.tell, check=check)
            board = opening.board(opening.chosen_quarter or only_quarter(gathered))
            merged = board.join(gathered, judged_at)
    for item in merged.refused:
        say(f"{'没有全部汇总' if item.file in merged.used else '没有汇总'} {item.file}：{item.reason}")
    report = _report(board, merged, output) if output or here.as_json else {}
    here.show_made(lambda: {**merge_shape(board, merged), **board_shape(board, merged), **report}, lambda: merge_words(board, merged))
    if merged.waits_for_a_person:
        raise typer.Exit(WAITS)


def _report(board: Board, merged: Merged, output: Path | None) -> Json:
    """Writes the documents where they are wanted; returns what ``--json`` says of the report."""
    composition = compose(board, merged)
    if output:
        published = publish(board, merged, output, composition)
        for path in published.paths:
            say(f"已写出 {path}")
        if stale := stale_words(composition):
            say(f"{stale}，写出的仍是改过的；请看过再用。可用 liuwen compose。")
        tell_of(published)
    return finished_shape(merged, composition.manuscript)


def accept(context: typer.Context, unit: UnitNamed) -> None:
    """接收一个单位报送的报告，写出回执"""
    here = session(context)
    board = here.opening().board()
    path = judging.accept(board, board.catalogue.unit(unit))
    say(f"{board.catalogue.unit(unit).name}{board.quarter.label}的报告已接收。")
    here.show({"path": str(path)}, lambda: str(path))


def send_back(
    context: typer.Context,
    unit: UnitNamed,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="编号…", help="退回哪几项；不写则整份退回")] = None,
    reason: Annotated[str, typer.Option("--reason", help="原因，必填")] = "",
) -> None:
    """退回一个单位的报告，或其中几项，写出回执"""
    here = session(context)
    board = here.opening().board()
    path = judging.send_back(board, board.catalogue.unit(unit), reason, numbers or [])
    what = f"第 {'、'.join(map(str, sorted(set(numbers))))} 项" if numbers else "整份"
    say(f"{board.catalogue.unit(unit).name}{board.quarter.label}的报告已退回（{what}）。")
    here.show({"path": str(path)}, lambda: str(path))


def decide(
    context: typer.Context,
    unit: UnitNamed,
    number: Annotated[int, typer.Argument(metavar="编号", help="措施的编号")],
    version: Annotated[str, typer.Argument(metavar="版本", help="用哪个版本，版本号或它的前几位")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="路径…", help="冲突在哪些文件里；不写则取各单位已报送的")] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由，必填")] = "",
    source: Annotated[Path | None, typer.Option("--from", metavar="文件", help="从文件读 JSON 字段，改在这个版本上，- 为标准输入")] = None,
) -> None:
    """裁定一处冲突：用哪个版本，或在它上面合并改写"""
    here = session(context)
    board = here.opening().board()
    who = board.catalogue.unit(unit)
    seen = deciding.conflict_on(board, who, number, paths or None)
    entry = deciding.version_of(seen, version).entry
    if source:
        entry = alter_with(changes_from_json(source), [], [], None, board.quarter)(entry)
    decision = deciding.decide(board, seen, entry, reason, paths or None)
    say(f"{who.name}第{number}项已裁定，下一份回执里带去；现在是版本 {decision.version.id}。")
    shape = {"unit": who.code, "measure": number, "versions": [one.id for one in seen.versions], "reason": decision.reason}
    here.show({**shape, "entry": version_fields(decision.version)}, lambda: decision.version.id)


def lead(context: typer.Context) -> None:
    """打开汇总台"""
    from liuwen_tui.tui.start import start  # noqa: PLC0415  - Textual costs 300 ms

    raise typer.Exit(start(session(context).options, for_lead=True))
