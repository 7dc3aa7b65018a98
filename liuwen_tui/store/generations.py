"""Earlier contents of a store, kept beside it as ``.1`` (the newest) to ``.3``."""

from __future__ import annotations

from pathlib import Path

from liuwen_tui.store.durable import is_there, replace_file
from liuwen_tui.store.own import move

SAVES_BETWEEN = 25
"""Every how many saves the content before is kept."""
_KEPT = 3


def generations(path: Path) -> tuple[Path, ...]:
    """Returns where the kept contents of that file lie, newest first, whether there are any or not."""
    return tuple(path.with_name(f"{path.name}.{age}") for age in range(1, _KEPT + 1))


def keep_generation(path: Path, content: bytes) -> None:
    """Keeps ``content`` as the newest; raises `Unusable` when the disk refuses.

    What is kept moves on only as far as the first free place, so that an interruption costs nothing.
    """
    places = generations(path)
    free = next((age for age, place in enumerate(places) if not is_there(place)), _KEPT - 1)
    for age in range(free, 0, -1):
        move(places[age - 1], places[age])
    replace_file(places[0], content)
