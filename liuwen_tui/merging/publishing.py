"""The documents that go up: summary.toml, and the report in Markdown, Word and Excel, written together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.office.docx import write_docx
from liuwen_tui.documents.office.fonts import FONTS
from liuwen_tui.documents.office.xlsx import write_xlsx
from liuwen_tui.documents.paper import Paper, Volume
from liuwen_tui.documents.papers.grounds_annex import with_seals_of_toml
from liuwen_tui.documents.seal import seal_of
from liuwen_tui.documents.summary_parts import write_parts
from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.composing import Composition, compose
from liuwen_tui.merging.parts import name_parts, stale_parts
from liuwen_tui.store.durable import make_folder, replace_files

SUMMARY_MARKDOWN = "summary.md"
_WORD = {"summary.docx": Volume.REPORT, "summary-circular.docx": Volume.CIRCULAR, "summary-progress.docx": Volume.PROGRESS}


@dataclass(frozen=True, slots=True)
class Published:
    """What was written."""

    paths: tuple[Path, ...]
    absent: str = ""
    """A sentence on what would have to be installed for the formats that are not among them, "" where all are."""

    @property
    def fonts(self) -> str:
        """A sentence that names the fonts which the Word document is set in."""
        return f"打开 Word 文件的电脑要有 {'、'.join(FONTS)}；没有的会换成别的字体，版面不准。"


def publish(
    board: Board, merged: Merged, folder: Path, composition: Composition | None = None, largest: int = LARGEST_SUMMARY
) -> Published:
    """Writes the summary as TOML, in parts of at most ``largest`` bytes, and the report in all formats into the folder.

    All or nothing, unless the program is killed between two renames: every document names the seals of the TOML that it
    was made from, so that an old one beside the new is told from its own. Parts that an earlier summary had there go.
    Raises `Unusable`.
    """
    contents = name_parts(write_parts(merged.summary, board.catalogue, largest))
    seals = {name: seal_of(content) for name, content in contents.items()}
    paper = with_seals_of_toml((composition or compose(board, merged)).paper, seals)
    absent = ""
    try:
        contents |= _office(paper)
    except Unusable as error:  # a library is not installed
        absent = str(error)
    contents[SUMMARY_MARKDOWN] = write_markdown(paper)
    root = board.office.home.root
    make_folder(folder, root if folder.is_relative_to(root) else folder)
    stale = stale_parts(folder, contents)
    replace_files({folder / name: content for name, content in contents.items()}, and_remove=stale)
    return Published(tuple(folder / name for name in contents), absent)


def _office(paper: Paper) -> dict[str, bytes]:
    """The Word documents and the workbook; raises `Unusable` where a library for them is not installed."""
    documents = {name: write_docx(paper.volume(volume)) for name, volume in _WORD.items()}
    return {**documents, "summary.xlsx": write_xlsx(paper)}
