"""交办: the lead gives measures to units, and says which units own a target's figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from liuwen_tui.domain.assignments import Assignments
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.summary import claims
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.store.assignments import change_assignments


def assign(board: Board, number: int, units: Iterable[Unit]) -> None:
    """Gives the measure to those units too, from the board's quarter on; raises `WrongUse` for one that the notice itself makes responsible."""
    measure, chosen = board.catalogue.measure(number), [board.catalogue.unit_in(unit.code, board.quarter) for unit in units]
    for unit in chosen:
        if board.catalogue.assigned_by_notice(measure, unit.code):
            raise WrongUse(f"第{number}项本来就是{unit.name}的措施，不用交办。")
    _change(board, lambda kept: kept.give(number, _codes(chosen), board.quarter))


def take_back(board: Board, number: int, units: Iterable[Unit]) -> None:
    """Takes back the measure, and its targets' figures, from those units; raises `WrongUse` for one that was not given it.

    From the board's quarter on. What a unit has written stays with it and is owed no more.
    """
    measure, chosen = board.catalogue.measure(number), list(units)

    def without(kept: Assignments) -> Assignments:
        given: set[str] = set()
        for unit in chosen:
            own = {
                unit.code,
                *(each.code for each in board.catalogue.predecessors(unit.code)),
            }  # what was given to a unit merged into it is its own now
            if not own & set(kept.of(board.quarter).get(number, ())):
                raise WrongUse(f"第{number}项没有交办给{unit.name}，不用撤销。")
            given |= own
        for target in measure.targets:
            kept = _without_owners(kept, target, chosen)
        return kept.take_back(number, given, board.quarter)

    _change(board, without)


def own_target(board: Board, target: str, units: Iterable[Unit]) -> None:
    """Asks those units alone for the target's figure; with none, nobody is asked.

    Raises `WrongUse` for a target that the notice does not have, and for a unit that its measure is not given to.
    """
    board.renew()
    measure, chosen = _find(board, target)[0], list(units)
    claimed = claims(board.merge().summary).get(measure.number, frozenset())
    for unit in chosen:
        if not (board.catalogue.assigned_by(measure, unit.code) or unit.code in claimed):
            raise WrongUse(f"第{measure.number}项不是{unit.name}的措施，不能由它填目标“{target}”；请先交办，或换一个单位。")
    _change(board, lambda kept: kept.own(target, _codes(chosen)))


def disown_target(board: Board, target: str, units: Iterable[Unit]) -> None:
    """Asks those units for the target's figure no more; raises `WrongUse` for a target that the notice does not have."""
    found, chosen = _find(board, target)[1], list(units)
    _change(board, lambda kept: _without_owners(kept, found, chosen))


def _find(board: Board, target: str) -> tuple[Measure, Target]:
    for measure in board.catalogue.notice.measures:
        for each in measure.targets:
            if each.id == target:
                return measure, each
    raise WrongUse(f"通知里没有目标“{target}”，请看各项措施有哪些目标。", "liuwen measures --all --json")


def _without_owners(kept: Assignments, target: Target, units: Iterable[Unit]) -> Assignments:
    owners = {*kept.owners.get(target.id, target.reported_by)}
    left = owners - {*_codes(units)}
    return kept if left == owners else kept.own(target.id, left)


def _codes(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(unit.code for unit in units)


def _change(board: Board, alter: Callable[[Assignments], Assignments]) -> None:
    office = board.office
    board.refuse_archived()
    change_assignments(office.home, office.catalogue, alter, office.account, office.wait)
    board.renew()
