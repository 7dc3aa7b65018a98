"""检查报送, 撤回 and 导出 by question and answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from liuwen_tui.cli.signs import Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.cli.words import findings_words
from liuwen_tui.domain.errors import Busy, LiuwenError, Unusable
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting import exporting, filing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.reporting.signatories import known_signatories, remember_signatories

_NAMES: Mapping[str, str] = {"prepared_by": "填报人（可不填）", "reviewed_by": "审核人（必填）", "phone": "联系电话（可不填）"}
_LEAVES = (Sign.QUIT, Sign.END)


def hand_in(desk: Desk, talk: Talk) -> int | None:
    """Says every finding; returns the measure to mend, or asks the names, confirms and submits.

    Raises `NotAllowed` where the report is frozen, and what `filing.submit` raises.
    """
    overview = desk.overview()
    desk.refuse_archived()
    refuse_frozen(overview.head, desk.quarter)
    if overview.findings:
        talk.say(findings_words(overview.findings))
    if overview.missing:
        first = overview.missing[0]
        choices = {"1": f"去补第{first}项", "2": "先不补"}
        return first if talk.pick(f"还有 {len(overview.missing)} 项须补。[去补第{first}项]", choices, kept="1") == "1" else None
    signatories = _ask_names(desk, talk)
    if signatories and talk.pick("报送后内容冻结，要改须撤回。现在报送？", {"1": "报送", "2": "先不报"}) == "1":
        path = filing.submit(desk, signatories)
        talk.say(f"{desk.unit.name}{desk.quarter.label}已报送，文件在 {path}")
        talk.say(desk.office.settings.download_hint)
    return None


def _ask_names(desk: Desk, talk: Talk) -> Signatories | None:
    """The names on the report, remembered as they are given; None where the person leaves."""
    names = asdict(known_signatories(desk))
    for name, title in _NAMES.items():
        answer = talk.ask(f"{title} [{names[name]}]" if names[name] else title)
        while answer not in _LEAVES and name == "reviewed_by" and not _named(answer, names[name]):
            talk.refuse("报送须写审核人。")
            answer = talk.ask(title)
        if answer in _LEAVES:
            return None
        names[name] = _named(answer, names[name])
    signatories = Signatories(**names)
    try:
        remember_signatories(desk, signatories)
    except LiuwenError as error:  # they are asked again next time, no more
        talk.say(str(error))
    return signatories


def _named(answer: str | Sign, known: str) -> str:
    return answer if isinstance(answer, str) else "" if answer is Sign.CLEAR else known


def withdraw(desk: Desk, talk: Talk) -> None:
    """Asks the reason and withdraws; a reason given is kept while that cannot be done. Raises what `filing.withdraw` raises."""
    filing.refuse_unsubmitted(desk)
    reason = ""
    while True:
        answer = talk.ask(f"撤回的原因？（必填） [{reason}]" if reason else "撤回的原因？（必填）", takes_text=True)
        if answer in _LEAVES:
            return
        reason = answer if isinstance(answer, str) else reason
        if not reason:
            talk.refuse("请写原因；不撤回打 q。")
            continue
        try:
            filing.withdraw(desk, reason)
        except (Busy, Unusable) as error:
            talk.refuse(str(error))
            continue
        talk.say(f"{desk.unit.name}{desk.quarter.label}已撤回，可以修改后再报。")
        return


def export(desk: Desk, talk: Talk) -> None:
    """Asks for the format and says where the file is."""
    exports = {str(number): choice for number, choice in enumerate(exporting.EXPORTS.values(), 1)}
    picked = talk.pick("导出哪一种？[1]", {number: purpose for number, (purpose, _) in exports.items()}, kept="1")
    if picked:
        exported = exports[picked][1](desk)
        talk.say(f"已导出到 {exporting.save_export(desk, exported)}")
        if exported.note:
            talk.say(exported.note)
        talk.say(desk.office.settings.download_hint)
