"""An entry as fields: it comes back as it went, and what is no entry is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from liuwen_tui.domain.entry import FIELD_NAMES, Entry, Status, Step, TargetResult
from liuwen_tui.domain.fields import InvalidField, entry_fields, read_entry
from tests.hostile import entries

FULL = Entry(
    status=Status.DELAYED,
    percent=40,
    progress="已建成480个。",
    problems="选址难。",
    next_steps="三月底前完成。",
    support_needed="协调用地。",
    reason="受疫情影响。",
    evidence=("湖政发〔2020〕25号", "https://example.cn/1"),
    unchanged=True,
    claimed=False,
    steps=(Step("1", "摸底", "2021-03-31", True), Step("2", "施工")),
    targets=(TargetResult("15-1", actual=480), TargetResult("10-2", done=False)),
)
FIELDS = entry_fields(FULL)
STEP, FIGURE = {"id": "1", "text": "摸底", "done": True}, {"id": "15-1", "actual": 480}


@given(entries())
def test_an_entry_comes_back_from_its_fields_as_it_was(entry: Entry) -> None:
    fields = entry_fields(entry)
    assert read_entry(json.loads(json.dumps(fields))) == entry
    assert all(value not in ("", [], None) for value in fields.values())


def test_an_empty_entry_has_no_fields_and_a_full_one_all() -> None:
    assert entry_fields(Entry()) == {}
    assert read_entry({}) == Entry()
    assert FIELDS.keys() == FIELD_NAMES.keys()
    assert FIELDS["steps"] == [{"id": "1", "text": "摸底", "due": "2021-03-31", "done": True}, {"id": "2", "text": "施工", "done": False}]
    assert FIELDS["targets"] == [{"id": "15-1", "actual": 480}, {"id": "10-2", "done": False}]


def test_a_whole_number_is_one_figure_however_it_is_written() -> None:
    whole, pointed = (read_entry({"targets": [{"id": "15-1", "actual": number}]}) for number in (480, 480.0))
    assert json.dumps(entry_fields(whole)) == json.dumps(entry_fields(pointed))


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "红"},
        {"status": "done"},
        {"status": ""},
        {"status": None},
        {"status": 2},
        {"percent": -1},
        {"percent": 101},
        {"percent": 50.0},
        {"percent": "50"},
        {"percent": True},
        {"progress": ""},
        {"progress": None},
        {"progress": ["字"]},
        {"progress": "一\r\n二"},
        {"problems": "\x1b[2J"},
        {"next_steps": "\u202e反"},
        {"reason": "e\u0301"},
        {"support_needed": "\ud800"},
        {"evidence": []},
        {"evidence": "文号"},
        {"evidence": [""]},
        {"evidence": [1]},
        {"unchanged": False},
        {"unchanged": 1},
        {"claimed": None},
        {"claimed": "true"},
        {"steps": []},
        {"steps": ["摸底"]},
        {"steps": [{"id": "1", "text": "摸底"}]},
        {"steps": [{**STEP, "due": ""}]},
        {"steps": [{**STEP, "due": "2021-02-30"}]},
        {"steps": [{**STEP, "due": "20210331"}]},
        {"steps": [{**STEP, "who": "张三"}]},
        {"steps": [{**STEP, "done": 1}]},
        {"steps": [{**STEP, "id": ""}]},
        {"steps": [STEP, STEP]},
        {"targets": []},
        {"targets": [{"id": "15-1"}]},
        {"targets": [{**FIGURE, "done": True}]},
        {"targets": [{"id": "15-1", "actual": "480"}]},
        {"targets": [{"id": "15-1", "actual": None}]},
        {"targets": [{"id": "15-1", "actual": True}]},
        {"targets": [{"id": "15-1", "actual": float("nan")}]},
        {"targets": [{"id": "15-1", "actual": float("inf")}]},
        {"targets": [{"id": "10-2", "done": None}]},
        {"targets": [{"id": 15, "actual": 480}]},
        {"targets": [FIGURE, {"id": "15-1", "done": True}]},
    ],
    ids=str,
)
def test_what_an_entry_cannot_hold_is_refused_by_name(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidField, match=next(iter(fields))):
        read_entry(fields)
