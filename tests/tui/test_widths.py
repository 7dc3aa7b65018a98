"""Ambiguous characters two cells wide: guards the private table of Rich that decides every width on the screen."""

from __future__ import annotations

import json
import subprocess
import sys

MEASURE = """
import json
from liuwen_tui.tui.widths import draw_wide
draw_wide()
from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content
from textual.strip import Strip
from rich.segment import Segment
from textual._wrap import compute_wrap_offsets
from textual.widgets.text_area import Document
from liuwen_tui.domain.text import cell_width, fit, width, wrap
from liuwen_tui.tui.wrapping import mend_wrapping
mend_wrapping()
print(json.dumps({
    "rich": [cell_len(character) for character in "“”…—·√│é中aー\u0301"],
    "ours": [cell_width(character) for character in "“”…—·√│é中aー\u0301"],
    "content": Content("“发改”—").cell_length,
    "strip": Strip([Segment("“发改”—")]).cell_length,
    "chopped": chop_cells("“”“”", 4),
    "sized": set_cell_size("“发改”", 5),
    "text area": compute_wrap_offsets("发改委“发改”发改", 8, 4),
    "fit": [fit("“发改”", 7), fit("发改委", 5), fit("发改", 1), width(fit("“发改委”", 7))],
    "wrap": wrap("发改委“发改”发改", 8),
}))
"""


def test_rich_textual_and_our_own_layout_count_ambiguous_characters_alike() -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], check=True, capture_output=True, text=True)
    seen = json.loads(done.stdout)
    assert seen["rich"] == seen["ours"] == [2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 0]
    assert (seen["content"], seen["strip"]) == (10, 10)
    assert seen["chopped"] == ["“”", "“”"]
    assert seen["sized"] == "“发 "
    assert seen["fit"] == ["“发… ", "发… ", " ", 7]
    assert seen["wrap"] == ["发改委", "“发改”", "发改"]
    assert seen["text area"] == [3, 7]
