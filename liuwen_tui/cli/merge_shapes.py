"""The JSON of ``merge``. Source: design.md, section 5; names there are kept exactly."""

from __future__ import annotations

from liuwen_tui.cli.shapes import Json
from liuwen_tui.domain.fate import FileFate
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.standing import is_on_time
from liuwen_tui.domain.summary import conflicts, counted_versions
from liuwen_tui.merging.board import Board, Merged


def _file_shape(file: FileFate) -> Json:
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
        "files": [_file_shape(file) for file in merged.files],
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
