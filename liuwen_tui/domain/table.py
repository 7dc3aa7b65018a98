"""A table of TOML or JSON read strictly: every key named once, of the right type, and none left over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.text import clean

Kind = TypeVar("Kind")
_REQUIRED = object()
_LARGEST_WHOLE = 999_999_999


class Table:
    """Takes keys out of a table one by one; `close` refuses what was not taken.

    Every method raises `Unusable` with a sentence that names the place.
    """

    def __init__(self, fields: object, where: str = "") -> None:
        if not isinstance(fields, Mapping):
            raise Unusable(f"{where or '内容'}应为一个表。")
        self._left = dict(fields)
        self._where = f"{where} " if where else ""

    def refuse(self, name: str, wish: str) -> Unusable:
        """Returns the error that ``name`` in this table is not as wished."""
        return Unusable(f"{self._where}{name} {wish}。")

    def text(self, name: str, default: object = _REQUIRED) -> str:
        return self._take(name, str, "应为文字", default)

    def line(self, name: str) -> str:
        """One line of clean text."""
        text = self.text(name)
        if clean(text) != text or "\n" in text:
            raise self.refuse(name, "含有不允许的控制字符")
        return text

    def whole(self, name: str, default: object = _REQUIRED) -> int:
        """A whole number of at most nine digits."""
        number = self._take(name, int, "应为整数", default)
        if abs(number) > _LARGEST_WHOLE:
            raise self.refuse(name, "应为九位以内的整数")
        return number

    def flag(self, name: str, default: object = _REQUIRED) -> bool:
        return self._take(name, bool, "应为 true 或 false", default)

    def day(self, name: str) -> date | None:
        """A date, or None where the key is absent."""
        value = self._left.pop(name, None)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.refuse(name, "应为日期")

    def figure(self, name: str) -> int | float | None:
        """A finite number, or None where the key is absent."""
        value = self._left.pop(name, None)
        if value is None or type(value) is int or (type(value) is float and math.isfinite(value)):
            return value
        raise self.refuse(name, "应为数字")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent."""
        value = self._left.pop(name, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise self.refuse(name, "应为文字列表")

    def span(self, name: str) -> tuple[int, int]:
        value = self._left.pop(name, None)
        if isinstance(value, list) and [type(item) for item in value] == [int, int]:
            return value[0], value[1]
        raise self.refuse(name, "应为 [起, 止)")

    def tables(self, name: str) -> list[Table]:
        """An array of tables, empty where the key is absent; each remembers its place."""
        value = self._left.pop(name, [])
        if not isinstance(value, list):
            raise self.refuse(name, "应为一组表")
        return [Table(item, f"{self._where}{name} 第{index}项") for index, item in enumerate(value, 1)]

    def table(self, name: str) -> Table:
        """A table, empty where the key is absent."""
        return Table(self._left.pop(name, {}), f"{self._where}{name}")

    def rest(self) -> dict[str, object]:
        """Takes all keys that are left."""
        left, self._left = self._left, {}
        return left

    def close(self) -> None:
        """Refuses what was not taken."""
        if self._left:
            raise Unusable(f"{self._where}有不认识的字段 {'、'.join(map(str, self._left))}。")

    def _take(self, name: str, kind: type[Kind], wish: str, default: object) -> Kind:
        value = self._left.pop(name, default)
        if value is _REQUIRED:
            raise self.refuse(name, "没有写")
        if type(value) is not kind:
            raise self.refuse(name, wish)
        return value
