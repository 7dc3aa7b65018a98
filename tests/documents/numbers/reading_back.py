"""Documents as a reader has them, lines and tables in order, read without the program: Markdown as text, Word and Excel as zipped XML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"^(?:#+ |> |- |  )")
_PRINT_CODES = re.compile(r'&C&14&"[^"]*"')


@dataclass(frozen=True)
class Grid:
    """A table; its cells are text or, in a workbook, figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Decimal, ...], ...]
    is_typed: bool = False
    """True of a workbook's sheet, whose figures and days are numbers."""


@dataclass(frozen=True)
class Series:
    """What a chart has kept of one series of a sheet, to be drawn before anything is reckoned."""

    sheet: str
    column: int
    name: str
    categories: tuple[str, ...]
    values: tuple[Decimal, ...]


Block = str | Grid


def of_markdown(content: bytes) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in (*content.decode().split("\n"), ""):
        if line.startswith("| "):
            rows.append(tuple(_plain(cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]))
            continue
        if rows:
            yield Grid(rows[0], tuple(rows[2:]))
            rows = []
        if line:
            yield _plain(_MARKS.sub("", line).removesuffix("\\")).replace("**", "")


def _plain(text: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", text.replace("<br>", "\n")))


def of_word(content: bytes) -> Iterator[Block]:
    parts = _parts(content)
    yield from _properties(parts)
    for child in parts["word/document.xml"][0]:
        if child.tag == W + "p":
            yield _words(child)
        elif child.tag == W + "tbl":
            head, *rows = (tuple("\n".join(map(_words, cell.iter(W + "p"))) for cell in row.iter(W + "tc")) for row in child.iter(W + "tr"))
            yield Grid(head, tuple(rows))


def _words(element: ET.Element) -> str:
    return "".join("\n" if each.tag == W + "br" else each.text or "" for each in element.iter() if each.tag in (W + "t", W + "br"))


def of_excel(content: bytes) -> Iterator[Block]:
    """What stands over every printed page, then the sheet."""
    parts = _parts(content)
    yield from _properties(parts)
    for name, grid in sheets(content).items():
        yield from (_PRINT_CODES.sub("", header.text or "") for header in parts[_sheet_parts(parts)[name]].iter(S + "oddHeader"))
        yield grid


def sheets(content: bytes) -> dict[str, Grid]:
    """The sheets of a workbook by name."""
    parts = _parts(content)
    texts = ["".join(text.text or "" for text in item.iter(S + "t")) for item in parts["xl/sharedStrings.xml"]]
    found = {}
    for name, part in _sheet_parts(parts).items():
        head, *rows = (tuple(_cell(cell, texts) for cell in row.iter(S + "c")) for row in parts[part].iter(S + "row"))
        found[name] = Grid(tuple(map(str, head)), tuple(rows), is_typed=True)
    return found


def charts(content: bytes) -> Iterator[Series]:
    """Every series of every chart of a workbook."""
    for name, part in _parts(content).items():
        if name.startswith("xl/charts/chart"):
            for series in part.iter(C + "ser"):
                yield _series(series)


def _series(series: ET.Element) -> Series:
    kept = {each.tag: [point.findtext(C + "v") or "" for point in each.iter(C + "pt")] for each in series}
    place = re.fullmatch(r"'?([^'!]+)'?!\$([A-Z])\$2(?::\$\2\$\d+)?", series.findtext(f"{C}val/{C}numRef/{C}f") or "")
    assert place
    return Series(place[1], ord(place[2]) - ord("A"), kept[C + "tx"][0], tuple(kept[C + "cat"]), tuple(map(Decimal, kept[C + "val"])))


def _cell(cell: ET.Element, texts: list[str]) -> str | Decimal:
    value = cell.findtext(S + "v")
    if value is None:
        return ""
    return texts[int(value)] if cell.get("t") == "s" else Decimal(value)


def _sheet_parts(parts: dict[str, ET.Element]) -> dict[str, str]:
    targets = {each.get("Id"): each.get("Target") for each in parts["xl/_rels/workbook.xml.rels"]}
    return {sheet.get("name") or "": f"xl/{targets[sheet.get(R + 'id')]}" for sheet in parts["xl/workbook.xml"].iter(S + "sheet")}


def _properties(parts: dict[str, ET.Element]) -> Iterator[str]:
    """What a file says of itself, but for the fixed day of its making."""
    return (each.text or "" for each in parts["docProps/core.xml"] if each.tag.rpartition("}")[2] not in ("created", "modified"))


def _parts(content: bytes) -> dict[str, ET.Element]:
    with ZipFile(BytesIO(content)) as file:
        return {name: ET.fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}
