"""Who has reported, on time or late, who was sent back, who is missing, and what nobody has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from liuwen_tui.domain.assignments import Assignments
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.domain.settings import Extension, QuarterSettings, Settings
from liuwen_tui.domain.standing import Standing, stand
from liuwen_tui.domain.summary import Summary
from liuwen_tui.domain.versions import Version, descend
from liuwen_tui.store.catalogue import load_catalogue
from tests.domain.histories import DIGEST, NOTICE, QUARTER, SIGNED, UNITS, History, histories, sealed, subject

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "data" / NOTICE)
ON_TIME, LATE = "2021-01-10T23:59:59+08:00", "2021-01-11T00:00:00+08:00"
SENT, SENT_LATE = Head().submitted(SIGNED, ON_TIME), Head().submitted(SIGNED, LATE)
EXTENDED = Settings(quarters={QUARTER: QuarterSettings(extensions={"fgw": Extension(date(2021, 1, 20), "机房搬迁")})})


def version(unit: str = "fgw", measure: int = 1, **fields: object) -> Version:
    return descend(subject(unit, measure), Entry(Status.ONGOING, progress="甲", **fields), (), ON_TIME, "张三")  # type: ignore[arg-type]


def report(head: Head, *versions: Version, unit: str = "fgw") -> Summary:
    return sealed(Report(NOTICE, DIGEST, unit, UNITS.get(unit, unit), QUARTER, head, versions))


def standing(*reports: Summary, settings: Settings = Settings(), catalogue: Catalogue = CATALOGUE, as_of: date | None = None) -> Standing:  # noqa: B008
    nothing = Summary(NOTICE, DIGEST, QUARTER, {})
    return stand(merge([nothing, *reports]), catalogue, settings, as_of)


def giving(catalogue: Catalogue, *units: str) -> Catalogue:
    """The catalogue once the lead has given measure 15 to those units."""
    return catalogue.assigning(Assignments().give(15, units, Quarter.parse(QUARTER)), Quarter.parse(QUARTER))


def of(unit: str, counted: Standing) -> set[str]:
    return {name for name in ("due", "reported", "on_time", "late", "returned", "missing") if unit in getattr(counted, name)}


RETURNED = replace(SENT, state=State.RETURNED)
MISSING = {"due", "missing"}


@pytest.mark.parametrize(
    ("head", "entries", "counted"),
    [
        (SENT, 1, {"due", "reported", "on_time"}),
        (SENT_LATE, 1, {"due", "reported", "late"}),
        (replace(SENT, state=State.ACCEPTED), 1, {"due", "reported", "on_time"}),
        (RETURNED, 1, {"due", "reported", "on_time", "returned"}),
        (replace(SENT_LATE, state=State.RETURNED), 1, {"due", "reported", "late", "returned"}),
        (Head(), 1, MISSING),
        (SENT.withdrawn(), 1, MISSING),
        (SENT.withdrawn(), 0, MISSING),
        (SENT, 0, MISSING),
    ],
    ids=["on time", "late", "accepted", "sent back", "late and sent back", "draft", "withdrawn", "withdrawn and emptied", "empty"],
)
def test_a_draft_a_withdrawn_and_an_empty_report_count_as_missing(head: Head, entries: int, counted: set[str]) -> None:
    assert of("fgw", standing(report(head, *[version()] * entries))) == counted


def test_a_unit_that_sent_nothing_is_missing() -> None:
    counted = standing()
    assert counted.due == counted.missing == tuple(unit.code for unit in CATALOGUE.units)
    assert counted.reported == counted.on_time == counted.late == counted.returned == ()


def test_a_unit_that_corrects_after_being_sent_back_keeps_its_punctuality() -> None:
    corrected = RETURNED.submitted(SIGNED, "2021-02-01T09:00:00+08:00")
    assert of("fgw", standing(report(SENT, version()), report(corrected, version()))) == {"due", "reported", "on_time"}


def test_a_unit_that_withdraws_in_time_and_sends_again_late_keeps_its_punctuality() -> None:
    again = SENT.withdrawn().submitted(SIGNED, LATE)
    assert of("fgw", standing(report(SENT.withdrawn()), report(again, version()))) == {"due", "reported", "on_time"}


@pytest.mark.parametrize(
    ("settings", "as_of", "on_time"),
    [
        (Settings(), None, False),
        (EXTENDED, None, True),
        (Settings(due_days=11), None, True),
        (Settings(), date(2021, 1, 11), True),
        (EXTENDED, date(2021, 1, 10), False),
    ],
)
def test_lateness_is_judged_at_the_units_due_day_or_as_of_the_day_asked_for(settings: Settings, as_of: date | None, on_time: bool) -> None:
    counted = standing(report(SENT_LATE, version()), settings=settings, as_of=as_of)
    assert of("fgw", counted) == {"due", "reported", "on_time" if on_time else "late"}


def test_measure_15_is_nobodys_until_a_unit_claims_it_or_the_lead_assigns_it() -> None:
    claim = version(measure=15, claimed=True)
    assert standing().unclaimed == (15,)
    assert standing(report(SENT, claim)).unclaimed == ()
    assert standing(report(SENT, version(measure=15, claimed=False))).unclaimed == (15,)
    assert standing(report(SENT.withdrawn(), claim)).unclaimed == (15,)
    assert standing(catalogue=giving(CATALOGUE, "kgj")).unclaimed == ()
    assert standing(catalogue=giving(CATALOGUE)).unclaimed == (15,)


def test_a_unit_without_a_measure_of_its_own_is_due_once_it_has_claimed_or_been_given_one() -> None:
    alone = replace(CATALOGUE, notice=replace(CATALOGUE.notice, measures=CATALOGUE.notice.measures[14:15]))
    nothing = Summary(NOTICE, DIGEST, QUARTER, {})
    assert stand(nothing, alone, Settings()).due == ()
    assert stand(nothing, giving(alone, "kgj"), Settings()).missing == ("kgj",)
    claimed = stand(report(SENT, version(measure=15, claimed=True)), giving(alone, "kgj"), Settings())
    assert (claimed.due, claimed.reported, claimed.missing) == (("fgw", "kgj"), ("fgw",), ("kgj",))


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_counts_add_up_whatever_happened(history: History) -> None:
    counted = standing(*history.summaries)
    assert sorted((*counted.reported, *counted.missing)) == sorted(counted.due)
    assert sorted((*counted.on_time, *counted.late)) == sorted(counted.reported)
    assert set(counted.returned) <= set(counted.reported)
