"""Merging holds one report at a time beside what goes into the summary, told by what Python has allocated."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.fields import entry_fields, read_entry
from liuwen_tui.merging.gathering import gather
from tests.conftest import CATALOGUE, open_desk
from tests.documents.quarters import entry_of, report_of

_FEW, _MANY = 2, 16


def test_copies_of_a_report_take_little_more_memory_than_one_while_they_are_merged(home: Path, tmp_path: Path) -> None:
    """All are one report in the summary: were the bytes of each kept, or what was read of them, it would show."""
    chance = random.Random(9)
    said = {measure.number: read_entry(entry_fields(entry_of(measure, chance))) for measure in CATALOGUE.notice.measures}
    content = write_report(report_of("fgw", said), CATALOGUE)
    files = [tmp_path / f"{number:02}.toml" for number in range(_MANY)]
    for file in files:
        file.write_bytes(content)
    office = open_desk(home, "fgw").office
    gather(office, files[:_FEW])  # what is made once for all is made

    def peak(some: list[Path]) -> int:
        tracemalloc.start()
        assert len(gather(office, some).joined["2020Q4"].own) == 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few, many = peak(files[:_FEW]), peak(files)
    assert few < 20 * len(content)
    assert many - few < (_MANY - _FEW) * len(content) / 2
