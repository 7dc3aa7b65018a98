"""Opens a face: the bare ``liuwen`` goes straight to the screens, everything else to the commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """The entry point of the installed program."""
    if sys.argv[1:] or "_LIUWEN_COMPLETE" in os.environ:  # a shell that completes names what it asks in the environment
        from liuwen_tui.cli.app import run  # noqa: PLC0415  - Typer costs a bare start 90 ms

        sys.exit(run())
    from liuwen_tui.tui.start import start  # noqa: PLC0415  - and Textual costs a command 300 ms

    sys.exit(start())


if __name__ == "__main__":
    main()
