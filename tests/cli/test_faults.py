"""A failure that nobody foresaw, in a command: one Chinese line that names the log, and exit code 70."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.cli.running import environment

OUR_FAULT = 70
BROKEN = """
import sys
from liuwen_tui.reporting.desk import Desk
Desk.overview = lambda self: 1 / 0
sys.argv = ["liuwen", "status", "--unit", "fgw", "--quarter", "2020Q4"]
from liuwen_tui.__main__ import main
main()
"""


def test_a_fault_of_ours_is_one_line_with_the_logs_name_and_exit_code_70(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BROKEN], check=False, capture_output=True, env=environment(home), cwd=home.parent)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (OUR_FAULT, b"", 1)
    log = re.search(r"请把 (\S+) 交给管理员", said)
    assert log and "ZeroDivisionError" in Path(log[1]).read_text(encoding="utf-8")
