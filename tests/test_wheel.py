"""The built wheel, installed far from the checkout, is the whole program with its catalogue and the notice."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.cli.running import CODE, content, environment, run

WHERE = "import liuwen_tui.store.catalogue as catalogue; print(catalogue.builtin_catalogues())"


def python(*arguments: str, home: Path, path: Path) -> str:
    """Runs Python with ``path`` before everything else and returns what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments], check=False, capture_output=True, env=environment(home, PYTHONPATH=str(path)), cwd=home.parent
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def shipped(folder: Path) -> dict[str, bytes]:
    """The files of a folder that belong into the wheel."""
    return {name: data for name, data in content(folder).items() if "__pycache__" not in name}


def test_the_installed_wheel_answers_as_the_checkout_does(home: Path) -> None:
    dist, installed = home.with_name("dist"), home.with_name("installed")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), str(CODE), home=home, path=CODE)
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if name.startswith("liuwen_tui/")}
        others = {name.split("/")[0] for name in archive.namelist()} - {"liuwen_tui"}
    expected = {
        f"liuwen_tui/{prefix}{name}": data
        for prefix, folder in (("", "liuwen_tui"), ("data/", "data"), ("seeds/", "seeds"))
        for name, data in shipped(CODE / folder).items()
    }
    assert packed == expected
    assert [name.endswith(".dist-info") for name in others] == [True]

    python("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(installed), str(wheel), home=home, path=CODE)
    assert Path(python("-c", WHERE, home=home, path=installed).strip()) == installed / "liuwen_tui" / "data"
    for command in (("units", "--json"), ("measures", "--all", "--json")):
        answer = python(str(installed / "bin" / "liuwen"), *command, home=home, path=installed)
        assert json.loads(answer) == run(*command, home=home).json() != []
    assert (installed / "bin" / "liuwen-ssh").is_file()
