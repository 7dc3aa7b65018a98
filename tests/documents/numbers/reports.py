"""Who reported, when, and what counts of it, told anew out of ``summary.toml`` by the rules of design.md, section 7."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from tests.documents.numbers.books import Books, Table, read_toml


@dataclass(frozen=True)
class Reports:
    """The reports of one quarter."""

    path: Path
    """Of its summary.toml."""
    books: Books

    @cached_property
    def summary(self) -> Table:
        return read_toml(self.path)

    @cached_property
    def seal(self) -> str:
        """Of the summary, made anew."""
        return hashlib.sha256(self.path.read_bytes().split(b"[seal]")[0]).hexdigest()

    @property
    def quarter(self) -> tuple[int, int]:
        year, number = self.summary["quarter"].split("Q")
        return int(year), int(number)

    @property
    def label(self) -> str:
        return f"{self.quarter[0]}年第{' 一二三四'[self.quarter[1]]}季度"

    @property
    def last_day(self) -> date:
        year, number = self.quarter
        return (date(year, 3 * number + 1, 1) if number < 4 else date(year + 1, 1, 1)) - timedelta(days=1)

    def due_day(self, unit: str = "") -> date:
        rules = self.books.settings.get("quarter", {}).get(self.summary["quarter"], {})
        usual: date = rules.get("due", self.last_day + timedelta(days=self.books.settings.get("due_days", 10)))
        given: date = rules.get("extension", {}).get(unit, {}).get("due", usual)
        return max(usual, given)

    @cached_property
    def reports(self) -> dict[str, Table]:
        """What stands of each unit: its own report where it counts, else 代录."""
        rows = {(row["unit"], row.get("on_behalf", False)): row for row in self.summary.get("report", ())}
        own = {unit: row for (unit, is_paper), row in rows.items() if not is_paper}
        papers = {unit: row for (unit, is_paper), row in rows.items() if is_paper and _counts(row)}
        return own | {unit: row for unit, row in papers.items() if not (unit in own and _counts(own[unit]))}

    @cached_property
    def versions(self) -> dict[tuple[str, int], list[Table]]:
        """By unit and measure, of reports that count: the versions that no other supersedes."""
        found: dict[tuple[str, int], list[Table]] = {}
        for unit in self.books.names:
            for entry in self.reports.get(unit, {}).get("entry", ()) if _counts(self.reports.get(unit, {})) else ():
                found.setdefault((unit, entry["measure"]), []).append(entry)
        superseded = {old for entries in found.values() for entry in entries for old in entry["ancestors"]}
        return {place: [entry for entry in entries if entry["version"] not in superseded] for place, entries in found.items()}

    @cached_property
    def conflicts(self) -> dict[tuple[str, int], list[Table]]:
        return {place: entries for place, entries in self.versions.items() if len(entries) > 1}

    @cached_property
    def said(self) -> dict[tuple[str, int], Table]:
        """The entries that count and say something, by unit and measure, units in catalogue order."""
        single = {place: entries[0] for place, entries in self.versions.items() if len(entries) == 1}
        return {place: entry for place, entry in single.items() if entry.get("claimed") is not False and "status" in entry}

    def of(self, number: int) -> dict[str, Table]:
        """What the units say of a measure, by unit: as the notice names them there, then the others in catalogue order."""
        told = {unit: entry for (unit, measure), entry in self.said.items() if measure == number}
        return {unit: told[unit] for unit in dict.fromkeys((*self.books.measures[number]["units"], *told)) if unit in told}

    def has(self, unit: str, number: int) -> bool:
        """Tells whether the unit has the measure: from the notice, from the lead, or because it claimed it."""
        is_claimed = bool(self.said.get((unit, number), {}).get("claimed"))
        return is_claimed or unit in self.books.named(number) or self.is_given(unit, number)

    def is_given(self, unit: str, number: int) -> bool:
        """Tells whether the unit has the measure from the lead in this quarter."""
        now = self.summary["quarter"]
        return any(
            (row["number"], row["unit"]) == (number, unit) and row["since"] <= now <= row.get("until", now)
            for row in self.books.assignments.get("measure", ())
        )

    def measures_of(self, unit: str) -> list[int]:
        return [number for number in self.books.measures if self.has(unit, number)]

    @cached_property
    def units(self) -> list[str]:
        """Codes of the units that there are on the quarter's last day."""
        day, known = self.last_day, self.books.units["unit"]
        return [unit["code"] for unit in known if unit.get("valid_from", day) <= day <= unit.get("valid_until", day)]

    @cached_property
    def due(self) -> list[str]:
        return [unit for unit in self.units if self.measures_of(unit)]

    @cached_property
    def reported(self) -> list[str]:
        return [unit for unit in self.due if _counts(self.reports.get(unit, {}))]

    @cached_property
    def missing(self) -> list[str]:
        return [unit for unit in self.due if unit not in self.reported]

    @cached_property
    def late(self) -> list[str]:
        return [unit for unit in self.reported if self.first(unit).date() > self.due_day(unit)]

    @cached_property
    def returned(self) -> list[str]:
        return [unit for unit in self.reported if self.answer(unit).get("verdict") == "returned"]

    @cached_property
    def unclaimed(self) -> list[int]:
        return [number for number in self.books.measures if not any(self.has(unit, number) for unit in self.units)]

    def first(self, unit: str) -> datetime:
        """When the unit's report first came."""
        return datetime.fromisoformat(self.reports[unit]["first_submitted_at"])

    def answer(self, unit: str) -> Table:
        """The receipt for the report that stands, empty where there is none; 退回 stands before 接收."""
        row = self.reports[unit]
        answers = [receipt for receipt in row.get("receipt", ()) if receipt["answers"] == row["seal"]]
        return max(answers, key=lambda receipt: (receipt["verdict"] == "returned", receipt["at"]), default={})


def _counts(row: Table) -> bool:
    return row.get("state") not in (None, "draft", "withdrawn") and bool(row.get("entry") or row.get("decision"))
