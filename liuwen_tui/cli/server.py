"""``liuwen server``: what the keeper of a shared home does."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli import archiving, backing_up
from liuwen_tui.cli.session import WAITS, Command, Commands, Session, say, session
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import NotAllowed, Unusable, WrongUse
from liuwen_tui.domain.text import visible_line
from liuwen_tui.keeping import checking, setting_right
from liuwen_tui.keeping.accounts import Listed, read_accounts
from liuwen_tui.keeping.check_machine import disk_faults
from liuwen_tui.keeping.faults import Fault, Subject
from liuwen_tui.keeping.founding import Plan, Step, plan
from liuwen_tui.store.account import membership
from liuwen_tui.store.catalogue import open_catalogue
from liuwen_tui.store.groups import is_root
from liuwen_tui.store.mounts import mount_of
from liuwen_tui.store.settings import SERVER_SETTINGS, load_server, load_settings

Configuration = Annotated[Path, typer.Option("--config", metavar="文件", help="写明数据文件夹的文件")]


def add_commands(app: typer.Typer) -> None:
    """Adds ``server`` with its commands to the program."""
    server = typer.Typer(cls=Commands, rich_markup_mode=None)
    server.command("init", cls=Command)(init)
    server.command("check", cls=Command)(check)
    server.command("mend", cls=Command)(mend)
    backing_up.add_commands(server)
    archiving.add_commands(server)
    app.add_typer(server, name="server", help="管理服务器：多人共用的数据文件夹怎样建立、核对")


def init(
    context: typer.Context,
    accounts: Annotated[Path | None, typer.Option("--accounts", metavar="名单", help="账号名单，CSV 或 TOML，见说明书第四章")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="真的去做；不写只列出每一步")] = False,
    configuration: Configuration = SERVER_SETTINGS,
) -> None:
    """建立多人共用的数据文件夹；先列出每一步，不改任何东西"""
    here = session(context)
    home, catalogue = shared_home(here, configuration)
    for fault in disk_faults(home, mount_of(home)):
        say(fault.message)
    planned = plan(Subject(home, catalogue, configuration, here.options.notice or ""), _listed(accounts, catalogue))
    if yes:
        planned.carry_out(lambda step: say(f"已{step.what}"))
    here.show(_plan_shape(planned, yes), lambda: _plan_words(planned, yes))


def check(context: typer.Context, configuration: Configuration = SERVER_SETTINGS) -> None:
    """核对多人共用的数据文件夹：谁能做不该做的事，怎样改正"""
    here = session(context)
    home, catalogue = shared_home(here, configuration)
    refuse_others(catalogue)
    faults = checking.check(Subject(home, catalogue, configuration, here.options.notice or ""), datetime.now(UTC))
    here.show({"home": str(home), "faults": [_fault_shape(fault) for fault in faults]}, lambda: _fault_words(home, faults))
    if faults:
        raise typer.Exit(WAITS)


def mend(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="位置", help="核对时列出的文件或文件夹", readable=False)],
    remove: Annotated[bool, typer.Option("--remove", help="不改，删去")] = False,
    configuration: Configuration = SERVER_SETTINGS,
) -> None:
    """改正核对时列出的一处：权限、时间、别的名字；不跟随任何链接"""
    here = session(context)
    home, catalogue = shared_home(here, configuration)
    (setting_right.remove if remove else setting_right.mend)(home, path.absolute(), catalogue)
    here.show({"path": str(path), "removed": remove}, lambda: visible_line(f"{path}：已{'删去' if remove else '改正'}。"))


def refuse_others(catalogue: Catalogue) -> None:
    """Raises `NotAllowed` unless root or an account of the keepers' group is at work."""
    if not (is_root() or membership(catalogue.units).administers):
        raise NotAllowed("管理服务器要用 root，或管理员组里的账号；请加 sudo 再运行一次。")


def shared_home(here: Session, configuration: Path) -> tuple[Path, Catalogue]:
    """Returns the home that is meant and the notice in it; raises `WrongUse` where none is named.

    A configuration that is not understood keeps nobody from looking at a home that is named.
    """
    named: str | Path | None = here.options.home or os.environ.get("LIUWEN_HOME")
    if not named and (server := load_server(configuration)):
        named = server.home
    if not named:
        raise WrongUse("还不知道数据放在哪里，什么也没有做；请写上 --home 文件夹。", "liuwen server init --home 文件夹")
    home = Path(named).absolute()
    notice = here.options.notice or os.environ.get("LIUWEN_NOTICE") or load_settings(home).notice
    return home, open_catalogue(notice, home)


def _listed(path: Path | None, catalogue: Catalogue) -> list[Listed]:
    if path is None:
        return []
    listed, refused = read_accounts(path, catalogue)
    for one in refused:
        say(f"{path} 第{one.line}行：{one.reason}")
    if refused:
        raise Unusable(f"{path} 有 {len(refused)} 行不对，什么也没有做；请改好再试。")
    return listed


def _plan_shape(planned: Plan, is_done: bool) -> dict[str, object]:
    return {
        "home": str(planned.home),
        "done": is_done,
        "steps": [_step_shape(step) for step in planned.steps],
        "left": [_step_shape(step) for step in planned.left],
    }


def _step_shape(step: Step) -> dict[str, str]:
    return {"what": step.what, "command": step.command}


def _plan_words(planned: Plan, is_done: bool) -> str:
    lines = [] if is_done else [step.what for step in planned.steps]
    lines += [line for step in planned.left for line in (f"! {step.what}", f"    {step.command}")]
    many = len(planned.steps)
    if is_done:
        return "\n".join([*lines, f"做完了，共 {many} 步；请运行 liuwen server check 核对。"])
    return "\n".join([*lines, f"以上 {many} 步还没有做；加 --yes 就做。" if many else "没有什么要做的。"])


def _fault_shape(fault: Fault) -> dict[str, str]:
    return {"code": fault.code, "path": str(fault.path), "message": fault.message, "command": fault.command}


def _fault_words(home: Path, faults: list[Fault]) -> str:
    if not faults:
        return f"√ {home} 都对。"
    lines = [visible_line(line) for fault in faults for line in (f"! {fault.message}", f"    {fault.command}")]
    return "\n".join([*lines, f"有 {len(faults)} 处不对；看清以后用 root 运行下面一行的命令改正。"])
