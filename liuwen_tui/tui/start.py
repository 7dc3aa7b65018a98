"""Starting the screens: only on a terminal, with Textual's settings made before it is imported."""

from __future__ import annotations

import os
import sys

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.faults import OUR_FAULT, install_fault_hook
from liuwen_tui.opening import TUI_WAIT, Opening, Options

NO_TERMINAL = 2
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
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        print("这里不是终端，打不开界面；请在终端里运行 liuwen，或使用 liuwen status 等命令。", file=sys.stderr)
        return NO_TERMINAL
    os.environ.update(_SETTINGS)
    try:
        opening = Opening(options, wait=TUI_WAIT)
        opening.desk() if opening.unit else opening.board()
    except LiuwenError as error:
        print(error, file=sys.stderr)
        return error.exit_code

    from liuwen_tui.tui.app import LiuwenApp  # noqa: PLC0415  - after the settings, and after all that can be refused

    app = LiuwenApp(opening, for_lead)
    app.run()
    if app.fault_log:
        print(f"程序出了错，已存的内容没有受影响；请把 {app.fault_log} 交给管理员。", file=sys.stderr)
        return OUR_FAULT
    return app.return_code or 0
