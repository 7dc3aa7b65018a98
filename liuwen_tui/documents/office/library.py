"""What is said where the libraries of the ``office`` extra are not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from liuwen_tui.domain.errors import Unusable


@contextmanager
def office_library() -> Iterator[None]:
    """Stands around the import of a library of the ``office`` extra; raises `Unusable` where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Unusable("没有装写 docx 和 xlsx 的部分，请管理员安装 liuwen 的 office 部分，或者先用 Markdown。") from error
