"""A machine of its own in which README's steps from the wheel to a shared home were taken: no network, its own accounts and folders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.cli.running import CODE, content, environment
from tests.machine import OWN_ETC
from tests.wheels import pack_again

PACKED, *STEPS = re.findall(r"^```console\n(.*?)^```$", (CODE / "README.md").read_text(encoding="utf-8"), flags=re.M | re.S)
SHIPPED = (("", "liuwen_tui"), ("data/", "data"), ("seeds/", "seeds"))
DISTRIBUTION = Path("/usr/bin/python3")
NEW_MACHINE = """
exec 3>&1 >{log} 2>&1
set -ex
for folder in /opt /srv /home /usr/local/bin /var/mail /var/log; do mkdir -p $folder; mount -t tmpfs none $folder; done
{own_etc}
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


def on_new_machine(checkout: Path, *commands: str) -> list[str]:
    """Returns the command that makes the machine of a folder so built, takes README's steps on it and does what is given besides.

    What it says goes into ``log`` beside the folder; its own terminal is the third descriptor.
    """
    own_etc = OWN_ETC.format(etc=checkout.with_name("etc"))
    script = NEW_MACHINE.format(folder=checkout, log=checkout.with_name("log"), own_etc=own_etc)
    for number, step in enumerate(STEPS):
        path = checkout.with_name(f"step-{number}")
        path.write_text(step, encoding="utf-8")
        script += STEP.format(step=path)
    machine = ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "TERM=xterm-256color")
    return ["env", "-i", *machine, f"HOME={checkout.parent}", "unshare", "-m", "-n", "bash", "-c", "\n".join([script, *commands])]


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
