"""``python -m tests.bench [--quick] [NAME…]``: measures the program beside its floors and prints one table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence

from tests.bench.commands import commands
from tests.bench.keys import hurried, keys
from tests.bench.memory import memory
from tests.bench.merging import merging
from tests.bench.place import FULL, QUICK, Place, Scale, place
from tests.bench.saving import saving
from tests.bench.starting import starting
from tests.bench.table import Part, table_of
from tests.bench.through_ssh import through_ssh


def _one(measure: Callable[[Place, Scale], Part]) -> Callable[[Place, Scale], Iterable[Part]]:
    return lambda here, scale: (measure(here, scale),)


BENCHES: dict[str, Callable[[Place, Scale], Iterable[Part]]] = {
    "start": _one(starting),
    "keys": _one(keys),
    "hurry": _one(hurried),
    "memory": _one(memory),
    "commands": _one(commands),
    "save": _one(saving),
    "merge": _one(merging),
    "ssh": through_ssh,
}


def main(arguments: Sequence[str]) -> None:
    """Measures what is named, by default all of it; how far it is stands on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("-q", "--quick", action="store_true", help="few rounds, to see that it works")
    given = parser.parse_args(arguments)
    unknown = set(given.names) - BENCHES.keys()
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(BENCHES)}")
    scale = QUICK if given.quick else FULL
    parts: list[Part] = []
    with place() as here:
        for name in given.names or BENCHES:
            for part in BENCHES[name](here, scale):
                print(part.name, file=sys.stderr)
                parts.append(part)
    print(
        f"{platform.platform()}，{len(os.sched_getaffinity(0))} 个核，Python {platform.python_version()}，负荷 {os.getloadavg()[0]:.1f}\n"
    )
    print(table_of(parts))


if __name__ == "__main__":
    main(sys.argv[1:])
