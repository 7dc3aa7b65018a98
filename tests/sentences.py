"""Every sentence that the package may raise, read from its source: what stands in ``WrongUse(...)`` and its kin."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import liuwen_tui
from liuwen_tui.domain import errors

PACKAGE = Path(liuwen_tui.__file__).parent
FAMILY = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.LiuwenError)}
PASSED_ON = "〔原因〕"
"""Stands for the sentence of another error, at the end of one that says where it happened."""
VALUE = "〔〕"
"""Stands for a value."""


@dataclass(frozen=True)
class Sentence:
    """One sentence with its place."""

    where: str
    text: str
    command: str = ""


def raised() -> list[Sentence]:
    """Returns the sentences of all errors, in the order of the source."""
    return [sentence for path in sorted(PACKAGE.rglob("*.py")) for sentence in _of_file(path)]


def _of_file(path: Path) -> Iterator[Sentence]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant | ast.JoinedStr)
    }
    families = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and FAMILY & {ast.unparse(base) for base in node.bases}]
    inits = [call for name in families for call in _calls(next(node for node in tree.body if getattr(node, "name", "") == name))]
    calls = [call for call in _calls(tree) if ast.unparse(call.func) in FAMILY]
    for call in [*calls, *(call for call in inits if ast.unparse(call.func) == "super().__init__")]:
        if call.args:
            text, *command = (_text(argument, constants) for argument in call.args)
            yield Sentence(f"{path.relative_to(PACKAGE)}:{call.lineno}", text, *command)


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _text(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    """The text as a person reads it, with marks for what is known at run time only."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(value, constants) for value in values)
        case ast.FormattedValue(value=value):
            return _text(value, constants)
        case ast.Name(id=name) if name in constants:
            return _text(constants[name], constants)
        case ast.IfExp(body=body, orelse=other):
            return f"{_text(body, constants)}/{_text(other, constants)}"
    return PASSED_ON if "error" in {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} else VALUE
