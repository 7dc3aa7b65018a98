"""The lead's commands around the report that goes up: its parts, and 定稿."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.changes import STANDARD_STREAM
from liuwen_tui.cli.composing_shapes import (
    final_shape,
    history_shape,
    history_words,
    manuscript_shape,
    manuscript_words,
    one_part_shape,
)
from liuwen_tui.cli.session import Command, Session, say, session
from liuwen_tui.domain.differences import marked
from liuwen_tui.domain.errors import LiuwenError, Unfinished, WrongUse
from liuwen_tui.domain.manuscript import Part
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.composing import Composition, edit_part, part_named, redraft_part
from liuwen_tui.merging.composing import compose as compose_report
from liuwen_tui.merging.finishing import finalize as finish
from liuwen_tui.merging.finishing import open_questions, reopen
from liuwen_tui.merging.publishing import Published
from liuwen_tui.store.durable import read_file

_LARGEST = 1024 * 1024
"""Bytes of a text that is given."""


def add_commands(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command("compose", cls=Command)(compose)
    app.command("finalize", cls=Command)(finalize)


def parts_offered(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Returns id and title of the report's parts that begin as typed."""
    try:
        board = session(context).opening().board()
        parts = compose_report(board, board.merge([]), ()).manuscript.parts
    except LiuwenError:  # nothing to offer
        return []
    return [(part.id, part.title) for part in parts if part.id.startswith(incomplete)]


def compose(
    context: typer.Context,
    part: Annotated[
        str | None, typer.Argument(metavar="部分", help="只看、只改这一部分，写代号或标题", autocompletion=parts_offered)
    ] = None,
    source: Annotated[Path | None, typer.Option("--from", metavar="文件", help="用文件里的文字代替这一部分，- 为标准输入")] = None,
    redraft: Annotated[bool, typer.Option("--redraft", help="用回拟定的；改过的留在历史里")] = False,
    history: Annotated[bool, typer.Option("--history", help="这一部分谁在什么时候改了什么")] = False,
) -> None:
    """成稿：报告的各部分，字数，谁改过，来源有没有变"""
    here = session(context)
    board = here.opening().board()
    if part:
        chosen = part_named(_composed(board)[1].manuscript, part)
        _change(board, chosen, source, redraft)
        _show_part(here, board, chosen.id, history)
    elif source or redraft or history:
        raise WrongUse("要写明是哪一部分，请在命令后面写上代号。", "liuwen compose 部分")
    else:
        merged, composition = _composed(board)
        here.show(manuscript_shape(merged, composition), lambda: manuscript_words(merged, composition))


def _change(board: Board, part: Part, source: Path | None, redraft: bool) -> None:
    if source:
        edit_part(board, part, _text_of(source))
        say(f"“{part.title}”已改。")
    elif redraft:
        redraft_part(board, part)
        say(f"“{part.title}”用回拟定的，改过的留在历史里。")


def _show_part(here: Session, board: Board, part_id: str, history: bool) -> None:
    """Shows the part as it stands now, or what happened to it; what changed in its source is said on stderr."""
    merged, composition = _composed(board)
    manuscript, part = composition.manuscript, part_named(composition.manuscript, part_id)
    if history:
        acts = merged.written.texts.get(part.id, ())
        here.show(history_shape(acts), lambda: history_words(part, acts))
        return
    if part.is_stale and part.edited:
        for line in f"“{part.title}”改过以后来源有变：{marked(part.edited.drafted, part.drafted)}".split("\n"):
            say(line)
    here.show(one_part_shape(part, manuscript), lambda: manuscript.text(part))


def finalize(
    context: typer.Context,
    anyway: Annotated[bool, typer.Option("--anyway", help="还有冲突、未报、来源有变的，也定")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="撤销定稿")] = False,
    reason: Annotated[str, typer.Option("--reason", help="撤销的原因，撤销时必填")] = "",
) -> None:
    """定稿：写出各种格式的文件，以后报来的标明定稿后报送"""
    here = session(context)
    board = here.opening().board()
    if undo:
        reopen(board, reason)
        say(f"{board.quarter.label}的定稿已撤销，可以再改。")
        here.show({"final": None, "paths": []}, str)
        return
    merged, composition = _composed(board)
    questions = open_questions(board, merged, composition)
    if questions and not anyway and merged.final is None:
        raise Unfinished(f"没有定稿：{'；'.join(questions)}。请看过再定。", "liuwen finalize --anyway")
    published = finish(board, merged, composition)
    say(f"{board.quarter.label}已定稿。")
    tell_of(published)
    paths = [str(path) for path in published.paths]
    here.show({"final": final_shape(board.merge().final), "paths": paths}, lambda: "\n".join(paths))


def tell_of(published: Published) -> None:
    """Says on stderr which fonts the Word document wants, or what has to be installed first."""
    say(published.absent or published.fonts)


def _composed(board: Board) -> tuple[Merged, Composition]:
    merged = board.merge()
    composition = compose_report(board, merged)
    for file, reason in composition.manuscript.refused.items():
        say(f"没有用上 {file}：{reason}")
    return merged, composition


def _text_of(source: Path) -> str:
    content = sys.stdin.buffer.read(_LARGEST + 1) if source == STANDARD_STREAM else read_file(source, _LARGEST)
    if len(content) > _LARGEST:
        raise WrongUse(f"--from 的内容太大，最多 {_LARGEST} 字节，请压缩文字再试。")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUse("--from 应为 UTF-8 的文字，没有存；请换成 UTF-8 再试。") from None
