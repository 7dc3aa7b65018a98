"""The commands for the past: history and restore."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from liuwen_tui.cli.completion import measures_offered
from liuwen_tui.cli.session import Command, Session, say, session
from liuwen_tui.cli.shapes import Json, entry_shape
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.report import Head, head_fields
from liuwen_tui.domain.text import wrap
from liuwen_tui.domain.versions import version_fields
from liuwen_tui.reporting import past
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.history import Place

_WIDTH = 78
_INDENT = "    "


def add_commands(app: typer.Typer) -> None:
    """Adds the commands for the past to the program."""
    app.command("history", cls=Command)(history)
    app.command("restore", cls=Command)(restore)


def history(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="编号", help="措施的编号，不写看全部", autocompletion=measures_offered)] = None,
) -> None:
    """谁在什么时候改了什么"""
    here = session(context)
    desk = here.opening().desk()
    seen = past.history(desk, number)
    if seen.unreadable:
        say(f"{desk.store.history.path} 有 {seen.unreadable} 行读不出或被改动过，没有列出。")
    here.show(
        [_shape(moment) for moment in seen.moments],
        lambda: "\n".join(line for moment in seen.moments for line in moment_lines(moment, desk)) or "还没有历史。",
    )


def restore(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="编号", help="措施的编号；不写则修复损坏的填报", autocompletion=measures_offered)
    ] = None,
    version: Annotated[str, typer.Argument(metavar="版本", help="版本号，或它的前几位")] = "",
) -> None:
    """找回一项的旧版本；不写编号则修复损坏的填报"""
    here = session(context)
    desk = here.opening().desk()
    if number is None:
        _mend(here, desk)
        return
    if not version:
        raise WrongUse("没有写要找回哪个版本，请从历史里选一个。", f"liuwen history {number}")
    restored = past.restore(desk, number, version)
    words = f"第{number}项已恢复为版本 {version} 的内容，现在是版本 {restored.id}"
    here.show(entry_shape(desk, desk.catalogue.measure(number), restored), lambda: words)


def _mend(here: Session, desk: Desk) -> None:
    mended = past.mend(desk)
    aside = "、".join(map(str, mended.aside))
    kept = f"；坏的在 {aside}，没有删除" if aside else ""
    here.show(
        {"source": str(mended.source), "entries": mended.entries, "aside": [str(path) for path in mended.aside]},
        lambda: f"{desk.unit.name}{desk.quarter.label}的填报已从 {mended.source} 重建，共 {mended.entries} 项{kept}。",
    )


def _shape(moment: past.Moment) -> Json:
    event = moment.event
    shape: Json = {"at": event.act.at, "by": event.act.by, "act": event.act.name}
    shape |= {"reason": event.act.reason} if event.act.reason else {}
    if isinstance(event.content, Head):
        return {**shape, "head": head_fields(event.content)}
    shape |= {"measure": event.content.subject.measure}
    shape |= {"from": event.made_from} if event.made_from else {}
    shape |= {} if event.place is Place.CURRENT else {"place": event.place}
    return {**shape, "version": event.content.id, "entry": version_fields(event.content)}


def moment_lines(moment: past.Moment, desk: Desk, cells: int = _WIDTH) -> Iterator[str]:
    """Yields what happened, in rows of at most that many cells."""
    event, version = moment.event, moment.version
    of = f" {past.measure_words(desk, version.subject.measure)}" if version else ""
    reason = f"：{event.act.reason}" if event.act.reason else ""
    made_from = f"　从 {event.made_from} 改来" if event.made_from else ""
    yield from wrap(f"{moment.when} {event.act.by} {moment.did}{of}{reason}", cells)
    for line in (*([f"版本 {version.id}{made_from}"] if version else []), *moment.changes):
        yield from (_INDENT + row for row in wrap(line, cells - len(_INDENT)))
