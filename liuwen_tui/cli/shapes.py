"""The JSON that commands print. Source: design.md, section 5; names there are kept exactly."""

from __future__ import annotations

from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.check import Finding
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version, version_fields
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview

Json = dict[str, object]


def unit_shape(unit: Unit, catalogue: Catalogue) -> Json:
    aliases = list(unit.other_names)
    return {"code": unit.code, "name": unit.name, "aliases": aliases, "groups": list(catalogue.groups_of(unit.code))}


def measure_shape(measure: Measure, by: AssignedBy | None, catalogue: Catalogue) -> Json:
    return {
        "number": measure.number,
        "label": measure.label,
        "area": measure.area,
        "title": measure.title,
        "text": measure.text,
        "units": [catalogue.unit_name(code) for code in measure.units],
        "groups": list(measure.groups),
        "unresolved": list(measure.unresolved),
        "targets": [_target_shape(target) for target in measure.targets],
        "assigned_by": by,
    }


def _target_shape(target: Target) -> Json:
    return {
        "id": target.id,
        "quote": target.quote,
        "name": target.name,
        "kind": target.kind,
        "value": target.value,
        "unit": target.unit or None,
        "due": target.due.isoformat() if target.due else None,
    }


def entry_shape(desk: Desk, measure: Measure, version: Version | None) -> Json:
    """The measure's object plus ``entry``."""
    shape = measure_shape(measure, desk.assigned_by(measure), desk.catalogue)
    return {**shape, "entry": version_fields(version) if version else None}


def finding_shape(finding: Finding) -> Json:
    return {"measure": finding.measure, "code": finding.code, "severity": finding.severity, "message": finding.message}


def status_shape(desk: Desk, overview: Overview) -> Json:
    return {
        "unit": desk.unit.code,
        "quarter": str(desk.quarter),
        "state": overview.head.state,
        "due": overview.due.isoformat(),
        "assigned": [item.measure.number for item in overview.assignments],
        "filled": list(overview.filled),
        "missing": list(overview.missing),
        "findings": [finding_shape(finding) for finding in overview.findings],
    }
