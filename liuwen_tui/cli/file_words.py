"""What became of each file that was merged, in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.fate import Fate, FileFate, UnitFate
from liuwen_tui.domain.text import visible_line

_BESIDE = {
    Fate.CONFLICT: "与 {} 冲突",
    Fate.NEWER: "采用，比 {} 新",
    Fate.OLDER: "没有采用，更新的是 {}",
    Fate.SAME: "与 {} 相同",
}
_ALONE = {
    Fate.CONFLICT: "与已汇总的冲突",
    Fate.OLDER: "没有采用，都有更新的",
    Fate.WITHDRAWN: "已撤回，没有计入",
    Fate.DRAFT: "草稿，没有计入",
}


def files_lines(files: Sequence[FileFate], catalogue: Catalogue) -> Iterator[str]:
    """Yields how many files there are of each kind, then each that was not simply used and what became of it.

    The name of a file stands on a row of its own, to be copied. Why files were refused is said elsewhere.
    """
    counted = Counter(file.fate for file in files)
    told = "　".join(f"{fate.word} {counted[fate]}" for fate in Fate if counted[fate])
    yield f"共 {len(files)} 个文件" + (f"：{told}" if told else "")
    for file in files:
        lines = [
            f"    {catalogue.unit_name(each.unit)}：{_unit_words(each, file.file)}" for each in file.units if each.fate is not Fate.USED
        ]
        yield from map(visible_line, [file.file, *lines] if lines else [])


def _unit_words(each: UnitFate, file: str) -> str:
    beside = Path(each.beside)
    name = beside.name if beside.parent == Path(file).parent else each.beside
    words = _BESIDE[each.fate].format(name) if name else _ALONE[each.fate]
    return f"第 {'、'.join(map(str, each.measures))} 项" + words if each.measures else words
