"""What mends a folder of a shared home by hand, and what its rights are in words."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from liuwen_tui.keeping.layout import Place
from liuwen_tui.store.rights import PASS, READ, WRITE

_KEEPERS_MODE, _MODE, _OPEN_MODE = "755", "2770", "2775"
_WORDS = ((READ, "读"), (WRITE, "写"), (PASS, "进"))


def mending(path: Path, place: Place) -> list[str]:
    """Returns the commands that give a folder exactly the rights that it should have, whatever they are."""
    here = shlex.quote(str(path))
    mode = _KEEPERS_MODE if place.is_keepers else _OPEN_MODE if place.others else _MODE
    entries = [f"g:{group}:{letters(may)}" for group, may in place.readers.items()]
    entries += [f"d:{entry}" for entry in ("u::rwx", "g::rwx", "o::---") if place.below]
    entries += [f"d:g:{group}:{letters(may)}" for group, may in (place.below or {}).items()]
    lists = [f"setfacl -m {','.join(entries)} {here}"] if entries else []
    return [f"setfacl -b {here}", f"chown root:{place.group} {here}", f"chmod {mode} {here}", *lists]


def letters(may: int) -> str:
    """``r-x``, as setfacl takes it."""
    return "".join(letter if may & bit else "-" for bit, letter in ((READ, "r"), (WRITE, "w"), (PASS, "x")))


def may_words(may: int) -> str:
    """``读、写``; going through a folder is said only where it is all."""
    said = [word for bit, word in _WORDS if may & bit and (bit != PASS or may == PASS)]
    return "、".join(said)


def in_words(place: Place) -> str:
    """``lw-fgw 读写，lw-lead 只能穿过``."""
    said = ["只有 root 能改"] if place.is_keepers else [f"{place.group} 读写"]
    said += [f"{names} {'只能穿过' if may == PASS else '只能读'}" for may, names in _by_right(place.readers).items()]
    return "，".join([*said, *(["别的账号只能看"] if place.others else [])])


def _by_right(readers: Mapping[str, int]) -> dict[int, str]:
    by_right: dict[int, list[str]] = {}
    for name, may in readers.items():
        by_right.setdefault(may, []).append(name)
    return {may: names[0] if len(names) == 1 else "各单位的组" for may, names in by_right.items()}
