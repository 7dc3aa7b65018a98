"""The lead's decisions in a unit's store: read at once, while the frozen report stays as it was submitted until it is open again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from liuwen_tui.documents.receipt_toml import write_receipt
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import NotAllowed, Unusable, WrongUse
from liuwen_tui.domain.receipt import Receipt, SealedReceipt, Verdict
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.domain.versions import Version, descend
from liuwen_tui.receipts import keep_receipt
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import export, submitted_seals
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.past import history, mend
from liuwen_tui.reporting.receiving import take_receipt, take_waiting
from tests.conftest import CATALOGUE

Open, Fill = Callable[..., Desk], Callable[[Desk], Desk]
LEAD, NUMBER = "王某", 3
AT = "2021-01-09T10:00:00+08:00"
DONE = Entry(Status.COMPLETED, 100, "两处合并写成。")


@pytest.fixture
def wjw(desk: Open, filled: Fill) -> Desk:
    """区卫健委 has submitted measures 3 and 5."""
    one = filled(desk("wjw"))
    submit(one, Signatories(reviewed_by="李某"))
    return one


def decided(desk: Desk, number: int = NUMBER, entry: Entry = DONE) -> Decision:
    """What the lead decided between the unit's version and one from elsewhere, or between two from elsewhere."""
    mine, about = desk.store.read().rows.get(number), desk.subject(number)
    others = [descend(about, Entry(Status.DELAYED, progress=words), (), AT, "别处") for words in ("甲", "乙")]
    parents: list[Version] = [mine.current, others[0]] if mine else others
    return Decision(descend(about, entry, parents, AT, LEAD), "以书面更正为准。")


def answer(desk: Desk, verdict: Verdict, *decisions: Decision) -> SealedReceipt:
    notice, seal = CATALOGUE.notice, next(submitted_seals(desk, desk.store.read()))
    reason = "请补充。" if verdict is Verdict.RETURNED else ""
    receipt = Receipt(notice.id, notice.digest, "wjw", "2020Q4", seal, verdict, AT, LEAD, reason, decisions=decisions)
    return SealedReceipt(receipt, write_receipt(receipt, CATALOGUE)[1])


def test_a_receipt_that_came_as_a_file_is_taken_in_from_the_inbox(wjw: Desk, desk: Open) -> None:
    accepted, inbox = answer(wjw, Verdict.ACCEPTED), wjw.office.home.inbox("wjw")
    inbox.mkdir(exist_ok=True)
    (inbox / "qsh-2020-25_2020Q4_wjw.receipt.toml").write_bytes(write_receipt(accepted.receipt, CATALOGUE)[0])
    assert desk("wjw").store.read().head.state is State.ACCEPTED
    assert take_waiting(wjw) is None, "it is new but once"


@pytest.mark.parametrize(
    ("verdict", "refusal", "said"),
    [(Verdict.ACCEPTED, NotAllowed, "报告已被接收，不能撤回"), (Verdict.RETURNED, WrongUse, "报告已被退回，不用撤回")],
)
def test_what_the_lead_answered_while_the_desk_was_open_is_not_withdrawn(
    wjw: Desk, verdict: Verdict, refusal: type[Exception], said: str
) -> None:
    receipt, out, home = answer(wjw, verdict).receipt, wjw.office.home.out_folder("wjw"), wjw.office.home
    keep_receipt(receipt, home.receipts_folder("wjw"), home.root, CATALOGUE)
    before = [path.read_bytes() for path in out.iterdir()]
    with pytest.raises(refusal, match=said):
        withdraw(wjw, "数字有误")
    assert wjw.state is verdict.state
    assert [path.read_bytes() for path in out.iterdir()] == before


def test_a_decision_is_what_is_read_and_the_frozen_report_stays_as_it_was_submitted(wjw: Desk, desk: Open) -> None:
    decision, before = decided(wjw), export(wjw, ExportFormat.TOML)
    accepted = answer(wjw, Verdict.ACCEPTED, decision)
    assert take_receipt(wjw, accepted)
    assert not take_receipt(wjw, accepted)
    assert export(wjw, ExportFormat.TOML) == before
    assert wjw.version(NUMBER) == decision.version
    assert desk("wjw", quarter="2021Q1").overview().filled == (NUMBER,), "what the lead decided settles"
    [moment] = [one for one in history(wjw, NUMBER).moments if one.event.act.name == "decide"]
    assert (moment.event.act.by, moment.event.act.at, moment.event.act.reason) == (LEAD, AT, decision.reason)
    with pytest.raises(NotAllowed):
        wjw.record(NUMBER, lambda _: Entry())


def test_a_store_rebuilt_from_its_history_knows_both_what_was_decided_and_what_was_submitted(wjw: Desk, home) -> None:
    decision, before = decided(wjw), export(wjw, ExportFormat.TOML)
    take_receipt(wjw, answer(wjw, Verdict.ACCEPTED, decision))
    (store,) = home.rglob("2020Q4.json")
    store.write_bytes(b"")
    mend(wjw)
    assert export(wjw, ExportFormat.TOML) == before
    assert wjw.version(NUMBER) == decision.version


def test_once_the_report_is_sent_back_the_decision_is_the_entry_and_is_gone_on_from(wjw: Desk) -> None:
    decision = decided(wjw)
    take_receipt(wjw, answer(wjw, Verdict.ACCEPTED, decision))
    take_receipt(wjw, answer(wjw, Verdict.RETURNED, decision))
    changed = wjw.record(NUMBER, lambda entry: replace(entry, progress="又有进展。"))
    assert changed.parents == (decision.version.id,)
    submit(wjw, Signatories(reviewed_by="李某"))
    assert changed in wjw.store.read().versions()


def test_a_decision_on_what_the_report_does_not_tell_of_is_read_and_leaves_the_report(wjw: Desk) -> None:
    decision, before = decided(wjw, 15), export(wjw, ExportFormat.TOML)
    take_receipt(wjw, answer(wjw, Verdict.ACCEPTED, decision))
    assert export(wjw, ExportFormat.TOML) == before
    assert wjw.version(15) == decision.version


def test_a_decision_on_a_report_that_went_on_meanwhile_is_refused_and_nothing_is_changed(wjw: Desk) -> None:
    late = answer(wjw, Verdict.ACCEPTED, decided(wjw))
    take_receipt(wjw, answer(wjw, Verdict.RETURNED))
    wjw.record(NUMBER, lambda entry: replace(entry, progress="改过了。"))
    ledger = wjw.store.read()
    with pytest.raises(Unusable, match="没有收进"):
        take_receipt(wjw, late)
    assert (wjw.store.read(), wjw.state) == (ledger, State.RETURNED)
