"""Receipts and decisions as they lie in folders: those of the lead, and those that a unit took in.

At nearly every start there are none: what reads and writes them is imported when one is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt, SealedReceipt
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.gathering import files_of
from liuwen_tui.store.home import Home

if TYPE_CHECKING:
    from liuwen_tui.documents.seal import Kind

Content = TypeVar("Content")
_RECEIPT, _DECISION = ".receipt.toml", ".decision.toml"
_SHORT = 8


def receipts_in(folder: Path, quarter: Quarter, catalogue: Catalogue) -> tuple[list[SealedReceipt], dict[Path, str]]:
    """Returns the quarter's receipts in a folder, and the files that are none, each with the reason."""
    files, refused = _found(folder, _RECEIPT, quarter, catalogue)
    if not files:
        return [], refused
    from liuwen_tui.documents.receipt_toml import RECEIPTS  # noqa: PLC0415

    return _read_all(files, refused, RECEIPTS, catalogue)


def decisions_in(folder: Path, quarter: Quarter, catalogue: Catalogue) -> tuple[list[Decision], dict[Path, str]]:
    """Returns the quarter's decisions in a folder, and the files that are none, each with the reason."""
    files, refused = _found(folder, _DECISION, quarter, catalogue)
    if not files:
        return [], refused
    from liuwen_tui.documents.decision_toml import DECISIONS  # noqa: PLC0415

    return _read_all(files, refused, DECISIONS, catalogue)


def keep_receipt(receipt: Receipt, folder: Path, root: Path, catalogue: Catalogue) -> Path:
    """Writes a receipt into a folder below ``root`` under the name that it has by rule, and returns its path."""
    from liuwen_tui.documents.receipt_toml import write_receipt  # noqa: PLC0415

    Home(root, catalogue.notice.id).refuse_archived(Quarter.parse(receipt.quarter))
    content, seal = write_receipt(receipt, catalogue)
    return _keep(content, folder, root, f"{_beginning(catalogue, receipt.quarter)}{receipt.unit}_{seal[:_SHORT]}{_RECEIPT}")


def keep_decision(decision: Decision, folder: Path, root: Path, catalogue: Catalogue) -> Path:
    """Writes a decision into a folder below ``root`` under the name that it has by rule, and returns its path."""
    from liuwen_tui.documents.decision_toml import write_decision  # noqa: PLC0415

    content, seal = write_decision(decision, catalogue)
    subject = decision.version.subject
    Home(root, catalogue.notice.id).refuse_archived(Quarter.parse(subject.quarter))
    name = f"{_beginning(catalogue, subject.quarter)}{subject.unit}_{subject.measure}_{seal[:_SHORT]}{_DECISION}"
    return _keep(content, folder, root, name)


def _found(folder: Path, ending: str, quarter: Quarter, catalogue: Catalogue) -> tuple[list[Path], dict[Path, str]]:
    """The quarter's files of that ending in a folder, and what cannot be looked into, each with the reason."""
    if not os.path.isdir(folder):
        return [], {}
    beginning = _beginning(catalogue, str(quarter))
    files, closed = files_of(folder, lambda name: name.startswith(beginning) and name.endswith(ending))
    return files, {path: str(error) for path, error in closed.items()}


def _read_all(
    files: Iterable[Path], refused: dict[Path, str], kinds: Mapping[str, Kind[Content]], catalogue: Catalogue
) -> tuple[list[Content], dict[Path, str]]:
    """What the files hold, and ``refused`` with those that hold nothing of the kind, before what was refused already."""
    from liuwen_tui.documents.seal import read_document  # noqa: PLC0415

    found: list[Content] = []
    wrong: dict[Path, str] = {}
    largest = max(kind.largest for kind in kinds.values())
    for path in files:
        try:
            found.append(read_document(read_file(path, largest), kinds, catalogue))
        except LiuwenError as error:
            wrong[path] = str(error)
    return found, {**wrong, **refused}


def _keep(content: bytes, folder: Path, root: Path, name: str) -> Path:
    make_folder(folder, root)
    replace_file(folder / name, content)
    return folder / name


def _beginning(catalogue: Catalogue, quarter: str) -> str:
    return f"{catalogue.notice.id}_{quarter}_"
