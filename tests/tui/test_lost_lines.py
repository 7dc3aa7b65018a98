"""A line that drops, a program that is killed: what was typed is offered again, and nothing stays behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import termios
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, environment, run
from tests.sshd import missing, own_sshd
from tests.tui.terminal import HERE, LIST, Terminal, running, until

ENTER, TAB, F1, F3, F4, F10, ESC = "\r", "\t", "\x1bOP", "\x1bOR", "\x1bOS", "\x1b[21~", "\x1b"
OFFER = "上次没有存下的内容"
WORDS = "已兑现稳岗补贴326户[50%]，"
MORE = "再兑现" * 40
ENTERS_SCREEN, LEAVES_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
SHOWS_CURSOR, HIDES_CURSOR = "\x1b[?25h", "\x1b[?25l"
TMUX = shutil.which("tmux")

Start = Callable[..., Terminal]


def type_words(program: Terminal) -> None:
    """Types into 工作进展 of measure 1 and does not leave it."""
    program.wait_for(LIST)
    program.send(ENTER, "2")
    program.wait_for("[2推进中]", "已保存")
    program.send(ENTER, WORDS)
    program.wait_for(WORDS, "未保存")
    program.settle()


def drafts(home: Path) -> list[Path]:
    return sorted((home / "notices/qsh-2020-25/units/fgw/drafts").glob("*.json"))


def is_drafted(home: Path, words: str = WORDS) -> bool:
    return any(words in path.read_text(encoding="utf-8") for path in drafts(home))


def stored(home: Path) -> str:
    shown = run("show", "1", "--json", home=home, **HERE)
    return str((shown.json()["entry"] or {}).get("progress", ""))


def take_up(program: Terminal, home: Path, words: str = WORDS) -> None:
    """Starts again: the draft is offered with what it changes, and taken up where it belongs."""
    program.wait_for(OFFER, "稳定就业岗位", "工作进展", f"草稿  {words}", "现在  未填")
    program.send("1")
    program.wait_for("1/9 ", words, "已保存")
    assert stored(home).rstrip(MORE) == WORDS
    assert not drafts(home)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_loses_nothing_that_was_typed(terminal: Start, home: Path, number: signal.Signals) -> None:
    program = terminal()
    type_words(program)
    program.signal(number)
    assert program.ending() == 128 + number
    take_up(terminal(), home)


def test_kill_9_loses_nothing_that_the_draft_writer_came_to(terminal: Start, home: Path) -> None:
    program = terminal()
    type_words(program)
    until(lambda: is_drafted(home), "草稿写下")
    program.kill()
    take_up(terminal(), home)


def test_a_terminal_that_is_taken_away_ends_the_program_and_loses_nothing(terminal: Start, home: Path) -> None:
    program = terminal()
    type_words(program)
    program.hang_up()
    until(lambda: not running(home), "程序结束")
    take_up(terminal(), home)


@pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
def test_the_end_of_tmux_loses_nothing(terminal: Start, home: Path, tmp_path: Path) -> None:
    tmux = [str(TMUX), "-f", "/dev/null", "-S", str(tmp_path / "tmux")]
    program = terminal(command=[*tmux, "new-session", *PROGRAM])
    type_words(program)
    subprocess.run([*tmux, "kill-server"], check=True)
    until(lambda: not running(home), "程序结束")
    take_up(terminal(), home)


@pytest.mark.parametrize("way", [F10, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_every_way_out_leaves_the_terminal_as_it_was(terminal: Start, tmp_path: Path, way: str | signal.Signals) -> None:
    shell = f"stty -g > {tmp_path}/before; {' '.join(PROGRAM)}; stty -g > {tmp_path}/after; echo 完了"
    program = terminal(command=["sh", "-c", f"trap '' INT QUIT; {shell}"])
    type_words(program)
    if isinstance(way, str):
        program.send(way)
    else:
        children = subprocess.run(["pgrep", "-P", str(program.pid)], check=True, capture_output=True, text=True)
        os.kill(int(children.stdout), way)
    program.wait_for("完了")
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()
    drawn, _, said = program.written.rpartition(LEAVES_SCREEN)
    assert drawn.count(ENTERS_SCREEN) == 1
    assert SHOWS_CURSOR in said and HIDES_CURSOR not in said
    assert isinstance(way, str) or "没有存下的内容留作草稿" in said


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_program_that_was_stopped_goes_on_where_it_was_with_its_screen_whole(terminal: Start, home: Path, number: signal.Signals) -> None:
    program = terminal()
    type_words(program)
    before = program.text()
    program.signal(number)
    until(lambda: "State:\tT" in Path(f"/proc/{program.pid}/status").read_text(), "程序停下")
    program.settle()
    program.write_over("\r\n[1]+  Stopped                 liuwen\r\n" * 9)
    program.signal(signal.SIGCONT)
    until(lambda: program.read(0.1) == "" and program.text() == before, "屏幕画全")
    program.send(MORE, TAB)
    program.wait_for("已保存")
    assert stored(home) == WORDS + MORE


def test_neither_the_kitty_protocol_nor_the_mouse_is_asked_for(terminal: Start) -> None:
    program = terminal()
    type_words(program)
    assert not re.search(r"\x1b\[>\d+u", program.written)  # under it terminals drop committed Chinese
    assert not re.search(r"\x1b\[\?100[0-6]h", program.written.replace("\x1b[?1004h", ""))


def test_termination_is_heeded_while_the_terminal_takes_no_more(terminal: Start, home: Path) -> None:
    program = terminal(rows=60, columns=200)
    type_words(program)
    program.stop_output()
    for letter in MORE:  # each is drawn for nobody, until the program has to wait
        program.send(letter)
    until(lambda: is_drafted(home, WORDS + MORE[0]), "草稿写下")
    program.signal(signal.SIGTERM)
    until(lambda: not running(home), "程序结束")
    take_up(terminal(), home, WORDS + MORE[0])


def test_a_draft_can_be_thrown_away(terminal: Start, home: Path) -> None:
    program = terminal()
    type_words(program)
    program.signal(signal.SIGHUP)
    program.ending()
    again = terminal()
    again.wait_for(OFFER)
    again.send("2")
    again.wait_for("丢弃这份草稿")
    again.send("y")
    again.wait_for(LIST)
    assert (stored(home), drafts(home)) == ("", [])


def test_a_draft_that_is_left_is_offered_again(terminal: Start, home: Path) -> None:
    program = terminal()
    type_words(program)
    program.signal(signal.SIGHUP)
    program.ending()
    later = terminal()
    later.wait_for(OFFER)
    later.send(ESC)
    later.wait_for(LIST)
    later.send(F10)
    assert later.ending() == 0
    take_up(terminal(), home)


def test_what_is_saved_and_then_left_in_order_leaves_no_draft(terminal: Start, home: Path) -> None:
    program = terminal()
    type_words(program)
    program.send(F10)
    assert program.ending() == 0
    assert (stored(home), drafts(home)) == (WORDS, [])
    terminal().wait_for("1/9 ", WORDS)


def test_the_draft_of_a_session_that_still_runs_is_not_offered_to_another(terminal: Start, home: Path) -> None:
    type_words(terminal())
    until(lambda: is_drafted(home), "草稿写下")
    terminal().wait_for("1/9 ", "[2推进中]")


# nothing outlives its terminal


def test_input_that_ends_ends_the_program(terminal: Start, home: Path, tmp_path: Path) -> None:
    """A terminal that is not the controlling one sends no signal when it goes: its end has to be read."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    known = environment(home, TERM="xterm-256color", **HERE)
    program = subprocess.Popen(PROGRAM, stdin=theirs, stdout=theirs, stderr=theirs, env=known, cwd=home.parent, start_new_session=True)
    os.close(theirs)
    seen = b""
    while LIST.encode() not in seen:
        seen += os.read(ours, 65536)
    os.close(ours)
    assert program.wait(20) == 128 + signal.SIGHUP


