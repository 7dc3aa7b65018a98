"""The commands that show a unit what there is at its desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from liuwen_tui.cli.completion import measures_offered
from liuwen_tui.cli.session import WAITS, Command, session
from liuwen_tui.cli.shapes import entry_shape, measure_shape, status_shape, unit_shape
from liuwen_tui.cli.words import measure_words, measures_words, status_words, units_words

Number = Annotated[int, typer.Argument(metavar="编号", help="措施的编号", autocompletion=measures_offered)]


def add_commands(app: typer.Typer) -> None:
    """Adds them to the program."""
    commands: dict[str, Callable[..., None]] = {
        "units": units,
        "measures": measures,
        "show": show,
        "status": status,
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
    desk = opening.desk() if opening.unit or not everything else None
    catalogue = desk.catalogue if desk else opening.office.catalogue_of(opening.quarter)
    own = desk.overview().assignments if desk else ()
    by = {item.measure.number: item.by for item in own}
    rows = [(measure, by.get(measure.number)) for measure in catalogue.notice.measures]
    shown = [(measure, why) for measure, why in rows if why or everything]
    here.show([measure_shape(measure, why, catalogue) for measure, why in shown], lambda: measures_words(shown, catalogue))


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
