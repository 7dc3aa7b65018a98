"""Opens a face: the bare ``liuwen`` goes straight to the screens, everything else to the commands."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """The entry point of the installed program."""
    gc.disable()  # while modules are imported, which stay; the faces let it begin
    if sys.argv[1:] or "_LIUWEN_COMPLETE" in os.environ:  # a shell that completes names what it asks in the environment
        from liuwen_tui.cli.app import run  # noqa: PLC0415  - Typer costs a bare start 90 ms

        sys.exit(run())
    from liuwen_tui.tui.start import start  # noqa: PLC0415  - and Textual costs a command 300 ms

    sys.exit(start())


def over_ssh() -> None:
    """The entry point of ``liuwen-ssh``, the one program that sshd starts for an account: the screens, or what may be asked without."""
    from liuwen_tui.cli.ssh_commands import asked_over_ssh  # noqa: PLC0415  - no other start needs it
    from liuwen_tui.domain.errors import NotAllowed  # noqa: PLC0415
    from liuwen_tui.domain.text import visible_line  # noqa: PLC0415

    try:
        sys.argv[1:] = asked_over_ssh(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
    except NotAllowed as refusal:
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        print(visible_line(str(refusal)), file=sys.stderr)
        sys.exit(refusal.exit_code)
    main()


if __name__ == "__main__":
    main()
