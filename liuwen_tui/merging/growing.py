"""While much is read that stays: the collector of cycles looks at what is new alone, not through all that is held again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 2**31 - 1
"""Collections of the middle generation before the old one is looked through; the most that there may be."""


@contextmanager
def growing() -> Iterator[None]:
    """Leaves the old generation alone until it is left; what is read of files has no cycles."""
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
