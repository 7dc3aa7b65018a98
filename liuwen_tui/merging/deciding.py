"""裁定: where versions of one entry do not know of each other, the lead says what stands, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Changed, Unusable, WrongUse
from liuwen_tui.domain.fields import entry_fields, read_entry, refuse_foreign_targets
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.summary import Conflict, Summary, conflicts
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version, descend
from liuwen_tui.merging.board import Board
from liuwen_tui.receipts import keep_decision

_PREFIX = re.compile(r"[0-9a-f]{4,16}")


def conflict_on(board: Board, unit: Unit, number: int, paths: Iterable[Path] | None = None) -> Conflict:
    """Returns the conflict on that unit's entry in those files, by default in the published ones.

    Raises `WrongUse` where there is none, and `Unusable` where it may lie in one of those files that cannot be used.
    """
    measure, merged = board.catalogue.measure(number), board.merge(paths)
    found = _found(merged.summary, unit.code, measure.number)
    if found is None:
        if paths and merged.refused:
            unread = merged.refused[0]
            raise Unusable(f"没有裁定：{unread.reason.rstrip('。')}；请改好 {unread.file} 再试。")
        raise WrongUse(f"{unit.name}第{number}项没有冲突，不用裁定；请先看汇总里有哪些冲突。", "liuwen merge")
    return found


def version_of(conflict: Conflict, prefix: str) -> Version:
    """Returns the version whose id begins so, with at least four hex digits; raises `WrongUse` for none and for several."""
    matching = [version for version in conflict.versions if version.id.startswith(prefix)] if _PREFIX.fullmatch(prefix) else []
    if len(matching) != 1:
        known = "、".join(version.id for version in conflict.versions)
        raise WrongUse(f"第{conflict.measure}项冲突的版本是 {known}，请写其中一个，或它的前 4 位或更多，不是“{prefix}”。")
    return matching[0]


def decide(board: Board, seen: Conflict, entry: Entry, reason: str, paths: Iterable[Path] | None = None) -> Decision:
    """Keeps under ``lead/`` that the entry stands in the place of the versions seen, and returns the decision.

    Raises `WrongUse` without a reason or for what an entry of that measure cannot hold, `Changed` where the conflict is
    another by now, and what a write raises.
    """
    reason, measure = clean(reason), board.catalogue.measure(seen.measure)
    if is_blank(reason):
        raise WrongUse("还没有写理由，没有裁定；请写上再定。")
    entry = _checked(measure, entry, seen)
    now = _found(board.merge(paths).summary, seen.unit, seen.measure)
    if now is None or _ids(now) != _ids(seen):
        raise Changed(f"第{seen.measure}项的这些版本刚才有变，可能来了新的，或别人已经裁定，没有再定；请重新看过。", "liuwen merge")
    office = board.office
    version = descend(seen.versions[0].subject, entry, seen.versions, office.now(), office.account)
    decision = Decision(version, reason)
    keep_decision(decision, office.home.decisions_folder(seen.unit), office.home.root, board.catalogue)
    return decision


def _checked(measure: Measure, entry: Entry, seen: Conflict) -> Entry:
    """What the unit said is taken as it stands; what the lead wrote must be an entry of the measure."""
    if entry in [version.entry for version in seen.versions]:
        return entry
    written = read_entry(entry_fields(entry))
    if written.status is None:
        raise WrongUse(f"合并写成的第{measure.number}项没有状态，没有裁定；请选定状态。")
    refuse_foreign_targets(measure, written)
    return written


def _found(summary: Summary, unit: str, number: int) -> Conflict | None:
    return next((one for one in conflicts(summary) if (one.unit, one.measure) == (unit, number)), None)


def _ids(conflict: Conflict) -> list[str]:
    return [version.id for version in conflict.versions]
