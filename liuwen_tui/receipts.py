"""Receipts and decisions as they lie in folders: those of the lead, and those that a unit took in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from liuwen_tui.documents.decision_toml import DECISIONS, write_decision
from liuwen_tui.documents.receipt_toml import RECEIPTS, write_receipt
from liuwen_tui.documents.seal import Kind, read_document
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt, SealedReceipt
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.gathering import files_of
from liuwen_tui.store.home import Home

Content = TypeVar("Content")
_RECEIPT, _DECISION = ".receipt.toml", ".decision.toml"
_SHORT = 8


def receipts_in(folder: Path, quarter: Quarter, catalogue: Catalogue) -> tuple[list[SealedReceipt], dict[Path, str]]:
    """Returns the quarter's receipts in a folder, and the files that are none, each with the reason."""
    return _read_all(folder, _RECEIPT, RECEIPTS, quarter, catalogue)


def decisions_in(folder: Path, quarter: Quarter, catalogue: Catalogue) -> tuple[list[Decision], dict[Path, str]]:
    """Returns the quarter's decisions in a folder, and the files that are none, each with the reason."""
    return _read_all(folder, _DECISION, DECISIONS, quarter, catalogue)


def keep_receipt(receipt: Receipt, folder: Path, root: Path, catalogue: Catalogue) -> Path:
    """Writes a receipt into a folder below ``root`` under the name that it has by rule, and returns its path."""
    Home(root, catalogue.notice.id).refuse_archived(Quarter.parse(receipt.quarter))
    content, seal = write_receipt(receipt, catalogue)
    return _keep(content, folder, root, f"{_beginning(catalogue, receipt.quarter)}{receipt.unit}_{seal[:_SHORT]}{_RECEIPT}")


def keep_decision(decision: Decision, folder: Path, root: Path, catalogue: Catalogue) -> Path:
    """Writes a decision into a folder below ``root`` under the name that it has by rule, and returns its path."""
    content, seal = write_decision(decision, catalogue)
    subject = decision.version.subject
    Home(root, catalogue.notice.id).refuse_archived(Quarter.parse(subject.quarter))
    name = f"{_beginning(catalogue, subject.quarter)}{subject.unit}_{subject.measure}_{seal[:_SHORT]}{_DECISION}"
    return _keep(content, folder, root, name)


def _read_all(
    folder: Path, ending: str, kinds: Mapping[str, Kind[Content]], quarter: Quarter, catalogue: Catalogue
) -> tuple[list[Content], dict[Path, str]]:
    found: list[Content] = []
    refused: dict[Path, str] = {}
    if not os.path.isdir(folder):
        return found, refused
    largest = max(kind.largest for kind in kinds.values())
    files, closed = files_of(folder, lambda name: name.startswith(_beginning(catalogue, str(quarter))) and name.endswith(ending))
    for path in files:
        try:
            found.append(read_document(read_file(path, largest), kinds, catalogue))
        except LiuwenError as error:
            refused[path] = str(error)
    return found, {**refused, **{path: str(error) for path, error in closed.items()}}


def _keep(content: bytes, folder: Path, root: Path, name: str) -> Path:
    make_folder(folder, root)
    replace_file(folder / name, content)
    return folder / name


def _beginning(catalogue: Catalogue, quarter: str) -> str:
    return f"{catalogue.notice.id}_{quarter}_"
