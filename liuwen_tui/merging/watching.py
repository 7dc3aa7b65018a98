"""Whether a board must be read again: what units sent and what the lead keeps, looked at from outside."""

from __future__ import annotations

from liuwen_tui.merging.board import Board
from liuwen_tui.store.fingerprint import Fingerprint, fingerprint


def stamp(board: Board) -> Fingerprint:
    """Returns what differs once a unit sent something or another account of the lead answered; reads no file."""
    home = board.office.home
    return fingerprint([*(home.out_folder(unit.code) for unit in board.catalogue.units), home.lead_folder])
