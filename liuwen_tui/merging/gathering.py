"""Reports and summaries read one by one out of files and folders, each joined at once to those read before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY, read_any
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.fate import Brought, brought
from liuwen_tui.domain.foreign import without_absent, without_foreign
from liuwen_tui.domain.joining import Pile
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.succession import absence
from liuwen_tui.domain.summary import Refused, Summary
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.senders import foreign_senders
from liuwen_tui.merging.signatures import Check, unchecked
from liuwen_tui.store.durable import read_file
from liuwen_tui.store.gathering import files_named, files_of
from liuwen_tui.store.office import Office
from liuwen_tui.store.signing import without_signatures

Tell = Callable[[int, int], None]
"""Hears how many files were read, of how many."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found in files."""

    joined: Mapping[str, Summary]
    """The join of all that is of one quarter, by quarter."""
    files: tuple[Brought, ...]
    refused: tuple[Refused, ...]


def is_sent(name: str) -> bool:
    """Tells whether a file of that name is looked for in a folder: all TOML but drafts."""
    return name.endswith(".toml") and not name.endswith(".draft.toml")


def unheard(done: int, total: int) -> None:
    """Tells nobody how far it is."""


def gather(
    office: Office,
    paths: Iterable[Path],
    wanted: Callable[[str], bool] = is_sent,
    tell: Tell = unheard,
    check: Check = unchecked,
) -> Gathered:
    """Returns what the files hold, and those that hold nothing usable, or something that is not used, each with its reason.

    A folder stands for the files below it that have a wanted name, a pattern for what it matches. A signature that was
    given beside its file is no report, and passed over.
    """
    files, refused = _files(paths, wanted)
    refuse_foreign = foreign_senders(office.home, office.catalogue)
    piles: dict[str, Pile] = {}
    read: list[Brought] = []
    catalogues: dict[Quarter, Catalogue] = {}
    for done, file in enumerate(files):
        tell(done, len(files))
        try:
            content = read_file(file, LARGEST_SUMMARY)
            summary = read_any(content, office.catalogue)
            refuse_foreign(file, summary)
            check(file, content, summary)
        except LiuwenError as error:
            refused.append(Refused(str(file), str(error)))
            continue
        quarter = Quarter.parse(summary.quarter)
        catalogue = catalogues[quarter] = catalogues.get(quarter) or office.catalogue_of(quarter)
        summary, absent = without_absent(summary, catalogue)
        summary, foreign = without_foreign(summary, catalogue)
        if absent or foreign:
            refused.append(Refused(str(file), _absent_words(absent, catalogue, quarter) + _foreign_words(foreign, catalogue)))
        if absent and not (summary.own or summary.papers):
            continue
        read.append(brought(str(file), summary))
        if summary.quarter in piles:
            piles[summary.quarter].add(summary)
        else:
            piles[summary.quarter] = Pile(summary)
    return Gathered({quarter: pile.joined for quarter, pile in piles.items()}, tuple(read), tuple(refused))


def _files(paths: Iterable[Path], wanted: Callable[[str], bool]) -> tuple[list[Path], list[Refused]]:
    """Every file once, in the order given."""
    files: dict[Path, None] = {}
    closed: dict[Path, Unusable] = {}
    for path in (each for given in paths for each in files_named(given)):
        found, unread = files_of(path, wanted)
        files |= dict.fromkeys(found)
        closed |= unread
    return without_signatures(files), [Refused(str(folder), str(error)) for folder, error in closed.items()]


def _absent_words(absent: Iterable[Unit], catalogue: Catalogue, quarter: Quarter) -> str:
    said = "；".join(absence(unit, catalogue.units, quarter) for unit in absent)
    return f"{said}，没有计入。" if said else ""


def _foreign_words(foreign: Mapping[str, tuple[int, ...]], catalogue: Catalogue) -> str:
    if not foreign:
        return ""
    said = "；".join(
        f"{catalogue.unit_name(unit)}没有也没有认领第 {'、'.join(map(str, measures))} 项" for unit, measures in foreign.items()
    )
    return f"{said}，没有计入，其余各项已汇总；请让它认领以后再报，或者交办给它。"


def only_quarter(gathered: Gathered) -> Quarter | None:
    """Returns the quarter that all files are of, None where there are none; raises `WrongUse` when there are several."""
    quarters = sorted({file.quarter for file in gathered.files})
    if len(quarters) > 1:
        raise WrongUse(f"这些文件属于几个报告期（{'、'.join(quarters)}），请指定汇总哪一个。", "liuwen merge --quarter 报告期")
    return Quarter.parse(quarters[0]) if quarters else None
