"""Of what one program left of one entry, what was typed last is found, in whatever order the files reached the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.versions import Subject
from liuwen_tui.store.drafts import Draft, Process, draft_file, drafts_left, write_draft
from tests.conftest import AT

SUBJECT = Subject("qsh-2020-25", "fgw", "2020Q4", 1)
ENDED = Process(1, "long ago")


@pytest.mark.parametrize("later_is_written_first", [True, False])
def test_the_draft_typed_last_is_kept_whichever_was_written_last(tmp_path: Path, later_is_written_first: bool) -> None:
    thread, last = draft_file(tmp_path), draft_file(tmp_path, "last")
    order = [(last, "前一段后一段", 2), (thread, "前一段", 1)]
    for written, (path, words, serial) in enumerate(order if later_is_written_first else order[::-1], 1):
        write_draft(path, Draft(SUBJECT, None, Entry(progress=words), AT), ENDED, serial)
        os.utime(path, ns=(written, written))
    [(kept, draft)] = drafts_left(tmp_path, Draft.take)
    assert (kept, draft.entry.progress) == (last, "前一段后一段")
    assert list(tmp_path.iterdir()) == [last]
