"""A document as values: what every format says, before one of them writes it down.

All text in it is what people read and is not escaped; each format escapes in its own file. Typed line breaks stay ``\\n``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from liuwen_tui.domain.days import date_words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a sheet."""

    text: str
    level: int
    """1 ``一、``, 2 ``（一）``, 3 ``1.``, 4 a unit's name; the number is part of the text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; each line of it begins as a paragraph does."""

    text: str
    name: str = ""
    """Stands before the text and a ``：``, set off from it: 工作进展."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the notice, told apart from what units say."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of at least one thing, each on lines of its own."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no paragraph: who it is for, who signs; at the left edge, or at the right."""

    text: str
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A line left free on a page; nothing where there are no pages."""


@dataclass(frozen=True, slots=True)
class Percentage:
    """A whole number of hundredths."""

    value: int


Cell = str | int | float | date | Percentage | None
"""What may stand in a cell of a table; None is an empty one."""


def cell_words(cell: Cell) -> str:
    """Returns a cell as it is read: ``60%``, ``2020年12月31日``, a figure with all its digits, "" for an empty one."""
    match cell:
        case None:
            return ""
        case date():
            return date_words(cell)
        case Percentage():
            return f"{cell.value}%"
        case float():
            return f"{Decimal(repr(cell)):f}"
        case _:
            return str(cell)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    width: int
    """In characters of Chinese, on a page that has 40 to 46 of them beside each other at the size of tables."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table can be drawn: a stacked bar for each row, named by the first column."""

    title: str
    series: tuple[int, ...]
    """Columns that are drawn, from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head that stands again on every page."""

    name: str
    """What the table is called, and its sheet in a workbook: at most 31 characters, none of ``[]:*?/\\``."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each as long as ``columns``."""
    chart: Chart | None = None


Block = Heading | Paragraph | Quotation | Items | Line | Gap | Table


class Volume(StrEnum):
    """The Word document that a sheet stands in; Markdown has all sheets, a workbook the tables of all."""

    REPORT = "report"
    CIRCULAR = "circular"
    PROGRESS = "progress"
    DATA = "data"
    """None: what is too much for pages."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What begins on a page of its own under a title: the text itself, or an annex."""

    title: str
    """``\n`` says where a long one is broken on a page."""
    blocks: tuple[Block, ...]
    mark: str = ""
    """``附件1``, "" for the text itself and for what is no annex of it."""
    is_landscape: bool = False
    volume: Volume = Volume.REPORT

    @property
    def name(self) -> str:
        """The mark and the title in one line."""
        return "　".join(filter(None, (self.mark, self.title.replace("\n", ""))))


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document; its first sheet is the text itself and has the document's title."""

    sheets: tuple[Sheet, ...]
    origin: str = ""
    """A sentence on what it was made from, which office files keep among their properties."""

    @property
    def title(self) -> str:
        return self.sheets[0].name

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(block for sheet in self.sheets for block in sheet.blocks if isinstance(block, Table))

    def volume(self, volume: Volume) -> Paper:
        """Returns the paper of that volume's sheets alone, of which there must be one."""
        return replace(self, sheets=tuple(sheet for sheet in self.sheets if sheet.volume is volume))
