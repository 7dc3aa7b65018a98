"""The Word document: pages, lines and letters as GB/T 9704-2012 wants them, read from the XML; and what LibreOffice makes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from liuwen_tui.documents.office.docx import write_docx
from liuwen_tui.documents.office.fonts import FONTS
from liuwen_tui.documents.paper import Column, Gap, Items, Paper, Paragraph, Sheet, Table, Volume
from liuwen_tui.domain.text import clean
from tests.documents.office_samples import LEDGER, LONG, PAPER, elsewhere, members, printed
from tests.hostile import LINES, RAW

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MILLIMETRE = 1440 / 25.4
CONTENT = write_docx(PAPER)
PARTS = members(CONTENT)
BODY = PARTS["word/document.xml"]
STYLES = {style.get(W + "styleId"): style for style in PARTS["word/styles.xml"]}


def values(element: Element | None) -> dict[str, str]:
    assert element is not None
    return {name.removeprefix(W): value for name, value in element.attrib.items()}


def text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def paragraphs(root: Element, style: str) -> list[str]:
    found = (each for each in root.iter(W + "p") if values(each.find(f"{W}pPr/{W}pStyle"))["val"] == style)
    return [text_of(each) for each in found]


def style_of(name: str, part: str, tag: str) -> dict[str, str]:
    return values(STYLES[name].find(f"{W}{part}/{W}{tag}"))


def test_the_same_paper_is_the_same_bytes_anywhere(tmp_path: Path) -> None:
    assert write_docx(PAPER) == CONTENT
    assert elsewhere(lambda: write_docx(PAPER), tmp_path) == CONTENT


def test_nothing_of_a_template_nor_a_name_is_left_in_it() -> None:
    assert {name for name in PARTS if not name.endswith(".rels")} == {
        *("[Content_Types].xml", "docProps/core.xml", "word/document.xml", "word/styles.xml", "word/settings.xml"),
        *("word/fontTable.xml", "word/footer1.xml", "word/footer2.xml"),
    }
    told = {child.tag.split("}")[1]: child.text for child in PARTS["docProps/core.xml"]}
    assert told == {"title": PAPER.title, "creator": None, "created": "2020-01-01T00:00:00Z", "modified": "2020-01-01T00:00:00Z"}


def test_pages_have_the_margins_the_grid_and_the_turn_of_the_standard() -> None:
    sections = list(BODY.iter(W + "sectPr"))
    turned = [values(section.find(W + "pgSz")).get("orient") for section in sections]
    assert turned == [None, "landscape", None]
    assert [values(section.find(W + "type"))["val"] for section in sections] == ["nextPage"] * 3
    for section, wide in zip(sections, (210, 297, 210), strict=True):
        size, margin = values(section.find(W + "pgSz")), values(section.find(W + "pgMar"))
        assert round(int(size["w"]) / MILLIMETRE) == wide
        sides = [round(int(margin[side]) / MILLIMETRE) for side in ("top", "bottom", "left", "right")]
        assert sides == ([37, 35, 28, 26] if wide == 210 else [28, 26, 35, 37])
        assert values(section.find(W + "docGrid")) == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
    assert style_of("BodyText", "pPr", "spacing") == {"before": "0", "after": "0", "line": "579", "lineRule": "exact"}


def test_every_page_has_its_number_at_the_outer_edge() -> None:
    assert PARTS["word/settings.xml"].find(W + "evenAndOddHeaders") is not None
    for section in BODY.iter(W + "sectPr"):
        assert [values(each)["type"] for each in section.iter(W + "footerReference")] == ["default", "even"]
        assert section.find(W + "pgNumType") is None, "numbers run on"
    for part, style, edge in (("word/footer1.xml", "FooterOdd", "right"), ("word/footer2.xml", "FooterEven", "left")):
        assert paragraphs(PARTS[part], style) == ["— 1 —"]
        assert [values(field)["instr"] for field in PARTS[part].iter(W + "fldSimple")] == ["PAGE"]
        assert (style_of(style, "pPr", "jc")["val"], style_of(style, "pPr", "ind")[f"{edge}Chars"]) == (edge, "100")
        assert (style_of(style, "rPr", "sz")["val"], style_of(style, "rPr", "rFonts")["eastAsia"]) == ("28", "宋体")


def test_every_letter_has_its_font_and_none_is_bold_slanted_or_coloured() -> None:
    roots = (BODY, PARTS["word/footer1.xml"], PARTS["word/footer2.xml"])
    runs = [run for root in roots for run in root.iter(W + "r")]
    for run in runs:
        fonts = values(run.find(f"{W}rPr/{W}rFonts"))
        assert fonts["hint"] == "eastAsia"
        assert len({fonts[script] for script in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1
        assert fonts["eastAsia"] in FONTS
        assert values(run.find(f"{W}rPr/{W}lang"))["eastAsia"] == "zh-CN"
    assert len(runs) > 200
    for root in (*roots, PARTS["word/styles.xml"]):
        assert not [each.tag for each in root.iter() if each.tag in {W + tag for tag in ("b", "bCs", "i", "u", "color", "shd")}]


@pytest.mark.parametrize(
    ("style", "font", "size", "outline"),
    [
        ("Title", "方正小标宋简体", "44", "0"),
        ("Heading1", "黑体", "32", "0"),
        ("Heading2", "楷体_GB2312", "32", "1"),
        ("Heading3", "仿宋_GB2312", "32", "2"),
        ("Heading4", "楷体_GB2312", "32", "3"),
        ("BodyText", "仿宋_GB2312", "32", None),
        ("Quote", "楷体_GB2312", "32", None),
        ("Mark", "黑体", "32", None),
    ],
)
def test_each_kind_of_paragraph_looks_as_it_should(style: str, font: str, size: str, outline: str | None) -> None:
    assert paragraphs(BODY, style), "it is used"
    assert (style_of(style, "rPr", "rFonts")["eastAsia"], style_of(style, "rPr", "sz")["val"]) == (font, size)
    level = STYLES[style].find(f"{W}pPr/{W}outlineLvl")
    assert (None if level is None else values(level)["val"]) == outline
    assert (STYLES[style].find(f"{W}pPr/{W}keepNext") is not None) == (outline is not None)


def test_every_line_of_a_paragraph_begins_two_characters_in() -> None:
    for style in ("BodyText", "Quote", "Heading1", "Heading2", "Heading3", "Heading4"):
        indents = style_of(style, "pPr", "ind")
        assert (indents["firstLine"], indents["firstLineChars"]) == ("628", "200")
    assert style_of("Quote", "pPr", "ind")["leftChars"] == "200"
    assert paragraphs(BODY, "BodyText")[:5] == ["工作进展：  “六稳”——已办结12件……", "第二行", "（1）一项；", "（2）又一项", "两行。"]
    assert paragraphs(BODY, "LineLeft") == ["区政府："]
    assert paragraphs(BODY, "LineRight") == ["2021年1月15日"]
    assert (style_of("LineRight", "pPr", "jc")["val"], style_of("LineRight", "pPr", "ind")["rightChars"]) == ("right", "200")
    name = next(run for run in BODY.iter(W + "r") if text_of(run) == "工作进展：")
    assert values(name.find(f"{W}rPr/{W}rFonts"))["eastAsia"] == "楷体_GB2312", "set off without bold"


def test_a_table_has_thin_lines_a_head_on_every_page_and_rows_that_stay_whole() -> None:
    first, *others = BODY.iter(W + "tbl")
    assert len(others) == 2
    assert {values(edge)["val"] for edge in first.find(f"{W}tblPr/{W}tblBorders") or ()} == {"single"}
    assert values(first.find(f"{W}tblPr/{W}tblLayout"))["type"] == "fixed"
    rows = list(first.iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 30
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [text_of(cell) for cell in rows[0].iter(W + "tc")] == [column.name for column in LEDGER.columns]
    assert [text_of(cell) for cell in rows[1].iter(W + "tc")][2:] == ["61%", "2020年12月31日", "1.1", "台账第1行=1+1"]
    widths = [int(values(column)["w"]) for column in first.iter(W + "gridCol")]
    page = 16838 - 1984 - 2098
    assert page - len(widths) <= sum(widths) <= page
    body = list(BODY[0])
    assert not [pair for pair in pairwise(body) if [each.tag for each in pair] == [W + "tbl"] * 2], "two tables would be one"
    assert body[-2].tag == W + "p", "Word wants a paragraph after the last table"


def test_a_row_higher_than_a_page_may_break_and_no_other() -> None:
    """LibreOffice cuts off what does not fit where a row may not break."""
    rows = tuple(("字" * count,) for count in (10, 140, 3000))
    for is_landscape, broken in ((False, [False, False, True]), (True, [False, True, True])):
        sheet = Sheet(
            "题", (Table("表", (Column("甲", 5), Column("乙", 35)), tuple((*row, "短") for row in rows)),), is_landscape=is_landscape
        )
        written = list(members(write_docx(Paper((sheet,))))["word/document.xml"].iter(W + "tr"))[1:]
        assert [row.find(f"{W}trPr/{W}cantSplit") is None for row in written] == broken


def test_a_paper_says_among_its_properties_what_it_was_made_from_and_a_title_may_stand_on_two_lines() -> None:
    paper = Paper((Sheet("关于某事\n的报告", (Gap(),)), Sheet("附表", (), "附件1", volume=Volume.DATA)), "本文与某文件是一对。")
    parts = members(write_docx(paper.volume(Volume.REPORT)))
    told = {child.tag.split("}")[1]: child.text for child in parts["docProps/core.xml"]}
    assert (told["title"], told["description"]) == ("关于某事的报告", "本文与某文件是一对。")
    assert [text_of(each) for each in parts["word/document.xml"].iter(W + "p")] == ["关于某事", "的报告", ""]


def test_what_was_typed_comes_out_whole_in_text_and_in_cells() -> None:
    typed = (*LINES, *map(clean, RAW), "_x0041_ ＆ &amp; \x85\ufeff")
    table = Table("表", (Column("甲", 30),), tuple((text,) for text in typed))
    body = members(write_docx(Paper((Sheet("题", (Items(typed), table)),))))["word/document.xml"]
    lines = [line for text in typed for line in text.split("\n")]
    assert paragraphs(body, "BodyText") == lines
    assert paragraphs(body, "Cell24") == lines
    assert all(text.get(SPACE) == "preserve" for text in body.iter(W + "t"))


def test_only_what_xml_forbids_is_left_out() -> None:
    sheet = Sheet("题\x0b\ufffe", (Paragraph("一\x00二\ufffe三\uffff四\ud800五\U0010ffff"),))
    parts = members(write_docx(Paper((sheet,))))
    assert paragraphs(parts["word/document.xml"], "BodyText") == ["一二三四五\U0010ffff"]
    assert paragraphs(parts["word/document.xml"], "Title") == ["题"]


def test_a_machine_without_the_libraries_is_told_so_and_loads_nothing_for_other_commands() -> None:
    script = """
