"""The lead's board: reports gathered from files and units, joined into one summary, and written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liuwen_tui.documents.seal import seal_of
from liuwen_tui.documents.summary_markdown import with_seals_of_toml, write_summary_markdown
from liuwen_tui.documents.summary_parts import write_parts
from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY
from liuwen_tui.domain.comparison import Overall
from liuwen_tui.domain.fate import Fate, FileFate, fates
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.standing import Standing, stand
from liuwen_tui.domain.summary import Refused, Summary, conflicts, with_decisions, with_receipts
from liuwen_tui.merging.gathering import Gathered, Tell, gather, is_sent, unheard
from liuwen_tui.merging.parts import name_parts, stale_parts
from liuwen_tui.receipts import decisions_in, receipts_in
from liuwen_tui.store.durable import make_folder, replace_files
from liuwen_tui.store.gathering import is_missing
from liuwen_tui.store.office import Office
from liuwen_tui.store.overall import overall_in

SUMMARY_MARKDOWN = "summary.md"


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
        self.office, self.quarter = office, quarter
        self.catalogue = office.catalogue_of(quarter)

    def renew(self) -> None:
        """Takes up what was set and assigned since the board was opened."""
        self.office = self.office.renewed()
        self.catalogue = self.office.catalogue_of(self.quarter)

    def merge(self, paths: Iterable[Path] | None = None, as_of: date | None = None, tell: Tell = unheard) -> Merged:
        """Returns the join of the reports and summaries in those files and folders, by default all published ones.

        A file that cannot be used is refused by name and the rest goes on. ``tell`` hears how far it is.
        """
        if paths is not None:
            return self.join(gather(self.office, paths, tell=tell), as_of)
        homes = (self.office.home, self.office.home.for_paper())
        outs = (home.out_folder(unit.code) for home in homes for unit in self.catalogue.units)
        return self.join(gather(self.office, [out for out in outs if not is_missing(out)], self._is_of_this_quarter, tell), as_of)

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
        turned_away += [*spoilt, *(Refused(str(path), reason) for path, reason in torn.items())]
        standing = stand(joined, self.catalogue, self.office.settings, as_of)
        refused = tuple(sorted(turned_away, key=lambda item: item.file))
        here = [file for file in gathered.files if file.quarter == str(self.quarter)]
        return Merged(joined, standing, refused, as_of, overall, fates(here, refused, joined))

    def _with_own_words(self, reports: Summary) -> tuple[Summary, list[Refused]]:
        """The summary with what the lead answered and decided, and the files under its folder that cannot be used."""
        home, refused = self.office.home, list[Refused]()
        joined = reports
        for unit in reports.own:
            answers, spoilt = receipts_in(home.receipts_folder(unit), self.quarter, self.catalogue)
            decisions, torn = decisions_in(home.decisions_folder(unit), self.quarter, self.catalogue)
            joined = with_decisions(with_receipts(joined, answers), decisions)
            refused += [Refused(str(path), reason) for path, reason in {**spoilt, **torn}.items()]
        return joined, refused

    def write(self, merged: Merged, folder: Path, largest: int = LARGEST_SUMMARY) -> list[Path]:
        """Writes the summary as TOML, in parts of at most ``largest`` bytes, and as Markdown into the folder; returns their paths.

        All or nothing, unless the program is killed between two renames: the Markdown, which comes last, names the seals
        of the TOML that it was made from, so that the old one beside the new is told from a pair. Parts that an earlier
        summary had there go. Raises `Unusable`.
        """
        tomls = name_parts(write_parts(merged.summary, self.catalogue, largest))
        settings, refused = self.office.settings, list(merged.refused)
        markdown = write_summary_markdown(merged.summary, merged.standing, self.catalogue, settings, refused, merged.overall)
        seals = {name: seal_of(content) for name, content in tomls.items()}
        contents = {**tomls, SUMMARY_MARKDOWN: with_seals_of_toml(markdown, seals)}
        make_folder(folder, folder)
        stale = stale_parts(folder, contents)
        replace_files({folder / name: content for name, content in contents.items()}, and_remove=stale)
        return [folder / name for name in contents]

    def _is_of_this_quarter(self, name: str) -> bool:
        return is_sent(name) and name.startswith(f"{self.catalogue.notice.id}_{self.quarter}_")
