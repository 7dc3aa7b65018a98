"""One sitting of the lead's officer: by keys alone conflicts are decided, reports sent back and accepted, and time is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.domain.settings import Extension
from liuwen_tui.domain.summary import Summary, conflicts
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.store.settings import load_settings
from tests.conftest import CATALOGUE, open_desk
from tests.generated_reports import Post, lay_out
from tests.tui.terminal import Terminal

ENTER, ESCAPE, F3, F10 = "\r", "\x1b", "\x1bOR", "\x1b[21~"
_REASON = "请补充数字。"


@dataclass(frozen=True)
class Sitting:
    """What there is to do in a quarter, as the reports lie."""

    conflicts: int
    to_send_back: tuple[Unit, ...]
    to_accept: tuple[Unit, ...]
    to_extend: tuple[Unit, ...]
    extension: Extension


def board(home: Path, quarter: str) -> Board:
    return Board(open_desk(home, "fgw", quarter).office, Quarter.parse(quarter))


def put_out(post: Post, home: Path, quarter: str) -> None:
    """Lays what came in where the units' programs would have put it out."""
    lay_out(home)
    for mail in post.of(quarter):
        out = board(home, quarter).office.home.out_folder(mail.unit)
        out.mkdir(parents=True, exist_ok=True)
        letters = mail.name.removesuffix(".toml").rpartition("-")[2]
        (out / f"{CATALOGUE.notice.id}_{quarter}_{mail.unit}-{letters}.toml").write_bytes(mail.content)


def what_there_is_to_do(home: Path, quarter: str) -> Sitting:
    """Every conflict, a return to the first who submitted, all others of them to accept, and time for two who did not."""
    merged = board(home, quarter).merge()
    waiting = [CATALOGUE.unit(code) for code, filing in merged.summary.filings.items() if filing.counts and filing.state is State.SUBMITTED]
    longer = Quarter.parse(quarter).last_day + timedelta(days=20)
    late = [CATALOGUE.unit(code) for code in merged.standing.missing[:2]]
    return Sitting(len(conflicts(merged.summary)), tuple(waiting[:1]), tuple(waiting[1:]), tuple(late), Extension(longer, "系统切换"))


def do(sitting: Sitting, program: Terminal) -> None:
    """Does all of it at the board that was opened, and leaves."""
    program.wait_for("汇总台", f"冲突{sitting.conflicts}" if sitting.conflicts else "")
    _decide(sitting.conflicts, program)
    for unit in sitting.to_send_back:
        _find(unit, program)
        program.send("r")
        program.wait_for(f"退回{unit.name}")
        program.send(_REASON, ENTER)
        program.wait_for(f"已退回{unit.name}")
        _show_all(program)
    for unit in sitting.to_accept:
        _find(unit, program)
        program.send("a")
        program.wait_for(f"接收{unit.name}的报告？")
        program.send("y")
        program.wait_for(f"已接收{unit.name}")
        _show_all(program)
    program.send("b")
    program.wait_for("报送情况")
    for unit in sitting.to_extend:
        _find(unit, program)
        program.send("x")
        program.wait_for(f"{unit.name}展期到哪一天")
        program.send(f"{sitting.extension.due} {sitting.extension.reason}", ENTER)
        program.wait_for(f"{unit.name}展期到{day_words(sitting.extension.due)}")
        _show_all(program)
    program.send(F10)
    assert program.ending() == 0


def _decide(count: int, program: Terminal) -> None:
    if count:
        program.send(F3, ENTER)
    for left in range(count, 0, -1):
        program.wait_for(f"冲突 1/{left} ")
        program.send("1", "以左边的为准。", ENTER)
    if count:
        program.wait_for(f"已裁定 {count} 处")


def _find(unit: Unit, program: Terminal) -> None:
    """Narrows what is shown to that unit."""
    program.send("/", unit.name, ENTER)
    program.wait_for(unit.name)


def _show_all(program: Terminal) -> None:
    program.send(ESCAPE)
    program.settle()  # else the terminal's next key would be one with Alt


def assert_done(sitting: Sitting, home: Path, quarter: str) -> Summary:
    """Asserts that nothing is left to do, and returns the summary as it is now."""
    summary = board(home, quarter).merge().summary
    states = {code: filing.state for code, filing in summary.filings.items() if filing.counts}
    assert conflicts(summary) == []
    assert {unit.code: states[unit.code] for unit in sitting.to_accept} == {unit.code: State.ACCEPTED for unit in sitting.to_accept}
    for unit in sitting.to_send_back:
        answer = summary.filings[unit.code].answer
        assert answer and _REASON in (answer.receipt.reason, *answer.receipt.returned.values())
        assert states[unit.code] is State.RETURNED
    assert State.SUBMITTED not in states.values()
    extensions = load_settings(home).of(Quarter.parse(quarter)).extensions
    assert {unit.code: extensions[unit.code] for unit in sitting.to_extend} == {unit.code: sitting.extension for unit in sitting.to_extend}
    return summary