def test_an_idle_screen_writes_nothing(terminal: Start) -> None:
    program = terminal()
    type_words(program)
    program.send(F3)
    program.wait_for("2/9 ")
    program.settle()
    assert program.read(3.0) == ""


def test_after_the_idle_limit_it_saves_and_closes(terminal: Start, home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text("idle_seconds = 2\n", encoding="utf-8")
    program = terminal()
    type_words(program)
    assert program.ending() == 0
    assert "很久没有按键" in program.text()
    assert stored(home) == WORDS


# over ssh


@pytest.fixture
def ssh(home: Path, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """``ssh("-tt")`` is the command that logs in at a real sshd on loopback and runs the program."""
    if why := missing():
        pytest.skip(why)
    with own_sshd(tmp_path, environment(home, **HERE), home.parent) as login:
        yield partial(login, PROGRAM)


@pytest.mark.parametrize("victim", ["client", "program"])
def test_a_killed_ssh_client_or_program_loses_nothing(terminal: Start, ssh: Callable[..., list[str]], home: Path, victim: str) -> None:
    program = terminal(command=ssh("-tt"))
    type_words(program)
    until(lambda: is_drafted(home), "草稿写下")
    if victim == "client":
        program.kill()
    else:
        for pid in served(home, program):
            os.kill(pid, signal.SIGKILL)
        program.ending()
    until(lambda: not running(home), "程序结束")
    take_up(terminal(command=ssh("-tt")), home)


def test_a_client_that_hangs_is_given_up_and_loses_nothing(terminal: Start, ssh: Callable[..., list[str]], home: Path) -> None:
    program = terminal(command=ssh("-tt"))
    type_words(program)
    program.signal(signal.SIGSTOP)
    until(lambda: not served(home, program), "程序结束")
    program.signal(signal.SIGKILL)
    take_up(terminal(command=ssh("-tt")), home)


def test_without_a_terminal_over_ssh_it_refuses_in_one_line(ssh: Callable[..., list[str]], home: Path) -> None:
    done = subprocess.run(ssh("-T"), check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode == 2
    assert "liuwen fill" in done.stderr.decode()
    assert not running(home)


def served(home: Path, client: Terminal) -> list[int]:
    """Pids of the program behind the ssh client, which bears the home in its own environment too."""
    return [pid for pid in running(home) if pid != client.pid]
