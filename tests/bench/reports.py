"""As many reports as are wanted, of as many units, each with all eighteen measures, the same for the same number."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import tomli_w

from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.fields import entry_fields, read_entry
from tests.conftest import CATALOGUE
from tests.documents.quarters import entry_of, report_of

_SEED = 9
_MEASURES = CATALOGUE.notice.measures
_PAPERS = 4
"""Papers that each entry names: a report then has some 19 KB."""
_TOGETHER = 100


def generate(home: Path, folder: Path, count: int) -> int:
    """Writes a catalogue with that many units more into the home, and a report of each into the folder; returns their bytes."""
    units = [f"u{number:05}" for number in range(count)]
    rows = [{"code": unit, "name": _name(unit), "aliases": [], "keys": [unit], "source": "编的"} for unit in units]
    listed = home / "notices" / CATALOGUE.notice.id / "units.toml"
    listed.parent.mkdir(parents=True)
    listed.write_text(tomli_w.dumps({"format": "liuwen.units/1", "notice": CATALOGUE.notice.id, "unit": rows}), encoding="utf-8")
    folder.mkdir()
    with get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
        return sum(pool.imap_unordered(partial(_write, folder), units, _TOGETHER))


def _write(folder: Path, unit: str) -> int:
    chance = random.Random(f"{_SEED} {unit}")
    papers = tuple(f"湖府办字〔2020〕{chance.randrange(10, 99)}号《关于报送落实情况的报告》" for _ in range(_PAPERS))
    said = {measure.number: replace(entry_of(measure, chance), claimed=True, evidence=papers) for measure in _MEASURES}
    entries = {number: read_entry(entry_fields(entry)) for number, entry in said.items()}  # as a store would hold it
    report = replace(report_of(unit, entries), unit_name=_name(unit))
    content = write_report(report, CATALOGUE)
    (folder / f"{CATALOGUE.notice.id}_2020Q4_{unit}.toml").write_bytes(content)
    return len(content)


def _name(unit: str) -> str:
    return f"第{unit[1:]}号单位"
