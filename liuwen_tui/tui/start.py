"""Starting the screens: only on a terminal, which is asked what it is, with Textual's settings made before it is imported."""

from __future__ import annotations

import os
import sys

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import visible_line
from liuwen_tui.faults import OUR_FAULT, fault_sentence, install_fault_hook
from liuwen_tui.opening import TUI_WAIT, Opening, Options
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui.terminal import REPLACE_CELLS, probe, raw
from liuwen_tui.tui.way_out import WayOut

NO_TERMINAL = 2
HUNG_UP = 129
_TOO_PLAIN = ("", "dumb", "unknown")
_SETTINGS = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # under that protocol several terminals drop committed Chinese
    "TEXTUAL_ANIMATIONS": "none",
}


def start(options: Options | None = None) -> int:
    """Opens the unit's screens and returns the exit code."""
    return _run(options or Options(), for_lead=False)


def start_lead(options: Options) -> int:
    """Opens the lead's board and returns the exit code."""
    return _run(options, for_lead=True)


def _run(options: Options, for_lead: bool) -> int:
    install_fault_hook()
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return _refuse("这里不是终端，打不开界面；请在终端里运行 liuwen，或用 liuwen fill 一问一答地填，用 liuwen status 等命令查看。")
    if os.environ.get("TERM", "") in _TOO_PLAIN:
        return _refuse("这个终端显示不了界面；请用 liuwen fill 一问一答地填，或换一个终端再运行 liuwen。")
    os.environ.update(_SETTINGS)
    try:
        opening = Opening(options, wait=TUI_WAIT)
        opening.desk() if opening.unit else opening.board()
    except LiuwenError as error:
        print(visible_line(error.with_command()), file=sys.stderr)
        return error.exit_code
    return _open(opening, for_lead)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return NO_TERMINAL


def _open(opening: Opening, for_lead: bool) -> int:
    drafts = DraftKeeper()
    source, target = sys.stdin.fileno(), sys.stderr.fileno()
    with raw(source) as before:
        WayOut(drafts, source, target, before).open()
        terminal = probe(source, target)
        if not terminal.is_there:
            return HUNG_UP
        sys.stderr.reconfigure(encoding=terminal.encoding, errors=REPLACE_CELLS)  # type: ignore[union-attr]
        if terminal.ambiguous > 1:
            from liuwen_tui.tui.widths import draw_wide  # noqa: PLC0415  - before textual, and rarely

            draw_wide()
        from liuwen_tui.tui.app import LiuwenApp  # noqa: PLC0415  - after the settings, and after all that can be refused
        from liuwen_tui.tui.driver import driver_for  # noqa: PLC0415

        app = LiuwenApp(opening, for_lead, drafts, driver_for(terminal))
        app.run(mouse=False)
    if app.fault_log:
        print(fault_sentence(app.fault_log), file=sys.stderr)
        return OUR_FAULT
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return app.return_code or 0
