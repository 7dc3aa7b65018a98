"""What a client may ask over ssh, and that everything else is refused before anything is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from liuwen_tui.cli.ssh_commands import asked_over_ssh
from liuwen_tui.domain.errors import NotAllowed
from tests.cli.running import environment

ASKED = {
    "": [],
    "liuwen": [],
    "status": ["status"],
    "liuwen status --json --unit 'czj'": ["status", "--json", "--unit", "czj"],
    "export --format docx -o -": ["export", "--format", "docx", "-o", "-"],
    "export --output=- --changes --format=md": ["export", "--output=-", "--changes", "--format=md"],
    "export": ["export"],
    "import -": ["import", "-"],
    "history 4 --quarter 2020Q4": ["history", "4", "--quarter", "2020Q4"],
    "measures --all": ["measures", "--all"],
    "lead": ["lead"],
    "fill 3": ["fill", "3"],
}
REFUSED = [
    "id",
    "sh -c id",
    "/usr/lib/openssh/sftp-server",
    "scp -t .",
    "rsync --server . .",
    "status; id",
    "status ; id",
    "status && id",
    "status\nid",
    "status $(id)",
    "status --home /tmp/x",
    "status --home=/tmp/x",
    "status --notice /tmp/x",
    "status --unit --home /tmp/x",
    "status --unit --home=/tmp/x",
    "--home /tmp/x status",
    "status -- x",
    "export -o /tmp/x",
    "export -o/tmp/x",
    "export --output=/tmp/x",
    "export -o",
    "export --sign --key x",
    "import x",
    "import - x",
    "import --unit= /etc/passwd",
    "import --home - x",
    "record 1 --from /etc/passwd",
    "submit",
    "merge",
    "server init",
    "liuwen liuwen",
    "status 'x",
    "甲" * 200,
]


@pytest.mark.parametrize("command", ASKED)
def test_a_few_commands_are_let_through_word_by_word(command: str) -> None:
    assert asked_over_ssh(command) == ASKED[command]


@pytest.mark.parametrize("command", REFUSED)
def test_all_else_is_refused_in_one_sentence_that_names_what_is_allowed(command: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        asked_over_ssh(command)
    assert "status" in str(refused.value) and "export -o -" in str(refused.value) and len(str(refused.value)) < 250


def test_the_entry_speaks_one_line_whatever_it_is_asked_with(home: Path) -> None:
    def enter(asked: bytes, **extra: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", "from liuwen_tui.__main__ import over_ssh; over_ssh()"],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**{name.encode(): value.encode() for name, value in environment(home, **extra).items()}, b"SSH_ORIGINAL_COMMAND": asked},
            cwd=home.parent,
        )
        assert done.stdout == b""
        return done.returncode, done.stderr.decode()

    code, said = enter(b"\x1b]52;\xd6\xd0\xff\nid", LC_ALL="C")
    assert (code, said.count("\n"), "\x1b" in said) == (5, 1, False)
    assert said.startswith("从 SSH 进来不能用")
    assert enter(b"") == (2, "这里不是终端，打不开界面；请用 liuwen fill 一问一答地填，或在终端里再运行一次。\n")
