"""What units typed, made to stand inside the sentences of a report."""

from __future__ import annotations

import pytest

from liuwen_tui.documents.papers.attribution import without_subject
from liuwen_tui.documents.papers.sentences import first_sentence, in_one_line
from tests.conftest import CATALOGUE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("办结12件。走访30户。", "办结12件。"),
        ("办结12件", "办结12件。"),
        ("办结12件，", "办结12件。"),
        ("办结12件.", "办结12件。"),
        ("办结12件！再接再厉。", "办结12件！"),
        ("办结12件\n走访30户", "办结12件。"),
        ("\n\n  办结12件。", "办结12件。"),
        ("1.办结12件。", "办结12件。"),
        ("1、办结12件。2、走访。", "办结12件。"),
        ("（1）办结12件。", "办结12件。"),
        ("（一）办结12件。", "办结12件。"),
        ("一是办结12件；二是走访30户。", "办结12件。"),
        ("办结12件（其中就业8件；救助4件）；走访。", "办结12件（其中就业8件；救助4件）。"),
        ("一、办结12件。", "办结12件。"),
        ("①办结12件", "办结12件。"),
        ("－办结12件", "办结12件。"),
        ("- 办结12件", "办结12件。"),
        ("-5%的降幅已收窄。", "-5%的降幅已收窄。"),
        ("1.5万人参保。", "1.5万人参保。"),
        ("12月底前办结。", "12月底前办结。"),
        ("主要做法：\n1.办结12件。", "主要做法：办结12件。"),
        ("一、主要做法\n1、我局逐户摸排。", "我局逐户摸排。"),
        ("一、办结12件\n二、走访30户", "办结12件。"),
        ("一、主要做法", "主要做法。"),
        ("提出“能办快办。马上办”的要求。成效明显。", "提出“能办快办。马上办”的要求。"),
        ("做到“能办快办。”群众满意。", "做到“能办快办。”"),
        ("引号“没有关上。后面还有。", "引号“没有关上。"),
        ("已完成（见附表。）。", "已完成（见附表。）"),
        ("他说：“好。”", "他说：“好。”"),
        ("正在办……", "正在办……"),
        ("1.", "1.。"),
        ("", ""),
        (" \n　\n", ""),
    ],
)
def test_the_first_sentence_is_told_with_the_mark_that_it_needs(typed: str, sentence: str) -> None:
    assert first_sentence(typed) == sentence


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("资金没有到位", "资金没有到位。"),
        ("1.资金没有到位\n2.人手不足。\n\n3.用地未批；", "1.资金没有到位；2.人手不足。3.用地未批。"),
        ("请协调：\n用地指标", "请协调：用地指标。"),
        ("", ""),
    ],
)
def test_a_whole_text_stands_in_one_line(typed: str, line: str) -> None:
    assert in_one_line(typed) == line


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("我局办结12件。", "办结12件。"),
        ("我局，办结12件。", "办结12件。"),
        ("区财政局办结12件。", "办结12件。"),
        ("财政局办结12件。", "办结12件。"),
        ("截至12月底，我局办结12件。", "截至12月底，办结12件。"),
        ("2020年以来，区财政局围绕目标，办结12件。", "2020年以来，围绕目标，办结12件。"),
        ("会同区人社局，财政局的人员办结12件。", "会同区人社局，财政局的人员办结12件。"),
        ("本办法已印发。", "本办法已印发。"),
        ("我局的方案已印发。", "我局的方案已印发。"),
        ("我区率先推行。", "我区率先推行。"),
        ("我局。", "我局。"),
    ],
)
def test_a_units_name_does_not_stand_before_its_own_name(sentence: str, rest: str) -> None:
    assert without_subject(sentence, CATALOGUE.unit("czj")) == rest
