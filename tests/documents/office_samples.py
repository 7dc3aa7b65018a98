"""A paper with every kind of block and of cell, and office files opened without the libraries that wrote them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from liuwen_tui.documents.paper import Chart, Column, Heading, Items, Line, Paper, Paragraph, Percentage, Quotation, Sheet, Table
from tests.conftest import in_child

LONG = "稳住就业基本盘各有关单位压实责任加快进度确保全年目标任务如期完成" * 60
LEDGER = Table(
    "工作台账",
    (Column("序号", 3), Column("措施", 12), Column("进度", 4), Column("期限", 8), Column("数额", 6), Column("说明", 13)),
    tuple(
        (number, "提升公共就业服务水平", Percentage(60 + number), date(2020, 12, 31), number + 0.1, f"台账第{number}行\n=1+{number}")
        for number in range(1, 31)
    ),
)
LAMPS = Table(
    "各领域灯号",
    (Column("领域", 12), Column("绿灯", 5), Column("黄灯", 5), Column("红灯", 5)),
    (("稳就业", 3, 0, 1), ("稳外贸", 0, 2, None)),
    Chart("各领域灯号", (1, 2, 3)),
)
PAPER = Paper(
    (
        Sheet(
            "2020年第四季度进展情况的报告\n（送审稿）",
            (
                Line("区政府："),
                Heading("一、总体情况", 1),
                Heading("（一）优先稳就业保民生", 2),
                Heading("1.加大援企稳岗力度", 3),
                Heading("区人社局", 4),
                Quotation("落实稳岗返还政策。"),
                Paragraph("  “六稳”——已办结12件……\n第二行", "工作进展"),
                Items(("（1）一项；", "（2）又一项\n两行。")),
                Paragraph(LONG),
                Line("2021年1月15日", is_right=True),
            ),
        ),
        Sheet("工作台账", (LEDGER,), "附件1", is_landscape=True),
        Sheet("灯号", (LAMPS, LAMPS), "附件2"),
    )
)


def members(content: bytes) -> dict[str, ElementTree.Element]:
    """Every member of an office file as XML, by name; one that is no XML fails."""
    with ZipFile(BytesIO(content)) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}


def elsewhere(write: Callable[[], bytes], folder: Path) -> bytes:
    """What is written in another process, folder and time zone."""

    def moved() -> bytes:
        os.chdir(folder)
        os.environ["TZ"] = "Pacific/Auckland"
        time.tzset()
        return write()

    return in_child(moved)


def printed(content: bytes, name: str, folder: Path) -> list[str]:
    """The text of each page that LibreOffice prints of a file."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = (folder / name).with_suffix(".pdf")
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]
