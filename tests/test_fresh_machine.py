"""README's way from the wheel to a shared home on a machine without the internet, its commands run as they stand there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import CODE, content, environment, run
from tests.tui.terminal import LIST, Terminal
from tests.wheels import pack_again

PACKED, *STEPS = re.findall(r"^```console\n(.*?)^```$", (CODE / "README.md").read_text(encoding="utf-8"), flags=re.M | re.S)
SHIPPED = (("", "liuwen_tui"), ("data/", "data"), ("seeds/", "seeds"))
DISTRIBUTION = Path("/usr/bin/python3")
NEW_MACHINE = """
exec 3>&1 >{log} 2>&1
set -ex
for folder in /opt /srv /home /usr/local/bin /var/mail /var/log; do mkdir -p $folder; mount -t tmpfs none $folder; done
cp -a /etc {etc} && mount --bind {etc} /etc
rm -f /etc/liuwen.toml
getent group | cut -d: -f1 | grep "^lw-" | xargs -r -n 1 groupdel
umask 077
cd {folder}
"""
"""A copy of this machine's accounts, and nothing of ours; it goes with the process."""
STEP = """
bash -ex {step}
readlink -e /usr/local/bin/liuwen
export PIP_NO_DEPS=1 PIP_NO_COMPILE=1
"""
"""What a version needs besides itself is installed, and compiled, with the first one; with the second only the way is of interest."""
AS_ACCOUNT = """
for ending in py pyc; do find /opt/liuwen/0.1.0/lib -name "*.$ending" | wc -l; done > {counted}
test -x /opt/liuwen/.venv/bin/liuwen-ssh
su - zhangs -c 'find -L /opt/liuwen ! -readable -o -writable'
su - zhangs -c 'liuwen measures --all --json' > {measures}
stat -c "%A %U %G" /srv/liuwen/notices/qsh-2020-25/units/czj/out; cat /etc/liuwen.toml
exec su - zhangs >&3 2>&1
"""
SEEN = """\
+ test -x /opt/liuwen/.venv/bin/liuwen-ssh
+ su - zhangs -c 'find -L /opt/liuwen ! -readable -o -writable'
+ su - zhangs -c 'liuwen measures --all --json'
+ stat -c '%A %U %G' /srv/liuwen/notices/qsh-2020-25/units/czj/out
drwxrws--- root lw-czj
+ cat /etc/liuwen.toml
home = "/srv/liuwen"
access = "groups"
+ exec su - zhangs
"""
MACHINE = ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "TERM=xterm-256color")


def test_readmes_commands_take_a_fresh_machine_from_the_wheel_to_a_shared_home(home: Path) -> None:
    checkout = home.with_name("checkout")
    built_as_readme_says(checkout)
    if reason := why_no_new_machine():
        pytest.skip(reason)
    person = Terminal(
        home=home, command=["env", "-i", *MACHINE, f"HOME={home.parent}", "unshare", "-m", "-n", "bash", "-c", script(checkout)]
    )
    try:
        person.send("liuwen; exit\r")
        person.wait_for("本单位填报", "汇总台", timeout=120)
        person.send("\r")
        person.wait_for("区发改委", LIST)
        person.send("\x1b[21~")
        assert person.ending() == 0
    finally:
        person.close()
        said = home.with_name("log").read_text()
        print(said[-2000:])
    assert re.findall("^/opt/liuwen/(.*)/bin/liuwen$", said, re.M) == ["0.1.0", "0.2.0", "0.1.0", "0.1.0"]
    assert "√ /srv/liuwen 都对。\n" in said
    assert said.endswith(SEEN)
    sources, compiled = home.with_name("counted").read_text().split()
    assert sources == compiled
    listed = json.loads(home.with_name("measures").read_text())
    assert listed == run("measures", "--all", "--json", "--unit", "fgw", home=home).json() != []


def script(checkout: Path) -> str:
    """Returns what makes the new machine, does README's steps on it and ends as a person who logged in."""
    beside = {name: checkout.with_name(name) for name in ("log", "etc", "counted", "measures")}
    done = NEW_MACHINE.format(folder=checkout, **beside)
    for number, commands in enumerate(STEPS):
        step = checkout.with_name(f"step-{number}")
        step.write_text(commands, encoding="utf-8")
        done += STEP.format(step=step)
    return done + AS_ACCOUNT.format(**beside)


def built_as_readme_says(checkout: Path) -> None:
    """Makes README's folder of wheels, and looks whether all of the program is in its own."""
    for name in ("liuwen_tui", "data", "seeds"):
        shutil.copytree(CODE / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(CODE / name, checkout)
    wheels = checkout.with_name("wheels")
    pack_again(wheels, "liuwen[office]", "pip")
    without_internet = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_BUILD_ISOLATION": "0"}
    own_python = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    variables = environment(checkout, **without_internet, **own_python)
    done = subprocess.run(["bash", "-c", PACKED], cwd=checkout, env=variables, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (checkout / "安装包").glob("liuwen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == {f"liuwen_tui/{prefix}{name}": data for prefix, folder in SHIPPED for name, data in content(checkout / folder).items()}


def why_no_new_machine() -> str:
    """Returns why this process cannot have a machine of its own, "" where it can."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "-n", "true"], capture_output=True, check=False).returncode:
        return "a copy of the machine's accounts needs root with CAP_SYS_ADMIN"
    if missing := [tool for tool in ("setfacl", "useradd", "su") if shutil.which(tool) is None]:
        return f"this machine has no {', '.join(missing)}"
    version = f"import sys, venv; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if not DISTRIBUTION.exists() or subprocess.run([DISTRIBUTION, "-c", version], capture_output=True, check=False).returncode:
        return f"{DISTRIBUTION} is not the Python {sys.version_info[0]}.{sys.version_info[1]} that the wheels here are for"
    return ""
