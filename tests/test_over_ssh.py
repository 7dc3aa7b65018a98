"""README's way in by ssh: a quarter of two units and the lead at once, and nothing but the program and the unit's own files."""

from __future__ import annotations

import json
import os
import pwd
import re
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.accounts import Accounts, as_root
from tests.machine import on_own_machine
from tests.sshd import client, free_ports, make_keys, serving
from tests.tui.terminal import LIST, Terminal

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SETTINGS = Path("/etc/ssh/sshd_config.d/liuwen.conf")
HOME = Path("/srv/liuwen")
UNITS = HOME / "notices/qsh-2020-25/units"
MEMBERS = {"lwt-sun": "jtj,,", "lwt-zhou": "jtj,,", "lwt-wu": "zjj,,", "lwt-zheng": ",是,", "lwt-feng": ",,是"}
"""Two of 区教体局, one of 区住建局, the lead's, and who keeps the server; both units have but the third measure."""
ENTER, TAB, ESC, F9, F10 = "\r", "\t", "\x1b", "\x1b[20~", "\x1b[21~"
PROGRESS, NEXT, OTHERS, MORE = "新增公办学位1200个[已验收]。", "明年建成2所学校。", "改造老旧小区14个。", "共计1862户。"
LIES = (
    *("USER=root", "LOGNAME=lwt-zheng", "LIUWEN_UNIT=jtj", "LIUWEN_HOME=/tmp"),
    *("LC_ALL=zh_CN.GBK", "LC_LIUWEN=jtj", "SSH_ORIGINAL_COMMAND=lead"),
)


def block(mark: str) -> str:
    (found,) = re.findall(rf"^<!-- {mark} -->\n```\w+\n(.*?)^```$", README, flags=re.M | re.S)
    return str(found)


