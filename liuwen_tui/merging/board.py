"""The lead's board: reports gathered from files and units, joined into one summary, and written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liuwen_tui.domain.comparison import Overall
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.fate import Fate, FileFate, fates
from liuwen_tui.domain.joining import with_decisions, with_receipts
from liuwen_tui.domain.manuscript import Final, Written
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import SealedReceipt
from liuwen_tui.domain.standing import Standing, stand
from liuwen_tui.domain.summary import Refused, Summary, conflicts
from liuwen_tui.merging.gathering import Gathered, Tell, gather, is_sent, unheard
from liuwen_tui.merging.signatures import Check, unchecked
from liuwen_tui.receipts import decisions_in, receipts_in
from liuwen_tui.store.archived import Archived, standing_archive
from liuwen_tui.store.gathering import is_missing
from liuwen_tui.store.manuscript import written_in
from liuwen_tui.store.office import Office
from liuwen_tui.store.overall import overall_in


@dataclass(frozen=True, slots=True)
class Merged:
    """A summary with what a person should know of it."""

    summary: Summary
    standing: Standing
    refused: tuple[Refused, ...]
    as_of: date | None = None
    """The day that punctuality was judged at, None for the due day."""
    overall: Mapping[int, Overall] = field(default_factory=dict)
    """综合状态 by measure, where the lead set it."""
    files: tuple[FileFate, ...] = ()
    """What became of each file that was given, sorted by name."""
    written: Written = field(default_factory=Written)
    """What the lead wrote of the report on the quarter."""

    @property
    def final(self) -> Final | None:
        """定稿, None while the report is open."""
        return self.written.final

    @property
    def after_final(self) -> tuple[str, ...]:
        """Codes of the units whose report came, or came anew, after 定稿, in catalogue order: 定稿后报送."""
        final, filings = self.final, self.summary.filings
        return tuple(unit for unit in self.standing.reported if final and filings[unit].seal != final.seals.get(unit))

    @property
    def used(self) -> frozenset[str]:
        """The files of which something was read, be it not all."""
        return frozenset(file.file for file in self.files if file.fate is not Fate.REFUSED)

    @property
    def waits_for_a_person(self) -> bool:
        """True when a conflict must be decided or a file was refused."""
        return bool(self.refused or conflicts(self.summary))


class Board:
    """The lead's desk for one quarter."""

    def __init__(self, office: Office, quarter: Quarter) -> None:
        """Raises `WrongUse` for a quarter before the notice's first."""
        office.catalogue.notice.refuse_before_first(quarter)
        self.office, self.quarter = office, quarter
        self.catalogue = office.catalogue_of(quarter)

    def renew(self) -> None:
        """Takes up what was set and assigned since the board was opened."""
        self.office = self.office.renewed()
        self.catalogue = self.office.catalogue_of(self.quarter)

    @property
    def archived(self) -> Archived | None:
        """How the keeper closed the quarter, None while it is open."""
        return standing_archive(self.office.home.archived_file, self.quarter)

    def refuse_archived(self) -> None:
        """Raises `NotAllowed` where the keeper closed the quarter."""
        self.office.home.refuse_archived(self.quarter)

    def merge(
        self, paths: Iterable[Path] | None = None, as_of: date | None = None, tell: Tell = unheard, check: Check = unchecked
    ) -> Merged:
        """Returns the join of the reports and summaries in those files and folders, by default all published ones.

        A file that cannot be used is refused by name and the rest goes on. ``tell`` hears how far it is.
        """
        if paths is not None:
            return self.join(gather(self.office, paths, tell=tell, check=check), as_of)
        homes = (self.office.home, self.office.home.for_paper())
        outs = (home.out_folder(unit.code) for home in homes for unit in self.catalogue.units)
        return self.join(gather(self.office, [out for out in outs if not is_missing(out)], self._is_of_this_quarter, tell, check), as_of)

    def join(self, gathered: Gathered, as_of: date | None = None) -> Merged:
        """Joins what was read with the lead's answers; what is of another quarter is refused by name."""
        notice, turned_away = self.catalogue.notice, list(gathered.refused)
        turned_away += [
            Refused(file.file, f"这是 {file.quarter} 的，现在汇总的是 {self.quarter}，请分开汇总。")
            for file in gathered.files
            if file.quarter != str(self.quarter)
        ]
        nothing = Summary(notice.id, notice.digest, str(self.quarter), {})
        joined, spoilt = self._with_own_words(gathered.joined.get(str(self.quarter), nothing))
        overall, torn = overall_in(self.office.home.overall_folder, self.quarter)
        written, unread = written_in(self.office.home.manuscript_folder, self.quarter)
        turned_away += [*spoilt, *(Refused(str(path), reason) for path, reason in {**torn, **unread}.items())]
        standing = stand(joined, self.catalogue, self.office.settings, as_of)
        refused = tuple(sorted(turned_away, key=lambda item: item.file))
        here = [file for file in gathered.files if file.quarter == str(self.quarter)]
        return Merged(joined, standing, refused, as_of, overall, fates(here, refused, joined), written)

    def _with_own_words(self, reports: Summary) -> tuple[Summary, list[Refused]]:
        """The summary with what the lead answered and decided, and the files under its folder that cannot be used."""
        home, refused = self.office.home, list[Refused]()
        answers, decisions = list[SealedReceipt](), list[Decision]()
        for unit in reports.own:
            answered, spoilt = receipts_in(home.receipts_folder(unit), self.quarter, self.catalogue)
            decided, torn = decisions_in(home.decisions_folder(unit), self.quarter, self.catalogue)
            answers += answered
            decisions += decided
            refused += [Refused(str(path), reason) for path, reason in {**spoilt, **torn}.items()]
        return with_decisions(with_receipts(reports, answers), decisions), refused

    def _is_of_this_quarter(self, name: str) -> bool:
        return is_sent(name) and name.startswith(f"{self.catalogue.notice.id}_{self.quarter}_")
