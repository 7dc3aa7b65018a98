"""Markdown: what people typed, escaped so that it stays text, and an entry in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.text import clean

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&@$])")
_LINK = re.compile(r"//|\.(?=[A-Za-z])")
_LINE_START = re.compile(r"^([#+\-=:]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Returns one line of typed text so that no Markdown reader finds markup, a row, HTML or a link in it."""
    text = _ACTIVE.sub(r"\\\1", text)
    text = _LINK.sub(lambda match: "\\/\\/" if match[0] == "//" else "\\.", text)
    indent = len(text) - len(text.lstrip(" "))
    text = "&nbsp;" * indent + text[indent:]
    return _LINE_START.sub(lambda match: match[1] + "\\" if match[1][0].isdigit() else "\\" + match[1], text)


def paragraph(text: str, name: str = "") -> str:
    """Returns typed text as one paragraph, its line breaks kept, after a name in bold where one is given."""
    if name:
        return f"**{escape_inline(name.strip())}**：" + (paragraph(text) if text else "")
    return "\\\n".join(escape(line) or "&nbsp;" for line in text.split("\n"))


def entry_paragraphs(entry: Entry, measure: Measure) -> Iterator[str]:
    """Yields every present field of an entry as a paragraph under the name that people read; the status is not repeated."""
    for field in ("progress", "problems", "next_steps", "support_needed"):
        if text := entry.text(field):
            yield paragraph(text, FIELD_NAMES[field])
    if entry.steps:
        yield f"**{FIELD_NAMES['steps']}**："
        yield "\n".join(
            f"- {escape_inline(step.text)}" + (f"（{step.due}前）" if step.due else "") + ("，已完成" if step.done else "，未完成")
            for step in entry.steps
        )
    known = [(target, result) for target in measure.targets if (result := entry.target(target.id))]
    if known:
        yield f"**{FIELD_NAMES['targets']}**："
        yield "\n".join(f"- {escape_inline(target.name)}：{result_words(target, result.actual, result.done)}" for target, result in known)
    if entry.evidence:
        yield f"**{FIELD_NAMES['evidence']}**：" + "；".join(map(escape_inline, entry.evidence))
    if entry.unchanged:
        yield f"**{FIELD_NAMES['unchanged']}**"
    if entry.reason:
        yield paragraph(entry.reason, FIELD_NAMES["reason"])


def escape_inline(text: str) -> str:
    """Returns typed text on one line, escaped."""
    return escape(" ".join(clean(text).split("\n")))


def measure_title(measure: Measure) -> str:
    """``（五）提升公共服务水平``, as the notice counts it."""
    return f"{measure.numeral}{escape_inline(measure.title)}"


def status_words(entry: Entry) -> str:
    """``推进中 60%``, or ``未填``; the glyph is for screens, on paper it would have to be escaped."""
    if entry.status is None:
        return "未填"
    percent = "" if entry.percent is None else f" {entry.percent}%"
    return f"{entry.status.word}{percent}"


def target_words(target: Target) -> str:
    """``500个（2020-12-31前）``, what the notice wants of a target."""
    due = f"（{target.due.isoformat()}前）" if target.due else "（未写期限）"
    return (f"{target.value}{escape_inline(target.unit)}" if target.kind is TargetKind.FIGURE else "完成") + due


def result_words(target: Target, actual: float | None, done: bool | None) -> str:
    """``现为 480个，目标 500个（2020-12-31前）``."""
    if target.kind is TargetKind.ACT:
        return ("已完成" if done else "未完成") + f"，目标{target_words(target)}"
    return f"现为{actual}{escape_inline(target.unit)}，目标{target_words(target)}"


def document(blocks: Iterator[str]) -> bytes:
    """Returns blocks as a Markdown document: an empty line between them, one line break at the end."""
    return ("\n\n".join(blocks) + "\n").encode()
