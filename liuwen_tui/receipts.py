"""Receipts as they lie in folders, on the lead's side and on the unit's."""

from __future__ import annotations

import os
from pathlib import Path

from liuwen_tui.documents.receipt_toml import LARGEST_RECEIPT, RECEIPTS, write_receipt
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt, SealedReceipt
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.gathering import files_of

_ENDING = ".receipt.toml"
_SHORT = 8


def receipts_in(folder: Path, quarter: Quarter, catalogue: Catalogue) -> tuple[list[SealedReceipt], dict[Path, str]]:
    """Returns the quarter's receipts in a folder, and the files that are none, each with the reason."""
    found: list[SealedReceipt] = []
    refused: dict[Path, str] = {}
    if not os.path.isdir(folder):
        return found, refused
    files, closed = files_of(folder, lambda name: name.startswith(_beginning(catalogue, quarter)) and name.endswith(_ENDING))
    for path in files:
        try:
            found.append(read_document(read_file(path, LARGEST_RECEIPT), RECEIPTS, catalogue))
        except LiuwenError as error:
            refused[path] = str(error)
    return found, {**refused, **{path: str(error) for path, error in closed.items()}}


def keep_receipt(receipt: Receipt, folder: Path, root: Path, catalogue: Catalogue) -> Path:
    """Writes a receipt into a folder below ``root`` under the name that it has by rule, and returns its path."""
    content, seal = write_receipt(receipt)
    make_folder(folder, root)
    path = folder / f"{_beginning(catalogue, Quarter.parse(receipt.quarter))}{receipt.unit}_{seal[:_SHORT]}{_ENDING}"
    replace_file(path, content)
    return path


def _beginning(catalogue: Catalogue, quarter: Quarter) -> str:
    return f"{catalogue.notice.id}_{quarter}_"
