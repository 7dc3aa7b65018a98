"""A share is never above 100% and never of nothing, whatever is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuwen_tui.domain.share import Share


@given(st.integers(-3, 400), st.integers(-3, 400))
def test_a_share_is_between_none_and_all_or_cannot_be_made(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        with pytest.raises(ValueError, match="no part"):
            Share(part, whole)
        return
    share = Share(part, whole)
    if whole == 0:
        assert (share.percent, share.word) == (None, "无")
    else:
        assert share.percent is not None and 0 <= share.percent <= 100
        assert (share.percent == 100) == (part == whole)
        assert (share.percent == 0) == (part == 0)
        assert abs(share.percent - 100 * part / whole) < 1
        assert share.word == f"{share.percent}%"
