"""Failures of our own: the traceback goes to a log file, the person sees one sentence that names it."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from platformdirs import user_log_path

from liuwen_tui.domain.text import visible_line

OUR_FAULT = 70


def install_fault_hook() -> None:
    """Makes every exception that nobody foresaw end the program with exit code 70 and one sentence."""
    sys.excepthook = _report


def write_log(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Appends a traceback to the person's log file and returns its path, or says that it could not be written."""
    path = user_log_path("liuwen") / "liuwen.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()}\n")
            traceback.print_exception(kind, error, trace, file=log)
    except OSError:
        return "（日志写不下）"
    return str(path)


def fault_sentence(path: str) -> str:
    """Returns what the person is told, with the path of the log."""
    return f"程序出了错，已存的内容没有受影响；请把 {visible_line(path)} 交给管理员。"


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    print(fault_sentence(write_log(kind, error, trace)), file=sys.stderr, flush=True)
    os._exit(OUR_FAULT)
