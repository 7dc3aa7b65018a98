"""Signatures: made with the person's own ssh key before anything is frozen, and demanded where the lead requires them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.documents.summary_toml import write_summary
from liuwen_tui.domain.errors import Changed, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.gathering import gather
from liuwen_tui.merging.signatures import signed
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.on_behalf import PaperDesk
from liuwen_tui.reporting.signing import Sign, key_for
from liuwen_tui.store.signing import key_in, sign, usual_key
from tests.cli.running import run
from tests.conftest import CATALOGUE, fill, open_desk
from tests.tui.terminal import Terminal, running

pytestmark = pytest.mark.skipif(not (shutil.which("ssh-keygen") and shutil.which("ssh-agent")), reason="没有装 OpenSSH")

PEOPLE = Signatories(reviewed_by="李四")
SFJ = ("--unit", "sfj", "--quarter", "2020Q4")
SECRET = "很长的 口令#7"


def new_key(folder: Path, name: str, passphrase: str = "") -> Path:
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-a", "1", "-N", passphrase, "-C", name, "-f", str(path)], check=True)
    return path


def with_key(path: Path) -> Sign:
    return lambda content: sign(content, key_in(path), unasked)


def unasked(name: str, is_again: bool) -> str:
    raise AssertionError(f"asked for the passphrase of {name}, again: {is_again}")


def register(home: Path, keys: Mapping[str, Path]) -> None:
    """Writes the lead's list of keys."""
    lines = [f"{who} {key.with_name(f'{key.name}.pub').read_text()}" for who, key in keys.items()]
    (home / "notices" / CATALOGUE.notice.id / "allowed_signers").write_text("".join(lines), encoding="utf-8")


def is_good(file: Path, key: Path) -> bool:
    """What OpenSSH itself says, of a list that has that key alone."""
    signers = key.with_name("signers")
    signers.write_text(f"any {key.with_name(f'{key.name}.pub').read_text()}")
    asked = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "any", "-n", "liuwen", "-s", f"{file}.sig"]
    return subprocess.run(asked, check=False, input=file.read_bytes(), capture_output=True).returncode == 0


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """``agent(key)`` gives a key to a running agent of this test's own."""
    socket = tmp_path / "agent"
    running = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE)
    assert running.stdout is not None and b"SSH_AUTH_SOCK" in running.stdout.readline()
    monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
    yield lambda key: subprocess.run(["ssh-add", "-q", str(key)], check=True)
    running.terminate()
    running.wait()


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """``terminal("submit")`` starts a command that is ended with the test."""
    started: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        started.append(Terminal(*arguments, home=home))
        return started[-1]

    yield start
    for one in started:
        one.close()
    assert running(home) == []


@pytest.fixture
def alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a person who has no agent; returns the folder of keys that nothing looks into by itself."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return home.parent


def test_required_signatures_keep_out_by_name_whatever_its_own_unit_did_not_sign(home: Path, alone: Path) -> None:
    keys = {name: new_key(alone, name) for name in ("sfj", "jtj", "zjj", "cgj", "stranger")}
    signed_by = {"sfj": "sfj", "jtj": "jtj", "zjj": "sfj", "cgj": "stranger", "gsl": "zjj", "xxzx": "cgj", "tyjrj": "sfj"}
    files = {unit: submit(fill(open_desk(home, unit)), PEOPLE, with_key(keys[key])) for unit, key in signed_by.items()}
    files["ybj"] = submit(fill(open_desk(home, "ybj")), PEOPLE)
    register(home, {"sfj": keys["sfj"], "jtj": keys["jtj"], 'gsl namespaces="file"': keys["zjj"]})
    signature = {unit: file.with_name(f"{file.name}.sig") for unit, file in files.items()}
    shutil.copy(signature["jtj"], signature["xxzx"])
    signature["tyjrj"].unlink()
    os.mkfifo(signature["tyjrj"])
    mailed = alone / "上传"
    mailed.mkdir()
    for file in (files["sfj"], signature["sfj"]):  # as mail and Windows leave them
        (mailed / file.name).write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    sent = run("merge", "--require-signatures", "--json", "--quarter", "2020Q4", home=home)
    assert sent.code == 1
    assert [row["unit"] for row in sent.json()["reports"]] == ["jtj", "sfj"]
    reasons = {Path(row["file"]).name.split("_")[2].removesuffix(".toml"): row["reason"] for row in sent.json()["refused"]}
    assert "没有签名" in reasons["ybj"] and signature["ybj"].name in reasons["ybj"]
    assert "签名的是司法局的钥匙，不是区住建局的" in reasons["zjj"].replace("区区", "区")
    assert "没有登记" in reasons["cgj"]
    assert "用途不含报送" in reasons["gsl"]
    assert "签名与内容不符" in reasons["xxzx"]
    assert "不是普通文件" in reasons["tyjrj"]
    assert len(reasons) == 6
    assert all(f"没有汇总 {files[unit]}：{reason}" in sent.err for unit, reason in reasons.items())

    office = open_desk(home, "fgw").office
    by_hand = gather(office, [mailed / "*"], check=signed(office))
    assert (len(by_hand.files), by_hand.refused) == (1, ())
    assert len(Board(office, Quarter(2020, 4)).merge().standing.reported) == len(files), "the digest alone, where no more is asked"


