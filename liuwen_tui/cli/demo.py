"""``liuwen demo``: everything tried on invented entries, without harm."""

from __future__ import annotations

from typing import Annotated

import typer

from liuwen_tui.cli.session import Command, session
from liuwen_tui.domain.errors import WrongUse

_WORDS = """\
演示：三个单位、两个季度，内容都是编的，每段以〔演示〕开头。
上季都已报送；本季区发改委填了一半，塘山镇的两份文件互相冲突，区卫健委迟报。
在终端里运行 liuwen demo 打开填报界面，liuwen demo --lead 打开汇总台，退出就删掉。
liuwen demo --path 留下数据文件夹，打印位置，给 --home 用。"""


def add_commands(app: typer.Typer) -> None:
    """Adds ``demo`` to the program."""
    app.command("demo", cls=Command)(demo)


def demo(
    context: typer.Context,
    lead: Annotated[bool, typer.Option("--lead", help="打开汇总台，不打开填报界面")] = False,
    path: Annotated[bool, typer.Option("--path", help="不打开界面，留下数据文件夹，打印位置")] = False,
) -> None:
    """用编好的内容试一试，不碰真的数据，退出就删掉"""
    from liuwen_tui import demonstration  # noqa: PLC0415  - no other command needs these two
    from liuwen_tui.tui.start import no_screens_here, open_screens  # noqa: PLC0415

    here = session(context)
    if here.options.home or here.options.notice:
        raise WrongUse("演示用自己的数据文件夹和通知，请不要写 --home 和 --notice。")
    with demonstration.demonstration(is_kept=path) as root:
        if path or here.as_json or no_screens_here():
            shape = {"path": str(root) if path else None, "units": demonstration.UNITS, "quarter": demonstration.THIS}
            here.show(shape, lambda: str(root) if path else _WORDS)
            return
        code = open_screens(
            lambda: demonstration.open_demonstration(root, here.options.unit, here.options.quarter),
            lead,
            lambda: demonstration.remove(root),
        )
    raise typer.Exit(code)
