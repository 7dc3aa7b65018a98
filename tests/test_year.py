"""A whole year of a unit played through twice, by keys and by commands: the same is said, and the same goes out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import State
from liuwen_tui.domain.versions import Version
from tests.cli.running import run
from tests.conftest import open_desk
from tests.tui.driving import Person, visit

YEAR = ("2020Q3", "2020Q4", "2021Q1", "2021Q2")
S = Status
REVIEWER, PREPARER = "李某", "张某"


@dataclass(frozen=True)
class News:
    """What a unit has to say of a measure; with ``carries`` it goes on from last quarter's words."""

    status: Status
    percent: int | None = None
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    reason: str = ""
    target: str = ""
    """The figure of the measure's first target."""
    carries: bool = False


@dataclass(frozen=True)
class Nothing:
    """本季无新进展, with the reason where it is the second time running."""

    reason: str = ""


STANDS = None
"""A settled entry: nobody says anything."""
Said = News | Nothing | None


def started(number: int, **rest: str) -> News:
    return News(S.IN_PROGRESS, 25, f"第{number}项已办结{number}件。", next_steps="下季度再办2件。", **rest)  # type: ignore[arg-type]


def further(number: int, percent: int, **rest: str) -> News:
    return News(S.IN_PROGRESS, percent, f"又办结{number}件。", carries=True, **rest)  # type: ignore[arg-type]


def finished(number: int) -> News:
    return News(S.COMPLETED, progress=f"第{number}项全部办结。")


WJW = {
    3: (started(3), Nothing(), Nothing("上级方案未下达。"), finished(3)),
    5: (News(S.NOT_APPLICABLE, reason="本单位无此项职责。"), STANDS, STANDS, STANDS),
}
TSZ = {
    4: (started(4), further(4, 50), further(4, 75), finished(4)),
    13: (finished(13), STANDS, STANDS, News(S.IN_PROGRESS, 90, "新增1户，重新办理。", next_steps="8月底前办结。")),
    14: (started(14, target="1"), further(14, 60, target="2"), Nothing(), finished(14)),
    16: (News(S.NOT_STARTED, problems="等区里统一部署。"), started(16), Nothing(), further(16, 50)),
    17: (News(S.ONGOING, None, "每周入企走访12次。", next_steps="继续走访。"), Nothing(), Nothing("走访照旧。"), Nothing("走访照旧。")),
    18: (started(18), News(S.DELAYED, 30, "办结2件。", "用地未批。", "催办。"), Nothing(), finished(18)),
}
FGW = {
    number: (started(number), Nothing(), further(number, 60), finished(number))
    if number % 2
    else (finished(number), STANDS, STANDS, STANDS)
    for number in (1, 4, 5, 6, 7, 8, 9, 10, 12)
}
Script = Mapping[int, tuple[Said, ...]]
UNITS: Mapping[str, Script] = {"wjw": WJW, "tsz": TSZ, "fgw": FGW}


def accept(home: Path, unit: str, quarter: str) -> None:
    """The lead takes the report, as a receipt will say."""
    desk = open_desk(home, unit, quarter)
    desk.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), desk.office.act("import"))


# by commands


def by_commands(home: Path, unit: str, quarter: str, said: Mapping[int, Said]) -> None:
    here = {"LIUWEN_UNIT": unit, "LIUWEN_QUARTER": quarter}
    for number, what in said.items():
        if what:
            result = run("record", str(number), *options(number, what, open_desk(home, unit, quarter).before(number)), home=home, **here)
            assert result.code == 0, result.err
    assert run("check", home=home, **here).code == 0
    names = () if quarter != YEAR[0] else ("--reviewed-by", REVIEWER, "--prepared-by", PREPARER)
    submitted = run("submit", *names, home=home, **here)
    assert submitted.code == 0, submitted.err


def options(number: int, what: News | Nothing, before: Version | None) -> Iterator[str]:
    if isinstance(what, Nothing):
        yield "--unchanged"
        yield from ("--reason", what.reason) if what.reason else ()
        return
    was = before.entry if before and what.carries else Entry()
    texts = {"progress": was.progress + what.progress, "problems": what.problems, "next-steps": what.next_steps or was.next_steps}
    for name, text in {**texts, "reason": what.reason}.items():
        yield from (f"--{name}", text) if text else ()
    yield from ("--status", str(what.status))
    yield from ("--percent", str(what.percent)) if what.percent is not None else ()
    if what.target:
        yield from ("--target", f"{number}-1={what.target}")


# by keys


async def by_keys(me: Person, said: Mapping[int, Said], is_first: bool) -> None:
    """From the list through the walk to the check and out; what is settled is walked past."""
    await me.press("home", "enter")
    for place, what in enumerate(said.values(), 1):
        await me.see(f"{place}/{len(said)} ")
        if isinstance(what, News):
            await tell(me, what)
        elif what:
            await me.press("0")
            if what.reason:
                await me.press("enter")
                await me.type(what.reason)
        await me.press("f3")
    await me.press("f9")
    await me.see("须补 0 项")
    await me.press("f9")
    if is_first:
        await me.see("审核人")
        await me.type(REVIEWER)
    else:
        await me.see("冻结，要改须撤回")
    await me.press("enter")
    await me.see("已报送")


async def tell(me: Person, what: News) -> None:
    if what.carries:
        await me.press("f5")
        await me.type(what.progress)
        await to_status(me)
    await me.press(str(what.status.number))
    if what.percent is not None:
        await me.press("tab", *str(what.percent))
    if what.target:
        await me.press(*[] if what.percent is not None else ["tab"], "tab", *what.target)
    if not what.carries:
        for name in ("reason", "progress", "problems", "next_steps"):
            if text := getattr(what, name):
                me.app.screen.query_one(f"#field-{name} TextArea").focus()
                await me.type(text)


async def to_status(me: Person) -> None:
    while me.app.screen.focused.id != "status":
        await me.press("shift+tab")


def out(home: Path, unit: str, quarter: str) -> dict[int, Entry]:
    """What the report of that quarter says, by measure."""
    ledger = open_desk(home, unit, quarter).store.read()
    assert ledger.head.signatories.reviewed_by == REVIEWER
    return {version.subject.measure: version.entry for version in ledger.versions()}


@pytest.mark.parametrize("unit", ["wjw", *(pytest.param(unit, marks=pytest.mark.long) for unit in ("tsz", "fgw"))])
def test_a_year_goes_the_same_way_by_keys_and_by_commands(home: Path, unit: str) -> None:
    keys, commands = home / "keys", home / "commands"
    home.mkdir()
    for at, quarter in enumerate(YEAR):
        said = {number: quarters[at] for number, quarters in UNITS[unit].items()}
        by_commands(commands, unit, quarter, said)
        asyncio.run(visit(keys, lambda me, said=said, at=at: by_keys(me, said, at == 0), unit, quarter))
        assert out(keys, unit, quarter) == out(commands, unit, quarter)
        for home_of in (keys, commands):
            accept(home_of, unit, quarter)
    assert {number: entry.status for number, entry in out(keys, unit, YEAR[-1]).items()} == {
        number: next(what.status for what in reversed(quarters) if isinstance(what, News)) for number, quarters in UNITS[unit].items()
    }