@dataclass(frozen=True)
class Server:
    """A shared home that README's ssh leads to."""

    keys: Path
    port: int
    files: int
    """The port for files."""
    accounts: Accounts

    def ask(self, login: str, *command: str, given: str = "", lies: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Gives a command without a terminal."""
        options = ("-T", *(("-o", f"SetEnv={' '.join(lies)}") if lies else ()), f"{login}@127.0.0.1", *command)
        return subprocess.run(client("ssh", self.keys, self.port, *options), check=False, input=given, capture_output=True, text=True)

    def transfer(self, login: str, *steps: str) -> list[str]:
        """Gives sftp commands of which each may fail, and returns all that was said, in lines."""
        options = ("-q", "-b", "-", f"{login}@127.0.0.1")
        given = "".join(f"-{step}\n" for step in steps)
        done = subprocess.run(
            client("sftp", self.keys, self.files, *options), check=False, input=given, capture_output=True, text=True, cwd=self.keys
        )
        return [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("sftp> ")]

    def log_in(self, login: str, *command: str) -> Terminal:
        return Terminal(home=self.keys / "home", command=client("ssh", self.keys, self.port, "-tt", f"{login}@127.0.0.1", *command))


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    accounts = Accounts(Path("/home"))
    for login, display in zip(MEMBERS, ("孙一", "周二", "吴三", "郑四", "冯五"), strict=True):
        accounts.add(login.removeprefix("lwt-"), display)
    subprocess.run(["usermod", "-s", "/bin/bash", "lwt-zhou"], check=True)
    Path("/home/zhou/.bashrc").write_text("umask 077\n")
    listed = folder / "accounts.csv"
    listed.write_text("账号,单位,牵头,管理\n" + "".join(f"{login},{groups}\n" for login, groups in MEMBERS.items()), encoding="utf-8")
    assert as_root("server", "init", "--home", str(HOME), "--accounts", str(listed), "--yes").code == 0
    subprocess.run(["bash", "-e", "-c", block("传文件") * 2], check=True)
    (hint,) = re.findall('^download_hint = "取到.*"$', README, flags=re.M)
    settings = HOME / "liuwen.toml"
    settings.write_text(f"{hint}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    keys, (port, files) = make_keys(Path("/srv/keys")), free_ports(2)
    SETTINGS.write_text(re.sub(r"\b22\b", str(port), re.sub(r"\b2222\b", str(files), block("sshd"))), encoding="utf-8")
    with serving(keys, Path("/etc/ssh/sshd_config")):
        yield Server(keys, port, files, accounts)


def test_accounts_come_in_by_ssh_and_do_their_work_and_nothing_else(tmp_path: Path) -> None:
    def work() -> None:
        with server(tmp_path) as there:
            a_quarter_is_done_at_once(there)
            what_the_client_says_changes_nothing(there)
            nothing_but_the_program_is_opened(there)
            a_units_own_files_reach_its_desk_and_no_others(there)
            what_is_planted_leads_nowhere(there)

    on_own_machine(tmp_path, work)
    assert {entry.pw_name for entry in pwd.getpwall()} & MEMBERS.keys() == set()


def a_quarter_is_done_at_once(there: Server) -> None:
    with ExitStack() as stack:
        sun, zhou, wu, zheng = (stack.enter_context(closing(there.log_in(login))) for login in list(MEMBERS)[:4])
        zheng.wait_for("汇总台", "已报0")
        for one in (sun, zhou, wu):
            one.wait_for(LIST)
            one.send(ENTER)
            one.wait_for("1/1 ")
        two_write_into_one_entry(sun, zhou)
        wu.send("2", ENTER, OTHERS, TAB, TAB, NEXT, ESC)
        wu.wait_for(LIST)
        no_key_opens_anything_else(wu)
        for one, reviewer in ((zhou, "李某"), (wu, "王某")):
            hand_in(one, reviewer, ENTER)
        sun.wait_for("本季报告已报送，只能看，不能改", PROGRESS, NEXT)
        zheng.wait_for("已报2")
        answer(zheng, "区教体局", "a", "接收区教体局的报告？", "y")
        answer(zheng, "区住建局", "r", "退回区住建局", "请补充数字。", ENTER)
        wu.send(ESC)
        wu.wait_for("请补充数字。")
        wu.send(ENTER)
        wu.wait_for("1/1 ")
        wu.send(MORE, ESC)
        wu.wait_for(LIST)
        hand_in(wu, "y", asked="审核人 王某？")
        zheng.wait_for("退回0")
        for one in (sun, zhou, wu, zheng):
            one.send(F10)
            assert one.ending() == 0
    nothing_is_lost_and_the_merge_is_right(there)


def two_write_into_one_entry(sun: Terminal, zhou: Terminal) -> None:
    sun.send("2")
    sun.wait_for("[2推进中]", "已保存")
    zhou.wait_for("[2推进中]")
    sun.send(ENTER, PROGRESS)
    zhou.send(ENTER, TAB, TAB, NEXT)
    for one, words in ((sun, PROGRESS), (zhou, NEXT)):
        one.wait_for(words, "未保存")
    sun.send(TAB)
    zhou.send(ESC)
    zhou.wait_for(LIST)
    sun.wait_for(PROGRESS, NEXT, "已保存")


def no_key_opens_anything_else(program: Terminal) -> None:
    """Whatever an account runs is sshd's and ours: no shell, no editor, no pager."""
    program.send("\x0f", "\x1a", "\x1c", "!", "|", ":")
    program.settle()
    program.wait_for(LIST)
    uids = {pwd.getpwnam(login).pw_uid for login in MEMBERS}
    running = [folder for folder in Path("/proc").glob("[0-9]*") if folder.stat().st_uid in uids]
    names = sorted((folder / "comm").read_text().strip() for folder in running)
    assert names == ["liuwen-ssh"] * 4 + ["sshd"] * 4, names


def hand_in(program: Terminal, *keys: str, asked: str = "审核人姓名") -> None:
    program.send(F9)
    program.wait_for("可以报送 1 项")
    program.send(F9)
    program.wait_for(asked)
    program.send(*keys)
    program.wait_for("已报送，文件在", "端口 2222")


def answer(board: Terminal, unit: str, *keys: str) -> None:
    board.send("/", unit, ENTER)
    board.wait_for(unit)
    board.send(keys[0])
    board.wait_for(keys[1])
    board.send(*keys[2:])
    board.wait_for(f"已{keys[1][:2]}{unit}")
    board.send(ESC)
    board.settle()  # else the terminal's next key would be one with Alt


def nothing_is_lost_and_the_merge_is_right(there: Server) -> None:
    merged = there.accounts.run("lwt-zheng", "merge", "--json").json()
    assert [(report["unit"], report["state"]) for report in merged["reports"]] == [("jtj", "accepted"), ("zjj", "submitted")]
    assert [(entry["unit"], entry["measure"], entry["status"]) for entry in merged["entries"]] == [
        ("jtj", 3, "in_progress"),
        ("zjj", 3, "in_progress"),
    ]
    assert (merged["conflicts"], merged["refused"], merged["counts"]["reported"]) == ([], [], 2)
    for login, words in (("lwt-sun", (PROGRESS, NEXT)), ("lwt-wu", (OTHERS, NEXT + MORE))):
        entry = json.loads(there.ask(login, "show", "3", "--json").stdout)["entry"]
        assert (entry["progress"], entry["next_steps"]) == words
    history = there.ask("lwt-zhou", "liuwen history 3").stdout
    assert "孙一（lwt-sun）" in history and "周二（lwt-zhou）" in history
    for path in [path for path in (UNITS / "jtj").iterdir() if path.is_file()]:
        assert (path.group(), stat.S_IMODE(path.stat().st_mode)) == ("lw-jtj", 0o660), path


def what_the_client_says_changes_nothing(there: Server) -> None:
    said = there.ask("lwt-wu", "status", "--json", lies=LIES)
    assert json.loads(said.stdout)["unit"] == "zjj"
    assert 'unit = "zjj"' in there.ask("lwt-wu", "export", "-o", "-", lies=LIES).stdout
    for login, command in (("lwt-wu", "status --unit jtj"), ("lwt-zheng", "export --unit zjj -o -"), ("lwt-wu", "history --unit=jtj")):
        refused = there.ask(login, command, lies=LIES)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (5, "", 1)
    report = there.ask("lwt-sun", "export", "-o", "-").stdout
    assert there.ask("lwt-sun", "import", "-", given=report).returncode == 0
    assert there.ask("lwt-wu", "import", "-", given=report).returncode in (3, 5)


def nothing_but_the_program_is_opened(there: Server) -> None:
    own = Path("/home/wu/.ssh")
    own.mkdir()
    (own / "rc").write_text("touch /home/wu/ran\n")
    (own / "environment").write_text("LIUWEN_QUARTER=2020Q4\n")
    assert json.loads(there.ask("lwt-wu", "status", "--json").stdout)["quarter"] != "2020Q4"
    for command in (("id",), ("status; id",), ("export", "-o", "/home/wu/ran"), ("merge",), ("scp", "-f", "/etc/passwd")):
        refused = there.ask("lwt-wu", *command)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (5, "", 1)
        assert refused.stderr.startswith("从 SSH 进来不能用")
    bare = there.ask("lwt-wu")
    assert (bare.returncode, bare.stdout) == (2, "")
    assert bare.stderr == "这里不是终端，打不开界面；请用 liuwen fill 一问一答地填，或在终端里再运行一次。\n"
    to_another_machine = ("-T", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "lwt-wu@127.0.0.1", "units")
    for wrong in (
        client("ssh", there.keys, there.port, *to_another_machine),
        client("sftp", there.keys, there.port, "-b", "-", "lwt-wu@127.0.0.1"),
    ):
        assert subprocess.run(wrong, check=False, input=b"ls\n", capture_output=True).returncode == 255
    assert not Path("/home/wu/ran").exists()
    assert there.ask("lwt-feng", "id", "-un").stdout == "lwt-feng\n", "who keeps the server has a shell"


def a_units_own_files_reach_its_desk_and_no_others(there: Server) -> None:
    report = next((UNITS / "jtj/out").glob("*_jtj.toml"))
    received, uploaded = there.keys / "received", UNITS / "jtj/inbox/回执.toml"
    assert there.transfer("lwt-zhou", f"get /jtj/out/{report.name} received", "ls -1 /jtj") == ["/jtj/inbox", "/jtj/out"]
    received.chmod(0o666)
    assert there.transfer("lwt-zhou", f"put received /jtj/inbox/{uploaded.name}") == []
    assert received.read_bytes() == report.read_bytes() == uploaded.read_bytes()
    assert (uploaded.group(), stat.S_IMODE(uploaded.stat().st_mode)) == ("lw-jtj", 0o660)
    refused = (
        "put received /jtj/out/x",
        f"rm /jtj/out/{report.name}",
        "put received /x",
        "mkdir /jtj/y",
        "ls /zjj",
        "get /jtj/../../etc/passwd stolen",
    )
    assert len(there.transfer("lwt-sun", *refused)) == len(refused)
    assert there.transfer("lwt-zheng", f"get /jtj/out/{report.name} received") == []
    refused = ("ls /jtj/inbox", "put received /jtj/inbox/x", "put received /jtj/out/x")
    assert len(there.transfer("lwt-zheng", *refused)) == len(refused)
    refused = (f"get /jtj/out/{report.name} stolen", "ls /jtj/out", "put received /jtj/inbox/x")
    assert len(there.transfer("lwt-wu", *refused)) == len(refused)
    left = {path.name for folder in ("out", "inbox") for path in (UNITS / "jtj" / folder).iterdir()}
    assert {name for name in left if not name.endswith(".receipt.toml")} == {report.name, uploaded.name}


def what_is_planted_leads_nowhere(there: Server) -> None:
    """By a unit in its ``out/`` for the lead to take: links lead out of what sftp shows, and the merge names each of them."""
    out, names = UNITS / "zjj/out", [f"qsh-2020-25_2020Q4_{code}.toml" for code in ("zjj", "jtj", "fgw")]

    def plant() -> None:
        (out / names[0]).symlink_to(next(UNITS.joinpath("zjj").glob("*.history.jsonl")))
        os.mkfifo(out / names[1])
        os.link(next(UNITS.joinpath("zjj").glob("*.json")), out / names[2])

    there.accounts.do("lwt-wu", plant)
    assert len(there.transfer("lwt-zheng", *(f"get /zjj/out/{name} stolen" for name in (names[0], names[2])))) == 2
    merged = there.accounts.run("lwt-zheng", "merge", "--quarter", "2020Q4", "--json")
    assert {Path(one["file"]).name for one in merged.json()["refused"]} == {*names}


@contextmanager
def closing(terminal: Terminal) -> Iterator[Terminal]:
    try:
        yield terminal
    finally:
        terminal.close()
