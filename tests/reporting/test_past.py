"""A unit's past: words that gave way are kept, every act has its name, and a save reads no more than it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from liuwen_tui.domain.entry import Entry, Status, Step
from liuwen_tui.domain.errors import Damaged, NotAllowed, WrongUse
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.domain.versions import descend
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report, export, export_changes
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.past import ACT_WORDS, history, measure_words, mend, restore
from liuwen_tui.reporting.refusals import Clash
from liuwen_tui.store.history import Act, Event, Place
from tests.conftest import AT, fill
from tests.reporting.test_settled import settle

Open = Callable[..., Desk]


def test_who_takes_a_colleagues_text_in_a_conflict_finds_the_own_words_in_the_history_and_can_have_them_back(desk: Open) -> None:
    mine, theirs = desk("rsj", account="张三"), desk("rsj", account="李四")
    base = mine.save(1, Entry(progress="起草"), None)
    theirs.save(1, replace(base.entry, progress="同事的"), base)
    words = replace(base.entry, progress="我的")
    with pytest.raises(Clash) as met:
        mine.save(1, words, base)
    before = mine.store.stamp()
    assert mine.settle(met.value, Choice.THEIRS).entry.progress == "同事的"
    assert mine.store.stamp() == before
    assert mine.version(1).entry.progress == "同事的"
    last = history(mine, 1).moments[-1]
    assert (last.event.act.name, last.event.act.by, last.event.place) == ("yield", "张三", Place.ASIDE)
    assert last.before == base.entry
    assert last.event.version is not None
    assert restore(mine, 1, last.event.version.id).entry == words


def test_words_on_an_entry_that_did_not_exist_when_they_were_begun_are_kept_too(desk: Open) -> None:
    kept = desk("rsj").keep(1, Entry(progress="我的"), None)
    assert desk("rsj").version(1) is None
    assert restore(desk("rsj"), 1, kept.id).entry.progress == "我的"


def test_a_prefix_that_names_several_versions_is_refused(desk: Open) -> None:
    one, seen = desk("rsj"), {}
    for turn in range(2000):
        version = one.keep(1, Entry(progress=f"{turn}"), None).id
        if version[:4] in seen:
            break
        seen[version[:4]] = version
    with pytest.raises(WrongUse, match=r"2 个版本以 .{4} 开头"):
        restore(one, 1, version[:4])
    assert restore(one, 1, version).entry.progress == f"{turn}"


def test_a_version_of_a_measure_that_is_no_longer_the_units_is_not_restored(desk: Open) -> None:
    claimed = desk("rsj").claim(15)
    desk("rsj").claim(15, undo=True)
    with pytest.raises(WrongUse, match="认领"):
        restore(desk("rsj"), 15, claimed.id)


def test_a_version_from_before_a_submission_comes_back_only_after_it_is_withdrawn(desk: Open) -> None:
    one = fill(desk("rsj"))
    old = one.version(1)
    one.record(1, lambda entry: replace(entry, progress="改过的。", steps=(Step("1", "一"),)))
    submit(one, Signatories("张三", "李四"))
    with pytest.raises(NotAllowed):
        restore(one, 1, old.id)
    withdraw(one, "数字有误")
    assert restore(one, 1, old.id).entry == old.entry


def test_every_act_that_a_desk_does_has_a_word(desk: Open) -> None:
    one = desk("rsj")
    one.claim(15)
    fill(one)
    one.keep(1, Entry(progress="我的"), None)
    restore(one, 1, one.version(1).id)
    submit(one, Signatories("张三", "李四"))
    withdraw(one, "数字有误")
    settle(desk, fill)
    settled = desk("xxzx")
    export(settled, ExportFormat.TOML)
    for past in (history(one), history(settled)):
        assert past.moments
        assert {moment.event.act.name for moment in past.moments} <= ACT_WORDS.keys()
        assert past.unreadable == 0


def test_a_mended_store_holds_what_was_saved_and_its_history_says_who_mended_it(desk: Open) -> None:
    one = desk("rsj", account="王五")
    saved = one.record(1, lambda entry: replace(entry, status=Status.DELAYED))
    path = one.office.home.unit_folder("rsj") / "2020Q4.json"
    path.write_bytes(b"")
    with pytest.raises(Damaged, match="请从历史重建"):
        one.overview()
    assert mend(one).entries == 1
    assert one.version(1) == saved
    last = history(one).moments[-1].event
    assert (last.act.name, last.act.by, last.version) == ("restore", "王五", None)


def test_a_line_of_a_measure_that_the_notice_does_not_have_stops_nothing_even_after_a_mend(desk: Open) -> None:
    one = fill(desk("rsj"))
    own = current_report(one).versions
    foreign = descend(replace(own[0].subject, measure=99), Entry(progress="别的目录里的"), (), AT, "张三")
    one.store.history.append([Event(Act("save", AT, "张三"), foreign)])
    told = [measure_words(one, moment.version.subject.measure) for moment in history(one).moments if moment.version]
    assert (told[0], told[-1]) == ("第1项稳定就业岗位", "第99项（通知里没有这一项）")
    (one.office.home.unit_folder("rsj") / "2020Q4.json").write_bytes(b"")
    mend(one)
    assert one.store.read().rows[99].current == foreign
    assert current_report(one).versions == own
    export(one, ExportFormat.TOML)
    export_changes(one)
    submit(one, Signatories("张三", "李四"))


def test_the_past_of_one_measure_has_what_became_of_the_report_where_that_is_wanted(desk: Open) -> None:
    one = fill(desk("rsj"))
    submit(one, Signatories("张三", "李四"))
    withdraw(one, "数字有误")
    moments = history(one, 1, with_report=True).moments
    assert [(moment.did, moment.changes[-1]) for moment in moments[1:]] == [("报送", "报告现在是已报送"), ("撤回", "报告现在是已撤回")]
    assert moments[2].event.act.reason == "数字有误"
    assert history(one, 1).moments == moments[:1]


def test_a_damaged_earlier_quarter_keeps_nobody_from_saving_what_the_notice_gives_them(desk: Open) -> None:
    earlier = desk("rsj", quarter="2020Q3")
    earlier.claim(15)
    (earlier.office.home.unit_folder("rsj") / "2020Q3.json").write_bytes(b"")
    assert desk("rsj").record(1, lambda entry: replace(entry, progress="甲")).entry.progress == "甲"
    with pytest.raises(Damaged, match=r"2020Q3\.json.*请从历史重建"):
        desk("rsj").record(15, lambda entry: replace(entry, progress="甲"))
