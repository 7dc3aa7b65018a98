"""The lead's board: reports gathered from files and units, joined into one summary, and written out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from liuwen_tui.documents.seal import seal_of
from liuwen_tui.documents.summary_markdown import with_seal_of_toml, write_summary_markdown
from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY, read_any, write_summary
from liuwen_tui.domain.comparison import Overall
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.standing import Standing, stand
from liuwen_tui.domain.summary import Refused, Summary, conflicts, merge, with_decisions, with_receipts
from liuwen_tui.receipts import decisions_in, receipts_in
from liuwen_tui.store.durable import make_folder, read_file, replace_files
from liuwen_tui.store.gathering import files_of, is_missing
from liuwen_tui.store.office import Office
from liuwen_tui.store.overall import overall_in

SUMMARY_TOML = "summary.toml"
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

    def merge(self, paths: Iterable[Path] | None = None, as_of: date | None = None) -> Merged:
        """Returns the join of the reports and summaries in those files and folders, by default all published ones.

        A file that cannot be used is refused by name and the rest goes on.
        """
        if paths is not None:
            found, refused = read_files(self.office, paths)
        else:
            homes = (self.office.home, self.office.home.for_paper())
            outs = (home.out_folder(unit.code) for home in homes for unit in self.catalogue.units)
            found, refused = read_files(self.office, [out for out in outs if not is_missing(out)], self._is_of_this_quarter)
        return self.join(found, refused, as_of)

    def join(self, found: Iterable[tuple[Path, Summary]], refused: Iterable[Refused], as_of: date | None = None) -> Merged:
        """Joins what was read; what is of another quarter is refused by name."""
        notice, turned_away = self.catalogue.notice, list(refused)
        summaries = [Summary(notice.id, notice.digest, str(self.quarter), {})]
        for path, summary in found:
            if summary.quarter == str(self.quarter):
                summaries.append(summary)
            else:
                turned_away.append(Refused(str(path), f"这是 {summary.quarter} 的，现在汇总的是 {self.quarter}。"))
        joined, spoilt = self._with_own_words(merge(summaries))
        overall, torn = overall_in(self.office.home.overall_folder, self.quarter)
        turned_away += [*spoilt, *(Refused(str(path), reason) for path, reason in torn.items())]
        standing = stand(joined, self.catalogue, self.office.settings, as_of)
        return Merged(joined, standing, tuple(sorted(turned_away, key=lambda item: item.file)), as_of, overall)

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

    def write(self, merged: Merged, folder: Path) -> list[Path]:
        """Writes the summary as TOML and Markdown into the folder and returns their paths; raises `Unusable`.

        Both or neither, unless the program is killed between the two renames: the Markdown, which comes last, names the
        seal of the TOML that it was made from, so that the old one beside the new is told from a pair.
        """
        toml = write_summary(merged.summary, self.catalogue)
        settings, refused = self.office.settings, list(merged.refused)
        markdown = write_summary_markdown(merged.summary, merged.standing, self.catalogue, settings, refused, merged.overall)
        contents = {SUMMARY_TOML: toml, SUMMARY_MARKDOWN: with_seal_of_toml(markdown, seal_of(toml))}
        make_folder(folder, folder)
        replace_files({folder / name: content for name, content in contents.items()})
        return [folder / name for name in contents]

    def _is_of_this_quarter(self, name: str) -> bool:
        return _is_sent(name) and name.startswith(f"{self.catalogue.notice.id}_{self.quarter}_")


def _is_sent(name: str) -> bool:
    return name.endswith(".toml") and not name.endswith(".draft.toml")


def read_files(
    office: Office, paths: Iterable[Path], wanted: Callable[[str], bool] = _is_sent
) -> tuple[list[tuple[Path, Summary]], list[Refused]]:
    """Returns what the files hold, in the order given, and those that hold nothing usable, each with its reason.

    A folder stands for the files below it that have a wanted name, by default all TOML but drafts.
    """
    found: list[tuple[Path, Summary]] = []
    refused: list[Refused] = []
    for path in paths:
        files, closed = files_of(path, wanted)
        refused += [Refused(str(folder), str(error)) for folder, error in closed.items()]
        for file in files:
            try:
                found.append((file, read_any(read_file(file, LARGEST_SUMMARY), office.catalogue)))
            except LiuwenError as error:
                refused.append(Refused(str(file), str(error)))
    return found, refused


def only_quarter(found: Iterable[tuple[Path, Summary]]) -> Quarter | None:
    """Returns the quarter that all files are of, None where there are none; raises `WrongUse` when there are several."""
    quarters = sorted({summary.quarter for _, summary in found})
    if len(quarters) > 1:
        raise WrongUse(f"这些文件属于几个报告期（{'、'.join(quarters)}），请用 --quarter 指定汇总哪一个。")
    return Quarter.parse(quarters[0]) if quarters else None
