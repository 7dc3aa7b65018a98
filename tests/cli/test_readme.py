"""README is true: its screens are the program's, and its commands run as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, environment, run

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "README.md"
README = FILE.read_text(encoding="utf-8")
SCREENS = dict(re.findall(r"<!-- 界面 (\w+) -->\n```text\n(.*?)\n```\n", README, flags=re.S))
BLOCKS = [block for block in re.findall(r"^```sh\n(.*?)^```$", README, flags=re.M | re.S) if not block.startswith("python3 -m venv")]
INLINE = re.findall(r"`(\.venv/bin/liuwen [^`]+)`", README)
DONE, WAITS = "0", "1"
WRAPPER = '#!/bin/sh\n{program} "$@"\ncode=$?\necho "$1 $code" >> {codes}\nexit $code\n'


@pytest.mark.parametrize("name", ["list", "entry", "check"])
def test_the_screens_in_readme_are_the_programs_but_for_their_empty_rows(name: str) -> None:
    """``LIUWEN_SNAPSHOTS=write`` in the environment puts the present ones there instead, to be read by a person."""
    drawn = (ROOT / "tests" / "tui" / "snapshots" / f"{name}-80x24.txt").read_text(encoding="utf-8").rstrip("\n")
    wanted = re.sub("\n{3,}", "\n\n", drawn)
    if os.environ.get("LIUWEN_SNAPSHOTS") == "write":
        FILE.write_text(FILE.read_text(encoding="utf-8").replace(SCREENS[name], wanted), encoding="utf-8")
    else:
        assert SCREENS[name] == wanted


def test_the_commands_in_readme_run_as_they_stand_there(home: Path) -> None:
    """In the order of the text; of the report that is filed on the way three measures are left, so check and submit wait."""
    folder, codes = home.parent / "checkout", home.parent / "codes"
    program = folder / ".venv" / "bin" / "liuwen"
    program.parent.mkdir(parents=True)
    program.write_text(WRAPPER.format(program=shlex.join(PROGRAM), codes=codes))
    program.chmod(0o755)
    invented = Path(run("demo", "--path", home=home, TMPDIR=str(home.parent)).out.strip())
    received = folder / "收到的"
    received.mkdir()
    shutil.copy(invented / "notices/qsh-2020-25/units/wjw/out/qsh-2020-25_2020Q4_wjw.toml", received)
    for block in (*INLINE, *BLOCKS):
        subprocess.run(["bash", "-c", block], check=False, capture_output=True, env=environment(home), cwd=folder, stdin=subprocess.DEVNULL)
    assert codes.read_text().splitlines() == [
        f"demo {DONE}",
        f"demo {DONE}",
        f"record {DONE}",
        f"check {WAITS}",
        f"submit {WAITS}",
        f"merge {DONE}",
        f"server {DONE}",
        f"server {DONE}",
        f"server {DONE}",
        f"history {DONE}",
        f"server {DONE}",
        f"server {DONE}",
        f"completion {DONE}",
    ]
    assert (folder / "汇总" / "summary.md").is_file()
    assert len(list((folder / "备份").iterdir())) == 1
    (nightly,) = [line for line in "".join(BLOCKS).splitlines() if "find 备份" in line]
    assert README.count(f"cd /opt/liuwen && {nightly}\n") == 1, "cron does what was run here"
    script = home.parent / "person" / ".local/share/bash-completion/completions/liuwen"
    assert "complete -o default" in script.read_text()
