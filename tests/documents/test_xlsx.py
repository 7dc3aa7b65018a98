"""The Excel workbook: kinds of cells, nothing typed comes alive, sheets that can be printed, charts; and what LibreOffice makes of it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from liuwen_tui.documents.office.xlsx import write_xlsx
from liuwen_tui.documents.paper import Cell, Column, Heading, Items, Line, Paper, Paragraph, Percentage, Sheet, Table
from liuwen_tui.domain.text import clean
from tests.documents.office_samples import LEDGER, PAPER, elsewhere, members, printed
from tests.hostile import LINES, RAW

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ALIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "http://a.cn", "mailto:a@b.cn", "internal:Sheet1!A1", "external:a.xlsx", "12", "1e5", "2020-12-31")
CONTENT = write_xlsx(PAPER)
PARTS = members(CONTENT)


def table(*cells: Cell, name: str = "表") -> Table:
    return Table(name, (Column("甲", 20),), tuple((cell,) for cell in cells))


def written(*cells: Cell) -> dict[str, Element]:
    return members(write_xlsx(Paper((Sheet("题", (table(*cells),)),))))


def strings(parts: dict[str, Element]) -> list[str]:
    """Every cell of the first sheet that is text, as Excel shows it."""
    shared = ["".join(text.text or "" for text in item.iter(S + "t")) for item in parts["xl/sharedStrings.xml"]]
    cells = (cell for cell in parts["xl/worksheets/sheet1.xml"].iter(S + "c") if cell.get("t") == "s")
    return [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), shared[int(cell.findtext(S + "v") or "")]) for cell in cells]


def number_format(parts: dict[str, Element], cell: Element) -> str:
    styles = parts["xl/styles.xml"]
    used = list(styles.find(S + "cellXfs") or ())[int(cell.get("s") or 0)].get("numFmtId")
    own = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(S + "numFmt")}
    return own.get(used) or {"0": "General", "9": "0%"}[used or ""]


def test_the_same_paper_is_the_same_bytes_anywhere(tmp_path: Path) -> None:
    assert write_xlsx(PAPER) == CONTENT
    assert elsewhere(lambda: write_xlsx(PAPER), tmp_path) == CONTENT
    told = {child.tag.split("}")[1]: child.text for child in PARTS["docProps/core.xml"]}
    assert told == {
        **{"title": PAPER.title, "creator": None, "lastModifiedBy": None},
        **{"created": "2020-01-01T00:00:00Z", "modified": "2020-01-01T00:00:00Z"},
    }


def test_what_was_typed_comes_out_whole_and_as_text() -> None:
    typed = (*LINES, *map(clean, RAW), *ALIVE, "_x0041_", " 前后有空格 ")
    parts = written(*typed)
    assert strings(parts) == ["甲", *typed]
    for name, part in parts.items():
        tags = {each.tag.split("}")[1] for each in part.iter()}
        assert not {"f", "hyperlink", "hyperlinks"} & tags
        assert not [each for each in part.iter() if each.get("TargetMode")], name
    cells = [cell for cell in parts["xl/worksheets/sheet1.xml"].iter(S + "c") if cell.get("t") == "s"]
    looks = list(parts["xl/styles.xml"].find(S + "cellXfs") or ())
    assert {looks[int(cell.get("s") or 0)].get("quotePrefix") for cell in cells} == {"1"}, "nor when the cell is edited"
    assert strings(written("一\x00二\ufffe三\uffff四\ud800五")) == ["甲", "一二三四五"]


def test_figures_shares_and_days_can_be_reckoned_with() -> None:
    parts = written(12, 96.55, Percentage(60), date(2020, 12, 31), None, date(1, 1, 1))
    cells = list(parts["xl/worksheets/sheet1.xml"].iter(S + "c"))[1:]
    kinds = [(cell.get("t"), cell.findtext(S + "v"), number_format(parts, cell)) for cell in cells]
    assert kinds[0] == (None, "12", "General")
    assert (kinds[1][0], float(kinds[1][1] or "")) == (None, 96.55)
    assert kinds[2] == (None, "0.6", "0%")
    assert kinds[3] == (None, "44196", 'yyyy"年"m"月"d"日"')
    assert kinds[4][:2] == (None, None)
    assert strings(parts)[-1] == "1年1月1日", "a day that Excel cannot count"


def test_a_text_longer_than_a_cell_is_cut_and_says_where_the_whole_stands() -> None:
    fits, long = "字" * 32_767, "字😀" * 20_000
    whole, cut = strings(written(fits, long))[1:]
    assert whole == fits
    assert cut.endswith("全文见分单位进展。）")
    assert 32_700 < len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert long.startswith(cut.split("……")[0])


def test_a_sheet_has_a_head_that_stays_a_filter_and_pages_that_can_be_printed() -> None:
    sheet = PARTS["xl/worksheets/sheet1.xml"]
    pane, filtered, page = (next(sheet.iter(S + tag)) for tag in ("pane", "autoFilter", "pageSetup"))
    assert (pane.get("ySplit"), pane.get("state"), filtered.get("ref")) == ("1", "frozen", "A1:F31")
    assert [page.get(name) for name in ("paperSize", "orientation", "fitToHeight")] == ["9", "landscape", "0"]
    assert [next(PARTS["xl/worksheets/sheet2.xml"].iter(S + "pageSetup")).get("orientation")] == ["portrait"]
    assert "— &P —" in (sheet.findtext(f"{S}headerFooter/{S}oddFooter") or "")
    assert "工作台账" in (sheet.findtext(f"{S}headerFooter/{S}oddHeader") or "")
    titles = [name.text for name in PARTS["xl/workbook.xml"].iter(S + "definedName") if name.get("name") == "_xlnm.Print_Titles"]
    assert "工作台账!$1:$1" in titles
    heights = [float(row.get("ht") or 0) for row in sheet.iter(S + "row")]
    assert heights[1] >= 2 * heights[0], "both lines of a cell are seen"
    assert [
        float(column.get("width") or 0) > 2 * wanted.width for column, wanted in zip(sheet.iter(S + "col"), LEDGER.columns, strict=True)
    ]


def test_a_very_long_text_makes_its_column_wider_before_its_row_is_too_high() -> None:
    short, long = (written("字" * count)["xl/worksheets/sheet1.xml"] for count in (20, 1_500))
    widths = [float(next(sheet.iter(S + "col")).get("width") or 0) for sheet in (short, long)]
    assert widths[1] > 2 * widths[0]
    assert max(float(row.get("ht") or 0) for row in long.iter(S + "row")) <= 409


def test_names_of_sheets_are_made_such_as_excel_takes() -> None:
    tables = [table(1, name=name) for name in ("台账", "台账", "a", "A", "甲/乙:[丙]'", "字" * 40, "字" * 40, "")]
    parts = members(write_xlsx(Paper((Sheet("题", tuple(tables)),))))
    names = [sheet.get("name") or "" for sheet in parts["xl/workbook.xml"].iter(S + "sheet")]
    assert names == ["台账", "台账（2）", "a", "A（2）", "甲、乙、、丙、、", "字" * 31, "字" * 27 + "（2）", "表"]


def test_a_chart_stacks_the_rows_of_its_table_in_colours_that_differ_in_grey() -> None:
    charts = [part for name, part in PARTS.items() if name.startswith("xl/charts/")]
    assert len(charts) == 2
    texts = [text.text for text in charts[0].iter(A + "t")]
    assert texts == ["各领域灯号", "数量"]
    assert [next(charts[0].iter(C + tag)).get("val") for tag in ("barDir", "grouping")] == ["bar", "stacked"]
    drawn = list(charts[0].iter(C + "ser"))
    assert [series.findtext(f"{C}val/{C}numRef/{C}f") for series in drawn] == [f"各领域灯号!${column}$2:${column}$3" for column in "BCD"]
    assert {series.findtext(f"{C}cat/{C}strRef/{C}f") for series in drawn} == {"各领域灯号!$A$2:$A$3"}
    fills = [next(series.iter(A + "srgbClr")).get("val") or "" for series in drawn]
    greys = sorted(0.3 * int(fill[:2], 16) + 0.59 * int(fill[2:4], 16) + 0.11 * int(fill[4:], 16) for fill in fills)
    assert greys[1] - greys[0] > 40
    assert greys[2] - greys[1] > 40


def test_a_paper_without_tables_is_a_sheet_of_its_lines() -> None:
    first = Sheet("题", (Line("区政府："), Heading("一、总体", 1), Paragraph("文\n字", "进展"), Items(("甲", "=乙"))))
    paper = Paper((first, Sheet("又一题", (), "附件1")))
    assert strings(members(write_xlsx(paper))) == ["题", "区政府：", "一、总体", "进展：文\n字", "甲", "=乙", "附件1　又一题"]


@pytest.mark.long
def test_libreoffice_prints_every_cell_under_a_head_on_every_page(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("no soffice or no pdftotext on this machine")
    pages = printed(CONTENT, "book.xlsx", tmp_path)
    ledger = [page for page in pages if "台账第" in page]
    assert len(ledger) > 1
    assert all(re.search("序号.*说明", page) for page in ledger)
    assert all(f"台账第{number}行" in "".join(ledger) and f"=1+{number}" in "".join(ledger) for number in range(1, 31))
    assert sum("各领域灯号" in page for page in pages) == 2
    print(f"xlsx: {len(pages)} pages, {len(ledger)} of them the ledger with its head")