def test_what_speaks_for_more_than_one_unit_is_the_leads_to_sign_but_for_what_lies_in_its_own_folder(home: Path, alone: Path) -> None:
    keys = {name: new_key(alone, name) for name in ("sfj", "fgw")}
    desk = fill(open_desk(home, "sfj"))
    submit(desk, PEOPLE, with_key(keys["sfj"]))
    fill(PaperDesk(desk.office, CATALOGUE.unit("gsl"), desk.quarter))
    board = Board(desk.office, desk.quarter)
    with pytest.raises(Unusable, match="allowed_signers"):
        signed(board.office)
    register(home, keys)
    merged = board.merge(check=signed(board.office))
    assert (merged.standing.reported, merged.refused) == (("sfj", "gsl"), ())
    whole = alone / "summary.toml"
    whole.write_bytes(write_summary(merged.summary, board.catalogue))
    for key, refused in (("sfj", "签名的是司法局的钥匙，不是区发改委的；请让区发改委自己签名。"), ("fgw", "")):
        whole.with_name("summary.toml.sig").write_bytes(with_key(keys[key])(whole.read_bytes()))
        again = gather(board.office, [whole], check=signed(board.office))
        assert [item.reason for item in again.refused] == [refused] * bool(refused)


def test_a_report_is_signed_by_the_agent_and_its_signature_goes_with_it(home: Path, alone: Path, agent: Callable[[Path], None]) -> None:
    desk = fill(open_desk(home, "sfj"))
    key = new_key(alone, "张三")
    agent(key)
    done = run("submit", "--reviewed-by", "李四", "--sign", "--json", *SFJ, home=home, SSH_AUTH_SOCK=os.environ["SSH_AUTH_SOCK"])
    path = Path(done.json()["path"])
    assert done.json() == {"path": str(path), "signature": f"{path}.sig"} and "张三" in done.err
    assert is_good(path, key)

    withdraw(desk, "补充")
    assert not Path(f"{path}.sig").exists(), "an old signature is none of the withdrawn report"
    submit(desk, PEOPLE, lambda content: sign(content, usual_key(), unasked))
    assert is_good(path, key)
    assert is_good(withdraw(desk, "补充", with_key(key)), key)
    submit(desk, PEOPLE)
    assert not Path(f"{path}.sig").exists()
    assert run("export", "--key", str(key), *SFJ, home=home).out == f"{path}\n"
    assert is_good(path, key)


def test_what_a_colleague_saves_while_one_signs_is_never_submitted_unsigned(home: Path) -> None:
    desk = fill(open_desk(home, "sfj"))

    def slowly(_: bytes) -> bytes:
        open_desk(home, "sfj").record(9, lambda entry: replace(entry, progress="另办3件。"))
        return b"signature"

    with pytest.raises(Changed):
        submit(desk, PEOPLE, slowly)
    assert desk.store.read().head.state is State.DRAFT
    assert desk.version(9).entry.progress == "另办3件。"


def test_keys_that_cannot_sign_are_told_and_nothing_is_submitted(home: Path, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = fill(open_desk(home, "sfj"))
    key = new_key(alone, "key")
    open_to_all = new_key(alone, "open")
    open_to_all.chmod(0o644)
    (alone / "text").write_text("这不是钥匙")
    (alone / "text").chmod(0o600)
    told = {"nowhere": "没有钥匙文件", "open": "chmod 600", "text": "签不了名"}
    for name, words in told.items():
        with pytest.raises(Unusable, match=words):
            submit(desk, PEOPLE, lambda content, name=name: with_key(alone / name)(content))
    with pytest.raises(Unusable, match="用 ssh-keygen -t ed25519 生成一把"):
        usual_key()
    locked = new_key(alone, "locked", SECRET)
    for passphrase, words in (("", "有口令"), ("错的", "的口令不对")):
        with pytest.raises(Unusable, match=words):
            submit(desk, PEOPLE, lambda content, said=passphrase: sign(content, key_in(locked), lambda *_: said))
    monkeypatch.setenv("PATH", str(alone))
    with pytest.raises(Unusable, match="没有 ssh-keygen，不能签名"):
        submit(desk, PEOPLE, with_key(key))
    with pytest.raises(Unusable, match="没有 ssh-add"):
        usual_key()
    assert desk.store.read().head.state is State.DRAFT


def test_a_passphrase_is_asked_for_unseen_on_the_terminal_until_it_is_right(
    home: Path, alone: Path, terminal: Callable[..., Terminal]
) -> None:
    fill(open_desk(home, "sfj"))
    key = new_key(alone, "id", SECRET)
    program = terminal("submit", "--reviewed-by", "李四", "--key", str(key), *SFJ)
    program.wait_for("的口令")
    program.send("不对\r")
    program.wait_for("口令不对，请再打一遍")
    program.send(f"{SECRET}\r")
    program.wait_for("已报送", "已用钥匙")
    assert program.ending() == 0
    assert SECRET not in program.written and "Enter" not in program.written
    assert is_good(next(home.rglob("*_sfj.toml")), key)
    assert key_for(open_desk(home, "sfj"), None) == key_in(key), "the key is remembered"
