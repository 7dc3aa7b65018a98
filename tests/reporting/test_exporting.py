"""A report leaves in four formats, which all say the same, under names by rule."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from liuwen_tui.documents import office
from liuwen_tui.domain.entry import Status, Step, TargetResult
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.text import clean
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import EXPORTS, export, export_changes, save_export
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from tests.conftest import fill
from tests.documents.rendering import rendered
from tests.hostile import LINES, RAW

Open = Callable[..., Desk]
PEOPLE = Signatories("张三", "李四", "0791-88100000")
TYPED = (
    "办结四十五件。",
    "两户尚未完工，",
    "因连续降雨停工。",
    "下季度办完。",
    "请区住建局会商。",
    "连续两季无新进展。",
    "湖民字〔2020〕8号",
    "核对名单",
)
PAPERS = [form for form in ExportFormat if form is not ExportFormat.TOML]
PARTS = {ExportFormat.DOCX: r"word/document\.xml", ExportFormat.XLSX: r"xl/(sharedStrings|worksheets/.*)\.xml"}


def parts(content: bytes, form: ExportFormat) -> str:
    """The XML of an office file in which its words stand."""
    with ZipFile(BytesIO(content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if re.fullmatch(PARTS[form], name))


def words(content: bytes, form: ExportFormat) -> str:
    """All that a reader of that format reads, without white space."""
    text = content.decode() if form is ExportFormat.TOML else rendered(content) if form is ExportFormat.MARKDOWN else ""
    return "".join((text or unescape(re.sub("<[^>]*>", "", parts(content, form)))).split())


def written(desk: Desk) -> Desk:
    """Every field of one measure has words of its own."""
    changed = {
        "progress": TYPED[0],
        "problems": "\n".join(TYPED[1:3]),
        "next_steps": TYPED[3],
        "support_needed": TYPED[4],
        "reason": TYPED[5],
    }
    desk.record(
        5,
        lambda entry: replace(
            entry, **changed, evidence=(TYPED[6],), steps=(Step("1", TYPED[7], "2021-03-31"),), targets=(TargetResult("5-1", actual=45),)
        ).with_status(Status.DELAYED),
    )
    return desk


def test_all_formats_say_every_typed_word_and_the_people_with_their_phone_and_twice_the_same_bytes(desk: Open) -> None:
    here = written(fill(desk("mzj")))
    submit(here, PEOPLE)
    for form in ExportFormat:
        exported = export(here, form)
        read = words(exported.content, form)
        assert [word for word in (*TYPED, "张三", "李四", "0791-88100000", "2020年第四季度第3项办结30件。") if word not in read] == []
        assert export(here, form) == exported
        assert exported.name == f"qsh-2020-25_2020Q4_mzj.{form}"
        day = "2021-03-31" if form is ExportFormat.TOML else "44286" if form is ExportFormat.XLSX else "2021年3月31日"
        assert day in read
    assert "仿宋_GB2312" in export(here, ExportFormat.DOCX).note


def test_a_draft_is_named_so_and_leaves_room_for_signature_and_seal_on_paper(desk: Open) -> None:
    here = written(fill(desk("mzj")))
    for form in PAPERS:
        exported = export(here, form)
        assert exported.name == f"qsh-2020-25_2020Q4_mzj.draft.{form}"
        read = words(exported.content, form)
        assert all(word in read for word in ("送审稿", "审核人签字", "单位盖章"))


def test_what_changed_is_marked_in_word_too_under_a_name_of_its_own(desk: Open) -> None:
    fill(desk("mzj", quarter="2020Q3"))
    here = fill(desk("mzj"))
    made = {form: export_changes(here, form) for form in ExportFormat if form.has_changes}
    assert [exported.name for exported in made.values()] == [f"qsh-2020-25_2020Q4_mzj.draft.changes.{form}" for form in ("md", "docx")]
    for form, exported in made.items():
        assert "第【删三】【增四】季度" in words(exported.content, form)


def test_no_typed_text_becomes_a_formula_a_link_or_a_fault_in_an_office_file(desk: Open) -> None:
    here = desk("mzj")
    here.record(3, lambda entry: replace(entry, status=Status.DELAYED, steps=tuple(Step(str(at), text) for at, text in enumerate(LINES))))
    raw = clean("\n".join(RAW))
    here.record(4, lambda entry: replace(entry, status=Status.DELAYED, problems=raw))
    typed = [*LINES, raw]
    for form in PARTS:
        content = export(here, form).content
        read = words(content, form)
        assert [text for text in typed if "".join(text.split()) not in read] == []
        assert re.findall("<f>|<hyperlink|<w:hyperlink|instrText>HYPERLINK", parts(content, form)) == []


def lose_the_library_of_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes XlsxWriter one that is not installed, and what has loaded it not loaded yet."""
    for name in [name for name in sys.modules if name.split(".")[0] == "xlsxwriter"]:
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in vars(office) if name.startswith("excel_")]:
        monkeypatch.delitem(sys.modules, f"{office.__name__}.{name}")
        monkeypatch.delattr(office, name)


def test_papers_that_were_exported_never_tell_of_an_earlier_submission(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    here = fill(desk("mzj"))
    path = submit(here, PEOPLE)
    assert sorted(path.parent.iterdir()) == [path]
    papers: list[Path] = [save_export(here, make(here)) for name, (_, make) in EXPORTS.items() if name != "toml"]
    assert len(set(papers)) == 5

    def all_say(word: str) -> bool:
        return all(word in words(paper.read_bytes(), ExportFormat(paper.suffix[1:])) for paper in papers)

    withdraw(here, "数据有误。")
    assert all_say("已撤回")
    here.record(5, lambda entry: replace(entry, progress="改过的进展。"))
    submit(here, PEOPLE)
    assert all_say("改过的进展。")
    withdraw(here, "又有误。")
    lose_the_library_of_excel(monkeypatch)
    with pytest.raises(Unusable, match="请管理员安装 liuwen 的 office 部分"):
        export(here, ExportFormat.XLSX)
    submit(here, PEOPLE)
    assert [paper.suffix for paper in papers if not paper.exists()] == [".xlsx"]
    assert "第5稿" in words(path.with_suffix(".md").read_bytes(), ExportFormat.MARKDOWN)
