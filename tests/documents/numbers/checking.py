"""Holds every number of a document against what the quarter amounts to, and objects to each that is wrong or unaccounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from tests.documents.numbers.grids import Row, fits, rows_of
from tests.documents.numbers.phrases import ALL, COUNTED_ANEW, NUMBERINGS, Place, holds, pattern
from tests.documents.numbers.reading_back import Block, Grid, Series
from tests.documents.numbers.recount import Recount

_DIGIT = re.compile(r"\d")
_LONGEST_NAME = 40
"""What is longer and has no figure names nothing that one is about."""
_ADDRESSEE = "区政府："
"""With this the text of the report begins, which goes up to the first annex."""
_PATTERNS = {phrase: re.compile(pattern(phrase)) for phrase in ALL}
_IN_ORDER = list(ALL)


@dataclass
class Checker:
    """For the documents of one quarter."""

    count: Recount
    given: tuple[str, ...] = ()
    """What was typed elsewhere and has digits, such as the path of a file that was refused."""
    final: Recount | None = None
    """What the quarter amounted to when its report was finished, which the text of the report tells of."""
    used: set[str] = field(default_factory=set)
    """The phrases that were met."""

    def objections(self, blocks: Iterable[Block]) -> list[str]:
        """Returns what is wrong in a document."""
        at, found = Place(), list[str]()
        for block in blocks:
            found += self.of_grid(block) if isinstance(block, Grid) else self.of_text(block, at)
        return found

    def of_text(self, text: str, at: Place) -> list[str]:
        """Returns what is wrong in a text, the next one behind what ``at`` tells of, and moves that on."""
        return list(self._of_text(text, at))

    def _of_text(self, text: str, at: Place) -> Iterator[str]:
        if text in self._quotations or (len(text) > _LONGEST_NAME and not _DIGIT.search(text)):
            return
        at.is_letter |= text == _ADDRESSEE
        end, named = 0, 0
        for match in self._tokens.finditer(text):
            if _DIGIT.search(text, end, match.start()):
                yield f"“{text[end : match.start()]}”里的数没有出处：{text}"
            name = str(match.lastgroup)
            if name.startswith("p"):
                yield from self._of_phrase(_IN_ORDER[int(name[1:])], match, at)
            elif name == "unit":
                self._name_unit(match[0], at, goes_on=text[named : match.start()] == "、")
                named = match.end()
            elif name in ("title", "target", "area"):
                self._name(name, match[0], at)
            end = match.end()
        if _DIGIT.search(text, end):
            yield f"“{text[end:]}”里的数没有出处：{text}"

    def _of_phrase(self, phrase: str, match: re.Match[str], at: Place) -> Iterator[str]:
        self.used.add(phrase)
        said = _PATTERNS[phrase].match(match.string, match.start()).groups()  # type: ignore[union-attr]
        if phrase in COUNTED_ANEW:
            at.number = 0
        if phrase in ("{n}项措施中，", "共{n}项措施，"):
            at.is_of_area = phrase.startswith("共")
        if phrase.startswith("版本"):
            at.version = said[0]
        try:
            wanted = ALL[phrase](self._count_at(at), at)
        except LookupError:
            wanted = None  # what it would be said of is not there
        if phrase in NUMBERINGS:
            at.number = int(said[0])
        if phrase == "^附件{n}":
            at.annex, at.is_letter = int(said[0]), False
        if not holds(wanted, said):
            yield f"“{match[0]}”应为 {wanted}：{match.string}"

    def _count_at(self, at: Place) -> Recount:
        return self.final if self.final and at.is_letter else self.count

    def _name_unit(self, name: str, at: Place, goes_on: bool) -> None:
        code = next(code for code, known in self.count.books.names.items() if known == name)
        at.units, at.version = [*(at.units if goes_on else ()), code], ""

    def _name(self, kind: str, name: str, at: Place) -> None:
        books = self.count.books
        if kind == "area":
            at.area = name
        elif kind == "title":
            at.measure = next(number for number, measure in books.measures.items() if measure["title"] == name)
        else:
            at.measure, at.target = next(row for row in books.targets.values() if row[1]["name"] == name)

    def of_grid(self, grid: Grid) -> list[str]:
        """Returns what is wrong in a table."""
        wanted = rows_of(grid.columns, self.count)
        if len(wanted) != len(grid.rows):
            return [f"{grid.columns}应有 {len(wanted)} 行，实有 {len(grid.rows)} 行"]
        return [wrong for row, expected in zip(grid.rows, wanted, strict=True) for wrong in self.of_row(grid, row, expected)]

    def of_row(self, grid: Grid, row: Sequence[str | Decimal], expected: Row) -> list[str]:
        """Returns what is wrong in a row of the table, of which that is expected."""
        at, found = Place(is_row=True), list[str]()
        for column, cell in zip(grid.columns, row, strict=True):
            if column not in expected:
                found += self.of_text(str(cell), at)
            elif not fits(cell, expected[column], grid.is_typed):
                found.append(f"“{column}”是“{cell}”，应为“{expected[column]}”：{row}")
        return found

    def of_chart(self, series: Series, grids: Mapping[str, Grid]) -> list[str]:
        """Returns what is wrong in what a chart has kept of the sheets, which are held against the quarter themselves."""
        grid = grids[series.sheet]
        drawn = (grid.columns[series.column], *zip(*((row[0], row[series.column]) for row in grid.rows), strict=True))
        kept = (series.name, series.categories, series.values)
        return [] if drawn == kept else [f"{series.sheet}的图里是 {kept}，表里是 {drawn}"]

    @cached_property
    def _quotations(self) -> set[str]:
        """The notice's own words, which stand in its text."""
        texts = {measure["text"] for measure in self.count.books.measures.values()}
        assert all(text in self.count.books.seed for text in texts)
        return texts

    @cached_property
    def _tokens(self) -> re.Pattern[str]:
        """All that is looked for in a text: what is named, and the phrases."""
        books = self.count.books
        names = {
            "target": [target["name"] for _, target in books.targets.values()],
            "title": [measure["title"] for measure in books.measures.values()],
            "area": [area["name"] for area in books.notice["area"]],
            "unit": [*books.names.values()],
            "given": [books.notice["document_number"], self.count.label, *self.given],
        }
        tokens = [f"(?P<{kind}>{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})" for kind, known in names.items()]
        tokens += [f"(?P<p{index}>{re.sub(r'[(](?![?])', '(?:', pattern(phrase))})" for index, phrase in enumerate(ALL)]
        return re.compile("|".join(tokens))
