"""What may be asked of the program over ssh without a shell: a few commands that touch no file but the unit's own.

Knows no library: a login goes through here on its way to the screens.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from liuwen_tui.domain.errors import NotAllowed

_STREAM = "-"
_NUMBER = re.compile(r"\d{1,4}")
_LONGEST_SAID = 60


@dataclass(frozen=True, slots=True)
class _Form:
    """How a command may be written."""

    flags: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    """Options that take a value."""
    arguments: re.Pattern[str] | None = None
    """What an argument has to be, None where there may be none."""


_COMMON = _Form(frozenset({"--json"}), frozenset({"--unit", "--quarter"}))
_OUTPUT = frozenset({"-o", "--output"})
_FORMS: Mapping[str, _Form] = {
    "units": _Form(),
    "measures": _Form(flags=frozenset({"--all"})),
    "show": _Form(arguments=_NUMBER),
    "status": _Form(),
    "check": _Form(),
    "history": _Form(arguments=_NUMBER),
    "export": _Form(frozenset({"--changes"}), frozenset({"--format"}) | _OUTPUT),
    "import": _Form(arguments=re.compile(_STREAM)),
    "fill": _Form(arguments=_NUMBER),
    "lead": _Form(),
    "doctor": _Form(),
}
_WRITTEN = "、".join({"export": "export -o -", "import": "import -"}.get(name, name) for name in _FORMS)


def asked_over_ssh(command: str) -> list[str]:
    """Returns the arguments of ``liuwen`` that a client's command stands for, none where it gave no command.

    ``command`` is what sshd puts into ``SSH_ORIGINAL_COMMAND``: data, taken apart as a shell would and given to none. Raises
    `NotAllowed` for all but a few commands, and for options that name a file or a folder.
    """
    try:
        words = shlex.split(command)
    except ValueError:  # a quote that does not end
        raise _refusal(command) from None
    asked = words[1:] if words[:1] == ["liuwen"] else words
    if not all(_may_stand(asked)):
        raise _refusal(command)
    return asked


def _may_stand(asked: list[str]) -> Iterator[bool]:
    """Tells of each word whether it may stand where it does."""
    if not asked:
        return
    form = _FORMS.get(asked[0])
    if form is None:
        yield False
        return
    rest = iter(asked[1:])
    for word in rest:
        name, has_value, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in form.values | _COMMON.values:
            yield _is_value(name, value if has_value else next(rest, ""))
        elif word.startswith("-") and word != _STREAM:
            yield word in form.flags | _COMMON.flags
        else:
            yield form.arguments is not None and form.arguments.fullmatch(word) is not None


def _is_value(option: str, value: str) -> bool:
    return value == _STREAM if option in _OUTPUT else not value.startswith("-")


def _refusal(command: str) -> NotAllowed:
    said = command if len(command) <= _LONGEST_SAID else f"{command[:_LONGEST_SAID]}（后略）"
    return NotAllowed(f"从 SSH 进来不能用“{said}”，没有执行；请不带命令打开界面，带命令只能是 {_WRITTEN}。")
