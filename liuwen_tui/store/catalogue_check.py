"""A catalogue looked at before it is used: whether it is whole and consistent, and says what the notice says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.notice import Notice
from liuwen_tui.store.catalogue import NOTICE_FILE, builtin_catalogues, inconsistencies, read_catalogue
from liuwen_tui.store.durable import is_there, read_file
from liuwen_tui.store.toml_file import read_table
from liuwen_tui.store.units_file import UNITS_FILE

_LARGEST = 4 * 1024 * 1024
"""Bytes of a notice as published."""
_SHOWN = 20
"""Characters of words that are quoted."""


def catalogue_faults(folder: Path) -> tuple[str, ...]:
    """Returns a sentence for everything that is wrong with the catalogue in that folder, none where nothing is.

    A folder with units alone changes those of the built-in catalogue of its name. Of a file that cannot be read only
    the first thing is told that keeps it from being read. Where the notice as published lies in the folder too, each
    word is held against it; else each only against the length of its span. Raises `Unusable` where there is no folder.
    """
    if not folder.is_dir():
        raise Unusable(f"{folder} 不是文件夹，请写放有 {NOTICE_FILE} 和 {UNITS_FILE} 的文件夹。")
    try:
        return tuple(_faults(folder))
    except Unusable as error:
        return (str(error),)


def _faults(folder: Path) -> Iterator[str]:
    builtin = builtin_catalogues() / folder.resolve().name
    if is_there(builtin / NOTICE_FILE) and is_there(folder / UNITS_FILE) and not is_there(folder / NOTICE_FILE):
        yield from map(str, inconsistencies(read_catalogue(builtin, folder / UNITS_FILE)))
        return
    path, catalogue = folder / NOTICE_FILE, read_catalogue(folder)
    for fault in (*map(str, inconsistencies(catalogue)), *_wrong_words(catalogue.notice, folder)):
        yield f"{path}：{fault}"


def _wrong_words(notice: Notice, folder: Path) -> Iterator[str]:
    table, published = read_table(folder / NOTICE_FILE), None
    seed, digest = table.text("seed"), table.text("seed_sha256")
    if is_there(folder / seed):
        content = read_file(folder / seed, _LARGEST)
        if hashlib.sha256(content).hexdigest() == digest:
            published = content.decode(errors="replace")
        else:
            yield f"seed_sha256 不是 {seed} 的校验码，请核对是不是这份原文。"
    for where, words, (start, end) in _quoted(notice):
        if (published[start:end] != words) if published is not None else (end - start != len(words)):
            yield f"{where}“{words[:_SHOWN]}”和它在原文里的位置 [{start}, {end}) 对不上，请逐字核对。"
    for measure in notice.measures:
        for target in measure.targets:
            if target.quote not in measure.text:
                yield f"目标 {target.id} 的引文不在第{measure.number}项的原文里，请逐字核对。"


def _quoted(notice: Notice) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """All that the catalogue quotes of the notice: where, the words, and their span."""
    for area in notice.areas:
        yield f"类别 {area.name} 的标题", area.heading, area.heading_span
    for measure in notice.measures:
        where = f"第{measure.number}项的"
        yield f"{where}编号", measure.label, measure.label_span
        yield f"{where}标题", measure.title, measure.title_span
        yield f"{where}原文", measure.text, measure.text_span
        yield f"{where}责任单位", measure.responsible, measure.responsible_span
        for target in measure.targets:
            yield f"目标 {target.id} 的引文", target.quote, target.quote_span
