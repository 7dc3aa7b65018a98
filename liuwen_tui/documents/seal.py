"""The seal at the end of a TOML document, by which a cut, joined or hand-edited file is seen."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping

import tomli_w

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.table import Table

_BOM = b"\xef\xbb\xbf"
_SEAL_LINE = b"\n[seal]\n"
_STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_UNLIKE_OURS = re.compile(
    rb"""
      ^[ \t]*[\w"'-]+[ \t]*\.           # a dotted key
    | [{,][ \t]*[\w"'-]+[ \t]*\.        # the same inside braces
    | ^[ \t]*\[+[^\]\n.]*(?:\.[^\]\n.]*){3}  # a heading of more than three parts
    | [\[{][\[{ \t,]{20}                # deep nesting
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Ways of writing, strings aside, that we never use and that would take a parser for ever."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def write_sealed(document: Mapping[str, object]) -> tuple[bytes, str]:
    """Returns the document as TOML with its seal as the last table, and the seal (SHA-256 in hex)."""
    body = (tomli_w.dumps(document) + "\n").encode()
    seal = hashlib.sha256(body).hexdigest()
    return body + f'[seal]\nsha256 = "{seal}"\n'.encode(), seal


def read_sealed(content: bytes) -> tuple[Table, str]:
    """Returns the tables of a sealed document and its seal.

    A BOM is removed and CRLF made LF first. Raises `Unusable` for bytes that are no such document: another
    encoding, not TOML, no seal, a seal that does not fit, keys that would take a parser for ever.
    """
    content = content.removeprefix(_BOM).replace(b"\r\n", b"\n")
    at = content.rfind(_SEAL_LINE)
    if not content.strip():
        raise Unusable("文件是空的。")
    if at < 0:
        raise Unusable(_why_unsealed(content))
    fields = _parse(content)
    seal = Table(fields.pop("seal", None), "[seal]")
    sha256 = seal.text("sha256")
    seal.close()
    if not _SHA256.fullmatch(sha256) or hashlib.sha256(content[: at + 1]).hexdigest() != sha256:
        raise Unusable("校验码与内容不符，文件被改动过或传坏了，请让对方重新导出。")
    return Table(fields), sha256


def _why_unsealed(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return "不是 UTF-8 编码的 liuwen 文件。"
    return "不是 liuwen 的报送文件，或者文件不完整（没有校验码）。"


def _parse(content: bytes) -> dict[str, object]:
    bare = _STRING.sub(b'""', content)
    if b'"""' in bare or b"'''" in bare or _UNLIKE_OURS.search(bare):
        raise Unusable("文件的写法不是 liuwen 的，拒绝读取。")
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise Unusable("不是 UTF-8 编码的 liuwen 文件。") from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unusable(f"文件写坏了：{error}。") from error
