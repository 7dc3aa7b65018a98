"""Wheels made of what is installed here, so that a folder of them can be had without the internet."""

from __future__ import annotations

import re
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

_MADE_BY_INSTALLING = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"}
_UNUSED = "pygments/lexers/[a-z]*.py"
"""Of 500 languages; nothing here reads one, and they take as long to compile as the rest of what is needed."""


def pack_again(folder: Path, *wanted: str) -> None:
    """Puts into the folder a wheel of everything that those requirements need, but of this program."""
    folder.mkdir()
    for found in {found.name: found for each in wanted for found in _needed(Requirement(each), set())}.values():
        if found.name != "liuwen":
            _pack(found, folder)


def _needed(wanted: Requirement, seen: set[str]) -> list[Distribution]:
    if str(wanted) in seen:
        return []
    seen.add(str(wanted))
    found = distribution(wanted.name)
    below = [Requirement(line) for line in found.requires or []]
    extras = wanted.extras or {""}
    applying = [each for each in below if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)]
    return [found, *(deeper for each in applying for deeper in _needed(each, seen))]


def _pack(found: Distribution, folder: Path) -> None:
    tags = [tag.split("-") for tag in re.findall("^Tag: (.*)$", found.read_text("WHEEL") or "", re.M)]
    name = "-".join([re.sub("[-_.]+", "_", found.name), found.version, *(".".join(sorted(set(part))) for part in zip(*tags, strict=True))])
    files = found.files or []
    with zipfile.ZipFile(folder / f"{name}.whl", "w") as wheel:
        for file in files:
            left_out = {"..", "__pycache__"} & {*file.parts} or file.name in _MADE_BY_INSTALLING or file.match(_UNUSED)
            if not left_out:
                wheel.write(str(file.locate()), str(file))
        (record,) = [file for file in files if file.match("*.dist-info/RECORD")]
        wheel.writestr(str(record), "")
