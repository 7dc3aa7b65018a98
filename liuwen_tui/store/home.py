"""Where things are kept in a home. Source: design.md, section 4."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.store.archived import refuse_archived
from liuwen_tui.store.quarter_store import QuarterStore
from liuwen_tui.store.tables import Key


@dataclass(frozen=True, slots=True)
class Home:
    """A LIUWEN_HOME and one notice in it."""

    root: Path
    notice: str
    desks: str = "units"
    """Folder of the notice in which units' stores and exports lie."""

    def for_paper(self) -> Home:
        """Returns the home in which the lead keeps a store for each unit that reports on paper, all of it under ``lead/``."""
        return replace(self, desks="lead/on-behalf")

    @property
    def notice_folder(self) -> Path:
        return self.root / "notices" / self.notice

    def unit_folder(self, unit: str) -> Path:
        return self.notice_folder / self.desks / unit

    def out_folder(self, unit: str) -> Path:
        """Where a unit's exports lie: all that the lead reads of it."""
        return self.unit_folder(unit) / "out"

    def drafts_folder(self, unit: str) -> Path:
        """Where what people of the unit are typing is kept until it is saved."""
        return self.unit_folder(unit) / "drafts"

    def inbox(self, unit: str) -> Path:
        """Where the receipts lie that a unit took in."""
        return self.unit_folder(unit) / "inbox"

    @property
    def lead_folder(self) -> Path:
        """All that the lead keeps of the notice."""
        return self.notice_folder / "lead"

    @property
    def assignments_file(self) -> Path:
        """What the lead gave to units, which every unit reads."""
        return self.notice_folder / "assignments.toml"

    @property
    def archived_file(self) -> Path:
        """Which quarters the keeper closed, which everybody reads."""
        return self.notice_folder / "archived.toml"

    def refuse_archived(self, quarter: Quarter) -> None:
        """Raises `NotAllowed` where the keeper closed the quarter."""
        refuse_archived(self.archived_file, quarter)

    def receipts_folder(self, unit: str) -> Path:
        """Where the lead leaves receipts for a unit, which may read them."""
        return self.lead_folder / "receipts" / unit

    @property
    def overall_folder(self) -> Path:
        """Where 综合状态 is kept that the lead set."""
        return self.lead_folder / "overall"

    @property
    def manuscript_folder(self) -> Path:
        """Where the lead's own words in the report are kept, and 定稿."""
        return self.lead_folder / "manuscript"

    def documents_folder(self, quarter: Quarter) -> Path:
        """Where the finished documents of a quarter lie."""
        return self.lead_folder / "documents" / str(quarter)

    def decisions_folder(self, unit: str) -> Path:
        """Where the lead keeps what it decided of a unit's conflicts."""
        return self.lead_folder / "decisions" / unit

    @property
    def lead_drafts_folder(self) -> Path:
        """Where what the lead is writing is kept until it is saved or decided."""
        return self.lead_folder / "drafts"

    def store(self, unit: str, quarter: Quarter, wait: float) -> QuarterStore:
        """Returns the store of a unit and quarter; ``wait`` is how many seconds a save waits for the lock."""
        key = Key(self.notice, unit, str(quarter))
        return QuarterStore(self.root, self.unit_folder(unit), key, wait, partial(self.refuse_archived, quarter))

    def quarters_kept(self, unit: str) -> list[Quarter]:
        """Returns the quarters that the unit has a store for, or had one whose history is left, earliest first."""
        kept = (self.unit_folder(unit).glob(f"20[0-9][0-9]Q[1-4].{ending}") for ending in ("json", "history.jsonl"))
        return sorted({Quarter.parse(path.name.split(".")[0]) for paths in kept for path in paths})
