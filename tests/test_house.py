"""The house stands as it was drawn: lint, format, types, import contracts, what lies at the top, and a README that is true."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from liuwen_tui.cli.app import app
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.store.settings import SETTINGS_FILE, load_settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TOP_LEVEL = {"liuwen_tui", "seeds", "data", "tests", "pyproject.toml", "README.md"}
OPENING = "python3 -m venv .venv && .venv/bin/pip install -q '.[office]' && .venv/bin/liuwen"
TESTING = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/python -m pytest"
TOOLS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_code_passes(tool: str) -> None:
    done = subprocess.run([sys.executable, *TOOLS[tool]], check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_nothing_else_lies_at_the_top() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, check=True, capture_output=True, cwd=ROOT).stdout.decode().split("\0")
    top = {Path(name).parts[0] for name in files if name}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


def commands() -> dict[str, set[str]]:
    """Every command of the program with its options, those of a group behind its name: ``server init``."""
    return _below(typer.main.get_command(app), "")


def _below(group: Any, before: str) -> dict[str, set[str]]:
    found = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= _below(command, f"{before}{name} ")
        else:
            found[before + name] = {option for parameter in command.params for option in parameter.opts}
    return found


def test_readme_names_every_command_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    groups = "|".join({name.split()[0] for name in commands() if " " in name})
    assert set(re.findall(rf"(?<![/\w.])liuwen ((?:(?:{groups}) )?[a-z]+(?:-[a-z]+)*)", text)) == commands().keys()


def test_readme_names_every_option_and_no_other() -> None:
    text = re.sub(r"^.*-m venv.*$|^.*/pip\".*$", "", README.read_text(encoding="utf-8"), flags=re.M)  # what installs has its own
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - {"--help"}
    everywhere = {option for parameter in typer.main.get_command(app).params for option in parameter.opts}
    known = {option for options in (everywhere, *commands().values()) for option in options if option.startswith("--")} - {"--help"}
    assert (known - named, named - known) == (set(), set())


def test_readme_gives_the_two_commands_each_on_a_line_of_its_own() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert lines.count(OPENING) == 1
    assert lines.count(TESTING) == 1


def test_the_settings_that_readme_shows_are_understood(home: Path) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```$", README.read_text(encoding="utf-8"), flags=re.M | re.S)
    home.mkdir()
    (home / SETTINGS_FILE).write_text(example, encoding="utf-8")
    settings, quarter = load_settings(home), Quarter.parse("2020Q4")
    assert (settings.due_day(quarter), settings.due_day(quarter, "rsj")) == (date(2021, 1, 15), date(2021, 1, 20))
    assert settings.of(quarter).note


def test_the_integration_run_is_exactly_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == TESTING
    assert script.stat().st_mode & 0o111
