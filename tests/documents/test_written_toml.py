"""What is written is what ``tomli_w`` writes, byte for byte."""

from __future__ import annotations

from datetime import date

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.written_toml import write_tables, write_toml

NAMES = st.one_of(st.sampled_from(["entry", "step", "seal"]), st.text(max_size=5))
TEXTS = st.one_of(st.text(max_size=40), st.text('\t\n\r\f\b"\\\x00\x1f\x7f\u2028引', max_size=5))
SINGLE = st.one_of(TEXTS, st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.recursive(
    SINGLE, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)), max_leaves=12
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_any_document_is_written_as_the_library_writes_it(document: dict[str, object]) -> None:
    assert write_toml(document) == tomli_w.dumps(document)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, SINGLE, max_size=3), st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=3))
def test_tables_written_one_by_one_make_the_same_document(head: dict[str, object], rows: list[dict[str, object]]) -> None:
    head.pop("report", None)
    tables = [{**row, "seal": "0" * 100} for row in rows]
    apart = "\n".join([*([write_toml(head)] if head else []), *write_tables("report", tables)])
    assert apart == tomli_w.dumps({**head, **({"report": tables} if tables else {})})


def test_what_no_document_holds_is_no_value() -> None:
    with pytest.raises(TypeError):
        write_toml({"day": date(2021, 1, 1)})
