"""原文: all that the notice says of one measure."""

from __future__ import annotations

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.units import Unit
from liuwen_tui.tui import words
from liuwen_tui.tui.measure_texts import source_text
from liuwen_tui.tui.screens.page import PageScreen


class SourceScreen(PageScreen):
    """What concerns the unit stands out."""

    def __init__(self, catalogue: Catalogue, unit: Unit, number: int) -> None:
        super().__init__(f"{words.SOURCE_TITLE}  第{number}项", source_text(catalogue.measure(number), catalogue, unit))
