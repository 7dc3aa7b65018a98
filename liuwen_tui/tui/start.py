"""Starting the screens: only on a terminal, which is asked what it is, with Textual's settings made before it is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import visible_line
from liuwen_tui.faults import OUR_FAULT, fault_sentence, install_fault_hook
from liuwen_tui.opening import TUI_WAIT, Opening, Options
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import words
from liuwen_tui.tui.lightly import import_lightly
from liuwen_tui.tui.terminal import REPLACE_CELLS, TOO_PLAIN, probe, raw
from liuwen_tui.tui.way_out import WayOut

NO_TERMINAL = 2
HUNG_UP = 129
_SETTINGS = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # under that protocol several terminals drop committed Chinese
    "TEXTUAL_ANIMATIONS": "none",
}


def start(options: Options | None = None, for_lead: bool = False) -> int:
    """Opens the unit's screens, or the lead's board, and returns the exit code."""
    return open_screens(lambda: Opening(options or Options(), wait=TUI_WAIT), for_lead)


def open_screens(make: Callable[[], Opening], for_lead: bool, at_end: Callable[[], None] | None = None) -> int:
    """Opens the screens on what ``make`` returns and returns the exit code.

    ``at_end`` is given for a home that goes with the program, and called where a signal or a failure of our own ends it,
    which then does not return.
    """
    install_fault_hook()
    obstacle = no_screens_here(for_lead)
    if obstacle:
        print(obstacle, file=sys.stderr)
        return NO_TERMINAL
    os.environ.update(_SETTINGS)
    try:
        opening = make()
        if not opening.notices:  # of several the list says which cannot be opened
            opening.refuse_unusable(for_lead)
    except LiuwenError as error:
        print(visible_line(error.with_command()), file=sys.stderr)
        return error.exit_code
    return _open(opening, for_lead, at_end)


def no_screens_here(for_lead: bool = False) -> str:
    """Returns why this is no place for screens and which command does without, "" where they can be opened."""
    instead = "liuwen merge 汇总" if for_lead else "liuwen fill 一问一答地填"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return f"这里不是终端，打不开界面；请用 {instead}，或在终端里再运行一次。"
    if os.environ.get("TERM", "") in TOO_PLAIN:
        return f"这个终端显示不了界面；请用 {instead}，或换一个终端再运行一次。"
    return ""


def _open(opening: Opening, for_lead: bool, at_end: Callable[[], None] | None) -> int:
    drafts = DraftKeeper()
    source, target = sys.stdin.fileno(), sys.stderr.fileno()
    with raw(source) as before:
        WayOut(drafts, source, target, before, at_end).open()
        terminal = probe(source, target, meanwhile=_import_screens)
        if not terminal.is_there:
            return HUNG_UP
        sys.stderr.reconfigure(encoding=terminal.encoding, errors=REPLACE_CELLS)  # type: ignore[union-attr]
        if terminal.ambiguous > 1:
            from liuwen_tui.tui.widths import draw_wide

            draw_wide()
        from liuwen_tui.tui.app import LiuwenApp
        from liuwen_tui.tui.driver import driver_for

        app = LiuwenApp(opening, for_lead, drafts, driver_for(terminal))
        app.run(mouse=False)
    if app.fault_log:
        print(fault_sentence(app.fault_log), file=sys.stderr)
        return OUR_FAULT
    if app.farewell:
        print(words.DEMONSTRATION_ENDED if at_end else app.farewell, file=sys.stderr)
    return app.return_code or 0


def _import_screens() -> None:
    """The longest part of a start, for which Textual's settings are made."""
    import_lightly()
    import liuwen_tui.tui.app
    import liuwen_tui.tui.driver  # noqa: F401
