"""The catalogue: a notice with its units, and which unit answers for which measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from liuwen_tui.domain.assignments import Assignments
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure, Notice
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.succession import absence, heirs
from liuwen_tui.domain.units import Unit, UnitGroup, find_unit


class AssignedBy(StrEnum):
    """Why a unit answers for a measure."""

    UNIT = "unit"
    GROUP = "group"
    CLAIM = "claim"
    LEAD = "lead"


@dataclass(frozen=True)
class Catalogue:
    """A reviewed notice, and what the lead gave to units beyond it. Source: design.md, section 2."""

    notice: Notice
    units: tuple[Unit, ...]
    groups: tuple[UnitGroup, ...]
    given: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By measure, the codes of the units that have it from the lead in the quarter at hand."""
    absent: frozenset[str] = frozenset()
    """Codes of the units that do not exist in the quarter at hand: they have no measure, whoever lists them."""
    heirs: Mapping[str, str] = field(default_factory=dict)
    """By code of a unit that was merged, the one that has its measures in the quarter at hand."""

    def assigning(self, assignments: Assignments, quarter: Quarter) -> Catalogue:
        """Returns the catalogue as it is in that quarter: with what the lead assigned, and the units that there are, by their names of then."""
        here = replace(
            self,
            units=tuple(unit.named_in(quarter) for unit in self.units),
            absent=frozenset(unit.code for unit in self.units if not unit.exists_in(quarter)),
            heirs=heirs(self.units, quarter),
        )
        owners, notice = assignments.owners, self.notice
        measures = tuple(
            replace(
                measure,
                units=here.heirs_of(measure.units),
                targets=tuple(replace(each, reported_by=here.heirs_of(owners.get(each.id, each.reported_by))) for each in measure.targets),
            )
            for measure in notice.measures
        )
        return replace(
            here,
            notice=replace(notice, measures=measures, lead=here.heir(notice.lead)),
            groups=tuple(replace(group, members=here.heirs_of(group.members)) for group in self.groups),
            given={
                number: held for number, codes in assignments.of(quarter).items() if (held := frozenset(here.heirs_of(codes)) - here.absent)
            },
        )

    def heir(self, code: str) -> str:
        """Returns the code of the unit that has in the quarter at hand what the one of that code was given."""
        return self.heirs.get(code, code)

    def heirs_of(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Returns those of several units, none twice."""
        return tuple(dict.fromkeys(map(self.heir, codes)))

    def predecessors(self, code: str) -> tuple[Unit, ...]:
        """Returns the units that were merged into that one by the quarter at hand."""
        return tuple(unit for unit in self.units if self.heirs.get(unit.code) == code)

    @property
    def present(self) -> tuple[Unit, ...]:
        """The units that exist in the quarter at hand."""
        return tuple(unit for unit in self.units if unit.code not in self.absent)

    def unit_in(self, code: str, quarter: Quarter) -> Unit:
        """Returns the unit of that code as it is in the quarter at hand; raises `WrongUse` where it does not exist then."""
        unit = self.unit_of(code)
        why = absence(unit, self.units, quarter)
        if why:
            raise WrongUse(f"{why}，请换一个单位或报告期。", "liuwen units")
        return unit

    def measure(self, number: int) -> Measure:
        """Returns the measure of that number; raises `WrongUse` when the notice has none."""
        measure = self._measures.get(number)
        if measure is None:
            raise WrongUse(f"没有第{number}项措施，本通知共{len(self.notice.measures)}项，请核对编号。", "liuwen measures --all")
        return measure

    def has(self, number: int) -> bool:
        """Tells whether the notice has a measure of that number."""
        return number in self._measures

    @cached_property
    def _measures(self) -> Mapping[int, Measure]:
        return {measure.number: measure for measure in self.notice.measures}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """By code of each unit its place in catalogue order, from 0 on."""
        return {unit.code: place for place, unit in enumerate(self.units)}

    def knows(self, code: str) -> bool:
        """Tells whether there is a unit of exactly that code."""
        return code in self.place

    def unit_of(self, code: str) -> Unit:
        """Returns the unit of exactly that code, which must be known."""
        return self.units[self.place[code]]

    def unit(self, text: str) -> Unit:
        """Returns the unit of that code, name, alias or key; raises `WrongUse` when none or several fit."""
        return find_unit(self.units, text)

    def unit_name(self, code: str) -> str:
        """Returns the unit's name, or the code itself where the catalogue does not know it."""
        return self.unit_of(code).name if self.knows(code) else code

    def group(self, name: str) -> UnitGroup:
        return next(group for group in self.groups if group.name == name)

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        return {group.name: frozenset(group.members) for group in self.groups}

    def groups_of(self, code: str) -> tuple[str, ...]:
        """Returns the names of the groups that the unit belongs to."""
        return tuple(group.name for group in self.groups if code in group.members)

    def assigned_by_notice(self, measure: Measure, code: str) -> AssignedBy | None:
        """Tells how the notice itself gives the measure to the unit, if it does and the unit exists."""
        if code in self.absent:
            return None
        if code in measure.units:
            return AssignedBy.UNIT
        if any(code in self._members[name] for name in measure.groups):
            return AssignedBy.GROUP
        return None

    def assigned_by(self, measure: Measure, code: str) -> AssignedBy | None:
        """Tells how the notice or else the lead gives the measure to the unit, if either does."""
        by_lead = AssignedBy.LEAD if code in self.given.get(measure.number, ()) else None
        return self.assigned_by_notice(measure, code) or by_lead

    def listing_group(self, measure: Measure, code: str) -> str | None:
        """Returns the group through which the unit is responsible, as in 因“各镇”列入."""
        return next((name for name in measure.groups if code in self._members[name]), None)

    def is_offered(self, measure: Measure) -> bool:
        """Tells whether the notice leaves open who else is meant, so that units are asked to claim it."""
        return bool(measure.unresolved) or any(self.group(name).is_open for name in measure.groups)

    def responsible(self, measure: Measure) -> tuple[str, ...]:
        """Returns the codes of all units that the notice itself makes responsible, in catalogue order."""
        named = self._responsible(measure)
        return tuple(unit.code for unit in self.units if unit.code in named)

    def _responsible(self, measure: Measure) -> frozenset[str]:
        return frozenset(measure.units).union(*(self._members[name] for name in measure.groups)) - self.absent

    def due_units(self, extra: Mapping[int, frozenset[str]]) -> tuple[str, ...]:
        """Returns the codes of all units with a measure, those that claimed one (``extra``, by number) included."""
        due = {code for measure in self.notice.measures for code in self._responsible(measure)}
        due.update(code for each in (self.given, extra) for codes in each.values() for code in codes)
        return tuple(unit.code for unit in self.present if unit.code in due)
