"""TOML like what this program writes, read in linear time: nothing else that TOML allows can make a parser work for ever.

Texts are taken out and decoded first, by C code alone. What is left, the skeleton, is a few hundred bytes for an
entry, so that its size bounds what the parser of the standard library can be made to do.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress

from liuwen_tui.documents.own_toml import MOST_HEADINGS, NotOurs, parse_own
from liuwen_tui.domain.errors import Unusable

LARGEST_TEXT = 1_000_000
"""Bytes of one text; a report is no larger than that."""
LARGEST_SKELETON = 2_500_000
"""Bytes of all that is no text: room for some 10,000 entries, where 32 units with 18 measures have 576."""
_PLACE = b"12345678"
"""As long as what a text is counted for in a skeleton."""
_HEADING = re.compile(rb"^[ \t]*\[.*", re.MULTILINE)
_TEXT = re.compile(
    rb"""
    "(?:
        [^"\\\x00-\x1f\x7f]++
      | \\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})
    )*+
    (?P<closed>"?)
    """,
    re.VERBOSE,
)
_UNLIKE_OURS = re.compile(
    rb"""
      ['\#]                                     # another kind of text, a comment
    | "[ \t]*[=.]                               # a key in quotes
    | \.[\w \t-]*\.[\w \t-]*\.[\w \t-]*\.       # a key of more than four parts
    | [\[{][\[{ \t\n]{20}                       # deep nesting
    | [\w.+-]{64}                               # an endless number or name
    """,
    re.VERBOSE,
)
_NOT_OURS = "文件的写法不是 liuwen 的，没有读取，请让对方重新导出。"
_TOO_MUCH = "条目太多或一段文字太长，不像 liuwen 的文件；是汇总的请分批汇总。"


def skeleton_size(content: bytes) -> int:
    """Returns what a document, or a whole part of one, comes to against `LARGEST_SKELETON`; raises `Unusable` where a text in it is too long."""
    if len(content) > LARGEST_TEXT:
        for _ in _skeleton(content, []):
            pass
    return len(_TEXT.sub(_PLACE, content))


def refuse_large(skeleton: int) -> None:
    """Raises `Unusable` for a document of a skeleton so large that `parse` would refuse it."""
    if skeleton > LARGEST_SKELETON:
        raise Unusable(_TOO_MUCH)


def parse(content: bytes) -> dict[str, object]:
    """Returns the tables of a document; raises `Unusable` for what is not TOML, or not as we write it."""
    if len(content) <= LARGEST_TEXT:  # as large a skeleton as may be does not fit in that
        with suppress(NotOurs):
            return parse_own(content)
    texts: list[str] = []
    skeleton = b"".join(_skeleton(content, texts))
    if _UNLIKE_OURS.search(skeleton) or len(set(_HEADING.findall(skeleton))) > MOST_HEADINGS:
        raise Unusable(_NOT_OURS)
    try:
        fields = tomllib.loads(skeleton.decode("ascii"))
        return {name: _with_texts(value, texts) for name, value in fields.items()}
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unusable("文件写坏了，不是完整的 TOML，请让对方重新导出。") from error


def _skeleton(content: bytes, texts: list[str]) -> Iterator[bytes]:
    """Yields the document with each text replaced by its place in ``texts``, which it fills."""
    size, end = 0, 0
    for match in _TEXT.finditer(content):
        yield content[end : match.start()]
        yield b'"%d"' % len(texts)
        size += match.start() - end + len(_PLACE)
        end = match.end()
        if not match["closed"]:
            raise Unusable("文件写坏了，有一段文字没有收尾的引号，请让对方重新导出。")
        if size > LARGEST_SKELETON or end - match.start() > LARGEST_TEXT:
            raise Unusable(_TOO_MUCH)
        texts.append(_decoded(match[0]))
    if size + len(content) - end > LARGEST_SKELETON:
        raise Unusable(_TOO_MUCH)
    yield content[end:]


def _decoded(written: bytes) -> str:
    try:
        text = written.decode()
    except UnicodeDecodeError:
        raise Unusable("不是 UTF-8 编码的 liuwen 文件，请让对方重新导出。") from None
    return str(json.loads(text)) if "\\" in text else text[1:-1]


def _with_texts(value: object, texts: list[str]) -> object:
    if isinstance(value, str):
        return texts[int(value)]
    if isinstance(value, list):
        return [_with_texts(item, texts) for item in value]
    if isinstance(value, dict):
        return {name: _with_texts(item, texts) for name, item in value.items()}
    return value
