"""Whether every store in a shared home can be read by this program."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from liuwen_tui.domain.errors import Damaged, LiuwenError, Unusable
from liuwen_tui.keeping.faults import Fault, Subject
from liuwen_tui.store.home import Home

_NO_WAIT = 0.0


def store_faults(subject: Subject) -> Iterator[Fault]:
    """Yields the stores that are damaged, or kept by a newer program."""
    home = Home(subject.home, subject.catalogue.notice.id)
    for kept in (home, home.for_paper()):
        for unit in subject.catalogue.units:
            yield from _of_unit(kept, unit.code)


def _of_unit(home: Home, unit: str) -> Iterator[Fault]:
    try:
        quarters = home.quarters_kept(unit)
    except OSError:  # said of the folder
        return
    for quarter in quarters:
        path = home.unit_folder(unit) / f"{quarter}.json"
        try:
            home.store(unit, quarter, _NO_WAIT).read()
        except Damaged as error:
            command = f"liuwen restore --home {shlex.quote(str(home.root))} --unit {unit} --quarter {quarter}"
            yield Fault("damaged", path, f"{error}请本单位的人来做，root 不行。", command)
        except Unusable as error:
            yield Fault("newer", path, str(error), "pip install --upgrade liuwen")
        except LiuwenError as error:
            yield Fault("damaged", path, str(error), f"ls -l {shlex.quote(str(path))}")
