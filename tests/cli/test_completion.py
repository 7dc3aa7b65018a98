"""``liuwen completion``: the Tab key in a shell, tried in a real bash, and as zsh and fish ask."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, environment, run

ASKED = """
source <(liuwen completion bash)
COMP_WORDS=({words}) COMP_CWORD={at}
_liuwen_completion liuwen
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
OFFERED = {
    "re": ["record", "restore"],
    "status --unit f": ["fgw"],
    "status --unit 区发": ["区发改委", "区发展和改革委员会"],
    "--unit fgw show 1": ["1", "10", "12"],
    "show --unit tsz ''": ["4", "13", "14", "16", "17", "18"],
    "history --unit wjw ''": ["3", "5"],
    "fill --un": ["--unit"],
    "export --format ''": ["toml", "md", "docx", "xlsx"],
    "--notice nope show ''": [""],
    "compose area-": [f"area-{number}" for number in range(1, 7)],
}


def ask_bash(home: Path, line: str) -> list[str]:
    """Returns what bash is offered for the last word of the line."""
    words = shlex.split(line)
    program = home.parent / "bin" / "liuwen"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n')
    program.chmod(0o755)
    script = ASKED.format(words=shlex.join(["liuwen", *words]), at=len(words))
    path = f"{program.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script], check=True, capture_output=True, env=environment(home, PATH=path), cwd=home.parent
    )
    assert done.stderr == b""
    return done.stdout.decode().rstrip("\n").split("\n")


@pytest.mark.parametrize("line", OFFERED)
def test_the_tab_key_offers_commands_options_units_and_measures(home: Path, line: str) -> None:
    assert ask_bash(home, line) == OFFERED[line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_this_program(home: Path, shell: str) -> None:
    done = run("completion", shell, home=home)
    assert (done.code, done.err) == (0, "")
    assert f"_LIUWEN_COMPLETE=complete_{shell}" in done.out
    assert run("completion", shell, "--json", home=home).json() == {"script": done.out.rstrip("\n")}


def test_zsh_and_fish_show_chinese_names_beside_the_codes(home: Path) -> None:
    typed = {"_TYPER_COMPLETE_ARGS": "liuwen status --unit ts", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert run(home=home, _LIUWEN_COMPLETE="complete_fish", **typed).out == "tsz\t塘山镇\n"
    assert '"tsz":"塘山镇"' in run(home=home, _LIUWEN_COMPLETE="complete_zsh", **typed).out


def test_an_unknown_shell_is_wrong_use(home: Path) -> None:
    done = run("completion", "tcsh", home=home)
    assert (done.code, done.out) == (2, "")
    assert "bash、zsh 或 fish" in done.err
