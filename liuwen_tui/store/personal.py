"""What the program remembers for one person: the unit, the names on the report, and the measure last open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import tomli_w
from platformdirs import user_config_path, user_data_path, user_state_path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.text import clean
from liuwen_tui.store.durable import make_folder, read_file, replace_file

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
