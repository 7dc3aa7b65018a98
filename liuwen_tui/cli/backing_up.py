"""The keeper's commands by which a home is saved and brought back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.session import WAITS, Command, say, session
from liuwen_tui.cli.shapes import Json
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.keeping.backup import Checked, back_up, check
from liuwen_tui.keeping.restore import restore as bring_back
from liuwen_tui.opening import home_folder
from liuwen_tui.store.account import account_name
from liuwen_tui.store.settings import load_server

_MOST_NAMED = 10
"""Of a kind of trouble; a number says how many more there are."""


def add_commands(server: typer.Typer) -> None:
    """Adds the commands to those of ``liuwen server``."""
    server.command("backup", cls=Command)(backup)
    server.command("restore", cls=Command)(restore)


def backup(
    context: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="路径", help="新文件，或放它的文件夹；不能在数据文件夹里面")
    ] = None,
) -> None:
    """备份：别人在填也能备份，存成一个文件，存好以后自己核对一遍"""
    here = session(context)
    if output is None:
        raise WrongUse("没有写备份存到哪里，没有备份；请写上，最好是另一块磁盘。", "liuwen server backup -o 路径")
    saved = back_up(home_folder(here.options, os.environ, load_server()), output.absolute(), account_name(), datetime.now(UTC))
    shape = {**_shape(saved.checked), "path": str(saved.path), "bytes": saved.size, "passed_over": list(saved.passed_over)}
    here.show(shape, lambda: f"{saved.path}：{_words(saved.checked)}，共 {saved.size} 字节。")
    _tell("没有备份，它们是链接、设备、名字不能显示或不该在那里的", saved.passed_over)
    _tell_damaged(saved.checked)
    if saved.passed_over or saved.checked.holdings.damaged:
        raise typer.Exit(WAITS)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="备份的文件")],
    only_check: Annotated[bool, typer.Option("--check", help="只核对这份备份，不恢复")] = False,
) -> None:
    """把备份恢复到新的或空的文件夹，先逐个核对，再放到位"""
    here = session(context)
    path = file.absolute()
    if only_check:
        checked, missing = check(path), tuple[str, ...]()
        here.show(_shape(checked), lambda: f"{path} 完好：{_words(checked)}。")
    else:
        restored = bring_back(path, home_folder(here.options, os.environ, load_server()))
        checked, missing = restored.checked, restored.missing
        shape = {**_shape(checked), "home": str(restored.root), "missing": list(missing)}
        here.show(shape, lambda: f"{restored.root}：已恢复，{_words(checked)}。")
    _tell("这里没有这些账号或组，或者不是 root，属于它们的现在归您", missing)
    _tell_damaged(checked)
    if missing or checked.holdings.damaged:
        raise typer.Exit(WAITS)


def _shape(checked: Checked) -> Json:
    holdings, manifest = checked.holdings, checked.manifest
    return {
        "path": str(checked.path),
        "made_at": manifest.made_at,
        "made_by": manifest.made_by,
        "saved_home": manifest.home,
        "units": holdings.units,
        "quarters": holdings.quarters,
        "versions": holdings.versions,
        "files": len(manifest.files),
        "damaged": list(holdings.damaged),
    }


def _words(checked: Checked) -> str:
    holdings, manifest = checked.holdings, checked.manifest
    held = f"{holdings.units} 个单位、{holdings.quarters} 个报告期、{holdings.versions} 个版本，{len(manifest.files)} 个文件"
    return f"{manifest.made_at[:19].replace('T', ' ')} 的 {held}"


def _tell_damaged(checked: Checked) -> None:
    _tell("备份时已经损坏，照原样存着，可以用 liuwen restore 从历史重建", checked.holdings.damaged)


def _tell(what: str, names: Sequence[str]) -> None:
    if names:
        more = f" 等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
        say(f"{what}：{'、'.join(names[:_MOST_NAMED])}{more}。")
