"""Every number in every document of a quarter can be had again from ``summary.toml``: no digit in them was typed, and each is counted anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from liuwen_tui.store.catalogue import builtin_catalogues
from tests.documents.numbers.books import Books, read_toml
from tests.documents.numbers.checking import Checker
from tests.documents.numbers.grids import rows_of
from tests.documents.numbers.grounds import settled_lines
from tests.documents.numbers.phrases import PHRASES, Place
from tests.documents.numbers.reading_back import Block, Grid, Series, charts, of_excel, of_markdown, of_word, sheets
from tests.documents.numbers.recount import Recount
from tests.documents.numbers.three_quarters import QUARTERS, Written, write_quarters

NOTICE = "qsh-2020-25"
READERS: dict[str, Callable[[bytes], Iterator[Block]]] = {".md": of_markdown, ".docx": of_word, ".xlsx": of_excel}
ALTERED = {"2020Q3": ("summary.md",), "2020Q4": ("summary.md", "summary.xlsx")}
"""The documents in which every figure is changed in turn: together they have every phrase."""
FIGURES = re.compile(r"[0-9a-f]{16,}|\d+(?:\.\d+)?")


def books_of(home: Path) -> Books:
    catalogue = builtin_catalogues() / NOTICE
    notice = read_toml(catalogue / "notice.toml")
    seed = (builtin_catalogues().with_name("seeds") / notice["seed"]).read_text(encoding="utf-8")
    assignments = home / "notices" / NOTICE / "assignments.toml"
    return Books(notice, read_toml(catalogue / "units.toml"), seed, read_toml(home / "liuwen.toml"), read_toml(assignments))


def checkers(home: Path, written: dict[str, Written]) -> dict[str, Checker]:
    """What holds the documents of each quarter against the summary that lies beside them."""
    books, lead, found, earlier = books_of(home), home / "notices" / NOTICE / "lead", {}, ()
    refused = tuple(str(path) for path in home.rglob("*坏.toml"))
    for name in QUARTERS:
        overall = {row["measure"]: row["status"] for row in map(read_toml, (lead / "overall").glob(f"{name}_*.toml"))}
        closings = read_toml(lead / "manuscript" / f"{name}_final.toml").get("act", [{"at": ""}])
        given = tuple(path for path in refused if name in path)
        count = Recount(written[name].folder / "summary.toml", books, overall, earlier, len(given), closings[-1]["at"])
        finished = replace(count, path=lead / "documents" / name / "summary.toml") if count.final_at else None
        found[name] = Checker(count, given, finished)
        earlier = (*earlier, count)
    return found


def documents(folder: Path) -> dict[str, list[Block]]:
    return {path.name: list(READERS[path.suffix](path.read_bytes())) for path in folder.iterdir() if path.suffix in READERS}


def altered(text: str) -> Iterator[str]:
    """The text with one of its figures changed, each in turn."""
    for match in FIGURES.finditer(text):
        figure = match[0]
        last = figure[-1]
        other = str((int(last) + 1) % 10) if last.isdigit() else "0"
        yield text[: match.start()] + figure[:-1] + other + text[match.end() :]


def tried(checker: Checker, blocks: Iterable[Block]) -> Iterator[tuple[str, bool]]:
    """Every text and row with one changed figure in it, and whether the checker objects."""
    at = Place()
    for block in blocks:
        if isinstance(block, Grid):
            yield from tried_in_grid(checker, block)
            continue
        yield from ((text, bool(checker.of_text(text, at.copy()))) for text in altered(block))
        checker.of_text(block, at)


def tried_in_grid(checker: Checker, grid: Grid) -> Iterator[tuple[str, bool]]:
    for row, expected in zip(grid.rows, rows_of(grid.columns, checker.count), strict=True):
        for place, cell in enumerate(row):
            for other in [cell + 1] if isinstance(cell, Decimal) else altered(cell):
                changed = (*row[:place], other, *row[place + 1 :])
                yield f"{grid.columns[place]}：{changed}", bool(checker.of_row(grid, changed, expected))


def changed_charts(series: Series) -> Iterator[Series]:
    """The series with one figure in it changed, each in turn."""
    for index, value in enumerate(series.values):
        yield replace(series, values=(*series.values[:index], value + 1, *series.values[index + 1 :]))


def assert_charts_tell_what_their_sheets_do(checker: Checker, workbook: bytes) -> None:
    grids, drawn = sheets(workbook), list(charts(workbook))
    assert len(drawn) == 20 and [wrong for series in drawn for wrong in checker.of_chart(series, grids)] == []
    assert all(checker.of_chart(other, grids) for series in drawn for other in changed_charts(series))


def assert_a_wrong_figure_is_seen(checker: Checker, blocks: Iterable[Block]) -> None:
    outcomes = list(tried(checker, blocks))
    assert [text for text, is_seen in outcomes if not is_seen] == [] and len(outcomes) > 400


def test_every_number_in_every_document_is_had_again_from_the_summary_and_a_wrong_one_is_seen(home: Path) -> None:
    written = write_quarters(home)
    checks = checkers(home, written)
    for name, checker in checks.items():
        found = documents(written[name].folder)
        assert {Path(document).suffix for document in found} == READERS.keys()
        assert {document: checker.objections(blocks) for document, blocks in found.items()} == {document: [] for document in found}
        assert checker.objections(line for part in written[name].parts for line in (part.title, *part.drafted.split("\n"))) == []
        assert_charts_tell_what_their_sheets_do(checker, (written[name].folder / "summary.xlsx").read_bytes())
        assert not {*settled_lines(checker.count)} - {*map(str, found["summary.md"])}
        for document in ALTERED.get(name, ()):
            assert_a_wrong_figure_is_seen(checker, found[document])
    assert PHRASES.keys() - set().union(*(checks[name].used for name in ALTERED)) == set()
    finished = checks["2020Q3"].final
    assert finished and Checker(finished).objections(documents(finished.path.parent)["summary.md"]) == []
