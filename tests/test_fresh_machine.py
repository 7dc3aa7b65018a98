"""README's way from the wheel to a shared home on a machine without the internet, its commands run as they stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.new_machine import built_as_readme_says, on_new_machine, why_no_new_machine
from tests.tui.terminal import LIST, Terminal

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


def test_readmes_commands_take_a_fresh_machine_from_the_wheel_to_a_shared_home(home: Path) -> None:
    checkout = home.with_name("checkout")
    built_as_readme_says(checkout)
    if reason := why_no_new_machine():
        pytest.skip(reason)
    beside = {name: home.with_name(name) for name in ("counted", "measures")}
    person = Terminal(home=home, command=on_new_machine(checkout, AS_ACCOUNT.format(**beside)))
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
    sources, compiled = beside["counted"].read_text().split()
    assert sources == compiled
    listed = json.loads(beside["measures"].read_text())
    assert listed == run("measures", "--all", "--json", "--unit", "fgw", home=home).json() != []