import sys
from liuwen_tui.documents.office import docx, fonts, xlsx
from liuwen_tui.documents.paper import Paper, Sheet
from liuwen_tui.domain.errors import Unusable
assert not {"docx", "lxml", "xlsxwriter"} & sys.modules.keys()
sys.modules["docx"] = sys.modules["xlsxwriter"] = None
for write in docx.write_docx, xlsx.write_xlsx:
    try:
        write(Paper((Sheet("题", ()),)))
    except Unusable as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", script], check=True, capture_output=True)
    assert (
        done.stdout.decode().splitlines() == ["没有装写 docx 和 xlsx 的部分，请管理员安装 liuwen 的 office 部分，或者先用 Markdown。"] * 2
    )


@pytest.mark.long
def test_libreoffice_prints_22_lines_of_28_characters_and_loses_nothing(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("no soffice or no pdftotext on this machine")
    plain = printed(write_docx(Paper((Sheet("满版", (Paragraph(LONG),)),))), "full.docx", tmp_path)
    rows = [[line.strip() for line in page.splitlines() if line.strip()] for page in plain]
    assert len(rows) > 2
    for number, (*lines, foot) in enumerate(rows[1:-1], 2):
        assert [len(line) for line in lines] == [28] * 22
        assert foot.replace(" ", "") == f"—{number}—"
    assert "".join(line for page in rows for line in page[:-1]) == "满版" + LONG
    pages = printed(CONTENT, "all.docx", tmp_path)
    ledger = [page for page in pages if "台账第" in page]
    assert len(ledger) > 1
    assert all(re.search("序号.*说明", page) for page in ledger), "the head stands on every page"
    flat = re.sub(r"—\d+—", "", "".join("".join(pages).split()))
    assert LONG in flat
    assert all(f"台账第{number}行" in flat for number in range(1, 31))
    print(f"docx: {len(plain)} + {len(pages)} pages, 22 lines of 28 characters on each full one")
