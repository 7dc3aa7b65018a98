"""What the program remembers for one person: the unit, the names on each unit's report, the colours, the measure last open; and the keys they chose."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import tomli_w
from platformdirs import user_config_path, user_data_path, user_state_path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.text import clean
from liuwen_tui.store.durable import is_there, make_folder, read_file, replace_file
from liuwen_tui.store.toml_file import read_table

APPLICATION = "liuwen"
_LARGEST = 64 * 1024
_PRIVATE = 0o600


def default_home() -> Path:
    """Returns the home of a person who set none: the platform's user data folder."""
    return user_data_path(APPLICATION)


def config_file() -> Path:
    return user_config_path(APPLICATION) / "me.toml"


def place_file() -> Path:
    return user_state_path(APPLICATION) / "place.toml"


def keymap_file() -> Path:
    return user_config_path(APPLICATION) / "keymap.toml"


def chosen_keys() -> dict[str, object]:
    """Returns the person's own keys by binding id, as they stand in ``keymap.toml``; nothing where there is none.

    ``list.export`` may be written with quotes or without. Raises `Unusable` for a file that is not to be understood.
    """
    path = keymap_file()
    if not is_there(path):
        return {}
    table = read_table(path)
    try:
        keys = table.table("keys").rest()
        table.close()
    except Unusable as error:
        raise Unusable(f"{path}：{error}") from error
    return dict(_flat(keys))


def _flat(keys: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in keys.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def recall(path: Path, home: Path) -> dict[str, str]:
    """Returns what was remembered for that home, nothing where the file is absent or not to be understood.

    Such a file holds conveniences only: a bad one is passed over and written anew.
    """
    kept = _all(path).get(str(home.absolute()), {})
    return {name: clean(value) for name, value in kept.items() if isinstance(value, str)} if isinstance(kept, dict) else {}


def remember(path: Path, home: Path, facts: Mapping[str, str]) -> None:
    """Adds facts to what is remembered for that home."""
    known = recall(path, home)
    if known == {**known, **facts}:
        return
    make_folder(path.parent, path.parent)
    everything = {**_all(path), str(home.absolute()): {**known, **facts}}
    replace_file(path, tomli_w.dumps(everything).encode(errors="replace"), _PRIVATE)


def forget(path: Path, home: Path) -> None:
    """Drops what is remembered for a home; raises `Unusable` when the disk refuses."""
    left = {name: facts for name, facts in _all(path).items() if name != str(home.absolute())}
    if left != _all(path):
        replace_file(path, tomli_w.dumps(left).encode(errors="replace"), _PRIVATE)


def _all(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(read_file(path, _LARGEST).decode())
    except (Unusable, ValueError):
        return {}
