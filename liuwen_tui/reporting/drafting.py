"""What a person typed and lost the line over: found again, held against what is stored by now, taken up or thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.threeway import join_fields
from liuwen_tui.domain.versions import Subject, Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.drafts import Draft, drafts_left, remove_draft


@dataclass(frozen=True, slots=True)
class Found:
    """A draft left by a program that ended, with what it would change."""

    draft: Draft
    desk: Desk
    """The desk of the draft's quarter."""
    current: Version | None
    """What the store holds by now."""
    changes: tuple[str, ...]
    """Names of the fields that taking it up would change or ask about."""
    path: Path

    @property
    def now(self) -> Entry:
        return self.current.entry if self.current else Entry()


def found_drafts(desk: Desk) -> list[Found]:
    """Returns the account's drafts for the desk's unit, any quarter, oldest first; removes those that change nothing.

    A draft stays and is passed over where the notice does not have its place or the store of its quarter cannot be read.
    """
    folder = desk.office.home.drafts_folder(desk.unit.code)
    return [found for path, draft in drafts_left(folder, Draft.take) if (found := _held_against_the_store(desk, path, draft))]


def _held_against_the_store(desk: Desk, path: Path, draft: Draft) -> Found | None:
    """What a draft would change, None for one of another notice or unit, or that nothing can be held against."""
    here = Subject(desk.catalogue.notice.id, desk.unit.code, draft.subject.quarter, draft.subject.measure)
    if draft.subject != here:
        return None
    try:
        desk = desk.of(Quarter.parse(draft.subject.quarter))
        current = desk.version(draft.subject.measure)
    except LiuwenError:
        return None
    changes = tuple(_changes(draft, current.entry if current else Entry()))
    if not changes:
        with suppress(Unusable):
            remove_draft(path)
        return None
    return Found(draft, desk, current, changes, path)


def _changes(draft: Draft, now: Entry) -> Iterator[str]:
    """The fields in which the store would differ, or in which somebody else meanwhile wrote something else."""
    joined = join_fields(draft.base.entry if draft.base else Entry(), draft.entry, now)
    for name in FIELD_NAMES:
        if name in joined.clashes or getattr(joined.entry, name) != getattr(now, name):
            yield name


def take_up(found: Found) -> None:
    """Saves a draft as its typing would have been saved, and removes it.

    Raises what `Desk.save` raises, `Clash` among it; the draft stays then.
    """
    found.desk.save(found.draft.subject.measure, found.draft.entry, found.draft.base)
    throw_away(found)


def throw_away(found: Found) -> None:
    """Removes a draft for good."""
    remove_draft(found.path)
