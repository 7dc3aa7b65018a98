"""A unit's desk: whose a measure is, and what a save keeps, joins or refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.check import Severity
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.errors import Changed, LiuwenError, WrongUse
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.reporting import filing
from liuwen_tui.reporting.carrying import carry_all
from liuwen_tui.reporting.desk import Desk
from tests.conftest import FORK, fill

Open = Callable[..., Desk]


def numbers(desk: Desk) -> list[int]:
    return [item.measure.number for item in desk.overview().assignments]


def say(desk: Desk, number: int, **fields: object):
    return desk.record(number, lambda entry: replace(entry, **fields))


def stored(desk: Desk) -> bytes:
    return (desk.office.home.unit_folder(desk.unit.code) / f"{desk.quarter}.json").read_bytes()


def test_a_unit_has_what_the_notice_gives_it_by_name_or_by_group(desk: Open) -> None:
    assert numbers(desk("rsj")) == [1, 2, 3, 4]
    assert {item.by for item in desk("rsj").overview().assignments} == {AssignedBy.UNIT}
    assert numbers(desk("jdz")) == [4, 13, 14, 16, 17, 18]
    assert {item.by for item in desk("jdz").overview().assignments} == {AssignedBy.GROUP}
    assert [measure.number for measure in desk("rsj").overview().offered] == [5, 13, 14, 15, 16, 17]


def test_what_is_recorded_is_read_back_with_who_and_when(desk: Open) -> None:
    saved = say(desk("rsj", account="李四"), 1, progress="进展[50%]", status=Status.IN_PROGRESS)
    assert desk("rsj").version(1) == saved
    assert (saved.updated_by, saved.updated_at, saved.entry.progress) == ("李四", "2021-01-08T16:20:00+08:00", "进展[50%]")
    assert desk("fgw").version(1) is None


def test_time_is_kept_in_the_zone_of_the_home_whatever_the_clock_shows(desk: Open) -> None:
    assert say(desk("rsj", at="2021-01-08T23:30:00-05:00"), 1, progress="甲").updated_at == "2021-01-09T12:30:00+08:00"


def test_the_overview_tells_filled_from_missing_and_says_why(desk: Open) -> None:
    one = desk("rsj")
    say(one, 2, status=Status.NOT_STARTED, problems="待拨款")
    say(one, 3, status=Status.DELAYED, progress="完成3户", next_steps="再办3户")
    seen = one.overview()
    assert (seen.filled, seen.missing) == ((2,), (1, 3, 4))
    assert [(found.measure, found.code, found.severity) for found in seen.findings if found.measure == 3] == [
        (3, "problems_missing", Severity.ERROR)
    ]
    assert seen.last_saved is not None
    assert seen.last_saved.subject.measure in (2, 3)
    assert fill(one).overview().missing == ()


def test_a_claimed_measure_is_the_units_until_undone_in_later_quarters_too(desk: Open) -> None:
    desk("rsj").claim(15)
    assert desk("rsj").overview().of(15).by is AssignedBy.CLAIM
    assert 15 not in [measure.number for measure in desk("rsj").overview().offered]
    later = desk("rsj", quarter="2021Q1")
    assert numbers(later) == [1, 2, 3, 4, 15]
    assert say(later, 15, progress="选址").entry.claimed is True
    assert 15 not in numbers(desk("rsj", quarter="2020Q3"))
    desk("rsj", quarter="2021Q1").claim(15, undo=True)
    for quarter, has in (("2020Q4", True), ("2021Q1", False), ("2021Q2", False)):
        assert (15 in numbers(desk("rsj", quarter=quarter))) is has
    assert later.version(15).entry.progress == "选址"
    desk("rsj", quarter="2021Q2").claim(15)
    assert 15 in numbers(desk("rsj", quarter="2021Q2"))


def test_what_is_put_off_is_offered_no_more_in_this_quarter_and_later_ones_until_claimed(desk: Open) -> None:
    assert desk("rsj").claim(15, undo=True).entry == Entry(claimed=False)
    for quarter, offered in (("2020Q3", True), ("2020Q4", False), ("2021Q1", False), ("2021Q3", False)):
        one = desk("rsj", quarter=quarter).overview()
        assert (15 in [measure.number for measure in one.offered], one.of(15)) == (offered, None)
    before = stored(desk("rsj"))
    desk("rsj", at="2021-01-09T09:00:00+08:00").claim(15, undo=True)
    assert stored(desk("rsj")) == before
    desk("rsj", quarter="2021Q1").claim(15)
    assert 15 in numbers(desk("rsj", quarter="2021Q1"))


def test_earlier_quarters_not_with_the_lead_are_owed_latest_first(desk: Open) -> None:
    assert desk("rsj", quarter="2020Q3").owed() == []
    now = desk("rsj", quarter="2021Q2", at="2021-07-05T09:00:00+08:00")
    filing.submit(fill(desk("rsj", quarter="2020Q4")), Signatories(reviewed_by="李某"))
    filing.submit(fill(desk("rsj", quarter="2021Q1")), Signatories(reviewed_by="李某"))
    filing.withdraw(desk("rsj", quarter="2021Q1"), "数据有误")
    assert [(str(quarter), state) for quarter, state in now.owed()] == [("2021Q1", State.WITHDRAWN), ("2020Q3", State.DRAFT)]


def test_carrying_everything_forward_fills_blanks_alone_and_counts_what_changed(desk: Open) -> None:
    was = desk("rsj", quarter="2020Q3")
    for number in (1, 2, 3):
        say(was, number, status=Status.IN_PROGRESS, progress=f"上季{number}", next_steps="再办")
    say(desk("rsj"), 1, status=Status.DELAYED, progress="本季一", problems="缺人", next_steps="补人")
    say(desk("rsj"), 2, progress="本季二")
    assert carry_all(desk("rsj")) == 2
    kept = desk("rsj").store.read()
    assert [(kept.entry(number).progress, kept.entry(number).next_steps) for number in (1, 2, 3, 4)] == [
        ("本季一", "补人"),
        ("本季二", "再办"),
        ("上季3", "再办"),
        ("", ""),
    ]
    assert carry_all(desk("rsj")) == 0


def test_claiming_twice_changes_nothing(desk: Open) -> None:
    first = desk("rsj").claim(15)
    before = stored(desk("rsj"))
    assert desk("rsj", at="2021-01-09T09:00:00+08:00").claim(15) == first
    assert stored(desk("rsj")) == before


@pytest.mark.parametrize(
    ("unit", "work"),
    [
        ("rsj", lambda desk: desk.claim(1)),
        ("rsj", lambda desk: desk.claim(1, undo=True)),
        ("jdz", lambda desk: desk.claim(13)),
        ("rsj", lambda desk: desk.claim(11, undo=True)),
        ("rsj", lambda desk: desk.claim(19)),
        ("rsj", lambda desk: desk.version(0)),
        ("rsj", lambda desk: say(desk, 19, progress="甲")),
        ("rsj", lambda desk: say(desk, 5, progress="甲")),
        ("rsj", lambda desk: desk.save(5, Entry(progress="甲"), None)),
        ("mzj", lambda desk: say(desk, 5, targets=(TargetResult("5-9", actual=1),))),
        ("mzj", lambda desk: say(desk, 5, targets=(TargetResult("5-1", done=True),))),
        ("mzj", lambda desk: say(desk, 5, targets=(TargetResult("5-2", actual=1),))),
    ],
    ids=["claim own", "give up own", "claim own by group", "undo nothing", "claim 19", "read 0", "record 19", "record not ours", "save not ours", "no such target", "act for a figure", "figure for an act"],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_use_and_saves_nothing(desk: Open, home: Path, unit: str, work: Callable[[Desk], object]) -> None:
    with pytest.raises(WrongUse):
        work(desk(unit))
    assert not list(home.rglob("*.json"))


def test_a_measure_given_up_must_be_claimed_again_before_anything_is_recorded(desk: Open) -> None:
    desk("rsj").claim(15)
    desk("rsj").claim(15, undo=True)
    with pytest.raises(WrongUse, match="认领"):
        say(desk("rsj"), 15, progress="选址")
    assert desk("rsj").version(15).entry == Entry(claimed=False)


def test_a_record_made_on_an_older_version_is_refused_when_asked_to_look(desk: Open) -> None:
    one = desk("rsj")
    first = one.record(1, lambda entry: replace(entry, progress="一"), if_version="")
    second = one.record(1, lambda entry: replace(entry, progress="二"), if_version=first.id)
    before = stored(one)
    for old in ("", first.id, "0" * 16):
        with pytest.raises(Changed, match="张三"):
            desk("rsj", account="李四").record(1, lambda entry: replace(entry, progress="三"), if_version=old)
    with pytest.raises(Changed):
        one.record(2, lambda entry: replace(entry, progress="三"), if_version=second.id)
    assert stored(one) == before
    assert say(one, 1, progress="三").entry.progress == "三"


def test_two_people_on_one_entry_keep_both_their_fields(desk: Open) -> None:
    one, other = desk("mzj", account="张三"), desk("mzj", account="李四")
    base = say(one, 5, status=Status.IN_PROGRESS, progress="甲", steps=(Step("1", "一"),), targets=(TargetResult("5-1", actual=50),))
    one.save(5, replace(base.entry, progress="甲二", steps=(Step("1", "一", done=True),)), base)
    joined = other.save(
        5,
        replace(
            base.entry,
            status=Status.DELAYED,
            problems="缺人",
            steps=(Step("1", "一"), Step("2", "二")),
            targets=(TargetResult("5-1", actual=60),),
        ),
        base,
    )
    assert joined.entry == Entry(
        status=Status.DELAYED,
        progress="甲二",
        problems="缺人",
        steps=(Step("1", "一", done=True), Step("2", "二")),
        targets=(TargetResult("5-1", actual=60),),
    )
    assert one.version(5) == joined


def test_two_first_saves_of_one_entry_are_joined_too(desk: Open) -> None:
    desk("rsj").save(1, Entry(progress="甲"), None)
    assert desk("rsj", account="李四").save(1, Entry(problems="乙"), None).entry == Entry(progress="甲", problems="乙")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"progress": "甲"}, {"progress": "乙"}),
        ({"status": Status.DELAYED}, {"percent": 70}),
        ({"unchanged": True}, {"status": Status.COMPLETED, "percent": 100}),
        ({"evidence": ("一",)}, {"evidence": ("二",)}),
        ({"targets": (TargetResult("5-1", actual=1),)}, {"targets": (TargetResult("5-1", actual=2),)}),
        ({"steps": (Step("1", "一"),)}, {"steps": (Step("1", "二"),)}),
    ],
)
def test_two_people_in_one_field_is_refused_naming_the_other_and_keeps_what_was_saved(desk: Open, mine: dict, theirs: dict) -> None:
    base = say(desk("mzj"), 5, status=Status.IN_PROGRESS, percent=60)
    kept = desk("mzj", account="李四").save(5, replace(base.entry, **theirs), base)
    before = stored(desk("mzj"))
    with pytest.raises(Changed, match="李四"):
        desk("mzj").save(5, replace(base.entry, **mine), base)
    assert stored(desk("mzj")) == before
    assert desk("mzj").version(5) == kept


def test_two_people_who_write_the_same_are_at_peace(desk: Open) -> None:
    base = say(desk("rsj"), 1, progress="甲")
    desk("rsj", account="李四").save(1, replace(base.entry, progress="乙"), base)
    assert desk("rsj").save(1, replace(base.entry, progress="乙"), base).entry.progress == "乙"


def test_many_hands_on_one_entry_lose_no_field(desk: Open) -> None:
    fields = ("progress", "problems", "next_steps", "support_needed")

    def write(field: str) -> None:
        one, base = desk("rsj", account=field), None
        for turn in range(10):
            entry = base.entry if base else Entry()
            base = one.save(1, replace(entry, **{field: f"{field} {turn}"}), base)

    writers = [FORK.Process(target=write, args=(field,)) for field in fields]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * 4
    assert [desk("rsj").version(1).entry.text(field) for field in fields] == [f"{field} 9" for field in fields]


def test_last_quarters_words_are_at_hand_and_must_not_stand_unchanged(desk: Open) -> None:
    say(desk("rsj", quarter="2020Q3"), 1, progress="甲", status=Status.IN_PROGRESS, next_steps="乙")
    now = desk("rsj")
    assert now.before(1).entry.progress == "甲"
    assert now.before(2) is None
    say(now, 1, progress="甲", status=Status.IN_PROGRESS, next_steps="乙")
    assert "carried" in {found.code for found in now.overview().findings if found.measure == 1}
    say(now, 1, unchanged=True)
    assert 1 in now.overview().filled


@pytest.mark.parametrize(
    "fields",
    [
        {"progress": "制表\t符"},
        {"progress": "一\r\n二"},
        {"progress": "\x1b[2J"},
        {"progress": "e\u0301"},
        {"progress": "\ud800"},
        {"percent": 101},
        {"percent": -1},
        {"evidence": ("",)},
        {"evidence": ("一\x00",)},
        {"steps": (Step("1", "一"), Step("1", "二"))},
        {"steps": (Step("1", "一", due="明天"),)},
        {"targets": (TargetResult("5-1", actual=48.0),)},
        {"targets": (TargetResult("5-1", actual=float("nan")),)},
        {"targets": (TargetResult("5-1", actual=float("inf")),)},
        {"targets": (TargetResult("5-1"),)},
        {"targets": (TargetResult("5-1", actual=1), TargetResult("5-1", actual=2))},
    ],
    ids=str,
)
def test_no_save_whatever_it_is_given_makes_the_store_unreadable(desk: Open, fields: dict) -> None:
    kept = say(desk("mzj"), 3, progress="早先存的")
    try:
        say(desk("mzj"), 5, **fields)
    except LiuwenError:
        pass
    assert desk("mzj").version(3) == kept


def test_a_quarter_before_the_notice_is_wrong_use(desk: Open) -> None:
    with pytest.raises(WrongUse, match="2020年第三季度"):
        desk("rsj", quarter="2020Q2")
