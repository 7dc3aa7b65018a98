"""Measures are taken of the program in real terminals."""

from tests.tui.conftest import terminal

__all__ = ["terminal"]
