"""The JSON that commands print. Source: design.md, section 5; names there are kept exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.check import Finding
from liuwen_tui.domain.fate import FileFate
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.standing import is_on_time
from liuwen_tui.domain.summary import conflicts, counted_versions
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version, version_fields
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview

if TYPE_CHECKING:  # a unit's command does without what merges
    from liuwen_tui.merging.board import Board, Merged

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


def file_shape(file: FileFate) -> Json:
    units = [{"unit": each.unit, "fate": each.fate, "beside": each.beside or None, "measures": list(each.measures)} for each in file.units]
    return {"file": file.file, "fate": file.fate, "reason": file.reason or None, "units": units}


def merge_shape(board: Board, merged: Merged) -> Json:
    summary, standing, settings = merged.summary, merged.standing, board.office.settings
    return {
        "quarter": summary.quarter,
        "reports": [
            {
                "unit": filing.unit,
                "seal": filing.seal,
                "state": filing.state,
                "on_behalf": filing.head.on_behalf,
                "on_time": is_on_time(filing, settings, board.quarter, merged.as_of),
                "entries": sum(len(versions) for versions in filing.versions.values()) if filing.counts else 0,
                "revision": filing.head.revision,
                "first_submitted_at": filing.head.first_submitted_at,
                "submitted_at": filing.head.submitted_at,
                "reviewed_by": filing.head.signatories.reviewed_by,
                "answers": filing.head.answers or None,
                "answer": _answer_shape(filing.answer.receipt) if filing.answer else None,
            }
            for filing in summary.filings.values()
        ],
        "entries": [
            {
                "unit": version.subject.unit,
                "measure": version.subject.measure,
                "status": version.entry.status,
                "percent": version.entry.percent,
                "version": version.id,
            }
            for version in counted_versions(summary)
        ],
        "missing": list(standing.missing),
        "conflicts": [
            {"unit": item.unit, "measure": item.measure, "versions": [version.id for version in item.versions]}
            for item in conflicts(summary)
        ],
        "refused": [{"file": item.file, "reason": item.reason} for item in merged.refused],
        "files": [file_shape(file) for file in merged.files],
        "unclaimed": list(standing.unclaimed),
        "counts": {
            "due": len(standing.due),
            "reported": len(standing.reported),
            "on_time": len(standing.on_time),
            "late": len(standing.late),
            "returned": len(standing.returned),
            "missing": len(standing.missing),
        },
    }


def _answer_shape(answer: Receipt) -> Json:
    """What the lead said of a submission; ``returned`` are the reasons by measure."""
    returned = {str(number): why for number, why in answer.returned.items()}
    return {"verdict": answer.verdict, "at": answer.at, "by": answer.by, "reason": answer.reason or None, "returned": returned}
