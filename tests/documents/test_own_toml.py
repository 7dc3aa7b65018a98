"""What is read at a glance is what the standard library reads; what the glance leaves is told as before."""

from __future__ import annotations

import random
import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.own_toml import NotOurs, parse_own
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.entry import Entry
from tests.conftest import CATALOGUE
from tests.documents.quarters import report_of
from tests.hostile import entries

NAMES = st.sampled_from(["entry", "step", "target", "percent", "progress"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(TEXTS, st.integers(-(10**15) + 1, 10**15 - 1), st.booleans(), st.floats(-1e6, 1e6).map(lambda it: round(it, 3)))
ROWS = st.dictionaries(
    NAMES, st.one_of(VALUES, st.lists(TEXTS, max_size=3), st.lists(st.dictionaries(NAMES, VALUES, min_size=1), max_size=3))
)
DOCUMENTS = st.dictionaries(NAMES, st.one_of(VALUES, st.lists(ROWS, min_size=1, max_size=3)), max_size=5)


def alike(one: object, other: object) -> bool:
    """Equal in types and order too."""
    return repr(one) == repr(other)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_what_is_read_at_a_glance_is_what_the_standard_library_reads(document: dict[str, object]) -> None:
    written = tomli_w.dumps(document)
    try:
        assert alike(parse_own(written.encode()), tomllib.loads(written))
    except NotOurs:
        pass  # an empty table in an array, which no document of ours has


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_a_document_with_lines_lost_doubled_or_torn_is_read_alike_or_left(document: dict[str, object], chance: random.Random) -> None:
    lines = tomli_w.dumps(document).splitlines(keepends=True)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines) + 1)
        spoilt = [
            lines[at:at] * 2,
            lines[at : at + 1] * 2,
            [],
            ["[[entry]]\n"],
            ["[[entry.step]]\n"],
            ["step = []\n"],
            ['entry = [\n    "",\n]\n'],
        ]
        lines[at : at + 1] = chance.choice(spoilt)
        if lines and chance.random() < 0.3:
            which = chance.randrange(len(lines))
            lines[which] = lines[which][: chance.randrange(len(lines[which]) + 1)]
    written = "".join(lines)
    try:
        read = parse_own(written.encode())
    except NotOurs:
        return
    assert alike(read, tomllib.loads(written))


@pytest.mark.parametrize(
    "written",
    [
        'a = "x"\na = "y"\n',
        "entry = []\n\n[[entry]]\n",
        '[[entry]]\nstep = [\n    { id = "1" },\n]\n\n[[entry.step]]\n',
        "[[entry.step]]\n",
        "[[entry]]\n\n[[entry.step]]\n\n[[entry]]\n\n[[entry.step.due]]\n",
        "[entry]\n",
        "a = 01\n",
        "a = 1 # one\n",
        "a = 'x'\n",
        'a = """x"""\n',
        'a = "\\ud800"\n',
        'a = "\\q"\n',
        'a = "x\ty"\n',
        'a = "x\n',
        'a = [\n    "x"\n]\n',
        "a = [\n    { b = 1, },\n]\n",
        "a = [\n    { b = 1, b = 2 },\n]\n",
        '"a" = 1\n',
        "a = 1",
        "a = 2021-01-01\n",
        "a.b = 1\n",
        f"{'a' * 64} = 1\n",
        "".join(f"[[{name}]]\n" for name in "abcdefghijklmnopq"),
    ],
)
def test_what_is_not_written_so_is_left(written: str) -> None:
    with pytest.raises(NotOurs):
        parse_own(written.encode())
    with pytest.raises(NotOurs):
        parse_own(b'a = "\xff"\n')


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=3))
def test_every_report_that_we_write_is_read_at_a_glance(said: list[Entry]) -> None:
    content = write_report(report_of("rsj", dict(enumerate(said, 1))), CATALOGUE)
    body = content[: content.rindex(b"[seal]")]
    assert alike(parse_own(body), tomllib.loads(body.decode()))
