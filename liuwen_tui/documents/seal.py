"""The seal at the end of a TOML document, by which a cut, joined or hand-edited file is seen."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from liuwen_tui.documents.narrow_toml import parse
from liuwen_tui.documents.written_toml import write_toml
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import shorten, visible_line

Content_co = TypeVar("Content_co", covariant=True)
_SEAL_LINE = b"\n[seal]\n"
_SHA256 = re.compile("[0-9a-f]{64}")
_SEAL = re.compile(rb'\n\[seal\]\nsha256 = "([0-9a-f]{64})"\n*')
_FORMAT = re.compile(rb'format = "([a-z./0-9]{1,40})"\n')
_AGAIN = "文件被改动过或传坏了，请让对方重新导出。"
_LENGTH = 64
_PIECE = 1_000_000
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Kind(Generic[Content_co]):
    """One format of sealed document, and how it is read once its seal was seen to fit."""

    largest: int
    """Bytes."""
    read: Callable[[Table, str, Catalogue], Content_co]
    """Makes the content of the tables, from which ``format`` was taken, and of the seal."""


def read_document(content: bytes, kinds: Mapping[str, Kind[Content_co]], catalogue: Catalogue) -> Content_co:
    """Returns what a file's bytes hold; ``kinds`` are the formats that are wanted.

    Raises `Unusable`, with one short line that drives no terminal, for bytes that are none of them exactly.
    """
    try:
        table, seal = read_sealed(content, {name: kind.largest for name, kind in kinds.items()})
        return kinds[table.text("format")].read(table, seal, catalogue)
    except LiuwenError as error:
        raise Unusable(shorten(visible_line(str(error)), _LONGEST_REASON)) from error


def write_sealed(document: Mapping[str, object]) -> tuple[bytes, str]:
    """Returns the document as TOML with its seal as the last table, and the seal (SHA-256 in hex)."""
    return seal_body(f"{write_toml(document)}\n".encode())


def seal_body(body: bytes) -> tuple[bytes, str]:
    """Returns a document's tables, an empty line at their end, with the seal behind them, and the seal."""
    seal = hashlib.sha256(body).hexdigest()
    return body + f'[seal]\nsha256 = "{seal}"\n'.encode(), seal


def read_sealed(content: bytes, largest: Mapping[str, int]) -> tuple[Table, str]:
    """Returns the tables of a sealed document and its seal.

    ``largest`` are the formats that are wanted, each with the bytes that it may have at most. A BOM is removed and
    CRLF made LF first; format, size and seal are looked at before anything is parsed. Raises `Unusable` for bytes
    that are no such document, in seconds whatever they are.
    """
    size = len(content)
    content = content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    if not content.strip():
        raise Unusable("文件是空的，请让对方重新导出。")
    at = content.rfind(_SEAL_LINE)
    if at < 0:
        raise Unusable(f"不是 liuwen 的报送文件，或者文件不完整（没有校验码），请让对方重新导出。{_encoding(content)}")
    _refuse_by_first_line(content, size, largest)
    written = _SEAL.fullmatch(content, at)
    if written is None:
        raise Unusable(f"校验码写得不对，或者它后面还有内容：{_AGAIN}")
    body = content[: at + 1]
    seal = hashlib.sha256(body).hexdigest()
    if seal.encode() != written[1]:
        raise Unusable(f"校验码与内容不符：{_AGAIN}{_encoding(content)}")
    return Table(parse(body)), seal


def take_seal(table: Table, name: str) -> str:
    """Takes another document's seal out of a table; raises `Unusable` unless it is written as one."""
    seal = table.text(name)
    if not _SHA256.fullmatch(seal):
        raise table.refuse(name, "应为 64 位的校验码")
    return seal


def seal_of(content: bytes) -> str:
    """Returns the seal at the end of a document that `write_sealed` made."""
    return content[-_LENGTH - 2 : -2].decode()


def _refuse_by_first_line(content: bytes, size: int, largest: Mapping[str, int]) -> None:
    written = _FORMAT.match(content)
    if written is None:
        raise Unusable(f"第一行没有写明格式，不是 liuwen 导出的文件：{_AGAIN}")
    form = written[1].decode()
    if form not in largest:
        raise Unusable(f"这是 {form} 格式的文件，这里能读的是 {'、'.join(largest)}，请核对文件。")
    if size > largest[form]:
        raise Unusable(f"文件太大：{size} 字节，{form} 最多 {largest[form]} 字节，请核对文件。")


def _encoding(content: bytes) -> str:
    """What to add for another encoding. Decoded whole, 64 MB with one rare character would take 256 MB."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(content), _PIECE):
            decoder.decode(content[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "编码不是 UTF-8。"
    return ""
